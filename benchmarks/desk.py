"""Fifty people review at one desk for a while, each with a pause of about five seconds between looking and deciding.

The server is a process of its own, on the shipped example and invented reports of the regions of Ukraine, so that nobody runs out of
claims; it is killed in the end. A page load is a claim beside its text, or being led
to the next claim. Lost are decisions that were acknowledged and are not in the log, or stand there without having been acknowledged.
Others who use the same processor make pages slower: the load is told.
"""

from __future__ import annotations

import asyncio
import calendar
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.measured import ROOT, Measured
from recusant import codebook, flow
from recusant.review.accounts import Accounts

PEOPLE = 50
SECONDS = 60 * float(os.environ.get("RECUSANT_MINUTES") or 1)  # 5 in a full run
PAUSE = 5.0
YEARS = (2022, 2023, 2024, 2025)
COUNTED = "In {month} {year} {refusing} soldiers refused to fight in {place}, and {armed} armed desertions were counted there."
HOST = "desk.example.org"
GUARD, SEEN = re.compile(r'name="guard" value="([^"]+)"'), re.compile(r'name="seen" value="(\d+)"')


@dataclass
class Seen:
    """What the crowd met with: seconds of page loads and of decisions, what was acknowledged, and answers that were faults."""

    pages: list[float] = field(default_factory=list)
    decisions: list[float] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    overtaken: int = 0
    faults: int = 0


def measure() -> Measured:
    """The crowd at the desk, and what the ledger says afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        ledger, accounts = Path(folder) / "refusal.ledger", Path(folder) / "accounts"
        with flow.Ledger.create(ledger) as held:
            for path in ("figures.csv", "notes"):
                held.add(ROOT / "examples/refusal" / path)
            held.add(_reports(Path(folder) / "reports"))
            held.reckoning().settle()
        tokens = _people(accounts)
        seen, load = Seen(), os.getloadavg()[0]
        with subprocess.Popen(_command(ledger, accounts), stderr=subprocess.PIPE, text=True, cwd=ROOT) as server:
            asyncio.run(_crowd(tokens, seen))
            server.kill()
        with flow.Ledger.open(ledger) as held:
            logged = sorted(one.claim for one in held.store.decisions())
    lost = len(set(logged) ^ set(seen.acknowledged)) + abs(len(logged) - len(seen.acknowledged))
    figures = {
        "desk: page loads, 95 % under so many ms": _most(seen.pages),
        "desk: decisions, 95 % under so many ms": _most(seen.decisions),
        "desk: decisions lost": float(lost),
        "desk: faults": float(seen.faults),
    }
    told = f"{len(seen.pages):,} page loads, {len(logged):,} decisions, {seen.overtaken:,} times somebody else was first."
    told += f" The load of the computer before: {load:.1f}."
    return Measured(f"RECUSANT_MINUTES={SECONDS / 60:g} python -m benchmarks desk", figures, told)


def _reports(folder: Path) -> Path:
    """Reports of refusals in each region and month of four years, one for a region and year. No total of the country joins them."""
    folder.mkdir()
    draw = random.Random("reports")
    for place in codebook.load("refusal").places.values():
        for year in YEARS if place.parent == "UA" else ():
            told = [
                COUNTED.format(month=month, year=year, place=place.label, refusing=draw.randrange(20, 400), armed=draw.randrange(20, 400))
                for month in calendar.month_name[1:]
            ]
            address, day = f"https://news.example/{place.id}/{year}", f"{year + 1}-01-20"
            head = f"---\nurl: {address}\noutlet: Example News\npublished: {day}\nlang: en\n---\n"
            (folder / f"{place.id}-{year}.md").write_text(head + "\n\n".join(told) + "\n", encoding="utf-8")
    return folder


def _people(file: Path) -> list[str]:
    """The sessions of the crowd."""
    accounts = Accounts(file)
    accounts.add("Daria", "administrator", "a long enough password", by="the benchmark")
    names = [f"Reviewer {number}" for number in range(PEOPLE)]
    for name in names:
        accounts.add(name, "reviewer", "a long enough password", by="Daria")
    tokens = [accounts.begin(name) for name in names]
    accounts.close()
    return tokens


def _command(ledger: Path, accounts: Path) -> list[str]:
    how = ["--accounts", str(accounts), "--port", "8177", "--behind-proxy", f"https://{HOST}"]
    return [sys.executable, "-m", "recusant.cli", "review", "--ledger", str(ledger), *how]


async def _crowd(tokens: list[str], seen: Seen) -> None:
    async with _browser("") as first:
        for _ in range(300):
            try:
                await first.get("/login")
                break
            except httpx.HTTPError:
                await asyncio.sleep(0.2)
    await asyncio.gather(*(_review(token, seen, time.monotonic() + SECONDS) for token in tokens))


def _browser(token: str) -> httpx.AsyncClient:
    headers = {"host": HOST, "cookie": f"desk={token}"}
    return httpx.AsyncClient(base_url="http://127.0.0.1:8177", headers=headers, timeout=60)


async def _review(token: str, seen: Seen, until: float) -> None:
    """One reviewer: looks, thinks, decides, is led on."""
    async with _browser(token) as browser:
        await asyncio.sleep(random.random() * PAUSE)
        after = ""
        while time.monotonic() < until:
            led = await _loaded(browser, f"/next?after={after}", seen)
            address = led.headers.get("location", "")
            if not address.startswith("/claims/"):  # nothing is left to look at
                return
            page = (await _loaded(browser, address, seen)).text
            after = address.split("/claims/")[1].split("?")[0]
            await asyncio.sleep(PAUSE * random.uniform(0.5, 1.5))
            guard, number = GUARD.search(page), SEEN.search(page)
            if guard and number:
                await _decided(browser, {"guard": guard[1], "claim": after, "seen": number[1]}, seen)


async def _loaded(browser: httpx.AsyncClient, address: str, seen: Seen) -> httpx.Response:
    begun = time.monotonic()
    answer = await browser.get(address)
    seen.pages.append(time.monotonic() - begun)
    seen.faults += answer.status_code >= 400
    return answer


async def _decided(browser: httpx.AsyncClient, form: dict[str, str], seen: Seen) -> None:
    begun = time.monotonic()
    answer = await browser.post("/do/accept", data=form)
    seen.decisions.append(time.monotonic() - begun)
    seen.overtaken += answer.status_code == 409
    seen.faults += answer.status_code not in (303, 409)
    if answer.status_code == 303:
        seen.acknowledged.append(form["claim"])


def _most(seconds: list[float]) -> float:
    """The milliseconds under which 95 of 100 lie."""
    return 1000 * sorted(seconds)[int(len(seconds) * 0.95)]
