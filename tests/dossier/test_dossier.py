"""A dossier is checked by tools that are not ours, and holds what the log tells of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import bagit
import pytest
from click.testing import CliRunner

from benchmarks.site import Site, article, page, visitor
from recusant.cli import main
from recusant.errors import BadInput
from recusant.flow import Ledger, verify
from recusant.ledger import Decision

SAID = "In {} Ukrainian prosecutors opened {} cases of unauthorised absence, according to the Prosecutor General's Office."
TABLE = """url,outlet,published,origin,measure,category,place,value_text,stated,modifier,start,end
https://a.example/1,A,2023-01-05,ogp_ua,cases_opened,art407,UA,"6 988",6988,exact,2022-01-01,2022-12-31
https://b.example/2,B,2024-01-05,ogp_ua,cases_opened,art407,UA,"24 646",24646,exact,2022-01-01,2023-12-31
"""
PARTS = {"data": "document.html", "record": "source.json", "text": "text.txt", "claims": "claims.jsonl", "gaps": "gaps.jsonl"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("olena")


@pytest.fixture(scope="module")
def address(lasting_place) -> str:
    return str(lasting_place("a.ledger"))


@pytest.fixture(scope="module")
def ledger(folder, address) -> Iterator[Ledger]:
    """A page that was corrected once, and a table."""
    (folder / "table.csv").write_text(TABLE, encoding="utf-8")
    with Ledger.create(address) as made, Site() as site:
        for number in ("18,628", "17,658"):
            site.answers["/a"] = page(article(SAID.format(2023, number)))
            made.add(site.url("/a"), by=visitor())
        made.add(folder / "table.csv")
        for claim in made.claims():
            made.store.decide(Decision(claim.id, "accepted", by="Olena", why="read the page", when="2024-06-01"))
        yield made


@pytest.fixture
def whole(ledger, tmp_path) -> Path:
    return ledger.dossier(tmp_path / "bag")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_it_is_a_bag_for_the_library_of_congress(whole) -> None:
    bag = bagit.Bag(str(whole))
    bag.validate(completeness_only=False)
    assert bag.info["Log-Digest-SHA256"] == digest(lines(whole / "data/log.jsonl")[-1].encode())


def test_a_changed_file_is_found(whole) -> None:
    path = next((whole / "data/sources").glob("*/text.txt"))
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(whole)).validate()


def test_every_digest_of_the_log_is_that_of_a_file(whole) -> None:
    before = "0" * 64
    for line in lines(whole / "data/log.jsonl"):
        entry = json.loads(line)
        folder = whole / "data/sources" / entry["source"]
        files = {part: next(folder.glob(name.replace(".html", "*"))) for part, name in PARTS.items()}
        assert {part: digest(file.read_bytes()) for part, file in files.items()} == {part: entry[part] for part in PARTS}
        assert entry["before"] == before
        if entry["warc"]:
            assert digest((folder / f"capture-{entry['number']}.warc.gz").read_bytes()) == entry["warc"]
        before = digest(line.encode())


def test_its_proofs_are_verified(whole) -> None:
    checked = verify(whole / "data/proofs")
    assert checked.bounds > 0 and checked.refused == ()


def test_one_source_comes_with_all_its_versions_and_what_changed(ledger, tmp_path) -> None:
    first, second = ledger.store.sources()[:2]
    made = ledger.dossier(tmp_path / "bag", source=first.id)
    assert {path.name for path in (made / "data/sources").iterdir()} == {first.id, second.id}
    (change,) = map(json.loads, lines(made / "data/changes.jsonl"))
    assert [(one["before"]["quantity"]["lo"], one["after"]["quantity"]["lo"]) for one in change["changed"]] == [(18_628, 17_658)]
    assert len(lines(made / "data/log.jsonl")) == len(ledger.store.log())


def test_one_claim_comes_with_its_proofs(ledger, tmp_path) -> None:
    claim = next(claim for claim in ledger.claims() if claim.quantity.lo == 24_646)
    made = ledger.dossier(tmp_path / "bag", claim=claim.id)
    assert claim.id in {json.loads(line)["id"] for line in lines(made / "data/proofs/claims.jsonl")}
    assert verify(made / "data/proofs").refused == ()
    assert [json.loads(line)["by"] for line in lines(made / "data/sources" / claim.source / "decisions.jsonl")] == ["Olena"]


def test_it_tells_nothing_of_the_computer_it_was_made_on(whole, folder) -> None:
    texts = [path.read_bytes() for path in whole.rglob("*") if path.is_file()]
    assert [text for text in texts if str(folder).encode() in text or b"postgresql:" in text] == []


def test_evidence_is_not_written_over(ledger, whole) -> None:
    with pytest.raises(BadInput, match="something already"):
        ledger.dossier(whole)


def test_what_is_not_there_is_told(ledger, tmp_path) -> None:
    with pytest.raises(BadInput, match="there is no source 's-0'"):
        ledger.dossier(tmp_path / "bag", source="s-0")
    assert not (tmp_path / "bag").exists()


def test_the_command_says_where_it_is(ledger, address, tmp_path) -> None:
    made = CliRunner().invoke(main, ["dossier", str(tmp_path / "bag"), "--ledger", address, "--json"])
    assert json.loads(made.stdout) == {"dossier": str(tmp_path / "bag")}
    both = CliRunner().invoke(main, ["dossier", "x", "--source", "s", "--claim", "c"])
    assert both.exit_code == 2


def test_a_source_without_claims_is_in_the_dossier_and_not_among_what_is_published(place, tmp_path) -> None:
    (tmp_path / "articles").mkdir()
    for name, words in (("with.txt", SAID.format(2023, "17,658")), ("without.txt", "Nothing is counted here.")):
        (tmp_path / "articles" / name).write_text(words, encoding="utf-8")
    with Ledger.create(place("two.ledger")) as made:
        made.add(tmp_path / "articles")
        assert len([*(made.dossier(tmp_path / "bag") / "data/sources").iterdir()]) == 2
        assert len(made.edition().sources) == 1
