"""What a night leaves for the reports after it: its counts, where every policy stands, and what it read."""

from dataclasses import replace
from datetime import date

from policyclerk.board.movement import Memory
from policyclerk.board.view import Known
from policyclerk.domain.errors import PolicyclerkError
from policyclerk.domain.finding import RunProblem
from policyclerk.domain.judgement import Judgement
from policyclerk.domain.nights import night_of
from policyclerk.gather import Gathered, gathered_again
from policyclerk.hands import Hands
from policyclerk.judging import judged
from policyclerk.night_reading import mark_of, packed, unpacked


def known_of(hands: Hands, gathered: Gathered) -> Known:
    """What a report rests on besides the judgement, as it stands now."""
    assert gathered.register is not None
    assert gathered.calendar is not None
    nights = hands.nights
    return Known(
        register=gathered.register,
        calendar=gathered.calendar,
        settings=hands.settings,
        entries=tuple(hands.ledger.entries()),
        memory=Memory(nights.nights(), nights.stands(), nights.changes(), nights.decisions()),
        versions=hands.versions,
    )


def remember_night(hands: Hands, gathered: Gathered, judgement: Judgement) -> RunProblem | None:
    """Keep what the night saw; where that fails, the sentence says so, and the night itself has been done."""
    try:
        hands.nights.keep(night_of(judgement, hands.nights.stands()))
    except PolicyclerkError as fault:
        return RunProblem("night_not_kept", f"What this night saw could not be remembered. {fault.message}")
    _keep_reading(hands, gathered, judgement.today)
    return None


def _keep_reading(hands: Hands, gathered: Gathered, today: date) -> None:
    """Keep what the night read, from which `last_night` makes its reports when they are asked for."""
    read = gathered.read
    if read is not None:
        hands.sources.readings.keep(
            today,
            mark=mark_of(read, hands.settings, hands.versions),
            content=lambda: packed(read, hands.settings),
            digests=read.digests,
        )


def last_night(hands: Hands, asked_for: date | None) -> tuple[Hands, Gathered, Judgement] | None:
    """What the last night read and found, with the settings it had; None where it is not known, or of another day.

    Files that have changed since are not looked at.

    Args:
        asked_for: the day of that night where it must be this one.
    """
    kept, nights = hands.sources.readings.kept(), hands.nights.nights()
    if kept is None or not nights or kept.day != nights[-1].day or asked_for not in (None, kept.day):
        return None
    found = unpacked(kept)
    if found is None:
        return None
    read, settings = found
    gathered = gathered_again(read, hands.sources, settings, kept.day)
    return replace(hands, settings=settings), gathered, judged(gathered, settings, kept.day)
