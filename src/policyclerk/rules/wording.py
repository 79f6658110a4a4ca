"""How findings speak of days, dates and sources."""

from collections.abc import Sequence
from datetime import date, timedelta

from policyclerk.domain.dates import DateClaim
from policyclerk.domain.review import Due, Standing

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def spoken_day(day: date) -> str:
    """30 September 2023."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def spoken_date(claim: DateClaim) -> str:
    """A date at its own precision: the day, "June 2013", or the words as written ("Autumn 2024")."""
    if claim.start is None or claim.end is None:
        return quoted(claim.raw)
    if claim.precision == "day":
        return spoken_day(claim.start)
    if claim.precision == "month":
        return f"{_MONTHS[claim.start.month - 1]} {claim.start.year}"
    return claim.raw or f"{spoken_day(claim.start)} to {spoken_day(claim.end)}"


def quoted(text: str | None) -> str:
    """The text as it stands, in quotation marks."""
    return f"\u201c{text}\u201d" if text else "a blank"


def counted(number: int, noun: str) -> str:
    """1 day, 1,150 days."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(items: Sequence[str]) -> str:
    """A, B and C."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def due_basis(standing: Standing, due: Due) -> str:
    """What a due date rests on, in words: "Next review in the register"."""
    register = [e.where.split(", ", 1)[-1] for e in due.evidence if e.source == standing.policy.tab]
    if due.extended:
        moved = f", moved from {spoken_day(due.anchor)}" if due.anchor != due.on else ""
        return f"{register[-1]} in the register{moved}"
    count = len(due.evidence) - len(register)
    document = ["next review"] if due.claim.raw is not None else ["latest review", "review cycle"]
    parts = [f"{listed(document[:count])} in the document"] if count else []
    parts += [f"{listed(register)} in the register"] if register else []
    return " and ".join(parts)


def outcome_hint(standing: Standing) -> str:
    """A further sentence where an outcome was typed without its date, so that it ends nothing."""
    policy = standing.policy
    if policy.outcome not in ("ready", "no change") or policy.outcome_on is not None:
        return ""
    place = policy.place("outcome_on")
    if place is None:
        return ""
    return f" The outcome \u201c{policy.outcome}\u201d counts when its date stands in {place.column}."


def extension_hint(standing: Standing) -> str:
    """A further sentence where a later date was typed and nobody is named who agreed to it, so that it moves nothing."""
    policy = standing.policy
    place = policy.place("extended_to")
    if policy.extended_to is not None or place is None or not any(c.isdigit() for c in place.raw or ""):
        return ""
    agreed = policy.place("extension_agreed_by")
    column = agreed.column if agreed else "Extension agreed by"
    if agreed and agreed.raw:
        return ""
    return f" {place.column} {quoted(place.raw)} counts when {column} is filled."


def done_hint(standing: Standing) -> str:
    """A further sentence where this review is done and approved, and only the next date is still the old one.

    For a policy whose due date is past or near: such a one is in order only when an outcome, a status and an approval of
    this cycle say so.
    """
    if standing.stage != "in order":
        return ""
    place = standing.policy.place("next_review")
    column = place.column if place else "Next review"
    return f" This review is done and on record: bring {column} up to date."


def later_review_hint(standing: Standing, due: Due, *, early: int) -> str:
    """A further sentence where a review was done since, or so shortly before that only the new date may be missing.

    Args:
        standing: the policy concerned.
        due: its due date, as stated by the register or document.
        early: days before the due date from which a review counts as done for it.
    """
    last = standing.policy.last_reviewed
    if (
        due.claim.raw is None
        or last is None
        or last.start is None
        or last.start < due.anchor - timedelta(days=early)
    ):
        return ""
    return f" A review is on record for {spoken_date(last)}: the next date may only need to be brought up to date."
