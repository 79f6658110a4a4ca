"""One message handed to a mail server, with the moment kept apart from which on nobody can be certain.

Until the line with the single dot has been passed on, a server must forget what it was told when the connection ends
(RFC 5321 sections 3.8 and 4.1.1.4). After it, only the server's reply tells whether it took the message.
"""

import re
import smtplib
from dataclasses import dataclass
from typing import Literal

Stage = Literal["greeting", "encryption", "login", "sender", "recipient", "message"]


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as the server gets it: envelope addresses, and the bytes with CRLF line ends."""

    sender: str
    to: str
    content: bytes


class Refused(Exception):
    """A clear no from the server; the message was not taken.

    Attributes:
        code: the reply's three digits.
        said: the server's words, as they came.
        stage: what the server was asked when it refused.
    """

    def __init__(self, code: int, said: bytes, stage: Stage) -> None:
        super().__init__(f"{code} at {stage}")
        self.code = code
        self.said = said
        self.stage = stage


class NoReply(Exception):
    """The whole message was handed over and no answer came that says what became of it."""


def hand_over(client: smtplib.SMTP, letter: Letter) -> bytes:
    """Hand a message over, and give the words with which the server took it.

    Raises:
        Refused: the server said no.
        OSError: the connection was lost before the message was complete; it was certainly not taken.
        NoReply: it may have been taken.
    """
    _refuse_too_large(client, letter)
    size = (f"SIZE={len(letter.content)}",) if client.has_extn("size") else ()
    _expect(2, client.mail(letter.sender, size), "sender")
    _expect(2, client.rcpt(letter.to), "recipient")
    _expect(3, client.docmd("DATA"), "message")
    client.send(_stuffed(letter.content))
    client.send(b".\r\n")  # on its own: a fault so far means that the server never saw the end
    return _verdict(client)


def _verdict(client: smtplib.SMTP) -> bytes:
    try:
        code, said = client.getreply()
    except OSError as fault:  # ended, timed out, or a line that is no reply
        raise NoReply from fault
    if code // 100 in (4, 5):
        raise Refused(code, said, "message")
    if code // 100 != 2:
        raise NoReply
    return said


def _expect(first_digit: int, reply: tuple[int, bytes], stage: Stage) -> None:
    code, said = reply
    if code // 100 in (4, 5):
        raise Refused(code, said, stage)
    if code // 100 != first_digit:
        raise smtplib.SMTPServerDisconnected("what came is no reply of a mail server")


def _refuse_too_large(client: smtplib.SMTP, letter: Letter) -> None:
    """The server's own limit (RFC 1870), looked at before anything is sent; 0 stands for no limit."""
    limit = client.esmtp_features.get("size", "")
    if limit.isdecimal() and 0 < int(limit) < len(letter.content):
        raise Refused(552, f"5.3.4 the limit is {limit} bytes".encode(), "message")


def _stuffed(content: bytes) -> bytes:
    """The bytes ending with a line end, no line of them a single dot (RFC 5321 section 4.5.2)."""
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended)
