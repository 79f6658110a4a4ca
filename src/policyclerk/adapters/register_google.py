"""A trust's register as a Google sheet: read in four requests, written in our own columns only."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from policyclerk.adapters.google_faults import GoogleFault, told
from policyclerk.adapters.google_session import GoogleSession
from policyclerk.adapters.sheet_answers import (
    Detail,
    SheetTab,
    Where,
    table_of,
    version_of,
)
from policyclerk.adapters.sheet_calls import SheetCalls, Values
from policyclerk.adapters.sheet_writing import SheetWriting
from policyclerk.adapters.status_cells import not_written
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.errors import RegisterError, SettingsError, WriteRefused
from policyclerk.domain.register import RawBook, Register
from policyclerk.ports import RowOutcome

_LOOKS = 3
_ADDRESS = re.compile(
    r"https://docs\.google\.com/(?:a/[^/]+/)?spreadsheets/(?:u/\d+/)?d/([A-Za-z0-9_-]+)(?:[/?#]|$)"
)
_OLD_ADDRESS = re.compile(r"https://[^/]*\.google\.com/.*[?&#](?:key|id)=([A-Za-z0-9_-]+)")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,200}")


class GoogleRegister:
    """Reads a Google sheet, and writes status cells into it.

    Other than a file, a sheet that changed since it was read is written all the same: rows are found again by what
    they say, and those that cannot be found or told apart are left alone.

    Args:
        session: the way to Google, with the scope for sheets.
        spreadsheet: the sheet's key or address.

    Raises:
        SettingsError: `spreadsheet` is neither.
    """

    def __init__(self, session: GoogleSession, spreadsheet: str) -> None:
        self._session = session
        self._calls = SheetCalls(session, spreadsheet_key(spreadsheet))
        self._shown = "the Google sheet"
        self._sheets: tuple[SheetTab, ...] | None = None

    def read(self) -> RawBook:
        """Every tab of the sheet as it stands, hidden ones too.

        Numbers in cells that show a date come as dates. The version is a digest of all but our own columns.

        Raises:
            RegisterError: register_missing or register_unreadable, with the reason and what to do.
        """
        self._session.begin()
        try:
            return self._read()
        except GoogleFault as fault:
            kind = "register_missing" if fault.kind == "missing" else "register_unreadable"
            raise RegisterError(kind, self._told(fault), temporary=fault.temporary) from fault

    def write_status(self, *, orders: Sequence[StatusOrder], register: Register) -> tuple[RowOutcome, ...]:
        """Set our cells where they differ from what is ordered; the outcomes stand in the order of the orders.

        A row that says so already counts as written, with a reason.

        Raises:
            WriteRefused: nothing could be written; the sheet is as it was.
        """
        self._session.begin()
        writing: SheetWriting | None = None
        try:
            if self._sheets is None:
                self._sheets = self._calls.book().tabs
            told_apart = _with_schools(orders, register)
            writing = SheetWriting(self._calls, told_apart, tabs=register.tabs, sheets=self._sheets)
            return writing.carry_out()
        except GoogleFault as fault:
            if writing is not None and writing.sent:
                why = f"It could not be made sure that the status was written. {self._told(fault)}"
                return tuple(not_written(order, why) for order in orders)
            raise WriteRefused(
                _refusal(fault), f"Nothing was written: {self._told(fault)}", temporary=fault.temporary
            ) from fault

    def _read(self) -> RawBook:
        for last in (False, False, True):
            book = self._calls.book()
            self._shown, self._sheets = f"the Google sheet “{book.title}”", book.tabs
            try:
                values, details = self._agreeing(book.tabs)
            except GoogleFault as fault:
                if fault.kind != "refused" or last:  # refused: a tab was renamed or removed in between
                    raise
                continue
            tables = tuple(
                table_of(sheet, each, details.get(sheet.number, {}))
                for sheet, each in zip(book.tabs, values, strict=True)
            )
            source = self._shown.removeprefix("the ")
            return RawBook(source=source, version=version_of(tables), tables=tables, locale=book.locale)
        raise AssertionError("the last look returns or raises")

    def _agreeing(
        self, sheets: Sequence[SheetTab]
    ) -> tuple[tuple[Values, ...], dict[int, dict[Where, Detail]]]:
        """Values and details of one and the same moment: the values are the same before and after the details.

        Without that, a row inserted between the two requests would give every policy its neighbour's link.
        """
        titles = [sheet.title for sheet in sheets]
        values = self._calls.values(titles)
        for _ in range(_LOOKS):
            details = self._calls.details(titles)
            again = self._calls.values(titles)
            in_order = [details.get(sheet.number, {}) for sheet in sheets]
            if all(_same(a, b, d) for a, b, d in zip(values, again, in_order, strict=True)):
                return again, details
            values = again
        raise GoogleFault("busy")

    def _told(self, fault: GoogleFault) -> str:
        return told(fault, what=self._shown, email=self._session.email)


def spreadsheet_key(said: str) -> str:
    """The key of a spreadsheet from its key or its address.

    Raises:
        SettingsError: it is neither.
    """
    text = said.strip()
    match = _ADDRESS.match(text) or _OLD_ADDRESS.match(text)
    key = match[1] if match else text
    if (match is None and not _KEY.fullmatch(text)) or key == "e":
        raise SettingsError((_no_sheet(published=key == "e"),))
    return key


def _no_sheet(*, published: bool) -> str:
    hint = " This is the address of a published copy; take the one from the browser while the sheet is open."
    return (
        "config/trust.toml: [register] spreadsheet must be the sheet's address "
        f"(https://docs.google.com/spreadsheets/d/...) or the key in it.{hint if published else ''}"
    )


def _with_schools(orders: Sequence[StatusOrder], register: Register) -> list[StatusOrder]:
    """Orders whose rows are known by their School cell too, where there is one: every school has a Behaviour policy."""
    schools = {
        (policy.tab, policy.row): (place.column, place.raw)
        for policy in register.policies
        if (place := policy.place("school")) is not None
    }
    fuller = []
    for order in orders:
        school = schools.get((order.tab, order.row))
        known = school is None or any(heading == school[0] for heading, _ in order.identity)
        fuller.append(
            order if known or school is None else replace(order, identity=(*order.identity, school))
        )
    return fuller


def _same(before: Values, after: Values, details: Mapping[Where, Detail]) -> bool:
    """Whether two readings agree; results of formulas (=NOW()) may differ without anybody having done anything."""
    if before == after:
        return True
    if len(before) != len(after):
        return False
    for row, (one, other) in enumerate(zip(before, after, strict=True), 1):
        width = max(len(one), len(other))
        for column in range(1, width + 1) if one != other else ():
            here = one[column - 1] if column <= len(one) else None
            there = other[column - 1] if column <= len(other) else None
            if here != there and not ((row, column) in details and details[row, column].formula):
                return False
    return True


def _refusal(fault: GoogleFault) -> str:
    if fault.kind == "missing":
        return "register_missing"
    return "register_read_only" if fault.kind in {"forbidden", "protected"} else "register_not_written"
