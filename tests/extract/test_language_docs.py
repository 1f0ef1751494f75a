"""The page on languages names every key of every shipped language, in the first column of the tables of its file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recusant.extract.words.grammar import LANGUAGES
from recusant.extract.words.lexicon import languages

PAGE = (Path(__file__).parents[2] / "docs/languages.md").read_text(encoding="utf-8")
VALUED = re.compile(  # tables whose keys are values, units, classes or lemmas, and not names that the engine knows
    r"(number|scale|ordinal|half|fraction|denominator|times|vague|before_scale|stated|stated_alone|currency|per|measure"
    r"|inflection|irregular|units|scale_rules\.\w+|point\.digits|fraction_rules\.\w+|ordinal_rules\.\w+)"
)


def keys(table: dict[str, Any], within: str = "") -> Iterator[str]:
    """The names of all keys of a file, with the tables that they stand in before them."""
    for key, value in table.items():
        inner = isinstance(value, dict) and not VALUED.fullmatch(within + key)
        yield from keys(value, f"{within}{key}.") if inner else (within + key,)


def named(key: str) -> list[str]:
    """What the page calls a key: the words of windows and claims by their own names, "n_or_tens" as two."""
    table, _, rest = key.partition(".")
    return rest.split(".")[0].split("_or_") if table in ("words", "cues") and rest else [key]


def described(heading: str) -> set[str]:
    """The names in backticks in the first column of the tables under a heading."""
    part = re.split(rf"^## {re.escape(heading)}$", PAGE, flags=re.MULTILINE)[1].split("\n## ")[0]
    return {name for cell in re.findall(r"^\| (.+?) \|", part, re.MULTILINE) for name in re.findall(r"`([^`]+)`", cell)}


FILES = [
    ("quantities.toml", "", "Numbers: `quantities.toml`"),
    ("windows.toml", "", "Days: `windows.toml`"),
    ("claims.toml", "words.", "Words of `claims.toml`"),
    ("claims.toml", "cues.", "Cues of `claims.toml`"),
    ("claims.toml", "", "Claims: `claims.toml`"),
    ("speakers.toml", "", "Speakers: `speakers.toml`"),
]


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(("file", "within", "heading"), FILES, ids=[heading for *_, heading in FILES])
def test_every_key_of_a_language_is_described(lang: str, file: str, within: str, heading: str) -> None:
    held = keys(tomllib.loads((LANGUAGES / lang / file).read_text(encoding="utf-8")))
    apart = ("words.", "cues.") if (file, within) == ("claims.toml", "") else ("\n",)
    asked = {name for key in held if key.startswith(within) and not key.startswith(apart) for name in named(key)}
    assert sorted(asked - described(heading)) == []
