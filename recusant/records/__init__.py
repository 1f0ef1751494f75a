"""The nouns of Recusant: frozen records, standard library only.

Every record has ``to_dict`` and ``from_dict``, the JSON of the contracts (docs/contracts.md). Records are validated when they
are made; afterwards they are trusted. Spans count Unicode code points, the end is exclusive. Days are ``datetime.date``, both
ends inclusive. Counts are integers; the parts of a ratio may be fractions and are then floats as written.
"""

from recusant.records.literal import grain_of, literal
from recusant.records.proven import (
    ALL,
    VERDICTS,
    Bound,
    Certificate,
    Conflict,
    Reckoning,
    SetAside,
    Term,
    Verdict,
    added_up,
    in_words,
    line_of,
)
from recusant.records.said import (
    KINDS,
    MODIFIERS,
    PERIODS,
    STATUSES,
    UNKNOWN_WINDOW,
    Claim,
    Day,
    Gap,
    Json,
    Number,
    Quantity,
    Quote,
    Scope,
    Source,
    Text,
    Window,
    identity,
    to_day,
)

__all__ = [
    "ALL",
    "KINDS",
    "MODIFIERS",
    "PERIODS",
    "STATUSES",
    "UNKNOWN_WINDOW",
    "VERDICTS",
    "Bound",
    "Certificate",
    "Claim",
    "Conflict",
    "Day",
    "Gap",
    "Json",
    "Number",
    "Quantity",
    "Quote",
    "Reckoning",
    "Scope",
    "SetAside",
    "Source",
    "Term",
    "Text",
    "Verdict",
    "Window",
    "added_up",
    "grain_of",
    "identity",
    "in_words",
    "line_of",
    "literal",
    "to_day",
]
