"""The register: how it is understood, and whether it may be written."""

import os
from collections.abc import Iterator
from datetime import date, timedelta

from policyclerk import bootstrap
from policyclerk.adapters.safe_write import conflict_copies
from policyclerk.bootstrap import Setup
from policyclerk.doctor.line import Line
from policyclerk.domain.calendar import Calendar
from policyclerk.domain.errors import RegisterError, SettingsError
from policyclerk.domain.register import Register
from policyclerk.domain.understand import understand
from policyclerk.planning.days import count
from policyclerk.project import synced_folder


def register_lines(setup: Setup, day: date) -> Iterator[Line]:
    """What is understood of the register, what is not, and whether our columns can be written."""
    settings = setup.settings.register
    try:
        register = understand(bootstrap.register(setup).read(), settings=settings, today=day)
    except SettingsError as fault:
        yield from (Line("fault", "register", sentence) for sentence in fault.faults)
        return
    except RegisterError as fault:
        yield Line("fault", "register", fault.message)
        return
    tabs = ", ".join(tab.name for tab in register.tabs)
    yield Line(
        "well",
        "register",
        f"{register.source}: {count(len(register.policies), 'policy', 'policies')} on {tabs}.",
    )
    if register.problems:
        yield Line(
            "look",
            "register",
            f"{count(len(register.problems), 'thing')} could not be understood; see `policyclerk check`.",
        )
    yield from _headings(register)
    yield from _people(register)
    yield from _terms(register, setup, day)
    yield from _writing(setup)


def _headings(register: Register) -> Iterator[Line]:
    for tab in register.tabs:
        shown = ", ".join(f"{heading} = {field}" for field, heading in tab.headings.items())
        yield Line("well", "register", f"{tab.name}, row {tab.heading_row}: understood as {shown}.")
    for problem in register.problems:
        if problem.kind in _OF_HEADINGS:
            yield Line("look", "register", problem.message)


_OF_HEADINGS = frozenset({"heading_unknown", "heading_repeated", "tab_ignored", "locale_suspect"})
"""What is to be settled once, before the cells are worth a look."""


TERMS_AHEAD = timedelta(days=60)
"""How long before the last known term ends the next ones are asked for."""


def _terms(register: Register, setup: Setup, day: date) -> Iterator[Line]:
    """Whether holidays will be kept quiet: what the Terms tab leaves out, and where it ends before long."""
    if not setup.settings.reminders.quiet_in_holidays:
        return
    if not register.terms:
        yield Line(
            "look",
            "terms",
            "No half-term in a Terms tab: only weekends and bank holidays are quiet. Add them to the register.",
        )
        return
    for problem in register.problems:
        if problem.kind == "terms_missing":
            yield Line("look", "terms", problem.message)
    calendar = Calendar(register.terms)
    for school in dict.fromkeys(term.school for term in register.terms):
        end = calendar.terms_end(school)
        if end is not None and day <= end <= day + TERMS_AHEAD:
            yield Line(
                "look",
                "terms",
                f"The terms of {school or 'the whole trust'} are known until {end:%d/%m/%Y}; after that no mail is held back in holidays. "
                "Add the next ones.",
            )


def _people(register: Register) -> Iterator[Line]:
    if not any(policy.owners for policy in register.policies):
        yield Line("look", "owners", "No policy names an owner who can be found: nobody can be reminded.")


def _writing(setup: Setup) -> Iterator[Line]:
    settings = setup.settings.register
    path = setup.project.path(settings.path)
    if not settings.write_back:
        yield Line("look", "register", "write_back is false: the Policyclerk columns are not written.")
    elif settings.kind != "google" and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        yield Line(
            "fault", "register", f"{settings.path} may not be written by this user, and write_back is true."
        )
    if settings.kind == "google":
        yield from _key_file(setup)
        return
    if copies := conflict_copies(path):
        yield Line(
            "look",
            "register",
            f"There are copies beside it that a synced folder may have made: {', '.join(copies)}.",
        )
    service = synced_folder(path.resolve())
    if service and settings.write_back:
        yield Line(
            "look",
            "register",
            f"It lies in {service}. People who edit it on the web leave no lock file: let policyclerk write at night, "
            "when nobody has it open.",
        )


def _key_file(setup: Setup) -> Iterator[Line]:
    """Whether others on this machine could read the robot's key."""
    if setup.settings.register.credentials is None:
        return
    from policyclerk.adapters.google_key import why_key_file_is_open

    sentence = why_key_file_is_open(setup.project.path(setup.settings.register.credentials))
    if sentence is not None:
        yield Line("look", "register", sentence)
