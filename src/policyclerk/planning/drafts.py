"""Which Word drafts a run writes: once per policy and cycle, the oldest due first.

A policy that has changed since it was drafted is drafted once more, beside the older draft, which nobody touches: its
owner may have begun to write in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import unquote

from policyclerk.domain.action import Action, DraftOrder, Suppressed
from policyclerk.domain.ledger import Claim
from policyclerk.domain.review import Due, PolicyDocument
from policyclerk.domain.settings import Settings
from policyclerk.domain.stage import cycle_of
from policyclerk.domain.versions import draft_name, draft_number, next_version
from policyclerk.planning.days import count, in_words
from policyclerk.planning.draft_changes import draft_changes
from policyclerk.planning.earlier_drafts import (
    EarlierDraft,
    Review,
    draft_key,
    drafts_by_review,
    has_changed,
    oldest_first,
    review_of,
    why_reviewed,
)
from policyclerk.planning.view import LedgerView
from policyclerk.planning.words import Line

_A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Drafting:
    """The drafts of a plan.

    Attributes:
        paths: policy -> path of its newest draft relative to the project directory, written before or now.
        handed_on: policy -> path of the draft that awaits approval with it, while the document itself is still the old one.
    """

    actions: tuple[Action, ...]
    suppressed: tuple[Suppressed, ...]
    paths: Mapping[str, str]
    handed_on: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A policy whose draft belongs to this cycle.

    Attributes:
        earlier: the drafts of this review that were made before, for this row or one that shares its document.
    """

    line: Line
    due: Due
    document: PolicyDocument
    earlier: tuple[EarlierDraft, ...] = ()

    @property
    def key(self) -> str:
        """The key of the draft that would be made now: a changed policy has a draft of its own."""
        digest = self.document.facts.sha256 if self.changed else None
        return draft_key(self.line.key, self.due.anchor, source_sha256=digest)

    @property
    def changed(self) -> bool:
        """Whether the policy is another than when it was drafted for this review."""
        return bool(self.earlier) and has_changed(self.document.facts, self.earlier)

    @property
    def same_paper(self) -> tuple[str, date]:
        """Rows that share a document and a due date share a draft."""
        return self.document.path, self.due.anchor

    @property
    def standing_draft(self) -> EarlierDraft | None:
        """The newest draft of this review that is known to be there."""
        return next((draft for draft in reversed(self.earlier) if draft.path), None)


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
    known = drafts_by_review(ledger.claims.values())
    in_order = sorted(_wanted(lines), key=lambda each: (each.due.on, each.line.number))
    wanted = _with_earlier(in_order, lines, known)
    planned: dict[tuple[str, date], _Wanted] = {}
    suppressed: list[Suppressed] = []
    for each in wanted if writing else ():
        if each.key in failed:
            continue
        why = _why_not(each, planned, settings, today)
        if why is None:
            planned[each.same_paper] = each
        else:
            suppressed.append(Suppressed(_key_spent(each), why))
    if writing:
        suppressed += _left(lines, known, today)
    return Drafting(
        tuple(_action(each, settings, today) for each in planned.values()),
        tuple(suppressed),
        _paths(wanted, planned, settings),
        dict(_handed_on(lines, known)),
    )


def _handed_on(
    lines: Iterable[Line], known: Mapping[Review, tuple[EarlierDraft, ...]]
) -> Iterator[tuple[str, str]]:
    """Policies whose owners are done and whose drafts those who approve will want to read."""
    for line in lines:
        due, document = line.standing.due, line.standing.document
        if line.standing.stage != "awaiting approval" or due is None or document is None:
            continue
        earlier = known.get(review_of(draft_key(line.key, due.anchor)), ())
        path = next((draft.path for draft in reversed(earlier) if draft.path), None)
        if path is not None and why_reviewed(document.facts, earlier, None) is None:
            yield line.key, path


def _with_earlier(
    wanted: Iterable[_Wanted], lines: Iterable[Line], known: Mapping[Review, tuple[EarlierDraft, ...]]
) -> list[_Wanted]:
    """Each with the drafts made before of its paper, for whichever row: one that is handed on already counts too."""
    papers: dict[tuple[str, date], dict[str, EarlierDraft]] = defaultdict(dict)
    for line in lines if known else ():
        due, document = line.standing.due, line.standing.document
        if due is not None and document is not None:
            own = known.get(review_of(draft_key(line.key, due.anchor)), ())
            papers[document.path, due.anchor].update((one.claim.key, one) for one in own)
    return [replace(each, earlier=oldest_first(papers[each.same_paper].values())) for each in wanted]


def _paths(
    wanted: Iterable[_Wanted], planned: Mapping[tuple[str, date], _Wanted], settings: Settings
) -> dict[str, str]:
    """Where the newest draft of each policy stands: as planned now, else as the ledger has it."""
    found: dict[str, str] = {}
    for each in wanted:
        new, old = planned.get(each.same_paper), each.standing_draft
        path = _shown(new, settings) if new else old.path if old else None
        if path:
            found[each.line.key] = path
    return found


def _wanted(lines: Sequence[Line]) -> list[_Wanted]:
    found = []
    for line in lines:
        standing = line.standing
        if standing.stage != "with owner" or not line.finding("review_due_soon", "review_overdue"):
            continue
        if standing.due is not None and standing.document is not None and standing.document.facts.ok:
            found.append(_Wanted(line, standing.due, standing.document))
    return found


def _why_not(
    each: _Wanted, planned: Mapping[tuple[str, date], _Wanted], settings: Settings, today: date
) -> str | None:
    """Why no draft is made of a policy now; None where one is."""
    unknown = next((one.claim for one in each.earlier if one.claim.state != "done"), None)
    if unknown is not None:
        return _spent_words(unknown)
    if each.earlier and not each.changed:
        return _drafted_words(each)
    reviewed = why_reviewed(each.document.facts, each.earlier, _opened(each, settings, today))
    if reviewed is not None:
        return reviewed
    if each.same_paper in planned:
        return f"the same document is drafted for {planned[each.same_paper].line.key}"
    if len(planned) >= settings.limits.max_drafts_per_run:
        return (
            f"waits for the next night: {settings.limits.max_drafts_per_run} drafts a night, oldest due first"
        )
    return None


def _opened(each: _Wanted, settings: Settings, today: date) -> date | None:
    soon, months = settings.report.due_soon_days, each.line.standing.cycle_months
    return cycle_of(each.due, today=today, due_soon_days=soon, months=months).opened


def _drafted_words(each: _Wanted) -> str:
    own = [one for one in each.earlier if review_of(one.claim.key) == review_of(each.key)]
    if own:
        return _spent_words(own[-1].claim)
    policy = unquote(review_of(each.earlier[-1].claim.key)[0])
    return f"the same document is drafted for {policy}"


def _spent_words(claim: Claim) -> str:
    if claim.state == "done":
        return f"drafted {claim.today.isoformat()}"
    return f"the draft of {claim.today.isoformat()} may exist: settle it with `policyclerk ledger resolve`"


def _key_spent(each: _Wanted) -> str:
    """The key that a reason is told under: that of the draft made already of the policy as it is, else its own."""
    own = [one.claim.key for one in each.earlier if review_of(one.claim.key) == review_of(each.key)]
    return own[-1] if own and not each.changed else each.key


def _left(
    lines: Iterable[Line], known: Mapping[Review, tuple[EarlierDraft, ...]], today: date
) -> Iterator[Suppressed]:
    """The drafts of reviews that are no longer with their owners: left as they are, and said for a year."""
    newest = {policy: (cycle, drafts[-1]) for (policy, cycle), drafts in sorted(known.items())}
    for line in lines:
        own = newest.get(review_of(draft_key(line.key, date.min))[0])
        if own is None or own[1].path is None or today - own[1].claim.today > _A_YEAR:
            continue
        why = _why_left(line, own[0])
        if why is not None:
            yield Suppressed(own[1].claim.key, why)


def _why_left(line: Line, cycle: str) -> str | None:
    """Why the newest draft of a policy is left as it is; None while its review is still with its owner."""
    due, stage = line.standing.due, line.standing.stage
    if line.standing.policy.retired:
        return "the policy is retired; its draft is left as it is"
    if due is not None and due.anchor.isoformat() > cycle:
        return "the review is finished; its draft is left as it is"
    if due is not None and stage not in (None, "with owner"):
        return "the review is no longer with its owner; its draft is left as it is"
    return None


def _version(each: _Wanted) -> str | None:
    return next_version(each.document.facts.version or each.line.standing.policy.version)


def _target(each: _Wanted) -> str:
    """The same sub-folder below the drafts folder, the name with the new version and DRAFT, numbered from the second on."""
    folder, _, name = each.document.below_root.rpartition("/")
    numbers = [draft_number(one.path or "") or 1 for one in each.earlier]
    drafted = draft_name(name.rpartition(".")[0] or name, _version(each), max(numbers, default=0) + 1)
    return f"{folder}/{drafted}" if folder else drafted


def _shown(each: _Wanted, settings: Settings) -> str:
    return f"{settings.drafts.folder}/{_target(each)}"


def _action(each: _Wanted, settings: Settings, today: date) -> Action:
    older = each.standing_draft.path if each.standing_draft else None
    changes = draft_changes(
        each.line,
        due=each.due,
        document=each.document,
        version=_version(each),
        today=today,
        tracked=settings.drafts.tracked,
        older=older,
    )
    target, digest = _target(each), each.document.facts.sha256
    return Action(
        key=each.key,
        kind="write_draft",
        policy=each.line.key,
        to=None,
        why=_why(each, older, today),
        result={"path": _shown(each, settings), "changes": None},
        order=DraftOrder(each.document.below_root, target, changes, digest, older),
    )


def _why(each: _Wanted, older: str | None, today: date) -> str:
    overdue = (today - each.due.on).days
    said = f"{count(overdue, 'day')} overdue" if overdue > 0 else f"due on {in_words(each.due.on)}"
    why = f"the review is {said} and is with its owner"
    if each.changed:
        why += f"; the policy has changed since {older or 'its draft'} was made, which stays as it is"
    return why
