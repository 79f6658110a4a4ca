"""Owners get the drafts that they are asked to review as files, where the trust wants that and as far as they fit."""

import email
import email.policy
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.adapters.smtp_server import SmtpServer
from tests.trusts import SETTINGS, a_trust

from policyclerk import bootstrap, run
from policyclerk.domain.settings import GRAPH_MAX_MB, MailSettings
from policyclerk.hands import Options

MONDAY = date(2026, 11, 23)
OWNER = "j.marsh@ash.example"
WANTED = SETTINGS + "[mail]\nattach_drafts = true\n"
NAME = "Behaviour Policy v1.4 DRAFT.docx"


def night(folder: Path) -> dict[str, EmailMessage]:
    """The messages of a night by their recipient."""
    setup = bootstrap.open_project(folder)
    report = run.night(bootstrap.acting_hands(setup, bootstrap.clock(setup, MONDAY)), MONDAY, Options())
    assert not report.troubled
    return {mail["To"]: mail for mail in map(parsed, contents(folder))}


def contents(folder: Path) -> Iterator[bytes]:
    return (path.read_bytes() for path in (folder / "outbox").glob("*.eml"))


def parsed(content: bytes) -> EmailMessage:
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def drafts(mail: EmailMessage) -> dict[str, bytes]:
    """The Word files that go with a message, by name."""
    files = (part for part in mail.iter_attachments() if "wordprocessingml" in part.get_content_type())
    return {str(part.get_filename()): part.get_content() for part in files}


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


def test_an_owner_gets_the_draft_as_it_lies_on_the_desk(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash", settings=WANTED)

    mail = night(trust)[OWNER]

    assert drafts(mail) == {NAME: (trust / "drafts" / NAME).read_bytes()}
    assert f"Draft: drafts/{NAME} (attached)" in text(mail)


def test_nobody_but_the_owner_gets_it(tmp_path: Path) -> None:
    mails = night(a_trust(tmp_path / "ash", settings=WANTED))

    assert [to for to, mail in mails.items() if drafts(mail)] == [OWNER]


def test_as_it_comes_drafts_are_named_and_not_attached(tmp_path: Path) -> None:
    mail = night(a_trust(tmp_path / "ash"))[OWNER]

    assert drafts(mail) == {}
    assert f"Draft: drafts/{NAME}" in text(mail)
    assert "attached)" not in text(mail)


def test_a_draft_that_does_not_fit_is_left_out_and_the_message_says_so(tmp_path: Path) -> None:
    mail = night(a_trust(tmp_path / "ash", settings=WANTED + "attach_max_mb = 0\n"))[OWNER]

    assert drafts(mail) == {}
    assert "(not attached: the drafts of one message may be 0 MB together)" in text(mail)


def test_two_drafts_of_one_name_can_be_told_apart(tmp_path: Path) -> None:
    rows = [
        {"Ref": "A1", "School": "Ash Primary", "Document": "ash/Behaviour Policy.docx"},
        {"Ref": "O1", "School": "Oak Primary", "Document": "oak/Behaviour Policy.docx"},
    ]

    mail = night(a_trust(tmp_path / "ash", *rows, settings=WANTED))[OWNER]

    assert sorted(drafts(mail)) == [f"ash - {NAME}", f"oak - {NAME}"]


def test_a_preview_says_what_would_be_attached_and_writes_nothing(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash", settings=WANTED)
    setup = bootstrap.open_project(trust)

    report = run.preview(bootstrap.reading_hands(setup, bootstrap.clock(setup, MONDAY)), MONDAY, Options())

    message = next(action for action in report.actions if action.to == OWNER)
    assert f"drafts/{NAME} (attached)" in message.result["text"]
    assert not (trust / "drafts").exists()


def test_a_mail_server_gets_the_draft_too(tmp_path: Path) -> None:
    with SmtpServer() as server:
        way = f"""
kind = "smtp"
host = "127.0.0.1"
port = {server.port}
security = "none"
sender = "clerk@ash.example"
allowed_domains = ["ash.example"]
"""
        trust = a_trust(tmp_path / "ash", settings=WANTED + way)
        night(trust)

    (mail,) = (parsed(taken.content) for taken in server.taken if taken.to == [OWNER])
    assert drafts(mail) == {NAME: (trust / "drafts" / NAME).read_bytes()}


@pytest.mark.parametrize(("kind", "most"), [("smtp", 10), ("folder", 10), ("graph", GRAPH_MAX_MB)])
def test_microsoft_takes_less_than_others(kind: str, most: int) -> None:
    assert MailSettings(kind=kind).most_attached_mb == most  # type: ignore[arg-type]
