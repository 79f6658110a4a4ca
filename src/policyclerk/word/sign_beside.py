"""Places to sign that stand beside each other in a line of text, with what the lines below say of each of them."""

import re
from collections.abc import Sequence

from policyclerk.word.people import is_person, is_role, signer_in
from policyclerk.word.sign_blocks import SignBlock, attach
from policyclerk.word.sign_labels import Key, kind_of, values_of
from policyclerk.word.sign_lines import Line
from policyclerk.word.sign_words import is_drawn
from policyclerk.word.values import clean

_GAP = re.compile(r"\t+|\s{3,}")


def tell_of_each(blocks: Sequence[SignBlock], line: Line, keys: list[re.Match[str]]) -> bool:
    """Share out a line below places to sign among them; False where it does not say the same of each.

    Args:
        blocks: two places or more, from left to right.
        line: the line below them.
        keys: the labels in it.
    """
    if keys:
        return _shared_labels(blocks, line, keys)
    parts = [clean(part) for part in _GAP.split(line.text.strip())]
    if len(parts) != len(blocks):
        return False
    return _share_offices(blocks, parts) or _share_signers(blocks, parts) or _share_names(blocks, parts)


def _shared_labels(blocks: Sequence[SignBlock], line: Line, keys: list[re.Match[str]]) -> bool:
    kinds: set[Key] = {kind_of(key) for key in keys}
    if len(keys) != len(blocks) or len(kinds) > 1 or "sign" in kinds:
        return False
    for block, (key, value) in zip(blocks, values_of(keys, line.text), strict=True):
        attach(block, kind_of(key), value, key, line.where)
    return True


def _share_offices(blocks: Sequence[SignBlock], parts: list[str]) -> bool:
    if not all(map(is_role, parts)) or any(block.hints for block in blocks):
        return False
    for block, office in zip(blocks, parts, strict=True):
        block.hints.append(office)
    return True


def _share_signers(blocks: Sequence[SignBlock], parts: list[str]) -> bool:
    signers = [found for part in parts if (found := signer_in(part)) is not None]
    taken = any(block.hints or block.name or block.below for block in blocks)
    if taken or len(signers) < len(blocks):
        return False
    for block, (name, office) in zip(blocks, signers, strict=True):
        _name(block, name)
        block.hints.append(office)
    return True


def _share_names(blocks: Sequence[SignBlock], parts: list[str]) -> bool:
    if not all(map(is_person, parts)) or any(block.name or block.below for block in blocks):
        return False
    for block, name in zip(blocks, parts, strict=True):
        _name(block, name)
    return True


def _name(block: SignBlock, name: str) -> None:
    """Take up a name below a place to sign: below a drawn line it is printed, else it may be the signature."""
    if is_drawn(block.value):
        block.name = name
    else:
        block.below, block.named_below = name, True
