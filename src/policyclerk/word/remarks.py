"""What a draft tells its reader in comments: each finding at the place it concerns, the rest at the top."""

from policyclerk.domain.action import DraftChanges, PlacedComment
from policyclerk.word.manuscript import Manuscript
from policyclerk.word.markup import w
from policyclerk.word.spans import text_of
from policyclerk.word.text import Paragraph, Text

_NOTICE = "{status}. Proposed by {author}; nothing here has been approved or signed."
_ONE_MORE = "1 further comment stands in the text, at the place it concerns."
_MORE = "{number} further comments stand in the text, each at the place it concerns."


def comment_on(manuscript: Manuscript, changes: DraftChanges) -> None:
    """Hang the comments on the findings, before anything is changed: a place is known by its old words.

    What stands where Word allows no comment, or is not found, joins the comment at the top.
    """
    hung = [one for one in changes.placed if _hang(manuscript, one)]
    lines = [_NOTICE.format(status=changes.status, author=changes.author), *changes.comments]
    lines += [one.text for one in changes.placed if one not in hung]
    if hung:
        lines.append(_ONE_MORE if len(hung) == 1 else _MORE.format(number=len(hung)))
    manuscript.comments.at_top("\n".join(lines))


def _hang(manuscript: Manuscript, comment: PlacedComment) -> bool:
    """Hang a comment at its place; False where there is none that can carry one."""
    paragraph = _paragraph(manuscript.text, comment)
    if paragraph is None:
        return False
    if paragraph.place == "body":
        manuscript.comments.on(comment.text, paragraph.element, _span(paragraph, comment.raw))
        return True
    around = list(paragraph.element.iterancestors(w("p"))) if paragraph.place == "text box" else []
    if not around or paragraph.part != manuscript.text.package.main:
        return False
    manuscript.comments.on(comment.text, around[-1])
    return True


def _paragraph(text: Text, comment: PlacedComment) -> Paragraph | None:
    """The paragraph that a place names: of several that share it the one with the words, else the first with any."""
    here = [paragraph for paragraph in text.paragraphs() if paragraph.where == comment.where]
    told = [paragraph for paragraph in here if comment.raw and comment.raw in paragraph.text]
    filled = [paragraph for paragraph in here if paragraph.text.strip()]
    return next(iter([*told, *filled, *here]), None)


def _span(paragraph: Paragraph, raw: str | None) -> tuple[int, int] | None:
    """Where the words stand in a paragraph; None where they do not, or where what is seen is not what is stored."""
    at = paragraph.text.find(raw) if raw else -1
    if raw is None or at < 0 or text_of(paragraph.element) != paragraph.text:
        return None
    return at, at + len(raw)
