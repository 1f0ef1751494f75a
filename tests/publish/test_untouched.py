"""Pages that nobody has touched since they were published are not read again, and every page that somebody has touched is found."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from recusant.publish import Edition, publish
from recusant.publish import folder as folder_module
from recusant.publish.lines import lines
from tests.publish.editions import edition, said, story
from tests.publish.test_changes import MORE
from tests.publish.test_folder import contents

PAGE = "series/all.opened.absence.UA.html"


@pytest.fixture
def memory() -> dict[str, str]:
    return {}


@pytest.fixture
def site(told: Edition, memory: dict[str, str], tmp_path: Path) -> Path:
    """A folder that is remembered as it was left."""
    return publish(told, tmp_path / "site", memory=memory).parent


@pytest.fixture(scope="module")
def later() -> Edition:
    return edition([*story(), said(MORE, 70)])


@pytest.fixture(scope="module")
def whole(told: Edition, later: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the later edition that was made at once."""
    place = tmp_path_factory.mktemp("whole")
    publish(told, place / "earlier")
    return publish(later, place / "site", since=place / "earlier").parent


def forge(page: Path) -> None:
    """Changes a page to one of the same length and sets its time back."""
    before, data = page.stat(), page.read_bytes()
    page.write_bytes(data.replace(b"<main", b"<Main"))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert page.stat().st_size == before.st_size


def turned_back(page: Path) -> None:
    """Puts another page in the place of one, with its time."""
    shutil.copy2(page.with_name("all.opened.desertion.UA.html"), page)


def copied(page: Path) -> None:
    """Puts a forged copy of the whole folder in its place, all times as they were."""
    site = page.parents[1]
    shutil.copytree(site, site.with_name("copy"))
    shutil.rmtree(site)
    forge(site.with_name("copy") / PAGE)
    site.with_name("copy").rename(site)


def test_pages_left_as_they_were_are_not_read_whole(told, site, memory, monkeypatch) -> None:
    read: list[Path] = []
    monkeypatch.setattr(Path, "read_bytes", lambda path, whole=Path.read_bytes: read.append(path) or whole(path))
    publish(told, site, memory=memory)
    assert site / "claims.jsonl" in read
    assert site / PAGE not in read
    publish(told, site)
    assert site / PAGE in read, "nothing is remembered"


@pytest.mark.parametrize("touched", [forge, turned_back, copied, Path.unlink, lambda page: page.write_text("mine")])
def test_a_page_that_somebody_touched_is_made_anew(told, folder, site, memory, touched: Callable[[Path], object]) -> None:
    touched(site / PAGE)
    publish(told, site, memory=memory)
    assert contents(site) == contents(folder)


def test_a_page_touched_while_another_edition_is_written_is_made_anew_by_the_next(told, folder, site, memory, monkeypatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(folder_module, "Index", lambda report, make=folder_module.Index: forge(site / PAGE) or make(report))
        publish(told, site, memory=memory)
    publish(told, site, memory=memory)
    assert contents(site) == contents(folder)


def test_with_what_is_remembered_a_folder_is_as_one_made_at_once(later, whole, site, memory) -> None:
    assert contents(publish(later, site, memory=memory).parent) == contents(whole)


@pytest.mark.parametrize("name", ["claims.jsonl", "bounds.jsonl", "claims.csv", "bounds.csv", "bounds.parquet", "paths.jsonl"])
def test_data_that_somebody_touched_is_made_anew(later, whole, site, memory, name: str) -> None:
    forged = (site / name).read_bytes()
    (site / name).write_bytes(forged.replace(b"6988", b"6989").replace(b"absence", b"Absence") + b" ")
    publish(later, site, memory=memory)
    ours = {name: data for name, data in contents(site).items() if "changes" not in name and name != "SHA256SUMS"}
    assert {name: data for name, data in ours.items() if data != contents(whole)[name]} == {}, "but what is said of changes"


def test_of_the_data_only_what_stands_on_something_else_is_made(later, site, memory, monkeypatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(folder_module, "lines", lambda records, make=lines: (told := make(records), made.append(told.decode()))[0])
    publish(later, site, memory=memory)
    assert "1,500 in Tribune" in "".join(made)
    assert "202,997 in Daily" in (site / "claims.jsonl").read_text(encoding="utf-8") and "202,997 in Daily" not in "".join(made)


def test_what_another_ledger_remembers_of_a_folder_is_not_taken_for_its_own(told, later, whole, site, memory) -> None:
    publish(later, site)
    publish(told, site, memory=memory)
    publish(later, site, memory=memory)
    assert {name for name, data in contents(site).items() if data != contents(whole)[name]} == set()


def test_what_another_way_of_making_remembered_is_forgotten(told, folder, site, memory) -> None:
    memory.update(dict.fromkeys(memory, json.dumps({"making": "another", "left": "", "portions": {"claims.jsonl": []}})))
    publish(told, site, memory=memory)
    assert contents(site) == contents(folder)


def test_what_is_remembered_does_not_grow(told, site, memory) -> None:
    before = [len(held) for held in memory.values()]
    publish(told, site, memory=memory)
    assert [len(held) for held in memory.values()] == before
