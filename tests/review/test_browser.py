"""A day at the desk in a real browser: by keyboard, without scripts, in the dark, in narrow windows, and two people at once."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from recusant import flow
from recusant.cli.reviewing import rooms_of
from recusant.records import Claim, Quantity, Quote, Scope, Source, Text, Window
from recusant.review.accounts import Accounts
from recusant.review.app import desk_app
from recusant.review.desk import Desk, Settings
from tests.conftest import Place
from tests.review.conftest import BODIES, PEOPLE, claim_quoting, text_of

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
MONTHS = 24
NOTE = "In 2023 prosecutors opened 17,658 cases of unauthorised absence in Ukraine."
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}

on_a_file = pytest.mark.parametrize("place", ["file"], indirect=True)  # where it is all one how the ledger is kept

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"needs Chromium at {CHROMIUM}: apt-get install chromium"),
]


def months() -> Text:
    """A text with the count of each month of two years."""
    words = [f"{700 + 10 * number}" for number in range(MONTHS)]
    body = "Verdicts by month: " + ", ".join(words) + "."
    source = Source.of(body.encode(), "months.txt", outlet="Monthly", published=date(2024, 2, 1))
    claims, at = [], 0
    for number, word in enumerate(words):
        at = body.index(word, at)
        first = date(2022 + number // 12, number % 12 + 1, 1)
        last = (first + timedelta(31)).replace(day=1) - timedelta(1)
        quantity = Quantity((int(word), int(word)), "exact", int(word), int(word), word)
        scope = Scope("verdicts", "refusal", "RU", Window.of(first, last))
        claims.append(Claim.of(source.id, Quote(at, at + 3, word), "count", quantity, scope, origin="mediazona", confidence=0.8))
    return Text(source, body, tuple(claims))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)


@pytest.fixture
def served(place: Place) -> Iterator[tuple[Desk, str]]:
    """A desk of a team behind a real server, on a ledger of either kind."""
    path = place("refusal.ledger")
    with flow.Ledger.create(path) as held:
        for text in (*(text_of(number, body) for number, body in enumerate(BODIES, 1)), months()):
            held.store.add(text)
    accounts = Accounts(None)
    for name, role in PEOPLE.items():
        accounts._connection.execute("INSERT INTO people VALUES (?, ?, NULL, 1)", (name, role))
    desk = Desk(rooms_of(path), accounts, Settings(("127.0.0.1", "localhost")), lambda _: ThreadPoolExecutor(1))
    server = uvicorn.Server(uvicorn.Config(desk_app(desk), port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield desk, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def entered(browser: Browser, served: tuple[Desk, str], name: str, **how: object) -> tuple[Page, list[str]]:
    """A window of somebody who has entered, and what it complains of."""
    desk, address = served
    context: BrowserContext = browser.new_context(base_url=address, locale="en", **how)  # type: ignore[arg-type]
    context.add_cookies([{"name": "desk", "value": desk.accounts.begin(name), "url": address, "httpOnly": True, "sameSite": "Strict"}])
    page, trouble = context.new_page(), list[str]()
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda fault: trouble.append(str(fault)))
    page.on("request", lambda request: None if request.url.startswith(address) else trouble.append(request.url))
    return page, trouble


def conflicts_told(desk: Desk, page: Page) -> None:
    """Waits for the conflicts that are left after the last decision: those before it may be others."""
    with desk.ledger() as held:
        last = held.marks().decisions
    until = time.monotonic() + 90
    while not (desk.reckoner.closer.conflicts and desk.reckoner.closer.after.decisions >= last) and time.monotonic() < until:
        page.wait_for_timeout(100)


def test_a_day_at_the_desk(browser: Browser, served: tuple[Desk, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, _ = served
    monkeypatch.chdir(tmp_path)  # where the report of a ledger on a server is written
    page, trouble = entered(browser, served, "Petro")
    note = tmp_path / "note.txt"
    note.write_text(NOTE, encoding="utf-8")
    page.goto("/sources")  # add
    page.set_input_files("#data", note)
    page.locator("form[action='/do/upload'] button").click()
    expect(page.locator(".text")).to_contain_text("17,658")

    page.goto("/?reason=unsure")  # review twenty claims by keyboard alone
    page.keyboard.press("j")
    for number in range(20):
        expect(page.locator("#why")).to_be_attached()
        before = page.url
        page.keyboard.press("1" if number == 5 else "a")
        page.wait_for_url(lambda url, before=before: url != before)
    with desk.ledger() as held:
        decided = [one.status for one in held.decisions()]
    assert (len(decided), decided.count("rejected")) == (20, 1)
    page.keyboard.press("u")
    expect(page.locator(".decisions")).to_contain_text("took back decision 20")

    conflicts_told(desk, page)  # settle a conflict, see the bound change
    page.goto("/conflicts")
    page.locator(".queue a").first.click()
    kept = page.locator("blockquote:not(.aside)").first
    words = kept.locator("q").first.inner_text()
    kept.get_by_role("button", name="Set aside").click()
    expect(page.locator(".badge.rejected").first).to_be_visible()
    expect(page.locator("div.effect table").first).to_be_visible(timeout=90_000)
    assert claim_quoting(desk, words).status == "rejected"

    page.goto("/me")  # publish
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".notice")).to_contain_text("The report was written")
    assert [path.name for path in tmp_path.glob("*.report/index.html")] == ["index.html"]
    assert trouble == []


def test_two_people_at_once_see_both_decisions(browser: Browser, served: tuple[Desk, str]) -> None:
    (olena, _), (marta, _) = (entered(browser, served, name) for name in ("Olena", "Marta"))
    with served[0].ledger() as held:
        claim = held.claims()[0].id
    for page in (olena, marta):
        page.goto(f"/claims/{claim}")
    olena.keyboard.press("a")
    expect(olena.locator(".done")).to_be_visible()
    marta.keyboard.press("2")
    expect(marta.locator("h1")).to_have_text("Somebody else decided first")
    expect(marta.locator(".cards")).to_contain_text("Olena")
    expect(marta.locator(".cards")).to_contain_text("it counts something else")


@on_a_file
def test_marked_words_become_a_claim(browser: Browser, served: tuple[Desk, str]) -> None:
    page, trouble = entered(browser, served, "Olena")
    with served[0].ledger() as held:
        claim = next(one for one in held.claims() if one.quote.text == "900")
    page.goto(f"/claims/{claim.id}")
    page.evaluate("""() => {
        const piece = [...document.querySelectorAll('.text [data-start]')].find(each => each.textContent.includes('second half'));
        const at = piece.firstChild.data.indexOf('second half');
        document.getSelection().setBaseAndExtent(piece.firstChild, at, piece.firstChild, at + 11);
    }""")
    expect(page.locator(".chosen")).to_be_visible()
    page.keyboard.press("m")
    expect(page.locator("mark.current")).to_have_text("second half")
    page.locator("#f-value").fill("6,512")
    expect(page.locator(".taken")).to_contain_text("6,512")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".queue")).to_contain_text("second half")
    assert trouble == []


@on_a_file
def test_a_number_that_is_held_on_one_line_is_marked_at_its_own_place(browser: Browser, served: tuple[Desk, str]) -> None:
    body = "To July there were 235 646 cases."
    text = text_of(9, body)
    with served[0].ledger() as held:
        held.add(text)
    page, trouble = entered(browser, served, "Olena")
    page.goto(f"/sources/{text.source.id}")
    page.evaluate("""() => {
        const [number] = document.querySelectorAll('.text .number');
        document.getSelection().setBaseAndExtent(number.firstChild, 4, number.nextSibling, 6);
    }""")
    made = f"/sources/{text.source.id}/new?start={body.index('646')}&end={body.index('.')}"
    expect(page.locator(".chosen a")).to_have_attribute("href", made)
    assert trouble == []


@on_a_file
def test_without_scripts_everything_can_be_read_and_decided(browser: Browser, served: tuple[Desk, str]) -> None:
    page, _ = entered(browser, served, "Olena", java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".done")).to_contain_text("Accepted")
    page.get_by_role("link", name="See what it changed").click()
    expect(page.locator("h1")).to_have_text("What it changed")


@on_a_file
def test_a_passkey_opens_the_desk_and_its_answer_is_good_once(browser: Browser, served: tuple[Desk, str]) -> None:
    desk, address = served
    page, trouble = entered(browser, (desk, address.replace("127.0.0.1", "localhost")), "Olena")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}})
    page.goto("/me")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("button", name="Drop all passkeys")).to_be_visible()
    page.get_by_role("button", name="Leave").click()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.url.endswith("/passkey/enter") else None)
    page.get_by_role("button", name="Enter with a passkey").click()
    expect(page.locator(".who")).to_contain_text("Olena")
    assert trouble == []
    again = page.request.post("/passkey/enter", data=sent[0], headers={"content-type": "application/x-www-form-urlencoded"})
    assert again.status == 401


@on_a_file
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360)])
def test_every_page_is_clean_to_axe_and_no_wider_than_its_window(
    browser: Browser, served: tuple[Desk, str], scheme: str, width: int
) -> None:
    desk, _ = served
    page, trouble = entered(browser, served, "Daria", color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto("/")
    conflicts_told(desk, page)
    with desk.ledger() as held:
        claim = next(one for one in held.claims() if one.quote.text == "900")
    conflict = desk.reckoner.closer.conflicts[0].id
    paths = ["/", f"/claims/{claim.id}", "/conflicts", f"/conflicts/{conflict}", "/sources", f"/sources/{claim.source}", "/origins", "/log"]
    paths += [f"/sources/{claim.source}/new?like={claim.id}", "/codebook?entry=verdicts", "/people", "/keys", "/me", "/login"]
    faults = []
    for path in paths:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        faults += [path] if page.evaluate("document.documentElement.scrollWidth") > width else []
        found = Axe().run(page, options=RULES).response["violations"]
        faults += [(path, each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found]
    assert faults == []
    assert trouble == []
