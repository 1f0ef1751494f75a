"""Text -> claims and gaps, by rules; and the second reader's questions, and its answers held against the text."""

from recusant.extract.claims import extract, read_claims
from recusant.extract.numbers.quantities import quantities
from recusant.extract.second.asked import read_asked
from recusant.extract.second.merged import merged
from recusant.extract.sieve import Sieve
from recusant.extract.times.windows import windows
from recusant.extract.words.language import language_of, unread
from recusant.extract.words.lexicon import languages

__all__ = ["Sieve", "extract", "language_of", "languages", "merged", "quantities", "read_asked", "read_claims", "unread", "windows"]
