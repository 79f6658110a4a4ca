"""A night's messages as files, read back by a mail program: two texts, the calendar, and the answers."""

import email
import email.policy
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from icalendar import Calendar
from tests.trusts import SETTINGS, a_trust

from policyclerk import bootstrap, run
from policyclerk.hands import Options

MONDAY = date(2026, 11, 23)
MAIL = '[mail]\nreply_to = "kit@ash.example"\n[reminders]'


def night(trust: Path) -> dict[str, bytes]:
    setup = bootstrap.open_project(trust)
    hands = bootstrap.acting_hands(setup, bootstrap.clock(setup, MONDAY))
    run.night(hands, MONDAY, Options())
    hands.ledger.close()
    return {path.name: path.read_bytes() for path in (trust / "outbox").glob("*.eml")}


def to(messages: dict[str, bytes], address: str) -> EmailMessage:
    parsed = (email.message_from_bytes(each, policy=email.policy.default) for each in messages.values())
    return next(each for each in parsed if each["To"] == address)


def test_an_owners_message_carries_her_days_and_her_answers(tmp_path: Path) -> None:
    trust = a_trust(
        tmp_path / "trust",
        {"Next review": "10/12/2026"},
        settings=SETTINGS.replace("[reminders]", MAIL),
    )
    message = to(night(trust), "j.marsh@ash.example")
    [file] = message.iter_attachments()
    assert file.get_filename() == "policies.ics"
    [entry] = Calendar.from_ical(file.get_payload(decode=True)).walk("VEVENT")
    assert str(entry["SUMMARY"]) == "Review due: Behaviour Policy (A1), Ash Primary"
    assert entry.decoded("DTSTART") == date(2026, 12, 10)
    assert "marsh" not in str(entry["UID"]).casefold()
    page = message.get_body(("html",)).get_content()
    assert page.count('href="mailto:kit@ash.example?subject=') == 2
    assert "policies.ics" in message.get_body(("plain",)).get_content()


def test_two_trusts_alike_write_the_same_bytes_but_for_the_key_of_their_recipients(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        trust = a_trust(tmp_path / name, {"Next review": "10/12/2026"})
        message = to(night(trust), "j.marsh@ash.example")
        [file] = message.iter_attachments()
        texts.append((message.get_body(("html",)).get_content(), file.get_payload(decode=True)))
    assert texts[0] == texts[1]


def test_the_summary_alone_has_no_days_to_carry(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "trust", {"Next review": "10/12/2026"})
    message = to(night(trust), "clerk@ash.example")
    assert list(message.iter_attachments()) == []
    assert message.get_content_type() == "multipart/alternative"
