"""Saved pages of Russian court sites, read as dockets; strings of charges; and where garrison courts are.

What the set says of a page is what a pattern finds in its text, so it checks numbers and identifiers and is no gold of the rest. It calls
one card a list, and two pages of the Supreme Court's portal "search results": these are not read, as no case of first instance stands
there. The set has no page of a garrison court.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator

from benchmarks.measured import REFERENCE, Measured
from recusant.codebook import load
from recusant.dockets import read_docket
from recusant.dockets.entries import HOST, Court, articles_of
from recusant.records import Json

KINDS = {"list": "list", "search results": "list", "case card": "card", "case card with judgment": "card", "error page": "unavailable"}
MOST_NUMBERS = 60  # so many of a page are in the set; where there are more, the rest cannot be checked
ROW = re.compile(r"name_op=case&(?:amp;)?case_id=(\d+)|class=\"(case-number)\"")
OTHER_CODE = re.compile("УПК|КоАП|УИК")


def measure() -> Measured:
    """The pages, the charges and the courts."""
    figures = {**_pages(), **_charges(), **_courts()}
    return Measured("python -m benchmarks dockets", figures)


def _pages() -> dict[str, float]:
    pages = list(_rows())
    read = [read_docket(page["html"].encode(), page["id"]) for page in pages]
    both = list(zip(pages, read, strict=True))
    cards = [(page, docket.entries[0]) for page, docket in both if docket.kind == "card"]
    lists = [(page, docket) for page, docket in both if docket.kind == "list"]
    whole = [(page, one) for page, docket in both if len(page["case_numbers"]) < MOST_NUMBERS for one in docket.entries]
    dated = [one.received is not None for _, docket in both for one in docket.entries if one.court.code]
    return {
        "dockets: pages of the right kind": _share([KINDS[page["kind"]] == docket.kind for page, docket in both]),
        "dockets: identifiers of cards right": _share([entry.uid in page["uids"] for page, entry in cards]),
        "dockets: rows of lists read": _share([len(docket.entries) == _rows_of(page["html"]) for page, docket in lists]),
        "dockets: numbers of cases right": _share([number in page["case_numbers"] for page, one in whole for number in one.numbers]),
        "dockets: entries with a day of receipt, the Moscow portal aside": _share(dated),
        "dockets: courts of pages told": _share([one.court.code is not None for _, docket in both for one in docket.entries[:1]]),
    }


def _rows_of(html: str) -> int:
    """Rows that link to a card: counted in the page's source, not by its tables."""
    found = ROW.findall(html)
    return len({case for case, _ in found if case}) or sum(bool(mark) for _, mark in found)


def _charges() -> dict[str, float]:
    with (REFERENCE / "data/sudrf_pages/charge_strings.csv").open(encoding="utf-8", newline="") as table:
        charges = [row["charge"] for row in csv.DictReader(table)]
    right = [bool(articles_of(charge)) != bool(OTHER_CODE.search(charge)) for charge in charges]
    return {"dockets: strings of charges from which the article of the criminal code is read": _share(right)}


def _courts() -> dict[str, float]:
    """Garrison courts: the region that the court's site or code is put in, against that of the list of courts."""
    told = load("refusal").dockets
    places = told.courts if told else {}
    with (REFERENCE / "data/ru_courts/garrison_courts.csv").open(encoding="utf-8", newline="") as table:
        courts = [row for row in csv.DictReader(table) if row["region_code"] in places]
    right, wrong = 0, 0
    for row in courts:
        host = HOST.search(row["website"])
        court = Court(row["code"], (host[1], host[2]) if host else None)
        place = next((places[key] for key in (*court.keys, "*") if key in places), None)
        right += place == places[row["region_code"]]
        wrong += place not in (places[row["region_code"]], places["*"])
    return {"dockets: garrison courts put in their region": right / len(courts), "dockets: garrison courts put in another": wrong}


def _rows() -> Iterator[Json]:
    with gzip.open(REFERENCE / "data/sudrf_pages/pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _share(right: list[bool]) -> float:
    return sum(right) / len(right)
