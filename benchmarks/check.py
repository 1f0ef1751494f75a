"""What ``check`` says of articles held out: each reference note against the shipped example without all that comes from the note's page.

Every verdict was read beside the note and judged, in checked.toml: a reader agrees where the verdict is what a careful person would say
who has the other quotes before him. Where he does not, it is said whether the claim was misread or the verdict is wrong. A judgement
holds for a claim whose quote overlaps, with the same number, what and where, and the same verdict; one without a judgement counts as
not agreed, and is listed.

The speed is that of an article of 2,000 words, four of the notes with news around them, against 10,000 claims: those of the example, and
invented ones of other measures and places. It is process time on one core, once the claims are reckoned and another text was read.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path

from benchmarks import speed as other_series
from benchmarks.claims import BOOK, chosen
from benchmarks.documents import documents
from benchmarks.measured import ROOT, Measured, listed
from recusant.flow import check_text, reconcile, texts_of
from recusant.records import Claim, Json, Source, Text, Verdict
from recusant.texts import claims_of

EXAMPLE = ROOT / "examples" / "refusal"
JUDGED = ROOT / "benchmarks" / "checked.toml"
CLAIMS, WORDS = 10_000, 2_000  # of the ledger and of the article whose check is timed
SHOWN = 60  # verdicts without a judgement that are listed
HEAD = ("note", "words", "verdict", "a reader agrees", "if not, what is wrong")
UNJUDGED = "unjudged"


@dataclass(frozen=True)
class Judged:
    """A verdict on a claim of a note, and what is wrong with it ("" where a reader agrees)."""

    note: str
    verdict: Verdict
    wrong: str

    def __str__(self) -> str:
        claim = self.verdict.claim
        start, end = claim.quote.start, claim.quote.end
        return f"{self.note} [{start}, {end}] “{claim.quote.text}” {claim.scope.measure}: {self.verdict.verdict}. {self.verdict.sentence}"


def measure() -> Measured:
    """How many verdicts of each kind there are, and with how many of them a reader agrees."""
    found = [Judged(note, verdict, wrong(note, verdict)) for note, verdict in verdicts()]
    agreed = [one for one in found if not one.wrong]
    figures = {"verdicts": float(len(found)), "a reader agrees": len(agreed) / len(found)} | speed(shipped()[0])
    kinds = Counter(one.verdict.verdict for one in found)
    for kind, count in kinds.most_common():
        right = sum(one.verdict.verdict == kind for one in agreed)
        figures |= {f"{kind}, verdicts": float(count), f"{kind}, a reader agrees": right / count}
    unjudged = [str(one) for one in found if one.wrong == UNJUDGED]
    more = "\n\n".join(part for part in (listed(unjudged, SHOWN), _table(found)) if part)
    return Measured("python -m benchmarks check", {f"check: {name}": value for name, value in figures.items()}, more)


def speed(claims: Sequence[Claim]) -> dict[str, float]:
    """Seconds to read an article and to judge its claims."""
    reckoning = reconcile([*claims, *invented(CLAIMS - len(claims))], BOOK)
    _ = reckoning.set_aside
    body = article()
    text = Text(Source.of(body.encode(), "article", published=date(2025, 12, 31), lang="en"), body)
    claims_of(replace(text, body=body[: len(body) // 2]), BOOK)
    (found, _), reading = other_series.timed(lambda: claims_of(text, BOOK))
    _, whole = other_series.timed(lambda: check_text(text, reckoning))
    held, words = float(len(reckoning.claims)), float(len(body.split()))
    return {"claims of the ledger": held, "words of the article": words, "claims of the article": float(len(found)),
            "seconds for the article": whole, "seconds of reading it": reading}  # fmt: skip


def article() -> str:
    """News with the four English notes of the most words in its midst."""
    with tempfile.TemporaryDirectory() as folder:
        told = [text for note in chosen(Path(folder)) for text in texts_of(note, BOOK) if isinstance(text, Text)]
    notes = sorted((text.body for text in told if text.source.lang == "en"), key=lambda body: -len(body.split()))[:4]
    news = "\n".join(document.text for document in islice(documents("ukraine_war_articles_en"), 20)).split()
    most = WORDS - sum(len(note.split()) for note in notes)
    return "\n\n".join([" ".join(news[: most // 2]), *notes, " ".join(news[most // 2 : most])])


def invented(number: int) -> list[Claim]:
    """So many true claims about all offences together, in separate series: measures and places of which the example says nothing."""
    told = [other_series.claims_of(f"P{pattern}") for pattern in range(other_series.SERIES)]
    patterns = [[claim for claim in claims if (claim.scope.category, claim.origin) == ("all", "office")] for claims in told]
    flows = [measure.id for measure in BOOK.measures.values() if measure.kind == "flow"]
    elsewhere = [place for place in BOOK.places if BOOK.place_tree.root(place) == place and place not in ("RU", "UA")]
    series = enumerate((measure, place) for place in elsewhere for measure in flows)
    made = (_of_series(claim, *of, serial) for serial, of in series for claim in patterns[serial % len(patterns)])
    return list(islice(made, number))


def _of_series(claim: Claim, measure: str, place: str, number: int) -> Claim:
    scope = replace(claim.scope, measure=measure, category="refusal", place=place)
    return replace(claim, id=f"{claim.id}-{number}", scope=scope, origin=f"office-{number}")


def verdicts() -> Iterator[tuple[str, Verdict]]:
    """The verdicts on every note, each with the note's name."""
    claims, pages = shipped()
    memory: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for note in chosen(Path(folder)):
            for text in texts_of(note, BOOK):
                if not isinstance(text, Text):
                    raise text
                others = [claim for claim in claims if pages[claim.source] != text.source.url]
                yield from ((note.stem, verdict) for verdict in check_text(text, reconcile(others, BOOK, memory))[0])


def shipped() -> tuple[Sequence[Claim], Mapping[str, str | None]]:
    """The claims of the shipped example that people coded, and the pages of their sources."""
    texts = [text for text in texts_of(EXAMPLE / "figures.csv", BOOK) if isinstance(text, Text)]
    return [claim for text in texts for claim in claims_of(text, BOOK)[0]], {text.source.id: text.source.url for text in texts}


def wrong(note: str, verdict: Verdict) -> str:
    """What is wrong with a verdict, "" where a reader agrees."""
    return next((str(one.get("wrong", "")) for one in judgements().get(note, ()) if _holds(one, verdict)), UNJUDGED)


def _holds(judged: Json, verdict: Verdict) -> bool:
    """Whether a judgement was given of this verdict, on this claim or on one that says the same in the same place."""
    claim, (start, end) = verdict.claim, judged["span"]
    if not max(start, claim.quote.start) < min(end, claim.quote.end) or judged["verdict"] != verdict.verdict:
        return False
    stated, scope = claim.quantity.stated, claim.scope
    what = [judged[name] for name in ("kind", "measure", "category", "place")]
    return what == [claim.kind, scope.measure, scope.category, scope.place] and judged.get("stated") == (list(stated) if stated else None)


@cache
def judgements() -> Mapping[str, Sequence[Json]]:
    """The judgements by note."""
    found: dict[str, list[Json]] = defaultdict(list)
    for one in tomllib.loads(JUDGED.read_text(encoding="utf-8"))["judged"]:
        found[one["note"]].append(one)
    return found


def _table(found: Sequence[Judged]) -> str:
    rows = [HEAD, ("---",) * len(HEAD), *(_row(one) for one in found)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(one: Judged) -> tuple[str, ...]:
    words = one.verdict.claim.quote.text.replace("|", "/").replace("\n", " ")
    return one.note, f"“{words}”", one.verdict.verdict.replace("_", " "), "no" if one.wrong else "yes", one.wrong
