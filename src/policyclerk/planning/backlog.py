"""An old register's first message is one summary; what was already past then comes back slowly, if at all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from policyclerk.domain.action import Suppressed
from policyclerk.planning.days import latest_send_day
from policyclerk.planning.desk import Desk
from policyclerk.planning.reminders import LATER, Ladder, Rung, why_not
from policyclerk.planning.summary import contact_of, why_no_summary
from policyclerk.planning.view import MAILED

PASSED = "passed over: the first message over an old register is one summary"
"""Why a reminder that a first run finds already past is not sent."""


@dataclass(frozen=True, slots=True)
class Amnesty:
    """What a first run makes of the steps already past.

    Attributes:
        open: ladders that go their usual way.
        passed: ladders that the summary stands for.
        skips: keys spent without a message of their own.
    """

    open: tuple[Ladder, ...]
    passed: tuple[Ladder, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    skips: tuple[str, ...] = ()


def amnesty(pending: Sequence[Ladder], desk: Desk) -> Amnesty:
    """The first run over an old register: one summary, and the steps already past are spent.

    It waits for a day and an hour at which the summary can go. Without a contact that may be written to there is none: then steps
    released before today are passed over in silence rather than sent in a burst, and today's go out.

    Args:
        pending: ladders whose newest step nobody has had.
    """
    if not pending or not _first(desk):
        return Amnesty(tuple(pending))
    contact = contact_of(desk).email
    if contact is None or desk.why_not_to(contact) is not None:
        past = [ladder for ladder in pending if ladder.newest.step.release < desk.today]
        todays = [ladder for ladder in pending if ladder.newest.step.release == desk.today]
        return _passed_over(past, todays, desk)
    held = why_no_summary(desk)
    if held is not None:
        waiting = tuple(Suppressed(rung.key, held) for ladder in pending for rung in ladder.unsaid)
        return Amnesty((), suppressed=waiting)
    return _passed_over(pending, (), desk)


def _first(desk: Desk) -> bool:
    """Whether no mail is in the ledger; a redirected one counts for further redirected ones alone."""
    rehearsed = desk.history.rehearsed_from if desk.settings.rollout.redirect else None
    summary = desk.settings.reminders.backlog == "summary"
    return summary and desk.history.first_day is None and rehearsed is None


def _passed_over(past: Sequence[Ladder], others: Sequence[Ladder], desk: Desk) -> Amnesty:
    """With `backlog_per_week` the newest step of each ladder stays unspent and waits for its turn."""
    kept = {ladder.newest.key for ladder in past} if desk.settings.rollout.backlog_per_week > 0 else set()
    keys = [rung.key for ladder in past for rung in ladder.unsaid]
    suppressed = [Suppressed(key, turn_words(desk) if key in kept else PASSED) for key in keys]
    skips = tuple(key for key in keys if key not in kept)
    return Amnesty(tuple(others), tuple(past), tuple(suppressed), skips)


def turn_words(desk: Desk) -> str:
    """Why an old reminder waits."""
    return f"waits its turn: {desk.settings.rollout.backlog_per_week} old policies a week, the most serious first"


def waiting_their_turn(pending: Sequence[Ladder], ladders: Collection[Ladder], desk: Desk) -> frozenset[str]:
    """Newest keys of the ladders that the weekly allowance for the backlog holds back today.

    Args:
        pending: ladders whose newest step nobody has had.
        ladders: all ladders, to count what of the backlog went this week.
    """
    first, per_week = desk.history.first_day, desk.settings.rollout.backlog_per_week
    if first is None or per_week <= 0 or desk.settings.reminders.backlog != "summary":
        return frozenset()
    old = [each for each in pending if each.newest.step.release <= first and each.newest.failed_on is None]
    ready = [each for each in old if why_not(each, desk) is None]
    in_turn = dict.fromkeys(each.line.key for each in sorted(ready, key=lambda each: each.line.seriousness))
    chosen = set(list(in_turn)[: _room(ladders, desk)])
    return frozenset(each.newest.key for each in ready if each.line.key not in chosen)


def _room(ladders: Collection[Ladder], desk: Desk) -> int:
    """How many old policies may still be told of this week; none in the week of the first summary."""
    first = desk.history.first_day
    week = latest_send_day(desk.today, desk.settings.reminders.send_on)
    if first is None or week <= first:
        return 0
    told = {
        ladder.line.key
        for ladder in ladders
        for rung in ladder.rungs
        if rung.step.release <= first and (tried := _tried_on(rung)) is not None and tried >= week
    }
    return max(desk.settings.rollout.backlog_per_week - len(told), 0)


def _tried_on(rung: Rung) -> date | None:
    """The day on which a step left or failed to leave; None where it was not tried, or passed over."""
    if rung.spent is not None and rung.spent.state in MAILED:
        return rung.spent.today
    return rung.failed_on


def overtaken(ladders: Sequence[Ladder]) -> tuple[Suppressed, ...]:
    """Released steps that are not said because a newer one was."""
    return tuple(
        Suppressed(rung.key, LATER)
        for ladder in ladders
        if ladder.newest.spent is not None
        for rung in ladder.unsaid
    )
