"""What a rule may know besides the policy it looks at: the day, the settings, the register as a whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from policyclerk.domain.coverage import NO_COVERAGE, Coverage
from policyclerk.domain.matching import fold_title
from policyclerk.domain.policy import Policy
from policyclerk.domain.refusal import RefusedAddress
from policyclerk.domain.register import Register
from policyclerk.domain.settings import Settings
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
    superseded: SupersededList = NO_LIST
    refused: Mapping[str, RefusedAddress] = field(default_factory=dict)


def context_of(
    *,
    register: Register,
    settings: Settings,
    today: date,
    coverage: Coverage = NO_COVERAGE,
    superseded: SupersededList = NO_LIST,
    refused: Iterable[RefusedAddress] = (),
) -> Context:
    """The context of one run."""
    return Context(
        today=today,
        due_soon_days=settings.report.due_soon_days,
        has=register.has,
        addresses="owner_email" in register.has or any(person.email for person in register.people),
        originals=_originals(register.policies),
        coverage=coverage,
        register=register.source or "register",
        superseded=superseded,
        refused={each.address: each for each in refused},
    )


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
