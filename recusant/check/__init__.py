"""Check: a new text's claims × a reckoning -> verdicts, each with the quotes that decide."""

from recusant.check.dating import crossed
from recusant.check.verdicts import judge

__all__ = ["crossed", "judge"]
