"""Which reader reads which kind of document."""

from __future__ import annotations

from recusant.codebook import Codebook
from recusant.errors import BadSource
from recusant.read.html import links, read_html
from recusant.read.mail import read_mail, read_saved_page, saved_links, saved_page
from recusant.read.note import addresses, read_note
from recusant.read.office import read_docx, read_odt
from recusant.read.pdf import read_pdf
from recusant.read.rows import READERS as TABLES
from recusant.read.table import read_table
from recusant.read.telegram import post_links, read_post
from recusant.records import Source, Text

PAGE, SAVED_PAGE, POST = "text/html", "multipart/related", "application/x-telegram-post+json"
DOCUMENTS = {
    PAGE: read_html,
    SAVED_PAGE: read_saved_page,
    "text/markdown": read_note,
    "text/plain": read_note,
    "application/pdf": read_pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": read_docx,
    "application/vnd.oasis.opendocument.text": read_odt,
    "message/rfc822": read_mail,
    POST: read_post,
}
LINKS = {PAGE: links, SAVED_PAGE: saved_links, "text/markdown": addresses, "text/plain": addresses, POST: post_links}


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


def page_in(source: Source) -> bytes | None:
    """The web page that a source is or that was saved in it as one file, None where it is none. Raises BadSource for a damaged file."""
    kind = source.media.partition(";")[0]
    return source.data if kind == PAGE else saved_page(source).data if kind == SAVED_PAGE else None


def links_of(source: Source) -> frozenset[str]:
    """The web addresses that a document links to; none of one that is no page, post or note."""
    kind = source.media.partition(";")[0]
    return LINKS[kind](source) if kind in LINKS else frozenset()
