"""The commands that export: pictures beside the site, and a Word document of a question."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from recusant.cli import main
from recusant.flow import Ledger

NOTE = "In 2024 Ukrainian prosecutors opened 67,840 criminal proceedings on unauthorised absence, the Prosecutor General's Office said."


@pytest.fixture
def ledger(tmp_path: Path, place) -> str:
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    with Ledger.create(place("recusant.ledger")) as held:
        held.add(tmp_path / "note.txt")
    return str(place("recusant.ledger"))


def ran(ledger: str, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--ledger", ledger])


def test_a_question_becomes_a_word_document(ledger: str, tmp_path: Path) -> None:
    file = tmp_path / "question.docx"
    assert ran(ledger, "show", "cases_opened", "art407", "UA", "2024", "--docx", str(file)).exit_code == 0
    assert any("67,840" in paragraph.text for paragraph in docx.Document(str(file)).paragraphs)


def test_a_series_that_the_page_has_not_is_told(ledger: str, tmp_path: Path) -> None:
    told = ran(ledger, "show", "verdicts", "art407", "UA", "--docx", str(tmp_path / "series.docx"))
    assert (told.exit_code, "no series" in told.output, (tmp_path / "series.docx").exists()) == (2, True, False)


def test_a_site_is_published_with_charts_and_verifies(ledger: str, tmp_path: Path) -> None:
    assert ran(ledger, "publish", str(tmp_path / "site"), "--charts").exit_code == 0
    assert (tmp_path / "site/claims.csv").is_file()
    assert CliRunner().invoke(main, ["verify", str(tmp_path / "site")]).exit_code == 0


def test_what_is_lacking_is_told_beside_the_output(ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recusant.publish.exports.beside.find_spec", lambda name: None)
    assert "pip install 'recusant[exports]'" in ran(ledger, "publish", str(tmp_path / "site")).stderr
