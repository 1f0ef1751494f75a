"""Pages are fetched whole, politely, and from nowhere they should not be."""

from __future__ import annotations

import gzip
import hashlib
import socket
import time
import zlib

import pytest

from benchmarks.site import HOST, QUICK, Site, article, bomb, conditional, dripping, endless, moved, page, visitor
from recusant.collect import Limits, Web
from recusant.errors import BadInput, BadSource, NotReached
from recusant.read import read_html

WORDS = "In 2023 prosecutors opened 17,658 cases."


@pytest.fixture
def site():
    with Site() as made:
        yield made


def refused(site: Site, path: str, web: Web | None = None) -> BadSource:
    with pytest.raises(BadSource) as told:
        _ = (web or visitor()).fetch(site.url(path)).source
    return told.value


def test_a_page_becomes_a_source_with_its_bytes_address_and_time(site) -> None:
    site.answers["/a"] = page(article(WORDS))
    source = visitor().fetch(site.url("/a#part")).source
    assert (source.data.decode(), source.url, source.media) == (article(WORDS), site.url("/a"), "text/html")
    assert source.sha256 == hashlib.sha256(source.data).hexdigest()
    assert source.captured.startswith("20") and source.captured.endswith("Z")


def test_redirects_are_followed_and_the_last_address_is_the_sources(site) -> None:
    site.answers |= {"/old": moved("new?a=1"), "/new?a=1": page(article(WORDS))}
    fetched = visitor().fetch(site.url("/old"))
    assert [one.status for one in fetched.exchanges] == [302, 200]
    assert (fetched.source.name, fetched.source.url) == (site.url("/old"), site.url("/new?a=1"))


HERE = ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "127.1", "0", "169.254.169.254", "10.0.0.1", "intra.example"]


@pytest.mark.parametrize("host", HERE)
def test_a_redirect_to_a_private_address_is_not_followed(site, host: str) -> None:
    site.answers |= {"/a": moved(f"http://{host}:{site.port}/secret"), "/secret": page("secret")}
    told = refused(site, "/a", visitor(resolve=lambda name, port: ["127.0.0.1"] if name == HOST else resolved_here(name)))
    assert "not a public address" in str(told) and "--allow-host" in str(told)
    assert "/secret" not in site.paths()


def resolved_here(name: str) -> list[str]:
    """What the computer itself makes of numbers; a name leads into a private network."""
    try:
        return [str(answer[4][0]) for answer in socket.getaddrinfo(name, 80, type=socket.SOCK_STREAM)]
    except socket.gaierror:
        return ["192.168.1.7"]


ELSEWHERE = ["ftp://site.example/x", "file:///etc/hostname", "gopher://site.example:70/", "javascript:alert(1)", "//a:b@x.org/"]


@pytest.mark.parametrize("to", ELSEWHERE)
def test_only_http_and_https_without_passwords_is_followed(site, to: str) -> None:
    site.answers["/a"] = moved(to)
    assert "only http and https" in str(refused(site, "/a")) or "password" in str(refused(site, "/a"))


def test_the_connection_goes_to_the_address_that_was_checked(site, monkeypatch) -> None:
    answers, tried = iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]]), []

    def connect(address, timeout) -> None:
        tried.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    refused(site, "/a", visitor(allowed=(), resolve=lambda host, port: next(answers)))
    assert tried == ["93.184.215.14"]


def test_of_several_addresses_only_public_ones_are_tried(site, monkeypatch) -> None:
    tried = []
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: tried.append(address[0]) or (_ for _ in ()).throw(OSError()))
    both = ["127.0.0.1", "93.184.215.14", "::ffff:10.0.0.1"]
    refused(site, "/a", visitor(allowed=(), resolve=lambda host, port: both))
    assert set(tried) == {"93.184.215.14"}


def test_a_resolver_that_is_silent_is_not_waited_for(site) -> None:
    began = time.monotonic()
    told = refused(site, "/a", visitor(Limits(seconds=0.2, silence=0.2), resolve=lambda host, port: time.sleep(5) or []))
    assert "was not resolved within" in str(told) and time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("packing", "data"),
    [
        ("gzip", gzip.compress(article(WORDS).encode())),
        ("x-gzip", gzip.compress(article(WORDS)[:50].encode()) + gzip.compress(article(WORDS)[50:].encode())),
        ("deflate", zlib.compress(article(WORDS).encode())),
        ("deflate", zlib.compress(article(WORDS).encode())[2:-4]),
        ("identity", article(WORDS).encode()),
    ],
)
def test_packed_pages_are_unpacked(site, packing: str, data: bytes) -> None:
    site.answers["/a"] = page(data, Content_Encoding=packing)
    assert visitor().fetch(site.url("/a")).source.data.decode() == article(WORDS)


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
HOSTILE = {
    "unpacks to over": page(bomb(100), Content_Encoding="gzip"),
    "packed with br": page(b"\x0b\x02\x80abc\x03", Content_Encoding="br"),
    "not packed as it says": page(b"plain", Content_Encoding="gzip"),
    "packed body is cut off": page(gzip.compress(b"words" * 999)[:-9], Content_Encoding="gzip"),
    "in over 100 parts": page(gzip.compress(b"") * 200, Content_Encoding="gzip"),
    "has over 10,000,000 bytes": endless(b"HTTP/1.1 200 OK\r\n\r\n", b"words "),
    "over 10,000,000 bytes": endless(CHUNKED, b"400\r\n" + b"words   " * 128 + b"\r\n"),
    "has over 200 headers": b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 300 + b"\r\nwords",
    "not sound HTTP": endless(b"HTTP/1.1 200 OK\r\nX: ", b"a"),
    "conflicting Content-Length": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nwords",
    "bad Content-Length": b"HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nwords",
    "illegal chunk header": CHUNKED + b"XYZ\r\nwords\r\n0\r\n\r\n",
    "illegal status line": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "pending proposal": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    "was cut off": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nwords",
    "without end": moved("/x"),
    "is not there (status 404)": page("", "404 Not Found"),
    "is image/png and no page": page("PNG", Content_Type="image/png"),
    "the page is empty": page(" \n"),
    "the page has over 3,000,000 bytes": page(b"words " * 600_000),
    "within 3 seconds": dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"w"),
    "no whole response": dripping(b"HTTP/1.1 200 OK\r\n", b"X: 1\r\n"),
}


@pytest.mark.parametrize("told", HOSTILE)
def test_what_no_honest_site_sends_is_told_and_nothing_hangs(site, told: str) -> None:
    site.answers["/x"] = HOSTILE[told]
    began = time.monotonic()
    fault = refused(site, "/x")
    assert told in str(fault) and "Mend: " in str(fault) and site.url("/") in str(fault)
    assert time.monotonic() - began < 6


def test_a_site_that_says_nothing_is_given_up(site) -> None:
    site.answers["/a"] = dripping(b"", b"", 0.1)
    assert "no answer in time" in str(refused(site, "/a", visitor(Limits(seconds=1, silence=0.2))))


def test_what_stands_behind_the_length_told_is_no_part_of_the_page(site) -> None:
    site.answers["/a"] = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nwords and more"
    assert visitor().fetch(site.url("/a")).source.data == b"words"


@pytest.mark.parametrize(
    ("charset", "meta", "written"),
    [
        ("windows-1251", "", "windows-1251"),
        ("utf-8", "koi8-r", "koi8-r"),
        ("iso-8859-1", "windows-1251", "utf-8"),
        ("iso-8859-1", "windows-1251", "windows-1251"),
        ("no-such-one", "windows-1251", "windows-1251"),
        ("", "koi8-r", "koi8-r"),
    ],
)
def test_a_lie_about_the_charset_is_survived(site, charset: str, meta: str, written: str) -> None:
    words = "В 2023 году возбуждено 17 658 дел."
    declared = f"<meta charset='{meta}'>" if meta else ""
    body = article(words).replace("<head>", f"<head>{declared}").encode(written)
    site.answers["/a"] = page(body, Content_Type=f"text/html; charset={charset}")
    assert words in read_html(visitor().fetch(site.url("/a")).source).body


def test_what_has_not_changed_is_not_sent_again(site) -> None:
    site.answers["/a"] = conditional(article(WORDS), '"1"')
    first = visitor().fetch(site.url("/a"))
    again = visitor().fetch(site.url("/a"), lambda url: first.conditions)
    assert (first.unchanged, again.unchanged, first.conditions) == (False, True, {"If-None-Match": '"1"'})


@pytest.mark.parametrize("agent", ["", "Имя", "a\r\nX: 1"])
def test_a_name_that_no_header_can_hold_is_told(site, agent: str) -> None:
    with pytest.raises(BadInput, match="plain ASCII"):
        visitor(agent=agent)


def test_the_user_says_who_asks(site) -> None:
    site.answers["/a"] = page(article(WORDS))
    visitor(agent="Monitor (mail@example.org)").fetch(site.url("/a"))
    assert {asked["user-agent"] for asked in site.asked} == {"Monitor (mail@example.org)"}


def test_an_unreached_host_may_be_tried_again(site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    with pytest.raises(NotReached, match="Connection refused"):
        visitor(QUICK).fetch(f"http://{HOST}:{port}/")
