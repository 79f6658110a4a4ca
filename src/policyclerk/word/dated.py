"""The dates of a document's claims, what each of them means, and how two of them compare."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from policyclerk.domain.dates import DateClaim, FoundDate, dates_in, read_date
from policyclerk.word.claims import ZONES, Claim, Zone
from policyclerk.word.label_patterns import Field


@dataclass(slots=True)
class Dated:
    """A date with the strength of the place it stands in."""

    claim: DateClaim
    zone: Zone
    field: Field
    group: int
    label: str = ""


def all_dates(claims: Iterable[Claim]) -> list[Dated]:
    """Every claim that holds a date, also those whose label is of another kind ("Approved by governors May 2021")."""
    out: list[Dated] = []
    for claim in claims:
        meaning = _dated_field(claim.field)
        if meaning is None or not claim.value or (meaning in _DONE and _NOT_YET.match(claim.value)):
            continue
        value = _behind_version(claim) if claim.field == "version" else claim.value
        if claim.field == "version" and _APPROVAL.search(value):
            meaning = "approved"  # "Version 2.0, approved by Trustees December 2024"
        dates = dates_of(value, claim.where) or (_short_month(claim) if claim.field in _ASKING else [])
        out += [Dated(one, claim.zone, meaning, claim.group, claim.label) for one in dates]
    return out


_DONE: frozenset[Field] = frozenset({"approved", "last"})
_NOT_YET = re.compile(
    r"\W*(?:pending|awaiting|not yet|to be|tbc|tba|subject to|due|scheduled|planned)\b", re.IGNORECASE
)
"""What begins a value behind "Approved by governors:" where nothing has been approved ("pending (meeting 9.12.25)")."""


def _behind_version(claim: Claim) -> str:
    """What stands behind a version's number: in "v2 Sept 2024" the 2 is no day, in "Version 2 September 2024" it may be."""
    match = _NUMBER.match(claim.value)
    if match is None:
        return claim.value
    marked = claim.paragraph is not None and claim.paragraph.text[: claim.start][-1:] in ("v", "V")
    certain = marked or not match["whole"] or match["apart"].strip(" ")
    return claim.value[match.end() :] if certain else ""


_NUMBER = re.compile(
    r"v?(?:\d+\.\d+[.\d]*[a-z]?|(?P<whole>\d{1,3}))(?P<apart>[\s,;:|(–—-]+)(?=[a-z]{3})", re.IGNORECASE
)
"""A version before the name of a month."""


_ASKING: frozenset[Field] = frozenset({"next", "last", "review", "approved", "approval", "issued"})
_SHORT_MONTH = re.compile(r"(?P<m>0[1-9]|1[0-2])\s?[./]\s?(?P<y>\d\d)")


def _short_month(claim: Claim) -> list[DateClaim]:
    """The month in "09.26", where that is the whole value of a label that asks for a date and the 26 can be no month."""
    match = _SHORT_MONTH.fullmatch(claim.value)
    if match is None or int(match["y"]) <= MONTHS:
        return []
    read = read_date(f"{match['m']}/20{match['y']}", claim.where)
    return [replace(read, raw=claim.value)] if read is not None and read.known else []


def _dated_field(name: Field) -> Field | None:
    """What a date behind a label means: behind "Approved by" it is the approval's."""
    if name in ("approver", "approval", "approved", "minute"):
        return "approved"
    if name in ("last", "reviewer"):
        return "last"
    return name if name in ("next", "review", "issued", "effective", "date", "version", "author") else None


_APPROVAL = re.compile(r"\b(?:approved|adopted|ratified|agreed)\b", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*(?:,|;|&|\band\b)\s*(?:19|20)\d\d)+\.?", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\b(?:kcsie|keeping children safe|dfe|guidance|legislation|act|regulations?|gdpr|ofsted|inspection|in line with|"
    r"following|based on|as per|code of practice|model policy|publication of)\b",
    re.IGNORECASE,
)
"""Words of what a policy follows: a date beside them is theirs ("Updated: in line with KCSIE September 2024")."""
_OR_SOONER = re.compile(
    r"[\s,;(]+(?:or|and|unless)\s+(?:sooner|earlier|before)\b.*$", re.IGNORECASE | re.DOTALL
)
"""What may bring a review forward: "July 2025 (or sooner if legislation changes)" is due in July 2025 all the same."""
_REMARK = re.compile(r"\([^()]*\)")
_LISTED_WORDS = (
    "and then also by at on of the a in meeting body board committee council director directors fgb full "
    "gb governing governor governors gov govs head headteacher lgb local management resources finance slt smt "
    "staff standards trust trustees academy school premises curriculum personnel v ver version rev issue"
)
_LISTING = frozenset(_LISTED_WORDS.split())
"""Words that may stand between the dates of one list ("Reviewed: SLT May 2021, Governors June 2021")."""


def dates_of(value: str, where: str) -> list[DateClaim]:
    """The dates that a value holds: the value as a whole if it is one, else the dates of the list it begins with."""
    whole = read_date(value, where)
    if whole is None:
        return []
    value = _OR_SOONER.sub("", value)
    if whole.known:
        return [whole]
    if _OF_OTHERS.search(value):
        return []
    if _YEARS.fullmatch(value.strip()):
        years = (read_date(year, where) for year in re.findall(r"\d{4}", value))
        return [year for year in years if year is not None and year.known]
    return list(_listed(value, dates_in(value, where)))


def _listed(value: str, found: tuple[FoundDate, ...]) -> Iterator[DateClaim]:
    """The dates up to the first words that may begin something else ("May 2023, first review May 2024")."""
    if found and found[0].claim.known:
        yield found[0].claim
    for one, following in pairwise(found):
        between = _REMARK.sub(" ", value[one.end : following.start]).casefold()
        if not all(word in _LISTING for word in re.findall(r"[^\W\d_]+", between)):
            return
        if following.claim.known:
            yield following.claim


MONTHS = 12
SOONEST = 150
"""Days after an approval in which "Review date" could as well be that of the review the approval followed."""
LONGEST_CYCLE = 5 * 366
"""Days after which nobody plans the next review: a later date is that of a review nobody has entered elsewhere."""


def settled(one: Dated, everything: list[Dated], told: Iterable[DateClaim] = ()) -> Dated | None:
    """What "Review date" means, from what stands beside it; None where it stays unclear.

    Args:
        one: the date to settle.
        everything: all dates that stand behind a label.
        told: further dates of reviews, approvals or issues: of a table of versions, of a sentence, alone on the cover.
            They count only where they are well before.
    """
    if one.field in ("date", "author") and one.zone not in ("front", "margin"):
        return None
    others = [other for other in everything if other is not one]
    if one.field == "last" and _REVISION.fullmatch(one.label.strip(_MARKS)):
        return None if _may_be_ahead(one, others) else one
    if one.field != "review":
        return one
    following = [first_day(other.claim) for other in others if other.field == "next"]
    if following:
        return _before_next(one, max(following))
    earlier = [
        other.claim
        for other in others
        if other.field in ("last", "approved", "issued", "effective", "date", "version")
    ]
    if not earlier:
        return _due_after(one, told)
    newest = max(first_day(other) for other in earlier)
    if newest < first_day(one.claim) < newest + SOONEST:
        return None
    later = first_day(one.claim) > newest
    return Dated(one.claim, one.zone, "next" if later else "last", one.group)


_REVISION = re.compile(r"(?:policy |document )?revision date|date of (?:policy )?revision", re.IGNORECASE)
_MARKS = " :\t–-|"


def _may_be_ahead(one: Dated, others: list[Dated]) -> bool:
    """Whether a "Revision date" can be that of the next: well after the policy came into force, and none is told."""
    if any(other.field == "next" for other in others):
        return False
    before = [
        first_day(other.claim) for other in others if other.field in ("effective", "approved", "issued")
    ]
    return bool(before) and first_day(one.claim) >= max(before) + SOONEST


def _before_next(one: Dated, following: int) -> Dated | None:
    """A "Review date" beside a next review is the last one, the next review once more, or unclear where it is later."""
    day = first_day(one.claim)
    meant: Field = "last" if day < following else "next"
    return Dated(one.claim, one.zone, meant, one.group) if day <= following else None


def _due_after(one: Dated, told: Iterable[DateClaim]) -> Dated | None:
    """A "Review date" with no label beside it is the next review where it is one cycle after all that is told."""
    newest = max((first_day(claim) for claim in told if claim.known and claim is not one.claim), default=0)
    due = newest and newest + SOONEST <= first_day(one.claim) <= newest + LONGEST_CYCLE
    return Dated(one.claim, one.zone, "next", one.group) if due else None


def first_day(claim: DateClaim) -> int:
    """The first day of a claim as a number to sort by; 0 where it has none."""
    return claim.start.toordinal() if claim.start else 0


def strongest(dated: list[Dated], *fields: Field) -> list[Dated]:
    """The dates of a field in the strongest zone that has any."""
    for zone in ZONES:
        found = [one for one in dated if one.field in fields and one.zone == zone]
        if found:
            return found
    return []


def newest_of(claims: Iterable[DateClaim]) -> DateClaim | None:
    """The newest date; where a more exact one lies inside a newer-looking span, the exact one."""
    known = [claim for claim in claims if claim.known]
    if not known:
        return None
    newest = max(known, key=lambda claim: (first_day(claim), -_width(claim)))
    inside = [claim for claim in known if lies_within(claim, newest)]
    return max(inside, key=lambda claim: (-_width(claim), first_day(claim)))


def _width(claim: DateClaim) -> int:
    return (claim.end - claim.start).days if claim.start and claim.end else 0


def lies_within(inner: DateClaim, outer: DateClaim) -> bool:
    """Whether one span of days lies inside another."""
    return bool(
        inner.start
        and outer.start
        and inner.end
        and outer.end
        and outer.start <= inner.start
        and inner.end <= outer.end
    )


def agree(one: DateClaim, other: DateClaim) -> bool:
    """Whether two dates can be the same one, told more or less exactly."""
    return lies_within(one, other) or lies_within(other, one)
