"""A picture of a page (PDF), made by an installed Chromium out of what was fetched and nothing else.

The browser is offline: all that it asks for comes to a small server here, which has the page, its style sheets and its images. They were
fetched as pages are, from addresses that were looked at. Scripts are off. So no page can reach anything through the browser.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from recusant.collect.addresses import tidy
from recusant.errors import BadInput, BadSource

if TYPE_CHECKING:
    from lxml import html

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
SECONDS = 60.0
MOST_PARTS = 60  # style sheets and images of a page; with a second's pause between them it takes a minute
HOST = "http://page.invalid"
RULES = f"sandbox; default-src 'none'; img-src {HOST} data:; style-src {HOST} 'unsafe-inline'; font-src data:"
PARTS = "//link[contains(concat(' ', @rel, ' '), ' stylesheet ')][@href] | //img[@src]"
GONE = "//source | //script | //base | //meta[@http-equiv] | //link[not(contains(concat(' ', @rel, ' '), ' stylesheet '))]"
OFFLINE = (
    "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer", "--proxy-bypass-list=<-loopback>",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
Part = tuple[str, bytes]  # media type, bytes
Fetch = Callable[[str], Part]


def browser() -> list[str]:
    """The command of the browser: that in RECUSANT_BROWSER, else the first that is installed. Raises BadInput where there is none."""
    told = shlex.split(os.environ.get("RECUSANT_BROWSER", ""))
    found = told or [path for name in NAMES if (path := shutil.which(name))][:1]
    if not found:
        raise BadInput("no Chromium was found to make pictures with", mend="install it, or give its command in RECUSANT_BROWSER")
    return found


def picture(url: str, page: Part, fetch: Fetch) -> bytes:
    """The page as a PDF. ``fetch`` gets its parts; those that cannot be had are left out, as browsers do.

    Raises BadSource where the browser makes none.
    """
    command = browser()
    with _served(_parts(url, page, fetch)) as port, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        out = Path(folder) / "page.pdf"
        own = (f"--user-data-dir={folder}/profile", f"--proxy-server=http://127.0.0.1:{port}", f"--print-to-pdf={out}")
        asked = [*command, *OFFLINE, *own, f"{HOST}/"]
        try:
            ran = subprocess.run(asked, capture_output=True, timeout=SECONDS, check=False)
            said = ran.stderr.decode("utf-8", "replace").strip().split("\n")[-1][:200]
        except (subprocess.TimeoutExpired, OSError) as fault:
            said = str(fault)
        if not out.is_file():
            mend = "see that it runs; as root, or within a container, it may need RECUSANT_BROWSER='chromium --no-sandbox'"
            raise BadSource(f"{command[0]} made no picture ({said})", file=url, mend=mend)
        return out.read_bytes()


def _parts(url: str, page: Part, fetch: Fetch) -> Mapping[str, Part]:
    """What the browser may have, by the path under which it asks for it: the page, rewritten so that it asks for its parts there."""
    from lxml import html

    media, data = page
    charset = media.partition("charset=")[2] or None
    tree: Any = html.document_fromstring(data, parser=html.HTMLParser(encoding=charset or _utf8(data)))
    base = next(iter(tree.xpath("//base/@href")), None)
    served: dict[str, Part] = {}
    for number, element in enumerate(tree.xpath(PARTS)[:MOST_PARTS], 1):
        name = "href" if element.tag == "link" else "src"
        try:
            served[f"/{number}"] = fetch(tidy(element.get(name), tidy(base, url) if base else url))
        except BadInput:
            continue
        _point_to(element, name, f"{HOST}/{number}")
    for element in tree.xpath(GONE):
        element.drop_tree()
    return {"/": ("text/html; charset=utf-8", html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>")), **served}


def _utf8(data: bytes) -> str | None:
    """UTF-8, where the page is in it; else what it declares is for the parser to find."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _point_to(element: html.HtmlElement, name: str, address: str) -> None:
    for other in ("srcset", "integrity", "crossorigin", "loading"):
        element.attrib.pop(other, None)
    element.set(name, address)


@contextmanager
def _served(parts: Mapping[str, Part]) -> Iterator[int]:
    """A server on this computer that has these parts and nothing else; its port. It is the whole network of the browser."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            media, data = parts.get(asked.path, ("", b"")) if f"{asked.scheme}://{asked.netloc}" == HOST else ("", b"")
            self.send_response(200 if media else 404)
            headers = {"Content-Type": media or "text/plain", "Content-Length": str(len(data)), "Content-Security-Policy": RULES}
            for header in headers.items():
                self.send_header(*header)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 the name is the library's
            """Nothing is said of it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
