"""Plans that are too surprising to be carried out, refused in a sentence with numbers."""

from collections.abc import Collection, Iterable
from datetime import date

from policyclerk.domain.finding import RunProblem
from policyclerk.domain.settings import LimitsSettings
from policyclerk.planning.days import Days, count, in_words
from policyclerk.planning.view import LedgerView


def register_shrank(
    policies: Collection[str], ledger: LedgerView, limits: LimitsSettings, *, allowed: bool
) -> RunProblem | None:
    """The problem that stops everything: too many of the last run's policies are gone.

    Args:
        policies: keys of the policies of today.
        allowed: whether a person has lifted the limit for this run.
    """
    if allowed or ledger.last_run is None or not ledger.last_run[1]:
        return None
    day, before = ledger.last_run
    gone = len(before.difference(policies))
    share = gone / len(before)
    if share <= limits.max_share_missing:
        return None
    return RunProblem(
        "register_shrank",
        f"{gone:,} of the {count(len(before), 'policy', 'policies')} of {in_words(day)} are no longer in the register "
        f"({share:.0%}; the limit is {limits.max_share_missing:.0%}). Nothing was done. Look whether rows, a tab or a "
        "column of references went missing; if it is meant, run once with --allow-shrink.",
    )


def too_many_mails(number: int, limits: LimitsSettings, *, allowed: int | None) -> RunProblem | None:
    """The problem that stops the mails only: more messages than the limit, or than a person allowed for this run."""
    limit = limits.max_mails_per_run if allowed is None else allowed
    if number <= limit:
        return None
    return RunProblem(
        "too_many_mails",
        f"{count(number, 'message')} would go out, the limit is {limit:,}. No message was sent. Look at "
        f"`policyclerk preview`; if they are meant, run once with --allow-mails {number}.",
    )


def terms_missing(schools: Iterable[str | None], days: Days, today: date) -> RunProblem | None:
    """What is to be known where no term dates cover today: no school holiday is kept free of mail there."""
    unknown = sorted({school or "" for school in schools if not days.terms_known(today, school)})
    if not unknown:
        return None
    named = ", ".join(school or "the whole trust" for school in unknown)
    return RunProblem(
        "terms_missing",
        f"No term dates cover {in_words(today)} for {named}: mails are not held back in school holidays there. Add rows "
        "to the Terms tab.",
        fatal=False,
    )
