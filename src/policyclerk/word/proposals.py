"""What a draft proposes, place by place: the new values where the document states the old ones."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from policyclerk.domain.action import FIELD_NAMES, DraftChange, DraftChanges
from policyclerk.domain.versions import next_version
from policyclerk.word.history_row import History, add_row
from policyclerk.word.manuscript import Edit, Manuscript, Removal, Untick
from policyclerk.word.markup import w
from policyclerk.word.places import Place, Places, places_of
from policyclerk.word.property_values import PROPERTIES, renew_properties
from policyclerk.word.sign_off_reset import resets
from policyclerk.word.text import Paragraph, Table, Text
from policyclerk.word.version_lines import add_line, newest_of
from policyclerk.word.written import is_life_status, renumbered, same_version, written_like

_VERSION = re.compile(
    r"\W*(?:v(?:ersion|er)?\.?\s?)?(?P<number>\d{1,3}(?:\.\d{1,3})*)(?![\d/.-]*\d)", re.IGNORECASE
)
_PLAIN = "1 January 2000"
"""A date in the style used where there is none to imitate."""
_COVER_LINE = 120
_LARGE_STYLES = ("title", "subtitle", "heading", "cover")
_NO_TEXT = {w(name) for name in ("pPr", "bookmarkStart", "bookmarkEnd", "proofErr")}
"""What a blank line may hold."""
_PERSON = 80


def propose(manuscript: Manuscript, changes: DraftChanges) -> None:
    """Make every change of a draft; what cannot be made is left and told."""
    places = places_of(manuscript.text)
    manuscript.make(
        [
            *_versions(manuscript, places, changes.version),
            *_reviews(manuscript, places, changes),
            *_people(places, changes),
            *_unapproved(manuscript, places, changes),
        ]
    )
    _tell_standing(manuscript, places)
    for history in places.histories[:1]:
        add_row(manuscript, history, changes)
    if not places.histories:
        add_line(manuscript, places.log, changes)
    current = _current_version(places, changes.version)
    renew_properties(manuscript, changes, current=current)
    _state_status(manuscript, changes)


def reset_for_new_cycle(manuscript: Manuscript, changes: DraftChanges) -> None:
    """Empty the sign-off block and say that nothing is approved, without proposing a version or a date."""
    places = places_of(manuscript.text)
    manuscript.make(_unapproved(manuscript, places, changes))
    _tell_standing(manuscript, places)
    _state_status(manuscript, changes)


def _unapproved(
    manuscript: Manuscript, places: Places, changes: DraftChanges
) -> list[Edit | Removal | Untick]:
    """The edits after which a document no longer looks approved or signed."""
    return [*_statuses(places, changes.status), *resets(manuscript.text, places.signatures.sign_offs)]


def _state_status(manuscript: Manuscript, changes: DraftChanges) -> None:
    """See to it that the text itself says what it is, under a label by which it is read again."""
    stated = (change for change in manuscript.changes if change.where != PROPERTIES)
    if not any(change.field == "status" for change in stated):
        _state_at_top(manuscript, changes.status)


# ---- the version


def _versions(manuscript: Manuscript, places: Places, new: str | None) -> Iterator[Edit]:
    """The current version's number wherever it stands under a label, and in headers, footers and on the cover."""
    if new is None:
        return
    current = _current_version(places, new)
    for place in places.of("version"):
        match = _VERSION.match(place.text)
        if match is None:
            continue
        if current is None or same_version(match["number"], current):
            yield _renumbering(place.paragraph, place.start + match.start("number"), match["number"], new)
        elif not same_version(match["number"], new):
            why = f'as "{match["number"]}", which is not the number that the new one follows'
            manuscript.leave("version", place.paragraph, why)
    if current is not None:
        logged = {line.paragraph.where for line in places.log}
        yield from _unlabelled_versions(manuscript.text, current, new, logged)


def _current_version(places: Places, new: str | None) -> str | None:
    """The number that the new one follows: in the newest row of the history, else the first that is stated."""
    newest = newest_of(places.log)
    texts = [history.text(history.newest(), "version") for history in places.histories]
    texts += [newest.number] if newest is not None else []
    texts += [place.text for place in places.of("version")]
    numbers = [match["number"] for text in texts if (match := _VERSION.match(text))]
    before = [number for number in numbers if same_version(next_version(number), new)]
    return next(iter([*before, *numbers]), None)


def _renumbering(paragraph: Paragraph, start: int, old: str, new: str) -> Edit:
    return Edit("version", paragraph, start, start + len(old), renumbered(old, new))


def _unlabelled_versions(text: Text, current: str, new: str, logged: set[str]) -> Iterator[Edit]:
    """The current version without a colon ("V1.3") in headers, footers, text boxes and on the cover."""
    number = rf"(?P<number>{re.escape(current)})(?![\d.]*\d)"
    pattern = re.compile(rf"\bv(?:ersion|er)?\.?[ \u00a0]?{number}", re.IGNORECASE)
    for paragraph in text.paragraphs():
        if paragraph.where not in logged and (paragraph.place != "body" or _is_cover_line(paragraph)):
            for match in pattern.finditer(paragraph.text):
                yield _renumbering(paragraph, match.start("number"), match["number"], new)


def _is_cover_line(paragraph: Paragraph) -> bool:
    return paragraph.page == 0 and paragraph.cell is None and len(paragraph.text) < _COVER_LINE


# ---- the dates of review


def _reviews(manuscript: Manuscript, places: Places, changes: DraftChanges) -> Iterator[Edit]:
    """The dates of the last and the next review."""
    last, following = places.of("last"), places.of("next")
    for place in places.of("review"):
        meant = _meaning_of_review(place, places)
        if meant is None:
            _tell_unclear(manuscript, place)
        else:
            (last if meant == "last" else following).append(place)
    if changes.reviewed_on is not None:
        yield from _dated(manuscript, "latest_review", last, changes.reviewed_on)
        _tell_no_place(
            manuscript, "latest_review", [*last, *_dated_histories(places), *places.log], changes.reviewed_on
        )
    if changes.next_review_on is not None:
        yield from _dated(manuscript, "next_review", following, changes.next_review_on)
        _tell_no_place(manuscript, "next_review", following, changes.next_review_on)
    else:
        _tell_no_cycle(manuscript, following)


def _meaning_of_review(place: Place, places: Places) -> str | None:
    """What a bare "Review date" means, read as the reader reads it: by the dates of the other labels.

    Beside a date of the next review it is the last, unless it is that very date; else the later of all dates is the
    next; alone it stays unclear.
    """
    own = place.date()
    if own is None or own.claim.start is None:
        return None
    if own.claim.start in _days(places.of("next")):
        return "next"
    if _days(places.of("next")):
        return "last"
    others = _days(places.of("last", "approved", "approver", "approval", "issued", "date", "version"))
    if not others:
        return None
    return "next" if own.claim.start > max(others) else "last"


def _days(places: Iterable[Place]) -> list[date]:
    found = [place.date() for place in places]
    return [one.claim.start for one in found if one is not None and one.claim.start is not None]


def _dated(manuscript: Manuscript, field: str, places: list[Place], day: date) -> Iterator[Edit]:
    """The edits that put a day where a date stands or a line waits for one."""
    for place in places:
        found = place.date()
        if found is not None:
            start, end = place.start + found.start, place.start + found.end
            new = written_like(place.paragraph.text[start:end], day)
            yield Edit(field, place.paragraph, start, end, new)
        elif place.open and place.control:
            yield Edit(field, place.paragraph, place.start, place.end, written_like(_PLAIN, day))
        elif not place.open and place.control:
            manuscript.leave(field, place.paragraph, f'in words ("{place.text[:40]}"), not as a date')


def _dated_histories(places: Places) -> list[History]:
    """The tables of versions whose new row says when the review was."""
    return [history for history in places.histories[:1] if "date" in history.found.columns]


def _tell_no_place(manuscript: Manuscript, field: str, places: Sequence[object], day: date) -> None:
    if not places:
        manuscript.say(
            f"The document has no place for its {FIELD_NAMES[field]} ({written_like(_PLAIN, day)}). Please add one."
        )


def _tell_unclear(manuscript: Manuscript, place: Place) -> None:
    if not place.open:
        why = "under a label that could mean the last review or the next"
        manuscript.leave("next_review", place.paragraph, why)


def _tell_no_cycle(manuscript: Manuscript, places: list[Place]) -> None:
    """Say where a next review date stays as it is because none could be worked out."""
    for place in places:
        if place.date() is not None:
            why = "without a review cycle from which a new one could be worked out"
            manuscript.leave("next_review", place.paragraph, why)


# ---- people and status


def _people(places: Places, changes: DraftChanges) -> Iterator[Edit]:
    """Owner and approver, where the order names new ones; a label with a date of approval is left alone."""
    for place in places.of("owner", "approver"):
        new = changes.owner if place.field == "owner" else changes.approver
        if new and len(place.text) < _PERSON and place.date() is None:
            yield Edit(place.field, place.paragraph, place.start, place.end, new)


def _statuses(places: Places, status: str) -> Iterator[Edit]:
    """The status of the document, where it is one of a policy's life and not "statutory"."""
    for place in places.of("status"):
        if place.open or is_life_status(place.text):
            yield Edit("status", place.paragraph, place.start, place.end, status)


def _tell_standing(manuscript: Manuscript, places: Places) -> None:
    """Name the sign-offs that show a signature, or may, and could not be emptied."""
    emptied = {change.where for change in manuscript.changes if change.field == "sign_offs"}
    told = " ".join(manuscript.left)
    for one in places.signatures.sign_offs:
        if one.signed != "no" and one.where not in emptied and one.where not in told:
            manuscript.say(
                f"The sign-off block ({one.where}) was left as it was: {one.evidence}. "
                "Please see to it that no signature of the old version stays in the draft."
            )


def _state_at_top(manuscript: Manuscript, status: str) -> None:
    """Put the status words below the first line of a document that has no place for them, or above a long one.

    A blank line that stands there already takes them, so that a full cover stays on its page.
    """
    body = manuscript.touch_body()
    if body is None:
        return
    above, words = _last_title_line(manuscript.text), f"Status: {status}"
    blank = _blank_line(manuscript.text, above)
    if blank is not None:
        manuscript.pen.fill(blank.element, words)
        manuscript.note("status", None, status, blank)
        return
    line = manuscript.pen.new_paragraph(words, like=body)
    if above is None:
        body.insert(0, line)
    else:
        above.element.addnext(line)
    where = "body, above everything" if above is None else f"below {above.where}"
    manuscript.changes.append(DraftChange("status", None, status, where))


def _last_title_line(text: Text) -> Paragraph | None:
    """The first line of the document, and those of the same style that run on from it; None where it is no line."""
    last: Paragraph | None = None
    blocks = [block for block in text.body if isinstance(block, Table) or block.text.strip()]
    for block in blocks[:3]:
        if not isinstance(block, Paragraph) or not _is_title_line(block):
            break
        if last is not None and (block.style, block.size) != (last.style, last.size):
            break
        last = block
    return last


def _blank_line(text: Text, above: Paragraph | None) -> Paragraph | None:
    """The blank line right below the title, or at the very top; None where there is none or it is set as a title."""
    at = text.body.index(above) + 1 if above is not None else 0
    block = text.body[at] if at < len(text.body) else None
    if not isinstance(block, Paragraph) or block.style.casefold().startswith(_LARGE_STYLES):
        return None
    own, before = block.element, above.element if above is not None else None
    parent = own.getparent()
    beside = parent is not None and parent.tag == w("body") and own.getprevious() is before
    ends_section = own.find(f"{w('pPr')}/{w('sectPr')}") is not None
    empty = all(child.tag in _NO_TEXT for child in own)
    return block if beside and empty and not ends_section else None


def _is_title_line(paragraph: Paragraph) -> bool:
    """Whether a line can have another below it: a short one of the body itself, not the last of its section."""
    parent = paragraph.element.getparent()
    in_body = parent is not None and parent.tag == w("body")
    return (
        in_body
        and len(paragraph.text) < _COVER_LINE
        and paragraph.element.find(f"{w('pPr')}/{w('sectPr')}") is None
    )
