"""One word everywhere, and no word that means nothing."""

from __future__ import annotations

from pathlib import Path

from recusant.cli import main

EMPTY_WORDS = {"utils", "util", "common", "base", "manager", "helpers", "helper", "misc"}
STAGES = {"extract", "reconcile", "verify", "check", "publish"}  # the rooms that a user can call by name


def rooms(root: Path) -> set[str]:
    folders = {path.parent.name for path in (root / "recusant").glob("*/__init__.py")}
    return folders - {"records", "cli"}


def test_no_file_has_an_empty_name(code) -> None:
    parts = ((module.path, part) for module in code for part in module.name.split("."))
    assert [path for path, part in parts if EMPTY_WORDS & set(part.split("_"))] == []


def test_a_room_has_a_page_and_a_folder_of_tests(root) -> None:
    missing = [f"docs/{room}.md" for room in rooms(root) if not (root / "docs" / f"{room}.md").is_file()]
    missing += [f"tests/{room}/" for room in rooms(root) if not [*(root / "tests" / room).glob("test_*.py")]]
    assert missing == []


def test_a_stage_is_a_room_and_a_command() -> None:
    assert set(main.commands) >= STAGES
    assert rooms(Path(__file__).parents[2]) >= STAGES


def test_a_page_about_a_room_is_about_a_room_that_exists(root) -> None:
    general = {"index", "method", "conflicts", "contracts", "languages", "cli", "dependencies", "suites", "scale"}
    assert {page.stem for page in (root / "docs").glob("*.md")} - general == rooms(root)
