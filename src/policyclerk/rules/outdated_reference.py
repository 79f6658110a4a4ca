"""The document names a law, a guidance, a body, a term or a service that is no longer current.

Why it matters: a policy that cites what was repealed years ago tells every reader that nobody has looked at its text
since, whatever the date on its cover says; and staff may follow guidance that no longer holds.

Source: the list in config/references.toml (each row with its source and the day on which that was looked at) beside what
the document names. A sentence that tells of the name as past, a table of versions, and a successor named right beside it
make no finding. A row that is still to be checked is grey and says so.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from policyclerk.domain.document import Reference
from policyclerk.domain.evidence import in_document
from policyclerk.domain.finding import Evidence, Finding, Severity
from policyclerk.domain.review import PolicyDocument, Standing
from policyclerk.domain.superseded import Superseded
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import counted, quoted, spoken_day

SEVERITY: Severity = "amber"
TITLE = "Outdated reference"

_SAYS = {
    "replaced": "is superseded: now {now}{since}",
    "partly": "is partly superseded: now also {now}{since}",
    "renamed": "has another name: now {now}{since}",
    "closed": "no longer exists{since}: {now}",
    "wrong": "is not its right year or name: meant is perhaps {now}",
}


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding for each name that is no longer current, with every place at which it stands."""
    document = standing.document
    if document is None:
        return
    names = context.superseded
    for known_as, found in names.found_in(document.facts.references, context.today).items():
        row = names.row(known_as)
        yield about(
            standing,
            __name__,
            row.seriousness,
            _message(row, found),
            (*_places(document, found), _source(row)),
            rule=f"references.toml: {row.id}",
        )


def _message(row: Superseded, found: tuple[Reference, ...]) -> str:
    others = f" (and {counted(len(found) - 1, 'other spelling')})" if len(found) > 1 else ""
    since = f" (since {spoken_day(row.since)})" if row.since else ""
    said = _SAYS[row.change].format(now=row.successor, since=since)
    doubt = "" if row.confirmed else " This row of the list is still to be checked against its source."
    return f"{quoted(found[0].raw)}{others} {said}. Check the sentence.{doubt}"


def _places(document: PolicyDocument, found: tuple[Reference, ...]) -> tuple[Evidence, ...]:
    return tuple(in_document(document, reference.where, reference.raw) for reference in found)


def _source(row: Superseded) -> Evidence:
    return _looked_up(row.id, row.source, row.address, row.as_at)


@lru_cache(maxsize=1024)  # a few rows of the list answer for most findings
def _looked_up(known_as: str, source: str, address: str, as_at: date) -> Evidence:
    return Evidence("references.toml", known_as, f"{source} ({address}), looked at on {as_at:%d/%m/%Y}")
