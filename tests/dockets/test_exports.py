"""Exports of programs that read court sites."""

from __future__ import annotations

import json

import pytest

from recusant.codebook import Codebook
from recusant.dockets import count_dockets, read_docket
from recusant.errors import BadSource

CASE = {
    "region": 66, "name": "Ленинский районный суд г. Екатеринбурга", "caseNumber": "1-12/2024", "entryDate": "09.01.2024",
    "names": "Солдатов Пётр - ст.337 ч.5 УК РФ", "judge": "Судьин", "decision": "",
}  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        json.dumps([CASE]), json.dumps({"cases": [CASE]}), json.dumps(CASE) + "\n" + json.dumps(CASE),
        ";".join(CASE) + "\n" + ";".join(map(str, CASE.values())),
    ],
)  # fmt: skip
def test_json_and_csv_are_read(written: str, book: Codebook) -> None:
    (row,) = count_dockets([read_docket(written.encode(), "export")], book).rows
    assert (row["category"], row["place"], row["start"], row["stated"]) == ("art337", "RU-SVE", "2024-01-01", "1")
    assert "Ленинский районный суд" in row["value_text"]


def test_a_column_called_name_that_holds_persons_is_not_taken_for_the_court(book: Codebook) -> None:
    written = json.dumps([{**CASE, "name": "Судаков Иван Иванович"}])
    (row,) = count_dockets([read_docket(written.encode(), "export")], book).rows
    assert "Судаков" not in json.dumps(row, ensure_ascii=False)


def test_the_region_of_a_military_court_in_an_export_is_not_taken_for_its_place(book: Codebook) -> None:
    written = json.dumps([{**CASE, "region": 39, "name": "224 гарнизонный военный суд"}])
    assert count_dockets([read_docket(written.encode(), "export")], book).rows[0]["place"] == "RU"


def test_an_export_without_numbers_of_cases_is_refused() -> None:
    with pytest.raises(BadSource, match="no column holds numbers of cases"):
        read_docket(b"a,b\n1,2\n", "export.csv")
