"""What drafts cost and whether they are sound: every document at hand drafted, checked, converted, timed.

    python benchmarks/drafts.py [FOLDER...] [--convert N] [--drafts 1000] [--rounds 3] [--plain]

Without folders the shared corpus is taken (POLICYCLERK_CORPUS, else ../shared/corpus), else the example trust. A draft
is timed beside python-docx opening and saving the same file, turn by turn in one process; machines differ and are
shared, so only the ratio carries. The checker of drafts (../tools/validate_docx.py beside the corpus) and LibreOffice are
used where they are there. Ends with 1 where a draft is unsound, cannot be converted, or memory grows.
"""

import argparse
import ctypes
import gc
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from policyclerk.domain.action import DraftChanges
from policyclerk.domain.document import DocumentFacts
from policyclerk.domain.errors import DraftRefused
from policyclerk.domain.versions import next_version
from policyclerk.word.draft import write_draft
from policyclerk.word.reader import read_file

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.draft_reading import ReadAgain, Reject, W  # noqa: E402

CHANGES = DraftChanges(
    version="1.4",
    reviewed_on=date(2026, 11, 23),
    next_review_on=date(2027, 11, 23),
    made_on=date(2026, 11, 23),
    comments=("A finding to look at.",),
)
KINDS = (".docx", ".docm", ".dotx", ".dotm", ".doc")
BATCH = 25
GROWTH_MB = 25.0
"""What a process may gain between its first round and its last; a leak of one document per draft gains hundreds."""
ROUNDS = 4
"""How often each of two processes drafts its documents: what the first round needed is enough for the others."""


def corpus() -> Path | None:
    """The shared corpus, where it is."""
    folder = Path(os.environ.get("POLICYCLERK_CORPUS", ROOT.parent / "shared" / "corpus"))
    return folder if folder.is_dir() else None


def documents(folders: list[Path]) -> list[Path]:
    """The Word files of some folders."""
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix.lower() in KINDS]


def usual_folders() -> list[Path]:
    """Where documents are looked for when none are named."""
    base = corpus()
    if base is None:
        return [ROOT / "examples" / "northmoor-trust"]
    return [base / name for name in ("word", "seeds", "signatures", "structure")]


def changes_for(facts: DocumentFacts, *, tracked: bool) -> DraftChanges:
    """What a night would propose for a document."""
    return replace(CHANGES, version=next_version(facts.version), tracked=tracked)


def drafted(
    files: list[Path], folder: Path, *, tracked: bool, again: ReadAgain, reject: Reject | None
) -> tuple[dict[Path, Path], Counter[str]]:
    """The drafts by document, and how many were refused for each kind of reason; each is read again."""
    drafts: dict[Path, Path] = {}
    refused: Counter[str] = Counter()
    for number, source in enumerate(files):
        target = folder / f"{number:05d}.docx"
        try:
            changes = changes_for(read_file(str(source)), tracked=tracked)
            result = write_draft(source=str(source), target=str(target), changes=changes)
        except DraftRefused as fault:
            refused[fault.kind] += 1
        else:
            drafts[source] = target
            again.look(source, result, changes, reject)
    return drafts, refused


# ---- soundness


def validator() -> Any:
    """The independent checker beside the corpus, as a module; None where it is not here."""
    base = corpus()
    program = base.parent / "tools" / "validate_docx.py" if base is not None else None
    if program is None or not program.is_file():
        return None
    spec = importlib.util.spec_from_file_location("validate_docx", program)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def checker() -> Callable[[Path, Path, bool], list[str]] | None:
    """The independent checker, as a function that gives the violations of a draft; None where it is not here."""
    module, base = validator(), corpus()
    if module is None or base is None:
        return None
    schema = etree.XMLSchema(etree.parse(str(base / "xsd" / "wml.xsd")))
    return lambda source, draft, plain: list(
        module.validate(str(source), str(draft), schema, plain)["violations"]
    )


def rejecter() -> Reject | None:
    """The checker's own way of rejecting every tracked change that bears our name; None where it is not here."""
    module = validator()
    if module is None:
        return None
    own = CHANGES.author
    return lambda root: module.resolve(root, accept=False, only=lambda mark: mark.get(f"{W}author") == own)


def unsound(drafts: dict[Path, Path], *, plain: bool) -> dict[str, list[str]] | None:
    """The violations by document; None where there is no checker."""
    check = checker()
    if check is None:
        return None
    found = {source.name: check(source, draft, plain) for source, draft in drafts.items()}
    return {name: violations for name, violations in found.items() if violations}


# ---- conversion


def unconverted(drafts: dict[Path, Path], folder: Path) -> list[str] | None:
    """The documents whose drafts LibreOffice does not turn into a PDF, though it can do so with the document itself.

    None where LibreOffice is not here.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return None
    targets = list(drafts.values())
    for start in range(0, len(targets), BATCH):
        _convert(office, targets[start : start + BATCH], folder)
    for draft in targets:  # one that ends the program takes its neighbours with it
        if not _pdf(draft, folder).is_file():
            _convert(office, [draft], folder)
    missing = [source for source, draft in drafts.items() if not _pdf(draft, folder).is_file()]
    return [source.name for source in missing if _converts(office, source, folder)]


def _converts(office: str, source: Path, folder: Path) -> bool:
    """Whether LibreOffice can open the document itself."""
    _convert(office, [source], folder)
    return _pdf(source, folder).is_file()


def _pdf(draft: Path, folder: Path) -> Path:
    return folder / f"{draft.stem}.pdf"


def _convert(office: str, drafts: list[Path], folder: Path) -> None:
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, own, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, drafts)]
    quiet = subprocess.DEVNULL
    try:
        subprocess.run(command, stdout=quiet, stderr=quiet, check=False, timeout=60 + 20 * len(drafts))
    except subprocess.TimeoutExpired:
        return


# ---- cost


def ratio(files: list[Path], folder: Path, rounds: int) -> tuple[float, float, int]:
    """Seconds of work of a draft against python-docx open and save of the same file: median and sum, and how many files.

    Files that one of the two cannot take are left out.
    """
    target = folder / "timed.docx"
    spent: list[tuple[float, float]] = []
    for source in files:
        turns = [_turn(source, target) for _ in range(rounds)]
        good = [turn for turn in turns if turn is not None]
        if len(good) == rounds:
            spent.append((min(plain for plain, _ in good), min(own for _, own in good)))
    ratios = sorted(own / plain for plain, own in spent)
    return (
        ratios[len(ratios) // 2],
        sum(own for _, own in spent) / sum(plain for plain, _ in spent),
        len(ratios),
    )


def _turn(source: Path, target: Path) -> tuple[float, float] | None:
    target.unlink(missing_ok=True)
    try:
        plain = _timed(lambda: docx.Document(str(source)).save(io.BytesIO()))
        return plain, _timed(lambda: write_draft(source=str(source), target=str(target), changes=CHANGES))
    except (DraftRefused, KeyError, ValueError, OSError, etree.LxmlError, OpcError):
        return None


def _timed(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


# ---- memory


def memory(files: list[Path], number: int) -> list[tuple[float, float]]:
    """MB of each of two processes after its first round over its documents, and after its last."""
    each = max(number // 2 // ROUNDS, 1)
    halves = [[files[at * len(files) // each] for at in range(each)] for part in range(2)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_many, halves))


def _many(files: list[Path]) -> tuple[float, float]:
    held = []
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch, "draft.docx")
        for _ in range(ROUNDS):
            for source in files:
                with suppress(DraftRefused):
                    write_draft(source=str(source), target=str(target), changes=CHANGES)
                target.unlink(missing_ok=True)
            held.append(_resident_mb())
    return held[0], held[-1]


def _resident_mb() -> float:
    """What this process needs now, what lies free given back; where that cannot be told, the most it ever held."""
    gc.collect()
    with suppress(
        OSError, AttributeError, TypeError
    ):  # the C library of Linux keeps what is free until it is asked
        ctypes.CDLL(None).malloc_trim(0)
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        import resource  # not on every platform

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


# ---- all of it


def main() -> int:
    """Draft, check, convert, time, and say what was seen."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--convert", type=int, help="convert so many drafts only, 0 none; all where absent")
    parser.add_argument("--drafts", type=int, default=1000, help="drafts for the look at memory, 0 none")
    parser.add_argument("--rounds", type=int, default=3, help="times each file is timed, 0 none")
    parser.add_argument("--plain", action="store_true", help="clean copies instead of tracked changes")
    wanted = parser.parse_args()
    files = documents(wanted.folders or usual_folders())
    faults = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        again = ReadAgain()
        reject = None if wanted.plain else rejecter()
        drafts, refused = drafted(files, folder, tracked=not wanted.plain, again=again, reject=reject)
        print(
            f"{len(files)} documents: {len(drafts)} drafted, {sum(refused.values())} refused {dict(refused)}"
        )
        faults += _say_reading(again)
        faults += _say_soundness(unsound(drafts, plain=wanted.plain))
        chosen = _spread(drafts, wanted.convert)
        faults += _say_conversion(len(chosen), unconverted(chosen, folder) if chosen else [])
        if wanted.rounds:
            median, whole, number = ratio(list(drafts), folder, wanted.rounds)
            print(
                f"work of a draft against python-docx open and save, {number} files: {median:.2f} x median, {whole:.2f} x in sum"
            )
    if wanted.drafts:
        faults += _say_memory(wanted.drafts, memory(list(drafts), wanted.drafts))
    return 1 if faults else 0


def _spread(drafts: dict[Path, Path], number: int | None) -> dict[Path, Path]:
    """So many drafts, spread evenly; all where no number is given."""
    if number is None or number >= len(drafts):
        return drafts
    pairs = list(drafts.items())
    return dict(pairs[at * len(pairs) // number] for at in range(number))


def _say_soundness(found: dict[str, list[str]] | None) -> int:
    if found is None:
        print("checker: not on this machine")
        return 0
    print(f"checker: {len(found)} drafts with violations")
    for name, violations in list(found.items())[:20]:
        print(f"  {name}: {'; '.join(map(str, violations[:3]))}")
    return len(found)


def _say_reading(again: ReadAgain) -> int:
    print(f"read again: {dict(again.accepted)}; with our changes rejected: {dict(again.rejected)}")
    for name, faults in list(again.wrong.items())[:20]:
        print(f"  {name}: {', '.join(faults)}")
    return len(again.wrong)


def _say_conversion(tried: int, missing: list[str] | None) -> int:
    if missing is None:
        print("LibreOffice: not on this machine")
        return 0
    print(
        f"LibreOffice: of {tried} drafts {len(missing)} not converted though their documents are {missing[:20] or ''}"
    )
    return len(missing)


def _say_memory(number: int, held: list[tuple[float, float]]) -> int:
    told = ", ".join(
        f"{first:.0f} MB after the first of {ROUNDS} rounds, {end:.0f} MB after the last"
        for first, end in held
    )
    print(f"memory over {number} drafts in two processes: {told}")
    return sum(end - first > GROWTH_MB for first, end in held)


if __name__ == "__main__":
    sys.exit(main())
