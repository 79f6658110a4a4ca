"""The board's report as it is written: every form says the same numbers, and nothing that people type can harm it."""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from examples.make_board_template import written
from tests.conftest import REPO
from tests.trusts import SETTINGS, a_paper, a_trust, write_csv

from policyclerk import bootstrap, personal, reporting, run
from policyclerk.domain.errors import TemplateError, UsageError
from policyclerk.domain.finding import SEVERITIES
from policyclerk.hands import Options

TODAY = date(2026, 11, 23)
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
FORMULA = '=HYPERLINK("http://evil.example","Behaviour")'
HOSTILE = (
    {"Ref": "A1", "Policy": SCRIPT, "Document": "a.docx"},
    {"Ref": "A2", "Policy": FORMULA, "Document": "b.docx", "School": "+Beech & Söhne"},
    {"Ref": "A3", "Policy": "Very long " + "x" * 10_000, "Document": "c.docx"},
    {"Ref": "A4", "Policy": "{{ 7 * 7 }} {% raw %} $\\alpha", "Document": "", "Next review": "01/12/2026"},
    {"Ref": "A5", "Policy": "In order", "Document": "d.docx", "Last reviewed": "01/09/2026", "Next review": "01/09/2027"},
)  # fmt: skip


def write(folder: Path, **asked: Any) -> dict[str, Path]:
    """Write the report of a trust; gives the files by their ending."""
    setup = bootstrap.open_project(folder)
    written = reporting.board_report(
        bootstrap.reading_hands(setup, bootstrap.clock(setup, TODAY)),
        bootstrap.press(setup),
        TODAY,
        reporting.Asked(**asked),
        bootstrap.reports(setup, None),
    )
    return {
        path.partition(".")[2] if "-tables/" not in path else Path(path).name: folder / path
        for path in written.paths
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write(a_trust(tmp_path_factory.mktemp("board") / "ash", *HOSTILE))


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def in_zip(path: Path, name: str) -> Any:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read(name))


def test_page_word_workbook_table_and_json_say_the_same_numbers(hostile: dict[str, Path]) -> None:
    summary = in_zip(hostile["zip"], "findings.json")["summary"]
    setup = bootstrap.open_project(hostile["html"].parents[1])
    judgement = run.check(bootstrap.sources(setup, remember=False), setup.settings, TODAY)

    assert summary == {name: judgement.summary[name] for name in summary}
    assert sum(summary.values()) == 5
    page = hostile["html"].read_text(encoding="utf-8")
    table = docx.Document(str(hostile["docx"])).tables[0]
    book = openpyxl.load_workbook(hostile["xlsx"])
    for number, colour in enumerate(SEVERITIES, 1):
        count = summary[colour]
        assert f'<li class="{colour}"><b>{count}</b>' in page
        assert [cell.text for cell in table.rows[number].cells][:2] == [colour.capitalize(), str(count)]
        assert book["Summary"].cell(number + 2, 2).value == count
        assert rows(hostile["summary.csv"])[number + 1][1] == str(count)
    by_colour = [row[3] for row in rows(hostile["policies.csv"])[1:]]
    assert {colour: by_colour.count(colour) for colour in summary} == summary
    assert len(rows(hostile["findings.csv"])) - 1 == len(judgement.findings)


def test_a_hostile_title_is_text_and_nothing_else(hostile: dict[str, Path]) -> None:
    page = hostile["html"].read_text(encoding="utf-8")

    assert SCRIPT not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert page.count("<script>") == 1
    assert "x" * 1000 not in page
    assert "{{ 7 * 7 }}" in page
    assert "49 {%" not in page


def test_no_cell_of_a_table_is_a_formula(hostile: dict[str, Path]) -> None:
    for name, path in hostile.items():
        if name.endswith(".csv"):
            assert [cell for row in rows(path) for cell in row if cell[:1] in ("=", "+", "@", "\t")] == [], (
                name
            )
    book = openpyxl.load_workbook(hostile["xlsx"])
    kinds = {
        cell.data_type
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds <= {"s", "n", "d"}
    assert FORMULA in {row[1].value for row in book["Policies"].iter_rows()}


def test_days_are_days_in_the_workbook(hostile: dict[str, Path]) -> None:
    due = {row[0].value: row[5] for row in openpyxl.load_workbook(hostile["xlsx"])["Policies"].iter_rows()}

    assert due["A5"].value.date() == date(2027, 9, 1)
    assert due["A5"].number_format == "dd/mm/yyyy"


def test_the_word_report_holds_hostile_titles_and_says_what_its_pictures_show(
    hostile: dict[str, Path],
) -> None:
    document = docx.Document(str(hostile["docx"]))
    texts = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    pictures = document.element.body.xpath(".//wp:docPr")

    assert any(SCRIPT in text for text in texts)
    assert any("{{ 7 * 7 }}" in text for text in texts) or all(len(text) < 1000 for text in texts)
    assert pictures
    assert all(len(picture.get("descr") or "") > 20 for picture in pictures)


def test_the_same_day_and_state_give_the_same_pack_workbook_and_tables(tmp_path: Path) -> None:
    folder = a_trust(tmp_path / "ash", {})
    first = {name: path.read_bytes() for name, path in write(folder).items() if name != "docx"}
    second = {name: path.read_bytes() for name, path in write(folder).items() if name != "docx"}

    assert [name for name in first if first[name] != second[name]] == []


def test_a_report_counts_the_rows_of_the_register_that_nights_have_marked_up(tmp_path: Path) -> None:
    trust = a_trust(
        tmp_path / "ash", {"Ref": "A1", "Document": "a.docx"}, {"Ref": "A2", "Document": "b.docx"}
    )
    setup = bootstrap.open_project(trust)
    clock = bootstrap.clock(setup, TODAY)
    marked = [
        action
        for action in run.night(bootstrap.acting_hands(setup, clock), TODAY, Options()).actions
        if action.kind == "update_register" and action.state == "done"
    ]

    assert len(marked) == 2
    assert in_zip(write(trust)["zip"], "report.json")["done"]["rows"] == 2


def test_a_trust_without_policies_gets_its_report(tmp_path: Path) -> None:
    folder = a_trust(tmp_path / "ash", {})
    heading = (folder / "register.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "register.csv").write_text(heading + "\n", encoding="utf-8")
    written = write(folder)

    assert "The register lists no policies." in written["html"].read_text(encoding="utf-8")
    assert docx.Document(str(written["docx"])).paragraphs
    assert rows(written["policies.csv"])[1:] == []


def test_one_school_without_terms_has_its_agenda_and_calendar_like_the_others(tmp_path: Path) -> None:
    folder = a_trust(tmp_path / "ash", {}, {"Ref": "B1", "Policy": "Uniform", "School": "Beech Primary", "Document": "u.docx",
                                           "Next review": "01/12/2026"})  # fmt: skip
    settings = folder / "config" / "trust.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(
            'path = "register.csv"', 'path = "register.csv"\nterms = "terms.csv"'
        ),
        encoding="utf-8",
    )
    (folder / "terms.csv").write_text(
        "School,Term,Starts,Ends\nAsh Primary,Autumn,01/09/2026,18/12/2026\n", encoding="utf-8"
    )
    setup = bootstrap.open_project(folder)
    hands = bootstrap.reading_hands(setup, bootstrap.clock(setup, TODAY))
    written = reporting.board_report(
        hands,
        bootstrap.press(setup),
        TODAY,
        reporting.Asked(only=("calendar",)),
        bootstrap.reports(setup, None),
    )

    assert "reports/reviews-beech-primary.ics" in written.paths
    feed = (folder / "reports" / "reviews-beech-primary.ics").read_text(encoding="utf-8")
    assert "SUMMARY:Review due: Uniform" in feed
    assert "Ash Primary" not in feed


def test_a_report_for_a_school_needs_its_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--school"):
        write(a_trust(tmp_path / "ash", {}), audience="school")


def test_an_inspector_is_shown_what_the_last_night_found_without_a_register(tmp_path: Path) -> None:
    folder = a_trust(tmp_path / "ash", {})
    setup = bootstrap.open_project(folder)
    run.night(bootstrap.acting_hands(setup, bootstrap.clock(setup, TODAY)), TODAY, Options())
    (folder / "register.csv").unlink()
    for asked in ({}, {"school": "ash primary"}):
        written = write(folder, audience="inspector", **asked)
        page = written["html"].read_text(encoding="utf-8")
        assert "As they stood in the night of 23 November 2026" in page
        assert "Behaviour Policy" in page
        assert "Jo Marsh" not in page
    assert in_zip(written["zip"], "findings.json")["summary"]["red"] == 1


def a_night(folder: Path, day: date = TODAY) -> None:
    setup = bootstrap.open_project(folder)
    run.night(bootstrap.acting_hands(setup, bootstrap.clock(setup, day)), day, Options())


def forms(written: dict[str, Path]) -> dict[str, bytes]:
    """What an inspector is given, as bytes; a Word file holds the time at which it was made."""
    return {name: path.read_bytes() for name, path in written.items() if name not in ("docx", "ics", "xlsx")}


def test_an_inspector_is_shown_the_last_night_whatever_has_changed_since(tmp_path: Path) -> None:
    folder = a_trust(tmp_path / "ash", {}, {"Ref": "B1", "Policy": "Uniform", "School": "Beech Primary", "Document": "u.docx"},
                     {"Ref": "B2", "Policy": "Damaged", "Document": "d.docx"})  # fmt: skip
    (folder / "policies" / "d.docx").write_bytes(b"no Word file")
    a_night(folder)
    asked: list[dict[str, Any]] = [{}, {"school": "Beech Primary"}, {"day": TODAY}]
    before = [forms(write(folder, audience="inspector", **each)) for each in asked]

    for changed in ("Behaviour Policy.docx", "d.docx"):
        a_paper(folder / "policies" / changed, title="Another title altogether")
    (folder / "policies" / "u.docx").unlink()
    register = folder / "register.csv"
    register.write_text(
        register.read_text(encoding="utf-8").replace("Uniform", "Dress code"), encoding="utf-8"
    )
    settings = folder / "config" / "trust.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "[rules]\nreview_overdue = 'off'\n", encoding="utf-8"
    )
    assert [forms(write(folder, audience="inspector", **each)) for each in asked] == before
    assert b"Uniform" in before[0]["html"]
    assert b"Dress code" in forms(write(folder))["html"]

    setup = bootstrap.open_project(folder)  # reads the changed files, and is no night
    run.remind(bootstrap.acting_hands(setup, bootstrap.clock(setup, TODAY)), TODAY, Options())
    assert forms(write(folder, audience="inspector"))["html"] == before[0]["html"]


def test_an_inspector_is_shown_the_newer_night_also_where_it_read_the_same(tmp_path: Path) -> None:
    folder = a_trust(
        tmp_path / "ash", {}, settings=SETTINGS.replace("write_back = true", "write_back = false")
    )
    a_night(folder)
    a_night(folder, date(2026, 11, 24))
    page = write(folder, audience="inspector")["html"].read_text(encoding="utf-8")

    assert "As they stood in the night of 24 November 2026" in page


def test_where_the_last_night_is_forgotten_an_inspector_is_shown_what_is_found_now(tmp_path: Path) -> None:
    folder = a_trust(tmp_path / "ash", {})
    a_night(folder)
    personal.forget(bootstrap.open_project(folder), "j.marsh@ash.example")
    (folder / "register.csv").unlink()

    assert write(folder, audience="inspector") == {}


def test_an_inspector_before_the_first_night_is_shown_what_is_found_now(tmp_path: Path) -> None:
    page = write(a_trust(tmp_path / "ash", {}), audience="inspector")["html"].read_text(encoding="utf-8")

    assert "Behaviour Policy" in page


def test_a_night_is_remembered_with_its_feeds_and_the_next_report_compares_itself(tmp_path: Path) -> None:
    folder = a_trust(tmp_path / "ash", {})
    setup = bootstrap.open_project(folder)
    earlier = date(2026, 10, 26)
    run.night(bootstrap.acting_hands(setup, bootstrap.clock(setup, earlier)), earlier, Options())

    assert (folder / "reports" / "reviews-trust.ics").is_file()
    assert "Nothing moved since 26 October 2026." in write(folder)["html"].read_text(encoding="utf-8")


def test_a_night_leaves_a_feed_as_it_is_until_one_of_its_days_moves(tmp_path: Path) -> None:
    folder = a_trust(tmp_path / "ash", {"Next review": "01/12/2026"})
    feed = folder / "reports" / "reviews-trust.ics"
    feeds = []
    for day in (date(2026, 10, 26), date(2026, 10, 27), date(2026, 10, 28)):
        if day.day == 28:
            register = folder / "register.csv"
            register.write_text(
                register.read_text(encoding="utf-8").replace("01/12/2026", "08/12/2026"), encoding="utf-8"
            )
        setup = bootstrap.open_project(folder)
        run.night(bootstrap.acting_hands(setup, bootstrap.clock(setup, day)), day, Options())
        feeds.append(feed.read_bytes())

    assert feeds[0] == feeds[1]
    assert b"20261201" in feeds[1]
    assert b"20261208" in feeds[2]


def test_only_what_is_asked_for_is_written(tmp_path: Path) -> None:
    assert list(write(a_trust(tmp_path / "ash", {}), only=("html",))) == ["html"]


def test_a_school_and_the_board_have_files_of_their_own(tmp_path: Path) -> None:
    folder = a_trust(tmp_path / "ash", {})
    names = [
        write(folder, only=("html",), **asked)["html"].name
        for asked in (
            {},
            {"school": "Ash Primary"},
            {"school": "Ash Primary", "audience": "board"},
            {"audience": "inspector"},
        )
    ]

    assert names == [
        "policies-2026-11-23.html",
        "policies-2026-11-23-ash-primary.html",
        "policies-2026-11-23-ash-primary-board.html",
        "policies-2026-11-23-inspector.html",
    ]


def test_on_papers_day_it_is_written_when_papers_go_out_and_on_no_other_day(tmp_path: Path) -> None:
    settings = SETTINGS.replace("write_back = true\n", 'write_back = true\nmeetings = "meetings.csv"\n')
    trust = a_trust(tmp_path / "ash", settings=settings)
    meeting = {"Body": "Governing Body", "School": "Ash Primary", "Date": "08/12/2026", "Papers out": ""}

    write_csv(trust / "meetings.csv", [meeting])
    assert write(trust, papers_day=True, only=("html",)) == {}
    write_csv(trust / "meetings.csv", [{**meeting, "Date": "30/11/2026"}])
    assert set(write(trust, papers_day=True, only=("html",))) == {"html"}
    write_csv(trust / "meetings.csv", [{**meeting, "Papers out": "23/11/2026"}])
    assert set(write(trust, papers_day=True, only=("html",))) == {"html"}


def test_a_damaged_word_template_is_told_in_a_sentence(tmp_path: Path) -> None:
    folder = a_trust(tmp_path / "ash", {})
    own = folder / "templates" / "report"
    own.mkdir(parents=True)
    (own / "board.docx").write_bytes(b"no Word file")

    with pytest.raises(TemplateError, match=r"board\.docx is missing or damaged"):
        write(folder, only=("word",))


def test_a_trusts_own_colours_reach_the_page_and_the_workbook(tmp_path: Path) -> None:
    folder = a_trust(tmp_path / "ash", {})
    own = folder / "templates" / "report"
    own.mkdir(parents=True)
    (own / "colours.css").write_text(":root { --brand: #7a1f5c; --red: #aa0000; }", encoding="utf-8")
    written = write(folder, only=("html", "excel", "word"))

    assert "--brand: #7a1f5c" in written["html"].read_text(encoding="utf-8")
    head = openpyxl.load_workbook(written["xlsx"])["Summary"].cell(1, 1)
    assert head.fill.start_color.rgb == "FF7A1F5C"
    assert str(docx.Document(str(written["docx"])).styles["Heading 1"].font.color.rgb) == "7A1F5C"


def test_the_shipped_word_template_is_the_one_that_its_script_writes() -> None:
    with (
        zipfile.ZipFile(io.BytesIO(written())) as made,
        zipfile.ZipFile(REPO / "templates" / "report" / "board.docx") as shipped,
    ):
        assert made.namelist() == shipped.namelist()
        assert [name for name in made.namelist() if made.read(name) != shipped.read(name)] == []
