"""Sites are asked as their robots.txt has it, one request at a time, and again later where they are busy."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from email.utils import formatdate

import pytest

from benchmarks.site import Asked, Site, article, moved, page, visitor
from recusant.collect.polite import TRIES, seconds_until
from recusant.errors import BadSource, NotReached

BUSY = page("", "503 Service Unavailable")
FINE = page(article("Words."))


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        made.answers["/a"] = FINE
        yield made


def robots(*lines: str) -> bytes:
    return page("\n".join(lines), Content_Type="text/plain")


def at_last(site: Site, *answers: bytes) -> None:
    """The answers to one request after another."""
    left = iter(answers)

    def answer(asked: Asked) -> Iterable[bytes]:
        return [next(left)]

    site.answers["/a"] = answer


@pytest.mark.parametrize("rule", ["Disallow: /", "Disallow: /*a$", "Allow: /b\nDisallow: /a"])
def test_what_robots_txt_forbids_is_not_asked_for(site: Site, rule: str) -> None:
    site.answers["/robots.txt"] = robots("User-agent: *", rule)
    with pytest.raises(BadSource, match=r"robots\.txt does not allow Recusant"):
        visitor().fetch(site.url("/a"))
    assert site.paths() == []


def test_a_rule_for_others_is_none_for_us(site: Site) -> None:
    site.answers["/robots.txt"] = robots("User-agent: Other", "Disallow: /", "", "User-agent: Monitor", "Allow: /a", "Disallow: /")
    assert visitor(agent="Monitor/1.0 (mail@example.org)").fetch(site.url("/a")).answer.status == 200


def test_robots_txt_is_asked_for_once(site: Site) -> None:
    site.answers |= {"/b": FINE, "/robots.txt": moved("/rules.txt"), "/rules.txt": robots("User-agent: *", "Disallow: /b")}
    web = visitor()
    web.fetch(site.url("/a"))
    with pytest.raises(BadSource, match="does not allow"):
        web.fetch(site.url("/b"))
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/rules.txt", "/a"]


def test_a_site_that_cannot_tell_its_rules_is_not_asked(site: Site) -> None:
    site.answers["/robots.txt"] = BUSY
    with pytest.raises(NotReached, match=r"robots\.txt cannot be had"):
        visitor().fetch(site.url("/a"))
    assert site.paths() == []


def test_a_redirect_leads_past_no_robots_txt(site: Site) -> None:
    site.answers |= {"/b": moved("/a"), "/robots.txt": robots("User-agent: *", "Disallow: /a")}
    with pytest.raises(BadSource, match="does not allow"):
        visitor().fetch(site.url("/b"))
    assert site.paths() == ["/b"]


@pytest.mark.parametrize(("rules", "pause"), [("", 1.0), ("Crawl-delay: 7", 7.0), ("Crawl-delay: 900", 30.0)])
def test_there_is_a_pause_between_two_requests_to_a_host(site: Site, rules: str, pause: float) -> None:
    site.answers["/robots.txt"] = robots("User-agent: *", rules)
    waits: list[float] = []
    web = visitor(pause=1.0, wait=waits.append)
    for _ in range(3):
        web.fetch(site.url("/a"))
    assert len(waits) == 3 and waits[-1] == pytest.approx(pause, abs=0.9)


@pytest.mark.parametrize("status", ["429 Too Many Requests", "500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable"])
def test_a_busy_site_is_asked_again(site: Site, status: str) -> None:
    at_last(site, page("", status), page("", status), FINE)
    waits: list[float] = []
    assert visitor(wait=waits.append).fetch(site.url("/a")).answer.status == 200
    assert len(waits) == 2 and 0 < waits[0] < 1.6 and 0.9 < waits[1] < 3.1


def test_a_site_says_when_to_come_again(site: Site) -> None:
    at_last(site, page("", "429 Too Many Requests", Retry_After="17"), FINE)
    waits: list[float] = []
    visitor(wait=waits.append).fetch(site.url("/a"))
    assert waits == [17.0]


def test_a_site_that_wants_to_be_left_alone_for_long_is_left_alone(site: Site) -> None:
    site.answers["/a"] = page("", "503 Service Unavailable", Retry_After="86400")
    with pytest.raises(NotReached, match="status 503"):
        visitor().fetch(site.url("/a"))
    assert site.paths() == ["/a"]


def test_a_site_that_keeps_us_waiting_is_left_alone_in_the_end(site: Site) -> None:
    site.answers["/a"] = page("", "503 Service Unavailable", Retry_After="110")
    web = visitor()
    for _ in range(3):
        with pytest.raises(NotReached):
            web.fetch(site.url("/a"))
    assert len(site.paths()) == 2 * TRIES
    with pytest.raises(NotReached, match="left alone for an hour"):
        web.fetch(site.url("/b"))


def test_a_cut_response_is_asked_for_again_and_in_the_end_told(site: Site) -> None:
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nwords"
    at_last(site, cut, FINE)
    assert visitor().fetch(site.url("/a")).answer.status == 200
    site.answers["/a"] = cut
    with pytest.raises(NotReached, match="cut off"):
        visitor().fetch(site.url("/a"))
    assert len(site.paths()) == 2 + TRIES


def test_what_is_not_there_is_not_asked_for_again(site: Site) -> None:
    with pytest.raises(BadSource, match="status 404"):
        visitor().fetch(site.url("/b"))
    assert site.paths() == ["/b"]


def test_the_time_to_wait_is_read_in_both_forms() -> None:
    assert seconds_until("17") == 17
    assert seconds_until(formatdate(time.time() + 90)) == pytest.approx(90, abs=2)
    assert [seconds_until(text) for text in ("", "soon", "-1")] == [None, None, None]
