"""An invented archive: articles put together from sentences of real news in any order, in one of a hundred a planted claim.

Written as Parquet files of 1,000 articles, each a shard. The same number of articles gives the same archive, as long as the reference
sets stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.documents import documents
from benchmarks.reading import NEWS
from recusant.extract.words.grammar import grammar
from recusant.extract.words.passages import sentences
from recusant.records import Json

A_FILE = 1_000
ONE_IN = 100
FIRST, DAYS = date(2022, 1, 1), 1400
PLANTED = {
    "en": "In 2024 Ukrainian prosecutors opened {:,} criminal cases of unauthorised absence, the Prosecutor General's Office said.",
    "ru": "В 2024 году российские суды получили {} уголовных дел о самовольном оставлении части, сообщает «Медиазона».",
    "uk": "У 2024 році прокурори відкрили {} кримінальних проваджень за самовільне залишення частини, повідомив Офіс генпрокурора.",
}
LENGTHS = (3, 6, 10, 15, 25)  # sentences of an article


def written(folder: Path, articles: int) -> Path:
    """The archive in a folder."""
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    folder.mkdir(parents=True)
    for first in range(0, articles, A_FILE):
        rows = [article(number) for number in range(first, min(first + A_FILE, articles))]
        parquet.write_table(arrow.Table.from_pylist(rows), folder / f"{first:08}.parquet", compression="zstd")
    return folder


def article(number: int) -> Json:
    """One article; its address tells the number that was planted in it, if any."""
    draw = Random(f"article {number}")
    lang = draw.choice(list(NEWS))
    said = [draw.choice(told(lang)) for _ in range(draw.choice(LENGTHS))]
    planted = planted_in(number)
    if planted:
        said.insert(draw.randrange(len(said) + 1), PLANTED[lang].format(planted))
    day = FIRST + timedelta(draw.randrange(DAYS))
    address = f"https://news.example/{number}" + (f"/{planted}" if planted else "")
    return {"url": address, "text": "\n".join(said), "date": max(day, date(2025, 1, 20) if planted else day).isoformat()}


def planted_in(number: int) -> int | None:
    """The number that is planted in an article, if any: of four or five digits, and never round."""
    return None if number % ONE_IN else 1001 + 10 * (number // ONE_IN % 9_000)


@cache
def told(lang: str) -> Sequence[str]:
    """The sentences of real news in a language."""
    return [one for name in NEWS[lang] for one in _sentences(name, lang)]


def _sentences(name: str, lang: str) -> Iterator[str]:
    for document in documents(name):
        if document.lang == lang:
            for one in sentences(document.text, 0, len(document.text), grammar(lang)):
                yield document.text[one.start : one.end]
