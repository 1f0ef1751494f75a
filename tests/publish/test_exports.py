"""The exports: read back by the programs they are for, the same every time, and inert where strangers' text stands in them."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import bibtexparser
import pyarrow.parquet as pq
import pytest

from recusant.publish import exports as beside
from recusant.publish import publish
from recusant.publish.checked import checked_page
from recusant.publish.exports.bibliography import bibtex
from recusant.publish.exports.pictures import drawn_of
from recusant.publish.exports.reviews import RATED, reviewed
from recusant.publish.exports.tables import TABLES, harmless
from recusant.publish.report import report_on
from recusant.publish.words import Words
from recusant.records import VERDICTS, Source, Text, Verdict
from recusant.verify import verify_folder
from tests.publish.editions import ILL, book, edition, page_of, story

NAMES = [table.name for table in TABLES]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8-sig"), newline="")))


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pictures, and with every source that is quoted."""
    claims = [replace(claim, source=page_of("Echo").id) if claim.source == "s-half" else claim for claim in story()]
    return publish(edition(claims, pictures=True), tmp_path_factory.mktemp("drawn") / "site").parent


def test_the_data_package_is_valid_to_the_library_of_its_makers(drawn: Path) -> None:
    code = "import frictionless as f, sys; told = f.validate('datapackage.json'); print(told.to_summary()); sys.exit(not told.valid)"
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=drawn, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_table_says_the_same_as_csv_and_as_parquet(drawn: Path, name: str) -> None:
    parquet = pq.read_table(drawn / f"{name}.parquet").to_pylist()
    assert [list(row) for row in rows(drawn, name)] == [list(row) for row in parquet]
    for written, kept in zip(rows(drawn, name), parquet, strict=True):
        assert [column for column, cell in kept.items() if not _same(written[column], cell)] == []


def _same(written: str, cell: object) -> bool:
    if isinstance(cell, float):
        return float(written) == cell
    return written == ("" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell))


@pytest.mark.parametrize("name", ["claims", "bounds", "conflicts", "sources", "set_aside"])
def test_a_table_has_a_row_for_each_record(drawn: Path, name: str) -> None:
    assert len(rows(drawn, name)) == len((drawn / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()) > 0


def test_the_dictionary_names_every_column(drawn: Path) -> None:
    text = (drawn / "dictionary.md").read_text(encoding="utf-8")
    assert [column.name for table in TABLES for column in table.columns if f"| `{column.name}` | {column.kind} |" not in text] == []


def test_a_folder_with_exports_verifies_and_its_digests_cover_them(drawn: Path) -> None:
    assert not verify_folder(drawn).refused
    summed = {line.split("  ", 1)[1] for line in (drawn / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert summed == {str(path.relative_to(drawn)) for path in drawn.rglob("*") if path.is_file()} - {"SHA256SUMS"}


def test_exported_twice_the_bytes_are_the_same(drawn: Path, tmp_path: Path) -> None:
    claims = [replace(claim, source=page_of("Echo").id) if claim.source == "s-half" else claim for claim in reversed(story())]
    publish(edition(claims, pictures=True), tmp_path)
    assert (tmp_path / "SHA256SUMS").read_bytes() == (drawn / "SHA256SUMS").read_bytes()


def test_without_the_extra_the_tables_are_csv_and_the_lack_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recusant.publish.exports.beside.find_spec", lambda name: None)
    told = edition(story(), pictures=True)
    folder = publish(told, tmp_path).parent
    assert not [*folder.rglob("*.parquet"), *folder.rglob("*.png")]
    assert (folder / "claims.csv").is_file() and [*folder.rglob("*.svg")]
    assert [line for line in beside.missing(told) if "recusant[exports]" in line] == beside.missing(told) != []


COMPUTED = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "a;=1+1", 'a"\n=1+1', " =1", "x\r-2+3", "a\t+1", "\u2003=1", "\xa0@x"]


@pytest.mark.parametrize("text", COMPUTED)
def test_no_cell_is_computed(text: str) -> None:
    pieces = re.split("[;\t\r\n]", harmless(text))
    assert [piece for piece in pieces if piece.strip(' "').startswith(tuple("=+-@＝"))] == []
    assert harmless(text).replace("'", "") == text


@pytest.mark.parametrize("text", ["5 - 7 cases", "понад 16 тисяч", "half; the rest", "a=b"])
def test_ordinary_text_stands_in_a_table_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_ill_text_breaks_no_export(ill_folder: Path) -> None:
    for name in NAMES:
        table = csv.reader(io.StringIO((ill_folder / f"{name}.csv").read_text("utf-8-sig"), newline=""))
        assert len(set(map(len, table))) == 1, name
    for name in ("datapackage.json", "dataset.jsonld", "reviews.jsonld"):
        json.loads((ill_folder / name).read_text(encoding="utf-8"))
    parsed = bibtexparser.parse_string((ill_folder / "sources.bib").read_text(encoding="utf-8"))
    assert (len(parsed.entries), parsed.failed_blocks) == (len(rows(ill_folder, "sources")), [])


def test_cyrillic_is_kept_in_a_bibliography_and_commands_are_spelt_out() -> None:
    source = Source.of(b"x", "x", url="https://example.org/a_{b}%20c", title=r"50 % справ & \input{x} №1_2", lang="uk", outlet="Дзеркало")
    (entry,) = bibtexparser.parse_string(bibtex([source])).entries
    assert entry["title"] == r"{50 \% справ \& \textbackslash{}input\{x\} №1\_2}"
    assert (entry["url"], entry["langid"], entry.entry_type) == ("https://example.org/a_%7Bb%7D%20c", "ukrainian", "online")


@pytest.mark.skipif(not find_spec("followthemoney"), reason="followthemoney is not installed: it needs ICU")
def test_entities_are_valid_to_followthemoney(drawn: Path) -> None:
    code = """
import json, sys
from followthemoney import model
for line in sys.stdin:
    record = json.loads(line)
    entity = model.get_proxy(record, cleaned=False)
    entity.schema.validate(record)
    assert entity.to_dict()["properties"] == record["properties"], record
"""
    data = (drawn / "entities.ftm.json").read_bytes()
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", code], input=data, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()


def test_every_source_outlet_and_origin_is_an_entity(drawn: Path) -> None:
    entities = [json.loads(line) for line in (drawn / "entities.ftm.json").read_text(encoding="utf-8").splitlines()]
    assert len({one["id"] for one in entities}) == len(entities)
    assert {one["schema"] for one in entities} == {"Article", "Organization", "LegalEntity"}
    assert sum(one["schema"] == "Article" for one in entities) == len(rows(drawn, "sources"))


def test_a_dataset_names_every_table_with_its_digest(drawn: Path) -> None:
    told = json.loads((drawn / "dataset.jsonld").read_text(encoding="utf-8"))
    assert {one["contentUrl"] for one in told["distribution"]} == {f"{name}.{end}" for name in NAMES for end in ("csv", "parquet")}
    assert told["@type"] == "Dataset"


def test_no_review_calls_a_claim_true_or_false(drawn: Path) -> None:
    told = json.loads((drawn / "reviews.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert told and all("cannot hold together" in one["reviewRating"]["ratingValue"] for one in told)
    assert set(RATED) == set(VERDICTS) - {"new"}
    ratings = [Words("en", book())(f"rating_{verdict}") for verdict in RATED]
    assert not [word for words in ratings for word in ("true", "false", "fake") if word in words]


def test_a_checked_page_holds_the_reviews_and_ill_text_cannot_leave_them() -> None:
    claim = replace(story()[0], source=page_of("Daily").id)
    verdict, text = Verdict(claim, "contradicted", f"</script>{ILL}"), Text(page_of("Daily"), claim.quote.text)
    page = checked_page(edition(story()), replace(text, body=" " * claim.quote.start + claim.quote.text), [verdict], [])
    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(block)["@graph"][0]["reviewRating"]["ratingValue"] == "contradicted by the ledger's claims"
    assert reviewed(replace(verdict, verdict="new"), text.source, Words("en", book())) is None


def test_a_chart_is_a_picture_that_needs_nothing_beside_it(told) -> None:
    say = Words("uk", told.book)
    svg = [svg for series in report_on(told).series for _, svg in drawn_of(series, say)]
    assert svg and all(one.startswith("<svg") and "href" not in one and "<script" not in one for one in svg)


def test_pictures_are_png_files(drawn: Path) -> None:
    pictures = [*(drawn / "charts").glob("*.png")]
    assert len(pictures) == len([*(drawn / "charts").glob("*.svg")]) > 0
    assert all(one.read_bytes().startswith(b"\x89PNG") for one in pictures)
