"""Reads config/references.toml: the shipped names that are no longer current, with what the trust's own file corrects."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from policyclerk.adapters.table_rows import Rows, head_of, table_files
from policyclerk.domain.errors import SettingsError
from policyclerk.domain.superseded import Superseded, SupersededList, superseded_list

REFERENCES = "references.toml"
_KEYS: Mapping[str, Any] = {"version": str, "as_at": date}


def read_references(folders: Sequence[Path]) -> SupersededList:
    """The list as the trust has it.

    Args:
        folders: where the file is looked for, the trust's own folder first.

    Raises:
        SettingsError: a file cannot be read, or rows are wrong; `faults` has a sentence for each, with file, row and key.
    """
    rows = Rows(Superseded, "reference", added=("phrases", "unless"))
    heads: dict[str, Any] = {}
    for file in table_files(folders, REFERENCES):
        heads.update(head_of(file, _KEYS, section="reference", faults=rows.faults))
        rows.add(file)
    made = rows.made()
    rows.faults += [fault for row in made for fault in _unsound(row)]
    rows.faults += [f"{REFERENCES}: {key} is missing." for key in ("version", "as_at") if key not in heads]
    if rows.faults:
        raise SettingsError(tuple(rows.faults))
    return superseded_list(heads["version"], heads["as_at"], made)


def _unsound(row: Superseded) -> Iterator[str]:
    """What the type of a value alone does not say."""
    place = f"{REFERENCES} ({row.id})"
    if not row.phrases:
        yield f"{place}: phrases is empty. Say how documents call it."
    if not row.ours and not row.reason:
        yield f'{place}: ours = false needs reason = "...", so that the next reader of the list knows why.'
    if row.severity == "green":
        yield f"{place}: severity = green is no finding. Say ours = false with a reason instead."
