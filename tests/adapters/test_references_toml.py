"""The list of names that are no longer current: what ships, and how a trust corrects it in a file of its own."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from policyclerk.adapters.clock import SystemClock
from policyclerk.adapters.references_toml import read_references
from policyclerk.domain.document import Reference
from policyclerk.domain.errors import SettingsError
from policyclerk.domain.superseded import Superseded, SupersededList
from policyclerk.project import shipped

SHIPPED = shipped("config")
TODAY = date(2026, 11, 23)
OWN = """
[[reference]]
id = "our-boards"
phrases = ["Local Governing Board"]
kind = "body"
successor = "School Committee"
source = "Our scheme"
address = "https://trust.example"
as_at = 2026-11-20
"""


def read(folder: Path, text: str) -> SupersededList:
    (folder / "references.toml").write_text(text, encoding="utf-8")
    return read_references((folder, SHIPPED))


def found(names: SupersededList, raw: str) -> set[str]:
    return set(names.found_in([Reference(raw, "body", raw)], TODAY))


def test_every_shipped_row_has_a_source_with_its_address_and_the_day_it_was_looked_at():
    rows = read_references((SHIPPED,)).rows
    assert len(rows) > 60
    for row in rows:
        assert row.source.strip()
        assert row.address.startswith("https://")
        assert date(2026, 1, 1) <= row.as_at <= date(2030, 1, 1)


def _as_named(row: Superseded, phrase: str) -> str:
    year = row.years[0] if row.years else row.before - 1 if row.before else None
    return f"{phrase} {year}" if year else phrase


def test_every_shipped_phrase_is_found_as_documents_would_name_it():
    names = read_references((SHIPPED,))
    for row in names.rows:
        for phrase in row.phrases:
            assert row.id in found(names, _as_named(row, phrase)), phrase


@pytest.mark.parametrize(
    "raw",
    [
        "Human Rights Act 1998",
        "Public Interest Disclosure Act 1998",
        "Freedom of Information Act 2000",
        "Equality Act 2010",
        "Data Protection Act 2018",
        "Data Protection Act",
        "Computer Misuse Act 1990",
        "Communications Act 2003",
        "Copyright, Designs and Patents Act 1988",
        "Protection from Harassment Act 1997",
        "Defamation Acts 1952, 1996 and 2013",
        "Regulation (EU) 2016/679",
        "UK GDPR",
        "GDPR",
        "Keeping children safe in education",
        "Keeping children safe in education 2025",
        "Working together to safeguard children 2023",
        "SEND code of practice 2015",
        "DfE",
        "DBS",
        "Behaviour in schools",
        "Facebook",
    ],
)
def test_what_is_current_is_no_fault(raw):
    assert found(read_references((SHIPPED,)), raw) == set()


def test_a_trust_adds_names_of_its_own_and_switches_others_off(tmp_path):
    names = read(tmp_path, OWN + '[[reference]]\nid = "twitter"\nours = false\nreason = "Known."\n')
    assert found(names, "local governing boards") == {"our-boards"}
    assert found(names, "Twitter") == set()
    assert "Local Governing Board" in names.names()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[reference]]\nphrases = ['X']", ["row 1", "id is missing"]),
        ("[[reference]]\nid = 'new'\nphrases = ['X']", ["row 1 (new)", "successor", "as_at", "missing"]),
        ("[[reference]]\nid = 'lscb'\nyear = 3", ["row 1 (lscb)", "no key year", "years"]),
        ("[[reference]]\nid = 'lscb'\nsince = '2019'", ["(lscb)", "since = '2019'", "a day such as"]),
        ("[[reference]]\nid = 'lscb'\nyears = ['1998']", ["(lscb)", "years", "whole numbers"]),
        ("[[reference]]\nid = 'lscb'\nkind = 'act'", ["(lscb)", "kind", "law, guidance, body"]),
        ("[[reference]]\nid = 'lscb'\nours = false", ["(lscb)", "reason"]),
        ("[[reference]]\nid = 'lscb'\nseverity = 'green'", ["(lscb)", "severity"]),
        ("asat = 2026-11-20", ["no key asat"]),
    ],
)
def test_a_mistake_is_told_with_file_row_and_key(tmp_path, text, words):
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, text)
    said = "\n".join(caught.value.faults)
    assert "references.toml" in said
    for word in words:
        assert word in said


@pytest.mark.dated
def test_list_and_rows_have_been_looked_at_within_a_year():
    found, year_ago = (
        read_references((SHIPPED,)),
        SystemClock("Europe/London").now().date() - timedelta(days=365),
    )
    assert found.as_at > year_ago
    assert [row.id for row in found.rows if row.as_at <= year_ago] == []
