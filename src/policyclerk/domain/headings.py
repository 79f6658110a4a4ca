"""Which row of a tab holds the headings, and which of our fields each column is.

"Review date" is the next review unless another column is that already; then it is the last one. A heading may be
split over two rows. Rows above the headings (the trust's name, a date of issue) are passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from policyclerk.domain.cells import text_of
from policyclerk.domain.heading_words import BY_NEIGHBOURS, NEEDED, WORDS, TabKind
from policyclerk.domain.register import OWN_HEADINGS, RawTable

ROWS_SEARCHED = 30
WIDE_MERGE = 3
"""From so many columns on a merged cell is a banner: no heading, no policy's name."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading row of a tab.

    Attributes:
        row: its number from 1 (the lower one where headings take two rows).
        fields: our field -> column number from 1.
        texts: our field -> heading as typed.
        own: heading of a column of ours -> column number.
        unknown, repeated: columns that are not used, with the heading as typed.
        last_column: the last column with a heading.
        sure: how many fields are known by their own words, without a look at their neighbours.
    """

    row: int
    fields: Mapping[str, int]
    texts: Mapping[str, str]
    own: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...]
    repeated: tuple[tuple[int, str], ...]
    last_column: int
    sure: int = 0

    def fit(self, kind: TabKind) -> int:
        """How many headings are understood; 0 where what makes such a tab is missing."""
        complete = all(any(name in self.fields for name in group) for group in NEEDED[kind])
        return len(self.fields) if complete else 0


def find_headings(
    table: RawTable, kind: TabKind, overrides: Mapping[str, str] | None = None
) -> Headings | None:
    """The heading row of a tab taken as one of a kind: the row of the first thirty that is understood best.

    Args:
        table: the tab.
        kind: what the tab is taken for.
        overrides: our field -> their heading, which wins over every guess.

    Returns:
        None where no row makes it a tab of this kind.
    """
    chosen = {squeezed(heading): name for name, heading in (overrides or {}).items()}
    found = [_understood(row, texts, kind, chosen) for row, texts in _candidate_rows(table)]
    best = max(found, key=lambda h: (h.fit(kind), h.sure, -h.row), default=None)
    if best is None or not _enough(best, kind):
        return None
    return best


def _enough(headings: Headings, kind: TabKind) -> bool:
    """A policy tab needs a second heading beside the policy's name, unless the name is all the tab has."""
    fit = headings.fit(kind)
    alone = headings.last_column == 1 or not (headings.unknown or headings.repeated)
    return fit >= 2 or (fit == 1 and kind == "policies" and alone)


def squeezed(heading: str) -> str:
    """A heading for comparing: letters and digits alone, in lower case."""
    return "".join(c for c in heading.casefold().replace("&", "and") if c.isalnum())


def is_banner(table: RawTable, row: int) -> bool:
    """Whether a row's cells are merged across so many columns that it is a title and nothing else."""
    return any(r1 <= row <= r2 and c2 - c1 + 1 >= WIDE_MERGE for r1, c1, r2, c2 in table.merged)


def _candidate_rows(table: RawTable) -> list[tuple[int, list[str]]]:
    """Rows that may be headings, each alone and joined with the row below it."""
    rows = [
        (n, _texts(table, n))
        for n in range(1, min(ROWS_SEARCHED, len(table.rows)) + 1)
        if not is_banner(table, n)
    ]
    pairs = [(m, _joined(a, b)) for (n, a), (m, b) in pairwise(rows) if m == n + 1 and any(a)]
    return [(n, texts) for n, texts in rows if any(texts)] + pairs


def _texts(table: RawTable, row: int) -> list[str]:
    return [
        " ".join(text_of(c.value).split()) if isinstance(c.value, str) else "" for c in table.rows[row - 1]
    ]


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    return [f"{a} {b}".strip() for a, b in zip(upper, lower, strict=True)]


@lru_cache(maxsize=8)
def _known(kind: TabKind) -> dict[str, str]:
    return {squeezed(word): name for name, words in WORDS[kind].items() for word in words}


_OWN = {squeezed(heading): heading for heading in OWN_HEADINGS}
_NEIGHBOURS = {squeezed(heading): meanings for heading, meanings in BY_NEIGHBOURS.items()}


def _understood(row: int, texts: list[str], kind: TabKind, chosen: Mapping[str, str]) -> Headings:
    """What every heading of a row means; the first column of a field is the one that is used."""
    cells = [(column, text) for column, text in enumerate(texts, 1) if text]
    fields, own, repeated, later = _first_pass(cells, kind, chosen)
    sure = len(fields)
    unknown = []
    for column, text in later:
        name = _by_neighbours(text, kind, fields)
        if name is None:
            unknown.append((column, text))
        else:
            fields[name] = column
    headings = {name: texts[column - 1] for name, column in fields.items()}
    last = cells[-1][0] if cells else 0
    return Headings(row, fields, headings, own, tuple(unknown), tuple(repeated), last, sure)


_Cells = list[tuple[int, str]]


def _first_pass(
    cells: _Cells, kind: TabKind, chosen: Mapping[str, str]
) -> tuple[dict[str, int], dict[str, int], _Cells, _Cells]:
    """Fields and own columns that are certain; headings that repeat one; and those left to be judged."""
    fields = {chosen[squeezed(t)]: c for c, t in reversed(cells) if squeezed(t) in chosen}
    own: dict[str, int] = {}
    repeated: _Cells = []
    later: _Cells = []
    for column, text in cells:
        short = squeezed(text)
        name = _known(kind).get(short)
        if short in _OWN:
            own.setdefault(_OWN[short], column)
        elif short in chosen or (name in chosen.values() and name in fields):
            repeated += [(column, text)] if column not in fields.values() else []
        elif name is None:
            later.append((column, text))
        elif fields.setdefault(name, column) != column:
            repeated.append((column, text))
    return fields, own, repeated, later


def _by_neighbours(text: str, kind: TabKind, fields: Mapping[str, int]) -> str | None:
    if kind != "policies":
        return None
    return next((name for name in _NEIGHBOURS.get(squeezed(text), ()) if name not in fields), None)
