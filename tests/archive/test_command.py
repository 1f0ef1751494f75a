"""`recusant archive` from the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from recusant import bulk, codebook
from recusant.cli import archiving, main
from recusant.extract import Sieve, extract

pytest.importorskip("ahocorasick")
SAID = "In 2024 prosecutors opened {:,} cases of unauthorised absence in Ukraine."


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(SAID.format(67_841 + number), encoding="utf-8")
    (folder / "weather.txt").write_text("It rained on 12 days in May.", encoding="utf-8")
    return folder


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sieve in one language: that for all takes half a minute to make."""
    made = Sieve.of(codebook.load("refusal"), ["en"]).to_json()
    monkeypatch.setattr(bulk.Archive, "_sieve", lambda self, toml: Sieve.from_json(made))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["archive", *map(str, arguments), "--runner", "process"])


def test_an_archive_is_read_into_tables_and_its_claims_are_handed_on(notes: Path, tmp_path: Path) -> None:
    found = run(notes, tmp_path / "out", "--full", "--claims", tmp_path / "claims.jsonl", "--json")
    made = json.loads(found.stdout)
    assert (found.exit_code, made["documents"], made["claims"], made["left"]) == (0, 4, 3, 0)
    stated = {json.loads(line)["quantity"]["lo"] for line in (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()}
    assert stated == {67_841, 67_842, 67_843}


@pytest.mark.usefixtures("english")
def test_what_holds_no_word_of_a_claim_is_not_read(notes: Path, tmp_path: Path) -> None:
    found = run(notes, tmp_path / "out")
    assert "4 documents in 1 shards: 3 claims" in found.stdout
    assert "1 hold no word of a claim" in found.stdout


@pytest.mark.usefixtures("english")
def test_a_page_that_is_let_through_is_read_as_ever(tmp_path: Path) -> None:
    said = f"<html><body><article><p>{SAID.format(5_437)}</p></article></body></html>"
    (tmp_path / "page.html").write_text(said, encoding="utf-8")
    run(tmp_path / "page.html", tmp_path / "out")
    (claim,) = bulk.Output(str(tmp_path / "out")).claims()
    assert claim["quantity"] == extract(SAID.format(5_437))[0].quantity.to_dict()


def test_the_second_run_reads_only_what_is_new(notes: Path, tmp_path: Path) -> None:
    run(notes, tmp_path / "out", "--full")
    (notes / "new.txt").write_text(SAID.format(9_871), encoding="utf-8")
    found = run(notes, tmp_path / "out", "--full", "--metrics", tmp_path / "state.prom")
    assert "5 documents in 2 shards: 4 claims" in found.stdout
    assert "recusant_archive_documents 1\n" in (tmp_path / "state.prom").read_text(encoding="utf-8")


def test_an_input_that_is_not_there_is_told(tmp_path: Path) -> None:
    found = run(tmp_path / "nowhere", tmp_path / "out", "--full")
    assert (found.exit_code, "no such file or folder" in found.stderr) == (2, True)


def test_a_missing_extra_is_told(notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    found = run(notes, tmp_path / "out")
    assert (found.exit_code, 'pip install "recusant[scale]"' in found.stderr) == (2, True)


def test_how_far_a_run_is_is_told_in_words_and_for_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recusant.bulk.monotonic", lambda: 100.0)
    far = bulk.Far(4, 400_000_000, 0, 0.0)
    assert "done in" not in archiving.in_words(far)
    far.add({"bytes": 100_000_000, "documents": 1_234, "claims": 5, "faults": 0})
    assert archiving.in_words(far).startswith("1 of 4 shards, 1,234 documents, 5 claims, 1.0 MB/s, done in 5 min, at ")
    assert archiving.state(far)["seconds_left"] == 300
    assert "# TYPE recusant_archive_claims gauge\nrecusant_archive_claims 5\n" in archiving.metrics_of(far)


def test_what_was_read_is_traced_and_reckoned_in_the_same_run(notes: Path, tmp_path: Path) -> None:
    found = run(notes, tmp_path / "out", "--full", "--by", "year")
    assert (found.exit_code, "3 figures that 3 claims state" in found.stdout) == (0, True)
    assert ", 2 claims set aside" in found.stdout
    assert json.loads(run(notes, tmp_path / "out", "--full", "--by", "year", "--json").stdout)["reckoned"]["aside"] == 2
