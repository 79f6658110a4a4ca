"""Which of a document's claims count: one value per field, and the conflicts between those that disagree.

Nothing is worked out here: a next review that follows from a cycle is for `domain.review` to derive.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from policyclerk.domain.cycles import read_cycle, trouble_of_cycle
from policyclerk.domain.dates import DateClaim, read_date
from policyclerk.domain.document import Conflict, CycleClaim, HistoryRow, Mention, Note
from policyclerk.domain.history import newest_row
from policyclerk.domain.version_text import fold_version
from policyclerk.word.approvers import approvers_in, approvers_of
from policyclerk.word.bare_dates import bare_dates, is_of_revision
from policyclerk.word.claim import Claim, by_zone
from policyclerk.word.claims import Gathered
from policyclerk.word.conflicts import approvers_against, dates_against, dates_between, owners_against
from policyclerk.word.dated import Dated, agree, all_dates, dates_of, newest_of, settled, strongest
from policyclerk.word.history import HistoryTable
from policyclerk.word.label_patterns import Field
from policyclerk.word.parties import is_party, is_reference, is_short, party_of, version_of
from policyclerk.word.prose import Told
from policyclerk.word.text import Text

__all__ = ["Control", "bare_dates", "control"]

_COMPANY: frozenset[Field] = frozenset(
    {
        "version",
        "owner",
        "author",
        "reference",
        "status",
        "next",
        "last",
        "review",
        "approver",
        "approval",
        "approved",
        "issued",
        "effective",
        "cycle",
    }
)
"""Labels in whose company a bare "Date" is the document's; alone it may be a meeting's or a form's."""


_REVIEW_TO_APPROVAL = timedelta(days=150)
"""What may pass from a review to its approval: the longest wait for a meeting; a review of last year is another one."""


@dataclass(slots=True)
class Control:
    """The fields of `read` that come from control information."""

    reference: str | None = None
    version: str | None = None
    status: str | None = None
    owner: str | None = None
    approver: str | None = None
    latest_review: DateClaim | None = None
    approved: DateClaim | None = None
    next_review: DateClaim | None = None
    review_cycle: CycleClaim | None = None
    history: tuple[HistoryRow, ...] = ()
    conflicts: list[Conflict] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def control(text: Text, gathered: Gathered, told: Told, approvals: Sequence[DateClaim]) -> Control:
    """The control fields of a document.

    Args:
        text: the walked document.
        gathered: its claims and tables of versions.
        told: what its sentences tell.
        approvals: dates of approvals stated in sign-offs.
    """
    out = Control()
    claims = [claim for claim in gathered.claims if claim.field != "ignored"]
    out.history = tuple(row for table in gathered.histories for _, row in table.rows)
    newest = newest_row(out.history)
    dated = all_dates(claims)
    if not any(claim.field in _COMPANY and claim.zone != "middle" for claim in claims):
        dated = [one for one in dated if one.field != "date"]
    bare = bare_dates(text, claims, sign_places=gathered.sign_places)
    unlabelled = [*(row.date for row in out.history if row.date), *told.approved, *told.last, *bare]
    resolved = [settled(one, dated, unlabelled) for one in dated]
    _dates(out, [one for one in resolved if one is not None], told, approvals, claims, bare)
    _outdated(out, gathered.unread)
    _version(out, claims, newest)
    out.reference = _text_of(claims, "reference", is_reference)
    out.status = _text_of(claims, "status", is_short)
    _people(out, claims, newest, gathered.histories, told)
    _cycle(out, claims, told)
    lonely = [one for one, meant in zip(dated, resolved, strict=True) if meant is None]
    _unclear(out, claims, [one for one in lonely if one.field in ("review", "last")])
    return out


def _dates(
    out: Control,
    dated: list[Dated],
    told: Told,
    approvals: Sequence[DateClaim],
    claims: list[Claim],
    bare: list[DateClaim],
) -> None:
    out.next_review = _next(out, dated, told)
    approved = [one.claim for one in strongest(dated, "approved")] or list(approvals) or told.approved
    out.approved = newest_of(approved)
    out.conflicts += dates_between(dated, "approved", "approved")
    out.latest_review = _latest(out, dated, told, claims, bare)


def _next(out: Control, dated: list[Dated], told: Told) -> DateClaim | None:
    """The next review: of several the newest, and a conflict where they disagree."""
    found = [one.claim for one in dated if one.field == "next"]
    strong = [one.claim for one in strongest(dated, "next")]
    chosen = newest_of(strong or told.next)
    if chosen is not None:
        out.conflicts += dates_against(chosen, [*found, *told.next], "next_review")
    return chosen


def _latest(
    out: Control, dated: list[Dated], told: Told, claims: list[Claim], bare: list[DateClaim]
) -> DateClaim | None:
    """The newest date on which the document claims to have been reviewed, revised or issued."""
    last = [one.claim for one in dated if one.field == "last" and one.zone != "middle"] or [
        one.claim for one in dated if one.field == "last"
    ]
    issued = [
        one.claim for one in dated if one.field in ("issued", "date", "version") and one.zone != "middle"
    ]
    rows = [row.date for row in out.history if row.date is not None and row.date.known]
    stated = [*last, *issued, *rows]
    exact = [claim for claim in bare if claim.precision != "year" or is_of_revision(claim)]
    in_force = [one.claim for one in dated if one.field == "effective" and one.zone != "middle"]
    if not stated and _no_date(claims, "last", digits=True) is not None:
        return None  # a review is told in a way that cannot be read: nothing weaker stands for it
    candidates = [*stated, *exact] or told.last or in_force or bare
    newest = newest_of(claim for claim in candidates if not _is_next(claim, out.next_review, stated))
    reviewed, row = newest_of(last), newest_of(rows)
    if newest is not None and reviewed and row and not _bears_approval(row, reviewed, out.approved):
        of_both = (reviewed, row)
        out.conflicts += dates_against(newest, of_both, "latest_review")
    if not any(conflict.field == "latest_review" for conflict in out.conflicts):
        out.conflicts += dates_between(dated, "last", "latest_review")
    return newest


def _bears_approval(row: DateClaim, reviewed: DateClaim, approved: DateClaim | None) -> bool:
    """Whether the newest version bears the day of its approval, which soon followed the review that the cover tells."""
    if approved is None or not agree(row, approved) or row.start is None or reviewed.start is None:
        return False
    return timedelta() <= row.start - reviewed.start <= _REVIEW_TO_APPROVAL


def _outdated(out: Control, unread: list[DateClaim]) -> None:
    """Give no latest review where a newer date stands beside words of a review that were not understood."""
    latest = out.latest_review
    if latest is None or latest.end is None:
        return
    told = [claim.start for claim in (out.approved, out.next_review) if claim is not None]
    newer = [
        claim for claim in unread if claim.start and claim.start > latest.end and claim.start not in told
    ]
    if newer:
        one = newer[0]
        problem = f"“{one.raw}” is newer, and it is not clear what it is the date of"
        out.latest_review = DateClaim(latest.raw, None, None, None, latest.where, problem)


def _is_next(claim: DateClaim, following: DateClaim | None, stated: list[DateClaim]) -> bool:
    """Whether a bare date only repeats the next review's."""
    return (
        following is not None
        and claim not in stated
        and (claim.start, claim.end) == (following.start, following.end)
    )


def _version(out: Control, claims: list[Claim], newest: HistoryRow | None) -> None:
    found = [(claim, version_of(claim.value)) for claim in by_zone(claims, "version") if claim.value]
    stated = [(claim, version) for claim, version in found if version]
    from_history = newest.version if newest else None
    out.version = stated[0][1] if stated else from_history
    values = [Mention(version, claim.where) for claim, version in stated]
    if from_history and newest:
        values.append(Mention(from_history, newest.date.where if newest.date else "history"))
    if len({fold_version(mention.raw) for mention in values}) > 1:
        out.conflicts.append(Conflict("version", tuple(dict.fromkeys(values))))


def _text_of(claims: list[Claim], name: Field, fits: Callable[[str], bool]) -> str | None:
    return next(
        (
            claim.value
            for claim in by_zone(claims, name)
            if claim.zone != "middle" and claim.value and fits(claim.value)
        ),
        None,
    )


def _people(
    out: Control, claims: list[Claim], newest: HistoryRow | None, tables: list[HistoryTable], told: Told
) -> None:
    """Owner and approver: from labels, else from the newest row of the table of versions."""
    owners = [
        (party_of(c.value, c.where), c.where)
        for c in by_zone(claims, "owner")
        if c.value and c.zone != "middle"
    ]
    approvers = approvers_of(claims)
    has_owner = any("owner" in table.columns for table in tables)
    out.owner = _first(owners) or (newest.owner if newest and has_owner else None)
    out.approver = (
        next(iter(approvers), None)
        or (newest.approver if newest else None)
        or next((body for body in told.bodies if is_party(body)), None)
    )
    out.conflicts += owners_against(owners)
    out.conflicts += approvers_against(approvers_in(claims, "front"), approvers_in(claims, "margin"))


def _first(pairs: list[tuple[str | None, str]]) -> str | None:
    return next((name for name, _ in pairs if name), None)


def _cycle(out: Control, claims: list[Claim], told: Told) -> None:
    """The cycle: of a label first, else of a sentence; a conflict where numbers disagree."""
    labelled = [read_cycle(claim.value, claim.where) for claim in by_zone(claims, "cycle") if claim.value]
    labelled += [
        _cycle_in_place_of_date(claim)
        for claim in by_zone(claims, "review") + by_zone(claims, "next") + by_zone(claims, "last")
        if claim.field != "last" or claim.zone != "middle"
    ]
    stated = [cycle for cycle in labelled if cycle is not None]
    fixed = [cycle for cycle in [*stated, *told.cycles] if cycle.months is not None]
    out.review_cycle = next(iter([*(c for c in stated if c.months is not None), *told.cycles, *stated]), None)
    if len({cycle.months for cycle in fixed}) > 1:
        values = tuple(dict.fromkeys(Mention(cycle.raw, cycle.where) for cycle in fixed))
        out.conflicts.append(Conflict("review_cycle", values))


def _cycle_in_place_of_date(claim: Claim) -> CycleClaim | None:
    """The cycle that stands where a date was to be expected ("Review: every 3 years", "Review: Bi-annual")."""
    if not claim.value or len(claim.value) > 80 or dates_of(claim.value, claim.where):
        return None
    cycle = read_cycle(claim.value, claim.where)
    if cycle is None or cycle.months is not None:
        return cycle
    return cycle if trouble_of_cycle(cycle) == "cycle_ambiguous" else None


def _unclear(out: Control, claims: list[Claim], lonely: list[Dated]) -> None:
    """Notes on values that are no dates, on "Review date" alone, and on placeholders."""
    for one in lonely:
        out.notes.append(
            Note(
                "review_date_unclear",
                f"“{one.claim.raw}” stands behind a label that could mean the last review or the next.",
                one.claim.where,
            )
        )
    if out.next_review is None:
        out.next_review = _no_date(claims, "next")
    if out.latest_review is None:
        out.latest_review = _no_date(claims, "last", digits=True)
    if out.approved is None:
        out.approved = _no_date(claims, "approved", digits=True)
    for claim in claims:
        if claim.placeholder and claim.field in (
            "next",
            "last",
            "approved",
            "version",
            "owner",
            "approver",
            "approval",
            "reference",
            "issued",
            "effective",
            "status",
            "review",
        ):
            out.notes.append(
                Note(
                    "placeholder_left",
                    f"“{claim.placeholder[:60]}” still stands where a value belongs.",
                    claim.where,
                )
            )


def _no_date(claims: list[Claim], name: Field, *, digits: bool = False) -> DateClaim | None:
    """A value that is there but is no date, with the reason; on demand only one that has digits."""
    for claim in by_zone(claims, name):
        if claim.value and claim.zone != "middle" and (not digits or any(c.isdigit() for c in claim.value)):
            read = read_date(claim.value, claim.where)
            if read is not None and not read.known and _cycle_in_place_of_date(claim) is None:
                return read
    return None
