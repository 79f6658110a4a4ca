"""Somebody who has to read a policy has not yet said so, although there was time.

Why it matters: staff must know the safeguarding policy, the code of conduct and others, and a school is asked to show
who has read which version. A new version is to be read anew.

Source: the register's Acknowledgement column (who has to read it), its People tab and its Acknowledgements tab; four weeks
from the approval of the version. People are counted, never named: their names are in the sheet of those who keep it.
"""

from collections.abc import Iterator

from policyclerk.domain.evidence import in_register
from policyclerk.domain.finding import Finding, Severity
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import about
from policyclerk.rules.wording import spoken_day

SEVERITY: Severity = "amber"
TITLE = "Acknowledgement outstanding"


def find(standing: Standing, context: Context) -> Iterator[Finding]:
    """One finding per policy, with how many have not yet acknowledged the version in force."""
    reading = context.readings.get(standing.policy.key)
    if reading is None or not reading.is_late(context.today):
        return
    missing, all_of_them = len(reading.outstanding), len(reading.readers)
    version = f"version {reading.version}" if reading.version else "this policy"
    since = f", approved on {spoken_day(reading.since)}," if reading.since else ""
    verb = "has" if missing == 1 else "have"
    message = f"{missing} of {all_of_them} who have to read {version}{since} {verb} not acknowledged it."
    fields = [f for f in ("acknowledgement", "version", "approved_on") if standing.policy.place(f)]
    evidence = [in_register(standing.policy, field) for field in fields]
    rule = "register: Acknowledgement, People, Acknowledgements"
    yield about(standing, __name__, SEVERITY, message, evidence, rule=rule)
