"""The shipped example: the top repair of errors that people noted beside its figures (the table in docs/reconcile.md).

Only the series that the errors stand in are reckoned, and of the two long ones only exact figures and those of the errors: seconds, where
the whole takes a minute.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from recusant import codebook
from recusant.flow import reconcile, texts_of
from recusant.reconcile import Reckoned
from recusant.records import Claim, Quantity, Text

TABLE = Path(__file__).parents[2] / "examples" / "refusal" / "figures.csv"
BOOK = codebook.load("refusal")
SERIES = {
    "ogp_ua": ("cases_opened",),
    "mediazona": ("cases_received", "verdicts"),
    "khochu_zhit": ("surrenders", "help_requests"),
}
ROUNDED = (290_000, 7400)  # errors that are no exact figures


def _wanted(claim: Claim) -> bool:
    exact = claim.kind == "count" and claim.quantity.lo == claim.quantity.hi
    short = claim.origin == "khochu_zhit" or (claim.quantity.stated or (None,))[0] in ROUNDED
    return claim.scope.measure in SERIES.get(claim.origin, ()) and claim.scope.category != "art332" and (exact or short)


@pytest.fixture(scope="module")
def reckoned() -> Reckoned:
    texts = [text for text in texts_of(TABLE, BOOK) if isinstance(text, Text)]
    return reconcile([claim for text in texts for claim in text.claims if _wanted(claim)], BOOK)


@pytest.mark.parametrize(
    ("quote", "kind", "changes"),
    [
        ("347 проваджень", "column", ["window 2022-01-01 to 2022-12-31 → 2022-01-01 to 2022-02-28"]),
        ("6 641", "column", ["window 2023-01-01 to 2023-12-31 → 2022-03-01 to 2022-12-31"]),
        ("64 personas", "digits", ["number 64 → 684"]),
        ("18 628", "digits", ["number 18,628 → 17,658"]),
        ("over 6,500", "measure", ["measure surrenders → help_requests"]),
        ("290 mil processos", "category", ["category art408 → art407_408", "window 2022-02-24 to 2025-09-30 → 2022-01-01 to 2025-09-30"]),
        (
            "7400-at",
            "category",
            ["category art338 → art337", "place RU-MOW → RU", "window 2022-02-24 to 2024-04-12 → 2022-09-21 to 2024-04-12"],
        ),
    ],
)
def test_the_top_repair_is_what_went_wrong(reckoned: Reckoned, quote: str, kind: str, changes: list[str]) -> None:
    """Rule M10: of the conflict that the figure was set aside for, whichever of its copies is cited."""
    aside = {one.claim: one.conflict for one in reckoned.set_aside}
    (reason,) = {conflict for claim, conflict in aside.items() if reckoned.claims[claim].quote.text == quote}
    (conflict,) = [conflict for conflict in reckoned.conflicts if conflict.id == reason]
    first = conflict.repairs[0]
    assert (aside[first.claim], first.kind) == (reason, kind)
    assert [str(change) for change in first.changes] == changes


@pytest.fixture(scope="module")
def everything() -> list[Claim]:
    return [claim for text in texts_of(TABLE, BOOK) if isinstance(text, Text) for claim in text.claims]


@pytest.mark.parametrize(
    ("quote", "change"),
    [
        ("1,010 soldiers", "measure persons_charged → cases_received"),
        ("20 538 дел", "window 2022-02-24 to 2025-05-31 → 2022-09-21 to 2025-05-31"),
        ("18 159", "window 2022-02-24 to 2025-05-31 → 2022-09-21 to 2025-05-31"),
    ],
)
def test_persons_for_cases_and_another_start_where_a_count_is_supposed_that_contradicts_them(
    everything: list[Claim], quote: str, change: str
) -> None:
    """Rule M10: nothing quoted does (docs/conflicts.md); three outlets are supposed to tell a tenth more of the same persons or days."""
    (wrong,) = [claim for claim in everything if claim.quote.text == quote]
    scope, more = wrong.scope, round((wrong.quantity.lo or 0) * 1.1)
    told = [claim for claim in everything if claim.scope.window.end == scope.window.end]
    others = [claim for claim in told if (claim.scope.measure, claim.scope.window) != (scope.measure, scope.window)]
    counted = Quantity((more, more), "exact", more, more, f"{more}")
    rivals = [replace(wrong, id=f"c-{outlet}", source=outlet, via=(outlet,), quantity=counted) for outlet in ("a", "b", "c")]
    conflict = reconcile([*others, *rivals], BOOK).conflict_with(wrong)
    assert conflict is not None and [str(one) for one in conflict.repairs[0].changes] == [change]
