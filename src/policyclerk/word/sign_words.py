"""Cheap looks at lines: most lines of a document have nothing to do with signatures, and should cost next to nothing."""

import re

LONGEST_KEYED_LINE = 600
_LONGEST_LABEL, _LONGEST_SIGN_LABEL = 80, 220
"""What a label of a sign block can take up at most: of a name, an office or a date; of a signature."""
_KEY_WORDS = (
    "name",
    "date",
    "print",
    "position",
    "role",
    "title",
    "designation",
    "capacity",
    "office",
    "post",
)
_BREAKS = (
    *("\t", "_", "…", ":", ")", "...", "  ", "- ", "– ", "-.", "–."),
    *("\u00a0", "\u2002", "\u2003", "\u2009", "\u202f"),
)
"""One of these stands before or behind a label, unless the label is the whole line."""
_LABEL_FIRST = re.compile(
    r" ?(?:print|full|typed|block|your|name|date|review|approval|signing|position|role|job|title|designation|"
    r"capacity|office|post|employee|staff|parent|pupil|student|child)"
)
_TOLD_WORDS = ("/s/", "electronically", "digitally", "original", "☐", "☒", "☑", "✓")
_TOLD_FIRST = ("approved", "agreed", "authori", "ratified")
_FORM_WORDS = (
    *("form", "agree", "consent", "receipt", "contract", "slip", "declar", "acknowledg", "accept"),
    *("undertak", "permission", "confirm", "questionnaire"),
)
_RECORD_FIRST = ("appendix", "annex", "schedule", "record of", "log of", "register of")
LONGEST_FORM_TITLE = 90
_DECLARING = (
    *(
        "have read",
        "have received",
        "understand",
        "agree",
        "accept",
        "acknowledge",
        "confirm",
        "consent",
        "permission",
    ),
    *("certify", "declare", "undertake", "sign", "completed by"),
)
_DECLARATION = re.compile(
    r"\bi\b.{0,80}\b(?:have (?:read|received)|understand|agree|accept|acknowledge|confirm|consent|give permission|certify|declare|undertake)\b|"
    r"\b(?:you acknowledge|you agree|you confirm|signing below|signing this|by signing|are required to sign|please sign and return|sign and return|sign (?:\w+ ){0,3}to (?:confirm|say|show|acknowledge|indicate)\b(?!.{0,40}approv)|to be (?:signed|completed) by (?:all )?(?:staff|employees|parents|pupils|students))\b"
)
"""Matched against small letters: the regex engine is slow to fold case itself."""


def may_hold_key(lower: str) -> bool:
    """Whether a line, in small letters, can hold labels of a sign block."""
    size = len(lower)
    if size > LONGEST_KEYED_LINE:
        return False
    broken = any(map(lower.__contains__, _BREAKS))
    if "sign" in lower:
        return broken or size < _LONGEST_SIGN_LABEL
    if not broken:
        return size < _LONGEST_LABEL and _LABEL_FIRST.match(lower) is not None
    return any(map(lower.__contains__, _KEY_WORDS))


def declares(lower: str) -> bool:
    """Whether a line, in small letters, is the sentence that somebody signs, or says that somebody has to."""
    return any(map(lower.__contains__, _DECLARING)) and _DECLARATION.search(lower) is not None


def is_drawn(text: str) -> bool:
    """Whether a text holds a line or dots that may be there to be written on."""
    return "_" in text or "…" in text or "..." in text


def is_dull(lower: str) -> bool:
    """Whether a line, in small letters, tells nothing of signatures and of forms: text like most of a policy's."""
    if (
        "sign" in lower
        or is_drawn(lower)
        or lower.lstrip().startswith((*_TOLD_FIRST, "dear ", "yours "))
        or any(map(lower.__contains__, _TOLD_WORDS))
    ):
        return False
    if len(lower) < LONGEST_FORM_TITLE and any(map(lower.__contains__, _FORM_WORDS)):
        return False
    if len(lower) < LONGEST_FORM_TITLE and (lower.startswith(_RECORD_FIRST) or lower.endswith(" sheet")):
        return False
    return not may_hold_key(lower) and not declares(lower)
