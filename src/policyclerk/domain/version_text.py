"""Versions as people write them, made comparable."""

import re
from functools import lru_cache

_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_LEAD = re.compile(r"^(?:version|ver|v|issue|revision|rev)\b[\s.:#]*|^v(?=\d)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def fold_version(text: str | None) -> str | None:
    """A version without its "V", closing noughts and spaces: "V1.3" = "1.3", "2" = "2.0"; None for a blank.

    A spreadsheet shows 2.0 as 2, so a closing ".0" says nothing.
    """
    plain = _LEAD.sub("", text.strip()).strip().casefold() if text else ""
    if not plain:
        return None
    if not _NUMBER.fullmatch(plain):
        return " ".join(plain.split())
    numbers = [int(part) for part in plain.split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return ".".join(map(str, numbers))


def version_order(text: str | None) -> tuple[int, ...]:
    """What versions are sorted by; a text without a number comes first."""
    found = _NUMBER.search(text or "")
    return tuple(int(part) for part in found[0].split(".")) if found else ()
