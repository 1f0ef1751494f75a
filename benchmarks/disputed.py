"""Real counts that many tell differently: what is set aside against a checked truth, a tally that grows, and estimates of one war."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Any

from benchmarks.checker import proves
from benchmarks.measured import REFERENCE
from benchmarks.published import rows
from recusant.codebook import Codebook, parse
from recusant.errors import NotProven
from recusant.flow import reconcile
from recusant.reconcile import Reckoned
from recusant.records import ALL, Claim, Quantity, Quote, Scope, Window, literal

WAR = date(2022, 2, 21)  # the Monday before it began: the first week of the tables
VINTAGES = {f"Bmz{year}": date(year, 12, 31) for year in (2022, 2023, 2024, 2025)} | {"BmzNow": date(2026, 8, 22)}
NAMED = ("meduza", "mediazona", "bbc", "ualosses")  # who counts names from lists; all others of the estimates suppose
BOOK = """
[measure]
people = { label = "Inhabitants", unit = "person", stage = "counted", kind = "stock" }
lost = { label = "Killed and wounded", unit = "person", stage = "lost", kind = "flow" }
[category]
casualties = {}
deaths = { parent = "casualties" }
[place]
city = {}
russia = {}
ukraine = {}
[origin]
census = { kind = "census" }
meduza = { kind = "tally" }
"""


def figures() -> dict[str, float]:
    """All of this file, by name."""
    return editors() | vintages() | estimates()


def editors() -> dict[str, float]:
    """Cities whose census figure editors wrote differently: are the wrong ones set aside, and is the checked one left?"""
    book, found = parse(BOOK, "disputed.toml"), Counter[str]()
    told = defaultdict[str, list[dict[str, str]]](list)
    for row in rows("truth_discovery/population_claims.csv.gz"):
        told[row["object"]].append(row)
    for row in rows("truth_discovery/population_truth.csv"):
        found.update(_city(told[row["object"]], int(row["truth"]), book))
    aside, wrong = found["aside"], found["wrong"]
    return {
        "cities told differently": found["cities"],
        "cities of which nothing was proven": found["not proven"],
        "figures of editors": found["claims"],
        "figures that cannot be the checked one": wrong,
        "precision of set aside, editors": found["wrong aside"] / aside,
        "recall of set aside, editors": found["wrong aside"] / wrong,
        "cities whose checked figure is inside the bound": found["inside"] / found["cities"],
        "cities whose checked figure most editors tell": found["most"] / found["cities"],
    }


def _city(told: Sequence[Mapping[str, str]], truth: int, book: Codebook) -> Counter[str]:
    scope = Scope("people", "casualties", "city", Window.of(*(date(int(told[0]["year"]), 4, 1),) * 2))
    claims = [_claim(scope, _exactly(int(row["value"])), number, "census", via=(row["source"],)) for number, row in enumerate(told)]
    reckoned = reconcile(claims, book)
    try:
        aside = {one.claim for one in reckoned.set_aside}
    except NotProven:
        return Counter({"cities": 1, "not proven": 1})
    wrong = {claim.id for claim in claims if not _holds(claim.quantity, truth)}
    bound = reckoned.bound(scope)
    votes = Counter(int(row["value"]) for row in told)
    return Counter(
        {"cities": 1, "claims": len(claims), "wrong": len(wrong), "aside": len(aside), "wrong aside": len(wrong & aside)}
        | {"inside": bound.lo <= truth and (bound.hi is None or truth <= bound.hi), "most": votes.most_common(1)[0][0] == truth}
    )


def _holds(quantity: Quantity, truth: int) -> bool:
    return (quantity.lo or 0) <= truth and (quantity.hi is None or truth <= quantity.hi)


def vintages() -> dict[str, float]:
    """Named dead by week of death, as known at the ends of four years and today: the latest must stand."""
    book, claims, latest = parse(BOOK, "disputed.toml"), list[Claim](), dict[Scope, int]()
    for row in rows("casualty_estimates/meduza_2026_weekly.csv"):
        scope = _week(row)
        known = {column: said_on for column, said_on in VINTAGES.items() if said_on >= _last_day(row)}
        for column, said_on in known.items():
            claims.append(_claim(scope, _whole(int(row[column])), len(claims), "meduza", said_on=said_on, via=(column,)))
        latest[scope] = int(row["BmzNow"])
    reckoned = reconcile(claims, book)
    bounds = reckoned.bounds(latest, "meduza")
    right = sum((bound.lo, bound.hi) == (latest[bound.scope],) * 2 and proves(bound, reckoned.claims, book) for bound in bounds)
    return {
        "vintages of named dead, claims": len(claims),
        "vintages of named dead, superseded": len(reckoned.superseded),
        "vintages of named dead, conflicts": len(reckoned.conflicts),
        "weeks whose latest count is the bound": right / len(bounds),
    }


def _week(row: Mapping[str, str]) -> Scope:
    return Scope("lost", "deaths", "russia", Window.of(date.fromisoformat(row["week"]), _last_day(row)))


def _last_day(row: Mapping[str, str]) -> date:
    return date.fromisoformat(row["week"]) + timedelta(6)


def _named_in(row: Mapping[str, str], serial: int) -> Claim:
    """The named dead of a week, as known today."""
    return _claim(_week(row), _whole(int(row["BmzNow"])), serial, "meduza", said_on=VINTAGES["BmzNow"])


def estimates() -> dict[str, float]:
    """What parties, ministries and papers said of the dead and wounded, each in its layer, and the named dead in the truth's."""
    lines = (REFERENCE / "data/casualty_estimates/claims.jsonl").read_text(encoding="utf-8").splitlines()
    told = [*map(json.loads, lines)]
    origins = sorted({_slug(row["source"]) for row in told} - {"meduza"})
    kinds = {name: "tally" if any(part in name for part in NAMED) else "estimate" for name in origins}
    book = parse(BOOK + "".join(f'{name} = {{ kind = "{kind}" }}\n' for name, kind in kinds.items()), "disputed.toml")
    weeks = [_named_in(row, number) for number, row in enumerate(rows("casualty_estimates/meduza_2026_weekly.csv"), len(told))]
    reckoned = reconcile([*_told(told), *weeks], book)
    below, shares = _against_the_model(reckoned, book)
    return {
        "estimates of losses": len(reckoned.claims),
        "estimates that conflict with others of their source": len(reckoned.conflicts),
        "weeks whose named dead are below the model's upper end": below,
        "named dead as a share of the model's estimate, median": median(shares),
    }


def _told(told: Sequence[Mapping[str, str]]) -> Iterator[Claim]:
    for number, row in enumerate(told):
        scope = Scope("lost", row["quantity"], row["side"], Window.of(WAR, date.fromisoformat(row["date"])))
        via = (_slug(row["via"]),) if row["via"] else ()
        yield _claim(scope, _between(row), number, _slug(row["source"]), via=via, said_on=date.fromisoformat(row["date"]))


def _against_the_model(reckoned: Reckoned, book: Codebook) -> tuple[float, list[float]]:
    """The named dead of every week against the model's interval of prediction."""
    table = rows("casualty_estimates/economist_meta_estimate_weekly.csv")
    model = [row for row in table if (row["type"], row["country"]) == ("deaths", "russia")]
    asked = [Scope("lost", "deaths", "russia", Window.of(WAR, date.fromisoformat(row["date"]))) for row in model]
    bounds = reckoned.bounds(asked, ALL)
    fine = [proves(bound, reckoned.claims, book) and bound.lo <= float(row["pi_high"]) for bound, row in zip(bounds, model, strict=True)]
    return sum(fine) / len(fine), [bound.lo / float(row["estimate"]) for bound, row in zip(bounds, model, strict=True)]


def _between(row: Mapping[str, Any]) -> Quantity:
    """A number, a range, at least, or up to."""
    value, low, high = (row[name] for name in ("value", "low", "high"))
    if value is not None:
        return _exactly(value)
    modifier = "range" if None not in (low, high) else "at_least" if high is None else "up_to"
    first, last = (high if low is None else low), (low if high is None else high)
    return Quantity((first, last), modifier, *literal((first, last), modifier), f"{modifier} {first}")


def _exactly(number: int) -> Quantity:
    return Quantity((number, number), "exact", *literal((number, number), "exact"), str(number))


def _whole(number: int) -> Quantity:
    """A number of a table of counts: not rounded, whatever its digits."""
    return Quantity((number, number), "exact", number, number, str(number))


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.lower()).strip("-")


def _claim(scope: Scope, quantity: Quantity, serial: int, origin: str, **known: Any) -> Claim:
    quote = Quote(0, len(quantity.text), quantity.text)
    return Claim.of(f"s-{serial}", quote, "count", quantity, scope, origin=origin, **known)
