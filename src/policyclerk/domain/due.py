"""When a policy's review is due: the first source that holds, and what a part-date means."""

from dataclasses import replace
from datetime import date

from policyclerk.domain.dates import DateClaim, read_date, trouble
from policyclerk.domain.document import CycleClaim
from policyclerk.domain.evidence import in_document, in_register
from policyclerk.domain.finding import Evidence
from policyclerk.domain.months import add_months
from policyclerk.domain.policy import Policy
from policyclerk.domain.review import Due, PolicyDocument
from policyclerk.domain.school_year import DEFAULT_SPANS, SEASONS, TermSpans, last_of_month

Source = tuple[DateClaim, tuple[Evidence, ...]]
"""A claim, and the places that it rests on."""


def due(policy: Policy, document: PolicyDocument | None, *, spans: TermSpans = DEFAULT_SPANS) -> Due | None:
    """When the review is due, from the first source that holds.

    The order: the register's Next review; its Last reviewed and Review cycle; the document's next review; the
    document's latest review and a cycle (the document's, else the register's). A stated date that could be two ends
    the search, for nobody is chased on a guess. A part-date is due at its end. An agreed extension moves the date
    later, never earlier: an old one left standing makes nothing overdue.

    Args:
        policy: the row of the register.
        document: its Word file, None where there is none.
        spans: which days a term covers, for the policy's school.

    Returns:
        None for retired rows, for rows whose date is not chased, and where no source gives a date.
    """
    if policy.retired or policy.exempt:
        return None
    source = _stated(policy, document, spans)
    return _extended(policy, _due_at_end(source) if source else None)


def derived(base: DateClaim, months: int, *, where: str, spans: TermSpans = DEFAULT_SPANS) -> DateClaim:
    """The claim that follows so many months after another, at the same precision (June 2013 + 12 = June 2014).

    Raises:
        ValueError: the base has no date.
    """
    if base.start is None or base.end is None:
        raise ValueError("nothing follows from a claim without a date")
    start, end = _same_term_later(base, months, spans) or _moved(base.start, base.end, months)
    return DateClaim(None, start, end, base.precision, where)


def in_terms(claim: DateClaim | None, spans: TermSpans) -> DateClaim | None:
    """A document's claim with its term read again by the school's own Terms; other claims as they are."""
    if claim is None or claim.precision != "term" or claim.raw is None:
        return claim
    again = read_date(claim.raw, claim.where, spans=spans)
    return again if again is not None and again.known else claim


def _moved(start: date, end: date, months: int) -> tuple[date, date]:
    """Both ends of a span so many months later; a span that ended with its month does so again."""
    later = add_months(end, months)
    if start != end and end == last_of_month(end.year, end.month):
        later = last_of_month(later.year, later.month)
    return add_months(start, months), later


def _same_term_later(base: DateClaim, months: int, spans: TermSpans) -> tuple[date, date] | None:
    """The same term whole years later, with the dates that the school gives for it."""
    if base.precision != "term" or months % 12 or base.start is None:
        return None
    year = base.start.year
    terms = [(season, half) for season in SEASONS for half in (None, 1, 2)]
    found = next((t for t in terms if spans(*t, year) == (base.start, base.end)), None)
    return spans(*found, year + months // 12) if found else None


def _due_at_end(source: Source) -> Due | None:
    claim, evidence = source
    return Due(on=claim.end, claim=claim, evidence=evidence, anchor=claim.end) if claim.end else None


def _extended(policy: Policy, base: Due | None) -> Due | None:
    """The due date as an agreed extension moves it; the anchor stays where it was."""
    claim = policy.extended_to
    if claim is None or claim.end is None:
        return base
    evidence = in_register(policy, "extended_to", raw=claim.raw)
    if base is None:
        return Due(on=claim.end, claim=claim, evidence=(evidence,), anchor=claim.end, extended=True)
    if claim.end <= base.on:
        return base
    return replace(base, on=claim.end, claim=claim, evidence=(*base.evidence, evidence), extended=True)


def _stated(policy: Policy, document: PolicyDocument | None, spans: TermSpans) -> Source | None:
    """The first source that holds, before any extension."""
    claim = policy.next_review
    if claim is not None and (claim.known or _could_be_two(claim)):
        return claim, (in_register(policy, "next_review", raw=claim.raw),)
    derived_in_register = _register_derives(policy, spans)
    if derived_in_register or document is None:
        return derived_in_register
    return _document_gives(policy, document, spans)


def _could_be_two(claim: DateClaim) -> bool:
    """Whether a date is withheld because it could be two: by its own words, or by its column's mixture of orders."""
    if claim.known or trouble(claim) == "date_ambiguous":
        return not claim.known
    alone = read_date(claim.raw, claim.where) if claim.raw else None
    return alone is not None and alone.known


def _register_derives(policy: Policy, spans: TermSpans) -> Source | None:
    base, months = policy.last_reviewed, _months(policy.cycle)
    if base is None or not base.known or months is None:
        return None
    places = (_register_place(policy, "last_reviewed", base), _cycle_in_register(policy))
    return derived(base, months, where=_both(places), spans=spans), places


def _document_gives(policy: Policy, document: PolicyDocument, spans: TermSpans) -> Source | None:
    claim = in_terms(document.facts.next_review, spans)
    if claim is not None and (claim.known or _could_be_two(claim)):
        return claim, (in_document(document, claim.where, claim.raw),)
    base = in_terms(document.facts.latest_review, spans)
    cycle = _document_cycle(policy, document)
    if base is None or not base.known or cycle is None:
        return None
    months, place = cycle
    places = (in_document(document, base.where, base.raw), place)
    return derived(base, months, where=_both(places), spans=spans), places


def _document_cycle(policy: Policy, document: PolicyDocument) -> tuple[int, Evidence] | None:
    """The cycle that a document's latest review is counted with: its own, else the register's."""
    own = document.facts.review_cycle
    months = _months(own)
    if own is not None and months is not None:
        return months, in_document(document, own.where, own.raw)
    months = _months(policy.cycle)
    return (months, _cycle_in_register(policy)) if months is not None else None


def _months(cycle: CycleClaim | None) -> int | None:
    """The length of a cycle; None where the text fixes none."""
    return cycle.months if cycle is not None and cycle.months and cycle.months > 0 else None


def _register_place(policy: Policy, field: str, claim: DateClaim) -> Evidence:
    return in_register(policy, field, raw=claim.raw)


def _cycle_in_register(policy: Policy) -> Evidence:
    return in_register(policy, "cycle", raw=policy.cycle.raw if policy.cycle else None)


def _both(places: tuple[Evidence, ...]) -> str:
    """Where a derived date comes from, in one text."""
    return " + ".join(f"{place.source}, {place.where}" for place in places)


def cycle_months(policy: Policy, document: PolicyDocument | None) -> int | None:
    """The cycle that the next date is counted with: the register's, else the document's."""
    own = _months(policy.cycle)
    return own if own is not None or document is None else _months(document.facts.review_cycle)
