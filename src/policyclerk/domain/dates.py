"""All reading of dates. UK order, precision kept, and "cannot tell" is an answer.

Everything that turns a text into a date calls this file: register cells, Word covers, history tables. Nothing else
in the product parses a date.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "term", "year"]


@dataclass(frozen=True, slots=True)
class DateClaim:
    """A date as somebody wrote it: a span of days at a stated precision, or the reason why it is none.

    Attributes:
        raw: the text as written; None for a claim that was derived (the evidence then names its sources).
        start, end: first and last day of the span, equal at precision "day"; both None where it cannot be told.
        where: the place in the file or sheet ("body, table 1, row 2", "Policies!F7").
        problem: why there is no date, in words; None where there is one.
    """

    raw: str | None
    start: date | None
    end: date | None
    precision: Precision | None
    where: str
    problem: str | None = field(default=None, metadata={"omit_none": True})

    @property
    def known(self) -> bool:
        """Whether a date could be told."""
        return self.start is not None
