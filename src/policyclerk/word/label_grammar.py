"""The meaning of a label that no table lists, from the words it is put together of.

Schools word their labels afresh ("Date this policy was last looked at by governors"), but out of few words. A label
is understood only where every one of its words is known: one strange word ("Date of fire drill review"), and it may
be about something else.
"""

import re
from functools import lru_cache
from itertools import pairwise

from policyclerk.word.label_patterns import Field


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FILLERS = _words(
    "a academy an and annual any as at author been being by code current currently date dated dates "
    "document first for formal formally from full full-scale fully further given granted handbook has have "
    "if in initial interim is it its local major month of on or our plan planned policies policy procedure "
    "proposed protocol report s scheduled school school's section set statement statutory that the this to "
    "trust was were when which will with year"
)
_REVIEWS = _words("amendment expiry re-review renewal review reviewing reviews revision update")
_REVIEWED = _words("amended edited modified refreshed reviewed revised rewritten updated")
_APPROVALS = _words("adoption agreement approval authorisation authorization ratification")
_APPROVED = _words("accepted adopted agreed approved authorised authorized endorsed minuted ratified")
_NEXT = _words(
    "again before deadline due expected expiry forthcoming future must next planned proposed re-review renewal required scheduled"
)
_LAST = _words(
    "carried completed conducted current held last latest most out place previous previously recent recently "
    "took undertaken"
)
_OFTEN = _words(
    "cadence cycle every frequency how interval length often period requirement term timescale timetable"
)
_BODIES = _words(
    "aac advisory audit board boards body bom bot ceo elt emt sgb smg cfo chair chairs committee committees company "
    "corporation council curriculum director directors education executive fgb finance gb governance "
    "governing governor governors group head headteacher ht lab leadership lgb lgc lsb management "
    "members pastoral personnel premises principal proprietor resources risk senior slt smt staff "
    "stakeholder standards sub-committee subcommittee team tmb trustee trustees"
)
_OWNING = _words(
    "co-ordinator coordinator custodian holder lead leader leads owned owner owners responsibility "
    "responsible"
)
_OWNERS = _OWNING | _words(
    "accountable author executive implementation implementing individual leadership link maintaining "
    "maintenance managed manager member monitoring name named officer overall people person persons "
    "post postholder role senior slt smt staff team who"
)
_OF_OTHERS = frozenset(
    {
        ("school", "council"),
        ("academy", "council"),
        ("previous", "policy"),
        ("previous", "document"),
        ("dates", "were"),
    }
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
    if _is_of_others(words, known):
        return None
    extra = _OFTEN | _NEXT | _LAST | _BODIES | {"be", "off", "signed"}
    core = _REVIEWS | _REVIEWED | _APPROVALS | _APPROVED
    signed_off = "signed off" in " ".join(words)
    if not known <= _FILLERS | core | extra or not (known & core or signed_off):
        return None
    if known & (_APPROVALS | _APPROVED) or signed_off:
        return _of_approval(words, known)
    return _of_review(words, known)


def _is_of_others(words: tuple[str, ...], known: frozenset[str]) -> bool:
    """Whether the words tell of a body, of the pupils' council or of an older policy: "The curriculum was reviewed in"."""
    pairs = set(pairwise(words))
    if pairs & _OF_OTHERS:
        return True
    passive = next((at for at, word in enumerate(words) if word in ("was", "were", "been")), 0)
    return passive > 0 and "by" not in known and not _BODIES.isdisjoint(words[:passive])


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
    if (
        words[0] == "for"
        or "be" in known
        or known & _NEXT
        or (known & _REVIEWS and not known & _REVIEWED and known & _OFTEN)
    ):
        return "ignored"  # "To be ratified by", "For approval at": nothing has been yet
    dated = bool(known & {"date", "dated", "on", "when", "month", "year"}) or words[0] == "last"
    if words[-1] == "by":
        return "approver"
    if known & _BODIES:
        if not dated and (known & {"by", "at"} or words[0] in _APPROVED):
            return "approval"
        return "approved" if dated else "approver"
    return "approved" if dated or known & (_APPROVED | {"off"}) else "approver"


def _of_people(words: tuple[str, ...]) -> Field | None:
    known = frozenset(words)
    fits = known <= _FILLERS | _OWNERS | {"review", "reviewing", "policy's"}
    if not fits or not known & _OWNING or known & {"date", "dated", "to"} or words[-1] in ("for", "of"):
        return None  # "Responsible to" and "Responsible for" are those of a job description
    if known & {"author", "authors"} and not known & {"owner", "owners", "owned"}:
        return "author"
    tasks = known & _OWNING == {"responsibility"} and not known & {"policy", "document"}
    return None if tasks else "owner"
