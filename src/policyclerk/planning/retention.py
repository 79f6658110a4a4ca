"""What has been kept long enough: which messages and whose names a run may take away. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from policyclerk.domain.ledger import Claim
from policyclerk.domain.settings import PrivacySettings
from policyclerk.planning.days import count, in_words

NOT_YET = "Nothing was taken away as kept long enough: the day given with --today has not come yet, and true nights have run here."
"""What a run says that tries a day to come where an erasure would be one for good."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The first days that are still kept: what is older goes."""

    names_from: date
    mail_from: date


def kept_from(today: date, privacy: PrivacySettings) -> Kept:
    """From which days names and messages are kept."""
    return Kept(
        today - timedelta(days=privacy.keep_names_days), today - timedelta(days=privacy.keep_mail_days)
    )


def old_messages(claims: Iterable[Claim], mail_from: date) -> frozenset[str]:
    """Message-IDs of the messages that were done with before a day: none of their keys is newer or still unclear."""
    old: set[str] = set()
    others: set[str] = set()
    for claim in claims:
        if claim.message_id is not None:
            done = claim.state == "done" and claim.today < mail_from
            (old if done else others).add(claim.message_id)
    return frozenset(old - others)


def taken_away(entries: int, messages: int, kept: Kept) -> str | None:
    """What was taken away, in counts; None where nothing was."""
    parts = []
    if entries:
        of = f"names in {count(entries, 'entry', 'entries')} of the ledger"
        parts.append(f"{of} (before {in_words(kept.names_from)})")
    if messages:
        parts.append(f"{count(messages, 'message')} in the outbox (before {in_words(kept.mail_from)})")
    return f"Kept long enough and taken away: {' and '.join(parts)}." if parts else None
