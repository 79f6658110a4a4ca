"""Google Sheets, Drive and the token server in memory: answers as Google does, judged by Google's own schema.

`FakeGoogle.answer` takes a request apart and answers it; `on_loopback` puts it behind a real web server on this
machine, `InProcess` behind a requests session. Nothing here waits or knows the time.
"""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import requests
from google.auth import jwt
from requests.adapters import BaseAdapter
from tests.adapters.google.fake_drive import FakeDrive
from tests.adapters.google.fake_sheets import FakeSheets, GoogleSays
from tests.adapters.google.robot import CERTIFICATE, EMAIL
from tests.adapters.google.schema_judge import Call, SchemaJudge, Violation
from tests.adapters.google.sheet_model import Book, Cell

AUDIENCE = "https://oauth2.googleapis.com/token"


@dataclass(frozen=True)
class Request:
    """A request as it came in. `name` is Google's name of the call, "token" for the token server's."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes
    name: str = ""


@dataclass(frozen=True)
class Reply:
    """What goes back; `drop` = the connection is cut, after the request was carried out if `done`."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    done: bool = False


Fault = Callable[[Request], Reply | None]
"""Stands in the way of a request: a reply of its own, or None to let it pass."""


class FakeGoogle:
    """All of Google that policyclerk speaks to.

    Attributes:
        seen: every request in order.
        faults: what happens to the next requests, one each; None lets one pass.
        violations: what Google's own description does not know.
        foreign: cells that a request changed although they stand in no column of policyclerk's.
        between: called before every request but the token's: what people do meanwhile.
    """

    def __init__(self, *books: Book, drive: FakeDrive | None = None) -> None:
        self.books = {book.key: book for book in books}
        self.drive = drive or FakeDrive()
        self.judge = SchemaJudge()
        self.seen: list[Request] = []
        self.faults: list[Fault | None] = []
        self.between: Callable[[], None] = lambda: None
        self.violations: list[str] = []
        self.foreign: list[str] = []
        self.tokens: set[str] = set()
        self.scopes: list[str] = []
        self.epoch = 1_000_000.0

    def calls(self) -> Counter[str]:
        """How often each call was made."""
        return Counter(each.name for each in self.seen)

    def answer(self, method: str, address: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Carry a request out."""
        parts = urlsplit(address)
        path = unquote(parts.path) if "/values/" not in parts.path else parts.path
        query = parse_qs(parts.query, keep_blank_values=True)
        request = Request(method.upper(), path, query, {k.title(): v for k, v in headers.items()}, body)
        name = "token" if path == "/token" else self._name(request)
        request = Request(request.method, path, query, request.headers, body, name)
        self.seen.append(request)
        if name != "token":
            self.between()
        fault = self.faults.pop(0) if self.faults else None
        reply = fault(request) if fault else None
        if reply is not None and not reply.done:
            return reply
        done = self._token(request) if name == "token" else self._call(request)
        return reply or done

    def _name(self, request: Request) -> str:
        from tests.adapters.google.schema_judge import find_call

        try:
            return find_call(request.method, request.path).name
        except Violation as fault:
            self.violations.append(str(fault))
            return "unknown"

    # ---- tokens

    def _token(self, request: Request) -> Reply:
        """A token for a request that is truly signed (RS256) by the robot, for Google, and not out of date."""
        form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        try:
            claims = jwt.decode(
                form["assertion"],
                certs=CERTIFICATE,
                verify=True,
                audience=AUDIENCE,
                clock_skew_in_seconds=10**10,
            )
            self._check(form, claims)
        except (KeyError, ValueError) as fault:
            return _json(
                400, {"error": "invalid_grant", "error_description": f"Invalid JWT Signature. {fault}"}
            )
        token = f"token-{len(self.tokens) + 1}"
        self.tokens.add(token)
        self.scopes.append(claims["scope"])
        return _json(200, {"access_token": token, "expires_in": 3599, "token_type": "Bearer"})

    def _check(self, form: Mapping[str, str], claims: Mapping[str, Any]) -> None:
        if form["grant_type"] != "urn:ietf:params:oauth:grant-type:jwt-bearer" or claims["iss"] != EMAIL:
            raise ValueError("not the robot's grant")
        if not claims["iat"] <= self.epoch + 60 or not self.epoch < claims["exp"] <= claims["iat"] + 3600:
            raise ValueError("Token must be a short-lived token: check your iat and exp values")

    # ---- calls

    def _call(self, request: Request) -> Reply:
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            return says(401, "Request had invalid authentication credentials.", "UNAUTHENTICATED")
        body = json.loads(request.body) if request.body else None
        try:
            call = self.judge.request(request.method, request.path, request.query, body)
            answer = self._carry_out(call, request.query, body)
            if isinstance(answer, bytes):
                return Reply(200, answer, {"Content-Type": "application/octet-stream"})
            self.judge.answer(call, answer)
        except Violation as fault:
            self.violations.append(str(fault))
            return says(400, str(fault), "INVALID_ARGUMENT")
        except GoogleSays as refusal:
            return says(refusal.code, refusal.message, refusal.status, reason=refusal.reason)
        return _json(200, answer)

    def _carry_out(self, call: Call, query: Mapping[str, list[str]], body: Any) -> Any:
        if call.api == "drive.v3":
            return self.drive.answer(call, query)
        book = self._book(call)
        if request_reads(call):
            return FakeSheets(book).answer(call, query, body)
        before = _others_cells(book)
        answer = FakeSheets(book).answer(call, query, body)
        self.foreign += _changed(before, book)
        return answer

    def _book(self, call: Call) -> Book:
        book = self.books.get(call.path["spreadsheetId"])
        if book is None:
            raise GoogleSays(404, "Requested entity was not found.", "NOT_FOUND")
        writing = call.name.rsplit(".", 1)[1] in {
            "batchUpdate",
            "batchUpdateByDataFilter",
            "batchClearByDataFilter",
        }
        allowed = book.writers if writing else book.readers
        if allowed is not None and EMAIL not in allowed:
            raise GoogleSays(403, "The caller does not have permission", "PERMISSION_DENIED")
        return book


def request_reads(call: Call) -> bool:
    """Whether a call changes nothing."""
    return call.method["httpMethod"] == "GET" or call.name.endswith(".search")


def _others_cells(book: Book) -> dict[int, tuple[Any, ...]]:
    return {id(cell): _content(cell) for tab in book.tabs for row in tab.rows for cell in row}


def _content(cell: Any) -> tuple[Any, ...]:
    return (cell.value, cell.formula, cell.form, cell.hyperlink, cell.chip, cell.inner_link)


def _changed(before: Mapping[int, tuple[Any, ...]], book: Book) -> list[str]:
    """Cells outside tagged columns that are not as they were, and cells that are gone."""
    now = {}
    for tab in book.tabs:
        ours = {at for at, column in enumerate(tab.columns) if column.tags}
        for number, row in enumerate(tab.rows, 1):
            now.update(
                {id(cell): (tab.title, number, at, at in ours, _content(cell)) for at, cell in enumerate(row)}
            )
    blank = _content(Cell())
    changed = [
        f"{title}, row {number}, column {at + 1}"
        for key, (title, number, at, is_ours, content) in now.items()
        if not is_ours and content != before.get(key, blank)
    ]
    return changed + ["a cell is gone" for key in before if key not in now]


def says(status: int, message: str, short: str, *, reason: str | None = None) -> Reply:
    """An error as Google words it."""
    error: dict[str, Any] = {"code": status, "message": message, "status": short}
    if reason:
        error["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}]
        error["errors"] = [{"reason": reason, "message": message, "domain": "global"}]
    return _json(status, {"error": error})


def _json(status: int, body: Any) -> Reply:
    text = json.dumps(body).encode()
    return Reply(status, text, {"Content-Type": "application/json; charset=UTF-8"})


class InProcess(BaseAdapter):
    """Lets a requests session speak to a FakeGoogle without a network: thousands of days in seconds."""

    def __init__(self, google: FakeGoogle) -> None:
        super().__init__()
        self._google = google

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        body = request.body or b""
        reply = self._google.answer(
            str(request.method),
            str(request.url),
            request.headers,
            body.encode() if isinstance(body, str) else body,
        )
        if reply.drop:
            raise requests.exceptions.ConnectionError("cut off")
        answer = requests.Response()
        answer.status_code, answer.raw, answer.url, answer.request = (
            reply.status,
            BytesIO(reply.body),
            str(request.url),
            request,
        )
        answer.headers.update(reply.headers)
        return answer

    def close(self) -> None:
        """Nothing is held."""


def in_process(google: FakeGoogle) -> requests.Session:
    """A session that reaches nothing but the fake."""
    session = requests.Session()
    for prefix in ("http://", "https://"):
        session.mount(prefix, InProcess(google))
    return session


@contextmanager
def on_loopback(google: FakeGoogle) -> Iterator[str]:
    """The fake behind a real web server; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            reply = google.answer(self.command, self.path, dict(self.headers), body)
            if reply.drop:
                self.close_connection = True
                self.connection.close()
                return
            with suppress(OSError):  # whoever asked may have gone
                self._send(reply)

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in {**reply.headers, "Content-Length": str(len(reply.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815

        def log_message(self, *_: Any) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def faults(*plan: Fault | None) -> Sequence[Fault | None]:
    """A plan, written out."""
    return list(plan)
