"""Number words written as one word, such as the German "zweitausenddreihundert": the words that they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from recusant.extract.words.tokens import Token

MET = 1 << 14  # words remembered


class Compounds:
    """Cuts a word into ``parts``; one of ``ends`` ("sechsmal", "fünfjährig") may stand last, and no other letters anywhere."""

    def __init__(self, parts: Iterable[str], ends: Iterable[str]) -> None:
        part = "|".join(sorted(map(re.escape, parts), key=len, reverse=True))
        end = "|".join(ends) or "(?!)"
        self._whole = re.compile(rf"((?:{part})++)({end})?")
        self._part = re.compile(part)
        self.pieces = lru_cache(maxsize=MET)(self._pieces)

    def _pieces(self, form: str) -> tuple[str, ...]:
        """The words that a word is made of; nothing where it is no compound."""
        found = self._whole.fullmatch(form)
        if not found:
            return ()
        pieces = (*self._part.findall(found[1]), *([found[2]] if found[2] else []))
        return pieces if len(pieces) > 1 else ()

    def cut(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The tokens, each compound among them as the words that it is made of, with no space between."""
        for token in tokens:
            start, glued = token.start, token.glued
            for piece in self.pieces(token.form) if token.is_word else ():
                yield Token("word", piece, start, start + len(piece), glued, token.capital)
                start, glued = start + len(piece), True
            if start == token.start:
                yield token
