"""What a night leaves for the reports after it: its counts, where every policy stands, and the pages without names."""

import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from policyclerk.board.movement import Memory
from policyclerk.board.roles import Roles
from policyclerk.board.scope import by_school, grouped
from policyclerk.board.view import Known, board_view
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.judgement import Judgement
from policyclerk.domain.nights import night_of
from policyclerk.gather import Gathered
from policyclerk.hands import Hands


def known_of(hands: Hands, gathered: Gathered) -> Known:
    """What a report rests on besides the judgement, as it stands now."""
    assert gathered.register is not None
    assert gathered.calendar is not None
    nights = hands.nights
    return Known(
        register=gathered.register,
        calendar=gathered.calendar,
        settings=hands.settings,
        entries=tuple(hands.ledger.entries(marks=False)),
        memory=Memory(nights.nights(), nights.stands(), nights.changes(), nights.decisions()),
        versions=hands.versions,
    )


def remember_night(hands: Hands, gathered: Gathered, judgement: Judgement) -> RunProblem | None:
    """Keep what the night saw; where that fails, the sentence says so, and the night itself has been done."""
    try:
        night = night_of(judgement, hands.nights.stands())
        hands.nights.keep(night, _pictures(known_of(hands, gathered), judgement))
    except PolicyclerkError as fault:
        return RunProblem("night_not_kept", f"What this night saw could not be remembered. {fault.message}")
    return None


def _pictures(known: Known, judgement: Judgement) -> dict[str, bytes]:
    """The reports for an inspector, of the trust ("") and of each school."""
    roles = Roles(known.register, judgement.standings)
    found = {"": _packed(board_view(judgement, known, audience="inspector", roles=roles))}
    knowing = _known_by_school(known, judgement)
    for school, judged in sorted(by_school(judgement).items()):
        view = board_view(judged, knowing(school), school=school, audience="inspector", roles=roles)
        found[school] = _packed(view)
    return found


def _known_by_school(known: Known, judgement: Judgement) -> Callable[[str], Known]:
    """What concerns one school of what a report rests on, so that no school's report goes through the whole trust's."""
    schools = {line.policy: line.school for line in judgement.policies}
    entries = grouped(known.entries, lambda entry: schools.get(entry.policy or ""))
    changes = grouped(known.memory.changes, lambda change: change.school)
    decisions = grouped(known.memory.decisions, lambda decision: decision.school)

    def of_one(school: str) -> Known:
        memory = replace(known.memory, changes=changes.get(school, ()), decisions=decisions.get(school, ()))
        return replace(known, entries=entries.get(school, ()), memory=memory)

    return of_one


def _packed(view: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpacked(picture: bytes) -> dict[str, Any]:
    """The view that a night packed.

    Raises:
        PolicyclerkError: state_damaged, it is none.
    """
    try:
        view: dict[str, Any] = json.loads(zlib.decompress(picture))
    except (ValueError, zlib.error):
        raise PolicyclerkError(
            "state_damaged",
            "The report that the last night left cannot be read. Name a day with --today, and it is made anew.",
        ) from None
    return view
