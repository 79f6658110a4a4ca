"""What a project reads from: its settings, its register, its Word files."""

import os
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from policyclerk.adapters.cache_sql import FactsCacheSql
from policyclerk.adapters.clock import FixedClock, SystemClock
from policyclerk.adapters.config_toml import read_bank_holidays
from policyclerk.adapters.documents_folder import FolderDocuments
from policyclerk.adapters.ledger_refusals import refused_addresses
from policyclerk.adapters.pool_processes import read_batch, spread_processes
from policyclerk.adapters.readings_sql import ReadingsSql
from policyclerk.adapters.references_toml import read_references
from policyclerk.adapters.settings_toml import read_settings
from policyclerk.adapters.statutory_toml import read_statutory
from policyclerk.domain.errors import UsageError
from policyclerk.domain.settings import Settings
from policyclerk.domain.superseded import SupersededList
from policyclerk.gather import Sources
from policyclerk.night_reading import ReadingStore
from policyclerk.ports import Clock, DocumentStore, RegisterSource, Spread
from policyclerk.project import Project, find_project, layers
from policyclerk.word.reader_version import READER_VERSION
from policyclerk.word.reference_names import unknown_names

if TYPE_CHECKING:  # Google's libraries are loaded only where a trust uses them
    from policyclerk.adapters.google_session import GoogleSession


@dataclass(frozen=True, slots=True)
class Setup:
    """A project with its settings read."""

    project: Project
    settings: Settings


def open_project(directory: Path) -> Setup:
    """The project in a folder.

    Raises:
        UsageError: it is no trust's folder.
        SettingsError: config/trust.toml is wrong.
    """
    project = find_project(directory)
    return Setup(project, read_settings(project.settings_file))


def clock(setup: Setup, day: date | None) -> Clock:
    """The clock of a run: `--today` replaces it everywhere."""
    timezone = setup.settings.trust.timezone
    return FixedClock(day, timezone) if day else SystemClock(timezone)


def this_day() -> date:
    """Today in the United Kingdom, for what has no project and so no time zone of its own."""
    return SystemClock("Europe/London").now().date()


def spread(setup: Setup) -> Spread:
    """Batches over as many reading processes as the settings allow."""
    return spread_processes(setup.settings.limits.workers)


def sources(setup: Setup, *, remember: bool) -> Sources:
    """What a night reads from; with `remember` False nothing is written, not even the memory of what was read."""
    project, settings = setup.project, setup.settings
    tables = layers(project, "config")
    superseded = read_references(tables)
    facts, version = _facts_file(setup), _reader_version(superseded)
    cache = FactsCacheSql(facts, version) if remember else FactsCacheSql.read_only(facts, version)
    session = google_session(setup)
    return Sources(
        register=register(setup, session),
        documents=documents(setup, session, keep=remember),
        cache=cache,
        read_batch=read_batch,
        bank_holidays=read_bank_holidays(tables, nation=settings.trust.nation),
        refused=partial(refused_addresses, database(setup)),
        superseded=superseded,
        statutory=read_statutory(tables) if settings.trust.nation == "england-and-wales" else None,
        requests=session.count if session else None,
        readings=ReadingsSql(facts, version),
    )


def readings(setup: Setup) -> ReadingStore:
    """Where what the last night read is kept, to throw it away."""
    return ReadingsSql(_facts_file(setup), READER_VERSION)


def _facts_file(setup: Setup) -> Path:
    return setup.project.root / "state" / "facts.db"


def _reader_version(superseded: SupersededList) -> str:
    """What facts are remembered under: the reader's version, and the names that the trust has it look for besides."""
    names = unknown_names(superseded.names())
    return f"{READER_VERSION}+{sha256(repr(names).encode()).hexdigest()[:12]}" if names else READER_VERSION


def database(setup: Setup) -> str:
    """The address of the ledger's database; a relative SQLite path is the project's.

    Raises:
        UsageError: the file lies in the folder of another trust.
    """
    address = setup.settings.state.database
    prefix = "sqlite:///"
    if not address.startswith(prefix):
        return address
    file = setup.project.path(address.removeprefix(prefix))
    for folder in file.resolve().parents:
        if folder == setup.project.root:
            break
        if (folder / "config" / "trust.toml").is_file():
            raise UsageError(
                "ledger_of_another",
                f"[state] database in trust.toml names a file in {folder}, the folder of another trust. Two trusts must not share "
                "a ledger: one would take the other's messages for its own, and not send them. Nothing was done. Keep it in "
                "this trust's own folder: sqlite:///state/policyclerk.db",
            )
    return prefix + str(file)


def register(setup: Setup, session: "GoogleSession | None" = None) -> RegisterSource:
    """The trust's own spreadsheet.

    Raises:
        SettingsError: a Google sheet whose key or address is none.
    """
    project, settings = setup.project, setup.settings.register
    path = project.path(settings.path)
    backup = project.root / "state" / "backup"
    if settings.kind == "google":
        from policyclerk.adapters.register_google import GoogleRegister

        return GoogleRegister(session or needed_session(setup), settings.spreadsheet or "")
    if settings.kind == "xlsx":
        from policyclerk.adapters.register_xlsx import XlsxRegister

        return XlsxRegister(path, shown=settings.path, backup=backup)
    from policyclerk.adapters.register_csv import CsvRegister

    further = {
        role: getattr(settings, role)
        for role in ("people", "schools", "terms", "meetings", "acknowledgements")
    }
    others = {role: project.path(name) for role, name in further.items() if name}
    return CsvRegister(path, shown=settings.path, others=others, backup=backup)


def documents(setup: Setup, session: "GoogleSession | None" = None, *, keep: bool = False) -> DocumentStore:
    """Where the Word files are.

    Args:
        keep: whether files fetched from Drive stay in state/drive-cache for the next night.

    Raises:
        SettingsError: the root of a Drive is no folder's address.
    """
    project, settings = setup.project, setup.settings.documents
    if settings.kind == "drive":
        from policyclerk.adapters.documents_drive import DriveDocuments

        return DriveDocuments(
            session or needed_session(setup),
            root=settings.root,
            cache=project.root / "state" / "drive-cache",
            max_mb=setup.settings.limits.max_document_mb,
            keep=keep,
        )
    return FolderDocuments(
        project=project.root,
        root=project.path(settings.root),
        web_root=settings.web_root,
        leave_out=(project.path(setup.settings.drafts.folder),),
    )


# ---- Google


def google_session(setup: Setup) -> "GoogleSession | None":
    """One session for the sheet and the files, where one of the two is Google's. Raises as `needed_session`."""
    asked = setup.settings.register.kind == "google" or setup.settings.documents.kind == "drive"
    return needed_session(setup) if asked else None


def needed_session(setup: Setup) -> "GoogleSession":
    """The session of the trust's service account, with the rights that its settings need and no others.

    Raises:
        SettingsError: there is no key, it is no service account's, or the endpoint is not safe.
    """
    from policyclerk.adapters.google_key import KEY_VARIABLE, read_service_key
    from policyclerk.adapters.google_session import DRIVE_SCOPE, SHEETS_SCOPE, GoogleSession

    settings = setup.settings.register
    file = setup.project.path(settings.credentials) if settings.credentials else None
    key = read_service_key(secret=os.environ.get(KEY_VARIABLE), path=file, shown=settings.credentials)
    scopes = {SHEETS_SCOPE: settings.kind == "google", DRIVE_SCOPE: setup.settings.documents.kind == "drive"}
    return GoogleSession(
        key,
        scopes=tuple(scope for scope, is_needed in scopes.items() if is_needed),
        endpoint=settings.endpoint,
        deadline_s=settings.deadline_s,
    )
