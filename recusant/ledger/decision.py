"""What a person decided about a claim or a source. Decisions and marks are only ever added; the latest one stands."""

from __future__ import annotations

from dataclasses import dataclass

from recusant.errors import BadRecord
from recusant.records import STATUSES, Claim, Json


@dataclass(frozen=True, slots=True)
class Mark:
    """Who says that a source is ``confidential``, or is no longer, when and why."""

    by: str
    confidential: bool = True
    why: str = ""
    when: str | None = None

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise BadRecord("the mark does not say who decided", mend="give the person's name")


@dataclass(frozen=True, slots=True)
class Decision:
    """``status`` is what was decided: accepted, rejected, corrected (then ``corrected`` is the claim as it should be), or
    suggested, which takes earlier decisions back. ``when`` is the time the caller gives, as ISO text.

    ``waits``: it does not stand yet, as a second person has to agree. ``number`` is its place among all decisions, once it is stored.
    """

    claim: str
    status: str
    by: str
    why: str = ""
    when: str | None = None
    corrected: Claim | None = None
    waits: bool = False
    number: int = 0

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise BadRecord(f"decision {self.status!r} is not one of {', '.join(STATUSES)}")
        if not self.by.strip():
            raise BadRecord(f"the decision about {self.claim} does not say who decided", mend="give the person's name")
        if (self.status == "corrected") != (self.corrected is not None):
            raise BadRecord(
                f"the decision about {self.claim} is {self.status}", mend="a corrected claim goes with 'corrected' and no other"
            )

    def to_dict(self) -> Json:
        """As JSON; a corrected claim whole."""
        corrected = self.corrected.to_dict() if self.corrected else None
        return {"claim": self.claim, "status": self.status, "by": self.by, "why": self.why, "when": self.when, "corrected": corrected} | (
            {"waits": True} if self.waits else {}
        )
