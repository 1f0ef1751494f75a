"""A desk that is killed has lost nothing of what it acknowledged."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from recusant import flow
from recusant.verify import verify_ledger
from tests.ledger.conftest import text_of

ROOT = Path(__file__).parents[2]


class Browser:
    """As little of a browser as is needed to decide."""

    def __init__(self, entrance: str) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._address = entrance.split("/enter")[0]
        self.get(entrance.removeprefix(self._address))
        self._guard = re.search(r'name="guard" value="([^"]+)"', self.get("/me"))[1]  # type: ignore[index]

    def get(self, path: str) -> str:
        return self._opener.open(self._address + path, timeout=30).read().decode()

    def accept(self, claim: str) -> int:
        body = json.dumps({"claim": claim, "seen": 0}).encode()
        request = urllib.request.Request(f"{self._address}/api/do/accept", body, {"x-guard": self._guard})  # noqa: S310
        return int(json.loads(self._opener.open(request, timeout=30).read())["decision"])


def of_desk(desk: int) -> list[Path]:
    """The processes that reckon for a desk, as far as this system tells."""
    children = Path(f"/proc/{desk}/task/{desk}/children")
    return [Path("/proc") / pid for pid in children.read_text().split()] if children.is_file() else []


def gone(process: Path) -> bool:
    for _ in range(200):
        if not process.exists():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("decisions", [7, 31])
def test_every_decision_that_was_acknowledged_is_there(place, decisions: int) -> None:
    path = place("refusal.ledger")
    with flow.Ledger.create(path) as held:
        held.store.add(text_of(1, 60))
        claims = [claim.id for claim in held.claims()]
    command = [sys.executable, "-m", "recusant.cli", "review", "--ledger", str(path), "--no-browser"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stderr
        entrance = server.stderr.readline().split()[-1]
        while True:
            try:
                browser = Browser(entrance)
                break
            except (OSError, HTTPException):
                continue
        acknowledged = {claim: browser.accept(claim) for claim in claims[:decisions]}
        reckoning = of_desk(server.pid)
        server.send_signal(signal.SIGKILL)
    assert all(map(gone, reckoning))
    with flow.Ledger.open(path) as held:
        assert {one.claim: one.number for one in held.store.decisions()} == acknowledged
        assert {claim.status for claim in held.claims() if claim.id in acknowledged} == {"accepted"}
    assert verify_ledger(path).broken == ()
