"""The way into a mail server: connection, encryption with a certificate that was checked, login."""

import smtplib
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal

from policyclerk.adapters import smtp_faults
from policyclerk.adapters.smtp_faults import Place
from policyclerk.adapters.smtp_talk import Refused, Stage
from policyclerk.domain.errors import SettingsError

Security = Literal["none", "starttls", "tls"]

USUAL_PORT: Mapping[Security, int] = {"none": 25, "starttls": 587, "tls": 465}
"""RFC 5321, 6409 and 8314."""

_USER, _PASSWORD = "POLICYCLERK_SMTP_USER", "POLICYCLERK_SMTP_PASSWORD"

_WAYS = ("PLAIN", "LOGIN", "CRAM-MD5")
"""Ways of logging in with a password, as the standard library knows them."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where a mail server is and how it is entered.

    Attributes:
        name: what this side calls itself in the greeting; the sender's domain, so no machine's name is told.
        tls: says which certificates are trusted.
        login: user name and password; None where the server wants none.
    """

    place: Place
    security: Security
    timeout_s: float
    name: str
    tls: ssl.SSLContext
    login: tuple[str, str] | None = field(default=None, repr=False)


def smtp_login(secrets: Mapping[str, str]) -> tuple[str, str] | None:
    """User name and password from the environment (or what stands in its place); None where neither is set.

    Raises:
        SettingsError: only one of the two is set.
    """
    user, password = secrets.get(_USER, ""), secrets.get(_PASSWORD, "")
    if bool(user) != bool(password):
        given, missing = (_USER, _PASSWORD) if user else (_PASSWORD, _USER)
        raise SettingsError((f"{given} is set and {missing} is not. A mail server's login needs both.",))
    return (user, password) if user else None


def enter(door: Door) -> smtplib.SMTP:
    """A connection on which messages can be handed over.

    Raises:
        PolicyclerkError: it did not come about; the kind says why, `temporary` whether it may in a minute.
    """
    client = _connected(door)
    try:
        _send_at_once(client)
        _greet(client, door)
    except (OSError, UnicodeError) as fault:
        client.close()
        raise smtp_faults.not_reached(door.place, fault) from fault
    except BaseException:
        client.close()
        raise
    return client


def _connected(door: Door) -> smtplib.SMTP:
    host, port = door.place.host, door.place.port
    try:
        if door.security == "tls":
            return smtplib.SMTP_SSL(host, port, door.name, timeout=door.timeout_s, context=door.tls)
        return smtplib.SMTP(host, port, door.name, timeout=door.timeout_s)
    except (OSError, UnicodeError) as fault:
        raise smtp_faults.not_reached(door.place, fault) from fault


def _send_at_once(client: smtplib.SMTP) -> None:
    """The last dot goes on its own; without this each message would wait for the other machine's delayed receipt."""
    if client.sock is not None:
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _greet(client: smtplib.SMTP, door: Door) -> None:
    try:
        client.ehlo_or_helo_if_needed()
        if door.security == "starttls":
            _encrypt(client, door)
        if door.login is not None:
            _log_in(client, door, *door.login)
    except Refused as said_no:
        raise smtp_faults.refused(door.place, said_no) from None


def _encrypt(client: smtplib.SMTP, door: Door) -> None:
    """Go on encrypted or not at all: a server that offers no encryption today may be another one in between."""
    if not client.has_extn("starttls"):
        raise smtp_faults.no_starttls(door.place)
    with _told_as("encryption"):
        client.starttls(context=door.tls)
    client.ehlo_or_helo_if_needed()


def _log_in(client: smtplib.SMTP, door: Door, user: str, password: str) -> None:
    """One attempt in one way: servers lock accounts after a few wrong passwords."""
    if not (isinstance(client.sock, ssl.SSLSocket) or _on_this_machine(client)):
        raise smtp_faults.login_in_the_clear(door.place)
    if not (user + password).isascii():
        raise smtp_faults.login_not_ascii(door.place)
    client.user, client.password = user, password
    offered = client.esmtp_features.get("auth", "").upper().split()
    way = next((way for way in _WAYS if way in offered), None)
    if way is None:
        raise smtp_faults.no_login_offered(door.place, " ".join(offered))
    try:
        with _told_as("login"):
            client.auth(way, getattr(client, f"auth_{way.lower().replace('-', '_')}"))
    except OSError as fault:
        raise smtp_faults.login_unanswered(door.place) from fault


@contextmanager
def _told_as(stage: Stage) -> Iterator[None]:
    """Turns the standard library's refusals of one stage into ours."""
    try:
        yield
    except smtplib.SMTPResponseException as fault:
        said = fault.smtp_error
        raise Refused(fault.smtp_code, said if isinstance(said, bytes) else said.encode(), stage) from None


def _on_this_machine(client: smtplib.SMTP) -> bool:
    return client.sock is not None and ip_address(client.sock.getpeername()[0].partition("%")[0]).is_loopback
