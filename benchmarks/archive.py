"""An archive of the press: invented articles from sentences of real news, with planted claims, read with a sieve and in full.

RECUSANT_ARTICLES says how many articles (20,000 else; a full run has 1,000,000 and draws docs/growth.svg). Two workers read them. Seconds
are processor time of all processes together, which a busy machine lengthens less than the clock; both are told. Efficiency is the time of
one worker divided by that of two, for a tenth of the articles. Memory is that of the largest process. "Growth" is the exponent of seconds
in articles (1 is linear; it falls below where the dictionaries, which are loaded once, are much of a small run). In the run with deaths a
worker is killed for every 10 seconds in which both have a core of their own, that is 20 seconds of processor time. All runs over the same
articles must give one digest. RECUSANT_KEPT names a folder that keeps what was made and measured, so that a measurement of hours goes on
where it was stopped.

Sentences of any day and language that one source prints are mixed, so a planted sentence may stand in an article that is mostly in another
language: such an article is read in that, with the sieve and without, and the claim is not found.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.util import find_spec
from math import log
from pathlib import Path
from time import process_time

from benchmarks.crawl import article, planted_in, written
from benchmarks.growth import drawn
from benchmarks.measured import ROOT, Measured
from benchmarks.runs import Run, apart, run_over
from recusant import codebook
from recusant.bulk import SIEVE
from recusant.extract import Sieve

ARTICLES = int(os.environ.get("RECUSANT_ARTICLES") or 20_000)
KEPT = os.environ.get("RECUSANT_KEPT")
PARTS = (100, 20, 10, 1)  # of the articles: the sizes over which time and memory grow
SMALLEST = 2_000
IN_FULL, OFTEN = 20, 10  # one of so many articles is read in full as well; by one worker, on the cluster and with deaths
WHOLE = 1_000_000  # articles of a run that draws the picture


def measure() -> Measured:
    """Throughput, losses, memory, efficiency and growth."""
    with _folder() as folder:
        runs = Runs(folder)
        grown = {size: runs.of(size, "cores", 2) for size in sorted({_part(part) for part in PARTS})}
        full, one, often = runs.of(_part(IN_FULL), "cores", 1, "full"), runs.of(_part(OFTEN), "cores", 1), grown[_part(OFTEN)]
        on = ("ray", 2) if find_spec("ray") else ("cores", 2)
        others = [one, *(runs.of(one.articles, *on, how) for how in ("sieved", "killed"))]
        megabytes, sieving = runs.sieved(one.articles)
        held_back = runs.held_back()
    whole, least, same = grown[ARTICLES], grown[min(grown)], grown[full.articles]
    alike = [run.made == often.made for run in others]
    killed = [run for run in others if run.how == "killed"]
    figures = {
        "articles": float(ARTICLES),
        "MB of text": megabytes * ARTICLES / one.articles,
        "share let through": 1 - whole.made["sieved"] / ARTICLES,
        "MB/s of the sieve": megabytes / sieving,
        "MB/s of a core, sieved": megabytes * ARTICLES / one.articles / whole.seconds,
        "MB/s of a core, in full": megabytes * full.articles / one.articles / full.seconds,
        "claims lost against reading in full": float(full.made["claims"] - same.made["claims"]),
        "planted claims": float(sum(planted_in(number) is not None for number in range(ARTICLES))),
        "planted claims read": float(whole.planted),
        "planted claims lost by the sieve": float(held_back),
        "documents not read for a fault": float(whole.made["faults"]),
        "GB of the largest process": whole.gigabytes,
        "GB of the largest process, fewest articles": least.gigabytes,
    }
    two = [often, *(run for run in others if run.workers > 1 and run.how == "sieved")]
    figures |= {f"efficiency at 2 workers, {run.runner}": one.seconds / run.seconds for run in two}
    figures |= {f"workers killed, {run.runner}": float(run.deaths) for run in killed}
    figures |= {"share of runs with the same rows": sum(alike) / len(alike), "runs compared": float(len(alike) + 1)}
    figures |= {"growth of seconds": log(whole.seconds / least.seconds) / log(ARTICLES / least.articles)} if len(grown) > 1 else {}
    if ARTICLES >= WHOLE:
        (ROOT / "docs/growth.svg").write_text(drawn([*grown.values()]), encoding="utf-8")
    digests = f"Digest of all rows of the largest archive: `{whole.made['digest']}`; of a tenth: `{often.made['digest']}`."
    command = f"RECUSANT_ARTICLES={ARTICLES} python -m benchmarks archive"
    more = f"{table([*grown.values(), *others, full])}\n\n{digests}"
    return Measured(command, {f"archive: {name}": value for name, value in figures.items()}, more)


def _part(part: int) -> int:
    return max(ARTICLES // part, SMALLEST)


@contextmanager
def _folder() -> Iterator[Path]:
    if KEPT:
        Path(KEPT).mkdir(parents=True, exist_ok=True)
        yield Path(KEPT)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


class Runs:
    """Runs over the archives of a folder, each made when it is asked for, and not again where the folder has it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, articles: int, runner: str, workers: int, how: str = "sieved") -> Run:
        """A run over so many articles: ``sieved``, ``full``, or sieved with workers ``killed``."""
        told = self._folder / f"{articles}-{runner}-{workers}-{how}.json"
        if not told.exists():
            archive, sieve = self._archive(articles), None if how == "full" else self._sieve()
            run: Run = apart(run_over, archive, articles, sieve, (runner, workers), how)
            told.write_text(json.dumps(asdict(run)), encoding="utf-8")
        return Run(**json.loads(told.read_text(encoding="utf-8")))

    def sieved(self, articles: int) -> tuple[float, float]:
        """Megabytes of all texts of an archive, and the seconds that the sieve alone takes for them."""
        told = self._folder / f"{articles}-sieve-alone.json"
        if not told.exists():
            told.write_text(json.dumps(apart(sieved, self._archive(articles), self._sieve())), encoding="utf-8")
        megabytes, seconds = json.loads(told.read_text(encoding="utf-8"))
        return megabytes, seconds

    def held_back(self) -> int:
        """How many of all articles with a planted claim the sieve holds back."""
        lets_through = Sieve.from_json(self._sieve().read_text(encoding="utf-8"))
        planted = (number for number in range(ARTICLES) if planted_in(number) is not None)
        return sum(not lets_through(article(number)["text"]) for number in planted)

    def _archive(self, articles: int) -> Path:
        made = self._folder / f"{articles}"
        if not made.exists():
            apart(written, part := made.with_suffix(".part"), articles)
            part.rename(made)
        return made

    def _sieve(self) -> Path:
        made = self._folder / SIEVE
        if not made.exists():
            apart(make_sieve, made)
        return made


def table(runs: list[Run]) -> str:
    """What the runs took."""
    head = "articles | runner | workers | how | seconds | by the clock | core-hours for a million | GB of the largest process | deaths"
    told = (
        (f"{run.articles:,}", run.runner, f"{run.workers}", run.how, _times(run), f"{run.gigabytes:.2f}", f"{run.deaths}") for run in runs
    )
    rows = [f"| {' | '.join(row)} |" for row in told]
    return "\n".join([f"| {head} |", "|---" * len(head.split("|")) + "|", *rows])


def _times(run: Run) -> str:
    """Seconds, those by the clock, and what a million would take; the processor time of processes that were killed is lost."""
    if run.deaths:
        return f"not known | {run.wall:,.0f} | not known"
    return f"{run.seconds:,.0f} | {run.wall:,.0f} | {run.seconds / run.articles * 1e6 / 3600:.2f}"


def make_sieve(file: Path) -> None:
    """The sieve of the shipped codebook, written down."""
    file.write_text(Sieve.of(codebook.load("refusal")).to_json(), encoding="utf-8")


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
