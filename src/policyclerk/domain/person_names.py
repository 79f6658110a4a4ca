"""Names of people and their roles as they are compared: without styles, by their letters, by likeness."""

from collections.abc import Mapping
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


def nearest(wanted: str, spelled: Mapping[str, str]) -> str | None:
    """Of names, for comparing -> as typed, the one that is most like a name, or the only one that begins with it."""
    found = get_close_matches(wanted, spelled, n=1, cutoff=0.75)
    begun = [key for key in spelled if key.split()[:1] == [wanted]]
    likely = found or (begun if len(begun) == 1 else [])
    return spelled[likely[0]] if likely and likely[0] != wanted else None
