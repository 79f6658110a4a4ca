"""Labels in two languages, as schools in Wales write them ("Dyddiad adolygu / Review date")."""

import re

_WORDS = (
    "a ac adolygiad adolygu adolygwyd am ar awdur cadeirydd corff cyfnod cyfrifol cyfrifoldeb cyhoeddi cyhoeddwyd cylch "
    "cymeradwyaeth cymeradwyo cymeradwywyd cytunwyd dirprwy diweddaf diweddaru diwethaf dyddiad enw fersiwn gan i "
    "llofnod llofnodwyd llywodraethol llywodraethwyr mabwysiadu mabwysiadwyd nesaf o pennaeth perchennog person polisi "
    "rhif statws teitl y ysgol yr"
)
_WELSH = frozenset(_WORDS.split())
"""Words of such labels."""
_WORD = re.compile(r"[^\W\d_]+")


def english_half(label: str) -> str:
    """The English of a label that says the same in Welsh, on the other side of a stroke; any other label as it is."""
    halves = label.split("/")
    if len(halves) != 2:
        return label
    english = [half for half in halves if not _is_welsh(half)]
    return english[0].strip() if len(english) == 1 else label


def _is_welsh(text: str) -> bool:
    words = _WORD.findall(text.casefold())
    return bool(words) and all(word in _WELSH for word in words)
