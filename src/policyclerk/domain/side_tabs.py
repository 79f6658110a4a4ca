"""The tabs beside the policies: schools, people, terms, meetings, acknowledgements."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from policyclerk.domain.calendar import is_break
from policyclerk.domain.cells import text_of
from policyclerk.domain.date_cells import date_of
from policyclerk.domain.dates import DateClaim
from policyclerk.domain.finding import RegisterProblem
from policyclerk.domain.people import Acknowledgement, Meeting, Person, School, Term
from policyclerk.domain.schools import SchoolList
from policyclerk.domain.sheet_row import SheetRow, rows_of
from policyclerk.domain.tabs import Tab

T = TypeVar("T")
Read = tuple[tuple[T, ...], list[RegisterProblem]]

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]/]+@(?:[\w-]+\.)+[\w-]{2,}")
_ONLY_ADDRESS = re.compile(r"(?:[^@]*[<(\[]\s*|[^@]*:\s*)?[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\s*[>)\]]?[\s.,;]*")
_GONE = ("n", "left", "false", "0", "ex", "✗", "✘", "inactive", "former")


def address_of(text: str | None) -> str | None:
    """The one e-mail address in a cell, case-folded and trimmed; None where there is none or it cannot be one.

    An address with anything but ASCII in it is none.
    """
    found = _ADDRESS.findall(text or "")
    # Letters of other scripts look like Latin ones and are another person's address.
    if len(found) != 1 or ".." in found[0] or not (found[0].isprintable() and found[0].isascii()):
        return None
    return str(found[0]).removeprefix("mailto:").rstrip(".").casefold()


def only_address_of(text: str | None) -> str | None:
    """The address of a cell that holds an address and nothing that could belong to it.

    "jo marsh@ash.example" is none: a space may have been typed for a dot, and the rest would be another person's.
    """
    return address_of(text) if _ONLY_ADDRESS.fullmatch((text or "").strip()) else None


def read_schools(tabs: Iterable[Tab]) -> Read[School]:
    """The rows of the Schools tab."""
    return _read(tabs, _school)


def read_people(tabs: Iterable[Tab], schools: SchoolList) -> Read[Person]:
    """The rows of the People tab; somebody with several schools has a row for each."""
    found, problems = _read(tabs, lambda row: _person(row, schools))
    return tuple(person for persons in found for person in persons), problems


def read_terms(tabs: Iterable[Tab], schools: SchoolList) -> Read[Term]:
    """The rows of the Terms tab; a row for several schools becomes one for each."""
    found, problems = _read(tabs, lambda row: _terms(row, schools))
    return tuple(term for terms in found for term in terms), problems


def read_meetings(tabs: Iterable[Tab], schools: SchoolList) -> Read[Meeting]:
    """The rows of the Meetings tab; a row for several schools becomes one for each."""
    found, problems = _read(tabs, lambda row: _meetings(row, schools))
    return tuple(meeting for meetings in found for meeting in meetings), problems


def read_acknowledgements(tabs: Iterable[Tab]) -> Read[Acknowledgement]:
    """The rows of the Acknowledgements tab."""
    return _read(tabs, _acknowledgement)


def _read(tabs: Iterable[Tab], make: Callable[[SheetRow], T | None]) -> Read[T]:
    found: list[T] = []
    problems: list[RegisterProblem] = []
    for tab in tabs:
        for row in rows_of(tab):
            if row.is_blank() or row.repeats_headings():
                continue
            row.look_over()
            made = make(row)
            found += [made] if made is not None else []
            problems += row.problems
    return tuple(found), problems


def _school(row: SheetRow) -> School | None:
    name = row.text("school")
    if name is None:
        row.trouble(
            "row_without_policy",
            "This row of the Schools tab has no school's name and is left out. Type one.",
        )
        return None
    return School(name, row.text("short_name"), row.text("phase"), row.text("kind"), row.text("headteacher"))


def _person(row: SheetRow, schools: SchoolList) -> tuple[Person, ...] | None:
    name, typed = row.text("name"), row.text("email")
    email = only_address_of(typed)
    if typed and not email:
        row.trouble(
            "email_invalid", "This is not one e-mail address, so no mail can go there. Correct it.", "email"
        )
    if not (name or email or row.text("role")):
        row.trouble(
            "row_without_policy", "This row of the People tab has neither name nor address and is left out."
        )
        return None
    away_from, away_until = _first(date_of(row, "away_from")), date_of(row, "away_until")
    person = Person(
        name=name or "",
        email=email,
        role=row.text("role"),
        body=row.text("body"),
        active=_is_active(row),
        away_from=away_from,
        away_until=away_until.end if away_until else None,
        deputy=row.text("deputy"),
        tab=row.tab.table.name,
        row=row.number,
    )
    return tuple(replace(person, school=school) for school in schools.meant_by(row.text("school")).schools)


def _is_active(row: SheetRow) -> bool:
    return not text_of(row.cell("active").value).casefold().startswith(_GONE)


def _terms(row: SheetRow, schools: SchoolList) -> tuple[Term, ...] | None:
    starts, ends = date_of(row, "starts"), date_of(row, "ends")
    first, last = _first(starts), ends.end if ends else None
    if first is None or last is None:
        row.trouble(
            "date_not_understood",
            "This row of the Terms tab is left out: it needs a start and an end.",
            "starts",
        )
        return None
    if last < first:
        row.trouble(
            "date_order",
            "This row of the Terms tab ends before it starts and is left out. Correct it.",
            "ends",
        )
        return None
    name = row.text("term") or ""
    meant = schools.meant_by(row.text("school"))
    return tuple(Term(school, name, first, last, is_break(name)) for school in meant.schools)


def _meetings(row: SheetRow, schools: SchoolList) -> tuple[Meeting, ...] | None:
    body, on = row.text("body"), _first(date_of(row, "date"))
    if body is None or on is None:
        row.trouble(
            "date_not_understood",
            "This row of the Meetings tab is left out: it needs a body and a day.",
            "date",
        )
        return None
    papers = _first(date_of(row, "papers_out"))
    return tuple(Meeting(body, school, on, papers) for school in schools.meant_by(row.text("school")).schools)


def _acknowledgement(row: SheetRow) -> Acknowledgement | None:
    person, policy = row.text("person"), row.text("policy")
    if person is None or policy is None:
        row.trouble("row_without_policy", "This row of the Acknowledgements tab lacks a person or a policy.")
        return None
    return Acknowledgement(person, policy, row.text("version"), _first(date_of(row, "date")))


def _first(claim: DateClaim | None) -> date | None:
    return claim.start if claim else None
