"""One place for a signature: who is to sign, and whether anybody has.

Only what is certainly blank is unsigned; what a file cannot prove is unclear.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from policyclerk.domain.dates import DateClaim, dates_in, read_date
from policyclerk.domain.document import Signed, SignOff
from policyclerk.word.people import is_name, is_person, is_role, signer_in, split_role
from policyclerk.word.sign_grids import Grid
from policyclerk.word.sign_labels import Key, label_words
from policyclerk.word.sign_lines import Line
from policyclerk.word.sign_stamps import time_of
from policyclerk.word.text import Mark, Row, Table
from policyclerk.word.values import clean, is_blank, is_placeholder, unfilled

_HELD = re.compile(
    r"original|held (?:in|at|by|on)|on file|signed copy|copy (?:is )?(?:held|kept|available)|hard copy|captured electronically|signatures? (?:are |is )?(?:held|kept|captured|recorded|stored)|electronic signature platform|available (?:from|in) the (?:school )?office",
    re.IGNORECASE,
)
_LOGO = re.compile(r"logo|crest|badge|banner|emblem|header|company|icon", re.IGNORECASE)
_WHO_BELOW = re.compile(
    r"(?:prepared|reviewed|approved|authori[sz]ed|ratified|agreed|adopted|endorsed|signed(?: off)?)(?: and \w+)? by\s*:?",
    re.IGNORECASE,
)
_APPROVAL_WORDS = re.compile(r"approv|sign|authori[sz]|ratif|adopt|endors", re.IGNORECASE)


@dataclass(slots=True)
class SignBlock:
    """One place for a signature, in course of being read."""

    line: Line
    value: str = ""
    role: str | None = None
    name: str | None = None
    date: DateClaim | None = None
    hints: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    named_before: bool = False
    marks: list[Mark] = field(default_factory=list)
    near: list[Mark] = field(default_factory=list)
    sure: bool = True
    table_of_rows: Table | None = None
    below: str | None = None  # a name in the line below, where the label has nothing behind it
    named_below: bool = False  # whether an office or a date follows that name
    drawn: bool = False  # whether a line to sign on is drawn below the label
    stamped: bool = False  # whether a program for electronic signatures has left its stamp there
    unread: str | None = None  # what stands in the place of the signature and is no plain name

    def may_be_named_by(self, text: str) -> bool:
        """Whether a line below an empty label can be the name of who signs."""
        free = self.below is None and not self.value.strip() and (self.stamped or not self.hints)
        return free and is_person(text)

    def takes_signer(self, text: str) -> bool:
        """Take up a full name with its office that stands below the line to sign on; False where there is none."""
        found = signer_in(text) if self.name is None and self.below is None and not self.role else None
        if found is None or self.hints or (self.value.strip() and not is_blank(self.value)):
            return False
        name, role = found
        self.hints.append(role)
        if self.drawn or self.value.strip():
            self.name = name
        else:
            self.below, self.named_below = name, True
        return True

    def is_dated_by(self, text: str, where: str) -> bool:
        """Take a line that is a date and nothing else, below "Date:" with nothing behind it."""
        if not self.dated or self.date is not None:
            return False
        claim = read_date(text, where)
        self.date = claim if claim is not None and claim.known else None
        return self.date is not None

    def takes_signature(self, signed: SignOff) -> bool:
        """Take a signature typed in the line below an empty label ("Signed on behalf of the trustees:", "/s/ Ann Reed")."""
        if not is_blank(self.value) or self.below is not None or not signed.name:
            return False
        self.value, self.date = signed.name, self.date or signed.date
        self.hints += [signed.role] if signed.role else []
        return True

    def is_office_with_date(self, text: str, where: str) -> bool:
        """Take a line that says in which office and when somebody has signed ("Chair of Trustees, 22 September 2025")."""
        found = dates_in(text, where) if not is_blank(self.value) and self.date is None else ()
        office = clean(text[: found[0].start]).strip(" ,–-") if len(found) == 1 else ""
        if not is_role(office) or not found[0].claim.known or text[found[0].end :].strip(" ."):
            return False
        self.role, self.date = office, found[0].claim
        return True

    @property
    def dated(self) -> bool:
        """Whether a place for the date of signing has been found."""
        return any(key.casefold().startswith("date") for key in self.keys)


def attach(block: SignBlock, kind: Key, value: str, match: re.Match[str] | None, where: str) -> None:
    """Add name, office or date to a block."""
    text = unfilled(_first_part(value) if kind == "date" else value)
    if match is not None:
        block.keys.append(label_words(match))
        block.named_below = block.named_below or bool(block.below)
    if is_blank(text) or is_placeholder(text):
        return
    if kind == "name" and block.name is None:
        block.name, role = split_role(text)
        block.name = block.name or None
        if role:
            block.hints.append(role)
    elif kind == "role":
        block.hints.insert(0, text)
    elif kind == "date" and block.date is None:
        claim = time_of(text, where) if block.stamped else read_date(text, where)
        block.date = claim if claim is not None and claim.known else block.date


def _first_part(value: str) -> str:
    """A value up to the tab, bar or wide gap behind it, where the next label may stand."""
    return next((part for part in re.split(r"\t|\||\s{4,}", value) if part.strip()), "")


_SLASH_S = re.compile(r"^\s*/s/\s*", re.IGNORECASE)
_LATER = re.compile(
    r"\s*[(\[]?(?:to be|will be|due to be|awaiting|pending|not yet|yet to be)\b", re.IGNORECASE
)
"""What says in the place of a signature that there will be one."""
_SAID = frozenset({"yes", "signed", "approved", "agreed", "done", "electronically", "electronic signature"})
"""Words in the place of a signature that are no names."""
_PARENS = re.compile(r"\(([^()]*)\)")
_ON_THE_LINE = re.compile(
    r"[_…]{2,}\s?(?P<name>[^\W_][^_…(]*?)\s?[_…]{2,}|\.{4,}\s?(?P<dots>[^\W_][^_…(]*?)\s?\.{4,}"
)


def judge(block: SignBlock) -> SignOff:
    """The sign-off of a block: who, and whether signed."""
    value = _SLASH_S.sub("", block.value)
    if block.stamped:
        return _stamped(block)
    if _LATER.match(value):
        return _sign_off(block, "no", f"not yet: “{clean(value)[:60]}”")
    if _HELD.search(value):
        return _held(block, value)
    for inner in _PARENS.findall(value):
        if inner.strip() and not is_placeholder(inner) and not _is_date(inner, block.line.where):
            block.hints.append(clean(inner))
    return _judged(block, _typed(block, _without_date(block, _PARENS.sub("\t", value))))


def _held(block: SignBlock, value: str) -> SignOff:
    """The sign-off of a block that says where the signature is."""
    _, role = split_role(clean(_PARENS.sub(" ", value)))
    inside = [clean(inner) for inner in _PARENS.findall(value)]
    block.hints += [role] if role else [inner for inner in inside if is_role(inner)]
    return _sign_off(block, "unclear", f"held elsewhere: “{clean(value)[:80]}”", name=None)


def _judged(block: SignBlock, typed: tuple[str, str] | None) -> SignOff:
    """The sign-off of a block with what is typed there, if anything."""
    if typed is not None and typed[0].casefold() in _SAID:
        return _sign_off(block, "yes", f"“{typed[0]}” in the place of the signature")
    if typed is not None and typed[0]:
        return _sign_off(block, "yes", typed[1], name=typed[0])
    if typed is None and block.below and block.drawn:
        block.name = block.name or block.below  # printed below the line that is there to be signed on
    elif typed is None and block.below and block.named_below:
        evidence = "a name below the empty label, which may be a signature or printed"
        return _sign_off(block, "unclear", evidence, name=block.below)
    signed, evidence = _marked(block, typed)
    if signed == "no" and block.unread:
        unread = f"something stands there that is no plain name: “{block.unread[:60]}”"
        return _sign_off(block, "unclear", unread)
    return _sign_off(block, signed, evidence)


def _stamped(block: SignBlock) -> SignOff:
    """The sign-off that a stamp tells of; its signature may be a picture that the text has lost."""
    name = unfilled(block.value) or block.below
    evidence = "the stamp of an electronic signature, as the text says"
    return _sign_off(block, "yes" if name else "unclear", evidence, name=name or None)


def _without_date(block: SignBlock, value: str) -> str:
    """The value without a date that stands in it unlabelled ("D Lund    27 November 2025"), which is the signer's."""
    found = next((date for date in dates_in(value, block.line.where) if date.claim.known), None)
    if found is None:
        return value
    block.date = block.date or found.claim
    return f"{value[: found.start].rstrip(' ,;-')}\t{value[found.end :]}"


def _is_date(text: str, where: str) -> bool:
    claim = read_date(text, where)
    return claim is not None and claim.known


def _typed(block: SignBlock, value: str) -> tuple[str, str] | None:
    """The typed signature and how it was typed; ("", evidence) where a placeholder stands; None where nothing is typed."""
    on_line = _ON_THE_LINE.search(value)
    if on_line:
        name, role = split_role(clean(on_line["name"] or on_line["dots"]))
        behind = unfilled(value[on_line.end() :])
        block.hints += [role] if role else [behind] if is_role(behind) else []
        if name and not is_placeholder(name):
            return name, "name typed on the line"
    before_fill, has_fill = _before_fill(value)
    name, role = split_role(clean(before_fill))
    block.hints += [role] if role else []
    if name and is_placeholder(name):
        return "", f"placeholder “{name}”"
    if name and re.match(r"signature of\b", name, re.IGNORECASE):
        return "", f"placeholder “{name}”"
    if name and is_name(name):
        return name, "name typed in a handwriting font" if block.line.script else "typed name"
    if has_fill:
        _note_after_fill(block, value)
    elif any(letter.isalpha() for letter in name):
        block.unread = name
    return None


def _before_fill(value: str) -> tuple[str, bool]:
    """What stands before the first line or dots, and whether there is one."""
    match = re.search(r"_{2,}|\.{3,}|…", value)
    if match:
        return value[: match.start()], True
    return value, False


def _note_after_fill(block: SignBlock, value: str) -> None:
    """What stands behind the line: an office, or the printed name."""
    rest = unfilled(value)
    if is_role(rest.partition(",")[0].strip(" ()")):
        block.hints.append(rest)  # "Chairperson, Board of Management"
        return
    name, role = split_role(rest)
    if role:
        block.hints.append(role)
    if name and block.name is None and is_name(name) and not is_placeholder(name):
        block.name = name


def _marked(block: SignBlock, typed: tuple[str, str] | None) -> tuple[Signed, str]:
    """What pictures, ink, tick boxes and prompts say where nothing is typed."""
    kinds = {mark.kind for mark in block.marks}
    if "ink" in kinds or any(mark.kind == "ink" for mark in block.near):
        return "yes", "handwriting with a pen (ink)"
    pictures = [mark for mark in block.marks if mark.kind == "picture" and not is_logo(mark)]
    if any(not mark.floating for mark in pictures):
        return "yes", "picture in the place of the signature"
    if pictures:
        return "unclear", "a floating picture near the line, which may be a signature"
    if any(not is_logo(mark) for mark in block.near):
        return "unclear", "a picture above or below the line, which may be a signature"
    if "checked" in kinds:
        return "yes", "tick box, ticked"
    if typed is not None:
        return "no", typed[1]
    if "placeholder" in kinds:
        return "no", "content control still showing its prompt"
    if "blank_field" in kinds:
        return "no", "empty form field"
    return "no", "blank line"


def is_logo(mark: Mark) -> bool:
    """Whether a picture is a logo by its name, or by its shape: signatures are wider than high."""
    return bool(_LOGO.search(mark.detail)) or (
        mark.height > 0 and mark.width * 2 < mark.height * 3 and mark.height > 900_000
    )


def _sign_off(block: SignBlock, signed: Signed, evidence: str, *, name: str | None = None) -> SignOff:
    roles = [
        hint
        for hint in ([block.role] if block.role else []) + block.hints
        if hint and not is_placeholder(hint)
    ]
    role = next((hint for hint in roles if is_role(hint)), next(iter(roles), None))
    return SignOff(role, block.name or name, block.date, signed, evidence, block.line.where)


def grid_sign_offs(grid: Grid, before: str) -> Iterator[SignOff]:
    """The sign-offs of a table with a column for signatures."""
    asks = bool(_APPROVAL_WORDS.search(before))
    blank_seen = False
    for row in grid.rows:
        if len(row.cells) < len(grid.header.cells) - 1 or _heads_rows(row):
            continue
        one = _grid_row(grid, row)
        if one.role or one.name or one.signed != "no":
            yield one
        elif asks and not blank_seen:
            blank_seen = True
            yield one


def _heads_rows(row: Row) -> bool:
    """Whether a row only says who signs in the rows below it ("Approved by:")."""
    filled = [cell.text.strip() for cell in row.cells if cell.text.strip()]
    return len(filled) == 1 and bool(_WHO_BELOW.fullmatch(filled[0]))


def _grid_row(grid: Grid, row: Row) -> SignOff:
    def value(column: str) -> str:
        number = grid.columns.get(column)
        return row.cells[number].text if number is not None and number < len(row.cells) else ""

    block = SignBlock(Line("", row.where, []))
    for kind in ("role", "name", "date"):
        attach(
            block,
            "role" if kind == "role" else "name" if kind == "name" else "date",
            value(kind),
            None,
            row.where,
        )
    number = grid.columns["sign"]
    cell = row.cells[number] if number < len(row.cells) else None
    if cell is not None:
        block.marks = [mark for paragraph in cell.paragraphs for mark in paragraph.marks]
        block.line.shown = cell.paragraphs
    typed = unfilled(value("sign"))
    if _HELD.search(typed):
        return _sign_off(block, "unclear", f"held elsewhere: “{typed[:80]}”")
    signer = signer_in(typed)
    if signer is not None:
        typed = signer[0]
        block.hints.append(signer[1])
    if typed and not is_blank(typed) and not is_placeholder(typed):
        return _sign_off(block, "yes", "typed in the signature cell", name=typed)
    state, evidence = _marked(
        block, ("", f"placeholder “{typed}”") if typed and not is_blank(typed) else None
    )
    return _sign_off(block, state, "empty signature cell" if evidence == "blank line" else evidence)
