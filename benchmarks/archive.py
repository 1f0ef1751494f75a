"""An archive of the press: invented articles from sentences of real news, with planted claims, read with a sieve and in full.

RECUSANT_ARTICLES says how many articles (20,000 else; a full run has 1,000,000). Seconds are processor time of all processes together,
so that they mean the same on a busy machine; efficiency is that of one worker divided by that of two, for the same archive. Memory is
that of the largest process. "Growth" is the exponent of seconds in articles (1 is linear). In the run with deaths a worker is killed
every 10 seconds. All runs but the one that reads in full must give one digest.
"""

from __future__ import annotations

import json
import os
import resource
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from math import log
from multiprocessing import get_context
from pathlib import Path
from time import monotonic, process_time
from typing import Any

from benchmarks.crawl import planted_in, written
from benchmarks.measured import Measured
from recusant import codebook
from recusant.archive.seat import BEAT
from recusant.bulk import SIEVE, Archive, Output
from recusant.extract import Sieve
from recusant.records import Json

ARTICLES = int(os.environ.get("RECUSANT_ARTICLES") or 20_000)
KILLED_EVERY = float(os.environ.get("RECUSANT_KILLED_EVERY") or 10)  # seconds
SMALLEST = 2_000
PARTS = 3  # slashes in the address of an article in which nothing is planted
IN_FULL = 10  # one of so many articles is read in full as well


@dataclass(frozen=True)
class Run:
    """What a run over an archive took and left."""

    seconds: float  # of processor time
    wall: float
    gigabytes: float
    made: Json
    planted: int  # articles whose planted claim was read
    deaths: int = 0


def measure() -> Measured:
    """Throughput, losses, memory, efficiency and growth."""
    sizes = sorted({ARTICLES, *(size for size in (ARTICLES // 10, ARTICLES // 100) if size >= SMALLEST)})
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for size in {*sizes, ARTICLES // IN_FULL}:
            apart(written, folder / f"{size}", size)
        sieve = folder / SIEVE
        apart(make_sieve, sieve)
        grown = {size: run(folder, size, sieve, "cores", 1) for size in sizes}
        one, least = grown[ARTICLES], grown[sizes[0]]
        two, disturbed = (run(folder, ARTICLES, sieve, "cores", 2, killed) for killed in (False, True))
        full, same = (run(folder, ARTICLES // IN_FULL, by, "cores", 1) for by in (None, sieve))
        spread = [run(folder, sizes[0], sieve, "ray", 2)] if find_spec("ray") else []
        megabytes, sieving = apart(sieved, folder / f"{ARTICLES}", sieve)
    alike = [one.made == other.made for other in (two, disturbed)] + [least.made == other.made for other in spread]
    figures = {
        "articles": float(ARTICLES),
        "MB of text": megabytes,
        "share let through": 1 - one.made["sieved"] / ARTICLES,
        "MB/s of the sieve": megabytes / sieving,
        "MB/s, sieved, one worker": megabytes / one.seconds,
        "MB/s, in full, one worker": megabytes / IN_FULL / full.seconds,
        "claims lost against reading in full": float(full.made["claims"] - same.made["claims"]),
        "planted claims": float(sum(planted_in(number) is not None for number in range(ARTICLES))),
        "planted claims read": float(one.planted),
        "planted claims lost by the sieve": float(full.planted - same.planted),
        "GB of the largest process": one.gigabytes,
        "GB of the largest process, fewest articles": least.gigabytes,
        "efficiency at 2 workers": one.seconds / two.seconds,
        "workers killed": float(disturbed.deaths),
        "share of runs with the same rows": sum(alike) / len(alike),
        "runs compared": float(len(alike)),
    }
    if len(sizes) > 1:
        figures["growth of seconds"] = log(one.seconds / least.seconds) / log(ARTICLES / sizes[0])
    clock = f"By the clock: one worker {one.wall:.0f} s, two {two.wall:.0f} s, two of which some were killed {disturbed.wall:.0f} s."
    command = f"RECUSANT_ARTICLES={ARTICLES} python -m benchmarks archive"
    return Measured(command, {f"archive: {name}": value for name, value in figures.items()}, f"{table(grown)}\n\n{clock}")


def table(grown: dict[int, Run]) -> str:
    """What the runs of each size took."""
    rows = [f"| {size:,} | {of.seconds:.1f} | {of.seconds / size * 1e6 / 3600:.2f} | {of.gigabytes:.2f} |" for size, of in grown.items()]
    return "\n".join(["| articles | seconds | core-hours for a million | GB of the largest process |", "|---|---|---|---|", *rows])


def make_sieve(file: Path) -> None:
    """The sieve of the shipped codebook, written down."""
    file.write_text(Sieve.of(codebook.load("refusal")).to_json(), encoding="utf-8")


def run(folder: Path, articles: int, sieve: Path | None, runner: str, workers: int, killed: bool = False) -> Run:
    """One run in a process of its own, whose children are the workers."""
    made: Run = apart(_run, folder, articles, sieve, (runner, workers), KILLED_EVERY if killed else None)
    return made


def _run(folder: Path, articles: int, sieve: Path | None, runner: tuple[str, int], kill_every: float | None) -> Run:
    with tempfile.TemporaryDirectory(dir=folder) as made:
        tempfile.tempdir = made
        output = Output(f"{made}/out")
        job = Archive([str(folder / f"{articles}")], output, sieved=sieve is not None)
        job.begin()
        if sieve:
            output.write(SIEVE, sieve.read_text(encoding="utf-8"))
        deaths, over = list[int](), threading.Event()
        killer = threading.Thread(target=_kill, args=(Path(made), kill_every or 0, deaths, over))
        began, started = monotonic(), processor()
        if kill_every:
            killer.start()
        for _ in job.run(*runner):
            pass
        over.set()
        wall, seconds = monotonic() - began, processor() - started
        most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF))
        return Run(seconds, wall, most / 2**20, output.manifest(), planted_read(Path(output.address)), len(deaths))


def processor() -> float:
    """Seconds of processor time of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def _kill(folder: Path, every: float, deaths: list[int], over: threading.Event) -> None:
    """Every so many seconds ends one process that reads."""
    while not over.wait(every):
        beats = (BEAT.unpack(beat.read_bytes().ljust(BEAT.size, b"\0")) for beat in sorted(folder.glob("*.beat")))
        reading = [process for process, number in beats if process and number >= 0 and process not in deaths]
        for process in reading[:1]:
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
            if stated and address.endswith(f"/{stated[0]}") and address.count("/") > PARTS:
                found.add(address)
    return len(found)


def sieved(folder: Path, sieve: Path) -> tuple[float, float]:
    """Megabytes of all texts of an archive, and the seconds that the sieve alone takes for them."""
    import pyarrow.parquet as parquet

    lets_through, size, seconds = Sieve.from_json(sieve.read_text(encoding="utf-8")), 0, 0.0
    for path in sorted(folder.glob("*.parquet")):
        texts = parquet.read_table(path, columns=["text"])["text"].to_pylist()
        began = process_time()
        for text in texts:
            lets_through(text)
        seconds += process_time() - began
        size += sum(len(text.encode()) for text in texts)
    return size / 1e6, seconds


def apart(work: Callable[..., Any], *given: object) -> Any:
    """What some work gives that is done in a process of its own, so that its memory is its own."""
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given).result()
