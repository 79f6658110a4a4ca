"""Settings are read whole or refused whole, with every fault, its line and what was expected."""

from datetime import time
from pathlib import Path

import pytest

from policyclerk.adapters.settings_toml import read_settings
from policyclerk.domain.errors import SettingsError
from policyclerk.domain.settings import EscalationStep, Settings
from policyclerk.project import shipped


def settings(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "trust.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def faults(tmp_path: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, text)
    return caught.value.faults


def test_an_empty_file_gives_the_documented_defaults(tmp_path: Path) -> None:
    assert settings(tmp_path, "") == Settings()


def test_the_commented_example_states_the_defaults() -> None:
    assert read_settings(shipped("config") / "trust.example.toml") == Settings()


def test_values_arrive_where_they_belong(tmp_path: Path) -> None:
    read = settings(
        tmp_path,
        """
        [trust]
        contact = "clerk@northmoor.example"
        [reminders]
        send_on = ["Thursday", "monday"]
        send_after = "06:45"
        owner_steps = [0, 90, -14]
        escalation = [{ after = 56, to = "trust" }, { after = 28, to = "head@northmoor.example" }]
        [rules]
        date_conflict = "grey"
        cycle_conflict = "off"
        [register.headings]
        next_review = "Due back"
        """,
    )

    assert read.trust.contact == "clerk@northmoor.example"
    assert read.reminders.send_on == (0, 3)
    assert read.reminders.send_after == time(6, 45)
    assert read.reminders.owner_steps == (90, 0, -14)
    assert read.reminders.escalation == (
        EscalationStep(28, "head@northmoor.example"),
        EscalationStep(56, "trust"),
    )
    assert dict(read.rules) == {"date_conflict": "grey", "cycle_conflict": None}
    assert dict(read.register.headings) == {"next_review": "Due back"}


@pytest.mark.parametrize("sender", ["clerk@ash.example", "The clerk <clerk@ash.example>"])
def test_a_sender_may_have_a_name(tmp_path: Path, sender: str) -> None:
    assert settings(tmp_path, f'[mail]\nsender = "{sender}"').mail.sender == sender


@pytest.mark.parametrize("sender", ["The clerk", "The clerk <clerk>", "A <a@b.example>, B <b@b.example>"])
def test_a_sender_is_one_address(tmp_path: Path, sender: str) -> None:
    assert "one mail address" in faults(tmp_path, f'[mail]\nsender = "{sender}"')[0]


@pytest.mark.parametrize("key", ["graph.endpoint", "graph.token_uri", "notify.endpoint"])
def test_a_service_is_never_called_in_the_clear(tmp_path: Path, key: str) -> None:
    section, _, name = key.partition(".")

    assert "https://" in faults(tmp_path, f'[{section}]\n{name} = "http://graph.example"')[0]
    assert settings(tmp_path, f'[{section}]\n{name} = "http://127.0.0.1:8025"')


def test_all_faults_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    told = faults(tmp_path, '[trust]\nnam = "x"\ncontact = 3\n[register]\nwrite_back = "yes"\n[clerk]\n')

    assert [fault.split(":")[0] for fault in told] == [
        "trust.toml, line 2",
        "trust.toml, line 3",
        "trust.toml, line 5",
        "trust.toml, line 6",
    ]
    assert "true or false" in told[2]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('[register]\nkind = "excel"', "xlsx, csv, google"),
        ('[register]\nendpoint = "http://sheets.example"', "https://"),
        ('[register.headings]\ndue = "Due"', "next_review"),
        ("[limits]\nmax_share_missing = 30", "between 0 and 1"),
        ("[limits]\nmax_mails_per_run = -1", "0 or more"),
        ("[limits]\nmax_mails_per_run = true", "a whole number"),
        ('[trust]\ntimezone = "Europe/Leeds"', "Europe/London"),
        ('[trust]\ncontact = "the clerk"', "one mail address"),
        ('[reminders]\nsend_on = ["mondays"]', "weekdays"),
        ('[reminders]\nsend_after = "half past seven"', "07:30"),
        ('[reminders]\nescalation = [{ after = 0, to = "trust" }]', "after counts days from 1"),
        ('[reminders]\nescalation = [{ after = 7, to = "chair" }]', "headteacher, trust or an address"),
        ('[rules]\nreview_late = "off"', "review_overdue"),
        ('[rules]\nreview_overdue = "pink"', '"off"'),
        ('[mail]\nkind = "smtp"', "allowed_domains"),
        ('[register]\nkind = "google"', "spreadsheet"),
        ('trust = "Northmoor"', "section"),
    ],
)
def test_a_fault_says_what_was_expected(tmp_path: Path, line: str, expected: str) -> None:
    (told,) = faults(tmp_path, line)

    assert expected in told


def test_plain_http_is_let_through_on_this_machine_alone(tmp_path: Path) -> None:
    read = settings(tmp_path, '[register]\nendpoint = "http://127.0.0.1:8080"')

    assert read.register.endpoint == "http://127.0.0.1:8080"


@pytest.mark.parametrize("path", [r"C:\Users\clerk\policies", r"C:\temp\new"])
def test_a_windows_path_in_double_quotes_gets_its_own_sentence(tmp_path: Path, path: str) -> None:
    (told,) = faults(tmp_path, f'[documents]\nroot = "{path}"')

    assert "Windows path in double quotes" in told
    assert "line 2" in told


def test_a_windows_path_in_single_quotes_is_taken(tmp_path: Path) -> None:
    assert settings(tmp_path, r"[documents]" + "\nroot = 'C:\\policies'").documents.root == r"C:\policies"


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "trust.toml"
    path.write_bytes(b"\xff\xfe[\x00t\x00")

    with pytest.raises(SettingsError, match="UTF-8"):
        read_settings(path)


def test_a_field_may_be_named_as_people_see_it(tmp_path: Path) -> None:
    read = settings(
        tmp_path,
        """
        [register.headings]
        Policy = "Thing"
        "Next review" = "Due back"
        owner_email = "Mail"
        """,
    )

    assert read.register.headings == {"title": "Thing", "next_review": "Due back", "owner_email": "Mail"}


def test_a_field_named_twice_is_refused(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, '[register.headings]\nnext_review = "A"\n"Next review" = "B"\n')

    assert "are the same field" in fault


def test_numbers_that_no_mail_server_can_be_asked_with_are_told_with_their_lines(tmp_path: Path) -> None:
    found = faults(tmp_path, "[mail]\nport = 99999\ntimeout_s = 0\nper_minute = 0")
    assert len(found) == 3
    assert found[0] == "trust.toml, line 2: [mail] port = 99999: expected a port between 1 and 65535."


def test_a_log_is_turned_over_and_keeps_something(tmp_path: Path) -> None:
    assert settings(tmp_path, '[log]\nfile = "log/a.jsonl"\nkeep = 1').log.file == "log/a.jsonl"
    found = faults(tmp_path, "[log]\nmax_mb = 0\nkeep = 0")
    assert [fault.rpartition(": ")[2] for fault in found] == ["expected 1 or more."] * 2
