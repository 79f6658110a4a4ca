"""A large answer as indented JSON, in pieces that need not be held all at once."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain, repeat
from typing import Any

from policyclerk.domain.plain import to_plain

_STEP = "  "


def json_pieces(answer: Mapping[str, Any]) -> Iterator[str]:
    """A mapping as JSON indented by two, item by item; the members of its sequences are made plain as their turn comes.

    The pieces together are what `json.dumps` makes of the whole.
    """
    for opening, (key, value) in zip(chain("{", repeat(",")), answer.items(), strict=False):
        yield f"{opening}\n{_STEP}{_text(key, 1)}: "
        if isinstance(value, (list, tuple)) and value:
            for before, item in zip(chain("[", repeat(",")), value, strict=False):
                yield f"{before}\n{2 * _STEP}{_text(to_plain(item), 2)}"
            yield f"\n{_STEP}]"
        else:
            yield _text(to_plain(value), 1)
    yield "\n}" if answer else "{}"


def _text(value: Any, depth: int) -> str:
    """A value that stands so many steps in; a line break in JSON is always one between values, never one of a text."""
    return json.dumps(value, ensure_ascii=False, indent=_STEP).replace("\n", f"\n{depth * _STEP}")
