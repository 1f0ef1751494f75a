"""Text -> claims and gaps, by rules."""

from recusant.extract.claims import extract, read_claims
from recusant.extract.lexicon import languages
from recusant.extract.quantities import quantities
from recusant.extract.windows import windows

__all__ = ["extract", "languages", "quantities", "read_claims", "windows"]
