"""A ledger on a server that asks for a password and takes encrypted connections only."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import trustme

from recusant.errors import LedgerError
from recusant.ledger import Ledger
from tests import server
from tests.ledger.conftest import text_of

pytestmark = [pytest.mark.postgres, pytest.mark.skipif(server.lacking() is not None, reason=str(server.lacking()))]
AUTHORITY = trustme.CA()
SECRET = "pa55wOrd"  # noqa: S105
RULES = b"local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as asked:
        free: int = asked.getsockname()[1]
    mine = AUTHORITY.issue_cert("127.0.0.1")
    files = {"pg_hba.conf": RULES, "server.crt": mine.cert_chain_pems[0].bytes(), "server.key": mine.private_key_pem.bytes()}
    with server.server(free, files, ["listen_addresses=127.0.0.1", "ssl=on"]) as folder:
        with psycopg.connect(host=folder, port=free, user="recusant", dbname="postgres", autocommit=True) as asked:
            asked.execute(f"CREATE USER olena PASSWORD '{SECRET}'")
            asked.execute("CREATE DATABASE refusal OWNER olena")
        yield free


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    AUTHORITY.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    return tmp_path / "authority.pem"


def test_it_is_kept_there_with_the_right_password(port: int, authority: Path) -> None:
    address = f"postgresql://olena:{SECRET}@127.0.0.1:{port}/refusal?sslmode=verify-full&sslrootcert={authority}"
    with Ledger.create(address) as ledger:
        ledger.add(text_of(1))
    with Ledger.open(address) as ledger:
        assert len(ledger.sources()) == 1


@pytest.mark.parametrize(
    ("password", "how", "why"),
    [
        ("wrong", "sslmode=require", "password authentication failed"),
        (SECRET, "sslmode=disable", "no encryption"),
        (SECRET, "sslmode=verify-full&sslrootcert={other}", "certificate verify failed"),
    ],
)
def test_it_is_not_opened_otherwise(port: int, password: str, how: str, why: str, tmp_path: Path) -> None:
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    with pytest.raises(LedgerError, match=why) as refused:
        Ledger.open(f"postgresql://olena:{password}@127.0.0.1:{port}/refusal?{how.format(other=tmp_path / 'other.pem')}")
    assert password not in str(refused.value)
