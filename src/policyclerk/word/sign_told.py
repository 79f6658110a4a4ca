"""What tells of a signature without a label: Word's signature lines, stamps, sentences, tick boxes, /s/, originals held elsewhere."""

import re

from policyclerk.domain.document import SignOff
from policyclerk.word.people import signs_for_themselves
from policyclerk.word.sign_above import LineAbove
from policyclerk.word.sign_blocks import SignBlock
from policyclerk.word.sign_digital import line_sign_off, signatures_of
from policyclerk.word.sign_findings import FoundBlock, FoundGrid, SignatureFindings
from policyclerk.word.sign_forms import Forms
from policyclerk.word.sign_labels import KEY
from policyclerk.word.sign_lines import Line
from policyclerk.word.sign_offices import is_office
from policyclerk.word.sign_sentences import HELD, electronic, signed_behind, slash_s, ticked
from policyclerk.word.sign_stamps import is_number, stamp_in, time_of
from policyclerk.word.text import Mark, Text
from policyclerk.word.values import clean, is_blank

_MAY_SIGN = re.compile(
    r"sign|S(?:ign|IGN)|/[sS]/|a(?:pproved|uthori[sz]|greed)|A(?:pproved|PPROVED|uthori[sz]|greed)|ratified|Ratified|☐|☒|☑|✓"
)
"""Each way begins with a fixed character, which lets the regex engine skip all others at a stroke."""


class ToldScan:
    """The half of the reading of lines that needs no labels.

    Attributes:
        out: what has been found.
        open: the place for a signature that is being read.
        blocks, grids: the places and tables for signatures that have been read.
        digital, lines: the digital signatures of the file, and Word's signature lines.
    """

    def __init__(self, text: Text) -> None:
        self.out = SignatureFindings()
        self.forms = Forms()
        self.open: SignBlock | None = None
        self.above = LineAbove()
        self.blocks: list[FoundBlock] = []
        self.grids: list[FoundGrid] = []
        self.digital = signatures_of(text.package)
        self.lines: list[Mark] = []

    def special(self, line: Line) -> bool:
        """Forms that need no label: signature lines, electronic approvals, ticked boxes, /s/, originals held elsewhere."""
        for mark in line.marks:
            if mark.kind == "signature_line":
                self.out.sign_offs.append(line_sign_off(mark, line.where, self.digital))
                self.lines.append(mark)
                return True
        if len(line.text) > 400 or not _MAY_SIGN.search(line.text):
            return self.open is not None and self.open.stamped and self.below_stamp(line, self.open)
        if self.stamp(line):
            return True
        signed = slash_s(line)
        if signed is not None and self.open is not None and self.open.takes_signature(signed):
            return True
        one = signed or electronic(line) or signed_behind(line) or ticked(line)
        if one is None:
            return self.held(line)
        self.out.sign_offs.append(one)
        if one.evidence.startswith("approved electronically") and one.date is not None:
            self.out.approvals.append(one.date)
        return True

    def stamp(self, line: Line) -> bool:
        """The stamp of a program for electronic signatures, in the place of a signature or by itself."""
        stamp = stamp_in(line.text, line.where)
        if stamp is None:
            return False
        if self.open is None or not is_blank(self.open.value):
            self.close()
            office = clean(self.above.text)
            self.open = SignBlock(line, hints=[office] if is_office(office) else [])
            self.out.block_places.add(line.where)
        block = self.open
        block.stamped, block.value, block.date = True, stamp.name, block.date or stamp.date
        block.hints += [stamp.role] if stamp.role else []
        self.above.takes(line)
        return True

    def below_stamp(self, line: Line, block: SignBlock) -> bool:
        """The number of a stamp and its time, each a line of its own."""
        if is_number(line.text):
            return True
        time = None if block.date else time_of(line.text, line.where)
        block.date = block.date or time
        return time is not None

    def held(self, line: Line) -> bool:
        """A sentence that says that the signed copy is kept elsewhere."""
        if not HELD.search(line.text) or KEY.match(line.text) or self.forms.form_heading:
            return False
        if any(one.evidence.startswith("held elsewhere") for one in self.out.sign_offs):
            return True
        self.out.sign_offs.append(
            SignOff(None, None, None, "unclear", f"held elsewhere: “{clean(line.text)[:120]}”", line.where)
        )
        return True

    def close(self) -> None:
        """End the block being read."""
        if self.open is not None:
            block = self.open
            block.role = block.role or next(iter(block.hints), None)
            others = next(filter(signs_for_themselves, block.keys), None)  # "Parent name"
            form = self.forms.form_of_block(block.role, block.value) or (
                self.forms.form(others) if others else None
            )
            self.blocks.append((block, form))
            self.open = None
