"""Frozen values to JSON's own shapes and back: one way for `--json`, the cache and the reading child.

Dates become ISO texts, tuples lists, absent values null. `DateClaim` leaves its `problem` out where there is none.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from sys import intern
from typing import Any, TypeVar

T = TypeVar("T")


_AS_THEY_ARE = frozenset({type(None), str, bool, int, float})


def to_plain(value: object) -> Any:
    """A value made of dataclasses, dates, mappings and sequences as dicts, lists, texts, numbers and None."""
    kind: Any = type(value)
    if kind in _AS_THEY_ARE:
        return value
    fields = _fields_of(kind)
    if fields is not None:
        return _fields_to_plain(value, fields)
    if isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, (Sequence, set, frozenset)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return [to_plain(item) for item in items]
    raise TypeError(f"{kind.__name__} has no plain form")


_Fields = tuple[tuple[str, bool], ...]


@lru_cache(maxsize=256)
def _fields_of(kind: Any) -> _Fields | None:
    """A dataclass's fields by name, and whether each is left out where it is None; None of what is no dataclass."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple((field.name, bool(field.metadata.get("omit_none"))) for field in dataclasses.fields(kind))


def _fields_to_plain(value: object, fields: _Fields) -> dict[str, Any]:
    plain = {}
    for name, omit_none in fields:
        item = getattr(value, name)
        if item is None and omit_none:
            continue
        plain[name] = item if type(item) in _AS_THEY_ARE else to_plain(item)
    return plain


def from_plain(kind: type[T], plain: Mapping[str, Any]) -> T:
    """The dataclass `kind` rebuilt from what `to_plain` made of it.

    Raises:
        KeyError, TypeError, ValueError: the text was not written by `to_plain` of this version.
    """
    wanted: Any = kind
    rebuilt: T = _dataclass_reader(wanted)(plain)
    return rebuilt


_Reader = Callable[[Any], Any]


@lru_cache(maxsize=256)
def _reader(hint: Any) -> _Reader | None:
    """What turns a plain value into one of type `hint`; None where it stays as it is. Worked out once per type."""
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        kinds = [a for a in typing.get_args(hint) if a is not type(None)]
        return None if len(kinds) > 1 and kinds[0] is str else _reader(kinds[0])
    if hint is str:
        return intern  # "body, paragraph 12", "typed name": of ten thousand documents every second text stands in another one too
    if origin is tuple:
        return _tuple_reader(_reader(typing.get_args(hint)[0]))
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _dataclass_reader(hint)
    if hint in (datetime, time):
        reader: _Reader = hint.fromisoformat
        return reader
    return date.fromisoformat if hint is date else None


def _tuple_reader(inner: _Reader | None) -> _Reader:
    if inner is None:
        return tuple
    return lambda items: tuple([None if item is None else inner(item) for item in items])


@lru_cache(maxsize=64)
def _dataclass_reader(kind: Any) -> _Reader:
    hints = typing.get_type_hints(kind).items()
    readers = [(name, reader) for name, hint in hints if (reader := _reader(hint)) is not None]

    def rebuild(plain: Mapping[str, Any]) -> Any:
        values = dict(plain)
        for name, reader in readers:
            item = values.get(name)
            if item is not None:
                values[name] = reader(item)
        return kind(**values)

    return rebuild
