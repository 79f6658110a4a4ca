"""Which lines hold a word: one search through all of them together, as a search in each line costs far more."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

_APART = bytes(sign if chr(sign).isalnum() and sign < 128 else ord(" ") for sign in range(256))
"""Turns every sign that is no letter or digit of the keyboard into a blank."""


class LineIndex:
    """Lines, in small letters mostly, and where each word asked for stands in them; each word is searched for once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.whole = "\n".join(lines)
        self._ends = list(accumulate([len(line) + 1 for line in lines]))
        self._known: dict[str, tuple[int, ...]] = {}

    def holding(self, words: Iterable[str]) -> list[int]:
        """The numbers of the lines that hold one of the words, in order; a word is a part of a line."""
        return sorted({number for word in words for number in self._numbers(word)})

    def spelt(self, whole: str) -> "LineIndex":
        """The same lines with other letters, each in the place of one of `whole`."""
        other = LineIndex(())
        other.whole, other._ends = whole, self._ends
        return other

    def standing(self, words: frozenset[str]) -> frozenset[str]:
        """Those of some words that stand by themselves; all but the keyboard's letters and digits parts two words."""
        plain = self.whole.encode(errors="replace").translate(_APART).decode("ascii")
        return words.intersection(plain.split())

    def _numbers(self, word: str) -> tuple[int, ...]:
        if word not in self._known:
            self._known[word] = tuple(self._search(word))
        return self._known[word]

    def _search(self, word: str) -> Iterable[int]:
        at = self.whole.find(word)
        while at >= 0:
            number = bisect_right(self._ends, at)
            yield number
            at = self.whole.find(word, self._ends[number])
