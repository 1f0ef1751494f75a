"""Exchanges as a WARC file (ISO 28500), byte for byte as they went over the wire: what archives and courts' experts read."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from recusant.collect.wire import Exchange

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.warcwriter import WARCWriter

HEAD = re.compile(rb"\r?\n\r?\n")
PICTURE, PDF = "urn:pdf:", "application/pdf"  # the address of a picture begins so, as with archivers that work in a browser
SOFTWARE = "Recusant"


def warc_of(exchanges: Sequence[Exchange], picture: tuple[str, str, bytes] | None = None) -> bytes:
    """A gzipped WARC 1.1 file: what made it, then each request and response, with the address asked, the IP address, the time
    and SHA-256 digests; last the ``picture`` of a page (its address, the time, a PDF), where there is one.
    """
    from warcio.utils import Digester
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    writer._create_digester = lambda: Digester("sha256")  # it knows no option for it, and its SHA-1 is not trusted any more
    writer.write_record(writer.create_warcinfo_record(None, {"software": SOFTWARE, "format": "WARC File Format 1.1"}))
    for one in exchanges:
        known = {"WARC-Date": one.when, "WARC-IP-Address": one.peer}
        pair = [_record(writer, one.url, kind, data, known) for kind, data in (("request", one.sent), ("response", one.received))]
        writer.write_request_response_pair(*pair)
    if picture:
        url, when, data = picture
        known, payload = {"WARC-Date": when}, io.BytesIO(data)
        writer.write_record(writer.create_warc_record(PICTURE + url, "resource", payload, len(data), PDF, warc_headers_dict=known))
    return out.getvalue()


def _record(writer: WARCWriter, url: str, kind: str, data: bytes, known: dict[str, str]) -> ArcWarcRecord:
    found = HEAD.search(data)
    end = found.end() if found else len(data)
    body = data[end:]
    return writer.create_warc_record(
        url, kind, payload=io.BytesIO(body), length=len(body), http_headers=_Head(data[:end]), warc_headers_dict=dict(known)
    )


def picture_in(warc: bytes) -> bytes | None:
    """The picture of a page in such a file, None where there is none."""
    from warcio.archiveiterator import ArchiveIterator

    for record in ArchiveIterator(io.BytesIO(warc)):
        if record.rec_type == "resource" and record.rec_headers.get_header("WARC-Target-URI", "").startswith(PICTURE):
            return bytes(record.content_stream().read())
    return None


class _Head:
    """A head as it came. warcio would write anew what it understood of it, and a lie about the bytes is none the less one."""

    def __init__(self, headers_buff: bytes) -> None:
        self.headers_buff = headers_buff

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Nothing is left out and nothing is put right."""
