"""Mail through Microsoft 365: our own MIME message handed to Graph's sendMail for one mailbox, without a password.

Microsoft takes a message with 202 and keeps a copy in the mailbox's Sent Items. What was refused or never reached it
was certainly not sent; what it had whole and did not answer may have been.
"""

import base64
import time
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes
from email.policy import SMTP
from urllib.parse import quote, urlsplit

from policyclerk.adapters.allowed import refuse_others
from policyclerk.adapters.graph_faults import LASTING, fault_of, silent, unknown
from policyclerk.adapters.graph_key import GraphKey
from policyclerk.adapters.graph_sign_in import SignIn
from policyclerk.adapters.mime import mail_bytes
from policyclerk.adapters.pace import Pace
from policyclerk.adapters.web_call import MOST_SILENT, Answer, NoAnswer, Web, patiently
from policyclerk.domain.action import Message
from policyclerk.domain.errors import PolicyclerkError, SettingsError
from policyclerk.domain.settings import GraphSettings, MailSettings

ENDPOINT = "https://graph.microsoft.com"
_OUT = ("mail_server_unreachable", "mail_server_silent", "mail_server_insecure", *LASTING)
"""Faults after which nothing more is tried in this run."""


class GraphMail:
    """Sends each message to its one recipient.

    The first message asks for a token. A service that is out, or refuses the app, is remembered until `tidy`: two
    hundred messages do not wait for it two hundred times.

    Args:
        mail, graph: [mail] and [graph] of the settings.
        key: what the app proves itself with.
        timezone: of the Date header.
        monotonic, sleep: this machine's; tests give their own.

    Raises:
        SettingsError: tenant, client or sender are missing.
    """

    def __init__(
        self,
        mail: MailSettings,
        graph: GraphSettings,
        key: GraphKey,
        *,
        timezone: str,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        _refuse_faulty(mail, graph)
        self._mail, self._timezone, self._sleep = mail, timezone, sleep
        base = (graph.endpoint or ENDPOINT).rstrip("/")
        self._address = f"{base}/v1.0/users/{quote(_bare(mail.sender or ''), safe='@')}/sendMail"
        self.place = f"Microsoft 365 ({urlsplit(base).hostname})"
        self._web = Web(self.place, base, setting="endpoint in [graph]", timeout_s=mail.timeout_s)
        self._sign_in = SignIn(
            key,
            tenant=graph.tenant or "",
            client=graph.client or "",
            token_uri=graph.token_uri,
            timeout_s=mail.timeout_s,
            sleep=sleep,
        )
        self._pace = Pace(mail.per_minute, monotonic=monotonic, sleep=sleep)
        self._out: PolicyclerkError | None = None
        self._silent = 0
        self._prepared: dict[str, bytes] = {}

    def try_door(self) -> None:
        """Sign in, and send nothing.

        Raises:
            PolicyclerkError: Microsoft does not accept the app, or cannot be reached.
        """
        self._sign_in.token()

    def prepare(self, message: Message) -> None:
        """Make the mail, wait for its turn, and have a token ready; nothing leaves.

        What keeps the token away is told by `commit`, so that the ledger holds the attempt and its reason.

        Raises:
            PolicyclerkError: email_invalid, message_invalid, recipient_not_allowed.
        """
        self._prepared[message.message_id] = self._content(message)
        if self._out is None:
            self._pace.wait()
            with suppress(PolicyclerkError):
                self._token()

    def commit(self, message: Message) -> str:
        """Hand the message over; gives the service and its number for the request.

        Raises:
            PolicyclerkError: it was certainly not sent.
            OutcomeUnknown: Microsoft had all of it and gave no answer.
        """
        content = self._prepared.pop(message.message_id, None) or self._content(message)
        answer = self._handed_over(content)
        if answer.status_code == 202:
            number = answer.headers.get("request-id", "")
            return f"{self.place}: taken{f' as request {number[:40]}' if number else ''}"
        fault = fault_of(self.place, answer, to=message.to)
        self._remember(fault)
        raise fault

    def recover(self, message_id: str) -> None:  # noqa: ARG002  # the right to send gives no right to look
        """After a kill between claim and confirmation: always None, nobody can tell."""
        return

    def tidy(self) -> None:
        """Forget what was prepared and never claimed; the next message tries the service again."""
        self._prepared.clear()
        self._out, self._silent = None, 0

    # ---- one message

    def _content(self, message: Message) -> bytes:
        content = mail_bytes(message, self._timezone)
        to = message_from_bytes(content, policy=SMTP)["To"].addresses[0].addr_spec
        refuse_others(to, domains=self._mail.allowed_domains, addresses=self._mail.allowed_addresses)
        return base64.b64encode(content)

    def _handed_over(self, content: bytes) -> Answer:
        """The answer to one message, with a new token where the old one has run out; an odd 401 is not repeated on."""
        answer = self._asked(content, self._token())
        if answer.status_code == 401:
            answer = self._asked(content, self._token(fresh=True))
        return answer

    def _asked(self, content: bytes, token: str) -> Answer:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "text/plain"}

        def ask() -> Answer:
            return self._web.ask("POST", self._address, headers=headers, data=content)

        try:
            answer = patiently(ask, asks_to_wait=_busy, sleep=self._sleep)
        except NoAnswer as fault:
            self._count_silence()
            raise unknown(self.place) from fault
        except PolicyclerkError as fault:
            self._remember(fault)
            raise
        self._silent = 0
        return answer

    def _count_silence(self) -> None:
        self._silent += 1
        if self._silent >= MOST_SILENT:
            self._out = PolicyclerkError("mail_server_silent", silent(self.place), temporary=True)

    def _token(self, *, fresh: bool = False) -> str:
        if self._out is not None:
            raise self._out.with_traceback(None)
        try:
            return self._sign_in.token(fresh=fresh)
        except PolicyclerkError as fault:
            self._out = fault
            raise

    def _remember(self, fault: PolicyclerkError) -> None:
        if fault.kind in _OUT:
            self._out = fault


def _busy(answer: Answer) -> bool:
    """Whether Microsoft asks to come later, which it does before it takes anything."""
    return answer.status_code in (429, 503)


def _bare(sender: str) -> str:
    """The mailbox's own address, without a name before it."""
    return sender.rpartition("<")[2].rstrip("> \t")


def _refuse_faulty(mail: MailSettings, graph: GraphSettings) -> None:
    faults = (
        (not graph.tenant, "[graph] tenant = the directory's ID or its name (trust.onmicrosoft.com)"),
        (not graph.client, "[graph] client = the application's ID"),
        (not mail.sender, "[mail] sender = the address of the mailbox that messages come from"),
    )
    told = tuple(f'[mail] kind = "graph" needs {what}.' for is_so, what in faults if is_so)
    if told:
        raise SettingsError(told)
