"""Characters that nobody sees: marks of the direction of writing, joints without width, hyphens shown only at a line's end.

They come with what is pasted from web pages and from other programs ("\u200e12\u200e/09\u200e/2024"), and would stand in the way of labels
and dates. A reader of the page knows nothing of them, so the text that is read does without them.
"""

import re

_UNSEEN = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_EACH = re.compile(f"[{_UNSEEN}]")


def holds_unseen(text: str) -> bool:
    """Whether such a character stands in a text; to look for each of them costs a tenth of one look for all."""
    return not text.isascii() and any(map(text.__contains__, _UNSEEN))


def without_unseen(text: str) -> str:
    """The text as it is seen."""
    return _EACH.sub("", text) if holds_unseen(text) else text


def count_unseen(text: str) -> int:
    """How many such characters a text holds."""
    return len(_EACH.findall(text))


def span_with_unseen(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a stretch of the text as it is seen stands in the text as it is written, what nobody sees inside it included."""
    seen = [at for at, sign in enumerate(text) if sign not in _UNSEEN]
    first = seen[start] if start < len(seen) else len(text)
    return first, (seen[end - 1] + 1 if start < end else first)
