"""The commands as a person types them: what they print, and with which exit code they end (docs/cli.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from recusant.cli import main

TABLE = """url,outlet,published,origin,measure,category,place,value_text,stated,modifier,start,end
https://a.example/1,A,2023-01-05,ogp_ua,cases_opened,art407,UA,"6 988",6988,exact,2022-01-01,2022-12-31
https://b.example/2,B,2024-01-05,ogp_ua,cases_opened,art407,UA,"24 646",24646,exact,2022-01-01,2023-12-31
https://c.example/3,C,2024-01-09,ogp_ua,cases_opened,art407,UA,"18 628",18628,exact,2023-01-01,2023-12-31
https://d.example/4,D,2024-02-01,ogp_ua,cases_opened,art407,UA,"17 658",17658,exact,2023-01-01,2023-12-31
"""
ARTICLE = "In 2023 Ukrainian prosecutors opened 19,999 cases of unauthorised absence, according to the Prosecutor General's Office."
RELAYED = """https://e.example/5,E,2023-01-09,ogp_ua,cases_opened,art407,UA,"6 988",6988,exact,2022-01-01,2022-12-31,"""
Run = Callable[..., Result]


@pytest.fixture
def run(place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    if not isinstance(ledger := place("recusant.ledger"), Path):
        monkeypatch.setenv("RECUSANT_LEDGER", ledger)
    return lambda *words, **more: CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False, **more)


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    assert run("init").exit_code == 0
    assert run("add", "table.csv").exit_code == 0
    return run


@pytest.mark.parametrize("command", ["extract", "add"])
def test_a_text_in_a_language_that_is_not_read_is_named(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text("Los tribunales rusos recibieron más de 2.900 casos de deserción, según Mediazona.", encoding="utf-8")
    run("init")
    ran = run(command, "a.txt")
    assert ran.exit_code == 0
    assert "not read: a.txt: no claims can be read in what seems to be the language 'es', only in de, en, fr, pl, ru, uk" in ran.stderr


def test_adding_twice_changes_nothing(filled: Run) -> None:
    again = json.loads(filled("add", "table.csv", "--json").stdout)
    assert (again["stored"], again["claims"], again["faults"]) == (0, 0, [])


def test_one_bad_file_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.html").write_bytes(b"\x89PNG")
    (tmp_path / "in/b.txt").write_text(ARTICLE)
    run("init")
    added = run("add", "in")
    assert added.exit_code == 2
    assert "texts stored: 1" in added.stdout and "this is a picture (PNG)" in added.stderr


def test_trace_draws_who_counted_and_who_repeats(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(f"{TABLE.splitlines()[0]},via\n{RELAYED}A\n", encoding="utf-8")
    filled("add", "more.csv")
    claim = next(row for row in map(json.loads, filled("claims", "--json").stdout.splitlines()) if row["via"] == ["A", "E"])
    drawn = filled("trace", claim["id"]).stdout
    assert "first seen on 2023-01-05 in A, repeated by 1\n" in drawn
    assert drawn.index("Office of the Prosecutor General (census)") < drawn.index("└── A · ") < drawn.index("└── E · 2023-01-09")
    record = json.loads(filled("trace", claim["id"], "--json").stdout)
    assert (record["sources"], record["readings"]) == (2, {"ogp_ua": 1})


def test_trace_without_a_claim_sums_up_the_origins(filled: Run) -> None:
    shown = filled("trace").stdout
    assert "Who counted, and who repeats" in shown and "Office of the Prosecutor General" in shown
    assert json.loads(filled("trace", "--json").stdout) == {"origin": "ogp_ua", "figures": 4, "sources": 4, "readings": 4}


def test_trace_of_no_claim_says_what_to_do(filled: Run) -> None:
    refused = filled("trace", "c-none")
    assert refused.exit_code == 2 and "c-none" in refused.stderr


def test_show_proves_a_number_with_its_quotes(filled: Run) -> None:
    shown = filled("show", "cases_opened", "art407", "UA", "2023-01-01..2023-12-31")
    assert "exactly 17,658" in shown.stdout and "“17 658”" in shown.stdout
    bound = json.loads(filled("show", "cases_opened", "art407", "UA", "2023", "--json").stdout)
    assert (bound["lo"], bound["hi"]) == (17658, 17658)


def test_claims_that_wait_for_review_are_told(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "unsure.txt").write_text("There were 9,000 AWOL cases in Ukraine.")
    filled("add", "unsure.txt")
    waiting = [one for one in map(json.loads, filled("claims", "--json").stdout.splitlines()) if one["confidence"] < 0.9]
    assert waiting
    assert f"{len(waiting)} claims read from texts wait for review" in filled("publish", "site").stdout
    assert "waiting for review and not counted" in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "wait for review" in filled("show", waiting[0]["scope"]["measure"], "art407", "UA", "2023").stdout


def test_an_origin_can_be_left_out(filled: Run) -> None:
    alone = filled("show", "cases_opened", "art407", "UA", "2023", "--without", "ogp_ua", "--json")
    assert json.loads(alone.stdout)["lo"] == 0
    assert "no claim that counts" in filled("show", "cases_opened", "art407", "UA", "2023", "--without", "nobody").stderr


@pytest.mark.parametrize("window", ["2023-02-30", "soon", "2024..2023"])
def test_a_window_that_is_none_is_refused(filled: Run, window: str) -> None:
    shown = filled("show", "cases_opened", "art407", "UA", window)
    assert shown.exit_code == 2 and "Mend:" in shown.stderr


def test_a_wrong_word_is_answered_with_the_nearest(filled: Run) -> None:
    assert "did you mean cases_opened" in filled("show", "cases_open", "art407", "UA", "2023").stderr


def test_check_ends_with_1_where_a_claim_is_contradicted(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(ARTICLE)
    checked = filled("check", "new.txt", "--said-on", "2024-05-01")
    assert checked.exit_code == 1
    assert "CONTRADICTED" in checked.stdout and "17 658" in checked.stdout
    (verdict,) = [json.loads(line) for line in filled("check", "new.txt", "--said-on", "2024-05-01", "--json").stdout.splitlines()]
    assert verdict["verdict"] == "contradicted" and len(verdict["conflict"]["claims"]) == 2


IN_UKRAINIAN = "У 2023 році прокурори відкрили 19 999 справ про самовільне залишення частини, повідомив Офіс генпрокурора."


@pytest.mark.parametrize(
    ("article", "chosen", "says"),
    [
        (ARTICLE, (), "they miss each other by 2,341"),
        (ARTICLE, ("--in", "ru"), "Расхождение: 2\u00a0341."),
        (IN_UKRAINIAN, (), "Розбіжність: 2\u00a0341."),
        (IN_UKRAINIAN, ("--in", "en"), "they miss each other by 2,341"),
        (IN_UKRAINIAN, ("--json",), "they miss each other by 2,341"),
        (IN_UKRAINIAN, ("--json", "--in", "uk"), "Розбіжність: 2\u00a0341."),
    ],
)
def test_check_answers_in_the_language_of_the_article_or_in_the_one_asked_for(
    filled: Run, tmp_path: Path, article: str, chosen: tuple[str, ...], says: str
) -> None:
    (tmp_path / "new.txt").write_text(article, encoding="utf-8")
    assert says in re.sub("[ \n]+", " ", filled("check", "new.txt", *chosen).stdout)


def test_the_page_speaks_the_language_asked_for(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(ARTICLE, encoding="utf-8")
    filled("check", "new.txt", "--in", "uk", "--html", "new.html")
    page = (tmp_path / "new.html").read_text(encoding="utf-8")
    assert '<html lang="uk">' in page and "Розбіжність" in page and '"inLanguage": "uk"' in page


@pytest.mark.parametrize("given", ["", " \n"])
def test_a_text_without_a_word_is_refused_with_its_mend(filled: Run, given: str) -> None:
    checked = filled("check", "-", input=given)
    assert checked.exit_code == 2 and "standard input" in checked.stderr and "Mend:" in checked.stderr


def test_without_conflicts_the_summary_says_that_all_can_hold(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("In 2023 courts of Ukraine received 17 658 criminal cases of desertion.")
    assert run("init").exit_code == 0 and run("add", "one.txt").exit_code == 0
    summary = run("publish", "site").stdout
    assert "can hold together" in summary and "conflicts: 0" not in summary


def test_publish_and_verify(filled: Run, tmp_path: Path) -> None:
    published = filled("publish", "site")
    assert published.exit_code == 0 and str(Path("site/index.html")) in published.stdout
    assert filled("verify", "site").exit_code == 0
    bounds = tmp_path / "site/conflicts.jsonl"
    bounds.write_text(bounds.read_text().replace('"times": "1"', '"times": "2"'))
    refused = filled("verify", "site")
    assert refused.exit_code == 1 and "refused" in refused.stderr


def test_the_stages_are_plain_filters(run: Run, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    claims = run("extract", "table.csv").stdout
    assert {json.loads(line)["url"] for line in claims.splitlines()} == {f"https://{n}.example/{i}" for i, n in enumerate("abcd", 1)}
    bounds = run("reconcile", "-", "--by", "year", "--conflicts", "conflicts.jsonl", input=claims)
    found = {(json.loads(line)["layer"], json.loads(line)["scope"]["category"]): json.loads(line) for line in bounds.stdout.splitlines()}
    assert ("all", "art407") in found and ("ogp_ua", "art407_408") in found
    assert "conflict:" in bounds.stderr
    conflicts = [json.loads(line)["claims"] for line in (tmp_path / "conflicts.jsonl").read_text().splitlines()]
    assert len(conflicts) == 2 and set(conflicts[0]) & set(conflicts[1])  # one slip, against two figures


def test_a_broken_line_is_named(run: Run) -> None:
    broken = run("reconcile", "-", input='{"id": "c-1"}\n')
    assert broken.exit_code == 2 and "standard input, line 1" in broken.stderr


def test_a_ledger_that_is_not_there(run: Run) -> None:
    missing = run("claims")
    assert missing.exit_code == 2 and "recusant init" in missing.stderr


def test_claims_and_gaps_are_listed(filled: Run) -> None:
    assert len(filled("claims", "--json").stdout.splitlines()) == 4
    assert "17 658" in filled("claims").stdout
    assert filled("claims", "--gaps", "--json").stdout == ""


def test_a_crossing_is_proven_between_days_and_likely_in_a_month(filled: Run) -> None:
    shown = filled("show", "cases_opened", "art407", "UA", "--crosses", "10000").stdout
    assert "reached 10,000 after 31 December 2022 and by 31 December 2023" in shown
    assert "“24 646”" in shown and "2023 (interpolated, not proven)" in shown
    told = json.loads(filled("show", "cases_opened", "art407", "UA", "2022..2023", "--crosses", "10000", "--json").stdout)
    assert (told["below"]["hi"], told["reached"]["lo"], told["likely"]["first"][:4]) == (6988, 24646, "2023")


def test_a_likely_path_is_told_month_by_month_and_called_so(filled: Run) -> None:
    shown = filled("show", "cases_opened", "art407", "UA", "2023", "--path").stdout
    assert "interpolated and not proven" in shown and shown.count(" 2023 ") == 12
    path = json.loads(filled("show", "cases_opened", "art407", "UA", "2023", "--path", "--json").stdout)
    assert path["proven"] is False and sum(step["value"] for step in path["steps"]) == pytest.approx(17658, abs=1)


def test_a_scope_without_a_window_is_refused(filled: Run) -> None:
    assert "exact window" in filled("show", "cases_opened", "art407", "UA").stderr
    assert "is no scope" in filled("show", "cases_opened").stderr


def test_leads_say_what_would_tell_most(filled: Run) -> None:
    told = filled("leads").stdout
    assert "To review\n  nothing that would change" in told and "To decide\n  • “18 628” (C, 2024-01-09)" in told
    (lead,) = [json.loads(line) for line in filled("leads", "--limit", "1", "--json").stdout.splitlines()]
    assert (lead["kind"], len(lead["aside"]), lead["months"]) == ("decide", 2, 24) and lead["effects"]


@pytest.mark.parametrize("by", ["month", "quarter", "year", "total"])
def test_the_standing_table_can_be_had_by_layer_and_without_an_origin(filled: Run, by: str) -> None:
    table = [json.loads(line) for line in filled("reconcile", "--by", by, "--layer", "all", "--json").stdout.splitlines()]
    assert {bound["layer"] for bound in table} == {"all"} and any(bound["hi_certificate"] for bound in table)
    assert filled("reconcile", "--by", by, "--without", "ogp_ua", "--json").stdout == ""
    assert "no claim that counts is of the layer" in filled("reconcile", "--layer", "nobody", "--json").stderr


def test_many_texts_in_other_languages_are_told_in_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / f"in/{number}.md").write_text(f"---\nlang: es\n---\nLa fiscalía abrió {number} casos.", encoding="utf-8")
    run("init")
    added = run("add", "in")
    assert added.exit_code == 0
    assert added.stderr == "not read: 5 texts in other languages, or parts of texts; `recusant claims --gaps` lists them\n"
    assert "'es'" in run("claims", "--gaps").stdout
