"""False claims per 1,000 texts, on texts full of numbers that are no claims of refusal: war posts, news, headlines, investigations.

Every claim of a core measure (those that score_claims.py scores) was looked up in its text and judged, in verdicts.toml: it is
wrong where number, measure, category, place or window is not what the text says. A claim without a verdict counts as wrong and is
listed. A verdict holds for a claim of its text whose quote overlaps, with the same number, measure, category and place (and window,
where that is what is wrong): a claim that is read otherwise must be judged anew. "Sure" claims are those that count unreviewed.
"""

from __future__ import annotations

import runpy
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from benchmarks.documents import Document, documents
from benchmarks.measured import REFERENCE, ROOT, Measured, each, listed
from recusant.flow import CONFIDENT
from recusant.records import Claim, Json

ASKED = ("telegram_war_posts_uk_ru", "ru_longform_meduza", "ukraine_war_articles_en")
FURTHER = ("ru_telegram_news", "news_syndication_2018", "wikipedia_current_events", "ruwa_war_headlines", "idetect_displacement")
VERDICTS = ROOT / "benchmarks" / "verdicts.toml"
SHOWN = 60  # claims without a verdict that are listed


UNJUDGED = "unjudged"


@dataclass(frozen=True)
class Judged:
    """A claim of a text, and what is wrong with it ("" where nothing is)."""

    document: Document
    claim: Claim
    wrong: str

    def __str__(self) -> str:
        scope, quote, stated = self.claim.scope, self.claim.quote, self.claim.quantity.stated
        what = f"{scope.measure}/{scope.category}/{scope.place}"
        days = " ".join(f"{name} {ends[0]} to {ends[1]}" for name, ends in scope.window.to_dict().items())
        return f"{self.document.set} {self.document.id} [{quote.start}, {quote.end}]: {what}, {stated}, {days}"


def measure() -> Measured:
    """Claims, and wrong ones for every 1,000 texts."""
    texts = {name: [*documents(name)] for name in (*ASKED, *FURTHER)}
    found = {name: [one for judgements in each(judged, texts[name]) for one in judgements] for name in texts}
    figures: dict[str, float] = {}
    for title, names in {"the three sets": ASKED, **{name: (name,) for name in texts}}.items():
        claims, size = [one for name in names for one in found[name]], sum(len(texts[name]) for name in names)
        figures |= {f"precision: {name}, {title}": value for name, value in counted(claims, size).items()}
    every = [one for claims in found.values() for one in claims]
    faults = Counter(one.wrong for one in every if one.wrong)
    more = "Of all wrong claims, by what is wrong: " + ", ".join(f"{name} {count}" for name, count in faults.most_common()) + "."
    unjudged = [str(one) for one in every if one.wrong == UNJUDGED]
    return Measured("python -m benchmarks precision", figures, "\n\n".join([more, listed(unjudged, SHOWN)]).strip())


def counted(found: Sequence[Judged], texts: int) -> dict[str, float]:
    """The figures of a set."""
    wrong = [one for one in found if one.wrong]
    sure = [one for one in wrong if one.claim.confidence >= CONFIDENT]
    return {
        "texts": float(texts),
        "claims": float(len(found)),
        "wrong per 1,000 texts": 1000 * len(wrong) / texts,
        "wrong and sure per 1,000 texts": 1000 * len(sure) / texts,
    }


def judged(document: Document) -> list[Judged]:
    """The core claims of a text with what was found of them."""
    return [Judged(document, claim, wrong(document, claim)) for claim in document.claims() if claim.scope.measure in core()]


def wrong(document: Document, claim: Claim) -> str:
    """What is wrong with a claim."""
    known = (one for one in verdicts().get((document.set, document.id), ()) if _holds(one, claim))
    return next((str(one.get("wrong", "")) for one in known), UNJUDGED)


def _holds(verdict: Json, claim: Claim) -> bool:
    """Whether a verdict was given of this claim, or of one that says the same in the same place."""
    stated, quote, scope = claim.quantity.stated, claim.quote, claim.scope
    (start, end), window = verdict["span"], verdict.get("window")
    if not max(start, quote.start) < min(end, quote.end) or verdict.get("kind", "count") != claim.kind:
        return False
    if window is not None and {name: [day or None for day in ends] for name, ends in window.items()} != scope.window.to_dict():
        return False
    what = [verdict[name] for name in ("measure", "category", "place")]
    return what == [scope.measure, scope.category, scope.place] and verdict.get("stated") == (list(stated) if stated else None)


@cache
def verdicts() -> Mapping[tuple[str, str], Sequence[Json]]:
    """The verdicts by set and document."""
    found: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for one in tomllib.loads(VERDICTS.read_text(encoding="utf-8"))["verdict"]:
        found[one["set"], one["id"]].append(one)
    return found


@cache
def core() -> frozenset[str]:
    """The measures that the scorer of claims scores."""
    return frozenset(runpy.run_path(str(REFERENCE / "score" / "score_claims.py"))["CORE"])
