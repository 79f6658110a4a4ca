"""Sentences about what a report is narrowed to."""

from tests.people import TODAY, a_document, a_register, a_standing

from policyclerk.board.scope import by_school, of_school
from policyclerk.domain.judgement import DocumentLine
from policyclerk.domain.settings import Settings
from policyclerk.rules.judge import judge


def test_every_school_at_once_is_judged_as_each_by_itself() -> None:
    standings = (
        a_standing(document=a_document(), key="P1", school="Ash", row=2),
        a_standing(document=a_document(), key="P2", school="Beech", row=2),
        a_standing(key="P3", school="Ash", row=3),
        a_standing(key="P4", school=None, row=4),
    )
    register = a_register(*(each.policy for each in standings))
    path = standings[0].document.path if standings[0].document else ""
    judgement = judge(
        standings=standings,
        documents=(DocumentLine(path, None, True, None), DocumentLine("other.docx", None, True, None)),
        register=register,
        settings=Settings(),
        today=TODAY,
    )

    each = by_school(judgement)

    assert set(each) == {"Ash", "Beech"}
    assert [line.policy for line in each["Ash"].policies] == ["P1", "P3"]
    assert [line.path for line in each["Beech"].documents] == [path]
    assert each == {school: of_school(judgement, school) for school in each}
