"""schema.org ClaimReview: what the ledger's claims say of a claim, in words. It is never called true or false, and has no grade.

Who reviews is not said: it is whoever publishes, and they add their name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from recusant.publish.exports.tables import Shown
from recusant.publish.inert import inert, web_address
from recusant.publish.words import Words
from recusant.records import Claim, Json, SetAside, Source, Verdict

CONTEXT = "https://schema.org"
RATED = ("adds_up", "possible", "contradicted", "outdated", "undated")  # of what is new to the ledger there is nothing to say
ASIDE = "cannot hold together with other quoted claims"


def reviews_of_verdicts(verdicts: Iterable[Verdict], sources: Mapping[str, Source], say: Words) -> Json:
    """A review of each claim of a checked text of which the ledger knows anything, in the language of the verdicts."""
    graph = [
        _review(one.claim, sources.get(one.claim.source), say(f"rating_{one.verdict}"), one.sentence) | {"inLanguage": say.language}
        for one in verdicts
        if one.verdict in RATED
    ]
    return {"@context": CONTEXT, "@graph": graph}


def reviewed(verdict: Verdict, source: Source, say: Words) -> Json | None:
    """The review of one claim of a checked text, or None where it is new to the ledger."""
    graph = reviews_of_verdicts([verdict], {source.id: source}, say)["@graph"]
    return {"@context": CONTEXT, **graph[0]} if graph else None


def reviews_of_aside(shown: Shown) -> Json:
    """A review of each claim that was set aside for a conflict which nothing else could as well be set aside for: of others, the
    ledger's claims do not say which of them it is.
    """
    open_ = {conflict.id for conflict in shown.edition.reckoning.conflicts if not conflict.alternatives}
    aside: dict[str, SetAside] = {one.claim: one for one in shown.edition.reckoning.set_aside if one.conflict in open_}
    told = [claim for claim in shown.claims if claim.id in aside]
    return {
        "@context": CONTEXT,
        "@graph": [_review(claim, shown.by_id.get(claim.source), ASIDE, aside[claim.id].reason) for claim in told],
    }


def embedded(record: Json) -> str:
    """A record as the data block of a page: nothing in it can end the block."""
    data = json.dumps(record, ensure_ascii=True)
    for char in "<>&":
        data = data.replace(char, f"\\u{ord(char):04x}")
    return f'<script type="application/ld+json">{data}</script>'


def _review(claim: Claim, source: Source | None, rating: str, why: str) -> Json:
    url = web_address(source.url) if source else None
    published = {"datePublished": claim.said_on.isoformat()} if claim.said_on else {}
    work: Json = {"@type": "CreativeWork", **({"url": url} if url else {}), **published}
    work |= {"headline": inert(source.title)} if source and source.title else {}
    work |= {"publisher": {"@type": "Organization", "name": inert(source.outlet)}} if source and source.outlet else {}
    reviewed: Json = {"@type": "Claim", "identifier": inert(claim.id), "text": inert(claim.quote.text), "appearance": work}
    return {
        "@type": "ClaimReview", "claimReviewed": inert(claim.quote.text), "itemReviewed": reviewed,
        "reviewRating": {"@type": "Rating", "ratingValue": rating, "alternateName": rating}, "reviewBody": inert(why),
    }  # fmt: skip
