"""A desk on a small ledger: eight claims of one count in three articles, of which two contradict each other."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from recusant import flow
from recusant.cli.reviewing import rooms_of
from recusant.records import Claim, Quantity, Quote, Scope, Source, Text, Window
from recusant.review.accounts import Accounts
from recusant.review.app import desk_app
from recusant.review.desk import Desk, Settings
from recusant.review.rights import ROLES

PEOPLE = dict(zip(("Ihor", "Olena", "Petro", "Daria"), ROLES, strict=True)) | {"Marta": "reviewer"}
PASSWORD = "a long enough password"  # noqa: S105
BODIES = (
    "Prosecutors opened 12,345 cases of absence in 2024. In January 1,000 were opened, in February 1,100.",
    "In 2024 there were 12,354 cases of absence, the office said. In the first half there were 6,000.",
    "The office counted 7,000 cases in the second half of 2024, of them 900 in July and 800 in August.",
)
DAYS = {
    "12,345": ("2024-01-01", "2024-12-31"), "1,000": ("2024-01-01", "2024-01-31"), "1,100": ("2024-02-01", "2024-02-29"),
    "12,354": ("2024-01-01", "2024-12-31"), "6,000": ("2024-01-01", "2024-06-30"), "7,000": ("2024-07-01", "2024-12-31"),
    "900": ("2024-07-01", "2024-07-31"), "800": ("2024-08-01", "2024-08-31"),
}  # fmt: skip


def text_of(number: int, body: str) -> Text:
    source = Source.of(body.encode(), f"{number}.txt", url=f"https://example.org/{number}", outlet=f"Outlet {number}")
    quotes = [Quote(hit.start(), hit.end(), hit.group()) for hit in re.finditer(r"\d+,?\d*", body) if hit.group() in DAYS]
    return Text(source, body, tuple(claim_of(source.id, quote) for quote in quotes))


def claim_of(source: str, quote: Quote) -> Claim:
    first, last = map(date.fromisoformat, DAYS[quote.text])
    value = int(quote.text.replace(",", ""))
    quantity = Quantity((value, value), "exact", value, value, quote.text)
    scope = Scope("cases_opened", "art407", "UA", Window.of(first, last))
    return Claim.of(source, quote, "count", quantity, scope, origin="ogp_ua", confidence=0.95)


@pytest.fixture
def path(place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str | Path:
    monkeypatch.chdir(tmp_path)  # where the report of a ledger in a database is put
    made = place("refusal.ledger")
    with flow.Ledger.create(made) as held:
        for number, body in enumerate(BODIES, 1):
            held.store.add(text_of(number, body))
    return made


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    accounts = Accounts(None)
    for name, role in PEOPLE.items():
        accounts._connection.execute("INSERT INTO people VALUES (?, ?, NULL, 1)", (name, role))
    made = Desk(rooms_of(path), accounts, Settings(("testserver",)), lambda _: ThreadPoolExecutor(1))
    yield made
    made.close()


Client = Callable[[str], TestClient]


@pytest.fixture
def client(desk: Desk) -> Client:
    """The browser of a person, who has entered."""

    def entered(name: str) -> TestClient:
        return TestClient(desk_app(desk), cookies={"desk": desk.accounts.begin(name)}, follow_redirects=False)

    return entered


def guard_of(client: TestClient) -> str:
    """The session's mark, as any form of a page holds it."""
    found = re.search(r'name="guard" value="([^"]+)"', client.get("/me").text)
    assert found
    return found[1]


def press(client: TestClient, act: str, **fields: object):
    """What a browser sends when a form is pressed."""
    return client.post(f"/do/{act}", data={"guard": guard_of(client), **fields})


def claim_quoting(desk: Desk, words: str) -> Claim:
    with desk.ledger() as held:
        return next(claim for claim in held.claims() if claim.quote.text == words)


def reckoned(desk: Desk, decision: int = 0) -> None:
    """Waits until a decision is reckoned, its conflicts too."""
    desk.reckoner.wake()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        done = desk.reckoner.conflicts(decision) if decision else desk.reckoner.closer.conflicts
        if done:
            return
        time.sleep(0.02)
    pytest.fail(f"decision {decision} was not reckoned: {desk.reckoner.latest.fault} {desk.reckoner.closer.fault}")
