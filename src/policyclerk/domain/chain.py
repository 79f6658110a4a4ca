"""The ledger's hash chain: every entry seals the one before it, and what is personal only through a salted digest.

A digest with its salt can be held against the text; once text and salt are erased, the digest tells nothing, and
the chain still holds.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FIRST = "0" * 64
"""What the first entry has in place of the hash of the one before."""


def seal(prev: str, line: Mapping[str, Any]) -> str:
    """The hash of one entry: SHA-256 over the hash before it and the line as canonical JSON."""
    text = json.dumps(line, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{prev}\n{text}".encode("ascii")).hexdigest()


def salted(salt: str, text: str) -> str:
    """The digest that stands for a personal text in the chain."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()
