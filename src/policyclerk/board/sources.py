"""Places that contradict one another, side by side: register, cover and text, tables, header and footer."""

import re
from collections.abc import Iterable
from typing import Any

from policyclerk.domain.finding import Evidence, Finding

CONFLICTS = ("date_conflict", "version_conflict", "cycle_conflict", "organisation_mismatch")
PLACES = ("register", "cover", "table", "edge", "other")
"""Register; cover and running text; tables; header and footer; anything else (properties, file name)."""
_EDGE = re.compile(r"\b(?:header|footer)", re.IGNORECASE)
_TABLE = re.compile(r"\btable\b", re.IGNORECASE)
_TEXT = re.compile(r"\b(?:body|cover|paragraph|text ?box|title)\b", re.IGNORECASE)


def side_by_side(findings: Iterable[Finding], documents: Iterable[str]) -> list[dict[str, Any]]:
    """One row per contradiction, with what each kind of place says.

    Args:
        findings: all of them; only those about contradictions are shown.
        documents: paths of the Word files, by which a place in one is told from a place in the register.
    """
    paths = frozenset(documents)
    return [
        {
            "policy": finding.policy,
            "title": finding.title,
            "school": finding.school,
            "kind": finding.kind,
            "about": finding.rule.rpartition(": ")[2] or finding.kind.partition("_")[0],
            "severity": finding.severity,
            **_laid_out(finding.evidence, paths),
        }
        for finding in findings
        if finding.kind in CONFLICTS
    ]


def _laid_out(evidence: Iterable[Evidence], paths: frozenset[str]) -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = {place: [] for place in PLACES}
    for item in evidence:
        said = {"raw": item.raw or "nothing", "where": item.where}
        place = rows[_place(item, paths)]
        if said not in place:
            place.append(said)
    return rows


def _place(item: Evidence, paths: frozenset[str]) -> str:
    if item.source not in paths:
        return "register"
    if _EDGE.search(item.where):
        return "edge"
    if _TABLE.search(item.where):
        return "table"
    return "cover" if _TEXT.search(item.where) else "other"
