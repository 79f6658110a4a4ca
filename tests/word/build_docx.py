"""Writes tiny Word files in memory, for tests: only the parts that a reader needs, as Word writes them."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


_TEXT = '<w:t xml:space="preserve">'


def r(text: str, properties: str = "") -> str:
    """A run; tabs and line breaks become the elements Word uses."""
    parts = escape(text).replace("\t", f"</w:t><w:tab/>{_TEXT}").replace("\n", f"</w:t><w:br/>{_TEXT}")
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{rpr}{_TEXT}{parts}</w:t></w:r>"


def p(text: str = "", *, style: str = "", properties: str = "", inner: str = "") -> str:
    """A paragraph with one run of text, then whatever XML is given as `inner`."""
    ppr = (f'<w:pStyle w:val="{style}"/>' if style else "") + properties
    return f"<w:p>{f'<w:pPr>{ppr}</w:pPr>' if ppr else ''}{r(text) if text else ''}{inner}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell that begins with "<w:" is taken as XML."""
    return (
        "<w:tbl>"
        + "".join(f"<w:tr>{''.join(_cell(cell) for cell in row)}</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def _cell(text: str) -> str:
    inner = text if text.startswith("<w:") else "".join(p(line) for line in text.split("\n"))
    return f"<w:tc>{inner}</w:tc>"


def picture(name: str = "Picture 1", *, floating: bool = False) -> str:
    """A run with a picture."""
    kind = "anchor" if floating else "inline"
    return (
        f'<w:r><w:drawing><wp:{kind}><wp:extent cx="1800000" cy="500000"/><wp:docPr id="1" name="{name}"/>'
        f'<a:graphic><a:blip r:embed="rId9"/></a:graphic></wp:{kind}></w:drawing></w:r>'
    )


def text_box(*lines: str) -> str:
    """A run with a text box, stored twice as Word does."""
    content = f"<w:txbxContent>{''.join(p(line) for line in lines)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:txbx>{content}</wps:txbx></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def control(content: str, *, prompting: bool = False, properties: str = "") -> str:
    """A content control round runs or paragraphs."""
    shown = "<w:showingPlcHdr/>" if prompting else ""
    return f"<w:sdt><w:sdtPr>{shown}{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def complex_field(instruction: str, result: str) -> str:
    """A field as Word writes it: begin, instruction, result, end."""
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    return f"{mark.format('begin')}<w:r><w:instrText> {instruction} </w:instrText></w:r>{mark.format('separate')}{r(result)}{mark.format('end')}"


def parts(*body: str, header: str = "", footer: str = "", main: str = MAIN, head: str = "") -> dict[str, str]:
    """The parts of a package, by name."""
    margins = {"header": header, "footer": footer}
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{kind}"/>' for kind, text in margins.items() if text
    )
    document = f"{head}<w:document {_SPACES}><w:body>{''.join(body)}<w:sectPr>{references}</w:sectPr></w:body></w:document>"
    out = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": _rels(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _rels(
            *((kind, kind, f"{kind}1.xml") for kind, text in margins.items() if text)
        ),
    }
    for kind, tag in (("header", "hdr"), ("footer", "ftr")):
        if margins[kind]:
            out[f"word/{kind}1.xml"] = f"<w:{tag} {_SPACES}>{margins[kind]}</w:{tag}>"
    return out


def _rels(*items: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{i}" Type="{R}/{kind}" Target="{target}"/>' for i, kind, target in items
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def packed(content: dict[str, str]) -> bytes:
    """The parts as the bytes of a .docx."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def write_docx(
    folder: Path, *body: str, header: str = "", footer: str = "", name: str = "policy.docx"
) -> str:
    """A .docx in a folder; gives its path."""
    path = folder / name
    path.write_bytes(packed(parts(*body, header=header, footer=footer)))
    return str(path)
