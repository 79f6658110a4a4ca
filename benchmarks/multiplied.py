"""A trust of any size, made of the example trust's own policies: the same papers over and over, under other schools.

Each is given a body as long as that of a real policy (see `lengthened`), unless the short papers themselves are asked for.
"""

import itertools
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.lengthened import lengthened
from openpyxl import Workbook

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "northmoor-trust"
POLICIES_PER_SCHOOL = 60
OWNERS_PER_SCHOOL = 8
HEADINGS = ("Ref", "Policy", "School", "Statutory", "Owner", "Owner email", "Approver", "Review cycle", "Last reviewed",
            "Next review", "Version", "Status", "Document")  # fmt: skip
DUE = (
    date(2023, 9, 30),
    date(2026, 12, 18),
    date(2027, 7, 31),
    date(2028, 3, 31),
    date(2027, 5, 31),
    date(2028, 11, 30),
)
"""One review in six overdue, one due soon, the rest in good time."""


def make(target: Path, policies: int, *, small_files: bool = False) -> None:
    """Write a project directory with so many policies, each with its own Word file.

    Args:
        small_files: leave the example's short papers as they are.
    """
    shutil.copytree(EXAMPLE / "config", target / "config")
    papers = [(path, path.read_bytes()) for path in sorted(EXAMPLE.glob("policies/*/*.docx"))]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Policies")
    sheet.append(HEADINGS)
    for number, (path, paper) in zip(range(policies), itertools.cycle(papers), strict=False):
        content = paper if small_files else lengthened(paper, number)
        sheet.append(_row(number, _copied(path, content, number, target)))
    for tab, rows in _other_tabs(policies).items():
        other = book.create_sheet(tab)
        for row in rows:
            other.append(row)
    book.save(target / "register.xlsx")


def _copied(paper: Path, content: bytes, number: int, target: Path) -> str:
    """Each copy differs in its last bytes, so that none is remembered for another; gives the path below the root."""
    folder = f"school-{number // POLICIES_PER_SCHOOL + 1:03}"
    name = f"{paper.stem} {number + 1:05}.docx"
    copy = target / "policies" / folder / name
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(with_comment(content, f"copy {number}".encode()))
    return f"{folder}/{name}"


def with_comment(archive: bytes, comment: bytes) -> bytes:
    """A zip's own comment is its last field: the archive stays the same and its digest does not."""
    if archive[-22:-18] != b"PK\x05\x06":
        return archive
    return archive[:-2] + len(comment).to_bytes(2, "little") + comment


def _row(number: int, document: str) -> tuple[object, ...]:
    school = number // POLICIES_PER_SCHOOL + 1
    owner = number % OWNERS_PER_SCHOOL + 1
    due = DUE[number % len(DUE)]
    return (
        f"P{number + 1:05}", f"{Path(document).stem}", f"School {school:03}", "Y" if number % 3 == 0 else None,
        f"Owner {owner} of School {school:03}", f"owner{owner}.school{school:03}@northmoor.example",
        f"Governing Body of School {school:03}", "Annual", due.replace(year=due.year - 1), due, "1.2", "Approved", document,
    )  # fmt: skip


def _other_tabs(policies: int) -> dict[str, Iterator[tuple[object, ...]]]:
    schools = [f"School {n:03}" for n in range(1, (policies - 1) // POLICIES_PER_SCHOOL + 2)]
    people = (
        (
            f"Owner {n} of {school}",
            "Owner",
            None,
            school,
            f"owner{n}.{school.lower().replace(' ', '')}@northmoor.example",
            None,
        )
        for school in schools
        for n in range(1, OWNERS_PER_SCHOOL + 1)
    )
    return {
        "People": itertools.chain([("Name", "Role", "Body", "School", "Email", "Active")], people),
        "Schools": itertools.chain([("School", "Phase")], ((school, "Primary") for school in schools)),
        "Terms": iter(
            [("School", "Term", "Starts", "Ends"), (None, "Autumn 2", date(2026, 11, 2), date(2026, 12, 18))]
        ),
    }
