"""Mail through GOV.UK Notify, by its own client: the text part of a message, put into the service's one template.

Notify keeps what it has taken for some days and can be asked by reference, which is the local part of our Message-ID
and names nobody. So what is unclear is asked for before it is repeated, and what could not be delivered is found out.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from notifications_python_client.notifications import NotificationsAPIClient

from policyclerk.adapters.allowed import refuse_others
from policyclerk.adapters.mime import mail_bytes
from policyclerk.adapters.notify_faults import LASTING, NotTaken, fault_of, out, refused_later, unknown
from policyclerk.adapters.pace import Pace
from policyclerk.adapters.web_call import MOST_SILENT, Answer, NoAnswer, Web, patiently
from policyclerk.domain.action import Message
from policyclerk.domain.errors import OutcomeUnknown, PolicyclerkError, SettingsError
from policyclerk.domain.settings import MailSettings, NotifySettings

KEY_VARIABLE = "POLICYCLERK_NOTIFY_KEY"
ENDPOINT = "https://api.notifications.service.gov.uk"
BEFORE_ASKING_S = 3.0
"""How long is waited before Notify is asked for a message of which it said nothing."""
MOST_PAGES = 20
"""Pages of 250 messages that are looked through for what could not be delivered."""

_Client: Any = NotificationsAPIClient  # it has no types
_OUT = ("mail_server_unreachable", "mail_server_silent", "mail_server_insecure", *LASTING)
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(rf"(?:.*-)?{_UUID}-{_UUID}\Z", re.IGNORECASE | re.DOTALL)


class NotifyMail:
    """Sends each message to its one recipient.

    Args:
        mail, notify: [mail] and [notify] of the settings.
        key: an API key as Notify shows it.
        timezone: of the Date header, with which a message is checked as any other mail.
        monotonic, sleep: this machine's; tests give their own.

    Raises:
        SettingsError: the key or the template are missing or no such thing.
    """

    def __init__(
        self,
        mail: MailSettings,
        notify: NotifySettings,
        key: str,
        *,
        timezone: str,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        _refuse_faulty(mail, notify, key)
        self._mail, self._notify, self._timezone, self._sleep = mail, notify, timezone, sleep
        base = notify.endpoint or ENDPOINT
        self.place = f"GOV.UK Notify ({urlsplit(base).hostname})"
        web = Web(self.place, base, setting="endpoint in [notify]", timeout_s=mail.timeout_s)
        self._client = _Client(key.strip(), base_url=base, timeout=mail.timeout_s)
        self._client.request_session = _Door(web, sleep)
        self._pace = Pace(mail.per_minute, monotonic=monotonic, sleep=sleep)
        self._out: PolicyclerkError | None = None
        self._has_rested = False
        self._silent = 0

    def try_door(self) -> None:
        """See that the key is accepted and the template has its two places; nothing is sent.

        Raises:
            PolicyclerkError: one of them is not so, or Notify cannot be reached.
        """
        try:
            template = self._client.get_template(self._notify.template)
        except NotTaken as said_no:
            raise fault_of(self.place, said_no.answer) from None
        except NoAnswer:
            raise out(self.place) from None
        places = template.get("personalisation") if isinstance(template, dict) else None
        if not isinstance(places, dict) or not {"subject", "body"} <= places.keys():
            raise fault_of(self.place, Answer(404, {}, b""))

    def prepare(self, message: Message) -> None:
        """Check the message and wait for its turn; nothing leaves.

        Raises:
            PolicyclerkError: email_invalid, message_invalid, recipient_not_allowed.
        """
        mail_bytes(message, self._timezone)  # for its checks: one address, no line break in a header
        refuse_others(message.to, domains=self._mail.allowed_domains, addresses=self._mail.allowed_addresses)
        if self._out is None:
            self._pace.wait()

    def commit(self, message: Message) -> str:
        """Hand the message over; gives the service and its number for the message.

        Raises:
            PolicyclerkError: it was certainly not sent.
            OutcomeUnknown: Notify had all of it, gave no answer, and does not list it yet.
        """
        if self._out is not None:
            raise self._out.with_traceback(None)
        try:
            number = self._sent(message)
        except PolicyclerkError as fault:
            self._remember(fault)
            raise
        self._silent = 0
        return f"{self.place}: taken as {number}"

    def recover(self, message_id: str) -> bool:
        """Of a message without a clear outcome: whether Notify knows it.

        Raises:
            PolicyclerkError: Notify cannot be asked now.
        """
        if not self._has_rested:  # a run killed a moment ago may have a message on its way
            self._sleep(BEFORE_ASKING_S)
        self._has_rested = True
        try:
            return self._known(message_id) is not None
        except (NotTaken, NoAnswer):
            raise out(self.place) from None

    def undelivered(self, message_ids: Sequence[str]) -> Mapping[str, str]:
        """What became of messages that Notify took and could not deliver: Message-ID -> kind of fault.

        `address_refused` is for good; `address_not_reached` and `mail_not_delivered` may go well another time.

        Raises:
            PolicyclerkError: Notify cannot be asked.
        """
        wanted, newest = set(message_ids), dict[str, str]()
        try:
            for each in self._listed() if wanted else ():
                newest.setdefault(str(each.get("reference")), str(each.get("status")))
        except NotTaken as said_no:
            raise fault_of(self.place, said_no.answer) from None
        except NoAnswer:
            raise out(self.place) from None
        return {
            reference: _FAILURES[status]
            for reference, status in newest.items()
            if reference in wanted and status in _FAILURES
        }

    def tidy(self) -> None:
        """The next message tries the service again."""
        self._out, self._silent = None, 0

    # ---- one message

    def _remember(self, fault: PolicyclerkError) -> None:
        """A service that is out, or says nothing several times in a row, is not given the rest."""
        self._silent += isinstance(fault, OutcomeUnknown)
        if fault.kind in _OUT:
            self._out = fault
        elif self._silent >= MOST_SILENT:
            self._out = out(self.place)

    def _sent(self, message: Message) -> str:
        try:
            answer = self._client.send_email_notification(
                email_address=message.to,
                template_id=self._notify.template,
                personalisation={"subject": message.subject, "body": _markdown(message.text)},
                reference=message.message_id,
                email_reply_to_id=self._notify.reply_to_id,
            )
        except NotTaken as said_no:
            fault = fault_of(self.place, said_no.answer, to=message.to)
            if fault.kind != "mail_not_taken":
                raise fault from None
            return self._found_or(message.message_id, fault)
        except NoAnswer:
            return self._found_or(message.message_id, unknown(self.place))
        if isinstance(answer, dict) and answer.get("id"):
            return str(answer["id"])
        return self._found_or(message.message_id, unknown(self.place))

    def _found_or(self, message_id: str, fault: PolicyclerkError) -> str:
        """Notify's number for a message of which it gave no clear word, else the fault."""
        self._sleep(BEFORE_ASKING_S)
        try:
            found = self._known(message_id)
        except (PolicyclerkError, NotTaken, NoAnswer):
            raise unknown(self.place) from None
        if found is None:
            raise fault
        if found.get("status") == "permanent-failure":
            raise refused_later(self.place)
        return str(found.get("id"))

    def _known(self, message_id: str) -> Mapping[str, Any] | None:
        answer = self._client.get_all_notifications(reference=message_id)
        return next((each for each in _messages(answer) if each.get("reference") == message_id), None)

    def _listed(self) -> Iterator[Mapping[str, Any]]:
        """The e-mails that Notify still keeps, the newest first."""
        older_than: str | None = None
        for _ in range(MOST_PAGES):
            page = _messages(self._client.get_all_notifications(template_type="email", older_than=older_than))
            yield from page
            if not page or page[-1].get("id") in (None, older_than):
                return
            older_than = str(page[-1]["id"])


_FAILURES = {
    "permanent-failure": "address_refused",
    "temporary-failure": "address_not_reached",
    "technical-failure": "mail_not_delivered",
}


class _Door:
    """What Notify's client takes for a session of requests: our limits, and our word on what is certain."""

    def __init__(self, web: Web, sleep: Callable[[float], None]) -> None:
        self._web, self._sleep = web, sleep

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        data: str | None = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,  # noqa: ARG002  # ours holds
    ) -> Answer:
        body = data.encode() if data is not None else None

        def ask() -> Answer:
            return self._web.ask(method, url, headers=headers, data=body, params=params)

        answer = patiently(ask, asks_to_wait=_busy, sleep=self._sleep)
        if not 200 <= answer.status_code < 300:
            raise NotTaken(answer)
        return answer


def _busy(answer: Answer) -> bool:
    """Whether it may go well in a moment; a limit of the day does not."""
    return answer.status_code == 429 and "TooManyRequestsError" not in answer.text


def _messages(answer: Any) -> list[Mapping[str, Any]]:
    """The messages of a list; an answer that is no list must not pass for an empty one.

    Raises:
        NoAnswer: it is none.
    """
    found = answer.get("notifications") if isinstance(answer, dict) else None
    if not isinstance(found, list):
        raise NoAnswer
    return [each for each in found if isinstance(each, dict)]


def _markdown(text: str) -> str:
    """The text as Notify's own marks let it stand: what reads like a link's words over another address is parted."""
    return text.replace("](", "] (")


def _refuse_faulty(mail: MailSettings, notify: NotifySettings, key: str) -> None:
    sent = '[mail] kind = "notify"'
    faults = (
        (
            not notify.template,
            f"{sent} needs [notify] template = the ID of an e-mail template of the service.",
        ),
        (not key.strip(), f"{sent} needs the service's API key in {KEY_VARIABLE}."),
        (
            bool(key.strip()) and not _KEY.match(key.strip()),
            f"{KEY_VARIABLE} is no key of GOV.UK Notify: it is the key's name, two IDs and hyphens between, copied whole.",
        ),
        (
            bool(urlsplit(notify.endpoint or "").path.strip("/")),
            "[notify] endpoint is an address without a path: Notify's own client puts its paths behind the host.",
        ),
        (
            mail.attach_drafts,
            f"{sent} carries no files: set attach_drafts = false in [mail], and drafts are linked.",
        ),
    )
    told = tuple(sentence for is_so, sentence in faults if is_so)
    if told:
        raise SettingsError(told)
