"""Sign-offs by digital signature: in Word's signature lines, or of the file as a whole.

Only a digital signature that is intact and covers the document proves anything; who stands behind its certificate is
never checked, and each answer says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from policyclerk.domain.document import Signed, SignOff
from policyclerk.word.markup import O_NS
from policyclerk.word.package import Package, has_signature_part
from policyclerk.word.text import Mark

if TYPE_CHECKING:
    from policyclerk.word.digital_signature import DigitalSignature

UNCHECKED = "its certificate was not checked"
_LINE, _LINE_ID = f"{{{O_NS}}}signatureline", "id"


def signatures_of(package: Package) -> "tuple[DigitalSignature, ...]":
    """The digital signatures of a file, verified; most files have none."""
    if not has_signature_part(package):
        return ()
    from policyclerk.word.digital_signature import digital_signatures  # loads a library that few files need

    return digital_signatures(package)


def line_sign_off(mark: Mark, where: str, signatures: "Iterable[DigitalSignature]") -> SignOff:
    """The sign-off of one of Word's signature lines: signed only with the digital signature that belongs to it."""
    role = mark.detail.partition("|")[2].strip() or None
    identity = _identity(mark)
    own = next((one for one in signatures if identity and one.line == identity), None)
    if own is not None:
        return _told(own, role, where)
    if any(one.line is None or one.state == "unknown" for one in signatures):
        evidence = (
            "signature line of Word; the file carries a digital signature that is not verified for this line"
        )
        return SignOff(role, None, None, "unclear", evidence, where)
    return SignOff(role, None, None, "no", "signature line of Word, without a digital signature", where)


def _identity(mark: Mark) -> str:
    """The identity of a signature line, in capitals, without braces."""
    line = next(mark.element.iter(_LINE), None)
    return (line.get(_LINE_ID, "") if line is not None else "").strip("{} ").upper()


def others(marks: Iterable[Mark], signatures: "Iterable[DigitalSignature]") -> Iterator[SignOff]:
    """The sign-offs of digital signatures that belong to none of the signature lines."""
    lines = {_identity(mark) for mark in marks}
    for one in signatures:
        if one.where and (one.line is None or one.line not in lines):
            yield _told(one, None, "digital signature")


def _told(one: "DigitalSignature", role: str | None, where: str) -> SignOff:
    who = f"by {one.signer}" if one.signer else "by somebody not named"
    state: Signed = "yes" if one.counts else "unclear"
    if one.counts:
        evidence = f"digital signature {who}, intact; {UNCHECKED}"
    elif one.state == "intact":
        evidence = f"digital signature {who}, intact, but not of the text of the document; {UNCHECKED}"
    elif one.state == "broken":
        evidence = f"digital signature {who}, broken: {one.reason}"
    else:
        evidence = f"digital signature {who}, not verified: {one.reason}"
    return SignOff(role, one.signer, one.signed_at, state, evidence, where)


def softened(sign_offs: Iterable[SignOff], signatures: "Iterable[DigitalSignature]") -> Iterator[SignOff]:
    """The places found blank, unclear where the file as a whole was signed: it may stand for the signature there."""
    whole = any(one.counts and one.line is None for one in signatures)
    for one in sign_offs:
        if whole and one.signed == "no":
            evidence = f"{one.evidence}; but the file carries a digital signature, which may stand for it"
            yield replace(one, signed="unclear", evidence=evidence)
        else:
            yield one
