"""The folder: whole, checkable, the same every time, and discreet."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from recusant import records
from recusant.errors import BadInput
from recusant.publish import publish, writing
from recusant.publish.pages import PARTS
from recusant.records import Bound, Claim, Conflict, SetAside, Source
from recusant.verify import verify_folder
from tests.publish.editions import edition, story

LOADED = {"style.css", "page.js", "search.js", "search-words.js"}
RECORDS = {"claims": Claim, "bounds": Bound, "conflicts": Conflict, "set_aside": SetAside, "sources": Source}
EXPORTS = {f"{name}.{end}" for name in ("claims", "bounds", "conflicts", "set_aside", "sources") for end in ("csv", "parquet")}
EXPORTS |= {"datapackage.json", "dataset.jsonld", "reviews.jsonld", "dictionary.md", "entities.ftm.json", "sources.bib"}
RECORDS |= {"leads": records.Lead, "paths": records.Path}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_start_page_and_the_data_lie_side_by_side(folder) -> None:
    data = {"codebook.toml", "changes.json", "SHA256SUMS", *(f"{name}.jsonl" for name in RECORDS), *EXPORTS}
    assert {name for name in contents(folder) if "/" not in name and name.removesuffix(".html") not in PARTS} == {
        *data, *LOADED, "index.html",
    }  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_follows_its_contract(folder, name: str) -> None:
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [RECORDS[name].from_dict(json.loads(line)).to_dict() for line in lines] == [json.loads(line) for line in lines]


def test_every_bound_and_conflict_verifies(folder) -> None:
    checked = verify_folder(folder)
    assert (checked.refused, checked.conflicts) == ((), 1)
    assert checked.bounds > 50


def test_a_changed_bound_is_refused(folder, tmp_path) -> None:
    for name, data in contents(folder).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data.replace(b'"lo": 235646', b'"lo": 235647') if name == "bounds.jsonl" else data)
    assert verify_folder(tmp_path).refused


def test_the_digests_are_those_of_the_files(folder) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)


def test_an_edition_published_twice_is_the_same_to_the_byte(folder, tmp_path) -> None:
    assert contents(publish(edition(reversed(story())), tmp_path / "again").parent) == contents(folder)


def test_an_earlier_edition_is_replaced_and_other_files_are_left_alone(folder, told, tmp_path) -> None:
    (tmp_path / "index.html").write_text("older")
    (tmp_path / "notes.txt").write_text("mine")
    publish(told, tmp_path)
    assert contents(tmp_path) == contents(folder) | {"notes.txt": b"mine"}


def test_a_build_that_is_cut_short_leaves_no_digests(told, folder, tmp_path, monkeypatch) -> None:
    publish(told, tmp_path)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(writing, "_replace", full)
    with pytest.raises(BadInput, match="No space left on device"):
        publish(told, tmp_path)
    assert not (tmp_path / "SHA256SUMS").exists()
    assert (tmp_path / "index.html").read_bytes() == (folder / "index.html").read_bytes()


def test_a_file_in_the_way_is_named(told, tmp_path) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(BadInput, match="site"):
        publish(told, tmp_path / "site")


def test_where_files_lay_on_a_disk_is_not_told(folder) -> None:
    assert b"private" not in b"".join(contents(folder).values())
