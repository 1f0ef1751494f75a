"""Codebooks and their terms in a language, made once and kept ready."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from recusant import codebook as codebooks
from recusant.codebook import Codebook
from recusant.extract.sentence.terms import Terms

READY = 16  # codebooks and languages kept ready


@lru_cache(maxsize=8)
def _shipped(name: str) -> Codebook:
    return codebooks.load(name)


def book_of(name: str | Path) -> Codebook:
    """A codebook; one of a path is read anew, for its file may have changed."""
    return codebooks.load(name) if Path(name).suffix else _shipped(str(name))


_ready: dict[tuple[int, str], tuple[Codebook, Terms]] = {}


def terms_of(book: Codebook, lang: str) -> Terms:
    """The terms of a codebook in a language, made once for each codebook in use."""
    known = _ready.get((id(book), lang))
    if known is None or known[0] is not book:
        if len(_ready) >= READY:
            _ready.clear()
        known = _ready[id(book), lang] = (book, Terms(book, lang))
    return known[1]
