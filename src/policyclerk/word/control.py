"""Which of a document's claims count: one value per field, and the conflicts between those that disagree.

Nothing is worked out here: a next review that follows from a cycle is for `domain.review` to derive.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from policyclerk.domain.cycles import read_cycle, trouble_of_cycle
from policyclerk.domain.dates import DateClaim, dates_in, read_date
from policyclerk.domain.document import Conflict, CycleClaim, HistoryRow, Mention, Note
from policyclerk.domain.history import newest_row
from policyclerk.domain.version_text import fold_version
from policyclerk.word.claims import ZONES, Claim, Gathered, Zone
from policyclerk.word.history import HistoryTable
from policyclerk.word.label_patterns import Field
from policyclerk.word.prose import Told
from policyclerk.word.text import Paragraph, Text, paragraphs_of
from policyclerk.word.values import clean, holds_placeholder, is_placeholder, is_value

_VERSION = re.compile(
    r"(?:version|ver|v|issue|revision|rev)?\.?\s*(?:no\.?|number|#|:)?\s*(?P<v>v?\s?\d+(?:\.\s?\d+)*[a-z]?(?:\s?(?:draft|final))?|v?\d+\.x|[a-z]|draft(?: \d+)?|final)(?=$|[\s,;:()/|–-])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}|\b[A-Z]{2,}\b")
_SENTENCE = re.compile(
    r"\b(?:is|are|will|must|should|has|have|shall|can|may|be|this|these|that|which|who|where|when|if)\b",
    re.IGNORECASE,
)
_COMPANY: frozenset[Field] = frozenset(
    {
        "version",
        "owner",
        "author",
        "reference",
        "status",
        "next",
        "last",
        "review",
        "approver",
        "approval",
        "approved",
        "issued",
        "cycle",
    }
)
"""Labels in whose company a bare "Date" is the document's; alone it may be a meeting's or a form's."""
_DATED: frozenset[Field] = frozenset(
    {"next", "last", "review", "approved", "approval", "approver", "issued", "date"}
)
_PAGE = re.compile(r"page\s*\d*\s*(?:of|/)?\s*\d*|©.*|copyright.*|all rights reserved.*", re.IGNORECASE)
_END_YEAR = re.compile(r"\b(?:19|20)\d\d$")
_EMAIL = re.compile(r"\s*<?\S+@\S+>?")
_REFERENCE = re.compile(r"[A-Z0-9]", re.IGNORECASE)


@dataclass(slots=True)
class Control:
    """The fields of `read` that come from control information."""

    reference: str | None = None
    version: str | None = None
    status: str | None = None
    owner: str | None = None
    approver: str | None = None
    latest_review: DateClaim | None = None
    approved: DateClaim | None = None
    next_review: DateClaim | None = None
    review_cycle: CycleClaim | None = None
    history: tuple[HistoryRow, ...] = ()
    conflicts: list[Conflict] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class _Dated:
    """A date with the strength of the place it stands in."""

    claim: DateClaim
    zone: Zone
    field: Field
    group: int


def control(text: Text, gathered: Gathered, told: Told, approvals: Sequence[DateClaim]) -> Control:
    """The control fields of a document.

    Args:
        text: the walked document.
        gathered: its claims and tables of versions.
        told: what its sentences tell.
        approvals: dates of approvals stated in sign-offs.
    """
    out = Control()
    claims = [claim for claim in gathered.claims if claim.field != "ignored"]
    out.history = tuple(row for table in gathered.histories for _, row in table.rows)
    newest = newest_row(out.history)
    dated = _all_dates(claims)
    if not any(claim.field in _COMPANY and claim.zone != "middle" for claim in claims):
        dated = [one for one in dated if one.field != "date"]
    _dates(out, text, dated, told, approvals, claims)
    _version(out, claims, newest)
    out.reference = _text_of(claims, "reference", _is_reference)
    out.status = _text_of(claims, "status", _is_short)
    _people(out, claims, newest, gathered.histories, told)
    _cycle(out, claims, told)
    _unclear(out, claims, dated)
    return out


# ---- dates


def _all_dates(claims: Iterable[Claim]) -> list[_Dated]:
    """Every claim that holds a date, also those whose label is of another kind ("Approved by governors May 2021")."""
    out: list[_Dated] = []
    for claim in claims:
        meaning = _dated_field(claim.field)
        if meaning is None or not claim.value:
            continue
        out += [_Dated(one, claim.zone, meaning, claim.group) for one in dates_of(claim.value, claim.where)]
    return out


def _dated_field(name: Field) -> Field | None:
    """What a date behind a label means: behind "Approved by" it is the approval's."""
    if name in ("approver", "approval", "approved", "minute"):
        return "approved"
    if name in ("last", "reviewer"):
        return "last"
    return name if name in ("next", "review", "issued", "date", "version", "author") else None


def dates_of(value: str, where: str) -> list[DateClaim]:
    """The dates that a value holds: the value as a whole if it is one, else each date inside it."""
    whole = read_date(value, where)
    if whole is None:
        return []
    if whole.known:
        return [whole]
    return [found.claim for found in dates_in(value, where) if found.claim.known]


def _dates(
    out: Control,
    text: Text,
    dated: list[_Dated],
    told: Told,
    approvals: Sequence[DateClaim],
    claims: list[Claim],
) -> None:
    resolved = [_settled(one, dated) for one in dated]
    dated = [one for one in resolved if one is not None]
    out.next_review = _next(out, dated, told)
    approved = [one.claim for one in _strongest(dated, "approved")] or list(approvals) or told.approved
    out.approved = _newest(approved)
    out.latest_review = _latest(out, text, dated, told, claims)


def _settled(one: _Dated, everything: list[_Dated]) -> _Dated | None:
    """What "Review date" means, from what stands beside it; None where it stays unclear."""
    if one.field in ("date", "author") and one.zone not in ("front", "margin"):
        return None
    if one.field != "review":
        return one
    others = [other for other in everything if other is not one]
    if any(other.field == "next" for other in others):
        return _Dated(one.claim, one.zone, "last", one.group)
    earlier = [other for other in others if other.field in ("last", "approved", "issued", "date", "version")]
    if not earlier:
        return None
    later = all(_start(one.claim) > _start(other.claim) for other in earlier)
    return _Dated(one.claim, one.zone, "next" if later else "last", one.group)


def _start(claim: DateClaim) -> int:
    return claim.start.toordinal() if claim.start else 0


def _strongest(dated: list[_Dated], *fields: Field) -> list[_Dated]:
    """The dates of a field in the strongest zone that has any."""
    for zone in ZONES:
        found = [one for one in dated if one.field in fields and one.zone == zone]
        if found:
            return found
    return []


def _newest(claims: Iterable[DateClaim]) -> DateClaim | None:
    """The newest date; where a more exact one lies inside a newer-looking span, the exact one."""
    known = [claim for claim in claims if claim.known]
    if not known:
        return None
    newest = max(known, key=lambda claim: (_start(claim), -_width(claim)))
    inside = [claim for claim in known if _within(claim, newest)]
    return max(inside, key=lambda claim: (-_width(claim), _start(claim)))


def _width(claim: DateClaim) -> int:
    return (claim.end - claim.start).days if claim.start and claim.end else 0


def _within(inner: DateClaim, outer: DateClaim) -> bool:
    return bool(
        inner.start
        and outer.start
        and inner.end
        and outer.end
        and outer.start <= inner.start
        and inner.end <= outer.end
    )


def _agree(one: DateClaim, other: DateClaim) -> bool:
    return _within(one, other) or _within(other, one)


def _next(out: Control, dated: list[_Dated], told: Told) -> DateClaim | None:
    """The next review: of several the newest, and a conflict where they disagree."""
    found = [one.claim for one in dated if one.field == "next"]
    strong = [one.claim for one in _strongest(dated, "next")]
    chosen = _newest(strong or told.next)
    if chosen is not None:
        _conflict(out, "next_review", chosen, [*found, *(told.next if not found else [])])
    return chosen


def _conflict(out: Control, name: str, chosen: DateClaim, others: Iterable[DateClaim]) -> None:
    """Note values of one field that disagree with the one that counts."""
    against = [claim for claim in others if claim.known and not _agree(claim, chosen)]
    if against:
        values = [Mention(claim.raw or "", claim.where) for claim in [chosen, *against]]
        out.conflicts.append(Conflict(name, tuple(dict.fromkeys(values))))


def _latest(
    out: Control, text: Text, dated: list[_Dated], told: Told, claims: list[Claim]
) -> DateClaim | None:
    """The newest date on which the document claims to have been reviewed, revised or issued."""
    last = [one.claim for one in dated if one.field == "last" and one.zone != "middle"] or [
        one.claim for one in dated if one.field == "last"
    ]
    issued = [
        one.claim for one in dated if one.field in ("issued", "date", "version") and one.zone != "middle"
    ]
    rows = [row.date for row in out.history if row.date is not None and row.date.known]
    stated = [*last, *issued, *rows]
    bare = bare_dates(text, claims)
    exact = [claim for claim in bare if claim.precision != "year"]
    candidates = [*stated, *exact] or told.last or bare
    newest = _newest(claim for claim in candidates if not _is_next(claim, out.next_review, stated))
    if newest is not None and last and rows:
        _conflict(
            out, "latest_review", newest, [one for one in (_newest(last), _newest(rows)) if one is not None]
        )
    return newest


def _is_next(claim: DateClaim, following: DateClaim | None, stated: list[DateClaim]) -> bool:
    """Whether a bare date only repeats the next review's."""
    return (
        following is not None
        and claim not in stated
        and (claim.start, claim.end) == (following.start, following.end)
    )


def bare_dates(text: Text, claims: Iterable[Claim] = ()) -> list[DateClaim]:
    """Dates that stand by themselves on the first page, in headers and footers, or as the last line.

    Args:
        text: the walked document.
        claims: labels with their values, whose dates do not stand by themselves.
    """
    taken = {id(claim.paragraph) for claim in claims if claim.value and claim.field in _DATED}
    out: list[DateClaim] = []
    for paragraph in _cover(text):
        out += _bare_line(paragraph) if id(paragraph) not in taken else []
    margins = [p for block in [*text.headers, *text.footers] for p in paragraphs_of(block)]
    for paragraph in margins:
        if id(paragraph) in taken:
            continue
        out += _bare_margin(paragraph)
    return out


def _cover(text: Text) -> list[Paragraph]:
    """The first short lines and those of text boxes, up to the first passage of text; and the last line."""
    out: list[Paragraph] = []
    paragraphs = [block for block in text.body if isinstance(block, Paragraph) and block.text.strip()]
    for paragraph in paragraphs[:12]:
        if len(paragraph.text) > 160:
            break
        out.append(paragraph)
    out += [p for block in text.boxes for p in paragraphs_of(block) if p.page == 0]
    return out + [p for p in paragraphs[-1:] if p not in out]


def _bare_line(paragraph: Paragraph) -> list[DateClaim]:
    """Lines that are a date and nothing else ("March 2021", "(Autumn 2020)", "9/2018")."""
    if len(paragraph.text) > 60 or paragraph.contents:
        return []
    return [claim for part in paragraph.text.split("\n") for claim in _alone(part, paragraph.where)]


def _alone(part: str, where: str) -> list[DateClaim]:
    """The date that a line consists of."""
    found = dates_in(part.strip(" ()"), where) if any(c.isdigit() for c in part) else ()
    if len(found) != 1 or not found[0].claim.known:
        return []
    text = part.strip(" ()")
    beside = text[: found[0].start] + text[found[0].end :]
    return [] if any(c.isalnum() for c in beside) else [found[0].claim]


def _bare_margin(paragraph: Paragraph) -> list[DateClaim]:
    """Dates in a header or footer, and a year that ends one of its parts."""
    if len(paragraph.text) > 200 or not any(c.isdigit() for c in paragraph.text):
        return []
    line = _PAGE.sub(" ", paragraph.text)
    found = [one.claim for one in dates_in(line, paragraph.where) if one.claim.known]
    if found:
        return found
    for part in re.split(r"[\t|\n]", line):
        match = _END_YEAR.search(part.strip())
        claim = read_date(match[0], paragraph.where) if match else None
        if claim is not None and claim.known:
            found.append(claim)
    return found


# ---- version, reference, people


def version_of(value: str) -> str | None:
    """The version in a value such as "V1.4 July 2018" or "Version 2 (draft)"; None where it holds none."""
    if holds_placeholder(value):
        return None
    match = _VERSION.match(value)
    if match and (any(c.isdigit() for c in match["v"]) or len(value) < 12):
        return clean(match["v"])
    if len(value) <= 30 and is_value(value) and any(c.isdigit() for c in value):
        return clean(value)
    return None


def _version(out: Control, claims: list[Claim], newest: HistoryRow | None) -> None:
    found = [(claim, version_of(claim.value)) for claim in _by_zone(claims, "version") if claim.value]
    stated = [(claim, version) for claim, version in found if version]
    from_history = newest.version if newest else None
    out.version = stated[0][1] if stated else from_history
    values = [Mention(version, claim.where) for claim, version in stated]
    if from_history and newest:
        values.append(Mention(from_history, newest.date.where if newest.date else "history"))
    if len({fold_version(mention.raw) for mention in values}) > 1:
        out.conflicts.append(Conflict("version", tuple(dict.fromkeys(values))))


def _by_zone(claims: Iterable[Claim], name: Field) -> list[Claim]:
    return sorted(
        (claim for claim in claims if claim.field == name), key=lambda claim: ZONES.index(claim.zone)
    )


def _text_of(claims: list[Claim], name: Field, fits: Callable[[str], bool]) -> str | None:
    return next(
        (
            claim.value
            for claim in _by_zone(claims, name)
            if claim.zone != "middle" and claim.value and fits(claim.value)
        ),
        None,
    )


def _is_reference(value: str) -> bool:
    return (
        len(value) <= 40
        and _REFERENCE.search(value) is not None
        and not _SENTENCE.search(value)
        and len(value.split()) <= 5
    )


def _is_short(value: str) -> bool:
    return len(value) <= 60 and not _SENTENCE.search(value)


def is_party(value: str) -> bool:
    """Whether a value names a person, an office or a body: words, few of them, no sentence, no date alone."""
    if len(value) > 90 or not _WORD.search(value) or is_placeholder(value):
        return False
    return not _SENTENCE.search(value) and len(value.split()) <= 12


def party_of(value: str, where: str) -> str | None:
    """The person or body in a value that may hold a date as well ("FGB 12/3/24"); None where it names nobody."""
    text = value
    for found in reversed(dates_in(value, where)):
        text = text[: found.start] + " " + text[found.end :]
    text = re.sub(r"^\s*by\s+", "", _EMAIL.sub("", text), flags=re.IGNORECASE)
    text = re.sub(r"\b(?:on|dated?|in|at|minute.*)\s*:?\s*$|\(\s*\)", "", clean(text), flags=re.IGNORECASE)
    text = clean(text).strip(" -–,.()") if text.count("(") != text.count(")") else clean(text).strip(" -–,.")
    return text if text and is_party(text) else None


def _people(
    out: Control, claims: list[Claim], newest: HistoryRow | None, tables: list[HistoryTable], told: Told
) -> None:
    """Owner and approver: from labels, else from the newest row of the table of versions."""
    owners = [
        (party_of(c.value, c.where), c.where)
        for c in _by_zone(claims, "owner")
        if c.value and c.zone != "middle"
    ]
    approvers = [
        (party_of(c.value, c.where), c.where)
        for c in _by_zone(claims, "approver")
        if c.value and c.zone != "middle"
    ]
    tails = [
        (c.tail or party_of(c.value, c.where), c.where)
        for c in _by_zone(claims, "approval")
        if c.zone != "middle" and c.value
    ]
    tails += [(c.tail, c.where) for c in _by_zone(claims, "approved") if c.tail and c.value]
    has_owner = any("owner" in table.columns for table in tables)
    out.owner = _first(owners) or (newest.owner if newest and has_owner else None)
    out.approver = (
        _first(approvers)
        or _first(tails)
        or (newest.approver if newest else None)
        or next((body for body in told.bodies if is_party(body)), None)
    )
    names = {clean(name).casefold(): Mention(name, where) for name, where in owners if name}
    if len(names) > 1:
        out.conflicts.append(Conflict("owner", tuple(names.values())))


def _first(pairs: list[tuple[str | None, str]]) -> str | None:
    return next((name for name, _ in pairs if name), None)


# ---- cycle, and what stays unclear


def _cycle(out: Control, claims: list[Claim], told: Told) -> None:
    """The cycle: of a label first, else of a sentence; a conflict where numbers disagree."""
    labelled = [read_cycle(claim.value, claim.where) for claim in _by_zone(claims, "cycle") if claim.value]
    labelled += [
        _cycle_in_place_of_date(claim) for claim in _by_zone(claims, "review") + _by_zone(claims, "next")
    ]
    stated = [cycle for cycle in labelled if cycle is not None]
    fixed = [cycle for cycle in [*stated, *told.cycles] if cycle.months is not None]
    out.review_cycle = next(iter([*(c for c in stated if c.months is not None), *told.cycles, *stated]), None)
    if len({cycle.months for cycle in fixed}) > 1:
        values = tuple(dict.fromkeys(Mention(cycle.raw, cycle.where) for cycle in fixed))
        out.conflicts.append(Conflict("review_cycle", values))


def _cycle_in_place_of_date(claim: Claim) -> CycleClaim | None:
    """The cycle that stands where a date was to be expected ("Review: every 3 years", "Review: Bi-annual")."""
    if not claim.value or len(claim.value) > 80 or dates_of(claim.value, claim.where):
        return None
    cycle = read_cycle(claim.value, claim.where)
    if cycle is None or cycle.months is not None:
        return cycle
    return cycle if trouble_of_cycle(cycle) == "cycle_ambiguous" else None


def _unclear(out: Control, claims: list[Claim], dated: list[_Dated]) -> None:
    """Notes on values that are no dates, on "Review date" alone, and on placeholders."""
    lonely = [one for one in dated if one.field == "review" and _settled(one, dated) is None]
    for one in lonely:
        out.notes.append(
            Note(
                "review_date_unclear",
                f"“{one.claim.raw}” stands behind a label that could mean the last review or the next.",
                one.claim.where,
            )
        )
    if out.next_review is None:
        out.next_review = _no_date(claims, "next")
    for claim in claims:
        if claim.placeholder and claim.field in (
            "next",
            "last",
            "approved",
            "version",
            "owner",
            "approver",
            "approval",
            "reference",
            "issued",
            "status",
            "review",
        ):
            out.notes.append(
                Note(
                    "placeholder_left",
                    f"“{claim.placeholder[:60]}” still stands where a value belongs.",
                    claim.where,
                )
            )


def _no_date(claims: list[Claim], name: Field) -> DateClaim | None:
    """A value that is there but is no date, with the reason."""
    for claim in _by_zone(claims, name):
        if claim.value and claim.zone != "middle":
            read = read_date(claim.value, claim.where)
            if read is not None and not read.known and _cycle_in_place_of_date(claim) is None:
                return read
    return None
