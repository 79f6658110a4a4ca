"""Readers are told where an approved policy is, and reminded until they have said that they have read it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from tests.planning.small_trust import CONTACT, JO, MONDAY, SAM, SmallTrust, policy, settings

from policyclerk.domain.action import Action
from policyclerk.domain.people import Acknowledgement, Person
from policyclerk.domain.register import Register

APPROVED = MONDAY - timedelta(days=4)


@dataclass
class ReadingTrust(SmallTrust):
    """A small trust with an Acknowledgements tab."""

    given: tuple[Acknowledgement, ...] = ()

    def register(self) -> Register:
        return replace(super().register(), acknowledgements=self.given, keeps_acknowledgements=True)


def conduct(**given: Any) -> Any:
    values: dict[str, Any] = {"title": "Code of Conduct", "version": "1.2", "approved_on": APPROVED}
    values |= {
        "acknowledgement": "All staff",
        "next_review": date(2027, 9, 30),
        "website": "https://ash.example/conduct",
    }
    return policy("HR7", **(values | given))


def trust(*people: Person, **given: Any) -> ReadingTrust:
    return ReadingTrust([conduct()], people=people or (JO, SAM), settings=settings(), **given)


def mails(actions: tuple[Action, ...]) -> dict[str, Action]:
    return {a.to or "": a for a in actions if a.kind == "send_mail" and a.to != CONTACT}


def steps(action: Action) -> list[str]:
    return [item.split("/")[3] for item in action.items]


def test_on_approval_each_reader_is_told_where_the_policy_is():
    sent = mails(trust().plan().actions)

    assert set(sent) == {"jo@ash.example", "sam@ash.example"}
    order = sent["sam@ash.example"].order
    (section,) = order.context["sections"]
    (item,) = section["items"]
    assert (order.kind, section["role"], steps(sent["sam@ash.example"])) == (
        "owner-digest",
        "acknowledgement",
        ["ack-1.2-0"],
    )
    assert item["document_link"] == "https://ash.example/conduct"
    assert "read and understood" in item["action"]
    assert item["findings"] == item["evidence"] == []


def test_a_key_names_kind_policy_day_of_the_version_step_and_reader():
    (key,) = mails(trust().plan().actions)["sam@ash.example"].items
    assert key.startswith(f"acknowledgement/HR7/{APPROVED}/ack-1.2-0/")


def test_who_has_acknowledged_hears_nothing_and_who_has_not_is_reminded_twice():
    small = trust(given=(Acknowledgement("Jo Marsh", "HR7", "1.2", None),))
    told = []
    for week in range(10):
        plan = small.run(MONDAY + timedelta(days=7 * week))
        told += [(to, *steps(action)) for to, action in mails(plan.actions).items()]

    assert told == [
        ("sam@ash.example", "ack-1.2-0"),
        ("sam@ash.example", "ack-1.2-14"),
        ("sam@ash.example", "ack-1.2-28"),
    ]


def test_a_new_version_is_asked_for_anew():
    small = trust(JO, given=(Acknowledgement("Jo Marsh", "HR7", "1.2", None),))
    assert mails(small.run().actions) == {}

    small.policies = [conduct(version="1.3", approved_on=MONDAY + timedelta(days=3))]
    later = mails(small.run(MONDAY + timedelta(days=7)).actions)
    assert steps(later["jo@ash.example"]) == ["ack-1.3-0"]


def test_somebody_new_is_told_once_of_what_others_were_told_before():
    small = trust(JO)
    for week in range(6):
        small.run(MONDAY + timedelta(days=7 * week))
    small.people = (JO, SAM)

    sent = mails(small.run(MONDAY + timedelta(days=49)).actions)

    assert steps(sent["sam@ash.example"]) == ["ack-1.2-28"]
    assert "jo@ash.example" not in sent


def test_somebody_away_or_without_an_address_is_not_written_to_and_nobody_reads_in_her_place():
    away = replace(SAM, away_from=MONDAY, away_until=MONDAY + timedelta(days=30), deputy="Jo Marsh")
    small = trust(replace(JO, email=None), away)
    assert mails(small.plan().actions) == {}


def test_what_the_trust_has_accepted_is_not_chased():
    from policyclerk.domain.policy import Accepted

    accepted = Accepted("acknowledgement_outstanding", MONDAY + timedelta(days=30), "read out on INSET day")
    small = ReadingTrust([conduct(accepted=(accepted,))], people=(SAM,), settings=settings())
    assert mails(small.plan().actions) == {}


def test_a_policy_that_is_not_approved_yet_is_told_to_nobody():
    small = ReadingTrust([conduct(state="at committee")], people=(SAM,), settings=settings())
    assert mails(small.plan().actions) == {}
