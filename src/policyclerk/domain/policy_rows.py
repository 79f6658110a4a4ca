"""From a row of a policy tab to its policies: one for each school that the row is for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from policyclerk.domain.cycles import no_fixed_cycle, read_cycle, trouble_of_cycle
from policyclerk.domain.date_cells import date_of, in_doubt, orders_seen
from policyclerk.domain.dates import DateClaim
from policyclerk.domain.document import CycleClaim
from policyclerk.domain.finding import RegisterProblem
from policyclerk.domain.policy import Place, Policy
from policyclerk.domain.policy_words import (
    accepted_of,
    exempt_of,
    outcome_of,
    state_of,
    state_of_row,
    statutory_of,
)
from policyclerk.domain.schools import is_archive, is_generic
from policyclerk.domain.sections import Section
from policyclerk.domain.sheet_row import SheetRow
from policyclerk.domain.surroundings import Surroundings
from policyclerk.domain.tabs import Tab

_BY_SCHOOL = ("owner_unknown", "approver_unreachable")
"""Problems that a row can have for one of its schools and not for another."""

_UNIT = re.compile(r"\b(?:months?|years?|yrs?|terms?)\b", re.IGNORECASE)

DATE_FIELDS = ("last_reviewed", "next_review", "approved_on", "outcome_on", "extended_to")


@dataclass(frozen=True, slots=True)
class PolicyTabSense:
    """What holds for all rows of a policy tab.

    Attributes:
        tab: the tab.
        school: the school that its name is, None where it is none.
        mixed: date fields whose column proves both orders of day and month.
        american: date fields whose column proves the month in front and never the day, with the text that does.
        retired: whether its name says that all its policies are out of use ("Archive").
        subject: the group that a row above has given a name to ("HR policies"), None where none has.
    """

    tab: Tab
    school: str | None
    mixed: frozenset[str] = frozenset()
    american: Mapping[str, str] = field(default_factory=dict)
    retired: bool = False
    subject: str | None = None

    def below(self, section: Section) -> "PolicyTabSense":
        """What holds for the rows below a section's heading."""
        if section.kind in ("school", "trust"):
            return replace(self, school=section.school, subject=None)
        return replace(self, subject=section.text.rstrip(" :")) if section.kind == "subject" else self


def sense_of(tab: Tab, around: Surroundings) -> PolicyTabSense:
    """What holds for all rows of a tab, before the first of them is read."""
    orders = {name: _orders_in(tab, name) for name in DATE_FIELDS if name in tab.headings.fields}
    american = {name: seen["month first"] for name, seen in orders.items() if list(seen) == ["month first"]}
    mixed = frozenset(name for name, seen in orders.items() if len(seen) == 2)
    if is_archive(tab.table.name) and around.schools.find(tab.table.name) is None:
        return PolicyTabSense(tab, None, mixed, american, retired=True)
    return PolicyTabSense(tab, _school_of_tab(tab, around), mixed, american)


def _school_of_tab(tab: Tab, around: Surroundings) -> str | None:
    name = tab.table.name
    known = around.schools.find(name)
    if known:
        return known.name
    if "school" in tab.headings.fields or not around.many_tabs or is_generic(name):
        return None
    return name.strip()


def _orders_in(tab: Tab, name: str) -> dict[str, str]:
    """The orders of day and month that a date column proves -> the first text that does."""
    column = tab.headings.fields[name]
    seen: dict[str, str] = {}
    for row in tab.table.rows[tab.headings.row :]:
        value = row[column - 1].value if len(row) >= column else None
        for order in orders_seen(value) if isinstance(value, str) else ():
            seen.setdefault(order, str(value))
    return seen


def policies_of(row: SheetRow, sense: PolicyTabSense, around: Surroundings) -> tuple[Policy, ...]:
    """The policies of a row that has a name; keys are given afterwards, when all rows are known."""
    row.look_over()
    schools = _schools_of(row, sense, around)
    first = _policy(row, sense, around, schools[0])
    others = [_for_school(row, first, school, around) for school in schools[1:]]
    return (first, *others)


def _schools_of(row: SheetRow, sense: PolicyTabSense, around: Surroundings) -> tuple[str | None, ...]:
    text = row.text("school")
    if text is None and sense.school is not None:
        return (sense.school,)
    meant = around.schools_meant(text)
    for unknown in meant.unknown:
        _note_unknown_school(row, unknown)
    return meant.schools or (None,)


def _note_unknown_school(row: SheetRow, name: str) -> None:
    row.trouble("school_unknown", _unknown_school(name), "school")


def _unknown_school(name: str) -> str:
    return (
        f"“{name}” is not in the Schools tab, so its headteacher and terms are not known. Correct the name or add the "
        "school there."
    )


def problems_of_tab(sense: PolicyTabSense, around: Surroundings) -> list[RegisterProblem]:
    """What is wrong with a tab as a whole: its name is no known school, or a date column has the month in front."""
    name, tab = sense.school, sense.tab
    problems = []
    if name is not None and around.schools.schools and not around.schools.find(name):
        problems.append(
            RegisterProblem(tab.table.name, None, None, name, "school_unknown", _unknown_school(name))
        )
    return problems + [
        RegisterProblem(
            tab.table.name, None, tab.headings.texts[field], text, "locale_suspect", _month_in_front(text)
        )
        for field, text in sense.american.items()
    ]


def _month_in_front(text: str) -> str:
    return (
        f"“{text.strip()}” has the month in front. Dates such as 05/02/2027 are read with the day in front in this column "
        "too, as 5 February: look them over, and type the month as a word or format the cells as dates."
    )


def _policy(row: SheetRow, sense: PolicyTabSense, around: Surroundings, school: str | None) -> Policy:
    title = " ".join((row.text("title") or "").split())
    dates = _dates(row, sense, around, school)
    cycle, exempt = _cycle_and_exemption(row, dates["next_review"])
    _note_order(row, dates, around.today)
    owners, approver = around.people_of(row, school)
    return Policy(
        key="",
        ref=row.said("ref"),
        title=title,
        school=school,
        tab=row.tab.table.name,
        row=row.number,
        category=row.said("category") or sense.subject,
        statutory=statutory_of(row.text("statutory")),
        owners=owners,
        approver=approver,
        approval_level=row.said("approval_level"),
        cycle=cycle,
        last_reviewed=dates["last_reviewed"],
        next_review=dates["next_review"] if not exempt else None,
        approved_on=dates["approved_on"],
        minute_ref=row.said("minute_ref"),
        version=row.said("version"),
        status=row.text("status"),
        state="retired" if sense.retired else state_of_row(title=title, status=row.text("status")),
        exempt=exempt,
        document=row.said("document"),
        document_link=row.cell("document").link,
        title_link=row.cell("title").link,
        website=row.text("website"),
        acknowledgement=row.text("acknowledgement"),
        notes=row.text("notes"),
        outcome=outcome_of(_outcome_text(row)),
        outcome_on=dates["outcome_on"],
        extended_to=dates["extended_to"] if row.said("extension_agreed_by") else None,
        accepted=accepted_of(_accepted_text(row))[0],
        places=_places(row, dates),
    )


def _for_school(row: SheetRow, policy: Policy, school: str | None, around: Surroundings) -> Policy:
    """The same row for another school: its own people and terms. What is wrong with the cells was noted before."""
    quiet = SheetRow(row.tab, row.number, row.cells)
    sense = PolicyTabSense(row.tab, None)
    dates = _dates(quiet, sense, around, school)
    owners, approver = around.people_of(quiet, school)
    row.problems += [p for p in quiet.problems if p.kind in _BY_SCHOOL and p not in row.problems]
    return replace(
        policy,
        school=school,
        owners=owners,
        approver=approver,
        last_reviewed=_by_its_terms(policy.last_reviewed, dates["last_reviewed"]),
        next_review=_by_its_terms(policy.next_review, dates["next_review"]),
        approved_on=_by_its_terms(policy.approved_on, dates["approved_on"]),
        outcome_on=_by_its_terms(policy.outcome_on, dates["outcome_on"]),
        extended_to=_by_its_terms(policy.extended_to, dates["extended_to"]),
    )


def _by_its_terms(first: DateClaim | None, own: DateClaim | None) -> DateClaim | None:
    """A term has its days at every school; every other date is the same for all."""
    return own if first is not None and first.precision == "term" else first


def _dates(
    row: SheetRow, sense: PolicyTabSense, around: Surroundings, school: str | None
) -> dict[str, DateClaim | None]:
    spans = around.spans_for(school)
    dates: dict[str, DateClaim | None] = {}
    for name in DATE_FIELDS:
        exempt = name == "next_review" and exempt_of(row.text(name))
        claim = None if exempt else date_of(row, name, spans=spans, serials=around.serials)
        dates[name] = in_doubt(row, name, claim) if name in sense.mixed else claim
    return dates


def _cycle_and_exemption(
    row: SheetRow, next_review: DateClaim | None
) -> tuple[CycleClaim | None, str | None]:
    """The review cycle, and why no date is chased: said in the date cell, or in the cycle cell where there is no date."""
    text = row.text("cycle")
    cycle = _cycle(row, text) if text else None
    exempt = exempt_of(row.text("next_review"))
    if not exempt and next_review is None:
        exempt = exempt_of(text) or (row.text("status") if state_of(row.text("status")) == "live" else None)
    kind = trouble_of_cycle(cycle) if cycle else None
    if kind == "cycle_ambiguous":
        row.trouble(
            kind,
            "This can mean more than one length of time. Type it in months or years: 6 months, 2 years.",
            "cycle",
        )
    elif kind and not no_fixed_cycle(cycle.raw if cycle else ""):
        row.trouble(
            kind,
            "No length of time can be told here. Type it in months or years: 12 months, 3 years.",
            "cycle",
        )
    return cycle, exempt


def _cycle(row: SheetRow, text: str) -> CycleClaim | None:
    """The cycle of a cell; a bare number counts what its heading says ("Review cycle (years)")."""
    unit = _UNIT.search(row.tab.headings.texts["cycle"])
    if not (unit and text.isdigit()):
        return read_cycle(text, row.where("cycle"))
    cycle = read_cycle(f"{text} {unit[0]}", row.where("cycle"))
    return replace(cycle, raw=text) if cycle and cycle.months else read_cycle(text, row.where("cycle"))


def _note_order(row: SheetRow, dates: dict[str, DateClaim | None], today: date) -> None:
    last, following = dates["last_reviewed"], dates["next_review"]
    if last and following and last.start and following.end and following.end < last.start:
        row.trouble(
            "date_order", "The next review lies before the last one. Correct one of the two.", "next_review"
        )
    if last and last.start and last.start > today:
        row.trouble("date_order", "The last review lies in the future. Correct the date.", "last_reviewed")


def _outcome_text(row: SheetRow) -> str | None:
    text = row.text("outcome")
    if text and outcome_of(text) is None:
        row.trouble(
            "outcome_not_understood",
            "The outcome is not understood. Type ready, no change, changes needed or withdrawn.",
            "outcome",
        )
    return text


def _accepted_text(row: SheetRow) -> str | None:
    text = row.text("accepted")
    for piece in accepted_of(text)[1]:
        row.trouble(
            "date_not_understood",
            f"“{piece[:80]}” accepts nothing: it needs the finding's kind, a date and a reason. Type it as: "
            "review_overdue until 31/03/2027: the reason.",
            "accepted",
        )
    return text


def _places(row: SheetRow, dates: Mapping[str, DateClaim | None]) -> tuple[tuple[str, Place], ...]:
    """Heading and text of every mapped field; a true date stands as dd/mm/yyyy however the sheet hands it out."""
    headings = row.tab.headings.texts
    texts = {name: claim.raw for name, claim in dates.items() if claim}
    return tuple([_place(name, headings[name], texts.get(name) or row.text(name)) for name in headings])


@lru_cache(maxsize=16384)  # the same heading and text stand in many rows
def _place(name: str, heading: str, text: str | None) -> tuple[str, Place]:
    return name, Place(heading, text)
