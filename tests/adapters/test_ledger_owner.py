"""A ledger on a server is one trust's: the first to run, by its name, until a person says that the trust has a new one."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.trusts import SETTINGS, TODAY, a_trust

from policyclerk import bootstrap, run
from policyclerk.adapters.ledger_owner import give_to, see_owner
from policyclerk.domain.errors import PolicyclerkError, UsageError
from policyclerk.hands import Options
from policyclerk.report import RunReport


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/shared.db"
    found: str = request.getfixturevalue("postgres_address")
    return found


def test_the_first_trust_keeps_it_and_another_is_told_whose_it_is(address: str) -> None:
    for _ in range(2):
        see_owner(address, "Ash Trust")
    with pytest.raises(UsageError, match='the ledger of "Ash Trust", and this is "Birch Trust"') as refused:
        see_owner(address, "Birch Trust")
    assert (refused.value.kind, refused.value.exit_code) == ("ledger_of_another", 2)
    see_owner(address, "Ash Trust")


def test_letter_case_and_spaces_make_no_other_trust(address: str) -> None:
    see_owner(address, "Ash Trust")
    see_owner(address, "ASH  trust ")


def test_a_trust_under_a_new_name_takes_its_ledger_along(address: str) -> None:
    see_owner(address, "Ash Trust")
    assert give_to(address, "Ash and Elm Trust") == "Ash Trust"
    see_owner(address, "Ash and Elm Trust")
    with pytest.raises(UsageError):
        see_owner(address, "Ash Trust")


def test_a_server_out_of_reach_is_told_in_a_sentence() -> None:
    with pytest.raises(PolicyclerkError) as fault:
        see_owner("postgresql+psycopg://clerk@127.0.0.1:9/none", "Ash Trust")
    assert fault.value.kind == "state_unwritable"


def of_ash(folder: Path, address: str, *, name: str) -> Path:
    settings = SETTINGS.replace("Ash Trust", name) + f'[state]\ndatabase = "{address}"\n'
    return a_trust(folder, settings=settings)


def night(trust: Path) -> RunReport:
    setup, day = bootstrap.open_project(trust), date.fromisoformat(TODAY)
    return run.night(bootstrap.acting_hands(setup, bootstrap.clock(setup, day)), day, Options())


def test_a_second_trust_on_one_database_does_nothing_at_all(address: str, tmp_path: Path) -> None:
    ash = of_ash(tmp_path / "ash", address, name="Ash Trust")
    birch = of_ash(tmp_path / "birch", address, name="Birch Trust")
    night(ash)
    with pytest.raises(UsageError, match="database of its own"):
        night(birch)
    assert not any((birch / folder).exists() for folder in ("drafts", "outbox", "reports"))


def test_a_renamed_trust_goes_on_with_its_ledger(address: str, tmp_path: Path) -> None:
    night(of_ash(tmp_path / "ash", address, name="Ash Trust"))
    moved = of_ash(tmp_path / "moved", address, name="Ash and Elm Trust")
    command = [sys.executable, "-m", "policyclerk", "ledger", "-p", str(moved), "rename"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert done.stdout == 'The ledger of "Ash Trust" is now that of "Ash and Elm Trust".\n'
    assert [
        action for action in night(moved).actions if action.kind == "send_mail" and action.state == "done"
    ] == []


def test_a_ledger_in_the_trusts_own_folder_goes_by_no_name(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "ash")
    night(trust)
    settings = trust / "config" / "trust.toml"
    settings.write_text(SETTINGS.replace("Ash Trust", "Birch Trust"), encoding="utf-8")
    assert not night(trust).troubled


def test_the_ledger_in_another_trusts_folder_is_not_opened_under_any_name(tmp_path: Path) -> None:
    ash = a_trust(tmp_path / "ash")
    night(ash)
    before = (ash / "state" / "policyclerk.db").read_bytes()
    birch = of_ash(tmp_path / "birch", "sqlite:///../ash/state/policyclerk.db", name="Ash Trust")

    with pytest.raises(UsageError, match="the folder of another trust") as refused:
        night(birch)

    assert refused.value.exit_code == 2
    assert (ash / "state" / "policyclerk.db").read_bytes() == before
    assert not (birch / "outbox").exists()
