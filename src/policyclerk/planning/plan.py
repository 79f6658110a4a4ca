"""Deciding: judgement, ledger and settings become a plan. Pure: the same desk always gives the same plan."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cache
from operator import attrgetter

from policyclerk.domain.action import Action, Plan, ReportOrder, Suppressed
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.judgement import Judgement
from policyclerk.domain.ledger import ledger_key
from policyclerk.domain.policy import Policy
from policyclerk.domain.register import Register
from policyclerk.domain.settings import Settings
from policyclerk.planning.days import Days, RememberedDays
from policyclerk.planning.desk import Desk, still_with_owner, waiting_to_be_published
from policyclerk.planning.drafts import drafts
from policyclerk.planning.ladder import by_body
from policyclerk.planning.mails import Mails, mails
from policyclerk.planning.recipients import Directory
from policyclerk.planning.safety import register_shrank, terms_missing, too_many_mails
from policyclerk.planning.view import LedgerView, mail_history
from policyclerk.planning.words import counted_by_school, lines_of
from policyclerk.planning.writeback import status_orders


def decide(
    *,
    judgement: Judgement,
    register: Register,
    ledger: LedgerView,
    settings: Settings,
    calendar: Days,
    today: date,
    late_enough: bool,
    allow_mails: int | None = None,
    allow_shrink: bool = False,
    digests: tuple[tuple[str, str], ...] = (),
    only_mails: bool = False,
    failed_drafts: frozenset[str] = frozenset(),
) -> Plan:
    """Everything a run would do today, and everything that is due and waits, with the reason.

    Actions stand in a stable order: drafts (oldest due first), mails (by kind, then key), rows of the register (sheet
    order), the report.

    Args:
        judgement: what is true of the policies.
        register: the register as read, with its people, schools and meetings.
        ledger: what was done before.
        calendar: working days and terms.
        today: the day of the run.
        late_enough: whether it is past the hour before which no mail goes.
        allow_mails: lifts the limit on mails to this number, for this run.
        allow_shrink: lifts the limit on policies that are gone, for this run.
        digests: path and digest of every document, for the fingerprint.
        only_mails: leave drafts, rows and report out (`remind`).
        failed_drafts: keys of drafts that this run has tried in vain.
    """
    lines = lines_of(judgement)
    directory = Directory(register, settings, today)
    desk = Desk(
        today=today,
        late_enough=late_enough,
        settings=settings,
        judgement=judgement,
        register=register,
        lines=lines,
        days=RememberedDays(calendar),
        ledger=replace(ledger, hash_recipient=cache(ledger.hash_recipient)),
        history=mail_history(ledger.claims),
        directory=directory,
        drafting=drafts(
            lines, ledger=ledger, settings=settings, today=today, writing=not only_mails, failed=failed_drafts
        ),
        meetings=by_body(register.meetings),
        by_school=counted_by_school(lines),
        with_owner=still_with_owner(lines),
        to_publish=waiting_to_be_published(lines, directory),
    )
    whole = _decided(desk, allow_mails=allow_mails, only_mails=only_mails)
    whole = replace(whole, fingerprint=fingerprint(register, digests, settings, today))
    shrank = register_shrank([line.key for line in desk.lines], ledger, settings.limits, allowed=allow_shrink)
    return _stopped(whole, shrank) if shrank else whole


def _decided(desk: Desk, *, allow_mails: int | None, only_mails: bool) -> Plan:
    known = _known_problems(desk)
    sent = mails(desk, known)
    crowd = too_many_mails(len(sent.actions), desk.settings.limits, allowed=allow_mails)
    if crowd is not None:
        known, sent = (*known, crowd), _unsent(sent, crowd)
    if only_mails:
        return Plan(desk.today, "", sent.actions, sent.suppressed, known, sent.skips)
    rows, row_words = _rows(desk)
    reports, report_words = _report(desk)
    return Plan(
        desk.today,
        "",
        (*desk.drafting.actions, *sent.actions, *rows, *reports),
        (*desk.drafting.suppressed, *sent.suppressed, *row_words, *report_words),
        known,
        sent.skips,
    )


def _known_problems(desk: Desk) -> tuple[RunProblem, ...]:
    """The problems of the judgement, and what planning itself misses."""
    found = list(desk.judgement.problems)
    schools = {line.standing.policy.school for line in desk.lines if line.standing.stage is not None}
    missing = terms_missing(schools, desk.days, desk.today)
    quiet = desk.settings.reminders.quiet_in_holidays
    if missing and quiet and not any(problem.kind == missing.kind for problem in found):
        found.append(missing)
    return tuple(found)


def _unsent(sent: Mails, crowd: RunProblem) -> Mails:
    why = f"not sent: {crowd.message}"
    held = (Suppressed(key, why) for action in sent.actions for key in (action.items or (action.key,)))
    return Mails((), (*sent.suppressed, *held), ())


def _rows(desk: Desk) -> tuple[tuple[Action, ...], tuple[Suppressed, ...]]:
    if not desk.settings.register.write_back:
        return (), ()
    return status_orders(
        desk.lines, register=desk.register, ledger=desk.ledger, drafts=desk.drafts, today=desk.today
    )


def _report(desk: Desk) -> tuple[tuple[Action, ...], tuple[Suppressed, ...]]:
    """The night's report, once per day; its view is made when everything else is over."""
    key = ledger_key("write_report", None, None, f"{desk.today.isoformat()}.night")
    spent = desk.ledger.spent(key)
    if spent is not None:
        return (), (Suppressed(key, f"written {spent.today.isoformat()}"),)
    order = ReportOrder("night", None)
    return (Action(key, "write_report", None, None, "the report of the night", order=order),), ()


def _stopped(plan: Plan, problem: RunProblem) -> Plan:
    """A plan of which nothing is done."""
    why = f"nothing was done: {problem.kind}"
    held = (Suppressed(key, why) for action in plan.actions for key in (action.items or (action.key,)))
    return replace(
        plan,
        actions=(),
        suppressed=(*plan.suppressed, *held),
        problems=(*plan.problems, problem),
        skips=(),
    )


def fingerprint(
    register: Register, digests: Sequence[tuple[str, str]], settings: Settings, today: date
) -> str:
    """First 16 hex digits of a SHA-256 over what a plan rests on: register values, documents, settings, today.

    The columns that we write ourselves are left out, else a run would change what the next preview shows.
    """
    tables: tuple[Iterable[object], ...] = (
        map(_told_of, register.policies),
        register.people,
        register.schools,
        register.terms,
        register.meetings,
        register.acknowledgements,
        sorted(digests),
        (settings, today.isoformat()),
    )
    digest = hashlib.sha256()
    for table in tables:  # one by one: the words for all of a large register would fill the memory
        for each in table:
            digest.update(repr(each).encode())
            digest.update(b"\n")
        digest.update(b"\n")
    return digest.hexdigest()[:16]


_FIELDS = attrgetter(*(field.name for field in fields(Policy) if field.name != "places"))


def _told_of(policy: Policy) -> tuple[object, ...]:
    """Everything of a policy; its places, which are most of it, as plain texts that are quickly written down."""
    return _FIELDS(policy), [(name, place.column, place.raw) for name, place in policy.places]
