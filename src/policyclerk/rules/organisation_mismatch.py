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
from policyclerk.domain.people import School
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
_COMMON = frozenset(
    {
        *(
            "school",
            "schools",
            "academy",
            "academies",
            "college",
            "nursery",
            "federation",
            "partnership",
            "trust",
        ),
        *(
            "council",
            "county",
            "borough",
            "city",
            "district",
            "metropolitan",
            "diocese",
            "authority",
            "local",
        ),
        *(
            "primary",
            "secondary",
            "infant",
            "infants",
            "junior",
            "juniors",
            "high",
            "first",
            "middle",
            "upper",
        ),
        *(
            "lower",
            "community",
            "church",
            "england",
            "of",
            "c",
            "e",
            "ce",
            "cofe",
            "rc",
            "catholic",
            "roman",
            "va",
        ),
        *(
            "vc",
            "voluntary",
            "aided",
            "controlled",
            "the",
            "and",
            "multi",
            "mat",
            "learning",
            "education",
            "our",
        ),
        *(
            "all",
            "st",
            "saint",
            "saints",
            "pre",
            "sixth",
            "form",
            "special",
            "free",
            "grammar",
            "comprehensive",
            "s",
        ),
    }
)
"""Words of names that do not tell one school from another."""


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding where the document names somebody else, or nobody."""
    document = standing.document
    if document is None or not context.names_known:
        return
    named = document.facts.organisation
    if named is None:
        yield from _nobody(standing, document, context)
    elif _could_tell(standing, context) and _KIND.search(named) and not _is_ours(named, standing, context):
        other = _other_school(named, standing, context)
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
    return bool(said & _telling(*_own_names(standing, context)))


def _could_tell(standing: Standing, context: Context) -> bool:
    """Whether it is known what our schools are called: a trust's own policies may name any of them."""
    return standing.policy.school is not None or bool(context.schools)


def _is_ours(named: str, standing: Standing, context: Context) -> bool:
    """Whether a name shares a telling word with one of ours; one without any such word is nobody's."""
    words = _telling(named)
    if not words:
        return True
    own = _telling(*_own_names(standing, context))
    if words <= own:
        return True
    return bool(words & own) and _other_school(named, standing, context) is None


def _own_names(standing: Standing, context: Context) -> Iterator[str]:
    """The trust's name, and those of the policy's school; of all schools for a policy of the trust."""
    yield context.trust
    school = standing.policy.school
    for each in context.schools:
        if school is None or each.name == school:
            yield from _names(each)
    if school:
        yield school


def _names(school: School) -> Iterator[str]:
    yield school.name
    if school.short_name:
        yield school.short_name


def _other_school(named: str, standing: Standing, context: Context) -> str | None:
    """The trust's other school that a name means, all telling words of it; None where it means none."""
    own, words = standing.policy.school, _telling(named)
    others = (each for each in context.schools if own is not None and each.name != own)
    return next((each.name for each in others if _telling(each.name) and _telling(each.name) <= words), None)


def _telling(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in fold_title(name).split()) - _COMMON


def _owner(standing: Standing, context: Context) -> str:
    return standing.policy.school or context.trust
