"""More registers as people keep them: odd dates and cycles, and rows that are no policies."""

from tests.adapters.register_shapes import NOT_CSV, D, Shape

FILLED = (
    ["Policy", "Owner", "Next review"],
    ["Behaviour", "Jo Marsh", D(2027, 9, 1)],
    ["Uniform", "Ann Lee", D(2027, 9, 1)],
)
AS_FILLED = ("Behaviour | - | 2027-09-01 | Jo Marsh | -", "Uniform | - | 2027-09-01 | Ann Lee | -")


ODD = (
    Shape(
        "review cycles in words",
        {
            "Policies": [
                ["Policy", "Review cycle", "Last reviewed"],
                *[
                    [f"Policy {n}", words, D(2026, 1, 31)]
                    for n, words in enumerate(
                        (
                            "3 yrs",
                            "Annual",
                            "Termly",
                            "Every 2 years",
                            "Yearly (statutory)",
                            "Three years",
                            "24 months",
                            "Every term",
                            "Biennial",
                            "Bi-annual",
                            "Every 1-2 years",
                            "As needed",
                            "Live document",
                            "soonish",
                        ),
                        1,
                    )
                ],
            ]
        },
        tuple(
            f"Policy {n} | - | {due} | - | {months}"
            for n, (due, months) in enumerate(
                [("None", m) for m in (36, 12, 4, 24, 12, 36, 24, 4, 24, "-", "-")]
                + [("None", "-"), ("Live document", "-"), ("None", "-")],
                1,
            )
        ),
        ("cycle_ambiguous Policies!11", "cycle_ambiguous Policies!12", "cycle_not_understood Policies!15"),
    ),
    Shape(
        "dates as days, as texts, as numbers and as nothing in one column",
        {
            "Policies": [
                ["Policy", "Next review"],
                ["A", D(2027, 3, 1)],
                ["B", "1 March 2027"],
                ["C", "1st March 2027"],
                ["D", "01.03.27"],
                ["E", "March 2027"],
                ["F", "2026/27"],
                ["G", 46447],
                ["H", "overdue!!"],
                ["I", "31/02/2027"],
                ["J", "Sept 2026 - Sept 2027"],
                ["K", "-"],
                ["L", "Monday 1 March 2027"],
            ]
        },
        (
            *(f"{c} | - | 2027-03-01 | - | -" for c in "ABCD"),
            "E | - | 2027-03-31 | - | -",
            "F | - | 2027-08-31 | - | -",
            "G | - | 2027-03-01 | - | -",
            "H | - | overdue!!? | - | -",
            "I | - | 31/02/2027? | - | -",
            "J | - | Sept 2026 - Sept 2027? | - | -",
            "K | - | None | - | -",
            "L | - | 2027-03-01 | - | -",
        ),
        ("date_not_understood Policies!9", "date_impossible Policies!10", "date_ambiguous Policies!11"),
    ),
    Shape(
        "both orders of day and month in one column",
        {
            "Policies": [
                ["Policy", "Next review"],
                ["A", "25/03/2027"],
                ["B", "03/25/2027"],
                ["C", "05/04/2027"],
            ]
        },
        ("A | - | 2027-03-25 | - | -", "B | - | 03/25/2027? | - | -", "C | - | 05/04/2027? | - | -"),
        ("date_impossible Policies!3", "date_ambiguous Policies!4"),
    ),
    Shape(
        "blank columns in between, and a table that begins in the middle of the page",
        {
            "Policies": [
                [],
                [None, None, "Our policies"],
                [],
                [None, None, "Policy", None, "Owner", None, None, "Review date"],
                [None, None, "Behaviour", None, "Jo Marsh", None, None, D(2027, 9, 1)],
                [],
                [None, None, "Uniform", None, "Ann Lee", None, None, D(2027, 9, 1)],
            ]
        },
        AS_FILLED,
    ),
    Shape(
        "the headings once more on every page",
        {
            "Policies": [
                *FILLED,
                ["Policy", "Owner", "Next review"],
                ["Visits", "Jo Marsh", D(2027, 9, 1)],
                ["POLICY", "OWNER", "NEXT REVIEW"],
                ["Lettings", "Jo Marsh", D(2027, 9, 1)],
            ]
        },
        (
            *AS_FILLED,
            "Visits | - | 2027-09-01 | Jo Marsh | -",
            "Lettings | - | 2027-09-01 | Jo Marsh | -",
        ),
        ("heading_repeated Policies!4", "heading_repeated Policies!6"),
    ),
    Shape(
        "a second list below the first, with other columns",
        {
            "Policies": [
                *FILLED,
                [],
                ["HR policies"],
                ["Policy", "Date for review", "Lead"],
                ["Pay", D(2027, 10, 1), "Sam Okoro"],
                ["Capability", D(2027, 11, 1), "Sam Okoro"],
            ]
        },
        (
            *AS_FILLED,
            "Pay | - | 2027-10-01 | Sam Okoro | -",
            "Capability | - | 2027-11-01 | Sam Okoro | -",
        ),
        ("row_without_policy Policies!5", "heading_repeated Policies!6"),
    ),
    Shape(
        "totals and notes below the table",
        {
            "Policies": [
                ["Ref", "Policy", "Owner", "Next review"],
                ["1", "Behaviour", "Jo Marsh", D(2027, 9, 1)],
                ["2", "Uniform", "Ann Lee", D(2027, 9, 1)],
                ["Total", 2],
                [],
                ["* statutory policy"],
                [None, "Last updated by the clerk on 3 September 2026."],
                [None, None, "Key: red = overdue"],
            ]
        },
        AS_FILLED,
        tuple(f"row_without_policy Policies!{row}" for row in (4, 6, 7, 8)),
    ),
    Shape(
        "a traffic light in words and the months left",
        {
            "Policies": [
                ["Policy", "Next review", "RAG", "Months left"],
                ["Behaviour", D(2026, 9, 1), "Red", -2],
                ["Uniform", D(2027, 9, 1), "Green", 10],
            ]
        },
        ("Behaviour | - | 2026-09-01 | - | -", "Uniform | - | 2027-09-01 | - | -"),
        ("heading_unknown Policies!1",),
    ),
    Shape(
        "live documents and rows that have no date on purpose",
        {
            "Policies": [
                ["Policy", "Next review", "Status"],
                ["Single central record", "Live document", ""],
                ["Governors' allowances", "n/a", ""],
                ["Nursery", "", "Withdrawn July 2026"],
                ["Uniform", "01/09/2027", "Approved"],
                ["Behaviour", "01/09/2027", "DRAFT - not yet approved"],
            ]
        },
        (
            "Single central record | - | Live document | - | -",
            "Governors' allowances | - | n/a | - | -",
            "Nursery | - | None | - | -",
            "Uniform | - | 2027-09-01 | - | -",
            "Behaviour | - | 2027-09-01 | - | -",
        ),
    ),
    Shape(
        "the same policy and the same number twice",
        {
            "Policies": [
                ["Ref", "Policy", "Next review"],
                ["P1", "Behaviour", D(2027, 9, 1)],
                ["P1", "Uniform", D(2027, 9, 1)],
                ["P2", "behaviour ", D(2027, 9, 2)],
            ]
        },
        (
            "Behaviour | - | 2027-09-01 | - | -",
            "Uniform | - | 2027-09-01 | - | -",
            "behaviour | - | 2027-09-02 | - | -",
        ),
        ("duplicate_ref Policies!3", "duplicate_row Policies!4"),
    ),
    Shape(
        "headings with line breaks, stars, colons and hard spaces",
        {
            "Policies": [
                ["Policy\nName*", " Policy  Owner: ", "Next\u00a0Review\nDate", "Cycle (in months)", "Ver."],
                ["Behaviour", "Jo Marsh", D(2027, 9, 1), 12, "1.10"],
            ]
        },
        ("Behaviour | - | 2027-09-01 | Jo Marsh | 12",),
    ),
    Shape(
        "nothing but names",
        {"Policies": [["School policies"], ["Behaviour"], ["Uniform"], ["HR policies"]]},
        ("Behaviour | - | None | - | -", "Uniform | - | None | - | -", "HR policies | - | None | - | -"),
    ),
    Shape(
        "tabs that are no policies, and one of old ones",
        {
            "Read me": [["How to use this workbook"], ["1", "Fill in the policies tab"]],
            "Policies": FILLED,
            "Archive": [["Policy", "Next review"], ["Internet use", "May 2014"]],
            "Lists": [["Red"], ["Amber"], ["Green"]],
        },
        (*AS_FILLED, "Internet use | - | 2014-05-31 | - | -"),
        ("tab_ignored Lists!-", "tab_ignored Read me!-"),
        NOT_CSV,
    ),
)
