"""The sieve: how quick, how much it lets through, and whether it holds back any text of which a full reading reads a claim.

The texts are all strings of 20 characters and more in the JSON Lines of all reference data sets (each row a text), the reference notes
and ours, and as pages the court pages of `sudrf_pages`. Every text is read in full besides, in the same run. A text counts as lost where
the sieve holds it back and the full reading finds a claim or a gap in it. Process time on one core; megabytes are of UTF-8.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.measured import REFERENCE, ROOT, Measured, listed
from recusant import codebook
from recusant.bulk import Bulk
from recusant.errors import BadInput
from recusant.extract import Sieve
from recusant.read import skimmed
from recusant.records import Source

LEAST = 20  # characters of a string that is a text
NOTES = (REFERENCE / "corpus", ROOT / "examples/refusal/notes", ROOT / "benchmarks/notes")


@dataclass
class Tally:
    """What was counted and timed over some sources."""

    size: int = 0
    texts: int = 0
    through: int = 0
    let_through: int = 0  # bytes
    claims: int = 0
    sieving: float = 0.0
    reading: float = 0.0
    reading_let_through: float = 0.0
    lost: list[str] = field(default_factory=list)

    def figures(self, kind: str) -> dict[str, float]:
        """By name."""
        return {
            f"sieve: {kind}": float(self.texts),
            f"sieve: {kind}, MB": self.size / 1e6,
            f"sieve: {kind}, claims read in full": float(self.claims),
            f"sieve: {kind} lost": float(len(self.lost)),
            f"sieve: {kind}, share let through": self.through / self.texts,
            f"sieve: {kind}, share of bytes let through": self.let_through / self.size,
            f"sieve: {kind}, MB/s of the sieve": self.size / 1e6 / self.sieving,
            f"sieve: {kind}, MB/s of reading all in full": self.size / 1e6 / self.reading,
            f"sieve: {kind}, MB/s of sieving and reading what is let through": self.size / 1e6 / (self.sieving + self.reading_let_through),
        }


def measure() -> Measured:
    """Speed, shares and losses, of texts and of pages; and what it costs to make the sieve."""
    toml, began = codebook.toml_of("refusal"), process_time()
    sieve = Sieve.of(codebook.parse(toml))
    made = process_time() - began
    texts, pages = (judged(sieve, Bulk(toml, None), sources) for sources in ([*rows(), *notes()], [*court_pages()]))
    figures = texts.figures("texts") | pages.figures("pages") | {"sieve: seconds to make it": made}
    return Measured("python -m benchmarks sieve", figures, listed([*texts.lost, *pages.lost]))


def judged(sieve: Sieve, full: Bulk, sources: Sequence[Source]) -> Tally:
    """Every source through the sieve, and read in full besides."""
    tally = Tally()
    began = process_time()
    told = [sieve(skimmed(source)) for source in sources]
    tally.sieving = process_time() - began
    for source, through in zip(sources, told, strict=True):
        began = process_time()
        claims, gaps = read_in_full(full, source)
        seconds, size = process_time() - began, len(source.data)
        tally.size, tally.texts, tally.claims = tally.size + size, tally.texts + 1, tally.claims + claims
        tally.reading += seconds
        if through:
            tally.through, tally.let_through = tally.through + 1, tally.let_through + size
            tally.reading_let_through += seconds
        elif claims or gaps:
            tally.lost.append(f"{source.name}: {claims} claims, {gaps} gaps")
    return tally


def read_in_full(full: Bulk, source: Source) -> tuple[int, int]:
    """How many claims, and how many numbers not understood; that a text is in a language that is not read is no loss."""
    try:
        outcomes = list(full(source))
    except BadInput:
        return 0, 0
    gaps = (gap for outcome in outcomes for gap in outcome.gaps if not gap.reason.startswith("no claims can be read in"))
    return sum(len(outcome.claims) for outcome in outcomes), sum(1 for _ in gaps)


def rows() -> Iterator[Source]:
    """The rows of every set as texts."""
    for path in sorted((REFERENCE / "data").glob("*/*.jsonl*")):
        for number, row in enumerate(lines(path)):
            text = "\n".join(one for name, one in row.items() if name != "html" and isinstance(one, str) and len(one) >= LEAST)
            if text.strip():
                yield Source.of(text.encode("utf-8", "replace"), f"{path.parent.name} {number}", media="text/plain")


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as opened:
        yield from map(json.loads, opened)


def notes() -> Iterator[Source]:
    for folder in NOTES:
        for path in sorted(folder.rglob("*.md")):
            yield Source.of(path.read_bytes(), os.path.relpath(path, ROOT), media="text/markdown")


def court_pages() -> Iterator[Source]:
    for row in lines(REFERENCE / "data" / "sudrf_pages" / "pages.jsonl.gz"):
        yield Source.of(row["html"].encode("utf-8", "replace"), row["id"], media="text/html")
