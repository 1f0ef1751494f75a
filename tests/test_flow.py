"""The whole path from files to proofs, as those who script use it (docs/contracts.md)."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

import recusant
from recusant import Scope, Window

NOTE = """---
url: https://a.example/{number}
outlet: Outlet {number}
published: 2024-02-01
lang: en
---
{text}
"""
TEXTS = (
    "In 2022 Ukrainian prosecutors opened 6,988 criminal proceedings on unauthorised absence, the Prosecutor General's Office said.",
    "From January 2022 to December 2023 Ukrainian prosecutors opened 24,646 criminal proceedings on unauthorised absence, the Prosecutor "
    "General's Office said.",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    for number, text in enumerate(TEXTS):
        (tmp_path / f"notes/{number}.md").write_text(NOTE.format(number=number, text=text), encoding="utf-8")
    return tmp_path


def test_from_a_folder_of_articles_to_a_proven_bound(folder: Path, place) -> None:
    with recusant.Ledger.create(place("my.ledger")) as ledger:
        assert ledger.add(folder / "notes").claims == 2
        bound = ledger.reckoning().bound(Scope("cases_opened", "art407", "UA", Window.of(date(2023, 1, 1), date(2023, 12, 31))))
    assert (bound.lo, bound.hi) == (17658, 17658)
    assert "24,646" in bound.explain() and "Outlet 0" in bound.explain()


def test_adding_again_changes_nothing(folder: Path, place) -> None:
    with recusant.Ledger.create(place("my.ledger")) as ledger:
        ledger.add(folder / "notes")
        before = ledger.claims()
        again = ledger.add(folder / "notes")
        assert (again.stored, again.known) == (0, 2)
        assert ledger.claims() == before


def test_extract_reconcile_and_check_need_no_ledger() -> None:
    claims = [claim for text in TEXTS for claim in recusant.extract(text, said_on=date(2024, 2, 1))]
    reckoning = recusant.reconcile(claims)
    (verdict,) = recusant.check("In 2022 Ukrainian prosecutors opened 7,988 AWOL cases, the Prosecutor General's Office said.", reckoning)
    assert verdict.verdict == "contradicted"
    assert recusant.reconcile(reversed(claims)).conflicts == reckoning.conflicts == ()


def test_tables_come_out_as_data_frames(folder: Path, place) -> None:
    pytest.importorskip("pandas")
    with recusant.Ledger.create(place("my.ledger")) as ledger:
        ledger.add(folder / "notes")
        assert list(ledger.claims_table()["hi"]) == [6988, 24646]
        years = ledger.reckoning().table(by="year")
    assert set(years[(years.layer == "all") & (years.category == "art407")]["lo"]) == {6988, 17658}


def test_a_text_in_a_language_that_is_not_read_is_one_gap(folder: Path, place) -> None:
    (folder / "notes/2.md").write_text(NOTE.format(number=2, text="Ett tusen mål.").replace("lang: en", "lang: sv"), encoding="utf-8")
    with recusant.Ledger.create(place("my.ledger")) as ledger:
        added = ledger.add(folder / "notes")
    assert (added.stored, added.claims, added.gaps) == (3, 2, 1)


def test_an_unsure_reading_is_not_reckoned_until_it_is_reviewed(folder: Path, place) -> None:
    (folder / "notes/3.md").write_text(NOTE.format(number=3, text="There were 9,000 AWOL cases, then 12 more."), encoding="utf-8")
    with recusant.Ledger.create(place("my.ledger")) as ledger:
        ledger.add(folder / "notes")
        assert all(claim.confidence >= 0.9 for claim in ledger.reckoned_claims())
        assert any(claim.confidence < 0.9 for claim in ledger.claims())


BUILDING = """
import sys, recusant
with recusant.Ledger.create(sys.argv[1]) as ledger:
    print("made", flush=True)
    ledger.add(sys.argv[2])
"""


def test_a_killed_build_leaves_the_ledger_unharmed_and_the_next_run_fine(folder: Path, place) -> None:
    for number in range(2, 60):
        (folder / f"notes/{number}.md").write_text(NOTE.format(number=number, text=TEXTS[number % 2]), encoding="utf-8")
    building = [sys.executable, "-c", BUILDING, str(place("my.ledger")), str(folder / "notes")]
    with subprocess.Popen(building, stdout=subprocess.PIPE) as build:
        assert build.stdout and build.stdout.readline() == b"made\n"
        time.sleep(0.3)
        build.kill()
    with recusant.open(place("my.ledger")) as ledger:
        ledger.add(folder / "notes")
        assert ledger.store.counts()["sources"] == 60
        assert len(ledger.claims()) == 60


COPIED = (
    "The Prosecutor General's Office said on Thursday that in 2022 Ukrainian prosecutors opened 6,988 criminal proceedings on "
    "unauthorised absence, the first time that the office has published the number of these cases since the war began"
)


def test_copies_of_one_text_count_once_and_stand_below_one_another(tmp_path: Path, place) -> None:
    (tmp_path / "notes").mkdir()
    for number, text in enumerate((COPIED, f"{COPIED}. Nothing else is known.", TEXTS[0])):
        (tmp_path / f"notes/{number}.md").write_text(NOTE.format(number=number, text=text), encoding="utf-8")
    with recusant.Ledger.create(place("my.ledger")) as ledger:
        ledger.add(tmp_path / "notes")
        family = ledger.trace(ledger.claims()[0].id)
        (figure,) = ledger.reckoning().sorted.figures
    assert [[relay.evidence for relay in trail.relays] for trail in family.trails] == [["text"], ["text", "passage"], ["text"]]
    assert family.readings == {"ogp_ua": 2}
    assert figure.weight == 2 * 2 * 2


def test_a_link_in_a_page_tells_where_it_has_a_figure_from(tmp_path: Path, place) -> None:
    page = "<html lang=en><meta property='article:published_time' content='2024-02-02'><body><article><p>{}</p></article></body></html>"
    (tmp_path / "0.md").write_text(NOTE.format(number=0, text=TEXTS[0]), encoding="utf-8")
    linked = TEXTS[0].replace("6,988", "<a href='https://www.a.example/0/?utm_source=b'>6,988</a>")
    (tmp_path / "1.html").write_text(page.format(linked), encoding="utf-8")
    with recusant.Ledger.create(place("my.ledger")) as ledger:
        ledger.add(tmp_path / "0.md"), ledger.add(tmp_path / "1.html")
        family = ledger.trace(ledger.claims()[0].id)
    assert [relay.evidence for trail in family.trails for relay in trail.relays][-1] == "link"
