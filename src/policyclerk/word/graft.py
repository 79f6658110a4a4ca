"""The parts of a Word file as bytes, and how new parts are grafted onto the old file.

A draft differs from its policy in what was meant and in nothing else: every part that was not meant to change keeps
its bytes, and lists of parts and relationships keep theirs with the new lines added.
"""

import io
import posixpath
import zipfile
from collections.abc import Mapping

from lxml import etree

from policyclerk.word.markup import Element
from policyclerk.word.package import parse_xml

TYPES = "[Content_Types].xml"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can name: the same parts give the same bytes on every day."""


def unzip(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name, in the order of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}


def zip_parts(parts: Mapping[str, bytes], *, packed: bool = True) -> bytes:
    """The parts as a Word file; the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            entry.create_system = 0
            archive.writestr(entry, data)
    return out.getvalue()


def rels_of(name: str) -> str:
    """The name of the part that holds the relationships of a part ("" is the package)."""
    folder, leaf = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{leaf}.rels")


def to_bytes(root: Element) -> bytes:
    """A part's bytes, declared as Word declares them."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def graft(old: Mapping[str, bytes], new: Mapping[str, bytes], *, onto: str) -> dict[str, bytes]:
    """The old parts with the new ones among them.

    Args:
        old: the whole file.
        new: parts that a save brought: those of the main part and its comments replace the old, or are added with
            their content type and relationship.
        onto: name of the main document part, whose relationships may have grown.
    """
    parts = dict(old)
    parts.update((name, data) for name, data in new.items() if not name.endswith(".rels") and name != TYPES)
    added = {f"/{name}" for name in parts if name not in old}
    if added:
        parts[TYPES] = _with_types(old[TYPES], new[TYPES], added)
    if rels_of(onto) in new:
        parts[rels_of(onto)] = _with_relationships(old.get(rels_of(onto)), new[rels_of(onto)])
    return parts


def _with_types(old: bytes, new: bytes, added: set[str]) -> bytes:
    """The old content types, and those of the added parts."""
    root = parse_xml(old, TYPES)
    root.extend([node for node in parse_xml(new, TYPES) if node.get("PartName") in added])
    return to_bytes(root)


def _with_relationships(old: bytes | None, new: bytes) -> bytes:
    """The old relationships as they were, and those whose identifiers are new."""
    if old is None:
        return new
    root = parse_xml(old, "relationships")
    known = {node.get("Id") for node in root}
    fresh = [node for node in parse_xml(new, "relationships") if node.get("Id") not in known]
    if not fresh:
        return old
    root.extend(fresh)
    return to_bytes(root)
