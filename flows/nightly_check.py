"""The nightly check as a Prefect flow, the twin of `policyclerk run`.

    python flows/nightly_check.py DIR [--today 2026-11-23]

It adds no step of its own: the way of the night stands in policyclerk.run, and its steps become tasks here.
"""

from typing import Any

if __name__ == "__main__":  # before Prefect, which reads its settings when it is imported
    import flow_script

    parameters = flow_script.asked(__doc__, may_shrink=True)

from flow_parameters import AllowMails, Directory, Today
from plain_flow import flow
from policyclerk import run
from policyclerk.hands import Options
from prefect_steps import carried_out, tell_of_crash


@flow(name="nightly check", on_crashed=[tell_of_crash])
def nightly_check(
    directory: Directory,
    today: Today = None,
    expect: str | None = None,
    allow_mails: AllowMails = None,
    allow_shrink: bool = False,  # noqa: FBT001, FBT002 - a field of Prefect's form
    allow_past: bool = False,  # noqa: FBT001, FBT002
) -> Any:
    """Drafts, messages, the register's columns and the report: everything that is due today, once.

    Args:
        directory: The trust's folder, as a full path on the machine that runs this.
        today: Do as if it were this day; leave empty for the day it is.
        expect: The fingerprint of a preview; another plan is refused.
        allow_mails: Let this run send up to so many messages.
        allow_shrink: Let a register pass that has lost many policies.
        allow_past: Let the run be for a day before the last one.
    """
    return carried_out(run.night, directory, today, Options(expect, allow_mails, allow_shrink, allow_past))


if __name__ == "__main__":
    flow_script.carry_out(nightly_check, parameters)
