"""The digital signatures of a Word file, verified: is the file still the one that was signed, and who says so.

Integrity is looked at, not trust: whether the certificate is one to rely on (its chain, its dates, its revocation) is
not checked, and every answer says so. Source of the format: ECMA-376 part 2 (digital signatures of packages) and
MS-OFFCRYPTO (signature lines).
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from lxml import etree

from policyclerk.domain.dates import DateClaim, read_date
from policyclerk.word.markup import RELS_NS, Element
from policyclerk.word.package import Package, Unreadable, has_signature_part, parse_xml
from policyclerk.word.xml_signature import (
    NotKnown,
    canonical,
    certificate_of,
    common_name,
    decoded,
    ds,
    has_digest,
    is_canonical_form,
    is_signed_by,
)

State = Literal["intact", "broken", "unknown"]
_ORIGIN, _SIGNATURE = "/digital-signature/origin", "/digital-signature/signature"
_OPC = "{http://schemas.openxmlformats.org/package/2006/digital-signature}"
_OFFICE = "{http://schemas.microsoft.com/office/2006/digsig}"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
_REL = f"{{{RELS_NS}}}Relationship"
_PLAIN_FORM = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
MOST_SIGNATURES, MOST_REFERENCES = 20, 2000
UNLINKED = "nothing in the file leads to it"
CHANGED = "the file was changed after it was signed"


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """One digital signature.

    Attributes:
        state: intact, broken (the file or the signature was changed), or unknown (made in a way not known here).
        reason: why it is not intact, in words; "" where it is.
        signer: the common name of the certificate, which was not checked.
        signed_at: the day of signing as the signature tells it.
        covers_document: whether the main document is among what was signed.
        line: the identity of the signature line in the text that it belongs to, in capitals, without braces.
    """

    state: State
    reason: str
    signer: str | None
    signed_at: DateClaim | None
    covers_document: bool
    line: str | None
    where: str

    @property
    def counts(self) -> bool:
        """Whether it proves that the document as it stands was signed."""
        return self.state == "intact" and self.covers_document


def digital_signatures(package: Package) -> tuple[DigitalSignature, ...]:
    """Every digital signature that the package's relationships lead to, in order; one that is unknown where none is led to."""
    names = list(_parts(package))[:MOST_SIGNATURES]
    if not names and has_signature_part(package):
        return (
            DigitalSignature("unknown", UNLINKED, None, None, covers_document=False, line=None, where=""),
        )
    return tuple(_verified(package, name) for name in names)


def _parts(package: Package) -> Iterator[str]:
    for origin in package.relationships(""):
        if origin.kind.endswith(_ORIGIN) and not origin.external:
            for rel in package.relationships(origin.target):
                if rel.kind.endswith(_SIGNATURE) and not rel.external and rel.target in package.parts:
                    yield rel.target


class _Broken(Exception):
    """What was signed is not what is there; the message says what."""


def _verified(package: Package, name: str) -> DigitalSignature:
    try:
        root = parse_xml(package.read(name), name)
    except Unreadable as fault:
        return DigitalSignature(
            "unknown", fault.message, None, None, covers_document=False, line=None, where=name
        )
    state: State = "intact"
    signer, covered, reason = None, set[str](), ""
    signed: list[tuple[Element, Element]] = []
    try:
        certificate = certificate_of(root)
        signer = common_name(certificate)
        signed = list(_signed_elements(root))
        _must_be_signed(root, signed)
        covered = _must_be_unchanged(package, signed)
    except _Broken as fault:
        state, reason = "broken", str(fault)
    except NotKnown as fault:
        state, reason = "unknown", f"it uses {fault}, which cannot be verified here"
    covers = package.main in covered
    told = _Told([target for _, target in signed] if state == "intact" else [root])
    return DigitalSignature(state, reason, signer, told.day(name), covers, told.line(), name)


# ---- what the key has signed


def _signed_elements(root: Element) -> Iterator[tuple[Element, Element]]:
    """Each reference of the signed list with the element of the signature it leads to."""
    info = root.find(ds("SignedInfo"))
    if root.tag != ds("Signature") or info is None:
        raise NotKnown("a form that is no XML signature")
    identities = [element.get("Id") for element in root.iter() if element.get("Id")]
    if len(identities) != len(set(identities)):
        raise _Broken("two of its parts have the same name")
    for reference in info.findall(ds("Reference")):
        uri = reference.get("URI", "")
        target = next((one for one in root.iter() if uri == f"#{one.get('Id')}"), None)
        if target is None:
            raise _Broken("a part of the signature is missing")
        yield reference, target


def _must_be_signed(root: Element, signed: list[tuple[Element, Element]]) -> None:
    """Raise _Broken where the signed list, or what it lists, is not what the key has signed."""
    for reference, target in signed:
        forms = [one.get("Algorithm", "") for one in reference.iter(ds("Transform"))]
        if any(not is_canonical_form(form) for form in forms):
            raise NotKnown(f"the transform {forms[0]}")
        if not _agrees(reference, canonical(target, forms[-1] if forms else _PLAIN_FORM)):
            raise _Broken("what the signature tells of itself was changed")
    info = root.find(ds("SignedInfo"))
    assert info is not None
    form, method = _algorithm(info, "CanonicalizationMethod"), _algorithm(info, "SignatureMethod")
    value = decoded(root.findtext(ds("SignatureValue")) or "")
    if not is_signed_by(certificate_of(root), canonical(info, form), value, method):
        raise _Broken("its value does not belong to the certificate")


def _algorithm(info: Element, name: str) -> str:
    found = info.find(ds(name))
    return found.get("Algorithm", "") if found is not None else ""


def _agrees(reference: Element, data: bytes) -> bool:
    return has_digest(
        data, _algorithm(reference, "DigestMethod"), reference.findtext(ds("DigestValue")) or ""
    )


# ---- the parts of the file


def _must_be_unchanged(package: Package, signed: list[tuple[Element, Element]]) -> set[str]:
    """The parts that the signature covers; raises _Broken where one of them is not what was signed."""
    covered: set[str] = set()
    references = [
        reference
        for _, target in signed
        for manifest in target.iter(ds("Manifest"))
        for reference in manifest.findall(ds("Reference"))
    ]
    if len(references) > MOST_REFERENCES:
        raise NotKnown(f"{len(references)} references")
    for reference in references:
        name, kind = _part_of(reference)
        if name not in package.parts:
            raise _Broken(f"{name} was taken out after the file was signed")
        if not _agrees(reference, _data(package, name, reference)):
            raise _Broken(f"{CHANGED} ({name})")
        if name == package.main and kind != package.main_type:
            raise _Broken(f"{CHANGED} (the kind of {name})")
        covered.add(name)
    return covered


def _part_of(reference: Element) -> tuple[str, str]:
    """A part's name and its content type, out of "/word/document.xml?ContentType=..."."""
    path, _, query = reference.get("URI", "").partition("?")
    return posixpath.normpath(unquote(path)).lstrip("/"), unquote(query.removeprefix("ContentType="))


def _data(package: Package, name: str, reference: Element) -> bytes:
    """The bytes of a part as they were signed: as they are, in canonical form, or its relationships that were listed."""
    data, root = package.read(name), None
    for transform in reference.iter(ds("Transform")):
        algorithm = transform.get("Algorithm", "")
        root = parse_xml(data, name) if root is None else root
        if algorithm == _RELATIONSHIPS:
            root = _listed(root, transform)
            data = canonical(root, _PLAIN_FORM)
        else:
            data = canonical(root, algorithm)
    return data


def _listed(root: Element, transform: Element) -> Element:
    """The relationships that a signature lists, sorted by their ids, each with its mode written out."""
    ids = {node.get("SourceId") for node in transform.iter(f"{_OPC}RelationshipReference")}
    kinds = {node.get("SourceType") for node in transform.iter(f"{_OPC}RelationshipsGroupReference")}
    out = etree.Element(f"{{{RELS_NS}}}Relationships", nsmap={None: RELS_NS})  # type: ignore[dict-item]
    found = [node for node in root.iter(_REL) if node.get("Id") in ids or node.get("Type") in kinds]
    for node in sorted(found, key=lambda node: node.get("Id", "")):
        copy = etree.SubElement(out, _REL)
        for name in ("Id", "Type", "Target"):
            copy.set(name, node.get(name, ""))
        copy.set("TargetMode", node.get("TargetMode", "Internal"))
    return out


# ---- what the signature tells of itself


@dataclass(frozen=True, slots=True)
class _Told:
    """What stands in some elements: of an intact signature only in those that were signed with it."""

    elements: list[Element]

    def first(self, name: str) -> str | None:
        """The text of the first element of a name."""
        found = (node.text.strip() for one in self.elements for node in one.iter(name) if node.text)
        return next((text for text in found if text), None)

    def day(self, where: str) -> DateClaim | None:
        """The day of signing, by the signer's clock."""
        claim = read_date((self.first(f"{_OPC}Value") or "")[:10], where)
        return claim if claim is not None and claim.known else None

    def line(self) -> str | None:
        """The identity of the signature line."""
        return (self.first(f"{_OFFICE}SetupID") or "").strip("{}").upper() or None
