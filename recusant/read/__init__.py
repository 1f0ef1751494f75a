"""read: a source becomes texts: the plain words that quotes point into, and the claims an analyst has already coded."""

from recusant.read.documents import links_of, page_in, read
from recusant.read.html import read_html
from recusant.read.note import read_note
from recusant.read.skimmed import skimmed
from recusant.read.table import read_table

__all__ = ["links_of", "page_in", "read", "read_html", "read_note", "read_table", "skimmed"]
