"""The drafts that the ledger knows of: those of one review, oldest first, and what each was made from. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyclerk.domain.document import DocumentFacts
from policyclerk.domain.ledger import Claim, ledger_key
from policyclerk.domain.own_draft import bears_our_status
from policyclerk.domain.version_text import fold_version
from policyclerk.domain.versions import draft_number

_KIND = "write_draft"
_FIRST = "draft"
Review = tuple[str, str]
"""A policy and the date of its cycle, as they stand in ledger keys."""


def draft_key(policy: str, cycle: date, *, source_sha256: str | None = None) -> str:
    """The key of the first draft of a review; of a later one where the digest of the changed policy is given."""
    step = f"{_FIRST}-{source_sha256[:8]}" if source_sha256 else _FIRST
    return ledger_key(_KIND, policy, cycle, step)


def review_of(key: str) -> Review:
    """The review that a draft's key belongs to."""
    _, policy, cycle, _ = key.split("/", 3)
    return policy, cycle


@dataclass(frozen=True, slots=True)
class EarlierDraft:
    """A draft that was written, or may have been."""

    claim: Claim

    @property
    def told(self) -> Mapping[str, Any]:
        """What the ledger keeps of it."""
        return self.claim.result if isinstance(self.claim.result, Mapping) else {}

    @property
    def path(self) -> str | None:
        """Where it stands, relative to the project directory; None where its outcome is not known."""
        path = self.told.get("path") if self.claim.state == "done" else None
        return str(path) if path else None

    @property
    def source_sha256(self) -> str | None:
        """The digest of the policy that it was made from; None where it was not written down."""
        digest = self.told.get("source_sha256")
        return str(digest) if digest else None

    @property
    def versions(self) -> frozenset[str | None]:
        """The version that it proposes, made comparable."""
        changes = self.told.get("changes") or ()
        return frozenset(fold_version(each["new"]) for each in changes if each["field"] == "version")

    @property
    def order(self) -> tuple[int, date, str]:
        """Sorts the drafts of one review, the oldest first."""
        return draft_number(self.path or "") or 1, self.claim.today, self.claim.key


def drafts_by_review(claims: Iterable[Claim]) -> Mapping[Review, tuple[EarlierDraft, ...]]:
    """Every draft that must not be made again, by the review it was made for, oldest first."""
    found: dict[Review, list[EarlierDraft]] = defaultdict(list)
    for claim in claims:
        if claim.spent and claim.key.startswith(f"{_KIND}/") and claim.key.count("/") == 4:
            found[review_of(claim.key)].append(EarlierDraft(claim))
    return {review: oldest_first(drafts) for review, drafts in found.items()}


def oldest_first(drafts: Iterable[EarlierDraft]) -> tuple[EarlierDraft, ...]:
    """The drafts of one review in the order in which they were made."""
    return tuple(sorted(drafts, key=lambda one: one.order))


def has_changed(facts: DocumentFacts, earlier: tuple[EarlierDraft, ...]) -> bool:
    """Whether a policy is certainly another than all that its drafts were made from."""
    sources = {draft.source_sha256 for draft in earlier}
    return facts.sha256 is not None and None not in sources and facts.sha256 not in sources


def why_reviewed(facts: DocumentFacts, earlier: tuple[EarlierDraft, ...], opened: date | None) -> str | None:
    """Why a document is the outcome of this review already, so that nothing is drafted of it; None where it is not.

    An owner may save her draft over the policy, finished or not, or review the policy without it. The document then
    bears the draft's version, a review not older than the draft, or the status that only our drafts bear.

    Args:
        opened: the first day whose work counts for this review; None where no date tells.
    """
    reviewed = facts.latest_review.start if facts.latest_review is not None else None
    if earlier and reviewed is not None and reviewed >= min(draft.claim.today for draft in earlier):
        return f"the document is the reviewed one already: it was reviewed on {reviewed.isoformat()} by its own word"
    version = fold_version(facts.version)
    if version is not None and any(version in draft.versions for draft in earlier):
        return f"the document is the reviewed one already: it is version {facts.version}"
    this_review = reviewed is not None and (opened is None or reviewed >= opened)
    if this_review and bears_our_status(facts):
        return "the document is itself a draft that policyclerk made"
    return None
