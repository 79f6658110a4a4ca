"""Which row of a tab holds the headings, and which of our fields each column is.

"Review date" is the next review unless another column is that already; then it is the last one. A heading may be
split over two rows, or stand below a group's name ("Approval" over "Body" and "Date"). A remark in brackets says
nothing unless the whole is known. Rows above the headings (the trust's name, a date of issue) are passed over.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

from policyclerk.domain.cells import text_of
from policyclerk.domain.heading_words import BY_NEIGHBOURS, NEEDED, WORDS, TabKind
from policyclerk.domain.register import OWN_HEADINGS, RawCell, RawTable

ROWS_SEARCHED = 30
LONGEST_HEADING = 60
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

    @property
    def columns(self) -> frozenset[int]:
        """Every column that has a heading, understood or not."""
        others = (column for column, _ in (*self.unknown, *self.repeated))
        return frozenset((*self.fields.values(), *self.own.values(), *others))

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
    known = _known(kind).keys() | _NEIGHBOURS.keys() | _OWN.keys() | chosen.keys()
    found = [_understood(row, texts, kind, chosen) for row, texts in _candidate_rows(table, known)]
    best = max(found, key=lambda h: (h.fit(kind), h.sure, -h.row), default=None)
    if best is None or not _enough(best, kind):
        return None
    return best


def headings_again(
    table: RawTable, row: int, before: Headings, overrides: Mapping[str, str]
) -> Headings | None:
    """The headings of a row further down the page, as people put them above every page or above a second list.

    Returns:
        None where the row is none of headings: the policy's name and one more must be known, and most of its texts.
    """
    if not _may_head(table.rows[row - 1], before.texts["title"]):
        return None
    chosen = {squeezed(heading): name for name, heading in overrides.items()}
    found = _understood(row, _texts(table, row), "policies", chosen)
    known = len(found.fields) + len(found.own)
    if found.fit("policies") < 2 or known < len(found.unknown) + len(found.repeated):
        return None
    return replace(found, own={**before.own, **found.own})


def _may_head(cells: Sequence[RawCell], title: str) -> bool:
    """Whether a row holds nothing but short texts, and among them what the column of the names may be headed with."""
    openings, titles = _titles(title)
    found = False
    for cell in cells:
        value = cell.value
        if value is None or value == "":
            continue
        if not isinstance(value, str) or len(value) > LONGEST_HEADING:
            return False
        if value.lstrip()[:3].casefold() in openings and squeezed(value) in titles:
            found = True
    return found


@lru_cache(maxsize=64)
def _titles(title: str) -> tuple[frozenset[str], frozenset[str]]:
    """The first three letters of all that heads the policies' names, and the whole of it."""
    words = (title, *WORDS["policies"]["title"])
    return frozenset(w[:3].casefold() for w in words), frozenset(squeezed(w) for w in words)


def _enough(headings: Headings, kind: TabKind) -> bool:
    """A policy tab needs a second heading beside the policy's name, unless the name is all the tab has."""
    fit = headings.fit(kind)
    alone = headings.last_column == 1 or not (headings.unknown or headings.repeated)
    return fit >= 2 or (fit == 1 and kind == "policies" and alone)


@lru_cache(maxsize=4096)
def squeezed(heading: str) -> str:
    """A heading for comparing: letters and digits alone, in lower case."""
    return "".join(c for c in heading.casefold().replace("&", "and") if c.isalnum())


def is_banner(table: RawTable, row: int) -> bool:
    """Whether a row's cells are merged across so many columns that it is a title and no headings."""
    return any(r1 <= row <= r2 and c2 - c1 + 1 >= WIDE_MERGE for r1, c1, r2, c2 in table.merged)


def hides_the_name(table: RawTable, row: int, headings: Headings) -> bool:
    """Whether the cell of the policy's name is merged across three or more heading columns: then it is no name."""
    title, columns = headings.fields["title"], headings.columns
    return any(
        r1 <= row <= r2 and c1 <= title <= c2 and sum(c1 <= c <= c2 for c in columns) >= WIDE_MERGE
        for r1, c1, r2, c2 in table.merged
    )


def _candidate_rows(table: RawTable, known: AbstractSet[str]) -> list[tuple[int, list[str]]]:
    """Rows that may be headings, each alone and joined with the row above it."""
    texts = [_texts(table, n) for n in range(1, min(ROWS_SEARCHED, len(table.rows)) + 1)]
    rows = [n for n in range(1, len(texts) + 1) if not is_banner(table, n)]
    alone = [(n, texts[n - 1]) for n in rows if any(texts[n - 1])]
    pairs = [
        (n, _joined(table, n, texts[n - 2], texts[n - 1], known)) for n in rows if n > 1 and any(texts[n - 2])
    ]
    return alone + pairs


def _texts(table: RawTable, row: int) -> list[str]:
    return [
        " ".join(text_of(c.value).split()) if isinstance(c.value, str) else "" for c in table.rows[row - 1]
    ]


def _joined(
    table: RawTable, row: int, upper: list[str], lower: list[str], known: AbstractSet[str]
) -> list[str]:
    """The headings of a row together with those above it; a group's name stands over each of its columns."""
    width = max(len(upper), len(lower), *(c2 for r1, _, _, c2 in table.merged if r1 == row - 1), 0)
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    for top, left, _, right in table.merged:
        if top == row - 1 and right > left:
            group = upper[left - 1]
            upper[left - 1 : right] = [group if below else "" for below in lower[left - 1 : right]]
    return [_of_two(above, below, known) for above, below in zip(upper, lower, strict=True)]


def _of_two(above: str, below: str, known: AbstractSet[str]) -> str:
    """One heading out of two rows: together, the lower alone, or the other way round ("Review" over "Last")."""
    together = f"{above} {below}".strip()
    return next((t for t in (together, below, f"{below} {above}") if squeezed(t) in known), together)


@lru_cache(maxsize=8)
def _known(kind: TabKind) -> dict[str, str]:
    return {squeezed(word): name for name, words in WORDS[kind].items() for word in words}


_REMARK = re.compile(r"[(\[][^()\[\]]*[)\]]")


def _meaning(heading: str, kind: TabKind) -> str | None:
    """The field that a heading means by its own words."""
    known = _known(kind)
    name = known.get(squeezed(heading))
    return name if name or not _REMARK.search(heading) else known.get(squeezed(_REMARK.sub("", heading)))


def field_named(text: str) -> str | None:
    """Our field of the policy tab, by our own name or by its documented heading ("next_review", "Next review")."""
    names = {
        squeezed(name): field for field, words in WORDS["policies"].items() for name in (field, words[0])
    }
    return names.get(squeezed(text))


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
        name = _meaning(text, kind)
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
