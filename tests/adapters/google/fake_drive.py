"""Google Drive as far as documents need it: list, look at, download, export."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.adapters.google.fake_sheets import GoogleSays, masked, parsed_mask
from tests.adapters.google.schema_judge import Call

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
GOOGLE_DOC = "application/vnd.google-apps.document"
FOLDER = "application/vnd.google-apps.folder"
SHORTCUT = "application/vnd.google-apps.shortcut"
PAGE = 3
"""Files in one answer: few, so that every listing needs several pages."""


@dataclass
class DriveFile:
    """A file or folder. Without content it is one that cannot be downloaded by this account."""

    key: str
    name: str
    mime: str = WORD
    parent: str | None = None
    content: bytes | None = b""
    modified: str = "2026-11-01T10:00:00.000Z"
    md5: str | None = None
    trashed: bool = False
    target: str | None = None
    size: int | None = None

    def facts(self, files: Mapping[str, "DriveFile"]) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": self.key,
            "name": self.name,
            "mimeType": self.mime,
            "modifiedTime": self.modified,
            "trashed": self.trashed,
        }
        if self.parent:
            told["parents"] = [self.parent]
        if self.mime not in {GOOGLE_DOC, FOLDER, SHORTCUT}:
            told["size"] = str(self.size if self.size is not None else len(self.content or b""))
            told["md5Checksum"] = self.md5 or f"{hash(self.content) & 0xFFFFFFFF:032x}"
        if self.target:
            mime = files[self.target].mime if self.target in files else WORD
            told["shortcutDetails"] = {"targetId": self.target, "targetMimeType": mime}
        return told


@dataclass
class FakeDrive:
    """All files that exist."""

    files: dict[str, DriveFile] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    def add(self, *files: DriveFile) -> "FakeDrive":
        self.files.update({file.key: file for file in files})
        return self

    def answer(self, call: Call, query: Mapping[str, list[str]]) -> Any:
        name = call.name.removeprefix("drive.files.")
        if name == "list":
            return self._list(query)
        file = self.files.get(call.path["fileId"])
        if file is None:
            raise GoogleSays(404, f"File not found: {call.path['fileId']}.", "NOT_FOUND", reason="notFound")
        if name == "export":
            return self._export(file, query)
        if query.get("alt") == ["media"]:
            return self._media(file)
        told = file.facts(self.files)
        return masked(told, parsed_mask(query["fields"][0])) if "fields" in query else told

    def _media(self, file: DriveFile) -> bytes:
        if file.mime in {GOOGLE_DOC, FOLDER}:
            raise GoogleSays(
                403,
                "Only files with binary content can be downloaded.",
                "PERMISSION_DENIED",
                reason="fileNotDownloadable",
            )
        if file.content is None:
            raise GoogleSays(
                403,
                "This file cannot be downloaded by the user.",
                "PERMISSION_DENIED",
                reason="cannotDownloadFile",
            )
        self.fetched.append(file.key)
        return file.content

    def _export(self, file: DriveFile, query: Mapping[str, list[str]]) -> bytes:
        if file.mime != GOOGLE_DOC or query["mimeType"] != [WORD]:
            raise GoogleSays(
                403,
                "Export only supports Docs Editors files.",
                "PERMISSION_DENIED",
                reason="fileNotExportable",
            )
        if file.content is None:
            raise GoogleSays(
                403,
                "This file is too large to be exported.",
                "PERMISSION_DENIED",
                reason="exportSizeLimitExceeded",
            )
        self.fetched.append(file.key)
        return file.content

    def _list(self, query: Mapping[str, list[str]]) -> dict[str, Any]:
        wanted = query["q"][0]
        parents = set(re.findall(r"'([^']+)' in parents", wanted))
        assert "trashed = false" in wanted
        assert (
            query["supportsAllDrives"][0].lower() == query["includeItemsFromAllDrives"][0].lower() == "true"
        )
        found = [file for file in self.files.values() if file.parent in parents and not file.trashed]
        start = int(query.get("pageToken", ["0"])[0])
        told: dict[str, Any] = {"files": [file.facts(self.files) for file in found[start : start + PAGE]]}
        if start + PAGE < len(found):
            told["nextPageToken"] = str(start + PAGE)
        return masked(told, parsed_mask(query["fields"][0])) if "fields" in query else told
