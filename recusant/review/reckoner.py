"""Reckons behind the desk: after each decision quickly, and then more closely, each in a process of its own.

Nobody waits for it but who asks what a decision changed. Decisions that fall together are reckoned together, which is then said.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from threading import Condition
from typing import Generic, TypeVar

from recusant.ledger import Marks
from recusant.review.rooms import Closer, Outcome, Rooms

KEPT = 500  # outcomes remembered: whoever decided before that many reckonings has long seen what it changed
Found = TypeVar("Found", Outcome, Closer)


class Reckoner:
    """``latest`` and ``closer`` are what is known now; ``wake`` says that there is something new in the ledger."""

    def __init__(self, rooms: Rooms, executor: Callable[[], Executor]) -> None:
        self._changed = Condition()
        self.latest, self.closer = Outcome(Marks(), Marks()), Closer(Marks())
        self._outcomes: deque[Outcome] = deque(maxlen=KEPT)
        self._quick: _Repeated[Outcome] = _Repeated(rooms.reckon, executor, self._reckoned)
        self._slow: _Repeated[Closer] = _Repeated(rooms.look_closer, executor, self._looked)

    def wake(self) -> None:
        """Reckon, now or as soon as the running reckoning is done."""
        self._quick.wake()

    def outcome(self, decision: int, wait: float = 0.0) -> Outcome | None:
        """The reckoning that first knew a decision, for which so many seconds are waited; None where there is none yet."""
        until = time.monotonic() + wait
        with self._changed:
            while (found := self._of(decision)) is None and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)
        return found

    def close(self) -> None:
        """End both processes, whatever they are doing."""
        self._quick.close()
        self._slow.close()

    def _of(self, decision: int) -> Outcome | None:
        return next((one for one in self._outcomes if one.before.decisions < decision <= one.after.decisions), None)

    def _reckoned(self, found: Outcome | BaseException) -> None:
        with self._changed:
            if isinstance(found, BaseException):
                found = Outcome(self.latest.after, self.latest.after, self.latest.aside, self.latest.conflicts, fault=str(found))
            self.latest = found
            self._outcomes.append(found)
            self._changed.notify_all()
        if found.fault is None and found.after != self.closer.after:
            self._slow.wake()

    def _looked(self, found: Closer | BaseException) -> None:
        with self._changed:
            if isinstance(found, BaseException):
                found = Closer(self.closer.after, self.closer.conflicts, self.closer.leads, str(found))
            self.closer = found


class _Repeated(Generic[Found]):
    """Something that is done once more whenever it was woken meanwhile, never twice at once."""

    def __init__(self, work: Callable[[], Found], executor: Callable[[], Executor], done: Callable[[Found | BaseException], None]) -> None:
        self._work: Callable[[], Found] = work
        self._make = executor
        self._done: Callable[[Found | BaseException], None] = done
        self._executor: Executor | None = None
        self._lock, self._running, self._again, self._closed = Condition(), False, False, False

    def wake(self) -> None:
        with self._lock:
            self._again = self._running
            if self._running or self._closed:
                return
            self._running = True
        self._start()

    def _start(self) -> None:
        try:
            self._executor = self._executor or self._make()
            job = self._executor.submit(self._work)
        except (BrokenExecutor, RuntimeError):  # its process was ended from outside, or we are being closed
            self._executor, self._running = None, False
            return
        job.add_done_callback(self._ended)

    def _ended(self, job: Future[Found]) -> None:
        if job.cancelled():
            return
        fault = job.exception()
        if isinstance(fault, BrokenExecutor):
            self._executor = None
        self._done(fault or job.result())
        with self._lock:
            again, self._again = self._again and not self._closed, False
            self._running = again
        if again:
            self._start()

    def close(self) -> None:
        with self._lock:
            self._closed = True
        if self._executor:
            self._executor.shutdown(wait=True, cancel_futures=True)
