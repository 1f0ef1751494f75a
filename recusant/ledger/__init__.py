"""ledger: the memory. One SQLite file, or a PostgreSQL database, of sources, their texts, claims, gaps, what people
decided, and the log of captures.
"""

from recusant.ledger.copying import copy
from recusant.ledger.database import Place
from recusant.ledger.decision import Decision, Mark
from recusant.ledger.log import DESK, DIGEST, Capture
from recusant.ledger.places import on_server, place_of, shown
from recusant.ledger.reader import Marks, Reader
from recusant.ledger.shelf import LATEST, short
from recusant.ledger.turns import CONFIDENT, LAST, REASONS, Stated, Turn, Turns, figure_of, placed, turn_of
from recusant.ledger.versions import Difference
from recusant.ledger.writer import Ledger

__all__ = [
    "CONFIDENT", "DESK", "DIGEST", "LAST", "LATEST", "REASONS", "Capture", "Decision", "Difference", "Ledger", "Mark", "Marks", "Place",
    "Reader", "Stated", "Turn", "Turns", "copy", "figure_of", "on_server", "place_of", "placed", "short", "shown", "turn_of",
]  # fmt: skip
