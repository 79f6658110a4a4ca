"""Templates are strict, sandboxed and escape; a fault names the file and line."""

from pathlib import Path
from typing import Any

import pytest

from policyclerk.adapters.templates_jinja import JinjaRenderer, plural, short_date, uk_date
from policyclerk.domain.action import MailOrder
from policyclerk.domain.errors import TemplateError
from policyclerk.project import shipped

ORDER = MailOrder("alert", "clerk@northmoor.example", None, {"name": "<b>R&D</b>"}, ("alert/-/none/x/-",))


def renderer(folder: Path, **files: str) -> JinjaRenderer:
    kind = folder / "emails" / "alert"
    kind.mkdir(parents=True)
    shown = {"subject": "Hello", "text": "Hello", "html": "Hello", **files}
    for name, file in (("subject", "subject.txt.j2"), ("text", "body.txt.j2"), ("html", "body.html.j2")):
        (kind / file).write_text(shown[name], encoding="utf-8")
    return JinjaRenderer([folder, shipped("templates")], trust="Northmoor")


def test_html_is_escaped_and_text_is_not(tmp_path: Path) -> None:
    subject, text, html = renderer(tmp_path, subject="{{ name }}", text="{{ name }}", html="{{ name }}").mail(
        ORDER
    )

    assert subject == "<b>R&D</b>"
    assert text == "<b>R&D</b>\n"
    assert html == "&lt;b&gt;R&amp;D&lt;/b&gt;"


def test_a_subject_is_one_line_whatever_the_template_does(tmp_path: Path) -> None:
    subject, *_ = renderer(tmp_path, subject="one\r\nBcc: two@evil.example\n").mail(ORDER)

    assert subject == "one Bcc: two@evil.example"


def test_a_name_that_is_not_given_is_an_error_with_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(
        TemplateError, match=r"templates/emails/alert/body\.txt\.j2, line 2: .*'nane' is undefined"
    ):
        renderer(tmp_path, text="Dear\n{{ nane }}").mail(ORDER)


def test_a_template_that_cannot_be_parsed_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"body\.html\.j2, line 3"):
        renderer(tmp_path, html="a\nb\n{% if %}").mail(ORDER)


@pytest.mark.parametrize("attack", ["{{ ''.__class__.__mro__ }}", "{{ name.format.__globals__ }}"])
def test_a_template_cannot_reach_the_machine(tmp_path: Path, attack: str) -> None:
    with pytest.raises(TemplateError):
        renderer(tmp_path, text=attack).mail(ORDER)


def test_a_mapping_is_asked_for_its_methods_first_and_then_for_its_keys(tmp_path: Path) -> None:
    order = MailOrder(
        "alert", "clerk@northmoor.example", None, {"row": {"title": "Uniform", "keys": "lost"}}, ()
    )
    _, text, _ = renderer(tmp_path, text="{{ row.title }} {{ row.keys() | list }}").mail(order)

    assert text == "Uniform ['title', 'keys']\n"
    with pytest.raises(TemplateError, match="has no attribute 'school'"):
        renderer(tmp_path / "other", text="{{ row.school }}").mail(order)


def test_the_trusts_own_template_wins_over_the_shipped_one(tmp_path: Path) -> None:
    _, text, _ = renderer(tmp_path, text="Ours").mail(ORDER)

    assert text == "Ours\n"


def test_doctor_is_told_of_every_template_that_cannot_be_read(tmp_path: Path) -> None:
    told = renderer(tmp_path, html="{% for %}").faults()

    assert len(told) == 1
    assert "emails/alert/body.html.j2" in told[0]


def test_every_shipped_template_can_be_read() -> None:
    assert JinjaRenderer([shipped("templates")], trust="Northmoor").faults() == ()


def test_a_logo_is_carried_inside_the_page(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")

    _, _, html = renderer(tmp_path, html="{{ logo() }}").mail(ORDER)

    assert html == "data:image/png;base64,iVBORw=="


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (uk_date("2026-11-23"), "23 November 2026"),
        (uk_date(None), "no date"),
        (short_date("2026-11-03"), "03/11/2026"),
        (plural(1, "policy", "policies"), "1 policy"),
        (plural(1200, "policy", "policies"), "1,200 policies"),
        (plural(2, "draft"), "2 drafts"),
    ],
)
def test_dates_and_numbers_read_as_people_write_them(shown: Any, expected: str) -> None:
    assert shown == expected
