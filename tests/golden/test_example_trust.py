"""The example trust is what its script writes, and its files open."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from examples import make_northmoor
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

EXAMPLE = Path(make_northmoor.__file__).parent / "northmoor-trust"
BROKEN = EXAMPLE / "policies/millbrook-lane/Charging and Remissions Policy.docx"
PAPERS = sorted(EXAMPLE.glob("policies/*/*.docx"))
TABS = ["Policies", "People", "Schools", "Terms", "Meetings", "Acknowledgements"]


def below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    target = tmp_path_factory.mktemp("northmoor")
    make_northmoor.make(target)
    return below(target)


def parts(file: bytes) -> dict[str, bytes] | bytes:
    """What is packed in a file: the packing itself differs with the machine's compression library."""
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return file[:64]


def test_the_script_writes_the_committed_files_part_for_part(written: dict[str, bytes]) -> None:
    committed = below(EXAMPLE)

    assert sorted(written) == sorted(committed)
    assert [name for name in written if parts(written[name]) != parts(committed[name])] == []


def test_writing_it_again_over_itself_changes_nothing(tmp_path: Path, written: dict[str, bytes]) -> None:
    make_northmoor.make(tmp_path)
    make_northmoor.make(tmp_path)

    assert below(tmp_path) == written


def test_there_are_papers_of_every_school_and_of_the_trust() -> None:
    folders = {path.parent.name for path in PAPERS}

    assert folders == {"trust", "primaries", "millbrook-lane", "saltersgate", "northmoor-high"}
    assert BROKEN in PAPERS


@pytest.mark.parametrize("paper", [path for path in PAPERS if path != BROKEN], ids=lambda path: path.stem)
def test_a_paper_opens_and_has_something_to_say(paper: Path) -> None:
    words = " ".join(paragraph.text for paragraph in Document(str(paper)).paragraphs).split()

    assert len(words) > 60


def test_the_broken_paper_begins_like_a_word_file_and_cannot_be_opened() -> None:
    assert BROKEN.read_bytes().startswith(b"PK")
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(BROKEN)


def test_the_register_opens_in_openpyxl_with_all_that_writing_back_must_spare() -> None:
    book = load_workbook(EXAMPLE / "register.xlsx")
    sheet = book["Policies"]

    assert book.sheetnames == TABS
    assert [cell.value for cell in sheet[3]][:3] == ["Ref", "Policy name", "School"]
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref
    assert sheet.data_validations.dataValidation
    assert sheet.conditional_formatting
    assert sheet.merged_cells.ranges
    assert any(cell.comment for row in sheet.iter_rows() for cell in row)
    assert any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_the_register_opens_in_calamine_with_dates_both_true_and_typed() -> None:
    book = CalamineWorkbook.from_path(str(EXAMPLE / "register.xlsx"))
    rows = book.get_sheet_by_name("Policies").to_python(skip_empty_area=False)
    at = rows[2].index("Last reviewed")
    kinds = {type(row[at]).__name__ for row in rows[3:] if row[at]}

    assert book.sheet_names == TABS
    assert kinds == {"date", "str"}


def test_every_mail_address_is_a_reserved_one() -> None:
    book = load_workbook(EXAMPLE / "register.xlsx")
    cells = [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if "@" in str(cell.value)
    ]
    addresses = [address for cell in cells for address in cell.split("; ")]

    assert addresses
    assert all(address.endswith(".example") for address in addresses)
