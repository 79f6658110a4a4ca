"""What a night's draft proposes, and what its reader must look at: each finding as a comment at its places. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date

from policyclerk.domain.action import DraftChanges, PlacedComment
from policyclerk.domain.finding import Evidence, Finding
from policyclerk.domain.months import next_after
from policyclerk.domain.review import Due, PolicyDocument
from policyclerk.planning.words import Line

_NO_CYCLE = (
    "No review cycle is known for this policy, so no next review date is proposed: agree one and fill it in."
)
_OLDER = (
    "An older draft of this review, {older}, was made before the policy was changed and stays as it is. "
    "What has been written into it since has to be taken over by hand."
)
_OF_THE_WHOLE = ("review_overdue", "review_due_soon")
"""Findings about the review itself: they belong at the top, not at each date that they rest on."""
_MOST_PLACES = 12
"""Places of one finding that get a comment of their own; the first comment names the others."""


def draft_changes(
    line: Line,
    *,
    due: Due,
    document: PolicyDocument,
    version: str | None,
    today: date,
    tracked: bool,
    older: str | None = None,
) -> DraftChanges:
    """The changes of one draft.

    Args:
        version: the version that it becomes; None where none follows.
        older: path of an older draft of the same review that stays beside this one.
    """
    months = line.standing.cycle_months
    placed = {finding: tuple(_placed(finding, document)) for finding in line.findings}
    comments = [comment_of(one.message, one.evidence) for one, places in placed.items() if not places]
    comments += [] if months else [_NO_CYCLE]
    comments += [_OLDER.format(older=older)] if older else []
    return DraftChanges(
        version=version,
        reviewed_on=today,
        next_review_on=next_after(due.anchor, months, today) if months else None,
        made_on=today,
        comments=tuple(comments),
        tracked=tracked,
        placed=tuple(comment for places in placed.values() for comment in places),
    )


def _placed(finding: Finding, document: PolicyDocument) -> Iterator[PlacedComment]:
    """A finding as comments at its places in this document; none where it names none.

    The first names every other place as well; each names what it rests on outside the document, such as a law's successor.
    """
    evidence = tuple(dict.fromkeys(finding.evidence))
    if finding.kind in _OF_THE_WHOLE:
        return
    own = [place for place in evidence if place.source == document.path and place.where]
    elsewhere = [place for place in evidence if place not in own]
    for number, place in enumerate(own[:_MOST_PLACES]):
        others = elsewhere if number else [each for each in evidence if each != place]
        yield PlacedComment(comment_of(finding.message, others), place.where, place.raw)


def comment_of(message: str, evidence: Iterable[Evidence]) -> str:
    """A finding as a comment in the draft: its sentence, and where each thing can be looked up."""
    places = "; ".join(map(_looked_up, evidence))
    return f"{message} ({places})" if places else message


def _looked_up(place: Evidence) -> str:
    """Where one thing stands, or for a row of a list of ours where that has it from."""
    if place.source.endswith(".toml") and place.raw:
        return f"source: {place.raw}"
    return f"{place.source}, {place.where}" + (f": “{place.raw}”" if place.raw else "")
