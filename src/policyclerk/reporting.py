"""The board's report: gathered, judged, laid out once, and written in every form that was asked for. No run, no effect."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyclerk.board.pack import pack
from policyclerk.board.sheets import Sheet, sheets
from policyclerk.board.view import Audience, board_view
from policyclerk.calendars import write_calendars
from policyclerk.domain.cells import slug
from policyclerk.domain.errors import UsageError
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.judgement import Judgement
from policyclerk.domain.register import Register
from policyclerk.domain.settings import Settings
from policyclerk.gather import Gathered, gather, in_process, one_by_one
from policyclerk.hands import Hands
from policyclerk.judging import judged
from policyclerk.planning.ladder import papers_date
from policyclerk.ports import ReportWriter, Spread, Step
from policyclerk.remembering import known_of, last_night

FORMS = ("html", "word", "excel", "csv", "evidence", "calendar")
"""Page, Word report, workbook, tables, evidence pack, calendars."""


@dataclass(frozen=True, slots=True)
class Press:
    """What turns a view into files; each loads its library only when it is used.

    Attributes:
        page: the view as an HTML page.
        word: the view as a Word report.
        book: tables as one workbook.
        table: one table as .csv.
        archive: files as a zip archive.
    """

    page: Callable[[Mapping[str, Any]], str]
    word: Callable[[Mapping[str, Any]], bytes]
    book: Callable[[Sequence[Sheet], Mapping[str, Any]], bytes]
    table: Callable[[Sheet], bytes]
    archive: Callable[[Mapping[str, bytes], date], bytes]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks for.

    Attributes:
        school: one school alone, by its name or short name.
        audience: None is the board, or with a school that school.
        only: the forms to write; empty is all of them.
        day: the day it was asked for; None is the day it is.
        papers_day: only on a day on which the papers of a meeting go out; nothing is written on others.
    """

    school: str | None = None
    audience: Audience | None = None
    only: Collection[str] = ()
    day: date | None = None
    papers_day: bool = False

    @property
    def reader(self) -> Audience:
        """Who it is for."""
        return self.audience or ("school" if self.school else "board")


@dataclass(frozen=True, slots=True)
class Written:
    """The paths that were written, and what could not be read or written."""

    paths: tuple[str, ...]
    problems: tuple[RunProblem, ...]


def board_report(
    hands: Hands,
    press: Press,
    today: date,
    asked: Asked,
    reports: ReportWriter,
    *,
    step: Step = in_process,
    spread: Spread = one_by_one,
) -> Written:
    """Write the report of how things stand, without a run.

    Without a register none is written: a page of nothing would pass for a trust without policies. For an inspector it is
    what the last night found, at once, unless another day is asked for.

    Raises:
        UsageError: no policy belongs to that school, or the audience is a school and none is named.
        TemplateError: a template of the report does not work.
    """
    if asked.reader == "school" and asked.school is None:
        raise UsageError("school_missing", "A report for a school needs its name: add --school.")
    known = None if asked.papers_day else _last_night(hands, asked)
    if known is not None:
        night, remembered, found = known
        view = board_view(found, known_of(night, remembered), school=asked.school, audience=asked.reader)
        paths = step("write report", lambda: tuple(_forms(view, view, night, press, asked, reports)))
        return Written(paths, ())
    gathered = gather(hands.sources, hands.settings, today, step=step, spread=spread)
    if gathered.register is None:
        return Written((), gathered.problems)
    if asked.papers_day and not _papers_go_out(gathered.register, hands.settings, today):
        return Written((), ())
    judgement = step("judge", lambda: judged(gathered, hands.settings, today))
    paths = step("write report", lambda: write(gathered, judgement, hands, press, asked, reports))
    return Written(paths, judgement.problems)


def _papers_go_out(register: Register, settings: Settings, today: date) -> bool:
    days = settings.reminders.papers_days
    return any(papers_date(meeting, days) == today for meeting in register.meetings)


def _last_night(hands: Hands, asked: Asked) -> tuple[Hands, Gathered, Judgement] | None:
    """What the last night found, for an inspector; None where that is not what is asked for."""
    return last_night(hands, asked.day) if asked.reader == "inspector" else None


def write(
    gathered: Gathered, judgement: Judgement, hands: Hands, press: Press, asked: Asked, reports: ReportWriter
) -> tuple[str, ...]:
    """Write the forms that are asked for of what was gathered and judged; gives their paths. Raises as `board_report`."""
    known = known_of(hands, gathered)
    view = board_view(judgement, known, school=asked.school, audience=asked.reader)
    nameless = view
    if asked.reader == "school" and _wanted("evidence", asked):
        nameless = board_view(judgement, known, school=asked.school, audience="board")
    paths = tuple(_forms(view, nameless, hands, press, asked, reports))
    if _wanted("calendar", asked):
        paths += write_calendars(hands, gathered, judgement, reports, school=view["school"])
    return paths


def _forms(
    view: Mapping[str, Any],
    nameless: Mapping[str, Any],
    hands: Hands,
    press: Press,
    asked: Asked,
    reports: ReportWriter,
) -> Iterator[str]:
    """Write every form but the calendars; gives the path of each file."""
    stem = f"policies-{view['today']}{_ending(view)}"
    tables = sheets(view)
    texts: dict[str, bytes] = {}
    if _wanted("html", asked):
        yield reports.write(name=f"{stem}.html", text=press.page(view))
    if _wanted("word", asked):
        yield reports.write_bytes(name=f"{stem}.docx", content=press.word(view))
    if _wanted("excel", asked):
        yield reports.write_bytes(name=f"{stem}.xlsx", content=press.book(tables, view))
    if _wanted("csv", asked):
        folder = reports.within(f"{stem}-tables")
        for table in tables:
            texts[table.slug] = press.table(table)
            yield folder.write_bytes(name=f"{table.slug}.csv", content=texts[table.slug])
    if _wanted("evidence", asked):
        name = f"evidence-{view['today']}{_ending(view)}.zip"
        if nameless is not view or not texts:
            texts = {table.slug: press.table(table) for table in sheets(nameless)}
        yield reports.write_bytes(name=name, content=_evidence(nameless, texts, hands, press))


def _evidence(view: Mapping[str, Any], tables: Mapping[str, bytes], hands: Hands, press: Press) -> bytes:
    files = pack(
        view,
        tables=tables,
        ledger=hands.ledger.sealed(),
        sound=hands.ledger.verify(),
        settings=hands.settings,
    )
    return press.archive(files, date.fromisoformat(view["today"]))


def _ending(view: Mapping[str, Any]) -> str:
    """What tells reports of one day apart: the school, and the audience where it is not the usual one."""
    usual = "school" if view["school"] else "board"
    parts = ([slug(view["school"])] if view["school"] else []) + (
        [view["audience"]] if view["audience"] != usual else []
    )
    return "".join(f"-{part}" for part in parts)


def _wanted(form: str, asked: Asked) -> bool:
    return not asked.only or form in asked.only


def told(written: Written) -> Iterable[str]:
    """The paths in few lines: the .csv files of one report as one."""
    tables = [path for path in written.paths if path.endswith(".csv")]
    yield from (path for path in written.paths if not path.endswith(".csv"))
    if tables:
        yield f"{tables[0].rpartition('/')[0]}/ ({len(tables)} tables)"
