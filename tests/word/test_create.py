"""A policy that does not exist yet, begun from our template."""

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from examples.make_policy_template import written
from tests.conftest import REPO

from policyclerk.domain.errors import DraftRefused, TemplateError
from policyclerk.domain.new_policy import NewPolicy, Section, Signatory
from policyclerk.word.create import create_policy
from policyclerk.word.reader import read_file

TEMPLATE = REPO / "templates" / "documents" / "policy.docx"
POLICY = NewPolicy(
    title="Attendance Policy",
    organisation="Ash Primary School",
    made_on=date(2026, 11, 23),
    owner="Jo Marsh",
    approver="Full Governing Body",
    cycle="12 months",
    next_review=date(2027, 11, 23),
    reference="P12",
)


def made(folder: Path, policy: NewPolicy = POLICY, template: Path = TEMPLATE) -> Path:
    target = folder / "drafts" / "Attendance v0.1 DRAFT.docx"
    create_policy(template=str(template), target=str(target), policy=policy)
    return target


def texts(path: Path) -> list[str]:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [one.text for one in document.paragraphs] + cells


def test_the_shipped_template_is_what_its_script_writes() -> None:
    assert TEMPLATE.read_bytes() == written()


def test_a_new_policy_reads_as_an_unsigned_draft_with_its_own_control_table(tmp_path: Path) -> None:
    facts = read_file(str(made(tmp_path)))
    assert (facts.title, facts.organisation) == ("Attendance Policy", "Ash Primary School")
    assert (facts.version, facts.status) == ("0.1", "DRAFT - not approved")
    assert (facts.owner, facts.approver) == ("Jo Marsh", "Full Governing Body")
    assert facts.next_review is not None
    assert facts.next_review.start == date(2027, 11, 23)
    assert facts.approved is None
    assert [one.signed for one in facts.sign_offs] == ["no", "no"]
    assert facts.conflicts == ()


def test_what_its_author_has_to_write_is_named(tmp_path: Path) -> None:
    target = tmp_path / "new.docx"
    policy = replace(POLICY, owner=None, cycle=None)
    result = create_policy(template=str(TEMPLATE), target=str(target), policy=policy)
    assert any(sentence.startswith("To be written: Purpose, Scope") for sentence in result.left)
    assert any("owner" in sentence for sentence in result.left)
    assert any("review cycle" in sentence for sentence in result.left)
    assert {change.field for change in result.changes} >= {"title", "version", "approver", "next_review"}


def test_sections_and_signatories_that_are_given_take_the_place_of_the_usual_ones(tmp_path: Path) -> None:
    policy = replace(
        POLICY,
        sections=(Section("Aims", ("First aim.", "Second aim.")),),
        signatories=(Signatory("Chair of Trustees", "A. Reed"),),
    )
    said = texts(made(tmp_path, policy))
    assert said[said.index("Aims") + 1 : said.index("Aims") + 3] == ["First aim.", "Second aim."]
    assert "Purpose" not in said
    assert {"Chair of Trustees", "A. Reed"} <= set(said)
    assert "Headteacher" not in said


@pytest.mark.parametrize(
    "value",
    ["R&D <b> Policy", "{{ 7*7 }} Policy", "{% for x in y %}", "''.__class__.__mro__", "</w:t></w:r>"],
)
def test_a_value_can_be_neither_markup_nor_code(tmp_path: Path, value: str) -> None:
    assert texts(made(tmp_path, replace(POLICY, title=value)))[0] == value


def test_signs_that_word_cannot_hold_are_left_out(tmp_path: Path) -> None:
    assert texts(made(tmp_path, replace(POLICY, title="Bell\x07\ud83d and\nline")))[0] == "Bell and line"


def test_the_same_policy_gives_the_same_bytes(tmp_path: Path) -> None:
    assert made(tmp_path / "a").read_bytes() == made(tmp_path / "b").read_bytes()


def test_nothing_that_exists_is_written_over(tmp_path: Path) -> None:
    target = made(tmp_path)
    before = target.read_bytes()
    with pytest.raises(DraftRefused) as refused:
        made(tmp_path)
    assert refused.value.kind == "draft_exists"
    assert target.read_bytes() == before


def test_a_template_that_reaches_for_the_machine_is_stopped(tmp_path: Path) -> None:
    wicked = tmp_path / "wicked.docx"
    document = docx.Document()
    document.add_paragraph("{{ title.__class__.__mro__ }}")
    document.save(str(wicked))
    with pytest.raises(TemplateError, match=r"wicked\.docx cannot be filled in"):
        made(tmp_path, template=wicked)


def test_a_template_that_asks_for_what_it_is_not_given_or_is_damaged_says_so(tmp_path: Path) -> None:
    odd = tmp_path / "odd.docx"
    document = docx.Document()
    document.add_paragraph("{{ colour }}")
    document.save(str(odd))
    with pytest.raises(TemplateError, match="colour"):
        made(tmp_path, template=odd)
    odd.write_bytes(b"no zip")
    with pytest.raises(TemplateError, match="damaged"):
        made(tmp_path, template=odd)
    with pytest.raises(TemplateError, match="missing"):
        made(tmp_path, template=tmp_path / "absent.docx")
    assert not (tmp_path / "drafts").exists()


def test_the_package_holds_nothing_twice_and_names_no_hour(tmp_path: Path) -> None:
    with zipfile.ZipFile(made(tmp_path)) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
