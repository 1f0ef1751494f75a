"""The commands that fetch, watch and hash again, as a person types them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.site import Site, article, page
from recusant.cli import main
from tests.verify.test_ledger import tampered

HERE = "127.0.0.1"
SAID = "In 2023 Ukrainian prosecutors opened {} cases of unauthorised absence, according to the Prosecutor General's Office."
Run = Callable[..., Result]


@pytest.fixture
def run(place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder of its own, in which there is a ledger."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RECUSANT_AGENT", raising=False)
    if not isinstance(ledger := place("recusant.ledger"), Path):
        monkeypatch.setenv("RECUSANT_LEDGER", ledger)

    def invoke(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)

    invoke("init")
    return invoke


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        made.answers["/a"] = page(article(SAID.format("18,628")))
        yield made


def test_a_page_is_added_by_its_address(run: Run, site: Site) -> None:
    added = run("add", site.url("/a", HERE), "--allow-host", HERE, "--agent", "Monitor (mail@example.org)", "--json")
    assert (added.exit_code, json.loads(added.stdout)["stored"]) == (0, 1)
    assert site.asked[-1]["user-agent"] == "Monitor (mail@example.org)"


def test_a_host_that_is_not_public_is_refused(run: Run, site: Site) -> None:
    added = run("add", site.url("/a", HERE))
    assert added.exit_code == 2 and "not a public address" in added.stderr and site.asked == []


def test_a_correction_is_seen_by_whoever_watches(run: Run, site: Site) -> None:
    site.answers["/feed"] = page(f"<rss><item><link>{site.url('/a', HERE)}</link></item></rss>")
    watch = ("watch", site.url("/feed", HERE), "--once", "--allow-host", HERE)
    assert "texts stored: 1" in run(*watch).stdout
    site.answers["/a"] = page(article(SAID.format("17,658")))
    assert "was “18,628 cases” (18,628), is “17,658 cases” (17,658)" in run(*watch).stdout.replace("\n    ", " ")
    assert "18,628" in run("claims", "--changes").stdout
    (change,) = map(json.loads, run("claims", "--changes", "--json").stdout.splitlines())
    assert [(one["before"]["quantity"]["lo"], one["after"]["quantity"]["lo"]) for one in change["changed"]] == [(18_628, 17_658)]


def test_a_list_that_cannot_be_read_is_told(run: Run) -> None:
    watched = run("watch", "nothing.txt", "--once")
    assert watched.exit_code == 2 and "nothing.txt" in watched.stderr and "Mend:" in watched.stderr


def test_an_article_is_checked_by_its_address(run: Run, site: Site) -> None:
    checked = run("check", site.url("/a", HERE))
    assert checked.exit_code == 2 and "not a public address" in checked.stderr


def test_a_ledger_is_hashed_again(run: Run, place, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID.format("17,658"), encoding="utf-8")
    run("add", "a.txt")
    sound = run("verify", "--ledger")
    assert sound.exit_code == 0 and "1 sources in 1 log entries: all as they were captured" in sound.stdout
    tampered(place("recusant.ledger"), "UPDATE texts SET body = replace(body, '17,658', '17,659')")
    broken = run("verify", "--ledger", place("recusant.ledger"))
    assert broken.exit_code == 1 and "its text is not what was captured" in broken.stderr
    assert json.loads(run("verify", "--ledger", "--json").stdout)["broken"]


@pytest.mark.parametrize("words", [("verify",), ("verify", "site", "--ledger", "a.ledger")])
def test_verify_takes_a_folder_or_a_ledger(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2
