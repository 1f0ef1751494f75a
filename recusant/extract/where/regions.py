"""Where in a country something is counted, by what a sentence says of a region that does not stand beside its figure."""

from __future__ import annotations

from collections.abc import Sequence

from recusant.extract.sentence.line import AT_ONCE, LEADS, PARTING, Line, Placed
from recusant.extract.sentence.terms import Mention

DATELINE = 6  # tokens from the place of a dateline to its dash
COMMA_WITHIN = 2  # words behind a region that begins a sentence, up to the comma: "In the Donetsk region alone, …"


def told_where(line: Line, figure: Placed, regions: Sequence[Mention]) -> Mention | None:
    """The region that a clause tells of: "most come from the Moscow region, where 496 cases were heard"."""
    where = line.grammar.claims["words"].get("where", ())
    last = next((one for one in reversed(regions) if one.end <= figure.start), None) if where else None
    between = [word.low for word in line.words(last.end, figure.start)] if last else []
    told = between[:1] == [","] and between[1:2] and between[1] in where
    return last if told and not PARTING.intersection(between[2:]) else None


def first_named(line: Line, figure: Placed, regions: Sequence[Mention]) -> Mention | None:
    """The region that a sentence begins with and a comma sets off, of its first figure: "In the Donetsk region, courts heard 120"."""
    first = regions[0] if regions and regions[0].end <= figure.start and not line.figures_between(regions[0], figure) else None
    if first is None:
        return None
    after = [word.form for word in line.words(first.end, figure.start)]
    led = all(word.low in line.grammar.function for word in line.words(line.sentence.start, first.start))
    return first if led and "," in after[:COMMA_WITHIN] and not PARTING.intersection(after) - {","} else None


def only_region(line: Line, figure: Placed, regions: Sequence[Mention]) -> str | None:
    """The one region that a sentence begins with: "prosecutors in Lviv region opened 3,406 cases; 210 suspects were notified"."""
    named = {one.ids[0] for one in line.named("place")}
    regions = [one for one in regions if not any(window.start <= one.start < window.end for window in line.windows)]
    if len(named) != 1 or not regions or regions[0].end > line.figures[0].start:
        return None
    before = line.words(line.sentence.start, figure.start)[-AT_ONCE:]
    return None if any(word.low in line.grammar.claims["words"]["share_of"] for word in before) else named.pop()


def may_be_counted_there(line: Line, figure: Placed, regions: Sequence[Mention]) -> bool:
    """Whether a region is named before a figure, so that it may be counted there and not in the whole country."""
    return any(one.end <= figure.start and not line.figures_between(one, figure) for one in regions)


def reported_from(line: Line, place: Mention) -> bool:
    """Whether a place is only where somebody reports from: "reports from Kyiv that prosecutors opened 18,600 cases"."""
    first = place.tokens[0]
    led = first > 1 and line.tokens[first - 1].low in line.grammar.claims["words"].get("whence", ())
    return led and any(one.section == "speech" for one in line.naming(first - 2))


def of_several(line: Line, figure: Placed, place: Mention, regions: Sequence[Mention]) -> bool:
    """Whether a place before a figure is one of several of which that is the sum: "courts in Tver and Tula heard 123 cases"."""
    row = next((one for one in line.rows([*regions]) if place in one), [place])
    return len({one.ids[0] for one in row}) > 1 and row[-1].end <= figure.start


def told_there(line: Line, figure: Placed, place: Mention) -> bool:
    """Whether a place is only where somebody said it, or stands in a dateline: "in Lviv lawyers said that", "LVIV, 19 May –"."""
    if place.end > figure.start:
        return False
    first = place.tokens[0]
    inside = first > 0 and line.tokens[first - 1].low in line.grammar.claims["words"].get("inside", ())
    said = inside and any(place.end <= one.start < figure.start for one in line.named("speech", "says"))
    return said or (first == 0 and _heads(line, place))


def _heads(line: Line, place: Mention) -> bool:
    """Whether a sentence begins with a place, a comma, a day and a dash."""
    behind = line.tokens[place.tokens[-1] + 1 :][:DATELINE]
    dash = next((at for at, word in enumerate(behind) if word.form in LEADS), 0)
    return dash > 1 and behind[0].form == "," and any(word.form[0].isdigit() for word in behind[1:dash])


def of_those_counted(line: Line, places: Sequence[Mention]) -> list[Mention]:
    """The places that may be those of the people counted, and not those to whom it was done: "surrendered to the Russians"."""
    words = line.grammar.claims["words"]
    passed, toward = words.get("skipped", ()), words.get("toward", ())
    before = [[word.low for word in line.words(line.sentence.start, one.start) if word.low not in passed][-1:] for one in places]
    return [one for one, word in zip(places, before, strict=True) if not word or word[0] not in toward]
