"""Frozen values to JSON's own shapes and back: one way for `--json`, the cache and the reading child.

Dates become ISO texts, tuples lists, absent values null. `DateClaim` leaves its `problem` out where there is none.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """A value made of dataclasses, dates, mappings and sequences as dicts, lists, texts, numbers and None."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields_to_plain(value)
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, (Sequence, set, frozenset)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return [to_plain(item) for item in items]
    raise TypeError(f"{type(value).__name__} has no plain form")


def _fields_to_plain(value: Any) -> dict[str, Any]:
    plain = {}
    for field in dataclasses.fields(value):
        item = getattr(value, field.name)
        if item is None and field.metadata.get("omit_none"):
            continue
        plain[field.name] = to_plain(item)
    return plain


def from_plain(kind: type[T], plain: Mapping[str, Any]) -> T:
    """The dataclass `kind` rebuilt from what `to_plain` made of it.

    Raises:
        KeyError, TypeError, ValueError: the text was not written by `to_plain` of this version.
    """
    rebuilt: Any = kind
    hints = _hints(rebuilt)
    return kind(**{name: _value(hints[name], item) for name, item in plain.items()})


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _value(hint: Any, item: Any) -> Any:
    origin = typing.get_origin(hint)
    if item is None:
        return None
    if origin in (types.UnionType, typing.Union):
        return _value(next(a for a in typing.get_args(hint) if a is not type(None)), item)
    if origin is tuple:
        return tuple(_value(typing.get_args(hint)[0], each) for each in item)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return from_plain(hint, item)
    if hint is datetime:
        return datetime.fromisoformat(item)
    if hint is date:
        return date.fromisoformat(item)
    return item
