"""The token that Microsoft 365 wants with each message, fetched by Microsoft's own library through our own door.

msal would ask Microsoft where to sign in, again and without a time limit; the answer is known, so it gets it from
here and contacts one address only.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

import msal

from policyclerk.adapters.graph_key import CERT_VARIABLE, SECRET_VARIABLE, GraphKey
from policyclerk.adapters.smtp_faults import words
from policyclerk.adapters.web_call import Answer, NoAnswer, Web, patiently
from policyclerk.domain.errors import PolicyclerkError

_SIGN_IN = "https://login.microsoftonline.com"
_SCOPES = ("https://graph.microsoft.com/.default",)
_PLACE = "Microsoft's sign-in"
_AGAIN = "Nothing needs to be done: the next run tries again."


class SignIn:
    """Fetches tokens and keeps one as long as it holds.

    Args:
        tenant, client: directory and application, as Microsoft names them.
        token_uri: another address than Microsoft's; https, or http on this machine.
    """

    def __init__(
        self,
        key: GraphKey,
        *,
        tenant: str,
        client: str,
        token_uri: str | None,
        timeout_s: float,
        sleep: Callable[[float], None],
    ) -> None:
        self._key, self._client = key, client
        self._authority = f"{_SIGN_IN}/{quote(tenant, safe='')}"
        self._door = _Door(token_uri, timeout_s=timeout_s, sleep=sleep)
        self._app: msal.ConfidentialClientApplication | None = None

    def token(self, *, fresh: bool = False) -> str:
        """A token.

        Args:
            fresh: whether the one that is kept was refused.

        Raises:
            PolicyclerkError: there is none to be had.
        """
        app = self._signing()
        if fresh:
            app.remove_tokens_for_client()
        answer = app.acquire_token_for_client(scopes=list(_SCOPES))
        if isinstance(answer, dict) and isinstance(answer.get("access_token"), str):
            return str(answer["access_token"])
        raise _refused(answer if isinstance(answer, dict) else {})

    def _signing(self) -> msal.ConfidentialClientApplication:
        if self._app is None:
            self._app = msal.ConfidentialClientApplication(
                self._client,
                client_credential=self._key.credential,
                authority=self._authority,
                instance_discovery=False,
                http_client=self._door,
            )
        return self._app


class _Door:
    """What msal takes for an HTTP client: knows where to sign in, and asks for tokens at one address."""

    def __init__(self, token_uri: str | None, *, timeout_s: float, sleep: Callable[[float], None]) -> None:
        self._token_uri, self._sleep = token_uri, sleep
        self._web = Web(_PLACE, token_uri or _SIGN_IN, setting="token_uri in [graph]", timeout_s=timeout_s)

    def get(self, url: str, **_how: Any) -> Answer:
        """The one thing that msal looks up: the addresses of a directory."""
        authority = url.partition("/v2.0/")[0]
        places = {
            f"{name}_endpoint": f"{authority}/oauth2/v2.0/{name}" for name in ("authorization", "token")
        }
        return Answer(200, {}, json.dumps({**places, "issuer": f"{authority}/v2.0"}).encode())

    def post(
        self,
        url: str,
        *,
        data: Mapping[str, str],
        headers: Mapping[str, str],
        **_how: Any,
    ) -> Answer:
        """A request for a token; asking again changes nothing, so whatever goes wrong is no more than a delay."""
        headers = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(data).encode()

        def ask() -> Answer:
            return self._web.ask("POST", self._token_uri or url, headers=headers, data=body)

        try:
            answer = patiently(ask, asks_to_wait=_busy, sleep=self._sleep)
        except NoAnswer:
            raise _out("gave no answer") from None
        if _busy(answer):
            raise _out("asked to try later")
        if not isinstance(answer.json(), dict):
            raise _out("gave an answer that is not Microsoft's")
        return answer

    def close(self) -> None:
        """Nothing is kept open."""


def _busy(answer: Answer) -> bool:
    return answer.status_code == 429 or answer.status_code >= 500


def _out(how: str) -> PolicyclerkError:
    return PolicyclerkError("mail_server_unreachable", f"{_PLACE} {how}. {_AGAIN}", temporary=True)


_CODES = (
    (("AADSTS7000222",), f"the secret has run out. Make a new one and set {SECRET_VARIABLE}"),
    (("AADSTS7000215",), f"the secret is wrong. {SECRET_VARIABLE} must be the secret's value, not its ID"),
    (
        ("AADSTS700027", "AADSTS700021", "AADSTS1000502"),
        f"the certificate is not known or has run out. Upload the one in {CERT_VARIABLE}",
    ),
    (
        ("AADSTS700016", "AADSTS90002", "AADSTS900023"),
        "tenant or client in [graph] is wrong. Copy both from the app's page",
    ),
)
"""Microsoft's numbers of what a person can mend, and how."""


def _refused(answer: Mapping[str, Any]) -> PolicyclerkError:
    said = str(answer.get("error_description") or answer.get("error") or "no reason")
    how = next(
        (how for codes, how in _CODES if any(f"{code}:" in said or f"{code} " in said for code in codes)),
        None,
    )
    hint = how or f"check tenant and client in [graph], and {CERT_VARIABLE} or {SECRET_VARIABLE}"
    return PolicyclerkError(
        "mail_login_refused", f"{_PLACE} does not accept this app: {hint}. It said: {words(said.encode())}"
    )
