"""Reads the tables of config/*.toml that people may correct: the trust's own file first, then the shipped one."""

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from policyclerk.domain.errors import SettingsError

BANK_HOLIDAYS = "bank_holidays.toml"


def read_bank_holidays(folders: Sequence[Path], *, nation: str) -> frozenset[date]:
    """Bank holidays of a nation (`england-and-wales`).

    Raises:
        SettingsError: the table is no TOML, lacks the nation, or has a line whose key is no date.
    """
    path, table = _table(folders, BANK_HOLIDAYS)
    days = table.get(nation)
    if not isinstance(days, dict):
        raise SettingsError((f"{path}: has no section [{nation}] with bank holidays.",))
    try:
        return frozenset(date.fromisoformat(day) for day in days)
    except ValueError as fault:
        raise SettingsError(
            (f'{path}: [{nation}] {fault}. Lines are of the form 2026-12-25 = "Christmas Day".',)
        ) from None


def _table(folders: Sequence[Path], name: str) -> tuple[Path, dict[str, Any]]:
    path = next((folder / name for folder in folders if (folder / name).is_file()), folders[-1] / name)
    try:
        return path, tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise SettingsError((f"{path}: cannot be read ({fault.strerror}).",)) from None
    except ValueError as fault:
        raise SettingsError((f"{path}: is not a table that can be read ({fault}).",)) from None
