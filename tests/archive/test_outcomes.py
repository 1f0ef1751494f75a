"""What became of a document, as rows."""

from __future__ import annotations

import json
from dataclasses import replace

from recusant.archive import Outcome
from recusant.archive.outcomes import COLUMNS, Digest, Rows, rows_of, rows_of_fault
from recusant.errors import BadSource
from recusant.records import Claim, Gap, Quote, Source
from tests.archive.conftest import reading

SOURCE = Source.of(b"5 cases", "a.txt", title="half \ud83d of a picture")


def digest(*rows: Rows) -> str:
    made = Digest()
    for one in rows:
        made.add(one)
    return made.hexdigest()


def test_a_row_has_every_column_of_its_table() -> None:
    (outcome,) = reading(SOURCE)
    rows = rows_of(replace(outcome, gaps=[Gap(SOURCE.id, Quote(0, 1, "5"), "why")]))
    assert {table: set(of[0]) for table, of in rows.items()} == {table: set(columns) for table, columns in COLUMNS.items()}
    assert set(rows_of_fault(None, BadSource("broken", file="a"))["sources"][0]) == set(COLUMNS["sources"])


def test_a_claim_can_be_had_back_from_its_row() -> None:
    (outcome,) = reading(SOURCE)
    assert Claim.from_dict(json.loads(rows_of(outcome)["claims"][0]["record"])) == outcome.claims[0]


def test_half_a_character_in_a_title_is_no_end_of_a_shard() -> None:
    assert rows_of(Outcome(SOURCE))["sources"][0]["title"] == "half ? of a picture"


def test_the_digest_tells_every_change_of_a_row_and_of_their_order() -> None:
    first, second = (rows_of(next(iter(reading(replace(SOURCE, name=name))))) for name in ("a", "b"))
    changed = {**second, "claims": [{**second["claims"][0], "confidence": 0.9}]}
    assert len({digest(first, second), digest(second, first), digest(first), digest(first, changed)}) == 4
