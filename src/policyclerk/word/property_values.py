"""The file's own properties that state what a draft changes: version, dates of review, status.

Word tracks no change of a property, so each is told in the draft's account alone.
"""

from collections.abc import Iterator

from policyclerk.domain.action import FIELD_NAMES, DraftChange, DraftChanges
from policyclerk.domain.dates import dates_in
from policyclerk.word.labels import field_of
from policyclerk.word.manuscript import Manuscript
from policyclerk.word.stores import Kept, Stores, can_keep
from policyclerk.word.written import is_life_status, renumbered, same_version, written_like

PROPERTIES = "the file's properties"
"""The place of a property, in words."""
_FIELDS = {"version": "version", "last": "latest_review", "next": "next_review", "status": "status"}
"""What a property's name means, in the terms of `read --json`."""


def renew_properties(manuscript: Manuscript, changes: DraftChanges, *, current: str | None) -> None:
    """Renew the properties that state a version, a date of review or a status.

    Args:
        current: the version that the new one follows; None where the document states none.
    """
    for name, kept in _stated(manuscript.stores):
        old = (kept.node.text or "").strip()
        new = _renewed(name, old, changes, current) if old else None
        if new is not None and new != old and can_keep(kept, new):
            manuscript.stores.follow(kept, new)
            manuscript.changes.append(DraftChange(name, old, new, PROPERTIES))
        elif name == "version" and changes.version and old and not same_version(old, changes.version):
            manuscript.say(
                f"The {FIELD_NAMES[name]} ({PROPERTIES}) was left as it was: it says “{old[:40]}”, which is not the number "
                "that the new one follows. Please change it by hand (File, Info, Properties)."
            )


def _stated(stores: Stores) -> Iterator[tuple[str, Kept]]:
    """The properties that mean something to a draft, each with its field."""
    for name, kept in stores.custom():
        field = _FIELDS.get(field_of(name) or "")
        if field is not None:
            yield field, kept
    for name, field in (("version", "version"), ("content status", "status")):
        own = stores.core(name)
        if own is not None:
            yield field, own


def _renewed(field: str, old: str, changes: DraftChanges, current: str | None) -> str | None:
    """What a property shall say; None where it stays."""
    if field == "version":
        follows = current is None or same_version(old, current)
        return renumbered(old, changes.version) if changes.version and follows else None
    if field == "status":
        return changes.status if is_life_status(old) else None
    day = changes.reviewed_on if field == "latest_review" else changes.next_review_on
    found = next(iter(dates_in(old, "")), None)
    if day is None or found is None or found.claim.start == found.claim.end == day:
        return None
    return old[: found.start] + written_like(old[found.start : found.end], day) + old[found.end :]
