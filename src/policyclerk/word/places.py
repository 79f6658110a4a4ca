"""Where a document states what a draft changes: the reader's own findings, as places."""

from collections.abc import Iterator
from dataclasses import dataclass

from policyclerk.domain.dates import DateClaim, FoundDate, dates_in
from policyclerk.word.claims import Claim, gather
from policyclerk.word.control import bare_dates, control
from policyclerk.word.history_row import History
from policyclerk.word.labels import Field
from policyclerk.word.prose import told
from policyclerk.word.signatures import SignatureFindings, find_signatures
from policyclerk.word.text import Paragraph, Text
from policyclerk.word.values import is_blank, is_placeholder
from policyclerk.word.version_lines import VersionLine, version_lines

_REACH = 40
_OF_THE_VERSION: tuple[Field, ...] = ("date", "version")
"""Labels whose date is that of the version at hand: the last review's, where the reader takes it for that."""


@dataclass(frozen=True, slots=True)
class Place:
    """The stretch of a paragraph where a labelled value stands, or would stand.

    Attributes:
        field: what the label means.
        start, end: offsets in `paragraph.text`.
        control: whether it stands where document control does, not in a line in the middle of the text.
    """

    field: Field
    paragraph: Paragraph
    start: int
    end: int
    control: bool = True

    @property
    def text(self) -> str:
        """What stands there."""
        return self.paragraph.text[self.start : self.end]

    @property
    def open(self) -> bool:
        """Whether nothing stands there but a line to write on or a placeholder."""
        return is_blank(self.text) or is_placeholder(self.text)

    def date(self) -> FoundDate | None:
        """The date that the label announces; one further on in a sentence belongs to something else."""
        found = next(iter(dates_in(self.text, self.paragraph.where)), None)
        return found if found is not None and found.start <= _REACH else None


@dataclass(frozen=True, slots=True)
class Places:
    """All that a draft looks at.

    Attributes:
        stated: the labelled values, and dates that count without a label.
        histories: the tables of versions.
        signatures: the places for signatures.
        log: a list of versions in lines, none of which states the present.
    """

    stated: tuple[Place, ...]
    histories: tuple[History, ...]
    signatures: SignatureFindings
    log: tuple[VersionLine, ...] = ()

    def of(self, *fields: Field) -> list[Place]:
        """The places of these fields, in the order of the document."""
        return [place for place in self.stated if place.field in fields]


def places_of(text: Text) -> Places:
    """Everything in a document that a draft may change, where the reader reads it."""
    signatures = find_signatures(text)
    gathered = gather(text, signatures.block_places)
    log = version_lines(text)
    logged = {line.paragraph.where for line in log}
    stated = (place for claim in gathered.claims if (place := _place(claim)) is not None)
    labelled = tuple(place for place in stated if place.paragraph.where not in logged)
    said = told(text)
    facts = control(text, gathered, said, signatures.approvals)
    dates = [found.claim for place in labelled if place.field in _OF_THE_VERSION and (found := place.date())]
    last = _Unlabelled("last", facts.latest_review, (*bare_dates(text), *said.last, *dates))
    following = _Unlabelled("next", facts.next_review, tuple(said.next))
    rows = {row.where for found in gathered.histories for row in found.table.rows}
    taken = _Taken(labelled, signatures.block_places | rows | logged)
    unlabelled = [*_standing(text, last, taken), *_standing(text, following, taken)]
    tables = tuple(History(found) for found in gathered.histories)
    return Places((*labelled, *unlabelled), tables, signatures, log)


def _place(claim: Claim) -> Place | None:
    if claim.paragraph is None:
        return None
    in_control = claim.zone in ("front", "margin") or claim.paragraph.cell is not None
    return Place(claim.field, claim.paragraph, claim.start, claim.end, in_control)


@dataclass(frozen=True, slots=True)
class _Unlabelled:
    """A date that counts for a field though no label of that field stands before it.

    Attributes:
        counts: the field's date as the reader tells it.
        found: the dates that stand by themselves on a cover or in a margin, in a sentence, or behind "Date".
    """

    field: Field
    counts: DateClaim | None
    found: tuple[DateClaim, ...]


@dataclass(frozen=True, slots=True)
class _Taken:
    """What other labels, places for signatures and tables of versions claim: the same date there means something else.

    Attributes:
        apart: places of signers, and rows of tables of versions.
    """

    labelled: tuple[Place, ...]
    apart: set[str]

    def holds(self, place: Place) -> bool:
        """Whether the place is another label's, an approval's for one, a signer's or an old version's."""
        if place.paragraph.where in self.apart:
            return True
        own = {place.field, *_OF_THE_VERSION}
        return any(other.field not in own and _overlap(place, other) for other in self.labelled)


def _overlap(one: Place, other: Place) -> bool:
    return one.paragraph is other.paragraph and one.start < other.end and other.start < one.end


def _standing(text: Text, what: _Unlabelled, taken: _Taken) -> Iterator[Place]:
    """The places of an unlabelled date. A year alone is left: it is part of a title more often than not."""
    counts = what.counts
    if counts is None or counts.precision == "year":
        return
    wheres = {claim.where for claim in what.found if _same_days(claim, counts)}
    for paragraph in text.paragraphs():
        for one in dates_in(paragraph.text, paragraph.where) if paragraph.where in wheres else ():
            place = Place(what.field, paragraph, one.start, one.end)
            if _same_days(one.claim, counts) and not taken.holds(place):
                yield place


def _same_days(claim: DateClaim, other: DateClaim) -> bool:
    return (claim.start, claim.end) == (other.start, other.end)
