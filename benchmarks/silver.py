"""Numbers inside Russian and Ukrainian articles, against values made from the annotated spans of two public corpora.

The spans are numbers, sums of money, shares and measures that people marked (NEREL, NER-UK 2.0); a span of plain digits with or
without a scale word got its value from its words. It is right where a figure that overlaps it states its value, as the number or as
one end of a range. Every number seen is looked at (`figures`): where one counts nothing ("F-35", "No. 5", a day, an age), its value is
read all the same, and that it counts nothing is said beside it. "As an amount" leaves those out (`quantities`).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.measured import REFERENCE, Measured
from recusant.extract.numbers.quantities import Figure, figures

SCALE = re.compile(r"(?<!\w)(?:тыс|тис|млн|млрд|трлн|миллион|мільйон|миллиард|мільярд|триллион|трильйон)", re.IGNORECASE)
AROUND = 40  # code points shown beside a span that was missed
CLOSE = 1e-9


@dataclass(frozen=True)
class Span:
    """A marked number: its text with and without the words around it, its value, and the figures that overlap it."""

    lang: str
    text: str
    around: str
    value: float
    read: list[Figure]

    def is_right(self, *, amount: bool = False) -> bool:
        stated = [figure.quantity.stated for figure in self.read if figure.states_amount or not amount]
        return any(abs(number - self.value) <= CLOSE * self.value for ends in stated if ends for number in ends)


def measure() -> Measured:
    """The share of spans whose value was read right: of all, of those with a scale word, and of all as an amount."""
    right, of = Counter[str](), Counter[str]()
    for span in spans():
        judged = {span.lang: span.is_right(), f"{span.lang} as an amount": span.is_right(amount=True)}
        if SCALE.search(span.text):
            judged[f"{span.lang} with a scale word"] = span.is_right()
        of.update(list(judged))
        right.update(name for name, good in judged.items() if good)
    return Measured("python -m benchmarks silver", {f"silver: {name}": right[name] / of[name] for name in sorted(of)})


def spans() -> Iterator[Span]:
    """Every marked number that has a value."""
    for file in sorted(REFERENCE.glob("suites/dev/ner*_*/*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            text, found = article["text"], figures(article["text"], article["lang"])
            for gold in article["gold"]:
                if (value := gold.get("value_silver")) is not None:
                    start, end = gold["start"], gold["end"]
                    around = " ".join(text[max(0, start - AROUND) : end + AROUND].split())
                    near = [figure for figure in found if figure.start < end and start < figure.end]
                    yield Span(article["lang"], text[start:end], around, value, near)


if __name__ == "__main__":  # the spans that were missed, for who has the reference sets
    for span in spans():
        if not span.is_right():
            print(f"{span.lang}: {span.text!r} ({span.value:g}) in {span.around!r}")
