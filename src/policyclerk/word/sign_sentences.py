"""Sign-offs that need no label: typed with /s/, told as electronic, ticked in a box."""

import re

from policyclerk.domain.dates import dates_in
from policyclerk.domain.document import Signed, SignOff
from policyclerk.word.people import is_name, is_role, signer_in, split_role
from policyclerk.word.sign_lines import Line
from policyclerk.word.values import clean

HELD = re.compile(
    r"\b(?:signatures? (?:are |is |were |was )?(?:captured|held|kept|recorded|collected|stored)|(?:original )?signed (?:copy|copies|original|version)\b(?! of (?!(?:(?:this|the|our|each|all) )?(?:policy|policies|document|procedure))).{0,30}\b(?:held|kept|filed|retained|available|stored)|original (?:signed|held|kept)|sign(?:ature|ed copy)s? (?:is |are )?on file)",
    re.IGNORECASE,
)
"""As in "The signed copy is kept in the office"."""
_ELECTRONIC = re.compile(
    r"(?:approved|signed|authori[sz]ed|ratified|agreed)\s+(?:electronically|digitally)\s+by\s+(?P<name>[^(,:;]{2,60}?)(?:\s*\((?P<role>[^()]{2,60})\)|,\s*(?P<role2>[^,]{2,60}?))?(?=\s+(?:on|at)\b|[,.;]|$)",
    re.IGNORECASE,
)
_SLASH_S = re.compile(r"^\s*/s/\s*(?P<rest>.+)$", re.IGNORECASE)
_SIGNED_BEHIND = re.compile(
    r"(?:(?P<role>[^:\t]{2,50}?)\s?(?::|\t|\s[–-]\s)\s*)?(?P<name>[^():\[]{4,60}?)\s*[(\[]signed[)\]](?P<rest>.{0,40})",
    re.IGNORECASE,
)
TICKED = re.compile(
    r"^(?P<before>[☐☒☑✓✔]?)\s*(?:approved|signed(?: off)?|agreed|authori[sz]ed|ratified)\s+by\s+(?:the )?(?P<role>[^☐☒☑✓✔:\d]{2,60}?)"
    r"\s*:?\s*(?P<rest>\d[^☐☒☑✓✔]{3,30}?)?\s*(?P<behind>[☐☒☑✓✔]*)\s*$",
    re.IGNORECASE,
)
"""As in "☒ Approved by the Chair of Governors 12/09/2025", the box typed or drawn."""
_SIGNED_BY = re.compile(
    r"signed(?: off)? by (?P<who>[^\d:_]{5,90}?)[\s,]*(?:on )?(?P<rest>\d.{5,30})", re.IGNORECASE
)
_THROUGH = re.compile(
    r"(?:approved|signed|ratified|agreed) (?:electronically|digitally) (?:via|through|on|in) (?P<rest>[^.]{3,60})\.?",
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
        return _signed_by(line) or _through(line)
    name, role = clean(match["name"]), match["role"] or match["role2"]
    if is_role(name) and not role:
        name, role = "", name
    if name and not (is_name(name) and name[0].isupper()):
        return None
    dates = dates_in(line.text[match.end() :], line.where)
    claim = dates[0].claim if dates else None
    verb = match[0].split()[0].casefold()
    return SignOff(role, name or None, claim, "yes", f"{verb} electronically, as the text says", line.where)


def _signed_by(line: Line) -> SignOff | None:
    """As in "Signed by Ann Reed, Chair of Governors, on 12 September 2025": person, office and day must all be there."""
    match = _SIGNED_BY.fullmatch(line.text.strip())
    signer = signer_in(match["who"].rstrip(" ,")) if match else None
    dates = dates_in(match["rest"], line.where) if match else ()
    if signer is None or not dates or not dates[0].claim.known:
        return None
    return SignOff(signer[1], signer[0], dates[0].claim, "yes", "signed, as the text says", line.where)


def _through(line: Line) -> SignOff | None:
    """As in "Approved electronically via GovernorHub on 12 September 2025"."""
    match = _THROUGH.fullmatch(line.text.strip())
    dates = dates_in(match["rest"], line.where) if match else ()
    if match is None or not dates:
        return None
    verb = match[0].split()[0].casefold()
    return SignOff(None, None, dates[0].claim, "yes", f"{verb} electronically, as the text says", line.where)


def signed_behind(line: Line) -> SignOff | None:
    """As in "Chair: P. Linford (signed)"."""
    match = _SIGNED_BEHIND.fullmatch(line.text.strip()) if is_marked_signed(line.text.lower()) else None
    if match is None:
        return None
    name, office = split_role(clean(match["name"]))
    role = clean(match["role"] or "") or office
    person = is_name(name) and len(name.split()) > 1 and all(word[0].isupper() for word in name.split())
    if not person or (role and not is_role(role)):
        return None
    dates = dates_in(match["rest"], line.where)
    if match["rest"].strip(" ,.-–") and not dates:
        return None
    claim = dates[0].claim if dates else None
    return SignOff(role or None, name, claim, "yes", "“(signed)” behind the name", line.where)


def is_marked_signed(lower: str) -> bool:
    """Whether a line, in small letters, holds the remark that somebody has signed."""
    return "(signed)" in lower or "[signed]" in lower


def ticked(line: Line) -> SignOff | None:
    """A tick box beside "Approved by the Chair of Governors"."""
    states = [mark.kind for mark in line.marks if mark.kind in ("checked", "unchecked")]
    match = TICKED.match(line.text.strip())
    signs = match["before"] + match["behind"] if match else ""
    if match is None or not (states or signs) or not is_role(clean(match["role"])):
        return None
    ticked = "checked" in states if states else signs != "☐"
    state: Signed = "yes" if ticked else "no"
    dates = dates_in(match["rest"] or "", line.where)
    return SignOff(
        clean(match["role"]),
        None,
        dates[0].claim if dates else None,
        state,
        f"tick box, {'ticked' if state == 'yes' else 'not ticked'}",
        line.where,
    )
