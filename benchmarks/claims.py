"""Claims read from the notes in English, Russian and Ukrainian, against the figures that people coded from the same pages.

Four levels, each of which asks for the one before: the number, what is counted, when, and who counted. The scorer takes a number for
wrong where its interval is wider than a tenth of it on either side. Read by the soundness rules "about 500" is 400 to 600, "3 thousand"
2,500 to 3,999 and "twice" 1.5 to 3: such a claim cannot agree with its scorer, and no rule is bent to it. "As printed" takes a claim for
right in number too where it states the very number that was coded.
"""

from __future__ import annotations

import json
import re
import runpy
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.measured import REFERENCE, Measured, scored
from recusant import codebook
from recusant.extract import read_claims
from recusant.read import read
from recusant.records import Json, Source

LANGUAGES = ("en", "ru", "uk")
BANDS = (0.0, 0.7, 0.8, 0.9, 1.0)  # of confidence
BOOK = codebook.load("refusal")


def measure() -> Measured:
    """F1 at each level, over all notes and by language."""
    with tempfile.TemporaryDirectory() as folder:
        notes, made = Path(folder), Path(folder) / "claims.jsonl"
        lines = [json.dumps(claim, ensure_ascii=False) for note in chosen(notes) for claim in claims_of(note)]
        made.write_text("\n".join(lines) + "\n", encoding="utf-8")
        given = (notes, REFERENCE / "facts" / "refusal-figures.jsonl", made)
        figures = f1("all", scored("score_claims.py", *given))
        for lang in LANGUAGES:
            figures |= f1(lang, scored("score_claims.py", *given, "--lang", lang))
        claims = [json.loads(line) for line in lines]
        figures["claims all: number as printed"] = as_printed(notes, claims)
        more = calibration(notes, claims)
    return Measured("score_claims.py NOTES facts/refusal-figures.jsonl claims.jsonl [--lang LANG]", figures, more)


def as_printed(notes: Path, claims: Sequence[Json]) -> float:
    """The F1 of numbers, where a claim that states the very number that was coded is right however wide its interval is."""
    scorer, coded, core = _sides(notes, claims)
    coded = [row for row in coded if row["measure"] in scorer["CORE"] and row["kind"] in scorer["KINDS"]]
    left, hits = list(core), 0
    for row in coded:
        alike = [one for one in left if one["url"] == row["url"] and scorer["KINDS"][row["kind"]] == one["kind"]]
        right = next((one for one in alike if scorer["fits"](row, one) or _states(row, one)), None)
        if right is not None:
            left.remove(right)
            hits += 1
    return 2 * hits / (len(coded) + len(core))


def _states(row: Json, claim: Json) -> bool:
    """Whether a claim states the number that was coded."""
    number, stated = row["lo"] if row["lo"] is not None else row["hi"], claim["quantity"]["stated"]
    return number is not None and stated is not None and stated[0] == number


def _sides(notes: Path, claims: Sequence[Json]) -> tuple[dict[str, Any], list[Json], list[Json]]:
    """The scorer, the figures that were coded from the pages of the notes, and the claims that it scores."""
    scorer = runpy.run_path(str(REFERENCE / "score" / "score_claims.py"))
    urls = {scorer["front"](note)["url"] for note in notes.glob("*.md")}
    table = (json.loads(line) for line in (REFERENCE / "facts" / "refusal-figures.jsonl").read_text(encoding="utf-8").splitlines())
    coded = [row | {"measure": row["measure"].removeprefix("other:")} for row in table if row["url"] in urls]
    core = [one for one in claims if one["scope"]["measure"] in scorer["CORE"] and one["kind"] in scorer["KINDS"].values()]
    return scorer, coded, core


def calibration(notes: Path, claims: Sequence[Json]) -> str:
    """How many of the claims of each confidence are right in number and what, and in all four levels, as a table."""
    scorer, coded, core = _sides(notes, claims)
    rows = ["| confidence | claims | right in number and what | right in all |", "| --- | --- | --- | --- |"]
    for low, high in pairwise(BANDS):
        levels = [_level(scorer["levels"], coded, one) for one in core if low <= one["confidence"] < high]
        if levels:
            right, whole = (sum(level >= wanted for level in levels) / len(levels) for wanted in (2, 4))
            rows.append(f"| {low:.2f} to {high:.2f} | {len(levels)} | {right:.2f} | {whole:.2f} |")
    return "\n".join(rows)


def _level(levels: Callable[[Json, Json], int], coded: Sequence[Json], claim: Json) -> int:
    """The highest level at which a claim agrees with a figure that people coded from the same page."""
    return max((levels(row, claim) for row in coded if row["url"] == claim["url"]), default=0)


def chosen(folder: Path) -> Iterator[Path]:
    """The notes in our languages, copied into the folder."""
    for note in sorted((REFERENCE / "corpus").glob("*.md")):
        if re.search(rf"^lang: ({'|'.join(LANGUAGES)})$", note.read_text(encoding="utf-8"), re.MULTILINE):
            yield Path(shutil.copy(note, folder))


def claims_of(note: Path) -> Iterator[Json]:
    """The claims of a note, each with the note's URL."""
    for text in read(Source.of(note.read_bytes(), note.name, media="text/markdown"), BOOK):
        claims, _ = read_claims(text, BOOK)
        yield from (claim.to_dict() | {"url": text.source.url} for claim in claims)


def f1(notes: str, report: str) -> dict[str, float]:
    found = re.findall(r"^(\w+) +precision [\d.]+ +recall [\d.]+ +F1 ([\d.]+)$", report, re.MULTILINE)
    return {f"claims {notes}: {level}": float(value) for level, value in found}
