"""Mail through a true server on loopback: what was sent is certain, and what cannot be known is said to be unknown."""

import email
import email.policy
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.smtp_server import CUT, SILENT, Certificate, SmtpServer

from policyclerk.adapters.mail_smtp import PAUSES_S, SmtpMail
from policyclerk.adapters.mime import mail_bytes
from policyclerk.adapters.smtp_door import smtp_login
from policyclerk.adapters.smtp_talk import Letter, hand_over
from policyclerk.domain.action import Message
from policyclerk.domain.errors import OutcomeUnknown, PolicyclerkError, SettingsError
from policyclerk.domain.settings import MailSettings
from policyclerk.ports import Mailer

MESSAGE = Message(
    message_id="owner-digest.2026-11-23.0011223344556677",
    kind="owner-digest",
    to="a.shah@northmoor.example",
    sender="Northmoor Trust <clerk@northmoor.example>",
    reply_to="office@northmoor.example",
    subject="Two policies of yours are due – Zoë’s class",
    text="Dear Asha,\n\n.\n.. a line with dots\nSigned: £0 spent\n",
    html="<p>Dear Asha, <b>Lone Working Policy</b> – review due</p>",
    day=date(2026, 11, 23),
    items=("owner/P1/2026-12-07/14/0011223344556677", "owner/P2/2026-12-09/14/0011223344556677"),
)


class FakeTime:
    """A clock that moves on by sleeping."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer(auth_require_tls=False) as server:
        yield server


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def mailer(time: FakeTime) -> Iterator[Callable[..., SmtpMail]]:
    made: list[SmtpMail] = []

    def make(port: int, *, login: Any = None, tls: Any = None, **settings: Any) -> SmtpMail:
        given = {
            "kind": "smtp",
            "host": "127.0.0.1",
            "port": port,
            "sender": MESSAGE.sender,
            "security": "none",
            "allowed_domains": ("northmoor.example",),
        }
        mail = MailSettings(**{**given, **settings})
        made.append(
            SmtpMail(
                mail,
                timezone="Europe/London",
                login=login,
                tls=tls,
                monotonic=time.monotonic,
                sleep=time.sleep,
            )
        )
        return made[-1]

    yield make
    for each in made:
        each.close()


Make = Callable[..., SmtpMail]


def sent(mail: Mailer, message: Message = MESSAGE) -> str:
    mail.prepare(message)
    return mail.commit(message)


def fault_of(mail: Mailer, message: Message = MESSAGE) -> PolicyclerkError:
    with pytest.raises(PolicyclerkError) as caught:
        sent(mail, message)
    told = caught.value
    assert "@" not in told.message
    assert "shah" not in told.message.casefold()
    assert "127.0.0.1 port" in told.message
    return told


def certain(mail: Mailer, message: Message = MESSAGE) -> PolicyclerkError:
    """The fault of a message that was certainly not sent."""
    told = fault_of(mail, message)
    assert not isinstance(told, OutcomeUnknown)
    return told


def other(number: int, to: str = MESSAGE.to) -> Message:
    return replace(MESSAGE, message_id=f"owner-digest.2026-11-23.{number:016x}", to=to)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# ---- a message that goes


def test_the_server_gets_the_very_bytes_and_a_mail_program_reads_both_parts(
    server: SmtpServer, mailer: Make
) -> None:
    where = sent(mailer(server.port))
    (taken,) = server.taken
    assert (taken.sender, taken.to) == ("clerk@northmoor.example", ["a.shah@northmoor.example"])
    assert taken.content == mail_bytes(MESSAGE, "Europe/London")
    mail = email.message_from_bytes(taken.content, policy=email.policy.default)
    assert mail["Subject"] == MESSAGE.subject
    assert mail["Message-ID"] == f"<{MESSAGE.message_id}@northmoor.example>"
    assert mail["X-Policyclerk-Items"] == ",".join(MESSAGE.items)
    assert mail.get_body(("plain",)).get_content().splitlines() == MESSAGE.text.splitlines()
    assert "<b>Lone Working Policy</b>" in mail.get_body(("html",)).get_content()
    assert where == f"127.0.0.1 port {server.port}: 2.0.0 Ok: queued as 4F2A"


def test_preparing_lets_nothing_leave(server: SmtpServer, mailer: Make) -> None:
    mail = mailer(server.port)
    mail.prepare(MESSAGE)
    assert server.taken == []
    assert "MAIL" not in server.commands


def test_no_line_of_a_mail_can_end_it_early(server: SmtpServer, mailer: Make) -> None:
    dots = replace(MESSAGE, text="above\n.\nMAIL FROM:<x@evil.example>\n", html="<p>\n.\n</p>")
    sent(mailer(server.port), dots)
    (taken,) = server.taken
    assert taken.content == mail_bytes(dots, "Europe/London")


def test_a_message_sent_again_keeps_its_message_id(server: SmtpServer, mailer: Make) -> None:
    mail = mailer(server.port)
    sent(mail)
    sent(mail)
    first, second = (each.content for each in server.taken)
    assert first == second


def test_the_machines_own_name_is_not_told(server: SmtpServer, mailer: Make) -> None:
    sent(mailer(server.port))
    assert server.greeted_as == ["northmoor.example"]


def test_nobody_but_a_listed_recipient_is_written_to(server: SmtpServer, mailer: Make) -> None:
    mail = mailer(server.port, allowed_addresses=("CHAIR@home.example",))
    for stranger in ("x@elsewhere.example", "x@sub.northmoor.example", "x@northmoor.example.evil.example"):
        with pytest.raises(PolicyclerkError, match="allowed_domains") as caught:
            mail.prepare(other(1, stranger))
        assert caught.value.kind == "recipient_not_allowed"
    sent(mail, other(2, "chair@home.example"))
    sent(mail, other(3, "A.Shah@NorthMoor.example"))
    assert [each.to for each in server.taken] == [["chair@home.example"], ["A.Shah@NorthMoor.example"]]


def test_with_no_list_nobody_is_written_to(server: SmtpServer, mailer: Make) -> None:
    with pytest.raises(PolicyclerkError, match="allowed_domains"):
        mailer(server.port, allowed_domains=()).prepare(MESSAGE)


def test_header_lines_cannot_be_smuggled_in(server: SmtpServer, mailer: Make) -> None:
    mail = mailer(server.port)
    for field in ("subject", "to", "reply_to", "sender"):
        smuggled = replace(MESSAGE, **{field: f"{getattr(MESSAGE, field)}\r\nBcc: x@northmoor.example"})
        with pytest.raises(PolicyclerkError):
            mail.prepare(smuggled)
    assert server.commands == []


def test_several_recipients_in_one_address_are_refused(server: SmtpServer, mailer: Make) -> None:
    with pytest.raises(PolicyclerkError):
        mailer(server.port).prepare(other(1, "x@evil.example, a.shah@northmoor.example"))


# ---- one connection for many


def test_many_messages_share_one_connection(server: SmtpServer, mailer: Make) -> None:
    mail = mailer(server.port)
    for number in range(20):
        sent(mail, other(number))
    assert len(server.taken) == 20
    assert server.connections == 1


def test_after_tidying_the_next_message_finds_a_new_connection(server: SmtpServer, mailer: Make) -> None:
    mail = mailer(server.port)
    sent(mail)
    mail.tidy()
    sent(mail, other(1))
    assert server.connections == 2


@pytest.mark.parametrize("stage", ["RSET", "MAIL"])
@pytest.mark.parametrize("how", [CUT, "421 4.7.0 Too many messages in this session"])
def test_a_server_that_ends_the_connection_between_messages_is_called_again(
    server: SmtpServer, mailer: Make, stage: str, how: str
) -> None:
    mail = mailer(server.port)
    sent(mail)
    server.once[stage] = how
    sent(mail, other(1))
    assert len(server.taken) == 2
    assert server.connections == 2


def test_one_refused_recipient_does_not_stop_the_others(server: SmtpServer, mailer: Make) -> None:
    server.for_recipient["gone@"] = "550 5.1.1 <gone@northmoor.example>: no such user gone"
    mail = mailer(server.port)
    sent(mail, other(0, "a@northmoor.example"))
    fault = certain(mail, other(1, "gone@northmoor.example"))
    sent(mail, other(2, "b@northmoor.example"))
    sent(mail, other(3, "c@northmoor.example"))
    assert (fault.kind, fault.temporary) == ("address_refused", False)
    assert fault.message.endswith("The server said: 550 5.1.1 <(address)>: no such user (address)")
    assert [taken.to[0][0] for taken in server.taken] == ["a", "b", "c"]
    assert server.connections == 1


def test_a_recipient_whose_server_asks_to_try_later_is_not_tried_again_at_once(
    server: SmtpServer, mailer: Make
) -> None:
    server.for_recipient["b@"] = "450 4.2.1 mailbox busy"
    mail = mailer(server.port)
    sent(mail, other(0, "a@northmoor.example"))
    assert certain(mail, other(1, "b@northmoor.example")).kind == "mail_put_off"
    assert server.commands.count("RCPT") == 2


# ---- the server says no


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "END"])
def test_a_passing_refusal_is_told_as_one_that_may_pass(server: SmtpServer, mailer: Make, stage: str) -> None:
    server.answers[stage] = "451 4.7.1 Greylisted, come back"
    fault = certain(mailer(server.port))
    assert (fault.kind, fault.temporary) == ("mail_put_off", True)
    assert "the next run tries again" in fault.message
    assert server.taken == []


@pytest.mark.parametrize(
    ("stage", "reply", "kind", "words"),
    [
        ("GREETING", "554 5.7.1 no mail from there", "mail_refused", "takes no mail from this machine"),
        ("MAIL", "550 5.7.60 may not send as", "mail_refused", r"\[mail\] sender"),
        ("MAIL", "530 5.7.0 Authentication required", "mail_login_needed", "set POLICYCLERK_SMTP_USER"),
        ("MAIL", "530 5.7.0 Must issue a STARTTLS first", "mail_login_needed", 'security = "starttls"'),
        ("MAIL", "530 5.7.57 Client not authenticated", "mail_login_needed", "wants a login"),
        ("RCPT", "550 5.1.1 unknown", "address_refused", "People tab"),
        ("RCPT", "550 no such person", "address_refused", "People tab"),
        ("RCPT", "554 5.7.1 Relay access denied", "mail_refused", "allow it for this machine"),
        ("DATA", "554 5.5.1 no", "mail_refused", "refused the message"),
        ("END", "550 5.1.10 RecipientNotFound", "address_refused", "People tab"),
        ("END", "554 5.6.0 looks like spam", "mail_refused", "refused the message"),
        ("END", "552 5.3.4 too big", "mail_too_large", "larger than"),
        ("END", "550 5.7.30 Basic authentication is not supported", "mail_login_off", "a relay"),
    ],
)
def test_a_lasting_refusal_says_what_to_do(
    server: SmtpServer, mailer: Make, stage: str, reply: str, kind: str, words: str
) -> None:
    server.answers[stage] = reply
    fault = certain(mailer(server.port))
    assert (fault.kind, fault.temporary) == (kind, False)
    assert re.search(words, fault.message)
    assert fault.message.endswith(f"The server said: {reply}")
    assert server.taken == []


def test_what_is_larger_than_the_server_takes_is_not_even_begun(mailer: Make) -> None:
    with SmtpServer(data_size_limit=500) as small:
        fault = certain(mailer(small.port))
        assert fault.kind == "mail_too_large"
        assert "500 bytes" in fault.message
        assert "MAIL" not in small.commands


# ---- the connection breaks: certain before the end of the message, unknown after it


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_a_connection_cut_before_the_message_was_handed_over_means_not_sent(
    server: SmtpServer, mailer: Make, stage: str
) -> None:
    server.answers[stage] = CUT
    fault = certain(mailer(server.port))
    assert (fault.kind, fault.temporary) == ("mail_connection_lost", True)
    assert server.attempted == []
    assert server.commands.count("MAIL") == 1


def test_a_connection_cut_in_the_middle_of_a_message_means_not_sent(server: SmtpServer) -> None:
    server.answers["BODY"] = CUT
    longer_than_any_buffer = b"A line of a very long message.\r\n" * 700_000
    with smtplib.SMTP("127.0.0.1", server.port, "northmoor.example", timeout=20) as client:
        client.ehlo()
        client.esmtp_features.pop("size")
        with pytest.raises(OSError, match="not connected"):
            hand_over(client, Letter("clerk@northmoor.example", MESSAGE.to, longer_than_any_buffer))
    assert server.attempted == []


def test_a_connection_cut_after_the_message_and_before_the_reply_leaves_it_unknown(
    server: SmtpServer, mailer: Make
) -> None:
    server.answers["END"] = CUT
    fault = fault_of(mailer(server.port))
    assert isinstance(fault, OutcomeUnknown)
    assert "policyclerk ledger resolve" in fault.message
    assert len(server.attempted) == 1


def test_no_answer_in_time_to_a_whole_message_leaves_it_unknown(server: SmtpServer, mailer: Make) -> None:
    server.answers["END"] = SILENT
    assert isinstance(fault_of(mailer(server.port, timeout_s=0.3)), OutcomeUnknown)


def test_an_answer_that_is_none_leaves_it_unknown(server: SmtpServer, mailer: Make) -> None:
    for reply in ("hello there", "354 go on", "x" * 9000):
        server.answers["END"] = reply
        assert isinstance(fault_of(mailer(server.port)), OutcomeUnknown), reply[:20]


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_no_answer_in_time_before_the_message_means_not_sent(
    server: SmtpServer, mailer: Make, stage: str
) -> None:
    server.answers[stage] = SILENT
    fault = certain(mailer(server.port, timeout_s=0.3))
    assert fault.kind == "mail_connection_lost"
    assert "did not answer in time" in fault.message


def test_an_unknown_outcome_is_never_repeated_on_a_connection_in_use(
    server: SmtpServer, mailer: Make
) -> None:
    mail = mailer(server.port)
    sent(mail)
    server.answers["END"] = CUT
    assert isinstance(fault_of(mail, other(1)), OutcomeUnknown)
    assert len(server.attempted) == 2


def test_a_reply_that_comes_late_is_never_taken_for_the_next_messages(
    server: SmtpServer, mailer: Make
) -> None:
    mail = mailer(server.port, timeout_s=0.3)
    server.once["END"] = SILENT
    fault_of(mail)
    sent(mail, other(1))
    assert server.connections == 2


def test_after_a_kill_nobody_can_tell(mailer: Make) -> None:
    assert mailer(free_port()).recover(MESSAGE.message_id) is None


# ---- the server cannot be reached


def test_a_server_that_is_out_is_waited_for_once_and_not_for_every_message(
    mailer: Make, time: FakeTime
) -> None:
    mail = mailer(free_port())
    for number in range(50):
        fault = certain(mail, other(number))
        assert (fault.kind, fault.temporary) == ("mail_server_unreachable", True)
    assert "No mail server answers" in fault.message
    assert time.slept == list(PAUSES_S)


def test_a_short_outage_holds_nothing_up(server: SmtpServer, mailer: Make) -> None:
    server.once["GREETING"] = "421 4.3.2 restarting"
    sent(mailer(server.port))
    assert len(server.taken) == 1


def test_the_next_run_tries_a_server_again_that_was_out(server: SmtpServer, mailer: Make) -> None:
    mail = mailer(server.port)
    server.answers["GREETING"] = "421 4.3.2 closed"
    assert certain(mail).kind == "mail_put_off"
    server.answers.clear()
    mail.tidy()
    sent(mail)


@pytest.mark.parametrize("stage", ["GREETING", "EHLO"])
@pytest.mark.parametrize(
    ("how", "kind", "words"),
    [
        (CUT, "mail_server_unreachable", "ended the connection"),
        (SILENT, "mail_server_silent", "did not answer in the time"),
    ],
)
def test_a_server_that_does_not_even_greet_counts_as_out(
    server: SmtpServer, mailer: Make, stage: str, how: str, kind: str, words: str
) -> None:
    server.answers[stage] = how
    fault = certain(mailer(server.port, timeout_s=0.3))
    assert (fault.kind, fault.temporary) == (kind, True)
    assert words in fault.message


def test_a_name_that_nobody_knows_is_told(mailer: Make) -> None:
    for host in ("smtp.nowhere.invalid", "smtp..nowhere.invalid"):
        mail = mailer(25, host=host)
        with pytest.raises(
            PolicyclerkError, match=rf"No mail server of the name {host} was found. Check host"
        ):
            sent(mail)


# ---- encryption


@pytest.mark.parametrize(("security", "implicit"), [("starttls", False), ("tls", True)])
def test_a_message_goes_encrypted_where_the_certificate_is_trusted(
    mailer: Make, certificate: Certificate, security: str, implicit: bool
) -> None:
    with SmtpServer(tls=certificate.server, implicit=implicit) as server:
        mail = mailer(server.port, security=security, tls=certificate.trusting)
        sent(mail)
        sent(mail, other(1))
        assert [each.over_tls for each in server.taken] == [True, True]
        assert server.connections == 1
        mail.close()


@pytest.mark.parametrize(("security", "implicit"), [("starttls", False), ("tls", True)])
def test_a_cut_is_as_certain_or_unknown_when_encrypted(
    mailer: Make, certificate: Certificate, security: str, implicit: bool
) -> None:
    with SmtpServer(tls=certificate.server, implicit=implicit) as server:
        mail = mailer(server.port, security=security, tls=certificate.trusting)
        server.once["DATA"] = CUT
        assert certain(mail).kind == "mail_connection_lost"
        server.once["END"] = CUT
        assert isinstance(fault_of(mail, other(1)), OutcomeUnknown)


@pytest.mark.parametrize(("security", "implicit"), [("starttls", False), ("tls", True)])
def test_an_untrusted_certificate_ends_it_and_nothing_goes_in_the_clear(
    mailer: Make, certificate: Certificate, security: str, implicit: bool
) -> None:
    with SmtpServer(tls=certificate.server, implicit=implicit) as server:
        mail = mailer(server.port, security=security, login=("clerk", "right"))
        fault = certain(mail)
        assert (fault.kind, fault.temporary) == ("mail_server_insecure", False)
        assert "certificate" in fault.message
        assert (server.taken, server.logins, "MAIL" in server.commands) == ([], [], False)


def test_a_certificate_for_another_name_is_not_trusted(mailer: Make, tmp_path: Path) -> None:
    other_name = Certificate(tmp_path, names=("mx.elsewhere.example",))
    with SmtpServer(tls=other_name.server) as server:
        mail = mailer(server.port, security="starttls", tls=other_name.trusting)
        assert "must be the name that stands in the certificate" in certain(mail).message


def test_a_server_without_starttls_gets_nothing(server: SmtpServer, mailer: Make) -> None:
    fault = certain(mailer(server.port, security="starttls", login=("clerk", "right")))
    assert fault.kind == "mail_server_insecure"
    assert "offers no encryption (STARTTLS)" in fault.message
    assert (server.logins, "MAIL" in server.commands) == ([], False)


def test_a_server_that_puts_encryption_off_gets_nothing(mailer: Make, certificate: Certificate) -> None:
    with SmtpServer(tls=certificate.server) as server:
        server.answers["STARTTLS"] = "454 4.7.0 TLS not available"
        fault = certain(mailer(server.port, security="starttls", tls=certificate.trusting))
        assert (fault.kind, "MAIL" in server.commands) == ("mail_put_off", False)


def test_tls_spoken_to_a_port_that_does_not_says_which_setting_to_look_at(
    server: SmtpServer, mailer: Make
) -> None:
    fault = certain(mailer(server.port, security="tls"))
    assert fault.kind == "mail_server_insecure"
    assert '"starttls" 587' in fault.message


# ---- the login


def test_the_login_goes_over_tls_once_for_many_messages(mailer: Make, certificate: Certificate) -> None:
    with SmtpServer(tls=certificate.server, auth_required=True) as server:
        mail = mailer(server.port, security="starttls", tls=certificate.trusting, login=("clerk", "right"))
        sent(mail)
        sent(mail, other(1))
        assert server.logins == [("clerk", "right")]
        assert len(server.taken) == 2
        mail.close()


@pytest.mark.parametrize("without", ["PLAIN", "LOGIN"])
def test_either_usual_way_of_logging_in_will_do(mailer: Make, without: str) -> None:
    with SmtpServer(auth_require_tls=False, auth_exclude_mechanism=[without]) as server:
        mail = mailer(server.port, login=("clerk", "right"))
        sent(mail)
        assert server.logins == [("clerk", "right")]
        mail.close()


def test_a_refused_login_is_tried_once_and_never_told(server: SmtpServer, mailer: Make) -> None:
    mail = mailer(server.port, login=("clerk-account", "wr0ng-Secret"))
    for number in range(5):
        fault = certain(mail, other(number))
        assert (fault.kind, fault.temporary) == ("mail_login_refused", False)
        assert "Check POLICYCLERK_SMTP_USER" in fault.message
        assert "wr0ng-Secret" not in fault.message
        assert "clerk-account" not in fault.message
    assert len(server.logins) == 1
    assert "wr0ng-Secret" not in repr(vars(mail))


@pytest.mark.parametrize(
    "reply",
    [
        "550 5.7.30 Basic authentication is not supported for Client Submission.",
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
        "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy.",
    ],
)
def test_password_logins_switched_off_by_microsoft_are_called_that(
    server: SmtpServer, mailer: Make, reply: str
) -> None:
    server.answers["AUTH"] = reply
    fault = certain(mailer(server.port, login=("clerk", "right")))
    assert fault.kind == "mail_login_off"
    assert "a relay" in fault.message


def test_a_wrong_password_at_microsoft_is_not_called_switched_off(server: SmtpServer, mailer: Make) -> None:
    server.answers["AUTH"] = "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect."
    assert certain(mailer(server.port, login=("clerk", "right"))).kind == "mail_login_refused"


@pytest.mark.parametrize("how", [CUT, SILENT])
def test_a_login_that_gets_no_answer_is_not_tried_again_in_this_run(
    server: SmtpServer, mailer: Make, how: str
) -> None:
    server.answers["AUTH"] = how
    mail = mailer(server.port, login=("clerk", "right"), timeout_s=0.3)
    for number in range(3):
        fault = certain(mail, other(number))
        assert (fault.kind, fault.temporary) == ("mail_login_refused", True)
    assert server.commands.count("AUTH") == 1


def test_a_login_that_cannot_be_looked_at_now_is_tried_again(server: SmtpServer, mailer: Make) -> None:
    server.once["AUTH"] = "454 4.7.0 Temporary authentication failure"
    sent(mailer(server.port, login=("clerk", "right")))
    assert len(server.taken) == 1


def test_a_server_that_takes_no_login_is_told(mailer: Make, certificate: Certificate) -> None:
    with SmtpServer(tls=certificate.server) as server:  # offers AUTH over TLS only, and is not asked for TLS
        fault = certain(mailer(server.port, login=("clerk", "right")))
        assert "offers no login" in fault.message
    with SmtpServer(auth_require_tls=False, auth_exclude_mechanism=["PLAIN", "LOGIN"]) as server:
        assert certain(mailer(server.port, login=("clerk", "right"))).kind == "mail_login_refused"


def test_a_password_is_never_sent_in_the_clear_to_another_machine(
    server: SmtpServer, mailer: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The peer's address is what counts; the one thing that loopback cannot show is stood in for."""
    monkeypatch.setattr(socket.socket, "getpeername", lambda _self: ("192.0.2.7", 25))
    fault = certain(mailer(server.port, login=("clerk", "right")))
    assert fault.kind == "mail_server_insecure"
    assert "the password was not sent" in fault.message
    assert (server.logins, "AUTH" in server.commands) == ([], False)


def test_a_password_that_no_login_can_carry_is_told(server: SmtpServer, mailer: Make) -> None:
    fault = certain(mailer(server.port, login=("clerk", "pâsswörd")))
    assert "letters with accents" in fault.message
    assert "AUTH" not in server.commands


def test_a_login_needs_both_its_halves() -> None:
    both = {"POLICYCLERK_SMTP_USER": "clerk", "POLICYCLERK_SMTP_PASSWORD": "right"}
    assert smtp_login(both) == ("clerk", "right")
    assert smtp_login({}) is None
    for missing in both:
        with pytest.raises(SettingsError, match=f"{missing} is not"):
            smtp_login({name: value for name, value in both.items() if name != missing})


# ---- pace and settings


def test_no_minute_has_more_messages_than_the_server_allows(
    server: SmtpServer, mailer: Make, time: FakeTime
) -> None:
    mail = mailer(server.port, per_minute=3)
    times = []
    for number in range(10):
        sent(mail, other(number))
        times.append(time.now)
    assert times == [1000.0] * 3 + [1060.0] * 3 + [1120.0] * 3 + [1180.0]
    assert time.slept == [60.0] * 3


def test_a_slow_run_is_not_slowed_further(server: SmtpServer, mailer: Make, time: FakeTime) -> None:
    mail = mailer(server.port, per_minute=2)
    for number in range(5):
        sent(mail, other(number))
        time.now += 31
    assert time.slept == []


def test_settings_that_cannot_work_are_all_told_at_once(mailer: Make) -> None:
    with pytest.raises(SettingsError) as caught:
        mailer(70000, host=None, sender=None, per_minute=0)
    assert [fault.split("needs ")[1].split(" ")[0] for fault in caught.value.faults] == [
        "host",
        "sender",
        "a",
        "a",
    ]


@pytest.mark.parametrize(("security", "port"), [("none", 25), ("starttls", 587), ("tls", 465)])
def test_the_usual_port_of_each_security_is_used_where_none_is_named(
    mailer: Make, security: str, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def refuse(address: Any, *rest: Any, **more: Any) -> socket.socket:
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    certain(mailer(None, security=security, tls=ssl.create_default_context()))
    assert set(asked) == {("127.0.0.1", port)}
