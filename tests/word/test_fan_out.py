"""One trust policy as copies for its schools."""

from datetime import date
from pathlib import Path

import pytest
from tests.word.draft_samples import Desk, accepted, p, parts_of, read_parts, rejected, run, table, write_docx

from policyclerk.domain.local_facts import LocalFacts, local_facts
from policyclerk.domain.people import School
from policyclerk.domain.versions import school_copy_name
from policyclerk.word.fan_out import fan_out, school_copy
from policyclerk.word.reader import read_file

DAY = date(2026, 11, 23)
RED = '<w:color w:val="FF0000"/>'
ASH = local_facts(
    School("Ash Primary School", headteacher="Ann Reed"),
    (("Telephone", "01632 960001"), ("Designated safeguarding lead", "Ben Cole")),
)
BEECH = LocalFacts("Beech Academy")
BODY = (
    p("Safeguarding Policy", style="Title")
    + p("Schools: please personalise the red text.")
    + p(run("This is the policy of "), run("[insert ", RED), run("school name]", RED), run("."))
    + p(run("The head is "), run("name of head teacher", RED), run(" (telephone [phone number])."))
    + p(run("Ring "), run("01234 567890", RED), run(" at night."))
    + p(run("The DSL is "), run("[Name of DSL]", "<w:highlight w:val='yellow'/>"))
    + table(("Status", "Approved"), ("Version", "2.1"))
    + table(("Role", "Name", "Signature", "Date"), ("Chair", "C. Dale", "C. Dale", "01/09/2025"))
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    write_docx(desk.source, parts_of(BODY, header=p("[School name]")))
    return desk


def copy(desk: Desk, facts: LocalFacts = ASH, *, tracked: bool = True) -> tuple[str, ...]:
    return school_copy(
        source=str(desk.source), target=str(desk.target), facts=facts, made_on=DAY, tracked=tracked
    ).left


@pytest.mark.parametrize("tracked", [True, False])
def test_what_is_known_of_the_school_stands_where_the_trust_asks_for_it(desk: Desk, tracked: bool) -> None:
    copy(desk, tracked=tracked)
    said = desk.now()
    assert "This is the policy of Ash Primary School." in said
    assert "The head is Ann Reed (telephone 01632 960001)." in said
    assert "The DSL is Ben Cole" in said
    assert desk.now("word/header1.xml") == ["Ash Primary School"]


def test_rejecting_the_changes_gives_the_trusts_policy(desk: Desk) -> None:
    copy(desk)
    for part in ("word/document.xml", "word/header1.xml"):
        assert rejected(read_parts(desk.target)[part]) == accepted(read_parts(desk.source)[part])


def test_what_is_not_known_is_left_and_listed_in_a_comment_at_its_place(desk: Desk) -> None:
    left = copy(desk)
    assert "Make this the school's own (body, paragraph 5): “01234 567890”" in left
    assert any(sentence.startswith("Take this instruction out") for sentence in left)
    assert "Ring 01234 567890 at night." in desk.now()
    assert any("01234 567890" in comment for comment in desk.comments())
    assert len(left) == 2


def test_what_is_asked_for_again_and_again_is_named_once(desk: Desk) -> None:
    body = (
        p("Policy", style="Title")
        + p("[School name]")
        + "".join(p(f"Line {n} [term dates]") for n in range(4))
    )
    write_docx(desk.source, parts_of(body))
    assert copy(desk) == (
        "Make this the school's own (body, paragraph 3 and in 3 more places): “[term dates]”",
    )


def test_a_school_without_known_contacts_gets_its_name_and_a_list_of_the_rest(desk: Desk) -> None:
    left = copy(desk, BEECH)
    assert "This is the policy of Beech Academy." in desk.now()
    assert len([sentence for sentence in left if sentence.startswith("Make this")]) == 4


def test_a_copy_is_an_unsigned_draft_of_the_same_version(desk: Desk) -> None:
    copy(desk)
    facts = read_file(str(desk.target))
    assert (facts.version, facts.status) == ("2.1", "DRAFT - not approved")
    assert [one.signed for one in facts.sign_offs] == ["no"]


def test_a_policy_without_a_place_for_the_schools_name_says_so(desk: Desk) -> None:
    write_docx(desk.source, parts_of(p("Policy", style="Title") + p("Text")))
    assert any("no place for the name of the school (Ash Primary School)" in one for one in copy(desk))


def test_every_school_gets_a_copy_of_its_own_and_one_refusal_stops_no_other(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    schools = [ASH, BEECH]
    first = fan_out(source=str(desk.source), folder=str(folder), schools=schools, made_on=DAY)
    assert [one.result is not None for one in first] == [True, True]
    written = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.docx"))
    assert written == [
        "Ash Primary School/Attendance - Ash Primary School DRAFT.docx",
        "Beech Academy/Attendance - Beech Academy DRAFT.docx",
    ]
    (folder / written[0]).unlink()
    again = fan_out(source=str(desk.source), folder=str(folder), schools=schools, made_on=DAY)
    assert [one.refused.kind if one.refused else None for one in again] == [None, "draft_exists"]


# ---- what a prompt asks for


@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        ("[School name]", "Ash Primary School"),
        ("{{insert your school’s name here}}", "Ash Primary School"),
        ("NAME OF ACADEMY", "Ash Primary School"),
        ("[Headteacher's name]", "Ann Reed"),
        ("insert name of Principal", "Ann Reed"),
        ("<<school telephone number>>", "01632 960001"),
        ("[DSL]", "Ben Cole"),
        ("[name]", None),
        ("[insert]", None),
        ("[date]", None),
        ("[deputy headteacher]", None),
        ("the school must keep records", None),
    ],
)
def test_a_prompt_is_answered_only_when_it_asks_for_nothing_else(prompt: str, answer: str | None) -> None:
    assert ASH.answer(prompt) == answer


def test_names_that_no_file_system_takes_are_mended() -> None:
    folder, name = school_copy_name("Anti: Bullying", "St Mary's / Ash" + "x" * 300)
    assert "/" not in folder + name
    assert len(name.encode()) <= 180
    assert name.endswith(" DRAFT.docx")
