"""What protects a document against editing: kept in a draft, and told to its owner."""

from collections.abc import Iterator

from policyclerk.word.markup import is_on, w
from policyclerk.word.package import Package

_KINDS = {
    "readOnly": "against every change",
    "comments": "against everything but comments",
    "forms": "against everything but the filling in of form fields",
    "trackedChanges": "so that every change is tracked",
}


def protection_of(package: Package) -> Iterator[str]:
    """Sentences on the protection that the document carries."""
    settings = next(
        (rel.target for rel in package.relationships(package.main) if rel.kind.endswith("/settings")), ""
    )
    if settings not in package.parts:
        return
    root = package.tree(settings)
    guard = root.find(w("documentProtection"))
    if guard is not None and is_on(guard.get(w("enforcement"), "0")) and guard.get(w("edit")) in _KINDS:
        yield (
            f"The document is protected {_KINDS[guard.get(w('edit'), '')]}. The draft keeps that protection: "
            "to accept or reject its changes, stop the protection in Word first (Review, Restrict Editing)."
        )
    lock = root.find(w("writeProtection"))
    if lock is not None:
        yield "The document asks for a password or for reading only when it is opened; the draft does so too."
