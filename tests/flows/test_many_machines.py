"""Two trusts at once on one Prefect server with PostgreSQL, two workers and Dask, one worker lost in the middle of a night."""

import email
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sql
from tests.postgres import Postgres
from tests.trusts import ROW, TODAY, a_trust

from policyclerk import bootstrap
from policyclerk.domain.ledger import LedgerEntry

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # Prefect's own
    pytest.mark.skipif(sys.platform == "win32", reason="workers are for Linux"),
]

POLICIES = 60
"""More than one batch, so that Dask is worth its while."""
OWNERS = 6
FLOWS = {"reminders": "reminders", "board report": "board-report", "heartbeat": "heartbeat"}


def of_many(folder: Path, database: str) -> Path:
    """A trust whose every word says whose it is, with a ledger of its own and all policies overdue."""
    name = folder.name
    settings = (
        f'[trust]\nname = "{name.title()} Trust"\ncontact = "clerk@{name}.example"\n'
        '[register]\nkind = "csv"\npath = "register.csv"\nwrite_back = true\n[reminders]\nbacklog = "send"\n'
        f'[state]\ndatabase = "{database}"\n[limits]\nengine = "dask"\nworkers = 2\n'
    )
    rows = [
        {
            **ROW,
            "Ref": f"{name}-{number}",
            "Policy": f"{name.title()} policy {number}",
            "School": f"{name.title()} Primary",
            "Owner": f"Jo {name.title()}{number % OWNERS}",
            "Owner email": f"owner{number % OWNERS}@{name}.example",
            "Document": f"{name} {number}.docx",
        }
        for number in range(POLICIES)
    ]
    return a_trust(folder, *rows, settings=settings)


def drafts_done(database: str) -> int:
    """How many drafts the ledger knows to be there."""
    engine = sql.create_engine(database)
    try:
        with engine.connect() as connection:
            if not sql.inspect(connection).has_table("entry"):
                return 0
            done = sql.text("SELECT count(*) FROM entry WHERE kind = 'write_draft' AND state = 'done'")
            return int(connection.execute(done).scalar_one())
    finally:
        engine.dispose()


def test_two_trusts_at_once_with_a_worker_lost_are_done_once_and_apart(
    postgres_server: Postgres, tmp_path: Path
) -> None:
    from tests.flows import prefect_site

    kept = {name: postgres_server.address(postgres_server.fresh()) for name in ("elder", "birch")}
    elder, birch = (of_many(tmp_path / name, database) for name, database in kept.items())
    history = postgres_server.address(postgres_server.fresh(), driver="asyncpg")
    with (
        prefect_site.site(tmp_path / "site", history) as site,
        prefect_site.worker(site, "one") as one,
        prefect_site.worker(site, "two") as two,
    ):
        for trust in (elder, birch):
            site.deploy(trust)
        lost, whole = (
            site.start("nightly check", f"nightly-check-{trust.name}", directory=str(trust), today=TODAY)
            for trust in (elder, birch)
        )
        prefect_site.wait_until(lambda: drafts_done(kept["elder"]) >= 5, site.told)
        prefect_site.kill(one if prefect_site.works_on(one, lost) else two)
        before = drafts_done(kept["elder"])
        assert before < POLICIES, (
            "the night was over before its worker was lost; give the trust more policies"
        )

        assert site.ended(whole)["type"] == "COMPLETED", site.told()
        assert all(site.used_dask(name) for name in ("one", "two"))
        assert site.state(lost)["type"] == "RUNNING"
        site.mark_crashed(lost)
        again = site.start("nightly check", "nightly-check-elder", directory=str(elder), today=TODAY)
        assert site.ended(again)["type"] == "COMPLETED", site.told()

        # a library too new for Prefect's scheduler would leave every trust without its nights, and everything else green
        site.put_down("nightly check", "nightly-check-elder")
        others = [
            site.start(flow, f"{deployment}-birch", directory=str(birch), today=TODAY)
            for flow, deployment in FLOWS.items()
        ]
        assert [site.ended(run)["type"] for run in others] == ["COMPLETED"] * len(others), site.told()

    for trust, other in ((elder, "birch"), (birch, "elder")):
        nothing_twice(trust)
        nothing_of(other, trust)


def nothing_twice(trust: Path) -> None:
    """Every policy drafted once, every owner written to once, and every key of the ledger spent once."""
    with bootstrap.acting_ledger(bootstrap.open_project(trust)) as ledger:
        assert ledger.verify() == (True, None)
        entries = ledger.entries()
        assert {claim.state for claim in ledger.claims().values()} <= {"done", "skipped"}
    done = Counter(entry.key for entry in entries if entry.state == "done")
    assert set(done.values()) == {1}
    assert Counter(kinds(entries))["write_draft"] == POLICIES
    assert len(list((trust / "drafts").rglob("*.docx"))) == POLICIES
    messages = [email.message_from_bytes(path.read_bytes()) for path in (trust / "outbox").glob("*.eml")]
    assert len({message["Message-ID"] for message in messages}) == len(messages)
    owners = Counter(message["To"] for message in messages if "owner" in message["To"])
    assert owners == {f"owner{number}@{trust.name}.example": 1 for number in range(OWNERS)}


def kinds(entries: Sequence[LedgerEntry]) -> list[str]:
    return [entry.kind for entry in entries if entry.state == "done"]


def nothing_of(other: str, trust: Path) -> None:
    """Neither a file of the trust nor its ledger has a word of the other."""
    word = re.compile(rb"\b" + other.encode(), re.IGNORECASE)
    files = [path for path in trust.rglob("*") if path.is_file()]
    assert [path for path in files if word.search(path.read_bytes()) or other in path.name] == []
    with bootstrap.acting_ledger(bootstrap.open_project(trust)) as ledger:
        told = [f"{entry.key} {entry.policy} {entry.to} {entry.result}" for entry in ledger.entries()]
    assert [line for line in told if word.search(line.encode())] == []
    assert any(trust.name in line for line in told)
