"""The owner cannot be written to.

Why it matters: reminders would go nowhere, and a policy whose owner has left is looked after by nobody.

Source: the owner's address in the Owner email column or the People tab, and whether the People tab has the
person as having left. A register without any addresses makes no finding.
"""

from collections.abc import Iterator

from policyclerk.domain.evidence import in_register
from policyclerk.domain.finding import Evidence, Finding, Severity
from policyclerk.domain.people import Owner
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import listed

SEVERITY: Severity = "amber"
TITLE = "Owner unreachable"


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding per policy, naming every owner who cannot be written to."""
    reasons = (
        {owner: why for owner in standing.policy.owners if (why := _why(owner))} if context.addresses else {}
    )
    if not reasons:
        return
    message = "; ".join(f"{_name(owner)} {why}" for owner, why in reasons.items()) + "."
    yield about(
        standing,
        __name__,
        SEVERITY,
        message,
        _evidence(standing, reasons),
        rule="register: Owner email, People",
    )


def _why(owner: Owner) -> str | None:
    """Why an owner cannot be written to; None where nothing is in the way."""
    if owner.person is not None and not owner.person.active:
        return "is named as the owner and has left (People tab)"
    return None if owner.email else "is named as the owner and has no e-mail address that can be used"


def _name(owner: Owner) -> str:
    return owner.text or (owner.person.name if owner.person else None) or "Somebody"


def _evidence(standing: Standing, owners: dict[Owner, str]) -> Iterator[Evidence]:
    policy = standing.policy
    yield in_register(policy, "owner", raw=listed([_name(owner) for owner in owners]))
    if policy.place("owner_email"):
        yield in_register(policy, "owner_email")
    for owner in owners:
        person = owner.person
        if person is not None and person.tab and person.row:
            yield Evidence(person.tab, f"row {person.row}", person.name)
