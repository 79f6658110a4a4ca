"""A file that cannot be read, told in a sentence for its owner."""

from policyclerk.domain.document import ProblemKind
from policyclerk.domain.errors import PolicyclerkError

RESAVE = "Open it in Word and save it again as a Word document (.docx)."


class Unreadable(PolicyclerkError):
    """A file that cannot be read as a Word document; the message is the sentence for its owner.

    Attributes:
        sha256: digest of the bytes, where they could be had.
    """

    def __init__(self, kind: ProblemKind, message: str, *, sha256: str | None = None) -> None:
        super().__init__(kind, message)
        self.problem: ProblemKind = kind
        self.sha256 = sha256


def resave() -> str:
    """The advice, to go on within a sentence."""
    return RESAVE[0].lower() + RESAVE[1:]
