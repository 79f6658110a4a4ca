"""What people type to name a document in Google Drive, taken apart without touching anything: an id, or a name."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from policyclerk.adapters.document_link import folded, read_lead

HOSTS = frozenset({"docs.google.com", "drive.google.com"})

_ID = re.compile(r"[A-Za-z0-9_-]{10,200}")
_LIKE_AN_ID = re.compile(r"(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{25,200}")
_IN_PATH = re.compile(r"^/(?:a/[^/]+/)?(?:([a-z]+)/)?(?:u/\d+/)?(?:d|folders)/([A-Za-z0-9_-]+)(?:/|$)")
_OTHER_KINDS = {
    "spreadsheets": "a Google sheet",
    "presentation": "a Google presentation",
    "forms": "a Google form",
    "drawings": "a Google drawing",
}


@dataclass(frozen=True, slots=True)
class DriveLead:
    """Where a cell leads.

    Attributes:
        id: a file's id.
        names: folded parts of a path or a file name, outermost first; empty where there is an id.
        refused: why the cell is not followed, as half a sentence.
        broken: why it leads to no document, as half a sentence.
    """

    id: str | None = None
    names: tuple[str, ...] = ()
    refused: str | None = None
    broken: str | None = None


def read_drive_lead(said: str) -> DriveLead:
    """Judge a cell's text or hyperlink by its form alone; nothing but an id or a name is ever taken from it."""
    text = said.strip().strip('"“”').strip()
    if _is_drive_address(text):
        return _from_address(text)
    if _LIKE_AN_ID.fullmatch(text):
        return DriveLead(id=text)
    lead = read_lead(text, web_root=None)
    if lead.refused:
        return DriveLead(refused=lead.refused)
    if not lead.path:
        return DriveLead(broken="it names no file")
    return DriveLead(names=tuple(folded(part) for part in lead.path))


def folder_id(said: str) -> str | None:
    """The id of a Drive folder from its id or its address; None where it is neither."""
    text = said.strip()
    if _is_drive_address(text):
        match = re.search(r"/folders/([A-Za-z0-9_-]+)", urlsplit(text).path)
        return match[1] if match else None
    return text if re.fullmatch(r"[A-Za-z0-9_-]{1,200}", text) else None


def _is_drive_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme == "https" and parts.netloc.casefold() in HOSTS
    except ValueError:
        return False


def _from_address(text: str) -> DriveLead:
    parts = urlsplit(text)
    path = unquote(parts.path)
    match = _IN_PATH.match(path)
    if "/folders/" in path:
        return DriveLead(broken="it leads to a folder, not to one document")
    if match:
        other = _OTHER_KINDS.get(match[1] or "")
        if other:
            return DriveLead(broken=f"it leads to {other}, not to a Word file or Google document")
        if match[2] == "e":
            return DriveLead(
                broken="it leads to a published copy; take the address from the browser while the document is open"
            )
        return DriveLead(id=match[2])
    ids = parse_qs(parts.query).get("id", [])
    if len(ids) == 1 and _ID.fullmatch(ids[0]):
        return DriveLead(id=ids[0])
    return DriveLead(broken="this address of Google Drive names no document")
