"""Records as pandas DataFrames, for those who script. Needs the extra ``tables``; nothing else in Recusant does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from recusant.errors import BadInput
from recusant.records import Bound, Claim

if TYPE_CHECKING:
    import pandas as pd


def bounds_frame(bounds: Iterable[Bound]) -> pd.DataFrame:
    """One row a bound: its scope, layer and ends, and how many quotes prove each end."""
    return _frame(
        {"layer": bound.layer}
        | {name: getattr(bound.scope, name) for name in ("measure", "category", "place")}
        | {"start": bound.scope.window.start[0], "end": bound.scope.window.end[0], "lo": bound.lo, "hi": bound.hi}
        | {"lo_quotes": len(bound.lo_certificate), "hi_quotes": len(bound.hi_certificate)}
        for bound in bounds
    )


def claims_frame(claims: Sequence[Claim]) -> pd.DataFrame:
    """One row a claim, a column for each of its parts."""
    ends = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    return _frame(
        {"id": claim.id, "source": claim.source, "quote": claim.quote.text, "kind": claim.kind}
        | {name: getattr(claim.quantity, name) for name in ("modifier", "lo", "hi")}
        | {name: getattr(claim.scope, name) for name in ("measure", "category", "place")}
        | dict(zip(ends, claim.scope.window.start + claim.scope.window.end, strict=True))
        | {"origin": claim.origin, "via": "; ".join(claim.via), "said_on": claim.said_on}
        | {name: getattr(claim, name) for name in ("reader", "confidence", "status")}
        for claim in claims
    )


def _frame(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    try:
        import pandas as pd  # an extra: only those who ask for tables need it
    except ImportError:
        raise BadInput("tables need pandas, which is not installed", mend="pip install 'recusant[tables]'") from None
    return pd.DataFrame(list(rows))
