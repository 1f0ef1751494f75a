"""Claims read from the notes in English, Russian and Ukrainian, against the figures that people coded from the same pages.

Four levels, each of which asks for the one before: the number, what is counted, when, and who counted.
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
        more = calibration(notes, [json.loads(line) for line in lines])
    return Measured("score_claims.py NOTES facts/refusal-figures.jsonl claims.jsonl [--lang LANG]", figures, more)


def calibration(notes: Path, claims: Sequence[Json]) -> str:
    """How many of the claims of each confidence are right in number and what, and in all four levels, as a table."""
    scorer = runpy.run_path(str(REFERENCE / "score" / "score_claims.py"))
    urls = {scorer["front"](note)["url"] for note in notes.glob("*.md")}
    table = (json.loads(line) for line in (REFERENCE / "facts" / "refusal-figures.jsonl").read_text(encoding="utf-8").splitlines())
    coded = [row | {"measure": row["measure"].removeprefix("other:")} for row in table if row["url"] in urls]
    core = [one for one in claims if one["scope"]["measure"] in scorer["CORE"] and one["kind"] in scorer["KINDS"].values()]
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
