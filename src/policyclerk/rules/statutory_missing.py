"""A policy that is asked of schools is not in the register under any title it is known by.

Why it matters: governors are asked for it by name, and an inspector looks for it on the website. Often it is there
under a title of the school's own, and then the title can be told once and for all.

Source: the list in config/statutory.toml (each row with its source and the day on which that was looked at) beside the
register, by title and alias. A row that is still to be checked, one with a condition that the register cannot tell, and
a register that seems to list only a part of the trust's policies make no finding.
"""

from collections.abc import Iterator, Sequence

from policyclerk.domain.coverage import CoverageRow, asking_words
from policyclerk.domain.finding import Evidence, Finding, Severity
from policyclerk.rules.context import Context
from policyclerk.rules.rule import WholeTrust, about_the_trust
from policyclerk.rules.wording import listed

SEVERITY: Severity = "amber"
TITLE = "Statutory policy not found"

_MOST_NAMED = 5


def find(trust: WholeTrust, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule of the trust takes both
    """One finding per policy on the list, naming the schools for which it was not found."""
    for rows in context.coverage.missing().values():
        policy = rows[0].policy
        message = (
            f"\u201c{policy.title}\u201d is not found under any known title{_where(rows)}. {asking_words(policy)}; where it "
            "is kept under another title, say so in config/statutory.toml."
        )
        said = f"{policy.source} ({policy.address}), looked at on {policy.as_at:%d/%m/%Y}"
        evidence = [Evidence(context.register, row.school or "whole trust", None) for row in rows]
        evidence.append(Evidence("statutory.toml", policy.id, said))
        yield about_the_trust(__name__, SEVERITY, message, evidence, rule=f"statutory.toml: {policy.id}")


def _where(rows: Sequence[CoverageRow]) -> str:
    names = [row.school for row in rows if row.school]
    if len(names) > _MOST_NAMED:
        return f" for {len(names)} schools ({', '.join(names[: _MOST_NAMED - 1])} ...)"
    return f" for {listed(names)}" if names else ""
