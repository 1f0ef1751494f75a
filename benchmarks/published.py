"""Real counts that an office published, as cells of a codebook: each register has its codebook and every cell that it prints.

Each sum that the data's own notes promise is checked on the data themselves (``broken``), for only where it holds can every bound.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from benchmarks.measured import REFERENCE
from recusant.codebook import Codebook, parse
from recusant.records import Scope, Window

OFFICE = "office"
NATION = "IT"
PENALTIES = 10  # articles of the criminal code in one register
FORM_OF = date(2020, 12, 31)
FIRST_MONTH = date(2022, 3, 1)
TOTALS = ("cases_total", "recovered", "deaths")
Rows = list[dict[str, str]]
Tree = Mapping[str, Iterable[str]]  # a whole and its parts, which add up to it

OUTCOMES: Tree = {
    "cases_total": ["active_total", "recovered", "deaths"],
    "active_total": ["hospital_total", "home_isolation"],
    "hospital_total": ["hospital_ward", "intensive_care"],
}


@dataclass(frozen=True)
class Register:
    """What an office printed: the count of each scope."""

    book: Codebook
    counts: Mapping[Scope, int]

    @property
    def broken(self) -> int:
        """The wholes that are not the sum of their parts, where all parts are printed; and the running totals that fall."""
        return sum(self._unequal(scope) for scope in self.counts) + self._falls()

    def _unequal(self, scope: Scope) -> bool:
        kinds = [name for name, node in self.book.categories.items() if node.parent == scope.category]
        places = [name for name, node in self.book.places.items() if node.parent == scope.place]
        parts = [[replace(scope, category=kind) for kind in kinds], [replace(scope, place=place) for place in places]]
        told = [[self.counts[part] for part in tree if part in self.counts] for tree in parts]
        whole = (len(known) == len(tree) > 0 for known, tree in zip(told, parts, strict=True))
        return any(full and sum(known) != self.counts[scope] for full, known in zip(whole, told, strict=True))

    def _falls(self) -> int:
        totals: dict[Scope, list[tuple[date, int]]] = defaultdict(list)
        for scope, count in self.counts.items():
            start, end = scope.window.exact or (None, None)
            if end and self.book.measures[scope.measure].kind == "flow":
                totals[replace(scope, window=Window.of(start, None))].append((end, count))
        series = [[count for _, count in sorted(told)] for told in totals.values()]
        return sum(later < earlier for counts in series for earlier, later in pairwise(counts))


def book_of(measures: Mapping[str, str], categories: Tree, places: Tree) -> Codebook:
    """A codebook of one office that counts everything: measures with their kinds, and two trees."""
    lines = [f"[measure.{name}]\nlabel = '{name}'\nunit = 'person'\nstage = 'counted'\nkind = '{kind}'" for name, kind in measures.items()]
    lines += [line for head, tree in (("category", categories), ("place", places)) for line in _nodes(head, tree)]
    return parse("\n".join([*lines, f"[origin.{OFFICE}]\nkind = 'census'"]), "published.toml")


def _nodes(head: str, tree: Tree) -> Iterator[str]:
    parents = {part: whole for whole, parts in tree.items() for part in parts}
    for name in dict.fromkeys([*tree, *parents]):
        yield f"[{head}.{json.dumps(name, ensure_ascii=False)}]"
        if name in parents:
            yield f"parent = {json.dumps(parents[name], ensure_ascii=False)}"
        if tree.get(name):
            yield "exhaustive = true"


def rows(name: str) -> Rows:
    """The rows of a table of the reference sets."""
    path = REFERENCE / "data" / name
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@cache
def _italy() -> Mapping[str, Rows]:
    """Rows by day: the regions, and the nation as one more."""
    by_day: dict[str, Rows] = defaultdict(list)
    for row in rows("italy_covid_hierarchy/regions.csv.gz"):
        by_day[row["date"]].append(row)
    for row in rows("italy_covid_hierarchy/national.csv"):
        by_day[row["date"]].append(row | {"region": NATION})
    return by_day


def _regions() -> list[str]:
    return sorted({row["region"] for rows in _italy().values() for row in rows} - {NATION})


def italy_outcomes() -> Iterator[Register]:
    """One register for the first and fifteenth of each month: regions and nation × where the cases are."""
    book = book_of({"persons": "stock"}, OUTCOMES, {NATION: _regions()})
    names = list(book.categories)
    for day in (day for day in sorted(_italy()) if day[-2:] in ("01", "15")):
        window = _stands_on(date.fromisoformat(day))
        told = {Scope("persons", name, row["region"], window): int(row[name]) for row in _italy()[day] for name in names}
        yield Register(book, told)


def italy_provinces() -> Iterator[Register]:
    """One register for each day on which provinces are told: nation, regions and provinces, all cases since the beginning."""
    by_day: dict[str, dict[str, int]] = defaultdict(dict)
    tree: dict[str, list[str]] = {NATION: _regions()}
    for row in rows("italy_covid_hierarchy/provinces.csv.gz"):
        name = f"{row['region']}: {row['province']}"
        by_day[row["date"]][name] = int(row["cases_total"])
        known = tree.setdefault(row["region"], [])
        known += [] if name in known else [name]
    book = book_of({"persons": "stock"}, {"all": []}, tree)
    for day, counts in sorted(by_day.items()):
        wholes = {row["region"]: int(row["cases_total"]) for row in _italy()[day]}
        absent = dict.fromkeys((part for parts in tree.values() for part in parts if part not in wholes), 0)
        window = _stands_on(date.fromisoformat(day))
        yield Register(book, {Scope("persons", "all", place, window): count for place, count in (absent | counts | wholes).items()})


def italy_months() -> Iterator[Register]:
    """Regions and nation, cases, recoveries and deaths: since the beginning to the ends of months, and from one to the next.

    An end of month at which a total is below that of the end before is left out.
    """
    book = book_of(dict.fromkeys(TOTALS, "flow"), {"all": []}, {NATION: _regions()})
    told: dict[date, dict[Scope, int]] = {}
    for end in (day for day in map(date.fromisoformat, sorted(_italy())) if (day + timedelta(1)).day == 1):
        rows_of_day = _italy()[end.isoformat()]
        fresh = {Scope(name, "all", row["region"], Window.of(None, None)): int(row[name]) for row in rows_of_day for name in TOTALS}
        if not told or all(fresh[scope] >= count for scope, count in told[max(told)].items()):
            told[end] = fresh
    counts: dict[Scope, int] = {}
    for scope in told[max(told)]:
        counts |= running(scope, date(2020, 1, 1), {end: known[scope] for end, known in told.items()})
    yield Register(book, counts)


def running(scope: Scope, start: date, totals: Mapping[date, int]) -> dict[Scope, int]:
    """A running total at some days, and the steps between them."""
    ends, told = list(totals), list(totals.values())
    whole = {replace(scope, window=Window.of(start, end)): count for end, count in totals.items()}
    steps = zip(ends, ends[1:], told, told[1:], strict=False)
    return whole | {replace(scope, window=Window.of(before + timedelta(1), end)): late - early for before, end, early, late in steps}


def italy_daily() -> Iterator[Register]:
    """Each region's running total of cases, recoveries and deaths on every day: some of them fall."""
    for measure in TOTALS:
        for place in _regions():
            told = {date.fromisoformat(day): row[measure] for day in sorted(_italy()) for row in _italy()[day] if row["region"] == place}
            book = book_of({measure: "flow"}, {"all": []}, {place: []})
            windows = {end: Window.of(date(2020, 1, 1), end) for end in told}
            yield Register(book, {Scope(measure, "all", place, windows[end]): int(count) for end, count in told.items()})


def courts() -> Iterator[Register]:
    """Convictions by penalty × part of an article, ten articles a register. The year's form stands on its last day."""
    table = rows("ru_court_statistics_2020/convictions.csv.gz")
    names = [name for name in table[0] if name.startswith(("primary", "exemption")) and not name.endswith("LowerLimit")]
    split = {whole: [name for name in names if name.startswith(whole) and name[len(whole) :][:1].isdigit()] for whole in _DIVIDED}
    bands = {name for parts in split.values() for name in parts}
    penalties: Tree = {"totalConvicted": [name for name in names if name not in bands], **split}
    articles: dict[str, Rows] = defaultdict(list)
    for row in table:
        articles[row["clause"]].append(row)
    listed = sorted(articles)
    for first in range(0, len(listed), PENALTIES):
        yield _of_articles({clause: articles[clause] for clause in listed[first : first + PENALTIES]}, penalties)


_DIVIDED = ("primaryImprisonment", "primaryFine")


def _of_articles(articles: Mapping[str, Rows], penalties: Tree) -> Register:
    """The two trees of a codebook are penalties and articles here; the wholes of articles are summed up, for the form has none."""
    tree: Tree = {"code": [f"article {clause}" for clause in articles]}
    tree = {**tree, **{f"article {clause}": [row["part"] for row in parts] for clause, parts in articles.items()}}
    book = book_of({"convicted": "stock"}, penalties, tree)
    counts: dict[Scope, int] = defaultdict(int)
    for clause, parts in articles.items():
        for row in parts:
            for name in book.categories:
                for place in (row["part"], f"article {clause}", "code"):
                    counts[Scope("convicted", name, place, _stands_on(FORM_OF))] += int(row[name])
    return Register(book, dict(counts))


def ministry() -> Iterator[Register]:
    """The British ministry's losses by month and in all, which it repeats from a party to the war."""
    ends = {date.fromisoformat(row["as_of"]) - timedelta(1): row for row in rows("casualty_estimates/uk_mod_monthly.csv")}
    scope = Scope("losses", "all", "UA", Window.of(None, None))
    book = book_of({"losses": "flow"}, {"all": []}, {"UA": []})
    totals = running(scope, FIRST_MONTH, {end: int(row["cumulative"]) for end, row in ends.items()})
    months = {replace(scope, window=Window.of(end.replace(day=1), end)): int(row["in_month"]) for end, row in ends.items()}
    yield Register(book, totals | months)


def _stands_on(day: date) -> Window:
    return Window.of(day, day)
