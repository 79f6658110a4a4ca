"""Tables that age, and the engines: bank holidays, the lists of policies and names, Prefect."""

import importlib.metadata
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from policyclerk.adapters.config_toml import read_bank_holidays
from policyclerk.adapters.references_toml import REFERENCES, read_references
from policyclerk.adapters.statutory_toml import STATUTORY, read_statutory
from policyclerk.bootstrap import Setup
from policyclerk.doctor.line import Line
from policyclerk.domain.errors import SettingsError
from policyclerk.domain.statutory import StatutoryList
from policyclerk.domain.superseded import SupersededList
from policyclerk.planning.days import count
from policyclerk.project import layers

LISTS_LAST = timedelta(days=365)
"""After this time the lists of policies and of names are to be compared with their sources again."""


def bank_holiday_lines(setup: Setup, day: date) -> Iterator[Line]:
    """How far the table of bank holidays reaches."""
    nation = setup.settings.trust.nation
    try:
        days = read_bank_holidays(layers(setup.project, "config"), nation=nation)
    except SettingsError as fault:
        yield from (Line("fault", "bank holidays", sentence) for sentence in fault.faults)
        return
    last = max(days, default=date.min)
    if last < day + timedelta(days=365):
        yield Line(
            "look",
            "bank holidays",
            f"The table for {nation} ends on {last:%d/%m/%Y}. Add the next years to config/bank_holidays.toml.",
        )
    else:
        yield Line("well", "bank holidays", f"Known for {nation} until {last:%d/%m/%Y}.")


def list_lines(setup: Setup, day: date) -> Iterator[Line]:
    """Whether the lists of statutory policies and of superseded names can be read, and have been looked at of late."""
    folders = layers(setup.project, "config")
    readers: tuple[tuple[str, Callable[[], tuple[date | None, tuple[date, ...]]]], ...] = (
        (STATUTORY, lambda: _days(read_statutory(folders))),
        (REFERENCES, lambda: _days(read_references(folders))),
    )
    for name, read in readers:
        try:
            whole, rows = read()
        except SettingsError as fault:
            yield from (Line("fault", "lists", sentence) for sentence in fault.faults)
            continue
        yield _aged(name, whole, rows, day)


def _days(found: StatutoryList | SupersededList) -> tuple[date | None, tuple[date, ...]]:
    """The days on which a list and each of its rows were last looked at."""
    rows = found.policies if isinstance(found, StatutoryList) else found.rows
    return found.as_at, tuple(row.as_at for row in rows)


def _aged(name: str, whole: date | None, rows: tuple[date, ...], day: date) -> Line:
    oldest = day - LISTS_LAST
    old = sum(row < oldest for row in rows)
    if whole is None or whole < oldest or old:
        since = f"the list on {whole:%d/%m/%Y}" if whole else "the list never"
        return Line(
            "look",
            "lists",
            f"config/{name}: {since} and {count(old, 'row')} of it were last looked at more than a year ago. Law and guidance "
            "change every year: compare the rows with their sources and bring as_at up to date, or ask for a newer policyclerk.",
        )
    return Line("well", "lists", f"config/{name}: {count(len(rows), 'row')}, looked at on {whole:%d/%m/%Y}.")


def prefect_lines(_setup: Setup, _day: date) -> Iterator[Line]:
    """Prefect is not imported to be looked at: that would cost a second and need nothing of ours."""
    try:
        version = importlib.metadata.version("prefect")
    except importlib.metadata.PackageNotFoundError:
        yield Line(
            "look", "prefect", "It is not installed: the command line works, the scheduled flows do not."
        )
        return
    yield Line("well", "prefect", f"Version {version} is installed.")
