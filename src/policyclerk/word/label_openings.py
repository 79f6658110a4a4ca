"""With which letters a label can begin, told from its pattern: most words begin none, and need not be tried with any."""

import re

LETTERS = 5
_ANY = "*"
"""Stands at the end of an opening behind which anything may follow."""
_SIGN = re.compile(r"\(\?[=!<][=!]?|\(\?:|\)|\||\[[^\]]*\]|\\.|\{[^}]*\}|.", re.DOTALL)


def openings(pattern: str) -> frozenset[str]:
    """The first letters of all that a pattern can match, up to the first blank, class or so many.

    Understood are groups, choices, classes, looks ahead and repetitions, as the patterns of labels use them.
    """
    return frozenset(opening.rstrip(_ANY) for opening in _choice(_SIGN.findall(pattern)[::-1]))


def _choice(signs: list[str]) -> set[str]:
    """The openings up to the end of a group; takes its signs, the next one last, and the bracket that closes it."""
    found: set[str] = set()
    now = {""}
    while signs and (sign := signs.pop()) != ")":
        if sign == "|":
            found |= now
            now = {""}
        else:
            now = _joined(now, _repeated(_one(sign, signs), signs))
    return found | now


def _one(sign: str, signs: list[str]) -> set[str]:
    """The openings of one letter, class or group."""
    if sign.startswith("(?"):
        inside = _choice(signs)
        return inside if sign == "(?:" else {""}  # a look ahead takes up nothing
    if sign[0] == "[" or sign in (" ", r"\s"):
        return {_ANY}  # a blank of a pattern stands for several of a line
    return {sign[-1]}


def _repeated(one: set[str], signs: list[str]) -> set[str]:
    """The openings with the sign of repetition that may follow."""
    if not signs or signs[-1][0] not in "?*+{":
        return one
    sign = signs.pop()
    many = one if sign == "?" else one | _joined(one, {_ANY})
    return many | {""} if sign in "?*" or sign.startswith("{0") else many


def _joined(first: set[str], second: set[str]) -> set[str]:
    return {
        one if one.endswith(_ANY) or len(one) == LETTERS else (one + other)[:LETTERS]
        for one in first
        for other in second
    }
