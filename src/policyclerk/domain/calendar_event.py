"""A day that somebody wants in a calendar: a review that falls due, a meeting that decides."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_FORM = 1
"""Of the calendar files that are made of events; where it changes, all of them are written anew."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One day, whole, without an hour: the register knows none.

    Attributes:
        uid: by which a calendar knows the entry again when its day or its text has changed; see `event_uid`.
        description: lines of plain text, empty where the title says it all.
    """

    uid: str
    on: date
    title: str
    description: str = ""


def event_uid(*parts: str | None) -> str:
    """The uid of what the parts name (trust, kind, policy, cycle date ...): the same parts give the same.

    A digest, because a uid travels with an entry into calendars we know nothing of (RFC 7986, section 5.3).
    """
    text = "\n".join(part or "-" for part in parts)
    return f"{hashlib.sha256(text.encode()).hexdigest()[:32]}@policyclerk.invalid"


def calendar_mark(name: str, events: Iterable[CalendarEvent]) -> str:
    """What a calendar file is known by: the same name and the same events, in whatever order, give the same 32 letters."""
    days = sorted((uid, e.on, e.title, e.description) for uid, e in {e.uid: e for e in events}.items())
    return hashlib.sha256(repr((_FORM, name, days)).encode()).hexdigest()[:32]
