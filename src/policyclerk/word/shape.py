"""What is odd about a document as a whole: text that stands twice, numbers that go back, a second policy, a wrong contents list.

All of these come from cutting and pasting. Each is only told where it is plain, as a careful editor would notice it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from policyclerk.domain.document import Note
from policyclerk.domain.known_titles import title_words
from policyclerk.word.text import Paragraph, Text
from policyclerk.word.values import clean

LEAST_PARAGRAPHS, LEAST_LETTERS = 6, 600
"""A stretch that stands twice: shorter ones are forms, lists and set phrases."""
_GAP = 3  # paragraphs that may differ between two that stand twice
_LEAD = re.compile(r"^\s*(?:\d+(?:\.\d+)*|[ivx]+|[a-z])?[.)\s]*", re.IGNORECASE)
_NO_NUMBERS = frozenset("abcdefghjklmnopqrstuwyz")  # letters that begin no Roman number
_NUMBER = re.compile(r"^\s*(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]?[ \t]+(?=[A-Z“\"'‘])")
_CONTENTS = re.compile(r"^\s*(?:table of )?contents(?: page)?\s*:?\s*$", re.IGNORECASE)
_LABEL = re.compile(
    r"^\s*(?P<label>(?:appendix|annex|annexe|schedule)\s+(?:\d{1,2}|[a-z]|[ivx]{1,4}))\b[\s:.–—-]*(?P<title>.*?)(?:[\s.…]*(?:page\s*)?\d{1,3})?\s*$",
    re.IGNORECASE,
)
_TITLE_WORDS = ("policy", "protocol")
_TITLED = re.compile(rf"\b(?:{'|'.join(_TITLE_WORDS)})\b", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"[.;:?!]\s*$|\b(?:related|linked|other|this|these|our|your|see|appendix|annex|section|history|statement|change|review|aims?|scope|purpose|owner|approval|date|version|number|"
    r"title|name|status|is|are|was|will|should|must|has|have|signed|control|summary|introduction|framework|links?|in conjunction|read|template|responsibilit\w+|development|implementation|principles|compliance|monitoring|enforcement|exceptions?|violations?|breach(?:es)?|overview|details|objectives?|authors?)\b",
    re.IGNORECASE,
)
FRONT = 14  # lines among which an inner title stands
_PROMINENT = 28  # half points


def shape_notes(text: Text, title: str | None) -> Iterator[Note]:
    """A note for each oddity, in the order of the document.

    Args:
        text: the walked document.
        title: its title, as told on its cover.
    """
    body = [block for block in text.body if isinstance(block, Paragraph) and block.text.strip()]
    listed, rest = _contents_apart(body)
    yield from _repeated(rest)
    yield from _going_back(rest)
    if title:
        yield from _other_titles(body, rest, title)
    yield from _mislabelled(listed, rest)


# ---- a contents list


def _contents_apart(body: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The lines of a contents list, and all others."""
    start = next((n for n, line in enumerate(body[:40]) if _heads_contents(line)), None)
    if start is None:
        return [line for line in body if line.contents], [line for line in body if not line.contents]
    first = next((_key(line) for line in body[start + 1 : start + 2]), "")
    again = (n for n in range(start + 2, min(len(body), start + 80)) if first and _key(body[n]) == first)
    end = next(again, start + 1)
    return list(body[start + 1 : end]), [*body[:start], *body[end:]]


def _heads_contents(line: Paragraph) -> bool:
    """Whether a line is the heading of a contents list."""
    return "contents" in line.lower and _CONTENTS.match(line.text) is not None


def _mislabelled(listed: Sequence[Paragraph], rest: Sequence[Paragraph]) -> Iterator[Note]:
    """Appendices that the contents list names otherwise than the body does."""
    listing = list(_labelled(listed))
    found = dict(_labelled(rest)) if listing else {}
    for label, (promised, _) in listing:
        real, line = found.get(label, ("", None))
        if line is None or not title_words(promised) or not title_words(real):
            continue
        if not set(title_words(promised)) & set(title_words(real)):
            yield Note(
                "contents_conflict",
                f"The contents list calls {label.capitalize()} “{promised}”; in the body it is “{real}”.",
                line.where,
            )


def _labelled(lines: Sequence[Paragraph]) -> Iterator[tuple[str, tuple[str, Paragraph]]]:
    """Label -> its title, behind it or in the line below."""
    for number, line in enumerate(lines):
        match = _LABEL.match(line.text) if len(line.text) < 120 else None
        if match is None:
            continue
        title = clean(match["title"])
        below = lines[number + 1].text if number + 1 < len(lines) else ""
        if not title and len(below) < 90 and not _LABEL.match(below):
            title = clean(below)
        yield " ".join(match["label"].casefold().split()), (title, line)


# ---- what stands twice


def _key(line: Paragraph) -> str:
    """A paragraph without its number and its page, for comparing; its first letter may be its number too."""
    text = line.lower
    worded = (
        text[0] in _NO_NUMBERS and text[1:2].isalnum()
    )  # what the pattern says of nearly all, told sooner
    rest = text[1:] if worded else _LEAD.sub("", text, count=1)
    return (rest.partition("\t")[0] if "\t" in rest else rest).strip(" .")


def _repeated(lines: Sequence[Paragraph]) -> Iterator[Note]:
    """Stretches that stand a second time, told where they begin again."""
    first: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        key = _key(line)
        if len(key) >= 5 and (known := first.setdefault(key, number)) != number:
            pairs.append((number, known))
    for run in _runs(pairs):
        letters = sum(len(lines[number].text) for number, _ in run)
        if len(run) >= LEAST_PARAGRAPHS and letters >= LEAST_LETTERS:
            again, before = lines[run[0][0]], lines[run[0][1]]
            yield Note(
                "repeated_section",
                f"{len(run)} paragraphs from “{_short(again)}” on stand here a second time; they first stand from {before.where} on.",
                again.where,
            )


def _runs(pairs: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Pairs of places that go on side by side, a few paragraphs in between allowed."""
    run: list[tuple[int, int]] = []
    for pair in pairs:
        if run and not (0 < pair[0] - run[-1][0] <= _GAP and 0 < pair[1] - run[-1][1] <= _GAP):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _short(line: Paragraph) -> str:
    text = clean(line.text)
    return text if len(text) <= 60 else text[:57] + "..."


# ---- numbers that go back


def _going_back(lines: Sequence[Paragraph]) -> Iterator[Note]:
    """A section or clause whose number is not higher than that of the one before; a new beginning at 1 is none."""
    sections = [(line, number) for line in lines if (number := _number_of(line)) is not None]
    headings = [(line, number[0]) for line, number in sections if len(number) == 1 and not line.numbered]
    for (_, before), (line, section) in pairwise(headings):
        if 1 < section < before:
            told = f"“{_short(line)}” follows section {before}: its number goes back."
            yield Note("numbering_restarts", told, line.where)
    clauses = [(line, number) for line, number in sections if len(number) > 1]
    for (_, earlier), (line, clause) in pairwise(clauses):
        if clause[:-1] == earlier[:-1] and 1 < clause[-1] <= earlier[-1]:
            this, that = ".".join(map(str, clause)), ".".join(map(str, earlier))
            yield Note("numbering_restarts", f"The number {this} follows {that}: it goes back.", line.where)


def _number_of(line: Paragraph) -> tuple[int, ...] | None:
    match = _NUMBER.match(line.text) if line.text.lstrip()[:1].isdigit() else None
    if match is None:
        return None
    number = tuple(int(part) for part in match["number"].split("."))
    is_heading = len(line.text) < 80 and not line.text.rstrip().endswith((".", ";", ",", ":"))
    return number if len(number) > 1 or (is_heading and not line.style.startswith("List")) else None


# ---- a second title


def _other_titles(body: Sequence[Paragraph], rest: Sequence[Paragraph], title: str) -> Iterator[Note]:
    """An inner title that is not the cover's, and the title of a second policy further down."""
    own = set(title_words(title))
    for number, line in enumerate(rest):
        words = set(_policy_title(line))
        if not words or words == own:
            continue
        if number < FRONT and line in body[:FRONT]:
            shown = line.page > 0 or _stands_alone(line)  # a line below the title on the cover is a subtitle
            if shown and words & own and own - words and not _is_in(line, title):
                yield Note(
                    "title_conflict",
                    f"The cover says “{title}”; the first page says “{_short(line)}”.",
                    line.where,
                )
        elif number >= FRONT and _stands_alone(line) and _text_follows(rest, number):
            yield Note(
                "title_conflict",
                f"A second policy seems to begin here, with the title “{_short(line)}”.",
                line.where,
            )


def _is_in(line: Paragraph, title: str) -> bool:
    return title.casefold() in line.lower


def _policy_title(line: Paragraph) -> tuple[str, ...]:
    """The telling words of a line that could be a policy's title; empty for any other line."""
    if not any(map(line.lower.__contains__, _TITLE_WORDS)):
        return ()
    text = clean(line.text)
    if len(text) > 75 or line.cell is not None or not _TITLED.search(text) or _NO_TITLE.search(text):
        return ()
    return () if _NUMBER.match(line.text) or line.style.startswith("List") else title_words(text)


def _stands_alone(line: Paragraph) -> bool:
    return line.text.isupper() or line.style.startswith("Title") or line.size >= _PROMINENT


def _text_follows(lines: Sequence[Paragraph], number: int) -> bool:
    """Whether sentences come after a title, not further titles."""
    below = lines[number + 1 : number + 3]
    return any(len(line.text) > 60 for line in below) and not any(_policy_title(line) for line in below)
