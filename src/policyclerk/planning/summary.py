"""The trust's summary: once per sending weekday, to the trust's contact."""

from policyclerk.domain.ledger import ledger_key
from policyclerk.planning.days import latest_send_day
from policyclerk.planning.desk import Desk
from policyclerk.planning.recipients import Recipient
from policyclerk.planning.reminders import spent_words


def contact_of(desk: Desk) -> Recipient:
    """Who the summary goes to."""
    return desk.directory.contact()


def summary_key(desk: Desk) -> str:
    """The key of the summary that is due: of the last sending weekday, so that a held-up one goes once, later."""
    day = latest_send_day(desk.today, desk.settings.reminders.send_on)
    return ledger_key("trust-summary", None, None, day.isoformat(), desk.hash_of(contact_of(desk).email))


def why_no_summary(desk: Desk) -> str | None:
    """Why the summary does not go now; None where it goes."""
    email = contact_of(desk).email
    person = desk.hash_of(email)
    if person is None:
        return "the trust has no contact: set contact under [trust]"
    if (why := desk.why_not_to(email)) is not None:
        return f"nobody to write to: {why}"
    key = summary_key(desk)
    spent = desk.history.spent_by(key, frozenset((person,)))
    if spent is not None:
        return spent_words(spent)
    if (paused := desk.why_paused(person)) is not None:
        return paused
    claim = desk.history.claim(key)
    if claim is not None and claim.state == "failed" and claim.today == desk.today:
        return desk.waits(None, "it could not be sent today")
    held = desk.why_not_now(None)
    if held is not None:
        return held
    if desk.today in desk.history.told.get(person, ()):
        return desk.waits(None, "this person has had a message today")
    return None
