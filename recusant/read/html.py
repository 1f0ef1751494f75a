"""Web pages: the main text, and what the page says of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html
from lxml.etree import LxmlError

from recusant.errors import BadSource
from recusant.read.decode import RAISED, decoded, undamaged
from recusant.read.published import json_ld, published
from recusant.records import Source, Text

DECLARED = re.compile(rb"""<(?:meta[^>]*?|\?xml[^>]*?en)(?:charset|coding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
DECLARED_WITHIN = 4096  # bytes; browsers look at 1024, but saved pages put long remarks first
IN_TEXT = "//a[not(ancestor::nav or ancestor::header or ancestor::footer or ancestor::aside or ancestor::form)]/@href"
NOTE = re.compile(r"\s*[\[(]?\s*(\d{1,3}|[a-z*†‡])\s*[\])]?\s*")
TO_RAISED = str.maketrans("0123456789", RAISED)
MOST_TAGS = 150_000  # at that a page costs up to 150 MB of memory and ten seconds, measured on the worst we could think of


def read_html(source: Source) -> Text:
    """The main text of a web page, and its source with url, title, outlet, language and day of publication as the page gives
    them. What is already known of the source stays."""
    if source.data.count(b"<") > MOST_TAGS:
        raise BadSource(f"the page has over {MOST_TAGS:,} tags", file=source.name, mend="save its text as .txt")
    page = _parsed(source)
    known = _said_of_itself(page, source.url)
    _unmark(page)
    body = _main_text(page)
    if not body or not body.strip():
        raise BadSource("there is no readable text on the page", file=source.name, mend="save its text as .txt")
    body, gaps = undamaged(body, source.id)
    return Text(replace(source, **{name: value for name, value in known.items() if getattr(source, name) is None}), body, gaps=gaps)


def _unmark(page: html.HtmlElement) -> None:
    """Takes the marks of footnotes out, which else become digits of the number before them; a power of ten is written as one."""
    for mark in page.xpath("//sup"):
        words = mark.text_content()
        before = mark.getprevious()
        left = (mark.getparent().text if before is None else before.tail) or ""
        if left.endswith("10") and words.isdecimal():
            mark.text = words.translate(TO_RAISED)
        elif NOTE.fullmatch(words):
            mark.drop_tree()


def _main_text(page: html.HtmlElement) -> str | None:
    import trafilatura  # 0.4 s to load, which commands that read no web page need not spend

    return trafilatura.extract(page, config=_settings(), include_comments=False, include_tables=True)


@cache
def _settings() -> Any:
    from trafilatura.settings import use_config

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")  # the default fuses tables on short pages
    return settings


def links(source: Source) -> frozenset[str]:
    """The pages of other hosts that a web page links to from its text; what it links to all around it is left out."""
    found = (_elsewhere(link, source.url) for link in _parsed(source).xpath(IN_TEXT))
    return frozenset(link for link in found if link)


def _elsewhere(link: str, url: str | None) -> str | None:
    """The whole address of a link, or None where it stays on its host or is no web address."""
    try:
        whole = urljoin(url or "", link)
        return whole if urlsplit(whole).scheme in ("http", "https") and _host(whole) != _host(url) else None
    except ValueError:
        return None


def _parsed(source: Source) -> html.HtmlElement:
    declared = DECLARED.search(source.data[:DECLARED_WITHIN])
    whole = decoded(source, declared[1].decode("ascii", "ignore") if declared else None)
    ended = whole.rstrip()
    if "<html" in whole[:2000].lower() and not ended.endswith(">") and not re.search(r"</(html|body)\s*>", ended[-50_000:], re.IGNORECASE):
        raise BadSource("the page is cut off", file=source.name, place=f"character {len(ended)}", mend="save it again")
    try:
        return html.document_fromstring(whole.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError) as fault:
        raise BadSource(f"not a web page ({fault})", file=source.name, mend="save it again, or save its text as .txt") from None


def _said_of_itself(page: html.HtmlElement, url: str | None) -> dict[str, Any]:
    about, meta = json_ld(page), _meta(page)
    url = url or _link(page) or meta.get("og:url")
    title = meta.get("og:title") or " ".join("".join(page.xpath("//title[1]//text()")).split())
    lang = page.get("lang") or page.get("xml:lang") or meta.get("og:locale") or meta.get("content-language")
    return {
        "url": url,
        "title": title or None,
        "outlet": meta.get("og:site_name") or _publisher(about) or _host(url),
        "lang": re.split(r"[-_,]", lang.strip().lower())[0] or None if lang else None,
        "published": published(page, about, meta, url),
    }


def _meta(page: html.HtmlElement) -> dict[str, str]:
    """The meta elements by name, the first of each name."""
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        value = (element.get("content") or "").strip()
        if name and value:
            found.setdefault(name.lower(), value)
    return found


def _link(page: html.HtmlElement) -> str | None:
    links = page.xpath("//link[@rel='canonical']/@href")
    return next((link for link in links if urlsplit(link).scheme in ("http", "https")), None)


def _publisher(about: list[dict[str, Any]]) -> str | None:
    publishers = (item.get("publisher") for item in about)
    names = (publisher.get("name") for publisher in publishers if isinstance(publisher, dict))
    return next((name for name in names if isinstance(name, str) and name.strip()), None)


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None
