"""The sources as BibTeX (for BibLaTeX or Biber, which read UTF-8): Cyrillic letters stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import quote

from babel import Locale, UnknownLocaleError

from recusant.publish.inert import inert, web_address
from recusant.records import Source

SPECIAL = {char: f"\\{char}" for char in "{}$&%#_"}
SPECIAL |= {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", '"': "{''}"}
ADDRESS = "%/:=&?~#+!$,;'@()*[]"  # stand as they are in an address; what would end the field does not


def bibtex(sources: Iterable[Source]) -> str:
    """An entry for each source."""
    return "\n".join(map(_entry, sources))


def _entry(source: Source) -> str:
    address = web_address(source.url)
    fields = {"title": f"{{{_tex(source.title or source.outlet or source.name)}}}", "organization": _tex(source.outlet or "")}
    fields |= {"date": source.published.isoformat() if source.published else "", "url": quote(address, safe=ADDRESS) if address else ""}
    fields |= {"urldate": _day(source.captured) if address else "", "langid": _langid(source.lang), "note": f"SHA-256 {source.sha256}"}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'online' if address else 'misc'}{{{re.sub('[^A-Za-z0-9.-]', '-', source.id)},\n{lines}}}\n"


def _tex(text: str) -> str:
    """A text on one line, with what TeX would take for a command spelt out."""
    return "".join(SPECIAL.get(char, char) for char in " ".join(inert(text).split()))


@cache
def _langid(code: str | None) -> str:
    """The English name of a language, by which BibLaTeX knows it."""
    try:
        return (Locale.parse(code).get_language_name("en") or "").lower() if code else ""
    except (ValueError, UnknownLocaleError):
        return ""


def _day(moment: str | None) -> str:
    found = re.match(r"\d{4}-\d\d-\d\d", moment or "")
    return found[0] if found else ""
