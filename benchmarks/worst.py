"""The worst texts that could be thought of: does the time to read grow no faster than the text, and does memory stay flat?

Each kind of text is one piece over and over, at a quarter of the size and at the whole; the numbers, the words of time, the verbs of
speech and the phrases of the codebook of each language are pieces too, and so are invented mixtures. All kinds are read at a tenth of the
size, and those that were steepest or slowest there at the size itself. An exponent of 1 is linear, of 2
quadratic: the logarithm of how many times longer the larger text takes, by that of how many times larger it is. Process time; what looks
steep is timed again, and the least counts. The short texts for the memory are a million different ones, most of their words made up.
"""

from __future__ import annotations

import os
import re
import resource
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import log
from random import Random
from time import process_time

from benchmarks.measured import Measured, each
from benchmarks.texts import SPOKEN, phrases, piece, sentence_like, subjects
from recusant.extract import extract, quantities, windows

SIZE = int(os.environ.get("RECUSANT_BYTES") or 100_000)  # 1,000,000 in a full run
SHORT_TEXTS = int(os.environ.get("RECUSANT_TEXTS") or 100_000)  # likewise
MIXTURES = 8  # of each language
STEEP, AGAIN = 1.1, 3  # from this exponent on a kind is timed so many times more
SHOWN = 12
DAY = date(2024, 6, 1)
READERS: dict[str, Callable[[str, str], object]] = {
    "quantities": quantities,
    "windows": lambda text, lang: windows(text, lang, DAY),
    "extract": lambda text, lang: extract(text, lang, DAY),
}
PIECES = [
    *"7,.-—\"'«»()[%$+:;/½²०\u0301\u202e\x00\ufeff\u00a0\u2028\u0085\t\n\r aя\ud800İ_*#|5①🇺",
    "...", "?! ", ". ", ", ", "? ", "\r\n", "5️⃣", "👨‍👩‍👧", "а\u0301", "\u202e5 ", "عدد ٥ ", "5\x00", "a\n\n",
    "1234567 ", "1,234,567,", "1.234.567.", "123 456 ", "5\u202f000\u202f", "1.5.", "5 ", "5-", "5–7–", "5 - 7 - ", "-5 ", "1/2/", "+7 ",
    "+380 44 123-45-67 ", "4149 4390 ", "10.0.", "1.2.3.4.", "12:30:", "12:30 ", "2024-05-06 ", "2024-05-06-", "06.05.2024 ", "06.05.",
    "| 5 | 7 | cases |\n", "| 5 ", "- 5 cases\n", "1. ", "1. cases\n", "• ", "# Cases\n", "Cases\n", "**5** ", "5. ", "A. B. ", "No. ",
    "(5 ", "(cases ", "[5", "5)", "“a ", "«5 дел» ", "a'", "a-", "one-", "a1", "1a", "a_", "5% ", "$5 ", "https://a.b/5 ", "www.", "a@b.c ",
    "Five. ", "A ", "a ", "aB", "cases: ", "a; ", "of 5 ", "5 of 5 ", "XIV ", "5 cases ", "5 cases, ", "in 2023 ", "said ",
]  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A kind of text: a piece over and over, read in a language by a reader."""

    name: str
    piece: str
    lang: str
    reader: str

    def seconds(self, size: int) -> float:
        text = self.piece * (size // len(self.piece.encode(errors="surrogatepass")) + 1)
        start = process_time()
        READERS[self.reader](text, self.lang)
        return process_time() - start


@dataclass(frozen=True)
class Growth:
    """What was measured of a kind: the exponent, and megabytes a second at the larger size."""

    kind: Kind
    exponent: float
    speed: float

    def __str__(self) -> str:
        kind = self.kind
        return f"| {kind.reader} | {kind.lang} | {kind.name} | {self.exponent:.2f} | {self.speed:.3f} |"


def measure() -> Measured:
    """The steepest growth, the slowest text, and the memory before and after many short texts."""
    first = list(each(partial(growth, size=SIZE // 10), kinds()))
    chosen = dict.fromkeys(one.kind for found in ranked(first) for one in found[:SHOWN])
    steepest, slowest = ranked(list(each(partial(growth, size=SIZE), chosen)))
    (few, many), count = next(each(resident, [SHORT_TEXTS])), SHORT_TEXTS
    figures = {
        "texts": float(len(first)),
        "texts read at the whole size": float(len(chosen)),
        "megabytes of the largest": SIZE / 1e6,
        "exponent of the steepest at a tenth of the size": max(one.exponent for one in first),
        "exponent of the steepest": steepest[0].exponent,
        "MB/s of the slowest": slowest[0].speed,
        "short texts": float(count),
        "MB held after a tenth of them": few,
        "MB held after all of them": many,
        "times the memory after all": many / few,
    }
    shown = dict.fromkeys([*steepest[:SHOWN], *slowest[:SHOWN]])
    table = "\n".join(["| reader | language | piece, over and over | exponent | MB/s |", "|---|---|---|---|---|", *map(str, shown)])
    command = "RECUSANT_BYTES=1000000 RECUSANT_TEXTS=1000000 python -m benchmarks worst"
    return Measured(command, {f"worst: {name}": value for name, value in figures.items()}, f"The steepest and the slowest:\n\n{table}")


def ranked(grown: Sequence[Growth]) -> tuple[list[Growth], list[Growth]]:
    """The steepest first, and the slowest first."""
    return sorted(grown, key=lambda one: -one.exponent), sorted(grown, key=lambda one: one.speed)


def kinds() -> Iterator[Kind]:
    """Every piece in one language, and the pieces of each language, by each reader."""
    for reader in READERS:
        for at, one in enumerate(PIECES):
            yield Kind(ascii(one).replace("|", "\\|"), one, SPOKEN[at % len(SPOKEN)], reader)
        for lang in SPOKEN:
            for name, one in spoken(lang):
                yield Kind(name, one, lang, reader)


def spoken(lang: str) -> Iterator[tuple[str, str]]:
    """The pieces of a language: its phrases in runs, alone and between numbers, claims, and mixtures."""
    for name, words in (("lexicon", phrases(lang)), ("codebook", subjects(lang))):
        for at in range(0, len(words), 200):
            yield f"{name} from {words[at]!r} on", " ".join(words[at : at + 200]) + " "
        yield f"{name} between numbers", "".join(f"{word} 5 " for word in words[::7])
    draw = Random(lang)
    yield "claims", sentence_like(draw, lang) + " "
    yield "claims in one sentence", re.sub(r"[.!?\n]", ",", sentence_like(draw, lang)) + " "
    for at in range(MIXTURES):
        joint = draw.choice((" ", "", ", ", "-"))
        yield f"mixture {at}", joint.join(piece(draw, lang) for _ in range(draw.randint(1, 5))) + joint + "5"


def growth(kind: Kind, size: int) -> Growth:
    """How the time of a kind grows from a quarter of the size to the whole."""
    kind.seconds(0)  # word lists are loaded
    few, many = kind.seconds(size // 4), kind.seconds(size)
    for _ in range(AGAIN if _exponent(few, many) > STEEP else 0):
        few, many = min(few, kind.seconds(size // 4)), min(many, kind.seconds(size))
    return Growth(kind, _exponent(few, many), size / 1e6 / many)


def _exponent(few: float, many: float) -> float:
    return log(many / few) / log(4)


def resident(count: int) -> tuple[float, float]:
    """The most megabytes that this process held up to a tenth of the short texts, and up to the last."""
    draw, held = Random(count), []
    for at in range(1, count + 1):
        lang = SPOKEN[at % len(SPOKEN)]
        READERS[draw.choice(tuple(READERS))](short(draw, lang), lang)
        if at in (count // 10, count):
            held.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
    return held[0], held[1]


def short(draw: Random, lang: str) -> str:
    """A short text: made-up words, a number, a phrase of the subject and one of the lexicons."""
    letters = "abcdefghijklmnoprstuvwy" if lang == "en" else "абвгдежзийклмнопрстуфхцчшья"
    words = ["".join(draw.choices(letters, k=draw.randint(2, 11))) for _ in range(5)]
    words += [str(draw.randrange(100_000)), draw.choice(subjects(lang)), draw.choice(phrases(lang))]
    draw.shuffle(words)
    return " ".join(words).capitalize() + "."
