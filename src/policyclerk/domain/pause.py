"""A pause of the mails: for everybody, or for one person."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Pause:
    """No mail goes while it holds; what falls due meanwhile goes afterwards.

    Attributes:
        until: the day on which mail goes again, None until somebody says so.
        person: recipient hash of the one whom it is about, None for everybody.
    """

    until: date | None = None
    person: str | None = None

    def holds(self, today: date, person: str | None) -> bool:
        """Whether somebody gets no mail today."""
        return self.person in (None, person) and (self.until is None or today < self.until)
