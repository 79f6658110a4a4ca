"""The board's page in a browser, opened from the disk: nothing is fetched, everything can be chosen, sorted, printed."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.test_board_report import SCRIPT
from tests.trusts import a_trust

from policyclerk import bootstrap, reporting, run
from policyclerk.hands import Options
from policyclerk.start import copy_example

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

TODAY = date(2026, 11, 23)
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)


def pages_of(root: Path, *, night: date | None = None) -> Path:
    """The page of a trust, after a night on another day where one is named."""
    setup = bootstrap.open_project(root)
    if night:
        run.night(bootstrap.acting_hands(setup, bootstrap.clock(setup, night)), night, Options())
    hands = bootstrap.reading_hands(setup, bootstrap.clock(setup, TODAY))
    written = reporting.board_report(
        hands, bootstrap.press(setup), TODAY, reporting.Asked(only=("html",)), bootstrap.reports(setup, None)
    )
    return root / written.paths[0]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("page") / "trust"
    list(copy_example(root))
    return pages_of(root, night=date(2026, 10, 12))


class Opened:
    """A page in a tab of its own, with everything that it asked for and complained of."""

    def __init__(self, browser: Any, file: Path, **given: Any) -> None:
        self.context = browser.new_context(
            viewport={"width": given.pop("width", 1280), "height": 900}, **given
        )
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.told: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.told.append(message.text))
        self.page.on("pageerror", lambda fault: self.told.append(str(fault)))
        self.page.on("dialog", lambda dialog: (self.told.append(dialog.message), dialog.dismiss()))
        self.page.goto(file.as_uri())

    def titles(self) -> list[str]:
        return [
            text.splitlines()[0] for text in self.page.locator("#all-policies tbody th").all_inner_texts()
        ]


def rows_left(page: Any, count: int) -> None:
    """Wait until so many policies are shown: words are looked for a moment after the last key."""
    from playwright.sync_api import expect

    expect(page.locator("#all-policies tbody tr")).to_have_count(count)


@pytest.fixture
def opened(browser: Any, example: Path) -> Iterator[Opened]:
    tab = Opened(browser, example)
    yield tab
    tab.context.close()


def test_nothing_is_asked_of_any_host_and_nothing_fails(opened: Opened, example: Path) -> None:
    assert [url for url in opened.asked if not url.startswith("data:")] == [example.as_uri()]
    assert opened.told == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_and_has_no_barrier_that_axe_knows(browser: Any, example: Path, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    tab = Opened(browser, example, width=width)
    found = axe.Axe().run(tab.page)

    assert found.violations_count == 0, found.generate_report()
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    tab.context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_nights_own_page_fits_and_has_no_barrier_either(browser: Any, example: Path, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    tab = Opened(browser, example.with_name("night-2026-10-12.html"), width=width)
    found = axe.Axe().run(tab.page)

    assert found.violations_count == 0, found.generate_report()
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    tab.context.close()


def test_policies_are_chosen_by_school_colour_finding_owner_and_words(opened: Opened) -> None:
    page = opened.page
    everything = len(opened.titles())
    page.select_option("#f-school", "Saltersgate Primary School")
    page.select_option("#f-status", "red")
    chosen = opened.titles()
    assert 0 < len(chosen) < everything
    assert page.inner_text("#f-count").startswith(f"{len(chosen)} of {everything}")
    page.select_option("#f-kind", "document_missing")
    assert opened.titles() == ["Accessibility Plan"]
    page.click("#f-reset")
    assert len(opened.titles()) == everything
    page.fill("#f-text", "exclusion PERMANENT")
    rows_left(opened.page, 1)
    assert opened.titles() == ["Suspension and Permanent Exclusion Policy"]
    page.click("#f-reset")
    page.select_option("#f-owner", "SENCO")
    assert opened.titles() == ["SEND Policy"]


def test_words_that_fit_nothing_say_so(opened: Opened) -> None:
    opened.page.fill("#f-text", "zzzz")
    rows_left(opened.page, 0)

    assert "nothing fits" in opened.page.inner_text("#f-count")


def test_rows_are_sorted_by_keyboard_alone_and_say_so(opened: Opened) -> None:
    page = opened.page
    head = page.locator("#all-policies thead th", has_text="Policy")
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert opened.titles() == sorted(opened.titles(), key=str.casefold)
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    assert opened.titles()[0] == max(opened.titles(), key=str.casefold)


def test_dates_are_sorted_as_days(opened: Opened) -> None:
    page = opened.page
    page.locator("#all-policies thead th button", has_text="Review due").click()
    keys = page.locator("#all-policies tbody td.day").evaluate_all("cells => cells.map(c => c.dataset.sort)")

    assert keys == sorted(keys)


def test_the_whole_page_stands_without_script(browser: Any, example: Path, opened: Opened) -> None:
    tab = Opened(browser, example, java_script_enabled=False)

    assert tab.titles() == opened.titles()
    assert not tab.page.locator("#filters").is_visible()
    assert tab.page.locator("#all-policies thead th", has_text="Policy").is_visible()
    tab.context.close()


def test_it_prints_without_filters_and_with_every_page_of_a_table(opened: Opened, tmp_path: Path) -> None:
    opened.page.emulate_media(media="print")
    assert not opened.page.locator("#filters").is_visible()
    opened.page.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True)
    content = (tmp_path / "page.pdf").read_bytes()

    assert content.startswith(b"%PDF")
    assert 3 <= content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") <= 30


def test_a_hostile_title_does_nothing(browser: Any, tmp_path: Path) -> None:
    rows = (
        {"Policy": SCRIPT, "School": SCRIPT, "Owner": '"><svg onload=alert(3)>'},
        {"Policy": "x" * 10_000, "Document": "b.docx"},
    )
    tab = Opened(browser, pages_of(a_trust(tmp_path / "ash", *rows)))

    assert tab.told == []
    assert len([url for url in tab.asked if not url.startswith("data:")]) == 1
    assert tab.titles()[0] == SCRIPT or SCRIPT in tab.titles()
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 1280
    tab.page.select_option("#f-school", index=1)
    assert tab.told == []
    tab.context.close()
