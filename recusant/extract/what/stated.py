"""What a figure states: its kind, its quantity and the period it is counted per."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from recusant.codebook import Measure
from recusant.extract.numbers.quantities import Figure, figures
from recusant.extract.sentence.line import LEADS, PARTING, Line
from recusant.extract.sentence.terms import Mention
from recusant.extract.sentence.thread import Read
from recusant.extract.what.counted import counted
from recusant.extract.what.habits import is_habitual
from recusant.extract.words.grammar import Grammar
from recusant.extract.words.lexicon import lexicon
from recusant.records import Quantity, Window

KIND = {"count": "count", "percent": "ratio", "fraction": "ratio", "times": "ratio", "money": "amount"}
CURRENCY = {"USD": "dollar", "EUR": "euro", "GBP": "pound", "RUB": "rouble", "BYN": "rouble", "UAH": "hryvnia", "CZK": "crown"}
PERIOD = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
COMPARED = {"more": "up", "fewer": "down", "up": "up", "down": "down"}  # cues behind a percentage, and the way that it went
QUARTER = 92  # days
DAYS_IN = {"day": 1, "week": 7, "month": 31, "year": 366}
NOTHING_BESIDE = 10  # a count that much smaller than a rate makes in its days goes on about the rate
# cues of one period, and the days that a longer time has more of
SPELLS = {"in_day": ("day", 2), "in_week": ("week", 14), "in_month": ("month", 62)}
MORE_WITHIN = 6  # words from a number led by "by" to "more", what is counted between
THAN_WITHIN = 9  # from "more" to "than", a comma counted
PERIOD_WITHIN, PER_WITHIN, VERB_WITHIN, CHANGE_WITHIN, SPELL_WITHIN = 6, 2, 8, 4, 30
EACH_WITHIN, EACH_GROWS = 30, 3  # how far "each week" may stand from what it is said of, and from a trend that it is said of
DATED = ("date", "time")
DASHES = frozenset("—–-")
SPREAD = ("range", "up_to")  # modifiers of what differed from week to week
OUT_OF = 5  # tokens from "each of" to "months"
SIGNS = {"(+": "up", "(−": "down", "(-": "down", "(–": "down"}  # before a percentage in brackets
_DOTTED = re.compile(r"\b\d{1,3}(?:\.\d{3})+\b")


@dataclass(frozen=True, slots=True)
class Stated:
    """A kind of claim, the quantity (of a ratio as a fraction of 1) and the period of a rate."""

    kind: str
    quantity: Quantity
    per: str | None = None


def counting(found: Sequence[Figure], text: str, words: Grammar) -> Iterator[Figure]:
    """The figures that may count something; one joined to a measure is a measure too: "6 and 8 days"."""
    for figure, after in zip_longest(found, found[1:]):
        if figure.form in KIND:
            apart = after is None or after.form in KIND or after.form in DATED
            if apart or text[figure.end : after.start].strip().casefold() not in words.joins:
                yield figure


def in_its_unit(figure: Figure, measure: Measure) -> bool:
    """Whether a sum of money stands for a measure of that money, and a count for one of anything else."""
    return CURRENCY.get(figure.unit or "") == measure.unit if figure.form == "money" else measure.unit not in CURRENCY.values()


def in_whole(figure: Figure, lang: str) -> Figure:
    """The figure with dots read as thousands where what is counted comes whole: "20.538 cases" in an English text."""
    quantity = figure.quantity
    if figure.form != "count" or "." not in quantity.text or "." in lexicon(lang).group or not _DOTTED.search(quantity.text):
        return figure
    again = figures(_DOTTED.sub(lambda dotted: dotted.group().replace(".", ","), quantity.text), lang)
    if len(again) != 1 or again[0].form != "count":
        return figure
    whole = replace(again[0].quantity, text=quantity.text, start=quantity.start, end=quantity.end)
    return replace(figure, quantity=whole, grain=again[0].grain)


def stated(line: Line, figure: Figure, window: Window, before: Sequence[tuple[Read, Stated]]) -> Stated:
    """What a figure states, given the days that it counts and the figures of the sentence before it."""
    kind = KIND[figure.form]
    if kind == "ratio":
        return Stated(kind, _ratio(line, figure))
    if kind == "count" and (per := _per(line, figure, window, before) or _by_habit(line, figure, window)):
        return Stated("rate", figure.quantity, per)
    if kind == "count" and changed(line, figure):
        return Stated("change", _fallen(figure.quantity) if changed(line, figure) == "down" else figure.quantity)
    return Stated(kind, figure.quantity)


def _led_by(line: Line, figure: Figure, by: Sequence[str] = ()) -> bool:
    """Whether a word such as "by" stands before a figure, or begins it."""
    first = line.place_of(figure.start)
    words = line.tokens[max(0, first - 1) : first + 1]
    return any(word.low in (by or line.grammar.claims["words"]["by"]) for word in words)


def _fallen(quantity: Quantity) -> Quantity:
    """A change for the less: "50 fewer than in March" is 50 below nothing."""
    lo, hi = (None if end is None else -end for end in (quantity.hi, quantity.lo))
    stated = quantity.stated and (-quantity.stated[1], -quantity.stated[0])
    return replace(quantity, stated=stated, lo=lo, hi=hi)


def differs(line: Line, figure: Figure) -> bool:
    """Whether a count only tells how many more or fewer there were than at another time: "50 fewer than in March"."""
    more = next((one for one in line.named("cues", "more", "fewer") if one.start >= figure.end and line.apart(figure, one) <= 1), None)
    more = more or _more_behind(line, figure)
    if more is None or any(not word.form[0].isalpha() for word in line.words(figure.end, more.start)):
        return False  # "5,204 cases – more than in all of 2023"
    than = [one for one in line.named("cues", "than") if one.start >= more.end and line.apart(more, one) <= THAN_WITHIN]
    return figure.form == "count" and bool(than or _led_by(line, figure))


def _more_behind(line: Line, figure: Figure) -> Mention | None:
    """The word "more" behind what is counted, where "by" stands before the figure: «на 1002 дела о самоволке больше, чем в апреле»."""
    cues = line.named("cues", "more", "fewer") if figure.form == "count" else ()
    if not cues or not _led_by(line, figure, line.grammar.claims["words"]["by"][:1]):
        return None
    behind = (one for one in cues if one.start >= figure.end and not line.figures_between(figure, one))
    return next((one for one in behind if line.apart(figure, one) <= MORE_WITHIN), None)


def _ratio(line: Line, figure: Figure) -> Quantity:
    """The ratio; a percentage by which something grew or fell is a ratio to what was: up 63 % is 1.63."""
    ratio = figure.ratio or figure.quantity
    by = line.grammar.claims["words"]["by"][:1]
    way = changed(line, figure) if figure.form == "percent" or (figure.form == "fraction" and _led_by(line, figure, by)) else None
    if way is None or ratio.stated is None:
        return ratio
    ends = [None if end is None else 1 + end if way == "up" else 1 - end for end in (*ratio.stated, ratio.lo, ratio.hi)]
    first, last, lo, hi = ends if way == "up" else (ends[1], ends[0], ends[3], ends[2])
    return replace(ratio, stated=(first or 0, last or 0), lo=lo, hi=hi)


def changed(line: Line, figure: Figure) -> str | None:
    """Whether a figure tells by how much something went up or down: "up 63 %", "63 % more", "a 63 % rise"."""
    more = next((one for one in line.named("cues", *COMPARED) if one.start >= figure.end and line.apart(figure, one) <= 1), None)
    more = more or _more_behind(line, figure)
    if more is not None and (figure.form == "percent" or differs(line, figure)):
        return COMPARED[more.ids[0]]
    if figure.form == "percent" and (sign := line.text[max(0, figure.start - 2) : figure.start]) in SIGNS:
        return SIGNS[sign]
    if figure.form == "percent" and (amounting := _amounting(line, figure)):
        return amounting
    if not _led_by(line, figure):
        return None
    first = line.place_of(figure.start)
    moves = [one for one in line.moves if figure.form == "percent" or {first - 1, first}.isdisjoint(one.tokens)]  # "up to 500 left"
    near = line.nearest(figure, moves, CHANGE_WITHIN + 5) or _behind_dash(line, figure, moves)
    return near.ids[0] if near else None


def _behind_dash(line: Line, figure: Figure, moves: Sequence[Mention]) -> Mention | None:
    """The growth or fall that a clause tells of, be it far before, where a dash leads to "by": «Рост числа дел в 2024 году — на 1002»."""
    first = line.place_of(figure.start)
    dashed = first > 1 and line.tokens[first - 2].form in DASHES and _led_by(line, figure, line.grammar.claims["words"]["by"][:1])
    before = [one for one in moves if one.end <= figure.start and not line.figures_between(one, figure)] if dashed else []
    return before[-1] if before else None


def _amounting(line: Line, figure: Figure) -> str | None:
    """The way of the growth that a percentage is said to be: "the increase was 89 %"."""
    move = next((one for one in reversed(line.moves) if one.end <= figure.start), None)
    between = line.words(move.end, figure.start) if move else ()
    amounts = line.grammar.claims["words"].get("amounts", ())
    return move.ids[0] if move and between and all(word.low in amounts for word in between) else None


def _by_habit(line: Line, figure: Figure, window: Window) -> str | None:
    """The period of a rate told as a habit, or as what it lay between in a longer time: «за сутки поступает 9», "60 to 90 in a week"."""
    habitual = is_habitual(line)
    return _spell(line, figure, window, least=not habitual) if habitual or figure.quantity.modifier in SPREAD else None


def in_one(line: Line, figure: Figure, window: Window) -> str | None:
    """The period in one of which, of some longer time, so many were counted: "350 in a week in August"."""
    return _spell(line, figure, window, least=True)


def _spell(line: Line, figure: Figure, window: Window, *, least: bool) -> str | None:
    """The period told with a figure; ``least``: only where its window is longer."""
    cue = line.nearest(figure, line.named("cues", *SPELLS), SPELL_WITHIN)
    if cue is None or line.figures_between(cue, figure):
        return None
    (first, last), (period, longest) = (window.start[0], window.end[1]), SPELLS[cue.ids[0]]
    return period if not least or (first is not None and last is not None and (last - first).days > longest) else None


def _per(line: Line, figure: Figure, window: Window, before: Sequence[tuple[Read, Stated]]) -> str | None:
    """The period of a rate: said with it, with the row it stands in, before it ("a day come 70"), or of the figure it goes on from."""
    per = figure.per or _of_row(line, figure)
    if per:
        return per
    if (spell := _after_a_rate(line, figure)) is not None and not _is_one(spell, window):
        return spell
    periods = [one for one in line.named("cues", *PERIOD) if not (_of_another(line, one, figure) or _is_compared_with(line, one))]
    cue = line.nearest(figure, periods, PERIOD_WITHIN + 5)
    if cue is not None and (_is_close(line, figure, cue) if cue.start >= figure.end else not _is_one(PERIOD[cue.ids[0]], window)):
        return PERIOD[cue.ids[0]]
    if (each := _each(line, figure) or _of_level(line, figure, window)) is not None:
        return PERIOD[each.ids[0]]
    if (every := _in_each_of(line, figure)) is not None:
        return every
    parted = bool(before) and any(word.form == ";" for word in line.words(before[-1][0].figure.end, figure.start))
    apart = bool(before) and before[-1][0].figure.end <= line.sentence.start  # it was told in the sentence before
    parted = parted or apart
    goes_on = bool(before) and before[-1][1].kind == "rate" and not counted(line, figure).nouns
    goes_on = goes_on and (not parted or _too_few(figure, window, before[-1][1])) and not (apart and _is_long(line, window))
    after_whole = len(before) > 1 and before[-2][1].kind == "count" and before[-2][0].scope == before[-1][0].scope
    goes_on = goes_on and (not after_whole or _is_set_against(line, figure))
    per = before[-1][1].per if goes_on else None
    return None if per and window != before[-1][0].scope.window and _is_one(per, window) else per


def _is_compared_with(line: Line, period: Mention) -> bool:
    """Whether "than" leads to a period: "absences of more than a month"."""
    return any(not line.words(one.end, period.start) for one in line.named("cues", "than") if one.end <= period.start)


def _of_row(line: Line, figure: Figure) -> str | None:
    """The period said with a later figure of the row in which a figure stands, up to a mark that leads to another."""
    end = figure.end
    for one in line.run(figure):
        if one.start > figure.start:
            if not LEADS.isdisjoint(word.form for word in line.words(end, one.start)):
                return None
            if isinstance(one, Figure) and one.per:
                return one.per
            end = one.end
    return None


def _is_set_against(line: Line, figure: Figure) -> bool:
    """Whether a turn stands right before a figure: "840 a month against 437 a year before"."""
    return any(one.end <= figure.start and not line.words(one.end, figure.start) for one in line.turns)


def _after_a_rate(line: Line, figure: Figure) -> str | None:
    """The period right behind a figure that another rate of the sentence stands before: "500 verdicts a month, over 100 in a week"."""
    spells = [
        one for one in line.named("cues", *SPELLS) if one.start >= figure.end and not line.words(counted(line, figure).end, one.start)
    ]
    paced = spells and any(one.end <= figure.start for one in line.named("cues", *PERIOD))
    return SPELLS[spells[0].ids[0]][0] if paced else None


def _too_few(figure: Figure, window: Window, rate: Stated) -> bool:
    """Whether a count would be nothing beside a rate: "34 a day in 2025; in 2024 it was 24"."""
    days, most, least = window.exact, figure.quantity.hi, rate.quantity.lo
    if days is None or most is None or least is None or rate.per is None:
        return False
    return most * NOTHING_BESIDE < least * ((days[1] - days[0]).days + 1) / DAYS_IN[rate.per]


def _is_long(line: Line, window: Window) -> bool:
    """Whether a count of its days may be a sum though a rate was told before: "in all of 2022 it was 6,000"; not "the figure was 48"."""
    days = window.exact
    return not line.named("cues", "figure") and (days is None or (days[1] - days[0]).days > QUARTER)


def _of_another(line: Line, cue: Mention, figure: Figure) -> bool:
    """Whether a period stands right behind another figure before this one: "60,164 cases, around 15,000 a month, and 9,332 of …"."""
    return any(one.end <= cue.start < figure.start and len(line.words(one.end, cue.start)) == 0 for one in line.figures)


def _each(line: Line, figure: Figure) -> Mention | None:
    """The period in each of which so many are counted, if nothing else is counted between: "each week come, as before, 60 men"."""
    known = line.grammar.claims["words"].get("each", ())
    cues = [one for one in line.named("cues", *PERIOD) if line.tokens[one.tokens[0]].low in known]
    cues = [one for one in cues if not any(line.apart(one, move) <= EACH_GROWS for move in line.moves)]
    cue = line.nearest(figure, cues, EACH_WITHIN)
    if cue is None or any(word.form in ";:" for word in line.words(*_gap(figure, cue))):
        return None
    return cue if all(line.apart(one, cue) >= line.apart(figure, cue) for one in line.figures) else None


def _in_each_of(line: Line, figure: Figure) -> str | None:
    """The period in each of several of which so many are counted: "in each of the past four months 800"."""
    words, (start, end) = line.grammar.claims["words"], line.clause(figure)
    each, out_of = words.get("each_of", ()), words["share_of"]
    for at, (word, after) in enumerate(pairwise(line.tokens)):
        if word.low in each and after.low in out_of and start <= word.start < end and not line.figures_between(word, figure):
            behind = {token.low for token in line.tokens[at + 2 : at + 2 + OUT_OF]}
            return next((period for period in DAYS_IN if not behind.isdisjoint(words.get(f"each_of_{period}s", ()))), None)
    return None


def _of_level(line: Line, figure: Figure, window: Window) -> Mention | None:
    """The period of which so many is the number, told before: "the weekly number has halved: from 90 …"."""
    levels = line.named("cues", "level", "figure")
    cues = [one for one in line.named("cues", *PERIOD) if one.end <= figure.start and not line.figures_between(one, figure)]
    of_level = (cue for cue in cues if any(cue.end <= level.start and not line.words(cue.end, level.start) for level in levels))
    cue = next(of_level, None)
    return None if cue is None or counted(line, figure).nouns or _is_one(PERIOD[cue.ids[0]], window) else cue


def _gap(figure: Figure, cue: Mention) -> tuple[int, int]:
    return (figure.end, cue.start) if figure.end <= cue.start else (cue.end, figure.start)


def _is_close(line: Line, figure: Figure, cue: Mention) -> bool:
    """Whether "a month" stands behind a figure at once, or where a noun is counted and no mark parts them, behind it or its verb."""
    noun = counted(line, figure)
    behind = line.words(figure.end, cue.start)
    if not noun.nouns or any(word.form in PARTING for word in behind):
        return line.apart(figure, cue) <= PER_WITHIN
    return line.apart(figure, cue) <= VERB_WITHIN or len(line.words(noun.end, cue.start)) <= PER_WITHIN


def _is_one(period: str, window: Window) -> bool:
    """Whether a window is no longer than one period: "a thousand a month, in March 1,200"."""
    days = window.exact
    return days is not None and (days[1] - days[0]).days < DAYS_IN[period]
