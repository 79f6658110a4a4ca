"""Every kind of message in a true browser: readable by everybody, on a phone too, and nothing is fetched from anywhere."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from policyclerk import bootstrap, run
from policyclerk.hands import Options
from policyclerk.planning.example_trust import example_days
from policyclerk.start import DEMO_DAY, copy_example

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTHS = (1200, 390)

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """Texts and pages of the messages of the example trust on two days, and of every kind about a made-up one."""
    root = tmp_path_factory.mktemp("seen") / "trust"
    list(copy_example(root))
    return {**_of_example(root), **_made_up(root)}


def _of_example(root: Path) -> dict[str, tuple[str, str]]:
    setup, found = bootstrap.open_project(root), {}
    for day in (DEMO_DAY, DEMO_DAY + timedelta(days=7)):
        hands = bootstrap.acting_hands(setup, bootstrap.clock(setup, day))
        shown = run.preview(hands, day, Options())
        for action in shown.actions:
            if action.kind == "send_mail":
                name = f"{action.order.kind}, {day}, {action.result['subject']}"
                found[name] = (action.result["text"], action.result["html"])
        run.night(hands, day, Options())
        hands.ledger.close()
    return found


def _made_up(root: Path) -> dict[str, tuple[str, str]]:
    renderer = bootstrap.renderer(bootstrap.open_project(root))
    found = {}
    for number, day in enumerate(example_days("Northmoor")):
        for order in day.orders:
            found[f"{order.kind}, made up, {number}, {order.to}"] = renderer.mail(order)[1:]
    return found


def test_every_kind_of_message_is_among_them(messages: dict[str, tuple[str, str]]) -> None:
    kinds = {name.partition(",")[0] for name in messages}
    assert kinds == {"alert", "escalation", "approver-digest", "owner-digest", "trust-summary"}
    assert any("mailto:" in page for _, page in messages.values())


@pytest.mark.parametrize("width", WIDTHS)
def test_nobody_is_kept_out_nothing_is_cut_off_and_nothing_is_fetched(
    page: Any, messages: dict[str, tuple[str, str]], width: int
) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})
    faults = {}
    for name, (_, html) in messages.items():
        page.set_content(html)
        found = axe.Axe().run(page).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if found or wide > width:
            faults[name] = [(each["id"], each["nodes"][0]["html"]) for each in found], wide
    assert faults == {}
    assert [url for url in fetched if not url.startswith(("about:", "data:"))] == []


def test_a_button_on_a_phone_is_large_enough_for_a_finger(
    page: Any, messages: dict[str, tuple[str, str]]
) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    html = next(html for _, html in messages.values() if "mailto:" in html)
    page.set_content(html)
    boxes = [link.bounding_box() for link in page.query_selector_all("a[href^='mailto:']")]
    assert boxes
    assert min(box["height"] for box in boxes) >= 36


def test_the_text_part_says_what_the_page_says(messages: dict[str, tuple[str, str]], page: Any) -> None:
    for name, (text, html) in messages.items():
        page.set_content(html)
        headings = page.eval_on_selector_all("h2, h3", "all => all.map(each => each.innerText)")
        missing = [each for each in headings if each.casefold() not in " ".join(text.split()).casefold()]
        assert missing == [], name
