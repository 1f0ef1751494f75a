"""The verdicts on claims read in the reference sets: each says of which claim, what is wrong with it and why, and quotes nothing."""

from __future__ import annotations

from benchmarks.claims import BOOK
from benchmarks.documents import SETS, Document
from benchmarks.precision import UNJUDGED, verdicts, wrong
from recusant.records import Claim, Quantity, Quote, Scope

NEEDED = {"set", "id", "span", "measure", "category", "place", "why"}
WRONG = {"number", "measure", "category", "place", "window", ""}


def claim(text: str, place: str) -> Claim:
    stated = Quantity((11, 11), "exact", 11, 11, "11")
    return Claim.of("s", Quote(10, 10 + len(text), text), "count", stated, Scope("surrenders", "refusal", place), origin="x")


def test_a_verdict_names_a_claim_of_the_codebook_and_what_is_wrong_with_it() -> None:
    for (name, _), found in verdicts().items():
        for one in found:
            assert NEEDED <= one.keys() <= NEEDED | {"stated", "kind", "window", "wrong"}
            assert name in SETS
            assert one.get("wrong", "") in WRONG
            assert one["measure"] in BOOK.measures


def test_a_verdict_holds_for_a_longer_quote_of_the_same_and_for_nothing_else() -> None:
    _, document = next(key for key, found in verdicts().items() if found[0].get("stated") == [11, 11] and "wrong" not in found[0])
    text = Document("ruwa_war_headlines", document, "en", None, "")
    assert wrong(text, claim("11 Russian snipers", "RU")) == ""
    assert wrong(text, claim("11 Russian snipers", "UA")) == UNJUDGED
