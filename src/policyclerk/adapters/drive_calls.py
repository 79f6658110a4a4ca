"""The calls to Google Drive that policyclerk makes: look at a file, list folders, fetch a document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gspread.urls import DRIVE_FILES_API_V3_URL

from policyclerk.adapters.google_faults import sound_answer
from policyclerk.adapters.google_session import GoogleSession

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
GOOGLE_DOCUMENT = "application/vnd.google-apps.document"
FOLDER = "application/vnd.google-apps.folder"
SHORTCUT = "application/vnd.google-apps.shortcut"
WORD_KINDS = {
    WORD: ".docx",
    GOOGLE_DOCUMENT: ".docx",
    "application/msword": ".doc",
    "application/vnd.ms-word.document.macroenabled.12": ".docm",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template": ".dotx",
    "application/vnd.ms-word.template.macroenabled.12": ".dotm",
}
"""What counts as a Word file, and the ending of its copy here. A Google document is exported as Word."""

FOLDERS_AT_ONCE = 40
"""Folders asked about in one request: more would make its address too long."""
_FACTS = (
    "id,name,mimeType,modifiedTime,size,md5Checksum,trashed,parents,shortcutDetails(targetId,targetMimeType)"
)


@dataclass(frozen=True, slots=True)
class DriveFile:
    """What Drive says of a file.

    Attributes:
        mime: its kind, in lower case.
        size: bytes; None for Google documents, which have none until they are exported.
        mark: changes whenever the content does.
        target: for a shortcut, the id of the file meant.
    """

    id: str
    name: str
    mime: str
    modified_ns: int
    mark: str
    size: int | None = None
    trashed: bool = False
    parents: tuple[str, ...] = ()
    target: str | None = None


class DriveCalls:
    """Google Drive as the service account sees it.

    Args:
        session: the way to Google, with the scope for reading Drive.
    """

    def __init__(self, session: GoogleSession) -> None:
        self._session = session

    def file(self, number: str) -> DriveFile:
        """What Drive says of one file."""
        params: Any = {"fields": _FACTS, "supportsAllDrives": "true"}
        answer = self._session.request("get", f"{DRIVE_FILES_API_V3_URL}/{number}", params=params).json()
        with sound_answer():
            return drive_file(answer)

    def children(self, folders: Sequence[str]) -> Iterator[DriveFile]:
        """What lies directly in some folders."""
        for start in range(0, len(folders), FOLDERS_AT_ONCE):
            some = folders[start : start + FOLDERS_AT_ONCE]
            inside = " or ".join(f"'{each}' in parents" for each in some)
            yield from self._pages(f"({inside}) and trashed = false")

    def content(self, file: DriveFile, *, largest: int) -> bytes:
        """A document's bytes; a Google document's as Word."""
        address = f"{DRIVE_FILES_API_V3_URL}/{file.id}"
        if file.mime == GOOGLE_DOCUMENT:
            return self._session.media(f"{address}/export", {"mimeType": WORD}, largest=largest)
        return self._session.media(address, {"alt": "media", "supportsAllDrives": "true"}, largest=largest)

    def _pages(self, wanted: str) -> Iterator[DriveFile]:
        params: Any = {
            "q": wanted,
            "fields": f"nextPageToken,files({_FACTS})",
            "pageSize": "1000",
            "supportsAllDrives": "true",
            "includeItemsFromAllDrives": "true",
        }
        while True:
            page = self._session.request("get", DRIVE_FILES_API_V3_URL, params=params).json()
            with sound_answer():
                files = [drive_file(each) for each in page.get("files", ())]
            yield from files
            if not page.get("nextPageToken"):
                return
            params = {**params, "pageToken": page["nextPageToken"]}


def drive_file(told: Mapping[str, Any]) -> DriveFile:
    """A file from Drive's answer."""
    modified = str(told.get("modifiedTime", ""))
    return DriveFile(
        id=str(told["id"]),
        name=str(told.get("name", "")),
        mime=str(told.get("mimeType", "")).casefold(),
        modified_ns=_nanoseconds(modified),
        mark=str(told.get("md5Checksum") or "".join(c for c in modified if c.isalnum()) or "unknown"),
        size=int(told["size"]) if str(told.get("size", "")).isdecimal() else None,
        trashed=bool(told.get("trashed")),
        parents=tuple(told.get("parents", ())),
        target=told.get("shortcutDetails", {}).get("targetId"),
    )


def _nanoseconds(moment: str) -> int:
    try:
        since = datetime.fromisoformat(moment) - datetime(1970, 1, 1, tzinfo=UTC)
    except (ValueError, TypeError):
        return 0
    return (since.days * 86_400 + since.seconds) * 10**9 + since.microseconds * 1_000
