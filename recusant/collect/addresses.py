"""Web addresses: how one is written, and which computers one may lead to.

A page or a feed can name any address, also one inside the network of whoever asks. So a host's name is resolved first, every answer
is looked at, and the connection goes to an address that was looked at: a name that answers otherwise the next time gains nothing.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from recusant.errors import BadSource, NotReached

Resolve = Callable[[str, int], list[str]]
SCHEMES = {"http": 80, "https": 443}
LONGEST = 8_000  # characters
IN_PATH, IN_QUERY = "/%:@!$&'()*+,;=~", "/?%:@!$&'()*+,;=~[]"
NAT64 = IPv6Network("64:ff9b::/96")  # an IPv4 address in the last 32 bits


def is_address(words: str) -> bool:
    """Does it begin as a web address does? A path never does."""
    return words.lower().startswith(("http://", "https://"))


def tidy(words: str, base: str | None = None) -> str:
    """An address as it is asked for: absolute, the host in ASCII, the rest percent-encoded, without a fragment.

    Raises BadSource where it is none, or holds a name or password.
    """
    try:
        parts = urlsplit(urljoin(base, words.strip()) if base else words.strip())
        host, port = _ascii(parts.hostname or ""), parts.port
    except ValueError as fault:
        raise BadSource(f"not a web address ({fault})", file=words[:200], mend="copy it again") from None
    if parts.scheme not in SCHEMES or not host or len(words) > LONGEST:
        raise BadSource("only http and https addresses are fetched", file=words[:200], mend="begin it with https://")
    if "@" in parts.netloc:
        raise BadSource("it holds a name or password", file=f"{parts.scheme}://{host}", mend="leave that out")
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port and port != SCHEMES[parts.scheme] else "")
    return urlunsplit((parts.scheme, netloc, quote(parts.path, IN_PATH) or "/", quote(parts.query, IN_QUERY), ""))


def _ascii(host: str) -> str:
    """The host as DNS knows it: letters of other scripts in their ASCII form. Raises ValueError for what is none."""
    host = host.rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if not all(letter.isalnum() or letter in "-._:%" for letter in host):
        raise ValueError("the host's name has letters that no host has")
    return host


def is_public(address: str) -> bool:
    """Can everybody reach this IP address? Not so in private networks, on this computer, on its link, and what is reserved."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None)
        if inside is not None:
            return is_public(str(inside))
        if ip.is_site_local:
            return False
    shut = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified
    return ip.is_global and not shut


def reachable(url: str, allowed: Collection[str], resolve: Resolve, seconds: float) -> list[str]:
    """The IP addresses of the address's host that may be connected to, in the order of the answer.

    Of a host that the user allows, all. Raises BadSource where there is none, NotReached where its name is not resolved in time.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or SCHEMES[parts.scheme]
    found = _resolved(url, host, port, resolve, seconds)
    open_ = found if host in allowed else [address for address in found if is_public(address)]
    if not open_:
        what = f"{host} leads to {', '.join(found[:3])}, which is not a public address, and was not asked"
        raise BadSource(what, file=url, mend=f"if it is yours, allow it: --allow-host {host}")
    return open_


def resolved(host: str, port: int) -> list[str]:
    """What this computer's resolver answers. Raises OSError."""
    return list(dict.fromkeys(str(answer[4][0]) for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def _resolved(url: str, host: str, port: int, resolve: Resolve, seconds: float) -> list[str]:
    """The answer of the resolver, which itself cannot be told how long to wait."""
    answers: list[list[str] | OSError | UnicodeError] = []

    def ask() -> None:
        try:
            answers.append(resolve(host, port))
        except (OSError, UnicodeError) as fault:
            answers.append(fault)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if not answers:
        raise NotReached(f"the name {host} was not resolved within {seconds:.0f} seconds", file=url, mend="try again later")
    answer = answers[0]
    if isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN:
        raise NotReached(f"the name {host} cannot be resolved now", file=url, mend="look at your connection, or try again later")
    if isinstance(answer, Exception) or not answer:
        raise BadSource(f"there is no host {host}", file=url, mend="check the spelling of the address")
    return answer
