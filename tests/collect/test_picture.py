"""A picture shows the page as it was fetched, and the browser reaches nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.site import Site, article, page, visitor
from recusant.collect import picture_in
from recusant.errors import BadInput, BadSource
from recusant.flow import Ledger
from recusant.read.pdf import read_pdf
from recusant.records import Source

BROWSER = "chromium --no-sandbox" if os.name == "posix" and os.geteuid() == 0 else "chromium"
WORDS = "In 2023 Ukrainian prosecutors opened 17,658 cases of unauthorised absence, according to the Prosecutor General's Office."


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    if not shutil.which("chromium"):
        pytest.skip("needs Chromium")
    monkeypatch.setenv("RECUSANT_BROWSER", BROWSER)
    with Site() as made:
        yield made


def taken(site: Site) -> bytes:
    web = visitor(pictures=True)
    return web.pictured(web.fetch(site.url("/a"))).warc


def shown(warc: bytes) -> str:
    return read_pdf(Source.of(picture_in(warc) or b"", "a.pdf")).body


@pytest.mark.browser
def test_a_picture_shows_the_page_and_is_kept_in_its_warc_with_its_parts(site) -> None:
    style = page("h1 { display: none }", Content_Type="text/css")
    site.answers |= {"/a": page(f'<link rel=stylesheet href="s.css"><h1>Hidden</h1><p>{WORDS}</p>'), "/s.css": style}
    warc = taken(site)
    assert shown(warc).replace("\n", " ") == WORDS
    assert site.paths() == ["/a", "/s.css"]


@pytest.mark.browser
@pytest.mark.parametrize(
    "attack",
    [
        '<script>document.body.textContent = "SCRIPT"</script>',
        '<meta http-equiv=refresh content="0;url={secret}">',
        '<iframe src="{secret}"></iframe>',
        '<iframe src="file:///etc/passwd"></iframe>',
        '<img src="{secret}">',
        '<object data="{secret}"></object>',
        '<p style="background: url({secret})">x',
        '<link rel=preload as=image href="{secret}"><base href="{secret}">',
    ],
)
def test_the_browser_reaches_nothing_but_what_was_fetched(site, attack: str) -> None:
    with Site() as inner:
        inner.answers["/secret"] = page("SECRET")
        site.answers["/a"] = page(f"<p>Words.</p>{attack.replace('{secret}', f'http://127.0.0.1:{inner.port}/secret')}")
        words = shown(taken(site))
        assert inner.paths() == [] and words.startswith("Words.")
        assert not any(told in words for told in ("SECRET", "SCRIPT", "root:"))


@pytest.mark.browser
def test_a_picture_lies_in_the_dossier_also_of_a_page_that_was_known(site, tmp_path, place) -> None:
    site.answers["/a"] = page(article(WORDS))
    with Ledger.create(place("a.ledger")) as ledger:
        ledger.add(site.url("/a"), by=visitor())
        assert ledger.add(site.url("/a"), by=visitor(pictures=True)).known == 1
        (source,) = ledger.store.sources()
        folder = ledger.dossier(tmp_path / "out") / "data/sources" / source.id
    made = folder / "picture-2.pdf"
    assert picture_in((folder / "capture-2.warc.gz").read_bytes()) == made.read_bytes()
    assert not (folder / "picture-1.pdf").exists()


def test_without_a_browser_it_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECUSANT_BROWSER", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadInput, match=r"no Chromium was found .*Mend: install it"):
        visitor(pictures=True)


def test_a_browser_that_makes_none_is_told_and_the_page_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place) -> None:
    monkeypatch.setenv("RECUSANT_BROWSER", "false")
    with Site() as site, Ledger.create(place("a.ledger")) as ledger:
        site.answers["/a"] = page(article(WORDS))
        added = ledger.add(site.url("/a"), by=visitor(pictures=True))
    assert added.stored == 1 and isinstance(added.faults[0], BadSource) and "made no picture" in str(added.faults[0])
