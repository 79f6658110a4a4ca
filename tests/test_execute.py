"""Carrying a plan out: every effect claimed, done and recorded; one failure stops nothing else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.fakes import (
    FakeDraftWriter,
    FakeRegisterSource,
    FakeReportWriter,
    ListMailer,
    MemoryLedger,
    book_is_open,
    full_disk,
)

from policyclerk.domain.action import (
    Action,
    DraftChanges,
    DraftOrder,
    DraftResult,
    Message,
    Plan,
    ReportOrder,
    StatusOrder,
)
from policyclerk.domain.errors import DraftRefused, OutcomeUnknown, PolicyclerkError, UsageError
from policyclerk.domain.ledger import Effect, effect_of, ledger_key
from policyclerk.domain.register import Register
from policyclerk.execute import ExecuteHands, execute
from policyclerk.settle import correct, left_unknown, recover, resolve

TODAY = date(2026, 11, 23)
DUE = date(2026, 12, 7)
ADDRESS = "a.shah@northmoor.example"
PERSON = "0011223344556677"


class World:
    """The harmless twins together, as hands."""

    def __init__(self) -> None:
        self.ledger = MemoryLedger()
        self.mailer = ListMailer()
        self.source = FakeRegisterSource()
        self.drafts = FakeDraftWriter()
        self.reports = FakeReportWriter()

    @property
    def hands(self) -> ExecuteHands:
        return ExecuteHands(
            ledger=self.ledger,
            mailer=self.mailer,
            draft=self._draft,
            drafted=lambda target: f"drafts/{target}" if target in self.drafts.drafts else None,
            report=lambda order: self.reports.write(name=f"{order.kind}.md", text=str(order.view)),
            source=self.source,
            register=Register("register.xlsx", "1", ()),
        )

    def _draft(self, order: DraftOrder) -> DraftResult:
        made = self.drafts(source=order.source, target=order.target, changes=order.changes)
        return replace(made, path=f"drafts/{made.path}")

    def run(self, *actions: Action) -> list[Action]:
        messages = {action.key: message(action) for action in actions if action.kind == "send_mail"}
        return list(execute(Plan(TODAY, "f", actions, (), ()), messages, self.hands))

    def state(self, key: str) -> str | None:
        claim = self.ledger.claims().get(key)
        return claim.state if claim else None


@pytest.fixture
def world() -> World:
    return World()


def draft(policy: str = "P1") -> Action:
    changes = DraftChanges(version="1.4", reviewed_on=TODAY, next_review_on=None, made_on=TODAY)
    order = DraftOrder(f"{policy}.docx", f"{policy} v1.4 DRAFT.docx", changes)
    key = ledger_key("write_draft", policy, DUE, "draft")
    return Action(key, "write_draft", policy, None, "due soon", order=order)


def mail(number: int = 1, *policies: str) -> Action:
    items = tuple(ledger_key("owner", p, DUE, "14", PERSON) for p in policies or ("P1", "P2"))
    return Action(f"owner-digest.{number}", "send_mail", None, ADDRESS, "step 14", items=items)


def row(number: int, status: str = "Red: review overdue 412 days") -> Action:
    values = (("Policyclerk status", status), ("Policyclerk checked", TODAY))
    order = StatusOrder("Policies", number, (("Ref", f"P{number}"),), values)
    key = ledger_key("update_register", f"P{number}", None, f"{number:016x}")
    return Action(key, "update_register", f"P{number}", None, "status changed", order=order)


def report() -> Action:
    key = ledger_key("write_report", None, None, f"{TODAY}.night")
    return Action(key, "write_report", None, None, "every night", order=ReportOrder("night", "all well"))


def message(action: Action) -> Message:
    texts = {"subject": "Policies due", "text": "Dear Asha", "html": "<p>Dear Asha</p>"}
    return Message(action.key, "owner-digest", ADDRESS, None, None, **texts, day=TODAY, items=action.items)


def problem(action: Action) -> dict[str, Any]:
    return action.result["problem"]


# ---- what is done and how it is told


def test_a_whole_plan_is_carried_out_and_told_in_its_order(world: World) -> None:
    planned = [report(), row(2), mail(), draft(), row(3)]
    ended = world.run(*planned)
    assert [(a.key, a.state) for a in ended] == [(a.key, "done") for a in planned]
    assert ended[0].result == {"path": "reports/night.md"}
    status = {"Policyclerk status": "Red: review overdue 412 days", "Policyclerk checked": "2026-11-23"}
    assert ended[1].result == status
    assert ended[2].result == {"path": "outbox/owner-digest.1.eml"}
    assert ended[3].result["path"] == "drafts/P1 v1.4 DRAFT.docx"
    change = {"field": "version", "old": "1.3", "new": "1.4", "where": "body, table 1, row 1"}
    assert ended[3].result["changes"] == [change]
    assert world.source.writings == 1


def test_drafts_come_before_mails_before_rows_before_reports(world: World) -> None:
    world.run(report(), row(2), mail(), draft())
    done = [entry.kind for entry in world.ledger.entries() if entry.state == "done"]
    assert done == ["write_draft", "owner", "owner", "update_register", "write_report"]


def test_every_effect_is_claimed_before_and_recorded_after(world: World) -> None:
    world.run(draft())
    claimed, done = world.ledger.entries()
    assert (claimed.state, done.state) == ("claimed", "done")
    assert (done.kind, done.policy, done.today) == ("write_draft", "P1", TODAY)
    assert claimed.result["target"] == "P1 v1.4 DRAFT.docx"


def test_a_mail_spends_all_its_keys_and_the_ledger_says_to_whom(world: World) -> None:
    action = mail()
    world.run(action)
    told = {(e.key, e.state, e.to, e.message_id) for e in world.ledger.entries() if e.state == "done"}
    assert told == {(key, "done", ADDRESS, "owner-digest.1") for key in action.items}


def test_the_same_plan_again_does_nothing(world: World) -> None:
    actions = [draft(), mail(), row(2), report()]
    world.run(*actions)
    again = world.run(*actions)
    assert {a.state for a in again} == {"skipped"}
    assert {problem(a)["kind"] for a in again} == {"already_done"}
    assert len(world.mailer.sent) == 1
    assert world.source.writings == 1


def test_a_mail_with_one_spent_key_is_not_sent_and_spends_no_other(world: World) -> None:
    world.run(mail(1, "P1"))
    ended = world.run(mail(2, "P1", "P2"))
    assert ended[0].state == "skipped"
    assert world.state(ledger_key("owner", "P2", DUE, "14", PERSON)) is None
    assert [sent.message_id for sent in world.mailer.sent] == ["owner-digest.1"]
    assert world.mailer.ready == {}


def test_a_mail_that_spends_no_key_goes_once(world: World) -> None:
    redirected = replace(mail(), items=())
    assert [world.run(redirected)[0].state for _ in range(2)] == ["done", "skipped"]
    assert len(world.mailer.sent) == 1


def test_an_action_planned_as_skipped_only_spends_its_keys(world: World) -> None:
    older = replace(mail(1, "P1", "P2"), state="skipped", why="overtaken by step 0")
    assert world.run(older)[0].state == "skipped"
    assert [world.state(key) for key in older.items] == ["skipped", "skipped"]
    assert world.mailer.sent == []


def test_an_empty_plan_touches_nothing(world: World) -> None:
    assert world.run() == []
    assert list(world.ledger.entries()) == []
    assert world.source.writings == 0


def test_a_mail_that_was_never_rendered_stops_the_plan_before_it_begins(world: World) -> None:
    plan = Plan(TODAY, "f", (draft(), mail()), (), ())
    with pytest.raises(ValueError, match="1 mails of the plan have no message"):
        execute(plan, {}, world.hands)
    assert world.drafts.drafts == {}


def test_rows_without_a_register_stop_the_plan_before_it_begins(world: World) -> None:
    plan = Plan(TODAY, "f", (draft(), row(2)), (), ())
    with pytest.raises(ValueError, match="no register"):
        execute(plan, {}, replace(world.hands, source=None))
    assert world.drafts.drafts == {}


# ---- failures


def test_a_failure_of_each_kind_stops_no_other(world: World) -> None:
    world.drafts.fault = DraftRefused("draft_refused", "The document is protected against changes.")
    world.mailer.refuse = {"owner-digest.1": full_disk()}
    world.source.fault = book_is_open()
    world.reports.fault = full_disk()
    good = mail(2, "P3")
    ended = world.run(draft(), mail(), row(2), report(), good)
    assert [a.state for a in ended] == ["skipped", "failed", "failed", "failed", "done"]
    kinds = [problem(a)["kind"] for a in ended[:4]]
    assert kinds == ["draft_refused", "mail_failed", "register_open", "report_failed"]
    assert "protected" in problem(ended[0])["message"]
    assert "the disk is full" in problem(ended[1])["message"]


def test_what_failed_may_be_done_by_a_later_run(world: World) -> None:
    actions = [draft(), mail(), row(2), report()]
    world.drafts.fault = world.source.fault = world.reports.fault = full_disk()
    world.mailer.refuse = {"owner-digest.1": full_disk()}
    assert {a.state for a in world.run(*actions)} == {"failed"}
    world.drafts.fault = world.source.fault = world.reports.fault = None
    world.mailer.refuse = {}
    assert {a.state for a in world.run(*actions)} == {"done"}
    assert world.ledger.verify() == (True, None)


def test_one_row_that_was_edited_meanwhile_fails_alone(world: World) -> None:
    world.source.refused_rows = {3: "Row 3 of Policies is no longer P3; it was left alone."}
    ended = world.run(row(2), row(3), row(4))
    assert [a.state for a in ended] == ["done", "failed", "done"]
    assert problem(ended[1]) == {
        "kind": "register_row_refused",
        "message": "Row 3 of Policies is no longer P3; it was left alone.",
    }
    assert world.state(row(3).key) == "failed"


def test_what_a_row_was_given_is_told_and_not_kept_in_the_ledger(world: World) -> None:
    world.source.refused_rows = {3: "Row 3 of Policies is no longer P3; it was left alone."}
    written, refused = world.run(row(2), row(3))
    assert "Policyclerk status" in written.result
    claims = world.ledger.claims()
    assert claims[row(2).key].result is None
    assert claims[row(3).key].result == refused.result


def test_addresses_stay_out_of_what_is_told_and_kept(world: World) -> None:
    refusal = OSError(f"550 <{ADDRESS}>: no such user; ask postmaster@northmoor.example")
    world.mailer.refuse = {"owner-digest.1": refusal}
    ended = world.run(mail())
    said = "550 <(address)>: no such user; ask (address)"
    assert problem(ended[0]) == {"kind": "mail_failed", "message": said}
    assert world.ledger.entries()[-1].result == ended[0].result


def test_a_mail_cut_off_while_leaving_is_unknown_and_not_repeated(world: World) -> None:
    lost = OutcomeUnknown("outcome_unknown", "The server took the message and fell silent.")
    world.mailer.refuse = {"owner-digest.1": lost}
    assert world.run(mail())[0].state == "unknown"
    world.mailer.refuse = {}
    assert world.run(mail())[0].state == "skipped"
    assert world.mailer.sent == []


def test_a_mail_that_cannot_be_prepared_is_never_claimed(world: World) -> None:
    world.mailer.unpreparable = {"owner-digest.1": PolicyclerkError("email_invalid", "Not one address.")}
    ended = world.run(mail())
    assert (ended[0].state, problem(ended[0])["kind"]) == ("failed", "email_invalid")
    assert dict(world.ledger.claims()) == {}


def test_a_fault_of_the_program_in_one_action_stops_no_other(world: World) -> None:
    world.drafts.fault = KeyError(ADDRESS)
    world.source.fault = ZeroDivisionError("x")
    world.mailer.unpreparable = {"owner-digest.1": AttributeError("x")}
    world.mailer.refuse = {"owner-digest.2": AttributeError("x")}
    ended = world.run(draft(), mail(1, "P1"), mail(2, "P2"), row(2), report())
    assert [a.state for a in ended] == ["failed", "failed", "unknown", "failed", "done"]
    assert {problem(a)["kind"] for a in ended[:4]} == {"program_fault"}
    assert "KeyError in fakes.py, line" in problem(ended[0])["message"]
    assert ADDRESS not in problem(ended[0])["message"]


class FullLedger(MemoryLedger):
    """A ledger on a disk that fills up after some writings."""

    def __init__(self, writings: int) -> None:
        super().__init__()
        self.left = writings

    def record_all(self, effects: Any, *, today: date, state: Any) -> None:
        if self.left == 0:
            raise PolicyclerkError("state_unwritable", "The disk is full.")
        self.left -= 1
        super().record_all(effects, today=today, state=state)


def test_without_a_ledger_to_claim_in_nothing_is_done(world: World) -> None:
    world.ledger = FullLedger(0)
    ended = world.run(draft(), mail(), row(2), report())
    assert {a.state for a in ended} == {"failed"}
    assert {problem(a)["kind"] for a in ended} == {"state_unwritable"}
    assert (world.drafts.drafts, world.mailer.sent, world.reports.reports) == ({}, [], {})
    assert world.source.writings == 0


@pytest.mark.parametrize("action", [draft(), mail(), row(2), report()], ids=lambda a: a.kind)
def test_what_was_done_and_could_not_be_written_down_is_unknown(world: World, action: Action) -> None:
    world.ledger = FullLedger(1)
    ended = world.run(action)
    assert (ended[0].state, problem(ended[0])["kind"]) == ("unknown", "state_unwritable")
    assert {claim.state for claim in world.ledger.claims().values()} == {"claimed"}


# ---- after a kill


def claimed(world: World, *actions: Action) -> None:
    """The ledger as a run leaves it that is killed right after claiming."""
    for action in actions:
        effects = [effect_of(action.key)]
        if action.kind == "write_draft":
            order = action.order
            at_stake = {
                "target": order.target,
                "source_sha256": order.source_sha256,
                "beside": order.beside,
            }
            effects = [effect_of(action.key, result=at_stake)]
        if action.kind == "send_mail":
            effects = [effect_of(key, to=ADDRESS, message_id=action.key) for key in action.items]
        world.ledger.claim_all(effects, today=TODAY)


def test_nothing_to_settle_writes_nothing(world: World) -> None:
    world.run(mail())
    before = len(world.ledger.entries())
    assert recover(world.hands, TODAY) == ()
    assert len(world.ledger.entries()) == before


@pytest.mark.parametrize(("left", "state"), [(True, "done"), (False, "failed")])
def test_a_claimed_mail_is_what_its_mailer_says(world: World, left: bool, state: str) -> None:
    action = mail()
    claimed(world, action)
    if left:
        world.mailer.sent.append(message(action))
    settled = recover(world.hands, TODAY)
    assert {effect.key for effect in settled} == set(action.items)
    assert [world.state(key) for key in action.items] == [state, state]
    assert {entry.to for entry in world.ledger.entries()} == {ADDRESS}


def test_a_mail_of_which_nobody_knows_is_unknown(world: World) -> None:
    claimed(world, mail())
    world.mailer.vanish = {"owner-digest.1"}
    settled = recover(world.hands, TODAY)
    assert [world.state(key) for key in mail().items] == ["unknown", "unknown"]
    assert world.run(mail())[0].state == "skipped"
    (told,) = left_unknown(settled, world.ledger, TODAY)
    assert (told.key, told.to, told.state, told.items) == (mail().key, ADDRESS, "unknown", mail().items)


def test_what_was_settled_for_certain_is_nothing_to_tell_of(world: World) -> None:
    claimed(world, mail(), row(2))
    assert left_unknown(recover(world.hands, TODAY), world.ledger, TODAY) == ()
    assert left_unknown((), world.ledger, TODAY) == ()


def test_a_mailer_that_cannot_look_leaves_the_claim_to_the_next_run_or_a_person(world: World) -> None:
    class Away(ListMailer):
        def recover(self, message_id: str) -> bool | None:
            raise full_disk()

    action = mail()
    claimed(world, action)
    world.mailer = Away()
    assert recover(world.hands, TODAY) == ()
    assert {claim.state for claim in world.ledger.claims().values()} == {"claimed"}
    resolve(world.ledger, action.key, "resend", TODAY)
    assert world.run(action)[0].state == "done"


def test_where_the_trust_wants_it_a_mail_of_unknown_outcome_is_sent_again(world: World) -> None:
    lost = OutcomeUnknown("outcome_unknown", "The server fell silent.")
    world.mailer.refuse = {"owner-digest.1": lost}
    world.run(mail())
    world.mailer.refuse = {}
    recover(world.hands, TODAY, resend_unknown=True)
    assert world.run(mail())[0].state == "done"


@pytest.mark.parametrize(("there", "state"), [(True, "done"), (False, "failed")])
def test_a_claimed_draft_is_done_where_its_file_is_there(world: World, there: bool, state: str) -> None:
    action = draft()
    action = replace(action, order=replace(action.order, source_sha256="0" * 64, beside="drafts/older.docx"))
    claimed(world, action)
    if there:
        world.hands.draft(action.order)
    recover(world.hands, TODAY)
    assert world.state(action.key) == state
    if there:
        result = world.ledger.claims()[action.key].result
        assert result["path"] == "drafts/P1 v1.4 DRAFT.docx"
        assert (result["source_sha256"], result["beside"]) == ("0" * 64, "drafts/older.docx")


def test_claimed_rows_reports_and_skipped_steps_are_done_again(world: World) -> None:
    skipped = Effect(ledger_key("owner", "P9", DUE, "42", PERSON), "owner", "P9")
    claimed(world, row(2), report())
    world.ledger.claim_all([skipped], today=TODAY)
    recover(world.hands, TODAY)
    assert {claim.state for claim in world.ledger.claims().values()} == {"failed"}
    assert {a.state for a in world.run(row(2), report())} == {"done"}


# ---- by a person's word


def lose(world: World) -> Action:
    world.mailer.refuse = {"owner-digest.1": OutcomeUnknown("outcome_unknown", "The server fell silent.")}
    world.run(mail())
    world.mailer.refuse = {}
    return mail()


@pytest.mark.parametrize("named_by", ["a key", "the Message-ID"])
@pytest.mark.parametrize(("word", "next_state"), [("sent", "skipped"), ("resend", "done")])
def test_a_person_settles_a_whole_mail(world: World, named_by: str, word: Any, next_state: str) -> None:
    action = lose(world)
    key = action.items[1] if named_by == "a key" else action.key
    settled = resolve(world.ledger, key, word, TODAY)
    assert {effect.key for effect in settled} == set(action.items)
    assert world.run(action)[0].state == next_state


def test_what_is_not_unknown_cannot_be_settled(world: World) -> None:
    world.run(mail())
    with pytest.raises(UsageError, match="is known"):
        resolve(world.ledger, mail().items[0], "resend", TODAY)
    with pytest.raises(UsageError, match="knows no"):
        resolve(world.ledger, "owner/P99/none/14/-", "resend", TODAY)


def test_sent_in_error_is_noted_and_frees_nothing(world: World) -> None:
    action = mail()
    world.run(action)
    correct(world.ledger, action.key, "sent to the wrong school", TODAY)
    corrected = [entry for entry in world.ledger.entries() if entry.state == "corrected"]
    assert [entry.result for entry in corrected] == [{"reason": "sent to the wrong school"}] * 2
    assert world.run(action)[0].state == "skipped"
