"""Doctor looks ahead: how many messages the next sending day brings, and whether every template can make its message."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.trusts import SETTINGS, a_trust, everything_in

from policyclerk import bootstrap, run
from policyclerk.doctor.examine import examine
from policyclerk.doctor.line import Line
from policyclerk.hands import Options
from policyclerk.planning.example_trust import example_days

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
TEMPLATES = Path(__file__).parents[1] / "templates"


def lines(trust: Path, about: str, day: date = FRIDAY) -> list[Line]:
    return [line for line in examine(trust, day) if line.about == about]


@pytest.mark.parametrize(
    ("backlog", "said"),
    [
        ("send", "On Monday 23 November 2 messages would go out: 1 owner digest, 1 trust summary."),
        (
            "summary",
            "On Monday 23 November 1 message would go out: 1 trust summary. 6 reminders already past would be passed over.",
        ),
    ],
)
def test_doctor_counts_what_the_next_monday_will_send_and_leaves_nothing_behind(
    tmp_path: Path, backlog: str, said: str
) -> None:
    settings = SETTINGS.replace('backlog = "send"', f'backlog = "{backlog}"\nescalation = []')
    trust = a_trust(tmp_path / "trust", settings=settings)
    before = everything_in(trust)
    assert [(line.state, line.sentence) for line in lines(trust, "next mails")] == [("well", said)]
    assert everything_in(trust) == before


def test_what_doctor_counts_is_what_the_day_then_sends(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "trust")
    (line,) = lines(trust, "next mails")
    setup = bootstrap.open_project(trust)
    hands = bootstrap.acting_hands(setup, bootstrap.clock(setup, MONDAY))
    report = run.night(hands, MONDAY, Options())
    hands.ledger.close()
    sent = [action for action in report.actions if action.kind == "send_mail"]
    assert line.sentence.startswith(f"On Monday 23 November {len(sent)} messages would go out: ")


def test_too_many_messages_are_told_ahead(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "trust", settings=SETTINGS + "[limits]\nmax_mails_per_run = 1\n")
    states = [line.state for line in lines(trust, "next mails")]
    assert states == ["look", "well"]
    assert "the limit is 1" in lines(trust, "next mails")[0].sentence


def test_a_sending_day_in_a_holiday_is_passed_over_and_a_redirect_is_named(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "trust", settings=SETTINGS + '[rollout]\nredirect = "me@ash.example"\n')
    boxing_day_monday = date(2026, 12, 26)
    (line,) = lines(trust, "next mails", boxing_day_monday)
    assert line.sentence.startswith("On Monday 4 January 2027 "), "28 December is a bank holiday"
    assert line.sentence.endswith("All of it would go to me@ash.example.")


# ---- templates


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    made = a_trust(tmp_path / "trust")
    shutil.copytree(TEMPLATES, made / "templates")
    return made


def test_the_shipped_templates_can_be_rendered_with_everything_they_may_be_given(trust: Path) -> None:
    assert [line.state for line in lines(trust, "templates")] == ["well"]


def test_the_made_up_trust_has_every_kind_of_message_and_every_kind_of_section() -> None:
    orders = [order for day in example_days("Ash") for order in day.orders]
    assert {order.kind for order in orders} == {
        "alert",
        "escalation",
        "approver-digest",
        "owner-digest",
        "trust-summary",
    }
    roles = {section["role"] for order in orders for section in order.context["sections"]}
    assert roles >= {
        "escalation",
        "approver",
        "owner",
        "finish",
        "publish",
        "with-owner",
        "red",
        "nobody",
        "acknowledgement",
    }
    assert {bool(order.context["redirected_from"]) for order in orders} == {True, False}
    assert {bool(order.context["first_run"]) for order in orders} == {True, False}
    assert any(order.context["bodies"] for order in orders)


@pytest.mark.parametrize(
    ("file", "mistake"),
    [
        ("emails/owner-digest/subject.txt.j2", "{{ asked.owners }} to review"),
        ("emails/trust-summary/body.txt.j2", "{{ sections[0].itmes }}"),
        ("emails/_items.html.j2", "{% macro asked(sections) %}{{ sections | nonsense }}{% endmacro %}"),
        ("emails/alert/body.html.j2", "{{ problems.0.mesage }}"),
        ("emails/_monthly.txt.j2", "{{ body.waiting }}"),
        ("emails/escalation/subject.txt.j2", "{% if asked %}never ended"),
        ("report/night.md.j2", "{{ total / nothing }}"),
    ],
)
def test_a_mistake_in_a_template_is_found_by_its_file(trust: Path, file: str, mistake: str) -> None:
    (trust / "templates" / file).write_text(mistake, encoding="utf-8")
    found = lines(trust, "templates")
    assert found
    assert {line.state for line in found} == {"fault"}
    assert any(file in line.sentence for line in found)


def test_a_preview_refuses_a_message_that_cannot_be_made_and_a_run_sends_none(trust: Path) -> None:
    (trust / "templates/emails/owner-digest/body.html.j2").write_text("{{ asked.nobody }}", encoding="utf-8")
    setup = bootstrap.open_project(trust)
    at = bootstrap.clock(setup, MONDAY)
    for hands, work in (
        (bootstrap.reading_hands(setup, at), run.preview),
        (bootstrap.acting_hands(setup, at), run.night),
    ):
        report = work(hands, MONDAY, Options())
        assert [problem.kind for problem in report.problems if problem.fatal] == ["template_error"]
        assert not [action for action in report.actions if action.kind == "send_mail"]
    assert not (trust / "outbox").exists() or not list((trust / "outbox").glob("*.eml"))
