"""A desk that others could reach does not start without accounts and encryption; alone, its address opens it once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from recusant.cli.reviewing import rooms_of
from recusant.errors import BadInput
from recusant.review.accounts import Accounts
from recusant.review.app import desk_app
from recusant.review.desk import Desk, Settings
from recusant.review.serving import Serving, serve, settings_of

FILE = Path("accounts")


@pytest.mark.parametrize(
    ("serving", "fault"),
    [
        (Serving(host="0.0.0.0"), "no accounts"),  # noqa: S104
        (Serving(proxy="https://desk.example.org"), "no accounts"),
        (Serving(accounts=FILE), "unencrypted"),
        (Serving(accounts=FILE, host="0.0.0.0", certificate=FILE), "unencrypted"),  # noqa: S104
        (Serving(accounts=FILE, proxy="http://desk.example.org"), "no encrypted address"),
    ],
)
def test_a_desk_that_would_be_open_does_not_start(serving: Serving, fault: str) -> None:
    with pytest.raises(BadInput, match=fault):
        settings_of(serving)


def test_a_desk_that_nobody_could_administer_does_not_start(path, tmp_path) -> None:
    with pytest.raises(BadInput, match="no account can administer"):
        serve(rooms_of(path), Serving(accounts=tmp_path / "accounts", proxy="https://desk.example.org"), print)


def test_behind_a_proxy_the_desk_answers_to_the_public_name_and_its_cookies_are_secure() -> None:
    settings = settings_of(Serving(accounts=FILE, proxy="https://desk.example.org"))
    assert "desk.example.org" in settings.hosts
    assert settings.secure
    assert not settings_of(Serving()).secure


def test_the_one_time_address_opens_the_desk_once(path) -> None:
    desk = Desk(rooms_of(path), Accounts.alone("me"), Settings(("testserver",), alone=True), lambda _: ThreadPoolExecutor(1))
    first, second = (TestClient(desk_app(desk), follow_redirects=False) for _ in range(2))
    assert second.get("/enter?token=guess").status_code == 401
    entrance = f"/enter?token={desk.entrance}"
    cookie = first.get(entrance).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert first.get("/").status_code == 200
    assert second.get(entrance).status_code == 401
    desk.close()
