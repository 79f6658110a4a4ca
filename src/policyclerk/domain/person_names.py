"""Names of people and their roles as they are compared: without styles, by their letters, by likeness."""

from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache

from policyclerk.domain.cells import plain_words

_STYLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "rev",
        "revd",
        "reverend",
        "sir",
        "dame",
        "cllr",
        "canon",
        "fr",
        "father",
        "sr",
        "sister",
        "lady",
        "lord",
    }
)


_ALIKE = 0.75
"""How alike two names are that may mean one, as difflib counts it."""
_LONGEST_TOLD = 64
"""Letters of a name up to which all of them have a place of their own in `_letters`."""


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """A person's name for comparing: without style of address, case and punctuation; "Smith, Jane" is turned."""
    if name.count(",") == 1:
        last, first = name.split(",")
        name = f"{first} {last}"
    return " ".join(w for w in plain_words(name).split() if w not in _STYLES)


def letters_of(role: str) -> str | None:
    """The letters that a role of three words or more goes by: "designated safeguarding lead" is "dsl"."""
    words = [w for w in role.split() if w not in {"of", "the", "and", "for"}]
    return "".join(w[0] for w in words) if len(words) > 2 else None


def _with_letters_of(wanted: str, names: Iterable[str]) -> list[str]:
    """The names that have so many letters of another one that they can be alike; difflib asks this too, and takes long."""
    letters, length = _letters(wanted), len(wanted)
    if length > _LONGEST_TOLD:
        return list(names)
    return [
        name
        for name in names
        if 2 * (_letters(name) & letters).bit_count() >= _ALIKE * (length + len(name))
        or len(name) > _LONGEST_TOLD
    ]


@lru_cache(maxsize=32768)
def _letters(name: str) -> int:
    """A bit for each letter of a name: the first "a" has another one than the second.

    Letters may share their bits, so that two names have at least as many in common as they have letters.
    """
    bits, seen = 0, Counter[int]()
    for letter in name[:_LONGEST_TOLD]:
        place = ord(letter) % 32
        bits |= 1 << (place * _LONGEST_TOLD + seen[place])
        seen[place] += 1
    return bits


def nearest(wanted: str, spelled: Mapping[str, str]) -> str | None:
    """Of names, for comparing -> as typed, the one that is most like a name, or the only one that begins with it."""
    found = get_close_matches(wanted, _with_letters_of(wanted, spelled), n=1, cutoff=_ALIKE)
    begun = [key for key in spelled if key.split()[:1] == [wanted]]
    likely = found or (begun if len(begun) == 1 else [])
    return spelled[likely[0]] if likely and likely[0] != wanted else None
