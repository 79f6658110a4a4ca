"""What the words of a policy row come to: statutory ticks, status, outcome, "live document", accepted findings."""

import re

from policyclerk.domain.cells import plain_words
from policyclerk.domain.dates import read_date
from policyclerk.domain.finding import FINDING_KINDS
from policyclerk.domain.policy import Accepted, OutcomeKind, State

_YES = frozenset(
    {"y", "yes", "true", "x", "1", "s", "stat", "required", "must", "✓", "✔", "☑", "√", "✅", "■", "●", "ü"}
)
_NO = frozenset(
    {
        "n",
        "no",
        "false",
        "0",
        "local",
        "recommended",
        "additional",
        "optional",
        "good practice",
        "l",
        "✗",
        "✘",
        "☐",
        "❌",
        "×",
        "-",
    }
)

_STATES: tuple[tuple[State, re.Pattern[str]], ...] = (
    ("not applicable", re.compile(r"not applicable|n\s?/\s?a\b|^na$|not required", re.IGNORECASE)),
    (
        "retired",
        re.compile(
            r"(?<!to be )(?<!not )(?<!not yet )"
            r"(?:retired|withdrawn|archived?\b|super[sc]eded|obsolete|deleted|discontinued|replaced)|"
            r"no longer (?:used|required|needed|in use|applicable|relevant)",
            re.IGNORECASE,
        ),
    ),
    (
        "approved",
        re.compile(
            r"^(?:approved|adopted|ratified|agreed|signed off)\b(?!.*\b(?:subject|pending|awaiting|once|when|to be)\b)",
            re.IGNORECASE | re.DOTALL,
        ),
    ),
    (
        "at committee",
        re.compile(
            r"(?:at|with|to|for|before)\s+(?:\w+\s+){0,3}(?:committee|board|governors|fgb|lgb|trustees)",
            re.IGNORECASE,
        ),
    ),
    (
        "awaiting approval",
        re.compile(
            r"(?:awaiting|for|pending|needs|requires?|ready for|subject to|due for)\s+(?:\w+\s+){0,2}"
            r"(?:approval|ratification|sign[\s-]?off)|to be (?:approved|ratified|adopted|signed off)|approval pending",
            re.IGNORECASE,
        ),
    ),
    (
        "draft",
        re.compile(
            r"draft|not (?:yet )?(?:approved|ratified)|unapproved|in progress|under review|being (?:re)?written",
            re.IGNORECASE,
        ),
    ),
    ("live", re.compile(r"(?:live|living|rolling) doc", re.IGNORECASE)),
    ("published", re.compile(r"published|on (?:the )?website|^live$", re.IGNORECASE)),
    ("approved", re.compile(r"approved|adopted|ratified|agreed|signed off", re.IGNORECASE)),
)

_NOT_HELD = re.compile(r"\s*(?:n\s?/\s?a\b|not applicable\b)", re.IGNORECASE)
_EXEMPT = re.compile(
    r"(?:(?:live|living|rolling|ongoing|on-going)(?:\s+doc(?:ument)?)?|n\s?[/.]?\s?a\.?|not applicable|not required|"
    r"no review(?: (?:needed|required|date))?|none required)(?:\s*[-\u2013\u2014:;,(]\s*\D*)?",
    re.IGNORECASE,
)

_OUTCOMES: tuple[tuple[OutcomeKind, re.Pattern[str]], ...] = (
    ("withdrawn", re.compile(r"withdraw|retire|discontinue", re.IGNORECASE)),
    (
        "no change",
        re.compile(
            r"no\s+(?:\w+\s+)?(?:changes?|amendments?|updates?)|unchanged|nothing to change", re.IGNORECASE
        ),
    ),
    (
        "changes needed",
        re.compile(
            r"changes?\s+(?:are\s+)?(?:needed|required|necessary)|needs?\s+(?:\w+\s+)?(?:changes?|updat|amend|work)|"
            r"amendments?\s+(?:needed|required)|not ready",
            re.IGNORECASE,
        ),
    ),
    ("ready", re.compile(r"^\s*(?:is\s+)?ready\b|reviewed[\s,:-]+ready", re.IGNORECASE)),
)

_ACCEPTED = re.compile(
    r"\s*(?P<kind>[A-Za-z][A-Za-z_ -]*?)\s+until\s+(?P<until>[^:]+?)\s*:\s*(?P<reason>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_NEXT_ACCEPTED = re.compile(
    r"[\n\r]+|;(?=\s*[A-Za-z][A-Za-z_ -]*\s+until\s)|;\s*$"
    rf"|,(?=\s*(?:{'|'.join(FINDING_KINDS).replace('_', '[ _-]')})\s+until\s)",
    re.IGNORECASE,
)


def statutory_of(text: str | None) -> bool | None:
    """Whether a Statutory cell says yes or no; None where it says nothing."""
    if not text:
        return None
    word = text.strip().casefold()
    words = plain_words(text)
    if word in _NO or words in _NO or words.startswith(("non", "not ")):
        return False
    return True if word in _YES or words in _YES or words.startswith(("statut", "yes", "legal")) else None


def state_of(text: str | None) -> State | None:
    """What a Status cell comes to; None where it is not understood. "DRAFT - not approved" is a draft."""
    if not text:
        return None
    return next((state for state, pattern in _STATES if pattern.search(text.strip())), None)


def state_of_row(*, title: str, status: str | None) -> State | None:
    """What Status comes to; where it is blank, a name such as "N/a - no biometric data held" says so itself."""
    if not status and _NOT_HELD.match(title):
        return "not applicable"
    return state_of(status)


def exempt_of(text: str | None) -> str | None:
    """The text itself where it says that no review date is chased ("Live document", "n/a - no such data"), else None.

    A remark may follow, but no number: "Live document - next look 2027" is for a person to read.
    """
    return text if text and _EXEMPT.fullmatch(text.strip()) else None


def outcome_of(text: str | None) -> OutcomeKind | None:
    """What an Outcome cell comes to; None where it is blank or not understood."""
    if not text:
        return None
    return next((outcome for outcome, pattern in _OUTCOMES if pattern.search(text)), None)


def accepted_of(text: str | None) -> tuple[tuple[Accepted, ...], tuple[str, ...]]:
    """The accepted findings of a cell, one per line or semicolon, and the pieces that are not "KIND until DATE: reason".

    A piece that names no kind of finding accepts nothing and is among the latter.
    A part-date lasts to its end: "until March 2027" is accepted to the 31st.
    """
    found: list[Accepted] = []
    unclear: list[str] = []
    for piece in _NEXT_ACCEPTED.split(text or ""):
        if not piece.strip():
            continue
        accepted = _accepted(piece)
        if accepted:
            found.append(accepted)
        else:
            unclear.append(piece.strip())
    return tuple(found), tuple(unclear)


def _accepted(piece: str) -> Accepted | None:
    match = _ACCEPTED.fullmatch(piece)
    until = read_date(match["until"], "") if match else None
    if match is None or until is None or until.end is None:
        return None
    kind = "_".join(re.split(r"[\s_-]+", match["kind"].strip().lower()))
    if kind not in FINDING_KINDS:
        return None
    return Accepted(kind, until.end, match["reason"].strip())
