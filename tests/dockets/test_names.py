"""No name and no birth date of a docket reaches a ledger."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

import recusant
from recusant.cli import main
from tests.dockets.conftest import card, court_list, row

NAMES = ("Солдатов", "СОЛДАТОВ", "Пётр", "Петрович", "Судьин", "01.02.1999", "1999-02-01", "Рядовой")
UID = "66RS0001-01-2024-000001-11"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    persons = "СОЛДАТОВ П.П. - ст.337 ч.5 УК РФ; Рядовой Р.Р. - ст.337 ч.5"
    (folder / "list.html").write_bytes(court_list(row("1-13/2024", "10.01.2024", persons)))
    (folder / "card.html").write_bytes(card("1-12/2024", UID, "09.01.2024", "ст.337 ч.5 УК РФ"))
    case = {"caseNumber": "1-14/2024", "entryDate": "2024-01-11", "names": "Рядовой Р.Р. ст.337 УК РФ", "region": 66}
    (folder / "export.json").write_text(json.dumps([case | {"name": "Солдатов Пётр"}]), encoding="utf-8")
    return folder


def test_no_name_of_the_pages_is_in_any_byte_of_the_ledger(pages: Path, tmp_path: Path) -> None:
    made = CliRunner().invoke(main, ["dockets", str(pages)])
    table = tmp_path / "cases.csv"
    table.write_text(made.stdout, encoding="utf-8")
    with recusant.Ledger.create(tmp_path / "my.ledger") as ledger:
        assert ledger.add(table).claims == 1
        ledger.add(pages)
        (claim,) = ledger.claims()
    assert (claim.quantity.lo, claim.quantity.hi, claim.scope.place, claim.origin) == (3, None, "RU-SVE", "court-dockets")
    written = made.output.encode() + b"".join(path.read_bytes() for path in tmp_path.glob("my.ledger*"))
    assert [name for name in NAMES if name.encode() in written or json.dumps(name)[1:-1].encode() in written] == []


def test_adding_a_page_of_a_docket_is_refused_and_says_what_to_do(pages: Path, place) -> None:
    with recusant.Ledger.create(place("my.ledger")) as ledger:
        added = ledger.add(pages / "list.html")
        assert (added.stored, list(ledger.sources())) == (0, [])
    assert "recusant dockets" in str(added.faults[0])


def test_a_docket_saved_as_one_file_is_refused_too(pages: Path, tmp_path: Path, place) -> None:
    message = EmailMessage()
    message.set_content((pages / "list.html").read_text(encoding="utf-8"), subtype="html", cte="base64")
    message.make_related()
    (tmp_path / "list.mhtml").write_bytes(message.as_bytes())
    with recusant.Ledger.create(place("my.ledger")) as ledger:
        added = ledger.add(tmp_path / "list.mhtml")
        assert (added.stored, list(ledger.sources())) == (0, [])
    assert "recusant dockets" in str(added.faults[0])


def test_the_digests_of_the_pages_are_in_the_table(pages: Path) -> None:
    rows = [json.loads(line) for line in CliRunner().invoke(main, ["dockets", "--json", str(pages)]).stdout.splitlines()]
    digests = {recusant.records.Source.of(path.read_bytes(), path.name).sha256 for path in pages.iterdir()}
    assert set(rows[0]["notes"].rpartition(": ")[2].split()) == digests


def test_a_bound_of_counted_cases_rests_on_the_line_that_says_it(pages: Path, tmp_path: Path, place) -> None:
    (tmp_path / "cases.csv").write_text(CliRunner().invoke(main, ["dockets", str(pages)]).stdout, encoding="utf-8")
    with recusant.Ledger.create(place("my.ledger")) as ledger:
        ledger.add(tmp_path / "cases.csv")
    shown = CliRunner().invoke(main, ["show", "cases_received", "art337", "RU", "2024-01", "--ledger", str(place("my.ledger"))])
    assert "at least 3 cases received in 2024-01: 66RS0001 2" in shown.output
