"""One request to a web service that carries mail, with the moment kept apart from which on nobody can be certain.

A service acts on a request once it has the whole of it. What breaks before the last byte was passed on was certainly
not done; what breaks after it, and before the answer, may have been.
"""

import io
import json
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import MaxRetryError, NameResolutionError

from policyclerk.domain.errors import PolicyclerkError

CONNECT_S = 10.0
LARGEST_ANSWER = 1_000_000
PAUSES_S = (2.0, 8.0, 30.0)
"""How long a service is waited for that asks to come later and does not say when."""
LONGEST_PAUSE_S = 60.0
"""What a service may ask for; one that asks for more counts as out for this run."""
MOST_SILENT = 10
"""Messages in a row without an answer, after which none is risked any more in a run."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_AGAIN = "Nothing needs to be done: the next run tries again."
_CHUNK = 16 * 1024


class NoAnswer(Exception):
    """The service had the whole request and no answer came that says what became of it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered, read to its end; the names are those that the services' own clients look for."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON; None where it is none, so that no client stumbles over a strange answer."""
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError):
            return None

    def raise_for_status(self) -> None:
        """Nothing: whoever asked looks at the status."""


class _Body(io.BytesIO):
    """Bytes that know whether all of them were passed on: the end is asked for only when the rest has gone out."""

    gone = False

    def read(self, size: int | None = -1, /) -> bytes:
        block = super().read(size)
        self.gone = self.gone or not block
        return block


class Web:
    """Requests to one service.

    Every request has a connection of its own: on one kept open, a service that had just closed it could not be told
    from one that had taken the request. No redirect is followed, so that no token goes to another place.

    Args:
        place: what sentences call the service.
        address: any address of it; calls to this very machine pass by the proxies of the environment.
        setting: where the address is set, for sentences.
        timeout_s: how long each part of an answer is waited for.
    """

    def __init__(self, place: str, address: str, *, setting: str, timeout_s: float) -> None:
        self.place = place
        self._setting = setting
        self._timeout = (min(CONNECT_S, timeout_s), timeout_s)
        self._proxies_count = urlsplit(address).hostname not in _LOOPBACK

    def ask(
        self,
        method: str,
        address: str,
        *,
        headers: Mapping[str, str],
        data: bytes | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Answer:
        """The answer, whatever its status.

        Raises:
            PolicyclerkError: the service never had the whole request.
            NoAnswer: it had, and did not answer.
        """
        body = _Body(data) if data is not None else None
        try:
            return self._answered(method, address, {**headers, "Connection": "close"}, body, params)
        except (requests.RequestException, OSError) as fault:
            if _went_out(fault, body):
                raise NoAnswer from fault
            raise self._not_taken(fault) from fault

    def _answered(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        body: _Body | None,
        params: Mapping[str, Any] | None,
    ) -> Answer:
        with requests.Session() as session:
            session.trust_env = self._proxies_count
            head = session.request(
                method,
                address,
                headers=dict(headers),
                data=body,
                params=params,
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
                auth=lambda request: request,  # else a login of a .netrc file would take the token's place
            )
            content = bytearray()
            for chunk in head.iter_content(_CHUNK):
                content += chunk
                if len(content) > LARGEST_ANSWER:
                    break
            return Answer(head.status_code, CaseInsensitiveDict(head.headers), bytes(content))

    def _not_taken(self, fault: Exception) -> PolicyclerkError:
        place, check = self.place, f"Check {self._setting} and this machine's network."
        verification = _cause(fault, ssl.SSLCertVerificationError)
        if isinstance(verification, ssl.SSLCertVerificationError):
            return PolicyclerkError(
                "mail_server_insecure",
                f"The certificate of {place} is not to be trusted ({verification.verify_message}), so nothing was sent. If this "
                "network looks into encrypted connections, name its own authority's file in REQUESTS_CA_BUNDLE.",
            )
        if isinstance(fault, requests.exceptions.SSLError):
            return PolicyclerkError(
                "mail_server_insecure", f"No encrypted connection to {place} came about. {check}"
            )
        if isinstance(_reason(fault), NameResolutionError) or _cause(fault, socket.gaierror):
            return _unreachable(f"The name of {place} was not found. {check} {_AGAIN}")
        if isinstance(fault, requests.exceptions.ConnectTimeout):
            return PolicyclerkError(
                "mail_server_silent",
                f"{place} did not answer in the time allowed. {check} {_AGAIN}",
                temporary=True,
            )
        if isinstance(fault, requests.exceptions.ProxyError):
            return _unreachable(
                f"The proxy of this machine does not lead to {place}. Ask who runs the network. {_AGAIN}"
            )
        if _reason(fault) is not None:
            return _unreachable(f"{place} cannot be reached. {check} {_AGAIN}")
        return PolicyclerkError(
            "mail_connection_lost",
            f"The connection to {place} broke before the message was complete, so it was not sent. {_AGAIN}",
            temporary=True,
        )


def _went_out(fault: Exception, body: _Body | None) -> bool:
    if body is not None:
        return body.gone
    return _reason(fault) is None and not isinstance(fault, requests.exceptions.ConnectTimeout)


def _unreachable(message: str) -> PolicyclerkError:
    return PolicyclerkError("mail_server_unreachable", message, temporary=True)


def _reason(fault: Exception) -> BaseException | None:
    """Why no connection came about; None where there was one."""
    inner = fault.args[0] if fault.args else None
    return inner.reason if isinstance(inner, MaxRetryError) else None


def _cause(fault: BaseException | None, kind: type[BaseException]) -> BaseException | None:
    """The first of a kind in what a fault came from."""
    for _ in range(10):
        if fault is None or isinstance(fault, kind):
            return fault
        inner = next((arg for arg in fault.args if isinstance(arg, BaseException)), None)
        fault = fault.__cause__ or getattr(fault, "reason", None) or inner or fault.__context__
    return None


def patiently(
    ask: Callable[[], Answer], *, asks_to_wait: Callable[[Answer], bool], sleep: Callable[[float], None]
) -> Answer:
    """The answer of a service that may ask to come later: asked again after as long as it says, a few times."""
    for pause in PAUSES_S:
        answer = ask()
        wait = retry_after_s(answer)
        if not asks_to_wait(answer) or (wait is not None and wait > LONGEST_PAUSE_S):
            return answer
        sleep(pause if wait is None else wait)
    return ask()


def retry_after_s(answer: Answer) -> float | None:
    """How many seconds the service asks to wait (RFC 9110 section 10.2.3); None where it does not say."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        until, now = parsedate_to_datetime(said), parsedate_to_datetime(answer.headers.get("Date", ""))
        return max((until - now).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None
