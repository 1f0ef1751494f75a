"""An endpoint on this computer that answers as a test wants: well, badly, late or never."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from recusant.ask import Endpoint, Settings

Reply = Callable[["Handler"], None]
KEY = "sk-not-to-be-seen"


def said(status: int = 200, body: str | bytes = "", **headers: str) -> Reply:
    """A reply with this status, body and headers (Retry_After for Retry-After)."""
    data = body.encode() if isinstance(body, str) else body

    def reply(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return reply


def answered(content: Any, tokens: Any = 100) -> Reply:
    """A completion with this content and this usage."""
    return said(body=json.dumps({"choices": [{"message": {"content": content}}], "usage": {"total_tokens": tokens}}))


def closed(handler: Handler) -> None:
    """No reply: the connection is closed."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def never(handler: Handler) -> None:
    """No reply until the test is over."""
    handler.server.over.wait(10)
    closed(handler)


def drip(handler: Handler) -> None:
    """A reply that comes byte after byte, for longer than a test has patience."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.server.over.wait(0.02)
        handler.wfile.write(b" ")


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        self.server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.server.headers.append(dict(self.headers))
        replies = self.server.replies
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        try:
            reply(self)
        except OSError:
            self.close_connection = True  # who asked has gone

    def log_message(self, *words: Any) -> None:
        """Says nothing on the terminal."""


class Server(ThreadingHTTPServer):
    """``replies`` are given in turn, the last for ever; ``asked`` and ``headers`` are what came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: list[Reply] = [answered("{}")]
        self.asked: list[Any] = []
        self.headers: list[dict[str, str]] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Server() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server
        server.over.set()
        server.shutdown()


@pytest.fixture
def waits() -> list[float]:
    """The pauses that an endpoint made; no test waits for them."""
    return []


@pytest.fixture
def endpoint(server: Server, tmp_path: Path, waits: list[float]) -> Iterator[Callable[..., Endpoint]]:
    """Opens endpoints at the server, with other settings where a test wants them."""
    opened: list[Endpoint] = []

    def open_one(**other: Any) -> Endpoint:
        known = {"url": f"{server.url}/chat/completions", "model": "m", "answers": tmp_path / "answers", "key": KEY, "timeout": 10}
        opened.append(Endpoint(Settings(**(known | other)), waits.append))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
