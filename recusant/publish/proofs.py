"""Certificates -> lines that anybody can add up, each with the days that its quote covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from recusant.publish.series import days_of
from recusant.records import Bound, Certificate, Claim, Conflict, Days, LinkTerm, Term, added_up


@dataclass(frozen=True)
class Bar:
    """Where days lie on the time line of a proof, in percent of its length."""

    x: float
    width: float


@dataclass(frozen=True)
class Line:
    """One quote of a proof: how many times its value is added or taken away, and the days that it covers."""

    term: Term
    claim: Claim
    bar: Bar | None

    @property
    def sign(self) -> str:
        return "−" if self.term.times < 0 else "+"

    @property
    def times(self) -> Fraction:
        return abs(self.term.times)

    @property
    def room(self) -> bool:
        """Whether the quote leaves room, so that the value is only one end of what it may mean."""
        return self.claim.kind != "count" or self.claim.quantity.lo != self.claim.quantity.hi


@dataclass(frozen=True)
class Reason:
    """One line that rests on a link of the codebook: it adds nothing, and says why one count may stand for another."""

    term: LinkTerm
    bar: Bar | None


@dataclass(frozen=True)
class Proof:
    """The lines of a certificate, the links it uses, what it adds up to, and where the days asked lie (None: nothing is asked).

    ``mixed`` says that the lines do not all speak of one measure and place.
    """

    lines: tuple[Line, ...]
    reasons: tuple[Reason, ...]
    total: Fraction
    asked: Bar | None
    mixed: bool

    @property
    def claims(self) -> list[Claim]:
        """Every claim cited, once."""
        return list({line.claim.id: line.claim for line in self.lines}.values())


def proof_of(bound: Bound, end: str) -> Proof:
    """The proof of one end ("lo" or "hi") of a bound."""
    return _proof(bound.lo_certificate if end == "lo" else bound.hi_certificate, bound.cited, days_of(bound))


def exactly(bound: Bound) -> bool:
    """Whether one sum of quotes proves both ends."""
    ends = bound.lo_certificate, bound.hi_certificate
    lines = [{(term.claim, term.times, term.value, term.at) for term in end if isinstance(term, Term)} for end in ends]
    linked = any(isinstance(term, LinkTerm) for end in ends for term in end)
    return bound.lo == bound.hi and bool(bound.lo_certificate) and lines[0] == lines[1] and not linked


def proof_of_conflict(conflict: Conflict) -> Proof:
    """The proof that the claims of a conflict cannot all hold."""
    return _proof(conflict.terms, conflict.cited, None)


def _proof(certificate: Certificate, cited: Mapping[str, Claim], asked: Days | None) -> Proof:
    quoted = [(term, cited[term.claim]) for term in certificate if isinstance(term, Term)]
    covered = [(term, claim, _covered(term, claim)) for term, claim in quoted]
    links = [term for term in certificate if isinstance(term, LinkTerm)]
    covered.sort(key=lambda line: (line[0].times < 0, line[2] or (date.max, date.max), line[0].claim, line[0].at or ""))
    every = [days for days in (*(days for _, _, days in covered), *((term.since, term.at) for term in links), asked) if days]
    whole = (min(first for first, _ in every), max(last for _, last in every)) if every else None
    lines = tuple(Line(term, claim, _bar(days, whole)) for term, claim, days in covered)
    reasons = tuple(Reason(term, _bar((term.since, term.at), whole)) for term in links)
    topics = {(claim.scope.measure, claim.scope.place) for claim in cited.values()}
    return Proof(lines, reasons, added_up(certificate), _bar(asked, whole), len(topics) > 1)


def _covered(term: Term, claim: Claim) -> Days | None:
    window = claim.scope.window
    return window.largest if term.side == "lo" else window.smallest


def _bar(days: Days | None, whole: Days | None) -> Bar | None:
    if days is None or whole is None:
        return None
    length, day = (whole[1] - whole[0]).days + 1, timedelta(1)
    return Bar(round(100 * ((days[0] - whole[0]) / day) / length, 1), round(100 * ((days[1] - days[0]) / day + 1) / length, 1))
