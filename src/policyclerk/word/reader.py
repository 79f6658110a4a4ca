"""Reads one Word file into `DocumentFacts`; as a program, the child process that a pool feeds and may end.

`python -m policyclerk.word.reader` says "ready", then reads a JSON object per line ({"file", "local", "max_mb", "names"}) and
answers each with the facts in one line. `python -m policyclerk.word.reader --files FILE...` prints the facts of files, for a look.
"""

import gc
import json
import sys
import traceback
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from lxml import etree

from policyclerk.domain.document import DocumentFacts, Note, unreadable
from policyclerk.domain.plain import to_plain
from policyclerk.word.claims import Gathered, gather
from policyclerk.word.control import control
from policyclerk.word.gaps import Gap, find_gaps, gap_notes
from policyclerk.word.labels import field_of
from policyclerk.word.package import Package, Unreadable, open_package
from policyclerk.word.properties import Properties, read_properties
from policyclerk.word.prose import told
from policyclerk.word.references import references, related_policies
from policyclerk.word.shape import shape_notes
from policyclerk.word.signatures import find_signatures
from policyclerk.word.text import Text, paragraphs_of, walk
from policyclerk.word.title import naming
from policyclerk.word.values import is_value
from policyclerk.word.whose import names_nobody

READY = "ready"
"""The child's first line: from then on the time of each file is its own."""

MEMORY_LIMIT = 1_500 * 1024 * 1024  # of a child, in bytes; a document of ordinary size needs under a tenth
_FILE_FAULTS = (zipfile.BadZipFile, zlib.error, etree.LxmlError, EOFError, OSError)
"""What a damaged file makes the libraries raise, where no nearer place has a better sentence for it."""
_OWN_FAULTS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError)
"""What only a fault of this program raises: caught so that no file stops a night, but never said to be the file's."""


def read_file(
    path: str, *, name: str | None = None, max_mb: int = 50, names: Sequence[str] = ()
) -> DocumentFacts:
    """Everything that one Word file says of itself.

    Args:
        path: where its bytes are.
        name: how it is called in the answer; the path where absent.
        max_mb: larger files are not opened (MiB).
        names: further names of laws, guidance, bodies, terms and services to look for.

    Returns:
        The facts; with `ok` false, `problem` says in a sentence why the file could not be read. Nothing is raised for
        anything that a file can hold.
    """
    called = path if name is None else name
    digest: str | None = None
    try:
        package = open_package(path, max_mb=max_mb)
        digest = package.sha256
        return _facts(package, called, names)
    except Unreadable as fault:
        return unreadable(called, fault.sha256 or digest, fault.problem, fault.message)
    except MemoryError:
        return unreadable(called, digest, "hostile", _TOO_BIG)
    except RecursionError:
        return unreadable(called, digest, "hostile", _TOO_DEEP)
    except _FILE_FAULTS as fault:
        message = f"The file is damaged and cannot be read ({type(fault).__name__}). Open it in Word and save it again as a Word document (.docx)."
        return unreadable(called, digest, "corrupt", message)
    except _OWN_FAULTS as fault:
        return unreadable(called, digest, "not_read", _own_fault(fault))


_TOO_BIG = "Reading the file needs more memory than a document should: it was not read."
_TOO_DEEP = (
    "The file's tables, controls or boxes stand in one another far deeper than a document's: it was not read."
)


def _own_fault(fault: Exception) -> str:
    """A sentence with the place in the program, which holds nothing of the document."""
    at = traceback.extract_tb(fault.__traceback__)[-1]
    place = f"{type(fault).__name__} in {at.name}, line {at.lineno}"
    return f"The reader itself broke down on this file ({place}): a fault of policyclerk, not of the file. Please report it; until then read the file yourself."


def _facts(package: Package, called: str, further: Sequence[str]) -> DocumentFacts:
    text = walk(package)
    try:
        return _judged(text, called, further)
    finally:
        text.let_go()


def _judged(text: Text, called: str, further: Sequence[str]) -> DocumentFacts:
    package = text.package
    properties = read_properties(package)
    gaps = find_gaps(text)
    signatures = find_signatures(text, [gap.paragraph for gap in gaps if gap.of_signers])
    gathered = gather(text, signatures.block_places)
    found = control(text, gathered, told(text), signatures.approvals)
    names = naming(text, gathered.claims, properties.title)
    notes = [
        *_file_notes(package, text),
        *found.notes,
        *_other_gaps(gaps, signatures.form_places, found.notes),
        *_property_notes(properties),
        *shape_notes(text, names.title),
        *_nameless(text, names.organisation),
    ]
    return DocumentFacts(
        file=called,
        sha256=package.sha256,
        ok=True,
        title=names.title,
        organisation=names.organisation,
        reference=found.reference,
        version=found.version,
        status=found.status,
        owner=found.owner,
        approver=found.approver,
        latest_review=found.latest_review,
        approved=found.approved,
        next_review=found.next_review,
        review_cycle=found.review_cycle,
        sign_offs=tuple(signatures.sign_offs),
        declarations=tuple(signatures.declarations),
        history=found.history,
        references=references(text, past=_history_places(gathered), further=further),
        related_policies=related_policies(text, names.title),
        conflicts=tuple(found.conflicts),
        notes=tuple(dict.fromkeys(notes)),
    )


def _history_places(gathered: Gathered) -> frozenset[str]:
    """The places of tables of versions."""
    tables = (history.table for history in gathered.histories)
    return frozenset(paragraph.where for table in tables for paragraph in paragraphs_of(table))


# ---- notes


def _file_notes(package: Package, text: Text) -> Iterator[Note]:
    if package.macro_or_template:
        yield Note(
            "template_or_macro",
            "This is a template or a document with macros; it was read, but it is not drafted.",
            None,
        )
    if package.strict:
        yield Note(
            "strict",
            "This is saved as Strict Open XML; it was read, but it is not drafted. Save it as an ordinary .docx.",
            None,
        )
    if text.changes:
        yield Note(
            "unaccepted_changes",
            "The file holds tracked changes that nobody has accepted or rejected; it was read as if they were accepted.",
            None,
        )
    marks = [(mark, p) for p in text.paragraphs() for mark in p.marks if mark.kind == "today"]
    for _, paragraph in marks[:1]:
        yield Note(
            "today_field",
            "A field here shows the day on which the file is opened or printed; it was not taken for a date of the document.",
            paragraph.where,
        )
    if not any(p.text.strip() for p in text.paragraphs()):
        yield Note("no_text", "The file shows no text at all; it may be a scan.", None)


def _other_gaps(found: Iterable[Gap], forms: set[str], told: Iterable[Note]) -> Iterator[Note]:
    """The gaps that were not told already, where a value of the document's own control block is missing."""
    known = [(note.where, note.message) for note in told if note.kind == "placeholder_left"]
    for note in gap_notes(found, forms):
        words = note.message.partition("”")[0]
        if not any(where == note.where and message.startswith(words) for where, message in known):
            yield note


def _nameless(text: Text, organisation: str | None) -> Iterator[Note]:
    """A document of a school that says nowhere whose it is."""
    if organisation is None and names_nobody(text):
        yield Note("no_organisation", "No school, trust or council is named anywhere in the file.", None)


def _property_notes(properties: Properties) -> Iterator[Note]:
    """Control information that stands in the file's properties only."""
    for name, value in properties.custom:
        field = field_of(name)
        if (
            field in ("next", "last", "review", "version", "owner", "approved")
            and is_value(value)
            and len(value) < 80
        ):
            yield Note("property", f"The file's properties say “{name}: {value}”.", "properties")


# ---- the child process


def answer(line: str) -> str:
    """The facts for one request, as a line of JSON."""
    request = json.loads(line)
    facts = read_file(
        request["local"],
        name=request.get("file"),
        max_mb=int(request.get("max_mb", 50)),
        names=request.get("names", ()),
    )
    return json.dumps(to_plain(facts), ensure_ascii=True)


def serve(requests: Iterable[str], answers: TextIO) -> None:
    """Answer requests until there are no more."""
    for line in requests:
        if line.strip():
            answers.write(answer(line) + "\n")
            answers.flush()


def limit_memory(size: int = MEMORY_LIMIT) -> None:
    """Limit this process's memory where the platform can (not on Windows)."""
    try:
        import resource  # not on every platform
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = size if hard == resource.RLIM_INFINITY else min(size, hard)
    if soft == resource.RLIM_INFINITY or soft > wanted:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def main(arguments: list[str]) -> int:
    """Run as a child, or print the facts of the files named."""
    if arguments[:1] == ["--files"]:
        for path in arguments[1:]:
            sys.stdout.write(json.dumps(to_plain(read_file(path)), ensure_ascii=False) + "\n")
        return 0
    limit_memory()
    gc.freeze()  # what is loaded by now stays, and need not be looked at again with every collection
    gc.set_threshold(50_000, 20, 20)  # what is read leaves nothing behind that only a collection could free
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(READY + "\n")
    sys.stdout.flush()
    serve(sys.stdin, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
