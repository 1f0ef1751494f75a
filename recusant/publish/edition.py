"""What is published: a reckoning with all that is needed to show and to check it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from recusant.codebook import Codebook
from recusant.records import Day, Family, Lead, Reckoning, Source


@dataclass(frozen=True, eq=False)
class Edition:
    """A reckoning, its codebook (also as the TOML it was read from) and the sources that its claims quote, by id.

    ``gaps`` is how many numbers were seen and not understood, ``waiting`` how many claims wait for review and count in no bound;
    ``unreckoned`` says of claims that make no constraint why; ``public`` are persons whose names are not masked; ``leads`` are the
    claims that would help most; ``families`` tell who has a figure from whom; ``pictures`` asks for the charts as files of their own.
    Nothing else enters the pages but an earlier edition: no clock is read, so ``issued`` is printed only where it is given.
    """

    reckoning: Reckoning
    book: Codebook
    codebook_text: str
    sources: Mapping[str, Source]
    gaps: int = 0
    unreckoned: Mapping[str, str] = field(default_factory=dict)
    waiting: int = 0
    title: str | None = None
    issued: Day = None
    language: str = "en"
    public: tuple[str, ...] = ()
    leads: tuple[Lead, ...] = ()
    families: tuple[Family, ...] = ()
    pictures: bool = False

    @cached_property
    def born(self) -> Mapping[str, Family]:
        """By claim the family of its figure, where several sources print that."""
        return {claim: family for family in self.families if len(family.trails) > 1 for claim in family.cited}
