"""A year of the world's news on 1, 10 and 100 machines: a simulation, from rates measured here and guesses that are said.

Measured (on one core of the machine that ran the benchmarks): megabytes of pages a second through the sieve, and seconds to read a page
that is let through. Guessed: the size of the crawl, the share of pages let through, and how machines behave: files differ in size, some
machines are slow, and each fails now and then, which loses the shards it was reading. A shard is 100 MB of a WARC file, a
tenth; one line tells what whole files would take. The guesses are the constants of this file; change them to yours.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from random import Random
from statistics import fmean

from benchmarks.measured import Measured

# Guessed: about the news crawl of Common Crawl in these years; its own lists of files tell how large it is.
FILES = 6_000  # WARC files of a year, of about 1 GB packed
PAGES = 35_000  # in a file
PAGE = 100e3  # bytes, unpacked
THROUGH = 0.25  # share of pages let through: 0.11 of the reference texts are, and the headlines around a page's text hold more words
# Measured: section `sieve`. Unpacking, at 540 MB/s, is no more than 4 % of it.
SIEVED = 14e6  # bytes of a page a second, unpacking included
READ = 0.1  # seconds for a page that is let through: its main text, its language, its claims
# Guessed: machines.
CORES = 16
SPREAD = 0.3  # of the sizes of files: standard deviation of the logarithm
SLOW, SLOWER = 0.05, 3.0  # share of machines that are slow, and how much slower
FAILS = 500 * 3600.0  # seconds between two failures of a machine
BACK = 600.0  # seconds until it is back
STARTS = 20.0  # seconds until a worker reads: programs, dictionaries, sieve
PRICE = 0.04  # money for an hour of a core
RUNS = 5  # of which the mean is told
CASES = ((1, 10), (10, 10), (100, 1), (100, 10), (400, 10))  # machines, and into how many shards a file is parted


@dataclass
class Spent:
    """What a run took: seconds by the clock, seconds of cores, and those of them that were lost with machines that failed."""

    wall: float
    cores: float
    lost: float


def measure() -> Measured:
    """Days, core-hours, money and efficiency for each number of machines."""
    figures, rows, work = dict[str, float](), list[str](), seconds_of_a_file() * FILES
    for machines, parts in CASES:
        runs = [simulated(machines, parts, Random(f"{machines} {run}")) for run in range(RUNS)]
        wall, cores, lost = (fmean(getattr(one, part) for one in runs) for part in ("wall", "cores", "lost"))
        efficiency = work / (wall * machines * CORES)
        rows.append(
            f"| {machines} | {parts} | {wall / 3600:,.1f} | {cores / 3600:,.0f} | {lost / cores:.2%} | {efficiency:.2f} | "
            f"{wall / 3600 * machines * CORES * PRICE:,.0f} |"
        )
        figures[f"cluster: efficiency of {machines} machines, {parts} shards a file"] = efficiency
    figures["cluster: core-hours of a year's work, nothing lost"] = work / 3600
    head = ["| machines of 16 cores | shards a file | hours | core-hours | lost by failures | efficiency | money |", "|---" * 7 + "|"]
    table = "\n".join([*head, *rows])
    return Measured("python -m benchmarks cluster", figures, table)


def seconds_of_a_file() -> float:
    """The seconds of one core for a WARC file of the usual size."""
    return PAGES * (PAGE / SIEVED + THROUGH * READ)


def simulated(machines: int, parts: int, draw: Random) -> Spent:
    """One run: whoever is free takes the next shard, and one whose machine failed goes back to the end of the line."""
    speeds = [1 / SLOWER if draw.random() < SLOW else 1.0 for _ in range(machines)]
    fails = [draw.expovariate(1 / FAILS) for _ in range(machines)]
    files = [seconds_of_a_file() * draw.lognormvariate(-(SPREAD**2) / 2, SPREAD) for _ in range(FILES)]
    line = [file / parts for file in files for _ in range(parts)]
    free = [(STARTS, core) for core in range(machines * CORES)]
    heapq.heapify(free)
    spent = Spent(0.0, 0.0, 0.0)
    while line:
        now, core = heapq.heappop(free)
        machine, work = core // CORES, line.pop()
        while fails[machine] + BACK < now:
            fails[machine] += draw.expovariate(1 / FAILS)
        ends = now + work / speeds[machine]
        if now <= fails[machine] < ends or fails[machine] <= now < fails[machine] + BACK:
            done = max(0.0, fails[machine] - now)
            spent.lost += done
            spent.cores += done
            line.insert(0, work)
            heapq.heappush(free, (fails[machine] + BACK + STARTS, core))
            continue
        spent.cores += ends - now
        spent.wall = max(spent.wall, ends)
        heapq.heappush(free, (ends, core))
    return spent
