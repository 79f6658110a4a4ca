"""What Microsoft 365 answers when it does not take a message, and the sentence that tells what to do."""

from typing import Any

from policyclerk.adapters.smtp_faults import words
from policyclerk.adapters.web_call import Answer
from policyclerk.domain.errors import OutcomeUnknown, PolicyclerkError

LASTING = ("mail_login_refused", "mail_not_allowed", "mail_sender_unknown", "mail_put_off")
"""Faults that every further message of the run would meet as well."""

_AGAIN = "Nothing needs to be done: the next run tries again."
_NOT_ALLOWED = (
    "does not let this app send for [mail] sender. The app needs the application permission Mail.Send with an administrator's "
    "consent, and where an Application Access Policy or a role limits it to some mailboxes, the sender's must be among them (a "
    "change takes up to two hours)."
)
_NO_MAILBOX = (
    "knows no mailbox of the address in [mail] sender. It must be a user or a shared mailbox of this organisation, not a group "
    "or an alias."
)
_TOO_LARGE = (
    "takes no message as large as this one, so it was not sent. Set a smaller attach_max_mb in [mail], or attach_drafts = "
    "false."
)
_TOO_QUICK = (
    f"asked to send less quickly, so the message was not sent. Set per_minute = 30 in [mail]. {_AGAIN}"
)
_SENTENCES = {
    401: ("mail_login_refused", "does not accept the app's token. Check tenant and client in [graph]."),
    403: ("mail_not_allowed", _NOT_ALLOWED),
    404: ("mail_sender_unknown", _NO_MAILBOX),
    413: ("mail_too_large", _TOO_LARGE),
    429: ("mail_put_off", _TOO_QUICK),
    503: ("mail_put_off", f"is out of service for now, so the message was not sent. {_AGAIN}"),
}


def fault_of(place: str, answer: Answer, *, to: str) -> PolicyclerkError:
    """The fault that an answer stands for.

    Args:
        place: what the service is called.
        to: the recipient, whose address is taken out of the service's words.
    """
    status, (code, message) = answer.status_code, _error(answer)
    said = words(f"{status} {code} {message}".encode(), without=to).strip()
    if status in (502, 504) or 200 <= status < 300:  # a gateway, behind which the message may have been taken
        return unknown(place)
    if 300 <= status < 400:
        return PolicyclerkError(
            "mail_refused",
            f"What answers for {place} is another service ({status}). Check endpoint in [graph].",
        )
    kind, sentence = _told(status, code)
    return PolicyclerkError(
        kind, f"{place} {sentence} It said: {said}", temporary=status in (408, 429) or status >= 500
    )


def _told(status: int, code: str) -> tuple[str, str]:
    if code == "ErrorInvalidRecipients":
        return "address_refused", (
            "does not accept the recipient's address, so the message was not sent. Correct it in the register's People tab."
        )
    if code == "ErrorSendAsDenied":
        return (
            "mail_refused",
            "lets the mailbox of [mail] sender not send under that address. Set the mailbox's own.",
        )
    if status in _SENTENCES:
        return _SENTENCES[status]
    if status == 408 or status >= 500:
        return "mail_not_taken", f"could not take the message now, so it was not sent. {_AGAIN}"
    return "mail_refused", "refused the message, so it was not sent."


def unknown(place: str) -> OutcomeUnknown:
    """The service had the whole message and gave no answer of its own."""
    return OutcomeUnknown(
        "outcome_unknown",
        f"{place} had the whole message and gave no answer, so it may have been sent or not, and is not sent again by itself. "
        "Look into Sent Items of the sender's mailbox or ask the recipient; then `policyclerk ledger resolve` says which.",
    )


def silent(place: str) -> str:
    """Why no further message is risked."""
    return f"{place} gave no answer to several messages in a row, so this one was not sent. {_AGAIN}"


def _error(answer: Answer) -> tuple[str, str]:
    """Microsoft's code and words, as far as the body is Microsoft's."""
    body: Any = answer.json()
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return "", ""
    return str(error.get("code") or ""), str(error.get("message") or "")
