"""A small codebook, and tables written for the test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recusant.codebook import Codebook, parse
from recusant.read import read
from recusant.records import Source, Text

BOOK = """
name = "small"
languages = ["en"]
[measure.cases_received]
label = "Cases received"
unit = "case"
stage = "received"
kind = "flow"
[category.refusal]
[category.art337]
parent = "refusal"
[place.RU]
[place.UA]
[origin.mediazona]
kind = "tally"
names = ["Mediazona", "Медиазона"]
"""


@pytest.fixture(scope="session")
def book() -> Codebook:
    return parse(BOOK)


@pytest.fixture(scope="session")
def table(book) -> Callable[..., list[Text]]:
    """Reads a table from its text."""

    def reading(text: str | bytes, media: str = "text/csv") -> list[Text]:
        data = text if isinstance(text, bytes) else text.encode()
        return read(Source.of(data, "figures", media=media, captured="2024-06-01"), book)

    return reading


@pytest.fixture(scope="session")
def row(table) -> Callable[..., Text]:
    """Reads one row, by column; what it does not give is usual."""

    def reading(**cells: object) -> Text:
        usual = {"measure": "cases_received", "category": "refusal", "place": "RU", "origin": "Mediazona", "stated": "2906"}
        whole = {name: str(value) for name, value in (usual | cells).items() if value is not None}
        page, _ = table("\n".join(("\t".join(whole), "\t".join(whole.values()))))
        return page

    return reading
