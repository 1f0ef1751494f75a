"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import server

# No test is timed: machines are busy at times. All else stays as hypothesis itself has it, also where CI is set.
settings.register_profile("patient", parent=settings.default, deadline=None)
settings.load_profile("patient")

Place = Callable[[str], str | Path]
BOTH = ("file", pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.fixture(scope="session")
def socket() -> Iterator[str]:
    """The folder of the socket of a PostgreSQL server, which is started where a test needs it."""
    if why := server.lacking():
        pytest.skip(why)
    with server.server() as folder:
        yield folder


@pytest.fixture(params=BOTH)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a ledger of a name is: every test that asks runs with a SQLite file, and once more with a PostgreSQL database."""
    return server.places(request.getfixturevalue("socket")) if request.param == "postgres" else tmp_path.joinpath


@pytest.fixture(scope="module", params=BOTH)
def lasting_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The same for a ledger that the tests of a module share."""
    return server.places(request.getfixturevalue("socket")) if request.param == "postgres" else tmp_path_factory.mktemp("kept").joinpath


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says plainly where half of the tests of ledgers were left out."""
    if why := server.lacking():
        terminalreporter.write_line(f"Ledgers were tested as SQLite files only: {why}")
