"""The copy on the website is not the approved version, as far as the register tells.

Why it matters: parents, staff and inspectors read the website; an old copy there is the policy that people act on.

Source: the version or the date that is typed into the register's Website column, or stands in the name of the file that
its link leads to, beside the approved version and the day of its approval. Nothing is fetched from the web: a cell that says
only "yes", or holds an address without version or date, makes no finding; nor does a policy whose review waits for approval.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from policyclerk.domain.dates import DateClaim, dates_in
from policyclerk.domain.evidence import in_register
from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.domain.version_text import fold_version
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import quoted, spoken_date

SEVERITY: Severity = "amber"
TITLE = "Website copy out of date"

_VERSION = re.compile(
    r"(?<![a-z0-9])v(?:ersion|er)?[\s._-]{0,2}(\d{1,2}(?:[._]\d{1,2}){0,2})(?![\d-])", re.IGNORECASE
)
_WAITING = ("draft", "at committee", "awaiting approval")


def find(standing: Standing, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the context
    """One finding where the website's version, or its date, is not that of the approved policy."""
    policy = standing.policy
    if not policy.website or policy.state in _WAITING or standing.stage == "awaiting approval":
        return
    said = unquote(policy.website)
    message = _other_version(said, policy.version) or _earlier(said, policy.approved_on)
    if message:
        fields = [field for field in ("website", "version", "approved_on") if policy.place(field)]
        evidence = [in_register(policy, field) for field in fields]
        yield about(standing, __name__, SEVERITY, message, evidence, rule="register: Website")


def _other_version(said: str, approved: str | None) -> str | None:
    match = _VERSION.search(said)
    if match is None or not fold_version(approved):
        return None
    published = match[1].replace("_", ".")
    if fold_version(published) == fold_version(approved):
        return None
    return f"The website has version {quoted(published)}; the approved one is {quoted(approved)}."


def _earlier(said: str, approved: DateClaim | None) -> str | None:
    """A copy dated before the approval; a later date is that of putting it there."""
    if approved is None or approved.start is None or _VERSION.search(said):
        return None
    dates = [found.claim for found in dates_in(said, "Website") if found.claim.precision in ("day", "month")]
    latest = max((claim.end for claim in dates if claim.end), default=None)
    if latest is None or latest >= approved.start:
        return None
    return f"The copy on the website is of {spoken_date(dates[-1])}; the policy was approved on {spoken_date(approved)}."
