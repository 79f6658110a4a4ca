"""Telling the people who have to read a policy where it is, and reminding those who have not said that they have read it.

The first word goes when a version comes into force, so that it is the notice of its publication as well; the ladder's steps
count days after that day. A new version has keys of its own and is told anew. Somebody who is away is written to when she
is back; nobody reads in her place.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import quote

from policyclerk.domain.acknowledging import WITHIN_DAYS, Reading
from policyclerk.domain.ledger import ledger_key
from policyclerk.domain.version_text import fold_version
from policyclerk.planning.days import in_words, release_on
from policyclerk.planning.desk import Desk
from policyclerk.planning.ladder import Step
from policyclerk.planning.recipients import Recipient, folded
from policyclerk.planning.reminders import Ladder, Rung
from policyclerk.planning.words import Line

KIND = "acknowledgement"
STEPS = (0, WITHIN_DAYS // 2, WITHIN_DAYS)
"""Days after a version has come into force on which its readers are told of it, and reminded."""


def reading_ladders(desk: Desk) -> tuple[Ladder, ...]:
    """A ladder for each person and each policy that she has still to acknowledge, in sheet order."""
    lines = {line.key: line for line in desk.lines}
    return tuple(
        ladder
        for reading in desk.judgement.readings
        if reading.since is not None and reading.policy.key in lines
        for ladder in _ladders(lines[reading.policy.key], reading, reading.since, desk)
    )


def _ladders(line: Line, reading: Reading, since: date, desk: Desk) -> Iterator[Ladder]:
    for person in reading.outstanding:
        if not person.email or desk.directory.is_away(person):
            continue
        recipient = Recipient(folded(person.email), person.name)
        steps = [step for step in _steps(reading, since, desk) if step.release <= desk.today]
        if steps:
            rungs = tuple(_rung(line, step, since, recipient, desk) for step in steps)
            deadline = since + timedelta(days=WITHIN_DAYS)
            yield Ladder(line, recipient, desk.hash_of(recipient.email), rungs, None, None, deadline)


def _steps(reading: Reading, since: date, desk: Desk) -> Iterator[Step]:
    version = fold_version(reading.version) or "none"
    for days in STEPS:
        falls_on = since + timedelta(days=days)
        yield Step(f"ack-{version}-{days}", falls_on, release_on(falls_on, desk.settings.reminders.send_on))


def _rung(line: Line, step: Step, since: date, recipient: Recipient, desk: Desk) -> Rung:
    """A step of one reader: what others were told spends nothing of hers."""
    key = ledger_key(KIND, line.key, since, step.name, desk.hash_of(recipient.email))
    claim = desk.history.claim(key)
    spent = claim if claim is not None and claim.spent else None
    failed_on = claim.today if claim is not None and claim.state == "failed" else None
    return Rung(KIND, step, key, spent, failed_on)


def reading_words(ladder: Ladder, desk: Desk) -> tuple[str, str, str]:
    """How a policy stands for its reader, why she hears of it, and what she is asked to do."""
    reading = next(each for each in desk.judgement.readings if each.policy.key == ladder.line.key)
    version = f"Version {reading.version}" if reading.version else "This policy"
    approved = f" was approved on {in_words(reading.since)}" if reading.since else " is in force"
    asked_by = f"please read it by {in_words(ladder.deadline)}"
    late = f"you were asked to read it by {in_words(ladder.deadline)}"
    why = asked_by if desk.today <= ladder.deadline else late
    return (
        f"{version}{approved}",
        why,
        "Read it, and tell the school office that you have read and understood it.",
    )


def where_to_read(line: Line, desk: Desk) -> str | None:
    """The web address under which readers find a policy: the row's Website link, else the document's; None without either."""
    website = line.standing.policy.website or ""
    if website.casefold().startswith(("https://", "http://")):
        return website.split()[0]
    document, root = line.standing.document, desk.settings.documents.web_root
    return f"{root.rstrip('/')}/{quote(document.below_root)}" if root and document else None
