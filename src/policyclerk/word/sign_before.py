"""Who signs, where it stands in front of the label in the same line."""

from policyclerk.word.people import is_person, is_role, signer_in
from policyclerk.word.sign_blocks import SignBlock
from policyclerk.word.values import clean, unfilled


def office_before(block: SignBlock, text: str, *, first: bool) -> bool:
    """Take an office that stands in front of the label in the same line ("Headteacher:  Signed:  Date:")."""
    role = unfilled(text)
    if first and role and is_role(role):
        block.hints.append(role)
        return True
    label, colon, who = text.partition(":")
    return first and bool(colon) and _signer_before(block, clean(label), unfilled(who))


def _signer_before(block: SignBlock, label: str, who: str) -> bool:
    """Take a name in front of the label ("Link governor: Jo Pike   Signed:"), with its office behind it or as its label."""
    signer = signer_in(who) or ((who, label) if is_person(who) and is_role(label) else None)
    if signer is None:
        return False
    block.name = signer[0]
    block.hints.append(signer[1])
    return True
