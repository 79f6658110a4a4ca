"""A message as internet mail: headers that nobody can smuggle lines into, a text and an HTML part, files beside them.

The same message gives the same bytes; sent again by a later run after an unclear outcome, it differs in the run's id alone.
"""

import hashlib
import re
from datetime import datetime, time
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from zoneinfo import ZoneInfo

from policyclerk.domain.action import Attachment, Message
from policyclerk.domain.errors import PolicyclerkError

NO_SENDER = "policyclerk@policyclerk.invalid"
"""From, where the settings name no sender: a domain that can never exist (RFC 2606)."""

DATE_HOUR = time(7, 30)
"""The Date header's hour on the run's day; fixed, so that the bytes do not depend on the clock."""

_LINE_MAX = 998
"""Longest line of a mail, RFC 5322 section 2.1.1."""

_ITEMS = "X-Policyclerk-Items: "
_WORD_MAX = 75 - len("=?us-ascii?q??=")

_LOCAL_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}\Z")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\Z")


def mail_bytes(message: Message, timezone: str) -> bytes:
    """The whole mail with CRLF line ends, 7-bit clean.

    Raises:
        PolicyclerkError: email_invalid (a recipient, sender or reply address is none), message_invalid (a line break
            in a header, or a Message-ID or key that cannot stand in one).
    """
    mail = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    sender = message.sender or NO_SENDER
    _put_headers(mail, message, sender)
    mail["Message-ID"] = f"<{_local_part(message)}@{_domain(sender)}>"
    moment = datetime.combine(message.day, DATE_HOUR, ZoneInfo(timezone))
    mail["Date"] = moment
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Policyclerk-Kind"] = message.kind
    if message.run is not None:
        mail["X-Policyclerk-Run"] = message.run
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    for attachment in message.attachments:
        _attach(mail, attachment)
    _set_boundaries(mail, message.message_id)
    return _items_header(message.items) + mail.as_bytes()


def _attach(mail: EmailMessage, attachment: Attachment) -> None:
    """A file as a part of its own; a text one says its characters, a calendar that it only tells."""
    main, _, kind = attachment.media.partition("/")
    params = {"charset": "utf-8"} if main == "text" else {}
    if attachment.media == "text/calendar":
        params["method"] = "PUBLISH"
    mail.add_attachment(
        attachment.content, maintype=main, subtype=kind, filename=attachment.name, cte="base64", params=params
    )


def _set_boundaries(mail: EmailMessage, message_id: str) -> None:
    """Boundaries that follow from the Message-ID alone, else the same message would differ each time."""
    seed = hashlib.sha256(message_id.encode()).hexdigest()[:32]
    nested = (part for part in mail.walk() if part.is_multipart())
    for depth, part in enumerate(nested):
        part.set_boundary(f"=_{seed}{'-' + str(depth) if depth else ''}")


def _put_headers(mail: EmailMessage, message: Message, sender: str) -> None:
    headers = {"Subject": message.subject, "From": sender, "To": message.to, "Reply-To": message.reply_to}
    for name, text in headers.items():
        if text is None:
            continue
        if re.search(r"[\r\n\x00]", text):
            raise PolicyclerkError(
                "message_invalid", f"The message's {name} holds a line break; it was not written."
            )
        if name != "Subject":
            _one_address(name, text)
        mail[name] = text


def _one_address(name: str, text: str) -> None:
    """Refuse what a mail server could read as several recipients or as none."""
    probe = EmailMessage(policy=SMTP)
    try:
        probe["To"] = text
        found = [address.addr_spec for address in probe["To"].addresses if not probe["To"].defects]
    except (MessageError, ValueError, IndexError):
        found = []
    if len(found) != 1 or not found[0].isascii() or not _ADDRESS.match(found[0]):
        raise PolicyclerkError(
            "email_invalid",
            f"What stands for the message's {name} is not one e-mail address; it was not written. Correct it in the register's "
            "People tab or in trust.toml.",
        )


def _local_part(message: Message) -> str:
    if not _LOCAL_PART.match(message.message_id):
        raise PolicyclerkError(
            "message_invalid", "The message's Message-ID holds characters that may not stand there."
        )
    return message.message_id


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2].rstrip("> \t").lower()


def _items_header(items: tuple[str, ...]) -> bytes:
    """X-Policyclerk-Items, byte for byte the comma-separated keys.

    One unfolded line as long as mail allows, since programs that read headers find plain keys there. A longer list
    is cut into encoded words (RFC 2047): the one way of folding that adds no space inside the value.
    """
    text = ",".join(items)
    if not re.fullmatch(r"[!-~]*", text):
        raise PolicyclerkError(
            "message_invalid", "A ledger key holds characters that may not stand in a header."
        )
    line = _ITEMS + text
    if len(line) > _LINE_MAX:
        line = _ITEMS + "\r\n ".join(_encoded_words(text, taken=len(_ITEMS)))
    return line.encode("ascii") + b"\r\n"


def _encoded_words(text: str, *, taken: int) -> list[str]:
    """The text in encoded words of at most 75 characters; the first leaves room for what stands before it."""
    words, current, room = [], "", _WORD_MAX - taken
    for char in text:
        escaped = f"={ord(char):02X}" if char in "=?_" else char
        if len(current) + len(escaped) > room:
            words.append(current)
            current, room = "", _WORD_MAX
        current += escaped
    return [f"=?us-ascii?q?{word}?=" for word in [*words, current]]
