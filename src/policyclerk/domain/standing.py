"""One policy on one day: when its review is due, what stage the work is at, which cycle it is counted with."""

from datetime import date

from policyclerk.domain.due import cycle_months, due
from policyclerk.domain.months import add_months, next_after
from policyclerk.domain.policy import Policy
from policyclerk.domain.review import PolicyDocument, Standing
from policyclerk.domain.school_year import DEFAULT_SPANS, TermSpans
from policyclerk.domain.settings import Settings
from policyclerk.domain.stage import stage

__all__ = ["add_months", "cycle_months", "due", "next_after", "stage", "standing"]


def standing(
    policy: Policy,
    document: PolicyDocument | None,
    *,
    today: date,
    settings: Settings,
    spans: TermSpans = DEFAULT_SPANS,
    document_problem: str | None = None,
) -> Standing:
    """Where a policy stands on a day.

    Args:
        policy: the row of the register.
        document: its Word file, None where there is none.
        today: the day of the run.
        settings: for the warning time.
        spans: which days a term covers, for the policy's school.
        document_problem: why there is no document, the sentence for document_missing.
    """
    found = due(policy, document, spans=spans)
    months = cycle_months(policy, document)
    return Standing(
        policy=policy,
        document=document,
        due=found,
        stage=stage(
            policy,
            document,
            due=found,
            today=today,
            due_soon_days=settings.report.due_soon_days,
            months=months,
        ),
        cycle_months=months,
        document_problem=document_problem,
    )
