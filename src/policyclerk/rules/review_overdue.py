"""The review date is past.

Why it matters: a policy that was not looked at in time may tell staff and parents what is no longer right,
and a missed date is the first thing that an inspector or auditor sees. Most cycles are the trust's own choice
or a recommendation, so the finding speaks of the date and of nothing else.

Source: the date is overdue from the day after it; a part-date is due at its end (see
`policyclerk.domain.due`).
"""

from collections.abc import Iterator
from datetime import timedelta

from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import (
    counted,
    done_hint,
    due_basis,
    extension_hint,
    later_review_hint,
    outcome_hint,
    spoken_day,
)

SEVERITY: Severity = "red"
TITLE = "Review overdue"


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding where the due date lies before today."""
    due = standing.due
    if due is None or context.today <= due.on:
        return
    age = counted((context.today - due.on).days, "day")
    basis = due_basis(standing, due)
    hints = outcome_hint(standing) + extension_hint(standing)
    hints += later_review_hint(standing, due, early=context.due_soon_days) or done_hint(standing)
    message = f"The review was due by {spoken_day(due.on)} ({basis}); that is {age} ago.{hints}"
    since = due.on + timedelta(days=1)
    yield about(standing, __name__, SEVERITY, message, due.evidence, since=since, rule=f"due date: {basis}")
