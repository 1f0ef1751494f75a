"""Which reader reads which kind of document."""

from __future__ import annotations

from recusant.codebook import Codebook
from recusant.errors import BadSource
from recusant.read.html import links, read_html
from recusant.read.note import addresses, read_note
from recusant.read.rows import READERS as TABLES
from recusant.read.table import read_table
from recusant.records import Source, Text

DOCUMENTS = {"text/html": read_html, "text/markdown": read_note, "text/plain": read_note}
LINKS = {"text/html": links, "text/markdown": addresses, "text/plain": addresses}


def read(source: Source, codebook: Codebook) -> list[Text]:
    """The texts of a source: one of a page or note; of a table one for each page it cites, and last the table itself.

    So whoever stores them in order and finds the table stored knows that all its pages are. Raises BadSource or BadTable, with
    the file, the place in it and the mend.
    """
    kind = source.media.partition(";")[0]
    if kind in TABLES:
        return read_table(source, codebook)
    if kind in DOCUMENTS:
        return [DOCUMENTS[kind](source)]
    raise BadSource(f"documents of the type {source.media} are not read", file=source.name, mend="save it as .txt, .html or .csv")


def links_of(source: Source) -> frozenset[str]:
    """The web addresses that a document links to; none of one that is no page or note."""
    kind = source.media.partition(";")[0]
    return LINKS[kind](source) if kind in LINKS else frozenset()
