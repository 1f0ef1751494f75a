"""Good manners: what a site's robots.txt allows, one request at a time with a pause between, and patience where a site is busy."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from recusant.collect.addresses import tidy
from recusant.collect.unpacked import BY_HAND, OFFERED, unpacked
from recusant.collect.wire import Exchange, Line, exchange
from recusant.errors import BadSource, NotReached

if TYPE_CHECKING:
    from protego import Protego

TRIES = 4
FIRST_WAIT, LONGEST_WAIT = 1.0, 120.0  # seconds before the second try; and the longest that a site may ask us to wait
PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between two requests to a host, and the longest that its robots.txt may ask for
MOST_LOST, FORGIVEN = 600.0, 3600.0  # seconds that a host may take without an answer, and after which that is forgotten
BUSY = (429, 500, 502, 503, 504)
MOST_HOPS = 10
MOVED = (301, 302, 303, 307, 308)
ROBOTS_KEPT = 86_400.0  # seconds, as RFC 9309 has it
ROBOTS_READ = 512_000  # bytes, likewise


class Polite:
    """Asks sites one thing after another under the name ``agent``. ``wait`` and ``clock`` are those of ``time``, or a test's."""

    def __init__(self, agent: str, line: Line, wait: Callable[[float], None] = time.sleep, pause: float = PAUSE) -> None:
        self.agent, self._line, self._wait, self._pause = agent, line, wait, pause
        self._robots: dict[str, tuple[float, Protego]] = {}
        self._turns: dict[str, float] = {}
        self._lost: dict[str, tuple[float, float]] = {}

    def get(self, url: str, headers: Mapping[str, str]) -> Exchange:
        """The response to one address, where the site's robots.txt allows it.

        Raises BadSource where it does not, and NotReached where the site did not answer though it was asked again.
        """
        rules = self._rules(url)
        if not rules.can_fetch(url, self.agent):
            raise BadSource(f"the site's robots.txt does not allow {self.agent.split('/')[0]} to fetch it", file=url, mend=BY_HAND)
        return self._patiently(url, headers, max(self._pause, min(rules.crawl_delay(self.agent) or 0, LONGEST_PAUSE)))

    def _patiently(self, url: str, headers: Mapping[str, str], pause: float) -> Exchange:
        """Asks, and again where that may help, as long as the site has not worn out our patience."""
        host, now = urlsplit(url).netloc, time.monotonic()
        since, lost = self._lost.get(host, (now, 0.0))
        if now - since > FORGIVEN:
            since, lost = now, 0.0
        if lost > MOST_LOST:
            what = f"{host} has taken {MOST_LOST / 60:.0f} minutes without an answer and is left alone for an hour"
            raise NotReached(what, file=url, mend="try again later")
        spent, found = list[float](), None
        try:
            found = self._tried(url, {"User-Agent": self.agent, "Accept-Encoding": OFFERED, "Accept": "*/*", **headers}, pause, spent)
            return found
        finally:
            if found is None or found.status in BUSY:
                self._lost[host] = (since, lost + sum(spent))

    def _tried(self, url: str, headers: Mapping[str, str], pause: float, spent: list[float]) -> Exchange:
        """Tries again where that may help. What a busy site says last is its answer. ``spent`` gets the seconds that all this took."""
        for attempt in range(1, TRIES + 1):
            self._take_turn(url, pause)
            wait = FIRST_WAIT * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)  # noqa: S311 it keeps many from coming back at once
            began = time.monotonic()
            try:
                found = exchange(url, headers, self._line)
            except NotReached:
                if attempt == TRIES:
                    raise
            else:
                wished = seconds_until(found.headers.get("retry-after", ""))
                if found.status not in BUSY or attempt == TRIES or (wished or 0) > LONGEST_WAIT:
                    return found
                wait = wait if wished is None else wished
            finally:
                spent.append(time.monotonic() - began)
            spent.append(wait)
            self._wait(wait)
        raise NotReached("no answer", file=url, mend="try again later")

    def _take_turn(self, url: str, pause: float) -> None:
        host = urlsplit(url).netloc
        early = self._turns.get(host, 0.0) - time.monotonic()
        if early > 0:
            self._wait(early)
        self._turns[host] = time.monotonic() + pause

    def _rules(self, url: str) -> Protego:
        """The rules of the site, asked for once a day. A site that has none allows all; one that cannot tell them allows nothing."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._robots.get(site)
        if known is None or known[0] < time.monotonic():
            self._robots[site] = known = (time.monotonic() + ROBOTS_KEPT, self._read(f"{site}/robots.txt"))
        return known[1]

    def _read(self, url: str) -> Protego:
        from protego import Protego

        asked = url
        for _ in range(MOST_HOPS):
            found = self._patiently(url, {}, self._pause)
            if found.status not in MOVED or "location" not in found.headers:
                break
            url = tidy(found.headers["location"], url)
        if found.status in BUSY or found.status >= 500:
            raise NotReached(f"the site's robots.txt cannot be had (status {found.status})", file=asked, mend="try again later")
        body = b""
        if found.status == 200:
            body = unpacked(found.body, found.headers.get("content-encoding", ""), self._line.limits.unpacked, url)
        return Protego.parse(body[:ROBOTS_READ].decode("utf-8-sig", "replace"))


def seconds_until(header: str) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or as a time of day; None where it says neither."""
    try:
        wait = float(header) if header.isdecimal() else parsedate_to_datetime(header).timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, wait)
