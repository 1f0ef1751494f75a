"""Check: a new text's claims × a reckoning -> verdicts, each with the quotes that decide."""

from recusant.check.verdicts import judge

__all__ = ["judge"]
