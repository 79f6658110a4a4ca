"""The Word files."""

from collections.abc import Iterator
from datetime import date

from policyclerk import bootstrap
from policyclerk.bootstrap import Setup
from policyclerk.doctor.line import Line
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.planning.days import count


def documents_lines(setup: Setup, _day: date) -> Iterator[Line]:
    """Whether the Word files are where the settings say."""
    try:
        store = bootstrap.documents(setup)
        files = store.listing()
    except PolicyclerkError as fault:
        yield Line("fault", "documents", fault.message)
        return
    if not files:
        yield Line("look", "documents", f"{setup.settings.documents.root} holds no Word file.")
        return
    yield Line(
        "well", "documents", f"{count(len(files), 'Word file')} below {setup.settings.documents.root}."
    )
    yield from (Line("look", "documents", sentence) for sentence in store.left_out)
