"""Who counted, and who repeats whom: the counts behind the table of origins, and the shapes of its picture."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from recusant.records import Family, Trail

WIDE, TALL, GAP, THICK = 1000, 480, 7, 9  # of the picture: its width, the height of all pages, the room between bars, their width
COLUMNS = (265, 550, 780)  # where the bars stand; names of the first column are to their left, others to their right
LEAST = 14  # the height of a bar whose name can still be read
MOST = (12, 16, 16)  # names in a column; all others are one
REST = ""  # the name of all others

Hand = tuple[int, str]  # a column and a name
Step = tuple[Hand, Hand]


@dataclass(frozen=True)
class Counted:
    """What has come of an origin: its figures, the pages that print them, outlets, and those that have it at first hand."""

    origin: str
    figures: int
    pages: int
    outlets: int
    first_hands: int


@dataclass(frozen=True)
class Repeated:
    """How many figures an outlet has from another, or from an origin (``origin`` True); ``certain``: all of them said so."""

    outlet: str
    source: str
    origin: bool
    figures: int
    certain: bool


@dataclass(frozen=True)
class Bar:
    """A name in a column with what passes through it. The name is empty for all others, which are ``others`` names."""

    column: int
    name: str
    x: float
    y: float
    height: float
    pages: int
    others: int


@dataclass(frozen=True)
class Ribbon:
    """So many pages from one hand to the next."""

    start: tuple[float, float]
    end: tuple[float, float]
    thick: float
    pages: int
    names: tuple[str, str]
    certain: bool


@dataclass(frozen=True)
class Picture:
    """Bars in three columns (who counted, who has it at first hand, who repeats that), and ribbons between them."""

    bars: tuple[Bar, ...]
    ribbons: tuple[Ribbon, ...]
    height: float


def counted(families: Iterable[Family]) -> list[Counted]:
    """Every origin, the one whose word has gone furthest first."""
    held: dict[str, list[tuple[str, Trail]]] = defaultdict(list)
    for family in families:
        for trail in family.trails:
            held[trail.origin].append((family.id, trail))
    rows = (_counted(origin, found) for origin, found in held.items())
    return sorted(rows, key=lambda row: (-row.pages, -row.figures, row.origin))


def _counted(origin: str, found: list[tuple[str, Trail]]) -> Counted:
    hands = [trail.relays for _, trail in found if trail.relays]
    first, last = ({relays[end].name for relays in hands} for end in (0, -1))
    return Counted(origin, len({family for family, _ in found}), len(found), len(last), len(first))


def repeated(families: Iterable[Family]) -> list[Repeated]:
    """Who has figures from whom, most first."""
    held: dict[tuple[str, str, bool], dict[str, bool]] = defaultdict(dict)
    for family in families:
        for trail in family.trails:
            before = trail.origin
            for number, relay in enumerate(trail.relays):
                known = held[relay.name, before, number == 0]
                known[family.id] = known.get(family.id, True) and relay.certainty == "certain"
                before = relay.name
    rows = (Repeated(*key, len(known), all(known.values())) for key, known in held.items())
    return sorted(rows, key=lambda row: (-row.figures, row.outlet, row.source))


def picture(families: Iterable[Family]) -> Picture | None:
    """The picture of all trails that have a hand; what stands in the third column is the last hand of each."""
    flows: Counter[Step] = Counter()
    doubted: set[Step] = set()
    for trail in (trail for family in families for trail in family.trails if trail.relays):
        names = [trail.origin, trail.relays[0].name, *(relay.name for relay in trail.relays[1:][-1:])]
        for step in pairwise(enumerate(names)):
            flows[step] += 1
            if any(relay.certainty != "certain" for relay in trail.relays):
                doubted.add(step)
    if not flows:
        return None
    shown = _shown(flows)
    merged: Counter[Step] = Counter()
    for (start, end), pages in flows.items():
        merged[shown[start], shown[end]] += pages
    unit = TALL / sum(pages for (start, _), pages in merged.items() if start[0] == 0)
    bars = _bars(merged, Counter(hand[0] for hand, to in shown.items() if to[1] == REST), unit)
    pale = {(shown[start], shown[end]) for start, end in doubted}
    height = max(bar.y + bar.height for bar in bars.values()) + GAP
    return Picture(tuple(bars.values()), tuple(_ribbons(merged, bars, pale, unit)), height)


def _shown(flows: Mapping[Step, int]) -> dict[Hand, Hand]:
    """Every hand, or all others of its column in its stead."""
    through = _through(flows)
    ranked = sorted(through, key=lambda hand: (hand[0], -through[hand], hand[1]))
    named = {hand for column, most in enumerate(MOST) for hand in [one for one in ranked if one[0] == column][:most]}
    return {hand: hand if hand in named else (hand[0], REST) for hand in ranked}


def _through(flows: Mapping[Step, int]) -> dict[Hand, int]:
    """The pages that pass through each hand."""
    into, out = Counter[Hand](), Counter[Hand]()
    for (start, end), pages in flows.items():
        out[start] += pages
        into[end] += pages
    return {hand: max(into[hand], out[hand]) for hand in into | out}


def _bars(flows: Mapping[Step, int], others: Mapping[int, int], unit: float) -> dict[Hand, Bar]:
    """The bars of each column from the top, the thickest first and all others last."""
    through, bars = _through(flows), dict[Hand, Bar]()
    for column, x in enumerate(COLUMNS):
        y = float(GAP)
        for hand in sorted((hand for hand in through if hand[0] == column), key=lambda hand: (hand[1] == REST, -through[hand], hand[1])):
            height = max(LEAST, unit * through[hand])
            bars[hand] = Bar(column, hand[1], x, round(y, 1), round(height, 1), through[hand], others.get(column, 0))
            y += height + GAP
    return bars


def _ribbons(flows: Mapping[Step, int], bars: Mapping[Hand, Bar], pale: set[Step], unit: float) -> Iterator[Ribbon]:
    """Ribbons leave and enter their bars from the top, in the order of what is at their other end, so that few cross."""
    left, entered = Counter[Hand](), Counter[Hand]()
    for start, end in sorted(flows, key=lambda step: (bars[step[0]].y, bars[step[1]].y)):
        pages = flows[start, end]
        ends = []
        for hand, taken in ((start, left), (end, entered)):
            ends.append(bars[hand].y + unit * (taken[hand] + pages / 2))
            taken[hand] += pages
        one, other = (round(at, 1) for at in ends)
        reach = (bars[start].x + THICK, one), (bars[end].x, other)
        yield Ribbon(*reach, round(max(1, unit * pages), 1), pages, (start[1], end[1]), (start, end) not in pale)
