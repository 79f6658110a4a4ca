"""Small registers for tests, written as people see them: a tab's name and its rows."""

from datetime import date

from policyclerk.domain.register import RawBook, RawCell, RawTable
from policyclerk.domain.settings import RegisterSettings
from policyclerk.domain.understand import understand

TODAY = date(2026, 11, 20)

SCHOOLS = (
    "Schools",
    [
        ["School", "Short name", "Phase", "Type", "Headteacher"],
        ["Northmoor Primary School", "Northmoor", "Primary", "academy", "Amy Head"],
        ["Brook Primary", "Brook", "Primary", "maintained", None],
        ["Hillside Academy", "HSA", "Secondary", "academy", None],
    ],
)

PEOPLE = (
    "People",
    [
        ["Name", "Role", "Body", "School", "Email", "Active", "Away from", "Away until", "Deputy"],
        [
            "Mrs Jane Smith",
            "SENCo",
            None,
            "Northmoor",
            " Jane.Smith@Example.org ",
            None,
            None,
            None,
            "Bob Jones",
        ],
        [
            "Bob Jones",
            "Head of HR & Finance",
            None,
            None,
            "bob@example.org",
            "yes",
            date(2026, 11, 1),
            "30/11/2026",
            None,
        ],
        ["Amy Head", "Headteacher", None, "Northmoor", "amy@example.org", None, None, None, None],
        ["Joe Boss", "Head teacher", None, "Hillside Academy", "joe@example.org", None, None, None, None],
        ["Cara Chair", "Chair", "LGB", "Northmoor", "cara@example.org", None, None, None, None],
        ["Vic Vice", "Vice chair", "LGB", "Northmoor", "vic@example.org", None, None, None, None],
        [
            "Clem Clerk",
            "Clerk to the governors",
            "Local Governing Body",
            "Northmoor",
            "clem@example.org",
            None,
            None,
            None,
            None,
        ],
        ["Old Chair", "Chair", "LGB", "Hillside Academy", "old@example.org", "Left 2025", None, None, None],
        ["Tina Trust", "Chair", "Trust Board", None, "tina@example.org", None, None, None, None],
        [
            "Gus Professional",
            "Governance professional",
            "Trust Board",
            None,
            "gus@example.org",
            None,
            None,
            None,
            None,
        ],
    ],
)


def cell(value):
    return value if isinstance(value, RawCell) else RawCell(value)


def table(name, rows, *, merged=(), role=None):
    return RawTable(name, tuple(tuple(cell(v) for v in row) for row in rows), tuple(merged), role)


def book(*tables, locale=None):
    made = tuple(t if isinstance(t, RawTable) else table(*t) for t in tables)
    return RawBook("register.xlsx", "1", made, locale)


def read(*tables, locale=None, today=TODAY, **settings):
    return understand(book(*tables, locale=locale), settings=RegisterSettings(**settings), today=today)


def policies(*rows, headings, name="Policies"):
    return name, [list(headings), *[list(row) for row in rows]]


def kinds(register):
    return [problem.kind for problem in register.problems]


def problem(register, kind):
    (only,) = [p for p in register.problems if p.kind == kind]
    return only
