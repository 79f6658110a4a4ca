"""A draft: the next review's values proposed beside the untouched policy, rule by rule."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from tests.word.draft_samples import (
    accepted,
    control,
    p,
    parts_of,
    picture,
    read_parts,
    rejected,
    run,
    table,
    text_box,
    write_docx,
)

from policyclerk.domain.action import DraftChanges, DraftResult
from policyclerk.domain.errors import DraftRefused
from policyclerk.word.draft import write_draft
from policyclerk.word.reader import read_file

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


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def fields(result: DraftResult) -> set[str]:
    return {change.field for change in result.changes}


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
    assert desk.now()[:2] == ["Attendance Policy", "DRAFT - not approved"]
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


# ---- sign-off


@pytest.mark.parametrize(
    ("line", "emptied"),
    [
        ("Signed: A. Reed   Date: 12/09/2025", "Signed:    Date: "),
        ("Signed (Chair of Governors): Ann Reed", "Signed (Chair of Governors): "),
        ("Signed: ____A. Reed____ (Chair of Governors)", "Signed: ________ (Chair of Governors)"),
        ("Signed: ______________ (Chair of Governors)", "Signed: ______________ (Chair of Governors)"),
    ],
)
def test_an_old_signature_and_its_date_are_taken_out_and_the_office_stays(
    desk: Desk, line: str, emptied: str
) -> None:
    desk.draft(body=TITLE + p("Approved by the governing body.") + p(line))
    assert desk.now()[-1] == emptied
    assert desk.before()[-1] == line


def test_a_table_of_signatures_keeps_names_and_roles(desk: Desk) -> None:
    rows = table(
        ("Name", "Role", "Signature", "Date"), ("Ann Reed", "Chair of Governors", "A Reed", "12/09/2025")
    )
    desk.draft(body=TITLE + p("Approval") + rows)
    assert desk.now()[-4:] == ["Ann Reed", "Chair of Governors", "", ""]
    assert [one.signed for one in read_file(str(desk.target)).sign_offs] == ["no"]


def test_the_picture_of_a_signature_goes_and_a_crest_stays(desk: Desk) -> None:
    signature = picture(wide=1_800_000, high=400_000, about="scan")
    crest = picture(wide=1_000_000, high=1_000_000, about="school crest")
    result = desk.draft(body=TITLE + p("Signed: ", signature) + p(crest))
    body = read_parts(desk.target)["word/document.xml"].decode()
    assert (
        body.index("<w:del ")
        < body.index('descr="scan"')
        < body.index("</w:del>")
        < body.index("school crest")
    )
    assert [change.old for change in result.changes if change.field == "sign_offs"] == [
        "a picture of a signature"
    ]


def test_a_ticked_approval_is_unticked(desk: Desk) -> None:
    ticked = control("☒", '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')
    desk.draft(body=TITLE + p("Approved by Chair of Governors ", ticked))
    assert desk.now()[-1] == "Approved by Chair of Governors ☐"
    assert b'w14:checked w14:val="0"' in read_parts(desk.target)["word/document.xml"]


def test_a_form_for_others_to_sign_is_left_alone(desk: Desk) -> None:
    form = p("Staff declaration", style="Heading1") + p("I have read this policy.") + p("Signed: J. Poole")
    result = desk.draft(body=TITLE + form)
    assert desk.now()[-1] == "Signed: J. Poole"
    assert "sign_offs" not in fields(result)


def test_a_signature_that_cannot_be_taken_out_is_named(desk: Desk) -> None:
    result = desk.draft(body=TITLE + p("Signed: ", control("Ann Reed", '<w:lock w:val="contentLocked"/>')))
    assert any("sign-off block" in sentence and "locked" in sentence for sentence in result.left)


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
    desk.draft(body=TITLE + p("Scope", theirs))
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
