"""The exchange with a site is kept byte for byte, as standard tools read it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import subprocess
import sys
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from benchmarks.site import Site, article, moved, page, visitor

ODD = b"HTTP/1.1 200 Fine\r\nx-odd:   two  spaces\r\nCONTENT-TYPE: text/html\r\nContent-Encoding: gzip\r\n\r\n"


def captured() -> tuple[Site, bytes, bytes]:
    with Site() as site:
        body = gzip.compress(article("Words.").encode())
        site.answers |= {"/old": moved("/new"), "/new": ODD + body}
        return site, visitor().fetch(site.url("/old")).warc, body


def test_each_request_and_response_is_a_record() -> None:
    site, warc, _ = captured()
    records = [(one.rec_type, one.rec_headers.get_header("WARC-Target-URI")) for one in ArchiveIterator(io.BytesIO(warc))]
    pairs = [(kind, site.url(path)) for path in ("/old", "/new") for kind in ("response", "request")]
    assert records == [("warcinfo", None), *pairs]


def test_a_response_is_kept_as_it_came_with_time_address_and_digest() -> None:
    _, warc, body = captured()
    whole = gzip.decompress(warc)
    assert ODD + body in whole
    *_, response, _ = [one.rec_headers for one in ArchiveIterator(io.BytesIO(warc))]
    digest = base64.b32encode(hashlib.sha256(body).digest()).decode()
    assert response.get_header("WARC-Payload-Digest") == f"sha256:{digest}"
    assert response.get_header("WARC-IP-Address") == "127.0.0.1"
    assert response.get_header("WARC-Date").endswith("Z")


def test_a_checker_that_is_not_ours_finds_it_sound(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(captured()[1])
    check = [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)]
    told = subprocess.run(check, capture_output=True, text=True, check=False)
    assert told.returncode == 0 and told.stdout.count("digest pass") == 5


def test_a_page_is_found_again_in_its_warc() -> None:
    with Site() as site:
        site.answers["/a"] = page(article("Words."))
        fetched = visitor().fetch(site.url("/a"))
    responses = [one.content_stream().read() for one in ArchiveIterator(io.BytesIO(fetched.warc)) if one.rec_type == "response"]
    assert responses == [fetched.source.data]
