"""Calendar feeds: the days of reviews and meetings, a file for the trust and one for each school, kept in reports/."""

from collections.abc import Iterable

from policyclerk.domain.cells import slug
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.judgement import Judgement
from policyclerk.gather import Gathered
from policyclerk.hands import Hands
from policyclerk.planning.days import RememberedDays
from policyclerk.planning.events import events_of
from policyclerk.planning.ladder import by_body
from policyclerk.ports import ReportWriter


def write_calendars(
    hands: Hands,
    gathered: Gathered,
    judgement: Judgement,
    reports: ReportWriter,
    *,
    school: str | None = None,
) -> tuple[str, ...]:
    """Write reviews-trust.ics (every policy) and reviews-<school>.ics, under the same names every time.

    Args:
        school: only this one's; None for all of them and the trust's.

    Returns:
        The paths written; none where no calendar can be made.

    Raises:
        OSError: the folder cannot be written.
    """
    if hands.feed is None or gathered.register is None or gathered.calendar is None:
        return ()
    schools = sorted({s.policy.school for s in judgement.standings if s.policy.school})
    meetings, days = by_body(gathered.register.meetings), RememberedDays(gathered.calendar)
    written = []
    for name in (school,) if school else (None, *schools):
        events = events_of(
            (s for s in judgement.standings if name is None or s.policy.school == name),
            trust=hands.settings.trust.name,
            meetings=meetings,
            papers_days=hands.settings.reminders.papers_days,
            days=days,
            today=judgement.today,
        )
        content = hands.feed(events, f"Policies: {name or hands.settings.trust.name}", judgement.today)
        file = f"reviews-{slug(name) if name else 'trust'}.ics"
        written.append(reports.write_bytes(name=file, content=content))
    return tuple(written)


def renewed(hands: Hands, gathered: Gathered, judgement: Judgement) -> Iterable[RunProblem]:
    """Write the feeds as a night does: a folder that cannot be written is a problem of the run, not its end."""
    try:
        write_calendars(hands, gathered, judgement, hands.reports)
    except OSError as fault:
        yield RunProblem(
            "calendar_not_written", f"The calendar files in reports/ could not be written: {fault.strerror}."
        )
