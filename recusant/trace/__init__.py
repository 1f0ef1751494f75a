"""trace: claims become families: who counted a figure, who repeats whom, how many read the origin themselves."""

from recusant.trace.agencies import agency_of
from recusant.trace.errors import Shared, outvoted, shared_errors
from recusant.trace.pages import Figures, address, figures, gathered_by, passage
from recusant.trace.reuse import Copy, copies, reused
from recusant.trace.traced import Traced, alike, readings, same_passages, to_compare
from recusant.trace.trails import Evidence

__all__ = [
    "Copy", "Evidence", "Figures", "Shared", "Traced", "address", "agency_of", "alike", "copies", "figures", "gathered_by", "outvoted",
    "passage", "readings", "reused", "same_passages", "shared_errors", "to_compare",
]  # fmt: skip
