"""What one Word file says of itself: the shape of `policyclerk read --json`.

Absent is None or an empty tuple, never a guess. The reader derives nothing: a next review that follows from a
cycle is worked out by `domain.review`, which has the register and the terms beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from policyclerk.domain.dates import DateClaim
from policyclerk.domain.plain import from_plain

Signed = Literal["yes", "no", "unclear"]
ProblemKind = Literal[
    "not_found",
    "not_word",
    "old_word",
    "encrypted",
    "corrupt",
    "too_large",
    "hostile",
    "lock_file",
    "template_or_macro",
    "unsupported",
    "not_read",  # the machine failed, not the file: reading it was given up for this run
]


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """Why a file could not be read at all: the kind for machines, the sentence for the person who must mend it."""

    kind: ProblemKind
    message: str


@dataclass(frozen=True, slots=True)
class CycleClaim:
    """A review cycle as a text states it; months is None where the text does not fix a number."""

    raw: str
    months: int | None
    where: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """One place for a signature. Only `signed == "no"` is a missing signature; `unclear` is for a person to look at.

    Attributes:
        evidence: what was seen there, in words ("typed name", "blank line", "picture in the signature cell").
    """

    role: str | None
    name: str | None
    date: DateClaim | None
    signed: Signed
    evidence: str
    where: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """A form for others to sign (staff declaration, consent, acknowledgement): blank is as it should be."""

    heading: str
    fields: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One row of the table of versions, as written."""

    version: str | None
    date: DateClaim | None
    status: str | None
    owner: str | None
    approver: str | None
    comment: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A text of interest and where it stands."""

    raw: str
    where: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A law, a guidance, a body, a term or a service that a document names.

    Attributes:
        raw: the name as written, with the year that goes with it.
        said: the sentence in which it stands, shortened; it tells a current name from one told as past.
    """

    raw: str
    where: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field for which the document gives different values; which one is right is for a person to say."""

    field: str
    values: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about the file (unaccepted changes, a placeholder left, fields left out)."""

    kind: str
    message: str
    where: str | None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Everything read out of one Word file.

    Attributes:
        file: the path as given by the caller.
        sha256: digest of the bytes, None where they could not be had.
        latest_review: the newest date on which the document claims to have been reviewed, revised or issued.
        approved: the date on which it claims approval.
        conflicts: one per field whose values disagree.
    """

    file: str
    sha256: str | None
    ok: bool
    problem: ReadProblem | None = None
    title: str | None = None
    organisation: str | None = None
    reference: str | None = None
    version: str | None = None
    status: str | None = None
    owner: str | None = None
    approver: str | None = None
    latest_review: DateClaim | None = None
    approved: DateClaim | None = None
    next_review: DateClaim | None = None
    review_cycle: CycleClaim | None = None
    sign_offs: tuple[SignOff, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    references: tuple[Reference, ...] = ()
    related_policies: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[Note, ...] = ()


def facts_from_plain(plain: Mapping[str, Any]) -> DocumentFacts:
    """The facts that `plain.to_plain` wrote down (cache, child process)."""
    return from_plain(DocumentFacts, plain)


def unreadable(file: str, sha256: str | None, kind: ProblemKind, message: str) -> DocumentFacts:
    """The facts of a file that could not be read at all."""
    return DocumentFacts(file=file, sha256=sha256, ok=False, problem=ReadProblem(kind, message))
