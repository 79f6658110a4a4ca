"""The document points to a policy that the register does not have.

Why it matters: a reader who is sent to a policy that nobody can find is left without an answer; often the policy was
renamed, merged or never written.

Source: the policies that the document lists or links as related, beside the register's titles (whose school does not
matter), in other words of the same kind and by the other titles in config/statutory.toml. A register that seems to hold
only a part of the trust's policies makes no finding.
"""

from collections.abc import Iterator

from policyclerk.domain.evidence import in_document
from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.known_titles import title_words, without_names
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import listed, quoted

SEVERITY: Severity = "grey"
TITLE = "Related policy not in the register"

_MOST_NAMED = 5


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding per policy, naming every related policy that is not there."""
    document = standing.document
    if document is None or context.coverage.in_part:
        return
    missing = [name for name in document.facts.related_policies if not _is_there(name, standing, context)]
    if not missing:
        return
    shown = [quoted(name) for name in missing[:_MOST_NAMED]]
    more = [f"{len(missing) - _MOST_NAMED} more"] if len(missing) > _MOST_NAMED else []
    verb = "is" if len(missing) == 1 else "are"
    message = f"The document points to {listed([*shown, *more])}, which {verb} not in the register."
    evidence = [in_document(document, "related policies", name) for name in missing]
    yield about(standing, __name__, SEVERITY, message, evidence, rule="document: related policies")


def _is_there(name: str, standing: Standing, context: Context) -> bool:
    """Whether the register has a policy of that name; a name without a telling word could be any."""
    plain = without_names(name, (context.trust, standing.policy.school or ""))
    if not title_words(plain) or context.titles.has(plain):
        return True
    return bool(context.coverage.titles.ids_of(plain) & context.answered)
