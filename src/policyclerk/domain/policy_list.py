"""The rows of the policy tabs, from the first to the last: policies, headings of sections, and what is neither."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from policyclerk.domain.finding import RegisterProblem
from policyclerk.domain.headings import headings_again, hides_the_name
from policyclerk.domain.policy import Policy
from policyclerk.domain.policy_rows import (
    PolicyTabSense,
    policies_of,
    problems_of_tab,
    sense_of,
)
from policyclerk.domain.register import OwnCells
from policyclerk.domain.sections import Section, section_of
from policyclerk.domain.sheet_row import SheetRow, rows_of
from policyclerk.domain.surroundings import Surroundings
from policyclerk.domain.tabs import Tab


@dataclass(slots=True)
class PolicyList:
    """What the policy tabs have given so far; every row below their headings that is not blank is among it."""

    policies: list[Policy] = field(default_factory=list)
    own_cells: list[OwnCells] = field(default_factory=list)
    problems: list[RegisterProblem] = field(default_factory=list)


def read_policy_list(tabs: Iterable[Tab], around: Surroundings, overrides: Mapping[str, str]) -> PolicyList:
    """The policies of all policy tabs, in sheet order, what our columns hold beside them, and what is wrong.

    Args:
        tabs: the tabs.
        around: what their rows are read against.
        overrides: our field -> the trust's own heading.
    """
    rows = PolicyList()
    for tab in tabs:
        sense = sense_of(tab, around)
        rows.problems += [*problems_of_tab(sense, around), *_merges(tab)]
        for row in rows_of(tab):
            if row.is_blank():
                continue
            other = _other_headings(row, sense.tab, overrides)
            if other is not None:
                sense = replace(sense_of(other, around), school=sense.school)
                rows.problems += row.problems
                continue
            sense = _read_row(SheetRow(sense.tab, row.number, row.cells), sense, around, rows)
    return rows


def _read_row(row: SheetRow, sense: PolicyTabSense, around: Surroundings, rows: PolicyList) -> PolicyTabSense:
    """Add what a row holds; gives what holds for the rows below it."""
    section = section_of(row, around.schools)
    if section is not None:
        _note_section(row, section)
        sense = sense.below(section)
    elif not _is_no_policy(row):
        rows.policies += policies_of(row, sense, around)
        rows.own_cells.append(_own_cells(row))
    rows.problems += row.problems
    return sense


def _other_headings(row: SheetRow, before: Tab, overrides: Mapping[str, str]) -> Tab | None:
    """The tab with the headings of a second list below the first, where they differ; says so in the row."""
    found = headings_again(before.table, row.number, before.headings, overrides)
    if found is None or found.fields == before.headings.fields:
        return None
    row.trouble(
        "heading_repeated",
        "Other headings begin here, and the rows below are read by these. Put the second list on a tab of its own, "
        "so that statuses can be written beside all of it.",
        "title",
    )
    return replace(before, headings=found)


def _note_section(row: SheetRow, section: Section) -> None:
    kind = "row_without_policy"
    if hides_the_name(row.tab.table, row.number, row.tab.headings):
        kind = "merged_cells"
    meant = {
        "school": f"a heading: the rows below it are those of {section.school}",
        "trust": "a heading: the rows below it are those of the whole trust",
        "subject": "the heading of a group of policies",
        "note": "a note",
    }[section.kind]
    row.trouble(
        kind,
        f"“{section.text}” stands alone in its row and is taken for {meant}. If it is a policy, give it an owner or a date"
        f"{' and unmerge it' if kind == 'merged_cells' else ''}.",
        "title",
    )
    if not section.listed:
        row.trouble(
            "school_unknown",
            f"“{section.school}” is not in the Schools tab, so its headteacher and terms are not known. Correct the name or "
            "add the school there.",
        )


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
    elif not any(c.isalpha() for c in row.text("title") or ""):
        row.trouble(
            "row_without_policy",
            "A number is no policy's name, so this row is left out. Type the name, or clear the row.",
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
