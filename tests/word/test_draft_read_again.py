"""A draft put among the documents is read as what it is: a draft of the next version, reviewed and unsigned."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.word.draft_samples import CHANGES, HISTORY, TITLE, TODAY, Desk, p, table, text_box

from policyclerk.domain.document import DocumentFacts
from policyclerk.word.draft import write_draft
from policyclerk.word.reader import read_file

SIGNED = table(
    ("Role", "Name", "Signature", "Date"), ("Chair of Governors", "A. Reed", "A. Reed", "01/09/2023")
)
CONTROL = table(("Version", "1.3"), ("Last reviewed", "23/09/23"), ("Next review date", "September 2026"))
BODIES = {
    "a control table": CONTROL,
    "a status of its own": CONTROL + table(("Status", "Approved")),
    "a history": p("Next review date: September 2026") + HISTORY,
    "a text box": p("Version: 1.3")
    + p(text_box(p("Last reviewed: 23/09/23") + p("Next review date: September 2026"))),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def read(desk: Desk) -> DocumentFacts:
    return read_file(str(desk.target))


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_draft_reads_as_the_next_version_reviewed_unapproved_and_unsigned(
    desk: Desk, body: str, tracked: bool
) -> None:
    desk.draft(replace(CHANGES, tracked=tracked), body=TITLE + body + SIGNED, footer=p("Version 1.3"))
    facts = read(desk)
    assert (facts.title, facts.version, facts.status) == ("Attendance Policy", "1.4", "DRAFT - not approved")
    assert facts.latest_review is not None
    assert facts.next_review is not None
    assert (facts.latest_review.start, facts.next_review.start) == (TODAY, date(2027, 11, 23))
    assert [one.signed for one in facts.sign_offs] == ["no"]
    assert facts.sign_offs[0].name == "A. Reed"
    assert facts.conflicts == ()
    assert any(note.kind == "unaccepted_changes" for note in facts.notes) is tracked


def test_a_draft_of_a_draft_is_the_version_after_and_says_its_status_once(desk: Desk) -> None:
    desk.draft(replace(CHANGES, tracked=False), body=TITLE + CONTROL + SIGNED)
    again = desk.target.with_name("again.docx")
    write_draft(
        source=str(desk.target), target=str(again), changes=replace(CHANGES, version="1.5", tracked=False)
    )
    facts = read_file(str(again))
    assert (facts.version, facts.status) == ("1.5", "DRAFT - not approved")
    desk.target.unlink()
    again.replace(desk.target)
    assert [line for line in desk.now() if "DRAFT" in line] == ["Status: DRAFT - not approved"]
