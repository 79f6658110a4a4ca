"""A trust's folder to start from, and the copy of the example trust."""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from policyclerk.domain.errors import UsageError
from policyclerk.project import shipped

DEMO_DAY = date(2026, 11, 23)
"""A Monday in term for the example trust."""

EXAMPLE = "examples/northmoor-trust"


@dataclass(frozen=True, slots=True)
class Origin:
    """The register that a new project begins with.

    Attributes:
        kind: as in [register] kind.
        file: the trust's own file, copied; None takes the empty register.
        spreadsheet: key or address of a Google spreadsheet, for kind google.
        documents: the folder in which the Word files are already; None makes one in the project.
    """

    kind: Literal["xlsx", "csv", "google"] = "xlsx"
    file: Path | None = None
    spreadsheet: str | None = None
    documents: Path | None = None


def origin(given: str | None, documents: Path | None = None) -> Origin:
    """What `--from` and `--documents` name.

    Args:
        given: an .xlsx, .csv or .tsv file, or a Google spreadsheet by its address or key; None is neither.
        documents: the folder of the Word files.

    Raises:
        UsageError: the register is none of these, or the folder is not there.
    """
    if documents is not None and not documents.is_dir():
        raise UsageError("documents_missing", f"There is no folder {documents}. Nothing was made.")
    register = _register_named(given)
    return replace(register, documents=documents.resolve() if documents else None)


def _register_named(given: str | None) -> Origin:
    if given is None:
        return Origin()
    file = Path(given).expanduser()
    kind = _KINDS.get(file.suffix.lower())
    if kind is not None and file.is_file():
        return Origin(kind, file)
    if _SPREADSHEET.fullmatch(given) and not file.exists():
        return Origin("google", spreadsheet=given)
    raise UsageError(
        "register_missing",
        f"{given} is no file of a register (.xlsx, .csv or .tsv), and no address or key of a Google spreadsheet. Nothing was "
        "made.",
    )


_KINDS: Mapping[str, Literal["xlsx", "csv"]] = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
}
_SPREADSHEET = re.compile(r"https://docs\.google\.com/spreadsheets/\S+|[\w-]{40,}")


def start_project(
    directory: Path, *, name: str, contact: str | None, write_back: bool, register: Origin = Origin()
) -> Iterator[str]:
    """Make a trust's folder: settings, a register with its tabs, the folder for the Word files.

    What is there already is left as it is. Yields a line for each thing made or left.

    Raises:
        UsageError: the folder is a project already, or cannot be made.
    """
    settings = directory / "config" / "trust.toml"
    if settings.exists():
        raise UsageError(
            "project_exists",
            f"{directory} is a trust's folder already: {settings} is there. Nothing was changed.",
        )
    try:
        for folder in (directory / "config", register.documents or directory / "policies"):
            folder.mkdir(parents=True, exist_ok=True)
        text = _settings(name, contact, write_back=write_back, register=register)
        settings.write_text(text, encoding="utf-8")
        yield f"{settings}: the settings; every key is explained in it."
        yield _copy(
            shipped("config") / "bank_holidays.toml",
            directory / "config" / "bank_holidays.toml",
            "bank holidays; correct them here",
        )
        yield _register(directory, register)
    except OSError as fault:
        raise UsageError(
            "not_writable", f"{fault.filename or directory} cannot be written ({fault.strerror})."
        ) from None
    where = register.documents or directory / "policies"
    yield f"{where}: " + (
        "the Word files are read there."
        if register.documents
        else "put the Word files here, in sub-folders as you like."
    )
    yield f"Next: policyclerk doctor -p {directory}, then policyclerk check -p {directory}"


def _register(directory: Path, register: Origin) -> str:
    if register.kind == "google":
        return "The register stays where it is, in Google Sheets; see credentials in the settings."
    if register.file is not None:
        return _copy(register.file, directory / _named(register), f"a copy of {register.file}")
    about = "an empty register; or put your own in its place"
    return _copy(shipped("templates") / "register.xlsx", directory / "register.xlsx", about)


def _named(register: Origin) -> str:
    return f"register{register.file.suffix.lower() if register.file else '.xlsx'}"


def _settings(name: str, contact: str | None, *, write_back: bool, register: Origin) -> str:
    """The commented example with the trust's own answers set."""
    text = (shipped("config") / "trust.example.toml").read_text(encoding="utf-8")
    text = text.replace('name = "Our trust"', f"name = {_quoted(name)}", 1)
    text = text.replace("write_back = false", f"write_back = {str(write_back).lower()}", 1)
    text = text.replace('kind = "xlsx" ', f"kind = {_quoted(register.kind)} ", 1)
    text = text.replace('path = "register.xlsx" ', f"path = {_quoted(_named(register))} ", 1)
    if register.spreadsheet:
        text = text.replace(
            '# spreadsheet = "1AbC..." ', f"spreadsheet = {_quoted(register.spreadsheet)} ", 1
        )
    if register.documents:
        text = text.replace('root = "policies" ', f"root = {_quoted(register.documents.as_posix())} ", 1)
    if contact:
        text = text.replace('# contact = "clerk@trust.example" ', f"contact = {_quoted(contact)} ", 1)
    return text


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _copy(source: Path, target: Path, about: str) -> str:
    if target.exists():
        return f"{target}: was there and is left as it is."
    shutil.copyfile(source, target)
    return f"{target}: {about}."


def copy_example(directory: Path) -> Iterator[str]:
    """Copy the example trust to `directory` where it is absent; yields what was done.

    Raises:
        UsageError: the folder holds something else, or cannot be written.
    """
    if (directory / "config" / "trust.toml").is_file():
        yield f"{directory} is there already; going on with it. Delete it to begin anew."
        return
    if directory.exists() and any(directory.iterdir()):
        raise UsageError(
            "folder_in_use", f"{directory} holds something else. Name another folder: policyclerk demo FOLDER"
        )
    try:
        shutil.copytree(shipped(EXAMPLE), directory, dirs_exist_ok=True)
    except OSError as fault:
        raise UsageError("not_writable", f"{directory} cannot be written ({fault}).") from None
    yield f"{directory}: a copy of the example trust."
