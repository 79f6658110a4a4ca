"""Which Word drafts a run writes: once per policy and cycle, the oldest due first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policyclerk.domain.action import Action, DraftChanges, DraftOrder, PlacedComment, Suppressed
from policyclerk.domain.finding import Finding
from policyclerk.domain.ledger import Claim, ledger_key
from policyclerk.domain.months import next_after
from policyclerk.domain.review import Due, PolicyDocument
from policyclerk.domain.settings import Settings
from policyclerk.domain.versions import draft_name, next_version
from policyclerk.planning.days import count, in_words
from policyclerk.planning.view import LedgerView
from policyclerk.planning.words import Line

_NO_CYCLE = (
    "No review cycle is known for this policy, so no next review date is proposed: agree one and fill it in."
)


@dataclass(frozen=True, slots=True)
class Drafting:
    """The drafts of a plan.

    Attributes:
        paths: policy -> path of its draft relative to the project directory, written before or now.
    """

    actions: tuple[Action, ...]
    suppressed: tuple[Suppressed, ...]
    paths: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A policy whose draft belongs to this cycle."""

    line: Line
    due: Due
    document: PolicyDocument

    @property
    def key(self) -> str:
        return ledger_key("write_draft", self.line.key, self.due.anchor, "draft")

    @property
    def same_paper(self) -> tuple[str, date]:
        """Rows that share a document and a due date share a draft."""
        return self.document.path, self.due.anchor


def drafts(
    lines: Sequence[Line],
    *,
    ledger: LedgerView,
    settings: Settings,
    today: date,
    writing: bool = True,
    failed: frozenset[str] = frozenset(),
) -> Drafting:
    """The drafts that are due, those that wait, and where every draft of this cycle stands.

    Args:
        writing: whether this run writes drafts at all; else only those of earlier runs have a path.
        failed: keys of drafts that this run has tried in vain; nobody is told of them.
    """
    wanted = sorted(_wanted(lines), key=lambda each: (each.due.on, each.line.number))
    wanted = [each for each in wanted if each.key not in failed]
    written = {each.same_paper: each for each in wanted if ledger.spent(each.key)}
    if not writing:
        return Drafting((), (), _paths(wanted, written, ledger, settings))
    actions: list[Action] = []
    suppressed: list[Suppressed] = []
    for each in wanted:
        why = _why_not(each, written, ledger)
        if why is None and len(actions) >= settings.limits.max_drafts_per_run:
            why = f"waits for the next night: {settings.limits.max_drafts_per_run} drafts a night, oldest due first"
        if why is None:
            actions.append(_action(each, settings, today))
            written[each.same_paper] = each
        else:
            suppressed.append(Suppressed(each.key, why))
    return Drafting(tuple(actions), tuple(suppressed), _paths(wanted, written, ledger, settings))


def _paths(
    wanted: Sequence[_Wanted],
    written: Mapping[tuple[str, date], _Wanted],
    ledger: LedgerView,
    settings: Settings,
) -> dict[str, str]:
    found = ((w, written[w.same_paper]) for w in wanted if w.same_paper in written)
    return {each.line.key: path for each, own in found if (path := _path(own, ledger, settings))}


def _wanted(lines: Sequence[Line]) -> list[_Wanted]:
    found = []
    for line in lines:
        standing = line.standing
        if standing.stage != "with owner" or not line.finding("review_due_soon", "review_overdue"):
            continue
        if standing.due is not None and standing.document is not None and standing.document.facts.ok:
            found.append(_Wanted(line, standing.due, standing.document))
    return found


def _why_not(each: _Wanted, written: Mapping[tuple[str, date], _Wanted], ledger: LedgerView) -> str | None:
    own = ledger.spent(each.key)
    if own is not None:
        return _spent_words(own)
    if each.same_paper in written:
        return f"the same document is drafted for {written[each.same_paper].line.key}"
    return None


def _spent_words(claim: Claim) -> str:
    if claim.state == "unknown":
        return (
            f"the draft of {claim.today.isoformat()} may exist: settle it with `policyclerk ledger resolve`"
        )
    return f"drafted {claim.today.isoformat()}"


def _path(each: _Wanted, ledger: LedgerView, settings: Settings) -> str | None:
    """Where a draft stands: as the ledger has it, else as planned now; None where its outcome is not known."""
    claim = ledger.spent(each.key)
    if claim is None:
        return f"{settings.drafts.folder}/{_target(each)}"
    if claim.state != "done":
        return None
    told = claim.result.get("path") if isinstance(claim.result, Mapping) else None
    return str(told) if told else f"{settings.drafts.folder}/{_target(each)}"


def _version(each: _Wanted) -> str | None:
    return next_version(each.document.facts.version or each.line.standing.policy.version)


def _target(each: _Wanted) -> str:
    """The same sub-folder below the drafts folder, the name with the new version and DRAFT."""
    folder, _, name = each.document.below_root.rpartition("/")
    drafted = draft_name(name.rpartition(".")[0] or name, _version(each))
    return f"{folder}/{drafted}" if folder else drafted


def _action(each: _Wanted, settings: Settings, today: date) -> Action:
    overdue = (today - each.due.on).days
    said = f"{count(overdue, 'day')} overdue" if overdue > 0 else f"due on {in_words(each.due.on)}"
    target = _target(each)
    return Action(
        key=each.key,
        kind="write_draft",
        policy=each.line.key,
        to=None,
        why=f"the review is {said} and is with its owner",
        result={"path": f"{settings.drafts.folder}/{target}", "changes": None},
        order=DraftOrder(each.document.below_root, target, _changes(each, settings, today)),
    )


def _changes(each: _Wanted, settings: Settings, today: date) -> DraftChanges:
    months = each.line.standing.cycle_months
    findings = [(finding, _placed(finding, each.document)) for finding in each.line.findings]
    comments = tuple(comment_of(finding) for finding, placed in findings if placed is None)
    return DraftChanges(
        version=_version(each),
        reviewed_on=today,
        next_review_on=next_after(each.due.anchor, months, today) if months else None,
        made_on=today,
        comments=comments if months else (*comments, _NO_CYCLE),
        tracked=settings.drafts.tracked,
        placed=tuple(placed for _, placed in findings if placed is not None),
    )


def _placed(finding: Finding, document: PolicyDocument) -> PlacedComment | None:
    """A finding as a comment at its first place in this document; None where it names none there."""
    own = (place for place in finding.evidence if place.source == document.path and place.where)
    place = next(own, None)
    return PlacedComment(comment_of(finding), place.where, place.raw) if place is not None else None


def comment_of(finding: Finding) -> str:
    """A finding as a comment in the draft: its sentence, and where each thing can be looked up."""
    places = "; ".join(
        f"{place.source}, {place.where}" + (f": “{place.raw}”" if place.raw else "")
        for place in finding.evidence
    )
    return f"{finding.message} ({places})" if places else finding.message
