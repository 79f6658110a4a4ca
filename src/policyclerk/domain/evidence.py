"""Where a finding can be looked up: the place in the register or in the document, with the text as it stands."""

from policyclerk.domain.finding import Evidence
from policyclerk.domain.policy import Policy
from policyclerk.domain.review import PolicyDocument


def in_register(policy: Policy, field: str, *, raw: str | None = None) -> Evidence:
    """The cell of one of our fields: "Policies", "row 7, Next review", "02/11/16".

    Args:
        policy: whose row it is.
        field: our name of the column ("next_review").
        raw: the text where the register keeps none for this field.
    """
    place = policy.place(field)
    column = place.column if place else field.replace("_", " ").capitalize()
    return Evidence(policy.tab, f"row {policy.row}, {column}", place.raw if place else raw)


def in_row(policy: Policy) -> Evidence:
    """The row as a whole, known by its title."""
    return Evidence(policy.tab, f"row {policy.row}", policy.title)


def in_document(document: PolicyDocument, where: str, raw: str | None) -> Evidence:
    """A place in the Word file."""
    return Evidence(document.path, where, raw)
