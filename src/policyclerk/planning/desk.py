"""Everything a plan looks at, laid out once: the day, the register, the ledger, the people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyclerk.domain.judgement import Judgement
from policyclerk.domain.policy_words import statutory_of
from policyclerk.domain.register import Register
from policyclerk.domain.settings import Settings
from policyclerk.planning.days import Days, next_open_day, weekday_words, why_quiet
from policyclerk.planning.drafts import Drafting
from policyclerk.planning.ladder import Meetings
from policyclerk.planning.recipients import Directory, folded
from policyclerk.planning.view import LedgerView, MailHistory
from policyclerk.planning.words import Line

BodyOfSchool = tuple[str, str | None]
"""An approving body, and the school whose policies it decides on (None: the trust's own)."""


def still_with_owner(lines: Sequence[Line]) -> Mapping[BodyOfSchool, tuple[Line, ...]]:
    """The policies that lie with their owners, by the body that will have to approve them."""
    found: dict[BodyOfSchool, list[Line]] = {}
    for line in lines:
        policy = line.standing.policy
        if line.standing.stage == "with owner" and policy.approver and policy.approver.body:
            found.setdefault((policy.approver.body, policy.school), []).append(line)
    return {body: tuple(theirs) for body, theirs in found.items()}


def waiting_to_be_published(lines: Sequence[Line], directory: Directory) -> Mapping[str, Sequence[Line]]:
    """By their owners' addresses, what is approved, belongs on the website and is not said to be there yet.

    Only a register in which some policy is "published" tells this step apart from "approved".
    """
    found: dict[str, list[Line]] = {}
    if not any(line.standing.policy.state == "published" for line in lines):
        return found
    for line in lines:
        policy = line.standing.policy
        # a tick means the same in this column as under Statutory
        if policy.state == "approved" and line.standing.stage == "in order" and statutory_of(policy.website):
            for owner in directory.owners(policy):
                found.setdefault(owner.email or "", []).append(line)
    return found


def _folded_all(names: Iterable[str]) -> frozenset[str]:
    return frozenset(folded(name).removeprefix("@") for name in names)


@dataclass(frozen=True, slots=True)
class Desk:
    """The clerk's desk on one day.

    Attributes:
        late_enough: whether it is past the hour before which no mail goes.
        drafting: the drafts of this plan and of earlier ones in the same cycle.
        meetings: the meetings of every body.
        with_owner: what is still with its owners, by approving body and school.
        to_publish: what is approved and waits to be published, by its owners' addresses.
        by_school: counts of policies by school, as messages show them.
    """

    today: date
    late_enough: bool
    settings: Settings
    judgement: Judgement
    register: Register
    lines: tuple[Line, ...]
    days: Days
    ledger: LedgerView
    history: MailHistory
    directory: Directory
    drafting: Drafting
    meetings: Meetings
    by_school: tuple[Mapping[str, Any], ...]
    with_owner: Mapping[BodyOfSchool, tuple[Line, ...]]
    to_publish: Mapping[str, Sequence[Line]]

    @property
    def drafts(self) -> Mapping[str, str]:
        """Policy -> path of its draft relative to the project directory."""
        return self.drafting.paths

    def hash_of(self, email: str | None) -> str | None:
        """The recipient part of ledger keys."""
        return self.ledger.hash_recipient(email) if email else None

    def why_not_now(self, school: str | None) -> str | None:
        """Why no mail about a school goes now: the day, or the hour; None where it may."""
        quiet = self.settings.reminders.quiet_in_holidays
        reason = why_quiet(self.today, school, self.days, quiet=quiet)
        if reason is not None:
            return self.waits(school, reason)
        if not self.late_enough:
            return f"waits until {self.settings.reminders.send_after:%H:%M}"
        return None

    def waits(self, school: str | None, reason: str) -> str:
        """`waits until Monday 30 November: school holiday`."""
        quiet = self.settings.reminders.quiet_in_holidays
        day = next_open_day(self.today, school, self.days, quiet=quiet)
        until = weekday_words(day, self.today) if day else "a day on which mail may go"
        return f"waits until {until}: {reason}"

    def why_paused(self, person: str | None) -> str | None:
        """Why somebody's mail is held back by a person's word; None where it is not.

        Args:
            person: the recipient hash.
        """
        held = [pause for pause in self.ledger.pauses if pause.holds(self.today, person)]
        if not held:
            return None
        days = [pause.until for pause in held if pause.until is not None]
        until = f" until {weekday_words(max(days), self.today)}" if len(days) == len(held) else ""
        return f"paused{until}: end it with `policyclerk resume`"

    def why_not_to(self, email: str | None) -> str | None:
        """Why an address is not written to: the trust has listed to whom mail may go; None where it may.

        While all mail is redirected, the address that it goes to is looked at instead.
        """
        mail = self.settings.mail
        domains, addresses = map(_folded_all, (mail.allowed_domains, mail.allowed_addresses))
        address = folded(self.settings.rollout.redirect or email)
        if not (domains or addresses) or address in addresses or address.rpartition("@")[2] in domains:
            return None
        return "the address is not among allowed_domains and allowed_addresses of [mail]"

    def rolled_out(self, school: str | None) -> bool:
        """Whether mails about a school's policies are switched on; with a list of schools, the trust's own are not."""
        wanted = {folded(name) for name in self.settings.rollout.schools}
        if not wanted:
            return True
        names = {folded(school)}
        for each in self.register.schools:
            if folded(each.name) in names:
                names.add(folded(each.short_name))
        return bool((names - {""}) & wanted)
