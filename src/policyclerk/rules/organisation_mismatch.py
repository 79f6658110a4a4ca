"""The document names another organisation than the school or trust whose policy it is, or nobody.

Why it matters: a copied policy names the wrong people to go to, and shows that it was never made the school's own.

Source: the organisation that the document names on its cover, in its headers and footers or most often, beside the names
of the policy's school (in full, short, as typed), of the trust and of its other schools. Names agree as soon as they share
one telling word. A document that names nobody makes a finding only where no picture could hold the name.
"""

import re
from collections.abc import Iterator

from policyclerk.domain.evidence import in_document, in_row
from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.matching import fold_title
from policyclerk.domain.organisation_names import telling
from policyclerk.domain.review import PolicyDocument, Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about, noted
from policyclerk.rules.wording import quoted

SEVERITY: Severity = "amber"
TITLE = "Another organisation's name"

_KIND = re.compile(
    r"\b(?:schools?|academ(?:y|ies)|college|nursery|federation|partnership|trust|council|diocese|local authority)\b",
    re.IGNORECASE,
)


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding where the document names somebody else, or nobody."""
    document = standing.document
    if document is None or not context.names_known:
        return
    named = document.facts.organisation
    if named is None:
        yield from _nobody(standing, document, context)
    elif _could_tell(standing, context) and _KIND.search(named) and not _is_ours(named, standing, context):
        other = context.names.other_school(telling(named), standing.policy.school)
        whose = "another school of the trust" if other else "another organisation"
        message = (
            f"The document names {quoted(named)}, {whose}; the policy is that of {_owner(standing, context)}."
        )
        where = "cover, headers, footers and text"
        yield about(
            standing,
            __name__,
            SEVERITY,
            message,
            (in_document(document, where, named), in_row(standing.policy)),
            rule="document: organisation",
        )


def _nobody(standing: Standing, document: PolicyDocument, context: Context) -> Iterator[Finding]:
    if noted(standing, "no_organisation") and not _told_elsewhere(standing, document, context):
        message = "The document names no school, trust or council: whose policy it is cannot be seen from it."
        evidence = (in_document(document, "whole file", None),)
        yield about(standing, __name__, SEVERITY, message, evidence, rule="document: organisation")


def _told_elsewhere(standing: Standing, document: PolicyDocument, context: Context) -> bool:
    """Whether a short name of ours ("the governors of Saltersgate") stands somewhere in what was read."""
    facts = document.facts
    texts = (
        *filter(None, (facts.title, facts.owner, facts.approver, facts.reference)),
        *facts.related_policies,
        *(reference.said for reference in facts.references),
        *(f"{block.role or ''} {block.name or ''}" for block in facts.sign_offs),
    )
    said = {word for text in texts for word in fold_title(text).split()}
    return bool(said & context.names.own(standing.policy.school))


def _could_tell(standing: Standing, context: Context) -> bool:
    """Whether it is known what our schools are called: a trust's own policies may name any of them."""
    return standing.policy.school is not None or bool(context.schools)


def _is_ours(named: str, standing: Standing, context: Context) -> bool:
    """Whether a name shares a telling word with one of ours; one without any such word is nobody's."""
    words = telling(named)
    if not words:
        return True
    own = context.names.own(standing.policy.school)
    if words <= own:
        return True
    return bool(words & own) and context.names.other_school(words, standing.policy.school) is None


def _owner(standing: Standing, context: Context) -> str:
    return standing.policy.school or context.trust
