"""Doctor tries the door of whatever sends the mail, and sends nothing."""

from datetime import date
from pathlib import Path

import pytest
from tests.adapters.graph_service import TOKEN, Microsoft
from tests.adapters.notify_service import KEY, SHOWN, TEMPLATE, Notify
from tests.adapters.smtp_server import SmtpServer
from tests.adapters.web_service import Says
from tests.trusts import SETTINGS, a_trust

from policyclerk.doctor.examine import examine
from policyclerk.doctor.line import Line

DAY = date(2026, 11, 23)


def of_mail(folder: Path, settings: str) -> list[Line]:
    """What is said of the mail: the first line that is about it."""
    return [
        line for line in examine(a_trust(folder, settings=SETTINGS + settings), DAY) if line.about == "mail"
    ][:1]


def smtp(port: int) -> str:
    return f"""
[mail]
kind = "smtp"
host = "127.0.0.1"
port = {port}
security = "none"
sender = "clerk@ash.example"
allowed_domains = ["ash.example"]
"""


def graph(service: Microsoft) -> str:
    return f"""
[mail]
kind = "graph"
sender = "clerk@northmoor.example"
allowed_domains = ["ash.example"]
[graph]
tenant = "trust"
client = "app-1"
endpoint = "{service.address}"
token_uri = "{service.address}{TOKEN}"
"""


def notify(service: Notify) -> str:
    return f"""
[mail]
kind = "notify"
allowed_domains = ["ash.example"]
[notify]
template = "{TEMPLATE}"
endpoint = "{service.address}"
"""


def test_a_mail_server_that_lets_us_in_is_well(tmp_path: Path) -> None:
    with SmtpServer() as server:
        (line,) = of_mail(tmp_path / "ash", smtp(server.port))

    assert line.state == "well"
    assert "only to ash.example" in line.sentence
    assert "MAIL" not in server.commands


def test_a_mail_server_that_does_not_is_told(tmp_path: Path) -> None:
    with SmtpServer() as server:
        server.answers["GREETING"] = "554 5.7.1 not from here"
        (line,) = of_mail(tmp_path / "ash", smtp(server.port))

    assert line.state == "fault"
    assert "not from here" in line.sentence


def test_microsoft_is_signed_in_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYCLERK_GRAPH_SECRET", "s3cret")
    with Microsoft() as service:
        (line,) = of_mail(tmp_path / "ash", graph(service))

    assert line.state == "well"
    assert service.paths() == [TOKEN]


def test_a_secret_that_has_run_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYCLERK_GRAPH_SECRET", "s3cret")
    with Microsoft() as service:
        service.next[TOKEN].append(
            Says(401, {"error": "invalid_client", "error_description": "AADSTS7000222: out"})
        )
        (line,) = of_mail(tmp_path / "ash", graph(service))

    assert line.state == "fault"
    assert "run out" in line.sentence


def test_a_way_without_its_secret_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("POLICYCLERK_GRAPH_SECRET", "POLICYCLERK_GRAPH_CERT"):
        monkeypatch.delenv(name, raising=False)
    with Microsoft() as service:
        (line,) = of_mail(tmp_path / "ash", graph(service))

    assert line.state == "fault"
    assert "POLICYCLERK_GRAPH_CERT" in line.sentence
    assert service.asked == []


def test_notifys_template_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYCLERK_NOTIFY_KEY", KEY)
    with Notify() as service:
        (well,) = of_mail(tmp_path / "ash", notify(service))
        service.places = ["name"]
        (fault,) = of_mail(tmp_path / "oak", notify(service))

    assert [well.state, fault.state] == ["well", "fault"]
    assert service.paths() == [SHOWN, SHOWN]
