"""Comments on findings hang at the place they concern, and never where Word allows none."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from tests.word.draft_samples import (
    CHANGES,
    TITLE,
    Desk,
    p,
    parts_of,
    read_parts,
    table,
    text_box,
    w,
    write_docx,
)

from policyclerk.domain.action import PlacedComment
from policyclerk.word.draft import write_draft

LAW = "The Data Protection Act 1998 was replaced by that of 2018."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def draft(desk: Desk, *placed: PlacedComment, body: str, tracked: bool = True, **margins: str) -> None:
    desk.draft(replace(CHANGES, comments=(), placed=placed, tracked=tracked), body=body, **margins)


def commented(desk: Desk, text: str) -> list[str]:
    """The words that the comment with this text is hung on, as they stood."""
    parts = read_parts(desk.target)
    comments = etree.fromstring(parts["word/comments.xml"])
    root = etree.fromstring(parts["word/document.xml"])
    about = [comment for comment in comments.iter(w("comment")) if text in "".join(comment.itertext())]
    return [_between(root, comment.get(w("id"))) for comment in about]


def _between(root: etree._Element, number: str) -> str:
    words, inside = "", False
    for node in root.iter():
        if node.tag in (w("commentRangeStart"), w("commentRangeEnd")) and node.get(w("id")) == number:
            inside = node.tag == w("commentRangeStart")
        elif inside and node.tag in (w("t"), w("delText")):
            words += node.text or ""
    return words


def test_a_comment_is_hung_on_the_words_it_concerns_though_they_are_cut_into_runs(desk: Desk) -> None:
    body = TITLE + p("We follow the Data Prote", "ction Act 1998", " and others.")
    draft(desk, PlacedComment(LAW, "body, paragraph 2", "Data Protection Act 1998"), body=body)
    assert commented(desk, LAW) == ["Data Protection Act 1998"]
    assert desk.now()[-1] == desk.before()[-1] == "We follow the Data Protection Act 1998 and others."
    top = next(comment for comment in desk.comments() if comment.startswith("DRAFT - not approved"))
    assert LAW not in top
    assert "1 further comment stands in the text" in top


def test_of_paragraphs_that_share_a_place_the_one_with_the_words_is_chosen(desk: Desk) -> None:
    body = TITLE + table(("Law", "Scope", "Data Protection Act 1998"))
    draft(desk, PlacedComment(LAW, "body, table 1, row 1", "Data Protection Act 1998"), body=body)
    assert commented(desk, LAW) == ["Data Protection Act 1998"]


def test_words_that_are_not_there_any_more_hang_the_comment_on_the_paragraph(desk: Desk) -> None:
    draft(desk, PlacedComment(LAW, "body, paragraph 2", "1984"), body=TITLE + p("We follow the law."))
    assert commented(desk, LAW) == ["We follow the law."]


@pytest.mark.parametrize("tracked", [True, False])
def test_a_comment_survives_the_change_of_the_words_it_hangs_on(desk: Desk, tracked: bool) -> None:
    two = PlacedComment("Two dates of review.", "body, paragraph 2", "May 2024")
    draft(desk, two, body=TITLE + p("Next review: May 2024"), tracked=tracked)
    assert "Next review: 23 November 2027" in desk.now()
    assert [words.replace("23 November 2027", "") for words in commented(desk, "Two dates")] == [
        "May 2024" if tracked else ""
    ]


@pytest.mark.parametrize("where", ["header", "footer", "body, paragraph 99", "properties"])
def test_what_cannot_carry_a_comment_is_told_at_the_top(desk: Desk, where: str) -> None:
    body, margin = TITLE + p("Text"), p("Data Protection Act 1998")
    draft(
        desk, PlacedComment(LAW, where, "Data Protection Act 1998"), body=body, header=margin, footer=margin
    )
    assert commented(desk, LAW) == ["Attendance Policy"]
    parts = read_parts(desk.target)
    assert not [
        name for name, data in parts.items() if b"commentRange" in data and name != "word/document.xml"
    ]


def test_a_finding_in_a_text_box_is_told_beside_the_box(desk: Desk) -> None:
    body = TITLE + p("Beside the box ", text_box(p("Data Protection Act 1998")))
    draft(desk, PlacedComment(LAW, "text box, paragraph 1", "Data Protection Act 1998"), body=body)
    assert commented(desk, LAW) == ["Beside the box "]
    root = etree.fromstring(read_parts(desk.target)["word/document.xml"])
    assert not [box for box in root.iter(w("txbxContent")) for _ in box.iter(w("commentReference"))]


def test_two_comments_can_hang_on_the_same_words(desk: Desk) -> None:
    places = [PlacedComment(text, "body, paragraph 2", "Act 1998") for text in ("First.", "Second.")]
    draft(desk, *places, body=TITLE + p("The Act 1998 applies."))
    assert commented(desk, "First.") == commented(desk, "Second.") == ["Act 1998"]


def test_signs_that_xml_cannot_hold_are_left_out_of_a_comment(desk: Desk) -> None:
    draft(desk, PlacedComment("Bell\x07, half \ud83d, tab\tend.", "body, paragraph 1"), body=TITLE)
    assert "Bell, half , tab\tend." in desk.comments()


def test_a_policy_without_any_relationships_gets_its_first_without_a_prefix(desk: Desk) -> None:
    parts = parts_of(TITLE)
    del parts["word/_rels/document.xml.rels"]
    write_docx(desk.source, parts)
    write_draft(source=str(desk.source), target=str(desk.target), changes=CHANGES)
    assert b"<Relationships xmlns=" in read_parts(desk.target)["word/_rels/document.xml.rels"]
    assert desk.comments()


def test_a_part_of_comments_that_was_lost_is_made_anew_and_named_once(desk: Desk) -> None:
    parts = parts_of(TITLE)
    link = '<Relationship Id="rIdLost" Type="http://x/comments" Target="comments.xml"/></Relationships>'
    kind = '<Override PartName="/word/comments.xml" ContentType="application/xml"/></Types>'
    for name, end, more in (
        ("word/_rels/document.xml.rels", b"</Relationships>", link),
        ("[Content_Types].xml", b"</Types>", kind),
    ):
        parts[name] = parts[name].replace(end, more.encode())
    write_docx(desk.source, parts)
    write_draft(source=str(desk.source), target=str(desk.target), changes=CHANGES)
    drafted = read_parts(desk.target)
    assert drafted["word/_rels/document.xml.rels"].count(b"comments.xml") == 1
    assert drafted["[Content_Types].xml"].count(b"comments.xml") == 1
    assert b"comments+xml" in drafted["[Content_Types].xml"]
