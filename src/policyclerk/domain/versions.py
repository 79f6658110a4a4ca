"""The number of the version that follows, and the name of the draft that carries it."""

import re

_NUMBER = re.compile(
    r"\s*(?P<lead>(?:version|ver\.?|v\.?|issue|revision|rev\.?)?\s*)(?P<head>(?:\d+\.)*)(?P<last>\d{1,6})\s*",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_DRAFT = re.compile(r" DRAFT(?: (?P<number>[1-9]\d{0,3}))?\.docx$")
_LONGEST_NAME = 180
"""Bytes of a draft's name: file systems take 255, and the folders of OneDrive and SharePoint need room before it."""


def next_version(text: str | None) -> str | None:
    """The version after this one: its last number raised by one, written the same way.

    "1.3" gives "1.4", "V2" "V3", "1.4.1" "1.4.2" and "V1.9" "V1.10". A width kept with noughts stays ("01" gives
    "02"). None, and a text that is not just a version ("tbc", "2025/26", "September 2025"), give None.
    """
    found = _NUMBER.fullmatch(text) if text else None
    if found is None or _is_year(found):
        return None
    last = found["last"]
    return f"{found['lead']}{found['head']}{int(last) + 1:0{len(last)}d}"


def _is_year(found: re.Match[str]) -> bool:
    """Whether a lone number is a year, whose successor is not for us to say ("Version 2025")."""
    return not found["head"] and re.fullmatch(r"(?:19|20)\d\d", found["last"]) is not None


def draft_name(stem: str, version: str | None, number: int = 1) -> str:
    """The file name of a draft: "<stem> v1.4 DRAFT.docx", without a version "<stem> DRAFT.docx".

    A version written with a word before it keeps its number alone ("Version 3" gives "v3"). Signs that no file system
    takes become a space; an overlong stem is cut, never the end that says what the file is.

    Args:
        number: which draft of one review this is; from the second on it stands in the name ("... DRAFT 2.docx").
    """
    tail = f" v{_bare(version)} DRAFT" if version else " DRAFT"
    tail += f" {number}.docx" if number > 1 else ".docx"
    return f"{_cut(_clean(stem), _LONGEST_NAME - len(tail.encode()))}{tail}"


def draft_number(name: str) -> int | None:
    """Which draft of one review a file is by its name; None for a name that we give to no draft."""
    found = _DRAFT.search(name)
    return int(found["number"] or 1) if found else None


def school_copy_name(stem: str, school: str) -> tuple[str, str]:
    """The folder and the file name of a school's copy of a trust's policy: "Ash School", "<stem> - Ash School DRAFT.docx"."""
    folder = _cut(_clean(school), 80)
    tail = f" - {folder} DRAFT.docx"
    return folder, f"{_cut(_clean(stem), _LONGEST_NAME - len(tail.encode()))}{tail}"


def _bare(version: str) -> str:
    """The number of a version without "V", "Version" or signs that a file name cannot hold."""
    found = re.search(r"\d+(?:\.\d+)*", version)
    return _cut(found[0] if found else _clean(version), 40)


def _clean(text: str) -> str:
    """A text without what file systems forbid, blanks drawn together."""
    return " ".join(_FORBIDDEN.sub(" ", text).split()).strip(". ") or "policy"


def _cut(text: str, longest: int) -> str:
    """The beginning of a text that fits into so many bytes, never half a character."""
    return text.encode()[:longest].decode(errors="ignore").rstrip(". ")
