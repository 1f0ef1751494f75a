"""The verdicts on claims read in the reference sets: each says of which claim, what is wrong with it and why, and quotes nothing."""

from __future__ import annotations

from benchmarks.claims import BOOK
from benchmarks.documents import SETS, Document
from benchmarks.precision import UNJUDGED, verdicts, wrong
from recusant.records import Claim, Json, Quantity, Quote, Scope

NEEDED = {"set", "id", "span", "measure", "category", "place", "why"}
WRONG = {"number", "measure", "category", "place", "window", ""}


def claim(verdict: Json, place: str) -> Claim:
    start, end = verdict["span"]
    stated = Quantity((11, 11), "exact", 11, 11, "11")
    quote, scope = Quote(start, end + 5, "x" * (end + 5 - start)), Scope(verdict["measure"], verdict["category"], place)
    return Claim.of("s", quote, "count", stated, scope, origin="x")


def test_a_verdict_names_a_claim_of_the_codebook_and_what_is_wrong_with_it() -> None:
    for (name, _), found in verdicts().items():
        for one in found:
            assert NEEDED <= one.keys() <= NEEDED | {"stated", "kind", "window", "wrong"}
            assert name in SETS
            assert one.get("wrong", "") in WRONG
            assert one["measure"] in BOOK.measures


def test_a_verdict_holds_for_a_longer_quote_of_the_same_and_for_nothing_else() -> None:
    held = (one for found in verdicts().values() for one in found if one.get("stated") == [11, 11] and one["measure"] == "surrenders")
    one = next(one for one in held if "wrong" not in one)
    text = Document(one["set"], one["id"], "en", None, "")
    assert wrong(text, claim(one, one["place"])) == ""
    assert wrong(text, claim(one, "PL")) == UNJUDGED
