"""A large ledger: how quick are adding, opening and the questions that the program and the desk ask of it?

Invented articles of 300 to 450 bytes, as pages of the web: every so many of them has ten claims and a gap, the others have none. 300
outlets, 40 origins, seven measures. RECUSANT_CLAIMS says how many claims (100,000 else), RECUSANT_SOURCES how many articles (half as
many else); a full run has 1,000,000 claims in 10,000,000 articles. Milliseconds are of processor time; "questions of one" are about one
source or claim and must not grow with the ledger. What asks for all claims takes as long as reading them. GB are what a process of its
own held at most that did only this.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from time import process_time

from benchmarks.measured import Measured
from recusant.cli.reviewing import rooms_of
from recusant.ledger import Capture, Decision, Ledger
from recusant.records import Claim, Gap, Quantity, Quote, Scope, Source, Text, Window
from recusant.review import pages, views
from recusant.review.accounts import Accounts
from recusant.review.desk import Desk, Settings
from recusant.review.guard import Visit
from recusant.review.rights import Person

CLAIMS = int(os.environ.get("RECUSANT_CLAIMS") or 100_000)
SOURCES = int(os.environ.get("RECUSANT_SOURCES") or CLAIMS // 2)
OF_A_SOURCE, TOGETHER = 10, 500
EVERY = SOURCES * OF_A_SOURCE // CLAIMS  # articles of which one has claims
YEAR = Window.of(date(2024, 1, 1), date(2024, 12, 31))
OVER = 20  # how often a question of one is asked
WORDS = (
    *("суд", "прокуратура", "дело", "солдат", "часть", "приговор", "мобилизация", "отказ", "служба", "комиссар", "регион", "колония"),
    *("court", "case", "soldier", "office", "count", "region", "month", "report", "figure", "army", "desertion", "sentence", "appeal"),
)
RARE, FEW = "Редкостный", 5  # a word that stands in so few titles
Questions = Mapping[str, Callable[[], object]]


def measure() -> Measured:
    """Milliseconds, megabytes and gigabytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.ledger"
        with Ledger.create(path) as ledger:
            without, with_claims = _fill(ledger)
        figures = {"claims": float(CLAIMS), "sources": float(SOURCES), "MB": path.stat().st_size / 1e6}
        figures |= {"ms to add a claim": with_claims / OF_A_SOURCE, "ms to add a source without claims": without}
        figures["ms to open"] = _timed(lambda: Ledger.open(path).close())
        with Ledger.open(path) as ledger:
            times = {name: _timed(question) for name, question in _of_one(ledger).items()}
            figures["ms for the slowest question of one"] = max(times.values()) / OVER
            figures |= {f"ms for {name}": _timed(question) for name, question in _of_many(ledger).items()}
        for part in (_claims_read, _desk):
            with ProcessPoolExecutor(1, get_context("spawn")) as alone:
                figures |= alone.submit(part, path).result()
        with Ledger.open(path) as ledger:
            figures |= {"ms for what takes space": _timed(ledger.space), "ms for pruning": _timed(ledger.prune)}
    more = "\n".join(["| question of one | ms |", "|---|---|", *(f"| {name} | {one / OVER:.2f} |" for name, one in times.items())])
    command = f"RECUSANT_CLAIMS={CLAIMS} RECUSANT_SOURCES={SOURCES} python -m benchmarks ledgers"
    return Measured(command, {f"ledgers: {name}": one for name, one in figures.items()}, more)


def _of_one(ledger: Ledger) -> Questions:
    text, claims, _ = _source(SOURCES // EVERY // 2 * EVERY)
    source, claim = text.source.id, claims[3].id
    asked: Questions = {
        "has it a source": lambda: ledger.has(source),
        "a source": lambda: ledger.source(source),
        "a text": lambda: ledger.text(source),
        "a claim": lambda: ledger.claim(claim),
        "the claims of a source": lambda: ledger.claims(source=source),
        "the gaps of a source": lambda: ledger.gaps(source),
        "the decisions about a claim": lambda: ledger.decisions(claim),
        "the log of a source": lambda: ledger.log(source),
        "the versions of a page": lambda: ledger.versions(source),
        "the latest version of an address": lambda: ledger.standing(str(text.source.url)),
    }
    return {name: lambda question=question: [question() for _ in range(OVER)] for name, question in asked.items()}  # type: ignore[misc]


def _of_many(ledger: Ledger) -> Questions:
    return {
        "claims of a measure": lambda: ledger.claims(measure="m1"),
        "sources with claims": ledger.quoted,
        "counts": ledger.counts,
        "superseded sources": ledger.superseded,
    }


def _claims_read(path: Path) -> dict[str, float]:
    with Ledger.open(path) as ledger:
        return {"ms for all claims": _timed(ledger.claims), "GB for all claims": _held()}


def _desk(path: Path) -> dict[str, float]:
    """The desk's pages as a reviewer asks for them, in this process; nothing is reckoned."""
    desk, person = Desk(rooms_of(path), Accounts(None), Settings(), ThreadPoolExecutor), Person("Olena", "reviewer")

    def standing() -> None:
        with desk.ledger() as held:
            desk.standing(held)

    def listed(words: str = "", start: int = 0) -> float:
        return _timed(lambda: views.sources(desk, person, {"words": words, "start": str(start)}))

    def queue(start: int = 0) -> float:
        return _timed(lambda: views.queue(desk, person, {"start": str(start)}))

    def following() -> None:
        with desk.ledger() as held:
            desk.next_for(person.name, desk.seen(held, person), claim)

    def decide() -> None:
        with desk.ledger() as held:
            held.decide(Decision(claim, "accepted", person.name))

    claim = _source(SOURCES // EVERY // 2 * EVERY)[1][3].id
    try:
        figures = {"desk, ms to open": _timed(standing), "desk, ms for the first queue": queue(), "desk, ms for a queue": queue()}
        figures |= {"desk, ms for the end of the queue": queue(CLAIMS - views.SHOWN)}
        figures |= {"desk, ms for a claim": _timed(lambda: pages.claim(Visit(desk, None, None), person, {"id": claim}))}
        figures |= {"desk, ms to decide": _timed(decide), "desk, ms for the next claim": _timed(following)}
        figures |= {"desk, ms for a queue after a decision": queue(), "desk, ms for the log": _timed(lambda: views.log(desk, person, {}))}
        figures |= {"desk, ms for the origins": _timed(lambda: views.origins(desk, person, {}))}
        figures |= {"desk, ms for the latest sources": listed()}
        figures |= {"desk, ms for sources a thousand pages back": listed(start=min(100_000, SOURCES - 100))}
        figures |= {"desk, ms for the first sources of all": listed(start=SOURCES - 100)}
        figures |= {"desk, ms for a word in few sources": listed(RARE.upper()), "desk, ms for a word in many": listed(WORDS[0])}
        figures |= {"desk, ms for a word in none": listed("Нигде"), "desk, ms for two letters in none": listed("яъ")}
        with desk.ledger() as held:
            held.add(_source(SOURCES)[0])
        return figures | {"desk, ms for a source that came": _timed(standing), "desk, GB": _held()}
    finally:
        desk.close()


def _fill(ledger: Ledger) -> tuple[float, float]:
    """Milliseconds to add a source without claims, and one with; what ends a transaction is shared among all that it holds."""
    spent, added = [0.0, 0.0], [0, 0]
    for first in range(0, SOURCES, TOGETHER):
        articles = [(number % EVERY == 0, _source(number)) for number in range(first, min(first + TOGETHER, SOURCES))]
        began, before = process_time(), sum(spent)
        with ledger.together():
            for has, (text, claims, gaps) in articles:
                spent[has] += _timed(lambda: ledger.add(text, claims, gaps, Capture(text.source.url, text.source.captured)))  # noqa: B023
                added[has] += 1
        rest = 1000 * (process_time() - began) - (sum(spent) - before)
        for has in (False, True):
            spent[has] += rest * sum(one == has for one, _ in articles) / len(articles)
        if first % 100_000 == 0:
            print(f"ledgers: {first:,} of {SOURCES:,} articles, {sum(spent) / sum(added):.3f} ms each", file=sys.stderr, flush=True)
    return spent[0] / max(1, added[0]), spent[1] / added[1]


def _source(number: int) -> tuple[Text, list[Claim], list[Gap]]:
    """An invented article; where it has claims, with them and a gap."""
    counts = OF_A_SOURCE if number % EVERY == 0 else 0
    lines = [f"In 2024 office {number} opened {1000 + at * number % 99_991} cases of absence." for at in range(counts)]
    words = [WORDS[number * (at + 7) // (at % 5 + 1) % len(WORDS)] for at in range(30)]
    body, address = "\n".join(lines or [*words, str(number)]), f"https://news{number % 300}.example/{number % 9973}/{number}"
    title = " ".join([*words[:6], *[RARE] * (number % (SOURCES // FEW) == 1)])
    known = {"outlet": f"outlet {number % 300}", "published": date(2025, 1, 1 + number % 28), "captured": "2025-02-01T00:00:00+00:00"}
    source = Source.of(body.encode(), address, url=address, title=title, lang="ru", **known)
    gaps = [Gap(source.id, Quote(0, 2, body[:2]), "nothing tells")] if counts else []
    return Text(source, body), list(_claims(source, lines, number // EVERY)), gaps


def _claims(source: Source, lines: list[str], number: int) -> Iterator[Claim]:
    start = 0
    for at, line in enumerate(lines):
        quote, count = Quote(start, start + len(line), line), 1000 + at * number % 99_991
        scope = Scope(f"m{at % 7}", "art407", f"P{number % 50}", YEAR)
        quantity = Quantity((count, count), "exact", count, count, str(count))
        yield Claim.of(source.id, quote, "count", quantity, scope, origin=f"origin {number % 40}", via=(str(source.outlet),))
        start += len(line) + 1


def _held() -> float:
    """Gigabytes that this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    began = process_time()
    work()
    return 1000 * (process_time() - began)
