"""The ledger remembers what was settled; forgetting it loses nothing but time."""

from __future__ import annotations

import pytest

from recusant.ledger import Ledger


def test_what_is_remembered_outlives_the_run(place) -> None:
    with Ledger.create(place("a.ledger")) as ledger:
        ledger.memory["k-1"] = "settled"
    with Ledger.open(place("a.ledger")) as ledger:
        assert dict(ledger.memory) == {"k-1": "settled"}
        ledger.memory.clear()
        with pytest.raises(KeyError):
            ledger.memory["k-1"]
