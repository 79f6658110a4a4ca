"""Places for signatures: what they are, whose they are, and whether anybody has signed.

A policy is signed off by its owner, head or chair; the forms at its end are signed by staff, parents or pupils. The
first are sign-offs; the second are declarations, and blank is how they should be. Only what is certainly a blank
place for a sign-off is called unsigned; what a file cannot prove is unclear.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from policyclerk.domain.dates import DateClaim, dates_in, read_date
from policyclerk.domain.document import Declaration, Signed, SignOff
from policyclerk.word.package import has_signature_part
from policyclerk.word.people import is_name, is_prose, is_role, signs_for_themselves, split_role
from policyclerk.word.text import Block, Mark, Paragraph, Row, Table, Text
from policyclerk.word.values import clean, is_blank, is_placeholder, unfilled

Key = Literal["sign", "name", "date", "role"]

_SIGN = r"(?:[A-Za-z][\w'’&./()-]*[ ]+){0,7}?(?:signed(?:[ ]off)?|signatures?|sign(?=\s*[:_…]))(?:[ ]+(?:by|of|on behalf of|for and on behalf of|for)\b[^:_…\t(.]{0,70}?)?"
_KEY = re.compile(
    r"(?:^|[\t_…)]\s*|\.{3,}\s*|\s{2,}|(?<=\S)\s(?=(?:date|dated|print|name|position|signed|signature)\b[^:\t]{0,14}[:_…]))(?:"
    rf"(?P<sign>{_SIGN})|"
    r"(?P<name>(?:print(?:ed)?|full|typed|block)?[ ]?(?:your[ ])?names?(?:[ ]?\(?(?:print(?:ed)?|in capitals|block capitals|please print)\)?)?|print(?:ed)?|(?:employee|staff|parent|pupil|student|child)['’s]*[ ]name)|"
    r"(?P<date>date(?:d)?(?:[ ](?:signed|of signature|of signing|approved))?|(?:review|approval|signing)[ ]date)|"
    r"(?P<role>position|role|job title|title|designation|capacity|office|post)"
    r")\s*(?:\((?P<hint>[^()]{2,60})\))?\s*(?P<sep>:-?|[-–](?=[\s_.…])|(?=_{2,}|\.{3,}|…|\t)|$)",
    re.IGNORECASE,
)
_MAY_SIGN = re.compile(
    r"[Ss]ign|SIGN|/[sS]/|[Aa]pproved|APPROVED|[Aa]uthori[sz]|[Rr]atified|[Aa]greed|☐|☒|☑|✓"
)
_HELD = re.compile(
    r"original|held (?:in|at|by|on)|on file|signed copy|copy (?:is )?(?:held|kept|available)|hard copy|captured electronically|signatures? (?:are |is )?(?:held|kept|captured|recorded|stored)|electronic signature platform|available (?:from|in) the (?:school )?office",
    re.IGNORECASE,
)
_HELD_SENTENCE = re.compile(
    r"\b(?:signatures? (?:are |is |were |was )?(?:captured|held|kept|recorded|collected|stored)|(?:original )?signed (?:copy|copies|original|version)\b.{0,30}\b(?:held|kept|filed|retained|available|stored)|original (?:signed|held|kept))",
    re.IGNORECASE,
)
_ELECTRONIC = re.compile(
    r"(?:approved|signed|authori[sz]ed|ratified|agreed)\s+(?:electronically|digitally)\s+by\s+(?P<name>[^(,:;]{2,60}?)(?:\s*\((?P<role>[^()]{2,60})\)|,\s*(?P<role2>[^,]{2,60}?))?(?=\s+(?:on|at)\b|[,.;]|$)",
    re.IGNORECASE,
)
_SLASH_S = re.compile(r"^\s*/s/\s*(?P<rest>.+)$", re.IGNORECASE)
_TICKED = re.compile(
    r"^(?:approved|signed(?: off)?|agreed|authori[sz]ed|ratified)\s+by\s+(?P<role>[^☐☒☑✓:]{2,60}?)\s*[:☐☒☑✓]*\s*$",
    re.IGNORECASE,
)
_UNDER_LINE = re.compile(r"^[\[(]?\s*(?:signature|signed|sign here)\s*[\])]?$", re.IGNORECASE)
_DECLARATION_HEADING = re.compile(
    r"declaration|consent|acknowledg|agreement|acceptance|\bagree\b|undertaking|permission|receipt|contract|return (?:this )?slip|reply slip|\bform\b|confirmation|questionnaire|pro ?forma",
    re.IGNORECASE,
)
_DECLARATION_SENTENCE = re.compile(
    r"\bI\b.{0,80}\b(?:have read|understand|agree|accept|acknowledge|confirm|consent|give permission|certify|declare|undertake)\b|"
    r"\b(?:you acknowledge|you agree|you confirm|signing below|signing this|by signing|are required to sign|please sign and return|sign and return|to be (?:signed|completed) by (?:all )?(?:staff|employees|parents|pupils|students))\b",
    re.IGNORECASE,
)
_DECLARING = (
    "have read",
    "understand",
    "agree",
    "accept",
    "acknowledge",
    "confirm",
    "consent",
    "permission",
    "certify",
    "declare",
    "undertake",
    "sign",
)
_LOGO = re.compile(r"logo|crest|badge|banner|emblem|header|company|icon", re.IGNORECASE)
_GRID_HEAD = re.compile(
    r"(?:approver |reviewer )?(?:signatures?|signed(?: by)?|sign|sign(?:ed)?[ -]?off|initials?|signature (?:of|and|&).*)",
    re.IGNORECASE,
)
_GRID_COLUMNS = (
    ("date", re.compile(r".*\bdated?\b.*", re.IGNORECASE)),
    ("sign", _GRID_HEAD),
    (
        "role",
        re.compile(
            r"(?:job )?(?:role|position|title|designation|capacity|office|function|department|body|on behalf of|for and on behalf of).*|job title.*",
            re.IGNORECASE,
        ),
    ),
    (
        "name",
        re.compile(
            r".*\bnames?\b.*",
            re.IGNORECASE,
        ),
    ),
)
_GRID_WHO = re.compile(
    r"approver|(?:approved|reviewed|prepared|authori[sz]ed|agreed|signed|ratified) by|person|who",
    re.IGNORECASE,
)
_APPROVAL_WORDS = re.compile(r"approv|sign|authori[sz]|ratif|adopt|endors", re.IGNORECASE)


@dataclass(slots=True)
class Line:
    """A line in which a place for a signature may stand: a paragraph's line or a table's row."""

    text: str
    where: str
    marks: list[Mark]
    heading: bool = False
    style: str = ""
    table: Table | None = None
    script: bool = False


@dataclass(slots=True)
class Grid:
    """A table with a column for signatures."""

    table: Table
    header: Row
    columns: dict[str, int]
    rows: list[Row]


@dataclass(slots=True)
class _Block:
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


@dataclass(slots=True)
class SignatureFindings:
    """All that was found: sign-offs, forms for others, and the lines that a sign block takes up (by identity)."""

    sign_offs: list[SignOff] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    approvals: list[DateClaim] = field(default_factory=list)
    block_places: set[str] = field(default_factory=set)


# ---- from blocks to lines


def _lines(blocks: list[Block]) -> Iterator[Line | Grid]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _paragraph_lines(block)
        else:
            yield from _table_lines(block)


def _paragraph_lines(paragraph: Paragraph) -> Iterator[Line]:
    if paragraph.contents:
        return
    start = 0
    for part in paragraph.text.split("\n"):
        end = start + len(part)
        marks = (
            [mark for mark in paragraph.marks if start <= mark.at <= end]
            if "\n" in paragraph.text
            else paragraph.marks
        )
        if part.strip() or marks:
            yield Line(
                part, paragraph.where, marks, _is_heading(paragraph), paragraph.style, script=paragraph.script
            )
        start = end + 1


def _is_heading(paragraph: Paragraph) -> bool:
    if paragraph.style.startswith(("Heading", "heading", "Title", "Subtitle")):
        return True
    text = paragraph.text.strip()
    return (
        3 < len(text) < 70
        and (paragraph.bold or text.isupper() or text.startswith("Appendix"))
        and text[-1:] not in ":._"
        and "\t" not in text
    )


def _table_lines(table: Table) -> Iterator[Line | Grid]:
    grid = _grid(table)
    if grid is not None:
        yield grid
        return
    if _side_by_side(table):
        yield from _columns(table)
        return
    for row in table.rows:
        yield from _row_lines(row, table)


def _row_lines(row: Row, table: Table) -> Iterator[Line | Grid]:
    filled = [cell for cell in row.cells if cell.text.strip() or any(p.marks for p in cell.paragraphs)]
    if len(row.cells) == 1 or (len(filled) == 1 and "\n" in filled[0].text.strip()):
        for cell in filled:
            for block in cell.blocks:
                for line in _lines([block]):
                    if isinstance(line, Line):
                        line.table = line.table or table
                    yield line
        return
    marks = [mark for cell in row.cells for paragraph in cell.paragraphs for mark in paragraph.marks]
    texts = [" ".join(cell.text.split()) if cell.text.strip() else "" for cell in row.cells]
    script = any(p.script for cell in row.cells for p in cell.paragraphs)
    yield Line(
        "\t".join(texts).rstrip("\t") + ("\t" if len(texts) > 1 and not texts[-1] else ""),
        row.where,
        marks,
        table=table,
        script=script,
    )
    for cell in row.cells:
        yield from (line for block in cell.blocks if isinstance(block, Table) for line in _table_lines(block))


def _grid(table: Table) -> Grid | None:
    for number, row in enumerate(table.rows[:-1]):
        heads = [clean(cell.text).rstrip(":") for cell in row.cells]
        if (
            len(heads) >= 2
            and all(len(head) < 50 for head in heads)
            and any(_GRID_HEAD.fullmatch(head) for head in heads)
        ):
            columns = _grid_columns(heads)
            if len(columns) >= 2 and all(clean(head) for head in heads[1:]):
                return Grid(table, row, columns, table.rows[number + 1 :])
    return None


def _grid_columns(heads: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    who: int | None = None
    for number, head in enumerate(heads):
        kind = next((kind for kind, pattern in _GRID_COLUMNS if pattern.fullmatch(head)), None)
        if kind:
            found.setdefault(kind, number)
        elif _GRID_WHO.fullmatch(head):
            who = number
    if who is not None:
        found.setdefault("role" if "name" in found else "name", who)
    if "role" not in found and "name" not in found and heads and not heads[0]:
        found["role"] = 0
    return found


def _side_by_side(table: Table) -> bool:
    """Whether two or more blocks stand beside each other, a column each."""
    for row in table.rows:
        texts = [cell.text.strip() for cell in row.cells]
        starts = [text for text in texts if _starts_block(text)]
        if len(starts) >= 2:
            return True
        if (
            len(texts) >= 3
            and texts[0]
            and _starts_block(texts[0])
            and not any(_KEY.match(text) for text in texts[1:] if text)
        ):
            return len(table.rows) > 1 and all(len(other.cells) >= 3 for other in table.rows)
    return False


def _starts_block(text: str) -> bool:
    match = _KEY.match(text)
    return bool(match and match["sign"] and not is_prose(match["sign"]))


def _columns(table: Table) -> Iterator[Line | Grid]:
    """The lines of a table read down its columns; a column of labels is set before each of the others."""
    width = max(len(row.cells) for row in table.rows)
    starts = sum(_starts_block(row.cells[0].text.strip()) for row in table.rows)
    labels_first = starts and not any(
        _starts_block(cell.text.strip()) for row in table.rows for cell in row.cells[1:]
    )
    for number in range(1 if labels_first else 0, width):
        for row in table.rows:
            if number < len(row.cells):
                yield from _column_lines(row, number, table, with_label=bool(labels_first))


def _column_lines(row: Row, number: int, table: Table, *, with_label: bool) -> Iterator[Line]:
    cell = row.cells[number]
    marks = [mark for paragraph in cell.paragraphs for mark in paragraph.marks]
    if with_label:
        yield Line(
            f"{clean(row.cells[0].text)}:\t{' '.join(cell.text.split())}", row.where, marks, table=table
        )
        return
    for part in cell.text.split("\n"):
        if part.strip():
            yield Line(part, row.where, marks, table=table)


# ---- from lines to blocks


class _Scan:
    """Reads lines in order and collects blocks and forms."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.out = SignatureFindings()
        self.heading = ""
        self.form_heading: str | None = None
        self.form_sentence: str | None = None
        self.since_sentence = 0
        self.open: _Block | None = None
        self.pending: list[tuple[Key, str, str]] = []
        self.before = ""
        self.before_line: Line | None = None
        self.blocks: list[tuple[_Block, str | None]] = []
        self.grids: list[tuple[Grid, str | None, str]] = []

    def form(self, role: str | None) -> str | None:
        """The heading or sentence of the form that is being read, if what is signed here is one."""
        if role and signs_for_themselves(role):
            return self.form_heading or self.form_sentence or self.heading or role
        if self.form_heading:
            return self.form_heading
        if self.form_sentence and self.since_sentence <= 14 and not (role and _governs(role)):
            return self.form_sentence
        return None

    def line(self, line: Line) -> None:
        """Take in the next line."""
        text = line.text
        self.since_sentence += 1
        if self.special(line):
            return
        keys = list(_keys(text)) if _may_hold_key(text) else []
        if keys:
            self.keyed(line, keys)
        elif is_blank(text):
            self.blank(line)
        else:
            self.plain(line)

    def special(self, line: Line) -> bool:
        """Forms that need no label: signature lines, electronic approvals, ticked boxes, /s/, originals held elsewhere."""
        for mark in line.marks:
            if mark.kind == "signature_line":
                self.signature_line(mark, line)
                return True
        if len(line.text) > 400 or not _MAY_SIGN.search(line.text):
            return False
        return self.slash_s(line) or self.electronic(line) or self.ticked(line) or self.held(line)

    def signature_line(self, mark: Mark, line: Line) -> None:
        """Word's own signature line: signed only with a digital signature, which is not verified here."""
        role = mark.detail.partition("|")[2].strip() or None
        present = has_signature_part(self.text.package)
        state: Signed = "unclear" if present else "no"
        evidence = (
            "signature line; the file holds a digital signature, which was not verified"
            if present
            else "signature line of Word, without a digital signature"
        )
        self.out.sign_offs.append(SignOff(role, None, None, state, evidence, line.where))

    def slash_s(self, line: Line) -> bool:
        """As in "/s/ Ann Reed, Chair of Governors, 12 September 2025"."""
        match = _SLASH_S.match(line.text)
        if not match:
            return False
        rest = match["rest"]
        dates = dates_in(rest, line.where)
        if dates:
            rest = rest[: dates[0].start] + rest[dates[0].end :]
        parts = [part.strip() for part in re.split(r"[,\t]|\s{2,}", rest) if part.strip()]
        role = next((part for part in parts[1:] if is_role(part)), None)
        name = parts[0] if parts else None
        self.out.sign_offs.append(
            SignOff(role, name, dates[0].claim if dates else None, "yes", "typed signature (/s/)", line.where)
        )
        return True

    def electronic(self, line: Line) -> bool:
        """As in "Approved electronically by Ann Reed (Chair) on 12 September 2025"."""
        match = _ELECTRONIC.search(line.text)
        if not match:
            return False
        name, role = clean(match["name"]), match["role"] or match["role2"]
        if is_role(name) and not role:
            name, role = "", name
        if name and not (is_name(name) and name[0].isupper()):
            return False
        dates = dates_in(line.text[match.end() :], line.where)
        claim = dates[0].claim if dates else None
        if claim is not None and line.text[match.start()].casefold() == "a":
            self.out.approvals.append(claim)
        self.out.sign_offs.append(
            SignOff(role, name or None, claim, "yes", "approved electronically, as the text says", line.where)
        )
        return True

    def ticked(self, line: Line) -> bool:
        """A tick box beside "Approved by the Chair of Governors"."""
        states = [mark.kind for mark in line.marks if mark.kind in ("checked", "unchecked")]
        match = _TICKED.match(line.text.strip())
        if not states or not match:
            return False
        state: Signed = "yes" if "checked" in states else "no"
        self.out.sign_offs.append(
            SignOff(
                clean(match["role"]),
                None,
                None,
                state,
                f"tick box, {'ticked' if state == 'yes' else 'not ticked'}",
                line.where,
            )
        )
        return True

    def held(self, line: Line) -> bool:
        """A sentence that says that the signed copy is kept elsewhere."""
        if not _HELD_SENTENCE.search(line.text) or _KEY.match(line.text) or self.form_heading:
            return False
        if any(one.evidence.startswith("held elsewhere") for one in self.out.sign_offs):
            return True
        self.out.sign_offs.append(
            SignOff(None, None, None, "unclear", f"held elsewhere: “{clean(line.text)[:120]}”", line.where)
        )
        return True

    def keyed(self, line: Line, keys: list[re.Match[str]]) -> None:
        """A line with labels of a sign block."""
        self.role_first(line, keys)
        for match, value in _values(keys, line.text):
            kind: Key = (
                "sign" if match["sign"] else "name" if match["name"] else "date" if match["date"] else "role"
            )
            if kind == "sign":
                self.start(line, match, value, first=match is keys[0])
            elif self.open is not None and not self.begins_next(kind):
                _attach(self.open, kind, value, match, line.where)
                self.out.block_places.add(line.where)
            else:
                self.close()
                self.pending.append((kind, value, _label(match)))
        self.before, self.before_line = "", line

    def role_first(self, line: Line, keys: list[re.Match[str]]) -> None:
        """A row that begins with an office, below "Signed by": each such row is a place to sign."""
        role = clean(line.text[: keys[0].start()])
        if self.open is None or keys[0]["sign"] or not is_role(role):
            return
        if not is_blank(self.open.value) or self.open.table_of_rows is not line.table or line.table is None:
            return
        if self.open.hints or self.open.role:
            keys_before = self.open.keys[:1]
            self.close()
            self.open = _Block(line, keys=keys_before, table_of_rows=line.table)
        self.open.hints.append(role)
        self.open.marks += line.marks

    def begins_next(self, kind: Key) -> bool:
        """Whether a name belongs to the next block, in forms where the name comes before the signature."""
        return kind in ("name", "role") and self.open is not None and self.open.named_before

    def start(self, line: Line, match: re.Match[str], value: str, *, first: bool) -> None:
        """Begin a block."""
        self.close()
        block = _Block(line, value=value, marks=list(line.marks), table_of_rows=line.table)
        block.hints = [hint for hint in (match["hint"], _role_in_label(match["sign"])) if hint]
        block.sure = bool(match["sep"]) or bool(line.marks) or not is_blank(value) or value.strip() != ""
        block.keys.append(clean(match["sign"]))
        for kind, text, label in self.pending:
            _attach(block, kind, text, None, line.where)
            block.keys.append(label)
            block.named_before = block.named_before or kind in ("name", "role")
        self.pending = []
        if first and self.before and is_role(self.before):
            block.hints.append(self.before)
        if first and self.before_line is not None:
            block.near = [
                mark
                for mark in self.before_line.marks
                if not self.before_line.text.strip() and mark.kind == "picture"
            ]
        self.open = block
        self.out.block_places.add(line.where)

    def blank(self, line: Line) -> None:
        """A line without words: a line to sign on, a picture, a gap."""
        if self.open is not None:
            self.open.near += [mark for mark in line.marks if mark.kind in ("picture", "ink")]
            self.open.sure = self.open.sure or bool(line.text.strip())
        self.before, self.before_line = "", line

    def plain(self, line: Line) -> None:
        """A line with words but without labels: an office below the line, a heading, or text."""
        text = clean(line.text)
        if self.under_line(line, text):
            return
        if (
            self.open is not None
            and not line.style.startswith("Heading")
            and is_role(text)
            and self.open.role is None
            and not self.open.hints
        ):
            self.open.hints.append(text)
            self.before, self.before_line = "", line
            return
        self.close()
        self.pending = []
        self.note_context(line, text)
        self.before, self.before_line = text, line

    def under_line(self, line: Line, text: str) -> bool:
        """A blank line with "[Signature]" or an office below it."""
        above = self.before_line
        if above is None or "_" * 5 not in above.text or not is_blank(above.text) or line.heading:
            return False
        if not (
            _UNDER_LINE.match(text) or (is_role(text) and len(text) < 50 and len(above.text.strip()) < 60)
        ):
            return False
        self.close()
        block = _Block(
            above, value=above.text, marks=list(above.marks), hints=[text] if is_role(text) else []
        )
        block.keys.append(text)
        self.open = block
        self.before, self.before_line = "", line
        return True

    def note_context(self, line: Line, text: str) -> None:
        """Keep the heading, and whether a form begins or ends."""
        lower = text.lower()
        if line.heading:
            self.heading = text
            appendix_only = re.fullmatch(r"appendix\s*\w*", text, re.IGNORECASE) is not None
            if _DECLARATION_HEADING.search(text) and len(text) < 90:
                self.form_heading = text
            elif not appendix_only:
                self.form_heading = None
            self.form_sentence = None
        if any(word in lower for word in _DECLARING) and _DECLARATION_SENTENCE.search(text):
            self.form_sentence, self.since_sentence = text[:80], 0

    def grid(self, grid: Grid) -> None:
        """A table with a column for signatures."""
        self.close()
        self.pending = []
        before = self.before
        self.grids.append((grid, self.form(None), f"{self.heading} {before}"))
        self.before, self.before_line = "", None

    def close(self) -> None:
        """End the block being read."""
        if self.open is not None:
            block = self.open
            block.role = block.role or next(iter(block.hints), None)
            self.blocks.append((block, self.form(block.role)))
            self.open = None


_KEY_WORDS = (
    "sign",
    "name",
    "date",
    "print",
    "position",
    "role",
    "title",
    "designation",
    "capacity",
    "office",
    "post",
)
LONGEST_KEYED_LINE = 600
_GOVERNS = re.compile(
    r"chair|governor|head ?teacher|principal|trustee|\bceo\b|director|policy owner|proprietor|governing|board",
    re.IGNORECASE,
)


def _may_hold_key(text: str) -> bool:
    """A cheap look whether a line can hold labels of a sign block."""
    lower = text.lower()
    return len(text) <= LONGEST_KEYED_LINE and any(word in lower for word in _KEY_WORDS)


def _governs(role: str) -> bool:
    return _GOVERNS.search(role) is not None


def _keys(text: str) -> Iterator[re.Match[str]]:
    """The labels of a sign block in a line; a second "Signature of ..." without colon or line is a prompt, no label."""
    signed = False
    for match in _KEY.finditer(text):
        if match["sign"] and (
            _is_sentence(match, text) or (signed and match["sep"] == "" and "_" not in text)
        ):
            continue
        signed = signed or bool(match["sign"])
        yield match


def _is_sentence(match: re.Match[str], text: str) -> bool:
    """Whether "signed" is a word of a sentence and no label."""
    label = match["sign"]
    if is_prose(label.replace(" by", "")):
        return True
    if match["sep"] == "" and match.end() < len(text) and text[match.end()] not in "_.…\t":
        return True
    rest = text[match.end() :]
    return match["sep"] in ("-", "–") and is_prose(rest)


def _values(keys: list[re.Match[str]], text: str) -> Iterator[tuple[re.Match[str], str]]:
    for number, match in enumerate(keys):
        end = keys[number + 1].start() if number + 1 < len(keys) else len(text)
        if number + 1 < len(keys) and text[end : end + 1] in "_.…)":
            end += 1
        yield match, text[match.end() : end]


_LABEL_ROLE = re.compile(
    r"^(?P<pre>.*?)(?:['’]s?)?\s*\b(?:signed(?: off)?|signatures?|sign)\b\s*(?:(?:by|of|on behalf of|for and on behalf of|for)\b\s*(?P<post>.*))?$",
    re.IGNORECASE,
)


def _role_in_label(label: str) -> str | None:
    """The office in "Signature of the Chair", "Manager signed", "Signed on behalf of the governing body"."""
    match = _LABEL_ROLE.match(clean(label))
    if not match:
        return None
    for text in (match["pre"], match["post"]):
        role = clean(text or "").removeprefix("the ").removeprefix("The ")
        if role and not is_placeholder(role):
            return role
    return None


def _label(match: re.Match[str]) -> str:
    """The words of a label, without what stood before it."""
    return clean(match["sign"] or match["name"] or match["date"] or match["role"])


def _attach(block: _Block, kind: Key, value: str, match: re.Match[str] | None, where: str) -> None:
    """Add name, office or date to a block."""
    text = unfilled(value)
    if match is not None:
        block.keys.append(_label(match))
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
        claim = read_date(text, where)
        block.date = claim if claim is not None and claim.known else block.date


# ---- judging


_PARENS = re.compile(r"\(([^()]*)\)")
_ON_THE_LINE = re.compile(
    r"[_…]{2,}\s?(?P<name>[^\W_][^_…(]*?)\s?[_…]{2,}|\.{4,}\s?(?P<dots>[^\W_][^_…(]*?)\s?\.{4,}"
)


def _judge(block: _Block) -> SignOff:
    """The sign-off of a block: who, and whether signed."""
    value = block.value
    where = block.line.where
    if _HELD.search(value):
        _, role = split_role(clean(_PARENS.sub(" ", value)))
        block.hints += [role] if role else []
        return _sign_off(block, "unclear", f"held elsewhere: “{clean(value)[:80]}”", name=None)
    for inner in _PARENS.findall(value):
        if inner.strip() and not is_placeholder(inner) and not _is_date(inner, where):
            block.hints.append(clean(inner))
    value = _PARENS.sub("\t", value)
    typed = _typed(block, value)
    if typed is not None and typed[0]:
        return _sign_off(block, "yes", typed[1], name=typed[0])
    return _sign_off(block, *_marked(block, typed))


def _is_date(text: str, where: str) -> bool:
    claim = read_date(text, where)
    return claim is not None and claim.known


def _typed(block: _Block, value: str) -> tuple[str, str] | None:
    """The typed signature and how it was typed; ("", evidence) where a placeholder stands; None where nothing is typed."""
    on_line = _ON_THE_LINE.search(value)
    if on_line:
        name, role = split_role(clean(on_line["name"] or on_line["dots"]))
        block.hints += [role] if role else []
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
    return None


def _before_fill(value: str) -> tuple[str, bool]:
    """What stands before the first line or dots, and whether there is one."""
    match = re.search(r"_{2,}|\.{3,}|…", value)
    if match:
        return value[: match.start()], True
    return value, False


def _note_after_fill(block: _Block, value: str) -> None:
    """What stands behind the line: an office, or the printed name."""
    rest = unfilled(value)
    name, role = split_role(rest)
    if role:
        block.hints.append(role)
    if name and block.name is None and is_name(name) and not is_placeholder(name):
        block.name = name


def _marked(block: _Block, typed: tuple[str, str] | None) -> tuple[Signed, str]:
    """What pictures, ink, tick boxes and prompts say where nothing is typed."""
    kinds = {mark.kind for mark in block.marks}
    if "ink" in kinds or any(mark.kind == "ink" for mark in block.near):
        return "yes", "handwriting with a pen (ink)"
    pictures = [mark for mark in block.marks if mark.kind == "picture" and not _is_logo(mark)]
    if any(not mark.floating for mark in pictures):
        return "yes", "picture in the place of the signature"
    if pictures:
        return "unclear", "a floating picture near the line, which may be a signature"
    if any(not _is_logo(mark) for mark in block.near):
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


def _is_logo(mark: Mark) -> bool:
    return bool(_LOGO.search(mark.detail)) or (
        mark.height > 0 and mark.width * 2 < mark.height * 3 and mark.height > 900_000
    )


def _sign_off(block: _Block, signed: Signed, evidence: str, *, name: str | None = None) -> SignOff:
    roles = [
        hint
        for hint in ([block.role] if block.role else []) + block.hints
        if hint and not is_placeholder(hint)
    ]
    role = next((hint for hint in roles if is_role(hint)), next(iter(roles), None))
    return SignOff(role, block.name or name, block.date, signed, evidence, block.line.where)


# ---- grids


def _grid_rows(grid: Grid, before: str) -> Iterator[SignOff]:
    """The sign-offs of a table with a column for signatures."""
    asks = bool(_APPROVAL_WORDS.search(before))
    blank_seen = False
    for row in grid.rows:
        if len(row.cells) < len(grid.header.cells) - 1:
            continue
        one = _grid_row(grid, row)
        if one.role or one.name or one.signed != "no":
            yield one
        elif asks and not blank_seen:
            blank_seen = True
            yield one


def _grid_row(grid: Grid, row: Row) -> SignOff:
    def value(column: str) -> str:
        number = grid.columns.get(column)
        return row.cells[number].text if number is not None and number < len(row.cells) else ""

    block = _Block(Line("", row.where, []))
    for kind in ("role", "name", "date"):
        _attach(
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
        block.line.script = any(paragraph.script for paragraph in cell.paragraphs)
    typed = unfilled(value("sign"))
    if _HELD.search(typed):
        return _sign_off(block, "unclear", f"held elsewhere: “{typed[:80]}”")
    if typed and not is_blank(typed) and not is_placeholder(typed):
        return _sign_off(block, "yes", "typed in the signature cell", name=typed)
    state, evidence = _marked(
        block, ("", f"placeholder “{typed}”") if typed and not is_blank(typed) else None
    )
    return _sign_off(block, state, "empty signature cell" if evidence == "blank line" else evidence)


# ---- all together


def find_signatures(text: Text) -> SignatureFindings:
    """Every sign-off and every form for others in a document, in order."""
    scan = _Scan(text)
    for group in (text.body, text.boxes):
        for line in _lines(group):
            if isinstance(line, Grid):
                scan.grid(line)
            else:
                scan.line(line)
        scan.close()
    _conclude(scan)
    return scan.out


def _conclude(scan: _Scan) -> None:
    """Turn blocks and grids into sign-offs and declarations."""
    forms: dict[str, tuple[list[str], str]] = {}
    for block, form in scan.blocks:
        if form is not None:
            fields, _ = forms.setdefault(form, ([], block.line.where))
            fields.extend(key for key in block.keys if key not in fields)
        elif block.sure or len(block.keys) > 1:
            scan.out.sign_offs.append(_judge(block))
    for grid, form, before in scan.grids:
        if form is not None:
            forms.setdefault(form, ([clean(cell.text) for cell in grid.header.cells], grid.header.where))
        else:
            scan.out.sign_offs.extend(_grid_rows(grid, before))
    scan.out.declarations = [
        Declaration(heading, tuple(fields), where) for heading, (fields, where) in forms.items()
    ]
