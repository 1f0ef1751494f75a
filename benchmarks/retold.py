"""Claims read from notes of our own on the coded pages, told otherwise than the reference notes and often in another language.

The writers saw the figures as coded and not the reader. "Seen" are the notes whose misreadings were looked at while the rules were
written; "unseen" are those of which nobody looked at more than the score. One note tells one page, several notes may tell the same.
"Later" are forty notes (their names end in -e) on pages that no other note tells, mostly of other languages; "latest" are forty-seven
written after them (-f), on pages of every kind, "newest" sixty after those (-g), on sixty pages drawn by lot, and "dense" the pages left,
told as densely as the reference notes: sixty drawn by lot (-h), and then the last thirty-three (-i). "Anew" are forty-eight (-j) on pages
told before, thirty of the dense ones and eighteen of the reference notes', in another language than there. "Fresh" are twice forty-eight
(-k, -l) and "recent" forty-eight after those (-m), drawn likewise, where it could be in the third language. Their writers knew at most what
the documentation says of the reader, those of the last five kinds nothing of it. The newest came to .851, .759, .627 and .592 at first
sight, the sixty dense ones to .805, .705, .600 and .538; of the last of these eleven are unread, and 22 came to .820, .806, .662 and .633.
Those told anew came to .812, .704, .577 and .562; sixteen of them are unread. The fresh ones came to .809, .685, .587 and .536 (-k) and to
.849, .748, .631 and .589 (-l), the recent ones to .829, .769, .702 and .615; of each sixteen are unread.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.claims import claims_of
from benchmarks.measured import REFERENCE, ROOT, Measured, scored

NOTES = ROOT / "benchmarks" / "notes"
# what a note's name ends in: any other belongs to no group
GROUPS = {"-e": "later ", "-f": "latest ", "-g": "newest ", "-h": "dense ", "-i": "dense ", "-j": "anew "}
GROUPS |= {"-k": "fresh ", "-l": "fresh ", "-m": "recent "}


def measure() -> Measured:
    """F1 at each level, over the notes seen and those unseen, each group apart."""
    figures: dict[str, float] = {}
    for part in ("seen", "unseen"):
        groups: dict[str, list[Path]] = {}
        for note in sorted((NOTES / part).glob("*.md")):
            groups.setdefault(GROUPS.get(note.stem[-2:], ""), []).append(note)
        for group, notes in groups.items():
            figures |= _averaged(f"{group}{part}", notes)
    return Measured("score_claims.py NOTE facts/refusal-figures.jsonl claims.jsonl, for each note", figures)


def _averaged(part: str, notes: Sequence[Path]) -> dict[str, float]:
    """The F1 of some notes at each level: each note is scored alone, for several tell one page."""
    tallies: dict[str, list[int]] = {}
    for note in notes:
        for level, counts in _tally(note).items():
            tallies[level] = [sum(pair) for pair in zip(tallies.get(level, [0, 0, 0]), counts, strict=True)]
    return {f"retold {part}: {level}": 2 * hits / (made + coded) for level, (hits, made, coded) in tallies.items()}


def _tally(note: Path) -> dict[str, list[int]]:
    """At each level: claims that agree, claims made and figures coded."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "claims.jsonl"
        (Path(folder) / note.name).write_bytes(note.read_bytes())
        made.write_text("".join(json.dumps(claim) + "\n" for claim in claims_of(note)), encoding="utf-8")
        report = scored("score_claims.py", folder, REFERENCE / "facts" / "refusal-figures.jsonl", made)
    coded, claims = (int(count) for count in re.findall(r"(?:figures|claims) (\d+)", report))
    recalls = re.findall(r"^(\w+) +precision [\d.]+ +recall ([\d.]+)", report, re.MULTILINE)
    return {level: [round(float(recall) * coded), claims, coded] for level, recall in recalls}
