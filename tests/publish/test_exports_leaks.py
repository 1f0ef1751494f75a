"""Somebody tries to get out what care keeps back: of every file that is exported, unpacked and decoded in every way it may be."""

from __future__ import annotations

import base64
import html
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from recusant.publish import Edition, publish, word_document
from recusant.records import UNKNOWN_WINDOW, Bound, Claim, Quote, Scope, Window
from tests.publish.editions import edition, page_of, said, story
from tests.publish.test_guarding import MAY, QUARTER, book, published, requests

NAMES = ("Petrenko", "Сидорчук", "Захарченко")
NAMED = (f"Ivan {NAMES[0]} among them", f"среди них рядового {NAMES[1]}", f"серед них П. Р. {NAMES[2]}")
ENCODED = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")


def readings(data: bytes) -> Iterator[str]:
    """A file as text, in every way: as it is, with escapes resolved, base64 decoded, zip files and Parquet unpacked."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            for name in file.namelist():
                yield from readings(file.read(name))
        return
    if data[:4] == b"PAR1":
        yield json.dumps(pq.read_table(io.BytesIO(data)).to_pylist(), default=str, ensure_ascii=False)
    text = data.decode("utf-8", "replace")
    yield from (text, html.unescape(text), re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text))
    yield re.sub(r"<[^>]*>|[\\{}'\u00ad\u200b-\u200f\u2060\ufeff]", "", text)  # words put together again across markup
    for found in ENCODED.findall(text):
        whole = found.rstrip("=").translate({45: 43, 95: 47})
        whole = whole[: len(whole) - (len(whole) % 4 == 1)]
        yield base64.b64decode(whole + "=" * (-len(whole) % 4)).decode("utf-8", "replace")


def plain(text: str) -> str:
    """Without case, accents and other shapes of the same letters."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).casefold()


def found(secret: str, folder: Path) -> list[str]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path.name for path in files if any(plain(secret) in plain(text) for text in readings(path.read_bytes()))]


def written(told: Edition, folder: Path, scope: Scope) -> Path:
    """Everything that can be written of an edition, in one folder."""
    publish(replace(told, pictures=True), folder)
    (folder / "question.docx").write_bytes(word_document(told, scope))
    return folder


@pytest.mark.parametrize("dressed", [str, str.upper, lambda word: unicodedata.normalize("NFD", word), html.escape])
def test_the_search_finds_what_is_there(dressed, tmp_path: Path) -> None:
    word = dressed("Сидорчук")
    (tmp_path / "a").write_text(word, encoding="utf-8")
    (tmp_path / "b").write_bytes(base64.b64encode(f"name: {word}".encode()))
    with zipfile.ZipFile(tmp_path / "c", "w") as file:
        file.writestr("inside.xml", "".join(f"<b>{letter}</b>" for letter in word))
    assert found("сидорчук", tmp_path) == ["a", "b", "c"]


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    claims = []
    for number, claim in enumerate(story()):
        text = f"{claim.quote.text}, {NAMED[number % 3]}"
        claims.append(replace(claim, quote=Quote(claim.quote.start, claim.quote.start + len(text), text)))
    sources = {one.id: replace(one, title=f"Trial of Ivan {NAMES[0]}") for one in map(page_of, ("Daily", "Herald", "Echo", "Tribune"))}
    told = edition(claims, sources=sources)
    return written(told, tmp_path_factory.mktemp("named"), Scope("opened", "absence", "UA", UNKNOWN_WINDOW))


@pytest.mark.parametrize("name", NAMES)
def test_no_exported_file_gives_a_masked_name_back(named: Path, name: str) -> None:
    assert found(name, named) == []
    assert "claims.parquet" in found("█", named) and "question.docx" in found("█", named)


SMALL = "three of them"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A total, its parts and a small one, that is told in another's quote and in a title too."""
    months = [requests(*("2025-03-01", "2025-03-31"), 51), requests(*("2025-04-01", "2025-04-30"), 47)]
    little = replace(requests(*MAY, 3), source="s-1", quote=Quote(40, 40 + len(SMALL), SMALL))
    text = f"101 callers, {SMALL} in May"
    total = requests(*QUARTER, 101)
    total = replace(total, source="s-1", quote=Quote(27, 27 + len(text), text), quantity=replace(total.quantity, text="101"))
    more = [said(("watch", "absence", f"2024-{m:02}-01", f"2024-{m:02}-28", 40 + m, "exact", "Daily"), m) for m in range(1, 6)]
    outgoing = published([*months, little, total, *more], title=f"Hotline: {SMALL}")
    told = replace(edition(outgoing.reckoning.claims.values(), book(), outgoing.sources), leads=())
    window = Window.of(date(2025, 5, 1), date(2025, 5, 31))
    return written(told, tmp_path_factory.mktemp("small"), Scope("opened", "absence", "UA", window)), len(outgoing.withheld)


def test_no_exported_file_gives_a_small_figure_back(small: tuple[Path, int]) -> None:
    folder, withheld = small
    assert withheld
    assert found(SMALL, folder) == []
    assert "claims.csv" in found("under 5", folder)


def test_no_exported_bound_claim_or_path_counts_a_small_figure(small: tuple[Path, int]) -> None:
    folder, _ = small
    claims = [Claim.from_dict(json.loads(line)) for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    bounds = [Bound.from_dict(json.loads(line)) for line in (folder / "bounds.jsonl").read_text(encoding="utf-8").splitlines()]
    may = [(bound.lo, bound.hi) for bound in bounds if bound.scope.window.exact == (date(2025, 5, 1), date(2025, 5, 31))]
    assert may and set(may) <= {(0, 4), (0, None)}
    assert [claim.id for claim in claims if claim.quantity.stated and claim.quantity.stated[0] < 5] == []
