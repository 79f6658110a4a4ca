"""Opens a Word file safely: everything that can be wrong with its wrapping is found before any XML is parsed.

Nothing is ever written or unpacked to disk, and no relationship that leads out of the file is followed.
"""

import hashlib
import io
import posixpath
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from policyclerk.word.markup import RELS_NS, STRICT_MARK, TYPES_NS, Element
from policyclerk.word.refusal import RESAVE, Unreadable, resave
from policyclerk.word.safe_xml import parse_xml, refuse_doctype
from policyclerk.word.sniff import sniff
from policyclerk.word.unpacked import unpacked

__all__ = [
    "Package",
    "Relationship",
    "Unreadable",
    "has_signature_part",
    "open_package",
    "parse_xml",
    "refuse_doctype",
]

MAX_INFLATED = 200 * 1024 * 1024  # all entries together, as their directory says
MAX_RATIO = 200  # inflated : packed; text packs 30 : 1 at the very best
RATIO_FROM = 2 * 1024 * 1024  # small parts may pack well without harm
MAX_ENTRIES = 10_000
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WORD_MAIN = "wordprocessingml"
_MACRO = "application/vnd.ms-word."


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of a part; `target` is the full part name, or the address where `external`."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """An opened Word file.

    Attributes:
        path: the local path.
        data, sha256: the file's bytes and their digest.
        main: name of the main document part ("word/document.xml").
        main_type: its content type; macros and templates show there.
        parts: names of all parts, as in the archive, without a leading slash.
        strict: whether the file is Strict Open XML: its trees are mapped and must not be written back.
    """

    path: str
    data: bytes
    sha256: str
    archive: zipfile.ZipFile
    parts: frozenset[str]
    main: str = ""
    main_type: str = ""
    strict: bool = False
    _rels: dict[str, tuple[Relationship, ...]] = field(default_factory=dict)

    @property
    def macro_or_template(self) -> bool:
        """Whether this is a .docm, .dotx or .dotm, whatever its name says."""
        return "macroEnabled" in self.main_type or "template" in self.main_type

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises Unreadable where they are damaged."""
        try:
            entry = self.archive.getinfo(name)
            if entry.compress_type not in _PACKINGS:
                raise Unreadable(
                    "unsupported", f"Part {name} is packed in a way that Word does not use. {RESAVE}"
                )
            return unpacked(self.data, entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as fault:
            raise Unreadable(
                "corrupt",
                f"The file is damaged: {name} cannot be unpacked. Fetch a good copy, or {resave()}",
            ) from fault

    def tree(self, name: str) -> Element:
        """The root element of an XML part. Raises Unreadable where it is broken or dangerous."""
        return parse_xml(self.read(name), name, mapped=self.strict)

    def relationships(self, name: str) -> tuple[Relationship, ...]:
        """The relationships of a part ("" = of the package); empty where there are none."""
        if name not in self._rels:
            self._rels[name] = self._read_relationships(name)
        return self._rels[name]

    def _read_relationships(self, name: str) -> tuple[Relationship, ...]:
        folder, leaf = posixpath.split(name)
        rels_name = posixpath.join(folder, "_rels", f"{leaf}.rels")
        if rels_name not in self.parts:
            return ()
        data = self.read(rels_name)
        if not name:
            self.strict = STRICT_MARK in data
        root = parse_xml(data, rels_name, mapped=True)
        return tuple(_relationship(node, folder) for node in root.iter(f"{{{RELS_NS}}}Relationship"))


def _relationship(node: Element, folder: str) -> Relationship:
    target, external = node.get("Target", ""), node.get("TargetMode") == "External"
    if not external:
        target = _part_name(folder, target)
    return Relationship(node.get("Id", ""), node.get("Type", ""), target, external)


@lru_cache(maxsize=1024)
def _part_name(folder: str, target: str) -> str:
    """The name of a part from one that is told from a folder on; remembered, as all files name their parts alike."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def open_package(path: str, *, max_mb: int = 50) -> Package:
    """Open a Word file for reading.

    Args:
        path: a local path.
        max_mb: larger files are not opened (MiB).

    Raises:
        Unreadable: with the kind and the sentence for `read`.
    """
    data = _bytes_of(Path(path), max_mb)
    digest = hashlib.sha256(data).hexdigest()
    try:
        return _open_bytes(path, data, digest)
    except Unreadable as fault:
        fault.sha256 = digest
        raise


def _bytes_of(path: Path, max_mb: int) -> bytes:
    if path.name.startswith("~$"):
        raise Unreadable(
            "lock_file",
            "This is the small file that Word keeps beside an open document, not the document itself. Close Word, or leave it out.",
        )
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise Unreadable(
                "not_word", "This is a folder or a device, not a file. Name the Word file itself."
            )
        if facts.st_size > max_mb * 1024 * 1024:
            raise Unreadable(
                "too_large",
                f"The file has {facts.st_size / 1024 / 1024:.0f} MB, the limit is {max_mb} MB. Make its pictures smaller in Word, or raise max_document_mb.",
            )
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise Unreadable("not_found", "There is no such file. Check its name and folder.") from fault
    except (OSError, ValueError) as fault:
        raise Unreadable(
            "not_found",
            f"The file cannot be opened ({_reason(fault)}). Check its name, and whether you may read it.",
        ) from fault


def _reason(fault: Exception) -> str:
    return getattr(fault, "strerror", None) or str(fault) or type(fault).__name__


def _open_bytes(path: str, data: bytes, digest: str) -> Package:
    sniff(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as fault:
        raise Unreadable(
            "corrupt", f"The file is damaged or was only partly copied. Fetch a good copy, or {resave()}"
        ) from fault
    _check_entries(entries, len(data))
    parts = frozenset(entry.filename for entry in entries if not entry.is_dir())
    package = Package(path=path, data=data, sha256=digest, archive=archive, parts=parts)
    _find_main(package)
    return package


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Unreadable(
            "hostile",
            f"The file claims {len(entries)} parts, far more than any Word document has: it was not read.",
        )
    if sum(entry.file_size for entry in entries) > MAX_INFLATED:
        raise Unreadable(
            "too_large",
            f"Unpacked, the file would have more than {MAX_INFLATED // 1024 // 1024} MB: it was not read. Make its pictures smaller in Word.",
        )
    for entry in entries:
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise Unreadable(
                "hostile",
                f"{entry.filename} unpacks to more than {MAX_RATIO} times its size, as files made to stop a reader do: it was not read.",
            )
        if entry.flag_bits & 1 or entry.compress_type == 99:
            raise Unreadable(
                "encrypted",
                "The file is an archive with a password. Unpack it, and save it in Word as a Word document (.docx).",
            )
    _check_names(entries, size)


def _check_names(entries: list[zipfile.ZipInfo], size: int) -> None:
    names = {entry.filename.casefold() for entry in entries}
    places = {entry.header_offset for entry in entries}
    packed = sum(entry.compress_size for entry in entries)
    if len(names) < len(entries):
        raise Unreadable(
            "hostile",
            f"The file holds two parts of the same name, and there is no telling which one Word shows. {RESAVE}",
        )
    if len(places) < len(entries) or packed > size:
        raise Unreadable(
            "hostile",
            "Several parts of the file share the same data, as files made to stop a reader do: it was not read.",
        )


def _find_main(package: Package) -> None:
    if "[Content_Types].xml" not in package.parts:
        raise _not_a_word_package(package)
    mains = [rel for rel in package.relationships("") if rel.kind.endswith("/officeDocument")]
    if not mains:
        raise _not_a_word_package(package)
    if len(mains) > 1 or mains[0].external:
        raise Unreadable("hostile", "The file has no single main document inside it: it was not read.")
    package.main = mains[0].target
    if package.main not in package.parts:
        raise Unreadable("corrupt", f"The file's main document is missing. Fetch a good copy, or {resave()}")
    package.main_type = _content_type(package)
    if _WORD_MAIN not in package.main_type and not package.main_type.startswith(_MACRO):
        raise Unreadable("not_word", f"This is an Office file, but not a Word document. {RESAVE}")


def _not_a_word_package(package: Package) -> Unreadable:
    if "mimetype" in package.parts:
        return Unreadable("not_word", f"This is an OpenDocument file (LibreOffice). {RESAVE}")
    if any(name.startswith("word/") for name in package.parts):
        return Unreadable("corrupt", f"Parts of the Word file are missing. Fetch a good copy, or {resave()}")
    return Unreadable("not_word", f"This is an archive, but not a Word document. {RESAVE}")


def _content_type(package: Package) -> str:
    root = parse_xml(package.read("[Content_Types].xml"), "[Content_Types].xml")
    wanted = f"/{package.main}".casefold()
    for node in root.iter(f"{{{TYPES_NS}}}Override"):
        if node.get("PartName", "").casefold() == wanted:
            return node.get("ContentType", "")
    suffix = posixpath.splitext(package.main)[1].lstrip(".").casefold()
    for node in root.iter(f"{{{TYPES_NS}}}Default"):
        if node.get("Extension", "").casefold() == suffix:
            return node.get("ContentType", "")
    return ""


def has_signature_part(package: Package) -> bool:
    """Whether the file carries digital signatures (they are not verified here)."""
    return any(name.startswith("_xmlsignatures/") and name.endswith(".xml") for name in package.parts)
