"""What the board's report costs: each form in seconds and bytes, and how the page answers in a browser.

    python benchmarks/report.py [--policies 10000] [--trust DIR]

A trust of copies of the example's papers is made in a temporary folder (or taken from --trust). Seconds are processor time
of this process. The page is opened from the disk in the machine's own Chromium, where there is one: loaded, filtered,
searched, sorted and scrolled, in milliseconds until the next picture stands.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from policyclerk import bootstrap, reporting
from policyclerk.gather import gather, in_process
from policyclerk.judging import judged

DAY = date(2026, 11, 23)
TOUCHES = {
    "filter by school": "const s = document.getElementById('f-school'); s.selectedIndex = 3; s.dispatchEvent(new Event('change'));",
    "filter by nothing": "const s = document.getElementById('f-school'); s.selectedIndex = 0; s.dispatchEvent(new Event('change'));",
    "sort by title": "document.querySelectorAll('#all-policies thead button')[1].click();",
    "sort by date": "document.querySelectorAll('#all-policies thead button')[2].click();",
    "next page": "document.querySelector('#policies ~ .pages button:nth-child(2)').click();",
}
"""What a reader does -> the script that does it. Words are typed, for they are looked for after a pause."""
SHOWN = "await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));"
SCROLL = """async () => {
  const times = []; let last = performance.now();
  for (let y = 0; y < document.documentElement.scrollHeight; y += 120) {
    window.scrollTo(0, y); await new Promise(requestAnimationFrame);
    times.push(performance.now() - last); last = performance.now();
  }
  times.sort((a, b) => a - b);
  return [times[Math.floor(times.length / 2)], times[times.length - 1]].map(Math.round);
}"""


@contextmanager
def lap(what: str) -> Iterator[None]:
    began = time.process_time()
    yield
    print(f"{what:24}{time.process_time() - began:8.2f} s")


def written(root: Path) -> Path:
    """Write every form of the report, each by itself; gives the page."""
    setup = bootstrap.open_project(root)
    hands = bootstrap.reading_hands(setup, bootstrap.clock(setup, DAY))
    with lap("read (this process)"):
        gathered = gather(hands.sources, hands.settings, DAY, step=in_process, spread=bootstrap.spread(setup))
    with lap("judge"):
        judgement = judged(gathered, hands.settings, DAY)
    for form in reporting.FORMS:
        folder = bootstrap.reports(setup, root / "report" / form)
        with lap(form):
            reporting.write(
                gathered, judgement, hands, bootstrap.press(setup), reporting.Asked(only=(form,)), folder
            )
        size = sum(file.stat().st_size for file in (root / "report" / form).rglob("*") if file.is_file())
        print(f"{'':24}{size / 1e6:8.1f} MB")
    return next((root / "report" / "html").glob("*.html"))


def browsed(page: Path, chromium: str) -> None:
    """Open the page and touch it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(page.as_uri())
        told(
            "opened",
            tab.evaluate(
                "Math.round(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd)"
            ),
        )
        for what, script in TOUCHES.items():
            told(what, tab.evaluate(f"async () => {{ const t = performance.now(); {script} {SHOWN} return Math.round(performance.now() - t); }}"))  # fmt: skip
        began = time.perf_counter()
        tab.fill("#f-text", "behaviour overdue")
        tab.evaluate(f"async () => {{ await new Promise(done => setTimeout(done, 130)); {SHOWN} }}")
        told("search for two words", round((time.perf_counter() - began) * 1000))
        tab.click("#f-reset")
        middle, worst = tab.evaluate(SCROLL)
        told("a scrolled picture", middle)
        told("the slowest of them", worst)
        browser.close()


def told(what: str, milliseconds: Any) -> None:
    print(f"{what:24}{milliseconds:8} ms")


def main() -> None:
    """Measure a trust of the size asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--policies", type=int, default=10_000)
    parser.add_argument("--trust", type=Path, help="a trust that is there already")
    asked = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from benchmarks.multiplied import make

    with tempfile.TemporaryDirectory() as folder:
        root = asked.trust or Path(folder) / "trust"
        if asked.trust is None:
            make(root, asked.policies)
        page = written(root)
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        if chromium is None:
            sys.exit("No Chromium on this machine: the page was not opened.")
        browsed(page, chromium)


if __name__ == "__main__":
    main()
