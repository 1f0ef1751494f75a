"""ledger: the memory. One SQLite file of sources, their texts, claims, gaps and what people decided."""

from recusant.ledger.decision import Decision
from recusant.ledger.reader import Reader
from recusant.ledger.writer import Ledger

__all__ = ["Decision", "Ledger", "Reader"]
