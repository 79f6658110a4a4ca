"""Mail into a folder: a file per message, whole, readable by any mail program, and never unknown."""

import email
import email.policy
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.fakes import ListMailer

from policyclerk.adapters.mail_folder import FolderMail
from policyclerk.adapters.mime import mail_bytes
from policyclerk.domain.action import Attachment, Message
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.ports import Mailer

MESSAGE = Message(
    message_id="owner-digest.2026-11-23.0011223344556677",
    kind="owner-digest",
    to="a.shah@northmoor.example",
    sender="Northmoor Trust <clerk@northmoor.example>",
    reply_to="office@northmoor.example",
    subject="Two policies of yours are due – Zoë’s class",
    text="Dear Asha,\n\nLone Working Policy: review due 7 December 2026.\nSigned: £0 spent, “nothing sent”\n",
    html="<p>Dear Asha, <b>Lone Working Policy</b> – review due</p>",
    day=date(2026, 11, 23),
    items=("owner/P1/2026-12-07/14/0011223344556677", "owner/P2/2026-12-09/14/0011223344556677"),
)


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


@pytest.fixture
def mailer(outbox: Path) -> FolderMail:
    return FolderMail(outbox, "Europe/London", project=outbox.parent)


def sent(message: Message) -> email.message.EmailMessage:
    return email.message_from_bytes(mail_bytes(message, "Europe/London"), policy=email.policy.default)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# ---- the message


def test_a_mail_program_finds_every_header_as_it_was_meant() -> None:
    mail = sent(MESSAGE)
    assert mail["Subject"] == MESSAGE.subject
    assert mail["From"].addresses[0].addr_spec == "clerk@northmoor.example"
    assert mail["From"].addresses[0].display_name == "Northmoor Trust"
    assert mail["To"] == "a.shah@northmoor.example"
    assert mail["Reply-To"] == "office@northmoor.example"
    assert mail["Message-ID"] == f"<{MESSAGE.message_id}@northmoor.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Policyclerk-Kind"] == "owner-digest"
    assert mail["X-Policyclerk-Items"] == ",".join(MESSAGE.items)
    assert not mail.defects


def test_a_mail_has_its_text_first_and_its_html_as_the_other_form() -> None:
    mail = sent(MESSAGE)
    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert text.get_content().replace("\r\n", "\n") == MESSAGE.text
    assert html.get_content().strip() == MESSAGE.html


@pytest.mark.parametrize(
    ("day", "header"),
    [
        (date(2026, 11, 23), "Mon, 23 Nov 2026 07:30:00 +0000"),
        (date(2026, 6, 15), "Mon, 15 Jun 2026 07:30:00 +0100"),
    ],
)
def test_the_date_stands_on_the_runs_day_in_the_trusts_time_zone(day: date, header: str) -> None:
    assert sent(replace(MESSAGE, day=day))["Date"] == header


@pytest.mark.parametrize("count", [1, 10, 19, 20, 60])
def test_the_keys_come_back_exactly_however_many_there_are(count: int) -> None:
    items = tuple(f"owner/north_moor~{n}/2026-12-07/-14/00112233aabbccdd" for n in range(count))
    content = mail_bytes(replace(MESSAGE, items=items), "Europe/London")
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert mail["X-Policyclerk-Items"] == ",".join(items)
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert content.isascii()


def test_up_to_the_longest_line_of_a_mail_the_keys_stand_in_plain_text() -> None:
    content = mail_bytes(MESSAGE, "Europe/London")
    assert b"X-Policyclerk-Items: " + ",".join(MESSAGE.items).encode() in content


def test_a_calendar_file_goes_beside_the_two_texts_and_the_bytes_stay_the_same() -> None:
    days = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    message = replace(MESSAGE, attachments=(Attachment("policies.ics", "text/calendar", days),))
    mail = sent(message)
    assert mail.get_content_type() == "multipart/mixed"
    assert mail.get_body(("plain",)).get_content() == sent(MESSAGE).get_body(("plain",)).get_content()
    assert mail.get_body(("html",)) is not None
    [file] = mail.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("policies.ics", "text/calendar")
    assert file.get_param("method") == "PUBLISH"
    assert file.get_payload(decode=True) == days
    content = mail_bytes(message, "Europe/London")
    assert content == mail_bytes(replace(message), "Europe/London")
    assert content.isascii()


def test_the_same_message_gives_the_same_bytes() -> None:
    assert mail_bytes(MESSAGE, "Europe/London") == mail_bytes(replace(MESSAGE), "Europe/London")


def test_without_a_sender_the_message_names_an_address_that_cannot_exist() -> None:
    assert sent(replace(MESSAGE, sender=None))["From"] == "policyclerk@policyclerk.invalid"


@pytest.mark.parametrize("break_", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("field", ["subject", "to", "sender", "reply_to"])
def test_no_value_can_add_a_header(field: str, break_: str) -> None:
    hostile = replace(MESSAGE, **{field: f"a@x.example{break_}Bcc: everyone@x.example"})
    with pytest.raises(PolicyclerkError, match="line break") as refused:
        mail_bytes(hostile, "Europe/London")
    assert refused.value.kind == "message_invalid"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@x.example, b@x.example",
        "a@x.example; b@x.example",
        "a@",
        "@x.example",
        "zoë@x.example",
    ],
)
def test_what_is_not_one_address_is_refused_without_being_named(address: str) -> None:
    with pytest.raises(PolicyclerkError, match="not one e-mail address") as refused:
        mail_bytes(replace(MESSAGE, to=address), "Europe/London")
    assert refused.value.kind == "email_invalid"
    assert not address or address not in refused.value.message


@pytest.mark.parametrize("message_id", ["", "../../etc/passwd", "a b", "a@b", ".hidden", "x" * 300])
def test_a_message_id_that_could_leave_the_folder_is_refused(message_id: str) -> None:
    with pytest.raises(PolicyclerkError, match="Message-ID"):
        mail_bytes(replace(MESSAGE, message_id=message_id), "Europe/London")


# ---- the folder


def test_a_message_is_one_file_named_by_its_id(mailer: FolderMail, outbox: Path) -> None:
    mailer.prepare(MESSAGE)
    where = mailer.commit(MESSAGE)
    assert where == f"outbox/{MESSAGE.message_id}.eml"
    assert names(outbox) == [f"{MESSAGE.message_id}.eml"]
    assert (outbox.parent / where).read_bytes() == mail_bytes(MESSAGE, "Europe/London")


def test_until_it_is_committed_no_mail_is_to_be_seen(mailer: FolderMail, outbox: Path) -> None:
    mailer.prepare(MESSAGE)
    assert list(outbox.glob("*.eml")) == []
    assert "northmoor.example" not in names(outbox)[0]


def test_a_message_found_ready_after_a_kill_leaves_then(mailer: FolderMail, outbox: Path) -> None:
    mailer.prepare(MESSAGE)
    assert mailer.recover(MESSAGE.message_id) is True
    assert names(outbox) == [f"{MESSAGE.message_id}.eml"]


def test_a_message_that_a_person_took_away_is_not_written_again(mailer: FolderMail, outbox: Path) -> None:
    mailer.prepare(MESSAGE)
    mailer.commit(MESSAGE)
    (outbox / f"{MESSAGE.message_id}.eml").unlink()
    assert mailer.recover(MESSAGE.message_id) is True
    assert names(outbox) == []


def test_what_was_never_claimed_is_thrown_away_and_nothing_else(mailer: FolderMail, outbox: Path) -> None:
    mailer.prepare(MESSAGE)
    mailer.commit(MESSAGE)
    mailer.prepare(replace(MESSAGE, message_id="another", day=MESSAGE.day + timedelta(days=1)))
    (outbox / ".keep").touch()
    mailer.tidy()
    assert names(outbox) == [".keep", f"{MESSAGE.message_id}.eml"]


def test_tidying_a_folder_that_is_not_there_makes_none(mailer: FolderMail, outbox: Path) -> None:
    mailer.tidy()
    assert not outbox.exists()


def test_a_folder_that_cannot_be_written_fails_before_anything_is_claimed(outbox: Path) -> None:
    outbox.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="outbox"):
        FolderMail(outbox, "Europe/London").prepare(MESSAGE)


# ---- every mailer


@pytest.fixture(params=["folder", "list"])
def any_mailer(request: pytest.FixtureRequest, outbox: Path) -> Mailer:
    return ListMailer() if request.param == "list" else FolderMail(outbox, "Europe/London")


def test_a_message_that_left_is_known_to_have_left(any_mailer: Mailer) -> None:
    any_mailer.prepare(MESSAGE)
    assert any_mailer.commit(MESSAGE).endswith(f"{MESSAGE.message_id}.eml")
    any_mailer.tidy()
    assert any_mailer.recover(MESSAGE.message_id) is True
