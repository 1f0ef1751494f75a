"""Counts of refusal of military service that add up, with the quotes that prove them.

``open`` and ``Ledger`` hold a collection of articles; ``extract``, ``reconcile`` and ``check`` are the path without one.
"""

from recusant.codebook import Codebook
from recusant.errors import RecusantError
from recusant.flow import Ledger, check, extract, reconcile
from recusant.records import (
    Bound,
    Claim,
    Conflict,
    Family,
    Gap,
    LinkTerm,
    Quantity,
    Quote,
    Scope,
    SetAside,
    Source,
    Spread,
    Term,
    Text,
    Verdict,
    Window,
)

__version__ = "0.1.0"

open = Ledger.open  # noqa: A001 recusant.open is the contract

__all__ = [
    "Bound",
    "Claim",
    "Codebook",
    "Conflict",
    "Family",
    "Gap",
    "Ledger",
    "LinkTerm",
    "Quantity",
    "Quote",
    "RecusantError",
    "Scope",
    "SetAside",
    "Source",
    "Spread",
    "Term",
    "Text",
    "Verdict",
    "Window",
    "check",
    "extract",
    "open",
    "reconcile",
]
