"""Single bounds as sentences, for where there is no page: the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from recusant.codebook import Codebook
from recusant.publish.edition import Edition
from recusant.publish.report import report_on
from recusant.publish.series import days_of
from recusant.publish.words import Words
from recusant.records import Bound, Claim, Conflict, Crossing, Path


def sentence(bound: Bound, book: Codebook, language: str = "en") -> str:
    """A bound in one sentence, with the labels of the codebook: what, where, when, and how many."""
    say, days = Words(language, book), bound.scope.window.exact
    period = say.period(days) if days else say.window(bound.scope.window)
    what = f"{say.category(bound.scope.category)}, {say.place(bound.scope.place)}, {period}"
    return f"{what}: {say.interval(bound.lo, bound.hi)} ({say.measure(bound.scope.measure)}, {say.layer(bound.layer)})"


def crossing_told(crossing: Crossing, book: Codebook, language: str = "en") -> tuple[str, str]:
    """When a running total reached a number, as proven and as likely: two sentences, so that they are never mixed."""
    say, scope, step = Words(language, book), crossing.scope, crossing.likely
    after, by = (say.day(days_of(bound)[1]) if bound else None for bound in (crossing.below, crossing.reached))
    known = "between" if after and by else "after" if after else "by" if by else "unknown"
    when = say(f"crossed_{known}", n=say.number(crossing.number), after=after, by=by)
    what = f"{say.category(scope.category)}, {say.place(scope.place)}, {say.window(scope.window)}"
    likely = say("likely_month", month=say.month(step.first)) if step else say("likely_unknown")
    return f"{what}: {when} ({say.measure(scope.measure)}, {say.layer(crossing.layer)})", likely


def path_told(path: Path, book: Codebook, language: str = "en") -> tuple[str, list[tuple[str, str]]]:
    """What a likely path is of, and each of its months with its value, or with the word that it is not determined."""
    say = Words(language, book)
    title = f"{say.category(path.category)}, {say.place(path.place)} ({say.measure(path.measure)}, {say.layer(path.layer)})"
    values = (say("unknown") if step.value is None else say("about_n", n=say.number(round(step.value))) for step in path.steps)
    return title, [(say.period((step.first, step.last)), value) for step, value in zip(path.steps, values, strict=True)]


def cited(claim: Claim, book: Codebook, language: str = "en") -> str:
    """A claim in one phrase: the quote, what it counts, and who printed it when."""
    say, scope = Words(language, book), claim.scope
    outlet = say.origin(claim.outlet)
    printed = f"{outlet}, {say.day(claim.said_on)}" if claim.said_on else outlet
    what = f"{say.category(scope.category)}, {say.place(scope.place)}, {say.window(scope.window)}"
    return f"“{' '.join(claim.quote.text.split())}” of {say.measure(scope.measure)}: {what} ({printed})"


def mended(conflict: Conflict, claims: Mapping[str, Claim], book: Codebook, language: str = "en") -> str | None:
    """The likeliest repair of a conflict with its evidence, in one sentence, or None where nothing speaks for any."""
    return Words(language, book).mended(conflict, claims)


def could_as_well(conflict: Conflict, claims: Mapping[str, Claim], book: Codebook, language: str = "en") -> str | None:
    """What could as well be set aside for a conflict, in as many sentences, or None where nothing could."""
    say = Words(language, book)
    return " ".join(say.alternative(one, claims) for one in conflict.alternatives) or None


def findings(edition: Edition) -> list[str]:
    """The headline findings of an edition, a sentence each."""
    return [sentence(bound, edition.book, edition.language) for _, bound in report_on(edition).findings]
