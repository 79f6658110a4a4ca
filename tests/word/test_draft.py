"""A draft: the next review's values proposed beside the untouched policy, rule by rule."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from tests.word.draft_samples import (
    CHANGES,
    HISTORY,
    TITLE,
    TODAY,
    Desk,
    control,
    fields,
    p,
    parts_of,
    read_parts,
    rejected,
    run,
    table,
    text_box,
    w,
    write_docx,
)

from policyclerk.domain.errors import DraftRefused
from policyclerk.word.draft import write_draft
from policyclerk.word.reader import read_file


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# ---- values


def test_the_version_is_renewed_on_the_cover_in_header_footer_and_both_copies_of_a_text_box(
    desk: Desk,
) -> None:
    box = text_box(p("Version: 1.3"))
    result = desk.draft(
        body=TITLE + p("Version: V1", ".3") + p(box),
        header=p("Attendance V1.3"),
        footer=p("Version 1.3\tPage"),
    )
    assert "Version: V1.4" in desk.now()
    assert desk.now().count("Version: 1.4") == 2
    assert desk.now("word/header1.xml") == ["Attendance V1.4"]
    assert desk.now("word/footer1.xml") == ["Version 1.4\tPage"]
    assert [change.where for change in result.changes if change.field == "version"]


def test_a_version_that_is_not_the_one_before_is_left_and_named(desk: Desk) -> None:
    result = desk.draft(body=TITLE + p("Version: 1.3") + HISTORY, footer=p("Version: 0.9"))
    assert desk.now("word/footer1.xml") == ["Version: 0.9"]
    assert any("0.9" in sentence for sentence in result.left)


def test_without_a_new_version_the_old_one_stays(desk: Desk) -> None:
    desk.draft(replace(CHANGES, version=None), body=TITLE + p("Version: 1.3"))
    assert "Version: 1.3" in desk.now()


def test_review_dates_are_renewed_where_their_labels_stand_in_the_style_they_had(desk: Desk) -> None:
    control_table = table(("Last reviewed", "02/11/2016"), ("Next review date", "Nov 2019"))
    result = desk.draft(body=TITLE + control_table, footer=p("Last reviewed: 02/11/2016"))
    assert "23/11/2026" in desk.now()
    assert "23 Nov 2027" in desk.now()
    assert desk.now("word/footer1.xml") == ["Last reviewed: 23/11/2026"]
    assert {"latest_review", "next_review"} <= fields(result)


def test_a_blank_behind_a_review_label_is_filled(desk: Desk) -> None:
    desk.draft(body=TITLE + table(("Last reviewed", ""), ("Next review", "__________")))
    assert desk.now()[-5:] == [
        "Last reviewed",
        "23 November 2026",
        "<row>",
        "Next review",
        "23 November 2027",
    ]


def test_a_date_that_stands_alone_on_the_cover_and_in_the_footer_is_the_last_review(desk: Desk) -> None:
    result = desk.draft(body=TITLE + p("March 2021"), footer=p("Attendance Policy March 2021"))
    assert "23 November 2026" in desk.now()
    assert desk.now("word/footer1.xml") == ["Attendance Policy 23 November 2026"]
    assert any("no place for its next review date" in sentence for sentence in result.left)


def test_without_a_cycle_the_next_review_stays_and_a_comment_says_so(desk: Desk) -> None:
    result = desk.draft(
        replace(CHANGES, next_review_on=None), body=TITLE + table(("Next review date", "May 2024"))
    )
    assert "May 2024" in desk.now()
    assert any("cycle" in sentence for sentence in result.left)
    assert any("cycle" in comment for comment in desk.comments())


def test_a_date_of_approval_is_never_touched_nor_filled(desk: Desk) -> None:
    rows = table(
        ("Approved on", "12/05/2024"), ("Date approved by governors", ""), ("Next review", "May 2025")
    )
    result = desk.draft(body=TITLE + rows)
    assert "12/05/2024" in desk.now()
    assert desk.now()[desk.now().index("Date approved by governors") + 1] == ""
    assert fields(result) == {"next_review", "status"}


def test_the_date_of_the_version_is_renewed_but_not_the_same_date_of_its_approval(desk: Desk) -> None:
    rows = table(("Date", "12/05/2024", "Approved on", "12/05/2024"), ("Version", "1.3", "Status", "Final"))
    desk.draft(body=TITLE + rows)
    assert desk.now()[2:6] == ["Date", "23/11/2026", "Approved on", "12/05/2024"]


def test_status_words_replace_the_status_of_a_policys_life_but_not_its_kind(desk: Desk) -> None:
    desk.draft(body=TITLE + table(("Status", "Approved")))
    assert "DRAFT - not approved" in desk.now()
    desk.target.unlink()
    desk.draft(body=TITLE + table(("Status", "Statutory")))
    assert "Statutory" in desk.now()


def test_a_document_without_a_place_for_a_status_says_it_below_its_title(desk: Desk) -> None:
    result = desk.draft(body=TITLE + p("Attendance matters to every child in this school."))
    assert desk.now()[:2] == ["Attendance Policy", "Status: DRAFT - not approved"]
    assert result.changes[-1].where == "below body, paragraph 1"


def test_owner_and_approver_change_only_when_asked_for(desk: Desk) -> None:
    rows = table(("Policy owner", "Ann Reed"), ("Approved by", "Resources Committee"))
    desk.draft(body=TITLE + rows)
    assert {"Ann Reed", "Resources Committee"} <= set(desk.now())
    desk.target.unlink()
    desk.draft(replace(CHANGES, owner="Ben Cole", approver="Trust Board"), body=TITLE + rows)
    assert {"Ben Cole", "Trust Board"} <= set(desk.now())


# ---- the history of versions


def test_the_history_gains_a_row_below_the_newest_with_owner_kept_and_approver_left_empty(desk: Desk) -> None:
    desk.draft(body=TITLE + HISTORY)
    assert desk.now()[-6:] == [
        "1.4", "23/11/26", "DRAFT - not approved", "AW", "", "Reviewed; draft for approval",
    ]  # fmt: skip
    assert desk.before()[-6:] == ["1.3", "23/09/23", "Approved", "AW", "RJ", "Updated"]


def test_in_a_history_with_the_newest_first_the_row_goes_above(desk: Desk) -> None:
    desk.draft(body=TITLE + table(("Version", "Date", "Comment"), ("1.3", "2023", "b"), ("1.2", "2019", "a")))
    assert desk.now().index("1.4") < desk.now().index("1.3")


def test_an_empty_row_kept_for_the_next_version_is_used(desk: Desk) -> None:
    desk.draft(body=TITLE + table(("Version", "Date", "Comment"), ("1.3", "23/09/23", "a"), ("", "", "")))
    assert desk.now().count("<row>") == 3
    assert desk.now()[-3:] == ["1.4", "23/11/26", "Reviewed; draft for approval"]


# ---- what is left


def test_a_value_inside_a_hyperlink_is_left_named_and_commented_at_its_place(desk: Desk) -> None:
    link = f'<w:hyperlink w:anchor="x">{run("May 2024")}</w:hyperlink>'
    result = desk.draft(body=TITLE + p("Next review: ", link))
    assert "Next review: May 2024" in desk.now()
    assert any("hyperlink" in sentence for sentence in result.left)
    body = read_parts(desk.target)["word/document.xml"].decode()
    assert body.rindex("commentRangeStart") > body.index("Attendance Policy")


def test_a_place_in_the_footer_is_commented_in_the_body_for_word_allows_none_there(desk: Desk) -> None:
    desk.draft(body=TITLE, footer=p("Next review: ", control("May 2024", '<w:lock w:val="contentLocked"/>')))
    assert any("locked" in comment for comment in desk.comments())
    assert b"comment" not in read_parts(desk.target)["word/footer1.xml"]


def test_a_protected_document_stays_protected_and_says_so(desk: Desk) -> None:
    result = desk.draft(body=TITLE, settings='<w:documentProtection w:edit="readOnly" w:enforcement="1"/>')
    assert b"documentProtection" in read_parts(desk.target)["word/settings.xml"]
    assert any("protected" in sentence for sentence in result.left)


# ---- comments


def test_one_comment_at_the_top_lists_the_findings(desk: Desk) -> None:
    desk.draft(body=TITLE + p("Text") + HISTORY, footer=p("Next review: May 2020"))
    first = desk.comments()[0].splitlines()
    assert first[0].startswith("DRAFT - not approved.")
    assert first[1:] == list(CHANGES.comments)


def test_a_body_of_empty_paragraphs_still_carries_the_comment(desk: Desk) -> None:
    desk.draft(body="<w:p/>" + table(("", "")))
    assert desk.comments()
    assert desk.before() == ["", "<row>", "", ""]


def test_a_comment_never_stands_inside_a_field(desk: Desk) -> None:
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{after}'
        for kind, after in (
            ("begin", '<w:r><w:instrText xml:space="preserve"> TITLE </w:instrText></w:r>'),
            ("separate", run("Attendance Policy")),
            ("end", run(" for all")),
        )
    )
    desk.draft(body=p(field) + p("Text"))
    body = read_parts(desk.target)["word/document.xml"].decode()
    assert body.index("commentRangeStart") > body.index('fldCharType="end"')


def test_comments_and_tracked_changes_of_others_are_kept(desk: Desk) -> None:
    theirs = f'<w:ins w:id="5" w:author="Jo" w:date="2026-01-01T00:00:00Z">{run(" (new)")}</w:ins>'
    result = desk.draft(body=TITLE + p("Scope", theirs))
    assert any("nobody had accepted" in sentence for sentence in result.left)
    assert any("nobody had accepted" in comment for comment in desk.comments())
    body = read_parts(desk.target)["word/document.xml"].decode()
    assert '<w:ins w:id="5" w:author="Jo"' in body
    once = desk.target.read_bytes()
    desk.source.write_bytes(once)
    desk.target.unlink()
    write_draft(source=str(desk.source), target=str(desk.target), changes=replace(CHANGES, version="1.5"))
    assert len(desk.comments()) > 1
    assert read_parts(desk.target)["word/document.xml"].decode().count('w:id="5" w:author="Jo"') == 1


# ---- the file as a whole


def test_rejecting_every_change_gives_the_policy_and_every_other_part_keeps_its_bytes(desk: Desk) -> None:
    desk.draft(
        body=TITLE + p("Version: 1.", "3") + HISTORY + p("Signed: A. Reed"),
        header=p("School"),
        footer=p("Next review: May 2024"),
    )
    old, new = read_parts(desk.source), read_parts(desk.target)
    for part in ("word/document.xml", "word/footer1.xml"):
        assert rejected(new[part]) == rejected(old[part])
    assert {name for name in old if old[name] != new[name]} == {
        "word/document.xml", "word/footer1.xml", "[Content_Types].xml", "word/_rels/document.xml.rels",
    }  # fmt: skip
    assert set(new) - set(old) == {"word/comments.xml"}


def test_a_plain_draft_has_the_text_of_the_accepted_one_and_no_marks(desk: Desk) -> None:
    body = TITLE + p("Version: 1.", "3") + HISTORY + p("Signed: A. Reed")
    desk.draft(body=body)
    tracked = desk.now()
    desk.target.unlink()
    desk.draft(replace(CHANGES, tracked=False), body=body)
    assert desk.now() == desk.before() == tracked
    assert desk.comments()


def test_the_same_policy_and_changes_give_the_same_bytes(desk: Desk) -> None:
    desk.draft(body=TITLE + HISTORY)
    first = desk.target.read_bytes()
    desk.target.unlink()
    desk.draft(body=TITLE + HISTORY)
    assert desk.target.read_bytes() == first


def test_the_reader_reads_the_new_values_in_a_draft(desk: Desk) -> None:
    desk.draft(
        body=TITLE + table(("Version", "1.3"), ("Next review", "May 2024")) + HISTORY + p("Signed: A. Reed")
    )
    facts = read_file(str(desk.target))
    assert facts.version == "1.4"
    assert facts.latest_review is not None
    assert facts.latest_review.start == TODAY
    assert facts.next_review is not None
    assert facts.next_review.start == date(2027, 11, 23)
    assert [one.signed for one in facts.sign_offs] == ["no"]
    assert facts.conflicts == ()


def test_the_policy_itself_is_never_written(desk: Desk) -> None:
    desk.draft(body=TITLE + HISTORY)
    desk.target.unlink()
    data, stamp = desk.source.read_bytes(), desk.source.stat().st_mtime_ns
    desk.source.chmod(0o444)
    write_draft(source=str(desk.source), target=str(desk.target), changes=CHANGES)
    assert (desk.source.read_bytes(), desk.source.stat().st_mtime_ns) == (data, stamp)


# ---- refusals


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "corrupt"),
        (b"%PDF-1.7", "not_word"),
        (b"PK\x03\x04 cut off", "corrupt"),
        (b"{\\rtf1 Policy}", "not_word"),
    ],
)
def test_what_is_no_word_file_is_refused_in_a_sentence(desk: Desk, data: bytes, kind: str) -> None:
    desk.source.write_bytes(data)
    with pytest.raises(DraftRefused) as refused:
        write_draft(source=str(desk.source), target=str(desk.target), changes=CHANGES)
    assert refused.value.kind == kind
    assert refused.value.message.endswith(".")
    assert not desk.target.parent.exists()


def test_a_document_with_macros_is_refused_whatever_its_name(desk: Desk) -> None:
    parts = parts_of(TITLE)
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    old = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    write_docx(desk.source, parts | {"[Content_Types].xml": parts["[Content_Types].xml"].replace(old, macro)})
    with pytest.raises(DraftRefused, match="macros"):
        write_draft(source=str(desk.source), target=str(desk.target), changes=CHANGES)


def test_a_draft_must_be_called_docx(desk: Desk) -> None:
    write_docx(desk.source, parts_of(TITLE))
    with pytest.raises(DraftRefused, match=r"\.docx"):
        write_draft(source=str(desk.source), target=str(desk.target.with_suffix(".docm")), changes=CHANGES)


def test_an_empty_document_is_refused(desk: Desk) -> None:
    with pytest.raises(DraftRefused, match="no text"):
        desk.draft(body="")


# ---- what a label means


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ((("Review date", "May 2023"), ("Next review", "May 2025")), "latest_review"),
        ((("Review date", "May 2025"), ("Approved on", "12/05/2023")), "next_review"),
        ((("Review date", "May 2025"), ("Last reviewed", "12/05/2023")), "next_review"),
    ],
)
def test_a_bare_review_date_means_what_its_neighbours_make_it(
    desk: Desk, rows: tuple[tuple[str, str], ...], field: str
) -> None:
    result = desk.draft(body=TITLE + table(*rows))
    assert field in {change.field for change in result.changes if change.old in ("May 2023", "May 2025")}


def test_a_bare_review_date_alone_is_left_and_named(desk: Desk) -> None:
    result = desk.draft(body=TITLE + table(("Review date", "May 2025"), ("Owner", "Ann Reed")))
    assert "May 2025" in desk.now()
    assert any("could mean" in sentence for sentence in result.left)


def test_a_next_review_in_words_is_left_and_named(desk: Desk) -> None:
    result = desk.draft(
        body=TITLE + table(("Next review date", "when the law changes"), ("Owner", "Ann Reed"))
    )
    assert "when the law changes" in desk.now()
    assert any("in words" in sentence for sentence in result.left)


def test_a_date_in_a_sentence_about_the_review_is_renewed(desk: Desk) -> None:
    desk.draft(body=TITLE + p("This policy will next be reviewed in May 2025 by the governing body."))
    assert "This policy will next be reviewed in 23 November 2027 by the governing body." in desk.now()


def test_hidden_text_beside_a_value_is_not_disturbed(desk: Desk) -> None:
    hidden = run("secret", "<w:vanish/>")
    desk.draft(body=TITLE + p(hidden, "Next review: ", run("May 2024")))
    assert "secretNext review: 23 November 2027" in desk.now()


def test_hidden_text_inside_a_value_makes_it_untouchable(desk: Desk) -> None:
    hidden = run("secret", "<w:vanish/>")
    result = desk.draft(body=TITLE + p("Next review: ", run("May "), hidden, run("2024")))
    assert "Next review: May secret2024" in desk.now()
    assert any("hidden text" in sentence for sentence in result.left)


def test_a_history_in_a_locked_control_is_left_and_named(desk: Desk) -> None:
    locked = f'<w:sdt><w:sdtPr><w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>{HISTORY}</w:sdtContent></w:sdt>'
    result = desk.draft(body=TITLE + locked)
    assert "1.4" not in desk.now()
    assert any("history of versions" in sentence for sentence in result.left)


def test_who_did_the_work_on_the_new_version_is_not_made_up(desk: Desk) -> None:
    desk.draft(
        body=TITLE
        + table(("Version", "Date", "Modified by", "Changes"), ("1.3", "12/3/20 (FGB)", "LC", "First"))
    )
    assert desk.now()[-4:] == [
        "1.4",
        "23/11/26", "", "Reviewed; draft for approval",
    ]  # fmt: skip


def test_a_document_that_asks_for_a_password_to_write_says_so(desk: Desk) -> None:
    result = desk.draft(body=TITLE, settings='<w:writeProtection w:recommended="1"/>')
    assert any("password" in sentence for sentence in result.left)


def test_a_strict_document_is_refused_with_what_to_do(desk: Desk) -> None:
    parts = parts_of(TITLE)
    usual, strict = (
        b"schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"purl.oclc.org/ooxml/officeDocument/relationships",
    )
    write_docx(desk.source, parts | {"_rels/.rels": parts["_rels/.rels"].replace(usual, strict)})
    with pytest.raises(DraftRefused, match="Strict"):
        write_draft(source=str(desk.source), target=str(desk.target), changes=CHANGES)


def test_a_signed_policy_gives_an_unsigned_draft_and_says_so(desk: Desk) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    parts = parts_of(
        TITLE, more={"_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": b"<Signature/>"}
    )
    link = f'<Relationship Id="rIdSig" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    write_docx(
        desk.source, parts | {"_rels/.rels": parts["_rels/.rels"].replace(b"</Relationships>", link.encode())}
    )
    result = write_draft(source=str(desk.source), target=str(desk.target), changes=CHANGES)
    assert not [name for name in read_parts(desk.target) if "signature" in name]
    assert any("signed digitally" in sentence for sentence in result.left)
    assert any("signed digitally" in comment for comment in desk.comments())


@pytest.mark.parametrize(
    "value",
    [
        '<w:fldSimple w:instr=" SAVEDATE ">' + run("01/09/2025") + "</w:fldSimple>",
        control("Click to enter a date", "<w:showingPlcHdr/>"),
    ],
)
def test_nothing_is_put_beside_a_day_or_a_placeholder_of_words_own(desk: Desk, value: str) -> None:
    result = desk.draft(body=TITLE + p(run("Last reviewed: "), value) + p("Version: 1.3"))
    assert "latest_review" not in fields(result)
    assert any("beside a field or a placeholder" in sentence for sentence in result.left)
    assert any("beside a field or a placeholder" in comment for comment in desk.comments())


def test_a_bare_review_date_that_is_the_next_one_stays_the_next_one(desk: Desk) -> None:
    body = TITLE + p("Version: 1.3") + p("Last reviewed: 01/09/2025") + p("Next review date: 30/09/2026")
    desk.draft(body=body, header=p("Version 1.3 | Review 30/09/2026"))
    assert desk.now("word/header1.xml") == ["Version 1.4 | Review 23/11/2027"]


def test_the_date_of_an_old_version_is_never_renewed(desk: Desk) -> None:
    history = text_box(table(("Version", "Date", "Comment"), ("1.3", "01/09/2025", "Updated")) + p("x"))
    body = TITLE + p("Last reviewed: 01/09/2025") + p(history)
    result = desk.draft(body=body)
    assert "01/09/2025" in desk.now()
    assert any("text box" in sentence for sentence in result.left)


def test_a_day_put_right_behind_a_colon_stands_apart_from_it(desk: Desk) -> None:
    result = desk.draft(body=TITLE + p("Version: 1.3") + p("Last Revision Date:"))
    assert "Last Revision Date: 23 November 2026" in desk.now()
    assert [c.new for c in result.changes if c.field == "latest_review"] == ["23 November 2026"]


def test_a_blank_line_below_the_title_takes_the_status_so_that_a_full_cover_stays_on_its_page(
    desk: Desk,
) -> None:
    blank = '<w:p><w:pPr><w:jc w:val="center"/><w:rPr><w:sz w:val="72"/></w:rPr></w:pPr></w:p>'
    desk.draft(body=TITLE + blank + p("Version: 1.3"))
    assert desk.now() == ["Attendance Policy", "Status: DRAFT - not approved", "Version: 1.4"]
    assert desk.before() == ["Attendance Policy", "", "Version: 1.3"]
    root = etree.fromstring(read_parts(desk.target)["word/document.xml"])
    (status,) = (one for one in root.iter(w("t")) if one.text == "Status: DRAFT - not approved")
    assert status.getparent().find(w("rPr")) is None


@pytest.mark.parametrize(
    "blank",
    [
        p(style="Title"),
        '<w:p><w:pPr><w:sectPr><w:type w:val="nextPage"/></w:sectPr></w:pPr></w:p>',
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
    ],
)
def test_a_blank_line_of_the_title_or_at_a_pages_end_is_left_blank(desk: Desk, blank: str) -> None:
    desk.draft(body=TITLE + blank + p("Version: 1.3"))
    assert desk.now()[:3] == ["Attendance Policy", "Status: DRAFT - not approved", ""]


def test_characters_that_nobody_sees_are_kept_round_a_date_and_go_with_it(desk: Desk) -> None:
    marked = "\u200eNext review: \u200e12\u200e/09\u200e/2025\u200e (FGB)\u200b"
    result = desk.draft(body=TITLE + p("Version: 1.3") + p(marked))
    changed = next(change for change in result.changes if change.field == "next_review")
    assert changed.old == "12/09/2025"
    line = next(line for line in desk.now() if "Next review" in line)
    assert line == f"\u200eNext review: \u200e{changed.new}\u200e (FGB)\u200b"
    assert marked in desk.before()
