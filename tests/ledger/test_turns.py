"""The turns of figures: whatever is added, decided, taken back or captured again, what waits is what the claims and the log say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recusant.ledger import Capture, Decision, Ledger, Turn, copy, figure_of, turn_of
from recusant.ledger.turns import LAST
from recusant.records import Claim, Quote, Source, Text
from tests.ledger.conftest import claim_of, taken_back

SOURCES, FIGURES = 6, 4


def page(number: int, figures: tuple[int, ...], confidence: float = 0.95) -> Text:
    """A page that prints these figures."""
    body = " ".join(f"{100 + one}" for one in figures) + f" no. {number}"
    source = Source.of(body.encode(), f"{number}.txt", url=f"https://example.org/{number}")
    quotes = [Quote(4 * at, 4 * at + 3, body[4 * at : 4 * at + 3]) for at in range(len(figures))]
    return Text(source, body, tuple(replace(claim_of(source.id, quote), confidence=confidence) for quote in quotes))


def expected(ledger: Ledger) -> list[Turn]:
    """The turns as they follow from all claims and the log."""
    superseded = ledger.superseded()
    waits = [one for one in ledger.claims(status="suggested") if one.source not in superseded]
    figures = {figure_of(one) for one in waits}
    stated = {figure: [one for one in waits if figure_of(one) == figure] for figure in figures}
    printed = {figure: {one.source for one in ledger.claims() if figure_of(one) == figure} for figure in figures}
    found = {figure: turn_of(figure, ledger.turns.stated(figure)) for figure in figures}
    assert all((turn.claims, turn.printed) == (len(stated[figure]), len(printed[figure])) for figure, turn in found.items())
    return sorted(found.values())


DEEDS = st.one_of(
    st.tuples(st.just("add"), st.integers(0, SOURCES), st.lists(st.integers(0, FIGURES), unique=True, max_size=3).map(tuple)),
    st.tuples(st.just("decide"), st.integers(0, 9), st.sampled_from(["accepted", "rejected", "suggested", "corrected"])),
    st.tuples(st.just("supersede"), st.integers(0, SOURCES), st.integers(0, SOURCES)),
)


def done(ledger: Ledger, deed: tuple[str, int, object]) -> None:
    name, number, what = deed
    ids, claims = ledger.ids(), ledger.claims()
    if name == "add":
        ledger.add(page(number, what, 0.85 if number % 2 else 0.95))
    elif name == "decide" and claims:
        claim = claims[number % len(claims)]
        corrected = replace(claim, origin="goldline") if what == "corrected" else None
        ledger.decide(Decision(claim.id, str(what), by="Olena", corrected=corrected))
    elif name == "supersede" and ids:
        ledger.capture_again(ids[number % len(ids)], Capture(supersedes=ids[int(what) % len(ids)]))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(deeds=st.lists(DEEDS, max_size=12))
def test_after_any_deeds_the_turns_are_what_the_claims_and_the_log_say(tmp_path_factory, deeds) -> None:
    with Ledger.create(tmp_path_factory.mktemp("turns") / "a.ledger") as ledger:
        for deed in deeds:
            done(ledger, deed)
        assert [*ledger.turns.after()] == expected(ledger)


@pytest.fixture
def printed(ledger) -> Ledger:
    """One figure in three sources, one read with little confidence, one in one source, and one that was decided about."""
    for number, figures, confidence in ((1, (1, 2), 0.95), (2, (1, 4), 0.95), (3, (1,), 0.95), (4, (3,), 0.6)):
        ledger.add(page(number, figures, confidence))
    ledger.decide(Decision(quoting(ledger, "104")[0].id, "accepted", by="Olena"))
    return ledger


def quoting(ledger: Ledger, words: str) -> list[Claim]:
    return [claim for claim in ledger.claims() if claim.quote.text == words]


def reasons(ledger: Ledger) -> list[tuple[str, int, int]]:
    return [(turn.reason, turn.claims, turn.printed) for turn in ledger.turns.after()]


def test_what_is_unsure_comes_first_then_what_is_printed_often_and_equal_claims_stand_together(printed) -> None:
    assert reasons(printed) == [("unsure", 1, 1), ("repeated", 3, 3), ("rest", 1, 1)]


def test_a_figure_is_unsure_only_where_nothing_that_counts_states_it(printed) -> None:
    printed.add(page(5, (2,), 0.6))
    assert reasons(printed) == [("unsure", 1, 1), ("repeated", 3, 3), ("rest", 2, 2)]
    printed.decide(Decision(quoting(printed, "102")[0].id, "rejected", by="Olena"))
    assert reasons(printed) == [("unsure", 1, 2), ("unsure", 1, 1), ("repeated", 3, 3)]
    printed.decide(Decision(quoting(printed, "102")[0].id, "accepted", by="Olena"))
    assert reasons(printed) == [("unsure", 1, 1), ("repeated", 3, 3), ("rest", 1, 2)]


def test_turns_are_told_from_any_place_in_both_directions_and_counted(printed) -> None:
    unsure, repeated, rest = printed.turns.after()
    assert [*printed.turns.after(unsure.turn, rest.turn)] == [repeated]
    assert [*printed.turns.before(rest.turn)] == [repeated, unsure]
    assert (printed.turns.count(), printed.turns.count(repeated.turn), printed.turns.count("", rest.turn)) == (5, 4, 4)
    assert unsure.turn < LAST


def test_what_was_written_in_vain_leaves_the_turns_as_they_were(printed) -> None:
    before = [*printed.turns.after()]
    with pytest.raises(ZeroDivisionError), printed.together():
        printed.add(page(5, (1, 2, 3)))
        raise ZeroDivisionError
    assert [*printed.turns.after()] == before
    printed.add(page(6, (5,)))
    assert [*printed.turns.after()] == expected(printed)


def test_a_ledger_from_before_and_a_copy_have_the_same_turns(printed, path, place) -> None:
    before = [*printed.turns.after()]
    taken_back(printed)
    with Ledger.open(path) as ledger:
        assert [*ledger.turns.after()] == before
        assert ledger.turns.figures(one.id for one in ledger.claims()) == {one.id: (figure_of(one),) for one in ledger.claims()}
    copy(path if isinstance(path, Path) else place("refusal.ledger"), there := place("b"))
    with Ledger.open(there) as copied:
        assert [*copied.turns.after()] == before
