"""The file's own properties: title and what people have put there by hand. Weak evidence, used last."""

from dataclasses import dataclass

from policyclerk.word.package import Package

_CORE = "/metadata/core-properties"
_CUSTOM = "/custom-properties"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"


@dataclass(frozen=True, slots=True)
class Properties:
    """Title and custom properties (name, text) of a file."""

    title: str | None = None
    custom: tuple[tuple[str, str], ...] = ()


def read_properties(package: Package) -> Properties:
    """The properties of a file; what is missing is left out. Raises Unreadable where a part is broken."""
    title: str | None = None
    custom: tuple[tuple[str, str], ...] = ()
    for rel in package.relationships(""):
        if rel.external or rel.target not in package.parts:
            continue
        if rel.kind.endswith(_CORE):
            title = package.tree(rel.target).findtext(_DC_TITLE)
        elif rel.kind.endswith(_CUSTOM):
            custom = tuple(
                (node.get("name", ""), "".join(str(t) for t in node.itertext()).strip())
                for node in package.tree(rel.target)
            )
    return Properties((title or "").strip() or None, custom)
