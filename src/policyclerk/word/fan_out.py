"""One trust policy as copies for its schools, each with the school's own name, head and contacts proposed.

What a school has to make its own is found and listed; what is known is proposed, the rest is left for the school.
Nothing else of the trust's text is touched, and no copy is adopted or signed by us.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policyclerk.domain.action import DraftChanges, DraftResult
from policyclerk.domain.errors import DraftRefused
from policyclerk.domain.local_facts import LocalFacts
from policyclerk.domain.versions import school_copy_name
from policyclerk.word.draft import write_copy
from policyclerk.word.local_text import LocalText, local_texts
from policyclerk.word.manuscript import Edit, Manuscript
from policyclerk.word.proposals import reset_for_new_cycle

_INTRODUCTION = (
    "{status}. A copy of the trust's policy for {school}; nothing here has been adopted, approved or signed."
)

_TOLD = 77
"""Signs of a stretch that are told; the comment hangs on the whole of it."""


@dataclass(frozen=True, slots=True)
class SchoolCopy:
    """What came of one school's copy: it was written, or refused with the reason."""

    school: str
    result: DraftResult | None
    refused: DraftRefused | None = None


def fan_out(
    *,
    source: str,
    folder: str,
    schools: Sequence[LocalFacts],
    made_on: date,
    tracked: bool = True,
    max_mb: int = 50,
) -> tuple[SchoolCopy, ...]:
    """Write a copy of a trust's policy for each school; one that is refused does not stop the others.

    Args:
        source: the trust's policy; it is opened for reading alone.
        folder: where the copies go: "<school>/<policy> - <school> DRAFT.docx".
        made_on: the date that the changes carry.

    Raises:
        OSError: a copy cannot be written.
    """
    copies = []
    for facts in schools:
        school, name = school_copy_name(Path(source).stem, facts.school)
        target = str(Path(folder, school, name))
        try:
            result = school_copy(
                source=source, target=target, facts=facts, made_on=made_on, tracked=tracked, max_mb=max_mb
            )
            copies.append(SchoolCopy(facts.school, result))
        except DraftRefused as refused:
            copies.append(SchoolCopy(facts.school, None, refused))
    return tuple(copies)


def school_copy(
    *, source: str, target: str, facts: LocalFacts, made_on: date, tracked: bool = True, max_mb: int = 50
) -> DraftResult:
    """Write one school's copy, atomically, never over an existing file.

    Returns:
        What was proposed, and in `left` each stretch that the school still has to make its own.

    Raises:
        DraftRefused: the document cannot be copied safely, see `write_draft`.
        OSError: the target cannot be written; nothing is left behind.
    """
    changes = DraftChanges(None, None, None, made_on, tracked=tracked)

    def adapt(manuscript: Manuscript) -> None:
        manuscript.comments.at_top(_INTRODUCTION.format(status=changes.status, school=facts.school))
        _personalise(manuscript, facts)
        reset_for_new_cycle(manuscript, changes)

    return write_copy(source=source, target=target, changes=changes, work=adapt, max_mb=max_mb)


def _personalise(manuscript: Manuscript, facts: LocalFacts) -> None:
    """Propose what is known where the document asks for it, and name the rest."""
    found = list(local_texts(manuscript.text))
    answers = [(local, None if local.instruction else facts.answer(local.text)) for local in found]
    _leave(manuscript, [local for local, answer in answers if answer is None])
    manuscript.make(
        Edit("local_text", local.paragraph, local.start, local.end, answer)
        for local, answer in answers
        if answer is not None
    )
    if not any(answer == facts.school for _, answer in answers):
        manuscript.say(
            f"The document has no place for the name of the school ({facts.school}). Please add it."
        )


def _leave(manuscript: Manuscript, unanswered: Iterable[LocalText]) -> None:
    """Name what the school has to see to; what is asked for again and again is named once, at its first place."""
    by_text: dict[str, list[LocalText]] = {}
    for local in unanswered:
        by_text.setdefault(local.text, []).append(local)
    for text, places in by_text.items():
        first = places[0]
        told = text if len(text) <= _TOLD else f"{text[:_TOLD]}..."
        more = (
            f" and in {len(places) - 1} more places"
            if len(places) > 2
            else " and once more" * (len(places) - 1)
        )
        where = f"{first.paragraph.where}{more}"
        if first.instruction:
            words = f"Take this instruction out when the copy is ready ({where}): “{told}”"
        else:
            words = f"Make this the school's own ({where}): “{told}”"
        manuscript.remark(words, first.paragraph)
