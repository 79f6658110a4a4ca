"""What holds whatever people change between the nights and whatever fails in them: owners, absences, dates, outcomes."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from tests.people import a_claim
from tests.planning.small_trust import (
    CHAIR,
    CONTACT,
    FINANCE,
    HEAD,
    JO,
    MONDAY,
    SAM,
    SmallTrust,
    TermDays,
    owner,
    policy,
    settings,
)

from policyclerk.domain.ledger import effect_of
from policyclerk.domain.people import Meeting
from policyclerk.domain.settings import RemindersSettings
from policyclerk.planning.days import release_on

QUIET = TermDays(
    bank_holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}),
    holidays=((date(2026, 12, 19), date(2027, 1, 3), None),),
)
LAST = 75
"""Days after the first within which nights fail and people change things; then come healthy nights."""
NEVER = (
    "nobody to write to",
    "cap of",
    "a later step",
    "skipped",
    "sent",
    "may have been sent",
    "passed over",
)
MOMENT = st.tuples(st.sampled_from([n for n in range(LAST + 1) if n % 7 in (0, 1, 3)]), st.integers(0, 3))
"""A day and an hour: several nights and changes may fall on one day, in any order."""
WORDS = st.sampled_from(["done", "done", "done", "failed", "unknown"])

NIGHTS = st.lists(
    st.tuples(
        MOMENT,
        st.sampled_from(["whole", "whole", "before the hour", "killed"]),
        st.lists(WORDS, min_size=1, max_size=4),
    ),
    max_size=25,
)
"""When, how the night goes, and what becomes of its mails in turn."""

CHANGES = st.lists(
    st.tuples(
        MOMENT,
        st.integers(0, 3),
        st.sampled_from(
            [
                "new owner",
                "two owners",
                "extend",
                "ready",
                "changes needed",
                "approve",
                "leave",
                "come back",
                "away",
            ]
        ),
    ),
    max_size=12,
)
"""When, which policy (or person), and what somebody types."""


@st.composite
def trusts(draw) -> SmallTrust:
    policies = [
        policy(
            f"P{n}",
            row=n + 2,
            owners=(owner(draw(st.sampled_from([JO, SAM, HEAD]))),),
            approver=draw(st.sampled_from([None, FINANCE])),
            next_review=MONDAY + timedelta(days=draw(st.integers(-60, 120))),
            columns=("outcome_on",),
        )
        for n in range(draw(st.integers(1, 4)))
    ]
    meetings = [Meeting("Finance Committee", None, MONDAY + timedelta(days=n)) for n in (17, 45)]
    reminders = {"send_on": draw(st.sampled_from([(0,), (1, 3), (0, 1, 2, 3, 4)]))}
    return SmallTrust(
        policies,
        settings=settings(reminders=reminders),
        days=QUIET,
        meetings=meetings * draw(st.integers(0, 1)),
    )


# ---- what people do, and what a night does


def change(trust: SmallTrust, today: date, number: int, what: str) -> None:
    person = (JO, SAM, HEAD, CHAIR)[number]
    people = {
        "leave": {"active": False},
        "come back": {"active": True, "away_from": None, "away_until": None},
        "away": {"away_from": today, "away_until": today + timedelta(days=9)},
    }
    if what in people:
        trust.people = [replace(p, **people[what]) if p.email == person.email else p for p in trust.people]
        trust.policies = [_known_again(each, trust) for each in trust.policies]
    elif number < len(trust.policies):
        policies = list(trust.policies)
        policies[number] = _typed(policies[number], what, today)
        trust.policies = policies


def _known_again(each, trust: SmallTrust):
    """The register is understood anew each night, so owners and approvers bear what their rows say now."""
    rows = {p.email: p for p in trust.people}
    owners = tuple(replace(o, person=rows[o.email]) for o in each.owners)
    approver = each.approver and replace(
        each.approver, people=tuple(rows[p.email] for p in each.approver.people)
    )
    return replace(each, owners=owners, approver=approver)


def _typed(each, what: str, today: date):
    day = a_claim(today)
    if what == "new owner":
        return replace(each, owners=(owner(SAM if each.owners[0].email == JO.email else JO),))
    if what == "two owners":
        return replace(each, owners=(owner(JO), owner(HEAD)))
    if what == "extend":
        return replace(each, extended_to=a_claim(max(each.next_review.end, today) + timedelta(days=40)))
    if what == "approve":
        following = a_claim(each.next_review.end + timedelta(days=365))
        done = {"last_reviewed": day, "approved_on": day, "next_review": following}
        return replace(each, **done, extended_to=None, outcome=None, outcome_on=None)
    return replace(each, outcome=what, outcome_on=day)


def noon(trust: SmallTrust, today: date, number: int, what: str) -> None:
    """A round in the morning, what somebody types, and a further round on the same day."""
    night(trust, today, "whole", ["done"])
    change(trust, today, number, what)
    night(trust, today, "whole", ["done"])


def night(trust: SmallTrust, today: date, how: str, words: list[str]) -> None:
    """A night that is killed does nothing after half of its actions."""
    plan = trust.plan(today, late_enough=how != "before the hour")
    holds(trust, plan)
    actions = plan.actions[: len(plan.actions) // 2] if how == "killed" else plan.actions
    trust._take([effect_of(key) for key in plan.skips], plan.today, "skipped")
    for number, action in enumerate(actions):
        mail = action.kind == "send_mail"
        keys = action.items or (action.key,)
        effects = [effect_of(key, to=action.to, message_id=action.key if mail else None) for key in keys]
        trust._take(effects, plan.today, words[number % len(words)] if mail else "done")


def holds(trust: SmallTrust, plan) -> None:
    """What is true of every single plan."""
    messages = [a for a in plan.actions if a.kind == "send_mail"]
    policies = {each.key: each for each in trust.policies}
    absent = {
        p.email
        for p in trust.people
        if not p.active or (p.away_from and p.away_from <= plan.today <= p.away_until)
    }
    assert all(number == 1 for number in Counter(a.to for a in messages).values())
    for message in messages:
        for key in message.items:
            kind, name, *_, person = key.split("/")
            assert person == trust.ledger.hash_recipient(message.to), (
                "a key belongs to the person who is written to"
            )
            if kind == "owner":
                each = policies[name]
                assert not _has_said_ready(each, plan.today)
                assert message.to not in absent or message.to in (HEAD.email, CONTACT)
                assert message.to in {o.email for o in each.owners} | {HEAD.email, CONTACT}


def _has_said_ready(each, today: date) -> bool:
    """Whether an owner has done her part; what is typed within 60 days of an approval belongs to the review before it."""
    if each.outcome != "ready" or each.outcome_on.end < today - timedelta(days=180):
        return False
    return each.approved_on is None or each.outcome_on.end > each.approved_on.end + timedelta(days=60)


def play(trust: SmallTrust, nights, changes) -> None:
    happenings = [(when, noon, rest) for when, *rest in changes] + [
        (when, night, rest) for when, *rest in nights
    ]
    for (offset, _), happen, rest in sorted(happenings, key=lambda each: each[0]):
        happen(trust, MONDAY + timedelta(days=offset), *rest)
    for offset in range(LAST + 1, LAST + 12):
        night(trust, MONDAY + timedelta(days=offset), "whole", ["done"])


# ---- what is true of the whole


@budget(max_examples=80, deadline=None)
@given(trusts(), NIGHTS, CHANGES)
def test_nobody_has_two_messages_on_a_day_and_no_step_leaves_twice(trust, nights, changes) -> None:
    play(trust, nights, changes)
    left = [e for e in trust.ledger.entries() if e.state in ("done", "unknown") and e.message_id]
    per_day: dict[tuple[str | None, date], set[str]] = {}
    for entry in left:
        per_day.setdefault((entry.to, entry.today), set()).add(entry.message_id or "")
    assert all(len(messages) == 1 for messages in per_day.values())
    assert all(number == 1 for number in Counter(entry.key for entry in left).values())


@budget(max_examples=80, deadline=None)
@given(trusts(), NIGHTS, CHANGES)
def test_after_all_that_no_due_step_is_left_unsaid(trust, nights, changes) -> None:
    play(trust, nights, changes)
    last = trust.plan(MONDAY + timedelta(days=LAST + 11))
    waiting = [
        (each.key, each.why)
        for each in last.suppressed
        if each.key.split("/")[0] in ("owner", "approver", "escalation") and not each.why.startswith(NEVER)
    ]
    assert waiting == []
    assert not [action for action in last.actions if action.kind == "send_mail"]


@budget(max_examples=80, deadline=None)
@given(trusts(), NIGHTS)
def test_the_newest_step_by_the_calendar_alone_stands_in_the_ledger(trust, nights) -> None:
    """Reckoned apart from the planner: due date, steps and sending weekday, where no meeting moves anything."""
    trust.meetings = ()
    play(trust, nights, [])
    today, reminders = MONDAY + timedelta(days=LAST + 11), trust.settings.reminders
    spent = {key for key, claim in trust.ledger.claims().items() if claim.spent}
    for each in trust.policies:
        due = each.next_review.end
        newest = newest_step(due, reminders, today)
        if (
            newest is not None
            and due.weekday() < 5
            and QUIET.in_term(due, None)
            and QUIET.is_working_day(due)
        ):
            assert [key for key in spent if key.startswith(f"owner/{each.key}/{due}/{newest}/")]


def newest_step(due: date, reminders: RemindersSettings, today: date) -> int | None:
    """The owner's step that was released last by today."""
    released = [
        step
        for step in reminders.owner_steps
        if release_on(due - timedelta(days=step), reminders.send_on) <= today
    ]
    return min(released, default=None)
