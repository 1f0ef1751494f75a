"""Archives: the second half of the flow for very many claims. They are gathered by figure and traced, then by series and reckoned.

Claims that can be one figure lie in one batch, and so do those that can meet in a reckoning. So each batch is worked on by itself, by the
functions that trace and reckon a ledger, and what comes out does not depend on who works on it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from recusant import __version__
from recusant.archive import Batches, Begun, Columns, Done, Limits, Output, Shard, Tables, lines_of
from recusant.archive.batches import FOLDER
from recusant.archive.outcomes import Rows, canonical
from recusant.bulk import Run, carried_out
from recusant.codebook import Codebook, parse
from recusant.flow import reconcile, waits
from recusant.reconcile import Components, Reckoned
from recusant.records import Claim, Json, Source
from recusant.trace import alike, figures, gathered_by, readings

TRACED, RECKONED = "traced", "reckoned"  # folders within that of the archive
OF_FIGURES: Columns = {
    "figures": {
        "figure": "string", "claim": "string", "page": "string", "outlet": "string", "said_on": "string", "reading": "string",
        "copy": "bool",
    },
}  # fmt: skip
OF_SERIES: Columns = {
    "bounds": {
        "layer": "string", "measure": "string", "category": "string", "place": "string", "start": "string", "end": "string",
        "lo": "int64", "hi": "int64", "record": "string",
    },
    "conflicts": {"id": "string", "measure": "string", "claims": "int64", "record": "string"},
    "aside": {"claim": "string", "reason": "string", "conflict": "string"},
}  # fmt: skip
PERIODS = ("month", "quarter", "year")  # of bounds: those of a calendar are the same whatever other series span
BATCH = 5_000  # claims to trace in one batch, more or less
AN_HOUR = 3600.0  # a worker that has been at one batch for ten times as long is taken for dead


@dataclass(frozen=True)
class Tracing:
    """Tells of a batch of claims which are one figure, on which pages it stands, and which of these copy each other."""

    output: Output
    limits: Limits

    def __call__(self, shard: Shard, died: Sequence[int] = (), begun: Begun = lambda number: None) -> Done:
        """Traces a batch."""
        begun(0)
        rows = list(lines_of(shard))
        claims = [Claim.from_dict(row["claim"]) for row in rows]
        sources = {one.source: _page(one.source, row) for one, row in zip(claims, rows, strict=True)}
        found = figures(claims, sources)
        around = {one.id: row["passage"] for one, row in zip(claims, rows, strict=True) if row["passage"]}
        copied = readings(found, alike(found, around))
        told = [
            {
                "figure": pages[0].claim.id, "claim": one.id, "page": page.address, "outlet": page.outlet,
                "said_on": one.said_on.isoformat() if one.said_on else None, "reading": copied.get(one.id, one.reading),
                "copy": one.id in copied,
            }
            for pages in found for page in pages for one in page.claims
        ]  # fmt: skip
        with Tables(self.output, shard, OF_FIGURES) as tables:
            tables.add({"figures": told})
            return tables.finish({"claims": len(told), "figures": len(found), "copies": len(copied), "bytes": shard.size})


def _page(name: str, row: Json) -> Source:
    """As much of a source as tells its page."""
    return Source(name, name, name, url=row["url"], outlet=row["outlet"])


@dataclass(frozen=True)
class Reckoning:
    """Reckons a batch of claims: the standing bounds of each series, its conflicts, and what is set aside."""

    codebook: str
    by: str
    output: Output
    limits: Limits

    def __call__(self, shard: Shard, died: Sequence[int] = (), begun: Begun = lambda number: None) -> Done:
        """Reckons a batch. Raises NotProven where the solver proves nothing, and CertificateRefused where a proof does not add up."""
        begun(0)
        claims, copies = list[Claim](), dict[str, str]()
        for row in lines_of(shard):
            claims.append(Claim.from_dict(row["claim"]))
            copies |= {claims[-1].id: row["reading"]} if row["reading"] else {}
        reckoned = reconcile(claims, _book(self.codebook), copies=copies)
        counts = dict.fromkeys(OF_SERIES, 0)
        with Tables(self.output, shard, OF_SERIES) as tables:
            for rows in self._rows(reckoned):
                tables.add(rows)
                counts = {table: count + len(rows[table]) for table, count in counts.items()}
            return tables.finish({"claims": len(claims), **counts, "bytes": shard.size})

    def _rows(self, reckoned: Reckoned) -> Iterator[Rows]:
        nothing: Rows = {table: [] for table in OF_SERIES}
        for conflict in reckoned.conflicts:
            measure = conflict.cited[conflict.claims[0]].scope.measure
            row = {"id": conflict.id, "measure": measure, "claims": len(conflict.claims), "record": canonical(conflict.to_dict())}
            yield nothing | {"conflicts": [row]}
        yield nothing | {"aside": [one.to_dict() for one in reckoned.set_aside]}
        for bound in reckoned.standing(self.by):
            scope, record = bound.scope, canonical(bound.to_dict())
            start, end = (day[0].isoformat() for day in (scope.window.start, scope.window.end) if day[0])
            row = {"layer": bound.layer, "measure": scope.measure, "category": scope.category, "place": scope.place}
            yield nothing | {"bounds": [row | {"start": start, "end": end, "lo": bound.lo, "hi": bound.hi, "record": record}]}


@cache
def _book(toml: str) -> Codebook:
    return parse(toml)


@dataclass(frozen=True)
class Gathered:
    """The claims of an archive that was read, traced and reckoned into two folders within its own, ``by`` month, quarter or year.

    As in a ledger, a claim that nobody has reviewed counts only where the reader is confident of it.
    """

    archive: Output
    codebook: str  # its TOML text
    by: str = "month"
    gigabytes: float = Limits.gigabytes  # that a process may take

    def trace(self, runner: str = "cores", workers: int | None = None) -> Run:
        """Traces what has changed since the last time. After each batch: how far it is, and the fault for which it is left, if any."""
        batches = Batches(self.traced, self._made_with(TRACED))
        parts = sum(one["claims"] for one in self.archive.done().values()) // BATCH + 1
        for row, claim in self._claims():
            gathered = hashlib.sha256(gathered_by(claim).encode()).digest()
            batches.add(int.from_bytes(gathered[:4]) % parts, row)
        yield from self._carried_out(Tracing(self.traced, self._limits), batches, (runner, workers))

    def reckon(self, runner: str = "cores", workers: int | None = None) -> Run:
        """Reckons what has changed since the last time; ``trace`` comes before it."""
        components = Components((claim for _, claim in self._claims() if claim.base), parse(self.codebook))
        copies, batches = self._copies(), Batches(self.reckoned, self._made_with(RECKONED))
        for row, claim in self._claims():
            batches.add(components.key(claim.scope), {"claim": row["claim"], "reading": copies.get(claim.id)})
        yield from self._carried_out(Reckoning(self.codebook, self.by, self.reckoned, self._limits), batches, (runner, workers))

    @property
    def traced(self) -> Output:
        """The figures: a row for each claim, with the page that it stands on and who read the origin first."""
        return self._within(TRACED)

    @property
    def reckoned(self) -> Output:
        """The bounds and conflicts of all series, and what was set aside."""
        return self._within(RECKONED)

    def manifests(self) -> Json:
        """What was made, each with the digest of all its rows, which is the same whoever made them."""
        traced = self.traced.manifest(("claims", "figures", "copies"))
        return {TRACED: traced, RECKONED: self.reckoned.manifest(("claims", *OF_SERIES))}

    @property
    def _limits(self) -> Limits:
        return Limits(AN_HOUR, self.gigabytes)

    def _within(self, folder: str) -> Output:
        return Output(f"{self.archive.address.rstrip('/')}/{folder}")

    def _claims(self) -> Iterator[tuple[Json, Claim]]:
        """The claims that count, each with what tracing asks of it."""
        for row in self.archive.claim_rows():
            claim = Claim.from_dict(told := json.loads(row["record"]))
            if not waits(claim):
                yield {"claim": told, "passage": row["passage"], "url": row["url"], "outlet": row["outlet"]}, claim

    def _copies(self) -> dict[str, str]:
        """Of each claim that is a copy, or is copied, who read the origin first."""
        rows = (row for shard in self.traced.done() for row in self.traced.rows("figures", shard, ("claim", "reading", "copy")))
        return {row["claim"]: row["reading"] for row in rows if row["copy"]}

    def _made_with(self, what: str) -> Json:
        with_all = {"what": what, "recusant": __version__}
        codebook = hashlib.sha256(self.codebook.encode()).hexdigest()
        return with_all if what == TRACED else with_all | {"codebook": codebook, "by": self.by}

    @staticmethod
    def _carried_out(job: Tracing | Reckoning, batches: Batches, by: tuple[str, int | None]) -> Run:
        shards = batches.shards()
        job.output.keep({shard.id for shard in shards}, FOLDER, *OF_FIGURES, *OF_SERIES)
        done = job.output.done()
        left = [shard for shard in shards if shard.id not in done]
        if left:
            yield from carried_out(job, left, *by, len(done))
