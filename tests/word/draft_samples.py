"""Small Word files for the tests of drafting, and what a person sees in one when changes are accepted or rejected."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from lxml import etree

from policyclerk.domain.action import DraftChanges, DraftResult
from policyclerk.word.draft import write_draft

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def run(text: str, properties: str = "") -> str:
    """A run; a tab in the text becomes w:tab."""
    inner = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def p(*runs: str, style: str = "") -> str:
    """A paragraph; a text without markup becomes a run."""
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{inside}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table; a cell that is no markup becomes a paragraph."""
    columns = max(len(row) for row in rows)
    grid = '<w:gridCol w:w="2000"/>' * columns
    inner = "".join(f"<w:tr>{''.join(_cell(cell) for cell in row)}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>'


def _cell(text: str) -> str:
    inside = text if text.startswith("<") else p(text) if text else "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def control(text: str, properties: str = "") -> str:
    """An inline content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def picture(*, wide: int, high: int, about: str = "") -> str:
    """A run with an inline picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="7" name="Picture" descr="{about}"/>'
        '<a:graphic><a:graphicData uri="x"><a:blip r:embed="rIdPic"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def text_box(inside: str) -> str:
    """A run with a text box, stored twice as Word does."""
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>'
        f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def parts_of(
    body: str,
    *,
    header: str = "",
    footer: str = "",
    settings: str = "",
    more: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """The parts of a Word file."""
    section, links, types, parts = "", "", "", {}
    margins = {"header": header, "footer": footer}
    for kind, inside in margins.items():
        if inside:
            tag = "hdr" if kind == "header" else "ftr"
            parts[f"word/{kind}1.xml"] = f"<w:{tag} {_NAMES}>{inside}</w:{tag}>".encode()
            section += f'<w:{kind}Reference w:type="default" r:id="rId{kind}"/>'
            links += f'<Relationship Id="rId{kind}" Type="{_OFFICE}/{kind}" Target="{kind}1.xml"/>'
            types += f'<Override PartName="/word/{kind}1.xml" ContentType="{_TYPE}{kind}+xml"/>'
    if settings:
        parts["word/settings.xml"] = f"<w:settings {_NAMES}>{settings}</w:settings>".encode()
        links += f'<Relationship Id="rIdSettings" Type="{_OFFICE}/settings" Target="settings.xml"/>'
        types += f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}settings+xml"/>'
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>{types}</Types>'
        ).encode(),
        "_rels/.rels": _links(
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": (
            f"<w:document {_NAMES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
        ).encode(),
        "word/_rels/document.xml.rels": _links(
            f'{links}<Relationship Id="rIdPic" Type="{_OFFICE}/image" Target="media/crest.png"/>'
        ),
        "word/media/crest.png": b"\x89PNG crest",
        **parts,
        **(more or {}),
    }


def _links(inside: str) -> bytes:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'.encode()


def write_docx(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Put parts into a file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    path.write_bytes(out.getvalue())
    return path


def read_parts(path: Path) -> dict[str, bytes]:
    """The parts of a file."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# ---- what a person sees


def accepted(data: bytes) -> list[str]:
    """The paragraphs and rows of a part with every tracked change accepted."""
    return _seen(data, gone="del")


def rejected(data: bytes) -> list[str]:
    """The paragraphs and rows of a part with every tracked change rejected."""
    return _seen(data, gone="ins")


def _seen(data: bytes, *, gone: str) -> list[str]:
    root = etree.fromstring(data)
    for row in list(root.iter(w("tr"))):
        if row.find(f"{w('trPr')}/{w(gone)}") is not None:
            row.getparent().remove(row)
    for paragraph in list(root.iter(w("p"))):
        if paragraph.find(f"{w('pPr')}/{w('rPr')}/{w(gone)}") is not None:
            paragraph.getparent().remove(paragraph)
    for change in list(root.iter(w(gone))):
        if change.getparent().tag not in (w("rPr"), w("trPr")):
            change.getparent().remove(change)
    return [_text(node) for node in root.iter(w("p"), w("tr"))]


def _text(node: etree._Element) -> str:
    if node.tag == w("tr"):
        return "<row>"
    inside = [one for one in node.iter(w("t"), w("delText"), w("tab")) if one.getparent().tag == w("r")]
    own = [one for one in inside if next(one.iterancestors(w("p"))) is node]
    return "".join("\t" if one.tag == w("tab") else one.text or "" for one in own)


# ---- a policy and its draft

TODAY = date(2026, 11, 23)
CHANGES = DraftChanges(
    version="1.4",
    reviewed_on=TODAY,
    next_review_on=date(2027, 11, 23),
    made_on=TODAY,
    comments=("The Data Protection Act 1998 was replaced in 2018.", "The review is overdue."),
)
HISTORY = table(
    ("Version", "Date", "Status", "Owner", "Approved by", "Comment"),
    ("1.2", "05/02/19", "Approved", "LC", "SK", "Updated"),
    ("1.3", "23/09/23", "Approved", "AW", "RJ", "Updated"),
)
TITLE = p("Attendance Policy", style="Title")


class Desk:
    """A folder with one policy and room for its draft."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "Attendance.docx"
        self.target = folder / "drafts" / "Attendance v1.4 DRAFT.docx"

    def draft(self, changes: DraftChanges = CHANGES, **parts: str) -> DraftResult:
        write_docx(self.source, parts_of(**parts))
        return write_draft(source=str(self.source), target=str(self.target), changes=changes)

    def now(self, part: str = "word/document.xml") -> list[str]:
        return accepted(read_parts(self.target)[part])

    def before(self, part: str = "word/document.xml") -> list[str]:
        return rejected(read_parts(self.target)[part])

    def comments(self) -> list[str]:
        return ["\n".join(q.text for q in one.paragraphs) for one in docx.Document(str(self.target)).comments]


def fields(result: DraftResult) -> set[str]:
    return {change.field for change in result.changes}
