"""Which drafts go with a message as files: those that its reader is asked to review, as far as they fit. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from policyclerk.domain.action import Action, MailOrder, Plan

ROLES = ("owner", "finish")
"""Sections whose drafts are the reader's own to work on."""
ATTACHED = "attached"


def drafts_named(plan: Plan) -> tuple[str, ...]:
    """The paths of all drafts that some message could carry."""
    orders = (action.order for action in plan.actions if isinstance(action.order, MailOrder))
    return tuple(dict.fromkeys(path for order in orders for path in _wanted(order)))


def with_draft_files(plan: Plan, sizes: Mapping[str, int], *, most_mb: int) -> Plan:
    """The plan with the drafts that each message carries, and each item told whether its own does.

    An item with a draft gains `draft_note`: "attached", or why it is not.

    Args:
        sizes: bytes of every draft that is there or will be, by its path.
        most_mb: the most that one message carries, in millions of bytes.
    """
    return replace(plan, actions=tuple(_loaded(action, sizes, most_mb) for action in plan.actions))


def _loaded(action: Action, sizes: Mapping[str, int], most_mb: int) -> Action:
    order = action.order
    if not isinstance(order, MailOrder):
        return action
    carried, left = _fitting(_wanted(order), sizes, most_mb * 1_000_000)
    notes = dict.fromkeys(carried, ATTACHED) | dict.fromkeys(
        left, f"not attached: the drafts of one message may be {most_mb} MB together"
    )
    sections = [
        {**part, "items": [_noted(item, part["role"], notes) for item in part["items"]]}
        for part in order.context["sections"]
    ]
    context = {**order.context, "sections": sections}
    return replace(action, order=replace(order, context=context, files=tuple(carried)))


def _wanted(order: MailOrder) -> Iterable[str]:
    """The drafts of what this message tells for the first time, each once, in its order."""
    items = (item for part in order.context["sections"] if part["role"] in ROLES for item in part["items"])
    return dict.fromkeys(item["draft"] for item in items if item["draft"] and item["new"])


def _fitting(paths: Iterable[str], sizes: Mapping[str, int], most: int) -> tuple[list[str], list[str]]:
    """What fits, in order, and what does not: a small one may still find room behind a large one."""
    carried: list[str] = []
    left: list[str] = []
    for path in paths:
        if path not in sizes:
            continue
        fits = sizes[path] <= most
        most -= sizes[path] if fits else 0
        (carried if fits else left).append(path)
    return carried, left


def _noted(item: Mapping[str, Any], role: str, notes: Mapping[str, str]) -> dict[str, Any]:
    note = notes.get(item["draft"] or "") if role in ROLES and item["new"] else None
    return {**item, "draft_note": note}
