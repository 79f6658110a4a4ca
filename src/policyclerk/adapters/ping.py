"""Telling a watcher outside (healthchecks.io and its like) how the night goes; nothing of the trust stands in it."""

from contextlib import suppress
from http.client import HTTPException
from typing import Literal
from urllib.error import URLError
from urllib.request import Request, urlopen

Moment = Literal["start", "success", "fail"]
_SECONDS = 10


def ping(url: str, moment: Moment) -> None:
    """Call the watcher's address, with `/start` or `/fail` behind it for those moments.

    A watcher that cannot be reached never stops a night: it will raise its alarm by itself.

    Args:
        url: from the settings, which let https and this machine pass alone.
    """
    address = url.rstrip("/") + ("" if moment == "success" else f"/{moment}")
    with suppress(URLError, HTTPException, OSError, ValueError):
        request = Request(address, headers={"User-Agent": "policyclerk"})  # noqa: S310 - checked by the settings
        with urlopen(request, timeout=_SECONDS):  # noqa: S310
            pass
