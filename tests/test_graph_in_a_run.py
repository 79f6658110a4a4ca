"""Nights that send through Microsoft 365: an outage frees, an unclear outcome holds, and nothing goes twice."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.adapters.graph_service import TOKEN, Microsoft
from tests.adapters.web_service import CUT, Says
from tests.trusts import SETTINGS, a_trust

from policyclerk import bootstrap, run
from policyclerk.adapters import web_call
from policyclerk.domain.errors import SettingsError
from policyclerk.domain.ledger import effect_of, ledger_key
from policyclerk.hands import Options
from policyclerk.report import RunReport

MONDAY = date(2026, 11, 23)
OWNER = "j.marsh@ash.example"
SEND = "/v1.0/users/clerk@northmoor.example/sendMail"


@pytest.fixture
def microsoft() -> Iterator[Microsoft]:
    with Microsoft() as service:
        yield service


@pytest.fixture
def trust(microsoft: Microsoft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POLICYCLERK_GRAPH_SECRET", "s3cret")
    monkeypatch.setattr(web_call, "PAUSES_S", (0.0, 0.0, 0.0))
    settings = f"""
[mail]
kind = "graph"
sender = "clerk@northmoor.example"
allowed_domains = ["ash.example"]
[graph]
tenant = "trust"
client = "app-1"
endpoint = "{microsoft.address}"
token_uri = "{microsoft.address}{TOKEN}"
"""
    return a_trust(tmp_path / "ash", settings=SETTINGS + settings)


def night(trust: Path, days: int = 0) -> RunReport:
    day = MONDAY + timedelta(days=days)
    setup = bootstrap.open_project(trust)
    return run.night(bootstrap.acting_hands(setup, bootstrap.clock(setup, day)), day, Options())


def states(report: RunReport) -> list[str]:
    return [action.state for action in report.actions if action.to == OWNER]


def test_a_night_sends_and_its_repetition_does_not(microsoft: Microsoft, trust: Path) -> None:
    assert states(night(trust)) == ["done"]
    sent = len(microsoft.sent())

    assert states(night(trust)) == []
    assert len(microsoft.sent()) == sent > 0


def test_an_outage_is_made_up_for_on_the_next_working_day(microsoft: Microsoft, trust: Path) -> None:
    microsoft.next[SEND].extend([Says(503)] * 20)

    assert states(night(trust)) == ["failed"]
    microsoft.next[SEND].clear()
    assert states(night(trust, 1)) == ["done"]
    assert states(night(trust, 2)) == []


def test_an_answer_that_was_cut_off_is_unknown_and_never_repeated_by_itself(
    microsoft: Microsoft, trust: Path
) -> None:
    microsoft.next[SEND].extend([CUT] * 2)

    report = night(trust)

    assert states(report) == ["unknown"]
    assert report.troubled
    assert states(night(trust, 1)) == states(night(trust, 2)) == []


def test_the_run_that_can_only_put_a_killed_message_down_as_unknown_says_so_and_later_ones_do_not(
    microsoft: Microsoft, trust: Path
) -> None:
    setup, friday = bootstrap.open_project(trust), date(2026, 11, 20)
    hands = bootstrap.acting_hands(setup, bootstrap.clock(setup, friday))
    key = ledger_key("owner", "A1", date(2025, 9, 1), "-42", hands.ledger.hash_recipient(OWNER))
    hands.ledger.claim_all([effect_of(key, to=OWNER, message_id="pc-left")], today=friday)
    first, second = (run.night(hands, friday, Options()) for _ in range(2))

    [lost] = [action for action in first.actions if action.state == "unknown"]
    assert (lost.key, lost.to, lost.state, lost.items) == ("pc-left", OWNER, "unknown", (key,))
    assert first.troubled
    assert not second.troubled


def test_a_trust_that_chose_so_gets_the_same_message_again(microsoft: Microsoft, trust: Path) -> None:
    settings = trust / "config" / "trust.toml"
    settings.write_text(
        settings.read_text().replace("[mail]", '[mail]\non_unknown = "resend"'), encoding="utf-8"
    )
    microsoft.next[SEND].extend([CUT] * 2)

    night(trust)
    night(trust, 1)
    assert states(night(trust, 2)) == ["done"]

    owners = [content for content in microsoft.sent() if OWNER.encode() in content]
    ids = {line for content in owners for line in content.splitlines() if line.startswith(b"Message-ID")}
    assert len(owners) == 2
    assert len(ids) == 1


def test_without_its_secret_nothing_is_touched_and_a_preview_needs_none(
    trust: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POLICYCLERK_GRAPH_SECRET")
    monkeypatch.delenv("POLICYCLERK_GRAPH_CERT", raising=False)

    with pytest.raises(SettingsError, match="POLICYCLERK_GRAPH_CERT"):
        night(trust)

    assert not (trust / "state").exists()
    setup = bootstrap.open_project(trust)
    hands = bootstrap.reading_hands(setup, bootstrap.clock(setup, MONDAY))
    assert OWNER in {action.to for action in run.preview(hands, MONDAY, Options()).actions}
