"""What the desk asks of the rooms that it does not know, as plain functions: ``cli`` hands them over.

``reckon``, ``look_closer`` and ``look_ahead`` run in processes of their own, so that nobody at the desk waits for a reckoning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from recusant.codebook import Codebook
from recusant.ledger import Ledger, Marks
from recusant.records import Alternative, Claim, Conflict, Effect, Lead, Number, Repair, Scope, SetAside, Window


class Sayings(Protocol):
    """The words of the report in one language: what is said of numbers, days, scopes and proofs."""

    def number(self, value: Number | Fraction) -> str: ...
    def gap(self, gap: Number | Fraction) -> str: ...
    def counted(self, name: str, number: int) -> str: ...
    def interval(self, lo: Number | None, hi: Number | None) -> str: ...
    def day(self, day: date) -> str: ...
    def period(self, days: tuple[date, date]) -> str: ...
    def window(self, window: Window) -> str: ...
    def measure(self, name: str) -> str: ...
    def category(self, name: str) -> str: ...
    def place(self, name: str) -> str: ...
    def event(self, name: str) -> str: ...
    def origin(self, name: str) -> str: ...
    def layer(self, name: str, counters: Sequence[str] = ()) -> str: ...
    def topic(self, key: Scope) -> str: ...
    def reading(self, claim: Claim) -> str: ...
    def repair(self, repair: Repair) -> str: ...
    def support(self, repair: Repair) -> str: ...
    def alternative(self, one: Alternative, claims: Mapping[str, Claim]) -> str: ...
    def lead(self, lead: Lead) -> str: ...
    def reason(self, why: str) -> str: ...


@dataclass(frozen=True)
class Shift:
    """How the bounds of one series (its scope without a window) changed: the ``effects``, of so many ``asked``."""

    layer: str
    scope: Scope
    asked: int
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class Outcome:
    """A reckoning of everything up to ``after``, and what is other than it was ``before``: bounds that shifted, claims set ``aside`` by
    now, those that went there (``away``) and came ``back``.
    """

    before: Marks
    after: Marks
    aside: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = ()
    away: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    unreckoned: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None


@dataclass(frozen=True)
class Closer:
    """What takes longer: every conflict with its repairs, what is set aside for which, and the conflicts ``gone`` and ``fresh``."""

    before: Marks
    after: Marks
    conflicts: tuple[Conflict, ...] = ()
    aside: tuple[SetAside, ...] = ()
    gone: tuple[Conflict, ...] = ()
    fresh: tuple[Conflict, ...] = ()
    fault: str | None = None


@dataclass(frozen=True)
class Ahead:
    """What takes longest: the claims that would tell most."""

    after: Marks
    leads: tuple[Lead, ...] = ()
    fault: str | None = None


@dataclass(frozen=True)
class Stored:
    """What adding a document did: the id of its source where it is new or was there, how many claims were read, and what failed."""

    source: str | None
    claims: int = 0
    known: bool = False
    fault: str | None = None


@dataclass(frozen=True)
class Preview:
    """What a changed codebook would read otherwise: of so many sources looked at (``of`` all), the claims gone and those new."""

    looked: int
    of: int
    gone: tuple[Claim, ...]
    new: tuple[Claim, ...]


@dataclass(frozen=True)
class Rooms:
    """All of it. ``style`` is the style sheet of the report; ``inert`` makes the text of strangers harmless to read,
    ``unbroken`` holds each number in it on one line.
    """

    open: Callable[[], Ledger]
    reckon: Callable[[], Outcome]
    look_closer: Callable[[], Closer]
    look_ahead: Callable[[], Ahead]
    words: Callable[[str, Codebook], Sayings]
    inert: Callable[[str], str]
    unbroken: Callable[[str], str]
    style: str
    link: Callable[[Ledger, str], Stored]
    upload: Callable[[Ledger, str, bytes], Stored]
    preview: Callable[[Ledger, str], Preview]
    publish: Callable[[], Path]
    codebook: Callable[[Ledger], str]
