"""What holds on whatever days a trust runs, whatever fails in between."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from tests.planning.small_trust import (
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

from policyclerk.domain.people import Meeting

QUIET = TermDays(
    bank_holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2026, 12, 7)}),
    holidays=(
        (date(2026, 12, 19), date(2027, 1, 3), None),
        (date(2026, 11, 30), date(2026, 12, 4), "Beech School"),
    ),
)
SCHOOLS = ("Ash School", "Beech School", None)


@st.composite
def policies(draw, number: int):
    due = MONDAY + timedelta(days=draw(st.integers(-120, 120)))
    owners = draw(st.lists(st.sampled_from([JO, SAM, HEAD]), min_size=1, max_size=2, unique=True))
    values = {
        "row": number + 2,
        "school": draw(st.sampled_from(SCHOOLS)),
        "owners": tuple(map(owner, owners)),
        "approver": draw(st.sampled_from([None, FINANCE])),
        "next_review": due,
    }
    if draw(st.booleans()) and values["approver"] is not None:
        values |= {"last_reviewed": date(2026, 11, 1), "approved_on": date(2025, 11, 1)}
        values["next_review"] = date(2027, 11, 1)
    return policy(f"P{number}", **values)


@st.composite
def trusts(draw):
    drawn = [draw(policies(n)) for n in range(draw(st.integers(1, 5)))]
    reminders = {
        "backlog": draw(st.sampled_from(["summary", "send"])),
        "send_on": draw(st.sampled_from([(0,), (1, 3), (0, 1, 2, 3, 4)])),
    }
    per_week = draw(st.sampled_from([0, 0, 1]))
    meetings = [Meeting("Finance Committee", None, date(2026, 12, 10))] * draw(st.integers(0, 1))
    chosen = settings(reminders=reminders, rollout={"backlog_per_week": per_week})
    return SmallTrust(drawn, settings=chosen, days=QUIET, meetings=meetings)


DAYS = st.lists(st.tuples(st.integers(0, 70), st.booleans(), st.booleans()), max_size=25)
"""Days after the first on which a run happens, whether its mails fail, whether it is past the hour."""

NEVER = ("nobody to write to", "cap of", "waits its turn", "a later step", "skipped", "sent")


def play(trust: SmallTrust, runs) -> None:
    for offset, failing, late in sorted(runs):
        today = MONDAY + timedelta(days=offset)
        plan = trust.run(today, failing=failing, late_enough=late)
        _holds(trust, plan, today, late=late)
        again = trust.plan(today, late_enough=late)
        assert again.actions == (), "a second run on the same day has nothing left to do"
        assert again.skips == ()


def _holds(trust: SmallTrust, plan, today: date, *, late: bool) -> None:
    messages = [a for a in plan.actions if a.kind == "send_mail"]
    schools = {each.key: each.school for each in trust.policies}
    assert all(count == 1 for count in Counter(a.to for a in messages).values())
    assert not messages or late
    waiting = [each.key for each in plan.suppressed]
    assert len(waiting) == len(set(waiting)), "each key has one reason"
    assert not set(waiting) & {key for message in messages for key in message.items}
    for message in messages:
        assert message.items
        assert trust.days.is_working_day(today)
        for key in message.items:
            kind, policy_key, *_ = key.split("/")
            school = None if kind == "trust-summary" else schools[policy_key]
            assert trust.days.in_term(today, school)


@budget(max_examples=120, deadline=None)
@given(trusts(), DAYS)
def test_nothing_twice_nobody_twice_a_day_and_nothing_on_a_quiet_day(trust: SmallTrust, runs) -> None:
    play(trust, runs)
    sent = [e for e in trust.ledger.entries() if e.state == "done" and e.message_id]
    per_day = {(e.to, e.today): set() for e in sent}
    for entry in sent:
        per_day[entry.to, entry.today].add(entry.message_id)
    assert all(len(messages) == 1 for messages in per_day.values())
    spent = Counter(e.key for e in trust.ledger.entries() if e.state in ("done", "skipped"))
    assert all(count == 1 for count in spent.values())


@budget(max_examples=80, deadline=None)
@given(trusts(), DAYS)
def test_every_released_step_is_spent_in_the_end(trust: SmallTrust, runs) -> None:
    play(trust, runs)
    for offset in range(71, 80):
        trust.run(MONDAY + timedelta(days=offset))
    last = trust.plan(MONDAY + timedelta(days=79))
    steps = [
        each for each in last.suppressed if each.key.split("/")[0] in ("owner", "approver", "escalation")
    ]
    assert [each for each in steps if not each.why.startswith(NEVER)] == []


@budget(max_examples=60, deadline=None)
@given(trusts(), DAYS)
def test_only_a_newer_step_or_a_first_run_spends_a_step_without_a_message(trust: SmallTrust, runs) -> None:
    play(trust, runs)
    claims = trust.ledger.claims()
    skipped = {key for key, claim in claims.items() if claim.state == "skipped"}
    if trust.settings.reminders.backlog == "send":
        told = {tuple(k.split("/")[1:3]) for k, c in claims.items() if c.message_id}
        assert {tuple(key.split("/")[1:3]) for key in skipped} <= told
