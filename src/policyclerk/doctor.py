"""`policyclerk doctor`: looks at everything a night needs, before the night does, and says what to do for each fault."""

import importlib.metadata
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Literal

from policyclerk import bootstrap
from policyclerk.adapters.config_toml import read_bank_holidays
from policyclerk.adapters.references_toml import REFERENCES, read_references
from policyclerk.adapters.safe_write import conflict_copies
from policyclerk.adapters.statutory_toml import STATUTORY, read_statutory
from policyclerk.bootstrap import Setup
from policyclerk.domain.errors import PolicyclerkError, RegisterError, SettingsError, TemplateError
from policyclerk.domain.register import Register
from policyclerk.domain.statutory import StatutoryList
from policyclerk.domain.superseded import SupersededList
from policyclerk.domain.understand import understand
from policyclerk.forecast import next_mails
from policyclerk.planning.days import count, weekday_words
from policyclerk.planning.example_trust import example_days
from policyclerk.ports import Renderer
from policyclerk.project import layers, synced_folder
from policyclerk.report import night_view

State = Literal["well", "look", "fault"]
LEAST_FREE_MB = 200
LISTS_LAST = timedelta(days=365)
"""After this time the lists of policies and of names are to be compared with their sources again."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at: `well`, worth a `look`, or a `fault` that keeps a night from being whole."""

    state: State
    about: str
    sentence: str


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
    yield from _register(setup, bootstrap.clock(setup, None).now().date())


# ---- the register


def _register(setup: Setup, day: date) -> Iterator[Line]:
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
    yield from _people(register, setup)
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


def _people(register: Register, setup: Setup) -> Iterator[Line]:
    if not register.terms and setup.settings.reminders.quiet_in_holidays:
        yield Line(
            "look",
            "terms",
            "No Terms tab: only weekends and bank holidays are quiet. Add half-terms to the register.",
        )
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


# ---- documents


def _documents(setup: Setup, _day: date) -> Iterator[Line]:
    try:
        store = bootstrap.documents(setup)
        files = store.listing()
    except PolicyclerkError as fault:
        yield Line("fault", "documents", fault.message)
        return
    if not files:
        yield Line("look", "documents", f"{setup.settings.documents.root} holds no Word file.")
        return
    yield Line(
        "well", "documents", f"{count(len(files), 'Word file')} below {setup.settings.documents.root}."
    )
    yield from (Line("look", "documents", sentence) for sentence in store.left_out)


# ---- mail and templates


def _mail(setup: Setup, day: date) -> Iterator[Line]:
    settings = setup.settings
    if settings.mail.kind == "folder":
        yield Line("well", "mail", f"Messages are written to {settings.mail.folder}/ and sent to nobody.")
    else:
        yield from _mail_server(setup, day)
    if settings.trust.contact is None:
        yield Line("look", "mail", "[trust] contact is not set: nobody gets the summary of the trust.")
    yield from _folder(setup, settings.mail.folder, "mail")
    yield from _folder(setup, settings.drafts.folder, "drafts")
    yield from _folder(setup, "reports", "reports")


def _mail_server(setup: Setup, day: date) -> Iterator[Line]:
    """Whether the settings are whole and the service lets us in; nothing is sent to find out."""
    try:
        service = bootstrap.mail_service(setup)
        service.try_door()
    except SettingsError as fault:
        yield from (Line("fault", "mail", sentence) for sentence in fault.faults)
        return
    except PolicyclerkError as fault:
        yield Line("fault", "mail", fault.message)
        return
    mail = setup.settings.mail
    allowed = ", ".join((*mail.allowed_domains, *mail.allowed_addresses))
    way = f"Messages are sent through {service.place}, which lets us in, and only to {allowed}."
    yield Line("well", "mail", way)
    yield from _certificate(setup, day)


def _certificate(setup: Setup, day: date) -> Iterator[Line]:
    """Whether the certificate for Microsoft 365 is about to run out."""
    if setup.settings.mail.kind != "graph":
        return
    from policyclerk.adapters.graph_key import CERT_VARIABLE, read_graph_key

    ends = read_graph_key(os.environ).ends
    if ends is not None and ends < day + timedelta(days=60):
        yield Line(
            "look",
            "mail",
            f"The certificate in {CERT_VARIABLE} ends on {ends:%d/%m/%Y}. Make and upload a new one.",
        )


def _templates(setup: Setup, _day: date) -> Iterator[Line]:
    """Whether every template can be read, and be rendered with everything that it may be given."""
    renderer = bootstrap.renderer(setup)
    faults = renderer.faults() or _tried(renderer, setup.settings.trust.name)
    yield from (Line("fault", "templates", fault) for fault in faults)
    if not faults:
        yield Line("well", "templates", "Every message and report can be made with made-up policies.")


def _tried(renderer: Renderer, trust: str) -> tuple[str, ...]:
    """The faults of messages and reports about a made-up trust, each once."""
    faults: dict[str, None] = {}
    for day in example_days(trust):
        view = night_view(
            judgement=day.judgement, register=day.register, plan=day.plan, done=day.plan.actions
        )
        attempts: list[Callable[[], object]] = [partial(renderer.mail, order) for order in day.orders]
        attempts.append(partial(renderer.report, "night", view))
        for attempt in attempts:
            try:
                attempt()
            except TemplateError as fault:
                faults[fault.message] = None
    return tuple(faults)


def _next_mails(setup: Setup, day: date) -> Iterator[Line]:
    """How many messages the next sending day would bring, before anybody is surprised by them."""
    try:
        coming = next_mails(setup, day)
    except PolicyclerkError as fault:
        yield Line("look", "next mails", f"They cannot be told before the rest is in order: {fault.message}")
        return
    if coming is None:
        return
    yield from (Line("look", "next mails", problem.message) for problem in coming.problems)
    kinds = ", ".join(count(number, kind.replace("-", " ")) for kind, number in coming.kinds.items())
    said = f"On {weekday_words(coming.day, day)} {count(coming.messages, 'message')} would go out"
    said += f": {kinds}." if kinds else "."
    if coming.passed:
        said += f" {count(coming.passed, 'reminder')} already past would be passed over."
    if redirect := setup.settings.rollout.redirect:
        said += f" All of it would go to {redirect}."
    yield Line("well", "next mails", said)


# ---- state


def _state(setup: Setup, _day: date) -> Iterator[Line]:
    state = setup.project.root / "state"
    yield from _folder(setup, "state", "state")
    service = synced_folder(state.resolve())
    if service and setup.settings.state.database.startswith("sqlite"):
        yield Line(
            "look",
            "state",
            f"state/ lies in {service}, where a SQLite database can be damaged and two machines may write it at once. Set "
            '[state] database = "sqlite:////a/local/folder/policyclerk.db", or name a PostgreSQL database.',
        )
    free = shutil.disk_usage(setup.project.root).free // 1_000_000
    if free < LEAST_FREE_MB:
        yield Line("fault", "state", f"Only {free} MB are free on this disk; {LEAST_FREE_MB} MB are needed.")
    try:
        sound, break_at = bootstrap.open_ledger(setup).verify()
    except PolicyclerkError as fault:
        yield Line("fault", "ledger", fault.message)
        return
    if sound:
        yield Line("well", "ledger", "The ledger's chain holds.")
    else:
        yield Line(
            "fault", "ledger", f"The ledger's chain is broken ({break_at}). Restore state/ from a backup."
        )


def _folder(setup: Setup, name: str, about: str) -> Iterator[Line]:
    """Whether files can be written there, tried with a file where the folder is there, told by rights where not."""
    folder = setup.project.path(name)
    present = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        if not present.is_dir():
            raise NotADirectoryError(20, "it is a file", str(present))
        if present == folder:
            with tempfile.TemporaryFile(dir=folder):
                pass
        elif not os.access(present, os.W_OK):
            raise PermissionError(13, "no right to write", str(present))
    except OSError as fault:
        yield Line(
            "fault",
            about,
            f"{name}/ cannot be written ({fault.strerror}). Give this user the right to write there.",
        )


# ---- tables and engines


def _bank_holidays(setup: Setup, day: date) -> Iterator[Line]:
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


def _lists(setup: Setup, day: date) -> Iterator[Line]:
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


def _prefect(_setup: Setup, _day: date) -> Iterator[Line]:
    """Prefect is not imported to be looked at: that would cost a second and need nothing of ours."""
    try:
        version = importlib.metadata.version("prefect")
    except importlib.metadata.PackageNotFoundError:
        yield Line(
            "look", "prefect", "It is not installed: the command line works, the scheduled flows do not."
        )
        return
    yield Line("well", "prefect", f"Version {version} is installed.")


_LOOKS = (
    _register,
    _documents,
    _mail,
    _templates,
    _state,
    _bank_holidays,
    _lists,
    _prefect,
    _next_mails,
)
"""What is looked at once the settings are understood, in order."""
