"""What was sent and drafted, from the ledger: counts by day and the drafts, never an address."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from policyclerk.domain.ledger import LedgerEntry

LOOKED_BACK = 91
"""Days, a quarter of a year: the time between two meetings of most boards."""
_MAILED = ("owner", "approver", "escalation", "acknowledgement", "trust-summary", "alert")
_NAMES = {
    "owner": "to owners: a review is due",
    "approver": "to governors: an approval or signature is wanted",
    "escalation": "to the head or the trust: long overdue",
    "acknowledgement": "to staff: please read",
    "trust-summary": "the trust's own summary",
    "alert": "something of the run itself",
}


def doings(
    entries: Iterable[LedgerEntry], today: date, titles: Mapping[str, str], *, narrowed: bool
) -> dict[str, Any]:
    """What the ledger says of the last quarter of a year.

    Args:
        titles: key of a policy -> its title and school, as people know it.
        narrowed: whether only what concerns these policies counts (one school's report).
    """
    since = today - timedelta(days=LOOKED_BACK)
    done = [
        entry
        for entry in entries
        if entry.state == "done"
        and since <= entry.today <= today
        and (not narrowed or entry.policy in titles)
    ]
    mailed = [entry for entry in done if entry.kind in _MAILED]
    return {
        "since": since.isoformat(),
        "messages": len(_messages(mailed)),
        "entries": len(mailed),
        "by_kind": [
            {"kind": kind, "words": _NAMES[kind], "entries": sum(entry.kind == kind for entry in mailed)}
            for kind in _MAILED
            if any(entry.kind == kind for entry in mailed)
        ],
        "drafts": [
            {
                "day": entry.today.isoformat(),
                "policy": entry.policy,
                "title": titles.get(entry.policy or "", entry.policy),
                "path": entry.result.get("path") if isinstance(entry.result, Mapping) else None,
            }
            for entry in done
            if entry.kind == "write_draft"
        ],
        "rows": sum(entry.kind == "update_register" for entry in done),
        "days": _by_day(done),
    }


def _messages(mailed: Iterable[LedgerEntry]) -> set[str]:
    return {entry.message_id or entry.key for entry in mailed}


def _by_day(done: Iterable[LedgerEntry]) -> list[dict[str, Any]]:
    """The newest day first; days on which only rows or reports were written are left out."""
    days: dict[date, list[LedgerEntry]] = defaultdict(list)
    for entry in done:
        if entry.kind in (*_MAILED, "write_draft"):
            days[entry.today].append(entry)
    return [
        {
            "day": day.isoformat(),
            "messages": len(_messages(entry for entry in entries if entry.kind in _MAILED)),
            "entries": sum(entry.kind in _MAILED for entry in entries),
            "drafts": sum(entry.kind == "write_draft" for entry in entries),
        }
        for day, entries in sorted(days.items(), reverse=True)
    ]
