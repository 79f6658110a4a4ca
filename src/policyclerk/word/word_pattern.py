"""One pattern for many words, put together so that the regex engine finds them quickly in small letters.

The engine folds case slowly, and tries every word at every place where all begin with a word's border. Without both,
and with the words put together by their first letters, it skips what begins with none of these letters at a stroke.
"""

import re
from collections.abc import Iterator


def one_of(words: str, *, then: str = r"\b") -> re.Pattern[str]:
    """A pattern of words that stand free, the first of those that fit.

    Args:
        words: a pattern each, which begins with a letter as it is; " | " stands between two.
        then: what must follow the word.
    """
    choices = (rf"{first}(?<!\w{first})(?:{tails})" for first, tails in _by_letter(words))
    return re.compile(f"(?:{'|'.join(choices)}){then}")


def part_of(words: str) -> re.Pattern[str]:
    """A pattern of words and parts of words, wherever they stand."""
    return re.compile("|".join(f"{first}(?:{tails})" for first, tails in _by_letter(words)))


def _by_letter(words: str) -> Iterator[tuple[str, str]]:
    """Each first letter with a choice of what may follow it."""
    rest: dict[str, list[str]] = {}
    for word in words.split(" | "):
        rest.setdefault(word[0], []).append(word[1:])
    return ((first, "|".join(tails)) for first, tails in rest.items())
