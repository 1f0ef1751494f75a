"""The claims of an archive traced and reckoned in batches: by one worker, by two, with workers killed, and on a cluster.

The claims are those of many series as in `speed`, 200 of each, in as many places; every third is printed by a second outlet in the same
words. RECUSANT_SERIES says how many series (40 else). Seconds are processor time of all processes together, and efficiency is that of one
worker divided by that of two. In the run with deaths a worker is killed for every three seconds in which both have a core of
their own. All runs must give the same two digests, and
the bounds of one reckoning of all claims, of which some are looked at.
"""

from __future__ import annotations

import json
import random
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measured import Measured
from benchmarks.runs import Spent, apart, kill, seats
from benchmarks.speed import BOOK, CLAIMS_OF_MANY, MANY, SERIES, TOML, claims_of
from recusant.archive import Limits, Outcome, Output, Task, Work, planned
from recusant.flow import reconcile
from recusant.gathered import TRACED, Gathered
from recusant.records import Bound, Claim, Json, Source

COPIED = 3  # one claim in so many stands on two pages
WORDS = 50  # around a claim
KILLED_EVERY = 3.0  # seconds
LOOKED_AT = 300  # bounds that are worked out by one reckoning too
RUNS = (("cores", 1, False), ("cores", 2, False), ("cores", 2, True), ("ray", 2, False))


@dataclass(frozen=True)
class Gathering:
    """What tracing and reckoning took and made."""

    seconds: float
    gigabytes: float
    made: Json
    deaths: int


def measure() -> Measured:
    """Seconds, efficiency, and whether the same comes out."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        apart(read, folder / "read")
        runs = [apart(gather, folder / "read", folder / f"{at}", run) for at, run in enumerate(RUNS) if run[0] != "ray" or find_spec("ray")]
        found, right = apart(share_found, folder / "0"), apart(share_right, folder / "0")
    one, two, killed, *_ = runs
    figures = {
        "claims": float(one.made[TRACED]["claims"]),
        "bounds": float(one.made["reckoned"]["bounds"]),
        "share of copies found": found,
        "seconds for each 1,000 claims": 1000 * one.seconds / one.made[TRACED]["claims"],
        "efficiency at 2 workers": one.seconds / two.seconds,
        "workers killed": float(killed.deaths),
        "share of runs with the same rows": sum(run.made == one.made for run in runs) / len(runs),
        "runs compared": float(len(runs)),
        "share of bounds equal to those of one reckoning": right,
        "GB of the largest process": max(run.gigabytes for run in runs),
    }
    command = f"RECUSANT_SERIES={MANY} python -m benchmarks gathered"
    return Measured(command, {f"gathered: {name}": value for name, value in figures.items()})


def read(folder: Path) -> None:
    """An archive that was read: pages that hold their claims as data."""
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    texts = folder.with_name("texts.parquet")
    parquet.write_table(arrow.Table.from_pylist(list(pages())), texts, row_group_size=1_000)
    task = Task(told, Output(str(folder)), Limits())
    task.output.begin(Work("speed", "benchmark", sieved=False))
    for shard in planned([str(texts)]):
        task(shard)


def pages() -> Iterator[Json]:
    """A page for each claim, and another for each that is copied."""
    patterns, draw = [claims_of(f"P{number}")[:CLAIMS_OF_MANY] for number in range(SERIES)], random.Random("gathered")
    for number in range(MANY):
        for serial, claim in enumerate(patterns[number % SERIES]):
            scope, words = replace(claim.scope, place=f"P{number}"), " ".join(f"w{draw.randrange(5_000)}" for _ in range(WORDS))
            said = json.dumps({**replace(claim, scope=scope).to_dict(), "passage": words})
            for outlet in ("first", "second")[: 1 + (serial % COPIED == 0)]:
                text = said + " " * (outlet == "second")  # two pages, and so two sources
                yield {"url": f"https://{outlet}.example/{number}/{serial}", "outlet": outlet, "text": text}


def told(source: Source) -> Iterator[Outcome]:
    """The claim of such a page."""
    record = json.loads(source.data)
    claim = Claim.from_dict(record | {"source": source.id, "via": [source.outlet]})
    claim = replace(claim, id=f"c-{source.id[2:]}")
    yield Outcome(source, [claim], passages={claim.id: record["passage"]})


def gather(read_into: Path, folder: Path, how: tuple[str, int, bool]) -> Gathering:
    """One run over a copy of the archive."""
    shutil.copytree(read_into, folder)
    (runner, workers, killed), gathered = how, Gathered(Output(str(folder)), TOML, "year")
    with tempfile.TemporaryDirectory() as made:
        tempfile.tempdir = made
        deaths, over, spent = list[int](), threading.Event(), Spent()
        if killed:
            threading.Thread(target=kill, args=(seats(Path(made)), deaths, over, KILLED_EVERY * workers)).start()
        for step in (gathered.trace, gathered.reckon):
            for far, _ in step(runner, workers):
                if far.done == far.shards:
                    spent.look()
        over.set()
        return Gathering(spent.seconds, spent.gigabytes, gathered.manifests(), len(deaths))


def share_found(folder: Path) -> float:
    """Of the pages that are copies, the share that is one reading with the page that it copies."""
    traced = Gathered(Output(str(folder)), TOML).traced
    rows = [row for shard in traced.done() for row in traced.rows("figures", shard, ("page", "reading"))]
    reading = {row["page"]: row["reading"] for row in rows}
    second = [page for page in reading if page.startswith("second.")]
    found = [reading[page] == reading[page.replace("second.", "first.", 1)] for page in second]
    return float(sum(found) / len(found))


def share_right(folder: Path) -> float:
    """Of some bounds, the share that one reckoning of all claims gives as well."""
    gathered = Gathered(Output(str(folder)), TOML, "year")
    rows = [row for shard in gathered.reckoned.done() for row in gathered.reckoned.rows("bounds", shard, ("record",))]
    chosen = random.Random("bounds").sample([Bound.from_dict(json.loads(row["record"])) for row in rows], LOOKED_AT)
    traced = [row for shard in gathered.traced.done() for row in gathered.traced.rows("figures", shard, ("claim", "reading", "copy"))]
    copies = {row["claim"]: row["reading"] for row in traced if row["copy"]}
    whole = reconcile(map(Claim.from_dict, gathered.archive.claims()), BOOK, copies=copies)
    again = [whole.bound(bound.scope, bound.layer) for bound in chosen]
    same = [(one.lo, one.hi) == (bound.lo, bound.hi) for one, bound in zip(again, chosen, strict=True)]
    return sum(same) / len(same)
