"""Going through everything that a night needs."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from policyclerk import bootstrap
from policyclerk.doctor.documents import documents_lines
from policyclerk.doctor.line import Line
from policyclerk.doctor.lists import bank_holiday_lines, list_lines, prefect_lines
from policyclerk.doctor.mail import mail_lines, next_mails_lines, templates_lines
from policyclerk.doctor.register import register_lines
from policyclerk.doctor.state import state_lines
from policyclerk.domain.errors import PolicyclerkError, SettingsError


def examine(directory: Path, today: date | None) -> Iterator[Line]:
    """Every thing looked at, in the order in which a person would put them right."""
    try:
        setup = bootstrap.open_project(directory)
    except SettingsError as fault:
        yield from (Line("fault", "settings", sentence) for sentence in fault.faults)
        return
    except PolicyclerkError as fault:
        yield Line("fault", "project", fault.message)
        return
    yield Line("well", "settings", f"{setup.project.settings_file} is understood.")
    day = today or bootstrap.clock(setup, None).now().date()
    for look in _LOOKS:
        yield from look(setup, day)


def understood(directory: Path) -> Iterator[Line]:
    """How the register of a project is understood, heading by heading, and what is not."""
    setup = bootstrap.open_project(directory)
    yield from register_lines(setup, bootstrap.clock(setup, None).now().date())


_LOOKS = (
    register_lines,
    documents_lines,
    mail_lines,
    templates_lines,
    state_lines,
    bank_holiday_lines,
    list_lines,
    prefect_lines,
    next_mails_lines,
)
"""What is looked at once the settings are understood, in order."""
