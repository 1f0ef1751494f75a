"""A PostgreSQL server for the tests: its own cluster in a temporary folder, reached by a socket there and by no network."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from types import MappingProxyType

import psycopg

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")
Places = Callable[[str], str]


@cache
def programs() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest where there are several; None where they are not installed."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(re.sub(r"\D", "", path.parts[4]) or 0))
    found = shutil.which("initdb") or (packaged and packaged[-1])
    return Path(found).resolve().parent if found else None


def lacking() -> str | None:
    """Why there can be no server here."""
    if programs() is None:
        return "PostgreSQL's server programs (initdb, postgres) are not installed"
    return None if os.getuid() or _stranger() else "PostgreSQL does not run as root, and there is no user postgres or nobody"


def _stranger() -> str | None:
    names = {one.pw_name for one in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


@contextmanager
def server(port: int = 5432, files: Mapping[str, bytes] = MappingProxyType({}), settings: Sequence[str] = ()) -> Iterator[str]:
    """The folder of the socket of a server, as long as it is used. The files are put beside its tables before it starts."""
    found, user = programs(), None if os.getuid() else _stranger()
    assert found
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # not below the folders of the tests: a socket's path must be short
    try:
        if user:
            shutil.chown(folder, user)
        made = [found / "initdb", "-D", folder / "data", "-A", "trust", "-U", "recusant", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(made, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        for name, content in files.items():
            (folder / "data" / name).write_bytes(content)
            (folder / "data" / name).chmod(0o600)
            shutil.chown(folder / "data" / name, user or os.getuid())
        told = [word for one in (*QUICK, f"unix_socket_directories={folder}", f"port={port}", *settings) for word in ("-c", one)]
        with (folder / "log").open("wb") as log:
            running = subprocess.Popen([found / "postgres", "-D", folder / "data", *told], user=user, cwd=folder, stderr=log)
        try:
            _until_ready(folder, port, running)
            yield str(folder)
        finally:
            running.send_signal(signal.SIGINT)  # at once, whoever is still connected
            running.wait(30)
    finally:
        shutil.rmtree(folder)


def _until_ready(folder: Path, port: int, running: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            psycopg.connect(host=str(folder), port=port, user="recusant", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            assert running.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)
    raise TimeoutError((folder / "log").read_text())


_numbers = count(1)


def places(folder: str) -> Places:
    """Addresses of ledgers of one test: each name is a schema of its own."""
    mine, address = next(_numbers), f"postgresql:///postgres?host={folder}&user=recusant"

    def place(name: str) -> str:
        schema = f"t{mine}_{re.sub(r'[^a-z]', '_', name)}"
        with psycopg.connect(address, autocommit=True) as asked:
            asked.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        return f"{address}&options=-csearch_path%3D{schema}"

    return place
