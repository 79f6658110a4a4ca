"""Makes up school policies whose front and back matter is laid out in every way, with the truth known beforehand.

Each cover is a few facts (`Fact`: what a label means, how it is spelt, what stands behind it) set in one layout, with
filler, sentences that mislead, sign-off blocks and tables of versions around them. `scored` compares what the reader
says with the facts. Everything follows from a seed, so that an error can be made again.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from tests.word import school_words as words
from tests.word.build_docx import control, p, r, table, text_box, write_docx
from tests.word.school_backs import back_matter
from tests.word.school_words import Written, written

from policyclerk.domain.document import DocumentFacts
from policyclerk.word.reader import read_file

SILENT = None
DATES = ("latest_review", "approved", "next_review")
FIELDS = (*DATES, "version", "owner", "approver", "cycle", "history")


@dataclass(slots=True)
class Fact:
    """A label with its value."""

    kind: str
    label: str
    value: str


@dataclass(slots=True)
class Cover:
    """A made-up policy.

    Attributes:
        told: the form it has, in words, to sort errors by.
        truth: the value of each field that is scored; None where the document does not say.
        also: further answers that are as good.
        sign_offs: (a part of the office, signed) of each place to sign.
    """

    seed: int
    told: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    header: str = ""
    footer: str = ""
    truth: dict[str, Any] = field(default_factory=dict)
    also: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    sign_offs: list[tuple[str, str]] = field(default_factory=list)

    def write(self, folder: Path) -> str:
        """The Word file's path."""
        return write_docx(
            folder, *self.body, header=self.header, footer=self.footer, name=f"{self.seed}.docx"
        )


def cover(seed: int) -> Cover:
    """The policy of a number, from 0."""
    rng = Random(seed)
    made = Cover(seed, truth=dict.fromkeys(FIELDS))
    school, title = rng.choice(words.SCHOOLS), rng.choice(words.TITLES)
    year = rng.randint(2014, 2025)
    _dates(made, rng, year)
    _people(made, rng)
    rng.shuffle(made.facts)
    lines = _lay_out(made, rng)
    name, about = p(school, style=rng.choice(["Title", ""])), p(title, style="Title")
    head = [about, name] if rng.random() < 0.5 else [name, about]
    back, at_the_end = (
        back_matter(made, rng, year),
        rng.random() < 0.25 and not made.header and not made.footer,
    )
    inside = _inside(made, rng)
    front = [] if at_the_end else lines
    made.body[:] = [*head, *front, *back.front, *inside, *back.end, *(lines if at_the_end else [])]
    made.told.append("at the end" if at_the_end else "in front")
    return made


def _dates(made: Cover, rng: Random, year: int) -> None:
    """Dates in the order of life: issued, reviewed or approved, due again."""
    which = rng.choice(
        [
            "next",
            "last next",
            "approved next",
            "approved last next",
            "last",
            "approved",
            "issued next",
            "ambiguous",
            "none",
            "traps",
        ]
    )
    made.told.append(which)
    month = rng.randint(1, 12)
    if "last" in which:
        _dated(made, "latest_review", rng.choice(words.LAST), written(rng, year, month))
    if "approved" in which:
        _approved(made, rng, written(rng, year, month))
    if "issued" in which:
        _dated(made, "latest_review", rng.choice(words.ISSUED), written(rng, year, month))
    if "next" in which:
        _dated(made, "next_review", rng.choice(words.NEXT), written(rng, year + rng.randint(1, 3), month))
    if which == "ambiguous":
        _ambiguous(made, rng, year, month)
    if which == "traps":
        label = rng.choice([*words.NEXT, *words.LAST, *words.APPROVED])
        made.facts.append(Fact("no date", label, rng.choice(words.NO_DATES)))


def _dated(made: Cover, name: str, label: str, when: Written) -> None:
    made.facts.append(Fact(f"{name} {when.form}", label, when.text))
    made.truth[name] = when.key


def _approved(made: Cover, rng: Random, when: Written) -> None:
    if rng.random() < 0.35:
        label = rng.choice(words.APPROVED_BY)
        made.truth["approver"] = label.split(" by ", 1)[-1].removesuffix(" on").removeprefix("the ")
    else:
        label = rng.choice(words.APPROVED)
    _dated(made, "approved", label, when)


def _ambiguous(made: Cover, rng: Random, year: int, month: int) -> None:
    """ "Review date" means the next review after an approval, the last beside a next review, nothing certain alone."""
    label, way = rng.choice(words.AMBIGUOUS), rng.choice(["alone", "after approval", "beside next"])
    made.told.append(f"ambiguous {way}")
    first, second = written(rng, year, month), written(rng, year + 2, month)
    if way == "alone":
        made.facts.append(Fact("ambiguous", label, first.text))
        made.also = {
            "latest_review": (first.key,),
            "next_review": (first.key,),
        }  # where a sentence tells an approval
    elif way == "after approval":
        _dated(made, "approved", rng.choice(words.APPROVED), first)
        _dated(made, "next_review", label, second)
    else:
        _dated(made, "latest_review", label, first)
        _dated(made, "next_review", rng.choice(words.NEXT), second)


def _people(made: Cover, rng: Random) -> None:
    if rng.random() < 0.5:
        value = rng.choice(words.OWNERS)
        made.facts.append(Fact("owner", rng.choice(words.OWNER), value))
        made.truth["owner"] = value
    if rng.random() < 0.4 and not made.truth["approver"]:
        value = rng.choice(words.BODIES)
        made.facts.append(Fact("approver", rng.choice(words.APPROVER), value))
        made.truth["approver"] = value.removeprefix("the ")
    if rng.random() < 0.4:
        value = rng.choice(["1", "2.0", "V3", "1.4", "v2.1", "03", "Version 4"])
        made.facts.append(Fact("version", rng.choice(words.VERSION), value))
        made.truth["version"] = value
    if rng.random() < 0.3:
        value, months = rng.choice(words.CYCLES)
        made.facts.append(Fact("cycle", rng.choice(words.CYCLE_LABELS), value))
        made.truth["cycle"] = months
    if rng.random() < 0.3:
        made.facts.append(
            Fact("other", rng.choice(words.OTHER_PEOPLE), rng.choice(["Mrs B Jones", "Dr Lin", "T. Adeyemi"]))
        )
    if rng.random() < 0.2:
        made.facts.append(
            Fact("reference", rng.choice(words.REFERENCE), rng.choice(["HS/12", "POL-004", "17"]))
        )
    if rng.random() < 0.2:
        made.facts.append(
            Fact("other", "Status", rng.choice(["Statutory", "Approved", "Final", "Non-statutory"]))
        )


def _inside(made: Cover, rng: Random) -> list[str]:
    """The text of the policy, with a sentence or two that hold dates of other things."""
    told = [rng.choice(words.PROSE) for _ in range(rng.randint(40, 60))]
    for trap in rng.sample(words.TRAPS_IN_PROSE, rng.randint(0, 3)):
        told.insert(rng.randint(12, len(told)), trap)
    out = [p("1. Introduction", style="Heading1")]
    for number, text in enumerate(told):
        out.append(p(text))
        if number in (15, 30):
            out.append(p(f"{number // 15 + 1}. What we do", style="Heading1"))
    return out


# ---- layouts


def _lay_out(made: Cover, rng: Random) -> list[str]:
    """The facts as XML, set in one of the layouts; headers and footers are set aside."""
    if not made.facts:
        return []
    name, layout = rng.choice(_LAYOUTS)
    made.told.append(name)
    return layout(made, rng)


_SEPARATORS = (": ", " : ", ":", " - ", " – ", "\t", ":\t", " | ", ":  ", " ")


def _lines(made: Cover, rng: Random) -> list[str]:
    separator = rng.choice(_SEPARATORS)
    made.told.append(f"separator {separator!r}")
    return [p(_line(fact, separator)) for fact in made.facts]


def _line(fact: Fact, separator: str) -> str:
    """A label and its value; a bare blank only before a date, for else no reader could tell them apart."""
    bare = separator == " " and " " not in fact.kind and fact.kind != "version"
    return f"{fact.label}{': ' if bare or fact.value == '' else separator}{fact.value}"


def _below(made: Cover, rng: Random) -> list[str]:
    colon = rng.choice(["", ":"])
    return [line for fact in made.facts for line in (p(fact.label + (colon or ":")), p(fact.value))]


def _two_columns(made: Cover, rng: Random) -> list[str]:
    colon = rng.choice(["", ":"])
    return [table(*((fact.label + colon, fact.value) for fact in made.facts))]


def _four_columns(made: Cover, rng: Random) -> list[str]:
    colon = rng.choice(["", ":"])
    cells = [text for fact in made.facts for text in (fact.label + colon, fact.value)]
    cells += [""] * (-len(cells) % 4)
    return [table(*(tuple(cells[at : at + 4]) for at in range(0, len(cells), 4)))]


def _stacked(made: Cover, rng: Random) -> list[str]:
    """Label and value one above the other, in the cells of a table."""
    cells = [f"{fact.label}:\n{fact.value}" for fact in made.facts]
    cells += [""] * (-len(cells) % 2)
    return [table(*(tuple(cells[at : at + 2]) for at in range(0, len(cells), 2)))]


def _hinted(made: Cover, rng: Random) -> list[str]:
    """A third column that says in brackets what to write."""
    return [table(*((fact.label, fact.value, "(see note)") for fact in made.facts))]


def _headings(made: Cover, rng: Random) -> list[str]:
    return [table(tuple(fact.label for fact in made.facts), tuple(fact.value for fact in made.facts))]


def _one_cell(made: Cover, rng: Random) -> list[str]:
    return [table(*((f"{fact.label}: {fact.value}",) for fact in made.facts))]


def _joined(made: Cover, rng: Random) -> list[str]:
    glue = rng.choice(["\t", " | ", "\n", "    ", "\t\t", "; "])
    made.told.append(f"glue {glue!r}")
    out, rest = [], list(made.facts)
    while rest:
        take = rng.randint(2, 3)
        out.append(p(glue.join(_line(fact, ": ") for fact in rest[:take])))
        rest = rest[take:]
    return out


def _margin(made: Cover, rng: Random) -> list[str]:
    """Most of the facts in a header or footer."""
    glue = rng.choice(["\t", " | ", "\n"])
    line = p(glue.join(_line(fact, ": ") for fact in made.facts)) + p("Page 2 of 14")
    if rng.random() < 0.4:
        made.header = line
    else:
        made.footer = line
    return []


def _boxed(made: Cover, rng: Random) -> list[str]:
    return [p(inner=text_box(*(_line(fact, ": ") for fact in made.facts)))]


def _controls(made: Cover, rng: Random) -> list[str]:
    return [p(f"{fact.label}: ", inner=control(r(fact.value))) for fact in made.facts]


def _broken(made: Cover, rng: Random) -> list[str]:
    """Labels and values that Word has cut over several runs."""
    out = []
    for fact in made.facts:
        text = _line(fact, rng.choice([": ", " - ", "\t"]))
        cuts = sorted({0, len(text), *(rng.randint(0, len(text)) for _ in range(3))})
        out.append(p(inner="".join(r(text[a:b], "<w:b/>" if a else "") for a, b in pairwise(cuts))))
    return out


_Layout = Callable[[Cover, Random], list[str]]
_LAYOUTS: tuple[tuple[str, _Layout], ...] = (
    ("lines", _lines),
    ("lines", _lines),
    ("lines", _lines),
    ("value below", _below),
    ("two columns", _two_columns),
    ("two columns", _two_columns),
    ("four columns", _four_columns),
    ("headings", _headings),
    ("stacked", _stacked),
    ("hinted", _hinted),
    ("one cell", _one_cell),
    ("joined", _joined),
    ("joined", _joined),
    ("margin", _margin),
    ("boxed", _boxed),
    ("controls", _controls),
    ("broken", _broken),
)


# ---- scoring


@dataclass(frozen=True, slots=True)
class Error:
    """One field that was read wrongly."""

    seed: int
    field: str
    outcome: str
    expected: Any
    got: Any
    told: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Tally:
    """Fields right, missed, wrong and invented, and every error."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong_dates: int = 0
    errors: list[Error] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of what the reader said, how much is so."""
        said = self.counts["right"] + self.counts["wrong"] + self.counts["invented"]
        return self.counts["right"] / said if said else 1.0

    @property
    def recall(self) -> float:
        """Of what the documents say, how much the reader found."""
        there = self.counts["right"] + self.counts["wrong"] + self.counts["missed"]
        return self.counts["right"] / there if there else 1.0


def scored(seeds: range, folder: Path) -> Tally:
    """The reader's answers to many covers against the truth."""
    tally = Tally()
    for made in (cover(seed) for seed in seeds):
        facts = read_file(made.write(folder))
        for name, outcome, expected, got in _compared(made, facts):
            tally.counts[outcome] += 1
            if outcome in ("right", "absent"):
                continue
            tally.wrong_dates += name in DATES and outcome in ("wrong", "invented")
            pairs = tuple((fact.label, fact.value) for fact in made.facts)
            tally.errors.append(Error(made.seed, name, outcome, expected, got, tuple(made.told), pairs))
    return tally


def _compared(made: Cover, facts: DocumentFacts) -> Iterator[tuple[str, str, Any, Any]]:
    for name in FIELDS:
        expected, got = made.truth[name], _got(facts, name)
        accepted = {_folded(one) for one in (expected, *made.also.get(name, ()))}
        if _folded(got) in accepted:
            yield name, "absent" if got is None else "right", expected, got
        else:
            yield (
                name,
                "missed" if got is None else "wrong" if expected is not None else "invented",
                expected,
                got,
            )
    for conflict in facts.conflicts:
        if conflict.field in ("next_review", "approved", "owner", "approver"):
            yield "conflict", "invented", None, (conflict.field, [value.raw for value in conflict.values])
    yield from _signed(made, facts)


def _got(facts: DocumentFacts, name: str) -> Any:
    if name in DATES:
        claim = getattr(facts, name)
        return (claim.start, claim.end, claim.precision) if claim is not None and claim.known else None
    if name == "cycle":
        return facts.review_cycle.months if facts.review_cycle else None
    if name == "history":
        return len(facts.history) or None
    return getattr(facts, name)


def _folded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.casefold().removeprefix("version").removeprefix("the ").strip().removeprefix("v")
    return "".join(char for char in text if char.isalnum() or char == ".").strip(".")


def _signed(made: Cover, facts: DocumentFacts) -> Iterator[tuple[str, str, Any, Any]]:
    left = list(facts.sign_offs)
    for role, signed in made.sign_offs:
        one = next((one for one in left if role.casefold() in (one.role or "").casefold()), None)
        if one is None:
            yield "sign_off", "missed", (role, signed), None
            continue
        left.remove(one)
        yield (
            "sign_off",
            "right" if one.signed == signed else "wrong",
            (role, signed),
            (one.role, one.signed, one.evidence),
        )
    for one in left:
        yield "sign_off", "invented", None, (one.role, one.signed, one.evidence)
