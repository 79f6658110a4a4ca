"""Policies that law, statutory guidance or the Department's lists ask of schools: the rows of config/statutory.toml.

The list is a trust's to correct; nothing here knows what is on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from policyclerk.domain.cells import plain_words
from policyclerk.domain.people import School

AskedBy = Literal["law", "guidance", "list"]
"""What asks for a policy: an Act or regulations, statutory guidance, or a list that the Department publishes."""

TYPES = ("maintained", "academy", "special", "pru", "nursery", "independent", "sixth-form")
PHASES = ("nursery", "primary", "secondary", "post-16")

_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("academ", frozenset({"academy"})),
    ("free school", frozenset({"academy"})),
    ("studio school", frozenset({"academy"})),
    ("utc", frozenset({"academy"})),
    ("university technical", frozenset({"academy"})),
    ("maintained", frozenset({"maintained"})),
    ("community", frozenset({"maintained"})),
    ("voluntary", frozenset({"maintained"})),
    ("foundation", frozenset({"maintained"})),
    ("pupil referral", frozenset({"pru"})),
    ("pru", frozenset({"pru"})),
    ("alternative provision", frozenset({"pru"})),
    ("independent", frozenset({"independent"})),
    ("sixth form college", frozenset({"sixth-form"})),
    ("nursery", frozenset({"nursery"})),
    ("special", frozenset({"special"})),
)
"""Words of a Type cell -> the types they mean; a "special academy" is both."""

_PHASES: tuple[tuple[str, frozenset[str]], ...] = (
    ("all through", frozenset({"primary", "secondary"})),
    ("all age", frozenset({"primary", "secondary"})),
    ("middle", frozenset({"primary", "secondary"})),
    ("primary", frozenset({"primary"})),
    ("infant", frozenset({"primary"})),
    ("junior", frozenset({"primary"})),
    ("first", frozenset({"primary"})),
    ("secondary", frozenset({"secondary"})),
    ("high", frozenset({"secondary"})),
    ("upper", frozenset({"secondary"})),
    ("sixth form", frozenset({"post-16"})),
    ("post 16", frozenset({"post-16"})),
    ("nursery", frozenset({"nursery"})),
)
_BOARDS = frozenset({"maintained", "academy", "pru", "independent", "sixth-form"})
"""Types that say who runs a school; "special" and "nursery" alone leave that open."""


@dataclass(frozen=True, slots=True)
class StatutoryPolicy:
    """One policy or document that is asked for.

    Attributes:
        id: the row's name, by which a trust's own file corrects it.
        aliases: other titles under which schools keep it.
        types: types of school it is asked of (`TYPES`); empty is all.
        not_types: types it is not asked of, whatever else the school is.
        phases: phases it is asked of (`PHASES`); empty is all.
        held_by: whether each school has it (a policy of the trust for all schools counts) or the trust once.
        area: the part of a school's work, to see whether a register covers it.
        asked_by: what asks for it; wording never goes further than this.
        interval_months: the longest time between reviews that the law states; None where it states none.
        recommended_months: the cycle that the source only recommends.
        approver: who must approve it where that is reserved; None where the board may delegate.
        website: whether it must be published on the website.
        only_if: a condition that the register cannot tell ("biometric information is used").
        source, address, as_at: where the row comes from, and the day on which that was last looked at.
        confirmed: False for a row still to be checked: its absence is never reported.
        ours: False where the trust has said that it does not concern it, with its `reason`.
        not_ours_for: schools for which alone the trust has said so; empty is all.
    """

    id: str
    title: str
    source: str
    address: str
    as_at: date
    area: str
    asked_by: AskedBy
    aliases: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    not_types: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    held_by: Literal["school", "trust"] = "school"
    interval_months: int | None = None
    recommended_months: int | None = None
    approver: str | None = None
    website: bool = False
    only_if: str | None = None
    confirmed: bool = True
    ours: bool = True
    reason: str | None = None
    not_ours_for: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether its absence can be spoken of at all."""
        return self.confirmed and self.only_if is None


@dataclass(frozen=True, slots=True)
class StatutoryList:
    """The whole list.

    Attributes:
        version: the list's own version, for reports ("2026.1").
        as_at: the day on which the list as a whole was last looked at.
        register: whether the trust says that its register lists all its policies ("whole") or not ("part"); None
            where it has not said.
    """

    version: str
    as_at: date
    policies: tuple[StatutoryPolicy, ...]
    register: Literal["whole", "part"] | None = None


def concerns(policy: StatutoryPolicy, school: School | None) -> bool | None:
    """Whether a policy is asked of a school; None where the Schools tab does not say enough to tell."""
    types, phases = types_of(school), phases_of(school)
    if types & set(policy.not_types):
        return False
    answers = (
        _among(policy.types, types, settled=bool(types & _BOARDS)),
        _among(policy.phases, phases, settled=bool(phases)),
    )
    if False in answers:
        return False
    return None if None in answers else True


def _among(wanted: Iterable[str], own: frozenset[str], *, settled: bool) -> bool | None:
    wanted = set(wanted)
    if not wanted or wanted & own:
        return True
    return False if settled else None


def types_of(school: School | None) -> frozenset[str]:
    """The types that a school's Type cell means; empty where it says nothing that is understood."""
    return _meant(school.kind if school else None, _KINDS)


def phases_of(school: School | None) -> frozenset[str]:
    """The phases that a school's Phase cell means; empty where it says nothing that is understood."""
    return _meant(school.phase if school else None, _PHASES)


def _meant(text: str | None, meanings: tuple[tuple[str, frozenset[str]], ...]) -> frozenset[str]:
    words = f" {plain_words(text)}" if text else ""
    found = (meant for start, meant in meanings if f" {start}" in words)
    return frozenset[str]().union(*found)
