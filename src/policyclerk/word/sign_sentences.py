"""Sign-offs that need no label: typed with /s/, told as electronic, ticked in a box."""

import re

from policyclerk.domain.dates import dates_in
from policyclerk.domain.document import Signed, SignOff
from policyclerk.word.people import is_name, is_role
from policyclerk.word.sign_lines import Line
from policyclerk.word.values import clean

HELD = re.compile(
    r"\b(?:signatures? (?:are |is |were |was )?(?:captured|held|kept|recorded|collected|stored)|(?:original )?signed (?:copy|copies|original|version)\b.{0,30}\b(?:held|kept|filed|retained|available|stored)|original (?:signed|held|kept))",
    re.IGNORECASE,
)
"""As in "The signed copy is kept in the office"."""
_ELECTRONIC = re.compile(
    r"(?:approved|signed|authori[sz]ed|ratified|agreed)\s+(?:electronically|digitally)\s+by\s+(?P<name>[^(,:;]{2,60}?)(?:\s*\((?P<role>[^()]{2,60})\)|,\s*(?P<role2>[^,]{2,60}?))?(?=\s+(?:on|at)\b|[,.;]|$)",
    re.IGNORECASE,
)
_SLASH_S = re.compile(r"^\s*/s/\s*(?P<rest>.+)$", re.IGNORECASE)
_TICKED = re.compile(
    r"^(?:approved|signed(?: off)?|agreed|authori[sz]ed|ratified)\s+by\s+(?P<role>[^☐☒☑✓:]{2,60}?)\s*[:☐☒☑✓]*\s*$",
    re.IGNORECASE,
)


def slash_s(line: Line) -> SignOff | None:
    """As in "/s/ Ann Reed, Chair of Governors, 12 September 2025"."""
    match = _SLASH_S.match(line.text)
    if not match:
        return None
    rest = match["rest"]
    dates = dates_in(rest, line.where)
    if dates:
        rest = rest[: dates[0].start] + rest[dates[0].end :]
    parts = [part.strip() for part in re.split(r"[,\t]|\s{2,}", rest) if part.strip()]
    role = next((part for part in parts[1:] if is_role(part)), None)
    name = parts[0] if parts else None
    return SignOff(role, name, dates[0].claim if dates else None, "yes", "typed signature (/s/)", line.where)


def electronic(line: Line) -> SignOff | None:
    """As in "Approved electronically by Ann Reed (Chair) on 12 September 2025"."""
    match = _ELECTRONIC.search(line.text)
    if not match:
        return None
    name, role = clean(match["name"]), match["role"] or match["role2"]
    if is_role(name) and not role:
        name, role = "", name
    if name and not (is_name(name) and name[0].isupper()):
        return None
    dates = dates_in(line.text[match.end() :], line.where)
    claim = dates[0].claim if dates else None
    verb = match[0].split()[0].casefold()
    return SignOff(role, name or None, claim, "yes", f"{verb} electronically, as the text says", line.where)


def ticked(line: Line) -> SignOff | None:
    """A tick box beside "Approved by the Chair of Governors"."""
    states = [mark.kind for mark in line.marks if mark.kind in ("checked", "unchecked")]
    match = _TICKED.match(line.text.strip())
    if not states or not match:
        return None
    state: Signed = "yes" if "checked" in states else "no"
    return SignOff(
        clean(match["role"]),
        None,
        None,
        state,
        f"tick box, {'ticked' if state == 'yes' else 'not ticked'}",
        line.where,
    )
