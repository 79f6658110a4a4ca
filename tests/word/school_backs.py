"""What stands around the control block of a made-up policy: places to sign, tables of versions, forms, sentences."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, Protocol

from tests.word.build_docx import p, table
from tests.word.school_words import written


class Made(Protocol):
    """The policy that the back matter belongs to; what it says is added to its truth."""

    told: list[str]
    truth: dict[str, Any]
    also: dict[str, tuple[Any, ...]]
    sign_offs: list[tuple[str, str]]


@dataclass(slots=True)
class Back:
    """What stands behind the cover, and at the end."""

    front: list[str] = field(default_factory=list)
    end: list[str] = field(default_factory=list)


def back_matter(made: Made, rng: Random, year: int) -> Back:
    """A sign-off block, a table of versions, somebody else's control block, a form: each now and then."""
    back = Back()
    if rng.random() < 0.4:
        rng.choice([back.front, back.end]).extend(_sign_block(made, rng, year))
    if rng.random() < 0.3:
        rng.choice([back.front, back.end]).extend(_history(made, rng, year))
    if rng.random() < 0.15:
        made.told.append("council's block")
        back.end.extend(_councils(rng))
    if rng.random() < 0.2:
        made.told.append("form")
        back.end.extend(_form(rng))
    if rng.random() < 0.3:
        back.end.extend(_sentence(made, rng, year))
    return back


# ---- places to sign

_ROLES = (
    "Chair of Governors",
    "Headteacher",
    "Chair of Trustees",
    "Principal",
    "CEO",
    "Governor",
    "Executive Headteacher",
)
_NAMES = ("Ann Reed", "P. Marsh", "Jo O'Neil", "Mr T Hall")


def _sign_block(made: Made, rng: Random, year: int) -> list[str]:
    role, name = rng.choice(_ROLES), rng.choice(_NAMES)
    day = written(rng, year, rng.randint(1, 12), form="d/m/yyyy").text
    line, dots = "_" * rng.randint(8, 30), "." * rng.randint(8, 40)
    blank, typed = "no", "yes"
    forms: list[tuple[str, list[str], str]] = [
        ("line, role in brackets", [p(f"Signed: {line} ({role})\tDate: {line}")], blank),
        ("dots, role below", [p(f"Signed {dots} Date {dots}"), p(f"({role})")], blank),
        ("role before", [p(f"{role}: {line} Date: {line}")], blank),
        ("table, blank", [table(("Signed:", line, "Date:", ""), ("Role:", role, "Name:", ""))], blank),
        ("table, typed", [table(("Signed:", name, "Date:", day), ("Position:", role, "", ""))], typed),
        ("grid, blank", [table(("Name", "Role", "Signature", "Date"), (name, role, "", ""))], blank),
        ("grid, dated but not signed", [table(("Name", "Position", "Signature", "Date"), (name, role, "", day))], blank),
        ("typed", [p(f"Signed: {name} ({role})"), p(f"Date: {day}")], typed),
        ("on behalf", [p(f"Signed on behalf of the governing body: {line}"), p(f"Name: {name}"), p(f"Role: {role}"), p("Date:")], blank),
        ("lines of labels", [p("Signed:"), p("Print name:"), p(f"Position: {role}"), p("Date:")], blank),
        ("tabs", [p(f"Signed\t\t{line}\t{role}"), p(f"Date\t\t{line}")], blank),
        ("typed on the line", [p(f"Signed: ___{name}___ {role}   Date: __{day}__")], typed),
        ("signature of", [p(f"Signature of {role}: {line}"), p(f"Date: {line}")], blank),
        ("role signature", [table((f"{role} signature", ""), ("Date", ""))], blank),
        ("slash s", [p(f"/s/ {name}, {role}, {day}")], typed),
        ("approved electronically", [p(f"Approved electronically by {name} ({role}) on {day}")], typed),
        ("held", [p(f"Signed: original signed copy held in the school office ({role})")], "unclear"),
        ("signature below", [p(line), p(role), p("Date: " + line)], blank),
    ]  # fmt: skip
    told, lines, signed = rng.choice(
        [one for one in forms if one[0] != "approved electronically" or not made.truth["approved"]]
    )
    made.told.append(f"sign block: {told}")
    made.sign_offs.append((role, signed))
    if told == "approved electronically" and made.truth["approved"] is None:
        made.also["approved"] = (_day(day),)
    return lines


def _day(text: str) -> tuple[Any, Any, str]:
    day, month, year = (int(part) for part in text.split("/"))
    return date(year, month, day), date(year, month, day), "day"


# ---- tables of versions

_HEADS: tuple[tuple[str, ...], ...] = (
    ("Version", "Date", "Author", "Note of Revisions"),
    ("Version", "Date", "Status", "Policy Owner", "Governor Approval", "Comment"),
    ("Verson", "Date", "Description", "Revision author"),
    ("Version No.", "Date of change", "Changes made", "Changed by"),
    ("Issue", "Date Issued", "Brief Summary of Change", "Owners Name"),
    ("Version", "Date", "Page", "Change", "Origin of Change"),
    ("Rev", "Date", "Amendment"),
    ("Date", "Version", "Reason for change", "Approved by"),
)
_CHANGES = (
    "New policy",
    "Minor wording",
    "Annual review",
    "Updated after new guidance",
    "Section 4 rewritten",
)


def _history(made: Made, rng: Random, year: int) -> list[str]:
    """A table whose newest date is older than, or as old as, the cover's; rows to fill in count for nothing."""
    heads = rng.choice(_HEADS)
    count = rng.randint(1, 4)
    dates = [
        written(rng, year - count - 1 + n, 3, form=rng.choice(["d/m/y", "M yyyy", "d M"]))
        for n in range(count)
    ]
    rows = [_row(heads, f"{n + 1}.0", day.text, rng) for n, day in enumerate(dates)]
    if rng.random() < 0.3:
        rows.reverse()
    empty, prompt = ("",) * len(heads), ("[Version]", "[Insert date]", *("[Insert text]",) * (len(heads) - 2))
    if rng.random() < 0.3:
        rows.insert(0, empty)
    if rng.random() < 0.4:
        rows += [empty, empty]
    if rng.random() < 0.2:
        rows.append(prompt)
    made.told.append(f"history {heads[0]}/{heads[2]}")
    made.truth["history"] = count
    if made.truth["version"] is None:
        made.truth["version"] = f"{count}.0"
    if made.truth["latest_review"] is None:
        made.truth["latest_review"] = dates[-1].key
    _parties(made, heads)
    return [p("Version history"), table(heads, *rows)]


_WHO = {
    "Policy Owner": "Mrs K Lee",
    "Owners Name": "Mrs K Lee",
    "Governor Approval": "Trustees",
    "Approved by": "Trustees",
}


def _row(heads: tuple[str, ...], version: str, day: str, rng: Random) -> tuple[str, ...]:
    def cell(head: str) -> str:
        if head in ("Version", "Verson", "Version No.", "Issue", "Rev"):
            return version
        if "Date" in head:
            return day
        if head in _WHO:
            return _WHO[head]
        return {"Status": "Approved", "Page": "3"}.get(head) or (
            "Mr D Cole" if "uthor" in head or head == "Changed by" else rng.choice(_CHANGES)
        )

    return tuple(cell(head) for head in heads)


def _parties(made: Made, heads: tuple[str, ...]) -> None:
    for head, name, value in (("Policy Owner", "owner", "Mrs K Lee"), ("Owners Name", "owner", "Mrs K Lee"),
                              ("Governor Approval", "approver", "Trustees"), ("Approved by", "approver", "Trustees")):  # fmt: skip
        if head in heads and made.truth[name] is None:
            made.truth[name] = value


# ---- what is not the school's, and what is for others to sign


def _councils(rng: Random) -> list[str]:
    """The control block of the council whose model the policy is."""
    unique = ("SharePoint Unique Identifier", "DOC-1-22")
    published = ("Version and date of publication", f"V{rng.randint(1, 4)}.1 July 2018")
    return [table(unique, published, ("Owner", "County HR"))]


def _form(rng: Random) -> list[str]:
    """A form for staff or parents; it is blank, as it should be."""
    who = rng.choice(["Employee", "Parent/Carer", "Pupil", "Staff"])
    return [
        p(
            f"Appendix 1: {rng.choice(['Staff Declaration', 'Consent Form', 'Acceptable Use Agreement'])}",
            style="Heading1",
        ),
        p("I have read and understood this policy and agree to keep to it."),
        p(f"{who} signature: ______________"),
        p("Print name: ______________   Date: ____________"),
    ]


# ---- sentences that do tell


def _sentence(made: Made, rng: Random, year: int) -> list[str]:
    """A last sentence that tells a cycle, an adoption or a review, where no label has said it."""
    when, due = written(rng, year, 5, form="d M"), written(rng, year + 1, 5, form="M yyyy")
    if made.truth["cycle"] is None and rng.random() < 0.5:
        made.told.append("cycle in a sentence")
        made.truth["cycle"] = 12
        return [p(rng.choice([
            "This policy will be reviewed annually by the Governing Body.",
            "The governors will review this policy every year.",
            "This policy is reviewed on an annual basis.",
            "The headteacher and governors review this policy annually.",
            "The policy will be subject to annual review.",
        ]))]  # fmt: skip
    if made.truth["approved"] is None:
        made.told.append("adoption in a sentence")
        made.truth["approved"] = when.key
        made.also["approver"] = ("governors", "Governing Body", "full governing body")
        return [p(rng.choice([
            f"This policy was adopted by the governing body on {when.text}.",
            f"Adopted by governors on {when.text} (minute 8.3)",
            f"The governing body approved this policy on {when.text}.",
            f"This policy was ratified by the full governing body at its meeting on {when.text}.",
        ]))]  # fmt: skip
    if made.truth["next_review"] is None:
        made.told.append("next review in a sentence")
        made.truth["next_review"] = due.key
        return [p(rng.choice([
            f"The next review is due in {due.text}.",
            f"It will next be reviewed by the full Governing Body in {due.text}.",
            f"This policy will be reviewed again in {due.text}.",
            f"The policy is due for review in {due.text}.",
            f"This policy will be reviewed in {due.text} or earlier if the law changes.",
        ]))]  # fmt: skip
    return []
