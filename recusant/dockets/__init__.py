"""dockets: lists and cards of court sites become counts of cases. No name in them is kept."""

from recusant.dockets.counted import DOCKET_COLUMNS, Coverage, Tally, count_dockets
from recusant.dockets.reading import Docket, is_docket, read_docket

__all__ = ["DOCKET_COLUMNS", "Coverage", "Docket", "Tally", "count_dockets", "is_docket", "read_docket"]
