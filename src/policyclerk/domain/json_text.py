"""JSON as people read it, indented, in pieces that need not be held all at once.

The text is that of `json.dumps(to_plain(value), ensure_ascii=False, indent=...)`, which walks large answers slowly: with an indent it
leaves its compiled half aside.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import Any

from policyclerk.domain.plain import to_plain

_quoted = json.encoder.encode_basestring
_WORDS = {None: "null", True: "true", False: "false"}


def json_text(value: Any, *, indent: int, sort_keys: bool = False) -> str:
    """Plain values (see `to_plain`) as indented JSON."""
    return _text(value, "\n", " " * indent, sort_keys=sort_keys)


def json_pieces(answer: Mapping[str, Any], *, indent: int) -> Iterator[str]:
    """A mapping as indented JSON, item by item; the members of its sequences are made plain as their turn comes."""
    step = " " * indent
    line = f"\n{step}"
    for opening, (key, value) in zip(_openings("{"), answer.items(), strict=False):
        yield f"{opening}{line}{_quoted(key)}: "
        if isinstance(value, (list, tuple)) and value:
            deeper = line + step
            for before, item in zip(_openings("["), value, strict=False):
                yield f"{before}{deeper}{_text(to_plain(item), deeper, step, sort_keys=False)}"
            yield f"{line}]"
        else:
            yield _text(to_plain(value), line, step, sort_keys=False)
    yield "\n}" if answer else "{}"


def _openings(first: str) -> Iterator[str]:
    yield first
    yield from repeat(",")


def _text(value: Any, line: str, step: str, *, sort_keys: bool) -> str:
    """A value whose line begins with `line`: a line break and the indent of where it stands."""
    kind = type(value)
    if kind is str:
        return _quoted(value)
    if kind is dict and value:
        inner = line + step
        items = sorted(value.items()) if sort_keys else value.items()
        members = [
            f"{_quoted(key if type(key) is str else _key(key))}: "
            f"{_quoted(item) if type(item) is str else _text(item, inner, step, sort_keys=sort_keys)}"
            for key, item in items
        ]
        return f"{{{inner}{f',{inner}'.join(members)}{line}}}"
    if kind in (list, tuple) and value:
        inner = line + step
        members = [_text(item, inner, step, sort_keys=sort_keys) for item in value]
        return f"[{inner}{f',{inner}'.join(members)}{line}]"
    if value is None or kind is bool:
        return _WORDS[value]
    if kind is int:
        return repr(value)
    return json.dumps(value, ensure_ascii=False)


def _key(key: Any) -> str:
    """A key that is no text, as JSON has it."""
    named: str = next(iter(json.loads(json.dumps({key: 0}))))
    return named
