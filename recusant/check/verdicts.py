"""What a reckoning says of a claim that is not in it (docs/check.md).

A claim is judged in the layer of its own origin where the codebook knows that origin. A claim that names nobody known may repeat
any of them: it is judged in each layer that says something of its scope, and the kindest verdict, which names that layer, stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from recusant.check.answers import Answers
from recusant.check.compared import follows, implied
from recusant.check.dating import fits, likely, lower_half, open_end, upper_half
from recusant.check.words import Sayings, Words
from recusant.codebook import Codebook
from recusant.records import ALL, Bound, Claim, Conflict, Reckoning, Verdict, Window, whole_months


def judge(claims: Iterable[Claim], reckoning: Reckoning, book: Codebook, report: Sayings, among: Sequence[Conflict] = ()) -> list[Verdict]:
    """One verdict for each claim, in the order given, in the language of the words of the report. ``among`` are the conflicts that
    the claims have among themselves, whatever else is quoted.
    """
    said = list(claims)
    answers = Answers(said, reckoning, book)
    say = Words(report)
    return [_among_themselves(_JUDGES[claim.kind](claim, answers, say), among, say) for claim in said]


def _among_themselves(verdict: Verdict, among: Sequence[Conflict], say: Words) -> Verdict:
    """The verdict, and that the claim excludes others of its text: which of them is wrong, or was misread, the text does not say."""
    found = ((len(one.cited), name, one) for one in among for name, cited in one.cited.items() if _alike(cited, verdict.claim))
    _, name, conflict = min(found, key=lambda one: one[:2], default=(0, "", None))
    if conflict is None:
        return verdict
    sentence = f"{verdict.sentence} {say.itself([other for key, other in conflict.cited.items() if key != name], conflict)}"
    return replace(verdict, sentence=sentence, conflict=verdict.conflict or conflict)


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two claims say the same: a headline repeats a figure, and a conflict cites it once."""
    ends = ((claim.kind, claim.scope, claim.base, claim.origin, claim.quantity.lo, claim.quantity.hi) for claim in (one, other))
    return next(ends) == next(ends)


def _count(claim: Claim, answers: Answers, say: Words) -> Verdict:
    verdicts = [_count_in(claim, layer, answers, say) for layer in answers.layers(claim)]
    return min(verdicts, key=lambda verdict: (_KINDEST.index(verdict.verdict), -len(verdict.bounds)))


_KINDEST = ("adds_up", "undated", "outdated", "possible", "contradicted", "new")


def _count_in(claim: Claim, layer: str, answers: Answers, say: Words) -> Verdict:
    window = claim.scope.window
    if answers.known(claim.scope, layer) is None:
        return _unheard(claim, layer, answers, say)
    if claim.quantity.lo is claim.quantity.hi is None:
        return Verdict(claim, "possible", say("no_number"))
    if answers.stands(claim.scope):
        if any(answers.days(claim.scope)):
            return _dated(claim, layer, answers, say)
        return Verdict(claim, "possible", say("stands"))
    if window.start[0] is None:
        return Verdict(claim, "possible", say("no_start"))
    if window.end[1] is None:
        return _undated(claim, layer, answers, say)
    if open_end(claim) and (fit := fits(claim, layer, answers.reckoning)) and fit.outdated_by(window.end[1]):
        span = Window.of(window.start[1] or window.start[0], window.end[1])
        then = lower_half(answers.bounds([replace(claim.scope, window=span)], layer)[0])
        later = fit.after is None or fit.after.lo < then.lo  # else as much is told of an earlier day
        sentence = say("outdated", fit=say.fit(fit, layer, (window.end[1], then.lo) if later else None))
        return Verdict(claim, "outdated", sentence, (then, *fit.bounds) if later else fit.bounds, days=fit.days)
    return _dated(claim, layer, answers, say)


def _unheard(claim: Claim, layer: str, answers: Answers, say: Words) -> Verdict:
    """A claim of one of whom nothing alike is quoted: held against the whole, and told beside what others count of it."""
    if layer != ALL and (conflict := answers.conflict(claim, layer)):
        return _contradicted(claim, conflict, answers, say)
    others = [_known_of(claim, other, answers, say) for other in answers.reckoning.layers if other != layer]
    told = [one for one in others if one]
    if not told:
        return Verdict(claim, "new", say("new"))
    sentences = "; ".join(sentence for sentence, _ in told)
    return Verdict(claim, "new", say("new_beside", origin=say.report.origin(claim.origin), others=sentences), told[0][1])


def _known_of(claim: Claim, layer: str, answers: Answers, say: Words) -> tuple[str, tuple[Bound, ...]] | None:
    """What a layer says of the scope of a claim, in words, with the proofs; None where it bounds nothing."""
    if answers.known(claim.scope, layer) is None:
        return None
    least, most = answers.ends(claim.scope, layer)
    lo, hi = least.lo if least else 0, most.hi if most else None
    if lo == 0 and hi is None:
        return None
    return say.known(lo, hi, layer), _telling(least, most)


def _dated(claim: Claim, layer: str, answers: Answers, say: Words) -> Verdict:
    """A claim whose window is known, at least between two days for each end."""
    if conflict := answers.conflict(claim, layer):
        return _contradicted(claim, conflict, answers, say)
    least, most = answers.ends(claim.scope, layer)
    lo, hi = least.lo if least else 0, most.hi if most else None
    bounds, known = _telling(least, most), say.known(lo, hi, layer)
    proven_lo = claim.quantity.lo is None or lo >= claim.quantity.lo
    proven_hi = claim.quantity.hi is None or (hi is not None and hi <= claim.quantity.hi)
    if proven_lo and proven_hi:
        return Verdict(claim, "adds_up", say("adds_up", known=known), bounds)
    if lo == 0 and hi is None:
        if open_end(claim) and (fit := fits(claim, layer, answers.reckoning)):
            return Verdict(claim, "undated", say("undated_end", fit=say.fit(fit, layer)), fit.bounds, days=fit.days)
        return Verdict(claim, "new", say("new_unbounded", whose=say.whose(layer)))
    return Verdict(claim, "possible", say("possible", known=known), bounds)


def _telling(least: Bound | None, most: Bound | None) -> tuple[Bound, ...]:
    """The proofs of what is told: of the least, which may be of fewer days, and of the most, which may be of more."""
    if least and least == most:
        return (least,)
    lower = [lower_half(least)] if least and least.lo else []
    return (*lower, *([upper_half(most)] if most and most.hi is not None else []))


def _undated(claim: Claim, layer: str, answers: Answers, say: Words) -> Verdict:
    fit = fits(claim, layer, answers.reckoning)
    if fit is None:
        return Verdict(claim, "possible", say("undated_unknown", whose=say.whose(layer)))
    month = likely(claim, layer, answers.reckoning)
    about = f" {say.report('likely_month', month=say.report.month(month.first))}" if month else ""
    sentence = f"{say('undated', fit=say.fit(fit, layer))}{about}"
    return Verdict(claim, "undated", sentence, fit.bounds, days=fit.days, likely=month)


def _trend(claim: Claim, answers: Answers, say: Words) -> Verdict:
    """Month by month: two months in a row that must go the other way contradict it, or say until when it can have been true."""
    if answers.stands(claim.scope):
        return Verdict(claim, "possible", say("trend_stands"))
    layers = answers.layers(claim) if claim.per == "month" else []
    for layer in layers:
        if against := _against(claim, layer, answers):
            return _turned(claim, against, layer, say)
        if proof := follows(claim, layer, answers):
            return Verdict(claim, "adds_up", say("follows", whose=say.whose(layer)), proof)
    return Verdict(claim, "possible", say("trend_possible"))


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


def _turned(claim: Claim, bounds: tuple[Bound, Bound], layer: str, say: Words) -> Verdict:
    window, (low, high), whose = claim.scope.window, bounds, say.whose(layer)
    months = say.months(low, high)
    later = max(bound.scope.window.end[1] or date.min for bound in bounds)
    if not any(window.start):
        return Verdict(claim, "possible", say("turned_possible", whose=whose, months=months), bounds)
    if not any(window.end):
        until = later.replace(day=1) - timedelta(1)
        sentence = say("turned_undated", until=say.report.day(until), whose=whose, months=months)
        return Verdict(claim, "undated", sentence, bounds, days=(None, until))
    return Verdict(claim, "contradicted", say("turned", whose=whose, months=months), bounds)


def _contradicted(claim: Claim, conflict: Conflict, answers: Answers, say: Words) -> Verdict:
    return Verdict(claim, "contradicted", say.contradicted(claim, conflict, answers.reckoning.claims), conflict=conflict)


def _compared(claim: Claim, answers: Answers, say: Words) -> Verdict:
    """A share, difference, rate or rank: contradicted where no layer that it may speak of can hold it."""
    if claim.kind in ("ratio", "change") and claim.base is None:
        return Verdict(claim, "possible", say("no_base"))
    layers = answers.layers(claim)
    conflicts = [answers.conflict(claim, layer) for layer in layers]
    against = [conflict for conflict in conflicts if conflict]
    if len(against) == len(conflicts):
        return _contradicted(claim, against[0], answers, say)
    told = [_left(claim, layer, answers, say) for layer, conflict in zip(layers, conflicts, strict=True) if not conflict]
    return min(told, key=lambda verdict: (_KINDEST.index(verdict.verdict), -len(verdict.bounds)))


def _left(claim: Claim, layer: str, answers: Answers, say: Words) -> Verdict:
    """What the bounds of a layer leave to a comparison that nothing excludes."""
    if proof := follows(claim, layer, answers):
        return Verdict(claim, "adds_up", say("follows", whose=say.whose(layer)), proof)
    ends = implied(claim, layer, answers)
    if ends is None or ends.open:
        return Verdict(claim, "possible", say("compared_open"))
    known = say.compared(ends, claim, layer)
    if ends.within(claim):
        return Verdict(claim, "adds_up", say("adds_up", known=known), ends.bounds)
    return Verdict(claim, "possible", say("compared_possible", known=known), ends.bounds)


def _amount(claim: Claim, answers: Answers, say: Words) -> Verdict:
    return Verdict(claim, "new", say("amount"))


_JUDGES: dict[str, Callable[[Claim, Answers, Words], Verdict]] = {
    "count": _count,
    "ratio": _compared,
    "change": _compared,
    "rate": _compared,
    "trend": _trend,
    "rank": _compared,
    "amount": _amount,
}
