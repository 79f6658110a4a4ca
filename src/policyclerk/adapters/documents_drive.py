"""The policies' documents in a folder of Google Drive: listed, fetched to this machine, found again from what people type.

What is opened is always a copy on this machine; unchanged documents are not fetched again. An address in a cell is
never opened: only the file's id is taken from it, and asked for at Google.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from policyclerk.adapters.document_link import folded
from policyclerk.adapters.drive_calls import (
    FOLDER,
    GOOGLE_DOCUMENT,
    SHORTCUT,
    WORD_KINDS,
    DriveCalls,
    DriveFile,
)
from policyclerk.adapters.drive_copies import DriveCopies
from policyclerk.adapters.drive_links import folder_id, read_drive_lead
from policyclerk.adapters.google_faults import GoogleFault, told
from policyclerk.adapters.google_session import GoogleSession
from policyclerk.domain.errors import PolicyclerkError, SettingsError
from policyclerk.ports import DocumentRef, Resolution

MOST_FOLDERS = 2_000
MOST_LEVELS = 30
_NOT_FOR_PEOPLE = ("~$", "._", ".~")
_NO_FOLDER = (
    "config/trust.toml: [documents] root must be the address of the Drive folder "
    "(https://drive.google.com/drive/folders/...) or the id in it."
)
_UNFIT = set('\\/:*?"<>|')


@dataclass(frozen=True, slots=True)
class _Kept:
    """A document of which there is a copy here."""

    file: DriveFile
    ref: DocumentRef


class DriveDocuments:
    """The Word files and Google documents below a folder of Drive.

    Args:
        session: the way to Google, with the scope for reading Drive.
        root: the folder's id or address.
        cache: where copies are kept between runs (state/drive-cache).
        max_mb: larger documents are not fetched; they count as too large to be read.
        keep: False for what must leave nothing behind: copies in `cache` are used, others go to a temporary folder.

    Raises:
        SettingsError: `root` is no id or address of a folder.
    """

    def __init__(
        self, session: GoogleSession, *, root: str, cache: Path, max_mb: int, keep: bool = True
    ) -> None:
        number = folder_id(root)
        if number is None:
            raise SettingsError((_NO_FOLDER,))
        self._session, self._calls, self._root = session, DriveCalls(session), number
        self._copies = DriveCopies(self._calls, cache=cache, largest=max_mb * 1024 * 1024, keep=keep)
        self._listed: dict[str, _Kept] = {}
        self._paths: set[str] = set()
        self._named: dict[str, list[DocumentRef]] = {}
        self._linked: dict[str, _Kept] = {}
        self._unreadable: dict[str, str] = {}

    @property
    def left_out(self) -> tuple[str, ...]:
        """Sentences about documents that the last listing could not fetch."""
        return tuple(self._unreadable.values())

    def listing(self) -> tuple[DocumentRef, ...]:
        """Every Word file and Google document below the folder, sorted by path, each with a copy on this machine.

        Raises:
            PolicyclerkError: documents_missing (no such folder for this account), documents_unreadable.
        """
        self._listed, self._unreadable, self._paths, self._named = {}, {}, set(), {}
        self._session.begin()
        try:
            self._look_at_root()
            found = sorted(self._walk(), key=lambda each: each[1])
        except GoogleFault as fault:
            kind = "documents_missing" if fault.kind == "missing" else "documents_unreadable"
            raise self._fault(kind, fault, "the documents folder in Google Drive") from fault
        for file, path in found:
            self._listed_one(file, path)
        return tuple(kept.ref for kept in self._listed.values())

    def resolve(self, *, text: str | None, link: str | None) -> Resolution:
        """Where a Document cell leads: its hyperlink first, then its text.

        A file's id, however its address is written, leads to that file if this account may see it; anything else
        is a path, a file name or a title below the folder.

        Raises:
            PolicyclerkError: documents_unreadable, Google is out of reach.
        """
        wrong: Resolution | None = None
        for said in (link, text):
            if said and said.strip():
                found = self._follow(said)
                if found.ref is not None:
                    return found if wrong is None else Resolution(found.ref, wrong.kind, wrong.why)
                wrong = wrong or found
        return wrong or Resolution(None)

    def web_link(self, below_root: str) -> str | None:
        """The address of a document for mails."""
        for number, kept in {**self._linked, **self._listed}.items():
            if kept.ref.below_root == below_root:
                kind = "document" if kept.file.mime == GOOGLE_DOCUMENT else "file"
                host = "docs" if kind == "document" else "drive"
                return (
                    f"https://{host}.google.com/{kind}/d/{number}/{'edit' if kind == 'document' else 'view'}"
                )
        return None

    def local(self, path: str) -> Path | None:
        """The copy of a document by its path, for whoever makes a draft of it."""
        every = (*self._listed.values(), *self._linked.values())
        return next(
            (Path(kept.ref.local) for kept in every if path in (kept.ref.path, kept.ref.below_root)), None
        )

    # ---- listing

    def _look_at_root(self) -> None:
        root = self._calls.file(self._root)
        if root.mime != FOLDER or root.trashed:
            raise PolicyclerkError(
                "documents_missing",
                "[documents] root in config/trust.toml leads to "
                f"{'a folder in the bin' if root.trashed else 'a file, not to a folder'} of Google Drive.",
            )

    def _walk(self) -> Iterator[tuple[DriveFile, str]]:
        """Documents with their paths, level by level: few requests, however many folders."""
        level, seen = {self._root: PurePosixPath()}, {self._root}
        for _ in range(MOST_LEVELS):
            below: dict[str, PurePosixPath] = {}
            for file in self._calls.children(tuple(level)):
                above = next((level[each] for each in file.parents if each in level), PurePosixPath())
                if file.mime == FOLDER:
                    if file.id not in seen:
                        below[file.id] = above / _fit(file.name)
                else:
                    yield from self._as_document(file, above)
            seen |= set(below)
            if len(seen) > MOST_FOLDERS:
                raise PolicyclerkError(
                    "documents_unreadable",
                    f"There are more than {MOST_FOLDERS} folders below the documents folder in Google Drive. Name a "
                    "smaller one as [documents] root in config/trust.toml.",
                )
            if not below:
                return
            level = below

    def _as_document(self, file: DriveFile, above: PurePosixPath) -> Iterator[tuple[DriveFile, str]]:
        if file.target:
            try:
                meant = self._calls.file(file.target)
            except GoogleFault as fault:
                if fault.temporary:
                    raise
                self._unreadable[file.target] = (
                    f"The shortcut {file.name} leads to a file that {self._email} may not see."
                )
                return
            file = replace(meant, name=file.name)
        if file.mime in WORD_KINDS and not file.trashed and not file.name.startswith(_NOT_FOR_PEOPLE):
            yield file, (above / _named(file)).as_posix()

    def _listed_one(self, file: DriveFile, path: str) -> None:
        if folded(path) in self._paths:  # Drive lets two files of one folder have the same name
            whole = PurePosixPath(path)
            path = whole.with_name(f"{whole.stem} ({file.id[:8]}){whole.suffix}").as_posix()
        kept = self._fetched(file, path)
        if kept is not None:
            self._listed[file.id] = kept
            self._paths.add(folded(path))
            for name in {PurePosixPath(path).name, PurePosixPath(path).stem}:
                self._named.setdefault(folded(name), []).append(kept.ref)

    # ---- copies

    def _fetched(self, file: DriveFile, path: str) -> _Kept | None:
        """The document with its copy; None where it cannot be fetched, and `left_out` says why."""
        self._session.begin()
        try:
            local = self._copies.of(file)
        except GoogleFault as fault:
            if fault.temporary:
                raise self._fault("documents_unreadable", fault, "a document in Google Drive") from fault
            self._unreadable[file.id] = self._why_not(file, fault)
            return None
        except OSError as fault:
            raise PolicyclerkError(
                "documents_unreadable",
                f"Documents from Google Drive cannot be stored here: {fault.strerror}.",
            ) from fault
        size = local.stat().st_size
        return _Kept(file, DocumentRef(path, path, str(local), size, file.modified_ns))

    # ---- following a cell

    def _follow(self, said: str) -> Resolution:
        lead = read_drive_lead(said)
        if lead.refused:
            return Resolution(None, "link_refused", f"{_short(said)} is not followed: {lead.refused}.")
        if lead.broken:
            return _broken(said, lead.broken)
        return self._by_id(lead.id, said) if lead.id else self._by_name(lead.names, said)

    def _by_id(self, number: str, said: str) -> Resolution:
        kept = self._listed.get(number) or self._linked.get(number)
        if kept is None and number not in self._unreadable:
            self._session.begin()
            try:
                file = self._calls.file(number)
                if file.mime == SHORTCUT and file.target:
                    file = self._calls.file(file.target)
            except GoogleFault as fault:
                if fault.temporary or fault.kind in {"key_refused", "not_google", "switched_off"}:
                    raise self._fault("documents_unreadable", fault, "Google Drive") from fault
                return _broken(
                    said, f"{self._email} sees no such document; share it with that address as a viewer"
                )
            if file.trashed:
                return _broken(said, "the document lies in the bin of Google Drive")
            if file.mime not in WORD_KINDS:
                return _broken(said, f"{file.name} is neither a Word file nor a Google document")
            kept = self._listed.get(file.id) or self._fetched(file, self._free_path(file))
            if kept is not None:
                self._linked[number] = kept
        if kept is None:
            return _broken(said, self._unreadable.get(number, "it cannot be fetched").rstrip("."))
        return Resolution(kept.ref)

    def _free_path(self, file: DriveFile) -> str:
        """A path for a document outside the folder that no listed one has."""
        return f"linked/{file.id[:8]}/{_named(file)}"

    def _by_name(self, names: tuple[str, ...], said: str) -> Resolution:
        found = [ref for ref in self._named.get(names[-1], ()) if _agrees(ref, names)]
        exact = [ref for ref in found if len(names) == len(PurePosixPath(ref.below_root).parts)]
        candidates = exact if len(names) > 1 and exact else found
        if len(candidates) == 1:
            return Resolution(candidates[0])
        if candidates:
            places = " and ".join(ref.below_root for ref in candidates[:3])
            return _broken(said, f"several documents could be meant ({places}); link the one meant")
        return _broken(said, "there is no such document in the documents folder of Google Drive")

    # ---- sentences

    @property
    def _email(self) -> str:
        return self._session.email

    def _fault(self, kind: str, fault: GoogleFault, what: str) -> PolicyclerkError:
        sentence = told(fault, what=what, email=self._email, role="a viewer")
        return PolicyclerkError(kind, sentence, temporary=fault.temporary)

    def _why_not(self, file: DriveFile, fault: GoogleFault) -> str:
        if fault.reason == "exportSizeLimitExceeded":
            return f"The Google document {file.name} is too large to be exported; keep it as a Word file."
        if fault.kind in {"forbidden", "missing"}:
            return f"{file.name} may not be downloaded by {self._email}: allow viewers to download it."
        return f"{file.name} cannot be fetched (Google said {fault.status}: {fault.said})."


def _named(file: DriveFile) -> str:
    """A file's name with the ending of its copy."""
    name = _fit(file.name)
    suffix = WORD_KINDS[file.mime]
    has_ending = file.mime != GOOGLE_DOCUMENT and PurePosixPath(name).suffix.casefold() in set(
        WORD_KINDS.values()
    )
    return name if has_ending else f"{name}{suffix}"


def _fit(name: str) -> str:
    """A name that can stand in a path on any machine: Drive allows every character."""
    fit = "".join("_" if c in _UNFIT or not c.isprintable() else c for c in name).strip(" ")
    return "_" if not fit.strip(".") else fit


def _agrees(ref: DocumentRef, names: tuple[str, ...]) -> bool:
    """Whether a path or name, with or without ending, is the end of a document's path."""
    have = [folded(part) for part in PurePosixPath(ref.below_root).parts]
    stem = folded(PurePosixPath(ref.below_root).stem)
    ends = have[-len(names) :]
    return names == tuple(ends) or names == (*ends[:-1], stem)


def _broken(said: str, why: str) -> Resolution:
    return Resolution(None, "link_broken", f"{_short(said)} leads to no document: {why}.")


def _short(said: str) -> str:
    plain = "".join(c if c.isprintable() else "?" for c in " ".join(said.split()))
    return f'"{plain if len(plain) <= 120 else plain[:117] + "..."}"'
