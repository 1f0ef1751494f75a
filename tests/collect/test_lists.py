"""Feeds, sitemaps and plain lists name pages; what is hostile in them is told."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.site import Site, bomb, moved, page, visitor
from recusant.collect import pages_of
from recusant.errors import BadSource

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>N</title><link>https://n.example/</link>
<item><title>A</title><link>https://n.example/a</link><guid>1</guid></item>
<item><guid isPermaLink="true">https://n.example/b</guid></item><item><title>none</title></item></channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><link>https://n.example/</link></channel><item><link>https://n.example/a</link></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/news/"><link href="/"/><entry>
<link rel="enclosure" href="x.mp3"/><link href="a"/></entry><entry><link rel="alternate" href="https://n.example/b"/></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> https://n.example/a </loc><lastmod>2024-01-01</lastmod>
</url><url><loc>https://n.example/b</loc></url></urlset>"""
ENTITIES = """<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">%s]><rss><channel><item><link>https://n.example/&z;</link></item></channel></rss>"""
LAUGHS = ENTITIES % "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghy", "bcdefghyz", strict=True))
OUTSIDE = '<!DOCTYPE rss [<!ENTITY z SYSTEM "file:///etc/hostname">]><rss><channel><item><link>https://n.example/&z;</link></item></channel></rss>'


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


def named(site: Site, data: str | bytes, path: str = "/list") -> tuple[list[str], list[str]]:
    site.answers[path] = page(data, Content_Type="application/xml")
    pages, faults = pages_of([site.url(path)], visitor(), {})
    return [one.replace(site.url(""), "").replace("https://n.example", "") for one in pages], list(map(str, faults))


@pytest.mark.parametrize(
    ("data", "pages"),
    [(RSS, ["/a", "/b"]), (RDF, ["/a"]), (ATOM, ["/news/a", "/b"]), (SITEMAP, ["/a", "/b"]),
     (gzip.compress(SITEMAP.encode()), ["/a", "/b"]),
     ("\ufeff# ours\nhttps://n.example/a\n\n https://n.example/a\n", ["/a"]), (RSS[:-60], ["/a", "/b"]), ("", [])],
)  # fmt: skip
def test_a_list_names_its_pages_in_order(site: Site, data: str | bytes, pages: list[str]) -> None:
    assert named(site, data) == (pages, [])


def test_an_index_leads_to_its_sitemaps_those_that_changed_last_first(site: Site) -> None:
    site.answers |= {f"/{year}.xml": page(SITEMAP.replace("/a", f"/{year}")) for year in (2023, 2024)}
    entries = "".join(f"<sitemap><loc>{site.url(f'/{year}.xml')}</loc><lastmod>{year}-05-01</lastmod></sitemap>" for year in (2023, 2024))
    pages, _ = named(site, f"<sitemapindex>{entries}</sitemapindex>")
    assert pages == ["/2024", "/b", "/2023"]


def test_an_index_without_end_has_one(site: Site) -> None:
    more = "".join(f"<sitemap><loc>{site.url(f'/{number}')}</loc></sitemap>" for number in range(10_000))
    _, faults = named(site, f"<sitemapindex>{more}</sitemapindex>")
    assert len(site.paths()) == 100
    assert "lists were not read" in faults[-1]


def test_a_list_that_names_itself_is_read_once(site: Site) -> None:
    assert named(site, f"<sitemapindex><sitemap><loc>{site.url('/list')}</loc></sitemap></sitemapindex>") == ([], [])


def test_ten_thousand_links_are_listed(site: Site) -> None:
    links = "".join(f"<item><link>https://n.example/{number}</link></item>" for number in range(10_000))
    assert len(named(site, f"<rss><channel>{links}</channel></rss>")[0]) == 10_000


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("<html><p>words</p></html>", "this is a page: capture it with `recusant add`"),
        ("<opml/>", "neither a feed nor a sitemap"),
        ("<<<", "neither a feed nor a sitemap"),
        ("https://n.example/a\nnot an address", "line 2: only http and https"),
        ("<rss><channel><item><link>ftp://n.example/</link></item></channel></rss>", "only http and https"),
        ("<rss><item>" + "<a/>" * 11_000 + "</item></rss>", "over 10,000 parts"),
        (bomb(100), "unpacks to over"),
    ],
)
def test_what_is_no_list_is_told(site: Site, data: str | bytes, told: str) -> None:
    (fault,) = named(site, data)[1]
    assert told in fault and "Mend: " in fault


@pytest.mark.parametrize("data", [LAUGHS, OUTSIDE])
def test_nothing_in_a_list_is_unfolded_or_loaded(site: Site, data: str) -> None:
    assert named(site, data)[0] in ([], ["/"])


def test_one_bad_list_stops_no_other(site: Site, tmp_path: Path) -> None:
    mine = tmp_path / "list.txt"
    mine.write_text("https://n.example/a\n")
    site.answers["/list"] = moved("http://127.0.0.1/")
    pages, faults = pages_of([site.url("/list"), "gone.txt", str(mine)], visitor(), {})
    assert pages == ["https://n.example/a"]
    assert [type(fault) is BadSource for fault in faults] == [True, False]


def test_a_list_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.answers["/list"] = lambda asked: [page("", "304 Not Modified") if "if-none-match" in asked else page(RSS, ETag='"1"')]
    known, web = {}, visitor()
    first, again = (pages_of([site.url("/list")], web, known) for _ in range(2))
    assert first == again and "if-none-match" in site.asked[-1]
