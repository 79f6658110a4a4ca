"""The mails of a plan: one message per person, and the reason for everything that waits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policyclerk.domain.action import MAIL_KINDS, Action, Suppressed
from policyclerk.domain.finding import RunProblem
from policyclerk.planning.backlog import Amnesty, amnesty, overtaken, turn_words, waiting_their_turn
from policyclerk.planning.desk import Desk
from policyclerk.planning.digest import message
from policyclerk.planning.reading import reading_ladders
from policyclerk.planning.reminders import (
    LATER,
    Ladder,
    accepted_words,
    ladders,
    said_before,
    spent_words,
    unreachable,
    why_not,
)
from policyclerk.planning.sections import Post, Summary
from policyclerk.planning.summary import contact_of, summary_key, why_no_summary


@dataclass(frozen=True, slots=True)
class Mails:
    """What goes, what waits and why, and which steps are spent without a message."""

    actions: tuple[Action, ...]
    suppressed: tuple[Suppressed, ...]
    skips: tuple[str, ...]


def mails(desk: Desk, problems: Sequence[RunProblem]) -> Mails:
    """All messages of today.

    Args:
        problems: what the run could not do or should be known, for the trust's summary.
    """
    everything = (*ladders(desk), *reading_ladders(desk))
    pending = [ladder for ladder in everything if ladder.newest.spent is None]
    opened = amnesty(pending, desk)
    going, waiting = _sorted_out(opened.open, everything, desk)
    summary, unsummed = _summary(desk, pending, opened, problems)
    posts = _posts(going, everything, summary, desk)
    sent, rehearsed = _new_messages(posts, desk)
    late = overtaken(everything)
    suppressed = (
        *(said for ladder in everything for said in said_before(ladder)),
        *late,
        *opened.suppressed,
        *waiting,
        *unsummed,
        *_older_than(going),
        *rehearsed,
    )
    skips = (*(each.key for each in late), *opened.skips, *(each.key for each in _older_than(going)))
    redirected = bool(desk.settings.rollout.redirect)
    return Mails(sent, suppressed, () if redirected else skips)


def _sorted_out(
    pending: Sequence[Ladder], everything: Sequence[Ladder], desk: Desk
) -> tuple[list[Ladder], list[Suppressed]]:
    """The ladders whose newest step goes now, and why the others wait."""
    in_turn = waiting_their_turn(pending, everything, desk)
    going: list[Ladder] = []
    waiting: list[Suppressed] = []
    for ladder in pending:
        why = why_not(ladder, desk) or (turn_words(desk) if ladder.newest.key in in_turn else None)
        if why is None:
            going.append(ladder)
        else:
            waiting.append(Suppressed(ladder.newest.key, why))
            waiting.extend(_older_than([ladder]))
    return going, waiting


def _older_than(going: Iterable[Ladder]) -> Iterator[Suppressed]:
    for ladder in going:
        for rung in ladder.unsaid[:-1]:
            yield Suppressed(rung.key, LATER)


def _summary(
    desk: Desk, pending: Sequence[Ladder], opened: Amnesty, problems: Sequence[RunProblem]
) -> tuple[Summary | None, tuple[Suppressed, ...]]:
    key, why = summary_key(desk), why_no_summary(desk)
    if why is not None:
        return None, (Suppressed(key, why),)
    nobody = tuple(ladder for ladder in pending if unreachable(ladder, desk) is not None)
    passed = tuple(ladder.line for ladder in opened.passed)
    return Summary(key, nobody, passed, len(opened.passed), tuple(problems)), ()


def _posts(
    going: Sequence[Ladder], everything: Sequence[Ladder], summary: Summary | None, desk: Desk
) -> list[Post]:
    """Everything for one person in one message."""
    contact = contact_of(desk)
    people = {ladder.recipient.email: ladder.recipient for ladder in going}
    if summary is not None:
        people.setdefault(contact.email, contact)
    due, told = _by_address(going), _by_address(_told_before(everything, desk))
    return [
        Post(
            recipient=person,
            due=due.get(address, ()),
            told=told.get(address, ()),
            summary=summary if summary is not None and address == contact.email else None,
        )
        for address, person in people.items()
    ]


def _by_address(ladders: Iterable[Ladder]) -> dict[str | None, tuple[Ladder, ...]]:
    found: dict[str | None, list[Ladder]] = {}
    for ladder in ladders:
        found.setdefault(ladder.recipient.email, []).append(ladder)
    return {address: tuple(theirs) for address, theirs in found.items()}


def _told_before(everything: Sequence[Ladder], desk: Desk) -> list[Ladder]:
    """Business that was told or passed over earlier and is still open: repeated in the text, never as a key."""
    return [
        ladder
        for ladder in everything
        if ladder.newest.spent is not None
        and desk.rolled_out(ladder.school)
        and not accepted_words(ladder.line, desk.today)
    ]


def _new_messages(posts: Iterable[Post], desk: Desk) -> tuple[tuple[Action, ...], tuple[Suppressed, ...]]:
    """The messages by kind and key, without those that were redirected before (they spend no key to tell by)."""
    actions = [message(post, desk) for post in posts]
    again = [(action, claim) for action in actions if (claim := desk.ledger.spent(action.key)) is not None]
    repeated = {action.key for action, _ in again}
    sent = [action for action in actions if action.key not in repeated]
    sent.sort(key=lambda action: (MAIL_KINDS.index(action.order.kind), action.key))
    said = (Suppressed(action.key, f"redirected, {spent_words(claim)}") for action, claim in again)
    return tuple(sent), tuple(said)
