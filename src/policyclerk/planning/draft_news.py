"""What the drafts on the desk change, told in the messages that name them. Pure.

What a draft changes is known only when it is written, after the messages were planned; so it is added to their
items before they are rendered. Of drafts of earlier nights the ledger remembers it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from policyclerk.domain.action import FIELD_NAMES, Action, MailOrder, Plan
from policyclerk.domain.ledger import Claim

MOST_CHANGES = 12
"""Changes of one draft that a message names; the draft itself shows them all."""
_NOTHING: Mapping[str, Any] = {
    "draft_changes": [],
    "draft_more": 0,
    "draft_left": [],
    "draft_beside": None,
}


def draft_results(claims: Iterable[Claim], actions: Iterable[Action]) -> Mapping[str, Mapping[str, Any]]:
    """What is known of each draft, by its path: from the actions of this plan, and better from the ledger."""
    kept = [action.result for action in actions if action.kind == "write_draft"]
    kept += [one.result for one in claims if one.key.startswith("write_draft/") and one.state == "done"]
    return {told["path"]: told for told in kept if isinstance(told, Mapping) and told.get("path")}


def with_draft_news(plan: Plan, results: Mapping[str, Mapping[str, Any]]) -> Plan:
    """The plan with every message's items told what their drafts change.

    Each item gains `draft_changes` (list of {"field", "old", "new", "where"}, at most `MOST_CHANGES`), `draft_more`
    (how many are not listed), `draft_left` (sentences on what was left to people) and `draft_beside` (path of an
    older draft of the same review, or None).
    """
    return replace(plan, actions=tuple(_informed(action, results) for action in plan.actions))


def _informed(action: Action, results: Mapping[str, Mapping[str, Any]]) -> Action:
    order = action.order
    if not isinstance(order, MailOrder):
        return action
    sections = [
        {
            **section,
            "items": [{**item, **_news(results.get(item["draft"] or ""))} for item in section["items"]],
        }
        for section in order.context["sections"]
    ]
    return replace(action, order=replace(order, context={**order.context, "sections": sections}))


def _news(told: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if told is None:
        return _NOTHING
    changes = told_changes(told.get("changes") or ())
    return {
        "draft_changes": changes[:MOST_CHANGES],
        "draft_more": max(len(changes) - MOST_CHANGES, 0),
        "draft_left": list(told.get("left") or ()),
        "draft_beside": told.get("beside"),
    }


def told_changes(changes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The changes of a draft for people: the field in words, the same change made in several places as one."""
    places: dict[tuple[str, str | None, str], list[str]] = {}
    for each in changes:
        places.setdefault((each["field"], each["old"], each["new"]), []).append(each["where"])
    return [
        {
            "field": FIELD_NAMES.get(name, name),
            "old": old,
            "new": new,
            "where": "; ".join(dict.fromkeys(wheres)),
        }
        for (name, old, new), wheres in places.items()
    ]
