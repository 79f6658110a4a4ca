"""The report in a few sentences of plain English, for whoever reads nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from policyclerk.domain.finding import WHOLE_TRUST
from policyclerk.planning.days import count, in_words

MOST_NAMED = 3
LONGEST_TITLE = 100
"""Characters of a title in a sentence."""


def in_short(view: Mapping[str, Any]) -> list[str]:
    """The executive paragraph, sentence by sentence; each stands on numbers of the view alone."""
    return [sentence for part in (_standing, _statutory, _moved, _long, _meeting, _load, _coverage, _unclear)
            for sentence in part(view)]  # fmt: skip


def _standing(view: Mapping[str, Any]) -> Iterator[str]:
    whose = view["school"] or "The trust"
    total, counts = view["total"], view["summary"]
    if not total:
        yield (
            f"The register lists no policies of {view['school']}."
            if view["school"]
            else "The register lists no policies."
        )
        return
    keeps = f"{whose} keeps {count(total, 'policy', 'policies')} in its register"
    if counts["green"] == total:
        yield f"{keeps}, and {'it is' if total == 1 else 'all of them are'} in order."
        return
    parts = [f"{counts['green']} in order", f"{counts['red']} {_need(counts['red'])} action now",
             f"{counts['amber']} {_need(counts['amber'])} attention"]  # fmt: skip
    parts += [f"the review date of {counts['blue']} cannot be told"] if counts["blue"] else []
    parts += (
        [f"{counts['grey']} {'is' if counts['grey'] == 1 else 'are'} not chased"] if counts["grey"] else []
    )
    yield f"{keeps}: {_joined(parts)}."


def _need(number: int) -> str:
    return "needs" if number == 1 else "need"


def _statutory(view: Mapping[str, Any]) -> Iterator[str]:
    late = [policy for policy in view["policies"] if policy["statutory"] and policy["overdue"]]
    if late:
        verb = "is" if len(late) == 1 else "are"
        yield f"{count(len(late), 'statutory policy', 'statutory policies')} {verb} past the review date: {_named(late)}."


def _moved(view: Mapping[str, Any]) -> Iterator[str]:
    trend = view["trend"]
    if trend["since"] is None:
        return
    since = in_words(date.fromisoformat(trend["since"]))
    if trend["better"] or trend["worse"]:
        yield f"Since {since}, {trend['better']} improved and {trend['worse']} got worse."
    else:
        yield f"Nothing moved since {since}."


def _long(view: Mapping[str, Any]) -> Iterator[str]:
    rows = view["long_red"]
    if rows:
        verb = "has" if len(rows) == 1 else "have"
        yield f"{count(len(rows), 'policy', 'policies')} {verb} been red for more than a term: {_named(rows)}."


def _meeting(view: Mapping[str, Any]) -> Iterator[str]:
    sittings = view["agenda"]["sittings"]
    if sittings:
        first = sittings[0]
        body = first["body"] + (f", {first['school']}," if first["school"] else "")
        on = in_words(date.fromisoformat(first["on"]))
        number = count(len(first["policies"]), "policy", "policies")
        yield f"The next meeting with policies to decide on is {body} on {on}, with {number}."


def _load(view: Mapping[str, Any]) -> Iterator[str]:
    load = view["load"]
    if load["moves"] and load["peak"]:
        yield (
            f"{load['peak']['label']} is the fullest month of the coming year with {load['peak']['now']} of {load['total']} "
            f"reviews; bringing {len(load['moves'])} forward would leave no month with more than {load['level']}."
        )


def _coverage(view: Mapping[str, Any]) -> Iterator[str]:
    coverage = view["coverage"]
    if coverage is None:
        return
    if coverage["in_part"]:
        yield (
            "The register seems to list only a part of the policies that are asked for, so what is missing was not judged."
        )
    elif coverage["gaps"]:
        gaps = coverage["gaps"]
        verb = "was" if gaps == 1 else "were"
        yield (
            f"Of the policies that law, statutory guidance or the Department's list ask for, {gaps} {verb} not found under "
            "any known title at one school or more; a person has to say whether they exist."
        )


def _unclear(view: Mapping[str, Any]) -> Iterator[str]:
    number = len(view["register_problems"])
    if number:
        verb = "needs" if number == 1 else "need"
        yield f"{count(number, 'cell')} of the register {verb} correcting before everything in it can be relied upon."


def _named(rows: Sequence[Mapping[str, Any]]) -> str:
    once = list(dict.fromkeys(f"{_cut(row['title'])} ({row['school'] or WHOLE_TRUST})" for row in rows))
    names = once[:MOST_NAMED]
    rest = len(once) - len(names)
    return _joined([*names, f"{rest} more"] if rest else names)


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
