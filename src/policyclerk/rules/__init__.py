"""Judgements: one rule per file, listed here once, in report order.

A rule looks at one policy as it stands (`find(standing, context)`) and gives its findings; a rule about the trust as
a whole looks at all of it at once (`find(trust, context)`). Its kind is the name of its file and of its heading in
docs/findings.md.
"""

from collections.abc import Mapping

from policyclerk.rules import (
    acknowledgement_outstanding,
    approval_missing,
    contents_conflict,
    cycle_conflict,
    date_conflict,
    document_missing,
    document_unreadable,
    document_unregistered,
    duplicate_policy,
    organisation_mismatch,
    outdated_reference,
    owner_missing,
    owner_unreachable,
    placeholder_left,
    related_policy_missing,
    repeated_section,
    review_date_unknown,
    review_due_soon,
    review_overdue,
    signature_missing,
    statutory_missing,
    title_conflict,
    unaccepted_changes,
    version_conflict,
    website_conflict,
)
from policyclerk.rules.rule import Rule, TrustRule, rule_of, trust_rule_of

RULES: tuple[Rule, ...] = (
    rule_of(review_overdue),
    rule_of(document_missing),
    rule_of(document_unreadable),
    rule_of(review_due_soon),
    rule_of(approval_missing),
    rule_of(signature_missing),
    rule_of(owner_missing),
    rule_of(owner_unreachable),
    rule_of(date_conflict),
    rule_of(version_conflict),
    rule_of(cycle_conflict),
    rule_of(unaccepted_changes),
    rule_of(placeholder_left),
    rule_of(acknowledgement_outstanding),
    rule_of(website_conflict),
    rule_of(organisation_mismatch),
    rule_of(title_conflict),
    rule_of(outdated_reference),
    rule_of(duplicate_policy),
    rule_of(review_date_unknown),
    rule_of(related_policy_missing),
    rule_of(repeated_section),
    rule_of(contents_conflict),
)
"""Every rule about one policy, in the order in which a report tells of them."""

TRUST_RULES: tuple[TrustRule, ...] = (trust_rule_of(statutory_missing), trust_rule_of(document_unregistered))
"""Every rule about the trust as a whole, told of after those."""

KINDS: Mapping[str, Rule | TrustRule] = {rule.kind: rule for rule in RULES} | {
    rule.kind: rule for rule in TRUST_RULES
}
"""Finding kind -> its rule: default severity and the title that people read."""
