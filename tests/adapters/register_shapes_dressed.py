"""Registers with dressing: merged groups and banners, colours, filters, formulas, links, lists side by side."""

import openpyxl
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table
from tests.adapters.register_shapes import NOT_CSV, SCHOOLS, D, Shape
from tests.adapters.register_shapes_odd import AS_FILLED, FILLED

XLSX = ("xlsx",)


def coloured(book: openpyxl.Workbook) -> None:
    """Red, amber and green, hidden rows and columns, a frozen heading and a filter."""
    sheet = book["Policies"]
    for row, colour in zip(sheet.iter_rows(min_row=2), ("FF0000", "FFC000", "00B050"), strict=False):
        for cell in row:
            cell.fill = PatternFill("solid", fgColor=colour)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = "A1:C3"


def excel_table(book: openpyxl.Workbook) -> None:
    book["Policies"].add_table(Table(displayName="Register", ref="A1:C3"))


def protected(book: openpyxl.Workbook) -> None:
    book["Policies"].protection.enable()
    book["Policies"].protection.set_password("secret")


def hidden_tab(book: openpyxl.Workbook) -> None:
    book["Beech Lane"].sheet_state = "hidden"


def from_1904(book: openpyxl.Workbook) -> None:
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904


def links(book: openpyxl.Workbook) -> None:
    sheet = book["Policies"]
    sheet["A2"].hyperlink = "policies/Behaviour.docx"
    sheet["C3"].hyperlink = "https://trust.example/uniform.docx"
    sheet["C4"] = '=HYPERLINK("visits.docx","Visits")'


DRESSED = (
    Shape(
        "a column for each school",
        {
            "Policies": [
                ["Policy", "Owner", "Next review", "Ashdown", "Beech Lane", "Cedar"],
                ["Behaviour", "Jo Marsh", D(2027, 9, 1), "✓", "✓", ""],
                ["Uniform", "Ann Lee", D(2027, 9, 1), "", "", "✓"],
            ],
            "Schools": SCHOOLS,
        },
        AS_FILLED,
        tuple("heading_unknown Policies!1" for _ in range(3)),
    ),
    Shape(
        "two lists side by side",
        {
            "Policies": [
                ["Policy", "Next review", None, "Policy", "Next review"],
                ["Behaviour", D(2027, 9, 1), None, "Pay", D(2027, 9, 1)],
                [None, None, None, "Leave", D(2027, 9, 1)],
            ]
        },
        ("Behaviour | - | 2027-09-01 | - | -",),
        ("heading_repeated Policies!1", "heading_repeated Policies!1", "row_without_policy Policies!3"),
    ),
    Shape(
        "headings in two rows below merged groups",
        {
            "Policies": [
                ["Policy", "Review", None, "Approval", None, "Owner"],
                [None, "Last", "Next", "Body", "Date", None],
                ["Behaviour", D(2026, 9, 1), D(2027, 9, 1), "FGB", D(2026, 9, 20), "Jo Marsh"],
            ]
        },
        ("Behaviour | - | 2027-09-01 | Jo Marsh | -",),
        kinds=NOT_CSV,
        merged={"Policies": ((1, 2, 1, 3), (1, 4, 1, 5), (1, 1, 2, 1), (1, 6, 2, 6))},
    ),
    Shape(
        "merged banners between the policies, one of them a school's",
        {
            "Policies": [
                ["Policy", "Owner", "Next review"],
                ["Finance"],
                ["Reserves", "Sam Okoro", D(2027, 3, 31)],
                ["Ashdown Primary School"],
                ["Behaviour", "Jo Marsh", D(2027, 9, 1)],
            ],
            "Schools": SCHOOLS,
        },
        (
            "Reserves | - | 2027-03-31 | Sam Okoro | -",
            "Behaviour | Ashdown Primary School | 2027-09-01 | Jo Marsh | -",
        ),
        ("merged_cells Policies!2", "merged_cells Policies!4"),
        NOT_CSV,
        merged={"Policies": ((2, 1, 2, 3), (4, 1, 4, 3))},
    ),
    Shape(
        "a category merged down beside its policies",
        {
            "Policies": [
                ["Area", "Policy", "Next review"],
                ["Finance", "Reserves", D(2027, 9, 1)],
                [None, "Charging", D(2027, 9, 1)],
                ["Pupils", "Behaviour", D(2027, 9, 1)],
            ]
        },
        tuple(f"{name} | - | 2027-09-01 | - | -" for name in ("Reserves", "Charging", "Behaviour")),
        ("merged_cells Policies!2",),
        NOT_CSV,
        merged={"Policies": ((2, 1, 3, 1),)},
    ),
    Shape(
        "colours, a filter, hidden rows and columns",
        {"Policies": FILLED},
        AS_FILLED,
        kinds=XLSX,
        dress=coloured,
    ),
    Shape("an Excel table", {"Policies": FILLED}, AS_FILLED, kinds=XLSX, dress=excel_table),
    Shape("a protected sheet", {"Policies": FILLED}, AS_FILLED, kinds=XLSX, dress=protected),
    Shape("days counted from 1904", {"Policies": FILLED}, AS_FILLED, kinds=XLSX, dress=from_1904),
    Shape(
        "a hidden tab with policies of its own",
        {"Ashdown": FILLED, "Beech Lane": FILLED},
        (
            "Behaviour | Ashdown | 2027-09-01 | Jo Marsh | -",
            "Uniform | Ashdown | 2027-09-01 | Ann Lee | -",
            "Behaviour | Beech Lane | 2027-09-01 | Jo Marsh | -",
            "Uniform | Beech Lane | 2027-09-01 | Ann Lee | -",
        ),
        kinds=XLSX,
        dress=hidden_tab,
    ),
    Shape(
        "formulas that another program left without results, and errors",
        {
            "Policies": [
                ["Policy", "Next review", "Owner"],
                ["Behaviour", "=EDATE(TODAY(),12)", "Jo Marsh"],
                ["Uniform", D(2027, 9, 1), "Ann Lee"],
            ]
        },
        ("Behaviour | - | None | Jo Marsh | -", "Uniform | - | 2027-09-01 | Ann Lee | -"),
        ("formula_error Policies!2",),
        XLSX,
    ),
    Shape(
        "links on names and in a column",
        {
            "Policies": [
                ["Policy", "Next review", "Link"],
                ["Behaviour", D(2027, 9, 1), None],
                ["Uniform", D(2027, 9, 1), "click here"],
                ["Visits", D(2027, 9, 1), None],
            ]
        },
        tuple(f"{name} | - | 2027-09-01 | - | -" for name in ("Behaviour", "Uniform", "Visits")),
        kinds=XLSX,
        dress=links,
    ),
    Shape(
        "a sheet that is set to the United States",
        {"Policies": FILLED},
        AS_FILLED,
        ("locale_suspect -!-",),
        ("google",),
        locale="en_US",
    ),
)
