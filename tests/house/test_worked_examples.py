"""The worked examples of docs/method.md, worked out. Where one fails, either the page or the program is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from recusant.codebook import parse
from recusant.errors import CertificateRefused
from recusant.reconcile import Reckoned
from recusant.records import Bound, Claim, Conflict, Quantity, Quote, Scope, Window, literal
from recusant.verify import verify_bound, verify_conflict

BOOK = parse("""
name = "example"
[measure.cases]
label = "Cases"
unit = "case"
stage = "opened"
kind = "flow"
[measure.verdicts]
label = "Verdicts"
unit = "verdict"
stage = "decided"
kind = "flow"
[[link]]
at_most = ["verdicts", "cases"]
since = "2022-09-21"
why = "a verdict needs a case"
[category.art407_408]
exhaustive = true
[category.art407]
parent = "art407_408"
[category.art408]
parent = "art407_408"
[category.refusal]
[category.art337]
parent = "refusal"
[origin.office]
kind = "census"
[origin.mediazona]
kind = "tally"
[origin.deputy]
kind = "estimate"
""")
NUMBERS = count()


def gate(proven: Bound | Conflict, claims) -> None:
    verify_bound(proven, claims, BOOK) if isinstance(proven, Bound) else verify_conflict(proven, claims, BOOK)


def window(first: str, last: str) -> Window:
    return Window.of(date.fromisoformat(first), date.fromisoformat(last))


def year(number: int) -> Window:
    return window(f"{number}-01-01", f"{number}-12-31")


def said(number: int | tuple[float | None, float | None], when: Window, category: str = "art407", origin: str = "office", **known) -> Claim:
    """A claim with this number (or interval)."""
    lo, hi = number if isinstance(number, tuple) else (number, number)
    at = next(NUMBERS)
    quantity = Quantity((lo or hi or 0,) * 2, "exact", lo, hi, str(number))
    scope = Scope("cases", category, "UA", when)
    return Claim.of("s-1", Quote(at, at + 1, "…"), known.pop("kind", "count"), quantity, scope, origin=origin, **known)


def bound(claims: list[Claim], when: Window, category: str = "art407", layer: str = "all") -> tuple[int, int | None]:
    found = Reckoned(claims, BOOK, gate).bound(Scope("cases", category, "UA", when), layer)
    return found.lo, found.hi


def test_the_first_example() -> None:
    claims = [said(202_997, window("2022-01-01", "2025-07-31")), said(235_646, window("2022-01-01", "2025-09-30"))]
    assert bound(claims, window("2025-08-01", "2025-09-30")) == (32_649, 32_649)


def test_the_longer_example() -> None:
    years = [said(6_988, year(2022)), said(17_658, year(2023)), said(67_840, year(2024))]
    rest = [said((162_450, 162_599), window("2025-01-01", "2025-10-31")), said(235_646, window("2022-01-01", "2025-09-30"))]
    assert bound(years + rest, window("2025-10-01", "2025-10-31"))[1] == 19_439


@pytest.mark.parametrize(
    ("modifier", "stated", "grain", "interval"),
    [
        ("more_than", (2900, 2900), None, (2901, None)),
        ("at_least", (2900, 2900), None, (2900, None)),
        ("less_than", (2900, 2900), None, (0, 2899)),
        ("up_to", (2900, 2900), None, (0, 2900)),
        ("range", (700, 800), None, (700, 800)),
        ("almost", (30_000, 30_000), 1000, (29_000, 29_999)),
        ("about", (2900, 2900), None, (2800, 3000)),
    ],
)
def test_literal_reading(modifier: str, stated, grain, interval) -> None:
    """Rule M1."""
    assert literal(stated, modifier, grain) == interval


@pytest.mark.parametrize(
    ("number", "grain", "interval"),
    [(235_646, None, (235_646, 235_646)), (162_500, 100, (162_450, 162_599)), (2900, None, (2850, 2999)), (17_600, 100, (17_550, 17_699))],
)
def test_rounding(number: int, grain, interval) -> None:
    """Rule M2."""
    assert literal((number, number), "exact", grain) == interval


def test_uncertain_windows() -> None:
    """Rule M3."""
    mobilisation = date(2022, 9, 21)
    claim = said(1064, Window((mobilisation, mobilisation), (date(2023, 4, 24), date(2023, 4, 30))))
    assert bound([claim], window("2022-09-21", "2023-04-30")) == (1064, None)
    assert bound([claim], window("2022-09-21", "2023-04-24")) == (0, 1064)
    assert bound([claim], window("2022-09-21", "2023-04-27")) == (0, None)


def test_layers() -> None:
    """Rule M4."""
    russian = said(10_308, year(2024), "art337", "mediazona")
    assert bound([russian], year(2024), "art337") == (10_308, None)
    assert bound([russian], year(2024), "art337", "mediazona") == (10_308, 10_308)
    guesses = [said((100_000, None), year(2024), origin="deputy"), said(100_000, year(2024), origin="a stranger")]
    assert bound([said(67_840, year(2024)), *guesses], year(2024)) == (67_840, 67_840)


def test_vintages() -> None:
    """Rule M5."""
    earlier = {"origin": "mediazona", "said_on": date(2024, 1, 10)}
    later = {"origin": "mediazona", "said_on": date(2025, 1, 10)}
    revised = [said(5200, year(2023), **earlier), said(5517, year(2023), **later)]
    assert bound(revised, year(2023), layer="mediazona") == (5517, 5517)
    misquoted = [said(5200, year(2023), **earlier, via=("agency",)), said(5517, year(2023), **later, via=("agency",))]
    assert len(Reckoned(misquoted, BOOK, gate).conflicts) == 1


def test_links() -> None:
    """Rule M6."""
    parts = [said(17_658, year(2023), "art407"), said(7_883, year(2023), "art408")]
    assert bound(parts, year(2023), "art407_408") == (25_541, 25_541)
    assert bound([said(4000, year(2023), "art337")], year(2023), "refusal") == (4000, None)
    seen = said(100, year(2023), "art337", "mediazona")
    verdicts = [replace(seen, scope=replace(seen.scope, measure="verdicts"))]
    assert bound(verdicts, window("2022-09-21", "2023-12-31"), "art337") == (100, None)
    assert bound(verdicts, year(2023), "art337") == (0, None)


def told(numbers: list[int], outlet: str, **known) -> list[Claim]:
    """The prosecutor's answer as an outlet prints it: 2022, 2023, 2024, 2025 to July, and all of it."""
    to_july, in_2025 = window("2022-01-01", "2025-07-31"), window("2025-01-01", "2025-07-31")
    windows = [year(2022), year(2023), year(2024), in_2025, to_july]
    return [said(number, when, via=(outlet,), **known) for number, when in zip(numbers, windows, strict=True)]


def set_aside(claims: list[Claim]) -> set[int]:
    reckoned = Reckoned(claims, BOOK, gate)
    return {int(reckoned.claims[aside.claim].quantity.lo or 0) for aside in reckoned.set_aside}


def test_setting_aside() -> None:
    """Rule M7."""
    right, shifted = [6_988, 17_658, 67_840, 110_511, 202_997], [347, 6_641, 67_840, 110_511, 185_339]
    twice = told(right, "one") + told(right, "another")
    assert set_aside(twice + told(shifted, "third")) == {347, 6_641, 185_339}
    assert set_aside(twice + told(shifted, "third", status="accepted")) == {6_988, 17_658, 202_997}


def test_whole_numbers() -> None:
    """Rule M8."""
    all_cases = said(5_517, year(2023), "refusal")
    half = said((0.5, None), year(2023), "art337", kind="ratio", base=all_cases.scope)
    assert bound([all_cases, half], year(2023), "art337") == (2_759, 5_517)
    just_half = said((0.5, 0.5), year(2023), "art337", kind="ratio", base=all_cases.scope)
    (conflict,) = Reckoned([all_cases, just_half], BOOK, gate).conflicts
    assert conflict.crossed is not None and (conflict.crossed.lo, conflict.crossed.hi) == (2_759, 2_758)


def test_certificate() -> None:
    """Rule M9."""
    to_july, to_september = said(202_997, window("2022-01-01", "2025-07-31")), said(235_646, window("2022-01-01", "2025-09-30"))
    claims = {claim.id: claim for claim in (to_july, to_september)}
    asked = Scope("cases", "art407", "UA", window("2025-08-01", "2025-09-30"))
    proven = Reckoned(claims.values(), BOOK, gate).bound(asked)
    assert {(term.times, term.value) for term in proven.lo_certificate} == {(1, 235_646), (-1, 202_997)}
    changed = Claim.from_dict(to_july.to_dict() | {"quantity": Quantity((202_998,) * 2, "exact", 202_998, 202_998, "202 998").to_dict()})
    with pytest.raises(CertificateRefused):
        verify_bound(proven, claims | {to_july.id: changed}, BOOK)


def test_conflict() -> None:
    """Rule M10."""
    typo, others = said(18_628, year(2023), via=("a",)), [said(17_658, year(2023), via=("b",)), said(67_840, year(2024), via=("b",))]
    conflict = Reckoned([typo, *others], BOOK, gate).conflicts[0]
    assert (len(conflict.claims), conflict.gap, conflict.smallest) == (2, 970, True)


def test_other_kinds() -> None:
    """Rule M11."""
    rate = said((100, None), window("2024-06-01", "2024-06-30"), kind="rate", per="week")
    assert bound([rate], window("2024-06-01", "2024-06-30"))[0] == 429
    growing = said((None, None), window("2024-01-01", "2024-03-31"), kind="trend", direction="up", per="month")
    march = said(100, window("2024-03-01", "2024-03-31"))
    assert bound([growing, march], window("2024-02-01", "2024-02-29"))[1] == 99
    assert bound([growing, march], window("2024-01-01", "2024-01-31"))[1] == 98


def test_recorded_and_not_reckoned() -> None:
    """Rule M12."""
    undated, reward = said(100, Window((None, None), (None, None))), said(500_000, year(2024), kind="amount")
    reasons = {why.claim: why.reason for why in Reckoned([undated, reward], BOOK, gate).unreckoned}
    assert "no known start" in reasons[undated.id]
    assert "recorded, not reckoned" in reasons[reward.id]
