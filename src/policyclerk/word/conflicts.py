"""Whether two places of a document that tell the same thing disagree; which of them is right is for a person to say.

Several dates in one place are a list ("Reviewed: 2019, 2021"), and two bodies may both have approved: these are no
conflicts. A cover and a footer that tell different things are one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from policyclerk.domain.dates import DateClaim
from policyclerk.domain.document import Conflict, Mention
from policyclerk.word.claim import Zone
from policyclerk.word.dated import Dated, agree, newest_of
from policyclerk.word.label_patterns import Field
from policyclerk.word.people import is_role
from policyclerk.word.values import clean

_ZONES: tuple[Zone, ...] = ("front", "margin")
"""The cover, and headers and footers: what they tell is told of this version."""
Named = tuple[str | None, str]
"""A person or body, and where it is named."""


def dates_against(chosen: DateClaim, others: Iterable[DateClaim], name: str) -> Iterator[Conflict]:
    """The conflict of the date that counts with all others that cannot be the same."""
    against = [claim for claim in others if claim.known and not agree(claim, chosen)]
    if against:
        values = [Mention(claim.raw or "", claim.where) for claim in [chosen, *against]]
        yield Conflict(name, tuple(dict.fromkeys(values)))


def dates_between(dated: Sequence[Dated], field: Field, name: str) -> Iterator[Conflict]:
    """The conflict of a cover with the headers and footers: the newest date of each is compared."""
    newest = [
        newest_of(one.claim for one in dated if one.field == field and one.zone == zone) for zone in _ZONES
    ]
    cover, margin = newest
    if cover is not None and margin is not None:
        yield from dates_against(cover, [margin], name)


def owners_against(owners: Iterable[Named]) -> Iterator[Conflict]:
    """Two owners that cannot be one: an office and a name may be, and so may a name and the same with its office."""
    named = [(name, where) for name, where in owners if name]
    different = [one for one in named[1:] if _differ(named[0][0], one[0])]
    if different:
        values = {_folded(name): Mention(name, where) for name, where in [named[0], *different]}
        yield Conflict("owner", tuple(values.values()))


def _differ(one: str, other: str) -> bool:
    first, second = _folded(one), _folded(other)
    return is_role(one) == is_role(other) and first not in second and second not in first


def approvers_against(cover: Iterable[Named], margin: Iterable[Named]) -> Iterator[Conflict]:
    """A cover that names another approver than the header or footer; schools have many words for one body."""
    ours = [(name, where) for name, where in cover if name]
    theirs = [(name, where) for name, where in margin if name]
    kinds = {_kind(name) for name, _ in ours}
    strange = [(name, where) for name, where in theirs if _kind(name) not in kinds]
    if ours and strange:
        yield Conflict("approver", tuple(Mention(name, where) for name, where in [*ours, *strange]))


_KINDS = (
    ("committee", re.compile(r"\b(?P<which>[a-z]+(?: (?:and|&) [a-z]+)?) (?:sub-?)?committee\b")),
    (
        "governors",
        re.compile(
            r"\bgovern(?:ors?|ing (?:body|board))\b|\b[fl]?gb\b|\blgc\b|\blocal (?:board|committee)\b"
        ),
    ),
    ("trustees", re.compile(r"\btrust(?:ees?)?\b|\bdirectors?\b|\bboard\b")),
    ("head", re.compile(r"\bhead ?(?:teacher|master|mistress)?\b|\bprincipal\b")),
)


def _kind(name: str) -> str:
    """What sort of body a name is of; a name of another sort stands for itself."""
    text = clean(name).casefold()
    for kind, pattern in _KINDS:
        match = pattern.search(text)
        if match:
            return f"{kind} {match['which']}" if kind == "committee" else kind
    return _folded(name)


def _folded(name: str) -> str:
    return "".join(char for char in clean(name).casefold() if char.isalnum())
