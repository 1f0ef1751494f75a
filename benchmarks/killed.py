"""Killed at random moments (`kill -9`) of `add`, `watch` and `publish`: does the ledger open and verify, and does the next run end as
one that nobody disturbed?

`add` stores notes and a table; `watch` finds five articles changed and five new among ten; `publish` writes the report. The same means
the same sources, claims, gaps, log of versions and, of the report, the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import json
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random

from benchmarks.measured import Measured, listed
from benchmarks.site import Site, article, page, visitor
from recusant.flow import Ledger, Round
from recusant.verify import verify_folder, verify_ledger

MOMENTS = int(os.environ.get("RECUSANT_MOMENTS") or 200)  # of the three together
SAID = "In {} Ukrainian prosecutors opened {},{:03} cases of unauthorised absence, according to the Prosecutor General's Office."
COLUMNS = ("url", "outlet", "published", "origin", "measure", "category", "place", "value_text", "stated", "modifier", "start", "end")
LEDGER, NOTES, REPORT = "a.ledger", "in", "site"


def add(folder: Path, feed: str) -> None:
    with Ledger.open(folder / LEDGER) as ledger:
        ledger.add(folder / NOTES)


def watch(folder: Path, feed: str) -> None:
    with Ledger.open(folder / LEDGER) as ledger:
        ledger.watch(Round((feed,)), visitor())


def publish(folder: Path, feed: str) -> None:
    with Ledger.open(folder / LEDGER) as ledger:
        ledger.publish(folder / REPORT)


RUNS: dict[str, Callable[[Path, str], None]] = {"add": add, "watch": watch, "publish": publish}
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["benchmarks.killed", "benchmarks.warmed"])


@dataclass(frozen=True)
class Outcome:
    """What became of a run that was killed: how far it had come (a share of an undisturbed one), and what was wrong after."""

    run: str
    moment: float
    faults: tuple[str, ...]


def measure() -> Measured:
    """The share of killed runs after which all was well."""
    outcomes = killed(MOMENTS)
    bad = [f"{one.run} at {one.moment:.2f}: {'; '.join(one.faults)}" for one in outcomes if one.faults]
    figures = {f"killed: moments of {run}": float(sum(one.run == run for one in outcomes)) for run in RUNS}
    figures |= {"killed: runs after which all was well": sum(not one.faults for one in outcomes) / len(outcomes)}
    return Measured("RECUSANT_MOMENTS=200 python -m benchmarks killed", figures, listed(bad))


def killed(moments: int) -> list[Outcome]:
    """Each of the runs, killed at so many moments in all."""
    random, outcomes = Random(9), list[Outcome]()
    with tempfile.TemporaryDirectory() as made, Site() as site:
        for number, run in enumerate(RUNS):
            start = Path(made) / run
            prepare(run, start, site)
            undisturbed = copied(start)
            seconds = finished(run, undisturbed, site)
            expected = state(undisturbed)
            for _ in range(moments // len(RUNS) + (number < moments % len(RUNS))):
                outcomes.append(disturbed(run, start, site, random.random() * seconds, expected))
    return outcomes


def disturbed(run: str, start: Path, site: Site, seconds: float, expected: str) -> Outcome:
    """One run, killed after so many seconds, and what was wrong with what it left and with what the next run made of it."""
    folder, faults = copied(start), list[str]()
    process, begun = started(run, folder, site)
    begun.wait()
    time.sleep(seconds)
    process.kill()
    process.join()
    faults += verify_ledger(folder / LEDGER).broken
    finished(run, folder, site)
    faults += verify_ledger(folder / LEDGER).broken
    if run == "publish":
        faults += verify_folder(folder / REPORT).refused
    if state(folder) != expected:
        faults.append("the next run ended otherwise")
    shutil.rmtree(folder)
    return Outcome(run, seconds, tuple(faults))


def started(run: str, folder: Path, site: Site) -> tuple[multiprocessing.process.BaseProcess, Event]:
    begun = PROCESSES.Event()
    process = PROCESSES.Process(target=_run, args=(run, folder, site.url("/feed"), begun))
    process.start()
    return process, begun


def finished(run: str, folder: Path, site: Site) -> float:
    """Lets a run come to its end, and gives the seconds it took."""
    process, begun = started(run, folder, site)
    begun.wait()
    began = time.monotonic()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"{run} ended with {process.exitcode}")
    return time.monotonic() - began


def _run(run: str, folder: Path, feed: str, begun: Event) -> None:
    begun.set()
    RUNS[run](folder, feed)


def prepare(run: str, start: Path, site: Site) -> None:
    """The folder as it is before the run, and the site as it is then."""
    start.mkdir()
    Ledger.create(start / LEDGER).store.close()
    if run == "watch":
        told(site, range(10), 0)
        watch(start, site.url("/feed"))
        told(site, range(15), 1)
        return
    (start / NOTES).mkdir()
    for number in range(8):
        (start / NOTES / f"{number}.txt").write_text(SAID.format(2023, number + 10, number), encoding="utf-8")
    with (start / NOTES / "table.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(COLUMNS)
        for month in range(1, 13):
            value = 1000 + 7 * month
            start_day, end_day = f"2023-{month:02}-01", f"2023-{month:02}-28"
            known = ("ogp_ua", "cases_opened", "art407", "UA", value, value, "exact", start_day, end_day)
            rows.writerow((f"https://a.example/{month}", "A", "2024-01-05", *known))
    if run == "publish":
        add(start, "")


def told(site: Site, articles: range, version: int) -> None:
    """The site's articles and their feed; every second of the old ones is changed in a later version."""
    for number in articles:
        figure = number * 10 + version * (number % 2)
        site.answers[f"/{number}"] = page(article(SAID.format(2000 + number, 17, figure)))
    links = "".join(f"<item><link>{site.url(f'/{number}')}</link></item>" for number in articles)
    site.answers["/feed"] = page(f"<rss><channel>{links}</channel></rss>")


def copied(start: Path) -> Path:
    return Path(shutil.copytree(start, tempfile.mkdtemp(dir=start.parent), dirs_exist_ok=True))


def state(folder: Path) -> str:
    """A digest of all that a run leaves, but for when it was."""
    with Ledger.open(folder / LEDGER) as ledger:
        log = [(entry["source"], entry["supersedes"]) for entry in map(json.loads, ledger.store.log())]
        claims, gaps = [one.to_dict() for one in ledger.claims()], [one.to_dict() for one in ledger.store.gaps()]
        waiting, counts = [one.id for one in ledger.waiting()], ledger.store.counts()
    written = sorted(path for path in (folder / REPORT).rglob("*") if path.is_file())
    files = {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in written}
    return hashlib.sha256(json.dumps([log, claims, gaps, waiting, counts, files]).encode()).hexdigest()
