"""Which claims stand in one passage, and so are one reading (docs/trace.md)."""

from __future__ import annotations

from dataclasses import replace

from recusant.records import Claim, Quote
from recusant.trace import figures, gathered_by, readings, same_passages, to_compare

PASSAGE = (
    "Russian courts have sentenced {} soldiers for absence without leave since the year began, twice as many as in all of the year before, "
    "the journalists found"
)


def in_text(claim: Claim, text: str) -> tuple[Claim, str]:
    """A claim whose quote is its number in a text."""
    words = claim.quote.text
    body = text.format(words)
    start = body.index(words)
    return replace(claim, quote=Quote(start, start + len(words), words)), body


def passages(press, *texts: str):
    placed = [in_text(claim, text) for claim, text in zip(press.claims, texts, strict=True)]
    press.claims[:] = [claim for claim, _ in placed]
    return same_passages(figures(press.claims, press.sources), {claim.source: body for claim, body in placed})


def test_the_words_around_a_figure_tell_a_copy(press) -> None:
    one, other = press.prints("A", 1), press.prints("B", 2)
    assert passages(press, PASSAGE, f"A new report is out. {PASSAGE}") == {one.id: [other.id], other.id: [one.id]}


def test_the_same_words_around_another_number_are_no_copy_of_the_figure(press) -> None:
    press.prints("A", 1), press.prints("B", 2, 64)
    assert passages(press, PASSAGE, PASSAGE) == {}


def test_a_stock_phrase_is_no_passage(press) -> None:
    press.prints("A", 1), press.prints("B", 2)
    assert passages(press, "Courts sentenced {} soldiers in that year, it said", "Courts sentenced {} soldiers in that year, it said") == {}


def test_copies_of_one_text_are_one_reading(press) -> None:
    """Rule M7."""
    one, other, own = press.prints("A", 1), press.prints("B", 2), press.prints("C", 3)
    same = passages(press, PASSAGE, PASSAGE, "There were {} verdicts")
    assert readings(figures(press.claims, press.sources), same) == {one.id: "A", other.id: "A"}
    assert own.id not in same


def test_the_text_of_a_page_that_a_table_cites_tells_nothing(press) -> None:
    claims = [press.prints("A", 1), press.prints("B", 2)]
    press.sources[claims[0].source] = replace(press.sources[claims[0].source], part_of="s-table")
    assert to_compare(figures(press.claims, press.sources), press.sources) == {claims[1].source}


def test_a_figure_of_one_page_needs_no_comparing(press) -> None:
    press.prints("A", 1), press.prints("B", 2, 64)
    assert to_compare(figures(press.claims, press.sources), press.sources) == set()


def test_claims_that_can_be_one_figure_are_gathered_together(press) -> None:
    said = [press.prints("A", 1, 64), press.prints("B", 2, 64.0), press.prints("C", 3, 65)]
    assert len({gathered_by(claim) for claim in said[:2]}) == 1
    assert gathered_by(said[2]) != gathered_by(said[0])
