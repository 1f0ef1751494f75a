"""The second reader on the whole way from files to claims, as a person asks for it (docs/ask.md)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from recusant.cli import main
from tests.ask.conftest import KEY, Server, answered, said

ARTICLE = "In 2023 Ukrainian prosecutors opened 19,999 cases of unauthorised absence, according to the Prosecutor General's Office."
CLAIM = {
    "quote": {"text": "19,999 cases"},
    "kind": "count",
    "quantity": {"stated": [19999, 19999], "modifier": "exact"},
    "scope": {"measure": "cases_opened", "category": "art407", "place": "UA", "window": {"words": "In 2023"}},
    "origin": "ogp_ua",
}
GOOD = answered(json.dumps({"claims": [CLAIM]}))
BAD = answered(json.dumps({"claims": [CLAIM | {"quote": {"text": "20,000 cases"}}]}))
Run = Callable[..., Result]


@pytest.fixture
def run(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder of its own with an article, the endpoint set."""
    settings = {"URL": server.url, "MODEL": "m", "KEY": KEY, "ANSWERS": "answers", "TIMEOUT": "10"}
    for name, value in settings.items():
        monkeypatch.setenv(f"RECUSANT_LLM_{name}", value)
    monkeypatch.setattr("recusant.ask.endpoint.FIRST_WAIT", 0)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def claims(result: Result) -> list[tuple[str, int]]:
    return [(one["reader"], one["quantity"]["lo"]) for one in map(json.loads, result.stdout.splitlines())]


@pytest.mark.parametrize(("reader", "told"), [("rules", "rules"), ("llm", "llm"), ("both", "rules+llm")])
def test_a_reader_can_be_chosen(server: Server, run: Run, reader: str, told: str) -> None:
    server.replies = [GOOD]
    assert claims(run("extract", "article.txt", "--reader", reader)) == [(told, 19_999)]
    assert len(server.asked) == (reader != "rules")


def test_nothing_is_sent_unless_it_is_asked_for(server: Server, run: Run) -> None:
    run("init")
    assert [run(*words).exit_code for words in (("add", "article.txt"), ("extract", "article.txt"), ("check", "article.txt"))] == [0, 0, 0]
    assert server.asked == []


def test_what_is_not_borne_out_is_listed_and_ends_nothing(server: Server, run: Run, tmp_path: Path) -> None:
    server.replies = [BAD]
    result = run("extract", "article.txt", "--reader", "both", "--gaps", "gaps.jsonl")
    assert (claims(result), result.exit_code) == ([("rules", 19_999)], 0)
    (gap,) = map(json.loads, (tmp_path / "gaps.jsonl").read_text().splitlines())
    assert gap["reason"] == "second reader: the quote '20,000 cases' does not stand in the text"


def test_claims_of_the_second_reader_are_stored_and_wait(server: Server, run: Run) -> None:
    server.replies = [GOOD]
    run("init")
    added = run("add", "article.txt", "--reader", "llm")
    assert "claims: 1" in added.stdout and "1 questions asked" in added.stderr
    assert claims(run("claims", "--json")) == [("llm", 19_999)]
    assert "1 more claims of this measure wait" in run("show", "cases_opened", "art407", "UA", "2023").stdout


def test_a_text_that_is_not_answered_is_not_stored_and_the_next_run_goes_on(server: Server, run: Run, tmp_path: Path) -> None:
    (tmp_path / "before.txt").write_text(ARTICLE.replace("2023", "2022"), encoding="utf-8")
    run("init")
    server.replies = [said(500)] * 4 + [GOOD]
    added = run("add", "article.txt", "before.txt", "--reader", "both")
    assert added.exit_code == 2 and "texts stored: 1" in added.stdout
    assert "article.txt: not answered: status 500. Mend: start again" in added.stderr
    again = run("add", "article.txt", "before.txt", "--reader", "both")
    assert again.exit_code == 0 and "texts stored: 1 (known already: 1)" in again.stdout


def test_what_the_budget_does_not_pay_for_is_told(server: Server, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RECUSANT_LLM_TOKENS", "10")
    run("init")
    assert "the 10 tokens of this run are spent" in run("add", "article.txt", "--reader", "llm").stderr
    run("extract", "article.txt", "--reader", "llm", "--gaps", "gaps.jsonl")
    assert "the 10 tokens of this run are spent" in (tmp_path / "gaps.jsonl").read_text()
    assert server.asked == []


def test_an_endpoint_that_refuses_the_key_ends_the_run_without_showing_it(server: Server, run: Run) -> None:
    server.replies = [said(401, f"no such key: {KEY}")]
    result = run("extract", "article.txt", "--reader", "both")
    assert result.exit_code == 2 and "RECUSANT_LLM_KEY" in result.stderr
    assert KEY not in result.output


def test_the_key_is_in_nothing_that_is_kept(server: Server, run: Run, tmp_path: Path) -> None:
    server.replies = [GOOD]
    run("init")
    run("add", "article.txt", "--reader", "both")
    kept = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert any(file.parent.name == "answers" for file in kept)
    assert not any(KEY.encode() in file.read_bytes() for file in kept)


def test_without_settings_it_says_which_are_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECUSANT_LLM_URL")
    result = run("extract", "article.txt", "--reader", "llm")
    assert result.exit_code == 2 and "RECUSANT_LLM_URL" in result.stderr and "Mend:" in result.stderr


def test_a_table_of_hand_coded_figures_is_not_sent(server: Server, run: Run, tmp_path: Path) -> None:
    head = "url,outlet,published,origin,measure,category,place,value_text,stated,modifier,start,end"
    row = 'https://a.example/1,A,2023-01-05,ogp_ua,cases_opened,art407,UA,"6 988",6988,exact,2022-01-01,2022-12-31'
    (tmp_path / "table.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    assert claims(run("extract", "table.csv", "--reader", "both")) == [("table", 6988)]
    assert server.asked == []
