"""A web service on loopback that keeps every request and answers, refuses, falls silent or hangs up as it is told."""

import json
import socket
import struct
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

CUT = "cut"
"""Takes the whole request and hangs up without an answer."""
SILENT = "silent"
"""Takes the whole request and says nothing."""
RESET = "reset"
"""Hangs up before it has read the request's body."""


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


@dataclass(frozen=True)
class Says:
    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def content(self) -> bytes:
        if self.body is None:
            return b""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


Answer = Says | str
Usual = Callable[[Asked], Answer]


class WebService:
    """Answers by path: first what is queued in `next`, then what `usual` says.

    Attributes:
        server_class: HTTPServer itself serves one connection after the other.
    """

    server_class: type[HTTPServer] = ThreadingHTTPServer

    def __init__(self, usual: Usual) -> None:
        self.asked: list[Asked] = []
        self.next: dict[str, deque[Answer]] = defaultdict(deque)
        self._usual = usual
        self._over = threading.Event()
        self._server = self.server_class(("127.0.0.1", 0), type("Handler", (_Handler,), {"service": self}))
        self._server.daemon_threads = True  # type: ignore[attr-defined]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(20)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def answer(self, asked: Asked) -> Answer:
        queued = self.next[asked.path]
        return queued.popleft() if queued else self._usual(asked)

    def wait_for_the_end(self) -> None:
        self._over.wait(30)


class _Handler(BaseHTTPRequestHandler):
    service: WebService
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def do_GET(self) -> None:
        self._take()

    def do_POST(self) -> None:
        self._take()

    def _take(self) -> None:
        parts = urlsplit(self.path)
        queued = self.service.next[parts.path]
        if queued and queued[0] == RESET:
            queued.popleft()
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.shutdown(socket.SHUT_RD)
            self.connection.close()
            self.close_connection = True
            return
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:  # whoever asked is gone, and what they wanted is not known whole
            self.close_connection = True
            return
        asked = Asked(self.command, parts.path, parse_qs(parts.query), dict(self.headers.items()), body)
        self.service.asked.append(asked)
        self._say(self.service.answer(asked))

    def _say(self, answer: Answer) -> None:
        if answer == SILENT:
            self.service.wait_for_the_end()
        if not isinstance(answer, Says):
            self.close_connection = True
            return
        content = answer.content()
        self.send_response_only(answer.status)  # with no headers but those asked for
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_given: Any) -> None:
        pass
