"""Two numbers of one thing in one text: one was misread, so both wait for a person."""

from datetime import date

from recusant.extract import read_claims
from recusant.records import Claim, Source, Text

TOLD = "Ukraine's Prosecutor General's Office opened 6,641 AWOL cases in 2022{more}."


def read(more: str) -> list[Claim]:
    body = TOLD.format(more=more)
    return read_claims(Text(Source.of(body.encode(), "told", lang="en", published=date(2025, 9, 20)), body))[0]


def test_two_numbers_of_the_same_days_are_both_doubted() -> None:
    claims = read(", then 17,658, then 67,840")
    assert len(claims) == 3
    assert all(claim.confidence < 0.9 for claim in claims)


def test_numbers_that_can_both_be_meant_are_not_doubted() -> None:
    for more in ("", ". In 2023 it opened 17,658 AWOL cases", ". It opened over 6,000 AWOL cases in 2022"):
        assert all(claim.confidence >= 0.9 for claim in read(more)), more


def test_a_doubted_claim_is_the_same_claim_but_for_its_confidence() -> None:
    sure, doubted = read("")[0], read(", then 17,658")[0]
    assert (sure.quote, sure.quantity, sure.scope, sure.origin) == (doubted.quote, doubted.quantity, doubted.scope, doubted.origin)


def test_a_number_whose_thousand_may_have_been_left_out_is_doubted() -> None:
    whole, bare = read(". In 2023 it opened 17 thousand AWOL cases, in 2024 only 16")[1:]
    assert whole.confidence >= 0.9 > bare.confidence
    assert read(". In 2023 it opened 17 thousand AWOL cases, in 2024 only 3")[2].confidence >= 0.9
    assert read(". In 2023 it opened 17 thousand AWOL cases, in 2024 it opened 16 AWOL cases")[2].confidence >= 0.9


def test_a_part_of_which_nothing_known_is_told_is_doubted() -> None:
    body = "Mediazona counted 20,538 refusal cases in Russian courts by the end of May 2025, of which 18,159 concern {what}."
    doubts = {}
    for what in ("AWOL", "what nobody knows"):
        text = body.format(what=what)
        claims, _ = read_claims(Text(Source.of(text.encode(), "told", lang="en", published=date(2025, 9, 20)), text))
        doubts[what] = [claim.confidence < 0.9 for claim in claims if claim.quote.text.startswith("20,538")]
    assert doubts == {"AWOL": [False], "what nobody knows": [True]}
