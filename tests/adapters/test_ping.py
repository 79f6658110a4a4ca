"""A watcher outside is told of each moment of a night, and cannot disturb it."""

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from tests.trusts import SETTINGS, TODAY, a_trust

from policyclerk import bootstrap, run
from policyclerk.adapters.ping import ping


@pytest.fixture
def watcher() -> Iterator[tuple[str, list[str]]]:
    """Its address, and the paths that it was called with."""
    called: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            called.append(self.path)
            self.send_response(500 if self.path.endswith("/fail") else 200)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/abc", called
    server.shutdown()
    thread.join()
    server.server_close()


def test_start_success_and_failure_are_called_and_an_error_of_the_watcher_is_borne(
    watcher: tuple[str, list[str]],
) -> None:
    url, called = watcher

    ping(url, "start")
    ping(url + "/", "success")
    ping(url, "fail")

    assert called == ["/abc/start", "/abc", "/abc/fail"]


def test_a_watcher_that_is_not_there_is_borne() -> None:
    ping("http://127.0.0.1:9/abc", "success")


@pytest.mark.parametrize(("register", "end"), [("register.csv", "/abc"), ("gone.csv", "/abc/fail")])
def test_a_night_tells_its_start_and_how_it_ended(
    watcher: tuple[str, list[str]], tmp_path: Path, register: str, end: str
) -> None:
    url, called = watcher
    text = SETTINGS.replace("register.csv", register) + f'[heartbeat]\nping_url = "{url}"\n'
    setup = bootstrap.open_project(a_trust(tmp_path / "ash", settings=text))
    day = date.fromisoformat(TODAY)

    run.night(bootstrap.acting_hands(setup, bootstrap.clock(setup, day)), day, run.Options())

    assert called == ["/abc/start", end]
