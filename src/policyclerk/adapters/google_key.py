"""A Google service account's key: read from the environment or a file, and the signed request for a token made of it."""

import json
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from google.auth import crypt, jwt

from policyclerk.domain.errors import SettingsError

KEY_VARIABLE = "POLICYCLERK_GOOGLE_KEY"
TOKEN_AUDIENCE = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address, no secret
"""Whom the signed request is made out to: always Google's own address, also where `token_uri` names a proxy."""

_LIFETIME_S = 3600
_LARGEST_KEY = 100_000
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class ServiceKey:
    """A service account and the key that it signs with.

    Attributes:
        email: the robot's address, with which sheets and folders are shared.
        signer: signs with the private key, which is kept nowhere else and never printed.
        token_uri: where tokens are fetched; https, or http on this machine.
    """

    email: str
    signer: crypt.RSASigner = field(repr=False, compare=False)
    token_uri: str

    def signed_request(self, scopes: tuple[str, ...], *, at: float) -> str:
        """The signed text (RS256) that a token is asked for with.

        Args:
            scopes: what the token shall allow.
            at: now, in seconds since 1970.
        """
        claims = {
            "iss": self.email,
            "scope": " ".join(scopes),
            "aud": TOKEN_AUDIENCE,
            "iat": int(at),
            "exp": int(at) + _LIFETIME_S,
        }
        signed: bytes = jwt.encode(self.signer, claims)  # type: ignore[no-untyped-call]
        return signed.decode("ascii")


def read_service_key(*, secret: str | None, path: Path | None, shown: str | None = None) -> ServiceKey:
    """The key from the environment, else from the file.

    Args:
        secret: what POLICYCLERK_GOOGLE_KEY holds (the key's JSON); it beats the file.
        path: the key file of [register] credentials.
        shown: what people call the file.

    Raises:
        SettingsError: there is none, or it is no service account's key; the text of the key is never repeated.
    """
    if secret and secret.strip():
        return _key(secret, KEY_VARIABLE)
    if path is None:
        raise _wrong(
            f"Google needs a service account's key: put its JSON into {KEY_VARIABLE}, or name the key file under "
            "[register] credentials in config/trust.toml. docs/google-sheets.md shows how to get one."
        )
    return _key(_text(path, shown or path.name), shown or path.name)


def why_key_file_is_open(path: Path) -> str | None:
    """A sentence where other people of this machine could read a key file; None where they cannot or it is not there."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    if mode & (stat.S_IRGRP | stat.S_IROTH):
        return f"Other people of this machine can read the key file {path.name}; take that away: chmod 600."
    return None


def is_loopback(host: str | None) -> bool:
    """Whether a host name is this machine."""
    return (host or "").casefold() in _LOOPBACK


def why_unsafe(address: str) -> str | None:
    """Why calls must not go to an address, as half a sentence; None for https, and for http on this machine."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is no web address"
    if parts.scheme not in {"https", "http"} or not host:
        return "is no web address"
    if "@" in parts.netloc or parts.query or parts.fragment:
        return "must be a plain address, without a login, ? or #"
    if parts.scheme == "http" and not is_loopback(host):
        return "must begin with https:// (http:// only on this machine)"
    return None


def _wrong(sentence: str) -> SettingsError:
    return SettingsError((sentence,))


def _text(path: Path, shown: str) -> str:
    try:
        if path.stat().st_size > _LARGEST_KEY:
            raise _wrong(f"The key file {shown} is too large to be a service account's key.")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _wrong(
            f"There is no key file {shown}. Put it there, correct [register] credentials in config/trust.toml, or "
            f"put the key's JSON into {KEY_VARIABLE}."
        ) from None
    except (OSError, UnicodeDecodeError):
        raise _wrong(f"The key file {shown} cannot be read as text by this account.") from None


def _key(text: str, shown: str) -> ServiceKey:
    try:
        table = json.loads(text)
    except ValueError:
        table = None
    if not isinstance(table, dict):
        raise _wrong(
            f"{shown} holds no service account's key: it is no JSON. Download the key again as JSON."
        )
    _refuse_other_keys(table, shown)
    email, token_uri = str(table["client_email"]), str(table.get("token_uri") or TOKEN_AUDIENCE)
    why = why_unsafe(token_uri)
    if why:
        raise _wrong(f"{shown}: its token_uri {why}.")
    if not _ADDRESS.fullmatch(email):
        raise _wrong(f"{shown}: its client_email is no address. Download the key again.")
    return ServiceKey(email, _signer(table, shown), token_uri)


def _signer(table: Mapping[str, Any], shown: str) -> crypt.RSASigner:
    number = table.get("private_key_id")
    try:
        return crypt.RSASigner.from_string(table["private_key"], number)  # type: ignore[no-untyped-call, no-any-return]
    except (ValueError, TypeError):
        raise _wrong(
            f"{shown}: its private_key is damaged (often by copying: the line breaks must stay \\n). Download the key again."
        ) from None


def _refuse_other_keys(table: Mapping[str, Any], shown: str) -> None:
    if "installed" in table or "web" in table or table.get("type") == "authorized_user":
        raise _wrong(
            f"{shown} is a key for logging people in, not a service account's. In the Google Cloud console choose "
            "IAM & Admin > Service accounts > Keys > Add key > JSON."
        )
    missing = [name for name in ("client_email", "private_key") if not isinstance(table.get(name), str)]
    if missing:
        raise _wrong(
            f"{shown} is no whole service account's key: {' and '.join(missing)} is missing. Download it again."
        )
