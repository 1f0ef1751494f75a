"""Two readings as one: nothing is surer for being read twice, and where the readers differ a person decides (docs/ask.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from recusant.extract import merged
from recusant.flow import CONFIDENT, Ledger
from recusant.records import Claim, Quantity, Quote, Scope, Source, Text, Window

BODY = "In 2023 they opened 300 cases of desertion and 500 of absence."
SOURCE = Source.of(BODY.encode(), "article")
YEAR = Window.of(date(2023, 1, 1), date(2023, 12, 31))


def claim(number: str = "300", words: str = "300 cases", measure: str = "cases_opened", **known: Any) -> Claim:
    start = BODY.index(number)
    quantity = Quantity((int(number),) * 2, "exact", int(number), int(number), number)
    known = {"origin": "ogp_ua", "confidence": 0.95} | known
    return Claim.of(SOURCE.id, Quote(start, start + len(words), words), "count", quantity, Scope(measure, "art408", "UA", YEAR), **known)


def second(*arguments: Any, **known: Any) -> Claim:
    return claim(*arguments, **{"reader": "llm", "confidence": 0.5} | known)


def test_what_both_read_alike_is_told_so_and_is_no_surer() -> None:
    claims, gaps = merged([claim()], [second(words="300 cases of desertion")])
    assert claims == [replace(claim(), reader="rules+llm")]
    assert gaps == []


def test_what_only_one_reads_stays_as_it_is() -> None:
    mine, other = claim(), second("500", "500 of absence")
    assert merged([mine], [other]) == ([mine, other], [])


@pytest.mark.parametrize("other", [second(measure="verdicts"), second(words="300 cases of desertion", origin="mediazona")])
def test_what_they_read_differently_waits_with_both_readings(other: Claim) -> None:
    claims, (gap,) = merged([claim()], [other])
    assert claims == [replace(claim(), confidence=0.5), other] and all(one.confidence < CONFIDENT for one in claims)
    assert gap.quote == claim().quote
    assert gap.reason == f"the second reader reads another {'origin' if other.origin == 'mediazona' else 'measure'} here"


def test_two_readings_that_would_have_one_id_can_be_stored(tmp_path, place) -> None:
    claims, gaps = merged([claim()], [second(origin="mediazona")])
    with Ledger.create(place("my.ledger")) as ledger:
        assert ledger.store.add(Text(SOURCE, BODY), claims, gaps)
        assert [one.reader for one in ledger.waiting()] == ["rules"]


def test_a_running_total_reaches_as_far_as_the_other_reader_found_the_data_to_reach() -> None:
    said_on, day = date(2024, 1, 20), date(2022, 9, 21)
    running = Window((day, day), (day, said_on))
    reaching = Window((day, day), (YEAR.end[0], said_on))
    mine = [claim(said_on=said_on), replace(claim("500", "500"), said_on=said_on, scope=replace(claim().scope, window=reaching))]
    other = replace(second("500", "500"), said_on=said_on, scope=replace(claim().scope, window=running))
    claims, gaps = merged(mine, [other])
    assert [one.reader for one in claims] == ["rules", "rules+llm"] and gaps == []


def test_trends_are_the_rules_alone() -> None:
    trend = replace(claim(), kind="trend", direction="up")
    assert merged([trend], [second()]) == ([trend, second()], [])
