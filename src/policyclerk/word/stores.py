"""Values that a Word file keeps beside its text: its properties, and the XML that content controls are bound to.

Word shows them through fields and controls and fills those in anew whenever it likes, so a value that is changed in
the text alone comes back as it was.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from lxml import etree

from policyclerk.domain.dates import dates_in
from policyclerk.word.markup import Element, w
from policyclerk.word.package import Package, refuse_doctype
from policyclerk.word.spans import NotEditable

_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_EP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_VT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_ITEM_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
_CORE, _EXTENDED, _CUSTOM = "/core-properties", "/extended-properties", "/custom-properties"
_BY_ID = {
    "{6c3c8bc8-f283-45ae-878a-bab7291924a1}": _CORE,
    "{6668398d-a668-4e3e-a5eb-62b293d839f1}": _EXTENDED,
}
"""The names under which controls are bound to the file's own properties."""
_BUILT_IN = {
    "title": (_CORE, f"{_DC}title"),
    "subject": (_CORE, f"{_DC}subject"),
    "comments": (_CORE, f"{_DC}description"),
    "keywords": (_CORE, f"{_CP}keywords"),
    "category": (_CORE, f"{_CP}category"),
    "content status": (_CORE, f"{_CP}contentStatus"),
    "version": (_CORE, f"{_CP}version"),
    "company": (_EXTENDED, f"{_EP}Company"),
    "manager": (_EXTENDED, f"{_EP}Manager"),
}
_STEP = re.compile(
    r"/(?:(?P<prefix>[A-Za-z_][\w.-]*):)?(?P<name>[A-Za-z_][\w.-]*)(?:\[(?P<number>\d{1,4})\])?"
)
_PREFIX = re.compile(r"""xmlns:(?P<prefix>[A-Za-z_][\w.-]*)\s*=\s*(?:'(?P<one>[^']*)'|"(?P<two>[^"]*)")""")
_ISO = re.compile(r"\s*(?P<day>\d{4}-\d\d-\d\d)(?=T|\s*$)")
_TEXT_TYPES = (f"{_VT}lpwstr", f"{_VT}lpstr", f"{_VT}bstr", f"{_VT}filetime", f"{_VT}date")
_NUMBER_TYPES = {f"{_VT}i4": re.compile(r"\d{1,9}"), f"{_VT}r8": re.compile(r"\d{1,9}(?:\.\d{0,8}[1-9])?")}
"""Properties for numbers, and the texts that such a number shows as they are: 1.10 would become 1.1."""


class Kept(NamedTuple):
    """One value as it is kept: the part, and the element whose text it is."""

    part: str
    node: Element


@dataclass(slots=True)
class Stores:
    """The properties and XML stores of one file.

    Attributes:
        touched: parts that were changed, with their roots.
    """

    package: Package
    touched: dict[str, Element] = field(default_factory=dict)
    _roots: dict[str, Element] = field(default_factory=dict)
    _original: dict[Element, str] = field(default_factory=dict)

    # ---- finding

    def of_property(self, name: str) -> Kept | None:
        """The property of this name; those that people have added come before Word's own."""
        wanted = name.strip().casefold()
        for called, kept in self.custom():
            if called.strip().casefold() == wanted:
                return kept
        kind, tag = _BUILT_IN.get(wanted, ("", ""))
        return self.built_in(kind, tag) if kind else None

    def custom(self) -> Iterator[tuple[str, Kept]]:
        """The properties that people have added and that hold text, a day or a number, by name."""
        for part in self._properties(_CUSTOM):
            for node in self._root(part):
                value = next(iter(node), None)
                if value is not None and value.tag in (*_TEXT_TYPES, *_NUMBER_TYPES):
                    yield node.get("name", ""), Kept(part, value)

    def core(self, name: str) -> Kept | None:
        """One of Word's own properties ("version", "content status")."""
        return self.built_in(*_BUILT_IN[name])

    def built_in(self, kind: str, tag: str) -> Kept | None:
        """A property in one of the parts that Word keeps itself."""
        for part in self._properties(kind):
            node = self._root(part).find(tag)
            if node is not None and not len(node):
                return Kept(part, node)
        return None

    def of_binding(self, binding: Element) -> Kept | None:
        """What a control is bound to; None where it is not found, or is more than one plain text."""
        store = binding.get(w("storeItemID"), "").casefold()
        parts = self._properties(_BY_ID[store]) if store in _BY_ID else self._items(store)
        path, prefixes = binding.get(w("xpath"), ""), binding.get(w("prefixMappings"), "")
        for part in parts:
            node = _follow(self._root(part), path, prefixes)
            if node is not None and not len(node):
                return Kept(part, node)
        return None

    def _properties(self, kind: str) -> list[str]:
        package = self.package
        found = [
            rel.target for rel in package.relationships("") if rel.kind.endswith(kind) and not rel.external
        ]
        return [part for part in found if part in package.parts]

    def _items(self, store: str) -> list[str]:
        """The XML stores of this identifier; all of them where a control names none."""
        package = self.package
        items = [rel.target for rel in package.relationships(package.main) if rel.kind.endswith("/customXml")]
        return [part for part in items if part in package.parts and (not store or store in self._ids(part))]

    def _ids(self, item: str) -> list[str]:
        links = self.package.relationships(item)
        about = [rel.target for rel in links if rel.kind.endswith("/customXmlProps")]
        return [self._root(part).get(_ITEM_ID, "").casefold() for part in about if part in self.package.parts]

    def _root(self, part: str) -> Element:
        if part not in self._roots:
            self._roots[part] = _parsed(self.package, part)
        return self._roots[part]

    # ---- changing

    def must_agree(self, kept: Kept, shown: str, new: str) -> None:
        """See to it that what is kept is what is shown, and that it can be what shall be shown.

        Raises:
            NotEditable: the two differ, so there is no telling what Word will make of a new text; or a day is kept,
                and the new text is none.
        """
        node = kept.node
        if not can_keep(kept, new):
            raise NotEditable("in a field for a number, which takes nothing else")
        values = {(node.text or "").strip(), self._original.get(node, "").strip()} - {""}
        if shown.strip() in values:
            return
        days = {found["day"] for value in values if (found := _ISO.match(value))}
        if _day_in(shown) not in days:
            raise NotEditable("in a field or control that shows something else than it is filled from")
        if _day_in(new) is None:
            raise NotEditable("in a field or control for a day, which takes nothing else")

    def follow(self, kept: Kept, shown: str) -> None:
        """Keep what is shown now; a day kept in the manner of machines stays in that manner."""
        node = kept.node
        old = node.text or ""
        found, day = _ISO.match(old), _day_in(shown)
        self._original.setdefault(node, old)
        node.text = shown if found is None or day is None else day + old[found.end() :]
        self.touched[kept.part] = node.getroottree().getroot()


def can_keep(kept: Kept, text: str) -> bool:
    """Whether a property can be this text: one for a number takes numbers alone."""
    number = _NUMBER_TYPES.get(kept.node.tag)
    return number is None or number.fullmatch(text) is not None


def _day_in(text: str) -> str | None:
    found = next(iter(dates_in(text, "")), None)
    if found is None or found.claim.precision != "day" or not isinstance(found.claim.start, date):
        return None
    return found.claim.start.isoformat()


def _parsed(package: Package, part: str) -> Element:
    """The root of a part with its comments and instructions: those of other programs are none of our business."""
    data = package.read(part)
    refuse_doctype(data, part)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _follow(root: Element, path: str, prefixes: str) -> Element | None:
    """The element at the end of a path of plain names, the only kind that Word writes."""
    spaces = {found["prefix"]: found["one"] or found["two"] or "" for found in _PREFIX.finditer(prefixes)}
    steps = list(_STEP.finditer(path))
    if not steps or "".join(step[0] for step in steps) != path:
        return None
    at: Element | None = None
    for step in steps:
        here = [root] if at is None else list(at)
        space = f"{{{spaces[step['prefix']]}}}" if step["prefix"] in spaces else ""
        named = [node for node in here if node.tag == f"{space}{step['name']}"]
        number = int(step["number"] or 1)
        if not 1 <= number <= len(named):
            return None
        at = named[number - 1]
    return at
