"""Which claims are those of a model: the council's or company's own control table in a policy that a school has adopted."""

import re

from policyclerk.word.claim import Claim
from policyclerk.word.title_words import OF_MODELS

_COUNCIL_OF = re.compile(
    r"\b(?:school|students?|pupils?|parents?|staff|academy|college) council\b", re.IGNORECASE
)
"""Councils inside a school."""


def without_models(claims: list[Claim]) -> list[Claim]:
    """The claims without those of a table that names a council or diocese as owner, where a school is named elsewhere as the adopter."""
    tables = {claim.group for claim in claims if claim.group >= 0 and _is_owned_by_others(claim)}
    if not tables:
        return claims
    adopters = {claim.group for claim in claims if _names_adopter(claim)}
    others = tables - adopters
    return [claim for claim in claims if claim.group not in others] if adopters else claims


def _is_owned_by_others(claim: Claim) -> bool:
    return claim.field in ("owner", "author", "organisation") and is_of_model(claim.value)


def is_of_model(name: str) -> bool:
    """Whether a name is that of a council, diocese or authority, whose models schools adopt."""
    return OF_MODELS.search(name) is not None and _COUNCIL_OF.search(name) is None


def _names_adopter(claim: Claim) -> bool:
    """Whether a claim names the school, or says when it has adopted the policy."""
    told = claim.field == "organisation" or "adopt" in claim.label.casefold()
    return told and bool(claim.value) and not is_of_model(claim.value)
