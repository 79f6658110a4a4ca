"""The report as tables, for the workbook, the .csv files and the evidence pack: the same numbers as the page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policyclerk.domain.finding import SEVERITIES

Cell = str | int | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name (at most 31 characters, as workbooks demand), its headings and its rows."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def slug(self) -> str:
        """Its name in a file's name."""
        return self.name.casefold().replace(" ", "-")


_COLOURS = tuple(severity.capitalize() for severity in SEVERITIES)


def sheets(view: Mapping[str, Any]) -> tuple[Sheet, ...]:
    """Every table of a report, the most asked for first."""
    return (
        Sheet("Summary", ("What", "Number"), tuple(_summary(view))),
        Sheet("Policies", _POLICY_HEADINGS, tuple(map(_policy, view["policies"]))),
        Sheet("Findings", _FINDING_HEADINGS, tuple(_findings(view))),
        Sheet("Evidence", ("Finding", "Source", "Where", "As it stands"), tuple(_evidence(view))),
        Sheet("Counts", ("Group", "Name", "Policies", *_COLOURS), tuple(_counts(view))),
        Sheet("Over time", ("Night", *_COLOURS), tuple(_nights(view))),
        Sheet("Moved", ("Policy", "Title", "School", "Was", "Is"), tuple(_moved(view))),
        Sheet("Long red", ("Policy", "Title", "School", "Red since", "Days"), tuple(_long(view))),
        Sheet(
            "Due to approved",
            ("School", "Reviews ended", "In time", "Middle one, days late"),
            tuple(_speed(view)),
        ),
        Sheet("Meetings", _MEETING_HEADINGS, tuple(_meetings(view))),
        Sheet("Load", ("Month", "As things stand", "As proposed"), tuple(_load(view))),
        Sheet(
            "Proposal", ("Policy", "Title", "School", "Due", "Not after", "Review it in"), tuple(_moves(view))
        ),
        Sheet("Coverage", _COVERAGE_HEADINGS, tuple(_coverage(view))),
        Sheet("Contradictions", _CONFLICT_HEADINGS, tuple(_conflicts(view))),
        Sheet("Register problems", _PROBLEM_HEADINGS, tuple(_problems(view))),
        Sheet("Sent and drafted", ("Day", "Messages", "Items", "Drafts"), tuple(_days(view))),
        Sheet("Drafts", ("Day", "Policy", "Title", "File"), tuple(_drafts(view))),
        Sheet("Documents", ("File", "SHA-256", "Read", "Why not"), tuple(_documents(view))),
    )


_POLICY_HEADINGS = ("Policy", "Title", "School", "Colour", "Statutory", "Review due", "Stands", "Owner", "Approved by", "Last reviewed",
                    "Approved on", "Minute", "Version", "Findings", "Document", "Tab", "Row")  # fmt: skip
_FINDING_HEADINGS = ("Finding", "Policy", "Title", "School", "Kind", "Colour", "Since", "What", "Rule")
_MEETING_HEADINGS = (
    "Date",
    "Body",
    "Of school",
    "Papers out",
    "Policy",
    "Title",
    "School",
    "Colour",
    "Stands",
    "Review due",
)
_COVERAGE_HEADINGS = ("Policy asked for", "School", "Stands", "Why", "Asked by", "Law's interval, months", "Recommended, months",
                      "Source", "Looked at", "Policies", "Review due")  # fmt: skip
_CONFLICT_HEADINGS = (
    "Policy",
    "Title",
    "School",
    "About",
    "Register",
    "Cover and text",
    "Tables",
    "Header and footer",
    "Elsewhere",
)
_PROBLEM_HEADINGS = ("Tab", "Row", "Column", "As typed", "Kind", "What to do")


def _summary(view: Mapping[str, Any]) -> Iterator[Row]:
    yield ("Policies", view["total"])
    for severity in SEVERITIES:
        yield (f"{severity.capitalize()}: {view['meanings'][severity]}", view["summary"][severity])
    yield ("Statutory policies past the review date", view["overdue_statutory"])
    yield ("Red for more than a term", len(view["long_red"]))
    yield ("Reviews due in the twelve months ahead", view["load"]["total"])
    yield ("Cells of the register to put right", len(view["register_problems"]))
    yield ("Word files looked at", view["documents"])
    for kind in view["kinds"]:
        yield (f"Finding: {kind['title']}", kind["count"])


def _policy(policy: Mapping[str, Any]) -> Row:
    return (
        policy["policy"],
        policy["title"],
        policy["school"],
        policy["status"],
        "yes" if policy["statutory"] else "",
        _day(policy["due"]) or policy["exempt"],
        policy["stage"],
        policy["owner"],
        policy["body"],
        _day(policy["last_reviewed"]),
        _day(policy["approved_on"]),
        policy["minute"],
        policy["version"],
        len(policy["findings"]),
        policy["document"],
        policy["tab"],
        policy["row"],
    )


def _all_findings(view: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for policy in view["policies"]:
        yield from policy["findings"]
    yield from view["trust_findings"]


def _findings(view: Mapping[str, Any]) -> Iterator[Row]:
    for number, f in enumerate(_all_findings(view), 1):
        yield (
            number,
            f["policy"],
            f["title"],
            f["school"],
            f["kind"],
            f["severity"],
            _day(f["since"]),
            f["message"],
            f["rule"],
        )


def _evidence(view: Mapping[str, Any]) -> Iterator[Row]:
    for number, finding in enumerate(_all_findings(view), 1):
        for item in finding["evidence"]:
            yield (number, item["source"], item["where"], item["raw"])


def _counts(view: Mapping[str, Any]) -> Iterator[Row]:
    for group, key in (("School", "schools"), ("Approving body", "committees"), ("Owner", "owners")):
        for row in view[key]:
            yield (group, row["name"], row["total"], *(row[severity] for severity in SEVERITIES))


def _nights(view: Mapping[str, Any]) -> Iterator[Row]:
    for point in view["trend"]["points"]:
        yield (_day(point["day"]), *(point[severity] for severity in SEVERITIES))


def _moved(view: Mapping[str, Any]) -> Iterator[Row]:
    for move in view["trend"]["moved"]:
        yield (move["policy"], move["title"], move["school"], move["was"], move["now"])


def _long(view: Mapping[str, Any]) -> Iterator[Row]:
    for row in view["long_red"]:
        yield (row["policy"], row["title"], row["school"], _day(row["since"]), row["days"])


def _speed(view: Mapping[str, Any]) -> Iterator[Row]:
    for row in view["speed"]:
        yield (row["school"], row["reviews"], row["in_time"], row["median_days"])


def _meetings(view: Mapping[str, Any]) -> Iterator[Row]:
    for sitting in view["agenda"]["sittings"]:
        place = (_day(sitting["on"]), sitting["body"], sitting["school"], _day(sitting["papers"]))
        yield from ((*place, *_on_agenda(policy)) for policy in sitting["policies"])
    for policy in view["agenda"]["without"]:
        yield (None, "no meeting known", None, None, *_on_agenda(policy))


def _on_agenda(policy: Mapping[str, Any]) -> Row:
    return (
        policy["policy"],
        policy["title"],
        policy["school"],
        policy["status"],
        policy["stage"],
        _day(policy["due"]),
    )


def _load(view: Mapping[str, Any]) -> Iterator[Row]:
    for month in view["load"]["months"]:
        yield (month["label"], month["now"], month["proposed"])


def _moves(view: Mapping[str, Any]) -> Iterator[Row]:
    for move in view["load"]["moves"]:
        yield (
            move["policy"],
            move["title"],
            move["school"],
            _day(move["due"]),
            _day(move["limit"]),
            move["proposed"],
        )


def _coverage(view: Mapping[str, Any]) -> Iterator[Row]:
    for line in view["coverage"]["rows"] if view["coverage"] else ():
        cells = [("Whole trust", line["trust"])] if line["trust"] else list(line["cells"].items())
        for school, cell in cells:
            asked = (
                line["asked_by"],
                line["interval"],
                line["recommended"],
                line["source"],
                _day(line["as_at"]),
            )
            yield (
                line["title"],
                school,
                cell["status"],
                cell["why"],
                *asked,
                ", ".join(cell["policies"]),
                _day(cell["due"]),
            )


def _conflicts(view: Mapping[str, Any]) -> Iterator[Row]:
    for row in view["conflicts"]:
        said = (_said(row[place]) for place in ("register", "cover", "table", "edge", "other"))
        yield (row["policy"], row["title"], row["school"], row["about"], *said)


def _said(items: Iterable[Mapping[str, str]]) -> str:
    return "; ".join(f"{item['raw']} ({item['where']})" for item in items)


def _problems(view: Mapping[str, Any]) -> Iterator[Row]:
    for p in view["register_problems"]:
        yield (p["tab"], p["row"], p["column"], p["raw"], p["kind"], p["message"])


def _days(view: Mapping[str, Any]) -> Iterator[Row]:
    for day in view["done"]["days"]:
        yield (_day(day["day"]), day["messages"], day["entries"], day["drafts"])


def _drafts(view: Mapping[str, Any]) -> Iterator[Row]:
    for draft in view["done"]["drafts"]:
        yield (_day(draft["day"]), draft["policy"], draft["title"], draft["path"])


def _documents(view: Mapping[str, Any]) -> Iterator[Row]:
    for line in view["files"]:
        why = line["problem"]["message"] if line["problem"] else None
        yield (line["path"], line["sha256"], "yes" if line["ok"] else "no", why)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
