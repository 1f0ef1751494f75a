"""The documentation cannot lag: links lead somewhere, examples are read, code runs, commands exist."""

from __future__ import annotations

import json
import re
import runpy
import shlex
import tomllib
from pathlib import Path

import click
import pytest

import recusant
from recusant import records
from recusant.cli import main
from recusant.codebook import parse

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")])
CONTRACTS = (ROOT / "docs/contracts.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text(encoding="utf-8"))
    targets = [(page.parent / path if path else page, anchor) for path, anchor in links]
    assert [str(target) for target, anchor in targets if not target.exists() or (anchor and anchor not in anchors(target))] == []


def test_every_page_of_the_docs_is_in_the_index() -> None:
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    assert [page.name for page in (ROOT / "docs").glob("*.md") if page.name != "index.md" and f"({page.name})" not in index] == []


def test_the_command_reference_is_what_the_commands_say() -> None:
    made = runpy.run_path(str(ROOT / "docs/commands.py"))["page"]()
    assert (ROOT / "docs/cli.md").read_text(encoding="utf-8") == made, "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_a_page_exists_with_its_options(page: Path) -> None:
    for line in "".join(blocks(page.read_text(encoding="utf-8"), "sh")).splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["recusant"]:
            command = main.commands[words[1]]
            options = {name for parameter in command.get_params(click.Context(command)) for name in parameter.opts}
            assert {word for word in words if word.startswith("--")} <= options, line


EXAMPLES = re.findall(r"^## (\w+)\n.*?```json\n(.*?)^```", CONTRACTS, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_an_example_of_a_contract_is_read_and_written_unchanged(name: str, example: str) -> None:
    record = json.loads(example)
    assert getattr(records, name).from_dict(record).to_dict() == record


def test_every_record_that_travels_has_its_example() -> None:
    travels = {name for name in records.__all__ if isinstance(made := getattr(records, name), type) and hasattr(made, "from_dict")}
    assert travels == {name for name, _ in EXAMPLES}


def test_the_codebook_of_the_docs_is_one() -> None:
    example, links = blocks((ROOT / "docs/codebook.md").read_text(encoding="utf-8"), "toml")
    book = parse(example)
    assert [link["at_most"][0] for link in tomllib.loads(links)["link"]] == ["verdicts", "suspended_sentences", "art337_after_mobilisation"]
    assert book.category_tree.leaves("rail") == {"rail_passenger", "rail_freight"}
    assert book.counts_as("ons") == "census"


WITH_PYTHON = [page for page in PAGES if blocks(page.read_text(encoding="utf-8"), "python")]


@pytest.mark.parametrize("page", WITH_PYTHON, ids=lambda page: page.name)
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("note.txt").write_text("In 2024 prosecutors opened 67,840 cases of unauthorised absence in Ukraine.", encoding="utf-8")
    with recusant.Ledger.create("recusant.ledger") as ledger:
        ledger.add("note.txt")
    exec(compile("\n".join(blocks(page.read_text(encoding="utf-8"), "python")), page.name, "exec"), {})  # noqa: S102


def test_the_public_names_are_the_documented_ones() -> None:
    table = CONTRACTS.split("## Public names")[1].split("\n## ")[0]
    assert set(recusant.__all__) == set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE))


def test_every_public_name_is_there_and_is_ours() -> None:
    strangers = [name for name in recusant.__all__ if not getattr(recusant, name).__module__.startswith("recusant")]
    assert strangers == []
