"""Invented and broken texts in three languages, read and held to what must hold of any reading (benchmarks/invariants.py).

Spans lie in the text and say its words, numbers are finite and in order, records survive being written, the same text reads the same
twice and no slower than its length allows, and a paragraph of prose after a text changes no claim before it. The same seeds are read
in every run, and more of them where more minutes of processor time are given.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from time import process_time

from benchmarks.invariants import Given, faults, follows
from benchmarks.measured import Measured, each, listed
from benchmarks.texts import given

MINUTES = float(os.environ.get("RECUSANT_MINUTES") or 1)
TRIALS = 400  # cuts tried to make a faulty text shorter
APART = 10**6  # between the seeds of two cores
SHOWN = 300  # characters of a faulty text in a report


@dataclass
class Run:
    """What was read, and the shortest text found for each kind of fault."""

    texts: int = 0
    characters: int = 0
    minutes: float = 0  # of processor time
    found: dict[str, str] = field(default_factory=dict)


def measure() -> Measured:
    """Texts read and kinds of fault found, on all cores: each has its part of the minutes, and seeds of its own."""
    cores = os.cpu_count() or 1
    runs = [*each(partial(fuzz, MINUTES / cores), [APART * core for core in range(cores)])]
    found = {kind: fault for run in reversed(runs) for kind, fault in run.found.items()}
    figures = {
        "minutes": sum(run.minutes for run in runs),
        "texts": sum(run.texts for run in runs),
        "million characters": sum(run.characters for run in runs) / 1e6,
        "kinds of fault": len(found),
    }
    command = f"RECUSANT_MINUTES={MINUTES:g} python -m benchmarks fuzz"
    return Measured(command, {f"fuzz: {name}": float(value) for name, value in figures.items()}, listed(list(found.values())))


def told(fault: str) -> None:
    """Tells a fault at once: the text of a run that is broken off is not lost."""
    print(fault, file=sys.stderr, flush=True)


def fuzz(minutes: float, first: int = 0, report: Callable[[str], None] = told) -> Run:
    """Reads texts from the seed ``first`` on until the minutes of processor time are over."""
    run, start, seed = Run(), process_time(), first
    while process_time() - start < 60 * minutes:
        one = given(seed)
        for fault in all_faults(one):
            if kind_of(fault) not in run.found:
                shortest = shortened(one, kind_of(fault))
                run.found[kind_of(fault)] = f"seed {seed}, {one.lang}, {one.said_on}: {fault}, in {shortest.text[:SHOWN]!r}"
                report(run.found[kind_of(fault)])
        run.texts, run.characters, seed = run.texts + 1, run.characters + len(one.text), seed + 1
    run.minutes = (process_time() - start) / 60
    return run


def all_faults(one: Given) -> list[str]:
    """The faults of a reading, and where there is none, whether prose after the text changes it. What was slow once is timed again."""
    found = faults(one)
    if any(kind_of(fault) == "slow" for fault in found):
        found = faults(one)
    return found or follows(one)


def kind_of(fault: str) -> str:
    """What stands before the colon: "overlap", "KeyError in parts.py:half"."""
    return fault.partition(": ")[0]


def shortened(one: Given, kind: str) -> Given:
    """The text cut as short as it goes while it still shows the same kind of fault."""
    left, size = TRIALS, max(1, len(one.text) // 2)
    while size and left:
        for shorter in _cuts(one, size):
            left -= 1
            if any(kind_of(fault) == kind for fault in all_faults(shorter)):
                one = shorter
                break
            if not left:
                break
        else:
            size //= 2
    return one


def _cuts(one: Given, size: int) -> Iterator[Given]:
    return (replace(one, text=one.text[:at] + one.text[at + size :]) for at in range(0, len(one.text), size))


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="Read invented texts, and say what does not hold.")
    asked.add_argument("--minutes", type=float, default=MINUTES)
    asked.add_argument("--first", type=int, default=0, help="the first seed")
    chosen = asked.parse_args()
    done = fuzz(chosen.minutes, chosen.first)
    print(f"{done.texts} texts, {done.characters} characters, {done.minutes:.1f} minutes, {len(done.found)} kinds of fault")
    sys.exit(bool(done.found))
