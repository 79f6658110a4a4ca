"""Parses XML that may be hostile: no document types, no entities, no depth without end."""

from lxml import etree

from policyclerk.word.markup import STRICT, STRICT_MARK, Element
from policyclerk.word.refusal import Unreadable, resave

_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))

_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)
"""Made once: making one costs as much as parsing a small part."""


def parse_xml(data: bytes, name: str, *, mapped: bool = False) -> Element:
    """The root element of XML that may be hostile.

    Args:
        data: the bytes.
        name: the part they came from, for the message.
        mapped: whether the names of Strict Open XML are turned into the usual ones first.

    Raises:
        Unreadable: a document type, entities or depth (hostile), or broken XML (corrupt).
    """
    refuse_doctype(data, name)
    if mapped and STRICT_MARK in data:
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise _broken(name, str(fault)) from fault
    if root is None or bool(getattr(root.getroottree().docinfo, "doctype", "")):
        raise Unreadable("hostile", f"{name} holds a DOCTYPE, which Word files never have: it was not read.")
    return root


def refuse_doctype(data: bytes, name: str) -> None:
    """Raise Unreadable (hostile) where a part holds a document type, in any of the encodings of XML."""
    wide = b"\0" in data[:64]  # only UTF-16 has these
    if any(mark in data for mark in (_DOCTYPES if wide else _DOCTYPES[:1])):
        raise Unreadable(
            "hostile",
            f"{name} holds a DOCTYPE, which Word files never have: it may be an attack. It was not read.",
        )


def _broken(name: str, fault: str) -> Unreadable:
    if "depth" in fault or "amplification" in fault or "huge" in fault.lower() or "too long" in fault:
        return Unreadable(
            "hostile", f"{name} is built so that reading it could use up the machine: it was not read."
        )
    return Unreadable(
        "corrupt", f"The file is damaged: {name} is not well-formed. Fetch a good copy, or {resave()}"
    )
