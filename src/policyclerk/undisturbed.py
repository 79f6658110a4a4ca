"""Times in which Python does not look for rubbish that refers to itself."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Understand or judge without it: that makes hundreds of thousands of values that live on and never refer to themselves.

    Looking through them again and again would take a sixth of the time. What is there at the end is not looked through
    any more, until the next such time begins.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def clear_up() -> None:
    """Let go what earlier such times left, where one process goes through night after night.

    Between two of them nothing looks for it, so it would stay for ever. Costs nothing before the first.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()


def look_seldom() -> None:
    """Look for rubbish a seventieth as often, in a process that does one thing and ends.

    A command makes hundreds of thousands of small values that live to its end; looking through them costs a fifth.
    """
    gc.set_threshold(50_000, 20, 20)


def let_go_of_last() -> None:
    """Let go what was made a moment ago and refers to itself, as a Word file does that was worked on: some ten MB each.

    What is older is not looked through, so it takes no time to speak of.
    """
    gc.collect(1)
