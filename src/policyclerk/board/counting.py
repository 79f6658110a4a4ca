"""Policies counted by school, by approving body and by owner."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from policyclerk.domain.finding import SEVERITIES, WHOLE_TRUST
from policyclerk.domain.review import Standing

NO_BODY = "No approver named"


def counted(
    policies: Iterable[Mapping[str, Any]], group: Callable[[Mapping[str, Any]], str]
) -> list[dict[str, Any]]:
    """`{"name", "total", "red", ...}` per group, the group with most red and amber first."""
    grouped: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(SEVERITIES, 0))
    for policy in policies:
        grouped[group(policy)][policy["status"]] += 1
    rows = [{"name": name, "total": sum(counts.values()), **counts} for name, counts in grouped.items()]
    return sorted(rows, key=lambda row: (-row["red"], -row["amber"], row["name"]))


def by_school(policies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """RAG by school."""
    return counted(policies, lambda policy: policy["school"])


def by_body(policies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """RAG by approving body; a school's own body is named with its school."""
    return counted(policies, lambda policy: policy["body"])


def by_owner(policies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """RAG by owner; a role is the role at a school."""
    return counted(
        policies,
        lambda p: p["owner"] if p["school"] == WHOLE_TRUST else f"{p['owner']}, {p['school']}",
    )


def body_of(standing: Standing | None, trusts: frozenset[str]) -> str:
    """The body that approves a policy.

    Args:
        trusts: bodies that are the trust's own, so that their name needs no school beside it.
    """
    approver = standing.policy.approver if standing else None
    if standing is None or approver is None:
        return NO_BODY
    name = approver.body or approver.text
    school = standing.policy.school
    named = school is None or name in trusts or school.casefold() in name.casefold()
    return name if named else f"{name}, {school}"
