"""Text -> claims and gaps, by rules; and the second reader's questions, and its answers held against the text."""

from recusant.extract.asked import read_asked
from recusant.extract.claims import extract, read_claims
from recusant.extract.language import language_of, unread
from recusant.extract.lexicon import languages
from recusant.extract.merged import merged
from recusant.extract.quantities import quantities
from recusant.extract.sieve import Sieve
from recusant.extract.windows import windows

__all__ = ["Sieve", "extract", "language_of", "languages", "merged", "quantities", "read_asked", "read_claims", "unread", "windows"]
