"""What is kept about people: names for recipient hashes, all about one address, and forgetting it."""

from policyclerk import bootstrap, reach
from policyclerk.domain.errors import RegisterError
from policyclerk.domain.plain import to_plain
from policyclerk.domain.understand import understand
from policyclerk.ports import LedgerStore


def recipient_names(setup: bootstrap.Setup, ledger: LedgerStore) -> dict[str, str]:
    """Recipient hash -> name, of everybody who stands in the register now; empty where it cannot be read.

    Owners count as well who stand beside their policies alone; who is in the People tab has her name from there.
    """
    try:
        book = bootstrap.register(setup).read()
        register = understand(book, settings=setup.settings.register, today=bootstrap.this_day())
    except RegisterError:
        return {}
    owners = {each for policy in register.policies for each in policy.owners if each.email and each.text}
    by_address = {_folded(each.email or ""): each.text or "" for each in owners}
    by_address |= {_folded(each.email): each.name for each in register.people if each.email}
    return {ledger.hash_recipient(address): name for address, name in by_address.items()}


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
