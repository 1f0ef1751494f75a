"""One request and its response over one connection, every byte of both kept, and every wait and size bounded."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from recusant.collect.addresses import SCHEMES, Resolve, reachable, resolved
from recusant.errors import BadSource, NotReached

if TYPE_CHECKING:
    import h11

PIECE = 65_536  # bytes received at once
TRY_LATER, BY_HAND = "try again later", "save it with a browser and add the file"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one response may cost: ``seconds`` in all and of ``silence``, bytes ``received`` and ``unpacked``, lines of its head."""

    seconds: float = 60.0
    silence: float = 20.0
    received: int = 10_000_000
    unpacked: int = 10_000_000
    head: int = 65_536
    lines: int = 200


@dataclass(frozen=True)
class Line:
    """How to connect: the hosts allowed though they are not public, the resolver, the certificates trusted, and the limits."""

    allowed: frozenset[str] = frozenset()
    resolve: Resolve = resolved
    trusted: ssl.SSLContext | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Exchange:
    """A request and its response as they went over the wire (``sent``, ``received``), and the response's parts.

    ``body`` is without the framing of the transfer and still packed as the headers say. Names of headers are in small letters.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    sent: bytes = field(repr=False)
    received: bytes = field(repr=False)
    peer: str = ""
    when: str = ""


def exchange(url: str, headers: Mapping[str, str], line: Line) -> Exchange:
    """Asks for one address and gives the whole response, whatever it says.

    Raises BadSource where the host may not be asked, its certificate is not valid, a limit is passed or what comes is no HTTP;
    NotReached where another try may help.
    """
    import h11

    parts, when = urlsplit(url), datetime.now(UTC).isoformat(timespec="seconds")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = [("Host", parts.netloc), *headers.items(), ("Connection", "close")]
    state = h11.Connection(h11.CLIENT, max_incomplete_event_size=line.limits.head)
    with _Wire(url, line) as wire:
        try:
            request = state.send(h11.Request(method="GET", target=target, headers=asked))
            wire.send((request or b"") + (state.send(h11.EndOfMessage()) or b""))
            head, body = _response(state, wire, line.limits)
        except h11.RemoteProtocolError as fault:
            if wire.ended:
                raise NotReached("the response was cut off", file=url, mend=TRY_LATER) from None
            raise BadSource(f"what came is not sound HTTP ({fault})", file=url, mend=BY_HAND) from None
    told: dict[str, str] = {}
    for name, value in head.headers:
        told.setdefault(name.decode("ascii"), value.decode("latin-1"))
    return Exchange(url, head.status_code, told, body, bytes(wire.sent), bytes(wire.received), wire.peer, when.replace("+00:00", "Z"))


def _response(state: h11.Connection, wire: _Wire, limits: Limits) -> tuple[h11.Response, bytes]:
    """The head and the body of the response."""
    import h11

    head: h11.Response | None = None
    body = bytearray()
    while True:
        event = state.next_event()
        if event is h11.NEED_DATA:
            state.receive_data(wire.receive())
        elif isinstance(event, h11.Response):
            head = event
            if len(list(head.headers)) > limits.lines:
                raise BadSource(f"the response has over {limits.lines} headers", file=wire.url, mend=BY_HAND)
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            return head, bytes(body)
        elif not isinstance(event, h11.InformationalResponse):
            raise BadSource("what came is no response", file=wire.url, mend=BY_HAND)


class _Wire:
    """A connection to a checked address that keeps what goes over it and stops at the limits."""

    def __init__(self, url: str, line: Line) -> None:
        self.url, self.sent, self.received, self.peer, self.ended = url, bytearray(), bytearray(), "", False
        self._line, self._until = line, time.monotonic() + line.limits.seconds

    def __enter__(self) -> Self:
        addresses = reachable(self.url, self._line.allowed, self._line.resolve, self._left())
        try:
            self._socket = self._connected(addresses)
        except ssl.SSLCertVerificationError as fault:
            what = f"its certificate is not valid ({fault.verify_message}), and nothing was asked"
            raise BadSource(what, file=self.url, mend=f"if you trust it all the same, {BY_HAND}") from None
        except OSError as fault:
            raise self._unreached(fault) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._socket.close()

    def _connected(self, addresses: Sequence[str]) -> socket.socket:
        """A connection to the first address that takes one."""
        parts = urlsplit(self.url)
        for at, address in enumerate(addresses, 1):
            try:
                plain = socket.create_connection((address, parts.port or SCHEMES[parts.scheme]), self._left())
            except OSError:
                if at == len(addresses):
                    raise
                continue
            self.peer = address
            if parts.scheme == "http":
                return plain
            try:
                plain.settimeout(self._left())
                return (self._line.trusted or ssl.create_default_context()).wrap_socket(plain, server_hostname=parts.hostname)
            except BaseException:
                plain.close()
                raise
        raise OSError("there is no address")

    def send(self, data: bytes) -> None:
        self.sent += data
        try:
            self._socket.settimeout(self._left())
            self._socket.sendall(data)
        except OSError as fault:
            raise self._unreached(fault) from None

    def receive(self) -> bytes:
        """The next piece, empty at the end of the connection."""
        try:
            self._socket.settimeout(self._left())
            data = self._socket.recv(PIECE)
        except OSError as fault:
            raise self._unreached(fault) from None
        self.received += data
        self.ended = not data
        if len(self.received) > (most := self._line.limits.received):
            raise BadSource(f"the response has over {most:,} bytes", file=self.url, mend=BY_HAND)
        return data

    def _left(self) -> float:
        """Seconds that the next step may take."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise BadSource(f"no whole response within {self._line.limits.seconds:g} seconds", file=self.url, mend=TRY_LATER)
        return min(left, self._line.limits.silence)

    def _unreached(self, fault: OSError) -> BadSource:
        if isinstance(fault, TimeoutError):
            self._left()  # where all the time is spent, another try would be no quicker
        why = "no answer in time" if isinstance(fault, TimeoutError) else fault.strerror or str(fault) or type(fault).__name__
        return NotReached(f"no connection ({why})", file=self.url, mend=TRY_LATER)
