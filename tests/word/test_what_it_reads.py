"""What the page for people promises of a cover, the reader keeps."""

import re
from datetime import date
from pathlib import Path

from tests.word.build_docx import p, table, write_docx

from policyclerk.word.reader import read_file

PAGE = Path(__file__).parents[2] / "docs" / "what-it-reads.md"
LINE = re.compile(r"^\| (?P<label>[^|]+?) \| (?P<value>[^|]+?) \|$", re.MULTILINE)


def section(heading: str) -> str:
    return PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]


def test_the_cover_that_is_always_read_right_is(tmp_path: Path) -> None:
    rows = [
        (match["label"], match["value"])
        for match in LINE.finditer(section("A cover that is always read right"))
    ]
    facts = read_file(write_docx(tmp_path, p("Behaviour Policy", style="Title"), table(*rows)))
    assert len(rows) == 7
    assert (facts.owner, facts.approver, facts.version) == (
        "Deputy Headteacher",
        "Full Governing Body",
        "2.1",
    )
    starts = [claim and claim.start for claim in (facts.approved, facts.latest_review, facts.next_review)]
    assert starts == [date(2025, 9, 12), date(2025, 9, 8), date(2026, 9, 1)]
    assert facts.review_cycle is not None
    assert facts.review_cycle.months == 12
    assert (facts.conflicts, facts.notes) == ((), ())


def test_every_label_of_the_page_is_understood_with_a_value_behind_it(tmp_path: Path) -> None:
    rows = [(match["label"], match["value"]) for match in LINE.finditer(section("Labels and values"))]
    fields = {
        "next review": "next_review",
        "last review": "latest_review",
        "approval, when": "approved",
        "issue": "latest_review",
    }
    read = 0
    for name, labels in rows:
        for label in labels.split(", ") if name in fields else ():
            facts = read_file(
                write_docx(tmp_path, p("Behaviour Policy", style="Title"), p(f"{label}: 12 May 2025"))
            )
            claim = getattr(facts, fields[name])
            assert claim is not None, label
            assert claim.start == date(2025, 5, 12), label
            read += 1
    assert read > 20
