"""What a draft proposes, place by place: the new values where the document states the old ones."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policyclerk.domain.action import DraftChange, DraftChanges
from policyclerk.domain.dates import FoundDate, dates_in
from policyclerk.domain.versions import next_version
from policyclerk.word.entries import Entry, entries_of
from policyclerk.word.history_row import History, add_row, histories_of
from policyclerk.word.manuscript import Edit, Manuscript, Removal
from policyclerk.word.sign_off_reset import resets
from policyclerk.word.signatures import find_signatures
from policyclerk.word.text import Paragraph, Text
from policyclerk.word.values import is_blank, is_placeholder
from policyclerk.word.written import renumbered, written_like

_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_VERSION_VALUE = re.compile(
    r"\W*(?:v(?:ersion|er)?\.?\s?)?(?P<number>\d{1,3}(?:\.\d{1,3})*)(?![\d/.-]*\d)", re.IGNORECASE
)
_STATUS = re.compile(
    r"(?:final(?: version)?|approved(?: version)?|live|current|active|adopted|ratified|published|issued|released|in force|"
    r"draft(?:\W.*)?|(?:for|under|awaiting|pending|in) (?:review|approval|consultation)|signed off|agreed)\.?",
    re.IGNORECASE,
)
_PLAIN = "1 January 2000"
"""A date in the style used where there is none to imitate."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the document states: its labelled values, its tables of versions, and the version it claims now."""

    entries: tuple[Entry, ...]
    histories: tuple[History, ...]
    version: str | None


def propose(manuscript: Manuscript, changes: DraftChanges) -> None:
    """Make every change of a draft; what cannot be made is left and told."""
    found = _found(manuscript.text, changes)
    edits: list[Edit | Removal] = [
        *_versions(manuscript, found, changes),
        *_reviews(manuscript, found, changes),
        *_people(found, changes),
        *_statuses(found, changes),
        *resets(manuscript.text, find_signatures(manuscript.text).sign_offs),
    ]
    manuscript.make(edits)
    for history in found.histories[:1]:
        add_row(manuscript, history, changes)
    if not any(change.new.find(changes.status) >= 0 for change in manuscript.changes):
        _state_at_top(manuscript, changes.status)


def _found(text: Text, changes: DraftChanges) -> _Found:
    tables = tuple(histories_of(text))
    entries = tuple(entries_of(text, without={id(history.table) for history in tables}))
    return _Found(entries, tables, _current_version(entries, tables, changes.version))


# ---- the version


def _current_version(entries: Iterable[Entry], tables: Iterable[History], new: str | None) -> str | None:
    """The number of the version that the new one follows: the newest of the history, else the first stated."""
    stated = [history.text(history.newest(), "version") for history in tables]
    stated += [entry.value for entry in entries if entry.field == "version"]
    numbers = [match["number"] for value in stated if (match := _VERSION_VALUE.match(value))]
    before = [number for number in numbers if new and _same(next_version(number), new)]
    return next(iter([*before, *numbers]), None)


def _same(one: str | None, other: str | None) -> bool:
    """Whether two versions have the same number, noughts at the end aside."""
    return one is not None and other is not None and _numbers(one) == _numbers(other) != ()


def _numbers(version: str) -> tuple[int, ...]:
    found = _NUMBER.search(version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def _versions(manuscript: Manuscript, found: _Found, changes: DraftChanges) -> Iterator[Edit]:
    """The current version's number wherever it stands under a label, and in headers, footers and on the cover."""
    if changes.version is None:
        return
    for entry in found.entries:
        match = _VERSION_VALUE.match(entry.value) if entry.field == "version" else None
        if match is None:
            continue
        if found.version is None or _same(match["number"], found.version):
            yield _version_edit(
                entry.paragraph, entry.start + match.start("number"), match["number"], changes.version
            )
        elif not _same(match["number"], changes.version):
            manuscript.leave(
                "version",
                entry.paragraph,
                f'as "{entry.value[:30]}", which is not the number that the new one follows',
            )
    yield from _unlabelled_versions(manuscript.text, found.version, changes.version)


def _version_edit(paragraph: Paragraph, start: int, old: str, new: str) -> Edit:
    return Edit("version", paragraph, start, start + len(old), renumbered(old, new))


def _unlabelled_versions(text: Text, current: str | None, new: str) -> Iterator[Edit]:
    """The current version without a colon ("V1.3") in headers, footers, text boxes and on the first page."""
    if current is None:
        return
    pattern = re.compile(
        rf"\bv(?:ersion|er)?\.?[ \u00a0]?(?P<number>{re.escape(current)})(?![\d.]*\d)", re.IGNORECASE
    )
    for paragraph in text.paragraphs():
        if paragraph.place != "body" or (
            paragraph.page == 0 and len(paragraph.text) < 120 and paragraph.cell is None
        ):
            for match in pattern.finditer(paragraph.text):
                yield _version_edit(paragraph, match.start("number"), match["number"], new)


# ---- the dates of review


def _reviews(manuscript: Manuscript, found: _Found, changes: DraftChanges) -> Iterator[Edit]:
    """The dates of the last and the next review under their labels."""
    meant = {"last": ("latest_review", changes.reviewed_on), "next": ("next_review", changes.next_review_on)}
    either = _meaning_of_review(found.entries)
    for entry in found.entries:
        kind = either if entry.field == "review" and not entry.signing else entry.field
        if kind in meant:
            field, day = meant[kind]
            yield from _date_edit(manuscript, entry, field, day)


def _meaning_of_review(entries: Iterable[Entry]) -> str | None:
    """What a bare "Review date" means here: the one of last and next that the document does not state otherwise.

    Where it states neither, a review date later than every other date is the next one; else it cannot be told.
    """
    fields = {entry.field for entry in entries if not entry.blank}
    if ("next" in fields) != ("last" in fields):
        return "last" if "next" in fields else "next"
    if "next" in fields:
        return None
    stated = [(entry.field, one.claim.start) for entry in entries for one in _dates(entry) if one.claim.start]
    reviews = [day for field, day in stated if field == "review" and day]
    others = [day for field, day in stated if field in ("approved", "approval", "issued", "date") and day]
    return "next" if reviews and others and min(reviews) > max(others) else None


def _dates(entry: Entry) -> tuple[FoundDate, ...]:
    return dates_in(entry.value, entry.paragraph.where)


def _date_edit(manuscript: Manuscript, entry: Entry, field: str, day: date | None) -> Iterator[Edit]:
    if day is None:
        if field == "next_review" and not entry.blank:
            manuscript.leave(
                field, entry.paragraph, "without a cycle from which a new one could be worked out"
            )
        return
    if is_blank(entry.value) or is_placeholder(entry.value):
        if entry.firm:
            yield Edit(field, entry.paragraph, entry.start, entry.end, written_like(_PLAIN, day))
        return
    found = _near_date(entry)
    if found is not None:
        start = entry.start + found.start
        old = entry.value[found.start : found.end]
        yield Edit(field, entry.paragraph, start, entry.start + found.end, written_like(old, day))
    elif entry.firm and len(entry.value) < 60 and field == "next_review":
        manuscript.leave(field, entry.paragraph, f'in words ("{entry.value[:40]}"), not as a date')


def _near_date(entry: Entry) -> FoundDate | None:
    """The date that a label announces; one further on in a sentence belongs to something else."""
    found = next(iter(_dates(entry)), None)
    if found is None or (not found.claim.known and not found.claim.problem):
        return None
    reach = 40 if entry.firm else 4
    rest = entry.value[found.end :].strip()
    return found if found.start <= reach and (entry.firm or len(rest) < 40) else None


# ---- people and status


def _people(found: _Found, changes: DraftChanges) -> Iterator[Edit]:
    """Owner and approver, where the order names new ones."""
    wanted = {"owner": changes.owner, "approver": changes.approver}
    for entry in found.entries:
        new = wanted.get(entry.field)
        if new and entry.firm and not entry.signing and len(entry.value) < 80 and not _dates(entry):
            yield Edit(entry.field, entry.paragraph, entry.start, entry.end, new)


def _statuses(found: _Found, changes: DraftChanges) -> Iterator[Edit]:
    """The status of the document, where it is one of a policy's life and not "statutory"."""
    for entry in found.entries:
        if entry.field == "status" and entry.firm and (entry.blank or _STATUS.fullmatch(entry.value)):
            yield Edit("status", entry.paragraph, entry.start, entry.end, changes.status)


def _state_at_top(manuscript: Manuscript, status: str) -> None:
    """Put the status words into a paragraph of their own above a document that has no place for them."""
    body = manuscript.touch_body()
    if body is not None:
        body.insert(0, manuscript.pen.new_paragraph(status, like=body))
        manuscript.changes.append(DraftChange("status", None, status, "body, above everything"))
