"""The dates of a document's claims, what each of them means, and how two of them compare."""

from collections.abc import Iterable
from dataclasses import dataclass

from policyclerk.domain.dates import DateClaim, dates_in, read_date
from policyclerk.word.claims import ZONES, Claim, Zone
from policyclerk.word.label_patterns import Field


@dataclass(slots=True)
class Dated:
    """A date with the strength of the place it stands in."""

    claim: DateClaim
    zone: Zone
    field: Field
    group: int


def all_dates(claims: Iterable[Claim]) -> list[Dated]:
    """Every claim that holds a date, also those whose label is of another kind ("Approved by governors May 2021")."""
    out: list[Dated] = []
    for claim in claims:
        meaning = _dated_field(claim.field)
        if meaning is None or not claim.value:
            continue
        out += [Dated(one, claim.zone, meaning, claim.group) for one in dates_of(claim.value, claim.where)]
    return out


def _dated_field(name: Field) -> Field | None:
    """What a date behind a label means: behind "Approved by" it is the approval's."""
    if name in ("approver", "approval", "approved", "minute"):
        return "approved"
    if name in ("last", "reviewer"):
        return "last"
    return name if name in ("next", "review", "issued", "effective", "date", "version", "author") else None


def dates_of(value: str, where: str) -> list[DateClaim]:
    """The dates that a value holds: the value as a whole if it is one, else each date inside it."""
    whole = read_date(value, where)
    if whole is None:
        return []
    if whole.known:
        return [whole]
    return [found.claim for found in dates_in(value, where) if found.claim.known]


SOONEST = 150
"""Days after an approval in which "Review date" could as well be that of the review the approval followed."""


def settled(one: Dated, everything: list[Dated]) -> Dated | None:
    """What "Review date" means, from what stands beside it; None where it stays unclear."""
    if one.field in ("date", "author") and one.zone not in ("front", "margin"):
        return None
    if one.field != "review":
        return one
    others = [other for other in everything if other is not one]
    if any(other.field == "next" for other in others):
        return Dated(one.claim, one.zone, "last", one.group)
    earlier = [
        other
        for other in others
        if other.field in ("last", "approved", "issued", "effective", "date", "version")
    ]
    if not earlier:
        return None
    newest = max(first_day(other.claim) for other in earlier)
    if newest < first_day(one.claim) < newest + SOONEST:
        return None
    later = first_day(one.claim) > newest
    return Dated(one.claim, one.zone, "next" if later else "last", one.group)


def first_day(claim: DateClaim) -> int:
    """The first day of a claim as a number to sort by; 0 where it has none."""
    return claim.start.toordinal() if claim.start else 0


def strongest(dated: list[Dated], *fields: Field) -> list[Dated]:
    """The dates of a field in the strongest zone that has any."""
    for zone in ZONES:
        found = [one for one in dated if one.field in fields and one.zone == zone]
        if found:
            return found
    return []


def newest_of(claims: Iterable[DateClaim]) -> DateClaim | None:
    """The newest date; where a more exact one lies inside a newer-looking span, the exact one."""
    known = [claim for claim in claims if claim.known]
    if not known:
        return None
    newest = max(known, key=lambda claim: (first_day(claim), -_width(claim)))
    inside = [claim for claim in known if lies_within(claim, newest)]
    return max(inside, key=lambda claim: (-_width(claim), first_day(claim)))


def _width(claim: DateClaim) -> int:
    return (claim.end - claim.start).days if claim.start and claim.end else 0


def lies_within(inner: DateClaim, outer: DateClaim) -> bool:
    """Whether one span of days lies inside another."""
    return bool(
        inner.start
        and outer.start
        and inner.end
        and outer.end
        and outer.start <= inner.start
        and inner.end <= outer.end
    )


def agree(one: DateClaim, other: DateClaim) -> bool:
    """Whether two dates can be the same one, told more or less exactly."""
    return lies_within(one, other) or lies_within(other, one)
