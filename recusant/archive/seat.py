"""A seat: one process that reads shards, one after the other, and is filled anew when whoever sat there has died.

Each seat is a pool of one process: in a pool of several, the death of one would end the work of all.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import struct
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

from recusant.archive.shards import Shard
from recusant.archive.work import Done, Job
from recusant.errors import BadSource

MOST_DEATHS = 50  # of the processes that read one shard; then something is wrong that another try does not mend
LOOK = 1.0  # seconds between two looks at a process
PATIENCE = 10  # times the seconds of a document, by the clock, after which a process that does not stop itself is ended
BEAT = struct.Struct("<qq")  # the process, and the number of the document that it reads


class Seat:
    """Reads shards in a process of its own. Close it in the end."""

    def __init__(self, task: Job) -> None:
        self._task, self._closed = task, False
        self._pool = self._filled()
        self._held = tempfile.NamedTemporaryFile(prefix="recusant-", suffix=".beat")  # noqa: SIM115 it goes with the seat
        self._beat = Path(self._held.name)
        self._beat.write_bytes(BEAT.pack(0, -1))

    def finish(self, shard: Shard) -> Done:
        """Reads a shard, however often the process dies over it. Raises BadSource where it dies too often."""
        died = list[int]()
        for _ in range(MOST_DEATHS):
            with self._beat.open("r+b") as told:
                told.write(BEAT.pack(0, -1))
            try:
                return self._watched(self._pool.submit(_read, shard, self._task, str(self._beat), died))
            except BrokenProcessPool:
                if self._closed:
                    raise BadSource("the run was stopped", file=shard.files[0], mend="run it again") from None
                self._pool.shutdown(wait=False)
                self._pool = self._filled()
                died += [number for number in self._at()[1:] if number >= 0]
        what = f"the processes that read it died {MOST_DEATHS} times"
        raise BadSource(what, file=shard.files[0], mend="look after the machine, and run it again")

    def close(self) -> None:
        """Ends the process, also amid a shard: that will be read by the next run."""
        self._closed = True  # whoever waits for a shard ends the process then
        self._pool.shutdown()
        self._held.close()

    def _watched(self, future: Future[Done]) -> Done:
        """What comes of the work. A process that has stood at one document for far too long is ended."""
        at, since = self._at(), time.monotonic()
        while True:
            if wait([future], LOOK).done:
                return future.result()
            if (now := self._at()) != at:
                at, since = now, time.monotonic()
            if at[0] and (self._closed or time.monotonic() - since > PATIENCE * self._task.limits.seconds):
                with suppress(ProcessLookupError):
                    os.kill(at[0], signal.SIGKILL)

    def _at(self) -> tuple[int, int]:
        """The process and the number of the document that it reads."""
        process, number = BEAT.unpack(self._beat.read_bytes())
        return int(process), int(number)

    def _filled(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(1, mp_context=context, initializer=_sit, initargs=(self._task.limits.gigabytes,))


def _sit(gigabytes: float) -> None:
    """What a process does first: it takes no more memory than it may, and ends when whoever started it ends, and not before."""
    import resource  # only Unix has it, and only archives need it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    most = int(gigabytes * 2**30)
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _read(shard: Shard, task: Job, beat: str, died: Sequence[int]) -> Done:
    """Reads a shard, and tells on the way at which document it is."""
    process = os.getpid()
    with Path(beat).open("r+b", buffering=0) as told:

        def begun(number: int) -> None:
            os.pwrite(told.fileno(), BEAT.pack(process, number), 0)

        return task(shard, died, begun)
