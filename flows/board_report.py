"""The board's report as a Prefect flow, the twin of `policyclerk report`: it reads, and writes nothing but the report.

python flows/board_report.py DIR [--today 2026-11-23] [-o DIR] [--school NAME] [--audience board|school|inspector]
"""

from typing import Any

if __name__ == "__main__":  # before Prefect, which reads its settings when it is imported
    import flow_script

    parameters = flow_script.asked(__doc__, of_report=True)

from flow_parameters import Audience, Directory, Form, Output, School, Today
from plain_flow import flow
from policyclerk.reporting import Asked
from prefect_steps import reported


@flow(name="board report")
def board_report(
    directory: Directory,
    today: Today = None,
    output: Output = None,
    school: School = None,
    audience: Audience | None = None,
    only: list[Form] | None = None,
    papers_day: bool = False,  # noqa: FBT001, FBT002 - a field of Prefect's form
) -> Any:
    """Write page, Word report, workbook, tables, evidence pack and calendars of how the policies stand.

    Args:
        directory: The trust's folder, as a full path on the machine that runs this.
        today: Do as if it were this day; leave empty for the day it is.
        output: The folder to write to; leave empty for reports/ of the trust's folder.
        school: One school alone, by its name or short name.
        audience: Board and inspector read roles, a school its names; an inspector what the last night found.
        only: Only these forms: html, word, excel, csv, evidence, calendar.
        papers_day: Only if the papers of a meeting go out on this day.
    """
    asked = Asked(school, audience, tuple(only or ()), today, papers_day)
    return reported(directory, today, asked, output)


if __name__ == "__main__":
    flow_script.carry_out(board_report, parameters)
