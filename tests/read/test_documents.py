"""Each kind of document has its reader; a kind without one is told."""

from __future__ import annotations

import pytest

from recusant.errors import BadSource
from recusant.read import read
from recusant.records import Source


@pytest.mark.parametrize(
    ("media", "data"),
    [("text/plain", b"12 cases"), ("text/markdown", b"**12** cases"), ("text/html", b"<html><body><p>12 cases</p></body></html>")],
)
def test_a_document_is_one_text(book, media: str, data: bytes) -> None:
    (text,) = read(Source.of(data, "a", media=media), book)
    assert (text.body, text.claims) == ("12 cases", ())


def test_a_kind_without_a_reader_is_told(book) -> None:
    with pytest.raises(BadSource, match="application/pdf are not read"):
        read(Source.of(b"%PDF", "a.pdf", media="application/pdf"), book)
