"""Mail through a mail server (SMTP): one connection for many messages, and certainty about each where there can be.

A message that was refused, or whose connection broke before its end, was certainly not sent and goes with the next
run. One whose connection broke between its end and the server's reply may have been sent: its outcome is unknown.
"""

import smtplib
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes
from email.policy import SMTP

from policyclerk.adapters import smtp_faults
from policyclerk.adapters.allowed import refuse_others
from policyclerk.adapters.mime import mail_bytes
from policyclerk.adapters.pace import Pace
from policyclerk.adapters.smtp_door import USUAL_PORT, Door, enter
from policyclerk.adapters.smtp_faults import Place
from policyclerk.adapters.smtp_talk import Letter, NoReply, Refused, hand_over
from policyclerk.domain.action import Message
from policyclerk.domain.errors import PolicyclerkError, SettingsError
from policyclerk.domain.settings import MailSettings

PAUSES_S = (2.0, 8.0)
"""How long is waited before a connection is tried again after a passing fault; then the server counts as out."""

_TRIED_AGAIN = frozenset({"mail_server_unreachable", "mail_put_off"})
"""What may be over in a moment. A server that kept silent has been waited for already, and a login is no place to try."""

_GOODBYE_S = 5.0


class SmtpMail:
    """Sends each message to its one recipient.

    The server is asked for a connection when the first message is prepared. If it cannot be had, or the login is
    refused, that is remembered until `tidy`: two hundred messages do not wait for one server two hundred times, and a
    wrong password is not tried again until the account is locked.

    Args:
        mail: [mail] of the settings.
        timezone: of the Date header.
        login: user name and password, see `smtp_door.smtp_login`.
        tls: which certificates are trusted; those of this machine where None.
        monotonic, sleep: this machine's; tests give their own.

    Raises:
        SettingsError: host or sender are missing, or a number is out of range.
    """

    def __init__(
        self,
        mail: MailSettings,
        *,
        timezone: str,
        login: tuple[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        _refuse_faulty(mail)
        self._mail = mail
        self._timezone = timezone
        self._door = _door(mail, login, tls)
        self._sleep = sleep
        self._pace = Pace(mail.per_minute, monotonic=monotonic, sleep=sleep)
        self._client: smtplib.SMTP | None = None
        self._has_served = False
        self._out: PolicyclerkError | None = None
        self._prepared: dict[str, Letter] = {}

    @property
    def place(self) -> str:
        """The server, as people name it."""
        return str(self._door.place)

    def try_door(self) -> None:
        """Connect, sign in and say goodbye; nothing is sent.

        Raises:
            PolicyclerkError: one of them did not come about.
        """
        self._client = enter(self._door)
        self.close()

    def prepare(self, message: Message) -> None:
        """Make the mail, wait for its turn, and see that a connection stands; nothing leaves.

        A server that cannot be reached is told by `commit`, so that the ledger holds the attempt and its reason.

        Raises:
            PolicyclerkError: email_invalid, message_invalid, recipient_not_allowed.
        """
        self._prepared[message.message_id] = self._letter(message)
        if self._out is None:
            self._pace.wait()
            self._stand_ready()

    def commit(self, message: Message) -> str:
        """Hand the message over; gives the server and the words with which it took it.

        Raises:
            PolicyclerkError: it was certainly not sent.
            OutcomeUnknown: the server had all of it and gave no answer.
        """
        letter = self._prepared.pop(message.message_id, None) or self._letter(message)
        was_in_use = self._has_served
        try:
            return self._handed_over(letter)
        except PolicyclerkError as fault:
            # servers end a connection after so many messages; what broke before its end is sure not to be sent twice
            if not (was_in_use and self._client is None and fault.temporary):
                raise
        return self._handed_over(letter)

    def recover(self, message_id: str) -> None:  # noqa: ARG002  # the server cannot be asked about any message
        """After a kill between claim and confirmation: always None, nobody can tell."""
        return

    def tidy(self) -> None:
        """Forget what was prepared and never claimed, and say goodbye; the next message finds a new connection."""
        self._prepared.clear()
        self._out = None
        self.close()

    def close(self) -> None:
        """End the connection politely; a server that is gone already is no fault."""
        if self._client is not None and self._client.sock is not None:
            with suppress(OSError):
                self._client.sock.settimeout(_GOODBYE_S)
                self._client.quit()
        self._drop()

    # ---- the message

    def _letter(self, message: Message) -> Letter:
        content = mail_bytes(message, self._timezone)
        headers = message_from_bytes(content, policy=SMTP)
        sender, to = (headers[name].addresses[0].addr_spec for name in ("From", "To"))
        mail = self._mail
        refuse_others(to, domains=mail.allowed_domains, addresses=mail.allowed_addresses)
        return Letter(sender, to, content)

    def _handed_over(self, letter: Letter) -> str:
        client, place = self._connected(), self._door.place
        self._has_served = True
        try:
            said = hand_over(client, letter)
        except Refused as said_no:
            if said_no.code == 421:  # the server is about to end the connection (RFC 5321 section 3.8)
                self._drop()
            raise smtp_faults.refused(place, said_no, to=letter.to) from None
        except OSError as fault:
            self._drop()
            raise smtp_faults.lost(place, fault) from fault
        except NoReply as fault:
            self._drop()
            raise smtp_faults.unknown(place) from fault
        except BaseException:
            self._drop()  # a late reply must never be read as the next message's
            raise
        return f"{place}: {smtp_faults.words(said, without=letter.to)}"

    # ---- the connection

    def _stand_ready(self) -> None:
        if self._client is not None and not self._still_there(self._client):
            self._drop()
        with suppress(PolicyclerkError):
            self._connected()

    def _still_there(self, client: smtplib.SMTP) -> bool:
        """Ask the server, and make it forget what a refused message left behind."""
        try:
            return client.rset()[0] == 250
        except OSError:
            return False

    def _connected(self) -> smtplib.SMTP:
        if self._out is not None:
            raise self._out.with_traceback(None)
        if self._client is None:
            try:
                self._client = self._entered()
            except PolicyclerkError as fault:
                self._out = fault
                raise
        return self._client

    def _entered(self) -> smtplib.SMTP:
        for pause in PAUSES_S:
            try:
                return enter(self._door)
            except PolicyclerkError as fault:
                if not (fault.temporary and fault.kind in _TRIED_AGAIN):
                    raise
                self._sleep(pause)
        return enter(self._door)

    def _drop(self) -> None:
        if self._client is not None:
            with suppress(OSError):
                self._client.close()
        self._client = None
        self._has_served = False


def _refuse_faulty(mail: MailSettings) -> None:
    faults = (
        (not mail.host, "needs host = the name of the mail server"),
        (not mail.sender, "needs sender = the address that messages come from"),
        (mail.port is not None and not 0 < mail.port < 65536, "needs a port between 1 and 65535"),
        (mail.timeout_s <= 0, "needs a timeout_s of at least 1 second"),
        (mail.per_minute is not None and mail.per_minute < 1, "needs a per_minute of at least 1, or none"),
    )
    told = tuple(f'[mail] kind = "smtp" {what}.' for is_so, what in faults if is_so)
    if told:
        raise SettingsError(told)


def _door(mail: MailSettings, login: tuple[str, str] | None, tls: ssl.SSLContext | None) -> Door:
    return Door(
        place=Place(mail.host or "", mail.port or USUAL_PORT[mail.security]),
        security=mail.security,
        timeout_s=mail.timeout_s,
        name=(mail.sender or "").rpartition("@")[2].rstrip("> \t").lower(),
        tls=tls or ssl.create_default_context(),
        login=login,
    )
