"""100,000 invented articles with copies among them, for measuring how fast they are traced and whether the copies are found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from recusant.records import Claim, Quantity, Quote, Scope, Source, Window

WORDS = 300
COPIED = 0.3  # of the articles
CHANGED = 0.05  # of the words of a copy
YEAR = Window.of(date(2023, 1, 1), date(2023, 12, 31))
Numbers = npt.NDArray[np.int32]


class Crowd:
    """Articles walked word by word through the neighbours in real texts, so that stock phrases come as often as they do there.

    Three in ten are copies of an earlier one, cut to 40 to 100 % of it, with 5 % of their words changed and the rest of their own.
    ``copied`` gives the one that each copy is of. The articles of one figure are those that copy each other.
    """

    def __init__(self, texts: Sequence[str], number: int) -> None:
        self.number, self._draw = number, np.random.default_rng(1)
        words = [word for text in texts for word in re.findall(r"\w+[.,:»”]?|«|“", text)]
        self._names = sorted(set(words))
        number_of = {name: place for place, name in enumerate(self._names)}
        self._real = np.array([number_of[word] for word in words])
        self._places = np.argsort(self._real, kind="stable")
        self._begin, self._times = np.searchsorted(self._real[self._places], np.arange(len(self._names))), np.bincount(self._real)
        self.copied: dict[int, int] = {}
        self._articles = self._walked()
        self._copy()

    def _walked(self) -> Numbers:
        """A row of words for each article; each word follows the one before somewhere in the real texts."""
        at, rows = self._draw.integers(0, len(self._real), self.number), np.empty((self.number, WORDS), dtype=np.int32)
        for place in range(WORDS):
            rows[:, place] = self._real[at]
            following = self._real[(at + 1) % len(self._real)]
            chance = (self._draw.random(self.number) * self._times[following]).astype(np.int64)
            at = self._places[self._begin[following] + chance]
        return rows

    def _copy(self) -> None:
        for article in np.flatnonzero(self._draw.random(self.number) < COPIED)[1:].tolist():
            original, length = int(self._draw.integers(0, article)), int(WORDS * self._draw.uniform(0.4, 1))
            first = int(self._draw.integers(0, WORDS - length + 1))
            kept = np.flatnonzero(self._draw.random(length) >= CHANGED)
            self._articles[article, kept] = self._articles[original, first + kept]
            if length >= 0.6 * WORDS:  # less may be under half of the article after the changes, and is then no copy
                self.copied[article] = original

    def texts(self) -> Iterator[str]:
        """The articles one after the other."""
        for row in self._articles:
            yield " ".join(map(self._names.__getitem__, row.tolist()))

    def claims(self) -> tuple[list[Claim], dict[str, Source]]:
        """A claim of each article, the same figure in a copy as in its original, each an outlet of its own, a minute after the other."""
        figure, claims, sources = list(range(self.number)), [], {}
        for article in range(self.number):
            figure[article] = figure[self.copied.get(article, article)]
            number, day = 10_000 + figure[article], date(2023, 1, 1) + timedelta(article // 1440)
            name = f"s-{article}"
            sources[name] = Source(name, name, name, url=f"https://outlet{article}.example/1", outlet=f"Outlet {article}", published=day)
            quantity = Quantity((number, number), "exact", number, number, str(number))
            scope = Scope("cases", "all", "P0", YEAR)
            quote, via = Quote(0, len(quantity.text), quantity.text), (f"Outlet {article}",)
            claims.append(Claim.of(name, quote, "count", quantity, scope, origin="office", via=via, said_on=day))
        return claims, sources
