"""A small trust whose days can be played through: policies, people, a calendar, and a ledger in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from tests.fakes import MemoryLedger
from tests.people import a_policy, a_register

from policyclerk.domain.action import Action, Plan, Suppressed
from policyclerk.domain.ledger import effect_of, ledger_key
from policyclerk.domain.people import Approver, Meeting, Owner, Person, School
from policyclerk.domain.policy import Policy
from policyclerk.domain.register import OwnCells, Register
from policyclerk.domain.review import PolicyDocument
from policyclerk.domain.settings import EscalationStep, RegisterSettings, Settings, TrustSettings
from policyclerk.domain.standing import standing
from policyclerk.planning.plan import decide
from policyclerk.planning.view import LedgerView
from policyclerk.rules.judge import judge

MONDAY = date(2026, 11, 23)
CONTACT = "clerk@trust.example"
JO = Person("Jo Marsh", "jo@ash.example", role="Deputy head", school="Ash School")
SAM = Person("Sam Reed", "sam@ash.example", role="Business manager", school="Ash School")
HEAD = Person("Hana Cole", "head@ash.example", role="Headteacher", school="Ash School")
CHAIR = Person("Chris Vale", "chair@trust.example", role="Chair", body="Finance Committee")
CLERK = Person("Kit Hall", "kit@trust.example", role="Clerk", body="Finance Committee")
FINANCE = Approver("Finance Committee", "Finance Committee", (CHAIR, CLERK))


@dataclass(frozen=True)
class TermDays:
    """A calendar: weekends, bank holidays, and holidays by school (None: everywhere)."""

    bank_holidays: frozenset[date] = frozenset()
    holidays: tuple[tuple[date, date, str | None], ...] = ()
    unknown: frozenset[str | None] = frozenset()

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.bank_holidays

    def in_term(self, day: date, school: str | None) -> bool:
        return not any(a <= day <= b and who in (None, school) for a, b, who in self.holidays)

    def terms_known(self, day: date, school: str | None) -> bool:
        return school not in self.unknown


def owner(person: Person) -> Owner:
    return Owner(person.name, person, person.email)


def policy(key: str = "P1", **given: Any) -> Policy:
    """A policy of Ash School that Jo owns, in order and due far away unless said otherwise."""
    values: dict[str, Any] = {"key": key, "ref": key, "title": f"{key} Policy", "school": "Ash School"}
    values |= {"owners": (owner(JO),), "row": 2, "cycle": 12} | given
    return a_policy(**values)


def settings(**sections: Any) -> Settings:
    """Default settings with a contact; by default old reminders go out, so that a test sees its own step alone."""
    whole = Settings(
        trust=TrustSettings(name="Northmoor", contact=CONTACT), register=RegisterSettings(write_back=True)
    )
    reminders = replace(whole.reminders, **({"backlog": "send"} | sections.pop("reminders", {})))
    changed = {name: replace(getattr(whole, name), **values) for name, values in sections.items()}
    return replace(whole, reminders=reminders, **changed)


def no_escalation() -> dict[str, Any]:
    return {"escalation": ()}


def escalation(*steps: tuple[int, str]) -> dict[str, Any]:
    return {"escalation": tuple(EscalationStep(after, to) for after, to in steps)}


@dataclass
class SmallTrust:
    """Policies and a ledger; `plan` decides a day, `run` also carries it out."""

    policies: Sequence[Policy]
    settings: Settings = field(default_factory=settings)
    people: Sequence[Person] = (JO, SAM, HEAD, CHAIR, CLERK)
    meetings: Sequence[Meeting] = ()
    days: TermDays = field(default_factory=TermDays)
    documents: dict[str, PolicyDocument] = field(default_factory=dict)
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    cells: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)

    def register(self) -> Register:
        return a_register(
            *self.policies,
            people=tuple(self.people),
            meetings=tuple(self.meetings),
            schools=(School("Ash School", "Ash", headteacher="Hana Cole"), School("Beech School", "Beech")),
            own_cells=tuple(OwnCells(tab, row, values) for (tab, row), values in self.cells.items()),
        )

    def plan(self, today: date = MONDAY, **options: Any) -> Plan:
        register = self.register()
        standings = [
            standing(each, self.documents.get(each.key), today=today, settings=self.settings)
            for each in self.policies
        ]
        judgement = judge(
            standings=standings, documents=(), register=register, settings=self.settings, today=today
        )
        view = LedgerView(self.ledger.claims(), self.ledger.hash_recipient, self.ledger.last_run())
        given: dict[str, Any] = {"late_enough": True} | options
        return decide(
            judgement=judgement,
            register=register,
            ledger=view,
            settings=self.settings,
            calendar=self.days,
            today=today,
            **given,
        )

    def run(self, today: date = MONDAY, *, failing: bool = False, **options: Any) -> Plan:
        plan = self.plan(today, **options)
        self.carry_out(plan, failing=failing)
        self.ledger.remember_run(today, frozenset(each.key for each in self.policies))
        return plan

    def carry_out(self, plan: Plan, *, failing: bool = False) -> None:
        self._take([effect_of(key) for key in plan.skips], plan.today, "skipped")
        for action in plan.actions:
            sent = action.kind == "send_mail"
            message = action.key if sent else None
            keys = action.items or (action.key,)
            result = action.result
            if action.kind == "write_draft":
                result = {**result, "source_sha256": action.order.source_sha256}
            effects = [effect_of(key, to=action.to, message_id=message, result=result) for key in keys]
            self._take(effects, plan.today, "failed" if failing and sent else "done")
            if action.kind == "update_register":
                self.cells[action.order.tab, action.order.row] = dict(action.order.values)

    def _take(self, effects: list[Any], today: date, state: Any) -> None:
        taken = self.ledger.claim_all(effects, today=today)
        assert taken == (), "a key was spent twice"
        self.ledger.record_all(effects, today=today, state=state)

    def key(self, kind: str, policy_key: str, cycle: date, step: object, person: Person | str | None) -> str:
        address = person.email if isinstance(person, Person) else person
        who = self.ledger.hash_recipient(address) if address else None
        return ledger_key(kind, policy_key, cycle, str(step), who)


def mails(plan: Plan) -> list[Action]:
    """The messages of a plan, the trust's summaries alone left out."""
    return [a for a in plan.actions if a.kind == "send_mail" and a.order.kind != "trust-summary"]


def steps(plan: Plan) -> dict[str, list[str]]:
    """Address -> "kind/policy/step" of everything it is told for the first time, summaries left out."""
    told: dict[str, list[str]] = {}
    for action in plan.actions:
        for key in action.items:
            kind, policy_key, _, step, _ = key.split("/")
            if kind != "trust-summary":
                told.setdefault(action.to or "", []).append(f"{kind}/{policy_key}/{step}")
    return told


def why(suppressed: Iterable[Suppressed], key: str) -> str | None:
    """The reason given for a key."""
    return next((each.why for each in suppressed if each.key == key), None)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
