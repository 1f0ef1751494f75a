"""Confidential sources at the desk: reviewers and those above them see them, marked; a reader finds nothing that tells of them."""

from __future__ import annotations

import pytest

from recusant.ledger import Mark
from recusant.review.pages import PAGES
from recusant.review.views import VIEWS
from tests.review.conftest import PEOPLE, claim_quoting, guard_of, press, reckoned

READER, REVIEWER, EDITOR = "Ihor", "Olena", "Petro"
NEEDLES = ("12,354", "12354", "Outlet 2", "example.org/2", "2.txt", "6,000", ">Confidential</span>")


@pytest.fixture
def secret(desk) -> str:
    """The second article, with a decision about it, and all reckoned."""
    claim = claim_quoting(desk, "12,354")
    with desk.ledger() as held:
        held.mark(claim.source, Mark("Petro", why="promised"))
    reckoned(desk)
    return claim.source


def addresses(desk, secret: str) -> list[str]:
    """Every page and view, of what is open, and of the secret source, its claims and conflicts."""
    with desk.ledger() as held:
        of_it, others = held.claims(source=secret), [one for one in held.claims() if one.source != secret]
    conflicts = [one.id for one in desk.reckoner.closer.conflicts]
    ids = {"claims": [of_it[0].id, others[0].id], "sources": [secret, others[0].source], "conflicts": conflicts, "effects": ["1"]}
    rows = [*(page.path for page in PAGES if page.role == "reader"), *(f"/api{row.path}" for row in VIEWS.values() if row.role == "reader")]
    found = [path.format(id=one) for path in rows for one in next((ids[name] for name in ids if f"/{name}/" in path), [""])]
    return [*found, "/next", "/sources?words=Outlet", f"/log?by={REVIEWER}", f"/sources/{secret}/original"]


def test_a_reader_finds_nothing_of_it_on_any_page_and_a_reviewer_all(desk, client, secret) -> None:
    press(client(REVIEWER), "accept", claim=claim_quoting(desk, "6,000").id, seen=0)
    told: dict[str, set[str]] = {READER: set(), REVIEWER: set()}
    for address in addresses(desk, secret):
        for name, needles in told.items():
            text = client(name).get(address, follow_redirects=True).text.replace(address, "")
            needles |= {needle for needle in NEEDLES if needle in text} | ({secret} if secret in text and secret not in address else set())
    assert told == {READER: set(), REVIEWER: {*NEEDLES, secret}}


@pytest.mark.parametrize("name", [*PEOPLE])
def test_it_is_seen_wholly_by_reviewers_and_those_above_them_only(desk, client, secret, name) -> None:
    claim, browser = claim_quoting(desk, "12,354").id, client(name)
    asked = [f"/sources/{secret}", f"/sources/{secret}/original", f"/claims/{claim}", f"/api/sources/{secret}", f"/api/claims/{claim}"]
    expected = 404 if PEOPLE[name] == "reader" else 200
    assert [browser.get(address).status_code for address in asked] == [expected] * len(asked)


def test_an_unknown_source_and_one_that_may_not_be_seen_are_told_alike(desk, client, secret) -> None:
    one, other = (client(READER).get(f"/api/sources/{name}").json()["fault"].replace(name, "") for name in (secret, "s-0"))
    assert one == other


def test_it_is_marked_for_those_who_see_it(desk, client, secret) -> None:
    browser, claim = client(REVIEWER), claim_quoting(desk, "12,354")
    with desk.ledger() as held:
        other = next(one for one in held.sources() if one.id != secret)
    for address in ("/sources", f"/sources/{secret}", f"/claims/{claim.id}"):
        assert ">Confidential</span>" in browser.get(address).text, address
    assert ">Confidential</span>" not in browser.get(f"/sources/{other.id}").text
    assert browser.get("/api/sources").json()["confidential"] == [secret]


def test_what_was_reckoned_is_for_reviewers_as_it_rests_on_all_sources(desk, client, secret) -> None:
    assert client(REVIEWER).get("/api/conflicts").json()["conflicts"]
    told = client(READER).get("/api/conflicts").json()
    assert (told["conflicts"], told["set_aside"], told["partly"]) == ([], [], True)
    assert "is shown to reviewers" in client(READER).get("/conflicts").text
    (conflict, *_) = desk.reckoner.closer.conflicts
    assert [client(name).get(f"/api/conflicts/{conflict.id}").status_code for name in (READER, REVIEWER)] == [404, 200]


def test_while_nothing_is_confidential_a_reader_sees_everything(desk, client) -> None:
    reckoned(desk)
    assert client(READER).get("/api/conflicts").json() == client(REVIEWER).get("/api/conflicts").json()
    assert client(READER).get("/api/queue").json()["total"] == 8


def test_a_reader_still_works_through_what_is_open(desk, client, secret) -> None:
    queue = client(READER).get("/api/queue").json()
    assert queue["total"] == 6 and all(one["place"]["lead"] is None for one in queue["claims"])
    assert client(READER).get(f"/claims/{queue['claims'][0]['claim']['id']}").status_code == 200


def test_a_reviewer_hides_a_source_and_an_editor_shows_it_again(desk, client) -> None:
    source = claim_quoting(desk, "12,354").source
    assert press(client(REVIEWER), "hide", source=source, why="promised").headers["location"] == f"/sources/{source}"
    assert client(READER).get(f"/sources/{source}").status_code == 404
    assert press(client(REVIEWER), "show", source=source).status_code == 403
    assert press(client(EDITOR), "show", source=source).status_code == 303
    assert client(READER).get(f"/sources/{source}").status_code == 200


def test_a_program_of_a_reader_sees_no_more_than_its_owner(desk, client, secret) -> None:
    reader = client(READER)
    headers = {"x-guard": guard_of(reader)}
    assert reader.post("/api/do/hide", json={"source": secret}, headers=headers).status_code == 403
    token = desk.accounts.begin(READER, bearer=True)
    program = client(READER)
    program.cookies.clear()
    assert program.get(f"/api/sources/{secret}", headers={"authorization": f"Bearer {token}"}).status_code == 404
