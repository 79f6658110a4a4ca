"""A trust's folder to start from, and the copy of the example trust."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from policyclerk.domain.errors import UsageError
from policyclerk.project import shipped

DEMO_DAY = date(2026, 11, 23)
"""A Monday in term for the example trust."""

EXAMPLE = "examples/northmoor-trust"


def start_project(directory: Path, *, name: str, contact: str | None, write_back: bool) -> Iterator[str]:
    """Make a trust's folder: settings, an empty register with its tabs, the folder for the Word files.

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
        for folder in (directory / "config", directory / "policies"):
            folder.mkdir(parents=True, exist_ok=True)
        settings.write_text(_settings(name, contact, write_back=write_back), encoding="utf-8")
        yield f"{settings}: the settings; every key is explained in it."
        yield _copy(
            shipped("config") / "bank_holidays.toml",
            directory / "config" / "bank_holidays.toml",
            "bank holidays; correct them here",
        )
        yield _copy(
            shipped("templates") / "register.xlsx",
            directory / "register.xlsx",
            "an empty register; or put your own in its place",
        )
    except OSError as fault:
        raise UsageError(
            "not_writable", f"{fault.filename or directory} cannot be written ({fault.strerror})."
        ) from None
    yield f"{directory / 'policies'}: put the Word files here, in sub-folders as you like."
    yield f"Next: policyclerk doctor -p {directory}, then policyclerk check -p {directory}"


def _settings(name: str, contact: str | None, *, write_back: bool) -> str:
    """The commented example with the trust's own answers set."""
    text = (shipped("config") / "trust.example.toml").read_text(encoding="utf-8")
    text = text.replace('name = "Our trust"', f"name = {_quoted(name)}", 1)
    text = text.replace("write_back = false", f"write_back = {str(write_back).lower()}", 1)
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
