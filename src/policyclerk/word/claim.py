"""One label with its value, and the place of the value."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from policyclerk.domain.dates import dates_in
from policyclerk.word.label_patterns import Field
from policyclerk.word.text import Paragraph
from policyclerk.word.values import clean, is_blank, is_placeholder, unfilled

Zone = Literal["front", "margin", "tail", "middle"]
ZONES: tuple[Zone, ...] = ("front", "margin", "tail", "middle")
DATED: frozenset[Field] = frozenset({"next", "last", "review", "approved", "issued", "effective", "date"})


@dataclass(slots=True)
class Claim:
    """One label with its value.

    Attributes:
        value: as written, in one line; "" where the place is blank or a placeholder.
        zone: where in the document, the strongest first.
        group: number of the table or run of lines it stands in, to tell its neighbours.
        paragraph, start, end: the stretch of text that is the value, for a drafter to find again.
        tail: what the label itself names ("Approved by the Governing Body on ...").
        placeholder: the text that stood for a value, where it was a placeholder.
        label: the words of the label.
    """

    field: Field
    value: str
    where: str
    zone: Zone
    group: int
    paragraph: Paragraph | None = None
    start: int = 0
    end: int = 0
    tail: str | None = None
    placeholder: str | None = None
    label: str = ""


_BOTH = re.compile(
    r"(?:review|revis|updat|amend)[a-z]*\s*(?:and|&|/|,)\s*(?:re-?)?(?:approv|adopt|agree|ratif)|"
    r"(?:approv|adopt|agree|ratif)[a-z]*\s*(?:and|&|/|,)\s*(?:last )?(?:review|revis|updat|amend)[a-z]*ed",
    re.IGNORECASE,
)
_OTHER_HALF: dict[Field, Field] = {
    "last": "approved",
    "approved": "last",
    "approval": "last",
    "reviewer": "approver",
    "approver": "reviewer",
}


def twin(claim: Claim) -> Claim | None:
    """The second claim of a label that tells of a review and an approval at once ("Reviewed and approved by").

    It has no place of its own: a draft writes a date once.
    """
    other = _OTHER_HALF.get(claim.field)
    both = other is not None and claim.value and _BOTH.search(claim.label)
    return replace(claim, field=other, paragraph=None) if other and both else None


def by_zone(claims: Iterable[Claim], name: Field) -> list[Claim]:
    """The claims of a field, those of the strongest zone first."""
    return sorted(
        (claim for claim in claims if claim.field == name), key=lambda claim: ZONES.index(claim.zone)
    )


def is_dated(claim: Claim) -> bool:
    """Whether a value begins with a date."""
    found = dates_in(claim.value, claim.where)
    return bool(found) and found[0].start <= 3


_BOX_FIRST = re.compile(r"\s*[☐☑☒✓✔]")
_CHOICE = re.compile(r"(?P<box>[☐☑☒✓✔])\s*(?P<text>[^☐☑☒✓✔]*)")


def ticked(text: str) -> str:
    """The choices of a text that are ticked ("☒ Full governors ☐ Committee"); "" where none is."""
    return ", ".join(clean(one["text"]) for one in _CHOICE.finditer(text) if one["box"] != "☐")


def fill(claim: Claim, text: str) -> None:
    """Set a claim's value, unless the text is blank or a placeholder."""
    text = ticked(text) if _BOX_FIRST.match(text) else text
    value = unfilled(text)
    if is_blank(value):
        return
    if is_placeholder(value):
        claim.placeholder = clean(text)
    else:
        claim.value = clean(text) if "..." not in text and "__" not in text else value
