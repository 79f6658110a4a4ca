"""Mail through GOV.UK Notify, against a service on loopback that checks the key's signature and what it is asked."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.adapters.notify_service import (
    EMAIL,
    KEY,
    LIST,
    REPLY_TO,
    SECRET,
    SERVICE,
    SHOWN,
    TEMPLATE,
    CutAfterTaking,
    Notify,
    no,
)
from tests.adapters.web_service import CUT, SILENT, Answer, Says, WebService

from policyclerk.adapters.mail_notify import BEFORE_ASKING_S, NotifyMail
from policyclerk.adapters.web_call import MOST_SILENT, PAUSES_S
from policyclerk.domain.action import Message
from policyclerk.domain.errors import STILL_ASKED, OutcomeUnknown, PolicyclerkError, SettingsError
from policyclerk.domain.settings import MailSettings, NotifySettings
from policyclerk.ports import Mailer

MESSAGE = Message(
    message_id="pc-0011223344556677",
    kind="owner-digest",
    to="a.shah@northmoor.example",
    sender=None,
    reply_to="office@northmoor.example",
    subject="Two policies of yours are due – Zoë’s class",
    text="Dear Asha,\n\nLone Working Policy\n[click](https://elsewhere.example)\n",
    html="<p>Dear Asha</p>",
    day=date(2026, 11, 23),
    items=("owner/P1/2026-12-07/14/0011223344556677",),
)


@pytest.fixture
def notify() -> Iterator[Notify]:
    with Notify() as service:
        yield service


@pytest.fixture
def slept() -> list[float]:
    return []


Make = Callable[..., NotifyMail]


@pytest.fixture
def mailer(notify: Notify, slept: list[float]) -> Make:
    def make(service: WebService = notify, *, key: str = KEY, **settings: Any) -> NotifyMail:
        given = {"kind": "notify", "allowed_domains": ("northmoor.example",), "timeout_s": 5}
        places = NotifySettings(template=TEMPLATE, reply_to_id=REPLY_TO, endpoint=service.address)
        return NotifyMail(
            MailSettings(**{**given, **settings}), places, key, timezone="Europe/London", sleep=slept.append
        )

    return make


def sent(mail: Mailer, message: Message = MESSAGE) -> str:
    mail.prepare(message)
    return mail.commit(message)


def fault_of(mail: Mailer, message: Message = MESSAGE) -> PolicyclerkError:
    with pytest.raises(PolicyclerkError) as caught:
        sent(mail, message)
    told = caught.value
    assert "@" not in told.message
    assert "shah" not in told.message.casefold()
    assert SECRET not in told.message
    return told


def other(number: int) -> Message:
    return replace(MESSAGE, message_id=f"pc-{number:016x}")


# ---- a message that goes


def test_the_text_goes_into_the_template_under_a_reference_that_names_nobody(
    notify: Notify, mailer: Make
) -> None:
    where = sent(mailer())

    asked = notify.asked[0].json()
    assert asked["email_address"] == MESSAGE.to
    assert asked["template_id"] == TEMPLATE
    assert asked["email_reply_to_id"] == REPLY_TO
    assert asked["reference"] == MESSAGE.message_id
    assert asked["personalisation"]["subject"] == MESSAGE.subject
    assert asked["personalisation"]["body"].startswith("Dear Asha,\n\nLone Working Policy\n")
    assert where == "GOV.UK Notify (127.0.0.1): taken as 00000000-0000-4000-8000-000000000000"


def test_words_from_a_register_become_no_hidden_link(notify: Notify, mailer: Make) -> None:
    sent(mailer())

    assert "](" not in notify.asked[0].json()["personalisation"]["body"]


def test_the_keys_other_half_signs_and_never_travels(notify: Notify, mailer: Make) -> None:
    sent(mailer())

    asked = notify.asked[0]
    assert SECRET.encode() not in asked.body
    assert SECRET not in str(asked.headers)


def test_nobody_outside_the_list_is_written_to(notify: Notify, mailer: Make) -> None:
    assert fault_of(mailer(), replace(MESSAGE, to="a.shah@elsewhere.example")).kind == "recipient_not_allowed"
    assert notify.asked == []


# ---- the door


def test_the_door_is_tried_without_sending(notify: Notify, mailer: Make) -> None:
    mailer().try_door()

    assert notify.paths() == [SHOWN]


def test_a_template_without_its_places_is_found_before_anything_is_sent(notify: Notify, mailer: Make) -> None:
    notify.places = ["name"]

    with pytest.raises(PolicyclerkError) as caught:
        mailer().try_door()

    assert caught.value.kind == "mail_template_wrong"
    assert "((subject))" in caught.value.message


def test_a_key_of_another_service_is_told(mailer: Make) -> None:
    with pytest.raises(PolicyclerkError) as caught:
        mailer(key=f"x-{SERVICE}-{TEMPLATE}").try_door()

    assert caught.value.kind == "mail_login_refused"
    assert "POLICYCLERK_NOTIFY_KEY" in caught.value.message


@pytest.mark.parametrize(
    ("key", "template", "attach", "words"),
    [
        ("", TEMPLATE, False, "API key"),
        ("secret", TEMPLATE, False, "no key of GOV.UK Notify"),
        (KEY, None, False, "[notify] template"),
        (KEY, TEMPLATE, True, "carries no files"),
    ],
)
def test_settings_that_cannot_be_used_are_told(
    key: str, template: str | None, attach: bool, words: str
) -> None:
    mail = MailSettings(kind="notify", attach_drafts=attach)

    with pytest.raises(SettingsError) as caught:
        NotifyMail(mail, NotifySettings(template=template), key, timezone="Europe/London")

    assert words in caught.value.message
    assert "secret" not in caught.value.message


def test_an_endpoint_with_a_path_is_refused() -> None:
    notify = NotifySettings(template=TEMPLATE, endpoint="https://proxy.example/notify")

    with pytest.raises(SettingsError, match="without a path"):
        NotifyMail(MailSettings(kind="notify"), notify, KEY, timezone="Europe/London")


# ---- Notify says no


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (no(400, "BadRequestError", "Can’t send to this recipient using a team-only API key"), "notify_team_only", "team"),
        (no(400, "BadRequestError", "Cannot send to this recipient when service is in trial mode – see https://x"),
         "notify_team_only", "made live"),
        (no(400, "ValidationError", "email_address Not a valid email address"), "address_refused", "People tab"),
        (no(400, "BadRequestError", "Template not found"), "mail_template_wrong", "((body))"),
        (no(400, "BadRequestError", "Missing personalisation: body"), "mail_template_wrong", "((body))"),
        (no(400, "BadRequestError", "email_reply_to_id b does not exist in database for service id s"),
         "mail_reply_to_unknown", "reply_to_id"),
        (no(400, "BadRequestError", "Emails cannot be longer than 2000000 bytes."), "mail_too_large", "as long"),
        (no(400, "ValidationError", "a.shah@northmoor.example: something new"), "mail_refused", "something new"),
        (no(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds"),
         "mail_login_refused", "clock"),
        (no(403, "AuthError", "Invalid token: API key not found"), "mail_login_refused", "POLICYCLERK_NOTIFY_KEY"),
        (no(429, "TooManyRequestsError", "Exceeded send limits (50) for today"), "mail_limit_reached", "today"),
        (Says(302, b"<html>"), "mail_refused", "endpoint"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_do(
    notify: Notify, mailer: Make, slept: list[float], answer: Says, kind: str, words: str
) -> None:
    notify.next[EMAIL].append(answer)

    told = fault_of(mailer())

    assert told.kind == kind
    assert words in told.message
    assert not isinstance(told, OutcomeUnknown)
    assert notify.kept == []
    assert slept == []


def test_a_person_outside_the_team_is_no_matter_to_the_others(notify: Notify, mailer: Make) -> None:
    mail = mailer()
    notify.next[EMAIL].append(no(400, "BadRequestError", "Can’t send using a team-only API key"))

    fault_of(mail)

    assert "taken" in sent(mail, other(2))


def test_a_days_limit_ends_the_run_and_the_next_run_tries_again(notify: Notify, mailer: Make) -> None:
    mail = mailer()
    notify.next[EMAIL].append(no(429, "TooManyRequestsError", "Exceeded send limits (50) for today"))

    kinds = {fault_of(mail, other(number)).kind for number in range(4)}
    mail.tidy()

    assert kinds == {"mail_limit_reached"}
    assert notify.paths() == [EMAIL]
    assert "taken" in sent(mail)


@pytest.mark.parametrize(("said", "waited"), [({"Retry-After": "5"}, 5.0), ({}, PAUSES_S[0])])
def test_a_service_that_asks_to_slow_down_is_waited_for(
    notify: Notify, mailer: Make, slept: list[float], said: dict[str, str], waited: float
) -> None:
    limit = no(429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds")
    notify.next[EMAIL].append(replace(limit, headers=said))

    assert "taken" in sent(mailer())
    assert slept == [waited]


def test_waiting_has_an_end(notify: Notify, mailer: Make, slept: list[float]) -> None:
    notify.next[EMAIL].extend([no(429, "RateLimitError", "Exceeded rate limit")] * 10)

    told = fault_of(mailer())

    assert told.kind == "mail_put_off"
    assert told.temporary
    assert slept == list(PAUSES_S)


# ---- no clear answer


def test_what_was_taken_without_an_answer_is_found_by_its_reference(mailer: Make) -> None:
    with CutAfterTaking() as service:
        where = sent(mailer(service))

    assert where.endswith("taken as 00000000-0000-4000-8000-000000000000")
    assert service.paths() == [EMAIL, LIST]
    assert service.asked[1].query["reference"] == [MESSAGE.message_id]


def test_what_is_not_found_is_unknown_until_it_is_asked_for_again(notify: Notify, mailer: Make) -> None:
    mail = mailer()
    notify.next[EMAIL].append(CUT)

    told = fault_of(mail)

    assert isinstance(told, OutcomeUnknown)
    assert told.kind == STILL_ASKED
    assert mail.recover(MESSAGE.message_id) is False


def test_an_answer_that_does_not_come_in_time_is_asked_for(
    notify: Notify, mailer: Make, slept: list[float]
) -> None:
    notify.next[EMAIL].append(SILENT)

    assert isinstance(fault_of(mailer(timeout_s=1)), OutcomeUnknown)
    assert notify.paths() == [EMAIL, LIST]
    assert slept == [BEFORE_ASKING_S]


def test_a_service_that_falls_silent_is_not_given_the_rest(notify: Notify, mailer: Make) -> None:
    mail = mailer()
    notify.next[EMAIL].extend([CUT] * MOST_SILENT * 2)

    told = [fault_of(mail, other(number)) for number in range(MOST_SILENT + 2)]

    assert [isinstance(fault, OutcomeUnknown) for fault in told] == [True] * MOST_SILENT + [False] * 2
    assert notify.paths().count(EMAIL) == MOST_SILENT


def test_a_fault_of_the_service_that_took_the_message_all_the_same_is_seen(
    notify: Notify, mailer: Make
) -> None:
    notify.keep("11111111-0000-4000-8000-000000000000", MESSAGE.message_id)
    notify.next[EMAIL].append(no(500, "Exception", "Internal server error"))

    assert sent(mailer()).endswith("taken as 11111111-0000-4000-8000-000000000000")


def test_a_fault_of_the_service_that_took_nothing_is_tried_by_the_next_run(
    notify: Notify, mailer: Make
) -> None:
    notify.next[EMAIL].append(no(503, "Exception", "Service unavailable"))

    told = fault_of(mailer())

    assert told.kind == "mail_not_taken"
    assert told.temporary
    assert not isinstance(told, OutcomeUnknown)


@pytest.mark.parametrize(
    "listing", [CUT, no(500, "Exception", "Internal server error"), Says(200, {"other": []})]
)
def test_where_notify_cannot_be_asked_the_outcome_stays_unknown(
    notify: Notify, mailer: Make, listing: Answer
) -> None:
    notify.next[EMAIL].append(no(500, "Exception", "Internal server error"))
    notify.next[LIST].extend([listing] * 2)
    mail = mailer()

    assert isinstance(fault_of(mail), OutcomeUnknown)
    with pytest.raises(PolicyclerkError, match="gave no answer"):
        mail.recover(MESSAGE.message_id)


def test_a_message_that_could_not_be_delivered_meanwhile_refuses_the_address(
    notify: Notify, mailer: Make
) -> None:
    notify.keep("11111111-0000-4000-8000-000000000000", MESSAGE.message_id, "permanent-failure")
    notify.next[EMAIL].append(CUT)

    assert fault_of(mailer()).kind == "address_refused"


def test_after_a_kill_notify_tells_whether_it_has_the_message(notify: Notify, mailer: Make) -> None:
    notify.keep("11111111-0000-4000-8000-000000000000", MESSAGE.message_id)

    assert mailer().recover(MESSAGE.message_id) is True
    assert mailer().recover("pc-another") is False


# ---- what became of it later


def test_what_could_not_be_delivered_is_found_out(notify: Notify, mailer: Make) -> None:
    for number, status in enumerate(
        ("permanent-failure", "temporary-failure", "technical-failure", "delivered")
    ):
        notify.keep(f"{number}", f"pc-{number}", status)
    notify.keep("4", "pc-not-ours", "permanent-failure")

    found = mailer().undelivered(["pc-0", "pc-1", "pc-2", "pc-3", "pc-never-sent"])

    assert found == {"pc-0": "address_refused", "pc-1": "address_not_reached", "pc-2": "mail_not_delivered"}


def test_the_newest_of_a_message_that_was_sent_again_counts(notify: Notify, mailer: Make) -> None:
    notify.keep("1", "pc-1", "temporary-failure")
    notify.keep("2", "pc-1", "sending")

    assert mailer().undelivered(["pc-1"]) == {}


def test_all_pages_are_looked_through(notify: Notify, mailer: Make) -> None:
    notify.keep("first", "pc-first", "permanent-failure")
    for number in range(600):
        notify.keep(f"{number}", f"pc-{number}")

    assert mailer().undelivered(["pc-first"]) == {"pc-first": "address_refused"}


def test_nothing_is_asked_where_nothing_was_sent(notify: Notify, mailer: Make) -> None:
    assert mailer().undelivered([]) == {}
    assert notify.asked == []
