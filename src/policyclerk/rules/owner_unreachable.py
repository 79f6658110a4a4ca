"""The owner cannot be written to.

Why it matters: reminders would go nowhere, and a policy whose owner has left is looked after by nobody.

Source: the owner's address in the Owner email column or the People tab, whether the People tab has the person as
having left, and what became of the last message to the address, by the ledger: one that was refused or could not be
delivered counts until the register has another address or a later message got through. A register without any
addresses makes no finding.
"""

from collections.abc import Iterator

from policyclerk.domain.evidence import in_register
from policyclerk.domain.finding import Evidence, Finding, Severity
from policyclerk.domain.people import Owner
from policyclerk.domain.refusal import REFUSALS, RefusedAddress
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import listed, spoken_day

SEVERITY: Severity = "amber"
TITLE = "Owner unreachable"


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding per policy, naming every owner who cannot be written to."""
    reasons = (
        {owner: why for owner in standing.policy.owners if (why := _why(owner, context))}
        if context.addresses
        else {}
    )
    if not reasons:
        return
    message = "; ".join(f"{_name(owner)} {why}" for owner, why in reasons.items()) + "."
    refused = [each for owner in reasons if (each := _refused(owner, context))]
    yield about(
        standing,
        __name__,
        SEVERITY,
        message,
        (*_evidence(standing, reasons), *(_entry(each) for each in refused)),
        rule="register: Owner email, People" + ("; ledger" if refused else ""),
        since=min(each.on for each in refused) if len(refused) == len(reasons) else None,
    )


def _why(owner: Owner, context: Context) -> str | None:
    """Why an owner cannot be written to; None where nothing is in the way."""
    if owner.person is not None and not owner.person.active:
        return "is named as the owner and has left (People tab)"
    if not owner.email:
        return "is named as the owner and has no e-mail address that can be used"
    refused = _refused(owner, context)
    return f"is named as the owner, and {_what_became(refused)}" if refused else None


def _refused(owner: Owner, context: Context) -> RefusedAddress | None:
    """What the ledger says of the address of an owner who has not left; None where the last message got through."""
    left = owner.person is not None and not owner.person.active
    return None if left or not owner.email else context.refused.get(owner.email.strip().casefold())


def _what_became(refused: RefusedAddress) -> str:
    return (
        f"the last message to the address in the register {REFUSALS[refused.kind]} ({spoken_day(refused.on)})"
    )


def _entry(refused: RefusedAddress) -> Evidence:
    return Evidence(
        "ledger", f"entry {refused.seq}, {spoken_day(refused.on)}", f"the message {REFUSALS[refused.kind]}"
    )


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
