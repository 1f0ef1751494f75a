"""The pages in a real browser: by keyboard, without scripts, in narrow windows, in the dark, on paper, and offline."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from recusant.publish.inert import unbroken

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true })"
# Without "preload": axe would ask for the style itself, which our own policy forbids.
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "preload": False}
SERIES, DAYS = "series/all.opened.absence.UA.html", "2025-08-01..2025-09-30"
PARTS = ("series", "conflicts", "origins", "aside", "changes", "leads", "others", "laws", "sources", "method")
KINDS = ("index.html", SERIES, "series/all.wanted.both.UA.html", "conflicts/*.html", "claims/*.html", *(f"{part}.html" for part in PARTS))

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


@pytest.fixture
def series(browser: Browser, folder: Path) -> Iterator[Page]:
    """The page of a series, likewise."""
    yield from _open(browser, folder, SERIES)


def _open(browser: Browser, folder: Path, name: str = "index.html", **how: object) -> Iterator[Page]:
    context = browser.new_context(**how)  # type: ignore[arg-type]
    page, trouble = context.new_page(), list[str]()
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda fault: trouble.append(str(fault)))
    page.on("request", lambda request: None if request.url.startswith(folder.as_uri()) else trouble.append(request.url))
    page.goto((folder / name).as_uri())
    yield page
    context.close()
    assert trouble == []


def one_of_each(folder: Path) -> list[Path]:
    """A page of every kind in English, and the start page in the other languages."""
    names = [*(sorted(folder.glob(kind))[0] for kind in KINDS), *(folder / language / "index.html" for language in ("uk", "ru"))]
    return [name for name in names if name.is_file()]


def focus_is_in(page: Page, selector: str) -> bool:
    return bool(page.evaluate("selector => document.activeElement.closest(selector) !== null", selector))


def test_a_proof_opens_by_keyboard_alone(opened: Page) -> None:
    for _ in range(40):
        opened.keyboard.press("Tab")
        if focus_is_in(opened, "details.why > summary"):
            break
    proof = opened.locator("details.why").first.locator(".proof")
    assert not proof.is_visible()
    opened.keyboard.press("Enter")
    assert proof.is_visible()
    assert "“" in proof.inner_text()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(opened: Page) -> None:
    opened.keyboard.press("Tab")
    assert opened.locator(".skip").evaluate("link => link.getBoundingClientRect().left >= 0")
    opened.keyboard.press("Enter")
    opened.wait_for_url(lambda url: url.endswith("#main"))  # raises after half a minute


def test_arrow_keys_walk_through_a_chart_and_tell_what_it_shows(series: Page) -> None:
    series.locator("svg.chart a").first.focus()
    series.keyboard.press("ArrowRight")
    series.keyboard.press("ArrowRight")
    assert series.locator(".readout").first.inner_text() == "March 2022: at most 6,988"
    series.keyboard.press("Enter")
    series.locator("tr", has_text="2022, each month").first.locator(".proof").wait_for()  # raises after half a minute


def test_everything_can_be_searched_by_keyboard_from_any_page(series: Page) -> None:
    series.locator("#search").focus()
    series.keyboard.type("18,628 echo")
    series.locator(".hits a").first.wait_for()
    assert [head.inner_text() for head in series.locator(".hits h2").all()] == ["What cannot all be true 1", "Claims 1"]
    series.locator(".hits a").last.focus()
    series.keyboard.press("Enter")
    series.wait_for_url("**/claims/*.html#c-*")
    assert "18,628 in Echo" in series.locator(":target").inner_text()


def test_the_index_of_the_search_is_loaded_only_when_somebody_begins_to_search(browser: Browser, folder: Path) -> None:
    page, asked = browser.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto((folder / "index.html").as_uri())
    assert asked == ["index.html", "style.css", "page.js"]
    page.close()


def test_a_permanent_link_opens_its_proof(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto(f"{(folder / SERIES).as_uri()}#{DAYS}")
    assert page.locator(f"[id='{DAYS}']").is_visible()
    page.close()


def test_without_scripts_proofs_open_and_links_lead_to_them(browser: Browser, folder: Path) -> None:
    for page in _open(browser, folder, java_script_enabled=False):
        page.locator("details.why > summary").first.click()
        assert page.locator(".proof").first.is_visible()
        assert not page.locator("form.search").is_visible()
        page.goto(f"{(folder / SERIES).as_uri()}#{DAYS}")
        assert page.locator(f"[id='{DAYS}']").is_visible()


@pytest.mark.parametrize("kind", ["folder", "ill_folder"])
def test_no_page_is_wider_than_the_window_or_loads_from_elsewhere_or_does_what_ill_text_says(
    browser: Browser, request: pytest.FixtureRequest, kind: str
) -> None:
    folder: Path = request.getfixturevalue(kind)
    for page in _open(browser, folder):
        for path in sorted(folder.rglob("*.html")) if kind == "folder" else _some(folder):
            page.goto(path.as_uri())
            page.evaluate(OPEN_ALL)
            for width in (320, 360, 705, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") == width, path
            assert page.evaluate("window.harmed") is None


def _some(folder: Path) -> list[Path]:
    """A page of every kind, whatever their names are, in every language."""
    first = {(path.parent, path.name if path.parent in (folder, folder / "uk", folder / "ru") else ""): path
             for path in sorted(folder.rglob("*.html"))}  # fmt: skip
    return list(first.values())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_of_wcag_on_any_kind_of_page(browser: Browser, folder: Path, scheme: str) -> None:
    for page in _open(browser, folder, color_scheme=scheme):
        for path in one_of_each(folder):
            page.goto(path.as_uri())
            page.evaluate(OPEN_ALL)
            found = Axe().run(page, options=WCAG)
            assert found.response["passes"], "axe looked at something"
            assert found.response["violations"] == [], f"{path}: {found.generate_report()}"


def test_a_number_in_a_quote_stands_on_one_line_in_any_window(opened: Page) -> None:
    quote = unbroken("за вісім місяців відкрито 235 646 справ, а торік 1 046 150 справ, з них 18 628 нових")
    opened.evaluate("quote => { document.querySelector('main').innerHTML = `<p><q>${quote}</q></p>` }", str(quote))
    lines = "() => [...document.querySelectorAll('.number')].map(each => each.getClientRects().length)"
    for width in range(200, 700, 10):
        opened.set_viewport_size({"width": width, "height": 600})
        assert opened.evaluate(lines) == [1, 1, 1], width


@pytest.mark.parametrize("language", ["", "uk", "ru"])
@pytest.mark.parametrize("width", [320, 1280])
def test_what_a_chart_says_is_within_the_window_and_over_no_letter_or_value(
    browser: Browser, folder: Path, language: str, width: int
) -> None:
    boxes = """selector => [...document.querySelectorAll(selector)].map(each => {
        const box = each.getBoundingClientRect();
        return [box.left, box.right, box.top + scrollY, box.bottom + scrollY];
    })"""
    for page in _open(browser, folder, f"{language}/{SERIES}".lstrip("/"), viewport={"width": width, "height": 800}):
        others = page.evaluate(boxes, "svg.chart .letter, svg.chart .value")
        for left, right, top, bottom in page.evaluate(boxes, "svg.chart .direct"):
            assert 0 <= left <= right <= width
            assert not [box for box in others if box[0] < right and left < box[1] and box[2] + 3 < bottom and top + 3 < box[3]]


def test_on_paper_a_proof_in_a_table_has_room_and_an_address_stands_once(browser: Browser, folder: Path) -> None:
    for page in _open(browser, folder, SERIES, viewport={"width": 680, "height": 900}):
        page.emulate_media(media="print")
        page.locator("details.why").first.evaluate("each => { each.open = true }")
        assert page.locator(".bounds .said").first.evaluate("each => each.getBoundingClientRect().width") > 200
        page.goto((folder / "sources.html").as_uri())
        assert page.locator(".sources a.bare").first.evaluate("link => getComputedStyle(link, '::after').content") == "none"


def test_axe_finds_no_violation_in_what_a_search_finds(series: Page) -> None:
    series.locator("#search").fill("daily")
    series.locator(".hits a").first.wait_for()
    assert Axe().run(series, options=WCAG).response["violations"] == []


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_it_follows_the_colours_of_the_reader(browser: Browser, folder: Path, scheme: str, dark: bool) -> None:
    for page in _open(browser, folder, SERIES, color_scheme=scheme):
        paper = luminance(page, "html", "backgroundColor")
        assert (paper < 0.2) == dark
        for selector in ("svg .value", "svg .direct", "svg .letter"):  # axe does not look into pictures
            ink = luminance(page, selector, "fill")
            assert (max(ink, paper) + 0.05) / (min(ink, paper) + 0.05) >= 4.5, selector


def luminance(page: Page, selector: str, of: str) -> float:
    """Relative luminance, as the contrast of WCAG is reckoned from."""
    colour = page.locator(selector).first.evaluate("(element, of) => getComputedStyle(element)[of]", of)
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_on_paper_it_is_light_and_says_where_quotes_were_printed(browser: Browser, folder: Path) -> None:
    for page in _open(browser, folder, SERIES, color_scheme="dark"):
        page.locator("details.why > summary").first.click()
        page.emulate_media(media="print")
        assert luminance(page, "html", "backgroundColor") == pytest.approx(1)
        assert not page.locator("nav").first.is_visible()
        assert not page.locator("form.search").is_visible()
        address = "link => getComputedStyle(link, '::after').content"
        assert "https://example.org/" in page.locator(".sum a.out").first.evaluate(address)


def test_every_link_and_summary_has_a_name_and_headings_go_down_one_step_at_a_time(opened: Page, folder: Path) -> None:
    for path in one_of_each(folder):
        opened.goto(path.as_uri())
        unnamed = "() => [...document.querySelectorAll('a, summary')].filter(each => !(each.textContent.trim() || each.ariaLabel)).length"
        assert opened.evaluate(unnamed) == 0
        levels = opened.evaluate("() => [...document.querySelectorAll('h1, h2, h3, h4')].map(each => Number(each.localName[1]))")
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), path
