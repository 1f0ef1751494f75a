"""The index that the search of the pages looks through: a script, because a page from a folder may load one and may not read a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from recusant.publish.edition import Edition
from recusant.publish.inert import cut, inert
from recusant.publish.links import anchor, claim_page, conflict_page, series_page
from recusant.publish.masking import Masks
from recusant.publish.report import Report
from recusant.publish.words import Words
from recusant.records import Claim

INDEX = "search.js"
SHOWN = 160  # characters of a text that is found

Entry = tuple[str, str, str]  # what is found, what it is of, and its page


def index(report: Report, language: str) -> str:
    """Everything that can be found, in a language, as a script that sets it down: series, conflicts, claims, sources."""
    masks, report = report.masks, replace(report, edition=replace(report.edition, language=language))
    say = Words(language, report.edition.book)
    found = [(say("series_title"), _series(report, say)), (say("conflicts_title"), _conflicts(report.edition, masks, say))]
    found += [(say("claims_title"), _claims(report.edition, masks, say)), (say("sources_title"), _sources(report, masks))]
    entries = [(kind, [[*(_plain(part) for part in entry[:2]), entry[2]] for entry in held]) for kind, held in found]
    # A script may hold neither a line that other rules would end early, nor the end of its own element.
    text = json.dumps(entries, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("\u2028", "\\u2028")
    return f"window.recusantIndex={text.replace(chr(0x2029), chr(92) + 'u2029')};\n"


def _plain(text: str) -> str:
    return inert(cut(" ".join(text.split()), SHOWN))


def _series(report: Report, say: Words) -> Iterator[Entry]:
    for series in report.series:
        yield say.topic(series.key), say.layer(series.key.layer, series.counters), series_page(series.key)


def _conflicts(edition: Edition, masks: Masks, say: Words) -> Iterator[Entry]:
    for conflict in edition.reckoning.conflicts:
        held = [conflict.cited[name] for name in conflict.claims[:4]]
        yield " · ".join(f"“{masks.mask(claim.quote.text)}”" for claim in held), say.topic(held[0].scope), conflict_page(conflict.id)


def _claims(edition: Edition, masks: Masks, say: Words) -> Iterator[Entry]:
    for claim in edition.reckoning.claims.values():
        about = f"{_outlet(edition, claim)} · {say.topic(claim.scope)} · {say.window(claim.scope.window)}"
        yield f"“{masks.mask(claim.quote.text)}”", about, f"{claim_page(claim.id)}#{anchor(claim.id)}"


def _outlet(edition: Edition, claim: Claim) -> str:
    source = edition.sources.get(claim.source)
    return (source and source.outlet) or edition.book.label("origin", claim.outlet, edition.language)


def _sources(report: Report, masks: Masks) -> Iterator[Entry]:
    for source, _ in report.quoted:
        yield source.outlet or source.url or source.id, masks.mask(source.title or source.url or ""), f"sources.html#{anchor(source.id)}"
