"""Reconcile: claims -> bounds and conflicts. What must be true if the claims hold, each number with its proof."""

from recusant.reconcile.reckoning import Reckoned, Settled
from recusant.reconcile.rules import RULES, Unreckoned, interval_in_words

__all__ = ["RULES", "Reckoned", "Settled", "Unreckoned", "interval_in_words"]
