"""Plain paragraphs are taken out of a part before it is parsed, and nothing is seen otherwise for it."""

from pathlib import Path

import pytest
from tests.word.both_walks import seen_both_ways
from tests.word.build_docx import complex_field, control, p, picture, r, table, text_box, write_docx

from policyclerk.word.markup import W14_NS, W_NS
from policyclerk.word.package import open_package
from policyclerk.word.plain import Format, format_of, parted

HEAD = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W_NS}" xmlns:w14="{W14_NS}"><w:body>'
PLAIN = "<w:p><w:r><w:t>Plain</w:t></w:r></w:p>"


def part(*body: str, head: str = HEAD) -> bytes:
    return f"{head}{''.join(body)}</w:body></w:document>".encode()


def texts(*body: str) -> list[str]:
    return texts_in(part(*body))


def texts_in(data: bytes) -> list[str]:
    return [text for stretch in parted(data)[1] for text, _, _ in stretch]


def test_the_text_of_plain_paragraphs_is_read_off_the_bytes() -> None:
    paragraph = "<w:p><w:r><w:t>Owner</w:t><w:tab/><w:t>A &amp; B’s &lt;x&gt;</w:t><w:br/></w:r></w:p>"
    assert texts(paragraph, "<w:p/>", PLAIN) == ["Owner\tA & B’s <x>\n", "", "Plain"]


def test_marks_stand_where_plain_paragraphs_stood() -> None:
    rest, plain = parted(part(PLAIN, f"<w:tbl><w:tr><w:tc>{PLAIN}</w:tc></w:tr></w:tbl>"))
    assert rest == part("<w:plain/>", "<w:tbl><w:tr><w:tc><w:plain/></w:tc></w:tr></w:tbl>")
    assert plain == [[("Plain", None, b"<w:r><w:t>Plain</w:t></w:r>")]] * 2


def test_paragraphs_side_by_side_share_a_mark() -> None:
    rest, plain = parted(part(PLAIN, "<w:p/>", "<w:sdt/>", PLAIN))
    assert rest == part("<w:plain/>", "<w:sdt/>", "<w:plain/>")
    assert [[text for text, _, _ in stretch] for stretch in plain] == [["Plain", ""], ["Plain"]]


def test_formats_of_tables_are_left_out_but_not_what_says_that_a_row_is_deleted() -> None:
    row = '<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="9"/></w:tcPr></w:tc></w:tr>'
    rest, _ = parted(part(PLAIN, f"<w:tbl><w:tblPr><w:jc/></w:tblPr>{row}</w:tbl>"))
    assert b'<w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc></w:tc></w:tr></w:tbl>' in rest


def test_the_numbers_of_pages_in_a_contents_list_are_plain() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGEREF _Toc1 \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>4</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = f'<w:hyperlink w:anchor="_Toc1"><w:r><w:t>Aims</w:t><w:tab/></w:r>{field}</w:hyperlink>'
    assert texts(f"<w:p>{link}</w:p>") == ["Aims\t4"]


def test_paragraphs_of_google_and_of_python_docx_are_plain() -> None:
    properties = '<w:pPr><w:pageBreakBefore w:val="0"/><w:jc w:val="center"/></w:pPr>'
    head = HEAD.replace(
        '<?xml version="1.0" encoding="UTF-8"?>', "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    )
    google = f'<w:p w:rsidR="00000000">{properties}<w:r><w:rPr><w:rtl w:val="0"/></w:rPr><w:t>Aims</w:t></w:r></w:p>'
    assert texts_in(part(google, head=head)) == ["Aims"]


def test_properties_tell_style_list_and_leaders() -> None:
    leader = '<w:tabs><w:tab w:val="right" w:leader="dot"/></w:tabs>'
    properties = f'<w:pPr><w:pStyle w:val="TOC1"/>{leader}<w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr>'
    assert format_of(properties.encode()) == Format("TOC1", contents=True, numbered=True, leader=True)
    assert (
        format_of(b'<w:pPr><w:tabs><w:tab w:leader="none"/></w:tabs></w:pPr>') == format_of(None) == Format()
    )


@pytest.mark.parametrize(
    "inside",
    [
        r("hidden", "<w:vanish/>"),
        r("   ", '<w:u w:val="single"/>'),
        '<w:r><w:br w:type="page"/></w:r>',
        "<w:r><w:rPr><w:sz w:val='40'/></w:rPr><w:t>a</w:t></w:r>",
        "<w:r><w:t>a</w:t><w:sym/></w:r>",
        "<w:r><w:t>&#65;</w:t></w:r>",
        "<w:r><w:t>two\nlines</w:t></w:r>",
        "<w:r><w:t>a]]></w:t></w:r>",
        "<w:r><w:t>never in XML: \ufffe</w:t></w:r>",
        "<w:pPr><w:sectPr/></w:pPr>",
        "<w:pPr><w:pageBreakBefore/></w:pPr>",
        '<w:pPr><w:keepNext/><w:pStyle w:val="TOC1"/></w:pPr>',
        "<w:ins><w:r><w:t>a</w:t></w:r></w:ins>",
        "text by itself",
        complex_field("DATE", "1 May 2024"),
        control(r("a")),
        picture("Logo"),
        text_box("a"),
    ],
)
def test_all_other_paragraphs_are_left_to_the_parser(inside: str) -> None:
    rest, plain = parted(part(f"<w:p>{inside}</w:p>", PLAIN))
    assert rest.startswith(f"{HEAD}<w:p>{inside[:20]}".encode())
    assert plain[-1][-1][0] == "Plain"


@pytest.mark.parametrize(
    "whole",
    [
        part(PLAIN, "<!-- a comment -->"),
        part("<![CDATA[", PLAIN, "]]>"),
        part(PLAIN, "<?an instruction?>"),
        part(PLAIN, "<w:plain/>"),
        part(PLAIN, '<w:sdt xmlns:w="urn:other"/>'),
        part(PLAIN, head=HEAD.replace('"UTF-8"', '"ISO-8859-1"')),
        part(PLAIN, head=HEAD.replace(W_NS, "urn:other")),
        part('<w:p w14:paraId="1"/>', head=HEAD.replace("xmlns:w14", "xmlns:v")),
        part(PLAIN).decode().encode("utf-16"),
        part(PLAIN, "<w:p><w:r><w:t>\xe9</w:t></w:r></w:p>").replace("\xe9".encode(), b"\xe9"),
    ],
)
def test_a_part_that_is_written_in_an_unusual_way_is_left_whole(whole: bytes) -> None:
    assert parted(whole) == (whole, [])


def test_both_ways_of_walking_see_the_same(tmp_path: Path) -> None:
    looks = r("Signed", '<w:b/><w:sz w:val="40"/><w:rFonts w:ascii="Brush Script MT"/>') + r(
        "x", '<w:b w:val="0"/>'
    )
    spaced = r("x", '<w:b w:val = "0"/><w:sz w:val ="30"/>')
    body = [
        p("Title", style="Title"),
        p(inner=spaced, properties='<w:tabs><w:tab w:leader = "dot"/></w:tabs>'),
        p(inner=looks + "<w:r><w:lastRenderedPageBreak/></w:r>"),
        p("On page two", inner=complex_field("DATE", "1 May 2024")),
        p("\t", inner="<w:r><w:tab/></w:r>"),
        table(("Owner", "Head"), ("Date", p("May\n2024") + p())),
        control(p("Click here"), prompting=True),
        control(p("☒ yes")),
        p(inner='<w:r><w:fldChar w:fldCharType="begin"/></w:r>'),
        p("in an instruction"),
        p(inner='<w:r><w:fldChar w:fldCharType="separate"/></w:r>'),
        p("in a result"),
        p(inner=text_box("in a box")),
    ]
    package = open_package(write_docx(tmp_path, *body, header=p("Head"), footer=p("Foot")))
    quick, whole = seen_both_ways(package)
    assert quick == whole
