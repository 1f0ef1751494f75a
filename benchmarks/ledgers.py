"""A large ledger: how quick are adding, opening and the questions that the program asks of it?

Invented rows: ten claims and a gap of each source, 300 outlets, 40 origins, seven measures. RECUSANT_CLAIMS says how many claims (100,000
else; a full run has 1,000,000). Milliseconds are of processor time; "questions of one" are about one source or claim and must not grow with
the ledger. What asks for all claims takes as long as reading them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import process_time

from benchmarks.measured import Measured
from recusant.ledger import Ledger
from recusant.records import Claim, Gap, Quantity, Quote, Scope, Source, Text, Window

CLAIMS = int(os.environ.get("RECUSANT_CLAIMS") or 100_000)
OF_A_SOURCE, TOGETHER = 10, 500
YEAR = Window.of(date(2024, 1, 1), date(2024, 12, 31))
OVER = 20  # how often a question of one is asked


def measure() -> Measured:
    """Milliseconds and megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.ledger"
        with Ledger.create(path) as ledger:
            adding = _timed(lambda: _fill(ledger))
        opening = _timed(lambda: Ledger.open(path).close())
        with Ledger.open(path) as ledger:
            times = {name: _timed(question) for name, question in _of_one(ledger).items()}
            every = {"all claims": _timed(lambda: ledger.claims()), "claims of a measure": _timed(lambda: ledger.claims(measure="m1"))}
            every |= {"all sources": _timed(lambda: ledger.sources()), "counts": _timed(lambda: ledger.counts())}
            every |= {"superseded sources": _timed(lambda: ledger.superseded())}
        size = path.stat().st_size / 1e6
    figures = {"claims": float(CLAIMS), "MB": size, "ms to add a claim": adding / CLAIMS, "ms to open": opening}
    figures |= {"ms for the slowest question of one": max(times.values()) / OVER} | {f"ms for {name}": one for name, one in every.items()}
    more = "\n".join(["| question of one | ms |", "|---|---|", *(f"| {name} | {one / OVER:.2f} |" for name, one in times.items())])
    command = f"RECUSANT_CLAIMS={CLAIMS} python -m benchmarks ledgers"
    return Measured(command, {f"ledgers: {name}": one for name, one in figures.items()}, more)


def _of_one(ledger: Ledger) -> dict[str, Callable[[], object]]:
    text, claims, _ = _source(CLAIMS // OF_A_SOURCE // 2)
    source, claim = text.source.id, claims[3].id
    asked: dict[str, Callable[[], object]] = {
        "has it a source": lambda: ledger.has(source),
        "a source": lambda: ledger.source(source),
        "a text": lambda: ledger.text(source),
        "a claim": lambda: ledger.claim(claim),
        "the claims of a source": lambda: ledger.claims(source=source),
        "the gaps of a source": lambda: ledger.gaps(source),
        "the decisions about a claim": lambda: ledger.decisions(claim),
        "the versions of a page": lambda: ledger.versions(source),
        "the latest version of an address": lambda: ledger.standing(str(text.source.url)),
    }
    return {name: lambda question=question: [question() for _ in range(OVER)] for name, question in asked.items()}  # type: ignore[misc]


def _fill(ledger: Ledger) -> None:
    for first in range(0, CLAIMS // OF_A_SOURCE, TOGETHER):
        with ledger.together():
            for number in range(first, min(first + TOGETHER, CLAIMS // OF_A_SOURCE)):
                ledger.add(*_source(number))


def _source(number: int) -> tuple[Text, list[Claim], list[Gap]]:
    """An invented page with its claims, and a gap."""
    lines = [f"In 2024 office {number} opened {1000 + at * number % 99_991} cases of absence." for at in range(OF_A_SOURCE)]
    body, address = "\n".join(lines), f"https://news.example/{number}"
    source = Source.of(body.encode(), address, url=address, outlet=f"outlet {number % 300}", published=date(2025, 1, 1 + number % 28))
    return Text(source, body), list(_claims(source, lines, number)), [Gap(source.id, Quote(0, 2, body[:2]), "nothing tells")]


def _claims(source: Source, lines: list[str], number: int) -> Iterator[Claim]:
    start = 0
    for at, line in enumerate(lines):
        quote, count = Quote(start, start + len(line), line), 1000 + at * number % 99_991
        scope = Scope(f"m{at % 7}", "art407", f"P{number % 50}", YEAR)
        quantity = Quantity((count, count), "exact", count, count, str(count))
        yield Claim.of(source.id, quote, "count", quantity, scope, origin=f"origin {number % 40}", via=(str(source.outlet),))
        start += len(line) + 1


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    began = process_time()
    work()
    return 1000 * (process_time() - began)
