"""What is kept about people: names for recipient hashes, all about one address, and forgetting it."""

from policyclerk import bootstrap, reach
from policyclerk.domain.errors import RegisterError
from policyclerk.domain.plain import to_plain
from policyclerk.domain.understand import understand
from policyclerk.ports import LedgerStore


def recipient_names(setup: bootstrap.Setup, ledger: LedgerStore) -> dict[str, str]:
    """Recipient hash -> name, of everybody who stands in the register now; empty where it cannot be read."""
    try:
        book = bootstrap.register(setup).read()
        people = understand(book, settings=setup.settings.register, today=bootstrap.this_day()).people
    except RegisterError:
        return {}
    return {ledger.hash_recipient(each.email): each.name for each in people if each.email}


def kept_about(setup: bootstrap.Setup, address: str) -> dict[str, object]:
    """What is kept about one address: the ledger's entries and the messages in the folder, ready for JSON."""
    ledger = bootstrap.open_ledger(setup)
    person, hashed = _folded(address), ledger.hash_recipient(address)
    entries = [
        entry
        for entry in ledger.entries()
        if _folded(entry.to or "") == person or entry.key.rpartition("/")[2] == hashed
    ]
    messages = [setup.project.shown(path) for path in bootstrap.outbox(setup).to(address)]
    return {"address": person, "entries": to_plain(entries), "messages": messages}


def forget(setup: bootstrap.Setup, address: str) -> tuple[int, int]:
    """Erase an address from the ledger, whose chain stays valid, and its messages from the folder; gives both counts.

    What the last night read is thrown away with it, for it holds the register as it was.
    """
    letters = bootstrap.outbox(setup)
    with bootstrap.acting_ledger(setup) as ledger:
        emptied = ledger.erase([address])
        messages = letters.to(address)
        for path in messages:
            path.unlink(missing_ok=True)
    reach.readings(setup).forget()
    return emptied, len(messages)


def _folded(address: str) -> str:
    return address.strip().casefold()
