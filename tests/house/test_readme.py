"""What README.md shows as printed is what the command prints, from the shipped example as `make demo` reads it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from recusant.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PRINTED = re.findall(r"^```text\n\$ recusant (.+)\n((?s:.*?))^```", README, re.MULTILINE)
EXAMPLE = [str(ROOT / "examples" / "refusal" / name) for name in ("figures.csv", "notes")]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    """Runs a command on the ledger of the example."""
    place = {"RECUSANT_LEDGER": str(tmp_path_factory.mktemp("readme") / "refusal.ledger")}

    def command(*words: str) -> Result:
        return CliRunner().invoke(main, list(words), env=place, catch_exceptions=False)

    assert [command(*words).exit_code for words in (("init",), ("add", *EXAMPLE))] == [0, 0]
    return command


def test_something_is_shown() -> None:
    assert PRINTED


@pytest.mark.parametrize(("command", "printed"), PRINTED, ids=[command for command, _ in PRINTED])
def test_the_readme_shows_what_is_printed(run: Callable[..., Result], command: str, printed: str) -> None:
    assert run(*shlex.split(command)).stdout == printed
