"""Rows of a table in config/*.toml as values: every fault at once, each with file, row and key, and what was expected."""

import dataclasses
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, Union

from policyclerk.domain.errors import SettingsError

T = TypeVar("T")
_NAMES = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    date: "a day such as 2026-11-20",
}


class Wrong(ValueError):
    """A value is not what is expected; the message says what would be."""


@dataclasses.dataclass(frozen=True, slots=True)
class TableFile:
    """One TOML file as it stands; `shown` is what people call it."""

    shown: str
    table: Mapping[str, Any]


def table_files(folders: Sequence[Path], name: str) -> tuple[TableFile, ...]:
    """The shipped file and, after it, the trust's own, as far as they are there.

    Args:
        folders: the trust's own first, as `project.layers` gives them.

    Raises:
        SettingsError: there is none at all, or one cannot be read or is no TOML.
    """
    paths = [path for folder in reversed(folders) if (path := folder / name).is_file()]
    if not paths:
        raise SettingsError(
            (f"{folders[-1] / name}: is not there. It ships with policyclerk; install it again.",)
        )
    return tuple(TableFile(str(path), _read(path)) for path in paths)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise SettingsError((f"{path}: cannot be read ({fault.strerror}).",)) from None
    except ValueError as fault:  # no UTF-8, or no TOML
        raise SettingsError((f"{path}: is not a table that can be read ({fault}).",)) from None


def head_of(file: TableFile, keys: Mapping[str, Any], *, section: str, faults: list[str]) -> dict[str, Any]:
    """What stands above the rows of a file, each key as its type asks for it; faults are added to the list."""
    values = {}
    for key, value in file.table.items():
        if key == section:
            continue
        if key not in keys:
            known = ", ".join(keys)
            faults.append(
                f"{file.shown}: there is no key {key}. Keys are: {known}, and rows below [[{section}]]."
            )
            continue
        try:
            values[key] = typed(keys[key], value)
        except Wrong as wrong:
            faults.append(f"{file.shown}: {key} = {value!r}: {wrong}.")
    return values


class Rows(Generic[T]):
    """Rows of one kind, put together from the shipped file and the trust's own."""

    def __init__(self, kind: type[T], section: str, *, added: Sequence[str] = ()) -> None:
        """Rows of `kind` below [[section]]; lists under the keys of `added` grow by what the trust's own file says."""
        self._kind = kind
        self._section = section
        self._added = frozenset(added)
        self._hints = typing.get_type_hints(kind)
        self._values: dict[str, dict[str, Any]] = {}
        self._said: dict[str, str] = {}
        self.faults: list[str] = []

    def add(self, file: TableFile) -> None:
        """Take a file's rows: a known id changes the keys it names, a new one adds a row."""
        given = file.table.get(self._section, [])
        if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
            self.faults.append(
                f"{file.shown}: {self._section} is a list of rows, each below its own [[{self._section}]]."
            )
            return
        seen: set[str] = set()
        for number, row in enumerate(given, 1):
            known_as = row.get("id")
            place = f"{file.shown}, row {number}"
            if not isinstance(known_as, str) or not known_as.strip():
                self.faults.append(
                    f'{place}: id is missing. Give the row a short name of its own, id = "...".'
                )
            elif known_as in seen:
                self.faults.append(
                    f"{place}: id {known_as} stands in this file twice. Put the two rows together."
                )
            else:
                seen.add(known_as)
                self._said[known_as] = f"{place} ({known_as})"
                self._take(known_as, self._typed(row, f"{place} ({known_as})"))

    def _take(self, known_as: str, values: dict[str, Any]) -> None:
        known = self._values.setdefault(known_as, {})
        for key in self._added & known.keys() & values.keys():
            values[key] = (*known[key], *values[key])
        known.update(values)

    def made(self) -> tuple[T, ...]:
        """The rows as values, in the order in which they were first named; rows with faults are left out."""
        return tuple(self._made())

    def _made(self) -> Iterator[T]:
        needed = [f.name for f in dataclasses.fields(self._kind) if f.default is dataclasses.MISSING]  # type: ignore[arg-type]
        for known_as, values in self._values.items():
            missing = [name for name in needed if name not in values]
            if missing:
                self.faults.append(f"{self._said[known_as]}: {', '.join(missing)} missing.")
            else:
                yield self._kind(**values)

    def _typed(self, row: Mapping[str, Any], place: str) -> dict[str, Any]:
        values = {}
        for key, value in row.items():
            if key not in self._hints:
                self.faults.append(f"{place}: there is no key {key}. Keys are: {', '.join(self._hints)}.")
                continue
            try:
                values[key] = typed(self._hints[key], value)
            except Wrong as wrong:
                self.faults.append(f"{place}: {key} = {value!r}: {wrong}.")
        return values


def typed(hint: Any, value: Any) -> Any:
    """The value as the hint asks for it.

    Raises:
        Wrong: it is another kind of value.
    """
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        return typed(next(a for a in typing.get_args(hint) if a is not type(None)), value)
    if origin is Literal:
        if value not in typing.get_args(hint):
            raise Wrong(f"expected one of {', '.join(typing.get_args(hint))}")
        return value
    if origin is tuple:
        return _numbers(value) if int in typing.get_args(hint) else _texts(value)
    if (
        not isinstance(value, hint)
        or (hint is int and isinstance(value, bool))
        or isinstance(value, datetime)
    ):
        raise Wrong(f"expected {_NAMES[hint]}")
    if hint is str and not value.strip():
        raise Wrong("expected a text that is not empty")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise Wrong('expected a list of texts, ["like", "this"]')
    return tuple(value)


def _numbers(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(isinstance(i, int) and not isinstance(i, bool) for i in value):
        raise Wrong("expected a list of whole numbers, [1998, 2003]")
    return tuple(value)
