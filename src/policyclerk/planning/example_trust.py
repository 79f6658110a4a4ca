"""A made-up trust in which every kind of message goes out on one day, to try templates on before a true one needs them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from policyclerk.domain.action import MailOrder, Plan
from policyclerk.domain.calendar import Calendar
from policyclerk.domain.dates import claim_of_day
from policyclerk.domain.document import CycleClaim, DocumentFacts, SignOff
from policyclerk.domain.finding import RegisterProblem, RunProblem
from policyclerk.domain.judgement import Judgement
from policyclerk.domain.people import Approver, Meeting, Owner, Person, School
from policyclerk.domain.policy import Place, Policy
from policyclerk.domain.register import Register
from policyclerk.domain.review import PolicyDocument
from policyclerk.domain.settings import Settings, TrustSettings
from policyclerk.domain.standing import standing
from policyclerk.planning.alert import alert
from policyclerk.planning.draft_news import draft_results, with_draft_news
from policyclerk.planning.plan import decide
from policyclerk.planning.view import LedgerView
from policyclerk.rules.judge import judge

DAY = date(2026, 11, 23)
"""A Monday."""

_SCHOOL = "Example School"
_OWNER = Person("Jo Example", "owner@example.invalid", role="Deputy head", school=_SCHOOL)
_HEAD = Person("Hana Example", "head@example.invalid", role="Headteacher", school=_SCHOOL)
_TEACHER = Person("Tay Example", "teacher@example.invalid", role="Teacher", school=_SCHOOL)
_CHAIR = Person("Chris Example", "chair@example.invalid", role="Chair", body="Finance Committee")
_CLERK = Person("Kit Example", "clerk@example.invalid", role="Clerk", body="Finance Committee")
_BODY = Approver("Finance Committee", "Finance Committee", (_CHAIR, _CLERK))
_ALERT = RunProblem("register_missing", "register.xlsx is not there.")
_CHANGES = [
    {"field": "version", "old": "1.3", "new": "1.4", "where": "header"},
    {"field": "status", "old": None, "new": "DRAFT - not approved", "where": "header"},
]


@dataclass(frozen=True, slots=True)
class ExampleDay:
    """A day of the made-up trust, decided."""

    register: Register
    judgement: Judgement
    plan: Plan
    alert: MailOrder

    @property
    def orders(self) -> tuple[MailOrder, ...]:
        """All its messages, the alert last."""
        return (*(a.order for a in self.plan.actions if a.kind == "send_mail"), self.alert)


def example_days(trust: str) -> tuple[ExampleDay, ...]:
    """Days that between them fill and leave empty what a template may be given.

    A plain one; a redirected first run with a summary alone; one with answers and links whose contact is head as well.
    """
    plain = Settings(trust=TrustSettings(trust, contact="contact@example.invalid"))
    plain = replace(plain, reminders=replace(plain.reminders, backlog="send"))
    full = replace(
        plain,
        trust=replace(plain.trust, contact=_HEAD.email),
        mail=replace(plain.mail, reply_to=_CLERK.email),
        documents=replace(plain.documents, web_root="https://example.invalid/policies"),
        drafts=replace(plain.drafts, web_root="https://example.invalid/drafts"),
    )
    first = replace(
        plain,
        reminders=replace(plain.reminders, backlog="summary"),
        rollout=replace(plain.rollout, redirect="trial@example.invalid"),
    )
    return tuple(_day(settings) for settings in (plain, first, full))


def _day(settings: Settings) -> ExampleDay:
    policies = tuple(_policies())
    register = Register(
        source="register.xlsx",
        version="1",
        policies=policies,
        people=(_OWNER, _HEAD, _CHAIR, _CLERK, _TEACHER),
        schools=(School(_SCHOOL, headteacher=_HEAD.name),),
        meetings=(Meeting("Finance Committee", None, DAY + timedelta(days=7)),),
        keeps_acknowledgements=True,
        problems=(RegisterProblem("Policies", 9, "Next review", "soon", "date_not_understood", "A date."),),
    )
    standings = tuple(standing(each, _paper(each), today=DAY, settings=settings) for each in policies)
    judgement = judge(standings=standings, documents=(), register=register, settings=settings, today=DAY)
    ledger = LedgerView({}, _hashed)
    plan = decide(
        judgement=judgement,
        register=register,
        ledger=ledger,
        settings=settings,
        calendar=Calendar(),
        today=DAY,
        late_enough=True,
    )
    told = alert(_ALERT, contact=settings.trust.contact, settings=settings, ledger=ledger, today=DAY)
    assert told is not None
    return ExampleDay(register, judgement, _with_written_drafts(plan), told.order)


def _hashed(address: str) -> str:
    return address.encode().hex()[:16].ljust(16, "0")


def _with_written_drafts(plan: Plan) -> Plan:
    """The plan with its messages told what one of their drafts changes and leaves; of the others nothing is known."""
    path = next(action.result["path"] for action in plan.actions if action.kind == "write_draft")
    told = {"path": path, "changes": _CHANGES, "left": ["The owner was left."], "beside": "drafts/older.docx"}
    return with_draft_news(plan, {**draft_results((), plan.actions), path: told})


def _policies() -> Iterator[Policy]:
    overdue, soon, far = DAY - timedelta(days=30), DAY + timedelta(days=14), DAY + timedelta(days=500)
    yield _policy(1, overdue, ref="EX1", statutory=True)
    yield _policy(2, soon, ref="EX2", approver=_BODY)
    yield _policy(3, soon, ref="EX3", approver=_BODY, state="at committee", status="At committee")
    yield _policy(4, far, ref="EX4", approver=_BODY)
    yield _policy(5, None, school=None)
    yield _policy(6, DAY, owners=())
    yield _policy(7, soon, outcome="changes needed")
    yield _policy(8, far, state="approved", website="Yes")
    approved = claim_of_day(DAY - timedelta(days=20), "Policies, row 9, Approved on")
    yield _policy(9, far, state="published", website="Yes", acknowledgement="all staff", approved_on=approved)


def _policy(number: int, due: date | None, *, ref: str | None = None, **given: object) -> Policy:
    values: dict[str, object] = {
        "school": _SCHOOL,
        "owners": (Owner(_OWNER.name, _OWNER, _OWNER.email),),
        "cycle": CycleClaim("Annual", 12, "Policies"),
        "next_review": claim_of_day(due, f"Policies, row {number}, Next review") if due else None,
        "places": (("next_review", Place("Next review", f"{due:%d/%m/%Y}" if due else None)),),
    }
    key, title = f"EX{number}", f"Example Policy {number}"
    return Policy(key=key, ref=ref, title=title, tab="Policies", row=number, **(values | given))  # type: ignore[arg-type]


def _paper(policy: Policy) -> PolicyDocument | None:
    """A file for most of them: the fourth has a blank place for a signature, the fifth has none."""
    if policy.row == 5:
        return None
    blank = SignOff("Chair", None, None, "no", "blank line", "body, paragraph 9")
    name = f"{policy.title}.docx"
    facts = DocumentFacts(
        file=name, sha256="0" * 64, ok=True, version="1.3", sign_offs=(blank,) if policy.row == 4 else ()
    )
    return PolicyDocument(f"policies/{name}", name, facts)
