"""Copies, shared errors and families of figures, against sets whose copies are known, and how fast a crowd of articles is traced.

*Syndication* and *telegram* are pairs of texts of different outlets: silver lists, made by counting shared word 6-grams (40 of them and
half of the shorter article) and 4-grams (4 of them and 30 % of the shorter post); tags are held against the agency that the set finds
named in the first 600 characters. We call a copy what is by half made of words of the
other, speech in quotation marks left out; nothing was fitted to a list. *Levels* are texts written under orders to reuse a passage or
not: the area under the curve of our score of reuse, beside the plain share of 4-grams in the same run. *Retold* are pairs of articles
that people judged: those on different stories, and those on one story that share under a fifth of their 4-grams, must not be called
copies. *Weather* are sites of which the set's notes name four pairs as copying one feed, and one pair as not; "by vote" errors are
what is unlike most sites, else what is unlike the checked value. *Trackers* re-publish one series of losses, one of them a day late
for long stretches. *Facts* are the ten figures of the hand-coded table that most pages print: the origin, the pages and the first
hands of the table against those of their families. *Crowd* are invented articles (`crowd.py`), claims and all, on one core; the
seconds hold putting the articles into words.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from itertools import combinations
from multiprocessing import get_context

from benchmarks.crowd import Crowd
from benchmarks.measured import REFERENCE, ROOT, Measured
from recusant import codebook
from recusant.codebook import parse
from recusant.flow import texts_of
from recusant.records import Claim, Json, Source, Text
from recusant.trace import Evidence, Traced, agency_of, copies, figures, outvoted, reused, shared_errors

DATA = REFERENCE / "data"
KNOWN = (("herald", "unisys"), ("herald", "uswx"), ("unisys", "uswx"), ("findlocalweather", "msn"))
APART = ("aol", "wunderground")
TRACKERS = ("petroivaniuk", "romansverdan", "lod_db", "andriilive", "laujak")
DAY_BEFORE = "the day before"
AGENCIES = {"Associated Press": "AP"}
REPEATED = 10
ARTICLES = 100_000
OFFICE = parse("""
name = "crowd"
[measure.cases]
label = "Cases"
unit = "case"
stage = "opened"
kind = "flow"
[category.all]
[place.P0]
[origin.office]
kind = "census"
measures = ["cases"]
""")
Errors = Mapping[str, Mapping[str, Mapping[str, str]]]


def measure() -> Measured:
    """Shares, areas, counts, seconds of one core and gigabytes."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        crowd = alone.submit(_crowd).result()
    parts = (crowd, _syndication(), _levels(), _telegram(), _retold(), _weather(), _trackers(), _facts())
    measured = {f"trace: {name}": float(value) for part in parts for name, value in part.items()}
    return Measured("python -m benchmarks trace", measured)


def _lines(name: str) -> Iterator[Json]:
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _rows(name: str) -> Iterator[dict[str, str]]:
    data = (DATA / name).read_bytes()
    yield from csv.DictReader((gzip.decompress(data) if name.endswith(".gz") else data).decode().splitlines())


def _syndication() -> dict[str, float]:
    articles = sorted(_lines("news_syndication_2018/articles.jsonl.gz"), key=lambda article: str(article["scraped"]))
    silver = {frozenset((row["a"], row["b"])) for row in _rows("news_syndication_2018/shared_text_pairs.csv")}
    tagged = [(agency_of(one["text"]), one["wire_named"]) for one in articles]
    right = [AGENCIES.get(named, named) == found for found, named in tagged if found]
    pairs = _against("syndication", [(one["id"], one["publisher"], one["text"]) for one in articles], silver)
    return pairs | {"syndication, tags of agencies": len(right), "syndication, tags that name the agency at the head": _mean(right)}


def _telegram() -> dict[str, float]:
    posts = sorted(_lines("ru_telegram_news/messages.jsonl.gz"), key=lambda post: str(post["date"]))
    silver = {frozenset((row["earlier"], row["later"])) for row in _rows("ru_telegram_news/candidate_pairs.csv.gz")}
    return _against("telegram", [(one["id"], one["channel"], one["text"]) for one in posts], silver)


def _against(name: str, texts: list[tuple[str, str, str]], silver: set[frozenset[str]]) -> dict[str, float]:
    """Precision and recall of the pairs of different outlets that are called copies."""
    outlet = {text: publisher for text, publisher, _ in texts}
    pairs = {frozenset((texts[copy.first][0], texts[copy.second][0])) for copy in copies(text for _, _, text in texts)}
    found, wanted = ({pair for pair in some if len({outlet[text] for text in pair}) == 2} for some in (pairs, silver))
    return {f"{name}, precision": len(found & wanted) / len(found), f"{name}, recall": len(found & wanted) / len(wanted)}


def _levels() -> dict[str, float]:
    pairs = [*_lines("text_reuse_levels/pairs.jsonl.gz")]
    ours = [(reused(pair["text"], pair["source"]), pair["level_code"]) for pair in pairs]
    plain = [(_fourgrams(pair["text"], pair["source"]), pair["level_code"]) for pair in pairs]
    return {
        "levels, area under the curve": _area(ours, 1),
        "levels, area under the curve, plain 4-grams": _area(plain, 1),
        "levels, area under the curve, copied lightly changed or not": _area(ours, 2),
    }


def _area(scores: list[tuple[float, int]], level: int) -> float:
    """How often a text of this level or above scores over one below it."""
    above, below = ([score for score, code in scores if (code >= level) is side] for side in (True, False))
    return sum((one > other) + (one == other) / 2 for one in above for other in below) / len(above) / len(below)


def _fourgrams(text: str, other: str) -> float:
    """The share of a text's word 4-grams that stand in another."""
    one, two = (_grams(words) for words in (text, other))
    return len(one & two) / max(1, len(one))


def _grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[place : place + 4]) for place in range(len(words) - 3)}


def _retold() -> dict[str, float]:
    pairs = [(pair["same_story"], pair["first_text"], pair["second_text"]) for pair in _lines("ru_en_news_pairs/pairs.jsonl.gz")]
    called = [(same, max(_fourgrams(one, two), _fourgrams(two, one)), bool(copies([one, two]))) for same, one, two in pairs]
    return {
        "retold, different stories called copies": sum(copy for same, _, copy in called if not same),
        "retold, one story in own words called copies": sum(copy for same, share, copy in called if same and share < 0.2),
        "retold, one story in own words": sum(same and share < 0.2 for same, share, _ in called),
        "retold, one story with most of its 4-grams shared, share called copies": _mean(
            [copy for same, share, copy in called if same and share > 0.5]
        ),
    }


def _mean(values: list[bool]) -> float:
    return sum(values) / max(1, len(values))


def _weather() -> dict[str, float]:
    said: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in _rows("truth_discovery/weather_claims.csv.gz"):
        said[row["property"]][row["object"]][row["source"]] = row["value"]
    checked: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _rows("truth_discovery/weather_truth.csv.gz"):
        checked[row["property"], row["object"]].add(row["truth"])
    voted = {kind: outvoted(cells) for kind, cells in said.items()}
    wrong = {
        kind: {
            cell: {site: value for site, value in values.items() if value not in checked[kind, cell]}
            for cell, values in cells.items()
            if checked[kind, cell]
        }
        for kind, cells in said.items()
    }
    return _copiers("weather by checked values", wrong) | _copiers("weather by vote", voted)


def _copiers(name: str, errors: Errors) -> dict[str, float]:
    found = {pair for pair, shared in shared_errors(errors).items() if shared.certainty == "certain"}
    sites = {site for cells in errors.values() for said in cells.values() for site in said}
    return {
        f"{name}, known copiers found, of {len(KNOWN)}": sum(pair in found for pair in KNOWN),
        f"{name}, the pair known as apart found": APART in found,
        f"{name}, pairs found": len(found),
        f"{name}, pairs": len([*combinations(sites, 2)]),
    }


def _trackers() -> dict[str, float]:
    """Which trackers share errors, and whose errors are what the others say of the day before."""
    cells: dict[str, dict[str, str]] = {}
    majority: dict[str, str] = {}
    for row in _rows("ru_losses_trackers/trackers.csv.gz"):
        name = f"{row['date']} {row['category']}"
        cells[name], majority[name] = {site: row[site] for site in TRACKERS if row.get(site)}, row["majority"]
    wrong = outvoted(cells)
    late: dict[str, dict[str, str]] = {}
    for name, said in wrong.items():
        day, _, category = name.partition(" ")
        before = majority.get(f"{date.fromisoformat(day) - timedelta(1)} {category}")
        late[name] = {**said, DAY_BEFORE: before} if before and before != majority[name] else said
    shared, lagging = shared_errors({"losses": wrong}), shared_errors({"losses": late})
    among = [pair for pair, one in shared.items() if one.certainty == "certain"]
    behind = {pair[0]: one for pair, one in lagging.items() if pair[1] == DAY_BEFORE}
    return {f"trackers, certain to share errors: {' and '.join(pair)}": 1.0 for pair in among} | {
        "trackers, found a day late: andriilive": behind["andriilive"].certainty == "certain",
        "trackers, of its errors the figure of the day before": behind["andriilive"].same / behind["andriilive"].both,
        "trackers, others found a day late": sum(one.certainty == "certain" for site, one in behind.items() if site != "andriilive"),
    }


def _facts() -> dict[str, float]:
    """The ten figures of the table that most pages print, by origin: do their families have the origin, pages and hands of the table?"""
    claims, sources, by_row = _table()
    traced = Traced(figures(claims, sources), codebook.load("refusal"), Evidence())
    said: dict[tuple[object, ...], list[Json]] = defaultdict(list)
    for line in (REFERENCE / "facts" / "refusal-figures.jsonl").read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        parts = ("measure", "category", "country", "lo", "hi", "kind", "start", "end", "origin")
        said[tuple(fact[part] for part in parts)].append(fact)
    most = sorted(said.values(), key=lambda facts: (-len({fact["url"] for fact in facts}), facts[0]["id"]))[:REPEATED]
    agreeing = [_agrees(facts, traced, by_row) for facts in most]
    origins, pages, hands = map(sum, zip(*agreeing, strict=True))
    names = {"origin": origins, "number of sources": pages, "number of first hands": hands}
    return {f"facts, of {REPEATED} figures the same {name}": value for name, value in names.items()}


def _agrees(facts: list[Json], traced: Traced, by_row: Mapping[str, Claim]) -> tuple[bool, bool, bool]:
    """``facts``: rows that print one figure of one origin."""
    family, origin = traced.family(by_row[facts[0]["id"]].id), by_row[facts[0]["id"]].origin
    trails = [trail for trail in family.trails if trail.origin == origin]
    together = all(by_row[fact["id"]].id in family.cited for fact in facts)
    named = traced.book.origin_named(facts[0]["origin"]) or facts[0]["origin"]
    hands = {fact["via"] or fact["outlet"] for fact in facts}
    return named == origin and together, len(trails) == len({fact["url"] for fact in facts}), family.readings[origin] == len(hands)


def _table() -> tuple[list[Claim], dict[str, Source], dict[str, Claim]]:
    """The claims of the shipped table, which is made of the facts, their sources, and the claim of each row by its id."""
    texts = [text for text in texts_of(ROOT / "examples/refusal/figures.csv", codebook.load("refusal")) if isinstance(text, Text)]
    by_row = {}
    for text in texts:
        for claim in text.claims:
            line = text.body[claim.quote.start :].split("\n")[0]
            by_row[line.rpartition("(")[2].rstrip(")")] = claim
    return [claim for text in texts for claim in text.claims], {text.source.id: text.source for text in texts}, by_row


def _crowd() -> dict[str, float]:
    """Run in a process of its own: what memory a process has used at most is known only of all of its life."""
    real = [one["text"] for name in ("news_syndication_2018/articles", "ru_telegram_news/messages") for one in _lines(f"{name}.jsonl.gz")]
    crowd = Crowd(real, ARTICLES)
    before = time.process_time()
    found = copies(crowd.texts())
    seconds = time.process_time() - before
    claims, sources = crowd.claims()
    before = time.process_time()
    passages: dict[str, list[str]] = defaultdict(list)
    for copy in found:
        passages[claims[copy.first].id].append(claims[copy.second].id)
        passages[claims[copy.second].id].append(claims[copy.first].id)
    families = Traced(figures(claims, sources), OFFICE, Evidence(passages=passages)).families
    seconds += time.process_time() - before
    pairs = {(copy.first, copy.second) for copy in found}
    hung = sum(relay.evidence == "passage" for family in families for trail in family.trails for relay in trail.relays[-1:])
    if sys.platform != "linux":
        raise NotImplementedError("the memory used at most is counted in kilobytes on Linux only")
    return {
        "crowd, articles": ARTICLES,
        "crowd, seconds on one core": seconds,
        "crowd, gigabytes at most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2,
        "crowd, share of copies found": sum((first, second) in pairs for second, first in crowd.copied.items()) / len(crowd.copied),
        "crowd, share of copies that hang on another": hung / len(crowd.copied),
    }
