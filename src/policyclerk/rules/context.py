"""What a rule may know besides the policy it looks at: the day, the settings, the register as a whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from policyclerk.domain.acknowledging import Reading
from policyclerk.domain.coverage import NO_COVERAGE, Coverage
from policyclerk.domain.known_titles import RegisteredTitles, registered_titles
from policyclerk.domain.matching import fold_title
from policyclerk.domain.organisation_names import OurNames, our_names
from policyclerk.domain.people import School
from policyclerk.domain.policy import Policy
from policyclerk.domain.refusal import RefusedAddress
from policyclerk.domain.register import Register
from policyclerk.domain.settings import Settings, TrustSettings
from policyclerk.domain.superseded import NO_LIST, SupersededList


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of every rule.

    Attributes:
        today: the day of the run.
        due_soon_days: the warning time before a due date, that day included.
        has: our fields for which the register has a column.
        addresses: whether the register gives e-mail addresses at all (an Owner email column or a People tab).
        originals: key of a policy that repeats an earlier row -> the policy of that row.
        coverage: which of the policies asked for each school has.
        readings: key of a policy -> who has to read it and has not yet.
        titles: the titles of the register's policies.
        answered: ids of the policies asked for that any school has.
        trust: the trust's name; schools: its schools, in the Schools tab's order; names: what they are called.
        register: what people call the register ("register.xlsx").
        superseded: names of laws, guidance, bodies, terms and services that are no longer current.
        refused: addresses that the last message did not get through to, case-folded.
    """

    today: date
    due_soon_days: int
    has: frozenset[str]
    addresses: bool
    originals: Mapping[str, Policy]
    coverage: Coverage = NO_COVERAGE
    register: str = "register"
    titles: RegisteredTitles = field(default_factory=lambda: RegisteredTitles({}))
    answered: frozenset[str] = frozenset()
    readings: Mapping[str, Reading] = field(default_factory=dict)
    trust: str = ""
    schools: tuple[School, ...] = ()
    names: OurNames = field(default_factory=OurNames)
    superseded: SupersededList = NO_LIST
    refused: Mapping[str, RefusedAddress] = field(default_factory=dict)

    @property
    def names_known(self) -> bool:
        """Whether it is known what the trust or its schools are called."""
        return bool(self.schools) or self.trust not in ("", TrustSettings().name)


def context_of(
    *,
    register: Register,
    settings: Settings,
    today: date,
    coverage: Coverage = NO_COVERAGE,
    superseded: SupersededList = NO_LIST,
    reading: Iterable[Reading] = (),
    refused: Iterable[RefusedAddress] = (),
) -> Context:
    """The context of one run."""
    schools = _schools(register)
    return Context(
        today=today,
        due_soon_days=settings.report.due_soon_days,
        has=register.has,
        addresses="owner_email" in register.has or any(person.email for person in register.people),
        originals=_originals(register.policies),
        coverage=coverage,
        register=register.source or "register",
        titles=registered_titles(policy.title for policy in register.policies),
        answered=frozenset(asked.id for each in coverage.asked_of.values() for asked in each),
        readings={each.policy.key: each for each in reading},
        trust=settings.trust.name,
        schools=schools,
        names=our_names(settings.trust.name, schools),
        superseded=superseded,
        refused={each.address: each for each in refused},
    )


def _schools(register: Register) -> tuple[School, ...]:
    """The Schools tab's schools, else those that the rows name."""
    named = dict.fromkeys(policy.school for policy in register.policies if policy.school)
    return register.schools or tuple(School(name) for name in named if name)


def _originals(policies: Iterable[Policy]) -> Mapping[str, Policy]:
    """Policies with the title and school of an earlier row; of a row for several schools only the first."""
    first: dict[tuple[str, str], Policy] = {}
    extra: dict[str, Policy] = {}
    rows: set[tuple[str, int]] = set()
    for policy in policies:
        if policy.retired:
            continue
        title = fold_title(policy.title) or policy.title
        original = first.setdefault((title, fold_title(policy.school or "")), policy)
        row = (policy.tab, policy.row)
        if row != (original.tab, original.row) and row not in rows:
            rows.add(row)
            extra[policy.key] = original
    return extra
