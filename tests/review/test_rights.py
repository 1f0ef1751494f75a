"""Who may do what: every row of acts, views and pages, both ways, for each role and for strangers."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from recusant.review.answers import EVERY
from recusant.review.app import desk_app
from recusant.review.pages import PAGES
from recusant.review.rights import ROLES
from recusant.review.views import VIEWS
from tests.review.conftest import PEOPLE, guard_of, press

NAMES = {role: name for name, role in reversed(PEOPLE.items())}


def refused(status: int) -> bool:
    return status in (401, 403)


@pytest.mark.parametrize("role", ROLES)
def test_an_act_is_done_for_its_role_and_those_above_it_only(client, role) -> None:
    browser = client(NAMES[role])
    headers = {"x-guard": guard_of(browser)}
    for name, act in EVERY.items():
        of_form = press(browser, name).status_code if name not in ("token", "publish") else None
        of_program = browser.post(f"/api/do/{name}", json={"nonsense": 1}, headers=headers).status_code
        allowed = ROLES.index(role) >= ROLES.index(act.role)
        assert of_program == (422 if allowed else 403), (role, name)
        assert of_form is None or refused(of_form) != allowed, (role, name)


@pytest.mark.parametrize("role", ROLES)
def test_a_page_is_shown_to_its_role_and_those_above_it_only(desk, client, role) -> None:
    browser = client(NAMES[role])
    with desk.ledger() as held:
        ids = {"claims": held.claims()[0].id, "sources": held.sources()[0].id, "effects": "1", "conflicts": "x-1"}
    for path, needed in [*((page.path, page.role) for page in PAGES), *((f"/api{row.path}", row.role) for row in VIEWS.values())]:
        name = next((one for one in ids if f"/{one}/" in path), "")
        status = browser.get(path.format(id=ids.get(name, ""))).status_code
        assert refused(status) != (ROLES.index(role) >= ROLES.index(needed)), (role, path)
        assert status < 500, path


def test_a_stranger_sees_and_does_nothing(desk) -> None:
    stranger = TestClient(desk_app(desk), follow_redirects=False)
    for page in PAGES:
        answer = stranger.get(page.path.format(id="c-1"))
        assert (answer.status_code, answer.headers.get("location")) == (303, "/login"), page.path
    assert {stranger.get(f"/api{row.path.format(id=1)}").status_code for row in VIEWS.values()} == {401}
    assert {stranger.post(f"/api/do/{name}", json={}).status_code for name in EVERY} == {401}
    assert {stranger.post(f"/do/{name}").status_code for name in EVERY} == {401}


def test_a_form_without_the_mark_of_its_session_does_nothing(desk, client) -> None:
    browser, other = client("Daria"), client("Daria")
    for name in EVERY:
        assert browser.post(f"/do/{name}", data={"guard": guard_of(other)}).status_code == 403, name
        assert browser.post(f"/api/do/{name}", json={}).status_code == 403, name
    with desk.ledger() as held:
        assert held.decisions() == []


def test_a_page_of_another_site_cannot_send_a_form(client) -> None:
    browser = client("Daria")
    mark = guard_of(browser)
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert browser.post("/do/two-people", data={"guard": mark, "two": "true"}, headers=headers).status_code == 400


def test_the_desk_answers_to_its_own_name_only(client) -> None:
    assert client("Daria").get("/", headers={"host": "evil.example"}).status_code == 400
    assert client("Daria").get("/").status_code == 200


def test_a_program_with_a_token_may_do_what_its_owner_may(desk) -> None:
    program = TestClient(desk_app(desk), headers={"authorization": f"Bearer {desk.accounts.begin('Olena', bearer=True)}"})
    claim = program.get("/api/queue").json()["claims"][0]["claim"]["id"]
    assert program.post("/api/do/accept", json={"claim": claim, "seen": 0}).status_code == 200
    assert program.post("/api/do/publish", json={}).status_code == 403


def test_a_token_is_no_cookie_and_a_cookie_no_token(desk) -> None:
    as_cookie = TestClient(desk_app(desk), cookies={"desk": desk.accounts.begin("Daria", bearer=True)})
    as_token = TestClient(desk_app(desk), headers={"authorization": f"Bearer {desk.accounts.begin('Daria')}"})
    assert as_cookie.get("/api/queue").status_code == as_token.get("/api/queue").status_code == 401


def test_every_answer_forbids_scripts_in_the_page_and_frames_around_it(client) -> None:
    for path in ("/", "/login", "/nowhere", "/api/queue", "/static/x/desk.js"):
        headers = client("Ihor").get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"], path
        assert "unsafe" not in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
