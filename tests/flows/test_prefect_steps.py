"""Steps and batches as Prefect tasks: what is tried again, and what a fault leaves behind."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from policyclerk.domain.document import DocumentFacts
from policyclerk.domain.errors import PolicyclerkError, RegisterError
from policyclerk.domain.settings import LimitsSettings
from policyclerk.ports import Batch

pytestmark = pytest.mark.filterwarnings("ignore")  # Prefect's own


@pytest.fixture
def steps(prefect_server: str) -> ModuleType:
    import prefect_steps

    return prefect_steps


def in_a_flow(work: Callable[[], Any]) -> Any:
    from prefect import flow

    return flow(work, name="a test")()


class Faulty:
    """Raises its faults one after the other, then gives its answer."""

    def __init__(self, *faults: Exception, answer: Any = "read") -> None:
        self.faults = list(faults)
        self.answer = answer
        self.calls = 0

    def __call__(self, *_: Any) -> Any:
        self.calls += 1
        if self.faults:
            raise self.faults.pop(0)
        return self.answer


def locked() -> PolicyclerkError:
    return RegisterError("register_unreadable", "register.xlsx is open in Excel.", temporary=True)


def test_a_reading_step_is_tried_again_while_its_fault_may_pass(steps: ModuleType) -> None:
    work = Faulty(locked(), OSError("the share is away"))

    def body() -> Any:
        return steps.as_task("read register", work, repeatable=True, first_wait_s=0)

    assert in_a_flow(body) == "read"
    assert work.calls == 3


@pytest.mark.parametrize(
    ("fault", "repeatable"),
    [(RegisterError("register_missing", "There is no register.xlsx."), True), (locked(), False)],
    ids=["a lasting fault", "a step that acts"],
)
def test_what_lasts_and_what_acts_is_done_once_and_its_fault_is_raised_as_it_was(
    steps: ModuleType, fault: PolicyclerkError, repeatable: bool
) -> None:
    work = Faulty(fault)

    def body() -> Any:
        with pytest.raises(PolicyclerkError) as raised:
            steps.as_task("a step", work, repeatable=repeatable, first_wait_s=0)
        return raised.value is fault

    assert in_a_flow(body)
    assert work.calls == 1


def test_a_batch_that_fails_to_the_last_costs_its_own_files_alone(steps: ModuleType) -> None:
    batches = [Batch(number, ((f"policies/{number}.docx", f"/{number}.docx"),), 50) for number in (1, 2, 3)]
    broken = OSError("no memory to start a reader")

    def work(batch: Batch) -> tuple[DocumentFacts, ...]:
        if batch.number == 2:
            raise broken
        return tuple(DocumentFacts(file=path, sha256="0", ok=True) for path, _ in batch.files)

    found = in_a_flow(
        lambda: steps.mapped(LimitsSettings(workers=2, engine="threads"), first_wait_s=0)(work, batches)
    )
    assert [[facts.file for facts in batch] for batch in found] == [
        ["policies/1.docx"],
        ["policies/2.docx"],
        ["policies/3.docx"],
    ]
    assert [batch[0].ok for batch in found] == [True, False, True]
    assert found[1][0].problem.kind == "not_read"
    assert found[1][0].sha256 is None


def test_no_batch_is_no_task(steps: ModuleType) -> None:
    assert in_a_flow(lambda: list(steps.mapped(LimitsSettings())(Faulty(), []))) == []


# ---- a flow that was ended from outside


def test_a_night_ended_from_outside_is_told_to_the_contact_once(steps: ModuleType, trust: Path) -> None:
    ended = SimpleNamespace(parameters={"directory": str(trust), "today": "2026-11-23"})

    for _ in range(2):
        steps.tell_of_crash(flow=None, flow_run=ended, state=None)

    (message,) = (trust / "outbox").glob("*.eml")
    assert b"X-Policyclerk-Kind: alert" in message.read_bytes()


def test_a_folder_that_is_no_trusts_ends_the_hook_quietly(steps: ModuleType, tmp_path: Path) -> None:
    steps.tell_of_crash(
        flow=None, flow_run=SimpleNamespace(parameters={"directory": str(tmp_path)}), state=None
    )


def test_prefect_is_given_the_hook(flow: Callable[[str], Any]) -> None:
    assert [hook.__name__ for hook in flow("nightly_check.py:nightly_check").on_crashed_hooks] == [
        "tell_of_crash"
    ]


def test_prefect_does_not_look_through_what_a_flow_hands_back(steps: ModuleType) -> None:
    """It would look for futures in every fact of every policy, which costs more than the night."""
    from prefect.utilities.collections import visit_collection

    looked_at: list[object] = []
    ended = steps.Ended(0, report=SimpleNamespace(actions=[1, 2, 3]), lines=("one", "two"))
    visit_collection({"data": ended}, visit_fn=looked_at.append, return_data=False)
    assert [part for part in looked_at if part not in ("data", {"data": ended})] == [ended]
