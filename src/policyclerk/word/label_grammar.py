"""The meaning of a label that no table lists, from the words it is put together of.

Schools word their labels afresh ("Date this policy was last looked at by governors"), but out of few words. A label
is understood only where every one of its words is known: one strange word ("Date of fire drill review"), and it may
be about something else.
"""

import re
from functools import lru_cache

from policyclerk.word.label_patterns import Field

_FILLERS = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "as",
        "at",
        "been",
        "being",
        "by",
        "current",
        "currently",
        "date",
        "dated",
        "dates",
        "document",
        "for",
        "formal",
        "formally",
        "from",
        "full",
        "fully",
        "further",
        "has",
        "have",
        "if",
        "in",
        "initial",
        "is",
        "it",
        "its",
        "local",
        "major",
        "month",
        "of",
        "on",
        "granted",
        "given",
        "or",
        "our",
        "policy",
        "policies",
        "procedure",
        "protocol",
        "plan",
        "report",
        "school's",
        "set",
        "statement",
        "s",
        "the",
        "this",
        "that",
        "to",
        "trust",
        "school",
        "academy",
        "was",
        "were",
        "when",
        "which",
        "will",
        "with",
        "year",
        "full-scale",
        "section",
        "annual",
        "scheduled",
        "planned",
        "proposed",
        "handbook",
        "code",
    ]
)
_REVIEWS = frozenset(
    {"review", "reviews", "revision", "update", "amendment", "renewal", "re-review", "reviewing", "expiry"}
)
_REVIEWED = frozenset(
    {"reviewed", "revised", "updated", "amended", "edited", "modified", "refreshed", "rewritten"}
)
_APPROVALS = frozenset(
    {"approval", "ratification", "adoption", "agreement", "authorisation", "authorization"}
)
_APPROVED = frozenset(
    "approved ratified adopted agreed authorised authorized endorsed minuted accepted".split()  # noqa: SIM905
)
_NEXT = frozenset(
    {"next", "due", "forthcoming", "future", "before", "deadline", "again", "planned", "scheduled"}
)
_NEXT |= {"expiry", "renewal", "proposed", "re-review"}
_LAST = frozenset(
    {"last", "latest", "previous", "previously", "recent", "most", "current", "completed", "undertaken"}
)
_LAST |= {"carried", "out", "took", "place", "held", "conducted"}
_OFTEN = frozenset(
    [
        "cycle",
        "frequency",
        "period",
        "interval",
        "timetable",
        "timescale",
        "often",
        "every",
        "how",
        "term",
        "length",
        "requirement",
    ]
)
_BODIES = frozenset(
    [
        "governors",
        "governor",
        "governing",
        "body",
        "board",
        "boards",
        "trustees",
        "trustee",
        "directors",
        "director",
        "committee",
        "committees",
        "council",
        "lgb",
        "fgb",
        "lgc",
        "lsb",
        "gb",
        "lab",
        "aac",
        "tmb",
        "slt",
        "smt",
        "ceo",
        "cfo",
        "ht",
        "head",
        "headteacher",
        "principal",
        "executive",
        "proprietor",
        "corporation",
        "resources",
        "finance",
        "curriculum",
        "standards",
        "premises",
        "personnel",
        "pastoral",
        "audit",
        "risk",
        "education",
        "advisory",
        "stakeholder",
        "governance",
        "sub-committee",
        "subcommittee",
        "leadership",
        "team",
        "senior",
        "management",
        "members",
        "staff",
        "group",
        "chair",
        "chairs",
        "company",
    ]
)
_OWNING = frozenset(
    "owner owners owned holder custodian responsible responsibility lead leader leads coordinator co-ordinator".split()  # noqa: SIM905
)
_OWNERS = _OWNING | frozenset(
    [
        "person",
        "persons",
        "people",
        "member",
        "named",
        "name",
        "officer",
        "manager",
        "slt",
        "smt",
        "team",
        "senior",
        "staff",
        "link",
        "post",
        "role",
        "postholder",
        "individual",
        "who",
        "implementation",
        "implementing",
        "monitoring",
        "maintaining",
        "maintenance",
        "overall",
        "accountable",
        "author",
        "managed",
    ]
)
_WORD = re.compile(r"[a-z][a-z'-]*")
MOST_WORDS = 12


@lru_cache(maxsize=4096)
def meaning(label: str) -> Field | None:
    """The meaning of a label in small letters; None where a word is strange, or the words say nothing certain."""
    words = tuple(_WORD.findall(label.replace("’", "'")))
    if not 1 < len(words) <= MOST_WORDS or any(char.isdigit() for char in label):
        return None
    return _of_dates(words) or _of_people(words)


def _of_dates(words: tuple[str, ...]) -> Field | None:
    known = frozenset(words)
    extra = _OFTEN | _NEXT | _LAST | _BODIES | {"be", "off", "signed"}
    core = _REVIEWS | _REVIEWED | _APPROVALS | _APPROVED
    signed_off = "signed off" in " ".join(words)
    if not known <= _FILLERS | core | extra or not (known & core or signed_off):
        return None
    if known & (_APPROVALS | _APPROVED) or signed_off:
        return _of_approval(words, known)
    return _of_review(words, known)


def _of_review(words: tuple[str, ...], known: frozenset[str]) -> Field | None:
    if known & _OFTEN:
        return "cycle"
    ahead = bool(known & _NEXT) or "be" in known
    if known & _LAST and not ahead:
        return "last"
    if words[-1] == "by" and known & _REVIEWED and not ahead:
        return "reviewer"
    if ahead or words[-1] == "by":
        return "next"
    if known & _REVIEWED or not known & {"review", "reviews", "reviewing"}:
        return "last"
    certain = words[-1] in ("review", "reviews", "on") or "date" in known or "dates" in known
    return "review" if certain and not known & _BODIES else None


def _of_approval(words: tuple[str, ...], known: frozenset[str]) -> Field | None:
    """What a label of approvals means: who (ends in "by", or names a body and no verb), when, or both in one."""
    if "be" in known or known & _NEXT or (known & _REVIEWS and not known & _REVIEWED and known & _OFTEN):
        return "ignored"  # "To be ratified by": nothing has been yet
    dated = bool(known & {"date", "dated", "on", "when", "month", "year"})
    if words[-1] == "by":
        return "approver"
    if known & _BODIES:
        if "by" in known and not dated:
            return "approval"
        return "approved" if dated else "approver"
    return "approved" if dated or known & (_APPROVED | {"off"}) else "approver"


def _of_people(words: tuple[str, ...]) -> Field | None:
    known = frozenset(words)
    fits = known <= _FILLERS | _OWNERS | {"review", "reviewing", "policy's"}
    if not fits or not known & _OWNING or known & {"date", "dated", "to"} or words[-1] in ("for", "of"):
        return None  # "Responsible to" and "Responsible for" are those of a job description
    tasks = known & _OWNING == {"responsibility"} and not known & {"policy", "document"}
    return None if tasks else "owner"
