"""Bounds, conflicts and what is set aside on counts that were really published: some cells become claims, the others are asked.

Cells are the printed counts of a register: hospital beds by region and day, provinces, running totals, penalties by article, a
ministry's monthly figures. A share of them is kept, each as a claim that is exact, rounded, one-sided or a range; at most 60 of the
others are asked. Where the sums that the data promise hold in them, every bound must hold its hidden count and nothing may conflict;
where they do not (parts that miss their whole, a running total that falls), a conflict must be found, and nowhere else. Certificates
are judged by the checker that shares no code with the reckoner. A width is of a bound, by its true count (by 1 where that is 0);
medians are over the bounds that have an upper end.

Editors of an encyclopedia who write the census figure of a city are readings of one origin, the census: what is set aside is held
against the checked figure. The weekly named dead of Meduza and Mediazona are a tally that grows: told as they were known at the ends
of four years and today, they must give today's count and no conflict. The estimates of the dead and wounded of that war have no truth:
what is asked there is whether the named dead stay below them, and whether their certificates hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from random import Random
from statistics import median

from benchmarks import disputed, published
from benchmarks.checker import disproves, proves
from benchmarks.measured import Measured, each, listed
from benchmarks.published import OFFICE, Register
from recusant.flow import reconcile
from recusant.records import Bound, Claim, Quantity, Quote, Scope, literal

SHARES = (0.25, 0.5, 0.75)
ASKED = 60
SETS: dict[str, Callable[[], Iterator[Register]]] = {
    "outcomes by region (Italy)": published.italy_outcomes,
    "provinces (Italy)": published.italy_provinces,
    "running totals by region (Italy)": published.italy_months,
    "penalties by article (Russia)": published.courts,
    "losses by month (UK)": published.ministry,
}
HEAD = ("set", "kept", "asked", "upper end", "both ends the same", "median width")


@dataclass
class Tally:
    """What was counted over some registers."""

    counted: Counter[str] = field(default_factory=Counter)
    widths: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.counted.update(other.counted)
        self.widths += other.widths
        self.faults += other.faults


def measure() -> Measured:
    """Coverage, certificates and conflicts over all sets; widths by set and share; what is set aside."""
    figures, faults, rows = Counter[str](), list[str](), [HEAD, ("---",) * len(HEAD)]
    for name, make in SETS.items():
        registers = list(make())
        whole = [register for register in registers if not register.broken]
        figures.update(told_broken(register) for register in registers if register.broken)
        figures.update({"registers": len(registers), "registers whose sums hold": len(whole)})
        for share in SHARES:
            tally = _together(each(partial(judged, share), enumerate(whole)))
            figures.update(tally.counted)
            faults += tally.faults
            rows.append(_row(name, share, tally))
    shares = {
        "registers": figures["registers"],
        "registers whose sums hold": figures["registers whose sums hold"],
        "other registers that conflict where all is told": figures["broken and told"],
        "hidden counts asked": figures["asked"],
        "hidden counts inside the bound": figures["inside"] / figures["asked"],
        "certificates valid": figures["valid"] / figures["asked"],
        "conflicts where the sums hold": figures["conflicts"],
    }
    more = {f"real: {name}": float(value) for name, value in (shares | falls() | disputed.figures()).items()}
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return Measured("python -m benchmarks real", more, f"{table}\n\n{listed(faults)}".strip())


def judged(share: float, numbered: tuple[int, Register]) -> Tally:
    """One register with a share of its cells kept."""
    number, register = numbered
    draw, tally = Random(f"{share} {number}"), Tally()
    kept = {scope for scope in register.counts if draw.random() < share}
    claims = [claim_of(scope, hedged(register.counts[scope], draw), serial) for serial, scope in enumerate(sorted(kept, key=str))]
    reckoned = reconcile(claims, register.book)
    hidden = sorted(set(register.counts) - kept, key=str)
    asked = draw.sample(hidden, min(ASKED, len(hidden)))
    for bound in reckoned.bounds(asked):
        _judge(bound, register.counts[bound.scope], reckoned.claims, register, tally)
    tally.counted["conflicts"] += len(reckoned.conflicts)
    return tally


def _judge(bound: Bound, truth: int, claims: Mapping[str, Claim], register: Register, tally: Tally) -> None:
    inside = bound.lo <= truth and (bound.hi is None or truth <= bound.hi)
    valid = proves(bound, claims, register.book)
    tally.counted.update({"asked": 1, "inside": inside, "valid": valid, "ended": bound.hi is not None, "same": bound.lo == bound.hi})
    if bound.hi is not None:
        tally.widths.append((bound.hi - bound.lo) / max(1, truth))
    tally.faults += [
        f"{fault}: {bound.to_dict()}, truth {truth}" for fault, fine in (("outside", inside), ("not valid", valid)) if not fine
    ]


def _together(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    return whole


def _row(name: str, share: float, tally: Tally) -> tuple[str, ...]:
    asked = tally.counted["asked"]
    parts = (f"{tally.counted[part] / asked:.2f}" for part in ("ended", "same"))
    return name, f"{share:.0%}", str(asked), *parts, f"{median(tally.widths):.3f}" if tally.widths else "–"


def hedged(count: int, draw: Random) -> Quantity:
    """A true count as it may be told: half of the time exactly, else rounded or cut, one-sided, or as a range."""
    grain = 10 ** max(0, len(str(count)) - 2)
    cut = count // grain * grain
    ways = ["exact"] * 5 + ["rounded", "more_than", "up_to", "at_least", "range"]
    said: dict[str, tuple[int, int, str]] = {
        "exact": (count, count, "range"),
        "rounded": (cut, cut, "exact") if grain >= 100 else (count, count, "range"),
        "more_than": (cut - 1, cut - 1, "more_than") if cut else (0, 0, "at_least"),
        "up_to": (cut + grain, cut + grain, "up_to"),
        "at_least": (cut, cut, "at_least"),
        "range": (cut, cut + grain, "range"),
    }
    first, last, modifier = said[draw.choice(ways)]
    lo, hi = literal((first, last), modifier, grain if modifier == "exact" else None)
    return Quantity((first, last), modifier, lo, hi, f"{modifier} {first}")


def claim_of(scope: Scope, quantity: Quantity, serial: int) -> Claim:
    return Claim.of(f"s-{serial}", Quote(0, len(quantity.text), quantity.text), "count", quantity, scope, origin=OFFICE)


def falls() -> dict[str, float]:
    """Daily running totals, all kept and exact: a conflict must be found in each series that falls, and in no other."""
    found = Counter[str]()
    for conflicting, fallen, valid in each(_fallen, published.italy_daily()):
        found.update({"series": 1, "right": conflicting == fallen, "fallen": fallen, "valid": valid})
    return {
        "daily series": found["series"],
        "daily series that fall": found["fallen"],
        "a conflict found where a series falls, and only there": found["right"] / found["series"],
        "conflicts of daily series valid": found["valid"] / found["series"],
    }


def told_broken(register: Register) -> str:
    """Whether a register whose sums do not hold conflicts once all of it is told."""
    return "broken and told" if _fallen(register)[0] else "broken and not told"


def _fallen(register: Register) -> tuple[bool, bool, bool]:
    exact = {scope: Quantity((count, count), "exact", count, count, str(count)) for scope, count in register.counts.items()}
    reckoned = reconcile([claim_of(scope, quantity, serial) for serial, (scope, quantity) in enumerate(exact.items())], register.book)
    conflicts = [conflict for key in reckoned.components for conflict in reckoned.told(key).conflicts]
    return bool(conflicts), bool(register.broken), all(disproves(conflict, reckoned.claims, register.book) for conflict in conflicts)
