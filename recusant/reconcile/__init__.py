"""Reconcile: claims -> bounds and conflicts. What must be true if the claims hold, each number with its proof."""

from recusant.reconcile.components import Components
from recusant.reconcile.frames import claims_frame
from recusant.reconcile.reckoning import Reckoned
from recusant.reconcile.rules import RULES, Unreckoned, interval_in_words
from recusant.reconcile.settled import Settled
from recusant.reconcile.standing import PERIODS

__all__ = ["PERIODS", "RULES", "Components", "Reckoned", "Settled", "Unreckoned", "claims_frame", "interval_in_words"]
