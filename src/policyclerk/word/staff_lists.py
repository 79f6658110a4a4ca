"""Tables that list who does what in a school ("Role | Name"): of these nobody is the policy's owner for that alone."""

import re

from policyclerk.word.claim import Claim
from policyclerk.word.text import Row
from policyclerk.word.values import clean

_ROLE = re.compile(
    r"(?:key |job )?(?:roles?|positions?|posts?|titles?|responsibilit(?:y|ies))", re.IGNORECASE
)
_NAME = re.compile(
    r"(?:staff |full )?names?(?:\(s\))?(?: of .*| and .*)?|(?:members? of )?staff|who", re.IGNORECASE
)
_OF_THE_POLICY = re.compile(r"polic|document|owner|author", re.IGNORECASE)


def lists_staff(rows: list[Row]) -> bool:
    """Whether the first row of a table heads a column of roles, and one of the names of those who have them."""
    heads = [clean(cell.text).rstrip(":") for cell in rows[0].cells] if rows else []
    return len(heads) > 1 and bool(_ROLE.fullmatch(heads[0])) and bool(_NAME.fullmatch(heads[1]))


def without_staff(claims: list[Claim]) -> list[Claim]:
    """The claims of such a table without owners whose label does not speak of the policy ("Senior leader(s)")."""
    return [claim for claim in claims if claim.field != "owner" or _OF_THE_POLICY.search(claim.label)]
