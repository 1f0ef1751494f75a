"""Reckons behind the desk: after each decision the bounds, then the conflicts, then what to look at next, in processes of their own.

Nobody waits for it but who asks what a decision changed. Decisions that fall together are reckoned together, which is then said.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import replace
from threading import Lock
from typing import Generic, TypeVar

from recusant.ledger import Marks
from recusant.review.rooms import Ahead, Closer, Outcome, Rooms

KEPT = 500  # reckonings remembered: whoever decided before that many has long seen what it changed
QUICK, SLOW = 0, 10  # how much a process gives way to others
Found = TypeVar("Found", Outcome, Closer, Ahead)
Dated = TypeVar("Dated", bound=Outcome | Closer)


class Reckoner:
    """``latest``, ``closer`` and ``ahead`` are what is known now; ``wake`` says that there is something new in the ledger."""

    def __init__(self, rooms: Rooms, executor: Callable[[int], Executor]) -> None:
        self.latest, self.closer, self.ahead = Outcome(Marks(), Marks()), Closer(Marks(), Marks()), Ahead(Marks())
        self.since: Marks | None = None  # what was in the ledger before anything was held against anything
        self._outcomes, self._closers = deque[Outcome](maxlen=KEPT), deque[Closer](maxlen=KEPT)
        quick, slow = Process(lambda: executor(QUICK)), Process(lambda: executor(SLOW))
        self._quick: Repeated[Outcome] = Repeated(rooms.reckon, quick, self._reckoned)
        self._slow: Repeated[Closer] = Repeated(rooms.look_closer, slow, self._looked)
        self._slowest: Repeated[Ahead] = Repeated(rooms.look_ahead, slow, self._led)
        self._processes = quick, slow

    def wake(self) -> None:
        """Reckon, now or as soon as the running reckoning is done."""
        self._quick.wake()

    def outcome(self, decision: int) -> Outcome | None:
        """The reckoning of bounds that first knew a decision; None where there is none yet."""
        return _first(self._outcomes, decision)

    def conflicts(self, decision: int) -> Closer | None:
        """The conflicts as they were when a decision was first known to them; None where they are not yet."""
        return _first(self._closers, decision)

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for process in self._processes:
            process.close()

    def _reckoned(self, found: Outcome | BaseException) -> None:
        if isinstance(found, BaseException):
            found = replace(self.latest, before=self.latest.after, shifts=(), away=(), back=(), fault=str(found))
        self.latest, self.since = found, self.since or found.after
        self._outcomes.append(found)
        self._slow.wake()

    def _looked(self, found: Closer | BaseException) -> None:
        if isinstance(found, BaseException):
            found = replace(self.closer, before=self.closer.after, gone=(), fresh=(), fault=str(found))
        known, now = ({one.id: one for one in closer.conflicts} for closer in (self.closer, found))
        gone, fresh = (tuple(one[name] for name in sorted({*one} - {*other})) for one, other in ((known, now), (now, known)))
        self.closer = replace(found, before=self.closer.after, gone=gone, fresh=fresh)
        self._closers.append(self.closer)
        self._slowest.wake()

    def _led(self, found: Ahead | BaseException) -> None:
        self.ahead = replace(self.ahead, fault=str(found)) if isinstance(found, BaseException) else found


def _first(held: deque[Dated], decision: int) -> Dated | None:
    return next((one for one in [*held] if one.before.decisions < decision <= one.after.decisions), None)


class Process:
    """A process for one kind of work after another; where it was ended from outside, the next work has a new one."""

    def __init__(self, make: Callable[[], Executor]) -> None:
        self._make, self._lock, self._closed = make, Lock(), False
        self._executor: Executor | None = None

    def submit(self, work: Callable[[], Found]) -> Future[Found] | None:
        """The work begun, or None where it cannot be: the process is being closed, or has just been ended."""
        with self._lock:
            if self._closed:
                return None
            self._executor = self._executor or self._make()
            try:
                return self._executor.submit(work)
            except BrokenExecutor:
                self._executor = None
                return None

    def lost(self) -> None:
        """The process was ended from outside."""
        with self._lock:
            self._executor = None

    def close(self) -> None:
        with self._lock:
            self._closed, executor = True, self._executor
        if executor:  # without the lock: what ends just now may still ask for it
            executor.shutdown(wait=True, cancel_futures=True)


class Repeated(Generic[Found]):
    """Something that is done once more where it was woken meanwhile, and never twice at once."""

    def __init__(self, work: Callable[[], Found], process: Process, done: Callable[[Found | BaseException], None]) -> None:
        self._work: Callable[[], Found] = work
        self._process = process
        self._done: Callable[[Found | BaseException], None] = done
        self._lock, self._running, self._again = Lock(), False, False

    def wake(self) -> None:
        """Do it now, or once more when what is being done is done."""
        with self._lock:
            self._again = self._running
            if self._running:
                return
            self._running = True
        self._begin()

    def _begin(self) -> None:
        job = self._process.submit(self._work)
        if job is None:
            with self._lock:
                self._running = False
        else:
            job.add_done_callback(self._ended)

    def _ended(self, job: Future[Found]) -> None:
        fault = None if job.cancelled() else job.exception()
        if isinstance(fault, BrokenExecutor):
            self._process.lost()
        if not job.cancelled():
            self._done(fault or job.result())
        with self._lock:
            self._running, self._again = self._again and not job.cancelled(), False
        if self._running:
            self._begin()
