"""Labels and values in lines of text: "Next review: May 2025", several pairs on a line, a value in the line below."""

import re
from collections.abc import Iterator

from policyclerk.domain.date_forms import holds_digit
from policyclerk.domain.dates import dates_in, read_date
from policyclerk.word.claim import DATED, Claim, Zone, fill, is_dated, twin
from policyclerk.word.label_patterns import Field
from policyclerk.word.labels import SHORT, Label, body_in, field_of, firm_labels, labels_in, may_hold_label
from policyclerk.word.people import is_name, is_role, split_role
from policyclerk.word.sentence_before import CHECKED, follows_something_else
from policyclerk.word.text import Paragraph

LONGEST_LINE, LONGEST_MIDDLE_LINE = 240, 130
_PROVEN_IN_MIDDLE: frozenset[Field] = frozenset({"next", "last", "review", "approved", "approval", "cycle"})
BELOW: frozenset[Field] = frozenset(
    {
        "next",
        "last",
        "review",
        "approved",
        "approval",
        "issued",
        "effective",
        "owner",
        "approver",
        "version",
        "cycle",
    }
)
"""Labels whose value may stand in the line below."""
_PATH = re.compile(r"\\\\|\.docx?\b", re.IGNORECASE)
"""Marks of where a file lies: a name like "v3 FINAL.docx" is what somebody called a copy."""
_APPROVALS: frozenset[Field] = frozenset({"approved", "approval", "approver"})
_NOT_YET = re.compile(
    r"\b(?:for|awaiting|pending|seeking|requir(?:es|ing)|subject to|prior to|before|until)\s+(?:the\s+|formal\s+|final\s+|full\s+)?$",
    re.IGNORECASE,
)
"""Before "approval" or "approved by": nothing has been approved so far."""
_CHECKED = re.compile(
    CHECKED + r"[^:;.|\t]{0,40}:?\s[^:;.|\t]*[0-9][^:;|\t]*[;,.]\s*$",
    re.IGNORECASE,
)
"""What was checked, and when, before a label in the same line: "Fire risk assessment: May 2024; next due"."""
_OF_EACH = re.compile(r"\b(?:each|every)\b[^.|\t]*[;,]\s*(?:the\s+)?$", re.IGNORECASE)
"""What is one of many, before what is due: "The SENCO reviews each plan; the next review is in"."""
_CURT = frozenset({"next", "last"})
"""Words that are labels before a date alone ("Review: Annual | Last: Sept 2025 | Next: Sept 2026")."""
_OF_PEOPLE: frozenset[Field] = frozenset({"owner", "approver"})
_NAMES_A_PLACE = re.compile(
    r"\b(?:school|academy|academies|trust|college|nursery|partnership|federation|council|university|hospitals?|ltd)$",
    re.IGNORECASE,
)
"""Ends of names of organisations: below an empty "Approved by:" they begin what follows on a cover."""
_VAGUE_OWNER = re.compile(r"lead|responsib\w*|co-?ordinator", re.IGNORECASE)
MIDDLE_WORDS = ("review", "revis", "updat", "amend", "approv", "adopt", "ratif", "agreed", "authori")
_CODE = re.compile(r"(?=.*[A-Z0-9])[A-Z0-9][\w/.-]{1,19}")
_VERSION_START = re.compile(
    r"\s*(?:v(?:ersion)?\.?\s*)?\d+(?:\.\d+)*+\b(?!\s*(?:of|to|and|years?|months?|days?|pupils|staff)\b)",
    re.IGNORECASE,
)
MOST_WORDS_BEFORE = 9  # of a title, before a remark in brackets
_TELLS = re.compile(
    r"^\W*(?:see|please|refer|read)\b|"
    r"\b(?:is|are|was|were|has|have|links?|linked|refers?|follows?|supports?|reflects?|meets?|uses?|based|must|should|will)\b",
    re.IGNORECASE,
)
"""What makes a line before brackets a sentence ("This plan links to the SEN Information Report (updated May 2025)")."""
_PLAIN_VERSION = re.compile(r"v?\d{1,2}(?:\.\d{1,2}){1,2}", re.IGNORECASE)
_LONE_VERSION = re.compile(r"\s*v\d{1,2}\s*")
"""All that stands in a cell of a footer, and so short that no other label is."""
_DONE_BY_SOMEBODY = re.compile(
    r"(?!Ofsted|Estyn|SIAMS|ISI\b|HM[IC]|HSE\b)(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s)?(?:[A-Z][\w'’.-]*\s?){1,3}(?:\([A-Za-z ]{2,30}\)\s?)?\s*[:,–-]\s*"
    r"(?:\d{1,2}[\s/.stndrh]|[A-Z][a-z]{2,9}\s)[^.;]{0,24}\.?"
)
"""Who reviewed and, apart from it, when: "RTW: August 2025"."""
_BRACKETS = re.compile(r"\([^()]*\)")
_OFFICE_BEHIND = re.compile(r"(?P<name>[^()]+)\((?P<office>[^()]+)\)")
_VALUE_END = re.compile(r"\t|\s\|\s|\s{3,}|;\s|\s•\s")


def may_claim(paragraph: Paragraph, zone: Zone) -> bool:
    """A cheap look whether a paragraph can hold a label with its value at all: few do."""
    lower = paragraph.lower
    longest = LONGEST_MIDDLE_LINE if zone == "middle" else LONGEST_LINE
    if len(lower) > longest and (len(lower) > LONGEST_LINE * 3 or "\n" not in lower):
        return False
    if zone == "middle" and not any(map(lower.__contains__, MIDDLE_WORDS)):
        return False
    return not paragraph.contents and may_hold_label(lower, margin=zone == "margin")


def paragraph_claims(paragraph: Paragraph, zone: Zone, group: int) -> Iterator[Claim]:
    """The claims of a paragraph that may hold some."""
    longest = LONGEST_MIDDLE_LINE if zone == "middle" else LONGEST_LINE
    start, above = 0, ""
    for line in paragraph.text.split("\n"):
        if 3 < len(line) <= longest or (zone == "margin" and _LONE_VERSION.fullmatch(line.lower())):
            indent = len(line) - len(line.lstrip(" "))
            yield from _line(line[indent:], start + indent, paragraph, zone, group)
            if above and zone != "middle":
                yield from value_below(
                    above, Claim("date", "", paragraph.where, zone, group, paragraph, start), line
                )
        start += len(line) + 1
        above = line.strip()


def _line(line: str, offset: int, paragraph: Paragraph, zone: Zone, group: int) -> Iterator[Claim]:
    labels = list(_without_dates(labels_in(line), line))
    for number, label in enumerate(labels):
        end = labels[number + 1].start if number + 1 < len(labels) else len(line)
        value_end = _value_end(line, label, end)
        claim = _claim(label.field, line, label.end, value_end, paragraph, offset, zone, group)
        claim.tail = label.tail
        claim.label = line[label.start : label.end]
        if _names_all(label, line, zone):
            claim.value, claim.paragraph = label.tail or "", None  # no place in which a draft could write
            yield claim
            continue
        if _is_of_another_thing(label, line, labels[:number]):
            continue
        in_a_path = claim.field == "version" and _PATH.search(line) is not None
        if not in_a_path and not _is_vague(claim, claim.label) and _proven(label, claim, zone, line):
            yield claim
            yield from filter(None, [twin(claim)])


def _is_of_another_thing(label: Label, line: str, before: list[Label]) -> bool:
    """Whether what looks like a label speaks of an approval to come, or goes on about what was checked before it in the line."""
    if label.field in _APPROVALS and _NOT_YET.search(line, 0, label.start):
        return True
    told = line[: label.start]
    if label.field in DATED | _APPROVALS and follows_something_else(told, firm=label.firm):
        return True
    if label.field not in DATED or before or not label.start:
        return False
    return _CHECKED.search(told) is not None or _OF_EACH.search(told) is not None


def _without_dates(labels: list[Label], line: str) -> Iterator[Label]:
    """The labels without a "Date:" right behind one that asks for a date ("Next review    Date: May 2025")."""
    before: Label | None = None
    for label in labels:
        behind = before is not None and not line[before.end : label.start].strip(" :\t–-")
        again = behind and before is not None and label.field == "date" and before.field in DATED
        if not again and not (before is not None and _is_remark(label, before, line)):
            yield label
            before = label


def _is_remark(label: Label, before: Label, line: str) -> bool:
    """Whether a minute stands in brackets behind a date that it belongs to; further dates may follow it."""
    if label.field != "minute" or not line[: label.start].endswith("("):
        return False
    return any(one.claim.known for one in dates_in(line[before.end : label.start - 1], ""))


def claim_below(above: Paragraph, block: Paragraph, zone: Zone, *, stacked: bool = False) -> Iterator[Claim]:
    """The claim of a label that is a line by itself, with its value in the line below.

    Args:
        stacked: whether the lines around show that it is one, though no colon does.
    """
    text = above.text.strip()
    if "\n" in text or above.contents or above.style.startswith("Heading"):
        return
    if block.style.startswith("Heading") or any(mark.kind == "placeholder" for mark in above.marks):
        return  # what follows begins something else: the place of the value is in the line itself
    yield from value_below(text, Claim("date", "", block.where, zone, 0, block), block.text, stacked=stacked)


def value_below(label: str, claim: Claim, value: str, *, stacked: bool = False) -> Iterator[Claim]:
    """The claim, if a text is a label and nothing else, and the line below it can be its value.

    Args:
        label: the line above.
        claim: where the value stands; its label and value are filled in.
        value: the line below.
        stacked: whether the lines around show that the label is one, though no colon does.
    """
    led = stacked or label.endswith(":")
    if not 3 < len(label) < 70 or len(value) > 60 or not (led or holds_digit(value)):
        return
    field = field_of(label)
    if field is None or field not in BELOW:
        return
    claim.field, claim.tail, claim.end, claim.label = field, body_in(label), claim.start + len(value), label
    fill(claim, value)
    if (
        not claim.value
        or _is_vague(claim, label)
        or (field in _OF_PEOPLE and _NAMES_A_PLACE.search(claim.value))
    ):
        return
    by_date = field in DATED or field == "approval"
    if is_dated(claim) if by_date else led and not firm_labels(claim.value):
        yield claim
        yield from filter(None, [twin(claim)])


def _value_end(line: str, label: Label, end: int) -> int:
    """Where the value ends: at a tab, a bar or a wide gap, unless these stand inside or before a date."""
    if label.field in DATED or label.field in ("approval", "approver"):
        return end
    match = _VALUE_END.search(line, label.end, end)
    return match.start() if match and line[label.end : match.start()].strip() else end


def _claim(
    field: Field, line: str, start: int, end: int, paragraph: Paragraph, offset: int, zone: Zone, group: int
) -> Claim:
    raw = line[start:end]
    lead = len(raw) - len(raw.lstrip(" :;\t|-–"))
    body = raw[lead:].rstrip(" \t|;,–-(•·▪/")
    body = body[:-1] if body.endswith(")") and "(" not in body else body
    claim = Claim(
        field,
        "",
        paragraph.where,
        zone,
        group,
        paragraph,
        offset + start + lead,
        offset + start + lead + len(body),
    )
    fill(claim, body)
    return claim


def _is_vague(claim: Claim, label: str) -> bool:
    """Whether "Responsibility:" or "Lead:" stands in a line of text, where it begins a list of tasks, and names nobody."""
    if claim.field != "owner" or _VAGUE_OWNER.fullmatch(label.strip(" :\t–-")) is None:
        return False
    name, office = split_role(claim.value)
    person = is_name(name) and (name.istitle() or bool(office)) and not label.casefold().startswith("resp")
    named = person or _names_with_office(claim.value) or is_role(_BRACKETS.sub(" ", claim.value))
    by_label = claim.zone == "tail" and label.casefold().startswith("co")
    return not (named and (by_label or claim.zone in ("front", "margin")))


def _names_with_office(value: str) -> bool:
    """Whether a value is a name with an office in brackets behind it ("Ann Reed (Head of Centre)")."""
    match = _OFFICE_BEHIND.fullmatch(value)
    return match is not None and is_name(match["name"].strip()) and is_role(match["office"])


def _names_all(label: Label, line: str, zone: Zone) -> bool:
    """Whether a line says who approved the policy, and nothing else ("Approved by the Full Governing Body")."""
    whole = label.field == "approval" and label.tail is not None and not label.firm
    return (
        whole
        and zone != "middle"
        and line[label.start].isupper()
        and line[label.start : label.end] == line.strip(" .")
    )


def _proven(label: Label, claim: Claim, zone: Zone, line: str) -> bool:
    """Whether the label is one for certain: a separator follows it, or its value is of the right kind."""
    if zone == "middle" and label.field not in _PROVEN_IN_MIDDLE:
        return False
    if claim.label.strip(" :\t").casefold() in _CURT:
        return zone != "middle" and is_dated(claim)
    if label.firm:
        return (
            zone != "middle" or claim.placeholder is not None or _right_kind(label, claim) or not claim.value
        )
    if label.field == "version" and zone == "margin":
        return _right_kind(label, claim)
    if not claim.value:
        return False
    before = line[: label.start].rstrip(" ")
    if before.endswith("(") and (len(before.split()) > MOST_WORDS_BEFORE or _TELLS.search(before)):
        return False  # a remark of a sentence tells of what the sentence names
    if label.field == "version" and len(line) < SHORT and _PLAIN_VERSION.fullmatch(claim.value):
        return zone in ("front", "margin")  # "POL-19 Version 2.0"
    apart = line[: label.start].endswith("   ")
    inside = before.strip("\t|;-–• ") and before[-1] not in "\t|;(–-.•·▪" and not apart
    if inside and (zone == "middle" or label.field not in ("next", "last")):
        return False
    return _right_kind(label, claim)


def _right_kind(label: Label, claim: Claim) -> bool:
    value = claim.value
    reviewed_by = label.field in ("last", "reviewer") and claim.label.casefold().endswith(" by")
    if reviewed_by and _DONE_BY_SOMEBODY.fullmatch(value):
        return any(one.claim.known for one in dates_in(value, claim.where))
    if label.field == "version":
        return _VERSION_START.match(value) is not None
    if label.field == "effective":
        whole = read_date(value, claim.where)
        return (
            whole is not None and whole.known
        )  # "Effective from 1 September 2024 all schools must ..." is a sentence
    if label.field in ("next", "last", "review", "approved", "approval", "issued"):
        return is_dated(claim) and len(value) < 60
    if label.field == "reference":
        return claim.zone == "margin" and _CODE.fullmatch(value) is not None
    return label.field == "cycle" and len(value) < 60
