"""A web site of our own on this computer that answers as it is told to, also as no honest site would."""

from __future__ import annotations

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Self

from recusant.collect import Limits, Settings, Web
from recusant.collect.addresses import resolved

HOST = "site.example"  # leads here for whoever asks with our resolver
Answer = bytes | Callable[["Asked"], Iterable[bytes]]
ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
QUICK = Limits(seconds=3, silence=1)


class Asked(dict[str, str]):
    """The headers of one request, in small letters, and the path it asks for."""

    def __init__(self, head: bytes) -> None:
        first, *lines = head.decode("latin-1").split("\r\n")
        self.path = [*first.split(" "), "", ""][1]
        super().__init__((name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines if line))


class Site:
    """``answers`` says what each path gives; ``asked`` is every request that came. Use it in a ``with``."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {"/robots.txt": ROBOTS}
        self.asked: list[Asked] = []
        self._tls, self._server = tls, socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._server.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._server.close()

    def url(self, path: str, host: str = HOST) -> str:
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, self._tls.wrap_socket(connection, server_side=True) if self._tls else connection as plain:
                head = b""
                while b"\r\n\r\n" not in head:
                    if not (piece := plain.recv(4096)):
                        return
                    head += piece
                self.asked.append(asked := Asked(head))
                answer = self.answers.get(asked.path, page("nothing here", status="404 Not Found"))
                for piece in [answer] if isinstance(answer, bytes) else answer(asked):
                    plain.sendall(piece)
        except OSError:
            return  # whoever asked has had enough


def page(body: str | bytes, status: str = "200 OK", **headers: str) -> bytes:
    """A whole response; headers are written with _ for -."""
    data = body.encode() if isinstance(body, str) else body
    given = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + data


def article(words: str, title: str = "News") -> str:
    """The page of an article."""
    return f"<!doctype html><html lang='en'><head><title>{title}</title></head><body><article><p>{words}</p></article></body></html>"


def moved(to: str, status: str = "302 Found") -> bytes:
    return page("", status, Location=to)


def conditional(body: str, etag: str) -> Answer:
    """A page that is sent only to those who do not have it."""
    return lambda asked: [page("", "304 Not Modified") if asked.get("if-none-match") == etag else page(body, ETag=etag)]


def dripping(first: bytes, piece: bytes, seconds: float = 0.1) -> Answer:
    """A byte or so now and then, for ever."""

    def pieces(asked: Asked) -> Iterator[bytes]:
        yield first
        while True:
            time.sleep(seconds)
            yield piece

    return pieces


def endless(first: bytes, piece: bytes) -> Answer:
    """As much as anybody takes."""
    return dripping(first, piece * 4096, 0)


def bomb(megabytes: int) -> bytes:
    """So many megabytes of nothing, packed."""
    packing, nothing = zlib.compressobj(wbits=zlib.MAX_WBITS + 16), b"\0" * 1_000_000
    return b"".join(packing.compress(nothing) for _ in range(megabytes)) + packing.flush()


def here(host: str, port: int) -> list[str]:
    """Where names lead: ours to this computer."""
    return ["127.0.0.1"] if host == HOST else resolved(host, port)


def visitor(limits: Limits = QUICK, **settings: object) -> Web:
    """Whoever asks the site, knows no other and does not wait."""
    known = {"allowed": (HOST,), "resolve": here, "pause": 0.0, "wait": lambda seconds: None, "limits": limits}
    return Web(Settings(**{**known, **settings}))  # type: ignore[arg-type]
