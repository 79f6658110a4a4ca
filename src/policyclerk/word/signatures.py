"""Places for signatures: what they are, whose they are, and whether anybody has signed.

A policy is signed off by its owner, head or chair; the forms at its end are signed by staff, parents or pupils. The
first are sign-offs; the second are declarations, and blank is how they should be. Only what is certainly a blank
place for a sign-off is called unsigned; what a file cannot prove is unclear.
"""

import re
from collections.abc import Iterable

from policyclerk.word.labels import field_in
from policyclerk.word.people import is_name, is_role, signer_in, split_role
from policyclerk.word.sign_above import LineAbove
from policyclerk.word.sign_before import office_before
from policyclerk.word.sign_beside import tell_of_each
from policyclerk.word.sign_blocks import SignBlock, attach
from policyclerk.word.sign_digital import others, softened
from policyclerk.word.sign_findings import SignatureFindings
from policyclerk.word.sign_forms import Forms
from policyclerk.word.sign_grids import Grid, offices_in
from policyclerk.word.sign_labels import (
    Key,
    bare_label,
    keys_in,
    kind_of,
    label_words,
    role_in_label,
    values_of,
)
from policyclerk.word.sign_lines import Line, lines_of
from policyclerk.word.sign_offices import (
    drawn_for_an_office,
    drawn_for_approval,
    governs,
    is_labelled,
    is_office,
    names_organisation,
    signers,
)
from policyclerk.word.sign_reach import stretches
from policyclerk.word.sign_told import ToldScan
from policyclerk.word.sign_words import is_drawn, may_hold_key
from policyclerk.word.text import Block, Paragraph, Table, Text
from policyclerk.word.values import clean, is_blank, unfilled

__all__ = ["SignatureFindings", "find_signatures"]

_UNDER_LINE = re.compile(r"^[\[(]?\s*(?:signature|signed|sign here)\s*[\])]?$", re.IGNORECASE)


class _Scan(ToldScan):
    """Reads lines in order and collects blocks and forms."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.beside: list[SignBlock] = []
        self.pending: list[tuple[Key, str, str]] = []

    @property
    def expects(self) -> bool:
        """Whether the next line can belong to what has been read."""
        return self.open is not None or self.above.is_drawn

    def forget(self) -> None:
        """Go on further down, where nothing counts of what has been read."""
        self.forms, self.above, self.pending = Forms(), LineAbove(), []

    def take(self, block: Block) -> None:
        """Take in the next block."""
        if isinstance(block, Table) or not self.passes(block):
            self.block(block)

    def passes(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is a line of text without meaning here; it is only kept as the line above the next.

        Nearly all that a document holds passes here, which spares it the closer looks.
        """
        text = paragraph.text
        if paragraph.contents or not (paragraph.marks or text.strip()):
            return True
        if paragraph.marks or "\n" in text or not self.may_pass(text, paragraph.lower):
            return False
        self.above.pass_over(paragraph)
        return True

    def may_pass(self, text: str, lower: str) -> bool:
        """Whether a line without marks has no meaning here; inside a place for a signature, or a form, each has."""
        return self.open is None and not self.forms.being_read and self.above.lets_pass(text, lower)

    def catch_up(self) -> None:
        """Take in the lines that were passed over."""
        passed = self.above.catch_up()
        if passed:
            self.pending = []
            self.forms.passed(passed)

    def block(self, block: Block) -> None:
        """Take in the lines of a paragraph, the rows of a table."""
        for line in lines_of(block):
            if isinstance(line, Grid):
                self.grid(line)
            else:
                self.line(line)

    def line(self, line: Line) -> None:
        """Take in the next line."""
        self.catch_up()
        row = line.paragraph is None and not line.marks and line.text
        if row and self.may_pass(row, row.lower()):
            self.forms.since_sentence += 1
            self.pending = []
            self.above.says(line)
            return
        self.place(line)
        if self.forms.form(None):
            self.out.form_places.add(line.where)

    def place(self, line: Line) -> None:
        """Tell what a line is, and take it in."""
        text = line.text
        self.forms.since_sentence += 1
        if self.special(line):
            return
        keys = signers(list(keys_in(text)), text) if may_hold_key(text.lower()) else []
        if self.role_line(line, keys) or self.below_several(line, keys):
            return
        if keys:
            self.keyed(line, keys)
        elif is_blank(text):
            self.blank(line)
        else:
            self.plain(line)

    def keyed(self, line: Line, keys: list[re.Match[str]]) -> None:
        """A line with labels of a sign block."""
        self.role_first(line, keys)
        for match, value in values_of(keys, line.text):
            kind = kind_of(match)
            if kind == "sign":
                self.start(line, match, value, first=match is keys[0])
            elif (
                kind == "date"
                and self.open is not None
                and self.open.dated
                and not _PLAIN_DATE.match(label_words(match))
            ):
                self.close()  # "Review date" below a block that has its date: the policy's
            elif self.open is not None and not self.begins_next(kind):
                attach(self.open, kind, value, match, line.where)
                self.out.block_places.add(line.where)
            else:
                self.close()
                self.wait(kind, value, label_words(match))
        self.above.takes(line)

    def wait(self, kind: Key, value: str, label: str) -> None:
        """Keep a label for a signature that may follow; two dates one after the other are the policy's."""
        if kind == "date" and any(other == "date" for other, _, _ in self.pending):
            self.pending = [one for one in self.pending if one[0] != "date"]
        else:
            self.pending.append((kind, value, label))

    def below_several(self, line: Line, keys: list[re.Match[str]]) -> bool:
        """A line of text below several places to sign in one line, which tells of each."""
        several = len(self.beside) > 1 and self.open is self.beside[-1] and line.table is None
        if not several or not tell_of_each(self.beside, line, keys):
            return False
        self.out.block_places.add(line.where)
        self.above.takes(line)
        return True

    def role_line(self, line: Line, keys: list[re.Match[str]]) -> bool:
        """An office with a line to sign on behind it: "Chair of Governors ........... Date ......"."""
        drawn = "__" in line.text or "…" in line.text or "..." in line.text
        short = drawn and len(line.text) < 200
        match = drawn_for_an_office(line.text) if short else None
        if match is None or (keys and keys[0]["sign"]):
            return False
        role = clean(match["role"])
        self.close()
        self.pending = []
        self.open = SignBlock(line, value=match["fill"], hints=[role], keys=[role], marks=list(line.marks))
        self.out.block_places.add(line.where)
        behind = [key for key in keys if key.start() >= match.start("fill") and not key["role"]]
        if behind:
            self.keyed(line, behind)
        return True

    def role_first(self, line: Line, keys: list[re.Match[str]]) -> None:
        """A row that begins with an office, below "Signed by": each such row is a place to sign."""
        first, _, behind = line.text[: keys[0].start()].strip().partition("\t")
        role, name = clean(first), clean(behind)
        if self.open is None or keys[0]["sign"] or not is_role(role) or (name and not is_name(name)):
            return
        if self.open.table_of_rows is None and not (self.open.hints or self.open.role):
            self.open.table_of_rows = line.table  # "Signed by:" above a table with a row for each office
        if not is_blank(self.open.value) or self.open.table_of_rows is not line.table or line.table is None:
            return
        if self.open.hints or self.open.role:
            keys_before = self.open.keys[:1]
            self.close()
            self.open = SignBlock(line, keys=keys_before, table_of_rows=line.table)
        self.open.hints.append(role)
        self.open.marks += line.marks
        if name:
            self.open.below = name
            self.open.named_below = True  # in the row of the office: signed or only printed

    def begins_next(self, kind: Key) -> bool:
        """Whether a name belongs to the next block, in forms where the name comes before the signature."""
        return kind in ("name", "role") and self.open is not None and self.open.named_before

    def start(self, line: Line, match: re.Match[str], value: str, *, first: bool) -> None:
        """Begin a block."""
        self.close()
        if line.table is not None and field_in(value) is not None:
            return  # a row of headings: the next column's stands behind "Signed"
        block = SignBlock(line, value=value, marks=list(line.marks), table_of_rows=line.table)
        block.hints = [hint for hint in (match["hint"], role_in_label(match["sign"])) if hint]
        in_row = line.table is not None and "\t" in line.text
        block.sure = (
            in_row or bool(match["sep"]) or bool(line.marks) or not is_blank(value) or value.strip() != ""
        )
        block.keys.append(clean(match["sign"]))
        for kind, text, label in self.pending:
            attach(block, kind, text, None, line.where)
            block.keys.append(label)
            block.named_before = block.named_before or kind in ("name", "role")
        self.pending = []
        beside = bool(block.hints or split_role(unfilled(value).strip("() "))[1])
        beside = beside or office_before(block, line.text[: match.start()], first=first)
        above = self.above.line.text if self.above.line is not None else ""
        if first and self.above.text and not beside and not self.above.valued:
            self.office_above(block, above.strip())
        if first:
            block.near = self.above.pictures()
        self.open = block
        self.beside = [one for one in self.beside if one.line is line] + [block]
        self.out.block_places.add(line.where)

    def office_above(self, block: SignBlock, above: str) -> None:
        """Take who signs from the line above: an office, or a full name with its office."""
        signer = signer_in(above)
        if is_office(above):
            block.hints.append(self.above.text)
        elif signer is not None and not names_organisation(above):
            block.name = block.name or signer[0]
            block.hints.append(signer[1])

    def blank(self, line: Line) -> None:
        """A line without words: a line to sign on, a picture, a gap."""
        if self.open is not None:
            seen = [mark for mark in line.marks if mark.kind in ("picture", "ink")]
            if line.in_cell and line.table is self.open.line.table:
                self.open.marks += seen
            else:
                self.open.near += seen
            self.open.sure = self.open.sure or bool(line.text.strip())
            self.open.drawn = self.open.drawn or is_drawn(line.text)
        self.above.takes(line)

    def plain(self, line: Line) -> None:
        """A line with words but without labels: an office below the line, a heading, or text."""
        text = clean(line.text)
        if self.under_line(line, text):
            return
        if (
            self.open is not None
            and not line.styled_heading
            and is_role(text)
            and not is_labelled(line.text.strip())
            and self.open.role is None
            and not self.open.hints
        ):
            self.open.hints.append(text.strip("()"))
            self.open.named_below = bool(self.open.below)
            self.above.takes(line)
            return
        if self.open is not None and not line.styled_heading and self.open.takes_signer(text):
            return
        if self.open is not None and (
            self.open.is_dated_by(text, line.where) or self.open.is_office_with_date(text, line.where)
        ):
            self.out.block_places.add(line.where)
            return
        bare = bare_label(text, line.where) if self.open is not None else None
        if self.open is not None and bare is not None:
            attach(self.open, *bare, None, line.where)
            self.open.keys.append(bare[0])
            self.out.block_places.add(line.where)
            return
        if self.open is not None and not line.heading and self.open.may_be_named_by(text):
            self.open.below = text
            return
        self.close()
        self.pending = []
        self.forms.note(line, text)
        self.above.says(line)

    def under_line(self, line: Line, text: str) -> bool:
        """A blank line with "[Signature]" or an office below it."""
        above = self.above.line
        if above is None or line.heading:
            return False
        office, value = text.strip("()"), above.text
        approval = drawn_for_approval(above.text)
        if approval and is_role(office) and governs(office):
            text, value = office, approval["fill"]
        elif "_" * 5 not in above.text or not is_blank(above.text):
            return False
        signer = signer_in(text) if self.open is None else None
        if signer is not None:
            text = signer[1]
        if not (
            _UNDER_LINE.match(text) or (is_role(text) and len(text) < 50 and len(above.text.strip()) < 60)
        ):
            return False
        self.close()
        block = SignBlock(above, value=value, marks=list(above.marks), hints=[text] if is_role(text) else [])
        block.name = signer[0] if signer is not None else None
        block.keys.append(text)
        self.open = block
        self.above.takes(line)
        return True

    def grid(self, grid: Grid) -> None:
        """A table with a column for signatures."""
        self.catch_up()
        self.close()
        self.pending = []
        form = self.forms.form(None, behind=offices_in(grid))
        self.grids.append((grid, form, f"{self.forms.heading} {self.above.text}"))
        self.above.takes(None)


_PLAIN_DATE = re.compile(r"dated?\b", re.IGNORECASE)


def find_signatures(text: Text, asked: Iterable[Paragraph] = ()) -> SignatureFindings:
    """Every sign-off and every form for others in a document, in order.

    Args:
        text: the walked document.
        asked: paragraphs of which `form_places` must tell whether they stand in a form, besides those with signatures.
    """
    scan = _Scan(text)
    blocks, number = [*text.body, *text.boxes], 0
    for start, end in stretches(text, frozenset(asked)):
        if start > number:
            scan.forget()
            number = start
        while number < len(blocks) and (number < end or scan.expects):
            if number == len(text.body):
                scan.close()
            scan.take(blocks[number])
            number += 1
    scan.close()
    out = scan.out
    out.conclude(scan.blocks, scan.grids)
    out.sign_offs = [*softened(out.sign_offs, scan.digital), *others(scan.lines, scan.digital)]
    return out
