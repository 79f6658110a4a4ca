"""Builders of small, real values: a policy, its document, where it stands. Everything not named is unremarkable."""

from dataclasses import replace
from datetime import date
from typing import Any

from policyclerk.domain.dates import DateClaim, claim_of_day, read_date
from policyclerk.domain.document import CycleClaim, DocumentFacts, SignOff
from policyclerk.domain.finding import Finding
from policyclerk.domain.people import Approver, Owner, Person
from policyclerk.domain.policy import Place, Policy
from policyclerk.domain.register import Register
from policyclerk.domain.review import PolicyDocument, Standing
from policyclerk.domain.settings import ReportSettings, Settings
from policyclerk.domain.standing import standing
from policyclerk.rules import KINDS
from policyclerk.rules.context import context_of

TODAY = date(2026, 11, 23)

HEADINGS = {
    "ref": "Ref",
    "title": "Policy",
    "school": "School",
    "statutory": "Statutory",
    "owner": "Owner",
    "owner_email": "Owner email",
    "approver": "Approver",
    "approval_level": "Approval level",
    "cycle": "Review cycle",
    "last_reviewed": "Last reviewed",
    "next_review": "Next review",
    "approved_on": "Approved on",
    "minute_ref": "Minute ref",
    "version": "Version",
    "status": "Status",
    "document": "Document",
    "outcome": "Outcome",
    "outcome_on": "Outcome on",
    "extended_to": "Extended to",
    "accepted": "Accepted",
}
"""Our fields and the headings of a register that has them all."""

CLAIMS = ("last_reviewed", "next_review", "approved_on", "outcome_on", "extended_to")

OWNER = Owner(
    "Jo Marsh", Person("Jo Marsh", "j.marsh@ash.example", role="Deputy head"), "j.marsh@ash.example"
)


def a_claim(value: str | date | DateClaim | None, where: str = "somewhere") -> DateClaim | None:
    """A date as written ("June 2013"), a true day, or a claim already."""
    if value is None or isinstance(value, DateClaim):
        return value
    return claim_of_day(value, where) if isinstance(value, date) else read_date(value, where)


def a_cycle(value: int | CycleClaim | None, where: str = "somewhere") -> CycleClaim | None:
    """A cycle of so many months."""
    return CycleClaim(f"{value} months", value, where) if isinstance(value, int) else value


def a_policy(**given: Any) -> Policy:
    """A policy of row 7 of the tab Policies. Dates may be texts or days, cycles months.

    `places` follow from what is given; `columns` names further columns that the register has, blank in this row.
    """
    columns = given.pop("columns", ())
    places = given.pop("places", None)
    for field in CLAIMS:
        if field in given:
            given[field] = a_claim(given[field], f"Policies, row 7, {HEADINGS[field]}")
    given["cycle"] = a_cycle(given.get("cycle"), "Policies, row 7, Review cycle")
    values: dict[str, Any] = {"key": "P12", "ref": "P12", "title": "Behaviour Policy", "school": None}
    values |= {"tab": "Policies", "row": 7, "owners": (OWNER,)} | given
    policy = Policy(**values)
    return replace(policy, places=_places(policy, columns) if places is None else places)


def _places(policy: Policy, columns: tuple[str, ...]) -> tuple[tuple[str, Place], ...]:
    texts = {field: _text(policy, field) for field in HEADINGS}
    return tuple(
        (f, Place(HEADINGS[f], text)) for f, text in texts.items() if text or f in columns or f == "owner"
    )


def _text(policy: Policy, field: str) -> str | None:
    if field == "owner":
        return "; ".join(o.text for o in policy.owners if o.text) or None
    if field == "owner_email":
        return None
    value = getattr(policy, field)
    if field == "accepted":
        return "; ".join(f"{a.kind} until {a.until}: {a.reason}" for a in value) or None
    if field == "approver":
        return value.text if value else None
    return value.raw if hasattr(value, "raw") else value and str(value)


def an_approver(text: str, *people: Person) -> Approver:
    """A body (or person) that approves."""
    return Approver(text, text, people)


def a_document(path: str = "policies/behaviour.docx", **facts: Any) -> PolicyDocument:
    """A Word file that could be read and says nothing but what is given."""
    for field in ("latest_review", "next_review", "approved"):
        if field in facts:
            facts[field] = a_claim(facts[field], f"body, {field}")
    if "review_cycle" in facts:
        facts["review_cycle"] = a_cycle(facts["review_cycle"], "body, cycle")
    values: dict[str, Any] = {"file": path, "sha256": "0" * 64, "ok": True} | facts
    return PolicyDocument(path, path.removeprefix("policies/"), DocumentFacts(**values))


def a_block(signed: str = "no", role: str | None = "Chair of Governors", **given: Any) -> SignOff:
    """A place for a signature."""
    values: dict[str, Any] = {
        "name": None,
        "date": None,
        "evidence": "blank line",
        "where": "body, paragraph 9",
    }
    values |= given
    values["date"] = a_claim(values["date"], "body, paragraph 9")
    return SignOff(role=role, signed=signed, **values)


def a_standing(
    policy: Policy | None = None,
    document: PolicyDocument | None = None,
    *,
    today: date = TODAY,
    due_soon_days: int = 90,
    document_problem: str | None = None,
    **given: Any,
) -> Standing:
    """Where a policy stands on a day; without a policy, one is made of what is given."""
    return standing(
        policy or a_policy(**given),
        document,
        today=today,
        settings=Settings(report=ReportSettings(due_soon_days=due_soon_days)),
        document_problem=document_problem,
    )


def a_register(*policies: Policy, **given: Any) -> Register:
    """A register of these policies that has every column, unless `has` is given."""
    values: dict[str, Any] = {
        "has": frozenset(HEADINGS),
        "people": tuple(p for p in (OWNER.person,) if p),
    } | given
    return Register(source="register.xlsx", version="1", policies=policies, **values)


def found(
    kind: str, standing: Standing, *, register: Register | None = None, today: date = TODAY
) -> list[Finding]:
    """What one rule finds about one policy, in a register that has every column."""
    context = context_of(register=register or a_register(standing.policy), settings=Settings(), today=today)
    return list(KINDS[kind].find(standing, context))
