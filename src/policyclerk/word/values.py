"""What is a value and what only marks the place of one: placeholders, blanks to fill in, prompts."""

import re

_FILL = re.compile(r"_{2,}|\.{3,}|…+|-{3,}|\*{3,}|[_\s]{5,}")
_PLACEHOLDER = re.compile(
    r"[\[<{«(]{1,2}[^\[\]<>{}]*[\]>}»)]{1,2}|\$\{[^}]*\}?|\[[^\]]*\}|"
    r"(?:click|tap|click or tap)(?: here| to| or).*|(?:please )?(?:enter|insert|type|add|select|choose|specify)\b.*|choose an? .*|type here.*|"
    r"tb[acd]|t\.b\.[acd]\.?|to be (?:confirmed|agreed|advised|decided|determined|completed|added|set|arranged|announced)|not (?:yet )?(?:approved|known|set|reviewed|applicable|available|stated)|none(?: yet)?|nil|"
    r"n\s?/\s?a|x{2,}[x.\d/ -]*|(?:dd|d|mm|m|yy+|day|month|year|date)(?:\s*[/.\s-]\s*(?:dd|d|mm|m|yy+|day|month|year|date))+|"
    r"date|name|version|version #|#+|v?#\.#|number|no\.?|pending|awaiting approval|your .*|(?:company|school|organi[sz]ation|trust|academy|author|owner|policy|document|project|client)['’]?s? ?(?:name|title|logo|here)|"
    r"someone['’]?s? (?:signature|name)|signature|sign here|initials?|lorem ipsum.*|\?+|-+|[–—]+|month year|last revision date|document classification|version number|role|job title|name here|approver|yyyy",
    re.IGNORECASE,
)
_TEXT = re.compile(r"[^\W_]")
_INNER = re.compile(r"\[[^\[\]]{1,60}\]|\$\{[^}]*\}|<[^<>]{2,40}>|\{[^{}]{2,40}\}|_{2,}\w[\w ]*_{2,}")


def clean(text: str) -> str:
    """A value in one line, blanks drawn together, without the marks left over from a label."""
    return " ".join(text.split()).strip(" :;,|")


def is_empty(text: str) -> bool:
    """Whether nothing of a text is left when it is clean."""
    return not text[:1].isalnum() and not clean(text)


def unfilled(text: str) -> str:
    """The text without the lines and dots that are there to be written on."""
    return clean(_FILL.sub(" ", text))


def is_blank(text: str) -> bool:
    """Whether nothing is said: blanks, lines, dots, dashes."""
    if text[:1].isalnum():
        return False
    return _TEXT.search(_FILL.sub(" ", text)) is None


def is_placeholder(text: str) -> bool:
    """Whether the text stands in for a value that nobody has filled in."""
    value = clean(text).rstrip(".")
    return bool(_PLACEHOLDER.fullmatch(value))


def is_value(text: str) -> bool:
    """Whether a text says something of its own."""
    return not is_blank(text) and not is_placeholder(unfilled(text))


def holds_placeholder(text: str) -> bool:
    """Whether a part of the text stands in brackets that nobody has replaced."""
    return _INNER.search(text) is not None
