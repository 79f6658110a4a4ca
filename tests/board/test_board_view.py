"""What the board is told: counts, meetings, movement, contradictions, what was done, in numbers that agree."""

from datetime import date
from typing import Any

import pytest
from tests.board.conftest import View
from tests.fakes import MemoryLedger
from tests.people import TODAY, a_block, a_document, a_standing, an_approver

from policyclerk.board.movement import Memory
from policyclerk.board.wording import in_short
from policyclerk.domain.errors import UsageError
from policyclerk.domain.judgement import DocumentLine
from policyclerk.domain.nights import Change, Decision, NightCounts, Stand
from policyclerk.domain.people import Meeting, Owner, Person
from policyclerk.domain.review import Standing

AMY = Person("Amy Thwaite", "amy@ash.example", role="DSL", school="Ash")


def a_late_one(**given: Any) -> Standing:
    values = {
        "key": "P1", "title": "Behaviour Policy", "school": "Ash", "next_review": date(2025, 9, 1), "statutory": True,
        "owners": (Owner("Amy Thwaite", AMY, AMY.email),), "approver": an_approver("Governing Body"),
    }  # fmt: skip
    return a_standing(document=given.pop("document", a_document()), **(values | given))


def a_fine_one(**given: Any) -> Standing:
    values = {"key": "P2", "title": "Uniform Policy", "school": "Beech", "next_review": date(2027, 9, 30)}
    return a_standing(document=a_document(), **(values | given))


def test_policies_are_counted_by_school_body_and_owner(view: View) -> None:
    told = view(a_late_one(), a_fine_one())

    assert told["summary"] == {"red": 1, "amber": 0, "blue": 0, "grey": 0, "green": 1}
    assert [(row["name"], row["red"]) for row in told["schools"]] == [("Ash", 1), ("Beech", 0)]
    assert [row["name"] for row in told["committees"]] == ["Governing Body, Ash", "No approver named"]
    assert next(row["name"] for row in told["owners"]) == "DSL, Ash"
    assert told["overdue_statutory"] == 1


def test_a_board_reads_roles_and_a_school_reads_its_names(view: View) -> None:
    found = a_late_one(document=a_document(sign_offs=(a_block("no", name="Amy Thwaite"),)))

    assert "Amy" not in str(view(found, audience="board"))
    assert "Amy" not in str(view(found, audience="inspector"))
    assert view(found, audience="school", school="Ash")["policies"][0]["owner"] == "Amy Thwaite"


def test_a_school_is_told_of_itself_alone_and_found_by_any_case(view: View) -> None:
    told = view(a_late_one(), a_fine_one(), school=" beech ")

    assert told["school"] == "Beech"
    assert [policy["title"] for policy in told["policies"]] == ["Uniform Policy"]
    assert told["summary"]["red"] == 0
    assert told["kinds"] == []


def test_a_school_that_is_not_there_is_refused_with_those_that_are(view: View) -> None:
    with pytest.raises(UsageError, match="Schools are: Ash"):
        view(a_late_one(), school="Elm")


def test_policies_stand_on_the_agenda_of_the_meeting_that_can_decide_in_time(view: View) -> None:
    meetings = tuple(
        Meeting("Governing Body", "Ash", day)
        for day in (date(2026, 10, 1), date(2026, 12, 3), date(2027, 3, 11))
    )
    soon = a_late_one(key="P3", title="First Aid", next_review=date(2027, 3, 31))
    told = view(a_late_one(), soon, meetings=meetings)["agenda"]

    assert [(s["on"], [p["title"] for p in s["policies"]], s["late"]) for s in told["sittings"]] == [
        ("2026-12-03", ["Behaviour Policy"], 1),
        ("2027-03-11", ["First Aid"], 0),
    ]
    assert told["sittings"][0]["papers"] == "2026-11-26"


def test_policies_without_a_meeting_to_come_are_listed_as_such(view: View) -> None:
    told = view(a_late_one())["agenda"]

    assert told["sittings"] == []
    assert [policy["title"] for policy in told["without"]] == ["Behaviour Policy"]


def memory(**given: Any) -> Memory:
    nights = (
        NightCounts(date(2026, 10, 5), {"Ash": {"green": 1}, "Beech": {"amber": 1}}, {}, 0),
        NightCounts(date(2026, 11, 22), {"Ash": {"red": 1}, "Beech": {"amber": 1}}, {}, 1),
    )
    values: dict[str, Any] = {"nights": nights} | given
    return Memory(**values)


def test_movement_is_told_since_the_night_four_weeks_ago(view: View) -> None:
    kept = memory(
        stands={
            "P1": Stand("P1", "Ash", "red", date(2026, 10, 20)),
            "P2": Stand("P2", "Beech", "amber", date(2026, 9, 1)),
        },
        changes=(Change("P1", "Ash", date(2026, 10, 20), "green", "red"),),
    )
    told = view(a_late_one(), a_fine_one(), memory=kept)

    assert told["trend"]["since"] == "2026-10-05"
    assert [(m["title"], m["was"], m["now"]) for m in told["trend"]["moved"]] == [
        ("Behaviour Policy", "green", "red"),
        ("Uniform Policy", "amber", "green"),
    ]
    assert (told["trend"]["better"], told["trend"]["worse"]) == (1, 1)
    assert "Since 5 October 2026, 1 improved and 1 got worse." in told["in_short"]
    assert [point["red"] for point in told["trend"]["points"]] == [0, 1, 1]


def test_what_moved_in_the_night_of_the_very_day_is_told_before_and_after_that_night_is_kept(
    view: View,
) -> None:
    before = memory(stands={"P2": Stand("P2", "Beech", "amber", date(2026, 9, 1))})
    after = memory(
        stands={"P2": Stand("P2", "Beech", "green", TODAY)},
        changes=(Change("P2", "Beech", TODAY, "amber", "green"),),
    )
    told = [view(a_fine_one(), memory=kept)["trend"]["moved"] for kept in (before, after)]

    assert [(move["was"], move["now"]) for move in told[0]] == [("amber", "green")]
    assert told[0] == told[1]


def test_a_policy_that_turned_and_turned_back_has_not_moved(view: View) -> None:
    changes = (
        Change("P2", "Beech", date(2026, 10, 20), "green", "amber"),
        Change("P2", "Beech", date(2026, 11, 10), "amber", "green"),
    )
    kept = memory(changes=changes, stands={"P2": Stand("P2", "Beech", "green", date(2026, 11, 10))})

    assert view(a_fine_one(), memory=kept)["trend"]["moved"] == []


def test_red_for_more_than_a_term_counts_from_the_finding_or_the_nights(view: View) -> None:
    told = view(a_late_one(), a_late_one(key="P3", title="New", next_review=date(2026, 11, 1)))

    assert [(row["title"], row["since"]) for row in told["long_red"]] == [("Behaviour Policy", "2025-09-02")]


def test_days_from_due_to_approved_are_told_by_school(view: View) -> None:
    decisions = (
        Decision("P1", "Ash", date(2026, 9, 1), date(2026, 9, 11)),
        Decision("P3", "Ash", date(2026, 9, 1), date(2026, 10, 1)),
        Decision("P2", "Beech", date(2026, 9, 30), date(2026, 9, 20)),
    )
    told = view(a_late_one(), memory=Memory(decisions=decisions))["speed"]

    assert told == [
        {"school": "Ash", "reviews": 2, "in_time": 0, "median_days": 20},
        {"school": "Beech", "reviews": 1, "in_time": 1, "median_days": -10},
    ]


def test_places_that_contradict_one_another_stand_side_by_side(view: View) -> None:
    document = a_document(next_review="September 2027")
    standing = a_late_one(next_review=date(2027, 7, 1), document=document)
    lines = (DocumentLine(document.path, "0" * 64, ok=True, problem=None),)
    (row,) = view(standing, documents=lines)["conflicts"]

    assert row["about"] == "next review"
    assert row["register"] == [{"raw": "01/07/2027", "where": "row 7, Next review"}]
    assert row["cover"] == [{"raw": "September 2027", "where": "body, next_review"}]


def test_what_was_sent_and_drafted_comes_from_the_ledger_without_addresses(view: View) -> None:
    ledger = MemoryLedger()
    for key, to, message in (
        ("owner/P1/2025-09-01/0/abc", "amy@ash.example", "m1"),
        ("owner/P9/2025-09-01/0/abc", "amy@ash.example", "m1"),
        ("write_draft/P1/2025-09-01/draft/-", None, None),
    ):
        kind, policy = key.split("/")[:2]
        result = {"path": "drafts/Behaviour.docx"} if kind == "write_draft" else None
        ledger.claim(key, kind=kind, policy=policy, to=to, today=TODAY, message_id=message)
        ledger.record(
            key, kind=kind, policy=policy, to=to, today=TODAY, state="done", message_id=message, result=result
        )
    told = view(a_late_one(), a_fine_one(), entries=ledger.entries())["done"]
    of_school = view(a_late_one(), a_fine_one(), entries=ledger.entries(), school="Beech")["done"]

    assert (told["messages"], told["entries"]) == (1, 2)
    assert [draft["path"] for draft in told["drafts"]] == ["drafts/Behaviour.docx"]
    assert told["days"] == [{"day": "2026-11-23", "messages": 1, "entries": 2, "drafts": 1}]
    assert of_school["days"] == []
    assert "amy@" not in str(told)


def test_a_trust_without_policies_is_told_so(view: View) -> None:
    told = view()

    assert told["total"] == 0
    assert told["in_short"] == ["The register lists no policies."]
    assert told["load"]["peak"] is None


def test_the_first_sentence_of_a_trust_in_order_says_so(view: View) -> None:
    assert in_short(view(a_fine_one()))[0] == "The trust keeps 1 policy in its register, and it is in order."
