"""From the register and the documents to the judgement: the first half of a night, and the whole of `check`.

It stands by itself so that `check` starts without everything that plans, renders and acts.
"""

from dataclasses import replace
from datetime import date

from policyclerk.domain.judgement import Judgement
from policyclerk.domain.register import Register
from policyclerk.domain.settings import Settings
from policyclerk.gather import Gathered, Sources, gather, in_process, one_by_one
from policyclerk.ports import Spread, Step
from policyclerk.rules.judge import judge
from policyclerk.undisturbed import undisturbed


def check(
    sources: Sources, settings: Settings, today: date, *, step: Step = in_process, spread: Spread = one_by_one
) -> Judgement:
    """Findings; changes nothing, sends nothing."""
    gathered = gather(sources, settings, today, step=step, spread=spread)
    gathered = replace(gathered, read=None)  # the sheet as it was read is not needed any more
    return judged(gathered, settings, today)


@undisturbed()
def judged(gathered: Gathered, settings: Settings, today: date) -> Judgement:
    """What is true of the policies on a day; of none where the register could not be read."""
    register = gathered.register or Register(source="", version="", policies=())
    return judge(
        standings=gathered.standings,
        documents=gathered.documents,
        register=register,
        settings=settings,
        today=today,
        problems=gathered.problems,
        coverage=gathered.coverage,
        superseded=gathered.superseded,
        refused=gathered.refused,
    )
