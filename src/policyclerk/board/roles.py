"""Roles in place of names: a board hears that the SENCO has a review to do, not which person she is."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from policyclerk.domain.people import Owner
from policyclerk.domain.policy import Policy
from policyclerk.domain.register import Register
from policyclerk.domain.review import Standing

NO_OWNER = "No owner named"
NO_ROLE = "Owner without a role in the register"
SOMEBODY = "(name)"
_ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
_WORD = re.compile(r"[^\W_][\w'’-]*")
_STYLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Cllr|Sir|Dame)\.?(?:\s+[A-Z]\.?(?=\s))*\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?"
)
_BETWEEN = re.compile(r"[\s.,]{1,3}")
_STYLE = re.compile(r"\b(?:M[rsx]|Miss|Dr|Prof|Rev|Cllr|Sir|Dame)")
"""A quick look whether there is any need of the one above."""
_OFFICES = frozenset(
    [
        "assistant", "associate", "board", "bursar", "business", "caretaker", "ceo", "cfo", "chair",
        "chief", "clerk", "committee", "coo", "coordinator", "data", "ddsl", "dean", "deputy",
        "designated", "director", "directors", "dpo", "dsl", "early", "education", "estates", "executive",
        "finance", "governance", "governing", "governor", "governors", "head", "heads", "headteacher",
        "hr", "ht", "ict", "inclusion", "it", "lead", "leader", "leaders", "leadership", "manager",
        "member", "office", "officer", "operating", "operations", "pastoral", "people", "premises",
        "principal", "professional", "safeguarding", "safety", "school", "secretary", "senco", "send",
        "sendco", "senior", "site", "slt", "smt", "staff", "teacher", "team", "trust", "trustee",
        "trustees", "vice", "year",
    ]
)  # fmt: skip
"""Words of which a role is made; what is made of others is taken for a name."""
_LINKS = frozenset({"of", "the", "for", "and", "to", "in", "a", "&"})


class Roles:
    """Who has which role, and a way to take names out of sentences.

    Args:
        register: for its people.
        standings: for the names that policies and documents mention besides.
    """

    def __init__(self, register: Register, standings: Iterable[Standing]) -> None:
        self._spoken: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._alone: set[str] = set()
        known: dict[tuple[str, ...], str] = {}
        for person in register.people:
            for words in _forms(person.name):
                known.setdefault(words, person.role or SOMEBODY)
        for school in register.schools:
            for words in _forms(school.headteacher or ""):
                known.setdefault(words, "Headteacher")
        for text in dict.fromkeys(_mentioned(standings)):
            for words in _forms(text) if not is_role(text) else ():
                known.setdefault(words, SOMEBODY)
        for words, instead in known.items():
            if len(words) == 1:
                self._alone.add(words[0])
            else:
                self._spoken.setdefault(words[0], []).append((words, instead))
        for forms in self._spoken.values():
            forms.sort(key=lambda form: -len(form[0]))
        self._begins = self._alone | self._spoken.keys()
        self._heard: dict[str, str] = {}

    def owner(self, policy: Policy) -> str:
        """The role (or roles) of a policy's owners."""
        return "; ".join(dict.fromkeys(self._role(owner) for owner in policy.owners)) or NO_OWNER

    def _role(self, owner: Owner) -> str:
        if owner.person and owner.person.role:
            return owner.person.role
        return owner.text if owner.text and is_role(owner.text) else NO_ROLE

    def hide(self, text: str | None) -> str | None:
        """The text with a role, or `(name)`, where a person was named, and no address."""
        if not text:
            return text
        if text not in self._heard:
            self._heard[text] = self._hidden(text)
        return self._heard[text]

    def _hidden(self, text: str) -> str:
        if (
            self._begins.isdisjoint(_WORD.findall(text.casefold()))
            and not _STYLE.search(text)
            and "@" not in text
        ):
            return text
        text = _STYLED.sub(SOMEBODY, _ADDRESS.sub("(address)", text))
        pieces, at = [], 0
        for start, end, instead in self._names(text):
            pieces += [text[at:start], instead]
            at = end
        return "".join([*pieces, text[at:]])

    def _names(self, text: str) -> Iterator[tuple[int, int, str]]:
        words = list(_WORD.finditer(text))
        at = 0
        while at < len(words):
            found = self._name_at(text, words, at)
            if found is None:
                at += 1
                continue
            count, instead = found
            yield words[at].start(), words[at + count - 1].end(), instead
            at += count

    def _name_at(self, text: str, words: list[re.Match[str]], at: int) -> tuple[int, str] | None:
        first = words[at].group().casefold()
        for name, instead in self._spoken.get(first, ()):
            run = words[at : at + len(name)]
            if [w.group().casefold() for w in run] == list(name) and _adjoin(text, run):
                return len(name), instead
        if first in self._alone and _quoted(text, words[at]):
            return 1, SOMEBODY
        return None

    def hide_in(self, value: Any, *, leave: frozenset[str] = frozenset()) -> Any:
        """Plain values with names taken out of every text; keys in `leave` keep theirs."""

        def hidden(value: Any) -> Any:
            if isinstance(value, str):
                return self.hide(value)
            if isinstance(value, dict):
                return {k: v if v is None or k in leave else hidden(v) for k, v in value.items()}
            if isinstance(value, (list, tuple)):
                return [hidden(item) for item in value]
            return value

        return hidden(value)


def is_role(text: str) -> bool:
    """Whether a text is a role ("Deputy Head (Pastoral)", "DSL") and not a person's name."""
    words = [w.group().casefold() for w in _WORD.finditer(text)]
    others = [w for w in words if w not in _OFFICES and w not in _LINKS]
    return bool(words) and len(others) < len(words) and len(others) <= 1


def _mentioned(standings: Iterable[Standing]) -> Iterator[str]:
    """Texts that stand where a person is named."""
    for standing in standings:
        policy = standing.policy
        yield from (owner.text for owner in policy.owners if owner.text)
        if policy.approver and not policy.approver.body:
            yield policy.approver.text
        facts = standing.document.facts if standing.document else None
        if facts is None:
            continue
        history = [text for row in facts.history for text in (row.owner, row.approver)]
        signed = [block.name for block in facts.sign_offs]
        yield from (text for text in (facts.owner, facts.approver, *history, *signed) if text)


def _forms(name: str) -> Iterator[tuple[str, ...]]:
    """The ways in which a name is written: Jo Marsh, J Marsh, Marsh Jo."""
    words = tuple(w.group().casefold() for w in _WORD.finditer(re.sub(r"\([^)]*\)", " ", name)))
    if not words or len(words) > 4 or any(w in _OFFICES for w in words):
        return
    yield words
    if len(words) > 1:
        yield (words[0][0], words[-1])
        yield (words[-1], *words[:-1])


def _adjoin(text: str, run: list[re.Match[str]]) -> bool:
    return all(_BETWEEN.fullmatch(text, one.end(), other.start()) for one, other in pairwise(run))


def _quoted(text: str, word: re.Match[str]) -> bool:
    """Whether a word stands alone: as the whole text, or in quotation marks."""
    before, after = text[: word.start()].strip(), text[word.end() :].strip()
    return (not before or before[-1] in "\"'“‘") and (not after or after[0] in "\"'”’")
