"""Reads config/statutory.toml: the shipped list of policies that are asked for, with what the trust's own file corrects."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from policyclerk.adapters.table_rows import Rows, head_of, table_files
from policyclerk.domain.errors import SettingsError
from policyclerk.domain.statutory import PHASES, TYPES, StatutoryList, StatutoryPolicy

STATUTORY = "statutory.toml"
_KEYS: Mapping[str, Any] = {"version": str, "as_at": date, "register": Literal["whole", "part"]}


def read_statutory(folders: Sequence[Path]) -> StatutoryList:
    """The list as the trust has it.

    Args:
        folders: where the file is looked for, the trust's own folder first.

    Raises:
        SettingsError: a file cannot be read, or rows are wrong; `faults` has a sentence for each, with file, row and key.
    """
    rows = Rows(StatutoryPolicy, "policy", added=("aliases",))
    heads: dict[str, Any] = {}
    for file in table_files(folders, STATUTORY):
        heads.update(head_of(file, _KEYS, section="policy", faults=rows.faults))
        rows.add(file)
    policies = rows.made()
    rows.faults += [fault for policy in policies for fault in _unsound(policy)]
    rows.faults += [f"{STATUTORY}: {key} is missing." for key in ("version", "as_at") if key not in heads]
    if rows.faults:
        raise SettingsError(tuple(rows.faults))
    return StatutoryList(heads["version"], heads["as_at"], policies, heads.get("register"))


def _unsound(policy: StatutoryPolicy) -> Iterator[str]:
    """What the type of a value alone does not say."""
    place = f"{STATUTORY} ({policy.id})"
    for key, given, known in (
        ("types", (*policy.types, *policy.not_types), TYPES),
        ("phases", policy.phases, PHASES),
    ):
        unknown = [one for one in given if one not in known]
        if unknown:
            yield f"{place}: {key}: {', '.join(unknown)} is not known. Known are: {', '.join(known)}."
    if not policy.ours and not policy.reason:
        yield f'{place}: ours = false needs reason = "...", so that a reader of the report knows why.'
    for key, months in (
        ("interval_months", policy.interval_months),
        ("recommended_months", policy.recommended_months),
    ):
        if months is not None and months < 1:
            yield f"{place}: {key} = {months}: expected whole months, 1 or more."
