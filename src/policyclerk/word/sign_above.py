"""The line above the one being read, which may say whose a place for a signature is; and the lines passed over since."""

from policyclerk.word.sign_lines import Line
from policyclerk.word.sign_offices import with_colon
from policyclerk.word.sign_words import is_drawn, is_dull
from policyclerk.word.text import Mark, Paragraph
from policyclerk.word.values import is_blank


class LineAbove:
    """The line above, in course of reading.

    Attributes:
        line: the line; None at the beginning and behind a table for signatures.
        text: what it says; "" where it belongs to a place for a signature.
        valued: whether it is the value of a label in the line above it.
    """

    def __init__(self) -> None:
        self.line: Line | None = None
        self.text = ""
        self.valued = False
        self._passed: list[Paragraph] = []

    @property
    def is_drawn(self) -> bool:
        """Whether it is a line to sign on, maybe, of which the next line tells more."""
        return not self._passed and self.line is not None and is_drawn(self.line.text)

    def lets_pass(self, text: str, lower: str) -> bool:
        """Whether a line says nothing here: it is dull, and none that stands below a line to sign on."""
        return not self.is_drawn and is_dull(lower) and (text[0].isalnum() or not is_blank(text))

    def pass_over(self, paragraph: Paragraph) -> None:
        """Keep a line that says nothing here; only the last of them counts."""
        self._passed.append(paragraph)

    def catch_up(self) -> list[Paragraph]:
        """Make the last line that was passed over the line above; those passed over."""
        passed, self._passed = self._passed, []
        if passed:
            above = passed[-2].text.rstrip() if len(passed) > 1 else self.text
            last = passed[-1]
            self.valued = above.endswith(":")
            self.text = with_colon(last.text)
            self.line = Line(last.text, last.where, last.marks, last, shown=(last,))
        return passed

    def says(self, line: Line) -> None:
        """Go on behind a line of words."""
        self.valued = self.text.endswith(":")
        self.text, self.line = with_colon(line.text), line

    def takes(self, line: Line | None) -> None:
        """Go on behind a line that belongs to a place for a signature, or behind a table for signatures."""
        self.text, self.line = "", line

    def pictures(self) -> list[Mark]:
        """The pictures in it, where it holds no words."""
        if self.line is None or self.line.text.strip():
            return []
        return [mark for mark in self.line.marks if mark.kind == "picture"]
