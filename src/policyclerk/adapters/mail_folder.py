"""Mail into a folder: each message is one file, and nothing is sent.

A message is written aside and synced, claimed in the ledger, renamed, confirmed. What is found claimed after a kill
is settled by looking: its aside still there means that it had not left (it leaves now), gone means that it had. So
no message ends unknown, and a file that a person took away is not written again.
"""

from collections.abc import Iterable
from pathlib import Path

from policyclerk.adapters.atomic_file import put_in_place, shown_path, write_aside
from policyclerk.domain.action import Message

_ASIDE = ".aside"


class FolderMail:
    """Writes `<Message-ID local part>.eml` files; names hold nothing personal.

    Args:
        folder: where the files go, made when needed.
        timezone: of the Date header.
        project: answers are relative to it.
    """

    def __init__(self, folder: Path, timezone: str, project: Path | None = None) -> None:
        self._folder = folder
        self._timezone = timezone
        self._project = project

    def prepare(self, message: Message) -> None:
        """Write the message aside, under a hidden name, and wait for the disk.

        Raises:
            PolicyclerkError: email_invalid, message_invalid.
            OSError: the folder cannot be written.
        """
        # Python's mail library: only where there is a message
        from policyclerk.adapters.mime import mail_bytes

        content = mail_bytes(message, self._timezone)
        write_aside(self._aside(message.message_id), content)

    def commit(self, message: Message) -> str:
        """Give the file its name; gives its path relative to the project directory."""
        final = self._final(message.message_id)
        put_in_place(self._aside(message.message_id), final)
        return shown_path(final, self._project)

    def recover(self, message_id: str) -> bool:
        """After a kill between claim and confirmation: always True, the message has left or leaves now."""
        aside = self._aside(message_id)
        if aside.exists():
            put_in_place(aside, self._final(message_id))
        return True

    def tidy(self) -> None:
        """Remove what was written aside and never claimed."""
        for leftover in self._folder.glob(f".*.eml{_ASIDE}"):
            leftover.unlink(missing_ok=True)

    def to(self, address: str) -> tuple[Path, ...]:
        """The messages in the folder that are addressed to somebody, by name of file."""
        wanted = address.strip().casefold()
        return tuple(path for path in sorted(self._folder.glob("*.eml")) if _addressee(path) == wanted)

    def remove(self, message_ids: Iterable[str]) -> int:
        """Take the files of these messages away; gives how many there were. Other files are nobody's business of ours."""
        files = [path for each in message_ids if (path := self._final(each)).is_file()]
        for path in files:
            path.unlink(missing_ok=True)
        return len(files)

    def _final(self, message_id: str) -> Path:
        return self._folder / f"{message_id}.eml"

    def _aside(self, message_id: str) -> Path:
        return self._folder / f".{message_id}.eml{_ASIDE}"


def _addressee(path: Path) -> str:
    from email.parser import BytesHeaderParser

    with path.open("rb") as file:
        return str(BytesHeaderParser().parse(file)["To"] or "").strip().casefold()
