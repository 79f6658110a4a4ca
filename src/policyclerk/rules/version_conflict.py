"""Register, cover and history table name different versions.

Why it matters: nobody can tell which text was approved, and staff may work from the wrong one.

Source: the register's Version, the document's version, the newest row of its history table and the document's
own conflicts, compared as numbers ("V1.3" = "1.3", "2" = "2.0"). A draft of ours in the policy's place names the
version that is to come, which the register cannot know yet.
"""

from collections.abc import Callable, Iterator
from functools import partial

from policyclerk.domain.evidence import in_document, in_register
from policyclerk.domain.finding import Evidence, Finding, Severity
from policyclerk.domain.history import newest_row
from policyclerk.domain.own_draft import bears_our_status
from policyclerk.domain.review import PolicyDocument, Standing
from policyclerk.domain.version_text import fold_version
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import listed, quoted

SEVERITY: Severity = "amber"
TITLE = "Versions disagree"


def find(standing: Standing, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the context
    """One finding per policy, naming every version that is claimed."""
    if standing.document is None:
        return
    claims = list(_claims(standing, standing.document))
    if len({fold_version(raw) for _, raw, _ in claims}) < 2:
        return
    said = listed([f"{quoted(raw)} ({name})" for name, raw, _ in claims])
    message = f"Different versions are named: {said}."
    yield about(
        standing,
        __name__,
        SEVERITY,
        message,
        [place() for _, _, place in claims],
        rule="register and document: version",
    )


_Claim = tuple[str, str | None, Callable[[], Evidence]]
"""Who claims a version, the version as written, and its place, put into words only for a finding."""


def _claims(standing: Standing, document: PolicyDocument) -> Iterator[_Claim]:
    """Every version that is claimed; the same version of the same place once."""
    policy, facts = standing.policy, document.facts
    if fold_version(policy.version) and not bears_our_status(facts):
        place = policy.place("version")
        raw = place.raw if place else policy.version
        yield "register", raw, partial(in_register, policy, "version", raw=policy.version)
    within = [m for c in facts.conflicts if c.field == "version" for m in c.values if fold_version(m.raw)]
    for mention in within:
        yield mention.where, mention.raw, partial(in_document, document, mention.where, mention.raw)
    named = {fold_version(mention.raw) for mention in within}
    newest = newest_row(facts.history)
    for name, text in (
        ("document", facts.version),
        ("newest row of its history", newest.version if newest else None),
    ):
        if fold_version(text) and fold_version(text) not in named:
            yield name, text, partial(in_document, document, name, text)
