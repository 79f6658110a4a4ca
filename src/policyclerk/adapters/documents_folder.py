"""The policies' Word files in a folder: listed, and found again from what people type into a Document cell."""

import os
import stat
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from policyclerk.adapters.atomic_file import shown_path
from policyclerk.adapters.document_link import Lead, decoded, folded, read_lead, web_address
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.ports import DocumentRef, Resolution

WORD_ENDINGS = (".docx", ".docm", ".dotx", ".dotm", ".doc")
_NOT_FOR_PEOPLE = ("~$", "._", ".~")
"""Lock files of Office, side files of macOS, lock files of LibreOffice: they end like Word files and are none."""


class FolderDocuments:
    """The Word files below a folder.

    Args:
        project: the trust's folder.
        root: the documents root, in the project or elsewhere on this machine.
        web_root: the https address under which people see the root ("https://.../Shared Documents/Policies").
        leave_out: folders below the root that hold no policies (our own drafts).
    """

    def __init__(
        self, project: Path, root: Path, *, web_root: str | None = None, leave_out: Sequence[Path] = ()
    ) -> None:
        self._project = project.resolve()
        self._root = root.resolve()
        self._shown = shown_path(root, project)
        self._web_root = web_root
        self._leave_out = tuple(each.resolve() for each in leave_out)
        self._listed: Mapping[str, DocumentRef] = {}
        self._index: _Index | None = None
        self._left_out: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """Sentences about files that the last listing could not take, because their names are no text."""
        return self._left_out

    def listing(self) -> tuple[DocumentRef, ...]:
        """Every Word file below the root, sorted by path; also those that only call themselves one.

        Lock files, hidden folders, the drafts and whatever a symbolic link brings in from outside stay out.

        Raises:
            PolicyclerkError: documents_missing (no such folder), documents_unreadable (a folder cannot be opened).
        """
        if not self._root.is_dir():
            raise PolicyclerkError(
                "documents_missing",
                f"There is no documents folder at {self._shown}. Make it, or name the right one as [documents] root "
                "in config/trust.toml.",
            )
        self._left_out = ()
        refs = tuple(sorted(self._walk(), key=lambda ref: ref.below_root))
        self._listed = {ref.local: ref for ref in refs}
        self._index = _Index.of(refs)
        return refs

    def local(self, path: str) -> Path | None:
        """Where a file is, by its path below the root, else by its path in the project."""
        places = (self._root / path, self._project / path)
        return next((place for place in places if place.is_file()), None)

    def resolve(self, *, text: str | None, link: str | None) -> Resolution:
        """Where a Document cell leads: its hyperlink first, then its text.

        Each is tried as a path below the root, below the project, and as the only file of that name (or with that
        end of its path) below the root. Where the text leads on although the hyperlink does not, the answer holds
        both the file and what is wrong with the hyperlink. Nothing is ever fetched.
        """
        tries = [(each, is_link) for each, is_link in ((link, True), (text, False)) if each and each.strip()]
        wrong: Resolution | None = None
        for said, is_link in tries:
            found = self._follow(said, is_link=is_link)
            if found.ref is not None:
                return found if wrong is None else Resolution(found.ref, wrong.kind, wrong.why)
            wrong = wrong or found
        return wrong or Resolution(None)

    def web_link(self, below_root: str) -> str | None:
        """The address of a file for mails, where `web_root` is an https address."""
        return web_address(self._web_root, below_root)

    # ---- listing

    def _walk(self) -> Iterator[DocumentRef]:
        for folder, folders, names in os.walk(self._root, onerror=self._cannot_list):
            here = Path(folder)
            folders[:] = sorted(name for name in folders if self._is_searched(here / name))
            for name in names:
                if is_word_name(name):
                    ref = self._ref(os.path.join(folder, name))
                    if ref is not None:
                        yield ref

    def _cannot_list(self, fault: OSError) -> None:
        where = os.fsencode(fault.filename or self._shown).decode("utf-8", "replace")
        raise PolicyclerkError(
            "documents_unreadable",
            f"The folder {where} cannot be opened, so its policies would count as missing. Give this account leave "
            "to read it, or move it out of the documents folder.",
        ) from fault

    def _is_searched(self, folder: Path) -> bool:
        return not folder.name.startswith(".") and folder not in self._leave_out

    def _ref(self, path: str) -> DocumentRef | None:
        """A file as the store names it; None where it is gone, is no file, or lies outside by a symbolic link.

        Paths are texts here: a trust has thousands of files, and each is looked at every night.
        """
        try:
            path.encode()
        except UnicodeEncodeError:
            name = os.fsencode(os.path.basename(path)).decode("utf-8", "replace")
            self._left_out += (f"The file {name} has a name that is no text; rename it to have it read.",)
            return None
        try:
            facts = os.lstat(path)
            if stat.S_ISLNK(facts.st_mode):
                if not self._is_inside(Path(path).resolve(strict=True)):
                    return None
                facts = os.stat(path)
        except (OSError, RuntimeError):  # gone since the folder was listed, or links in a circle
            return None
        if not stat.S_ISREG(facts.st_mode):
            return None
        return DocumentRef(
            path=_below(self._project, path),
            below_root=_below(self._root, path),
            local=path,
            size=facts.st_size,
            modified_ns=facts.st_mtime_ns,
        )

    def _is_inside(self, real: Path) -> bool:
        return real.is_relative_to(self._root) or real.is_relative_to(self._project)

    # ---- following a cell

    def _follow(self, said: str, *, is_link: bool) -> Resolution:
        lead = read_lead(said, web_root=self._web_root)
        if lead.refused:
            return _refused(said, lead.refused)
        found: Resolution | None = None
        for reading in _readings(lead, is_link=is_link):
            outcome = self._look(reading, said)
            if outcome.ref is not None:
                return outcome
            found = found or outcome
        return found or _broken(said, "it names no file")

    def _look(self, lead: Lead, said: str) -> Resolution:
        if not lead.path:
            return _broken(said, "it names no file")
        if not lead.foreign:
            at_path = self._at_path(lead, said)
            if at_path is not None:
                return at_path
        if lead.below_root:
            return _broken(said, "there is no such file below the documents folder")
        if lead.absolute:
            return _refused(said, "it leads outside the documents folder")
        return self._by_name(lead, said)

    def _at_path(self, lead: Lead, said: str) -> Resolution | None:
        """The file at root/path or project/path; a refusal where it lies outside or is ours; None where none is."""
        bases = (Path("/"),) if lead.absolute else (self._root, self._project)
        for base in bases[:1] if lead.below_root else bases:
            listed = self._listed.get(os.path.join(base, *lead.path))
            if listed is not None:
                return Resolution(listed)
            path = base.joinpath(*lead.path)
            try:
                real = path.resolve(strict=True)
            except (OSError, RuntimeError, ValueError):
                continue
            if not self._is_inside(real):
                return _refused(said, "it leads outside the documents folder")
            if any(real.is_relative_to(each) for each in self._leave_out):
                return _refused(said, "it leads to one of the drafts; link the policy itself")
            ref = self._ref(str(path))
            if ref is not None:
                return Resolution(ref)
        return None

    def _by_name(self, lead: Lead, said: str) -> Resolution:
        candidates = self._names().matching(lead.path)
        if len(candidates) == 1:
            return Resolution(candidates[0])
        if candidates:
            places = " and ".join(ref.below_root for ref in candidates[:3])
            return _broken(said, f"several files could be meant ({places}); say which by its whole path")
        if lead.foreign:
            return _refused(said, "it leads to a drive of some computer, and no file here has that name")
        return _broken(said, f"there is no such file in {self._shown}")

    def _names(self) -> "_Index":
        if self._index is None:
            self.listing()
        return self._index or _Index({}, {})


@dataclass(frozen=True, slots=True)
class _Index:
    """The listed files by their folded name, with and without ending."""

    by_name: Mapping[str, Sequence[DocumentRef]]
    by_stem: Mapping[str, Sequence[DocumentRef]]

    @classmethod
    def of(cls, refs: Sequence[DocumentRef]) -> "_Index":
        by_name: dict[str, list[DocumentRef]] = defaultdict(list)
        by_stem: dict[str, list[DocumentRef]] = defaultdict(list)
        for ref in refs:
            name = folded(ref.below_root.rpartition("/")[2])
            by_name[name].append(ref)
            by_stem[name.rpartition(".")[0]].append(ref)
        return cls(by_name, by_stem)

    def matching(self, parts: Sequence[str]) -> Sequence[DocumentRef]:
        """Files of the path's last name; where there are several, those whose folders agree with it the longest."""
        name = folded(parts[-1])
        candidates = self.by_name.get(name) or self.by_stem.get(name) or ()
        if len(candidates) < 2:
            return candidates
        agreeing = [_agreement(ref, parts) for ref in candidates]
        return [ref for ref, count in zip(candidates, agreeing, strict=True) if count == max(agreeing)]


def _agreement(ref: DocumentRef, parts: Sequence[str]) -> int:
    """How many folders, counted from the file outwards, are the same."""
    have = [folded(part) for part in PurePosixPath(ref.below_root).parts[:-1]]
    want = [folded(part) for part in parts[:-1]]
    count = 0
    for one, other in zip(reversed(have), reversed(want), strict=False):
        if one != other:
            break
        count += 1
    return count


def _readings(lead: Lead, *, is_link: bool) -> Iterator[Lead]:
    """A hyperlink writes a space as %20; in a typed name "50%20 rule.docx" the percent sign may be meant."""
    plain = decoded(lead)
    yield plain if is_link else lead
    if plain != lead:
        yield lead if is_link else plain


def _below(folder: Path, path: str) -> str:
    """A path as it is named below a folder, with forward slashes; the whole of it where it lies elsewhere."""
    start = os.path.join(folder, "")
    if path.startswith(start):
        return path[len(start) :].replace(os.sep, "/")
    whole = Path(path)
    return (whole.relative_to(folder) if whole.is_relative_to(folder) else whole).as_posix()


def is_word_name(name: str) -> bool:
    """Whether a file's name says that it is a Word file that people work in."""
    return name.casefold().endswith(WORD_ENDINGS) and not name.startswith(_NOT_FOR_PEOPLE)


def _refused(said: str, why: str) -> Resolution:
    return Resolution(None, "link_refused", f"{_short(said)} is not followed: {why}.")


def _broken(said: str, why: str) -> Resolution:
    return Resolution(None, "link_broken", f"{_short(said)} leads to no document: {why}.")


def _short(said: str) -> str:
    plain = "".join(each if each.isprintable() else "?" for each in " ".join(said.split()))
    return f'"{plain if len(plain) <= 120 else plain[:117] + "..."}"'
