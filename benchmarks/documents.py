"""The reference sets of running text, as documents: each with its id, language, day of publication and text."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from benchmarks.measured import REFERENCE
from recusant.extract import read_claims
from recusant.records import Claim, Json, Source, Text

# Of each set: its file, its language (None: of each document), and the fields of id, day of publication and text.
SETS: dict[str, tuple[str, str | None, str, str, tuple[str, ...]]] = {
    "telegram_war_posts_uk_ru": ("posts.jsonl.gz", None, "id", "", ("text",)),
    "ru_longform_meduza": ("articles.jsonl.gz", "ru", "id", "date", ("title", "text")),
    "ukraine_war_articles_en": ("articles.jsonl.gz", "en", "id", "seen", ("title", "text")),
    "ru_telegram_news": ("messages.jsonl.gz", "ru", "id", "date", ("text",)),
    "news_syndication_2018": ("articles.jsonl.gz", "en", "id", "scraped", ("text",)),
    "wikipedia_current_events": ("events.jsonl.gz", "en", "id", "date", ("text",)),
    "ruwa_war_headlines": ("headlines.jsonl.gz", "en", "url", "date", ("title", "desc")),
    "idetect_displacement": ("idetect_test.jsonl", "en", "id", "", ("excerpt",)),
    "ua_mod_loss_reports": ("reports.jsonl.gz", None, "id", "published", ("text",)),
}


@dataclass(frozen=True)
class Document:
    """A document of a set."""

    set: str
    id: str
    lang: str
    published: date | None
    text: str

    def claims(self) -> list[Claim]:
        """The claims read in it."""
        source = Source.of(self.text.encode(errors="surrogatepass"), self.id, lang=self.lang, published=self.published)
        return read_claims(Text(source, self.text))[0]


def documents(name: str) -> Iterator[Document]:
    """The documents of a set, in order."""
    file, lang, key, day, parts = SETS[name]
    for row in _rows(name, file):
        said = re.match(r"\d{4}-\d\d-\d\d", row.get(day) or "")
        published = date.fromisoformat(said.group()) if said else None
        yield Document(name, str(row[key]), lang or row["lang"], published, "\n".join(row[part] for part in parts if row[part]))


def _rows(name: str, file: str) -> Iterator[Json]:
    path = REFERENCE / "data" / name / file
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
