"""Tables of hand-coded figures: each row a claim, each cited page a source, all faults told together."""

from __future__ import annotations

import io
import json
from datetime import date, datetime

import openpyxl
import pytest

from recusant.errors import BadSource, BadTable

HEAD = "id,url,outlet,published,measure,category,place,origin,via,value_text,stated,modifier,start,end"
ONE = "r1,https://a.org/1,Meduza,2024-02-26,cases_received,refusal,RU,Медиазона,AFP,more than 2900,2900,more_than,2022-09-21,2024-02-20"
TWO = "r2,https://a.org/1,Meduza,2024-02-26,cases_received,art337,RU,Mediazona,,2 606,2606,,2022-09-21,2024-02-20"
THREE = "r3,,Mediazona,2024-03-01,cases_received,art337,RU,mediazona,,,2700,about,,"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv(*rows: str) -> str:
    return "\n".join((HEAD, *rows))


def xlsx(*rows: list[object]) -> bytes:
    out, workbook = io.BytesIO(), openpyxl.Workbook()
    for cells in rows:
        workbook.active.append(cells)
    workbook.create_sheet("remarks").append(["nothing of ours"])
    workbook.save(out)
    return out.getvalue()


def test_each_page_is_a_source_and_the_table_comes_last(table) -> None:
    *pages, whole = table(csv(ONE, TWO, THREE))
    assert [page.source.name for page in pages] == ["https://a.org/1", "Mediazona"]
    assert [len(page.claims) for page in pages] == [2, 1]
    assert (whole.source.name, whole.claims) == ("figures", ())
    assert {page.source.part_of for page in pages} == {whole.source.id}


def test_a_quote_is_the_exact_span_of_the_words_of_the_value(table) -> None:
    for page in table(csv(ONE, TWO, THREE)):
        for claim in page.claims:
            assert page.body[claim.quote.start : claim.quote.end] == claim.quote.text
            assert page.source.data.decode() == page.body
    page, other, _ = table(csv(ONE, TWO, THREE))
    assert [claim.quote.text for claim in (*page.claims, *other.claims)] == ["more than 2900", "2 606", "2700"]


def test_a_row_is_a_claim_with_its_interval_by_the_literal_reading(table) -> None:
    claim = table(csv(ONE))[0].claims[0]
    assert (claim.quantity.lo, claim.quantity.hi, claim.quantity.stated) == (2901, None, (2900, 2900))
    assert claim.scope.window.exact == (date(2022, 9, 21), date(2024, 2, 20))
    assert (claim.origin, claim.via, claim.said_on) == ("mediazona", ("AFP", "Meduza"), date(2024, 2, 26))
    assert (claim.kind, claim.status, claim.reader, claim.confidence) == ("count", "accepted", "table", 1.0)


def test_an_origin_that_prints_its_own_count_has_no_relay(table) -> None:
    assert table(csv(THREE))[0].claims[0].via == ()


def test_a_row_added_to_another_page_changes_no_page(table) -> None:
    before, after = table(csv(TWO)), table(csv(THREE, TWO))
    assert before[0].source.id == after[1].source.id
    assert before[0].claims == after[1].claims


def test_equal_rows_are_claims_of_their_own(table) -> None:
    claims = table(csv(TWO.replace("r2", ""), TWO.replace("r2", "")))[0].claims
    assert len({claim.id for claim in claims}) == 2


def test_an_unknown_origin_is_kept_as_written(row) -> None:
    assert row(origin="Some Office").claims[0].origin == "Some Office"


def test_csv_jsonl_and_xlsx_say_the_same(table) -> None:
    names, cells = HEAD.split(","), ONE.split(",")
    as_json = json.dumps(dict(zip(names, cells, strict=True)) | {"stated": 2900})
    typed = [int(cell) if cell == "2900" else datetime.fromisoformat(cell) if cell[:2] == "20" else cell for cell in cells]
    claims = [table(csv(ONE))[0].claims, table(as_json, "application/jsonl")[0].claims, table(xlsx(names, typed), XLSX)[0].claims]
    assert claims[0] == claims[1] == claims[2]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_told_by_the_header(table, separator: str) -> None:
    assert table(csv(ONE).replace(",", separator))[0].claims == table(csv(ONE))[0].claims


def test_a_missing_column_is_told_with_the_columns_found(table) -> None:
    with pytest.raises(BadTable, match="row 1: missing: 'origin'; add what is missing") as fault:
        table(csv(ONE).replace("origin", "source"))
    assert "measure, category, place, source" in str(fault.value)


def test_a_table_without_numbers_is_refused(table) -> None:
    with pytest.raises(BadTable, match="no column of numbers"):
        table("measure,category,place,origin\ncases_received,refusal,RU,x")


def test_a_misspelt_column_is_not_passed_over(table) -> None:
    with pytest.raises(BadTable, match="'modifer' is not known; name it 'modifier'"):
        table(csv(ONE).replace("modifier", "modifer"))


def test_columns_of_the_users_own_are_not_read(table) -> None:
    text = csv(ONE).replace("published", "published,my_remark", 1).replace("2024-02-26,", "2024-02-26,fine,", 1)
    assert table(text)[0].claims == table(csv(ONE))[0].claims


def test_all_faults_are_told_together_with_row_and_column(table) -> None:
    bad = [
        ONE.replace(",2900,", ",29OO,"),
        TWO.replace("cases_received", "cases_recieved"),
        THREE.replace("2024-03-01", "2023-02-30"),
        TWO.replace("art337", ""),
    ]
    with pytest.raises(BadTable) as fault:
        table(csv(*bad))
    for told in (
        "row 2, stated: '29OO' is not a number",
        "row 3, measure: 'cases_recieved' is not known; did you mean 'cases_received'?",
        "row 4, published: '2023-02-30' is not a day",
        "row 5, category: empty",
    ):
        assert told in str(fault.value)


def test_at_most_twenty_faults_are_listed(table) -> None:
    with pytest.raises(BadTable, match=r"25 fault\(s\)") as fault:
        table(csv(*(ONE.replace("r1", f"r{at}").replace("RU", "XX") for at in range(25))))
    assert "and 5 more" in str(fault.value)
    assert str(fault.value).count("place: 'XX'") == 20


@pytest.mark.parametrize(
    ("text", "media", "says"),
    [
        (csv(ONE, TWO[:60]), "text/csv", "row 3: 7 cells under 14 columns: the row is cut off or shifted"),
        (csv(ONE, 'r2,"https://a.org'), "text/csv", "a quotation mark is not closed"),
        (csv(), "text/csv", "no rows of figures"),
        (csv(ONE, ONE), "text/csv", "'r1' also stands in row 2"),
        (csv(ONE, TWO.replace("2024-02-26", "2024-02-27")), "text/csv", "'2024-02-27', but row 2 says '2024-02-26' of the same page"),
        ('{"measure": "cases_received", "cat', "application/jsonl", "line 1: not JSON"),
        ("[1, 2]", "application/jsonl", "line 1: not an object"),
    ],
)
def test_a_cut_or_contradictory_table_is_refused(table, text: str, media: str, says: str) -> None:
    with pytest.raises(BadTable) as fault:
        table(text, media)
    assert says in str(fault.value)


def test_a_table_in_another_encoding_is_refused_with_the_byte_where_that_cannot_be_told(table) -> None:
    with pytest.raises(BadSource, match=r"byte \d+: its encoding cannot be told"):
        table(csv(ONE).encode("cp1251"))


def test_a_table_with_a_lost_character_is_refused_with_the_line(table) -> None:
    with pytest.raises(BadTable, match="line 2: a character in it was lost"):
        table(csv(ONE + ",�").replace("stated", "notes,stated", 1))


def test_a_formula_without_a_saved_value_is_no_empty_cell(table) -> None:
    names, cells = HEAD.split(","), ONE.split(",")
    with pytest.raises(BadTable, match="row 2, end: the formula has no saved value"):
        table(xlsx(names, [*cells[:-1], "=TODAY()"]), XLSX)
