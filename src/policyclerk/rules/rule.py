"""What a rule is: a kind of finding, how serious it is unless the trust says otherwise, and the looking itself.

There are two shapes: most rules look at one policy, a few at the trust as a whole.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from policyclerk.domain.finding import Evidence, Finding, Severity
from policyclerk.domain.judgement import DocumentLine
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context


class RuleFile(Protocol):
    """What every file of this package that is a rule defines."""

    @property
    def SEVERITY(self) -> Severity:  # noqa: N802 - the name of a constant of a module
        """How serious its findings are by default."""

    @property
    def TITLE(self) -> str:  # noqa: N802
        """Its name for people."""

    @property
    def find(self) -> Callable[[Standing, Context], Iterator[Finding]]:
        """Looks at one policy."""

    @property
    def __name__(self) -> str:
        """The module, whose last part is the finding's kind."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        kind: the finding's kind, the rule's file and its heading in docs/findings.md.
        severity: by default; `[rules]` in the settings overrides it.
        title: what people call it.
        find: what is out of order with one policy, if anything.
    """

    kind: str
    severity: Severity
    title: str
    find: Callable[[Standing, Context], Iterator[Finding]]


def rule_of(module: RuleFile) -> Rule:
    """The rule that a file of this package holds."""
    return Rule(module.__name__.rsplit(".", 1)[-1], module.SEVERITY, module.TITLE, module.find)


@dataclass(frozen=True, slots=True)
class WholeTrust:
    """What a rule about the trust as a whole looks at.

    Attributes:
        standings: every policy, in sheet order.
        documents: every Word file below the documents root, and those that rows lead to besides.
    """

    standings: tuple[Standing, ...]
    documents: tuple[DocumentLine, ...]


class TrustRuleFile(Protocol):
    """What a file of this package defines whose rule is about the trust as a whole."""

    @property
    def SEVERITY(self) -> Severity:  # noqa: N802 - the name of a constant of a module
        """How serious its findings are by default."""

    @property
    def TITLE(self) -> str:  # noqa: N802
        """Its name for people."""

    @property
    def find(self) -> Callable[[WholeTrust, Context], Iterator[Finding]]:
        """Looks at the trust."""

    @property
    def __name__(self) -> str:
        """The module, whose last part is the finding's kind."""


@dataclass(frozen=True, slots=True)
class TrustRule:
    """One rule about the trust as a whole; its findings belong to no policy. Attributes as those of `Rule`."""

    kind: str
    severity: Severity
    title: str
    find: Callable[[WholeTrust, Context], Iterator[Finding]]


def trust_rule_of(module: TrustRuleFile) -> TrustRule:
    """The rule about the whole trust that a file of this package holds."""
    return TrustRule(module.__name__.rsplit(".", 1)[-1], module.SEVERITY, module.TITLE, module.find)


def about(
    standing: Standing,
    module: str,
    severity: Severity,
    message: str,
    evidence: Iterable[Evidence],
    *,
    rule: str,
    since: date | None = None,
) -> Finding:
    """A finding about one policy.

    Args:
        standing: the policy concerned.
        module: `__name__` of the rule's file, whose last part is the kind.
        severity: the rule's own.
        message: one plain sentence that says why.
        evidence: where it can be looked up.
        rule: where the rule comes from.
        since: the first day on which it was true, None if unknown.
    """
    policy = standing.policy
    return Finding(
        policy=policy.key,
        school=policy.school,
        title=policy.title,
        kind=module.rsplit(".", 1)[-1],
        severity=severity,
        since=since,
        message=message,
        evidence=tuple(evidence),
        rule=rule,
    )


def about_the_trust(
    module: str, severity: Severity, message: str, evidence: Iterable[Evidence], *, rule: str
) -> Finding:
    """A finding that belongs to no policy; arguments as those of `about`."""
    return Finding(
        policy=None,
        school=None,
        title=None,
        kind=module.rsplit(".", 1)[-1],
        severity=severity,
        since=None,
        message=message,
        evidence=tuple(evidence),
        rule=rule,
    )


def noted(standing: Standing, kind: str) -> tuple[Evidence, ...]:
    """The places of the document at which its reader noted something of this kind; the text is the note's."""
    document = standing.document
    notes = document.facts.notes if document else ()
    return tuple(
        Evidence(document.path, note.where or "whole file", note.message)
        for note in notes
        if document is not None and note.kind == kind
    )


def told_of(
    standing: Standing, kind: str, module: str, severity: Severity, *, rule: str
) -> Iterator[Finding]:
    """A finding for each note of a kind, in the reader's own words, at the place that it names."""
    for place in noted(standing, kind):
        where = Evidence(place.source, place.where, None)
        yield about(standing, module, severity, place.raw or "", (where,), rule=rule)
