"""The morning round as a Prefect flow, the twin of `policyclerk remind`: the messages of the plan, and nothing else.

    python flows/reminders.py DIR [--today 2026-11-23]

It works from the same plan and ledger as the nightly check: what the night has sent is not sent again.
"""

from typing import Any

if __name__ == "__main__":  # before Prefect, which reads its settings when it is imported
    import flow_script

    parameters = flow_script.asked(__doc__, may_shrink=False)

from flow_parameters import AllowMails, Directory, Today
from plain_flow import flow
from policyclerk import run
from policyclerk.hands import Options
from prefect_steps import carried_out


@flow(name="reminders")
def reminders(
    directory: Directory,
    today: Today = None,
    expect: str | None = None,
    allow_mails: AllowMails = None,
    allow_past: bool = False,  # noqa: FBT001, FBT002 - a field of Prefect's form
) -> Any:
    """Send owners and governors the messages that are due today, once.

    Args:
        directory: The trust's folder, as a full path on the machine that runs this.
        today: Do as if it were this day; leave empty for the day it is.
        expect: The fingerprint of a preview; another plan is refused.
        allow_mails: Let this run send up to so many messages.
        allow_past: Let the run be for a day before the last one.
    """
    return carried_out(run.remind, directory, today, Options(expect, allow_mails, allow_past=allow_past))


if __name__ == "__main__":
    flow_script.carry_out(reminders, parameters)
