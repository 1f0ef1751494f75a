"""A published folder is verified from itself alone; with one number changed it is refused (docs/method.md, rule M9)."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from recusant.codebook import parse
from recusant.errors import BadInput
from recusant.flow import reconcile
from recusant.publish import Edition, publish
from recusant.records import Scope, Window
from recusant.verify import verify_folder
from tests.worlds import claim, exactly

BOOK = """
languages = ["en"]
[measure.cases]
label = "Cases"
unit = "case"
stage = "opened"
kind = "flow"
[category.all]
[place.XX]
[origin.office]
kind = "census"
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year known by running totals, and one figure that cannot be."""
    ends = [date(2022, 3, 31), date(2022, 6, 30), date(2022, 9, 30), date(2022, 10, 31), date(2022, 12, 31)]
    said = [
        claim(Scope("cases", "all", "XX", Window.of(date(2022, 1, 1), end)), exactly(100 * number + 7), serial=number)
        for number, end in enumerate(ends, 1)
    ]
    lie = claim(Scope("cases", "all", "XX", Window.of(date(2022, 10, 1), date(2022, 10, 31))), exactly(53), serial=9)
    book = parse(BOOK)
    folder = tmp_path_factory.mktemp("site")
    publish(Edition(reconcile([*said, lie], book), book, BOOK, {}), folder)
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "site"))


def test_what_was_published_adds_up(folder: Path) -> None:
    checked = verify_folder(folder)
    assert checked.bounds > 10 and checked.conflicts == 1
    assert checked.refused == ()


@pytest.mark.parametrize("file", ["bounds.jsonl", "conflicts.jsonl", "claims.jsonl"])
def test_one_number_changed_is_refused(folder: Path, file: str) -> None:
    """By the sum itself, not only by the digest of the file."""
    path = folder / file
    path.write_text(path.read_text().replace("407", "408").replace('"53"', '"54"'))
    refused = verify_folder(folder).refused
    assert f"{file} was changed after it was published" in refused
    assert any("changed after" not in why for why in refused)


def test_every_number_of_every_bound_is_guarded(folder: Path) -> None:
    lines = (folder / "bounds.jsonl").read_text().splitlines()
    for number, line in enumerate(lines):
        bound = json.loads(line)
        if bound["hi"] is None:
            continue
        bound["hi"] += 1
        (folder / "bounds.jsonl").write_text("\n".join([*lines[:number], json.dumps(bound), *lines[number + 1 :]]) + "\n")
        assert len(verify_folder(folder).refused) == 2, line


@pytest.mark.parametrize("file", ["bounds.jsonl", "codebook.toml", "SHA256SUMS"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(BadInput, match=file):
        verify_folder(folder)


def test_a_truncated_line_is_named(folder: Path) -> None:
    path = folder / "claims.jsonl"
    path.write_text(path.read_text()[:-20])
    with pytest.raises(BadInput, match=r"claims\.jsonl, line 6"):
        verify_folder(folder)
