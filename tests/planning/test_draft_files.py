"""Which drafts go with a message: the reader's own and new, each once, as far as they fit."""

from datetime import date
from typing import Any

from policyclerk.domain.action import Action, MailOrder, Plan
from policyclerk.planning.draft_files import drafts_named, with_draft_files

LARGE, SMALL, GONE = "drafts/large.docx", "drafts/small.docx", "drafts/gone.docx"
SIZES = {LARGE: 3_000_000, SMALL: 500_000}


def an_item(draft: str | None, *, new: bool = True) -> dict[str, Any]:
    return {"draft": draft, "new": new}


def a_plan(**sections: list[dict[str, Any]]) -> Plan:
    context = {
        "sections": [{"role": role.replace("_", "-"), "items": items} for role, items in sections.items()]
    }
    order = MailOrder("owner-digest", "a@ash.example", None, context, ("k",))
    mail = Action("pc-1", "send_mail", None, order.to, "why", order=order)
    return Plan(date(2026, 11, 23), "f", (mail,), (), ())


def loaded(plan: Plan, most_mb: int = 10) -> MailOrder:
    order = with_draft_files(plan, SIZES, most_mb=most_mb).actions[0].order
    assert isinstance(order, MailOrder)
    return order


def notes(order: MailOrder) -> list[str | None]:
    return [item["draft_note"] for part in order.context["sections"] for item in part["items"]]


def test_each_draft_goes_once_in_the_order_of_the_message() -> None:
    order = loaded(a_plan(owner=[an_item(SMALL), an_item(LARGE)], finish=[an_item(SMALL)]))

    assert order.files == (SMALL, LARGE)
    assert notes(order) == ["attached"] * 3


def test_what_was_told_before_is_not_sent_again() -> None:
    order = loaded(a_plan(owner=[an_item(SMALL, new=False)]))

    assert order.files == ()
    assert notes(order) == [None]


def test_drafts_of_other_people_are_named_alone() -> None:
    plan = a_plan(escalation=[an_item(SMALL)], approver=[an_item(LARGE)], red=[an_item(SMALL)])

    assert drafts_named(plan) == ()
    assert loaded(plan).files == ()


def test_a_small_draft_finds_room_behind_one_that_does_not_fit() -> None:
    order = loaded(a_plan(owner=[an_item(LARGE), an_item(SMALL)]), most_mb=1)

    assert order.files == (SMALL,)
    assert notes(order) == ["not attached: the drafts of one message may be 1 MB together", "attached"]


def test_a_draft_that_is_not_there_is_no_file_and_no_promise() -> None:
    order = loaded(a_plan(owner=[an_item(GONE), an_item(None)]))

    assert order.files == ()
    assert notes(order) == [None, None]
