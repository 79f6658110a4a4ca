"""Tables that are filled-in forms or records inside a policy: a risk assessment, a pupil's plan, a supplier's check.

They are approved and reviewed on days of their own.
"""

import re

from policyclerk.word.labels import field_in
from policyclerk.word.text import Row
from policyclerk.word.values import clean

_ASSESSMENT = re.compile(r"(?:[\w&'’-]+ ){1,4}assessments?\b", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:assessors?|assessed by|hazards?|activity|employee(?: name)?|supplier|contractor|date of (?:visit|meeting)|"
    r"(?:pupil|child|student|employee)(?:['’]?s)? name|name of (?:pupil|child|student|employee))\s*:?",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


def is_form(rows: list[Row], own: str) -> bool:
    """Whether a table's labels are of a form, or its first row is the title of an assessment.

    Args:
        rows: the table's rows.
        own: what the document calls itself; a risk assessment has such labels itself.
    """
    firsts = [clean(row.cells[0].text) for row in rows if row.cells]
    if not firsts or "assessment" in own:
        return False
    titled = _ASSESSMENT.match(firsts[0]) and not any(_DIGIT.search(cell.text) for cell in rows[0].cells)
    return bool(titled) or any(map(_ASKED.fullmatch, firsts))


def is_of_assessment(row: Row, own: str) -> bool:
    """Whether a row begins with an assessment, and holds no label beside it ("Fire risk assessment | May 2025 | May 2026")."""
    if "assessment" in own or not _ASSESSMENT.match(clean(row.cells[0].text)):
        return False
    return all(field_in(cell.text) is None for cell in row.cells)
