"""A gap of a model policy was never filled in.

Why it matters: "[name of school]" in a published policy shows that it was never made the school's own, and
often the gap is the very name or number that somebody in need is looking for.

Source: what the reader of Word files noted: words in brackets, or a form field that still shows its prompt.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about, noted
from policyclerk.rules.wording import counted

SEVERITY: Severity = "amber"
TITLE = "Gap left to fill in"


_QUOTED = re.compile("“(.+?)”", re.DOTALL)


def find(standing: Standing, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the context
    """One finding per policy, naming every gap; each piece of evidence is the gap itself, as it stands in the document."""
    evidence = tuple(replace(one, raw=_gap(one.raw)) for one in noted(standing, "placeholder_left"))
    if evidence:
        more = f" ({counted(len(evidence), 'place')})" if len(evidence) > 1 else ""
        message = f"The document may still have gaps to fill in{more}: “{evidence[0].raw}”."
        yield about(standing, __name__, SEVERITY, message, evidence, rule="document: placeholders")


def _gap(message: str | None) -> str | None:
    """The words that the reader quotes; its whole message where it quotes none."""
    match = _QUOTED.search(message or "")
    return match[1] if match else message
