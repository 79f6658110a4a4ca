"""The one way to Google: gspread's HTTP client with our own patience, limits and closed doors.

gspread's ready-made client waits without end and repeats what must not be repeated. This one bounds every call by
time, number and size, repeats only what is safe to repeat, follows no redirect, and contacts two addresses: the
endpoint and the key's `token_uri`. No call is made behind its back (google-auth's own credentials ask a third host
for a "regional access boundary" as soon as they have a token; the token here is fetched by this class instead).
"""

import logging
import random
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from gspread.http_client import FileType, HTTPClient, ParamsType
from requests.auth import AuthBase

from policyclerk.adapters.google_faults import GoogleFault, fault_of, sound_answer
from policyclerk.adapters.google_key import ServiceKey, is_loopback, why_unsafe
from policyclerk.domain.errors import SettingsError

SHEETS_SCOPE = "https://www.googleapis.com/auth/spreadsheets"
DRIVE_SCOPE = "https://www.googleapis.com/auth/drive.readonly"

CONNECT_S, READ_S = 10.0, 60.0
LONGEST_PAUSE_S = 64.0
MOST_TRIES = 8
LARGEST_ANSWER = 100 * 1024 * 1024
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_SHEETS, _DRIVE = "https://sheets.googleapis.com/", "https://www.googleapis.com/drive/"
_CHUNK = 64 * 1024

_log = logging.getLogger(__name__)


class Answer(requests.Response):
    """An answer whose whole body was read within the limits."""

    def __init__(self, head: requests.Response, body: bytes) -> None:
        super().__init__()
        self.status_code, self.headers, self.url = head.status_code, head.headers, head.url
        self.reason, self.encoding = head.reason, head.encoding
        self._body = body
        self._parsed: Any = None

    @property
    def content(self) -> bytes:
        """The body."""
        return self._body

    def json(self, **kwargs: Any) -> Any:
        """The body as JSON, parsed once: it is asked for more than once, and may be large."""
        if self._parsed is None:
            self._parsed = super().json(**kwargs)
        return self._parsed


class _Bearer(AuthBase):
    """Puts the token on a request; being explicit also keeps logins of a .netrc file out."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            r.headers["Authorization"] = f"Bearer {self._token}"
        return r


class GoogleSession(HTTPClient):
    """Calls to Sheets and Drive by one service account.

    Args:
        key: the service account's key.
        scopes: what the token shall allow.
        endpoint: another address than Google's for both services; https, or http on this machine.
        deadline_s: seconds that one undertaking (`begin` to the next `begin`) may take, pauses included.
        sleep, moment, epoch, share: waiting, a steady clock, seconds since 1970, and chance from 0 to 1; tests
            give their own.
        timeouts_s: seconds to wait for a connection and for each part of an answer.

    Raises:
        SettingsError: the endpoint is not one that may be used.
    """

    def __init__(
        self,
        key: ServiceKey,
        *,
        scopes: tuple[str, ...] = (SHEETS_SCOPE,),
        endpoint: str | None = None,
        deadline_s: float = 120,
        sleep: Callable[[float], None] = time.sleep,
        moment: Callable[[], float] = time.monotonic,
        epoch: Callable[[], float] = time.time,
        share: Callable[[], float] = random.random,
        timeouts_s: tuple[float, float] = (CONNECT_S, READ_S),
        session: requests.Session | None = None,
    ) -> None:
        super().__init__(auth=None, session=session or requests.Session())  # type: ignore[arg-type]
        self.key = key
        self._scopes = scopes
        self._sheets, self._drive = _bases(endpoint)
        # A proxy of the environment has no business with calls to this very machine.
        self.session.trust_env = not is_loopback(urlsplit(self._sheets).hostname)
        self._deadline_s, self._timeouts_s = deadline_s, timeouts_s
        self._sleep, self._moment, self._epoch, self._share = sleep, moment, epoch, share
        self._token: str | None = None
        self._token_until = 0.0
        self.requests_made = 0
        self.begin()

    @property
    def email(self) -> str:
        """The address with which sheets and folders must be shared."""
        return self.key.email

    def count(self) -> int:
        """How many requests were made so far, repeated ones too."""
        return self.requests_made

    def begin(self) -> None:
        """Start the time of a new undertaking."""
        self._ends = self._moment() + self._deadline_s

    # ---- what gspread calls

    def request(
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: FileType = None,
        headers: Any = None,
    ) -> requests.Response:
        """One call with all its tries; what only reads is repeated, what writes only where it surely did nothing.

        Raises:
            GoogleFault: it did not go well.
        """
        if data is not None or files is not None or headers is not None:
            raise ValueError("policyclerk uploads nothing")
        reads = method.casefold() == "get" or endpoint.endswith(":search")
        return self._tried(
            lambda: self._authorised(method, self._address(endpoint), params=params, json=json),
            repeatable=reads,
        )

    def media(self, endpoint: str, params: ParamsType, *, largest: int) -> bytes:
        """The bytes of a document.

        Raises:
            GoogleFault: `too_large` beyond `largest` bytes; or it did not go well.
        """
        address = self._address(endpoint)
        answer = self._tried(
            lambda: self._authorised("get", address, params=params, json=None, largest=largest, plain=False),
            repeatable=True,
        )
        return answer.content

    # ---- patience

    def _tried(self, call: Callable[[], requests.Response], *, repeatable: bool) -> requests.Response:
        for tried in range(1, MOST_TRIES + 1):
            try:
                return call()
            except GoogleFault as fault:
                pause = self._pause(fault, tried)
                again = fault.temporary and (repeatable or not fault.perhaps_done)
                if not again or tried == MOST_TRIES or self._moment() + pause >= self._ends:
                    raise
                _log.info("google: %s, trying again in %.1f s", fault, pause)
                self._sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _pause(self, fault: GoogleFault, tried: int) -> float:
        """Full jitter, so that several machines do not come back together; never less than Google asks for."""
        jitter = self._share() * min(LONGEST_PAUSE_S, 2.0**tried)
        return max(jitter, fault.retry_after_s or 0.0)

    # ---- one call

    def _authorised(
        self,
        method: str,
        address: str,
        *,
        params: ParamsType | None,
        json: Mapping[str, Any] | None,
        largest: int = LARGEST_ANSWER,
        plain: bool = True,
    ) -> requests.Response:
        for fresh in (False, True):
            auth = _Bearer(self._bearer(fresh=fresh))
            try:
                return self._once(
                    method, address, auth=auth, params=params, json=json, largest=largest, plain=plain
                )
            except GoogleFault as fault:
                if fault.status != 401 or fresh:
                    raise
        raise AssertionError("the second try returns or raises")

    def _once(
        self, method: str, address: str, *, largest: int = LARGEST_ANSWER, plain: bool = True, **how: Any
    ) -> requests.Response:
        left = self._ends - self._moment()
        if left <= 0:
            raise GoogleFault("too_slow")
        connect, read = self._timeouts_s
        self.requests_made += 1
        try:
            with self.session.request(
                method,
                address,
                timeout=(min(connect, left), min(read, left)),
                allow_redirects=False,
                stream=True,
                **how,
            ) as head:
                answer = Answer(head, self._body(head, largest))
        except requests.exceptions.ConnectTimeout as fault:
            raise GoogleFault("unreachable") from fault
        except requests.exceptions.Timeout as fault:
            raise GoogleFault("too_slow", perhaps_done=True) from fault
        except (requests.exceptions.RequestException, OSError) as fault:
            raise GoogleFault("unreachable", perhaps_done=True) from fault
        _log.debug("google: %s %s gave %s", method.upper(), urlsplit(address).hostname, answer.status_code)
        _refuse_bad(answer, plain=plain)
        return answer

    def _body(self, head: requests.Response, largest: int) -> bytes:
        body = bytearray()
        for chunk in head.iter_content(_CHUNK):
            body += chunk
            if len(body) > largest:
                raise GoogleFault("too_large")
            if self._moment() > self._ends:
                raise GoogleFault("too_slow", perhaps_done=True)
        return bytes(body)

    # ---- the token

    def _bearer(self, *, fresh: bool) -> str:
        """The token, fetched anew where there is none, it ends within a minute, or Google refused it."""
        if fresh or self._token is None or self._epoch() > self._token_until - 60:
            form = {
                "grant_type": _GRANT,
                "assertion": self.key.signed_request(self._scopes, at=self._epoch()),
            }
            answer = self._granted(form)
            with sound_answer():
                self._token = str(answer["access_token"])
                self._token_until = self._epoch() + float(answer.get("expires_in", 3600))
        return self._token

    def _granted(self, form: Mapping[str, str]) -> Mapping[str, Any]:
        try:
            answer = self._once("post", self.key.token_uri, data=form, auth=_Bearer(None))
        except GoogleFault as fault:
            # Fetching a token changes nothing at Google, so whatever follows has certainly not happened yet.
            kind = "key_refused" if fault.status in {400, 401, 403} else fault.kind
            raise GoogleFault(
                kind,
                status=fault.status,
                said=fault.said,
                reason=fault.reason,
                retry_after_s=fault.retry_after_s,
            ) from fault
        granted: Mapping[str, Any] = answer.json()
        return granted

    # ---- where calls go

    def _address(self, address: str) -> str:
        """Google's address as gspread names it, turned to the endpoint; anything else is a fault of ours."""
        if address.startswith(_SHEETS):
            return self._sheets + "/" + address.removeprefix(_SHEETS)
        if address.startswith(_DRIVE):
            return self._drive + "/drive/" + address.removeprefix(_DRIVE)
        raise ValueError("this is no address of Google Sheets or Drive")


def _bases(endpoint: str | None) -> tuple[str, str]:
    if not endpoint:
        return _SHEETS.rstrip("/"), "https://www.googleapis.com"
    why = why_unsafe(endpoint)
    if why:
        raise SettingsError((f"config/trust.toml: [register] endpoint {why}.",))
    return endpoint.rstrip("/"), endpoint.rstrip("/")


def _refuse_bad(answer: requests.Response, *, plain: bool) -> None:
    if not 200 <= answer.status_code < 300:
        raise fault_of(answer)
    if plain:
        try:
            good = isinstance(answer.json(), dict)
        except (ValueError, RecursionError):
            good = False
        if not good:
            raise GoogleFault("not_google", status=answer.status_code)
