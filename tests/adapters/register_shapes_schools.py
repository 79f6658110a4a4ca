"""Registers of several schools, and of people named in every way."""

from tests.adapters.register_shapes import NOT_CSV, PEOPLE, SCHOOLS, D, Shape

SEVERAL = (
    Shape(
        "a column for the school, with words for several",
        {
            "Policies": [
                ["Policy", "Applies to", "Owner", "Review due"],
                ["Reserves", "Trust", "Sam Okoro", D(2027, 3, 31)],
                ["Phonics", "All primaries", "Jo Marsh", D(2027, 3, 31)],
                ["Exams", "CED", "Sam Okoro", D(2027, 3, 31)],
                ["Lockdown", "All except Cedar", "Jo Marsh", D(2027, 3, 31)],
                ["Swimming", "Elm House", "Jo Marsh", D(2027, 3, 31)],
            ],
            "Schools": SCHOOLS,
        },
        (
            "Reserves | - | 2027-03-31 | Sam Okoro | -",
            "Phonics | Ashdown Primary School | 2027-03-31 | Jo Marsh | -",
            "Phonics | Beech Lane Infant School | 2027-03-31 | Jo Marsh | -",
            "Exams | Cedar Academy | 2027-03-31 | Sam Okoro | -",
            "Lockdown | Ashdown Primary School | 2027-03-31 | Jo Marsh | -",
            "Lockdown | Beech Lane Infant School | 2027-03-31 | Jo Marsh | -",
            "Swimming | Elm House | 2027-03-31 | Jo Marsh | -",
        ),
        ("school_unknown Policies!6",),
    ),
    Shape(
        "a tab for each school, each with its own headings",
        {
            "Ashdown Primary": [
                ["Policy", "Owner", "Next review"],
                ["Behaviour", "Jo Marsh", D(2027, 1, 31)],
            ],
            "Beech Lane": [
                ["Beech Lane Infant School"],
                ["Name of policy", "Date reviewed", "Date of next review", "Staff lead"],
                ["Behaviour", D(2026, 5, 1), D(2027, 5, 1), "Bea Holt"],
                ["Intimate care", "May 26", "May 2027", "Bea Holt"],
            ],
            "Cedar": [["Title", "Renewal date"], ["Behaviour", "31.8.27"]],
            "Schools": SCHOOLS,
        },
        (
            "Behaviour | Ashdown Primary School | 2027-01-31 | Jo Marsh | -",
            "Behaviour | Beech Lane Infant School | 2027-05-01 | Bea Holt | -",
            "Intimate care | Beech Lane Infant School | 2027-05-31 | Bea Holt | -",
            "Behaviour | Cedar Academy | 2027-08-31 | - | -",
        ),
        ("date_ambiguous Beech Lane!4",),
        NOT_CSV,
    ),
    Shape(
        "a row with a school's name above the rows that are its own",
        {
            "Policies": [
                ["Policy", "Owner", "Next review"],
                ["Trust policies"],
                ["Reserves", "Sam Okoro", D(2027, 3, 31)],
                ["ASHDOWN PRIMARY"],
                ["Behaviour", "Jo Marsh", D(2027, 1, 31)],
                ["Uniform", "Jo Marsh", D(2027, 1, 31)],
                ["Cedar Academy"],
                ["Behaviour", "Col Dean", D(2027, 6, 30)],
            ],
            "Schools": SCHOOLS,
        },
        (
            "Reserves | - | 2027-03-31 | Sam Okoro | -",
            "Behaviour | Ashdown Primary School | 2027-01-31 | Jo Marsh | -",
            "Uniform | Ashdown Primary School | 2027-01-31 | Jo Marsh | -",
            "Behaviour | Cedar Academy | 2027-06-30 | Col Dean | -",
        ),
        ("row_without_policy Policies!2", "row_without_policy Policies!4", "row_without_policy Policies!7"),
    ),
    Shape(
        "the same without a list of schools",
        {
            "Policies": [
                ["Ref", "Policy", "Owner", "Next review"],
                ["Elm House Primary School"],
                ["E1", "Behaviour", "Jo Marsh", D(2027, 1, 31)],
                ["St Mary's C of E Academy"],
                ["M1", "Behaviour", "Col Dean", D(2027, 6, 30)],
            ]
        },
        (
            "Behaviour | Elm House Primary School | 2027-01-31 | Jo Marsh | -",
            "Behaviour | St Mary's C of E Academy | 2027-06-30 | Col Dean | -",
        ),
        ("row_without_policy Policies!2", "row_without_policy Policies!4"),
    ),
    Shape(
        "one trust policy that each of several schools adopts",
        {
            "Policies": [
                ["Policy", "Schools", "Approver", "Next review"],
                ["Online safety", "Ashdown, Beech Lane and Cedar", "LGB", "Sept 2027"],
                ["First aid", "ASH/BLI", "LGB", "Sept 2027"],
                ["Data protection", "All schools", "Trust Board", "Sept 2027"],
            ],
            "Schools": SCHOOLS,
        },
        (
            "Online safety | Ashdown Primary School | 2027-09-30 | - | -",
            "Online safety | Beech Lane Infant School | 2027-09-30 | - | -",
            "Online safety | Cedar Academy | 2027-09-30 | - | -",
            "First aid | Ashdown Primary School | 2027-09-30 | - | -",
            "First aid | Beech Lane Infant School | 2027-09-30 | - | -",
            "Data protection | Ashdown Primary School | 2027-09-30 | - | -",
            "Data protection | Beech Lane Infant School | 2027-09-30 | - | -",
            "Data protection | Cedar Academy | 2027-09-30 | - | -",
        ),
    ),
    Shape(
        "owners by role, by half a name, by address, and one who left",
        {
            "Policies": [
                ["Policy", "School", "Owner", "Next review"],
                ["Safeguarding", "Ashdown", "DSL", D(2027, 9, 1)],
                ["Behaviour", "Ashdown", "Head", D(2027, 9, 1)],
                ["Finance", None, "SBM", D(2027, 9, 1)],
                ["Lettings", None, "S Okoro", D(2027, 9, 1)],
                ["Visits", "Ashdown", "Jo Marsh <j.marsh@trust.example>", D(2027, 9, 1)],
                ["SEND", "Ashdown", "Una Left", D(2027, 9, 1)],
                ["Uniform", "Ashdown", "Jo Marsch", D(2027, 9, 1)],
            ],
            "Schools": SCHOOLS,
            "People": PEOPLE,
        },
        (
            "Safeguarding | Ashdown Primary School | 2027-09-01 | DSL=Jo Marsh | -",
            "Behaviour | Ashdown Primary School | 2027-09-01 | Head=Amy Reed | -",
            "Finance | - | 2027-09-01 | SBM=Sam Okoro | -",
            "Lettings | - | 2027-09-01 | S Okoro=Sam Okoro | -",
            "Visits | Ashdown Primary School | 2027-09-01 | Jo Marsh=Jo Marsh | -",
            "SEND | Ashdown Primary School | 2027-09-01 | Una Left=Una Left | -",
            "Uniform | Ashdown Primary School | 2027-09-01 | Jo Marsch | -",
        ),
        ("owner_unknown Policies!8",),
    ),
    Shape(
        "two people in one cell",
        {
            "Policies": [
                ["Policy", "Responsible", "Next review"],
                ["A", "Jo Marsh / Ann Lee", D(2027, 9, 1)],
                ["B", "Jo Marsh\nAnn Lee", D(2027, 9, 1)],
                ["C", "Jo Marsh and Ann Lee", D(2027, 9, 1)],
                ["D", "Marsh, Jo", D(2027, 9, 1)],
                ["E", "Jo Marsh, Ann Lee", D(2027, 9, 1)],
            ]
        },
        (
            "A | - | 2027-09-01 | Jo Marsh; Ann Lee | -",
            "B | - | 2027-09-01 | Jo Marsh; Ann Lee | -",
            "C | - | 2027-09-01 | Jo Marsh; Ann Lee | -",
            "D | - | 2027-09-01 | Marsh, Jo | -",
            "E | - | 2027-09-01 | Jo Marsh; Ann Lee | -",
        ),
        tuple(f"several_owners Policies!{row}" for row in (2, 3, 4, 6)),
    ),
)
