"""Changes in a paragraph whose text Word has cut into runs as it pleased."""

from datetime import date
from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.word.draft_samples import W, accepted, control, p, rejected, run, table, w

from policyclerk.word.spans import NotEditable, text_of
from policyclerk.word.tracked import Pen, cells_of, free_ids

DAY = date(2026, 11, 23)
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("1.3")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def pen(*, tracked: bool = True) -> Pen:
    return Pen("The clerk", DAY, tracked, count(100))


def paragraph(*runs: str) -> etree._Element:
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return etree.fromstring(f'<w:p xmlns:w="{W}">{inside}</w:p>')


def seen(element: etree._Element) -> tuple[str, str]:
    data = etree.tostring(element)
    return rejected(data)[0], accepted(data)[0]


def replace(element: etree._Element, old: str, new: str, *, tracked: bool = True) -> None:
    start = text_of(element).index(old)
    pen(tracked=tracked).replace(element, start, start + len(old), new)


def test_a_value_cut_over_three_runs_is_replaced_as_one() -> None:
    element = paragraph("Last review: 02/", "11", "/16 (FGB)")
    replace(element, "02/11/16", "23/11/26")
    assert seen(element) == ("Last review: 02/11/16 (FGB)", "Last review: 23/11/26 (FGB)")
    assert len(element.findall(w("ins"))) == 1


def test_the_new_text_takes_the_format_of_the_first_run_it_replaces() -> None:
    element = paragraph("Version ", run("1.", "<w:b/>"), run("3", "<w:i/>"))
    replace(element, "1.3", "1.4")
    inserted = element.find(f"{w('ins')}/{w('r')}/{w('rPr')}")
    assert [child.tag for child in inserted] == [w("b")]


def test_a_change_says_by_whom_and_when() -> None:
    element = paragraph("Version 1.3")
    replace(element, "1.3", "1.4")
    mark = element.find(w("del"))
    assert (mark.get(w("author")), mark.get(w("date"))) == ("The clerk", "2026-11-23T00:00:00Z")
    assert mark.get(w("id")) != element.find(w("ins")).get(w("id"))


def test_a_plain_pen_leaves_no_marks() -> None:
    element = paragraph("Version 1.", "3 of the policy")
    replace(element, "1.3", "1.4", tracked=False)
    assert text_of(element) == "Version 1.4 of the policy"
    assert not list(element.iter(w("ins"), w("del")))


def test_a_text_can_be_put_into_an_empty_paragraph_in_the_format_of_its_mark() -> None:
    element = etree.fromstring(f'<w:p xmlns:w="{W}"><w:pPr><w:rPr><w:b/></w:rPr></w:pPr></w:p>')
    pen().replace(element, 0, 0, "23/11/26")
    assert seen(element) == ("", "23/11/26")
    assert element.find(f"{w('ins')}/{w('r')}/{w('rPr')}/{w('b')}") is not None


def test_an_unlocked_content_control_is_edited_inside() -> None:
    element = paragraph("Version: ", control("1.3"))
    replace(element, "1.3", "1.4")
    assert seen(element) == ("Version: 1.3", "Version: 1.4")
    assert element.find(f"{w('sdt')}/{w('sdtContent')}/{w('del')}") is not None


def test_a_date_control_forgets_the_day_that_was_picked_for_the_old_text() -> None:
    picked = '<w:date w:fullDate="2024-05-12T00:00:00Z"><w:dateFormat w:val="dd/MM/yyyy"/></w:date>'
    element = paragraph("Next review: ", control("12/05/2024", picked))
    replace(element, "12/05/2024", "23/11/2027")
    assert seen(element)[1] == "Next review: 23/11/2027"
    date_control = next(element.iter(w("date")))
    assert not date_control.attrib
    assert len(date_control) == 1


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (f'<w:hyperlink w:anchor="x">{run("1.3")}</w:hyperlink>', "hyperlink"),
        (f'<w:fldSimple w:instr="DOCPROPERTY v">{run("1.3")}</w:fldSimple>', "field"),
        (control("1.3", '<w:lock w:val="contentLocked"/>'), "locked"),
        (control("1.3", '<w:dataBinding w:xpath="/x" w:storeItemID="{1}"/>'), "properties"),
        (f'<w:ins w:id="1" w:author="A">{run("about 1.3 or so")}</w:ins>', "accepted"),
        (f'<w:moveTo w:id="1" w:author="A">{run("1.3")}</w:moveTo>', "accepted"),
        (
            _FIELD,
            "field",
        ),
        ('<w:r><w:t>1.</w:t><w:footnoteReference w:id="2"/><w:t>3</w:t></w:r>', "note"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused_and_stays_as_it_was(value: str, why: str) -> None:
    element = paragraph("Version ", value)
    before = text_of(element)
    with pytest.raises(NotEditable, match=why):
        replace(element, "1.3", "1.4")
    assert text_of(element) == before
    assert len(list(element.iter(w("del")))) == 0


THEIRS = f'<w:ins w:id="1" w:author="A">{run("1.3")}</w:ins>'


@pytest.mark.parametrize(("before", "behind"), [("", ""), ("the ", ""), ("", " of today")])
def test_what_somebody_else_inserted_is_struck_there_and_the_new_text_stands_beside(
    before: str, behind: str
) -> None:
    inside = (run(before) if before else "") + run("1.3") + (run(behind) if behind else "")
    element = paragraph("Version ", f'<w:ins w:id="1" w:author="A">{inside}</w:ins>')
    replace(element, "1.3", "1.4")
    assert text_of(element) == f"Version {before}1.4{behind}"
    theirs, ours = sorted(element.findall(w("ins")), key=lambda mark: mark.get(w("author")) != "A")
    assert [mark.tag for mark in theirs.iter(w("del"))] == [w("del")]
    assert "".join(ours.itertext()) == "1.4"


def test_a_clean_copy_keeps_somebody_elses_insertion_and_puts_the_new_text_beside_it() -> None:
    element = paragraph("Version ", THEIRS)
    replace(element, "1.3", "1.4", tracked=False)
    assert text_of(element) == "Version 1.4"
    (theirs,) = element.findall(w("ins"))
    assert "".join(theirs.itertext()) == ""


@pytest.mark.parametrize("wrapper", ["bdo", "dir"])
def test_text_of_another_direction_is_edited_where_it_stands(wrapper: str) -> None:
    element = paragraph("Version ", f'<w:{wrapper} w:val="ltr">{run("1.3")}</w:{wrapper}>')
    replace(element, "1.3", "1.4")
    assert text_of(element) == "Version 1.4"
    assert element.find(f"{w(wrapper)}/{w('ins')}") is not None


def test_a_notes_number_behind_the_value_stays_where_it_is() -> None:
    element = paragraph("Version ", '<w:r><w:t>1.3</w:t><w:footnoteReference w:id="2"/></w:r>')
    replace(element, "1.3", "1.4")
    assert text_of(element) == "Version 1.4"
    (note,) = element.iter(w("footnoteReference"))
    assert note.getparent().getparent() is element


def test_new_marks_are_numbered_above_those_in_the_document() -> None:
    root = etree.fromstring(f'<w:p xmlns:w="{W}"><w:ins w:id="41"/><w:bookmarkStart w:id="7"/></w:p>')
    assert next(free_ids([root])) == 42


def test_a_new_row_has_the_build_of_its_model_and_none_of_its_leftovers() -> None:
    old = (
        '<w:p w14:paraId="0000AAAA"><w:bookmarkStart w:id="1" w:name="x"/>'
        '<w:r><w:rPr><w:b/></w:rPr><w:t>2019</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    )
    names = f'xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    body = etree.fromstring(f"<w:body {names}>{table(('1.0', old))}</w:body>")
    model = next(body.iter(w("tr")))
    row = pen().new_row(model, ["1.1", None])
    model.addnext(row)
    assert accepted(etree.tostring(body)) == ["<row>", "1.0", "2019", "<row>", "1.1", ""]
    assert rejected(etree.tostring(body)) == ["<row>", "1.0", "2019"]
    assert len(cells_of(row)) == 2
    assert not list(row.iter(w("bookmarkStart")))
    assert "paraId" not in etree.tostring(row).decode().replace("xmlns:w14", "")


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[str, list[str], int, int]:
    """A text, the runs that Word cut it into, and a stretch of it."""
    text = draw(st.text(alphabet="ab1/ .\té", min_size=1, max_size=24))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)) | {0, len(text)})
    start = draw(st.integers(0, len(text)))
    return (
        text,
        [text[a:b] for a, b in pairwise(cuts)],
        start,
        draw(st.integers(start, len(text))),
    )


@given(cut_texts(), st.text(alphabet="xyz 9", max_size=6))
def test_however_a_text_is_cut_rejecting_gives_it_back_and_accepting_gives_the_new_one(
    sample: tuple[str, list[str], int, int], new: str
) -> None:
    text, runs, start, end = sample
    element = paragraph(*runs)
    pen().replace(element, start, end, new or "n")
    assert seen(element) == (text, text[:start] + (new or "n") + text[end:])


@given(cut_texts())
def test_a_plain_change_gives_the_text_that_a_tracked_one_gives_when_accepted(
    sample: tuple[str, list[str], int, int],
) -> None:
    text, runs, start, end = sample
    element = paragraph(*runs)
    pen(tracked=False).replace(element, start, end, "new")
    assert text_of(element) == text[:start] + "new" + text[end:]


def test_a_sample_paragraph_reads_as_it_was_written() -> None:
    assert rejected(f'<w:body xmlns:w="{W}">{p("a", "b")}</w:body>'.encode()) == ["ab"]
