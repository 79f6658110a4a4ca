"""The review date is near.

Why it matters: a review needs time for the owner, for the papers of the meeting, and for the meeting itself;
boards meet once or twice a term, so a date 90 days off is near.

Source: `due_soon_days` of the settings, that day and the due day included.
"""

from collections.abc import Iterator
from datetime import timedelta

from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import counted, done_hint, due_basis, extension_hint, outcome_hint, spoken_day

SEVERITY: Severity = "amber"
TITLE = "Review due soon"


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding where the due date is today or at most the warning time ahead."""
    due = standing.due
    if due is None or not 0 <= (days := (due.on - context.today).days) <= context.due_soon_days:
        return
    basis = due_basis(standing, due)
    when = f"in {counted(days, 'day')}" if days else "today"
    hints = outcome_hint(standing) + extension_hint(standing) + done_hint(standing)
    message = f"The review is due by {spoken_day(due.on)} ({basis}), {when}.{hints}"
    since = due.on - timedelta(days=context.due_soon_days)
    yield about(standing, __name__, SEVERITY, message, due.evidence, since=since, rule=f"due date: {basis}")
