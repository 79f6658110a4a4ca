"""Patience and closed doors: what is repeated, how long is waited, and where calls can go."""

import json
import socket
import threading
import time
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth.transport.requests import Request as Transport
from google.oauth2 import service_account
from gspread.urls import SPREADSHEET_URL
from tests.adapters.google.fake_google import (
    AUDIENCE,
    FakeGoogle,
    Fault,
    Reply,
    Request,
    in_process,
    on_loopback,
    says,
)
from tests.adapters.google.robot import EMAIL, key_json
from tests.adapters.google.sheets_made import KEY, Waits, book, orders_for, register, session, understood

from policyclerk.adapters.google_faults import GoogleFault, told
from policyclerk.adapters.google_key import read_service_key
from policyclerk.adapters.google_session import MOST_TRIES, SHEETS_SCOPE, GoogleSession
from policyclerk.adapters.register_google import GoogleRegister
from policyclerk.domain.errors import RegisterError, SettingsError, WriteRefused

BAD_GATEWAY = Reply(502, b"<html><title>502</title>Bad Gateway</html>", {"Content-Type": "text/html"})
PAGE = Reply(200, b"<html>Sign in to the school's network</html>", {"Content-Type": "text/html"})
QUOTA = says(
    429, "Quota exceeded for quota metric 'Read requests'", "RESOURCE_EXHAUSTED", reason="RATE_LIMIT_EXCEEDED"
)


def always(reply: Reply) -> Fault:
    return lambda _: reply


def first_of(name: str, reply: Reply) -> Fault:
    """A fault for one kind of call only."""
    return lambda request: reply if request.name.endswith(name) else None


def plan(google: FakeGoogle, *replies: Reply | None, token: bool = False) -> None:
    """What happens to the next calls after the token."""
    google.faults = [*([] if token else [None]), *(always(each) if each else None for each in replies)]


def read(google: FakeGoogle, waits: Waits | None = None, **how: Any) -> None:
    register(google, waits=waits or Waits(), **how).read()


# ---- what is repeated


@pytest.mark.parametrize(
    "reply",
    [
        QUOTA,
        says(503, "The service is currently unavailable.", "UNAVAILABLE"),
        says(500, "Internal error", "INTERNAL"),
        BAD_GATEWAY,
        Reply(drop=True),
        says(403, "Rate Limit Exceeded", "PERMISSION_DENIED", reason="rateLimitExceeded"),
        Reply(408, b""),
    ],
    ids=["429", "503", "500", "html 502", "dropped", "403 rate", "408"],
)
def test_reading_goes_on_after_passing_faults(reply: Reply) -> None:
    google, waits = FakeGoogle(book()), Waits()
    plan(google, reply, reply, None, reply)
    read(google, waits)
    assert len(waits.waited) == 3
    assert not google.violations


def test_pauses_grow_with_full_jitter_up_to_a_minute() -> None:
    google, waits = FakeGoogle(book()), Waits()
    plan(google, *[QUOTA] * 7)
    read(google, waits, deadline_s=1_000, share=lambda: 1.0)
    assert waits.waited == [2, 4, 8, 16, 32, 64, 64]
    plan(google, *[QUOTA] * 3, token=True)
    waits.waited.clear()
    read(google, waits, deadline_s=1_000, share=lambda: 0.0)
    assert waits.waited == [0, 0, 0]


def test_what_google_asks_to_wait_is_waited() -> None:
    google, waits = FakeGoogle(book()), Waits()
    plan(google, Reply(429, QUOTA.body, {"Retry-After": "30"}), Reply(503, b"", {"Retry-After": "7"}))
    read(google, waits)
    assert waits.waited == [30, 7]


def test_a_wait_beyond_the_deadline_is_not_begun() -> None:
    google, waits = FakeGoogle(book()), Waits()
    plan(google, Reply(429, QUOTA.body, {"Retry-After": "600"}))
    with pytest.raises(RegisterError, match="asks for a pause") as fault:
        read(google, waits)
    assert fault.value.temporary
    assert waits.waited == []


def test_trying_ends_after_a_number_of_tries_and_within_the_deadline() -> None:
    google, waits = FakeGoogle(book()), Waits()
    plan(google, *[BAD_GATEWAY] * 100)
    with pytest.raises(RegisterError, match="HTTP 502") as fault:
        read(google, waits, deadline_s=10_000)
    assert fault.value.temporary
    assert len(google.seen) == 1 + MOST_TRIES
    google, waits = FakeGoogle(book()), Waits()
    plan(google, *[BAD_GATEWAY] * 100)
    with pytest.raises(RegisterError):
        read(google, waits, deadline_s=20)
    assert sum(waits.waited) < 20


def test_the_pauses_begin_anew_after_a_good_answer() -> None:
    google, waits = FakeGoogle(book()), Waits()
    plan(google, QUOTA, QUOTA, None, QUOTA)
    read(google, waits, share=lambda: 1.0)
    assert waits.waited == [2, 4, 2]


@pytest.mark.parametrize(
    "reply",
    [
        says(403, "no", "PERMISSION_DENIED"),
        says(404, "no", "NOT_FOUND"),
        says(400, "no", "INVALID_ARGUMENT"),
        PAGE,
    ],
    ids=["403", "404", "400 for good", "a page of the network"],
)
def test_lasting_faults_are_not_repeated(reply: Reply) -> None:
    google, waits = FakeGoogle(book()), Waits()
    plan(google, reply)
    with pytest.raises(RegisterError) as fault:
        read(google, waits)
    assert not fault.value.temporary
    assert waits.waited == []


def writing(google: FakeGoogle, waits: Waits | None = None) -> tuple[Any, FakeGoogle]:
    source = register(google, waits=waits or Waits())
    book_read = source.read()
    google.seen.clear()
    return (lambda: source.write_status(orders=orders_for(book_read), register=understood(book_read))), google


def test_a_writing_of_unknown_outcome_is_looked_at_before_anything_is_sent_again() -> None:
    """Repeated blindly it could land on rows that moved in between."""
    for reply in (Reply(drop=True, done=True), Reply(drop=True), Reply(502, b"", done=True), Reply(503, b"")):
        write, google = writing(FakeGoogle(book()))
        google.faults = [*[None] * 4, always(reply)]
        outcomes = write()
        assert all(outcome.written for outcome in outcomes), reply
        names = [each.name.rsplit(".", 1)[1] for each in google.seen]
        at = names.index("batchUpdateByDataFilter")
        assert names[at + 1 : at + 3] == ["search", "batchGet"]
        assert names.count("batchUpdateByDataFilter") == (1 if reply.done else 2)
        assert not google.foreign


def test_columns_of_unknown_outcome_are_not_made_twice() -> None:
    write, google = writing(FakeGoogle(book()))
    google.faults = [None, None, always(Reply(drop=True, done=True))]
    assert all(outcome.written for outcome in write())
    headings = [cell.value for cell in google.books[KEY].tabs[0].rows[0]]
    assert headings.count("Policyclerk status") == 1


def test_a_writing_that_google_refuses_for_good_is_told_in_its_words() -> None:
    write, google = writing(FakeGoogle(book()))
    refusal = always(
        says(400, "Your input contains more than the maximum of 50000 characters", "INVALID_ARGUMENT")
    )
    google.faults = [lambda request: refusal(request) if "ByDataFilter" in request.name else None] * 60
    with pytest.raises(WriteRefused, match="more than the maximum") as fault:
        write()
    assert (fault.value.kind, fault.value.temporary) == ("register_not_written", False)
    assert google.calls()["sheets.spreadsheets.values.batchUpdateByDataFilter"] == 5


def test_a_writing_that_google_put_off_is_sent_again() -> None:
    write, google = writing(FakeGoogle(book()), Waits())
    google.faults = [*[None] * 4, always(QUOTA)]
    assert all(outcome.written for outcome in write())


def test_a_book_that_may_only_be_read_is_told_with_the_address_to_share_with() -> None:
    shared = book()
    shared.writers = set()
    write, _ = writing(FakeGoogle(shared))
    with pytest.raises(WriteRefused, match=f"share it with {EMAIL} as an editor") as fault:
        write()
    assert fault.value.kind == "register_read_only"


def test_rows_are_reported_when_the_connection_is_lost_after_writing() -> None:
    write, google = writing(FakeGoogle(book()), Waits())
    google.faults = [*[None] * 5, *[always(Reply(drop=True))] * 20]
    outcomes = write()
    assert not any(outcome.written for outcome in outcomes)
    assert all("could not be made sure" in str(outcome.why) for outcome in outcomes)


# ---- time and size


def test_a_server_that_says_nothing_is_left(request: pytest.FixtureRequest) -> None:
    """On a real connection: the answer never comes, and the wait for it is bounded."""
    google, end = FakeGoogle(book()), threading.Event()
    request.addfinalizer(end.set)
    google.faults = [None, *[lambda _: Reply() if end.wait(60) else None] * 2]
    with on_loopback(google) as address:
        key = read_service_key(secret=key_json(f"{address}/token"), path=None)
        slow = GoogleSession(
            key,
            endpoint=address,
            timeouts_s=(1, 0.1),
            deadline_s=0.3,
            sleep=lambda _: None,
            epoch=lambda: google.epoch,
        )
        with pytest.raises(GoogleFault) as fault:
            slow.request("get", SPREADSHEET_URL % KEY)
        end.set()
    assert fault.value.kind == "too_slow"
    assert fault.value.temporary


def test_an_answer_that_trickles_past_the_deadline_is_left() -> None:
    google, waits = FakeGoogle(book()), Waits()
    late = session(google, waits)

    def trickle(request: Request) -> Reply:
        waits.now += 1_000
        return Reply(200, b'{"a": 1}')

    google.faults = [None, trickle]
    with pytest.raises(GoogleFault) as fault:
        late.request("get", SPREADSHEET_URL % KEY)
    assert fault.value.kind == "too_slow"


def test_an_answer_without_end_is_left() -> None:
    google = FakeGoogle(book())
    google.faults = [None, always(Reply(200, b'{"a": "' + b"x" * 1_000_000))]
    with pytest.raises(GoogleFault) as fault:
        session(google).media("https://www.googleapis.com/drive/v3/files/1", {}, largest=1_000)
    assert fault.value.kind == "too_large"


# ---- the token


def test_one_token_serves_a_night_and_a_new_one_is_fetched_before_it_ends() -> None:
    google = FakeGoogle(book())
    source = register(google)
    source.read()
    google.epoch += 3_000
    source.read()
    assert google.calls()["token"] == 1
    google.epoch += 560
    source.read()
    assert google.calls()["token"] == 2
    assert set(google.scopes) == {SHEETS_SCOPE}


def test_a_token_that_google_no_longer_takes_is_replaced_once() -> None:
    google = FakeGoogle(book())
    source = register(google)
    source.read()
    google.tokens.clear()
    source.read()
    assert google.calls()["token"] == 2
    plan(
        google,
        *[says(401, "Request had invalid authentication credentials.", "UNAUTHENTICATED")] * 3,
        token=True,
    )
    with pytest.raises(RegisterError, match="does not accept the key"):
        source.read()


@pytest.mark.parametrize(
    ("reply", "says_so", "temporary"),
    [
        (
            Reply(400, b'{"error": "invalid_grant", "error_description": "Invalid JWT Signature."}'),
            "Invalid JWT Signature",
            False,
        ),
        (Reply(401, b'{"error": "invalid_client"}'), "invalid_client", False),
        (BAD_GATEWAY, "HTTP 502", True),
        (Reply(503, b"{}"), "HTTP 503", True),
        (Reply(drop=True), "cannot be reached", True),
        (PAGE, "between this machine and Google", False),
        (Reply(200, b'{"id_token": "x"}'), "between this machine and Google", False),
    ],
    ids=["bad key", "no such client", "html 502", "503", "dropped", "page", "no token"],
)
def test_faults_of_the_token_server_are_told(reply: Reply, says_so: str, temporary: bool) -> None:
    google = FakeGoogle(book())
    google.faults = [always(reply)] * 50
    with pytest.raises(RegisterError, match=says_so) as fault:
        read(google)
    assert fault.value.temporary is temporary
    assert len(google.seen) == (MOST_TRIES if temporary else 1)


def test_a_clock_that_is_wrong_is_named() -> None:
    google = FakeGoogle(book())
    with pytest.raises(RegisterError, match="clock is right"):
        read(google, epoch=lambda: google.epoch + 86_400)


# ---- where calls go


class _Doors:
    """Notes every address that the machine is asked to connect to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        real = socket.getaddrinfo

        def noted(host: Any, *args: Any, **kwargs: Any) -> Any:
            self.asked.append(str(host))
            if host not in {"127.0.0.1", "localhost"}:
                raise socket.gaierror("no way out of this test")
            return real(host, *args, **kwargs)

        monkeypatch.setattr(socket, "getaddrinfo", noted)


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> _Doors:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://proxy.example:3128")
    return _Doors(monkeypatch)


def test_a_whole_night_on_a_loopback_endpoint_asks_for_no_other_host(doors: _Doors) -> None:
    google = FakeGoogle(book())
    with on_loopback(google) as address:
        key = read_service_key(secret=key_json(f"{address}/token"), path=None)
        source = GoogleRegister(GoogleSession(key, endpoint=address, epoch=lambda: google.epoch), KEY)
        whole = source.read()
        outcomes = source.write_status(orders=orders_for(whole), register=understood(whole))
    assert all(outcome.written for outcome in outcomes)
    assert set(doors.asked) == {"127.0.0.1"}
    assert not google.violations
    assert {each.path.split("/")[1] for each in google.seen} == {"token", "v4"}


def test_googles_own_credentials_would_ask_a_third_host(doors: _Doors) -> None:
    """Why the token is fetched by our own session: this is what it spares, and this test would notice it."""
    google = FakeGoogle(book())
    google.epoch = time.time()
    with on_loopback(google) as address:
        info = json.loads(key_json(f"{address}/token"))
        theirs = service_account.Credentials.from_service_account_info(info, scopes=[SHEETS_SCOPE])
        theirs._set_blocking_regional_access_boundary_lookup()
        session_without_proxy = requests.Session()
        session_without_proxy.trust_env = False
        theirs.before_request(
            Transport(session_without_proxy), "GET", "https://sheets.googleapis.com/v4/spreadsheets/1", {}
        )
    assert "iamcredentials.googleapis.com" in doors.asked


def test_a_redirect_is_not_followed_and_the_token_goes_nowhere_else() -> None:
    google = FakeGoogle(book())
    plan(google, Reply(302, b"", {"Location": "http://evil.example/"}))
    with pytest.raises(RegisterError, match="between this machine and Google"):
        read(google)
    assert [each.name for each in google.seen] == ["token", "sheets.spreadsheets.get"]


def test_only_addresses_of_sheets_and_drive_can_be_called() -> None:
    google = FakeGoogle(book())
    for address in (
        "https://evil.example/v4/x",
        "https://www.googleapis.com/upload/x",
        "http://sheets.googleapis.com/",
    ):
        with pytest.raises(ValueError, match="no address of Google"):
            session(google).request("get", address)
    with pytest.raises(ValueError, match="uploads nothing"):
        session(google).request("post", SPREADSHEET_URL % KEY, data=b"x")
    assert google.seen == []


def test_a_login_file_of_this_machine_does_not_replace_the_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / "netrc").write_text("machine localhost login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    google = FakeGoogle(book())
    way = session(google)
    way.session.trust_env = True
    way.fetch_sheet_metadata(KEY)
    assert google.seen[-1].headers["Authorization"].startswith("Bearer token-")


@pytest.mark.parametrize("endpoint", ["http://sheets.example", "ftp://x", "https://me@x", "sheets.example"])
def test_an_unsafe_endpoint_is_a_fault_of_the_settings(endpoint: str) -> None:
    with pytest.raises(SettingsError, match="endpoint"):
        session(FakeGoogle(book()), endpoint=endpoint)


def test_an_endpoint_may_have_a_path() -> None:
    google = FakeGoogle(book())
    way = session(google, endpoint="http://localhost/google/")
    google.faults = [None, always(Reply(200, b"{}"))]
    way.fetch_sheet_metadata(KEY)
    assert google.seen[-1].path.startswith("/google/v4/spreadsheets/")


def test_without_an_endpoint_calls_go_to_google() -> None:
    google = FakeGoogle(book())
    google.faults = [None, always(Reply(200, b"{}")), always(Reply(200, b"{}"))]
    way = session(google, endpoint=None)
    addresses = []
    real = way.session.request
    way.session.request = lambda method, url, **how: (addresses.append(url), real(method, url, **how))[1]  # type: ignore[method-assign]
    way.fetch_sheet_metadata(KEY)
    way.request("get", "https://www.googleapis.com/drive/v3/files/1")
    assert addresses[1:] == [SPREADSHEET_URL % KEY, "https://www.googleapis.com/drive/v3/files/1"]
    assert addresses[0] == "http://localhost/token"


# ---- sentences


def test_every_fault_has_a_sentence_that_names_what_to_do() -> None:
    kinds = GoogleFault.__init__.__annotations__["kind"].__args__
    assert len(kinds) == 14
    for kind in kinds:
        text = told(GoogleFault(kind, status=418, said="so it is"), what="the Google sheet “X”", email=EMAIL)
        assert text.endswith((".", ")."))
        assert "X" in text or kind in {"key_refused", "not_google"}
        assert len(text) > 60


@pytest.mark.parametrize(
    ("reply", "says_so"),
    [
        (says(403, "API has not been used", "PERMISSION_DENIED", reason="SERVICE_DISABLED"), "switched off"),
        (says(403, "The caller does not have permission", "PERMISSION_DENIED"), "share it with robot@"),
        (says(404, "Requested entity was not found.", "NOT_FOUND"), "knows no document"),
        (
            says(400, "This operation is not supported for this document", "FAILED_PRECONDITION"),
            "an Excel file kept in Drive",
        ),
        (PAGE, "who runs the network"),
    ],
)
def test_reading_tells_the_fault_by_its_status(reply: Reply, says_so: str) -> None:
    google = FakeGoogle(book())
    plan(google, reply, reply, reply)
    with pytest.raises(RegisterError, match=says_so) as fault:
        read(google)
    expected = "register_missing" if reply.status == 404 else "register_unreadable"
    assert fault.value.kind == expected


def test_a_key_that_is_not_the_robots_is_refused_by_the_fake() -> None:
    """The fake checks signatures for real: another key does not pass."""
    google = FakeGoogle(book())
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    key = read_service_key(secret=key_json("http://localhost/token", private_key=other.decode()), path=None)
    way = GoogleSession(
        key,
        endpoint="http://localhost",
        session=in_process(google),
        epoch=lambda: google.epoch,
        sleep=lambda _: None,
    )
    with pytest.raises(GoogleFault) as fault:
        way.fetch_sheet_metadata(KEY)
    assert fault.value.kind == "key_refused"
    assert "Invalid JWT Signature" in fault.value.said
    assert AUDIENCE == "https://oauth2.googleapis.com/token"
