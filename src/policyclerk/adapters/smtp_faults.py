"""What goes wrong with a mail server, and the sentence that tells the person who can mend it what to do.

Sentences name the server and its port, never an address nor a password: what a server says is stripped of both.
"""

import re
import smtplib
import socket
import ssl
from dataclasses import dataclass

from policyclerk.adapters.smtp_talk import Refused
from policyclerk.domain.errors import OutcomeUnknown, PolicyclerkError

_WORDS_MAX = 200
_ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
_ENHANCED = re.compile(rb"\s*([245]\.\d{1,3}\.\d{1,3})\b")
_AGAIN = "Nothing needs to be done: the next run tries again."
_NO_SUCH_ADDRESS = re.compile(r"5\.1\.(?:[0-6]|10)\Z")
"""RFC 3463 section 3.2 (5.1.7 and 5.1.8 are about the sender); 5.1.10 is Microsoft's recipient not found."""


@dataclass(frozen=True, slots=True)
class Place:
    """A mail server, as people name it."""

    host: str
    port: int

    def __str__(self) -> str:
        """`smtp.trust.example port 587`."""
        return f"{self.host} port {self.port}"


def words(said: bytes, *, without: str = "") -> str:
    """What a server said, fit for a report: one line, short, and without addresses.

    Args:
        said: the reply's text.
        without: the recipient's address, of which the part before the @ is taken out as well.
    """
    text = " ".join(said.decode("utf-8", "replace").split())
    text = _ADDRESS.sub("(address)", "".join(char for char in text if char.isprintable()))
    name = without.partition("@")[0]
    if name:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "(address)", text, flags=re.IGNORECASE)
    return text[:_WORDS_MAX]


# ---- on the way to the server


def not_reached(place: Place, fault: OSError | UnicodeError) -> PolicyclerkError:
    """Why no connection came about, or why it broke before the first message."""
    if isinstance(fault, smtplib.SMTPResponseException):
        return refused(place, Refused(fault.smtp_code, _as_bytes(fault.smtp_error), "greeting"))
    if isinstance(fault, ssl.SSLCertVerificationError):
        return _insecure(
            f"The certificate of {place} is not to be trusted ({fault.verify_message}), so nothing was sent. [mail] host must be "
            "the name that stands in the certificate; else ask who runs the server to renew it.",
        )
    if isinstance(fault, ssl.SSLError):
        return _insecure(
            f'No encrypted connection to {place} came about. With security = "tls" the port is usually 465, with "starttls" 587: '
            "check host, port and security in [mail].",
        )
    if isinstance(fault, socket.gaierror | UnicodeError):
        return _unreachable(
            f"No mail server of the name {place.host} was found. Check host in [mail] and this machine's network.",
            temporary=isinstance(fault, socket.gaierror),
        )
    if _timed_out(fault):
        return PolicyclerkError(
            "mail_server_silent",
            f"{place} did not answer in the time allowed (timeout_s in [mail]). If it stays so, check host, port and security "
            f"there (port 465 wants tls), and that the firewall lets mail out. {_AGAIN}",
            temporary=True,
        )
    return _unreachable(f"{_how_unreachable(place, fault)} {_AGAIN}")


def _how_unreachable(place: Place, fault: OSError | UnicodeError) -> str:
    if isinstance(fault, ConnectionRefusedError):
        return f"No mail server answers at {place}. If it stays so, check host and port in [mail]."
    if isinstance(fault, smtplib.SMTPServerDisconnected | ConnectionResetError):
        return f"{place} ended the connection before a message could be handed over."
    return f"{place} cannot be reached ({fault.strerror if isinstance(fault, OSError) else fault})."


def lost(place: Place, fault: OSError) -> PolicyclerkError:
    """The connection broke while a message was being handed over, before its end."""
    how = "did not answer in time" if _timed_out(fault) else "ended the connection"
    return PolicyclerkError(
        "mail_connection_lost",
        f"{place} {how} before the message was complete, so it was not sent. {_AGAIN}",
        temporary=True,
    )


def unknown(place: Place) -> OutcomeUnknown:
    """The server had the whole message and gave no answer."""
    return OutcomeUnknown(
        "outcome_unknown",
        f"{place} had the whole message and gave no answer, so it may have been sent or not, and is not sent again by itself. "
        "Ask the recipient or look at the server's log; then `policyclerk ledger resolve` says which.",
    )


def no_starttls(place: Place) -> PolicyclerkError:
    """Encryption was asked for and is not offered: nothing is ever sent in the clear instead."""
    return _insecure(
        f"{place} offers no encryption (STARTTLS), so nothing was sent. Ask who runs the server for the port that does (usually "
        '587, or 465 with security = "tls"), and set it in [mail].',
    )


# ---- the login


def login_in_the_clear(place: Place) -> PolicyclerkError:
    """A password is never sent over an unencrypted connection to another machine."""
    return _insecure(
        f"The connection to {place} is not encrypted, so the password was not sent, nor any message. Set security to "
        '"starttls" or "tls" in [mail], or take POLICYCLERK_SMTP_USER away if the server needs no login.',
    )


def no_login_offered(place: Place, offered: str) -> PolicyclerkError:
    """The server takes no login, or none that is made with a password."""
    how = f"only logins without a password ({offered})" if offered else "no login"
    return PolicyclerkError(
        "mail_login_refused",
        f"{place} offers {how}, and POLICYCLERK_SMTP_USER is set. Take POLICYCLERK_SMTP_USER and POLICYCLERK_SMTP_PASSWORD away "
        "if the server needs no login, or ask who runs it for the port on which programs log in.",
    )


def login_unanswered(place: Place) -> PolicyclerkError:
    """The connection broke at the login: told apart from a server that is out, since the password may be the reason."""
    return PolicyclerkError(
        "mail_login_refused",
        f"{place} gave no answer to the login. If it stays so, check POLICYCLERK_SMTP_USER and POLICYCLERK_SMTP_PASSWORD. {_AGAIN}",
        temporary=True,
    )


def login_not_ascii(place: Place) -> PolicyclerkError:
    """Mail servers' logins carry plain characters only."""
    return PolicyclerkError(
        "mail_login_refused",
        f"The user name or password for {place} holds letters with accents or other special characters, which a mail "
        "server's login cannot carry. Choose another password.",
    )


# ---- the server said no


def refused(place: Place, said_no: Refused, *, to: str = "") -> PolicyclerkError:
    """The fault that a refusal stands for, temporary ones (4xx) told apart from lasting ones (5xx).

    Args:
        place: the server.
        said_no: what it said, and when.
        to: the recipient, whose address is taken out of the server's words.
    """
    found = _ENHANCED.match(said_no.said)
    enhanced = found.group(1).decode() if found else ""
    kind, sentence = _refusal(place, said_no, enhanced)
    reply = f"{said_no.code} {words(said_no.said, without=to)}".strip()
    return PolicyclerkError(kind, f"{sentence} The server said: {reply}", temporary=said_no.code < 500)


def _refusal(place: Place, said_no: Refused, enhanced: str) -> tuple[str, str]:
    code, stage = said_no.code, said_no.stage
    if _switched_off(enhanced, said_no.said):
        return "mail_login_off", (
            f"{place} no longer lets programs log in with a password: Microsoft has switched this off. Name a relay "
            "that takes mail from this machine, or ask the administrator whether it may be switched on again for this mailbox."
        )
    if code < 500:
        return "mail_put_off", f"{place} asked to try later, so the message was not sent. {_AGAIN}"
    if code == 530 or enhanced == "5.7.57":
        return "mail_login_needed", _wants_first(place, said_no.said)
    if stage == "login":
        return "mail_login_refused", (
            f"{place} does not accept the login. Check POLICYCLERK_SMTP_USER and POLICYCLERK_SMTP_PASSWORD; some providers want "
            "a password made for programs (an app password)."
        )
    if enhanced == "5.3.4" or (code == 552 and enhanced != "5.2.2"):
        return "mail_too_large", (
            f"The message is larger than {place} takes, so it was not sent. Set a smaller attach_max_mb in [mail], or "
            "attach_drafts = false, or ask who runs the server for a higher limit."
        )
    return _plain_no(place, stage, enhanced)


def _switched_off(enhanced: str, said: bytes) -> bool:
    """Microsoft 365 takes no password any more: 5.7.30 for everybody; 5.7.139 for one organisation, or a wrong password."""
    return enhanced == "5.7.30" or (
        enhanced == "5.7.139" and re.search(rb"disabled|security defaults", said, re.IGNORECASE) is not None
    )


def _plain_no(place: Place, stage: str, enhanced: str) -> tuple[str, str]:
    about_us = enhanced.startswith("5.7.")
    if _NO_SUCH_ADDRESS.match(enhanced) or (stage == "recipient" and not about_us):
        return "address_refused", (
            f"{place} does not accept the recipient's address, so the message was not sent. Correct it in the register's "
            "People tab."
        )
    if stage == "recipient":
        return "mail_refused", (
            f"{place} does not pass on mail from here to this recipient. Ask who runs the server to allow it for this machine or "
            "for [mail] sender, or set POLICYCLERK_SMTP_USER and POLICYCLERK_SMTP_PASSWORD."
        )
    if stage == "sender":
        return "mail_refused", (
            f"{place} does not accept mail from [mail] sender. Set an address that may send there, or ask who runs the server."
        )
    if stage in ("greeting", "encryption"):
        return "mail_refused", f"{place} takes no mail from this machine. Ask who runs the server."
    return "mail_refused", f"{place} refused the message, so it was not sent. Ask who runs the server."


def _wants_first(place: Place, said: bytes) -> str:
    if b"STARTTLS" in said.upper():
        return f'{place} wants encryption first: set security = "starttls" in [mail].'
    return f"{place} wants a login: set POLICYCLERK_SMTP_USER and POLICYCLERK_SMTP_PASSWORD."


def _insecure(message: str) -> PolicyclerkError:
    return PolicyclerkError("mail_server_insecure", message)


def _unreachable(message: str, *, temporary: bool = True) -> PolicyclerkError:
    return PolicyclerkError("mail_server_unreachable", message, temporary=temporary)


def _timed_out(fault: BaseException) -> bool:
    """The standard library wraps a timeout in "disconnected" and keeps it as the context only."""
    return isinstance(fault, TimeoutError) or isinstance(fault.__context__, TimeoutError)


def _as_bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode("utf-8", "replace")
