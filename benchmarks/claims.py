"""Claims read from the notes in English, Russian and Ukrainian, against the figures that people coded from the same pages.

Four levels, each of which asks for the one before: the number, what is counted, when, and who counted.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measured import REFERENCE, Measured, scored
from recusant import codebook
from recusant.extract import read_claims
from recusant.read import read
from recusant.records import Json, Source

LANGUAGES = ("en", "ru", "uk")
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
    return Measured("score_claims.py NOTES facts/refusal-figures.jsonl claims.jsonl [--lang LANG]", figures)


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
