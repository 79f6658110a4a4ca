"""Which lines hold a word: one search through all of them together, as a search in each line costs far more."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate


class LineIndex:
    """Lines in small letters, and where each word asked for stands in them; each word is searched for once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.whole = "\n".join(lines)
        self._ends = list(accumulate([len(line) + 1 for line in lines]))
        self._known: dict[str, tuple[int, ...]] = {}

    def holding(self, words: Iterable[str]) -> list[int]:
        """The numbers of the lines that hold one of the words, in order; a word is part of a line, in small letters."""
        return sorted({number for word in words for number in self._numbers(word)})

    def found(self, pattern: re.Pattern[str], written: str) -> set[int]:
        """The numbers of the lines in which a pattern is found.

        Args:
            pattern: what is looked for.
            written: the lines as they are written, each letter at its place in `whole`.
        """
        return {bisect_right(self._ends, match.start()) for match in pattern.finditer(written)}

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
