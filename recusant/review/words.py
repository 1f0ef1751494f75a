"""The words of the desk in one language: a table of sentences, beside those that the report has."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from babel import Locale

from recusant.review.rooms import Sayings

LANGUAGES = {"en": "English", "uk": "Українська", "ru": "Русский"}


class Words:
    """Called with the name of a sentence and its parts, gives the sentence; ``report`` says numbers, days and scopes."""

    def __init__(self, language: str, report: Sayings) -> None:
        self.language, self.report, self._table = language, report, table(language)

    def __call__(self, name: str, /, **parts: object) -> str:
        sentence: str = self._table[name]
        return sentence.format(**parts) if parts else sentence

    def tongue(self, code: str) -> str:
        """What a language is called in this one."""
        return str(Locale.parse(self.language).languages.get(code, code))

    def list(self, name: str) -> Any:
        """Sentences that come as a list or a table."""
        return self._table[name]


@cache
def table(language: str) -> dict[str, Any]:
    """The sentences of one language, by name."""
    return tomllib.loads((resources.files("recusant.review") / "words" / f"{language}.toml").read_text(encoding="utf-8"))


def language_of(wanted: str | None, accepted: str) -> str:
    """The language that was chosen, or else the first that the browser asks for and the desk has."""
    offered = [wanted or "", *(part.split(";")[0].strip()[:2].lower() for part in accepted.split(","))]
    return next((one for one in offered if one in LANGUAGES), "en")
