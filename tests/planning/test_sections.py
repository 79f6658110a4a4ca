"""Sentences about who reads what in which part of a message, and about the one line a month to a chair."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from tests.people import a_block, a_document
from tests.planning.small_trust import (
    CHAIR,
    CLERK,
    CONTACT,
    FINANCE,
    HEAD,
    JO,
    MONDAY,
    SmallTrust,
    TermDays,
    mails,
    owner,
    policy,
    settings,
)

from policyclerk.adapters.calendar_ics import calendar_bytes
from policyclerk.adapters.templates_jinja import JinjaRenderer
from policyclerk.domain.action import Action
from policyclerk.domain.people import Approver, Meeting

RENDERER = JinjaRenderer([Path(__file__).parents[2] / "templates"], trust="Northmoor")
REPLY = {"mail": {"reply_to": "kit@trust.example"}}
WAITING = {"status": "At committee", "state": "at committee", "approver": FINANCE, "next_review": MONDAY}
MEETING = Meeting("Finance Committee", None, MONDAY + timedelta(days=7))


def message_to(trust: SmallTrust, person, day: date = MONDAY) -> Action:
    return next(a for a in trust.plan(day).actions if a.kind == "send_mail" and a.to == person.email)


def sections(action: Action) -> list[tuple[str, str, list[str]]]:
    return [
        (each["role"], each["heading"], [item["policy"] for item in each["items"]])
        for each in action.order.context["sections"]
    ]


def test_an_owner_reads_what_to_review_to_finish_and_to_publish_apart() -> None:
    soon = MONDAY + timedelta(days=14)
    trust = SmallTrust(
        [
            policy("P1", next_review=soon),
            policy("P2", row=3, next_review=soon, outcome="changes needed"),
            policy("P3", row=4, state="approved", website="Yes", next_review=date(2028, 1, 1)),
            policy("P4", row=5, state="approved", website="No", next_review=date(2028, 1, 1)),
            policy("P5", row=6, state="published", website="Yes", next_review=date(2028, 1, 1)),
        ]
    )
    action = message_to(trust, JO)
    assert sections(action) == [
        ("owner", "Yours to review", ["P1"]),
        ("finish", "Yours to finish", ["P2"]),
        ("publish", "Yours to publish", ["P3"]),
    ]
    assert not [key for key in action.items if "/P3/" in key], "what is only told spends no key"
    subject, text, _ = RENDERER.mail(action.order)
    assert subject == "2 policies to review, the first by 7 December 2026"
    assert "Finish by 7 December 2026 the changes that the review asked for" in text
    assert "Approved, and not yet marked as published." in text


def test_a_register_that_never_says_published_is_not_asked_to() -> None:
    approved = policy("P3", row=4, state="approved", website="Yes", next_review=date(2028, 1, 1))
    trust = SmallTrust([policy("P1", next_review=MONDAY), approved])
    assert [role for role, _, _ in sections(message_to(trust, JO))] == ["owner"]


def test_an_approver_reads_each_meeting_apart_the_nearest_first() -> None:
    other = Approver("Pay Committee", "Pay Committee", (CHAIR, CLERK))
    trust = SmallTrust(
        [
            policy("P1", **WAITING),
            policy("P2", row=3, **{**WAITING, "approver": other}),
            policy("P3", row=4, **{**WAITING, "approver": Approver("Board", "Board", (CHAIR,))}),
        ],
        meetings=[MEETING, Meeting("Pay Committee", None, MONDAY + timedelta(days=3))],
    )
    found = sections(message_to(trust, CHAIR))
    assert found[:2] == [
        ("approver", "Pay Committee, 26 November 2026", ["P2"]),
        ("approver", "Finance Committee, 30 November 2026", ["P1"]),
    ]


@pytest.mark.parametrize(
    ("also", "subject"),
    [
        ({}, "1 policy to approve: Finance Committee, 30 November 2026"),
        ({"sign": True}, "1 policy to approve, 1 to sign: Finance Committee, 30 November 2026"),
    ],
)
def test_the_subject_tells_a_governor_what_and_for_when(also, subject: str) -> None:
    policies = [policy("P1", **WAITING)]
    papers = {}
    if also:
        unsigned = {"next_review": date(2027, 11, 1), "approver": FINANCE}
        policies.append(policy("P2", row=3, **unsigned))
        papers["P2"] = a_document("policies/P2.docx", sign_offs=(a_block("no"),))
    trust = SmallTrust(policies, meetings=[MEETING], documents=papers)
    assert RENDERER.mail(message_to(trust, CHAIR).order)[0] == subject


@pytest.mark.parametrize(
    ("days", "subject"),
    [
        ((14,), "Please review P0 Policy by 7 December 2026"),
        ((0,), "Please review P0 Policy by 23 November 2026"),
        ((-14,), "Overdue: please review P0 Policy"),
        ((-14, -42), "2 policies to review, all overdue"),
        ((-14, 14), "2 policies to review, 1 overdue, the next by 7 December 2026"),
    ],
)
def test_the_subject_tells_an_owner_how_urgent_it_is(days: tuple[int, ...], subject: str) -> None:
    policies = [
        policy(f"P{n}", row=n + 2, next_review=MONDAY + timedelta(days=late)) for n, late in enumerate(days)
    ]
    trust = SmallTrust(policies, settings=settings(reminders={"escalation": ()}))
    assert RENDERER.mail(message_to(trust, JO).order)[0] == subject


def test_a_contact_with_business_of_her_own_reads_in_the_subject_that_the_summary_is_there_too() -> None:
    mine = policy(next_review=MONDAY)
    trust = SmallTrust([mine], settings=settings(trust={"contact": JO.email}))
    subject = RENDERER.mail(message_to(trust, JO).order)[0]
    assert subject == "Please review P1 Policy by 23 November 2026, and how the policies stand"


def test_papers_that_are_past_leave_the_due_day_in_the_subject() -> None:
    mine = policy(next_review=MONDAY + timedelta(days=10), approver=FINANCE)
    trust = SmallTrust([mine], meetings=[Meeting("Finance Committee", None, MONDAY + timedelta(days=2))])
    assert RENDERER.mail(message_to(trust, JO).order)[0] == "Please review P1 Policy, due on 3 December 2026"


def test_a_due_date_in_a_holiday_is_shown_with_the_last_day_before_it() -> None:
    away = TermDays(holidays=((MONDAY + timedelta(days=12), MONDAY + timedelta(days=30), None),))
    trust = SmallTrust([policy(next_review=MONDAY + timedelta(days=14))], days=away)
    _, text, _ = RENDERER.mail(message_to(trust, JO).order)
    assert "Due on 7 December 2026, in a holiday: needed by 4 December 2026, before it." in text


def test_a_chair_is_asked_to_decide_and_a_clerk_to_put_it_on_the_agenda() -> None:
    trust = SmallTrust([policy("P1", **WAITING)], meetings=[MEETING])
    asked = {who: RENDERER.mail(message_to(trust, who).order)[1] for who in (CHAIR, CLERK)}
    assert "What to do: Decide on it at the meeting of 30 November 2026" in asked[CHAIR]
    assert "What to do: Put it on the agenda of 30 November 2026" in asked[CLERK]


def test_an_approver_is_given_the_draft_that_its_owner_has_handed_on_and_not_one_that_became_the_policy() -> (
    None
):
    mine = policy("P1", next_review=MONDAY + timedelta(days=30), approver=FINANCE)
    trust = SmallTrust(
        [mine],
        meetings=[MEETING],
        settings=settings(drafts={"web_root": "https://ash.example/drafts/"}),
        documents={"P1": a_document("policies/a/P 1.docx", version="1.3")},
    )
    trust.run(MONDAY - timedelta(days=7))
    trust.policies = [policy("P1", **{**WAITING, "next_review": MONDAY + timedelta(days=30)})]
    item = message_to(trust, CHAIR).order.context["sections"][0]["items"][0]
    assert item["draft"] == "drafts/a/P 1 v1.4 DRAFT.docx"
    assert item["draft_link"] == "https://ash.example/drafts/a/P%201%20v1.4%20DRAFT.docx"
    assert 'href="https://ash.example/drafts/a/P%201' in RENDERER.mail(message_to(trust, CHAIR).order)[2]
    saved_over = a_document("policies/a/P 1.docx", version="1.4", latest_review=MONDAY - timedelta(days=2))
    trust.documents = {"P1": saved_over}
    assert message_to(trust, CHAIR).order.context["sections"][0]["items"][0]["draft"] is None


# ---- ready-made answers


def test_every_item_has_its_answers_and_without_a_reply_address_none() -> None:
    trust = SmallTrust(
        [policy("P1", next_review=MONDAY), policy("P2", row=3, **WAITING)],
        meetings=[MEETING],
        settings=settings(**REPLY),
    )
    _, text, html = RENDERER.mail(message_to(trust, JO).order)
    assert html.count('href="mailto:kit@trust.example?subject=') == 2
    assert "subject=Reviewed%2C%20no%20change%3A%20P1" in html
    assert 'the subject "Reviewed, no change: P1, Ash School"' in text
    assert "decides nothing by itself" in html
    assert "decides nothing by itself" in text
    assert RENDERER.mail(message_to(trust, CHAIR).order)[2].count("mailto:") == 1
    trust.settings = settings()
    for person in (JO, CHAIR):
        assert "mailto:" not in RENDERER.mail(message_to(trust, person).order)[2]


def test_somebody_who_is_to_give_a_push_has_no_answer_to_give() -> None:
    late = policy(next_review=MONDAY - timedelta(days=28))
    trust = SmallTrust([late], settings=settings(**REPLY))
    escalation = next(a for a in mails(trust.plan()) if a.order.kind == "escalation")
    assert "mailto:" not in RENDERER.mail(escalation.order)[2]


# ---- the calendar


def test_the_days_of_a_message_go_with_it_and_a_push_has_none() -> None:
    coming = policy("P1", next_review=MONDAY + timedelta(days=14), approver=FINANCE)
    late = policy("P2", row=3, next_review=MONDAY - timedelta(days=28))
    trust = SmallTrust([coming, late, policy("P3", row=4, **WAITING)], meetings=[MEETING])
    order = message_to(trust, JO).order
    assert [each.title for each in order.events] == [
        "Review due: P1 Policy (P1), Ash School",
        "Papers go out: Finance Committee of 30 November 2026",
        "Finance Committee meets: 1 policy to decide on",
    ]
    assert "attached for your calendar" in RENDERER.mail(order)[1]
    entries = Calendar.from_ical(calendar_bytes(order.events, name="x", today=MONDAY)).walk("VEVENT")
    assert len(entries) == 3
    assert {each.on for each in message_to(trust, CHAIR).order.events} == {MONDAY, MEETING.on}
    pushed = next(a for a in mails(trust.plan()) if a.order.kind == "escalation")
    assert pushed.order.events == ()
    assert "calendar" not in RENDERER.mail(pushed.order)[1]


def test_the_same_meeting_is_the_same_entry_for_owner_and_approver() -> None:
    coming = policy("P1", next_review=MONDAY + timedelta(days=14), approver=FINANCE)
    trust = SmallTrust([coming, policy("P3", row=4, **WAITING)], meetings=[MEETING])
    uids = [{e.uid for e in message_to(trust, who).order.events if e.on == MEETING.on} for who in (JO, CHAIR)]
    assert uids[0] == uids[1]


def test_notify_carries_no_file_so_none_is_promised() -> None:
    trust = SmallTrust([policy(next_review=MONDAY)], settings=settings(mail={"kind": "notify"}))
    trust.settings = settings(mail={"kind": "notify", "allowed_domains": ("ash.example", "trust.example")})
    order = message_to(trust, JO).order
    assert order.events == ()
    assert "calendar" not in RENDERER.mail(order)[1]


# ---- the chair's line


def test_a_chair_hears_once_a_month_what_waits_for_the_body_and_nothing_of_what_lies_with_owners() -> None:
    trust = SmallTrust(
        [
            policy("P1", **WAITING),
            policy("P2", row=3, approver=FINANCE, next_review=MONDAY - timedelta(days=3)),
            policy("P3", row=4, approver=FINANCE, next_review=date(2028, 1, 1)),
        ],
        meetings=[MEETING, Meeting("Finance Committee", None, MONDAY + timedelta(days=24))],
    )
    first = message_to(trust, CHAIR)
    _, text, html = RENDERER.mail(first.order)
    line = "Of the 3 policies that Finance Committee of Ash School decides on, 1 awaits approval and none awaits a signature."
    assert line in text
    assert line in html
    assert "P2" not in text
    assert first.order.context["bodies"][0]["total"] == 3
    trust.run(MONDAY)
    again = message_to(trust, CHAIR, MONDAY + timedelta(days=7))
    assert again.order.context["bodies"] == [], "the month has had its line"
    trust.run(MONDAY + timedelta(days=7))
    next_month = message_to(trust, CHAIR, MONDAY + timedelta(days=14))
    assert len(next_month.order.context["bodies"]) == 1
    assert all(key.startswith("approver/") for key in next_month.items), "the line spends no key"


def test_chair_and_clerk_are_known_however_the_people_tab_spells_their_body() -> None:
    people = [replace(each, body="The Finance") for each in (CHAIR, CLERK)]
    body = Approver("Finance Committee", "Finance Committee", tuple(people))
    trust = SmallTrust(
        [
            policy("P1", **{**WAITING, "approver": body}),
            policy("P2", row=3, approver=body, next_review=MONDAY + timedelta(days=30)),
        ],
        meetings=[MEETING],
        people=(JO, *people),
    )
    assert len(message_to(trust, CHAIR).order.context["bodies"]) == 1
    assert "with-owner" in [role for role, _, _ in sections(message_to(trust, CLERK))]


def test_the_line_makes_no_message_by_itself_and_a_clerk_has_none() -> None:
    quiet = SmallTrust([policy(approver=FINANCE, next_review=date(2028, 1, 1))])
    assert mails(quiet.plan()) == []
    trust = SmallTrust([policy("P1", **WAITING)], meetings=[MEETING])
    assert message_to(trust, CLERK).order.context["bodies"] == []


@pytest.mark.parametrize("role", ["Vice Chair", "Deputy chair of governors", "Vice-chair", "Chair-elect"])
def test_a_vice_chair_does_not_chair(role: str) -> None:
    vice = CHAIR.__class__("Val Dean", "val@trust.example", role=role, body="Finance Committee")
    body = Approver("Finance Committee", "Finance Committee", (vice,))
    trust = SmallTrust([policy("P1", **{**WAITING, "approver": body})], meetings=[MEETING], people=(JO, vice))
    assert message_to(trust, vice).order.context["bodies"] == []


def test_the_chair_never_hears_of_what_still_lies_with_its_owner_and_the_clerk_does() -> None:
    trust = SmallTrust(
        [
            policy("P1", **WAITING),
            policy(
                "P2", row=3, approver=FINANCE, next_review=MONDAY + timedelta(days=30), owners=(owner(JO),)
            ),
        ],
        meetings=[MEETING],
    )
    assert [keys for role, _, keys in sections(message_to(trust, CLERK)) if role == "with-owner"] == [["P2"]]
    assert [role for role, _, _ in sections(message_to(trust, CHAIR))] == ["approver"]
    _, text, _ = RENDERER.mail(message_to(trust, CLERK).order)
    assert "To be decided by Finance Committee on 30 November 2026." in text


# ---- the trust's summary


def test_the_summary_says_when_a_check_was_last_completed() -> None:
    trust = SmallTrust([policy(next_review=date(2028, 1, 1))])

    def told(day: date) -> str:
        return RENDERER.mail(next(a for a in trust.plan(day).actions if a.to == CONTACT).order)[1]

    assert "No check was completed before this one." in told(MONDAY)
    trust.run(MONDAY)
    trust.run(MONDAY + timedelta(days=3))
    assert "was completed on 26 November 2026." in told(MONDAY + timedelta(days=7))


# ---- how much is said


@pytest.mark.parametrize(
    ("found", "owner_reads", "head_reads"),
    [
        (1, "Found 0.", "1 other thing to look at is in the report."),
        (
            9,
            "and 4 more, in the report and in the draft's comments",
            "9 other things to look at are in the report.",
        ),
    ],
)
def test_of_many_findings_an_owner_reads_the_worst_and_her_head_their_number(
    found: int, owner_reads: str, head_reads: str
) -> None:
    late = policy(next_review=MONDAY - timedelta(days=28))
    trust = SmallTrust([late], documents={"P1": a_document("policies/P1.docx", version="1.3")})
    for person, said in ((JO, owner_reads), (HEAD, head_reads)):
        order = message_to(trust, person).order
        many = [
            {
                "kind": "outdated_reference",
                "words": "x",
                "severity": "amber",
                "message": f"Found {n}.",
                "since": None,
            }
            for n in range(found)
        ]
        (section,) = [each for each in order.context["sections"] if each["role"] in ("owner", "escalation")]
        section["items"][0]["findings"] = many
        _, text, html = RENDERER.mail(order)
        assert said in text
        assert said.replace("'", "&#39;") in html or said in html
        assert ("Found 5." in text) is False
