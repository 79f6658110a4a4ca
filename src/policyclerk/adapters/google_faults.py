"""What goes wrong with Google, judged by HTTP status, and the sentence that tells a person what to do."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from requests import Response

FaultKind = Literal[
    "missing",
    "forbidden",
    "switched_off",
    "not_a_sheet",
    "protected",
    "refused",
    "key_refused",
    "too_many",
    "out_of_order",
    "unreachable",
    "too_slow",
    "not_google",
    "too_large",
    "busy",
]

_PASSING = frozenset({"too_many", "out_of_order", "unreachable", "too_slow", "busy"})
_RATE_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"})
_PROTECTED = re.compile(r"\bprotected (?:cell|range|sheet|object)")
_OFF_REASONS = frozenset({"accessNotConfigured", "SERVICE_DISABLED"})


class GoogleFault(Exception):
    """A call that Google did not carry out, or whose outcome is not known.

    Attributes:
        status: the HTTP status; None where no answer came.
        said: Google's own words, shortened; may name ids, so it goes into sentences only where it helps.
        reason: Google's short reason (`SERVICE_DISABLED`), where it gave one.
        retry_after_s: how long Google asks to wait.
        perhaps_done: whether the call may have been carried out although no good answer came.
    """

    def __init__(
        self,
        kind: FaultKind,
        *,
        status: int | None = None,
        said: str = "",
        reason: str | None = None,
        retry_after_s: float | None = None,
        perhaps_done: bool = False,
    ) -> None:
        super().__init__(f"{kind} ({status})" if status else kind)
        self.kind = kind
        self.status = status
        self.said = said
        self.reason = reason
        self.retry_after_s = retry_after_s
        self.perhaps_done = perhaps_done

    @property
    def temporary(self) -> bool:
        """Whether the same call may go well later."""
        return self.kind in _PASSING


@contextmanager
def sound_answer() -> Iterator[None]:
    """Around the reading of an answer: one that lacks what Google always sends is not Google's.

    Raises:
        GoogleFault: `not_google`.
    """
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError) as fault:
        raise GoogleFault("not_google") from fault


@dataclass(frozen=True, slots=True)
class _ErrorBody:
    message: str
    status: str
    reasons: frozenset[str]


def fault_of(answer: Response) -> GoogleFault:
    """The fault that an answer other than 2xx stands for. Judged by the HTTP status: bodies may be web pages."""
    body = _error_body(answer)
    reason = next(iter(sorted(body.reasons)), None)
    return GoogleFault(
        _kind(answer.status_code, body),
        status=answer.status_code,
        said=" ".join(body.message.split())[:300],
        reason=reason,
        retry_after_s=_seconds(answer.headers.get("Retry-After")),
        perhaps_done=answer.status_code >= 500 or answer.status_code == 408,
    )


def _kind(status: int, body: _ErrorBody) -> FaultKind:
    if status == 429 or (status == 403 and body.reasons & _RATE_REASONS):
        return "too_many"
    if status >= 500 or status == 408:
        return "out_of_order"
    if status == 401:
        return "key_refused"
    if status == 403:
        return "switched_off" if body.reasons & _OFF_REASONS else "forbidden"
    if status in {404, 410}:
        return "missing"
    if status < 400:
        return "not_google"  # a redirect: never followed
    return _kind_of_400(body)


def _kind_of_400(body: _ErrorBody) -> FaultKind:
    text = body.message.casefold()
    if "not supported for this document" in text:
        return "not_a_sheet"
    return "protected" if _PROTECTED.search(text) else "refused"


def _error_body(answer: Response) -> _ErrorBody:
    try:
        error = answer.json()["error"]
    except (ValueError, LookupError, TypeError, RecursionError):
        error = {}
    if isinstance(error, str):  # the token endpoint: {"error": "invalid_grant", "error_description": "..."}
        described = answer.json().get("error_description")
        return _ErrorBody(f"{error}: {described}" if described else error, error, frozenset({error}))
    if not isinstance(error, Mapping):
        error = {}
    return _ErrorBody(str(error.get("message", "")), str(error.get("status", "")), _reasons(error))


def _reasons(error: Mapping[str, Any]) -> frozenset[str]:
    """Reasons stand in `errors` (Drive) or in `details` (Sheets)."""
    entries = [*_list(error.get("errors")), *_list(error.get("details"))]
    return frozenset(
        str(each["reason"]) for each in entries if isinstance(each, Mapping) and "reason" in each
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _seconds(header: str | None) -> float | None:
    """A Retry-After in seconds; one given as a date is left to the usual waiting."""
    text = (header or "").strip()
    return float(text) if text.isdecimal() else None


def told(fault: GoogleFault, *, what: str, email: str, role: str = "an editor") -> str:
    """The sentence for a person: what happened and what to do.

    Args:
        fault: what happened.
        what: what was to be read or written, as people call it ("the Google sheet 1AbC").
        email: the service account's address.
        role: as what it must be shared ("an editor", "a viewer").
    """
    share = f"share it with {email} as {role}"
    return {
        "missing": f"Google knows no document at the address of {what}. Check the address, and {share}.",
        "forbidden": f"{email} may not open or change {what}: {share} (button Share).",
        "switched_off": f"The Google API that {what} needs is switched off in the key's project. In the Google Cloud console open "
        "APIs & Services > Library, enable Google Sheets API (and Google Drive API where documents live in Drive), "
        "wait five minutes and run again.",
        "not_a_sheet": f"{_capital(what)} is no Google sheet but an Excel file kept in Drive. Open it there, choose File > Save "
        "as Google Sheets, and name the new sheet's address in config/trust.toml.",
        "protected": f"A protected range of {what} stands in the way. Let {email} edit it (Data > Protect sheets and "
        "ranges).",
        "refused": f"Google refused a request about {what} (HTTP {fault.status}: {fault.said or 'no reason given'}).",
        "key_refused": f"Google does not accept the key of {email} ({fault.said or 'no reason given'}). Make sure that this "
        "machine's clock is right and that the key was not deleted; else make a new key.",
        "too_many": f"Google asks for a pause (too many requests in a minute), and {what} could not be finished in time. "
        "Nothing needs to be done: the next run tries again.",
        "out_of_order": f"Google is out of order (HTTP {fault.status}), so {what} could not be reached. Nothing needs to be done: "
        "the next run tries again.",
        "unreachable": f"Google cannot be reached, so neither can {what}. Check this machine's network; the firewall must let "
        "https through to Google (sheets.googleapis.com, www.googleapis.com, oauth2.googleapis.com).",
        "too_slow": f"Google did not answer about {what} in the time allowed ([register] deadline_s). The next run tries again; "
        "if it stays so, raise deadline_s.",
        "not_google": f"Something between this machine and Google answered in its place about {what} (a web page or another "
        "address): ask who runs the network to let these calls through unchanged.",
        "too_large": f"{_capital(what)} is larger than policyclerk reads. Keep the register in a sheet of its own.",
        "busy": f"People were changing {what} while it was being read. The next run tries again.",
    }[fault.kind]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
