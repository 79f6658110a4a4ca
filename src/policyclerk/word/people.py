"""Names and offices as they stand beside signatures."""

import re

_OFFICE = (
    r"chair(?:man|person|woman|s)?|head ?(?:teacher|master|mistress)|head|principal|ceo|cfo|coo|cto|ciso|dpo|chief(?: [a-z]+){1,3} officer|chief executive(?: officer)?|governors?|"
    r"governing (?:body|board)|board(?: of (?:governors|trustees|directors))?|trustees?|directors?|clerk|manager|owner|officer|leader|lead|co-?ordinator|secretary|bursar|president|proprietor|author|"
    r"approver|reviewer|committee|dsl|ddsl|senco|sendco|executive|supervisor|administrator|incumbent|(?:church)?warden|vicar|rector|treasurer|member|representative|rep|minister|mayor|partner|consultant|"
    r"business manager|responsible individual|approval|slt|headship|management|auditor|assessor|witness|registrar|superintendent|staff|employer|company|school|academy|trust|council"
)
_BEFORE = r"(?:[a-z][a-z'’&./-]*\s+){0,5}"
_AFTER = r"(?:[,\s]+(?:of|to|for|and|&|on behalf of|–|-)\s+[a-z'’ ,&/().-]{2,60})?"
_ROLE = re.compile(rf"(?:the )?{_BEFORE}(?:{_OFFICE})(?:['’]s?)?{_AFTER}", re.IGNORECASE)
_ROLE_END = re.compile(
    r"(?:^|[\s,(–-])(?P<role>(?:the )?(?:(?:vice|deputy|acting|executive|interim|co|assistant|senior|lead|link|nominated|named|designated|school|trust|academy|local|parent|foundation|policy|business|operations|registered|general|regional|managing|finance|hr|it)[\s-]+){0,4}"
    rf"(?:{_OFFICE})(?: (?:of|to|for) (?:the )?[a-z'’ &-]{{2,40}})?)\s*$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Revd|Fr|Sr|Prof|Professor|Cllr|Sir|Dame|Lady|Lord|Canon)\.?\s+)?"
    r"[^\W\d_][\w'’.-]*(?:\s+(?:&\s+)?[^\W\d_][\w'’.-]*){0,4}"
)
_SIGNERS = re.compile(
    r"\b(?:employee|parents?|carers?|guardian|pupils?|students?|child(?:ren)?|applicant|candidate|volunteer|visitor|complainant|contractor|user|learner|participant|recipient|job ?holder|worker|individual|governor signature of receipt|"
    r"assessors?|witness(?:es)?|first[ -]?aiders?|(?:members? of|all) staff|staff members?|(?:class|form|subject|supply) teachers?|"
    r"(?:trip|visit|group|activity|play|shift) leaders?|drivers?|inspectors?|interviewe[er]s?|line manager|mentors?|nurse|key ?workers?|"
    r"person (?:reporting|administering|completing|making)\b.*)\b|^(?:the )?(?:staff|teachers?)$",
    re.IGNORECASE,
)
_PROSE = frozenset(
    "must be is are was were been should will shall may can have has had not any all this that these those when if who which where your you please by".split()  # noqa: SIM905  reads better as words
)


def is_role(text: str) -> bool:
    """Whether a text is an office as a whole ("Chair of Governors", "Policy Owner")."""
    words = text.split()
    return 0 < len(words) <= 9 and not is_prose(text) and _ROLE.fullmatch(text.strip(" ,.()")) is not None


def split_role(text: str) -> tuple[str, str | None]:
    """A name and the office typed behind it ("Ann Reed Chair of Governors")."""
    match = _ROLE_END.search(text)
    if match is None:
        return text.strip(" ,–-"), None
    return text[: match.start()].strip(" ,(–-"), match["role"].strip()


def is_name(text: str) -> bool:
    """Whether a text could be a person's name, initials or signature: few words, one of them with a capital."""
    if len(text.split()) > 6 or text == text.lower():
        return False
    return len(text) <= 50 and not is_prose(text) and _NAME.fullmatch(text.strip(" ,.")) is not None


_NO_OFFICE = re.compile(
    r"\b(?:school|academy|trust|council|company|college|body|board|committee|governors|trustees|staff|management|approval|employer)$",
    re.IGNORECASE,
)
"""Ends of what is no office of one person; "Chair of Governors" and "Head of School" are."""


def is_person(text: str) -> bool:
    """Whether a text is the full name of a person for certain: two words or more, each with a capital."""
    words = text.split()
    return len(words) > 1 and all(word[0].isupper() for word in words) and is_name(text) and not is_role(text)


def signer_in(text: str) -> tuple[str, str] | None:
    """A full name and the office behind it; None where a line is anything else, an organisation's name among them."""
    name, role = split_role(text.replace("(", ", ").replace(")", " ").strip())
    return (name, role) if role and is_person(name) and not _names_no_one(role) else None


def _names_no_one(role: str) -> bool:
    """Whether what stands behind a name is an organisation or a body, and no office in it."""
    return _NO_OFFICE.search(role) is not None and " of " not in role.casefold()


def is_prose(text: str) -> bool:
    """Whether a text is (part of) a sentence."""
    return any(word in _PROSE for word in text.casefold().split())


def signs_for_themselves(role: str) -> bool:
    """Whether the office is one that signs a form, not the policy (employee, parent, pupil ...)."""
    return _SIGNERS.search(role) is not None
