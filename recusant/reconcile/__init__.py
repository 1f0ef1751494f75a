"""Reconcile: claims -> bounds and conflicts. What must be true if the claims hold, each number with its proof."""

from recusant.reconcile.frames import claims_frame
from recusant.reconcile.parts import Parts
from recusant.reconcile.reckoning import Reckoned
from recusant.reconcile.rules import RULES, Unreckoned, interval_in_words
from recusant.reconcile.settled import Settled
from recusant.reconcile.standing import PERIODS

__all__ = ["PERIODS", "RULES", "Parts", "Reckoned", "Settled", "Unreckoned", "claims_frame", "interval_in_words"]
