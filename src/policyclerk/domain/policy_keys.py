"""The name of a policy in every output and in the ledger: its Ref where that is its own, else made with the school."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from policyclerk.domain.cells import slug
from policyclerk.domain.policy import Policy

TRUST = "trust"
"""The slug of policies of the whole trust."""


def with_keys(policies: Sequence[Policy]) -> tuple[Policy, ...]:
    """The policies with `key` filled, unique in the register and the same every night.

    The Ref as typed where it is unique in the whole register, else `<school slug>-<ref>`, else `<school slug>-<title
    slug>`; where that still repeats, later rows get `~2`, `~3` in sheet order.
    """
    candidates = list(zip(*[_alone(policies, name) for name in (_ref, _school_and_ref)], strict=True))
    taken: set[str] = set()
    keyed = []
    for policy, names in zip(policies, candidates, strict=True):
        wanted = next((name for name in names if name), None) or _school_and_title(policy)
        key = _free(wanted, taken)
        taken.add(key.casefold())
        keyed.append(replace(policy, key=key))
    return tuple(keyed)


def _alone(policies: Iterable[Policy], name: Callable[[Policy], str]) -> list[str]:
    """A name per policy, "" where another policy has the same."""
    names = [name(policy) for policy in policies]
    counts = Counter(n.casefold() for n in names)
    return [n if counts[n.casefold()] == 1 else "" for n in names]


def _ref(policy: Policy) -> str:
    return policy.ref or ""


def _school_and_ref(policy: Policy) -> str:
    return f"{_school(policy)}-{policy.ref}" if policy.ref else ""


def _school_and_title(policy: Policy) -> str:
    return f"{_school(policy)}-{slug(policy.title) or 'policy'}"


def _school(policy: Policy) -> str:
    return (slug(policy.school) if policy.school else "") or TRUST


def _free(wanted: str, taken: set[str]) -> str:
    number, key = 1, wanted
    while key.casefold() in taken:
        number += 1
        key = f"{wanted}~{number}"
    return key
