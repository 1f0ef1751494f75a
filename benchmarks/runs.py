"""One run over an archive in a process of its own, with what it took, and with workers killed on the way if that is asked for."""

from __future__ import annotations

import json
import os
import resource
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import monotonic, process_time
from typing import Any

from recusant.archive.seat import BEAT
from recusant.bulk import SIEVE, Archive, Output
from recusant.records import Json

KILLED_EVERY = float(os.environ.get("RECUSANT_KILLED_EVERY") or 10)  # seconds in which every worker has a core of its own
SLASHES = 3  # in the address of an article in which nothing is planted
LOOK = 0.5  # seconds between two looks at the processes
TICKS = os.sysconf("SC_CLK_TCK")
TASK = b"ray::_on_node"  # what a process of Ray calls itself that does a task
PARENT, TIMES = 1, slice(11, 15)  # of the fields in /proc/PID/stat behind the name


@dataclass(frozen=True)
class Run:
    """What a run over an archive took and left."""

    articles: int
    runner: str
    workers: int
    how: str
    seconds: float  # of processor time
    wall: float
    gigabytes: float  # of the largest process
    made: Json
    planted: int  # articles whose planted claim was read
    deaths: int


def run_over(folder: Path, articles: int, sieve: Path | None, runner: tuple[str, int], how: str) -> Run:
    """A run; its children are the workers."""
    with tempfile.TemporaryDirectory() as made:
        tempfile.tempdir = made
        output = Output(f"{made}/out")
        job = Archive([str(folder)], output, sieved=sieve is not None)
        job.begin()
        if sieve:
            output.write(SIEVE, sieve.read_text(encoding="utf-8"))
        deaths, over, spent = list[int](), threading.Event(), Spent()
        reading = tasks if runner[0] == "ray" else seats(Path(made))
        killer = threading.Thread(target=kill, args=(reading, deaths, over, KILLED_EVERY * runner[1]))
        if how == "killed":
            killer.start()
        for far, _ in job.run(*runner):
            if far.done == far.shards:
                spent.look()
        over.set()
        planted = planted_read(Path(output.address))
        return Run(articles, *runner, how, spent.seconds, spent.wall, spent.gigabytes, output.manifest(), planted, len(deaths))


class Spent:
    """Processor time and memory of this process and all that it began since."""

    def __init__(self) -> None:
        self._began, self._before = monotonic(), _ended()
        self.seconds = self.wall = self.gigabytes = 0.0

    def look(self) -> None:
        """Looks once, at the end, when all processes that work are still there: those of a cluster do not end with the run."""
        alive = list(descendants())
        self.wall = monotonic() - self._began
        self.seconds = _ended() - self._before + sum(map(seconds_of, alive))
        ended = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
        self.gigabytes = max([*ended, *map(largest, alive)]) / 2**20


def _ended() -> float:
    """Seconds of processor time of this process, and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def descendants() -> Iterator[int]:
    """The processes that this one has begun, and those that they have."""
    parents = {int(path.name): int(fields(int(path.name))[PARENT]) for path in Path("/proc").iterdir() if path.name.isdigit()}
    found = {os.getpid()}
    while more := {process for process, parent in parents.items() if parent in found} - found:
        found |= more
    yield from found - {os.getpid()}


def fields(process: int) -> list[str]:
    """What the system tells of a process behind its name; of one that has ended, zeros."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ["0"] * TIMES.stop


def seconds_of(process: int) -> float:
    """Processor time of a process, and of its children that have ended."""
    return sum(map(int, fields(process)[TIMES])) / TICKS


def largest(process: int) -> int:
    """The most memory that a process has had, in KiB."""
    with suppress(FileNotFoundError, ProcessLookupError):
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
        return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
    return 0


def seats(folder: Path) -> Callable[[], list[int]]:
    """The processes that read on this machine."""

    def reading() -> list[int]:
        beats = (BEAT.unpack(beat.read_bytes().ljust(BEAT.size, b"\0")) for beat in sorted(folder.glob("*.beat")))
        return [process for process, number in beats if process and number >= 0]

    return reading


def tasks() -> list[int]:
    """The processes of the cluster that have a task."""

    def name(process: int) -> bytes:
        with suppress(FileNotFoundError, ProcessLookupError):
            return Path(f"/proc/{process}/cmdline").read_bytes()
        return b""

    return sorted(process for process in descendants() if name(process).startswith(TASK))


def kill(reading: Callable[[], list[int]], deaths: list[int], over: threading.Event, every: float) -> None:
    """Every so many seconds of processor time of all processes together ends one that reads: on a busy machine as often as on another."""
    spent, due = dict[int, float](), every
    while not over.wait(LOOK):
        spent |= {process: seconds_of(process) for process in descendants()}
        if sum(spent.values()) < due:
            continue
        for process in [one for one in reading() if one not in deaths][:1]:
            due = sum(spent.values()) + every
            with suppress(ProcessLookupError):
                os.kill(process, 9)
                deaths.append(process)


def planted_read(folder: Path) -> int:
    """The articles of which a claim states the number that was planted in them."""
    import pyarrow.parquet as parquet

    found = set[str]()
    for path in sorted((folder / "sources").glob("*.parquet")):
        addresses = dict(zip(*(parquet.read_table(path, columns=["id", "url"])[name].to_pylist() for name in ("id", "url")), strict=True))
        for record in map(json.loads, parquet.read_table(folder / "claims" / path.name, columns=["record"])["record"].to_pylist()):
            address, stated = addresses[record["source"]], record["quantity"]["stated"]
            if stated and address.endswith(f"/{stated[0]}") and address.count("/") > SLASHES:
                found.add(address)
    return len(found)


def apart(work: Callable[..., Any], *given: object) -> Any:
    """What some work gives that is done in a process of its own, so that its memory is its own."""
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given).result()
