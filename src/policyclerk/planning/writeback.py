"""What is written back into the register: five cells of every row, only where something changed."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from policyclerk.domain.action import Action, StatusOrder, Suppressed
from policyclerk.domain.dates import read_date
from policyclerk.domain.finding import SEVERITIES
from policyclerk.domain.ledger import ledger_key
from policyclerk.domain.plain import to_plain
from policyclerk.domain.policy import Policy
from policyclerk.domain.register import OWN_HEADINGS, CellValue, OwnCells, Register
from policyclerk.planning.view import LedgerView
from policyclerk.planning.words import Line, findings_words, next_action, status_words

STATUS, FINDINGS, NEXT_ACTION, DRAFT, CHECKED = OWN_HEADINGS
_LATEST = timedelta(days=7)
"""How old the checked day may become while nothing else changes."""

Values = tuple[tuple[str, str | date | None], ...]


def status_orders(
    lines: Sequence[Line],
    *,
    register: Register,
    ledger: LedgerView,
    drafts: Mapping[str, str],
    today: date,
) -> tuple[tuple[Action, ...], tuple[Suppressed, ...]]:
    """One action per row whose cells are out of date, in sheet order.

    Args:
        drafts: policy -> path of its draft relative to the project directory.
    """
    own = {(cells.tab, cells.row): cells for cells in register.own_cells}
    actions: list[Action] = []
    suppressed: list[Suppressed] = []
    rows = _rows(lines)
    alike = Counter(_name(row[0].standing.policy) for row in rows.values())
    for place, row in rows.items():
        values = row_values(row, drafts=drafts, today=today)
        why = _why_now(own.get(place), values, today)
        if why is None:
            continue
        key = ledger_key("update_register", row[0].key, None, values_digest(values))
        claim = ledger.spent(key)
        if claim is not None:
            suppressed.append(Suppressed(key, f"written {claim.today.isoformat()}"))
            continue
        policy = row[0].standing.policy
        identity = _identity(policy, repeated=alike[_name(policy)] > 1)
        order = StatusOrder(*place, identity=identity, values=values)
        result = to_plain(dict(values))
        actions.append(Action(key, "update_register", row[0].key, None, why, result=result, order=order))
    return tuple(actions), tuple(suppressed)


def _rows(lines: Sequence[Line]) -> dict[tuple[str, int], list[Line]]:
    """The policies of each row: several where a row is for several schools."""
    rows: dict[tuple[str, int], list[Line]] = {}
    for line in lines:
        rows.setdefault((line.standing.policy.tab, line.standing.policy.row), []).append(line)
    return rows


def row_values(row: Sequence[Line], *, drafts: Mapping[str, str], today: date) -> Values:
    """The five values of one row; several schools in one row are told apart by their names, worst first."""
    in_order = sorted(row, key=lambda line: (SEVERITIES.index(line.severity), line.number))
    said = {
        STATUS: _together(in_order, [status_words(line, today) for line in in_order]),
        FINDINGS: _together(in_order, [findings_words(line) for line in in_order]),
        NEXT_ACTION: _together(
            in_order, [next_action(line, draft=drafts.get(line.key)) for line in in_order]
        ),
        DRAFT: _each_once([drafts.get(line.key) for line in in_order]),
        CHECKED: today,
    }
    return tuple((heading, said[heading]) for heading in OWN_HEADINGS)


def _together(lines: Sequence[Line], texts: Sequence[str | None]) -> str | None:
    """`Red: review overdue 3 days (Ashdown, Beech); Green: in order (Cedar)`; one school needs no name."""
    if len(lines) == 1:
        return texts[0]
    schools: dict[str, list[str]] = {}
    for line, text in zip(lines, texts, strict=True):
        if text:
            schools.setdefault(text, []).append(line.standing.policy.school or "whole trust")
    return "; ".join(f"{text} ({', '.join(names)})" for text, names in schools.items()) or None


def _each_once(texts: Sequence[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(text for text in texts if text)) or None


def _why_now(cells: OwnCells | None, values: Values, today: date) -> str | None:
    """Why a row is written now; None where it says already what it should."""
    standing = cells.values if cells else {}
    changed = [
        heading.removeprefix("Policyclerk ")
        for heading, value in values
        if heading != CHECKED and _text(standing.get(heading)) != _text(value)
    ]
    if changed:
        return f"changed: {', '.join(changed)}"
    checked = _day(standing.get(CHECKED))
    if checked is None:
        return "the day of checking is not there"
    return None if today - checked < _LATEST else f"last written {checked.isoformat()}"


def _text(value: CellValue | date) -> str:
    return "" if value is None else str(value).strip()


def _day(value: CellValue) -> date | None:
    """The checked cell as a day, whether the sheet kept a date or its text."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    claim = read_date(str(value), CHECKED) if value is not None else None
    return claim.start if claim is not None else None


def _name(policy: Policy) -> tuple[str, str | None, str]:
    """What a row is mostly known by."""
    return policy.tab, policy.ref, policy.title.casefold()


def _identity(policy: Policy, *, repeated: bool) -> tuple[tuple[str, str | None], ...]:
    """Heading and raw text of the cells by which the row is found again; every school has a Behaviour policy."""
    names = ("ref", "title", "school") if repeated else ("ref", "title")
    places = (policy.place(name) for name in names)
    return tuple((place.column, place.raw) for place in places if place is not None)


def values_digest(values: Values) -> str:
    """First 16 hex digits of the SHA-256 of a row's values, as in ledger keys."""
    text = json.dumps(to_plain(dict(values)), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
