"""Which computers an address may lead to, and how an address is written."""

from __future__ import annotations

import pytest

from recusant.collect.addresses import is_public, tidy
from recusant.errors import BadSource

SHUT = [
    "127.0.0.1", "127.255.0.3", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0",  # noqa: S104 nothing is bound to it
    "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::127.0.0.1", "64:ff9b::a00:1",
    "64:ff9b:1::1", "2002:7f00:1::", "2002:c0a8:101::1", "2001:0:1::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1",
    "ff02::1", "100::1", "2001:db8::1",
]  # fmt: skip
OPEN = ["93.184.215.14", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", SHUT)
def test_what_not_everybody_can_reach_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OPEN)
def test_what_everybody_can_reach_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("written", "base", "asked"),
    [
        ("HTTPS://Example.ORG:443", None, "https://example.org/"),
        (" http://example.org:8080/a b?q=ж#part ", None, "http://example.org:8080/a%20b?q=%D0%B6"),
        ("https://пример.рф/новости", None, "https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ("https://example.org/a%20b?x=%2F&y[]=1", None, "https://example.org/a%20b?x=%2F&y[]=1"),
        ("../c?d=1", "https://example.org/a/b/", "https://example.org/a/c?d=1"),
        ("//other.example/x", "https://example.org/a", "https://other.example/x"),
        ("http://[2606:4700::1111]/", None, "http://[2606:4700::1111]/"),
        ("http://example.org./", None, "http://example.org/"),
    ],
)
def test_an_address_is_asked_for_in_one_form(written: str, base: str | None, asked: str) -> None:
    assert tidy(written, base) == asked


@pytest.mark.parametrize(
    "written",
    ["", "example.org", "http://", "http://:80/", "ftp://example.org/", "http://a:b@example.org/", "http://example.org:99999/",
     "http://exa mple.org/", "http://[::1/", "http://a\x00b/", "javascript:alert(1)", "https://example.org/" + "a" * 9000],
)  # fmt: skip
def test_what_is_no_address_is_told(written: str) -> None:
    with pytest.raises(BadSource, match="Mend: "):
        tidy(written)
