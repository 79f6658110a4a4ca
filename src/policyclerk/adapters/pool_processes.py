"""Reads documents in child processes that can be ended: one file never holds up, or brings down, the night.

A child is a plain `python -m policyclerk.word.reader` fed through its standard input. It works where a pool of
`multiprocessing` does not (inside a Dask or Prefect worker), and a single file can be given up without the others.
A child is kept for the next batch, whichever thread brings it, and ended at exit.
"""

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from policyclerk.domain.document import DocumentFacts, facts_from_plain, unreadable
from policyclerk.ports import Batch, Spread

_COMMAND = ("-m", "policyclerk.word.reader")
_START_SECONDS = 30.0  # a cold disk or a virus scanner may take that long before the first answer
_SHORT = 4096  # bytes of a request that every platform's pipe takes at once; a longer one is sent when it can be read
_DIED = "Reading this file brought the reader down, most likely because it needs too much memory. Open it in Word and save it again, with smaller pictures."


class ChildDied(Exception):
    """The child ended without an answer."""


class Child:
    """One reading process. Not to be shared between threads."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            [sys.executable, *_COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=_environment(),
        )
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._fresh = True
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        """Take answers from the pipe; an empty text is the end."""
        assert self._process.stdout is not None
        with suppress(OSError, ValueError):
            for line in self._process.stdout:
                self._answers.put(line)
        self._answers.put("")

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, request: str) -> None:
        """Send a request, a line of JSON; the answers come in the order of the requests.

        Raises:
            ChildDied: the child is gone, or never came up.
        """
        assert self._process.stdin is not None
        self._wait_until_ready()
        try:
            self._process.stdin.write(request)
            self._process.stdin.flush()
        except (OSError, ValueError) as fault:
            raise ChildDied from fault

    def _wait_until_ready(self) -> None:
        """Wait for the child's first line, once."""
        if self._fresh:
            try:
                self.answer(_START_SECONDS)
            except TimeoutError as fault:
                raise ChildDied from fault
            self._fresh = False

    def answer(self, seconds: float) -> str:
        """The next line from the child.

        Raises:
            TimeoutError: it took longer than `seconds` from now.
            ChildDied: the child is gone.
        """
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty as fault:
            raise TimeoutError from fault
        if not answer.endswith("\n"):
            raise ChildDied
        return answer

    def end(self) -> None:
        """End the process, whatever it is doing."""
        with suppress(OSError):
            self._process.kill()
        with suppress(OSError, subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):
                if pipe is not None:
                    pipe.close()


def _environment() -> dict[str, str]:
    """The child's environment: this one, with our package importable and standard streams in UTF-8."""
    paths = [path for path in sys.path if path]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}


_idle: list[Child] = []
_lock = threading.Lock()


def _take() -> Child:
    """A child that waits for work, else a new one."""
    with _lock:
        while _idle:
            child = _idle.pop()
            if child.alive:
                return child
            child.end()
    return Child()


def _give_back(child: Child) -> None:
    with _lock:
        _idle.append(child)


def _forget_in_fork() -> None:
    """A forked process must not talk to the children of the one it came from."""
    global _lock  # noqa: PLW0603  the old lock may be held by a thread that does not exist here
    _lock = threading.Lock()
    _idle.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_in_fork)


@atexit.register
def end_children() -> None:
    """End every child that waits for work."""
    with _lock:
        while _idle:
            _idle.pop().end()


def read_batch(batch: Batch) -> tuple[DocumentFacts, ...]:
    """The facts of a batch's files, in their order.

    The child is asked for the next file while it reads one, so that it never waits for us. A file that takes longer than
    the batch allows, or brings its reader down, is `hostile`; the rest are read on by a new child.
    """
    child, asked = _take(), 0
    requests = [_request(called, local, batch) for called, local in batch.files]
    ahead = max(map(len, requests), default=0) <= _SHORT
    found: list[DocumentFacts] = []
    for number, (called, _) in enumerate(batch.files):
        try:
            for request in requests[asked : number + 1 + ahead]:
                child.ask(request)
                asked += 1
            found.append(facts_from_plain(json.loads(child.answer(batch.seconds))))
        except (TimeoutError, ChildDied) as fault:
            child.end()
            child, asked = Child(), number + 1
            found.append(unreadable(called, None, "hostile", _given_up(fault, batch.seconds)))
    _give_back(child)
    return tuple(found)


def _request(called: str, local: str, batch: Batch) -> str:
    request = {"file": called, "local": local, "max_mb": batch.max_mb, "names": batch.names}
    return json.dumps(request) + "\n"


def _given_up(fault: TimeoutError | ChildDied, seconds: float) -> str:
    """Why a file was given up, in a sentence."""
    if isinstance(fault, ChildDied):
        return _DIED
    return f"Reading this file took longer than {seconds:g} seconds and was given up. Open it in Word and save it again, or split it."


def spread_processes(workers: int) -> Spread:
    """A `Spread` that works on several batches at once, each in a child of its own.

    Args:
        workers: how many; 0 for one per core.
    """
    count = workers if workers > 0 else os.cpu_count() or 1

    def spread(
        work: Callable[[Batch], tuple[DocumentFacts, ...]], batches: Sequence[Batch]
    ) -> Iterable[tuple[DocumentFacts, ...]]:
        if count == 1 or len(batches) <= 1:
            return [work(batch) for batch in batches]
        with ThreadPoolExecutor(max_workers=min(count, len(batches))) as pool:
            return list(pool.map(work, batches))

    return spread
