"""Archives: the first half of the flow for very many documents. Each goes through the sieve, and is read where that lets it through."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from time import monotonic

from recusant import __version__
from recusant.archive import RUNNERS as RUNNERS
from recusant.archive import Done, Job, Outcome, Parting, Shard, Task, Work, known_parts, large, parted, planned
from recusant.archive import Limits as Limits
from recusant.archive import Output as Output
from recusant.codebook import Codebook, parse, toml_of
from recusant.errors import BadInput
from recusant.extract import Sieve
from recusant.read import read, skimmed
from recusant.records import Source
from recusant.texts import claims_of
from recusant.trace import passage

SIEVE = "sieve.json"


@dataclass(frozen=True)
class Bulk:
    """Reads one document of an archive with a codebook (its TOML text); without a sieve every one is read in full."""

    codebook: str
    sieve: Sieve | None

    def __call__(self, source: Source) -> Generator[Outcome]:
        """What became of the document, or of each text that it holds. Raises BadInput where it cannot be read."""
        words = skimmed(source) if self.sieve else ""
        if self.sieve and not self.sieve(words):
            yield Outcome(source, sieved=True)
            return
        book = _book(self.codebook)
        for text in read(source, book):
            if self.sieve and text.body != words and not self.sieve(text.body):  # the word stood beside the main text
                yield Outcome(text.source, sieved=True)
                continue
            claims, gaps = claims_of(text, book)
            around = {} if text.source.part_of else {claim.id: passage(text.body, claim) for claim in claims}
            yield Outcome(text.source, claims, gaps, passages=around)


@cache
def _book(toml: str) -> Codebook:
    return parse(toml)


@dataclass
class Far:
    """How far a run is: shards and bytes, those done before it began apart; and the seconds that it still needs at its pace."""

    shards: int
    size: int
    before: int
    began: float
    done: int = 0
    read: int = 0
    documents: int = 0
    claims: int = 0
    faults: int = 0

    def add(self, done: Done) -> None:
        """Counts a shard that is done."""
        self.done += 1
        self.read += done["bytes"]
        self.documents += done.get("documents", 0)
        self.claims += done["claims"]
        self.faults += done.get("faults", 0)

    @property
    def seconds(self) -> float:
        """Since it began."""
        return max(1e-9, monotonic() - self.began)

    @property
    def left(self) -> float | None:
        """The seconds that it still needs; None as long as nothing is done."""
        return (self.size - self.read) * self.seconds / self.read if self.read else None


Run = Generator[tuple[Far, BadInput | None]]


def carried_out(job: Job, shards: Sequence[Shard], runner: str, workers: int | None, before: int) -> Run:
    """What is done with each shard; ``before`` were done by earlier runs."""
    far = Far(len(shards), sum(one.size for one in shards), before, monotonic())
    with closing(RUNNERS[runner](shards, job, workers)) as run:
        for ended in run:
            if isinstance(ended, BadInput):
                yield far, ended
            else:
                far.add(ended)
                yield far, None


@dataclass(frozen=True)
class Archive:
    """Documents in bulk (files, folders, WARC, WET, Parquet; paths or addresses), and the folder that they are read into."""

    inputs: Sequence[str]
    output: Output
    codebook: str = "refusal"
    limits: Limits = field(default_factory=Limits)
    sieved: bool = True

    def run(self, runner: str = "cores", workers: int | None = None) -> Run:
        """Reads all that no earlier run has read. After each shard: how far it is, and the fault for which the shard is left, if any.

        Raises BadInput where an input is not there, or the folder was made with another codebook or version.
        """
        toml = self.begin()
        done = self.output.done()
        shards = self._planned(done)
        if waiting := [shard for shard in large(shards) if shard.id not in known_parts(self.output)]:
            yield from carried_out(Parting(self.output, self.limits), waiting, runner, workers, 0)
        left = [shard for shard in parted(shards, known_parts(self.output)) if shard.id not in done]
        if not left:
            return
        task = Task(Bulk(toml, self._sieve(toml) if self.sieved else None), self.output, self.limits)
        yield from carried_out(task, left, runner, workers, len(done))

    def begin(self) -> str:
        """Makes the folder, or goes on in it; the TOML text of the codebook."""
        toml = toml_of(self.codebook)
        parse(toml, self.codebook)
        self.output.begin(Work(hashlib.sha256(toml.encode()).hexdigest(), __version__, self.sieved))
        return toml

    def _planned(self, done: Mapping[str, Done]) -> list[Shard]:
        """The shards, large files whole."""
        return planned(self.inputs, {name for one in done.values() for name in one["files"]})

    def _sieve(self, toml: str) -> Sieve:
        """The sieve of the codebook. It is made in a process of its own, for the dictionaries fill gigabytes, and kept in the folder."""
        told = self.output.read(SIEVE)
        if told is None:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
                told = apart.submit(_made, toml).result()
            self.output.write(SIEVE, told)
        return Sieve.from_json(told)


def _made(toml: str) -> str:
    return Sieve.of(parse(toml)).to_json()
