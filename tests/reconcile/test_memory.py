"""What was settled before is not worked out again, and comes out the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recusant.reconcile import Reckoned
from recusant.records import Scope, Window
from tests.worlds import BOOK, claim, exactly, reckon

YEAR = Scope("cases", "all", "XX", Window.of(date(2022, 1, 1), date(2022, 12, 31)))
SAID = [claim(YEAR, exactly(7), serial=1), claim(YEAR, exactly(8), serial=2), claim(YEAR, exactly(8), "watch", serial=3)]


def test_a_second_reckoning_remembers_the_first() -> None:
    memory: dict[str, str] = {}
    first = Reckoned(SAID, BOOK, lambda proof, said: None, memory)
    assert first.conflicts and len(memory) == 2  # what was given up, and the conflicts
    again = Reckoned(SAID, BOOK, lambda proof, said: None, memory)
    assert (again.conflicts, again.set_aside) == (first.conflicts, first.set_aside)
    assert [conflict.to_dict() for conflict in again.conflicts] == [conflict.to_dict() for conflict in reckon(SAID).conflicts]


def test_one_claim_more_is_worked_out_anew() -> None:
    memory: dict[str, str] = {}
    assert Reckoned(SAID[:1], BOOK, lambda proof, said: None, memory).conflicts == ()
    assert Reckoned(SAID, BOOK, lambda proof, said: None, memory).conflicts
    assert len(memory) == 3  # the first had no conflicts to tell


def test_a_review_is_not_forgotten() -> None:
    """The same numbers weigh otherwise once a person has accepted one."""
    memory: dict[str, str] = {}
    accepted = [replace(SAID[0], status="accepted"), *SAID[1:]]
    before = {item.claim for item in Reckoned(SAID, BOOK, lambda proof, said: None, memory).set_aside}
    after = {item.claim for item in Reckoned(accepted, BOOK, lambda proof, said: None, memory).set_aside}
    assert SAID[0].id in before and SAID[0].id not in after
