"""Verify: certificate or ledger -> yes, or why not. Standard library only: integers, fractions, digests and the codebook's trees.

Nothing of the reckoner or of the ledger's code is used here, so a fault of theirs cannot hide itself.
"""

from recusant.verify.certificates import verify_bound, verify_conflict
from recusant.verify.folder import Checked, verify_folder
from recusant.verify.ledger import Hashed, verify_ledger

__all__ = ["Checked", "Hashed", "verify_bound", "verify_conflict", "verify_folder", "verify_ledger"]
