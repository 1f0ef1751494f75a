"""The ledger remembers what was settled; forgetting it loses nothing but time."""

from __future__ import annotations

from pathlib import Path

import pytest

from recusant.ledger import Ledger


def test_what_is_remembered_outlives_the_run(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "a.ledger") as ledger:
        ledger.memory["k-1"] = "settled"
    with Ledger.open(tmp_path / "a.ledger") as ledger:
        assert dict(ledger.memory) == {"k-1": "settled"}
        ledger.memory.clear()
        with pytest.raises(KeyError):
            ledger.memory["k-1"]
