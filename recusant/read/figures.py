"""One row of a table as a figure: what is stated, of what, by whom. All its faults are noted, none ends the reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from recusant.codebook import Codebook, plain
from recusant.errors import BadRecord
from recusant.read.cells import Cells, as_number
from recusant.records import KINDS, MODIFIERS, PERIODS, STATUSES, UNKNOWN_WINDOW, Number, Quantity, Scope, Window, literal

WITHOUT_NUMBER = ("trend", "rank")  # kinds that may state a direction or a place in an order and no number
COMPARED = ("ratio", "change")
SYMMETRIC = ("exact", "about", "range")  # modifiers that mean the same of a fall as of a rise


@dataclass(frozen=True, slots=True)
class Figure:
    """What one row says; ``compared`` is the scope that a ratio or change is measured against."""

    kind: str
    quantity: Quantity
    scope: Scope
    compared: Scope | None
    origin: str
    via: tuple[str, ...]
    url: str | None
    outlet: str | None
    lang: str | None
    published: date | None
    said_on: date | None
    status: str
    per: str | None
    direction: str | None
    rank: str | None


def figure(cells: Cells, codebook: Codebook) -> Figure | None:
    """The figure of a row, or None where the row has faults (they are in ``cells.faults``)."""
    kind = cells.one_of("kind", KINDS, "count")
    scope, compared = _scopes(cells, codebook, kind)
    written, outlet, published = cells.needed("origin"), cells.text("outlet"), cells.day("published")
    origin = codebook.origin_named(written) or written
    direction, rank, per = _ways(cells, kind)
    quantity = _quantity(cells, kind, direction or rank)
    found = {name: cells.text(name) or None for name in ("url", "lang")}
    relays, said_on = _relays(cells, outlet, codebook, written), cells.day("said_on") or published
    status = cells.one_of("status", STATUSES, "accepted")  # a person coded it
    if quantity is None or not cells.sound:
        return None
    return Figure(
        kind, quantity, scope, compared, origin, relays, outlet=outlet or None, published=published, said_on=said_on,
        status=status, per=per, direction=direction, rank=rank, **found,
    )  # fmt: skip


def _scopes(cells: Cells, codebook: Codebook, kind: str) -> tuple[Scope, Scope | None]:
    """The scope, and the one it is compared with: what the columns ``base_…`` leave open is as in the scope itself."""
    known = {"measure": codebook.measures, "category": codebook.categories, "place": codebook.places}
    own = {name: cells.needed(name) and cells.one_of(name, ids) for name, ids in known.items()}
    scope = Scope(**own, window=_window(cells, "start", "end"))
    against = {name: cells.one_of(f"base_{name}", ids) for name, ids in known.items()}
    days = _window(cells, "base_start", "base_end")
    if not any(against.values()) and days == UNKNOWN_WINDOW:
        return scope, None
    if kind not in COMPARED:
        cells.wrong("kind", f"a {kind} is compared with nothing; empty the columns base_… or make it a ratio or change")
    differing = {name: value or own[name] for name, value in against.items()}
    return scope, Scope(**differing, window=scope.window if days == UNKNOWN_WINDOW else days)


def _window(cells: Cells, first: str, last: str) -> Window:
    try:
        return Window(_end(cells, first), _end(cells, last))
    except BadRecord as fault:
        cells.wrong(f"{first} and {last}", f"{fault.what}; correct the days")
        return UNKNOWN_WINDOW


def _end(cells: Cells, name: str) -> tuple[date | None, date | None]:
    exact, early, late = (cells.day(column) for column in (name, f"{name}_earliest", f"{name}_latest"))
    if exact and (early or late):
        cells.wrong(name, f"given twice; fill either {name} or {name}_earliest and {name}_latest")
    return (exact, exact) if exact else (early, late)


def _ways(cells: Cells, kind: str) -> tuple[str | None, str | None, str | None]:
    """Direction, rank and period, each where its kind of claim needs it."""
    direction = cells.one_of("direction", ("up", "down"))
    rank = cells.one_of("rank", ("highest", "lowest"))
    per = cells.one_of("per", PERIODS)
    for value, column, needing in ((direction, "direction", "trend"), (rank, "rank", "rank"), (per, "per", "rate")):
        if kind == needing and not value:
            cells.needed(column, f"a {kind} needs it")
    return direction or None, rank or None, per or None


def _quantity(cells: Cells, kind: str, otherwise: str | None) -> Quantity | None:
    """What is stated, and the interval: as given in ``lo`` and ``hi``, else by the literal reading of the rules."""
    first, last, lo, hi, grain = (cells.number(column) for column in ("stated", "stated_hi", "lo", "hi", "grain"))
    usual = "vague" if first is None else "exact" if last is None else "range"
    modifier = cells.one_of("modifier", MODIFIERS, usual)
    words = cells.text("value_text") or "–".join(filter(None, map(cells.text, ("stated", "stated_hi"))))
    words = words or "–".join(cells.text(column) or "?" for column in ("lo", "hi"))
    pair = None if first is None else (first, first if last is None else last)
    if not cells.sound:
        return None
    if (lo, hi, first) == (None, None, None):
        if kind in WITHOUT_NUMBER:
            return Quantity(None, "vague", None, None, cells.text("value_text") or otherwise or kind)
        cells.wrong("stated", "empty, but every figure needs it, or lo or hi")
        return None
    try:
        given = lo is not None or hi is not None
        ends = (_maybe(lo), _maybe(hi)) if given or pair is None else _interval(pair, modifier, grain, kind)
        return Quantity(pair and (as_number(pair[0]), as_number(pair[1])), modifier, *ends, words)
    except BadRecord as fault:
        cells.wrong("lo" if given else "stated", f"{fault.what}; correct it, or give lo and hi")
        return None


def _interval(pair: tuple[Decimal, Decimal], modifier: str, grain: Decimal | None, kind: str) -> tuple[Number | None, Number | None]:
    """The literal reading. Decimals as written tell the grain of what is no whole number; a fall mirrors a rise."""
    fall = max(pair) < 0
    if (
        (fall and (kind not in ("change", "trend") or modifier not in SYMMETRIC))
        or min(pair) < 0 <= max(pair)
        or (grain is not None and grain <= 0)
    ):
        raise BadRecord(f"{modifier} {pair[0]} makes no interval for a {kind}")
    first, last = sorted(map(abs, pair)) if fall else pair
    whole = kind in ("count", "change", "rank") or (kind != "ratio" and first == int(first) and last == int(last))
    if whole and (first != int(first) or last != int(last)):
        raise BadRecord(f"a {kind} of {pair[0]} is not whole")
    places = max(0, *(-int(number.as_tuple().exponent) for number in (first, last)))
    step = grain if grain is not None else Decimal(1).scaleb(-places) if places and not whole else None
    lo, hi = literal((as_number(first), as_number(last)), modifier, None if step is None else as_number(step), whole=whole)
    return (None if hi is None else -hi, None if lo is None else -lo) if fall else (lo, hi)


def _maybe(value: Decimal | None) -> Number | None:
    return None if value is None else as_number(value)


def _relays(cells: Cells, outlet: str, codebook: Codebook, origin: str) -> tuple[str, ...]:
    """Who passed it on, earliest first ("AFP; Meduza"), the outlet last; an outlet that counted itself relays nothing."""
    chain = [name.strip() for name in cells.text("via").split(";") if name.strip()]

    def same(one: str, other: str) -> bool:
        return plain(one) == plain(other) or codebook.origin_named(one) == (codebook.origin_named(other) or other)

    if outlet and not same(outlet, origin) and not (chain and same(chain[-1], outlet)):
        chain.append(outlet)
    return tuple(chain)
