"""The claims of an archive, traced and reckoned in batches: as a ledger would, whoever works on them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from recusant import codebook
from recusant.bulk import Archive, Output
from recusant.flow import reconcile
from recusant.gathered import Gathered
from recusant.records import Bound, Claim, Json

arrow = pytest.importorskip("pyarrow")
pytest.importorskip("fsspec")
SAID = "In {} Ukrainian prosecutors opened {:,} criminal cases of unauthorised absence, the Prosecutor General's Office said."
AROUND = "The river rose over its banks in spring and the old bridge by the mill was closed to carts and to people on foot for a week."
COUNTS = {"a": (2023, 17_658), "b": (2024, 67_840), "c": (2023, 17_658), "d": (2023, 19_870)}
Made = Callable[..., Gathered]


def rows(output: Output, table: str) -> list[Json]:
    import pyarrow.parquet as parquet

    return [row for file in sorted(Path(output.address, table).glob("*.parquet")) for row in parquet.read_table(file).to_pylist()]


def written(folder: Path, counts: dict[str, tuple[int, int]] = COUNTS, name: str = "a") -> None:
    import pyarrow.parquet as parquet

    told = [
        {"url": f"https://{outlet}.example/1", "outlet": outlet, "date": "2025-02-01", "text": f"{SAID.format(*count)} {AROUND}"}
        for outlet, count in counts.items()
    ]
    folder.mkdir(exist_ok=True)
    parquet.write_table(arrow.Table.from_pylist(told), folder / f"{name}.parquet")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """An archive that was read, traced and reckoned."""
    written(tmp_path / "in")

    def run(name: str = "out", runner: str = "process", workers: int | None = None, steps: int = 3) -> Gathered:
        output = Output(str(tmp_path / name))
        read = Archive([str(tmp_path / "in")], output, sieved=False)
        gathered = Gathered(output, codebook.toml_of("refusal"))
        for step in (read.run, gathered.trace, gathered.reckon)[:steps]:
            assert [fault for _, fault in step(runner, workers) if fault] == []
        return gathered

    return run


def test_bounds_and_what_is_set_aside_are_those_of_one_reckoning(made: Made) -> None:
    gathered = made()
    claims = [Claim.from_dict(one) for one in gathered.archive.claims()]
    reading = {row["claim"]: row["reading"] for row in rows(gathered.traced, "figures") if row["copy"]}
    whole = reconcile(claims, copies=reading)
    bounds = [Bound.from_dict(json.loads(row["record"])) for row in rows(gathered.reckoned, "bounds")]
    assert bounds == [whole.bound(bound.scope, bound.layer) for bound in bounds]
    assert {bound.scope.to_dict()["measure"] for bound in bounds} == {claim.scope.measure for claim in claims}
    assert [row["claim"] for row in rows(gathered.reckoned, "aside")] == [one.claim for one in whole.set_aside] != []


def test_copies_of_one_passage_are_one_reading(made: Made) -> None:
    found = {row["outlet"]: row for row in rows(made(steps=2).traced, "figures")}
    assert {outlet for outlet, row in found.items() if row["copy"]} == {"a", "c"}
    assert found["a"]["reading"] == found["c"]["reading"]
    assert found["a"]["figure"] == found["c"]["figure"] != found["d"]["figure"]


@pytest.mark.parametrize(("runner", "workers"), [("cores", 2), ("ray", 2)])
def test_the_same_rows_come_out_whoever_works(made: Made, runner: str, workers: int) -> None:
    if runner == "ray":
        pytest.importorskip("ray")
    expected = made("alone").manifests()
    try:
        assert made("many", runner, workers).manifests() == expected
    finally:
        if runner == "ray":
            import ray

            ray.shutdown()


def test_what_was_half_done_is_done_again_and_what_is_done_is_left(made: Made) -> None:
    gathered = made()
    expected, (line,) = gathered.manifests(), Path(gathered.reckoned.address, "shards").iterdir()
    line.unlink()
    bounds = Path(gathered.reckoned.table("bounds", line.stem))
    bounds.write_bytes(b"half")
    figures = [path.stat().st_mtime_ns for path in Path(gathered.traced.address, "figures").iterdir()]
    assert made().manifests() == expected
    assert bounds.read_bytes() != b"half"
    assert [path.stat().st_mtime_ns for path in Path(gathered.traced.address, "figures").iterdir()] == figures


def test_a_claim_more_takes_the_place_of_what_was_reckoned_without_it(made: Made, tmp_path: Path) -> None:
    before = made().manifests()
    written(tmp_path / "in", {"e": (2022, 6_988)}, "b")
    gathered = made()
    after: Any = gathered.manifests()
    assert after["reckoned"]["claims"] == before["reckoned"]["claims"] + 1
    assert after["reckoned"]["shards"] == before["reckoned"]["shards"] == len(list(Path(gathered.reckoned.address, "bounds").iterdir()))


def test_a_claim_that_nobody_is_sure_of_does_not_count(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recusant.flow.CONFIDENT", 1.1)
    assert made().manifests()["reckoned"]["claims"] == 0
