"""What the next sending day would bring, in counts: the plan of that day, made now and thrown away."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policyclerk import bootstrap
from policyclerk.bootstrap import Setup
from policyclerk.deciding import planned
from policyclerk.domain.action import MAIL_KINDS
from policyclerk.domain.errors import RegisterError
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.understand import understand
from policyclerk.gather import gather, in_process
from policyclerk.hands import Options
from policyclerk.judging import judged
from policyclerk.planning.backlog import PASSED
from policyclerk.planning.days import next_sending_day, why_quiet

_DAYS = 60
"""How many sending days are looked at for one that is no holiday."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The messages of one day.

    Attributes:
        kinds: how many of each kind, the highest kind first.
        passed: reminders already past that a first run over an old register passes over.
        problems: what would keep messages back (`too_many_mails`, `register_shrank` ...).
    """

    day: date
    kinds: Mapping[str, int]
    passed: int
    problems: tuple[RunProblem, ...]

    @property
    def messages(self) -> int:
        """How many messages in all."""
        return sum(self.kinds.values())


def next_mails(setup: Setup, today: date) -> Forecast | None:
    """The messages that would go out on the next sending day, were everything as it is now; nothing is written.

    None where the register cannot be read.
    """
    try:
        day = _sending_day(setup, today)
    except RegisterError:
        return None
    hands = bootstrap.reading_hands(setup, bootstrap.clock(setup, day))
    found = gather(hands.sources, setup.settings, day, step=in_process, spread=bootstrap.spread(setup))
    if found.register is None:
        return None
    plan = planned(found, judged(found, setup.settings, day), hands, Options(), only_mails=True)
    counts = Counter(action.order.kind for action in plan.actions if action.kind == "send_mail")
    kinds: dict[str, int] = {kind: counts[kind] for kind in MAIL_KINDS if counts[kind]}
    stopped = tuple(problem for problem in plan.problems if problem.fatal)
    return Forecast(day, kinds, sum(PASSED in each.why for each in plan.suppressed), stopped)


def _sending_day(setup: Setup, today: date) -> date:
    """The first sending weekday from today on that is a working day in the trust's term."""
    reminders = setup.settings.reminders
    register = understand(bootstrap.register(setup).read(), settings=setup.settings.register, today=today)
    calendar = register.calendar(bootstrap.sources(setup, remember=False).bank_holidays)
    first = day = next_sending_day(today, reminders.send_on, late=False)
    for _ in range(_DAYS):
        if why_quiet(day, None, calendar, quiet=reminders.quiet_in_holidays) is None:
            return day
        day = next_sending_day(day, reminders.send_on, late=True)
    return first
