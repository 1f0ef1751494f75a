"""The command for very many documents: ``recusant archive``."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from recusant import bulk
from recusant.cli.commands import a_path, as_json, main, tell, with_codebook, write
from recusant.codebook import toml_of
from recusant.errors import BadInput
from recusant.gathered import PERIODS, RECKONED, TRACED, Gathered
from recusant.records import Json

EVERY = 60.0  # seconds between two lines of a log; on a terminal one line is written again and again


class Given(TypedDict):
    """What a person says of how an archive is read."""

    codebook: str
    runner: str
    workers: int | None
    seconds: float
    gigabytes: float
    full: bool
    by: str | None


@main.command()
@click.argument("inputs", nargs=-1, required=True)
@click.argument("out")
@with_codebook
@click.option(
    "--runner", default="cores", show_default=True, type=click.Choice(list(bulk.RUNNERS)),
    help="Where to read: in this process, on all cores of this machine, or on a Ray cluster (that of RAY_ADDRESS).",
)  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1), help="How many processes read. As many as there are cores if left out.")
@click.option("--seconds", default=60.0, show_default=True, type=click.FloatRange(min=0.1), help="Processor time for one document.")
@click.option("--gigabytes", default=4.0, show_default=True, type=click.FloatRange(min=0.5), help="The memory that a process may take.")
@click.option("--full", is_flag=True, help="Read every document in full, also those without a word of a claim.")
@click.option(
    "--by", type=click.Choice(PERIODS),
    help="Trace and reckon the claims of OUT as well: bounds for each month, quarter or year.",
)  # fmt: skip
@click.option("--claims", "claims_file", type=a_path, help="Write all claims of OUT to this file as JSON lines, for `recusant reconcile`.")
@click.option("--metrics", type=a_path, help="Keep the state of the run in this file, in the text format of Prometheus.")
@as_json
def archive(inputs: tuple[str, ...], out: str, claims_file: Path | None, metrics: Path | None, json_: bool, **given: Unpack[Given]) -> None:
    """Read very many documents (INPUTS) into tables of sources, claims and gaps in the folder OUT (Parquet).

    INPUTS are files, folders, and addresses of object stores: WARC and WET files (.warc.gz, .warc.wet.gz), Parquet files with a column
    of texts, and single documents (.html, .md, .txt). A document without a word of a claim is not read further. What is done stays
    done: the same command goes on where it was stopped, and reads what has been added since. What cannot be read has its row, with the
    reason, in the table of sources. With --by the claims are traced and reckoned in the same way, into two folders within OUT. The exit
    code is 2 where a part of the archive could not be read for a fault of machines or disks; the next run tries it again, and only then
    goes on to the next step.
    """
    output = bulk.Output(out)
    limits = bulk.Limits(given["seconds"], given["gigabytes"])
    job = bulk.Archive(inputs, output, given["codebook"], limits, not given["full"])
    gathered = Gathered(output, toml_of(given["codebook"]), given["by"] or "month", given["gigabytes"])
    left = 0
    try:
        for step in (job.run, *((gathered.trace, gathered.reckon) if given["by"] else ())):
            if left:
                break
            with _telling(metrics) as told, closing(step(given["runner"], given["workers"])) as run:
                for far, fault in run:
                    if fault:
                        left += 1
                        tell(f"left for the next run: {fault}")
                    told(far)
    except KeyboardInterrupt:
        tell("stopped: the same command goes on from here")
        sys.exit(2)
    made = output.manifest() | (gathered.manifests() if given["by"] else {})
    if claims_file:
        with claims_file.open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(claim, ensure_ascii=False) + "\n" for claim in output.claims())
    write([made | {"left": left}]) if json_ else click.echo(_summary(made))
    sys.exit(2 if left else 0)


SUMMARY = """{documents:,} documents in {shards:,} shards: {claims:,} claims, {gaps:,} gaps
{sieved:,} hold no word of a claim; {faults:,} could not be read
digest of all rows: {digest}"""
OF_FIGURES = "{figures:,} figures that {claims:,} claims state, {copies:,} of them in passages that are copied"
OF_SERIES = """{bounds:,} bounds in {shards:,} batches, {conflicts:,} conflicts, {aside:,} claims set aside
digest of these rows: {digest}"""


def _summary(made: Json) -> str:
    gathered = [OF_FIGURES.format(**made[TRACED]), OF_SERIES.format(**made[RECKONED])] if RECKONED in made else []
    return "\n".join([SUMMARY.format(**made), *gathered])


class _Teller:
    """Tells how far a run is: on a terminal in one line, else in a log with a line a minute; and in a file for Prometheus."""

    def __init__(self, metrics: Path | None) -> None:
        self._metrics, self._last = metrics, 0.0

    def __call__(self, far: bulk.Far) -> None:
        """Tells it."""
        if sys.stderr.isatty():
            click.echo(f"\r\033[K{in_words(far)}", err=True, nl=False)
        elif time.monotonic() - self._last > EVERY or far.done == far.shards:
            self._last = time.monotonic()
            click.echo(json.dumps({"time": datetime.now().astimezone().isoformat(timespec="seconds"), **state(far)}), err=True)
        if self._metrics:
            _replace(self._metrics, metrics_of(far))


@contextmanager
def _telling(metrics: Path | None) -> Iterator[_Teller]:
    try:
        yield _Teller(metrics)
    finally:
        if sys.stderr.isatty():
            click.echo("\r\033[K", err=True, nl=False)


def in_words(far: bulk.Far) -> str:
    """How far a run is and when it will be done, in one line."""
    rate = far.read / 1e6 / far.seconds
    words = f"{far.done:,} of {far.shards:,} shards, {far.documents:,} documents, {far.claims:,} claims, {rate:,.1f} MB/s"
    if far.left is None:
        return words
    ready = datetime.fromtimestamp(time.time() + far.left).astimezone()
    return f"{words}, done in {_span(far.left)}, at {ready:%a %H:%M}"


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min" if minutes else "less than a minute"


def state(far: bulk.Far) -> Json:
    """How far a run is, as one record of a log."""
    left = None if far.left is None else round(far.left)
    return {
        "shards": far.shards, "done": far.done, "before": far.before, "documents": far.documents, "claims": far.claims,
        "faults": far.faults, "bytes": far.read, "of_bytes": far.size, "seconds": round(far.seconds, 1), "seconds_left": left,
    }  # fmt: skip


def metrics_of(far: bulk.Far) -> str:
    """How far a run is, in the text format of Prometheus: every number of the log is a gauge."""
    known = {name: value for name, value in state(far).items() if value is not None}
    lines = (f"# TYPE recusant_archive_{name} gauge\nrecusant_archive_{name} {value}\n" for name, value in known.items())
    return "".join(lines)


def _replace(path: Path, text: str) -> None:
    """Writes a file that others read at any moment."""
    try:
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}", delete=False, encoding="utf-8") as part:
            part.write(text)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(path)
    except OSError as fault:
        raise BadInput(f"cannot be written ({fault})", file=str(path), mend="give a file in a folder that may be written to") from None
