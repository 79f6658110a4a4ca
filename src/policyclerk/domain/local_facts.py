"""What a school puts into its own copy of a trust's policy: its name, its head, its contacts. Pure."""

import re
from dataclasses import dataclass

from policyclerk.domain.people import School

_FILLER = frozenset(
    {"insert", "enter", "add", "type", "name", "names", "of", "the", "your", "our", "here", "a", "an", "please", "school", "schools",
     "academy", "academys", "s", "details", "contact", "this", "number", "full", "local"}
)  # fmt: skip
_SAME = {
    "head": "headteacher",
    "principal": "headteacher",
    "headmaster": "headteacher",
    "headmistress": "headteacher",
    "phone": "telephone",
    "tel": "telephone",
    "mail": "email",
    "e": "",
    "url": "website",
    "web": "website",
    "dsl": "designated safeguarding lead",
    "senco": "sendco",
}
_SCHOOL = frozenset({"school", "academy", "schools", "academys"})


@dataclass(frozen=True, slots=True)
class LocalFacts:
    """What one school's copy says of itself.

    Attributes:
        school: its name.
        contacts: (what a policy calls it, what stands there): ("Headteacher", "Ann Reed"), ("Telephone", "...").
    """

    school: str
    contacts: tuple[tuple[str, str], ...] = ()

    def answer(self, prompt: str) -> str | None:
        """What stands for a text such as "[insert name of headteacher]"; None where it asks for something else.

        Words that only ask ("insert", "name of the") do not count, so the rest has to be a contact's own words.
        """
        words = _words(prompt)
        core = _core(words)
        if not core:
            return self.school if _SCHOOL & set(words) and set(words) <= _FILLER else None
        return next((value for label, value in self.contacts if value and _core(_words(label)) == core), None)


def local_facts(school: School, contacts: tuple[tuple[str, str], ...] = ()) -> LocalFacts:
    """A school of the register with its head, and the contacts that are known besides."""
    head = (("Headteacher", school.headteacher),) if school.headteacher else ()
    return LocalFacts(school.name, (*head, *contacts))


def _words(text: str) -> list[str]:
    plain = text.casefold().replace("head teacher", "headteacher").replace("e-mail", "email")
    return re.findall(r"[a-z]+", plain.replace("’", " ").replace("'", " "))


def _core(words: list[str]) -> tuple[str, ...]:
    """The words that say what is asked for."""
    said = " ".join(_SAME.get(word, word) for word in words if word not in _FILLER)
    return tuple(said.split())
