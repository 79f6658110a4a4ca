"""Whether words name this document or another one: a list of related policies tells of their reviews, not of this one's."""

import re
from functools import lru_cache
from itertools import islice, takewhile

from policyclerk.word.text import Block, Paragraph, Text, paragraphs_of

FIRST_LINES = 10
LONGEST_NAME = 6  # words of a name that ends in a full stop
SHARED = 4  # letters of a word that two names of one document share
LONGEST = 90  # of a line that can name the document; with a longer one the running text begins
_NAMED = re.compile(
    r"^[\W\d_]*(?:[Tt]he\s+|[Oo]ur\s+)?(?P<name>(?:[A-Za-z][\w'’&/-]*,?\s+(?:\([\w ]{2,12}\)\s+)?){1,8}?)"
    r"(?:polic(?:y|ies)|procedures?|plan|handbook|statement|protocol|strategy|code|scheme|guidance|guidelines|document)\b",
    re.IGNORECASE,
)
_ANY = frozenset(
    [
        "a",
        "above",
        "academy",
        "agreed",
        "all",
        "also",
        "an",
        "and",
        "any",
        "by",
        "college",
        "complete",
        "current",
        "date",
        "draft",
        "each",
        "entire",
        "every",
        "existing",
        "federation",
        "final",
        "following",
        "for",
        "full",
        "governing",
        "governors",
        "had",
        "has",
        "have",
        "in",
        "is",
        "it",
        "its",
        "last",
        "latest",
        "local",
        "model",
        "new",
        "next",
        "of",
        "on",
        "or",
        "our",
        "overall",
        "present",
        "previous",
        "revised",
        "s",
        "school",
        "school's",
        "school’s",
        "separate",
        "setting",
        "that",
        "the",
        "then",
        "these",
        "this",
        "to",
        "trust",
        "trust's",
        "trust’s",
        "updated",
        "was",
        "were",
        "when",
        "which",
        "whole",
        "will",
        "with",
        "you",
        "your",
    ]
)
"""Words beside a document's name that tell nothing of which document it is."""
_CONTENTS = ("contents", "contents:", "table of contents", "contents page")
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_THESE = frozenset({"this", "these", "our"})
_THIS = frozenset({"the", "its", "each", "every", "a", "and", "of", "on"})
_FORMS = ("plan", "form")


def own_names(text: Text) -> str:
    """What the document calls itself, in small letters: its first lines, its headers and footers."""
    body = (paragraph for block in text.body for paragraph in _lines(block) if paragraph.text.strip())
    first = takewhile(_is_line, islice(body, FIRST_LINES))
    lines = [line.lower for line in first if _names(line)]
    lines += [line.lower for block in [*text.headers, *text.footers, *text.boxes] for line in _lines(block)]
    return "\n".join(lines)


def _is_line(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a line of the cover: no running text, and before the list of contents."""
    listed = paragraph.contents or paragraph.lower.strip() in _CONTENTS
    return not listed and (len(paragraph.text) <= LONGEST or "\n" in paragraph.text)


def _names(paragraph: Paragraph) -> bool:
    """Whether a line can name the document: a sentence about another one does not."""
    return not (paragraph.text.rstrip().endswith(".") and len(paragraph.text.split()) > LONGEST_NAME)


def _lines(block: Block) -> list[Paragraph]:
    return [block] if isinstance(block, Paragraph) else list(islice(paragraphs_of(block), FIRST_LINES))


def names_another(words: str, own: str) -> bool:
    """Whether a text begins with the name of a document that is not this one.

    Args:
        words: a sentence, or what stands before a label in its line.
        own: what the document calls itself.
    """
    name = _name_in(words)
    return bool(name) and not _is_own(name, own)


def names_quite_another(words: str, own: str) -> bool:
    """Whether a text begins with the name of a document that shares no word with this one's, nor is short for it.

    Asked of the first lines, where a longer or shorter name may well be this document's.
    """
    name = _name_in(words)
    shared = any(word.rstrip("s") in own for word in name if len(word) >= SHARED)
    return bool(name) and not shared and not _is_own(name, own) and not _is_short_for(name, own)


def _is_short_for(name: tuple[str, ...], own: str) -> bool:
    """Whether the one word of a name is put together of first letters of the document's ("RSE")."""
    lines = ([word for word in _WORD.findall(line) if word not in _ANY] for line in own.split("\n"))
    return len(name) == 1 and any(name[0] in "".join(word[0] for word in words) for words in lines)


def _name_in(words: str) -> tuple[str, ...]:
    """The words of the name of a document that a text begins with; none where that is this document, or unsaid."""
    match = _NAMED.match(words)
    before = match["name"].casefold().split() if match else []
    if match is None or before[-1] in _THIS or not _THESE.isdisjoint(before):
        return ()  # "Governors adopted the policy", "This anti-bullying policy"
    return tuple(word for word in _WORD.findall(match["name"].casefold()) if word not in _ANY)


@lru_cache(maxsize=256)
def _is_own(name: tuple[str, ...], own: str) -> bool:
    """Whether each word of a name, or the word of their first letters, stands among the document's own names."""
    letters = "".join(word[0] for word in name)
    short = len(letters) > 2 and re.search(rf"\b{letters}", own) is not None
    return short or all(word.rstrip("s") in own for word in name)


def names_besides(own: str, line: Paragraph) -> str:
    """What the document calls itself, without what a line of the cover adds to it."""
    theirs = line.lower.split("\n")
    return "\n".join(name for name in own.split("\n") if name not in theirs)


def is_named(words: str) -> bool:
    """Whether a text begins with a name that one document has ("Behaviour Policy"); "School Policies" are many."""
    match = _NAMED.match(words)
    return match is not None and not match[0].casefold().endswith("policies") and bool(_name_in(words))


def is_form_in_text(label: str, own: str) -> bool:
    """Whether a label is of a plan or form inside the text ("Date of plan" in a policy), not of the document."""
    words = label.casefold().split()
    return any(form in words and form not in own for form in _FORMS)
