"""Stamps that programs for electronic signatures leave as text: who signed, and in the lines below a number and the time."""

import re
from dataclasses import dataclass

from policyclerk.domain.dates import DateClaim, dates_in, read_date
from policyclerk.word.people import is_person, split_role
from policyclerk.word.values import clean

_STAMP = re.compile(
    r"\s*(?P<maker>docusigned|e-?signed|(?:electronically|digitally) (?:signed|approved))\s+by\b\s*:?(?P<rest>.{0,80})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[0-9A-F-]{12,40}\s*(?:\.{3}|…)?")
_DOTTED = re.compile(r"\s*((?:19|20)\d\d)\.(\d\d)\.(\d\d)\b.*", re.DOTALL)
WORDS = ("docusign", "esigned", "e-signed")
"""One of these, or "digitally" or "electronically", stands in each stamp, in small letters."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the first line of a stamp says.

    Attributes:
        name: who signed; "" where the name stands in the next line, or is a picture.
    """

    name: str
    role: str | None
    date: DateClaim | None


def stamp_in(text: str, where: str) -> Stamp | None:
    """The stamp that a line begins; None where it begins none."""
    match = _STAMP.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"]
    dates = dates_in(rest, where)
    said = rest[: dates[0].start] if dates else rest
    name, role = split_role(re.sub(r"[()]", ",", said).rstrip(" ,").removesuffix(" on"))
    name = clean(name)
    if name and not is_person(name):
        return None
    return Stamp(name, role, dates[0].claim if dates else None)


def is_number(text: str) -> bool:
    """Whether a line is the number that a stamp bears."""
    return _NUMBER.fullmatch(text.strip()) is not None and any(sign.isdigit() for sign in text)


def time_of(text: str, where: str) -> DateClaim | None:
    """The day of a stamp's time, the year first in some ("2025.03.12 09:14:22 +00'00'")."""
    dotted = _DOTTED.fullmatch(text)
    claim = read_date("-".join(dotted.groups()) if dotted else text.partition("|")[0], where)
    return claim if claim is not None and claim.known else None
