"""Service account keys: what is accepted, what is told about the others, and what is signed with them."""

import json
from pathlib import Path

import pytest
from google.auth import jwt
from tests.adapters.google.robot import CERTIFICATE, EMAIL, PRIVATE_PEM, key_json

from policyclerk.adapters.google_key import TOKEN_AUDIENCE, read_service_key, why_key_file_is_open, why_unsafe
from policyclerk.domain.errors import SettingsError

TOKEN_URI = "https://oauth2.googleapis.com/token"


def told(secret: str | None = None, path: Path | None = None) -> str:
    with pytest.raises(SettingsError) as fault:
        read_service_key(secret=secret, path=path)
    message = str(fault.value)
    assert "BEGIN" not in message
    return message


def test_the_environment_beats_the_file(tmp_path: Path) -> None:
    file = tmp_path / "key.json"
    file.write_text(key_json(TOKEN_URI, client_email="file@x.iam.gserviceaccount.com"))
    assert read_service_key(secret=key_json(TOKEN_URI), path=file).email == EMAIL
    assert read_service_key(secret=" ", path=file).email == "file@x.iam.gserviceaccount.com"


def test_what_is_signed_holds_against_the_public_key() -> None:
    key = read_service_key(secret=key_json("http://127.0.0.1:1/token"), path=None)
    signed = key.signed_request(("a", "b"), at=1_000.0)
    claims = jwt.decode(
        signed, certs=CERTIFICATE, verify=True, audience=TOKEN_AUDIENCE, clock_skew_in_seconds=10**10
    )
    assert claims == {"iss": EMAIL, "scope": "a b", "aud": TOKEN_AUDIENCE, "iat": 1_000, "exp": 4_600}
    assert jwt.decode_header(signed)["alg"] == "RS256"


def test_a_key_is_never_printed() -> None:
    shown = repr(read_service_key(secret=key_json(TOKEN_URI), path=None))
    assert EMAIL in shown
    assert "sign" not in shown


@pytest.mark.parametrize(
    ("secret", "says"),
    [
        ("{broken", "no JSON"),
        ("[]", "no JSON"),
        ('{"installed": {"client_id": "x"}}', "for logging people in"),
        ('{"type": "authorized_user", "refresh_token": "x"}', "for logging people in"),
        ('{"type": "service_account"}', "client_email and private_key is missing"),
        (key_json(TOKEN_URI, private_key="-----BEGIN PRIVATE KEY-----\nxx"), "damaged"),
        (key_json(TOKEN_URI, private_key=PRIVATE_PEM[:600]), "damaged"),
        (key_json("http://evil.example/token"), "must begin with https"),
        (key_json("https://me:secret@evil.example/token"), "plain address"),
        (key_json("file:///etc/passwd"), "no web address"),
        (key_json(TOKEN_URI, client_email="no address\r\nX: y"), "client_email"),
    ],
)
def test_what_is_no_usable_key_is_told_without_repeating_it(secret: str, says: str) -> None:
    assert says in told(secret)


def test_a_missing_key_is_told_with_both_ways_to_give_one(tmp_path: Path) -> None:
    assert "POLICYCLERK_GOOGLE_KEY" in told()
    assert "no key file missing.json" in told(path=tmp_path / "missing.json")


def test_a_key_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "key.p12"
    file.write_bytes(b"\xff\xfe\x00\x81")
    assert "cannot be read as text" in told(path=file)
    file.write_bytes(b" " * 200_000)
    assert "too large" in told(path=file)


def test_a_key_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "key.json"
    file.write_bytes(b"\xef\xbb\xbf" + key_json(TOKEN_URI).encode())
    assert read_service_key(secret=None, path=file).token_uri == TOKEN_URI


def test_a_key_without_token_address_uses_googles() -> None:
    table = json.loads(key_json(TOKEN_URI))
    del table["token_uri"]
    assert read_service_key(secret=json.dumps(table), path=None).token_uri == TOKEN_AUDIENCE


def test_a_key_file_open_to_others_is_told(tmp_path: Path) -> None:
    file = tmp_path / "key.json"
    file.write_text("{}")
    file.chmod(0o644)
    assert "chmod 600" in str(why_key_file_is_open(file))
    file.chmod(0o600)
    assert why_key_file_is_open(file) is None
    assert why_key_file_is_open(tmp_path / "missing") is None


@pytest.mark.parametrize(
    "address", ["https://a.example", "http://127.0.0.1:80/x", "http://localhost", "http://[::1]:9"]
)
def test_safe_addresses(address: str) -> None:
    assert why_unsafe(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1.evil.example",
        "http://a.example",
        "ftp://a.example",
        "https://",
        "a.example",
        "http://[::1",
        "https://a.example/?x=1",
    ],
)
def test_unsafe_addresses(address: str) -> None:
    assert why_unsafe(address)
