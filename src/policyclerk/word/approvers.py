"""Who approved a document, of all that its labels name."""

import re
from collections.abc import Iterator

from policyclerk.word.claim import Claim, Zone, by_zone
from policyclerk.word.labels import body_in
from policyclerk.word.parties import party_of

_OPEN_ENDS = frozenset({"on", "of", "at", "in", "date", "dated", "of on"})
"""What is left of "Adopted by the governing body of ______ on ______": nobody has adopted anything."""
_APPROVED_BY = re.compile(r"\b(?:approved|adopted|ratified|agreed) by (?P<who>[^.;|]+)", re.IGNORECASE)


def approvers_of(claims: list[Claim]) -> list[str]:
    """Every person or body that labels name as approver, the most certain first."""
    named = (
        c for c in sorted(by_zone(claims, "approver"), key=_is_committee) if c.value and c.zone != "middle"
    )
    found = [party_of(c.value, c.where) for c in named]
    both = (c for c in by_zone(claims, "approval") if c.zone != "middle" and c.value)
    found += [c.tail or party_of(c.value, c.where) for c in both if c.value.casefold() not in _OPEN_ENDS]
    found += [c.tail or _body_of(c) for c in by_zone(claims, "approved") if c.value]
    found += [_body_of_version(c) for c in by_zone(claims, "version") if " by " in c.value]
    return [one for one in found if one]


def approvers_in(claims: list[Claim], zone: Zone) -> Iterator[tuple[str | None, str]]:
    """Who is named as approver in a zone: behind "Approved by", or in the label itself."""
    for claim in claims:
        if claim.zone == zone and claim.value and claim.field in ("approver", "approval", "approved"):
            tail = claim.tail if claim.field != "approver" else None
            yield (
                tail or (party_of(claim.value, claim.where) if claim.field != "approved" else None),
                claim.where,
            )


def _is_committee(claim: Claim) -> bool:
    """Whether a label names a committee and no approval: what is approved "by" counts before it."""
    return "committee" in claim.label.casefold() and " by" not in claim.label.casefold()


def _body_of(claim: Claim) -> str | None:
    """The body beside the date of an approval ("Policy approved: FGB 12.03.24"); no other words."""
    party = party_of(claim.value, claim.where) if claim.zone != "middle" else None
    return party if party and body_in(f"by {party}") == party else None


def _body_of_version(claim: Claim) -> str | None:
    """Who approved a version, told behind its number ("Version 2.0, approved by Trustees December 2024")."""
    match = _APPROVED_BY.search(claim.value) if claim.zone != "middle" else None
    return party_of(match["who"], claim.where) if match else None
