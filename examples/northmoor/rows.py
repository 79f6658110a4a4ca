"""What the trust has typed into its register, tab by tab, slips and all."""

from dataclasses import dataclass
from datetime import date

Cell = str | int | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A coloured line across the sheet that begins a group of rows."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """The text of a document cell and where its hyperlink leads."""

    text: str
    target: str


TRUST = None  # a blank School cell is the whole trust
MILLBROOK = "Millbrook Lane Primary School"
SALTERSGATE = "Saltersgate Primary School"
HIGH = "Northmoor High School"

POLICY_HEADINGS = (
    "Ref",
    "Policy name",
    "School",
    "Statutory?",
    "Owner",
    "Owner e-mail",
    "Approved by",
    "Approval level",
    "Review cycle",
    "Last reviewed",
    "Next review date",
    "Approved on",
    "Minute no.",
    "Version",
    "Status",
    "Link to document",
    "Notes",
    "Website",
    "Staff to read",
)

BOARD = ("Trust Board", "Full board")
AUDIT = ("Finance, Audit and Risk Committee", "Committee")
STANDARDS = ("Standards Committee", "Committee")
GOVERNORS = ("Local Governing Body", "Local governing body")
HEAD = ("Headteacher", "Headteacher")

MARKS: dict[str, tuple[Cell, Cell]] = {
    "NLT01": ("Yes", None),
    "NLT04": (None, "All staff"),
    "ML01": ("Yes, v8.0", "Yes"),
    "SG06": ("https://www.saltersgate.example/policies/rse-policy-v1.2.pdf", None),
    "NH01": ("Yes", "No"),
}
"""What was typed into the last two columns, begun last summer and not finished: Ref -> Website, Staff to read."""

PolicyLine = Band | tuple[Cell | Link, ...] | None
"""A band, a policy's row, or a row left blank."""

POLICIES: tuple[PolicyLine, ...] = (
    Band("Trust policies"),
    ("NLT01", "Data Protection Policy", TRUST, "Yes", "Imran Qadir", "imran.qadir@northmoor.example", *BOARD, "Annual",
     date(2026, 3, 2), date(2027, 3, 31), date(2026, 3, 19), "TB 26/14", "4.0", "Approved",
     Link("Data Protection Policy", "policies/trust/Data%20Protection%20Policy.docx"), None),
    ("NLT02", "Complaints Policy", TRUST, "Yes", "Bridget Fane", "bridget.fane@northmoor.example", *BOARD,
     "Every 2 years", date(2025, 11, 3), date(2027, 11, 30), date(2025, 11, 27), "TB 25/41", "3.1", "Approved",
     Link("Complaints Policy", "policies/trust/Complaints%20Policy.docx"), None),
    ("NLT03", "Whistleblowing Policy", TRUST, "Yes", "Ruth Calloway", None, *AUDIT, "Annually", "Autumn 2025",
     "Autumn 2026", date(2025, 12, 11), "FAR 25/19", "2.2", "At committee", "trust/Whistleblowing Policy.docx",
     "On the agenda for 10 December"),
    ("NLT04", "Staff Code of Conduct", TRUST, "Yes", "Derek Holm", "derek.holm@northmoor.example", *BOARD, "Annual",
     date(2026, 1, 19), "15/01/2027", date(2026, 1, 29), "TB 26/04", "5.2", "Approved",
     Link("Staff Code of Conduct", "policies/trust/Staff%20Code%20of%20Conduct.docx"), "Derek left at Easter"),
    ("NLT05", "Health and Safety Policy", TRUST, "Yes", "Graham Stell", "graham.stell@northmoor.example", *BOARD,
     "Annual", date(2026, 9, 14), date(2027, 9, 30), date(2026, 10, 8), "TB 26/33", "6.0", "Approved",
     "trust/Health and Safety Policy.docx", "Signed copy still to come back from Peter"),
    ("NLT06", "Equality Policy", TRUST, "Yes", "Ruth Calloway", "ruth.calloway@northmoor.example", *BOARD,
     "4 years", "10/02/25", "Spring 2029", "20/03/25", "TB 25/12", "2.0", "Approved", "Equality Policy.docx", None),
    ("NLT07", "Register of Business Interests", TRUST, "Yes", "Bridget Fane", "bridget.fane@northmoor.example",
     *BOARD, "Live", None, "live document", None, None, None, "Published",
     "https://www.northmoor.example/governance/interests", "Kept on the website"),
    Band("Primary schools"),
    ("PRI01", "Uniform Policy", "All primaries", "Yes", "Joan Petty", "joan.petty@millbrooklane.example", *STANDARDS,
     "2 years", date(2026, 5, 11), date(2028, 5, 31), date(2026, 5, 21), "SC 26/11", "1.1", "Approved",
     "policies/primaries/Uniform Policy.docx", None),
    None,
    Band("Millbrook Lane"),
    ("ML01", "Safeguarding and Child Protection Policy", MILLBROOK, "Yes", "Tom Ashdown",
     "tom.ashdown@millbrooklane.example", *GOVERNORS, "Annual", date(2026, 9, 7), "Sept 2027", date(2026, 9, 24),
     "LGB 26/52", "8.0", "Approved",
     Link("Safeguarding", "policies/millbrook-lane/Safeguarding%20and%20Child%20Protection%20Policy.docx"), None),
    ("ML02", "Behaviour Policy", MILLBROOK, "Yes", "Sian Probert", None, *HEAD, "Annually", "January | 16", None, None,
     None, None, None, "millbrook-lane/Behaviour Policy.docx", "Is there a newer one??"),
    ("ML03", "Social Media Policy", MILLBROOK, "No", "Tom Ashdown", "tom.ashdown@millbrooklane.example", *GOVERNORS,
     "2 yrs", "Nov 2023", "Nov 2025", "23/11/23", None, "1.3", "Approved",
     Link("click here", "policies/millbrook-lane/Social%20Media%20Policy.docx"), None),
    ("ML04", "SEND Policy", MILLBROOK, "Yes", "Leila Farahani", "leila.farahani@millbrooklane.example", *GOVERNORS,
     "Annual", date(2026, 1, 12), date(2027, 1, 15), date(2026, 1, 22), "LGB 26/05", "2.3", "Approved",
     "SEND Policy.docx", None),
    ("ML05", "First Aid Policy", MILLBROOK, "Yes", "Joan Petty", "joan.petty@millbrooklane.example", *GOVERNORS,
     "Annual", date(2026, 10, 12), date(2027, 10, 31), date(2025, 10, 16), None, "3.0", "Awaiting approval",
     "millbrook-lane/First Aid Policy.docx", None),
    ("ML06", "Charging and Remissions Policy", MILLBROOK, "Yes", "Joan Petty", "joan.petty@millbrooklane.example",
     *GOVERNORS, "Annual", date(2026, 2, 23), date(2027, 5, 31), date(2026, 3, 5), "LGB 26/17", "1.5", "Approved",
     "millbrook-lane/Charging and Remissions Policy.docx", None),
    Band("Saltersgate"),
    ("SG01", "Safeguarding and Child Protection Policy", SALTERSGATE, "Yes", "Amy Thwaite",
     "amy.thwaite@saltersgate.example", *GOVERNORS, "Annual", "02/09/24", "Sept 2025", "18/09/24", None, "3",
     "Approved",
     Link("CP policy", "policies/saltersgate/Safeguarding%20and%20Child%20Protection%20Policy%20Sept%2024.docx"), None),
    ("SG02", "Mobile Phones Policy", SALTERSGATE, "No", "Colin Draper", "colin.draper@saltersgate.example",
     *GOVERNORS, "Bi-annually", None, "TBC", "March 2021", "LGB 21/18", None, "Approved", "Mobile Phones Policy.docx",
     None),
    ("SG03", "Anti-bullying Policy", SALTERSGATE, "No", "Amy Thwaite", "amy.thwaite@saltersgate.example",
     *GOVERNORS, "2 years", "02/11/16", "02/11/18", "10/11/16", None, None, "Approved",
     "saltersgate/Anti-bullying Policy.docx", None),
    ("SG04", "Lone Working", SALTERSGATE, "No", "Karen Sugden", "karen.sugden@saltersgate.example", *HEAD, None, None,
     None, None, None, None, None, "saltersgate/Lone Working.docx", None),
    ("SG05", "ICT Acceptable Use Policy (staff)", SALTERSGATE, "No", "Colin Draper",
     "colin.draper@saltersgate.example", *GOVERNORS, None, None, None, None, None, None, None,
     "ICT Acceptable Use Policy (staff).docx", None),
    ("SG03", "Anti-bullying Policy", SALTERSGATE, "No", "Amy Thwaite", "amy.thwaite@saltersgate.example",
     *GOVERNORS, "2 years", "02/11/16", "02/11/18", "10/11/16", None, None, "Approved",
     "saltersgate/Anti-bullying Policy.docx", None),
    ("SG06", "Relationships and Sex Education Policy", SALTERSGATE, "Yes", "Amy Thwaite",
     "amy.thwaite@saltersgate.example", *GOVERNORS, "Annual", date(2026, 5, 18), date(2027, 6, 30), date(2026, 7, 2),
     "LGB 26/38", "2.0", "Approved",
     Link("RSE", "policies/saltersgate/Relationships%20and%20Sex%20Education%20Policy.docx"), None),
    ("SG07", "Educational Visits Policy", SALTERSGATE, "No", "Colin Draper", "colin.draper@saltersgate.example",
     *GOVERNORS, "3 years", "Autumn 2024", None, date(2024, 11, 14), "LGB 24/61", "1.3", "Approved",
     "P:\\Shared\\Policies\\Saltersgate\\Educational Visits Policy.docx", None),
    ("SG08", "Accessibility Plan", SALTERSGATE, "Yes", None, None, *GOVERNORS, "3 years", date(2024, 6, 17),
     date(2027, 6, 30), date(2024, 7, 4), "LGB 24/40", "2.0", "Approved", "saltersgate/Accessibility Plan 2024-27.docx",
     "Karen had it"),
    Band("Northmoor High"),
    ("NH01", "Attendance Policy", HIGH, "Yes", "Mark Hollis / Priya Nair",
     "mark.hollis@northmoorhigh.example; priya.nair@northmoorhigh.example", *GOVERNORS, "Annual", date(2026, 6, 15),
     date(2027, 6, 30), date(2026, 7, 9), "LGB 26/44", "3.2", "Approved", "northmoor-high/Attendance Policy.docx",
     None),
    ("NH02", "Suspension and Permanent Exclusion Policy", HIGH, "Yes", "Mark Hollis",
     "mark.hollis@northmoorhigh.example", *GOVERNORS, "Annual", date(2025, 11, 17), date(2026, 11, 23),
     date(2025, 11, 27), "LGB 25/66", "2.4", "Approved",
     Link("Exclusions", "policies/northmoor-high/Suspension%20and%20Permanent%20Exclusion%20Policy.docx"), None),
    ("NH03", "Admissions Policy", HIGH, "Yes", "Bridget Fane", "bridget.fane@northmoor.example", *BOARD, "Annual",
     date(2026, 1, 26), date(2027, 2, 28), date(2026, 2, 12), "TB 26/09", "1.0", "Published",
     "northmoor-high/Admissions Policy 2027-28.docx", "Determine by 28 February"),
    ("NH04", "Careers Guidance and Provider Access Policy", HIGH, "Yes", "Owen Pritchard",
     "owen.pritchard@northmoorhigh.example", *GOVERNORS, "Annual", date(2026, 9, 21), date(2027, 9, 30),
     date(2026, 10, 15), "LGB 26/63", "2.1", "Approved",
     "northmoor-high/Careers Guidance and Provider Access Policy.docx", None),
    ("NH05", "Supporting Pupils with Medical Conditions Policy", HIGH, "Yes", "DSL", None, *GOVERNORS, "Annual",
     "10/11/2025", "13/11/2026", "27/11/2025", "LGB 25/67", "1.4", "Approved",
     "northmoor-high/Supporting Pupils with Medical Conditions.docx", None),
    ("NH06", "Mobile Phones Policy", HIGH, "No", "Mark Hollis", "mark.hollis@northmoorhigh.example", *GOVERNORS,
     "2 years", date(2019, 5, 13), date(2021, 5, 31), None, None, "1.0", "Retired", None, "Now in the behaviour rules"),
)  # fmt: skip

PEOPLE_HEADINGS = ("Name", "Role", "Body", "School", "E-mail", "Active?", "Away from", "Away until", "Deputy")

PEOPLE: tuple[Row, ...] = (
    ("Ruth Calloway", "Chief Executive", None, TRUST, "ruth.calloway@northmoor.example", "Yes", None, None, None),
    ("Imran Qadir", "Chief Operating Officer", None, TRUST, "imran.qadir@northmoor.example", "Yes", None, None, None),
    ("Bridget Fane", "Clerk", "Trust Board", TRUST, "bridget.fane@northmoor.example", "Yes", None, None, None),
    ("Derek Holm", "Head of People", None, TRUST, "derek.holm@northmoor.example", "No - left 31/03/26", None, None, None),
    ("Graham Stell", "Estates and Safety Manager", None, TRUST, "graham.stell@northmoor.example", "Yes", None, None, None),
    ("Peter Amery", "Chair", "Trust Board", TRUST, "peter.amery@governors.northmoor.example", "Yes", None, None, None),
    ("Alison Brandreth", "Chair", "Finance, Audit and Risk Committee", TRUST,
     "alison.brandreth@governors.northmoor.example", "Yes", None, None, None),
    ("Bridget Fane", "Clerk", "Finance, Audit and Risk Committee", TRUST, "bridget.fane@northmoor.example", "Yes",
     None, None, None),
    ("Joseph Tindall", "Chair", "Standards Committee", TRUST, "joseph.tindall@governors.northmoor.example", "Yes",
     None, None, None),
    ("Sian Probert", "Headteacher", None, MILLBROOK, "sian.probert@millbrooklane.example", "Yes", None, None, None),
    ("Tom Ashdown", "DSL", None, MILLBROOK, "tom.ashdown@millbrooklane.example", "Yes", None, None, None),
    ("Leila Farahani", "SENCO", None, MILLBROOK, "leila.farahani@millbrooklane.example", "Yes", date(2026, 11, 2),
     date(2027, 4, 9), "Tom Ashdown"),
    ("Joan Petty", "School Business Manager", None, MILLBROOK, "joan.petty@millbrooklane.example", "Yes", None, None,
     None),
    ("Martin Oakes", "Chair", "Local Governing Body", MILLBROOK, "martin.oakes@governors.northmoor.example", "Yes",
     None, None, None),
    ("Hazel Munro", "Clerk", "Local Governing Body", MILLBROOK, "hazel.munro@governors.northmoor.example", "Yes", None,
     None, None),
    ("Colin Draper", "Headteacher", None, SALTERSGATE, "colin.draper@saltersgate.example", "Yes", None, None, None),
    ("Amy Thwaite", "DSL", None, SALTERSGATE, "amy.thwaite@saltersgate.example", "Yes", None, None, None),
    ("Karen Sugden", "Office Manager", None, SALTERSGATE, "karen.sugden@saltersgate.example", "No", None, None, None),
    ("Nasreen Begum", "Chair", "Local Governing Body", SALTERSGATE, "nasreen.begum@governors.northmoor.example", "Yes",
     None, None, None),
    ("Hazel Munro", "Clerk", "Local Governing Body", SALTERSGATE, "hazel.munro@governors.northmoor.example", "Yes",
     None, None, None),
    ("Yvonne Adeyemi", "Headteacher", None, HIGH, "yvonne.adeyemi@northmoorhigh.example", "Yes", None, None, None),
    ("Mark Hollis", "Deputy Headteacher", None, HIGH, "mark.hollis@northmoorhigh.example", "Yes", None, None, None),
    ("Priya Nair", "DSL", None, HIGH, "priya.nair@northmoorhigh.example", "Yes", None, None, None),
    ("Owen Pritchard", "Careers Leader", None, HIGH, "owen.pritchard@northmoorhigh.example", "Yes", None, None, None),
    ("David Lund", "Chair", "Local Governing Body", HIGH, "david.lund@governors.northmoor.example", "Yes", None, None,
     None),
    ("Hazel Munro", "Clerk", "Local Governing Body", HIGH, "hazel.munro@governors.northmoor.example", "Yes", None,
     None, None),
)  # fmt: skip

SCHOOL_HEADINGS = ("School", "Short name", "Phase", "Type", "Headteacher")

SCHOOLS: tuple[Row, ...] = (
    (MILLBROOK, "Millbrook Lane", "Primary", "Academy", "Sian Probert"),
    (SALTERSGATE, "Saltersgate", "Primary", "Academy", "Colin Draper"),
    (HIGH, "Northmoor High", "Secondary", "Academy", "Yvonne Adeyemi"),
)

TERM_HEADINGS = ("School", "Term", "Starts", "Ends")

TERMS: tuple[Row, ...] = (
    (None, "Autumn 1", date(2026, 9, 1), date(2026, 10, 23)),
    (None, "Autumn 2", date(2026, 11, 2), date(2026, 12, 18)),
    (None, "Spring 1", date(2027, 1, 4), date(2027, 2, 12)),
    (None, "Spring 2", date(2027, 2, 22), date(2027, 3, 25)),
    (None, "Summer 1", date(2027, 4, 12), date(2027, 5, 28)),
    (None, "Summer 2", date(2027, 6, 7), date(2027, 7, 21)),
    (SALTERSGATE, "Autumn 1", date(2026, 9, 2), date(2026, 10, 16)),
    (SALTERSGATE, "Autumn 2", date(2026, 11, 2), date(2026, 12, 18)),
    (SALTERSGATE, "Spring 1", date(2027, 1, 5), date(2027, 2, 19)),
    (SALTERSGATE, "Spring 2", date(2027, 3, 1), date(2027, 3, 25)),
    (SALTERSGATE, "Summer 1", date(2027, 4, 12), date(2027, 5, 28)),
    (SALTERSGATE, "Summer 2", date(2027, 6, 7), date(2027, 7, 23)),
)

MEETING_HEADINGS = ("Body", "School", "Date", "Papers out")

MEETINGS: tuple[Row, ...] = (
    *(("Trust Board", None, day, None) for day in (
        date(2026, 10, 8), date(2026, 12, 17), date(2027, 2, 11), date(2027, 3, 18), date(2027, 5, 20), date(2027, 7, 8))),
    *(("Finance, Audit and Risk Committee", None, day, None) for day in (
        date(2026, 9, 17), date(2026, 12, 10), date(2027, 3, 4), date(2027, 6, 17))),
    *(("Standards Committee", None, day, None) for day in (date(2026, 11, 5), date(2027, 1, 28), date(2027, 5, 13))),
    ("Local Governing Body", MILLBROOK, date(2026, 9, 24), date(2026, 9, 17)),
    ("Local Governing Body", MILLBROOK, date(2026, 12, 3), date(2026, 11, 26)),
    ("Local Governing Body", MILLBROOK, date(2027, 1, 14), date(2027, 1, 7)),
    ("Local Governing Body", MILLBROOK, date(2027, 3, 11), date(2027, 3, 4)),
    ("Local Governing Body", MILLBROOK, date(2027, 5, 13), date(2027, 5, 6)),
    ("Local Governing Body", MILLBROOK, date(2027, 7, 1), date(2027, 6, 24)),
    ("Local Governing Body", SALTERSGATE, date(2026, 10, 1), "24/09/26"),
    ("Local Governing Body", SALTERSGATE, date(2026, 12, 8), "01/12/26"),
    ("Local Governing Body", SALTERSGATE, date(2027, 3, 16), "09/03/27"),
    ("Local Governing Body", SALTERSGATE, date(2027, 7, 6), "29/06/27"),
    ("Local Governing Body", HIGH, date(2026, 10, 15), None),
    ("Local Governing Body", HIGH, date(2026, 12, 2), None),
    ("Local Governing Body", HIGH, date(2027, 2, 4), None),
    ("Local Governing Body", HIGH, date(2027, 4, 22), None),
    ("Local Governing Body", HIGH, date(2027, 7, 15), None),
)  # fmt: skip

ACKNOWLEDGEMENT_HEADINGS = ("Person", "Policy", "Version", "Date read")

ACKNOWLEDGEMENTS: tuple[Row, ...] = (
    ("Ruth Calloway", "NLT04", "5.2", date(2026, 2, 3)),
    ("Imran Qadir", "NLT04", "5.2", date(2026, 2, 3)),
    ("Graham Stell", "NLT04", "5.2", date(2026, 2, 9)),
    ("Sian Probert", "Staff Code of Conduct", "5.2", date(2026, 2, 4)),
    ("tom.ashdown@millbrooklane.example", "NLT04", None, date(2026, 2, 4)),
    ("Leila Farahani", "NLT04", "5.2", "4/2/26"),
    ("Joan Petty", "NLT04", "5.2", date(2026, 2, 4)),
    ("Amy Thwaite", "NLT04", "5.1", date(2025, 2, 11)),
    ("Yvonne Adeyemi", "NLT04", "5.2", date(2026, 2, 6)),
    ("Mark Hollis", "NLT04", "v5.2", date(2026, 2, 6)),
    ("Priya Nair", "NLT04", "5.2", date(2026, 2, 6)),
    ("Sian Probert", "ML01", "8.0", date(2026, 9, 25)),
    ("Tom Ashdown", "ML01", "8.0", date(2026, 9, 25)),
    ("Leila Farahani", "ML01", "8", date(2026, 9, 28)),
    ("Joan Petty", "Safeguarding and Child Protection Policy", "8.0", date(2026, 9, 25)),
)  # fmt: skip
