"""The ledger before the first run, and what every ledger opened for reading refuses."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from policyclerk.domain.errors import PolicyclerkError
from policyclerk.domain.ledger import Claim, LedgerEntry
from policyclerk.domain.run_record import RunRecord


class EmptyLedger:
    """Knows nothing and keeps nothing; its recipient hashes hold for this process alone."""

    def __init__(self) -> None:
        self._hmac_key = secrets.token_hex(32)

    def claims(self, *, marks_since: date | None = None) -> Mapping[str, Claim]:  # noqa: ARG002 - the port's name
        """None."""
        return {}

    def entries(self, *, marks: bool = True) -> Sequence[LedgerEntry]:  # noqa: ARG002 - the port's name
        """None."""
        return ()

    def verify(self) -> tuple[bool, str | None]:
        """An empty chain holds."""
        return True, None

    def sealed(self) -> Sequence[Mapping[str, Any]]:
        """None."""
        return ()

    def last_run(self) -> tuple[date, frozenset[str]] | None:
        """There was none."""
        return None

    def runs(self, most: int) -> Sequence[RunRecord]:  # noqa: ARG002 - the port's name
        """None."""
        return ()

    def hash_recipient(self, address: str) -> str:
        """First 16 hex digits of the HMAC-SHA256 of an address, letter case and outer spaces apart."""
        person = address.strip().casefold().encode()
        return hmac.new(bytes.fromhex(self._hmac_key), person, hashlib.sha256).hexdigest()[:16]

    def _refuse(self, *_given: Any, **_named: Any) -> Any:
        raise PolicyclerkError(
            "state_unwritable", "The ledger was opened for reading; only a run writes into it."
        )

    claim = claim_all = claim_each = record = record_all = remember_run = begin_run = end_run = _refuse
