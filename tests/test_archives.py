"""From files that hold many documents into the ledger: what is kept, in which order of time, and where quotes stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.site import Site, article, page, visitor
from recusant.flow import Ledger
from tests.collect.test_archive import packed, record
from tests.papers import pdf, word

SAID = "In {} Ukrainian prosecutors opened {} cases of unauthorised absence, according to the Prosecutor General's Office."
URL = "https://a.example/1"


@pytest.fixture
def ledger(place) -> Iterator[Ledger]:
    with Ledger.create(place("a.ledger")) as made:
        yield made


def version(number: str, day: str) -> bytes:
    return record(URL, article(SAID.format(2023, number)).encode()).replace(b"2024-03-01", day.encode())


def said(ledger: Ledger) -> list[float]:
    return [claim.quantity.lo for claim in ledger.standing_claims()]


def add(ledger: Ledger, folder: Path, name: str, data: bytes):
    (folder / name).write_bytes(data)
    return ledger.add(folder / name)


def test_a_page_of_an_archive_keeps_its_address_its_time_and_its_exchange(ledger, tmp_path) -> None:
    add(ledger, tmp_path, "a.warc.gz", packed(version("17,658", "2024-05-05")))
    (source,) = ledger.store.sources()
    assert (source.url, source.captured) == (URL, "2024-05-05T10:00:00Z")
    assert [json.loads(entry)["warc"] is not None for entry in ledger.store.log()] == [True]
    assert [*ledger.store.warcs(source.id)] == [1]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_of_versions_that_come_in_any_order_the_latest_counts(ledger, tmp_path, order: tuple[int, ...]) -> None:
    versions = [version("17,600", "2024-01-01"), version("17,650", "2024-02-01"), version("17,658", "2024-03-01")]
    added = add(ledger, tmp_path, "a.warc.gz", packed(*(versions[at] for at in order)))
    assert (added.stored, said(ledger)) == (3, [17_658])
    logged = ledger.store.log()
    again = ledger.add(tmp_path / "a.warc.gz")
    assert (again.stored, again.known, ledger.store.log(), said(ledger)) == (0, 3, logged, [17_658])


def test_an_older_version_is_told_as_a_change_to_the_newer(ledger, tmp_path) -> None:
    add(ledger, tmp_path, "a.warc.gz", packed(version("17,658", "2024-03-01")))
    (change,) = add(ledger, tmp_path, "b.warc.gz", packed(version("17,610", "2024-01-01"))).changes
    assert [(one.quantity.lo, other.quantity.lo) for one, other in change.changed] == [(17_610, 17_658)]


def test_a_claim_tells_its_page_or_paragraph(ledger, tmp_path) -> None:
    add(ledger, tmp_path, "a.pdf", pdf("Words of the first page.", SAID.format(2023, "17,658").replace("absence, ", "absence,\n")))
    add(ledger, tmp_path, "a.docx", word("One.", "Two.", SAID.format(2022, "6,988")))
    assert [claim.quote.place for claim in ledger.claims()] == ["page 2", "paragraph 3"]
    assert [json.loads(json.dumps(claim.to_dict()))["quote"].get("page") for claim in ledger.claims()] == [2, None]


def test_a_scanned_page_is_a_gap_in_the_ledger_and_is_told(ledger, tmp_path) -> None:
    added = add(ledger, tmp_path, "a.pdf", pdf("Words of the first page.", ""))
    assert [gap.quote.page for gap in ledger.store.gaps()] == [2]
    assert "a.pdf: page 2 has hardly any text" in added.foreign[0]


def test_the_pages_that_a_list_names_are_fetched(ledger, tmp_path) -> None:
    with Site() as site:
        site.answers["/a"] = page(article(SAID.format(2023, "17,658")))
        (tmp_path / "list.csv").write_text(f"title,url\nOne,{site.url('/a')}\nTwo,{site.url('/gone')}\n")
        added = ledger.add(tmp_path / "list.csv", by=visitor())
    assert (added.stored, said(ledger), len(added.faults)) == (1, [17_658], 1)


def test_a_fault_of_a_page_names_the_archive_it_lies_in(ledger, tmp_path) -> None:
    (fault,) = add(ledger, tmp_path, "a.warc.gz", packed(record(URL, b"<html><body></body></html>"))).faults
    assert f"a.warc.gz, {URL}: there is no readable text on the page" in str(fault)
