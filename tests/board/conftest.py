"""A small trust judged, for tests of the board's report."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.people import TODAY, a_register

from policyclerk.board.view import Known, board_view
from policyclerk.domain.calendar import Calendar
from policyclerk.domain.people import Meeting
from policyclerk.domain.review import Standing
from policyclerk.domain.settings import Settings
from policyclerk.rules.judge import judge

View = Callable[..., dict[str, Any]]


@pytest.fixture
def view() -> View:
    """The board's view of some policies: `view(standing, ..., meetings=(), memory=..., school=..., audience=...)`."""

    def made(*standings: Standing, meetings: tuple[Meeting, ...] = (), **given: Any) -> dict[str, Any]:
        asked = {name: given.pop(name) for name in ("school", "audience") if name in given}
        people = given.pop("people", None)
        register = a_register(
            *(s.policy for s in standings), meetings=meetings, **({"people": people} if people else {})
        )
        judgement = judge(
            standings=standings,
            documents=given.pop("documents", ()),
            register=register,
            settings=Settings(),
            today=TODAY,
        )
        return board_view(judgement, Known(register, Calendar(), Settings(), **given), **asked)

    return made
