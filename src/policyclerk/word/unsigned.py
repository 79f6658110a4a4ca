"""Takes digital signatures out of a file: they vouch for the old version and would be broken in any other."""

import re
from collections.abc import Mapping

from policyclerk.word.graft import TYPES, rels_of, to_bytes
from policyclerk.word.package import parse_xml

_SIGNATURE = re.compile(r"digital-signature|/_?xmlsignatures|digitalsignature", re.IGNORECASE)


def without_signatures(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], bool]:
    """The parts without digital signatures and everything that names them, and whether there were any."""
    types = parse_xml(parts[TYPES], TYPES)
    named = {
        node.get("PartName", "").lstrip("/")
        for node in types
        if _SIGNATURE.search(node.get("PartName", "") + " " + node.get("ContentType", ""))
    } - {""}
    gone = {name for name in parts if name in named or name.lower().startswith("_xmlsignatures/")}
    gone |= {rels_of(name) for name in gone if rels_of(name) in parts}
    rest = {name: data for name, data in parts.items() if name not in gone}
    rest = {name: _unlinked(name, data) for name, data in rest.items()}
    rest[TYPES] = _untyped(rest[TYPES])
    return rest, bool(gone) or rest != dict(parts)


def _unlinked(name: str, data: bytes) -> bytes:
    """A relationships part without those that lead to signatures; any other part as it is."""
    if not name.lower().endswith(".rels") or not _SIGNATURE.search(data.decode("utf-8", "replace")):
        return data
    root = parse_xml(data, name)
    for node in list(root):
        if _SIGNATURE.search(node.get("Type", "")):
            root.remove(node)
    return to_bytes(root)


def _untyped(data: bytes) -> bytes:
    root = parse_xml(data, TYPES)
    signed = [
        node
        for node in root
        if _SIGNATURE.search(node.get("PartName", "") + " " + node.get("ContentType", ""))
    ]
    if not signed:
        return data
    for node in signed:
        root.remove(node)
    return to_bytes(root)
