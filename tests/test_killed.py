"""A run that is killed costs nothing but its time."""

from __future__ import annotations

from benchmarks.killed import RUNS, killed


def test_after_a_kill_the_ledger_is_sound_and_the_next_run_ends_as_if_nothing_had_been() -> None:
    outcomes = killed(10)
    assert {one.run for one in outcomes} == set(RUNS)
    assert [one for one in outcomes if one.faults] == []
