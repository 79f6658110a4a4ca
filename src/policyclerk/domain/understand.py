"""From a spreadsheet as it is to a register as it is meant. Pure; nothing that looks like a row is lost in silence.

Every row below the headings of a policy tab ends as policies, as a named problem, or is blank.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from policyclerk.domain.calendar import Calendar
from policyclerk.domain.cells import plain_words
from policyclerk.domain.directory import directory_of
from policyclerk.domain.finding import RegisterProblem
from policyclerk.domain.headings import hides_the_name
from policyclerk.domain.policy import Policy
from policyclerk.domain.policy_keys import with_keys
from policyclerk.domain.policy_rows import Surroundings, policies_of, problems_of_tab, sense_of
from policyclerk.domain.register import OwnCells, RawBook, Register
from policyclerk.domain.schools import SchoolList
from policyclerk.domain.settings import RegisterSettings
from policyclerk.domain.sheet_row import SheetRow, rows_of
from policyclerk.domain.side_tabs import (
    read_acknowledgements,
    read_meetings,
    read_people,
    read_schools,
    read_terms,
)
from policyclerk.domain.tabs import Tab, Tabs, sort_tabs


def understand(book: RawBook, *, settings: RegisterSettings, today: date) -> Register:
    """What a book says about a trust's policies.

    Args:
        book: the spreadsheet as read.
        settings: which tabs and headings the trust has named.
        today: the run's day; terms must reach over it, and no review was held after it.

    Raises:
        RegisterError: `no_policy_tab`.
    """
    tabs = sort_tabs(book, settings)
    schools, a = read_schools(tabs.of("schools"))
    names = SchoolList(schools)
    people, b = read_people(tabs.of("people"), names)
    terms, c = read_terms(tabs.of("terms"), names)
    meetings, d = read_meetings(tabs.of("meetings"), names)
    acknowledgements, e = read_acknowledgements(tabs.of("acknowledgements"))
    around = Surroundings(
        schools=names,
        directory=directory_of(people, schools, (m.body for m in meetings)),
        calendar=Calendar(terms),
        many_tabs=len(tabs.of("policies")) > 1,
        serials=book.locale is not None,
        today=today,
    )
    rows = _read_policy_tabs(tabs.of("policies"), around)
    return Register(
        source=book.source,
        version=book.version,
        policies=with_keys(rows.policies),
        people=people,
        schools=schools,
        terms=terms,
        meetings=meetings,
        acknowledgements=acknowledgements,
        problems=(
            *_of_the_book(book),
            *tabs.problems,
            *(*a, *b, *c, *d, *e),
            *_missing_terms(tabs, around, today),
            *rows.problems,
            *_duplicates(rows.policies),
        ),
        tabs=tuple(tab.as_policy_tab() for tab in tabs.of("policies")),
        own_cells=tuple(rows.own_cells),
        has=frozenset(name for tab in tabs.of("policies") for name in tab.headings.fields),
    )


@dataclass(slots=True)
class _Rows:
    """What the policy tabs have given so far."""

    policies: list[Policy] = field(default_factory=list)
    own_cells: list[OwnCells] = field(default_factory=list)
    problems: list[RegisterProblem] = field(default_factory=list)


def _read_policy_tabs(tabs: Iterable[Tab], around: Surroundings) -> _Rows:
    rows = _Rows()
    for tab in tabs:
        sense = sense_of(tab, around)
        rows.problems += [*problems_of_tab(sense, around), *_merges(tab)]
        for row in rows_of(tab):
            if row.is_blank():
                continue
            if not _is_no_policy(row):
                rows.policies += policies_of(row, sense, around)
                rows.own_cells.append(_own_cells(row))
            rows.problems += row.problems
    return rows


def _is_no_policy(row: SheetRow) -> bool:
    """Whether a filled row is none of the register's policies; says so in the row where it is."""
    if hides_the_name(row.tab.table, row.number, row.tab.headings):
        row.trouble(
            "merged_cells",
            f"“{row.opening()}” is merged across several columns and taken for a title, not for a policy. If it is a "
            "policy, unmerge it.",
            "title",
        )
    elif row.repeats_headings():
        row.trouble("heading_repeated", "This row repeats the headings and is left out.", "title")
    elif row.said("title") is None:
        row.look_over()
        row.trouble(
            "row_without_policy",
            "This row has no policy's name and is left out. Type the name, or clear the row.",
            "title",
        )
    else:
        return False
    return True


def _own_cells(row: SheetRow) -> OwnCells:
    own = row.tab.headings.own
    values = {heading: row.cells[c - 1].value if c <= len(row.cells) else None for heading, c in own.items()}
    return OwnCells(row.tab.table.name, row.number, values)


def _merges(tab: Tab) -> list[RegisterProblem]:
    """Merged cells below the headings: all but the first of them read as blank."""
    problems: list[RegisterProblem] = []
    columns = sorted((column, name) for name, column in tab.headings.fields.items())
    for top, left, bottom, right in tab.table.merged:
        used = [name for column, name in columns if left <= column <= right]
        below = tab.headings.row < top <= len(tab.table.rows)
        if below and used and not hides_the_name(tab.table, top, tab.headings):
            row = SheetRow(tab, top, tab.table.rows[top - 1])
            rows = (
                f"Row {top} has cells merged"
                if top == bottom
                else f"Cells are merged from row {top} to row {bottom}"
            )
            row.trouble(
                "merged_cells",
                f"{rows}; only the first of them holds the value, the others read as blank. Unmerge them and fill each cell.",
                used[0],
            )
            problems += row.problems
    return problems


def _of_the_book(book: RawBook) -> list[RegisterProblem]:
    """A sheet set to the United States turns 05/02/2027, when typed, into 2 May."""
    locale = (book.locale or "").replace("-", "_")
    if not locale.lower().startswith("en_us"):
        return []
    message = (
        f"{book.source} is set to {locale}: a date typed as 05/02/2027 becomes 2 May there. Set its locale to United "
        "Kingdom, and look over the dates typed so far."
    )
    return [RegisterProblem(None, None, None, locale, "locale_suspect", message)]


def _missing_terms(tabs: Tabs, around: Surroundings, today: date) -> list[RegisterProblem]:
    """Schools (None: the whole trust) whose rows of the Terms tab do not reach over today."""
    calendar = around.calendar
    groups = dict.fromkeys(t.school for t in calendar.terms) or dict.fromkeys([None])
    tab = next((t.table.name for t in tabs.of("terms")), None)
    return [
        RegisterProblem(
            tab,
            None,
            None,
            None,
            "terms_missing",
            f"The Terms tab has no row around {today:%d/%m/%Y} for {school or 'the whole trust'}, so holidays are not kept "
            "quiet there. Add the terms of this school year.",
        )
        for school in groups
        if tab is not None and not calendar.terms_known(today, school)
    ]


def _duplicates(policies: Sequence[Policy]) -> list[RegisterProblem]:
    """Refs used twice in one school, and two rows for one policy of one school; the later row is named.

    A retired row may stand beside the policy that took its place.
    """
    problems: list[RegisterProblem] = []
    refs: dict[tuple[str, str], Policy] = {}
    titles: dict[tuple[str, str], Policy] = {}
    told: set[tuple[str, str, int]] = set()
    for policy in policies:
        for kind, seen, text in (
            ("duplicate_ref", refs, policy.ref or ""),
            ("duplicate_row", titles, "" if policy.retired else policy.title),
        ):
            words = plain_words(text) or text
            before = seen.setdefault((plain_words(policy.school or ""), words), policy) if words else policy
            line = (kind, policy.tab, policy.row)
            if (before.tab, before.row) != (policy.tab, policy.row) and line not in told:
                told.add(line)
                problems.append(_duplicate(kind, policy, before))
    return problems


def _duplicate(kind: str, policy: Policy, before: Policy) -> RegisterProblem:
    name = "ref" if kind == "duplicate_ref" else "title"
    place = policy.place(name)
    what = "Ref" if kind == "duplicate_ref" else "policy"
    return RegisterProblem(
        policy.tab,
        policy.row,
        place.column if place else None,
        place.raw if place else None,
        kind,
        f"The same {what} for the same school already stands in row {before.row} of tab “{before.tab}”. Keep one of the "
        "two, or tell them apart.",
    )
