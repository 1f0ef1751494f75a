"""A checked text -> one page that can be sent to an editor: the claims underlined, each with its verdict and what decides it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePath

from recusant.publish.edition import Edition
from recusant.publish.environment import Press
from recusant.publish.exports.reviews import embedded, reviews_of_verdicts
from recusant.publish.figures import Figure, figures_of
from recusant.publish.masking import Masks
from recusant.publish.words import Words
from recusant.records import Gap, Quote, Term, Text, Verdict

# The most pressing first: where quotes overlap, the words are marked with the first of their verdicts.
PRESSING = ("contradicted", "outdated", "undated", "possible", "new", "adds_up")


@dataclass(frozen=True)
class Piece:
    """Words of the text, with the numbers (from 1) of the verdicts whose quotes cover them."""

    text: str
    numbers: tuple[int, ...]
    look: str  # the verdict to mark them with, "gap", or nothing
    ends: tuple[int, ...]  # the numbers of the verdicts whose quotes end here


def checked_page(edition: Edition, text: Text, verdicts: Sequence[Verdict], gaps: Sequence[Gap], unsure: Collection[str] = ()) -> str:
    """The page of a text that was checked against the reckoning of an edition, in the language of the edition and the verdicts.

    ``unsure``: the ids of the claims that the reader may have misread.
    """
    masks = Masks(edition.book, edition.public)
    verdicts = [replace(verdict, sentence=masks.mask(verdict.sentence)) for verdict in verdicts]
    of_ledger = figures_of(edition.reckoning.claims.values(), edition.book)
    known = [figure for held in of_ledger.values() for figure in held]
    own = [Figure((verdict.claim,), None, None) for verdict in verdicts]
    decide = {name for verdict in verdicts for name in _deciding(verdict)}
    shown = {
        "text": text,
        "text_name": PurePath(text.source.name).name,
        "verdicts": verdicts,
        "gaps": gaps,
        "unsure": unsure,
        "pieces": pieces(text.body, verdicts, gaps),
        "tally": [(name, count) for name in PRESSING if (count := Counter(one.verdict for one in verdicts)[name])],
        "deciding": [figure for figure in known if not decide.isdisjoint(claim.id for claim in figure.claims)],
        "claims": {**edition.reckoning.claims, **{verdict.claim.id: verdict.claim for verdict in verdicts}},
        "unreckoned": {},
    }
    with_text = replace(edition, sources={**edition.sources, text.source.id: text.source})
    say = Words(edition.language, edition.book)
    page = Press(with_text, [*known, *own], masks, shown).alone("checked.html")
    return page.replace("</head>", f"{embedded(reviews_of_verdicts(verdicts, with_text.sources, say))}\n</head>", 1)


def _deciding(verdict: Verdict) -> Iterator[str]:
    """The claims of its proofs, of the conflict and of what speaks for a repair."""
    for bound in verdict.bounds:
        yield from (term.claim for term in bound.lo_certificate + bound.hi_certificate if isinstance(term, Term))
    if verdict.conflict:
        yield from verdict.conflict.claims
        yield from (name for repair in verdict.conflict.repairs for name in repair.evidence)


def pieces(body: str, verdicts: Sequence[Verdict], gaps: Sequence[Gap]) -> list[Piece]:
    """The text cut where quotes begin and end; put together again, the pieces are the text."""
    quotes = [(number, verdict.claim.quote) for number, verdict in enumerate(verdicts, 1)]
    missed = [gap.quote for gap in gaps]
    cuts = {0, len(body), *(end for quote in (*missed, *(quote for _, quote in quotes)) for end in (quote.start, quote.end))}
    return [_piece(body, span, quotes, verdicts, missed) for span in pairwise(sorted(cuts))]


def _piece(body: str, span: tuple[int, int], quotes: list[tuple[int, Quote]], verdicts: Sequence[Verdict], missed: list[Quote]) -> Piece:
    start, end = span
    numbers = [number for number, quote in quotes if quote.start <= start and end <= quote.end]
    looks = {verdicts[number - 1].verdict for number in numbers}
    look = next((name for name in PRESSING if name in looks), "")
    if not numbers and any(quote.start <= start and end <= quote.end for quote in missed):
        look = "gap"
    return Piece(body[start:end], tuple(numbers), look, tuple(number for number, quote in quotes if quote.end == end))
