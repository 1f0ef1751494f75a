"""The web: an address becomes a source, with the whole exchange that brought it."""

from __future__ import annotations

import codecs
import ssl
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlsplit

from recusant.collect.addresses import Resolve, resolved, tidy
from recusant.collect.picture import browser, picture
from recusant.collect.polite import MOST_HOPS, MOVED, PAUSE, Polite
from recusant.collect.unpacked import BY_HAND, unpacked
from recusant.collect.warc import warc_of
from recusant.collect.wire import Exchange, Limits, Line
from recusant.errors import BadInput, BadSource, NotReached
from recusant.records import Source

PDF = "application/pdf"
MEDIA = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain", "": "text/html", PDF: PDF}
AGENT = "Recusant"
MOST_BYTES = 3_000_000  # of a page, unpacked: the worst of that size takes 250 MB of memory to read
GONE = {404: "the page is not there", 410: "the page is gone", 401: "the page asks for a password", 403: "the site refuses to show it"}
Conditions = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True)
class Settings:
    """Who asks and how: the name told to sites, the hosts allowed though they are not public, the limits, and how to wait.

    ``pictures`` asks for a picture of each page as well.

    ``certificates`` is a file of authorities to trust instead of the usual ones. ``resolve`` and ``wait`` are a test's to change.
    """

    agent: str = AGENT
    allowed: Collection[str] = ()
    certificates: str | None = None
    pictures: bool = False
    limits: Limits = field(default_factory=Limits)
    pause: float = PAUSE
    resolve: Resolve = resolved
    wait: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Picture:
    """A picture of a page (PDF), and the exchanges that brought the parts it was made of."""

    data: bytes
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True)
class Fetched:
    """What an address gave: every exchange on the way, the last of which is the answer, and the body unpacked.

    ``unchanged`` says that the site has nothing newer than what the conditions named.
    """

    asked: str
    exchanges: tuple[Exchange, ...]
    body: bytes
    picture: Picture | None = None

    @property
    def answer(self) -> Exchange:
        return self.exchanges[-1]

    @property
    def url(self) -> str:
        return self.answer.url

    @property
    def unchanged(self) -> bool:
        return self.answer.status == 304

    @property
    def captured(self) -> str:
        return self.answer.when

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask the next time for what is newer than this only."""
        known = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
        said = {header: self.answer.headers.get(name, "") for header, name in known.items()}
        return {header: value for header, value in said.items() if value and value.isascii() and value.isprintable()}

    @property
    def warc(self) -> bytes:
        """All exchanges as a WARC file, with those that a picture was made of and the picture itself."""
        more = self.picture.exchanges if self.picture else ()
        return warc_of([*self.exchanges, *more], (self.url, self.captured, self.picture.data) if self.picture else None)

    @property
    def source(self) -> Source:
        """The page as a source: its body, the address it was found at, and when. Raises BadSource for what is no page."""
        declared = self.answer.headers.get("content-type", "")
        media = media_sent(declared)
        if media is None:
            raise BadSource(f"this is {declared.partition(';')[0].strip()[:60]} and no page", file=self.url, mend=BY_HAND)
        if len(self.body) > MOST_BYTES and media != PDF:
            raise BadSource(f"the page has over {MOST_BYTES:,} bytes", file=self.url, mend="save the part you need as .txt")
        if not self.body.strip():
            raise BadSource("the page is empty", file=self.url, mend="open it in a browser")
        return Source.of(self.body, self.asked, media=media, url=self.url, captured=self.captured, exchange=self.warc)


class Web:
    """Fetches addresses, politely. Nothing is asked of a host that is not public, also where another host leads there."""

    def __init__(self, settings: Settings) -> None:
        agent = settings.agent.strip()
        if not (agent and agent.isascii() and agent.isprintable()):
            mend = "write it like 'Name (mail@example.org)'"
            raise BadInput("the name told to sites must be in plain ASCII letters", file=settings.agent, mend=mend)
        self._settings, self.limits, self.pictures = settings, settings.limits, settings.pictures
        if self.pictures:
            browser()
        self._allowed = frozenset(urlsplit(tidy(f"http://{host}")).hostname or "" for host in settings.allowed)

    @cached_property
    def _polite(self) -> Polite:
        """Made when it is first needed: to load the authorities takes a while."""
        settings = self._settings
        trusted = ssl.create_default_context(cafile=settings.certificates or _authorities())
        line = Line(self._allowed, settings.resolve, trusted, settings.limits)
        return Polite(settings.agent.strip(), line, settings.wait, settings.pause)

    def fetch(self, address: str, conditions: Conditions = lambda url: {}) -> Fetched:
        """What an address gives, redirects followed one by one. ``conditions`` tells the headers to ask an address with.

        Raises BadSource with the mend where it gives nothing, and NotReached where that may pass.
        """
        exchanges: list[Exchange] = []
        url = tidy(address)
        while True:
            exchanges.append(found := self._polite.get(url, conditions(url)))
            if found.status not in MOVED or "location" not in found.headers:
                break
            url = tidy(found.headers["location"], url)
            if len(exchanges) > MOST_HOPS or url in {one.url for one in exchanges}:
                raise BadSource(f"it leads from one address to the next without end (the last: {url})", file=address, mend=BY_HAND)
        if found.status not in (200, 203, 304):
            raise _refusal(found)
        body = unpacked(found.body, found.headers.get("content-encoding", ""), self.limits.unpacked, url)
        return Fetched(address, tuple(exchanges), body)

    def pictured(self, page: Fetched) -> Fetched:
        """A fetched page with its picture. Raises BadSource where none can be made."""
        if page.source.media.partition(";")[0] != "text/html":
            return page
        exchanges = list[Exchange]()

        def part(url: str) -> tuple[str, bytes]:
            found = self.fetch(url)
            exchanges.extend(found.exchanges)
            return found.answer.headers.get("content-type", ""), found.body

        made = picture(page.url, (page.source.media, page.body), part)
        return replace(page, picture=Picture(made, tuple(exchanges)))


def media_sent(declared: str) -> str | None:
    """What a site's Content-Type says that it sent, with the encoding where it names one; None for what is not read."""
    kind, _, parameters = declared.partition(";")
    media, charset = MEDIA.get(kind.strip().lower()), _charset(parameters)
    return f"{media}; charset={charset}" if media and charset else media


def _refusal(found: Exchange) -> BadSource:
    what = f"{GONE.get(found.status, 'the site does not give it')} (status {found.status})"
    if found.status >= 500 or found.status == 429:
        return NotReached(what, file=found.url, mend="try again later")
    return BadSource(what, file=found.url, mend="open it in a browser, or check the address")


def _charset(parameters: str) -> str | None:
    """The encoding that a Content-Type names, where there is such a one. UTF-8 needs no naming: it is tried first."""
    for name, _, value in (part.partition("=") for part in parameters.split(";")):
        if name.strip().lower() == "charset":
            try:
                known = codecs.lookup(value.strip(" \"'")).name
            except (LookupError, ValueError):
                return None
            return None if known == "utf-8" else known
    return None


def _authorities() -> str:
    import certifi

    return certifi.where()
