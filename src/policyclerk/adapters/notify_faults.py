"""What GOV.UK Notify answers when it does not take a message, and the sentence that tells what to do."""

from typing import Any

from policyclerk.adapters.smtp_faults import words
from policyclerk.adapters.web_call import Answer
from policyclerk.domain.errors import STILL_ASKED, OutcomeUnknown, PolicyclerkError

LASTING = (
    "mail_login_refused",
    "mail_limit_reached",
    "mail_template_wrong",
    "mail_put_off",
    "mail_reply_to_unknown",
)
"""Faults that every further message of the run would meet as well."""

_AGAIN = "Nothing needs to be done: the next run tries again."
_TRIAL = (
    "sends to this service's own team alone while the service is in trial mode or the key is a team one, so the message was not "
    "sent. Ask for the service to be made live, or set a live key in POLICYCLERK_NOTIFY_KEY."
)
_TEMPLATE = (
    "does not find what it needs in the template of [notify] template: an e-mail template of this service with the subject "
    "((subject)) and the message ((body))."
)
_ADDRESS = "does not accept the recipient's address, so the message was not sent. Correct it in the register's People tab."
_CLOCK = "does not accept the key's signature because this machine's clock is wrong. Let the clock be set by a time server."
_KEY = "does not accept the key. Set POLICYCLERK_NOTIFY_KEY to a live key of this service, the whole of it."

_BAD_REQUESTS = (
    (("team-only api key", "trial mode"), ("notify_team_only", _TRIAL)),
    (("email_address",), ("address_refused", _ADDRESS)),
    (
        ("reply_to",),
        (
            "mail_reply_to_unknown",
            "does not know the address of [notify] reply_to_id. Copy its ID from Settings.",
        ),
    ),
    (
        ("cannot be longer", "too long"),
        ("mail_too_large", "takes no message as long as this one, so it was not sent."),
    ),
    (("template", "personalisation"), ("mail_template_wrong", _TEMPLATE)),
)
"""Words of a 400, the first that fit counts, and what they stand for: its reasons share one type. Notify may change the
words; then its own are told without a hint."""


class NotTaken(Exception):
    """Notify said no; it did not take the request.

    Attributes:
        answer: what it said.
    """

    def __init__(self, answer: Answer) -> None:
        super().__init__(str(answer.status_code))
        self.answer = answer


def fault_of(place: str, answer: Answer, *, to: str = "") -> PolicyclerkError:
    """The fault that an answer stands for.

    Args:
        place: what the service is called.
        to: the recipient, whose address is taken out of the service's words.
    """
    status, told = answer.status_code, _errors(answer)
    kind, sentence = _meaning(status, told)
    said = words(f"{status} {told}".encode(), without=to).strip()
    return PolicyclerkError(kind, f"{place} {sentence} It said: {said}", temporary=_may_pass(status))


def _may_pass(status: int) -> bool:
    return status in (408, 429) or status >= 500


def _meaning(status: int, told: str) -> tuple[str, str]:
    low = told.casefold()
    if status == 400:
        known = (meant for parts, meant in _BAD_REQUESTS if any(part in low for part in parts))
        return next(known, ("mail_refused", "refused the message, so it was not sent."))
    if status in (401, 403):
        return "mail_login_refused", _CLOCK if "clock" in low or "expired" in low else _KEY
    if status == 404:
        return "mail_template_wrong", _TEMPLATE
    if status == 429 and "toomanyrequests" in low:
        return "mail_limit_reached", f"has sent as many messages as the service may today. {_AGAIN}"
    if status == 429:
        return "mail_put_off", f"asked to send less quickly, so the message was not sent. {_AGAIN}"
    if _may_pass(status):
        return "mail_not_taken", f"could not take the message now, so it was not sent. {_AGAIN}"
    return (
        "mail_refused",
        "gave an answer that is not Notify's, so the message was not sent. Check endpoint in [notify].",
    )


def unknown(place: str) -> OutcomeUnknown:
    """Notify had the whole message, gave no answer, and does not list the message (yet)."""
    return OutcomeUnknown(
        STILL_ASKED,
        f"{place} had the whole message and gave no answer. The next run asks for it by its reference, and sends it again only if "
        "Notify does not know it.",
    )


def refused_later(place: str) -> PolicyclerkError:
    """Notify took the message and could not deliver it to the address."""
    return PolicyclerkError("address_refused", f"{place} {_ADDRESS}")


def out(place: str) -> PolicyclerkError:
    """Notify was asked something that changes nothing, and said nothing."""
    return PolicyclerkError("mail_server_silent", f"{place} gave no answer. {_AGAIN}", temporary=True)


def _errors(answer: Answer) -> str:
    """Notify's own words, as far as the body is Notify's."""
    body: Any = answer.json()
    errors = body.get("errors") if isinstance(body, dict) else None
    if not isinstance(errors, list):
        return ""
    return "; ".join(f"{e.get('error')}: {e.get('message')}" for e in errors if isinstance(e, dict))
