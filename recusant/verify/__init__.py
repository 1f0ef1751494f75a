"""Verify: certificate -> yes, or why not. Standard library only: integers, fractions and the codebook's trees.

Nothing of the reckoner is used here, so a fault of the reckoner cannot hide itself.
"""

from recusant.verify.certificates import verify_bound, verify_conflict
from recusant.verify.folder import Checked, verify_folder

__all__ = ["Checked", "verify_bound", "verify_conflict", "verify_folder"]
