"""Whose courts and investigators did what a sentence counts, whoever tells it: "Kyiv's prosecutors say that Russia opened 345 cases"."""

from __future__ import annotations

from recusant.codebook import Codebook
from recusant.extract.doubt.strange import PASSIVE
from recusant.extract.sentence.line import PARTING, Line
from recusant.extract.sentence.terms import FILES, PERSON, QUOTES, Mention, Word
from recusant.extract.what.outcomes import VERDICT

AGENT_WITHIN = 1  # words not known between a country and the verb: "Russian investigators"
BODIES = frozenset(("one_body", "numbered_body"))  # cues of armies and units, which court nobody: "evading service in the Russian army"
MEDIUM_WITHIN = 2  # tokens from a country to the outlet that is of it: "the Russian news site"


def doer(line: Line, book: Codebook, counter: str | None) -> str | None:
    """The country of the subject that stands last before the first figure, and in which or by which it was done."""
    first = line.figures[0] if line.figures and _tells_papers(line, line.figures[0].start, book) else None
    if first is None:
        return None
    own = {at for one in line.named("origin") if counter in one.ids for at in one.tokens}
    named = [one for one in (*line.named("place"), *line.named("origin")) if own.isdisjoint(one.tokens) and one.end <= first.start]
    for one in sorted(named, key=lambda mention: -mention.end):
        country = _country(one, book)
        if country in book.homes and _does(line, one, first.start, book):
            return country
    return None


def captures(line: Line, place: Mention, verb: int) -> bool:
    """Whether those of a country are who captured, as a clause begins with them right before the verb: "Russian troops captured 300"."""
    between = [line.place_of(word.start) for word in line.words(place.end, verb)] if place.end <= verb else [-1]
    troops = all(any(one.section == "units" and PERSON in one.ids for one in line.naming(at)) for at in between)
    return troops and _begins_clause(line, _before(line, place))


def of_media(line: Line) -> list[Mention]:
    """The countries named only as those of outlets: "the Russian portal writes"."""
    media = {one.tokens[0] for one in line.named("cues", "medium")}
    ahead = range(1, MEDIUM_WITHIN + 1)
    return [one for one in line.named("place") if media and any(one.tokens[-1] + far in media for far in ahead)]


def _country(mention: Mention, book: Codebook) -> str:
    if mention.section == "place":
        return book.place_tree.root(mention.ids[0])
    places = book.origins[mention.ids[0]].places
    return book.place_tree.root(places[0]) if len(places) == 1 else ""


def _is_paper(name: str, book: Codebook) -> bool:
    """Whether a measure is of cases or verdicts, or of persons charged or sentenced."""
    measure = book.measures[name]
    return measure.unit in FILES | {VERDICT} or (measure.unit == PERSON and measure.stage in PASSIVE)


def _tells_papers(line: Line, until: int, book: Codebook) -> bool:
    """Whether a sentence tells of cases or verdicts, and before its first figure not of what persons did or suffered."""
    papers = line.named("units", VERDICT, *FILES) or any(_is_paper(name, book) for one in line.named("measure") for name in one.ids)
    told = [book.measures[name] for one in line.named("measure") if one.start < until for name in one.ids]
    return bool(papers) and not any(one.is_deed or one.of for one in told)


def _does(line: Line, place: Mention, until: int, book: Codebook) -> bool:
    """Whether a country is a subject with the verb before a figure, or where it was done, and no more than known words between."""
    led, between = _before(line, place), line.words(place.end, until)
    inside = led is not None and led.low in line.grammar.claims["words"].get("inside", ())
    if not (inside or _begins_clause(line, led)) or any(word.form in PARTING for word in between):
        return False
    verb = any(_is_paper(name, book) for word in between for one in line.naming(line.place_of(word.start)) for name in _measures(one))
    strange = [word for word in between if not _is_known(line, word.start)]
    return not strange if inside else verb and len(strange) <= AGENT_WITHIN  # "for evading service in the Russian army 311 …"


def _before(line: Line, place: Mention) -> Word | None:
    """The word before a country, articles and quotes left out."""
    skipped = line.grammar.claims["words"].get("skipped", ())
    before = [word for word in line.tokens[: place.tokens[0]] if word.low not in skipped and word.form not in QUOTES]
    return before[-1] if before else None


def _begins_clause(line: Line, led: Word | None) -> bool:
    """Whether a clause begins behind a word: behind none, a mark, "that" or a word for saying."""
    if led is None or led.form in PARTING or led.low in line.grammar.claims["words"].get("that", ()):
        return True
    return any(one.section == "speech" for one in line.naming(line.place_of(led.start)))


def _measures(mention: Mention) -> tuple[str, ...]:
    return mention.ids if mention.section in ("measure", "also") else ()


def _is_known(line: Line, start: int) -> bool:
    """Whether a word names something, is a little one, or tells when."""
    at = line.place_of(start)
    low = line.tokens[at].low
    little = low in line.grammar.function or low in line.grammar.claims["words"].get("auxiliary", ()) or not low[0].isalpha()
    named = any(not BODIES.issuperset(one.ids) for one in line.naming(at))
    return little or named or any(one.start <= start < one.end for one in line.windows)
