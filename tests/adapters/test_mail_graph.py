"""Mail through Microsoft 365, against a service on loopback that checks what it is asked and parses the message back."""

import base64
import email
import email.policy
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from tests.adapters.graph_service import SEND, TOKEN, Microsoft, graph_error
from tests.adapters.web_service import CUT, RESET, SILENT, Says, WebService

from policyclerk.adapters.graph_key import CERT_VARIABLE, SECRET_VARIABLE, GraphKey, read_graph_key
from policyclerk.adapters.mail_graph import GraphMail
from policyclerk.adapters.mime import mail_bytes
from policyclerk.adapters.web_call import MOST_SILENT, PAUSES_S
from policyclerk.domain.action import Attachment, Message
from policyclerk.domain.errors import OutcomeUnknown, PolicyclerkError, SettingsError
from policyclerk.domain.settings import GRAPH_MAX_MB, GraphSettings, MailSettings
from policyclerk.ports import Mailer

MESSAGE = Message(
    message_id="pc-0011223344556677",
    kind="owner-digest",
    to="a.shah@northmoor.example",
    sender="Northmoor Trust <clerk@northmoor.example>",
    reply_to="office@northmoor.example",
    subject="Two policies of yours are due – Zoë’s class",
    text="Dear Asha,\n\nTwo policies are due.\n",
    html="<p>Dear Asha, <b>Lone Working Policy</b> – review due</p>",
    day=date(2026, 11, 23),
    items=("owner/P1/2026-12-07/14/0011223344556677",),
    attachments=(Attachment("days.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),),
)


class Waiting:
    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def microsoft() -> Iterator[Microsoft]:
    with Microsoft() as service:
        yield service


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


Make = Callable[..., GraphMail]


@pytest.fixture
def mailer(microsoft: Microsoft, waiting: Waiting) -> Make:
    def make(*, key: GraphKey | None = None, graph: Any = None, **settings: Any) -> GraphMail:
        given = {
            "kind": "graph",
            "sender": MESSAGE.sender,
            "allowed_domains": ("northmoor.example",),
            "timeout_s": 5,
        }
        places = {"endpoint": microsoft.address, "token_uri": microsoft.address + TOKEN}
        return GraphMail(
            MailSettings(**{**given, **settings}),
            GraphSettings(**{"tenant": "trust", "client": "app-1", **places, **(graph or {})}),
            key or GraphKey("s3cret"),
            timezone="Europe/London",
            sleep=waiting,
        )

    return make


def sent(mail: Mailer, message: Message = MESSAGE) -> str:
    mail.prepare(message)
    return mail.commit(message)


def fault_of(mail: Mailer, message: Message = MESSAGE) -> PolicyclerkError:
    with pytest.raises(PolicyclerkError) as caught:
        sent(mail, message)
    told = caught.value
    assert "@" not in told.message
    assert "shah" not in told.message.casefold()
    assert "token-" not in told.message
    return told


def certain(mail: Mailer, message: Message = MESSAGE) -> PolicyclerkError:
    told = fault_of(mail, message)
    assert not isinstance(told, OutcomeUnknown)
    return told


def other(number: int) -> Message:
    return replace(MESSAGE, message_id=f"pc-{number:016x}")


# ---- a message that goes


def test_our_own_message_arrives_as_it_was_made(microsoft: Microsoft, mailer: Make) -> None:
    where = sent(mailer())

    (taken,) = microsoft.sent()
    asked = microsoft.asked[-1]
    assert taken == mail_bytes(MESSAGE, "Europe/London")
    assert asked.method == "POST"
    assert asked.headers["Content-Type"] == "text/plain"
    assert where == "Microsoft 365 (127.0.0.1): taken as request 4f2a"


def test_what_microsoft_parses_back_is_what_was_asked(microsoft: Microsoft, mailer: Make) -> None:
    sent(mailer())

    parsed = email.message_from_bytes(microsoft.sent()[0], policy=email.policy.default)
    text, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
    (calendar,) = parsed.iter_attachments()
    assert parsed["To"] == MESSAGE.to
    assert parsed["From"] == MESSAGE.sender
    assert parsed["Reply-To"] == MESSAGE.reply_to
    assert parsed["Subject"] == MESSAGE.subject
    assert parsed["Message-ID"] == f"<{MESSAGE.message_id}@northmoor.example>"
    assert parsed["X-Policyclerk-Items"] == MESSAGE.items[0]
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == MESSAGE.text.splitlines()
    assert html.get_content().strip() == MESSAGE.html
    assert calendar.get_filename() == "days.ics"


def test_the_drafts_of_one_message_stay_below_what_microsoft_takes(
    microsoft: Microsoft, mailer: Make
) -> None:
    drafts = (Attachment("draft.docx", "application/msword", b"x" * GRAPH_MAX_MB * 1_000_000),)

    sent(mailer(), replace(MESSAGE, attachments=drafts))

    assert len(microsoft.asked[-1].body) < 4 * 1024 * 1024


def test_one_token_serves_many_messages(microsoft: Microsoft, mailer: Make) -> None:
    mail = mailer()

    for number in range(3):
        sent(mail, other(number))

    assert microsoft.paths() == [TOKEN, SEND, SEND, SEND]


def test_the_token_is_asked_for_with_the_secret_and_for_graph(microsoft: Microsoft, mailer: Make) -> None:
    mailer().try_door()

    form = microsoft.asked[0].form()
    assert form["grant_type"] == "client_credentials"
    assert form["client_id"] == "app-1"
    assert form["client_secret"] == "s3cret"
    assert form["scope"] == "https://graph.microsoft.com/.default"
    assert microsoft.paths() == [TOKEN]


def test_a_sender_with_a_name_stands_for_its_mailbox(microsoft: Microsoft, mailer: Make) -> None:
    sent(mailer(sender="clerk@northmoor.example"))
    sent(mailer(sender="The clerk <clerk@northmoor.example>"))

    assert [path for path in microsoft.paths() if path != TOKEN] == [SEND, SEND]


def test_nobody_outside_the_list_is_written_to(microsoft: Microsoft, mailer: Make) -> None:
    told = certain(mailer(), replace(MESSAGE, to="a.shah@elsewhere.example"))

    assert told.kind == "recipient_not_allowed"
    assert microsoft.asked == []


# ---- the certificate


def certificate(
    *, key: Any = None, of: Any = None, ends: datetime | None = None
) -> tuple[str, x509.Certificate]:
    """The text of a PEM file with a private key and a certificate (of another key where one is given)."""
    key = key or rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "policyclerk")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key((of or key).public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(ends or datetime(2027, 6, 30, tzinfo=UTC))
        .sign(of or key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return (private + made.public_bytes(serialization.Encoding.PEM)).decode(), made


def test_the_token_is_asked_for_with_a_proof_signed_by_the_certificates_key(
    microsoft: Microsoft, mailer: Make
) -> None:
    pem, made = certificate()

    mailer(key=read_graph_key({CERT_VARIABLE: pem, SECRET_VARIABLE: "left aside"})).try_door()

    form = microsoft.asked[0].form()
    head = jwt.get_unverified_header(form["client_assertion"])
    claims = jwt.decode(
        form["client_assertion"],
        made.public_key(),  # type: ignore[arg-type]
        algorithms=[head["alg"]],
        audience="https://login.microsoftonline.com/trust/oauth2/v2.0/token",
    )
    thumbprint = base64.urlsafe_b64encode(made.fingerprint(hashes.SHA256())).rstrip(b"=").decode()
    assert head["x5t#S256"].rstrip("=") == thumbprint
    assert claims["iss"] == claims["sub"] == "app-1"
    assert "client_secret" not in form


def test_a_certificate_kept_on_one_line_is_read_and_says_when_it_ends() -> None:
    pem, _ = certificate()

    key = read_graph_key({CERT_VARIABLE: pem.replace("\n", "\\n")})

    assert key.ends == date(2027, 6, 30)
    assert "PRIVATE" not in repr(key)


def locked_key() -> str:
    key = rsa.generate_private_key(65537, 2048)
    locked = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"x"),
    )
    return locked.decode() + certificate(key=key)[0].partition("-----BEGIN CERT")[2]


@pytest.mark.parametrize(
    ("pem", "words"),
    [
        (lambda: "hello", "no private key"),
        (lambda: certificate()[0].partition("-----BEGIN CERTIFICATE")[0], "cannot be read"),
        (lambda: certificate(of=rsa.generate_private_key(65537, 2048))[0], "do not belong together"),
        (lambda: certificate(key=ec.generate_private_key(ec.SECP256R1()))[0], "no RSA key"),
        (locked_key, "locked with a password"),
    ],
)
def test_a_certificate_that_cannot_be_used_is_told(pem: Callable[[], str], words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_graph_key({CERT_VARIABLE: pem()})

    assert words in caught.value.message
    assert "BEGIN" not in caught.value.message


def test_without_a_certificate_and_a_secret_both_are_named() -> None:
    with pytest.raises(SettingsError) as caught:
        read_graph_key({})

    assert CERT_VARIABLE in caught.value.message
    assert SECRET_VARIABLE in caught.value.message


def test_settings_that_are_missing_are_all_told() -> None:
    with pytest.raises(SettingsError) as caught:
        GraphMail(MailSettings(kind="graph"), GraphSettings(), GraphKey("x"), timezone="Europe/London")

    assert [word in caught.value.message for word in ("tenant", "client", "sender")] == [True, True, True]


# ---- signing in


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("AADSTS7000215: Invalid client secret provided.", "the secret is wrong"),
        ("AADSTS7000222: The provided client secret keys are expired.", "the secret has run out"),
        ("AADSTS700016: Application with identifier 'app-1' was not found.", "tenant or client"),
        (
            "AADSTS700027: The certificate with identifier used to sign is not registered.",
            "certificate is not known",
        ),
        ("AADSTS50000: Something else.", "check tenant and client"),
    ],
)
def test_a_refused_sign_in_says_what_to_set_right(
    microsoft: Microsoft, mailer: Make, said: str, words: str
) -> None:
    microsoft.next[TOKEN].append(Says(401, {"error": "invalid_client", "error_description": said}))

    told = certain(mailer())

    assert told.kind == "mail_login_refused"
    assert words in told.message


def test_a_refused_sign_in_is_not_tried_again_for_each_message(microsoft: Microsoft, mailer: Make) -> None:
    mail = mailer()
    microsoft.next[TOKEN].append(
        Says(400, {"error": "invalid_client", "error_description": "AADSTS7000215: no"})
    )

    kinds = {certain(mail, other(number)).kind for number in range(5)}

    assert kinds == {"mail_login_refused"}
    assert microsoft.paths() == [TOKEN]


def test_the_next_run_signs_in_anew(microsoft: Microsoft, mailer: Make) -> None:
    mail = mailer()
    microsoft.next[TOKEN].append(
        Says(401, {"error": "invalid_client", "error_description": "AADSTS7000215: no"})
    )
    certain(mail)

    mail.tidy()

    assert "taken" in sent(mail)


@pytest.mark.parametrize("first", [Says(503), Says(429, headers={"Retry-After": "3"})])
def test_a_busy_sign_in_is_waited_for(
    microsoft: Microsoft, mailer: Make, waiting: Waiting, first: Says
) -> None:
    microsoft.next[TOKEN].append(first)

    assert "taken" in sent(mailer())
    assert waiting.slept == [3.0 if first.headers else PAUSES_S[0]]


@pytest.mark.parametrize(
    "answer", [CUT, Says(200, b"<html>Sign in to the school's network</html>"), Says(302)]
)
def test_a_sign_in_that_is_not_microsofts_sends_nothing(
    microsoft: Microsoft, mailer: Make, answer: Any
) -> None:
    microsoft.next[TOKEN].extend([answer] * 5)

    told = certain(mailer())

    assert told.kind == "mail_server_unreachable"
    assert told.temporary
    assert microsoft.sent() == []


def test_a_token_that_has_run_out_is_fetched_anew_once(microsoft: Microsoft, mailer: Make) -> None:
    mail = mailer()
    sent(mail)
    microsoft.next[SEND].append(Says(401, graph_error("InvalidAuthenticationToken", "expired")))

    assert "taken" in sent(mail, other(2))
    assert microsoft.paths() == [TOKEN, SEND, SEND, TOKEN, SEND]


def test_a_token_that_is_refused_again_ends_the_trying(microsoft: Microsoft, mailer: Make) -> None:
    mail = mailer()
    microsoft.next[SEND].extend([Says(401, graph_error("InvalidAuthenticationToken", "no"))] * 4)

    assert certain(mail).kind == "mail_login_refused"
    certain(mail, other(2))
    assert microsoft.paths() == [TOKEN, SEND, TOKEN, SEND]


# ---- Microsoft says no


@pytest.mark.parametrize(
    ("status", "code", "kind", "words"),
    [
        (400, "ErrorInvalidRecipients", "address_refused", "People tab"),
        (400, "ErrorMimeContentInvalidBase64String", "mail_refused", "refused the message"),
        (403, "ErrorAccessDenied", "mail_not_allowed", "Mail.Send"),
        (403, "ErrorAccessDenied", "mail_not_allowed", "Application Access Policy"),
        (403, "ErrorSendAsDenied", "mail_refused", "under that address"),
        (404, "ErrorInvalidUser", "mail_sender_unknown", "knows no mailbox"),
        (413, "", "mail_too_large", "attach_drafts"),
        (500, "ErrorInternalServerError", "mail_not_taken", "next run"),
    ],
)
def test_a_refusal_says_what_to_do(
    microsoft: Microsoft, mailer: Make, status: int, code: str, kind: str, words: str
) -> None:
    microsoft.next[SEND].append(
        Says(status, graph_error(code, "No mailbox a.shah@northmoor.example for a.shah."))
    )

    told = certain(mailer())

    assert told.kind == kind
    assert words in told.message
    assert told.temporary is (status == 500)


def test_a_refused_recipient_is_no_matter_to_the_others(microsoft: Microsoft, mailer: Make) -> None:
    mail = mailer()
    microsoft.next[SEND].append(Says(400, graph_error("ErrorInvalidRecipients", "no")))

    certain(mail)

    assert "taken" in sent(mail, other(2))


def test_a_right_that_is_missing_is_asked_for_once_in_a_run(microsoft: Microsoft, mailer: Make) -> None:
    mail = mailer()
    microsoft.next[SEND].append(Says(403, graph_error("ErrorAccessDenied", "no")))

    kinds = {certain(mail, other(number)).kind for number in range(4)}

    assert kinds == {"mail_not_allowed"}
    assert len(microsoft.sent()) == 1


@pytest.mark.parametrize(("said", "waited"), [({"Retry-After": "7"}, 7.0), ({}, PAUSES_S[0])])
def test_a_service_that_asks_to_slow_down_is_waited_for(
    microsoft: Microsoft, mailer: Make, waiting: Waiting, said: dict[str, str], waited: float
) -> None:
    microsoft.next[SEND].append(Says(429, graph_error("ApplicationThrottled", "slow"), said))

    assert "taken" in sent(mailer())
    assert waiting.slept == [waited]


def test_a_date_to_come_back_at_is_understood(microsoft: Microsoft, mailer: Make, waiting: Waiting) -> None:
    dates = {"Date": "Mon, 23 Nov 2026 07:30:00 GMT", "Retry-After": "Mon, 23 Nov 2026 07:30:09 GMT"}
    microsoft.next[SEND].append(Says(503, None, dates))

    sent(mailer())

    assert waiting.slept == [9.0]


def test_waiting_has_an_end_and_is_not_begun_again_for_each_message(
    microsoft: Microsoft, mailer: Make, waiting: Waiting
) -> None:
    mail = mailer()
    microsoft.next[SEND].extend([Says(429, graph_error("ApplicationThrottled", "slow"))] * 20)

    told = [certain(mail, other(number)) for number in range(3)]

    assert {fault.kind for fault in told} == {"mail_put_off"}
    assert all(fault.temporary for fault in told)
    assert waiting.slept == list(PAUSES_S)


def test_a_service_that_wants_an_hour_is_not_waited_for(
    microsoft: Microsoft, mailer: Make, waiting: Waiting
) -> None:
    microsoft.next[SEND].append(Says(429, None, {"Retry-After": "3600"}))

    assert certain(mailer()).kind == "mail_put_off"
    assert waiting.slept == []


# ---- the connection breaks


@pytest.mark.parametrize("answer", [CUT, Says(502), Says(504), Says(200, b"<html>")])
def test_a_message_taken_whole_without_a_clear_answer_is_unknown(
    microsoft: Microsoft, mailer: Make, answer: Any
) -> None:
    microsoft.next[SEND].append(answer)

    told = fault_of(mailer())

    assert isinstance(told, OutcomeUnknown)
    assert len(microsoft.sent()) == 1


def test_an_answer_that_does_not_come_in_time_leaves_the_outcome_unknown(
    microsoft: Microsoft, mailer: Make
) -> None:
    microsoft.next[SEND].append(SILENT)

    assert isinstance(fault_of(mailer(timeout_s=1)), OutcomeUnknown)


def test_a_service_that_falls_silent_is_not_given_the_rest(microsoft: Microsoft, mailer: Make) -> None:
    mail = mailer()
    microsoft.next[SEND].extend([CUT] * MOST_SILENT * 2)

    told = [fault_of(mail, other(number)) for number in range(MOST_SILENT + 2)]

    assert [isinstance(fault, OutcomeUnknown) for fault in told] == [True] * MOST_SILENT + [False] * 2
    assert len(microsoft.sent()) == MOST_SILENT


def test_a_message_cut_off_before_its_end_was_not_sent(microsoft: Microsoft, mailer: Make) -> None:
    large = replace(MESSAGE, attachments=(Attachment("draft.docx", "application/msword", b"x" * 20_000_000),))
    microsoft.next[SEND].append(RESET)

    told = certain(mailer(), large)

    assert told.kind == "mail_connection_lost"
    assert told.temporary


def test_a_service_that_cannot_be_reached_is_told_once_and_for_all(mailer: Make, waiting: Waiting) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}"
    mail = mailer(graph={"endpoint": nobody})

    told = [certain(mail, other(number)) for number in range(3)]

    assert {fault.kind for fault in told} == {"mail_server_unreachable"}
    assert all("endpoint in [graph]" in fault.message for fault in told)


def test_a_name_that_nobody_knows_is_told(mailer: Make) -> None:
    told = certain(mailer(graph={"endpoint": "https://graph.nowhere.invalid"}))

    assert told.kind == "mail_server_unreachable"
    assert told.temporary


def test_a_token_goes_nowhere_else(microsoft: Microsoft, mailer: Make) -> None:
    with WebService(lambda _asked: Says(202)) as elsewhere:
        microsoft.next[SEND].append(Says(307, None, {"Location": elsewhere.address + SEND}))

        told = certain(mailer())

    assert told.kind == "mail_refused"
    assert elsewhere.asked == []


def test_after_a_kill_nobody_can_tell(mailer: Make) -> None:
    assert mailer().recover(MESSAGE.message_id) is None
