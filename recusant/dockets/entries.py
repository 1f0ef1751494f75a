"""One line of a docket as it is kept: what case, which court, when received, under which articles. Nobody's name is in it.

Cells hold names, birth dates and charges in one text ("NAME - ст.337 ч.5 УК РФ"). Only what the patterns here find is taken out of a
cell; the rest of it goes nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from recusant.dockets.words import says, words

# every repetition is bounded, so that no page takes longer than its length
NUMBER = re.compile(r"(?<![\w/])[0-9А-ЯЁA-Z][0-9А-ЯЁа-яёA-Z/]{0,11}-\d[\d/.]{0,19}(?:-\d{4})?")
ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
UID = re.compile(r"\b\d\d[A-Z]{2}\d{4}-\d\d-\d{4}-\d{6}-\d\d\b")
DAY = re.compile(r"\b(\d\d)\.(\d\d)\.(\d{4})\b|\b(\d{4})-(\d\d)-(\d\d)")
COURT = re.compile(r"\b(\d\d)([A-Z]{2})\d{4}\b")
HOST = re.compile(r"(?<![\w-])([\w-]{1,60}?)(?:\.|--)([a-z0-9]{1,20})\.sudrf\.ru", re.IGNORECASE)
CHARGE = re.compile(r"\bст(?:атья)?\.?\s*(\d{1,4}(?:\.\d{1,3}){0,3})|\b(УПК|УК|КоАП|УИК|КАС)\b", re.IGNORECASE)
MILITARY = ("GV", "OV", "AV", "KV")  # levels of military courts: the digits of their codes tell no region


@dataclass(frozen=True, slots=True)
class Court:
    """What is known of a court: its code ("66RS0001"), its site as host and part of the country ("leninsky", "svd"), and what an
    export says of it: its title in that file, and the number of its region."""

    code: str | None = None
    host: tuple[str, str] | None = None
    titled: tuple[str, str] | None = None
    region: str | None = None

    @property
    def name(self) -> str:
        """How it is called in tables: by its code, else by its site, else as an export calls it."""
        host = ".".join(self.host) if self.host else None
        return self.code or host or (self.titled and self.titled[1]) or "a court not named"

    @property
    def keys(self) -> list[str]:
        """The keys under which a codebook may tell where it is, the surest first."""
        found = [self.code, *((".".join(self.host), self.host[1]) if self.host else ())]
        digits = self.code[:2] if self.code and self.code[2:4] not in MILITARY else self.region
        return [key for key in (*found, digits) if key]

    def may_be(self, other: Court) -> bool:
        """Whether both may be one court: not, where the same is known of both and differs. Titles are alike in one file only."""
        known = [(self.code, other.code), (self.host, other.host)]
        if self.titled and other.titled and self.titled[0] == other.titled[0]:
            known.append((self.titled[1], other.titled[1]))
        return all(mine == its for mine, its in known if mine and its)

    def is_surely(self, other: Court) -> bool:
        """Whether something is known of both and is the same."""
        return self.may_be(other) and any(mine and mine == its for mine, its in zip(self._known, other._known, strict=True))

    @property
    def _known(self) -> tuple[object, ...]:
        return self.code, self.host, self.titled


@dataclass(frozen=True, slots=True)
class Entry:
    """A case as one list, card or export has it. ``criminal``: a criminal case of first instance. ``passed``: the court sent it on
    to another. ``page``: the digest of the page."""

    numbers: tuple[str, ...]
    uid: str | None
    court: Court
    received: date | None
    articles: frozenset[str]
    criminal: bool
    passed: bool
    page: str

    @property
    def keys(self) -> frozenset[str]:
        """Its numbers however they are filled up with zeros: 01-0012/2024 is 1-12/2024."""
        return frozenset(ZEROS.sub("", number) for number in self.numbers)

    def may_be(self, other: Entry) -> bool:
        """Whether both may be the same case, so that they must not count as two."""
        if self.uid and other.uid:
            return self.uid == other.uid
        if not self.court.may_be(other.court) or self.keys.isdisjoint(other.keys):
            return False
        days = {self.received, other.received}
        return self.court.is_surely(other.court) or len(days) == 1 or None in days


def entry(cells: Mapping[str, str], court: Court, page: str, criminal: bool | None) -> Entry | None:
    """An entry from the cells of a line by field, or None where it has no number. ``criminal`` None: the number tells."""
    numbers = tuple(dict.fromkeys(NUMBER.findall(cells.get("number", "") + " " + cells.get("previous", ""))))
    if not numbers:
        return None
    info, uid = cells.get("articles", ""), UID.search(cells.get("uid", ""))
    if criminal is None:
        criminal = numbers[0].startswith(tuple(words()["index"])) and not says("lower", info)
    articles, result = articles_of(info), cells.get("result", "")
    return Entry(numbers, uid and uid[0], court, day_of(cells.get("received", "")), articles, criminal, says("passed", result), page)


def articles_of(charges: str) -> frozenset[str]:
    """The articles of the criminal code in a text. The code that a list of charges ends with is that of all of them."""
    found, waiting = set[str](), list[str]()
    for article, code in CHARGE.findall(charges):
        if article:
            waiting.append(article)
        else:
            found |= set(waiting) if code.upper() == words()["code"] else set()
            waiting = []
    return frozenset(found.union(waiting))


def day_of(text: str) -> date | None:
    """The first day in a text (31.05.2024 or 2024-05-31), or None."""
    for found in DAY.finditer(text):
        day, month, year, *iso = found.groups()
        try:
            return date(*map(int, iso if iso[0] else (year, month, day)))
        except ValueError:
            continue
    return None
