"""Which tab of a register is what: policies, people, schools, terms, meetings, acknowledgements, or none of these."""

from collections.abc import Mapping
from dataclasses import dataclass

from policyclerk.domain.cells import holds_something
from policyclerk.domain.errors import RegisterError
from policyclerk.domain.finding import RegisterProblem
from policyclerk.domain.heading_words import NEEDED, TabKind
from policyclerk.domain.headings import Headings, find_headings, squeezed
from policyclerk.domain.register import PolicyTab, RawBook, RawTable
from policyclerk.domain.settings import RegisterSettings


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab whose kind and headings are known."""

    table: RawTable
    kind: TabKind
    headings: Headings

    def as_policy_tab(self) -> PolicyTab:
        """What the writer of status cells needs to know of it."""
        h = self.headings
        return PolicyTab(self.table.name, h.row, h.fields, h.texts, h.own, h.last_column)


@dataclass(frozen=True, slots=True)
class Tabs:
    """The tabs of a book that are understood, and what is to be said of the others."""

    known: tuple[Tab, ...]
    problems: tuple[RegisterProblem, ...]

    def of(self, kind: TabKind) -> tuple[Tab, ...]:
        """The tabs of one kind, in sheet order."""
        return tuple(tab for tab in self.known if tab.kind == kind)


def sort_tabs(book: RawBook, settings: RegisterSettings) -> Tabs:
    """Every tab's kind.

    Raises:
        RegisterError: `no_policy_tab`, none of the tabs can hold the policies.
    """
    known, problems = [], list(_absent_tabs(book, settings))
    for table in book.tables:
        tab = _judge(table, settings)
        if tab is not None:
            known.append(tab)
            problems += _heading_problems(tab)
        elif any(holds_something(cell) for row in table.rows for cell in row):
            problems.append(_ignored(table, settings))
    if not any(tab.kind == "policies" for tab in known):
        raise RegisterError("no_policy_tab", _no_policy_tab(book, settings))
    return Tabs(tuple(known), tuple(problems))


def _judge(table: RawTable, settings: RegisterSettings) -> Tab | None:
    """What a table is: as the settings say, else as its name and its headings say."""
    kinds = _possible(table, settings)
    found = [(kind, find_headings(table, kind, _overrides(kind, settings))) for kind in kinds]
    tabs = [Tab(table, kind, headings) for kind, headings in found if headings]
    named = next((tab for tab in tabs if _is_named(table, tab.kind)), None)
    return named or max(tabs, key=lambda tab: tab.headings.fit(tab.kind), default=None)


def _possible(table: RawTable, settings: RegisterSettings) -> tuple[TabKind, ...]:
    if table.role:
        return tuple(kind for kind in NEEDED if kind == squeezed(table.role))
    wanted = {squeezed(name) for name in settings.tabs}
    if not wanted:
        return tuple(NEEDED)
    if squeezed(table.name) in wanted:
        return ("policies",)
    return tuple(kind for kind in NEEDED if kind != "policies")


def _overrides(kind: TabKind, settings: RegisterSettings) -> Mapping[str, str]:
    return settings.headings if kind == "policies" else {}


_NAMES: dict[str, TabKind] = {
    "people": "people",
    "staff": "people",
    "contacts": "people",
    "governors": "people",
    "schools": "schools",
    "academies": "schools",
    "terms": "terms",
    "termdates": "terms",
    "meetings": "meetings",
    "meetingdates": "meetings",
    "acknowledgements": "acknowledgements",
    "acknowledgments": "acknowledgements",
    "policies": "policies",
    "policyregister": "policies",
}


def _is_named(table: RawTable, kind: TabKind) -> bool:
    return _NAMES.get(squeezed(table.name)) == kind


def _heading_problems(tab: Tab) -> list[RegisterProblem]:
    """Columns of a policy tab that are not used; notes of people's own in the other tabs are theirs."""
    if tab.kind != "policies":
        return []
    name, row = tab.table.name, tab.headings.row
    unknown = [
        RegisterProblem(
            name,
            row,
            text,
            text,
            "heading_unknown",
            f"The column “{text}” of tab “{name}” is not understood and is left alone. If it holds something that is "
            "wanted, name it under [register.headings] in config/trust.toml.",
        )
        for _, text in tab.headings.unknown
    ]
    return unknown + [
        RegisterProblem(
            name,
            row,
            text,
            text,
            "heading_repeated",
            f"Tab “{name}” has two columns that mean the same; the first is used, “{text}” further right is not. "
            "Rename one of them.",
        )
        for _, text in tab.headings.repeated
    ]


def _ignored(table: RawTable, settings: RegisterSettings) -> RegisterProblem:
    return RegisterProblem(table.name, None, None, None, "tab_ignored", _why_ignored(table, settings))


def _why_ignored(table: RawTable, settings: RegisterSettings) -> str:
    if settings.tabs and squeezed(table.name) not in {squeezed(name) for name in settings.tabs}:
        return (
            f"Tab “{table.name}” is not used, because it is not among the tabs named in config/trust.toml. If it holds "
            "policies, add it to `tabs` under [register]."
        )
    return (
        f"Tab “{table.name}” is not used: its headings are not those of policies, people, schools, terms, meetings or "
        "acknowledgements. If it holds policies, give it a heading “Policy”."
    )


def _absent_tabs(book: RawBook, settings: RegisterSettings) -> list[RegisterProblem]:
    present = {squeezed(table.name) for table in book.tables}
    return [
        RegisterProblem(
            name,
            None,
            None,
            None,
            "tab_ignored",
            f"config/trust.toml names a tab “{name}” which {book.source} does not have. Correct `tabs` under [register].",
        )
        for name in settings.tabs
        if squeezed(name) not in present
    ]


def _no_policy_tab(book: RawBook, settings: RegisterSettings) -> str:
    names = ", ".join(f"“{table.name}”" for table in book.tables) or "none"
    wanted = " Of the tabs named in config/trust.toml none can be used." if settings.tabs else ""
    return (
        f"{book.source} has no tab that lists policies (tabs found: {names}).{wanted} A policy tab needs a heading "
        "“Policy” and at least one more, such as “Next review”, in one of its first 30 rows."
    )
