"""Writes a draft of a policy: the same document with the next review's values proposed, beside the untouched original.

Nothing is signed or approved by a draft: the sign-off block is emptied for the new cycle, and no date of an approval
or a signature is ever filled in.
"""

import zlib
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from policyclerk.domain.action import DraftChanges, DraftResult
from policyclerk.domain.errors import DraftRefused
from policyclerk.word.atomic import place, refuse_existing
from policyclerk.word.comments import comments_of
from policyclerk.word.graft import repacked, to_bytes
from policyclerk.word.manuscript import Manuscript
from policyclerk.word.markup import w
from policyclerk.word.package import Package, Unreadable, open_package
from policyclerk.word.proposals import propose
from policyclerk.word.protection import protection_of
from policyclerk.word.remarks import comment_on
from policyclerk.word.stores import Stores
from policyclerk.word.text import Text, walk
from policyclerk.word.tracked import Pen, free_ids
from policyclerk.word.unsigned import without_signatures

_FAULTS = (
    KeyError,
    ValueError,
    IndexError,
    AttributeError,
    TypeError,
    zlib.error,
    etree.LxmlError,
    RecursionError,
)
"""What a damaged or hostile file can make the libraries raise; caught in one place so that no file stops a night."""
_LONGEST_NAME = 255
"""Bytes of a file's name on the file systems in use."""
_SIGNED = "The policy was signed digitally. The signature vouches for the old version alone and was left out of this draft."

_UNACCEPTED = (
    "The policy held tracked changes that nobody had accepted or rejected. They are kept beside those of this draft: "
    "please settle them as well."
)


def write_draft(*, source: str, target: str, changes: DraftChanges, max_mb: int = 50) -> DraftResult:
    """Write the draft of `source` to `target` (local paths), atomically, never over an existing file.

    Args:
        source: the policy; it is opened for reading alone.
        target: the draft, a .docx; folders above it are made.
        changes: what shall stand in it.
        max_mb: larger documents are not drafted (MiB).

    Returns:
        What was changed, and in `left` what could not be, in sentences.

    Raises:
        DraftRefused: the document cannot be drafted safely; `kind` is the reader's kind of problem, `draft_exists`,
            `draft_name` or `draft_impossible`.
        OSError: the target cannot be written; nothing is left behind.
    """

    def work(manuscript: Manuscript) -> None:
        comment_on(manuscript, changes)
        propose(manuscript, changes)

    return write_copy(source=source, target=target, changes=changes, work=work, max_mb=max_mb)


def write_copy(
    *, source: str, target: str, changes: DraftChanges, work: Callable[[Manuscript], None], max_mb: int
) -> DraftResult:
    """Write a copy of `source` that `work` has changed; all else is as for `write_draft`.

    Args:
        changes: who the changes are signed by, their day, and whether they are tracked.
        work: makes the changes.
    """
    goal = Path(target)
    check_target(goal)
    try:
        package = _opened(source, max_mb)
        manuscript = _manuscript(package, changes)
        work(manuscript)
        data = _assembled(package, manuscript)
    except Unreadable as fault:
        raise DraftRefused(fault.kind, fault.message) from fault
    except _FAULTS as fault:
        raise DraftRefused(
            "corrupt",
            f"The file is damaged and cannot be drafted ({type(fault).__name__}). "
            "Open it in Word and save it again as a Word document (.docx).",
        ) from fault
    place(data, goal)
    return DraftResult(target, tuple(manuscript.changes), tuple(manuscript.left), package.sha256)


def check_target(goal: Path) -> None:
    """Raise DraftRefused where a draft cannot be given this name (`draft_name`) or something has it (`draft_exists`)."""
    if goal.suffix.lower() != ".docx":
        raise DraftRefused(
            "draft_name",
            f"A draft is a Word document: give it a name that ends in .docx, not {goal.suffix or 'nothing'}.",
        )
    if len(goal.name.encode()) > _LONGEST_NAME:
        raise DraftRefused(
            "draft_name",
            f"The name of the draft is too long: give it one of at most {_LONGEST_NAME} letters.",
        )
    refuse_existing(goal)


def _opened(source: str, max_mb: int) -> Package:
    package = open_package(source, max_mb=max_mb)
    if package.macro_or_template:
        raise DraftRefused(
            "template_or_macro",
            "This is a template or a document with macros: a draft of it would lose them. "
            "Open it in Word and save it as a Word document (.docx).",
        )
    if package.strict:
        raise DraftRefused(
            "unsupported",
            "The file is saved as Strict Open XML. Open it in Word and save it as a Word document (.docx).",
        )
    return package


def _text(package: Package) -> Text:
    text = walk(package, whole=True)
    if not text.body:
        raise DraftRefused("draft_impossible", "The document holds no text, so there is nothing to draft.")
    return text


def _manuscript(package: Package, changes: DraftChanges) -> Manuscript:
    text = _text(package)
    roots = {paragraph.part: paragraph.element.getroottree().getroot() for paragraph in text.paragraphs()}
    pen = Pen(changes.author, changes.made_on, changes.tracked, free_ids(roots.values()))
    body = text.body[0].element.getroottree().getroot().find(w("body"))
    assert body is not None  # the walk has found it
    comments = comments_of(package, body, author=changes.author, made_on=changes.made_on)
    manuscript = Manuscript(text, pen, comments, Stores(package))
    if text.changes:
        manuscript.say(_UNACCEPTED)
    return manuscript


def _assembled(package: Package, manuscript: Manuscript) -> bytes:
    """The draft's bytes: what the policy holds, with the edited parts and the comments in their places."""
    original = {
        entry.filename: package.read(entry.filename)
        for entry in package.archive.infolist()
        if not entry.is_dir()
    }
    parts, was_signed = without_signatures(original)
    if was_signed:
        manuscript.say(_SIGNED)
    for sentence in protection_of(package):
        manuscript.say(sentence)
    manuscript.hang_remarks()
    manuscript.touch_body()
    parts.update((name, to_bytes(root)) for name, root in manuscript.all_touched().items())
    parts.update(manuscript.comments.parts(package, parts))
    changed = {name: data for name, data in parts.items() if data is not original.get(name)}
    return repacked(package.archive, kept=parts, changed=changed)
