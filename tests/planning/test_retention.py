"""Sentences about what has been kept long enough."""

from datetime import date

import pytest
from tests.planning.small_trust import MONDAY

from policyclerk.domain.ledger import Claim
from policyclerk.domain.settings import PrivacySettings
from policyclerk.planning.retention import kept_from, old_messages, taken_away

OLD, NEW = date(2025, 11, 22), date(2025, 11, 23)


def test_a_day_is_kept_as_many_days_as_the_settings_say() -> None:
    kept = kept_from(MONDAY, PrivacySettings(keep_mail_days=365, keep_names_days=1095))
    assert (kept.mail_from, kept.names_from) == (date(2025, 11, 23), date(2023, 11, 24))


@pytest.mark.parametrize(
    ("claims", "goes"),
    [
        ([("a", "done", OLD, "m1")], {"m1"}),
        ([("a", "done", NEW, "m1")], set()),
        ([("a", "done", OLD, "m1"), ("b", "unknown", OLD, "m1")], set()),
        ([("a", "done", OLD, "m1"), ("b", "done", NEW, "m1")], set()),
        ([("a", "failed", OLD, "m1"), ("b", "skipped", OLD, None)], set()),
    ],
)
def test_only_a_message_that_is_done_with_is_old(claims, goes) -> None:
    assert old_messages([Claim(*each) for each in claims], NEW) == goes


def test_what_was_taken_away_is_told_in_counts_and_nothing_is_told_of_nothing() -> None:
    kept = kept_from(MONDAY, PrivacySettings())
    assert taken_away(0, 0, kept) is None
    assert taken_away(12, 1, kept) == (
        "Kept long enough and taken away: names in 12 entries of the ledger (before 24 November 2023) and "
        "1 message in the outbox (before 23 November 2025)."
    )
