"""One shard read from its first document to its last. What is wrong with a document is written down, and the next one is read."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from types import FrameType
from typing import Protocol

from recusant.archive.documents import documents, is_lasting
from recusant.archive.outcomes import Reading, Rows, rows_of, rows_of_fault
from recusant.archive.output import Output, Tables
from recusant.archive.shards import Shard
from recusant.errors import BadInput, BadSource
from recusant.records import Json, Source

Begun = Callable[[int], None]
Done = Json  # what is known of a shard that is done: its id, digest and counts
WARMING = 200  # documents: one in ten or so is let through, and loads what reading needs
BY_HAND = "read it by itself with `recusant extract`"


@dataclass(frozen=True)
class Limits:
    """What one document may take: seconds of processor time, and gigabytes together with the program; and so many processes may it end."""

    seconds: float = 60
    gigabytes: float = 4
    deaths: int = 3


class TooLong(BaseException):
    """The time of a document is over. No library that catches every Exception shall catch it."""


class Job(Hashable, Protocol):
    """What is done with each shard of a run: it is read, traced or reckoned. It can be pickled, hashed and compared."""

    @property
    def limits(self) -> Limits:
        """What one document of a shard may take, and each process."""

    def __call__(self, shard: Shard, died: Sequence[int] = (), begun: Begun = lambda number: None) -> Done:
        """Does it, and tells what came of it; ``died`` and ``begun`` as for ``read_shard``."""


@dataclass(frozen=True)
class Task:
    """What every shard of a run is read with."""

    reading: Reading
    output: Output
    limits: Limits

    def __call__(self, shard: Shard, died: Sequence[int] = (), begun: Begun = lambda number: None) -> Done:
        """Reads a shard."""
        return read_shard(shard, self, died, begun)


def read_shard(shard: Shard, task: Task, died: Sequence[int] = (), begun: Begun = lambda number: None) -> Done:
    """Reads a shard into its tables, and tells what it holds. ``begun`` hears the number of each document before it is read.

    ``died`` are the numbers of those at which processes died before: one that has ended so many as may be is not read.
    """
    counts: Json = dict.fromkeys(("documents", "sieved", "faults", "claims", "gaps"), 0)
    deadly = {number for number, times in Counter(died).items() if times >= task.limits.deaths}
    if died:
        _warm(shard, task, {*deadly, died[-1]}, begun)
    with Tables(task.output, shard) as tables:
        for number, found in enumerate(_found(shard)):
            begun(number)
            for rows in _dead(found, task.limits) if number in deadly else _rows(found, task):
                tables.add(rows)
                _count(rows, counts)
        return tables.finish({**counts, "bytes": shard.size})


def _warm(shard: Shard, task: Task, but: Set[int], begun: Begun) -> None:
    """Reads some documents behind the one at which the last process died, for nothing but to load what reading needs.

    The first document that a process reads takes seconds, for the dictionaries are loaded, and a process that is ended from outside is
    most likely ended there. It must not be the same document each time, or it would be taken for the cause.
    """
    for first in (max(but) + 1, 0):  # from the beginning where there is none behind it
        others = (one for one in enumerate(islice(_found(shard), first, first + WARMING), first) if one[0] not in but)
        warm = False
        for number, found in others:
            begun(number)
            _rows(found, task)
            warm = True
        if warm:
            return


def _found(shard: Shard) -> Iterator[Source | BadSource]:
    """The documents of a shard; a file that cannot be read further comes out as a fault."""
    try:
        yield from documents(shard)
    except BadSource as fault:
        yield fault
    except (OSError, ValueError) as fault:  # what pyarrow makes of a broken file
        if not is_lasting(fault):
            raise
        yield BadSource(f"cannot be read further ({fault})", file=shard.files[0], mend="copy it again")


def _rows(found: Source | BadSource, task: Task) -> list[Rows]:
    """The rows of one document. Whatever happens, the next document will be read."""
    limits = task.limits
    if isinstance(found, BadSource):
        return [rows_of_fault(None, found)]
    try:
        with _in_time(limits.seconds):
            return [rows_of(outcome) for outcome in task.reading(found)]
    except BadInput as fault:
        why = fault
    except TooLong:
        why = BadSource(f"reading it takes over {limits.seconds:g} seconds of a processor", file=found.name, mend=BY_HAND)
    except MemoryError:
        why = BadSource(f"reading it takes over {limits.gigabytes:g} GB of memory", file=found.name, mend=BY_HAND)
    except Exception as bug:  # noqa: BLE001 a fault of ours in one document must not keep millions of others from being read
        why = BadSource(f"a fault of Recusant: {type(bug).__name__}: {bug}", file=found.name, mend="please report it, with the document")
    return [rows_of_fault(found, why)]


def _dead(found: Source | BadSource, limits: Limits) -> list[Rows]:
    if isinstance(found, BadSource):
        return [rows_of_fault(None, found)]
    fault = BadSource(f"it ended the process that read it, {limits.deaths} times", file=found.name, mend=BY_HAND)
    return [rows_of_fault(found, fault)]


def _count(rows: Rows, counts: Json) -> None:
    for source in rows["sources"]:
        counts["documents"] += 1
        counts["sieved"] += source["outcome"] == "sieved"
        counts["faults"] += source["outcome"] == "fault"
    for table in ("claims", "gaps"):
        counts[table] += len(rows[table])


@contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    """Raises TooLong inside where it takes more processor time: by the clock it would depend on what else the machine does.

    Only the main thread of a process can be stopped so; in another there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooLong
