"""A true mail server on loopback in a thread of its own, which refuses, falls silent or hangs up where it is told to."""

# ruff: noqa: N802  # the library finds its commands by these names

import asyncio
import ssl
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

CUT = "cut"
SILENT = "silent"


@dataclass
class Taken:
    """A message that the server took, or had whole before it was told to misbehave."""

    sender: str
    to: list[str]
    content: bytes
    over_tls: bool


class SmtpServer:
    """Takes mail and keeps it; `answers` says where it does not.

    Attributes:
        answers: stage (GREETING, EHLO, STARTTLS, AUTH, MAIL, RCPT, RSET, DATA, BODY, END) -> a reply, CUT or SILENT.
        for_recipient: part of a RCPT line -> a reply.
        once: like `answers`, used up by its first use.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None, implicit: bool = False, **smtp: Any) -> None:
        self.answers: dict[str, str] = {}
        self.for_recipient: dict[str, str] = {}
        self.once: dict[str, str] = {}
        self.taken: list[Taken] = []
        self.attempted: list[bytes] = []
        self.logins: list[tuple[str, str]] = []
        self.greeted_as: list[str] = []
        self.connections = 0
        self.commands: list[str] = []
        self.port = 0
        self._implicit = tls if implicit else None
        self._smtp = {"tls_context": None if implicit else tls, "authenticator": self._check_login, **smtp}
        self._protocols: list[SMTP] = []
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(20)
        return self

    def __exit__(self, *fault: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await self._loop.create_server(self._made, "127.0.0.1", 0, ssl=self._implicit)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for protocol in self._protocols:
            if protocol.transport is not None:
                protocol.transport.abort()

    def _made(self) -> SMTP:
        self.connections += 1
        protocol = _Misbehaving(self, **self._smtp)
        self._protocols.append(protocol)
        return protocol

    def answer(self, stage: str, line: str) -> str | None:
        for part, reply in self.for_recipient.items() if stage == "RCPT" else ():
            if part in line:
                return reply
        return self.once.pop(stage, None) or self.answers.get(stage)

    def _check_login(self, server: SMTP, session: Any, envelope: Any, way: str, given: Any) -> AuthResult:
        self.logins.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=given.password == b"right", handled=False)


class _Misbehaving(SMTP):
    def __init__(self, post: SmtpServer, **smtp: Any) -> None:
        self._post = post
        super().__init__(self, hostname="mx.loopback.example", enable_SMTPUTF8=False, **smtp)

    async def _diverted(self, stage: str, line: str = "") -> bool:
        self._post.commands.append(stage)
        answer = self._post.answer(stage, line)
        if answer is None:
            return False
        if answer == CUT:
            self.transport.abort()
            raise asyncio.CancelledError
        if answer == SILENT:
            await asyncio.Event().wait()
        await self.push(answer)
        return True

    async def push(self, status: str | bytes) -> None:
        """The greeting is the one thing said before any command."""
        greeting = isinstance(status, str) and status.startswith(f"220 {self.hostname}")
        if not (greeting and await self._diverted("GREETING")):
            await super().push(status)

    async def smtp_EHLO(self, arg: str) -> None:
        self._post.greeted_as.append(arg)
        if not await self._diverted("EHLO"):
            await super().smtp_EHLO(arg)

    async def smtp_STARTTLS(self, arg: str) -> None:
        if not await self._diverted("STARTTLS"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:
        if not await self._diverted("AUTH"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str) -> None:
        if not await self._diverted("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:
        if not await self._diverted("RCPT", arg):
            await super().smtp_RCPT(arg)

    async def smtp_QUIT(self, arg: str) -> None:
        self._post.commands.append("QUIT")
        await super().smtp_QUIT(arg)

    async def smtp_RSET(self, arg: str) -> None:
        if not await self._diverted("RSET"):
            await super().smtp_RSET(arg)

    async def smtp_DATA(self, arg: str) -> None:
        if await self._diverted("DATA"):
            return
        if self._post.answer("BODY", "") == CUT:
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
            raise asyncio.CancelledError
        await super().smtp_DATA(arg)

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str | None:
        content = envelope.original_content
        over_tls = self.transport.get_extra_info("ssl_object") is not None
        taken = Taken(envelope.mail_from, envelope.rcpt_tos, content, over_tls)
        self._post.attempted.append(content)
        if await self._diverted("END"):
            return None
        self._post.taken.append(taken)
        return "250 2.0.0 Ok: queued as 4F2A"


# ---- certificates


@dataclass
class Certificate:
    """A self-signed certificate for 127.0.0.1, and how both sides use it."""

    folder: Path
    names: tuple[str, ...] = ("127.0.0.1",)
    server: ssl.SSLContext = field(init=False)
    trusting: ssl.SSLContext = field(init=False)

    def __post_init__(self) -> None:
        chain = self.folder / "server.pem"
        chain.write_bytes(_self_signed(self.names))
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.load_cert_chain(chain)
        self.trusting = ssl.create_default_context(cafile=str(chain))
        self.trusting.verify_flags |= ssl.VERIFY_X509_STRICT  # what newer Pythons ask of a certificate


_USAGE = x509.KeyUsage(
    digital_signature=True,
    key_cert_sign=True,
    crl_sign=True,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    encipher_only=False,
    decipher_only=False,
)


def _self_signed(names: tuple[str, ...]) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mx.loopback.example")])
    alternatives = [
        x509.IPAddress(ip_address(each)) if each[0].isdigit() else x509.DNSName(each) for each in names
    ]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(4711)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_USAGE, critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)
