"""Pauses of the mails in `state/pauses.json`; nothing personal stands in it, people are known by their hash."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from policyclerk.adapters.atomic_file import put_in_place, write_aside
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.domain.pause import Pause


def read_pauses(path: Path) -> tuple[Pause, ...]:
    """The pauses as they stand; none where there is no file.

    Raises:
        PolicyclerkError: the file is damaged: rather no run than a mail to somebody who asked for none.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    try:
        return tuple(_pause(each) for each in json.loads(text))
    except (ValueError, TypeError, AttributeError):
        raise PolicyclerkError(
            "state_damaged",
            f"{path} is damaged, so nobody can tell whose mail is paused. Delete it and pause again.",
        ) from None


def _pause(stored: dict[str, str | None]) -> Pause:
    until = stored.get("until")
    return Pause(date.fromisoformat(until) if until else None, stored.get("person"))


def write_pauses(path: Path, pauses: Sequence[Pause]) -> None:
    """Keep the pauses, whole or not at all."""
    stored = [{"until": each.until and each.until.isoformat(), "person": each.person} for each in pauses]
    aside = path.with_name(f".{path.name}.aside")
    write_aside(aside, json.dumps(stored).encode())
    put_in_place(aside, path)
