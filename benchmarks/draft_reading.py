"""Whether drafts say what they should when they are read again: accepted the new values, rejected the old ones."""

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from policyclerk.domain.action import DraftChanges, DraftResult
from policyclerk.domain.document import DocumentFacts
from policyclerk.word.markup import Element
from policyclerk.word.reader import read_file
from policyclerk.word.written import same_version

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Reject = Callable[[Element], Element]


@dataclass(slots=True)
class ReadAgain:
    """What was found when drafts were read again.

    Attributes:
        accepted, rejected: drafts by how they read, "right", "left and named" or "wrong".
        wrong: what was wrong, by document.
    """

    accepted: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def look(self, source: Path, result: DraftResult, changes: DraftChanges, reject: Reject | None) -> None:
        """Read one draft, and the same draft with every change of ours rejected where that can be made."""
        before = read_file(str(source))
        faults = _not_renewed(before, read_file(result.path), changes)
        named = " ".join(result.left)
        unnamed = [fault for fault in faults if not any(word in named for word in _NAMED[fault])]
        self.accepted["wrong" if unnamed else "left and named" if faults else "right"] += 1
        old = _not_as_before(before, _rejected(Path(result.path), changes.author, reject)) if reject else []
        if old == ["sign_offs"] and "signed digitally" in named:
            old = []
            self.rejected["right but for the digital signature, which no copy can keep"] += 1
        elif reject is not None:
            self.rejected["wrong" if old else "right"] += 1
        if unnamed or old:
            self.wrong[source.name] = [*unnamed, *(f"rejected: {fault}" for fault in old)]


_NAMED: Mapping[str, tuple[str, ...]] = {
    "version": ("The version", "history of versions"),
    "last review": ("last review date", "history of versions", "next review date"),
    "next review": ("next review date",),
    "sign-off": ("sign-off block",),
    "status": ("The status",),
}
"""How a draft's account names what it left."""


def _not_renewed(before: DocumentFacts, after: DocumentFacts, changes: DraftChanges) -> list[str]:
    faults = []
    if changes.version is not None and not same_version(after.version, changes.version):
        faults.append("version")
    for name, old, new, day in (
        ("last review", before.latest_review, after.latest_review, changes.reviewed_on),
        ("next review", before.next_review, after.next_review, changes.next_review_on),
    ):
        if old is not None and (new is None or new.start != day):
            faults.append(name)
    if any(one.signed == "yes" for one in after.sign_offs):
        faults.append("sign-off")
    if "DRAFT" not in (after.status or ""):
        faults.append("status")
    return faults


def _not_as_before(before: DocumentFacts, after: DocumentFacts) -> list[str]:
    names = ("title", "version", "latest_review", "next_review", "sign_offs", "history", "status")
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def _rejected(draft: Path, author: str, reject: Reject) -> DocumentFacts:
    """What the draft says with every tracked change of ours taken back."""
    target = draft.with_name(f"rejected-{draft.name}")
    out = io.BytesIO()
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".xml") and author.encode() in data and b"wordprocessingml" in data:
                data = etree.tostring(reject(etree.fromstring(data)))
            new.writestr(name, data)
    target.write_bytes(out.getvalue())
    return read_file(str(target))
