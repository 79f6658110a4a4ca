"""A trust's folder, and where the shipped templates, tables and example are in a checkout and in an installed copy."""

from dataclasses import dataclass
from pathlib import Path

from policyclerk.domain.errors import UsageError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]
_BUNDLED = _PACKAGE / "_bundled"


@dataclass(frozen=True, slots=True)
class Project:
    """The folder in which everything of one trust stands.

    Attributes:
        root: the folder itself, absolute.
    """

    root: Path

    @property
    def settings_file(self) -> Path:
        """config/trust.toml of this trust."""
        return self.root / "config" / "trust.toml"

    def path(self, relative: str) -> Path:
        """A path from the settings: relative ones are relative to the project."""
        return self.root / Path(relative)

    def shown(self, path: Path) -> str:
        """A path as people are shown it: relative to the project, with forward slashes, where it lies inside."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def find_project(directory: Path) -> Project:
    """The project in `directory`.

    Raises:
        UsageError: there is no such folder, or no config/trust.toml in it; the sentence says what to do.
    """
    root = directory.expanduser()
    if not root.is_dir():
        raise UsageError(
            "no_project", f"There is no folder {root}. Make a trust's folder with: policyclerk init {root}"
        )
    project = Project(root.resolve())
    if not project.settings_file.is_file():
        raise UsageError(
            "no_project",
            f"{root} is no trust's folder: config/trust.toml is missing. "
            f"Make one with: policyclerk init {root}, or name the right folder with -p.",
        )
    return project


def shipped(name: str) -> Path:
    """A folder that ships with the product: `templates`, `config`, `flows`, `deployments`, `examples/northmoor-trust`.

    The checkout comes before the bundled copy, so that an editable install shows what is being worked on.
    """
    in_checkout = _CHECKOUT / name
    if (_CHECKOUT / "pyproject.toml").is_file() and in_checkout.is_dir():
        return in_checkout
    return _BUNDLED / name


def layers(project: Project, name: str) -> tuple[Path, ...]:
    """Folders in which `templates` or `config` files are looked for: the trust's own first, then the shipped ones."""
    return (project.root / name, shipped(name))


def synced_folder(path: Path) -> str | None:
    """The name of the service that seems to keep `path` in step with a cloud or server, None for a plain folder.

    SQLite's locks do not hold there, and two machines would write one file.
    """
    text = path.as_posix()
    if text.startswith("//") or str(path).startswith("\\\\"):
        return "a network share"
    marks = {"onedrive": "OneDrive", "dropbox": "Dropbox", "google drive": "Google Drive", "googledrive": "Google Drive",
             "my drive": "Google Drive", "sharepoint": "SharePoint", "icloud": "iCloud", "box sync": "Box"}  # fmt: skip
    for part in path.parts:
        for mark, service in marks.items():
            if part.lower().startswith(mark):
                return service
    return _network_mount(path)


def _network_mount(path: Path) -> str | None:
    """Whether a Linux mount table says that `path` lies on a network file system."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    best, kind = "", ""
    for line in lines:
        _, point, file_system, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if path.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, file_system
    network = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone")
    return f"a network share ({kind})" if kind in network else None
