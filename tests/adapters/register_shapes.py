"""Registers in the shapes in which schools and trusts keep them, written down as somebody would look at them.

A shape says what must come out of it: one line for each policy, "title | school | due | owners | months", and one for
each problem, "kind tab!row". Nothing else may come out, and no filled row may be missing from both.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import openpyxl

Rows = Sequence[Sequence[object]]
EVERYWHERE = ("xlsx", "csv", "google")
NOT_CSV = ("xlsx", "google")


@dataclass(frozen=True)
class Shape:
    """One register.

    Attributes:
        tabs: tab's name -> rows from row 1 on.
        policies, problems: what must come out of it.
        kinds: the forms in which it can be kept at all.
        dress: what is beside the values in a workbook.
        merged: ranges, by tab, as (first row, first column, last row, last column).
        locale: of the Google sheet.
    """

    name: str
    tabs: Mapping[str, Rows]
    policies: tuple[str, ...]
    problems: tuple[str, ...] = ()
    kinds: tuple[str, ...] = EVERYWHERE
    dress: Callable[[openpyxl.Workbook], None] | None = None
    merged: Mapping[str, tuple[tuple[int, int, int, int], ...]] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)
    locale: str = "en_GB"


D = date
SCHOOLS = [
    ["School", "Short name", "Phase", "Type", "Headteacher"],
    ["Ashdown Primary School", "ASH", "Primary", "academy", "Amy Reed"],
    ["Beech Lane Infant School", "BLI", "Primary", "maintained", "Bea Holt"],
    ["Cedar Academy", "CED", "Secondary", "academy", "Col Dean"],
]
PEOPLE = [
    ["Name", "Role", "Body", "School", "Email", "Active"],
    ["Amy Reed", "Headteacher", None, "Ashdown Primary School", "a.reed@trust.example", None],
    ["Jo Marsh", "DSL", None, "Ashdown Primary School", "j.marsh@trust.example", None],
    ["Sam Okoro", "School Business Manager", None, None, "s.okoro@trust.example", None],
    ["Tess Vane", "Chair", "Trust Board", None, "t.vane@trust.example", None],
    ["Leo Gray", "Chair", "Local Governing Body", "Ashdown Primary School", "l.gray@trust.example", None],
    ["Una Left", "SENDCo", None, "Ashdown Primary School", "u.left@trust.example", "No - left July"],
]

PLAIN = (
    Shape(
        "the template that many clerks start from",
        {
            "Policies": [
                [
                    "Policy",
                    "Last review",
                    "Next review",
                    "Review frequency",
                    "Who approves",
                    "Who is responsible",
                    "Actions log",
                ],
                [
                    "Accessibility plan",
                    D(2024, 3, 12),
                    D(2027, 3, 12),
                    "Every 3 years",
                    "FGB",
                    "Jo Marsh",
                    None,
                ],
                [
                    "Behaviour policy",
                    D(2026, 9, 8),
                    D(2027, 9, 8),
                    "Annually",
                    "Headteacher",
                    "Ann Lee",
                    "parents asked",
                ],
                [
                    "Charging and remissions",
                    "Spring 2025",
                    "Spring 2027",
                    "2 years",
                    "Resources",
                    "Sam Okoro",
                    "",
                ],
            ]
        },
        (
            "Accessibility plan | - | 2027-03-12 | Jo Marsh | 36",
            "Behaviour policy | - | 2027-09-08 | Ann Lee | 12",
            "Charging and remissions | - | 2027-04-30 | Sam Okoro | 24",
        ),
    ),
    Shape(
        "a page of a school's website, copied",
        {
            "Sheet1": [
                ["Policy", "Approval level", "Last Updated", "Next Update"],
                ["Anti-bullying", "Headteacher", "14/01/2026", "14/01/2027"],
                ["Complaints", "Full governing body", "03/12/2025", "03/12/2026"],
                ["Uniform", "Full governing body", "", "TBC"],
            ]
        },
        (
            "Anti-bullying | - | 2027-01-14 | - | -",
            "Complaints | - | 2026-12-03 | - | -",
            "Uniform | - | TBC? | - | -",
        ),
        ("date_not_understood Sheet1!4",),
    ),
    Shape(
        "a title, a day of issue and a blank row above the headings",
        {
            "Register": [
                ["Ashdown Primary School: policy register"],
                ["Issued 1 September 2026 by the clerk", None, None, "Page 1"],
                [],
                ["Ref", "Policy title", "Policy owner", "Review date"],
                ["A1", "Admissions", "Amy Reed", D(2027, 2, 28)],
                ["A2", "Allegations against staff", "Amy Reed", D(2026, 9, 1)],
            ]
        },
        (
            "Admissions | - | 2027-02-28 | Amy Reed | -",
            "Allegations against staff | - | 2026-09-01 | Amy Reed | -",
        ),
    ),
    Shape(
        "a council's list with numbered sections",
        {
            "Policies": [
                [
                    "No",
                    "Policy/Document",
                    "Review Cycle",
                    "Responsibility with/or Delegated to",
                    "Last Review",
                    "NextReview",
                    "Further Information",
                ],
                [None, "SECTION 1: MUST BE ON THE WEBSITE"],
                [
                    1,
                    "Admission arrangements",
                    "Annual",
                    "Governing body",
                    D(2026, 1, 20),
                    D(2027, 1, 20),
                    None,
                ],
                [
                    2,
                    "Complaints procedure",
                    "Every 2 years",
                    "Governing body",
                    "May 2025",
                    "May 2027",
                    "s29 EA 2002",
                ],
                [None, "SECTION 2: OTHERS"],
                [3, "Lettings", "As required", "Headteacher", "06/2024", None, None],
            ]
        },
        (
            "Admission arrangements | - | 2027-01-20 | - | 12",
            "Complaints procedure | - | 2027-05-31 | - | 24",
            "Lettings | - | None | - | -",
        ),
        ("row_without_policy Policies!2", "row_without_policy Policies!5"),
    ),
    Shape(
        "the government's list beside the school's own names and half-terms",
        {
            "Policies": [
                ["Government Policy", "Government Review Cycle", "Local policy name", "Next review", "Lead"],
                [
                    "Behaviour in schools",
                    "Annual",
                    "Behaviour and relationships",
                    "Autumn 2 2026",
                    "Jo Marsh",
                ],
                ["Charging", "Annual", "Charging (DRAFT)", "Spring 1 2027", "Sam Okoro"],
                [
                    "Protection of biometric information",
                    "2 years",
                    "N/a - no biometric data held",
                    None,
                    None,
                ],
                ["Sex education", "Free to determine", "RSE", "Summer 2027", "Jo Marsh"],
            ]
        },
        (
            "Behaviour and relationships | - | 2026-12-31 | Jo Marsh | 12",
            "Charging (DRAFT) | - | 2027-02-28 | Sam Okoro | 12",
            "N/a - no biometric data held | - | None | - | 24",
            "RSE | - | 2027-08-31 | Jo Marsh | -",
        ),
        ("heading_unknown Policies!1",),
    ),
    Shape(
        "capitals, ticks for statutory, a committee and notes",
        {
            "SFVS": [
                [
                    "POLICY",
                    "STATUTORY",
                    "RESPONSIBLE COMMITTEE",
                    "DATE APPROVED BY GOVERNORS",
                    "DATE FOR REVIEW",
                    "NOTES",
                ],
                ["Pay", "✓", "Resources", D(2026, 10, 6), D(2027, 10, 6), ""],
                ["Petty cash", "", "Resources", "6.10.26", "Oct 2027", "with the scheme of delegation"],
                ["Whistleblowing", "✓", "FGB", "10.12.24 (Resources)", "10.12.26", ""],
            ]
        },
        (
            "Pay | - | 2027-10-06 | - | -",
            "Petty cash | - | 2027-10-31 | - | -",
            "Whistleblowing | - | 2026-12-10 | - | -",
        ),
    ),
    Shape(
        "dates with the body behind them",
        {
            "Policies": [
                ["Policy name", "Last approved", "Next review"],
                ["Attendance", "10.12.24 (Resources)", "Dec 2026"],
                ["Equality", "12.05.26 (Full GB)", "12.05.30"],
                ["First aid", "Nov 4th 2024", "Autumn Term 2026"],
            ]
        },
        (
            "Attendance | - | 2026-12-31 | - | -",
            "Equality | - | 2030-05-12 | - | -",
            "First aid | - | 2026-12-31 | - | -",
        ),
    ),
    Shape(
        "codes for who approves",
        {
            "Policies": [
                ["Policy", "Approval code", "School", "Next review"],
                ["Reserves", "T", None, D(2027, 7, 1)],
                ["Behaviour", "AGB", "Ashdown", D(2027, 7, 1)],
                ["Uniform", "H", "Ashdown", D(2027, 7, 1)],
                ["Visits", "C3", "Ashdown", D(2027, 7, 1)],
            ],
            "Schools": SCHOOLS,
            "People": PEOPLE,
        },
        (
            "Reserves | - | 2027-07-01 | - | - | Trust Board: Tess Vane",
            "Behaviour | Ashdown Primary School | 2027-07-01 | - | - | Local Governing Body: Leo Gray",
            "Uniform | Ashdown Primary School | 2027-07-01 | - | - | -: Amy Reed",
            "Visits | Ashdown Primary School | 2027-07-01 | - | -",
        ),
    ),
)
