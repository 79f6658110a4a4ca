"""The evidence pack: what an auditor needs to see that the report is true, file by file. Pure.

No name and no address stands in it: people are roles, and the ledger's extract has the digests that its chain rests on
in place of what is personal. No secret stands in it: the settings hold none, and what could open a door is withheld.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from policyclerk.domain.finding import FINDING_KINDS
from policyclerk.domain.settings import Settings
from policyclerk.rules import KINDS

WITHHELD = "(withheld)"
_ADDRESS = re.compile(r"[^\s<>\"'(),;:/]+@[^\s<>\"'(),;:/]+")
_DOOR = re.compile(
    r"address|client|credential|database|endpoint|host|key|(?:^|_)id$|ping|secret|spreadsheet|template|tenant|token|url|web_root"
)
"""Names of settings by which somebody could find or open what is the trust's own."""


def pack(
    view: Mapping[str, Any],
    *,
    tables: Mapping[str, bytes],
    ledger: Sequence[Mapping[str, Any]],
    sound: tuple[bool, str | None],
    settings: Settings,
) -> dict[str, bytes]:
    """Name -> content of every file of the pack.

    Args:
        view: the report without names.
        tables: the report's tables as .csv, by name.
        ledger: the ledger's entries as their chain seals them, see `LedgerStore.sealed`.
        sound: whether the chain holds, and if not, where it breaks.
        settings: of the trust.
    """
    files = {
        "findings.json": _json(
            {"today": view["today"], "summary": view["summary"], "findings": _findings(view)}
        ),
        "report.json": _json(view),
        "documents.json": _json(view["files"]),
        "settings.json": _json(settings_shown(settings)),
        "rules.json": _json({"versions": view["versions"], "rules": _rules(settings)}),
        "register.json": _json({"source": view["register"], "digest": view["register_digest"]}),
        "ledger/entries.jsonl": "".join(f"{_line(entry)}\n" for entry in ledger).encode(),
        "ledger/verify.py": VERIFY.encode(),
        **{f"tables/{name}.csv": content for name, content in tables.items()},
    }
    files["README.txt"] = _readme(view, ledger, sound).encode()
    sums = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return files | {"SHA256SUMS": "".join(sums).encode()}


def _json(value: Any) -> bytes:
    """JSON with a line for each member of a list, and of a list within: quick to make, and to search with any tool."""
    return (_spread(value) + "\n").encode()


def _spread(value: Any) -> str:
    if isinstance(value, dict) and value:
        members = ",\n".join(f"{_line_of(key)}: {_spread(value[key])}" for key in sorted(value))
        return f"{{\n{members}\n}}"
    if isinstance(value, (list, tuple)) and value:
        return "[\n" + ",\n".join(map(_line_of, value)) + "\n]"
    return _line_of(value)


_line = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode
"""An entry of the ledger as its chain seals it."""
_line_of = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _findings(view: Mapping[str, Any]) -> list[Any]:
    return [f for policy in view["policies"] for f in policy["findings"]] + list(view["trust_findings"])


def _rules(settings: Settings) -> list[dict[str, Any]]:
    """Every kind of finding, how serious it is by default, and what the trust has made of it."""
    return [
        {
            "kind": kind,
            "title": KINDS[kind].title if kind in KINDS else None,
            "severity": KINDS[kind].severity if kind in KINDS else None,
            "set_to": _set_to(kind, settings),
        }
        for kind in FINDING_KINDS
    ]


def _set_to(kind: str, settings: Settings) -> str | None:
    if kind not in settings.rules:
        return None
    return settings.rules[kind] or "off"


def settings_shown(settings: Settings) -> Any:
    """The settings as they may be shown to others: no address, nothing that opens a door."""
    return _closed(json.loads(json.dumps(asdict(settings), default=str)))


def _closed(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: WITHHELD if item and _DOOR.search(k) else _closed(item) for k, item in value.items()}
    if isinstance(value, list):
        return [_closed(item) for item in value]
    return _ADDRESS.sub("(address)", value) if isinstance(value, str) else value


VERIFY = '''"""Recomputes the chain of entries.jsonl: each entry seals the one before it. Needs Python 3 and nothing else.

    python verify.py
"""

import hashlib
import json
import pathlib

prev, number = "0" * 64, 0
with (pathlib.Path(__file__).parent / "entries.jsonl").open(encoding="ascii") as file:
    for number, text in enumerate(file, 1):
        entry = json.loads(text)
        line = {name: value for name, value in entry.items() if name not in ("prev", "hash")}
        sealed = json.dumps(line, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        found = hashlib.sha256(f"{prev}\\n{sealed}".encode("ascii")).hexdigest()
        if entry["seq"] != number or entry["prev"] != prev or entry["hash"] != found:
            raise SystemExit(f"The chain breaks at entry {number}.")
        prev = found
print(f"{number} entries, the chain holds; the last hash is {prev}.")
'''


def _readme(
    view: Mapping[str, Any], ledger: Sequence[Mapping[str, Any]], sound: tuple[bool, str | None]
) -> str:
    whole, fault = sound
    last = ledger[-1]["hash"] if ledger else "none: no run has kept a ledger yet"
    about = view["school"] or view["trust"]
    counts = ", ".join(f"{number} {severity}" for severity, number in view["summary"].items())
    chain = (
        "The chain held when the pack was made."
        if whole
        else f"THE CHAIN DID NOT HOLD when the pack was made: {fault}"
    )
    return "\n".join(
        [
            f"Evidence pack: policies of {about}, {view['today']}",
            "",
            f"{view['total']} policies: {counts}.",
            "",
            "What is in it",
            "  findings.json      every finding with its evidence: the place and the text as it stands there",
            "  report.json        everything that the report shows, as data",
            "  tables/            the same as tables: policies, findings, evidence, counts, coverage, meetings, ...",
            "  documents.json     every Word file that was looked at, with the SHA-256 of its bytes",
            "  register.json      the register's name and the digest of its content as it was read",
            "  rules.json         the rules, what the trust has set them to, and the versions of program and tables",
            "  settings.json      the trust's settings; addresses, keys and places of its own are withheld",
            "  ledger/            what was done, when: every entry, and a way to verify it",
            "  SHA256SUMS         the digest of each of these files",
            "",
            "How to check it",
            "  The files: sha256sum -c SHA256SUMS",
            "  A document: compare its own SHA-256 (sha256sum FILE) with documents.json. If they differ, the document has",
            "  changed since.",
            "  The ledger: python ledger/verify.py. Each entry's hash is the SHA-256 of the hash before it, a line break, and",
            "  the entry as JSON with sorted keys and without spaces, without prev and hash; the first follows 64 zeros. An",
            "  entry that was changed, taken out, put in or moved breaks the chain from there on.",
            f"  {chain} Entries: {len(ledger)}. Last hash: {last}",
            "  The trust can run `policyclerk ledger --verify` on the ledger itself: its last hash must be the one above, or",
            "  stand in its chain.",
            "",
            "What it does not hold",
            "  No names and no addresses: people are shown by role, recipients as a keyed hash (the last part of a key), what",
            "  was personal in an entry as a salted digest. The trust can show the texts behind the digests.",
            "",
            "What the words mean",
            "  red needs doing now; amber needs attention; blue cannot be told; grey is not chased; green is in order.",
            "  A review date is the trust's own. Most review cycles are recommended practice and not law; where the law sets an",
            "  interval, the table `coverage` says so and names its source.",
            "",
        ]
    )
