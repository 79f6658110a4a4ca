"""Pieces of WordprocessingML for which python-docx has no call: fields, controls, text boxes, tracked changes."""

from datetime import date
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from lxml import etree

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWN = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
SAVED = "2026-11-09T16:20:00Z"  # when the tracked changes were typed


def element(xml: str) -> etree._Element:
    """One element, made with python-docx's own parser so that it fits into its tree."""
    made: etree._Element = parse_xml(xml)
    return made


def forget_theme_fonts(style: etree._Element) -> None:
    """Let the font named in a style count: one that comes from the theme would go before it."""
    for fonts in style.iter(_name("rFonts")):
        for of in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            if fonts.get(_name(of)):
                del fonts.attrib[_name(of)]


def _name(tag: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{tag}"


def page_number() -> etree._Element:
    """The page's number, as a field that Word fills."""
    return element(f'<w:fldSimple {W} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')


def control(name: str, value: str, *, day: date | None, number: int) -> etree._Element:
    """A content control in a line: a date picker where `day` is given, else plain text."""
    kind = "<w:text/>"
    if day:
        kind = (
            f'<w:date w:fullDate="{day.isoformat()}T00:00:00Z"><w:dateFormat w:val="d MMMM yyyy"/>'
            '<w:lid w:val="en-GB"/><w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
        )
    return element(
        f'<w:sdt {W}><w:sdtPr><w:alias w:val="{escape(name)}"/><w:tag w:val="field{number}"/>'
        f'<w:id w:val="{710000 + number}"/>{kind}</w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{escape(value)}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def deletion(text: str, *, author: str, number: int) -> etree._Element:
    """Words that somebody proposes to strike."""
    return element(
        f'<w:del {W} w:id="{number}" w:author="{escape(author)}" w:date="{SAVED}">'
        f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>'
    )


def insertion(text: str, *, author: str, number: int) -> etree._Element:
    """Words that somebody proposes to add."""
    return element(
        f'<w:ins {W} w:id="{number}" w:author="{escape(author)}" w:date="{SAVED}">'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:ins>'
    )


def text_box(text: str) -> etree._Element:
    """A run with a text box: the drawing for today's Word, the fallback for older ones."""
    words = (
        '<w:txbxContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val="1F3864"/>'
        f'<w:sz w:val="44"/></w:rPr><w:t>{escape(text)}</w:t></w:r></w:p></w:txbxContent>'
    )
    return element(
        f'<w:r {DRAWN}><mc:AlternateContent><mc:Choice Requires="wps">{_drawing(words)}</mc:Choice>'
        '<mc:Fallback><w:pict><v:shape id="cover" style="width:430pt;height:70pt" type="#_x0000_t202">'
        f"<v:textbox>{words}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _drawing(words: str) -> str:
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5461000" cy="889000"/>'
        '<wp:docPr id="90" name="Cover box"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5461000" cy="889000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="19050"><a:solidFill><a:srgbClr val="8E5C96"/>'
        f"</a:solidFill></a:ln></wps:spPr><wps:txbx>{words}</wps:txbx>"
        '<wps:bodyPr lIns="91440" tIns="91440" rIns="91440" bIns="91440" anchor="ctr"/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
