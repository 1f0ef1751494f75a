"""How the desk is served: to one person on their own computer, or to a team, then only with accounts and encryption."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from recusant.errors import BadInput
from recusant.review.accounts import Accounts
from recusant.review.app import desk_app
from recusant.review.desk import Desk, Settings
from recusant.review.rights import ADMINISTRATOR
from recusant.review.rooms import Rooms

LOOPBACK = ("127.0.0.1", "::1", "localhost")
PATIENCE = 10.0  # seconds until the browser is no longer waited for


@dataclass(frozen=True)
class Serving:
    """Where the desk listens. A team needs ``accounts``, and ``certificate`` with ``key`` or the public address of a ``proxy``.

    ``names`` are those that it is reached by, besides that of this computer.
    """

    host: str = "127.0.0.1"
    port: int = 0
    accounts: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    proxy: str | None = None
    names: tuple[str, ...] = ()
    browser: bool = True
    name: str = "me"


def processes(gives_way: int) -> Executor:
    """A process of its own for one kind of reckoning, which gives way to others by so much."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_settle_in, initargs=(gives_way,))


def _settle_in(gives_way: int) -> None:
    """Such a process gives way, and ends with the desk, also where that is killed."""
    if hasattr(os, "nice"):  # Windows has other ways
        os.nice(gives_way)
    threading.Thread(target=_end_with_desk, daemon=True).start()


def _end_with_desk() -> None:
    desk = multiprocessing.parent_process()
    if desk:
        desk.join()
        os._exit(1)


def settings_of(serving: Serving) -> Settings:
    """What the desk answers to. Raises BadInput where it would be open to others without accounts or without encryption."""
    encrypted = bool(serving.certificate and serving.key)
    if serving.accounts is None:
        if serving.host not in LOOPBACK or serving.proxy or encrypted:
            mend = "give --accounts, or leave --host, --certificate and --behind-proxy out and work alone"
            raise BadInput("others could reach a desk that has no accounts", mend=mend)
        return Settings((serving.host, f"[{serving.host}]", "127.0.0.1", "localhost"), alone=True)
    if not encrypted and not serving.proxy:
        mend = "give --certificate and --key, or --behind-proxy with the address that the proxy is reached by"
        raise BadInput("passwords would travel unencrypted", mend=mend)
    public = urlsplit(serving.proxy or "")
    if serving.proxy and (public.scheme != "https" or not public.hostname):
        raise BadInput(f"{serving.proxy!r} is no encrypted address", mend="write it as https://desk.example.org")
    return Settings(tuple(filter(None, (serving.host, public.hostname, *serving.names, *_names(serving)))), secure=True)


def _names(serving: Serving) -> tuple[str, ...]:
    """The names that this computer goes by, for a desk that is reached without a proxy."""
    return () if serving.proxy else (socket.gethostname(), socket.getfqdn(), f"[{serving.host}]")


def serve(rooms: Rooms, serving: Serving, tell: Callable[[str], None]) -> None:
    """Serve the desk until it is stopped. Raises BadInput where it may not be served so."""
    settings = settings_of(serving)
    accounts = Accounts(serving.accounts) if serving.accounts else Accounts.alone(serving.name)
    if serving.accounts and not any(person.role == ADMINISTRATOR and active for person, active in accounts.people()):
        accounts.close()
        raise BadInput("no account can administer the desk", mend="make one: recusant review --accounts FILE --add NAME")
    listening = _listening(serving)
    desk = Desk(rooms, accounts, settings, processes)
    scheme = "https" if serving.certificate else "http"
    host = f"[{serving.host}]" if ":" in serving.host else serving.host
    address = serving.proxy or f"{scheme}://{host}:{listening.getsockname()[1]}"
    if desk.entrance:
        entrance = f"{address}/enter?token={desk.entrance}"
        tell(f"The desk: {entrance}\nThis address opens it once. Stop it with Ctrl-C.")
        if serving.browser:
            threading.Thread(target=_open, args=(entrance, listening.getsockname()), daemon=True).start()
    else:
        tell(f"The desk: {address}\nStop it with Ctrl-C.")
    config = uvicorn.Config(
        desk_app(desk), log_level="warning", access_log=False, server_header=False, proxy_headers=bool(serving.proxy), ws="none",
        forwarded_allow_ips="127.0.0.1" if serving.proxy else None, ssl_certfile=serving.certificate, ssl_keyfile=serving.key,
        timeout_graceful_shutdown=5, timeout_keep_alive=75,
    )  # fmt: skip
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def _listening(serving: Serving) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
        return socket.create_server((serving.host, serving.port), family=family)
    except OSError as fault:
        what = f"the desk cannot listen on {serving.host}, port {serving.port} ({fault.strerror})"
        raise BadInput(what, mend="choose another --port or --host") from None


def _open(address: str, listening: tuple[str, int]) -> None:
    """Opens the browser as soon as the desk answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(listening[:2], timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            webbrowser.open(address)
            return
