"""How fast texts are read, on one core, beside other programs that read numbers and dates, on the same news in the same run.

Megabytes are of UTF-8. Each text is read by itself, as an archive is: what is known of words stays known from one text to the next.
Process time, the best of three rounds; in each round everything is timed once, one after the other. The ratios are on the first
documents of the same sets, for the peers would take hours for all; Duckling is asked for numbers and for times apart, and dateparser
for dates within a text. Only quantities and windows have peers: none reads claims.
"""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import chain
from math import inf
from pathlib import Path
from time import process_time

from benchmarks.claims import BOOK, chosen
from benchmarks.documents import Document, documents
from benchmarks.measured import Measured
from benchmarks.peers import PINS, Peer, installed
from recusant.extract import extract, quantities, windows
from recusant.read import read
from recusant.records import Source

NEWS = {
    "en": ("news_syndication_2018", "ukraine_war_articles_en"),
    "ru": ("ru_telegram_news", "ru_longform_meduza"),
    "uk": ("telegram_war_posts_uk_ru", "ua_mod_loss_reports"),
}
READERS: dict[str, Callable[[Document], object]] = {
    "quantities": lambda one: quantities(one.text, one.lang),
    "windows": lambda one: windows(one.text, one.lang, one.published),
    "extract": lambda one: extract(one.text, one.lang, one.published),
}
AGAINST = {  # which of ours each peer is compared with, and the languages that it reads
    "Duckling, numbers": ("quantities", ("en", "ru", "uk")),
    "quantulum3": ("quantities", ("en",)),
    "Duckling, times": ("windows", ("en", "ru", "uk")),
    "dateparser": ("windows", ("en", "ru", "uk")),
}
PUBLISHED = "58 to 290 KB/s by Duckling, 49 by lingua_franca, 46 by natasha, 15 by quantulum3, 14 by recognizers-text"
ROUNDS = 3
SAMPLE = 50_000  # bytes of each set that the peers read
OVER = 20  # how many times the notes are read


@dataclass
class Timed:
    """Something that reads texts, and the least seconds it took so far."""

    size: int
    read: Callable[[], float]
    seconds: float = inf

    @property
    def speed(self) -> float:
        return self.size / 1e6 / self.seconds


def measure() -> Measured:
    """Megabytes a second, and how many times faster than each peer."""
    news = {lang: [one for name in sets for one in documents(name) if one.lang == lang] for lang, sets in NEWS.items()}
    samples = {lang: [*sampled(lang)] for lang in NEWS}
    timed = {f"{reader}, news {lang}": ours(reader, found) for lang, found in news.items() for reader in READERS}
    timed["extract, notes"] = ours("extract", notes() * OVER)
    pairs = {}
    with ExitStack() as opened:
        for name, (reader, langs) in AGAINST.items():
            if (python := installed(name.partition(",")[0])) is None:
                continue
            for lang in langs:
                peer = opened.enter_context(closing(Peer(python, name, lang)))
                pairs[reader, name, lang] = (ours(reader, samples[lang]), theirs(peer, samples[lang]))
        for _ in range(ROUNDS):
            for one in (*timed.values(), *chain(*pairs.values())):
                one.seconds = min(one.seconds, one.read())
    figures = {f"reading: MB/s of {name}": one.speed for name, one in timed.items()}
    for (reader, name, lang), (own, other) in pairs.items():
        figures[f"reading: {reader} {lang}, times as fast as {name}"] = own.speed / other.speed
    return Measured("python -m benchmarks reading", figures, more(pairs))


def more(pairs: Mapping[tuple[str, str, str], tuple[Timed, Timed]]) -> str:
    """The speeds of both sides of each comparison, and which peers could not be had."""
    rows = [f"| {name} | {reader} | {lang} | {1000 * other.speed:.0f} | {1000 * own.speed:.0f} |"
            for (reader, name, lang), (own, other) in pairs.items()]  # fmt: skip
    table = "\n".join(["| peer | beside | language | its KB/s | ours, on the same texts |", "|---|---|---|---|---|", *rows])
    lost = [name for name in PINS if not any(peer.startswith(name) for _, peer, _ in pairs)]
    pinned = "Installed for the run: " + ", ".join(" with ".join(PINS[name]) for name in PINS if name not in lost) + "."
    missing = [f"Could not be installed here: {', '.join(lost)}."] if lost else []
    return "\n\n".join([table, " ".join([pinned, *missing, f"Others measured on other machines: {PUBLISHED}."])])


def ours(reader: str, texts: Sequence[Document]) -> Timed:
    read = READERS[reader]

    def seconds() -> float:
        gc.collect()
        start = process_time()
        for one in texts:
            read(one)
        return process_time() - start

    return Timed(size(texts), seconds)


def theirs(peer: Peer, texts: Sequence[Document]) -> Timed:
    return Timed(size(texts), lambda: peer.seconds([one.text for one in texts]))


def size(texts: Iterable[Document]) -> int:
    return sum(len(one.text.encode(errors="surrogatepass")) for one in texts)


def sampled(lang: str) -> Iterator[Document]:
    """The first documents of each set of a language."""
    for name in NEWS[lang]:
        left = SAMPLE
        for one in documents(name):
            if left > 0 and one.lang == lang:
                left -= size([one])
                yield one


def notes() -> list[Document]:
    """The notes in our languages, without their front matter."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [Source.of(note.read_bytes(), note.name, media="text/markdown") for note in chosen(Path(folder))]
    found = [text for source in sources for text in read(source, BOOK)]
    return [Document("notes", one.source.name, one.source.lang or "en", one.source.published, one.body) for one in found]
