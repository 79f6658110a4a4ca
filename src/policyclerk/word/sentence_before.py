"""Whether the sentence before a date of a review speaks of something that is no policy.

"Risk assessments are kept by the bursar. Last reviewed May 2025." tells when they were reviewed, not the policy.
"""

import re

_END = re.compile(r"(?<=[A-Za-z0-9)%”\"])[.!?]\s+")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|must|should|may|can|takes?|meets?|sits?|holds?|keeps?|runs?|covers?|"
    r"includes?|stands?|lies|lasts?|happens?|gives?|makes?|uses?|carr(?:y|ies))\b"
)
"""What makes words a sentence; "Approved by governors" and "Headteacher: Ann Reed" are none."""
_OF_POLICY = re.compile(
    r"\b(?:polic(?:y|ies)|documents?|procedures?|plans?|statements?|handbook|protocol|code|guidelines|guidance|"
    r"version|scheme|strategy|notice|arrangements|governors?|governing|trustees?|committee|board|directors|this|these|it|they)\b",
    re.IGNORECASE,
)
CHECKED = (
    r"\b(?:assessments?|inspections?|audits?|surveys?|checks?|tests?|testing|training|certificates?|insurance|drills?|"
    r"servic(?:e|ing)|registers?|licen[cs]es?|equipment)\b"
)
"""What is checked on days of its own."""
_CHECKED = re.compile(CHECKED, re.IGNORECASE)
MOST_WORDS_BETWEEN = 3  # of a subject such as "The" or "It was", before the review


def is_of_something_else(sentence: str) -> bool:
    """Whether a full sentence names neither a document nor those who approve one."""
    return _VERB.search(sentence) is not None and _OF_POLICY.search(sentence) is None


def follows_something_else(before: str, *, firm: bool) -> bool:
    """Whether the last sentence of what stands before a review in its line is of something else, and none of a policy.

    Args:
        before: what stands before the review in its line.
        firm: whether a colon follows the label of the review: then only of what is checked on days of its own.
    """
    parts = _END.split(before)
    if len(parts) < 2 or len(parts[-1].split()) > MOST_WORDS_BETWEEN:
        return False
    if firm and not _CHECKED.search(parts[-2]):
        return False
    return is_of_something_else(parts[-2]) and not any(map(_OF_POLICY.search, parts[:-2]))
