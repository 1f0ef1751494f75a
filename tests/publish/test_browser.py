"""The page in a real browser: by keyboard, without scripts, in narrow windows, in the dark, on paper, and offline."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true })"
BOUND = "all:opened:absence:UA:2025-08-01:2025-09-30"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"needs Chromium at {CHROMIUM}: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Page]:
    """The start page, opened from the disk; whatever it complains about or asks of the network fails the test."""
    yield from _open(browser, folder)


def _open(browser: Browser, folder: Path, **how: object) -> Iterator[Page]:
    context = browser.new_context(**how)  # type: ignore[arg-type]
    page, trouble = context.new_page(), list[str]()
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda fault: trouble.append(str(fault)))
    page.on("request", lambda request: None if request.url.startswith(folder.as_uri()) else trouble.append(request.url))
    page.goto((folder / "index.html").as_uri())
    yield page
    context.close()
    assert trouble == []


def focus_is_in(page: Page, selector: str) -> bool:
    return bool(page.evaluate("selector => document.activeElement.closest(selector) !== null", selector))


def test_a_proof_opens_by_keyboard_alone(opened: Page) -> None:
    for _ in range(30):
        opened.keyboard.press("Tab")
        if focus_is_in(opened, "details.why > summary"):
            break
    proof = opened.locator("details.why").first.locator(".proof")
    assert not proof.is_visible()
    opened.keyboard.press("Enter")
    assert proof.is_visible()
    assert "“" in proof.inner_text()


def test_the_first_stop_of_the_keyboard_skips_to_the_findings(opened: Page) -> None:
    opened.keyboard.press("Tab")
    assert opened.locator(".skip").evaluate("link => link.getBoundingClientRect().left >= 0")
    opened.keyboard.press("Enter")
    assert opened.url.endswith("#findings")


def test_arrow_keys_walk_through_a_chart_and_tell_what_it_shows(opened: Page) -> None:
    opened.locator("svg.chart a").first.focus()
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("ArrowRight")
    assert opened.locator(".readout").first.inner_text() == "March 2022: at most 6,988"
    opened.keyboard.press("Enter")
    assert opened.locator("tr", has_text="2022, each month").first.locator(".proof").is_visible()


def test_a_permanent_link_opens_its_proof(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto(f"{(folder / 'index.html').as_uri()}#{BOUND}")
    assert page.locator(f"[id='{BOUND}']").is_visible()
    page.close()


def test_without_scripts_proofs_open_and_links_lead_to_them(browser: Browser, folder: Path) -> None:
    for page in _open(browser, folder, java_script_enabled=False):
        page.locator("details.why > summary").first.click()
        assert page.locator(".proof").first.is_visible()
        page.goto(f"{(folder / 'index.html').as_uri()}#{BOUND}")
        assert page.locator(f"[id='{BOUND}']").is_visible()


@pytest.mark.parametrize("kind", ["folder", "ill_folder"])
def test_nothing_is_wider_than_the_window(browser: Browser, request: pytest.FixtureRequest, kind: str) -> None:
    for page in _open(browser, request.getfixturevalue(kind)):
        page.evaluate(OPEN_ALL)
        for width in (320, 360, 704, 705, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_it_follows_the_colours_of_the_reader_with_enough_contrast(browser: Browser, folder: Path, scheme: str, dark: bool) -> None:
    for page in _open(browser, folder, color_scheme=scheme):
        paper = luminance(page, "html", "backgroundColor")
        assert (paper < 0.2) == dark
        for selector in ("body", ".note", ".finding .big", ".stats", "nav a", ".brand", "svg .value"):
            ink = luminance(page, selector, "fill" if "svg" in selector else "color")
            assert (max(ink, paper) + 0.05) / (min(ink, paper) + 0.05) >= 4.5, selector


def luminance(page: Page, selector: str, of: str) -> float:
    """Relative luminance, as the contrast of WCAG is reckoned from."""
    colour = page.locator(selector).first.evaluate("(element, of) => getComputedStyle(element)[of]", of)
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_ill_text_does_nothing(browser: Browser, ill_folder: Path) -> None:
    for page in _open(browser, ill_folder):
        page.evaluate(OPEN_ALL)
        assert page.evaluate("window.harmed") is None


def test_on_paper_it_is_light_and_says_where_quotes_were_printed(browser: Browser, folder: Path) -> None:
    for page in _open(browser, folder, color_scheme="dark"):
        page.locator("details.why > summary").first.click()
        page.emulate_media(media="print")
        assert luminance(page, "html", "backgroundColor") == pytest.approx(1)
        assert not page.locator("nav").first.is_visible()
        address = "link => getComputedStyle(link, '::after').content"
        assert "https://example.org/" in page.locator(".sum a.out").first.evaluate(address)


def test_every_link_and_summary_has_a_name_and_headings_go_down_one_step_at_a_time(opened: Page) -> None:
    unnamed = "() => [...document.querySelectorAll('a, summary')].filter(each => !(each.textContent.trim() || each.ariaLabel)).length"
    assert opened.evaluate(unnamed) == 0
    levels = opened.evaluate("() => [...document.querySelectorAll('h1, h2, h3, h4')].map(each => Number(each.localName[1]))")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
