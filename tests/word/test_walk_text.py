"""The walk: what a reader of the page sees, once, and where it stands."""

from pathlib import Path

import pytest
from tests.word.both_walks import seen_both_ways
from tests.word.build_docx import complex_field, control, p, picture, r, table, text_box, write_docx

from policyclerk.word.package import open_package
from policyclerk.word.text import Table, Text, walk


def seen(folder: Path, *body: str, header: str = "", footer: str = "") -> Text:
    return walk(open_package(write_docx(folder, *body, header=header, footer=footer)))


def texts(text: Text) -> list[str]:
    return [paragraph.text for paragraph in text.paragraphs() if paragraph.text]


def test_tabs_and_line_breaks_are_kept(tmp_path: Path) -> None:
    assert texts(seen(tmp_path, p("Owner:\tHead\nVersion: 1"))) == ["Owner:\tHead\nVersion: 1"]


def test_pieces_say_which_element_holds_which_stretch(tmp_path: Path) -> None:
    path = write_docx(tmp_path, p("Next ", inner=r("review: ") + r("May 2025")))
    paragraph = next(walk(open_package(path), whole=True).paragraphs())
    assert [paragraph.text[piece.start : piece.end] for piece in paragraph.pieces] == [
        "Next ",
        "review: ",
        "May 2025",
    ]
    assert [piece.element.text for piece in paragraph.pieces] == ["Next ", "review: ", "May 2025"]


def test_places_are_told_in_words(tmp_path: Path) -> None:
    text = seen(
        tmp_path,
        p("Title"),
        p(),
        p("Second"),
        table(("a", "b"), ("c", "d")),
        header=p("Head"),
        footer=p("Foot"),
    )
    assert [paragraph.where for paragraph in text.paragraphs() if paragraph.text] == [
        "body, paragraph 1",
        "body, paragraph 2",
        *["body, table 1, row 1"] * 2,
        *["body, table 1, row 2"] * 2,
        "header",
        "footer",
    ]


def test_the_accepted_view_has_insertions_and_no_deletions(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>2024</w:delText></w:r></w:del>'
    text = seen(tmp_path, p("May ", inner=deleted + f'<w:ins w:id="2">{r("2025")}</w:ins>'))
    assert texts(text) == ["May 2025"]
    assert text.changes


def test_moved_text_is_seen_where_it_went(tmp_path: Path) -> None:
    text = seen(
        tmp_path,
        p(inner=f'<w:moveFrom w:id="1">{r("gone")}</w:moveFrom><w:moveTo w:id="2">{r("here")}</w:moveTo>'),
    )
    assert texts(text) == ["here"]


def test_a_row_deleted_by_a_tracked_change_is_not_seen(tmp_path: Path) -> None:
    rows = table(("1.0", "old"), ("1.1", "new")).replace(
        "<w:tr>", '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>', 1
    )
    text = seen(tmp_path, rows)
    assert texts(text) == ["1.1", "new"]
    assert text.changes


def test_hidden_text_is_not_seen(tmp_path: Path) -> None:
    assert texts(seen(tmp_path, p("Signed:", inner=r(" A Reed", "<w:vanish/>")))) == ["Signed:"]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    text = seen(tmp_path, p("Body", inner=text_box("Whistleblowing Policy")))
    assert texts(text) == ["Body", "Whistleblowing Policy"]
    assert next(p for p in text.paragraphs() if p.place == "text box").where == "text box, paragraph 1"


def test_content_controls_are_read_and_prompts_are_not(tmp_path: Path) -> None:
    text = seen(
        tmp_path,
        p("Next: ", inner=control(r("May 2025"))),
        p("Owner: ", inner=control(r("Click to enter text"), prompting=True)),
    )
    assert texts(text) == ["Next: May 2025", "Owner: "]
    marks = [mark for paragraph in text.paragraphs() for mark in paragraph.marks]
    assert [(mark.kind, mark.detail) for mark in marks] == [("placeholder", "Click to enter text")]


def test_controls_round_paragraphs_rows_and_cells_hide_nothing(tmp_path: Path) -> None:
    row = control("<w:tr><w:tc>" + p("a") + "</w:tc>" + control("<w:tc>" + p("b") + "</w:tc>") + "</w:tr>")
    text = seen(tmp_path, control(p("inside")), f"<w:tbl>{row}</w:tbl>")
    assert texts(text) == ["inside", "a", "b"]


def test_fields_that_show_today_are_no_text_but_are_noted(tmp_path: Path) -> None:
    simple = '<w:fldSimple w:instr=" SAVEDATE "><w:r><w:t>1 May 2026</w:t></w:r></w:fldSimple>'
    text = seen(
        tmp_path, p("Printed ", inner=complex_field("DATE \\@ dd", "1 May 2026")), p("Saved ", inner=simple)
    )
    assert texts(text) == ["Printed ", "Saved "]
    assert [mark.kind for paragraph in text.paragraphs() for mark in paragraph.marks] == ["today", "today"]


def test_other_fields_show_their_cached_result(tmp_path: Path) -> None:
    assert texts(seen(tmp_path, p("Version ", inner=complex_field("DOCPROPERTY Version", "1.2")))) == [
        "Version 1.2"
    ]


def test_pictures_and_tick_boxes_are_marks(tmp_path: Path) -> None:
    box = control(r("☒"), properties='<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')
    text = seen(tmp_path, p("Approved ", inner=box), p("Signed: ", inner=picture("School logo")))
    marks = [mark for paragraph in text.paragraphs() for mark in paragraph.marks]
    assert [mark.kind for mark in marks] == ["checked", "picture"]
    assert marks[1].detail == "School logo"


def test_empty_form_fields_and_underlined_blanks_are_marks(tmp_path: Path) -> None:
    form = "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>\u2002\u2002</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    text = seen(tmp_path, p("Signed:", inner=form), p("Signed:", inner=r("      ", '<w:u w:val="single"/>')))
    assert [mark.kind for paragraph in text.paragraphs() for mark in paragraph.marks] == [
        "blank_field",
        "blank_line",
    ]


def test_tables_inside_tables_are_found(tmp_path: Path) -> None:
    text = seen(tmp_path, table((table(("inner", "cell")) + p(), "outer")))
    assert [t.where for t in text.tables()] == ["body, table 1", "body, table 2"]
    assert isinstance(text.body[0], Table)


@pytest.mark.parametrize(
    ("style", "listed"),
    [("TOC1", True), ("Contents2", True), ("Contents10", True), ("ContentsPage", False), ("Contents", False)],
)
def test_contents_lists_are_marked(tmp_path: Path, style: str, *, listed: bool) -> None:
    line = p("1 Introduction 3", style=style)
    text = seen(tmp_path, line, p("", style=style, inner=r("2 Law 4") + picture()))
    assert [paragraph.contents for paragraph in text.paragraphs()] == [listed, listed]


def test_a_row_without_cells_is_no_row(tmp_path: Path) -> None:
    (shown,) = seen(tmp_path, table((), ("Signed", "Date"), ())).tables()
    assert [row.where for row in shown.rows] == ["body, table 1, row 1"]
    assert all(row.cells for row in shown.rows)


def test_characters_that_nobody_sees_are_left_out_of_the_text_read(tmp_path: Path) -> None:
    dated = "\u200eNext review: \u200e12\u200e/09\u200e/2025\u200b"
    image = picture()
    text = seen(
        tmp_path, p(dated), p("Sep\u00adtem\u00adber ", inner=image), p("\ufeffdaily \u202ause\u202c")
    )
    assert texts(text) == ["Next review: 12/09/2025", "September ", "daily use"]
    assert [mark.at for paragraph in text.paragraphs() for mark in paragraph.marks] == [len("September ")]


def test_what_nobody_sees_is_left_out_in_both_walks(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path, p("12\u200e/09\u200e/2025"), p("12\u200e/09", inner=picture() + r("\u200b/2025"))
    )
    plain, whole = seen_both_ways(open_package(path))
    assert plain == whole


def test_words_with_a_reading_aid_are_read_without_it(tmp_path: Path) -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('aid')}</w:rt><w:rubyBase>{r('May 2025')}</w:rubyBase></w:ruby></w:r>"
    assert texts(seen(tmp_path, p("Next review: ", inner=ruby))) == ["Next review: May 2025"]
