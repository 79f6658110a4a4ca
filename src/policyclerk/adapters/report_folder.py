"""Reports as files in the project's reports folder."""

from pathlib import Path

from policyclerk.adapters.atomic_file import put_in_place, shown_path, write_aside


class ReportFolder:
    """Writes reports/<name>, whole or not at all.

    Args:
        folder: where reports go; made when the first one is written.
        project: answers are relative to it.
    """

    def __init__(self, folder: Path, project: Path) -> None:
        self._folder = folder
        self._project = project

    def write(self, *, name: str, text: str) -> str:
        """Write a report over an older one of that name; gives the path relative to the project directory.

        Raises:
            ValueError: `name` is not a plain file name.
            OSError: the folder cannot be written.
        """
        return self.write_bytes(name=name, content=text.encode())

    def write_bytes(self, *, name: str, content: bytes) -> str:
        """As `write`, for what is no text; raises the same."""
        final = self._folder / _plain(name)
        aside = self._folder / f".{name}.aside"
        write_aside(aside, content)
        put_in_place(aside, final)
        return self.where(name)

    def read(self, name: str) -> bytes | None:
        """What an earlier report of that name holds; None where there is none, or it cannot be read."""
        try:
            return (self._folder / _plain(name)).read_bytes()
        except OSError:
            return None

    def where(self, name: str) -> str:
        """The path of a report relative to the project directory."""
        return shown_path(self._folder / _plain(name), self._project)

    def within(self, name: str) -> "ReportFolder":
        """The same for a folder in it. Raises ValueError where its name is not a plain one."""
        return ReportFolder(self._folder / _plain(name), self._project)


def _plain(name: str) -> str:
    if not name or name != Path(name).name or "\\" in name or name.startswith("."):
        raise ValueError(f"{name!r} is not a plain file name")
    return name
