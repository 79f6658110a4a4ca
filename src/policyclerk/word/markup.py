"""The names of WordprocessingML that the reader and the drafter use, spelt once."""

from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001  lxml gives its elements no public name

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W14_NS = "http://schemas.microsoft.com/office/word/2010/wordml"
MC_NS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WP_NS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"
V_NS = "urn:schemas-microsoft-com:vml"
O_NS = "urn:schemas-microsoft-com:office:office"
RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"

# Strict Open XML uses other addresses for the same names: read through this mapping, never written back.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W_NS.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R_NS.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", WP_NS.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A_NS.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/customProperties",
        b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    ),
)
STRICT_MARK = b"purl.oclc.org/ooxml"


def w(name: str) -> str:
    """The full name of an element or attribute of the main namespace (`w("p")`)."""
    return f"{{{W_NS}}}{name}"


def is_on(value: str | None) -> bool:
    """Whether an on/off attribute of Word means on; absent means on."""
    return value not in ("0", "false", "off", "none")


def lists_contents(style: str) -> bool:
    """Whether a style is one of a table of contents: "TOC1" as Word calls it, "Contents1" as LibreOffice does."""
    return style[:3].upper() == "TOC" or (style[:8] == "Contents" and style[8:].isdigit())


ALTERNATE, CHOICE, FALLBACK = f"{{{MC_NS}}}AlternateContent", f"{{{MC_NS}}}Choice", f"{{{MC_NS}}}Fallback"
SDT, SDT_CONTENT, SIMPLE_FIELD, VAL = w("sdt"), w("sdtContent"), w("fldSimple"), w("val")
WRAPPERS = frozenset(
    w(name) for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo", "sdtContent")
)
"""What may stand round runs, paragraphs, rows or cells without a meaning of its own for what is seen."""


def newest(alternate: Element) -> Element | None:
    """Of what is stored in several versions (`mc:AlternateContent`) the newest, else the fallback."""
    chosen = alternate.find(CHOICE)
    return alternate.find(FALLBACK) if chosen is None else chosen
