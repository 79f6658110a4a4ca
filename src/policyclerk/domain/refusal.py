"""An address that the last message did not get through to, as the ledger remembers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

REFUSALS: Mapping[str, str] = {
    "address_refused": "was refused",
    "address_not_reached": "could not be delivered",
}
"""Kind of a failed mail that is about the address itself -> what became of the message."""

TOLD_LATER_DAYS = 7
"""For so many days after a message was taken its service is asked whether it could be delivered."""


@dataclass(frozen=True, slots=True)
class RefusedAddress:
    """An address and the newest entry of the ledger that says it cannot be written to.

    Attributes:
        address: case-folded.
        on: the day of the run that the message belonged to, or that found it out.
        seq: the entry's number.
        kind: one of `REFUSALS`.
    """

    address: str
    on: date
    seq: int
    kind: str


def refusal_in(result: Any) -> str | None:
    """The kind of refusal that an entry's result tells, None where it tells of something else."""
    problem = result.get("problem") if isinstance(result, Mapping) else None
    kind = problem.get("kind") if isinstance(problem, Mapping) else None
    return kind if kind in REFUSALS else None
