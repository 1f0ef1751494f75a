"""What a reckoning says of a claim that is not in it (docs/check.md).

A claim is judged in the layer of its own origin where the codebook knows that origin. A claim that names nobody known may repeat
any of them: it is judged in each layer that says something of its scope, and the kindest verdict, which names that layer, stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from recusant.check.answers import Answers
from recusant.check.compared import Implied, follows, implied
from recusant.check.dating import fits, likely, lower_half, open_end, upper_half
from recusant.codebook import Codebook
from recusant.records import ALL, Bound, Claim, Conflict, Reckoning, Repair, Verdict, Window, whole_months


def judge(claims: Iterable[Claim], reckoning: Reckoning, book: Codebook) -> list[Verdict]:
    """One verdict for each claim, in the order given."""
    said = list(claims)
    answers = Answers(said, reckoning, book)
    return [_JUDGES[claim.kind](claim, answers) for claim in said]


STANDS = "It stands on a day"


def _count(claim: Claim, answers: Answers) -> Verdict:
    layers = answers.layers(claim)
    verdicts = [_count_in(claim, layer, answers) for layer in layers]
    return min(verdicts, key=lambda verdict: (_KINDEST.index(verdict.verdict), -len(verdict.bounds)))


_KINDEST = ("adds_up", "undated", "outdated", "possible", "contradicted", "new")


def _count_in(claim: Claim, layer: str, answers: Answers) -> Verdict:
    window, who = claim.scope.window, answers.whose(layer)
    if answers.known(claim.scope, layer) is None:
        return _unheard(claim, layer, answers)
    if claim.quantity.lo is claim.quantity.hi is None:
        return Verdict(claim, "possible", "The number is not told, so nothing excludes or implies it.")
    if answers.stands(claim.scope):
        if any(answers.days(claim.scope)):
            return _dated(claim, layer, answers)
        return Verdict(claim, "possible", f"{STANDS}, and the day is not told for certain.")
    if window.start[0] is None:
        return Verdict(claim, "possible", "The start of its window is not told, so nothing excludes or implies it.")
    if window.end[1] is None:
        return _undated(claim, layer, answers)
    if open_end(claim) and (fit := fits(claim, layer, answers.reckoning)) and fit.outdated_by(window.end[1]):
        span = Window.of(window.start[1] or window.start[0], window.end[1])
        then = answers.bounds([replace(claim.scope, window=span)], layer)[0]
        sentence = f"Outdated: {fit.sentence(who)} By {window.end[1]} it was at least {then.lo:,}."
        return Verdict(claim, "outdated", sentence, (lower_half(then), *fit.bounds), days=fit.days)
    return _dated(claim, layer, answers)


def _unheard(claim: Claim, layer: str, answers: Answers) -> Verdict:
    """A claim of one of whom nothing alike is quoted: held against the whole, and told beside what others count of it."""
    if layer != ALL and (conflict := answers.conflict(claim, layer)):
        return _contradicted(claim, conflict, answers)
    others = [_known_of(claim, other, answers) for other in answers.reckoning.layers if other != layer]
    told = [one for one in others if one]
    if not told:
        return Verdict(claim, "new", "Nothing quoted in the ledger says anything of this.")
    sentences = "; ".join(sentence for sentence, _ in told)
    return Verdict(
        claim, "new", f"New: nothing alike is quoted of {answers.book.label('origin', claim.origin)}. Others: {sentences}.", told[0][1]
    )


def _known_of(claim: Claim, layer: str, answers: Answers) -> tuple[str, tuple[Bound, ...]] | None:
    """What a layer says of the scope of a claim, in words, with the proofs; None where it bounds nothing."""
    if answers.known(claim.scope, layer) is None:
        return None
    least, most = answers.ends(claim.scope, layer)
    lo, hi = least.lo if least else 0, most.hi if most else None
    if lo == 0 and hi is None:
        return None
    return f"{answers.whose(layer)} {_interval(lo, hi)}", _telling(least, most)


def _dated(claim: Claim, layer: str, answers: Answers) -> Verdict:
    """A claim whose window is known, at least between two days for each end."""
    who = answers.whose(layer)
    if conflict := answers.conflict(claim, layer):
        return _contradicted(claim, conflict, answers)
    least, most = answers.ends(claim.scope, layer)
    lo, hi = least.lo if least else 0, most.hi if most else None
    bounds, between = _telling(least, most), f"{who}: {_interval(lo, hi)}"
    proven_lo = claim.quantity.lo is None or lo >= claim.quantity.lo
    proven_hi = claim.quantity.hi is None or (hi is not None and hi <= claim.quantity.hi)
    if proven_lo and proven_hi:
        return Verdict(claim, "adds_up", f"Adds up: it follows from what is quoted {between}.", bounds)
    if lo == 0 and hi is None:
        if open_end(claim) and (fit := fits(claim, layer, answers.reckoning)):
            return Verdict(claim, "undated", f"Its last day is not told for certain: {fit.sentence(who)}", fit.bounds, days=fit.days)
        return Verdict(claim, "new", f"New: nothing quoted bounds this {who.split(' (')[0]}.")
    return Verdict(claim, "possible", f"Possible: neither implied nor excluded {between}.", bounds)


def _telling(least: Bound | None, most: Bound | None) -> tuple[Bound, ...]:
    """The proofs of what is told: of the least, which may be of fewer days, and of the most, which may be of more."""
    if least and least == most:
        return (least,)
    lower = [lower_half(least)] if least and least.lo else []
    return (*lower, *([upper_half(most)] if most and most.hi is not None else []))


def _interval(lo: int, hi: int | None) -> str:
    if hi is None:
        return f"at least {lo:,}, with no upper bound"
    return f"at least {lo:,} and at most {hi:,}" if lo else f"at most {hi:,}"


def _mended(repair: Repair, reckoning: Reckoning) -> str:
    """The likeliest way in which the claim went wrong, with who says so."""
    changes, evidence = ", ".join(map(str, repair.changes)), [reckoning.claims[name] for name in repair.evidence]
    quotes = ", ".join(f"“{claim.quote.text}” ({claim.outlet})" for claim in evidence)
    because = {"stated": f"as stated by {quotes}", "implied": f"as implied by {quotes}"}
    fits = f"which fits with {quotes}" if quotes else "though no quote says so"
    return f"Likeliest repair ({repair.kind}): {changes}, {because.get(repair.support, fits)}."


def _undated(claim: Claim, layer: str, answers: Answers) -> Verdict:
    fit = fits(claim, layer, answers.reckoning)
    if fit is None:
        return Verdict(claim, "possible", f"No day is told, and nothing quoted dates it {answers.whose(layer)}.")
    month = likely(claim, layer, answers.reckoning)
    about = f" Likely about {month.first:%B %Y} (interpolated, not proven)." if month else ""
    sentence = f"No day is told: {fit.sentence(answers.whose(layer))}{about}"
    return Verdict(claim, "undated", sentence, fit.bounds, days=fit.days, likely=month)


def _trend(claim: Claim, answers: Answers) -> Verdict:
    """Month by month: two months in a row that must go the other way contradict it, or say until when it can have been true."""
    if answers.stands(claim.scope):
        return Verdict(claim, "possible", f"{STANDS}: months do not add up to it.")
    layers = answers.layers(claim) if claim.per == "month" else []
    for layer in layers:
        if against := _against(claim, layer, answers):
            return _turned(claim, *against, answers.whose(layer))
        if proof := follows(claim, layer, answers):
            return Verdict(claim, "adds_up", f"Adds up: it follows from what is quoted {answers.whose(layer)} of each month.", proof)
    return Verdict(claim, "possible", "Possible: no two months in a row are known well enough to go against it.")


def _against(claim: Claim, layer: str, answers: Answers) -> tuple[Bound, Bound] | None:
    """The first two months in a row of which the one that should be higher must be lower: that lower one, and the higher one."""
    known, window = answers.known(claim.scope, layer), claim.scope.window
    if known is None:
        return None
    start, end = window.start[1] or known[0], window.end[0] or known[1]
    scopes = [replace(claim.scope, window=Window.of(*month)) for month in whole_months(max(start, known[0]), min(end, known[1]))]
    for one, other in pairwise(answers.bounds(scopes, layer)):
        low, high = (one, other) if claim.direction == "down" else (other, one)
        if low.hi is not None and low.hi < high.lo:
            return upper_half(low), lower_half(high)
    return None


def _turned(claim: Claim, low: Bound, high: Bound, who: str) -> Verdict:
    window, bounds = claim.scope.window, (low, high)
    months = f"{_month(low)} was at most {low.hi:,}, {_month(high)} at least {high.lo:,}"
    later = max(bound.scope.window.end[1] or date.min for bound in bounds)
    if not any(window.start):
        return Verdict(claim, "possible", f"Possible: it does not say since when. Against it {who}: {months}.", bounds)
    if not any(window.end):
        until = later.replace(day=1) - timedelta(1)
        sentence = f"No end is told: {who} it can have been true until {until}. {months}."
        return Verdict(claim, "undated", sentence, bounds, days=(None, until))
    return Verdict(claim, "contradicted", f"Contradicted {who}: {months}.", bounds)


def _contradicted(claim: Claim, conflict: Conflict, answers: Answers) -> Verdict:
    others = ", ".join(f"“{other.quote.text}” ({other.outlet})" for key, other in conflict.cited.items() if key != claim.id)
    gap = f"{conflict.gap.numerator:,}" if conflict.gap.denominator == 1 else f"{float(conflict.gap):,.2f}"
    sentence = f"Contradicted: it cannot hold together with {others}; they miss each other by {gap}."
    sentence += f" {_mended(conflict.repairs[0], answers.reckoning)}" if conflict.repairs else ""
    return Verdict(claim, "contradicted", sentence, conflict=conflict)


def _compared(claim: Claim, answers: Answers) -> Verdict:
    """A share, difference, rate or rank: contradicted where no layer that it may speak of can hold it."""
    if claim.kind in ("ratio", "change") and claim.base is None:
        return Verdict(claim, "possible", f"A {claim.kind} that does not say of what cannot be judged.")
    layers = answers.layers(claim)
    conflicts = [answers.conflict(claim, layer) for layer in layers]
    against = [conflict for conflict in conflicts if conflict]
    if len(against) == len(conflicts):
        return _contradicted(claim, against[0], answers)
    told = [_left(claim, layer, answers) for layer, conflict in zip(layers, conflicts, strict=True) if not conflict]
    return min(told, key=lambda verdict: (_KINDEST.index(verdict.verdict), -len(verdict.bounds)))


def _left(claim: Claim, layer: str, answers: Answers) -> Verdict:
    """What the bounds of a layer leave to a comparison that nothing excludes."""
    if proof := follows(claim, layer, answers):
        return Verdict(claim, "adds_up", f"Adds up: it follows from what is quoted {answers.whose(layer)} of each month.", proof)
    known = implied(claim, layer, answers)
    if known is None or known.open:
        return Verdict(claim, "possible", "Possible: nothing quoted excludes it, and nothing bounds it.")
    between = f"{answers.whose(layer)}: {_between(known, claim)}"
    if known.within(claim):
        return Verdict(claim, "adds_up", f"Adds up: it follows from what is quoted {between}.", known.bounds)
    return Verdict(claim, "possible", f"Possible: nothing quoted excludes it. It lies, by what is quoted {between}.", known.bounds)


def _between(known: Implied, claim: Claim) -> str:
    """The ends of what is implied in words, rounded outward."""
    unit = {"ratio": " times its base", "change": "", "rate": f" a {claim.per}"}[claim.kind]
    places = 0 if claim.kind == "change" else 1 if claim.kind == "rate" else 3
    lo = None if known.lo is None else _rounded(known.lo, places, floor)
    hi = None if known.hi is None else _rounded(known.hi, places, ceil)
    least, most = (None if end is None else f"at {name} {end}{unit}" for name, end in (("least", lo), ("most", hi)))
    return " and ".join(end for end in (least, most) if end)


def _rounded(value: Fraction, places: int, way: Callable[[Fraction], int]) -> str:
    shown = f"{way(value * 10**places) / 10**places:,.{places}f}"
    return shown.rstrip("0").rstrip(".") if places else shown


def _amount(claim: Claim, answers: Answers) -> Verdict:
    return Verdict(claim, "new", "An amount is recorded, not reckoned: nothing in the ledger adds up to money.")


_JUDGES: dict[str, Callable[[Claim, Answers], Verdict]] = {
    "count": _count,
    "ratio": _compared,
    "change": _compared,
    "rate": _compared,
    "trend": _trend,
    "rank": _compared,
    "amount": _amount,
}


def _month(bound: Bound) -> str:
    day = bound.scope.window.start[0]
    return f"{day:%B %Y}" if day else "the month"
