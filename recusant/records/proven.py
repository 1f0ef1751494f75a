"""What is proven: terms, certificates, bounds, conflicts, what was set aside, and verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

from recusant.errors import BadRecord
from recusant.records.displayed import table, told, words
from recusant.records.linked import LinkTerm
from recusant.records.said import Claim, Json, Number, Scope, Window, identity

ALL = "all"  # the layer of the truth: at least every layer below it
REPAIRS = ("digits", "units", "column", "window", "measure", "category", "place", "part", "net", "relay")
SUPPORTS = ("stated", "implied", "possible")


@dataclass(frozen=True, slots=True)
class Term:
    """One line of a certificate: what a claim says at least (``lo``) or at most (``hi``), taken ``times`` times (exact fractions).

    ``value`` is what the claim's row stands over: the end of its interval for a count, 0 for a ratio, the end times the periods for
    a rate; None leaves it to the claim. ``at`` is the month (2024-05) that a row of a trend or a rank speaks of.
    """

    claim: str
    side: str
    times: Fraction
    value: Fraction | None = None
    at: str | None = None

    def __post_init__(self) -> None:
        if self.side not in ("lo", "hi"):
            raise BadRecord(f"term of {self.claim}: side {self.side!r} is neither lo nor hi")

    def to_dict(self) -> Json:
        record: Json = {"claim": self.claim, "side": self.side, "times": str(self.times)}
        if self.value is not None:
            record["value"] = str(self.value)
        if self.at is not None:
            record["at"] = self.at
        return record

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Term:
        try:
            value = Fraction(record["value"]) if "value" in record else None
            return cls(record["claim"], record["side"], Fraction(record["times"]), value, record.get("at"))
        except (KeyError, ValueError, ZeroDivisionError) as fault:
            raise BadRecord(f"certificate term {dict(record)!r} cannot be read ({fault})") from None


Certificate = tuple[Term | LinkTerm, ...]


def certificate_from(records: list[Json]) -> Certificate:
    """A certificate from the JSON list of its terms."""
    return tuple(LinkTerm.from_dict(record) if "link" in record else Term.from_dict(record) for record in records)


def added_up(certificate: Certificate) -> Fraction:
    """The plain arithmetic of a certificate whose terms have their values: the sum of ``times`` × ``value``."""
    return sum((term.times * (term.value or 0) for term in certificate), Fraction(0))


@dataclass(frozen=True, slots=True)
class Bound:
    """What must be true of a scope in a layer, if the claims hold: ``lo <= count <= hi`` (hi None: not bounded).

    ``cited`` holds the claims of both certificates, so that a bound can explain itself.
    """

    scope: Scope
    layer: str
    lo: int
    hi: int | None
    lo_certificate: Certificate = ()
    hi_certificate: Certificate = ()
    cited: Mapping[str, Claim] = field(default_factory=dict, compare=False, repr=False)

    def to_dict(self) -> Json:
        record: Json = {"scope": self.scope.to_dict(), "layer": self.layer, "lo": self.lo, "hi": self.hi}
        record["lo_certificate"] = [term.to_dict() for term in self.lo_certificate]
        record["hi_certificate"] = [term.to_dict() for term in self.hi_certificate]
        return record

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Bound:
        lower, upper = certificate_from(record["lo_certificate"]), certificate_from(record["hi_certificate"])
        return cls(Scope.from_dict(record["scope"]), record["layer"], record["lo"], record["hi"], lower, upper)

    def explain(self) -> str:
        """Both ends as arithmetic that anybody can add up, a quote a line."""
        upper = "no upper bound: no claims cover it all" if self.hi is None else self._proof(self.hi, self.hi_certificate, "at most")
        lower = self._proof(self.lo, self.lo_certificate, "at least") if self.lo_certificate else "at least 0: nothing quoted says more"
        return f"{lower}\n\n{upper}"

    def _repr_html_(self) -> str:
        """Both proofs as tables, in a notebook."""
        most = "no upper bound" if self.hi is None else f"at most {self.hi:,}"
        ends = ((f"at least {self.lo:,}", self.lo_certificate), (most, self.hi_certificate))
        proofs = (f"<p>{words(says)}</p>{_sum(held, self.cited) if held else ''}" for says, held in ends)
        return told(f"{in_words(self.scope)}, layer {self.layer}, if the quoted claims hold", *proofs)

    def _proof(self, value: int, certificate: Certificate, says: str) -> str:
        lines = [f"  + {0:>12}  {term}" if isinstance(term, LinkTerm) else line_of(term, self.cited[term.claim]) for term in certificate]
        total = added_up(certificate)
        rounded = ceil(total) if says == "at least" else floor(total)
        exact = "" if total == rounded else f" (exactly {_mixed(total)})"
        return "\n".join([f"{says} {value:,}:", *lines, f"  = {rounded:>12,}{exact}"])


def line_of(term: Term, claim: Claim) -> str:
    """One term as a line of arithmetic: sign, what it contributes, quote, window, who counted, who printed it and when."""
    sign, size = ("−" if term.times < 0 else "+"), abs(term.times)
    value = "?" if term.value is None else _mixed(size * term.value)
    times = "" if size == 1 or term.value is None else f"({size} × {_mixed(term.value)}) "
    said = f", {claim.said_on}" if claim.said_on else ""
    printed = f" in {claim.outlet}" if claim.via else ""
    place = f", {claim.quote.place}," if claim.quote.place else ""
    month = f" (here of {term.at})" if term.at else ""
    month += f", held against {in_words(claim.base)}" if claim.base and claim.kind != "rank" else ""
    return f"  {sign} {value:>12}  {times}“{claim.quote.text}”{place} {in_words(claim.scope)}{month}; {claim.origin}{printed}{said}"


def _sum(certificate: Certificate, cited: Mapping[str, Claim]) -> str:
    """A certificate as a table that adds up, in a notebook."""
    return table(("value", "quote", "of what", "who"), _lines(certificate, cited), (f"= {_mixed(added_up(certificate))}", "", "", ""))


def _lines(certificate: Certificate, cited: Mapping[str, Claim]) -> Iterator[tuple[str, ...]]:
    for term in certificate:
        if isinstance(term, LinkTerm):
            yield "+ 0", "", str(term), ""
            continue
        claim = cited[term.claim]
        value = "?" if term.value is None else _mixed(abs(term.times) * term.value)
        who = ", ".join(str(part) for part in dict.fromkeys((claim.origin, claim.outlet, claim.said_on)) if part)
        yield f"{'−' if term.times < 0 else '+'} {value}", f"“{claim.quote.text}”", in_words(claim.scope), who


def _mixed(value: Fraction) -> str:
    """A number with what is left of a fraction behind the whole: “95 19/25”."""
    whole, rest = divmod(abs(value), 1)
    sign = "−" if value < 0 else ""
    return f"{sign}{whole:,}" if not rest else f"{sign}{whole:,} {rest}" if whole else f"{sign}{rest}"


def in_words(scope: Scope) -> str:
    """The window and scope in one short phrase, by ids."""
    return f"{scope.measure} · {scope.category} · {scope.place} · {_part_in_words(scope.window)}"


def _part_in_words(part: Number | str | Window) -> str:
    if isinstance(part, Window):
        ends = (part.start, part.end)
        return " to ".join("not known" if a is b is None else str(a) if a == b else f"{a or '?'}…{b or '?'}" for a, b in ends)
    return part if isinstance(part, str) else f"{part:,}"


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a claim as it stands and as it might be: a number, a measure, a category, a place or a window."""

    part: str
    was: Number | str | Window
    now: Number | str | Window

    def to_dict(self) -> Json:
        was, now = (value.to_dict() if isinstance(value, Window) else value for value in (self.was, self.now))
        return {"part": self.part, "from": was, "to": now}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Change:
        was, now = (Window.from_dict(value) if isinstance(value, Mapping) else value for value in (record["from"], record["to"]))
        return cls(record["part"], was, now)

    def __str__(self) -> str:
        """The change in one short phrase, by ids: “number 18,628 → 17,658”."""
        was, now = (_part_in_words(value) for value in (self.was, self.now))
        return f"{self.part} {was} → {now}"


@dataclass(frozen=True, slots=True)
class Repair:
    """What would make a conflict whole: a statement with its evidence, never a change made.

    With the ``changes`` to ``claim`` all that is kept holds together. ``kind`` says what may have gone wrong: a slip of the digits,
    thousands for units, a shifted column, another window, measure (stage or unit), category or place, a part left out of a sum,
    closed ones taken off, or a relay against its origin or a copy. ``support``: the claims of ``evidence`` state the changed claim
    (``stated``), they imply it (``implied``), or nothing does and it is only possible. A conflict's repairs stand in order of rank.
    """

    claim: str
    kind: str
    changes: tuple[Change, ...]
    evidence: tuple[str, ...]
    support: str

    def __post_init__(self) -> None:
        if self.kind not in REPAIRS or self.support not in SUPPORTS:
            raise BadRecord(f"repair of {self.claim}: kind {self.kind!r} or support {self.support!r} is not known")

    def to_dict(self) -> Json:
        record: Json = {"claim": self.claim, "kind": self.kind, "changes": [change.to_dict() for change in self.changes]}
        return record | {"evidence": list(self.evidence), "support": self.support}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Repair:
        changes = tuple(Change.from_dict(change) for change in record["changes"])
        return cls(record["claim"], record["kind"], changes, tuple(record["evidence"]), record["support"])


@dataclass(frozen=True, slots=True)
class Alternative:
    """Claims that could be given up in the place of others, which weigh as little (``weight`` is ``against``) or nearly."""

    give_up: tuple[str, ...]
    instead_of: tuple[str, ...]
    weight: int
    against: int

    def to_dict(self) -> Json:
        return {"give_up": list(self.give_up), "instead_of": list(self.instead_of), "weight": self.weight, "against": self.against}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Alternative:
        return cls(tuple(record["give_up"]), tuple(record["instead_of"]), record["weight"], record["against"])


@dataclass(frozen=True, slots=True)
class Conflict:
    """A smallest set of claims that cannot all hold, and the repairs that would make it whole, the likeliest first.

    ``certificate`` proves it: its terms cover nothing, yet add up to ``gap``, more than 0: by so much the claims miss each other.
    ``smallest`` is True where no smaller set of figures conflicts here (proved), False where the set is only irreducible.
    ``alternatives`` are what could as well be set aside in the place of what was set aside for it, the lightest first.

    Where the claims could all hold of half a case and of no whole one, ``crossed`` proves it in the place of a certificate (which is
    then empty): a count that is at least ``lo`` and at most ``hi``, which is less; ``gap`` is the difference.
    """

    claims: tuple[str, ...]
    certificate: Certificate
    gap: Fraction
    smallest: bool
    cited: Mapping[str, Claim] = field(default_factory=dict, compare=False, repr=False)
    repairs: tuple[Repair, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    crossed: Bound | None = None

    @property
    def terms(self) -> Certificate:
        """Every term that has a part in the proof."""
        return self.crossed.lo_certificate + self.crossed.hi_certificate if self.crossed else self.certificate

    def citing(self, cited: Mapping[str, Claim]) -> Conflict:
        """The same with the claims that it cites."""
        return replace(self, cited=cited, crossed=self.crossed and replace(self.crossed, cited=cited))

    @property
    def id(self) -> str:
        return identity("x", sorted(self.claims))

    def _repr_html_(self) -> str:
        """The claims that cannot all hold, and what would mend it, in a notebook."""
        mends = (f"{one.claim}: {one.kind}, {', '.join(map(str, one.changes))}" for one in self.repairs)
        repairs = "".join(f"<li>{words(mend)}</li>" for mend in mends)
        title = f"{self.id}: these claims cannot all hold; they miss each other by {_mixed(self.gap)}"
        return told(title, _sum(self.certificate, self.cited), f"<p>What would mend it:</p><ol>{repairs}</ol>" if repairs else "")

    def to_dict(self) -> Json:
        terms, repairs = [term.to_dict() for term in self.certificate], [repair.to_dict() for repair in self.repairs]
        record: Json = {"id": self.id, "claims": list(self.claims), "certificate": terms, "gap": str(self.gap)}
        alternatives = [alternative.to_dict() for alternative in self.alternatives]
        record |= {"smallest": self.smallest, "repairs": repairs, "alternatives": alternatives}
        return record | ({"crossed": self.crossed.to_dict()} if self.crossed else {})

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Conflict:
        repairs = tuple(Repair.from_dict(repair) for repair in record.get("repairs", ()))
        alternatives = tuple(Alternative.from_dict(alternative) for alternative in record.get("alternatives", ()))
        terms, gap = certificate_from(record["certificate"]), Fraction(record["gap"])
        crossed = Bound.from_dict(record["crossed"]) if record.get("crossed") else None
        return cls(tuple(record["claims"]), terms, gap, record["smallest"], {}, repairs, alternatives, crossed)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A figure that does not count in the bounds, and why. ``conflict`` is the id of the conflict that it is given up for."""

    claim: str
    reason: str
    conflict: str | None = None

    def to_dict(self) -> Json:
        return {"claim": self.claim, "reason": self.reason, "conflict": self.conflict}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> SetAside:
        return cls(record["claim"], record["reason"], record.get("conflict"))
