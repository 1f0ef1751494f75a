"""A hostile server of our own: is nothing refused fetched, does nothing hang past its limit, is nothing lost, and how much memory
does it take?

Every page below is added to a ledger in a process of its own, and then a feed is watched that names them all beside honest ones, a feed
of 10,000 links whose first 500 pages are captured, and an honest page of 10,000 links. A response may take 5 seconds here, and 2 of
silence; sizes are bounded as always. Memory is the most that the process had (resident).
"""

from __future__ import annotations

import json
import re
import ssl
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from benchmarks.measured import Measured, listed
from benchmarks.site import HOST, Answer, Site, article, bomb, dripping, endless, here, moved, page, visitor
from recusant.collect import Limits
from recusant.flow import Ledger, Round
from recusant.verify import verify_ledger

LIMITS = Limits(seconds=5, silence=2)
SAID = "In {} Ukrainian prosecutors opened {},{:03} cases of unauthorised absence."
HONEST, ROUND = 20, 500
HEAD, CHUNKED = b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
PRIVATE = ["127.0.0.1", "[::1]", "2130706433", "0x7f000001", "127.1", "0.0.0.0", "10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]"]  # noqa: S104
FICKLE, NOWHERE = "fickle.example", "192.88.99.1"  # a public address that leads nowhere any more
CYRILLIC = "В 2023 году в Украине открыли 17 658 дел о самовольном оставлении части."
SURVIVED = ("charset", "links")  # what must be stored all the same
CHARSETS = [
    ("utf-8", "koi8-r", "koi8-r"), ("iso-8859-1", "windows-1251", "windows-1251"), ("windows-1252", "ascii", "utf-8"),
    ("none-such", "windows-1251", "windows-1251"), ("", "koi8-r", "koi8-r"), ("koi8-r", "utf-8", "koi8-r"),
]  # fmt: skip


def too_large() -> dict[str, Answer]:
    """More than anybody wants, of each kind."""
    return {
        "endless body": endless(HEAD, b"words "),
        "endless chunks": endless(CHUNKED, b"5\r\nwords\r\n"),
        "endless head": endless(b"HTTP/1.1 200 OK\r\nX: ", b"a"),
        "endless headers": endless(b"HTTP/1.1 200 OK\r\n", b"X: a\r\n"),
        "endless interim responses": endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        "300 headers": HEAD[:-2] + b"X: 1\r\n" * 300 + b"\r\nwords",
        "gzip bomb of 500 MB": page(bomb(500), Content_Encoding="gzip"),
        "gzip bomb in a bomb": page(bomb(10), Content_Encoding="gzip, gzip"),
        "gzip in 10,000 parts": page(bomb(0) * 10_000, Content_Encoding="gzip"),
        "brotli, not asked for": page(b"\x0b\x02\x80abc\x03", Content_Encoding="br"),
        "9 MB of tags": page("<html>" + "<p>" * 3_000_000),
        "140,000 tags": page("<html>" + "<p>" * 140_000),
        "2.9 MB of paragraphs": page(article("</p><p>".join(SAID.format(2023, 17, at % 1000) for at in range(36_000)))),
        "9 MB of words": page(article("words and 5 cases " * 500_000)),
    }


def slow() -> dict[str, Answer]:
    """Less than anybody can wait for."""
    return {
        "slow body": dripping(HEAD, b"w"),
        "slow head": dripping(b"HTTP/1.1 200 OK\r\n", b"X: a\r\n"),
        "slow first line": dripping(b"HTTP", b"/"),
        "silence": dripping(b"", b""),
    }


def wrong() -> dict[str, Answer]:
    """What does not mean what it says."""
    return {
        "length too long": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nwords",
        "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nwords",
        "length below zero": b"HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nwords",
        "chunk without end": CHUNKED + b"FFFFFFF\r\nwords",
        "chunk of no size": CHUNKED + b"XYZ\r\nwords",
        "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "redirect to itself": moved("/redirect%20to%20itself"),
        "redirect to a file": moved("file:///etc/hostname"),
    }


def hostile(port: int) -> dict[str, Answer]:
    """The pages, by what is wrong with them; the last of them is honest, though it looks odd."""
    private: dict[str, Answer] = {f"redirect to {host}": moved(f"http://{host}:{port}/secret") for host in PRIVATE}
    lies: dict[str, Answer] = {f"charset {said or 'not said'}, is {written}": _lie(said, meta, written) for said, meta, written in CHARSETS}
    links = "".join(f"<a href='/{number}'>more</a>" for number in range(10_000))
    honest: dict[str, Answer] = {"10,000 links": page(article(SAID.format(2023, 17, 658)).replace("</body>", f"{links}</body>"))}
    return private | too_large() | slow() | wrong() | lies | honest


def _lie(said: str, meta: str, written: str) -> bytes:
    """A page in one encoding whose head and whose own words say others."""
    body = article(CYRILLIC).replace("<head>", f"<head><meta charset='{meta}'>").encode(written)
    return page(body, Content_Type=f"text/html; charset={said}")


def measure() -> Measured:
    """What became of it all."""
    with Site() as site, Site(_badly_certified()) as masked:
        answers = hostile(site.port)
        site.answers |= {_path(name): answer for name, answer in answers.items()} | {"/secret": page(article("A secret."))}
        masked.answers["/a"] = page(article("Words."))
        honest = {f"/honest{number}": page(article(SAID.format(2000 + number, 17, number))) for number in range(HONEST)}
        many = {f"/many{number}": page(article(SAID.format(1900 + number % 90, 1, number))) for number in range(10_000)}
        site.answers |= honest | many
        site.answers["/feed"] = _feed(site, [path for pair in zip(map(_path, answers), [*honest] * 3, strict=False) for path in pair])
        site.answers["/many"] = _feed(site, list(many))
        asked = {name: site.url(_path(name)) for name in answers} | {
            "name that changes its answer": site.url("/secret", FICKLE),
            "bad certificate": masked.url("/a"),
        }
        given = json.dumps([asked, site.url("/feed"), site.url("/many")])
        command = [sys.executable, "-m", "benchmarks.hostile"]
        told = json.loads(subprocess.run(command, input=given, check=True, stdout=subprocess.PIPE, text=True).stdout)
        refused = sum(path == "/secret" for path in site.paths()) + len(masked.asked)
    return _measured(told, refused)


def _measured(told: dict[str, dict[str, list[object]]], refused: int) -> Measured:
    pages = {name: (float(str(seconds)), str(fault)) for name, (seconds, fault) in told["pages"].items()}
    lost = [name for name, (_, fault) in pages.items() if fault and any(word in name for word in SURVIVED)]
    kept = [name for name, (_, fault) in pages.items() if not fault and not any(word in name for word in SURVIVED)]
    totals = {name: float(str(value[0])) for name, value in told["totals"].items()}
    figures = {
        "kinds of page": float(len(pages)),
        "requests that should not have been made": float(refused),
        "hostile pages taken for articles": float(len(kept)),
        "honest pages lost": HONEST - totals["honest"] + ROUND - totals["many"] + len(lost),
        "seconds of the slowest page, its four tries together": max(seconds for seconds, _ in pages.values()),
        "MB of memory at most": totals["memory"],
        "faults of the ledger": totals["broken"],
    }
    rows = [f"| {name} | {seconds:.1f} | {_short(fault)} |" for name, (seconds, fault) in pages.items()]
    table = "\n".join(["| page | seconds | what was told |", "|---|---|---|", *rows])
    faults = listed([f"lost: {name}" for name in lost] + [f"taken for an article: {name}" for name in kept])
    named = {f"hostile: {name}": value for name, value in figures.items()}
    return Measured("python -m benchmarks hostile", named, f"{faults}\n\n{table}".strip())


def _short(fault: str) -> str:
    """A fault without its address and mend."""
    return (fault.split(": ", 1)[-1].split(". Mend")[0][:110] or "stored").replace("|", "\\|")


def _path(name: str) -> str:
    return quote(f"/{name}", safe="/:,")


def _feed(site: Site, paths: list[str]) -> bytes:
    return page("<rss><channel>" + "".join(f"<item><link>{site.url(path)}</link></item>" for path in paths) + "</channel></rss>")


def _badly_certified() -> ssl.SSLContext:
    """A certificate of an authority that nobody knows, expired, and for another host."""
    import trustme

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert(f"not-{HOST}", not_after=datetime.now(UTC) - timedelta(days=1)).configure_cert(context)
    return context


class Fickle:
    """Names that lead where they should, but for one: first to a public address, and from then on to this computer."""

    def __init__(self) -> None:
        self.told = 0

    def __call__(self, host: str, port: int) -> list[str]:
        if host != FICKLE:
            return here(host, port)
        self.told += 1
        return [NOWHERE if self.told == 1 else "127.0.0.1"]


def visit(asked: dict[str, str], feed: str, many: str) -> dict[str, object]:
    """What the process does that is measured: each page, then the feeds."""
    pages, by = dict[str, list[object]](), visitor(LIMITS, resolve=Fickle())
    with tempfile.TemporaryDirectory() as made, Ledger.create(Path(made) / "a.ledger") as ledger:
        for name, url in asked.items():
            began = time.monotonic()
            faults = ledger.add(url, by=by).faults
            pages[name] = [time.monotonic() - began, str(faults[0]) if faults else ""]
        ledger.watch(Round((feed,)), by)
        ledger.watch(Round((many,), ROUND), by)
        urls = [source.url or "" for source in ledger.store.sources()]
        broken = len(verify_ledger(Path(made) / "a.ledger").broken)
    counts = {"honest": sum("/honest" in url for url in urls), "many": sum("/many" in url for url in urls)}
    return {"pages": pages, "totals": {**{name: [value] for name, value in counts.items()}, "memory": [_held()], "broken": [broken]}}


def _held() -> float:
    """MB that this process held at most, as Linux tells it. (What ``resource`` tells is not below what the process that began it held.)"""
    held = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii", errors="replace"))
    return int(held[1]) / 1024 if held else float("nan")


if __name__ == "__main__":
    print(json.dumps(visit(*json.load(sys.stdin))))
