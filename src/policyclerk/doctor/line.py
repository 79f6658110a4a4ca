"""What is said of one thing that was looked at."""

from dataclasses import dataclass
from typing import Literal

State = Literal["well", "look", "fault"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at: `well`, worth a `look`, or a `fault` that keeps a night from being whole."""

    state: State
    about: str
    sentence: str
