"""What reading Word files costs: every fact of a file by our reader, beside what others need for less.

    python benchmarks/reading.py [FOLDER] [--rounds 5] [--files 1000]

All in one run and in turns, as machines differ and are shared: only the ratios carry. The floor is to unpack the main
document, headers and footers and to parse them, which any reader must. docx2python and docx2txt are tried where they are
installed, the slow one on a few files, beside ours on the same. Then the same reading in one process and in two, and a
second run over files that have not changed. Without FOLDER the shared corpus is read (POLICYCLERK_CORPUS, or beside the
project), else the example trust. Nothing is written but to a temporary folder, which is removed.
"""

import argparse
import gc
import importlib
import io
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.multiplied import with_comment  # noqa: E402

from policyclerk.adapters.cache_sql import FactsCacheSql  # noqa: E402
from policyclerk.adapters.documents_folder import FolderDocuments  # noqa: E402
from policyclerk.adapters.pool_processes import end_children, read_batch, spread_processes  # noqa: E402
from policyclerk.gather import cut_batches  # noqa: E402
from policyclerk.ports import DocumentRef  # noqa: E402
from policyclerk.word.package import open_package  # noqa: E402
from policyclerk.word.reader import read_file  # noqa: E402
from policyclerk.word.reader_version import READER_VERSION  # noqa: E402
from policyclerk.word.text import walk  # noqa: E402

FEW = 12
SLOW = ("docx2python",)
Reading = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds per file: of work and by the clock; the median of the rounds."""

    cpu: float
    wall: float


# ---- the readings


def floor(path: str) -> None:
    """Unpack and parse what our reader looks at, and nothing else."""
    with zipfile.ZipFile(io.BytesIO(Path(path).read_bytes())) as archive:
        for name in archive.namelist():
            if name == "word/document.xml" or name.startswith(("word/header", "word/footer")):
                etree.fromstring(archive.read(name))


def usual(path: str) -> str:
    """What most programs do with python-docx: all paragraphs, all cells, headers and footers."""
    document = Document(path)
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for section in document.sections:
        texts += [
            paragraph.text for part in (section.header, section.footer) for paragraph in part.paragraphs
        ]
    return "\n".join(texts)


def opened_and_walked(path: str) -> None:
    walk(open_package(path))


def others() -> dict[str, Reading]:
    """The readings to compare with that are installed."""
    found: dict[str, Reading] = {
        "floor: unpack + parse": floor,
        "python-docx, usual full read": usual,
    }
    for name, made in (("docx2txt", _docx2txt), ("docx2python", _docx2python)):
        try:
            found[name] = made()
        except ImportError:
            print(f"{name} is not installed and left out")
    return found


def _docx2txt() -> Reading:
    process: Reading = importlib.import_module("docx2txt").process
    return process


def _docx2python() -> Reading:
    module = importlib.import_module("docx2python")

    def text(path: str) -> object:
        with module.docx2python(path) as content:
            return content.text

    return text


# ---- measuring


def in_turns(readings: dict[str, Reading], files: Sequence[str], rounds: int) -> dict[str, Cost]:
    """The cost of each reading, all of them in each round, each round beginning with another."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in readings}
    names = list(readings)
    for number in range(rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            taken[name].append(_once(readings[name], files))
    return {
        name: Cost(*(statistics.median(column) for column in zip(*rows, strict=True)))
        for name, rows in taken.items()
    }


def _once(reading: Reading, files: Sequence[str]) -> tuple[float, float]:
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    for path in files:
        reading(path)
    return tuple(
        (end - start) / len(files) * 1000
        for end, start in ((time.process_time(), cpu), (time.perf_counter(), wall))
    )  # type: ignore[return-value]


def read_by_all(files: Sequence[str], readings: dict[str, Reading]) -> list[str]:
    """The files that our reader and all the others can read; how many each fails on is told."""
    good = [path for path in files if read_file(path).ok]
    print(f"{len(files)} files, {len(good)} read by us")
    for name, reading in readings.items():
        if name not in SLOW:
            kept = [path for path in good if _can(reading, path)]
            if len(kept) < len(good):
                print(f"{name} fails on {len(good) - len(kept)} more, which are left out")
            good = kept
    return good


def _can(reading: Reading, path: str) -> bool:
    try:
        reading(path)
    except Exception:  # noqa: BLE001  what others raise is theirs
        return False
    return True


# ---- the three parts


def compare(files: Sequence[str], rounds: int) -> None:
    ours: dict[str, Reading] = {
        "policyclerk, all facts": read_file,
        "policyclerk, open + walk": opened_and_walked,
    }
    rest = others()
    quick = {name: reading for name, reading in rest.items() if name not in SLOW}
    good = read_by_all(files, rest)
    costs = in_turns({**ours, **quick}, good, rounds)
    _table(costs, f"{len(good)} files, median of {rounds} rounds")
    few = good[:: max(1, len(good) // FEW)][:FEW]
    for name in SLOW:
        if name in rest and (readable := [path for path in few if _can(rest[name], path)]):
            pair: dict[str, Reading] = {
                "policyclerk, all facts": read_file,
                "floor: unpack + parse": floor,
                name: rest[name],
            }
            _table(in_turns(pair, readable, 1), f"{len(readable)} files, one round")


def _table(costs: dict[str, Cost], about: str) -> None:
    base, ours = costs["floor: unpack + parse"], costs["policyclerk, all facts"]
    print(f"\n{about:34} {'ms CPU':>8} {'ms wall':>8} {'x floor':>8} {'x ours':>8}")
    for name, cost in sorted(costs.items(), key=lambda item: item[1].cpu):
        print(
            f"{name:34} {cost.cpu:8.2f} {cost.wall:8.2f} {cost.cpu / base.cpu:8.2f} {cost.cpu / ours.cpu:8.2f}"
        )


def multiplied(files: Sequence[str], count: int, folder: Path) -> None:
    """So many files, each with bytes of its own."""
    for number, path in zip(range(count), itertools.cycle(files), strict=False):
        copy = folder / f"school-{number // 60 + 1:03}" / f"policy {number + 1:05}.docx"
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(with_comment(Path(path).read_bytes(), f"copy {number}".encode()))


def processes(refs: Sequence[DocumentRef], rounds: int) -> None:
    """One process against two, in turns; the children are up before the clock starts, and kept between rounds."""
    batches = cut_batches(refs, max_mb=50)
    taken: dict[int, list[float]] = {1: [], 2: []}
    list(spread_processes(2)(read_batch, cut_batches(refs[:100], max_mb=50)))
    for workers in [1, 2] * rounds:
        start = time.perf_counter()
        list(spread_processes(workers)(read_batch, batches))
        taken[workers].append(time.perf_counter() - start)
    end_children()
    print(f"\ntwo processes that only count: {machine():.2f} times quicker than one on this machine just now")
    one, two = (min(taken[workers]) for workers in (1, 2))
    print(
        f"{len(refs)} files: one process {one:.2f} s, two {two:.2f} s: {one / two:.2f} times quicker on {os.cpu_count()} cores"
    )


def machine() -> float:
    """How much quicker two processes that only count are than one: what shared cores leave any program."""
    count = [sys.executable, "-c", "sum(range(40_000_000))"]

    def seconds(side_by_side: int, times: int) -> float:
        start = time.perf_counter()
        for _ in range(times):
            for child in [subprocess.Popen(count) for _ in range(side_by_side)]:
                child.wait()
        return time.perf_counter() - start

    return seconds(1, 4) / seconds(2, 2)


def second_run(folder: Path) -> None:
    """Listing, reading and remembering, then the same again over unchanged files."""
    cache = FactsCacheSql(folder / "state" / "facts.db", READER_VERSION)
    times = []
    for _ in range(2):
        start = time.perf_counter()
        refs = FolderDocuments(folder, folder / "policies").listing()
        known = cache.known(refs)
        unread = [ref for ref in refs if ref.path not in known]
        cache.remember([(ref, read_file(ref.local, name=ref.path)) for ref in unread])
        times.append(time.perf_counter() - start)
    first, second = times
    print(
        f"first run {first:.2f} s, second over unchanged files {second:.3f} s: {100 * second / first:.1f} %"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", nargs="?", type=Path)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--files", type=int, default=1000, help="for the processes and the second run")
    given = asked.parse_args()
    files = sorted(str(path) for path in (given.folder or _default()).rglob("*.docx") if path.is_file())
    if not files:
        sys.exit("There are no .docx files to read.")
    compare(files, given.rounds)
    with tempfile.TemporaryDirectory(prefix="reading-") as place:
        folder = Path(place)
        (folder / "policies").mkdir()
        multiplied([path for path in files if read_file(path).ok], given.files, folder / "policies")
        processes(FolderDocuments(folder, folder / "policies").listing(), max(1, given.rounds // 2))
        second_run(folder)


def _default() -> Path:
    """The real policies of the shared corpus where it is, else the example trust's."""
    corpus = Path(os.environ.get("POLICYCLERK_CORPUS", ROOT.parent / "shared" / "corpus"))
    return corpus / "word" if (corpus / "word").is_dir() else ROOT / "examples"


if __name__ == "__main__":
    main()
