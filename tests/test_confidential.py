"""A confidential source never leaves the ledger: not in a page, an export, a dossier, a check or a trace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from recusant.cli import main
from recusant.errors import BadInput
from recusant.flow import Ledger, Mark, check_text, text_of
from tests.publish.test_exports_leaks import found

OPEN = "In 2022 Ukrainian prosecutors opened 6,988 criminal proceedings on unauthorised absence, the Prosecutor General's Office said."
CLOSED = (
    "In 2023 Ukrainian prosecutors opened 17,658 criminal proceedings on unauthorised absence, the Prosecutor General's Office told "
    "the Whisper."
)
NEEDLES = ("17,658", "17658", "Whisper", "secret.txt")


@pytest.fixture
def ledger(tmp_path: Path, place) -> Iterator[Ledger]:
    for name, words in (("open.txt", OPEN), ("secret.txt", CLOSED)):
        (tmp_path / name).write_text(words, encoding="utf-8")
    with Ledger.create(place("recusant.ledger")) as held:
        held.add(tmp_path / "open.txt")
        held.add(tmp_path / "secret.txt")
        yield held


@pytest.fixture
def secret(ledger: Ledger) -> str:
    name = next(one.id for one in ledger.sources().values() if one.name.endswith("secret.txt"))
    ledger.store.mark(name, Mark("Olha", why="promised"))
    return name


def test_nothing_published_tells_of_it(ledger: Ledger, secret: str, tmp_path: Path) -> None:
    folder = ledger.publish(tmp_path / "site").parent
    shown = set(found("6,988", folder))
    assert {"claims.csv", "claims.parquet", "search.js"} <= shown and any(name.endswith(".html") for name in shown)
    assert [needle for needle in (*NEEDLES, secret) if found(needle, folder)] == []


def test_the_owner_still_reckons_with_it(ledger: Ledger, secret: str) -> None:
    of_it = {claim.id for claim in ledger.claims() if claim.source == secret}
    assert of_it <= set(ledger.reckoning().claims)
    assert of_it.isdisjoint(ledger.outgoing().reckoning.claims)


def test_a_dossier_does_without_it_and_is_not_made_of_it(ledger: Ledger, secret: str, tmp_path: Path) -> None:
    folder = ledger.dossier(tmp_path / "dossier")
    assert [needle for needle in NEEDLES if found(needle, folder)] == []
    with pytest.raises(BadInput, match="confidential"):
        ledger.dossier(tmp_path / "one", source=secret)


def test_a_trace_does_without_it(ledger: Ledger, secret: str) -> None:
    assert all(claim.source != secret for family in ledger.traced().families for claim in family.cited.values())


def test_a_check_does_not_know_it(ledger: Ledger, secret: str, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(CLOSED.replace("17,658", "20,111"), encoding="utf-8")
    verdicts, _ = check_text(text_of(str(tmp_path / "new.txt"), ledger.book), ledger.outgoing().reckoning)
    assert [verdict.verdict for verdict in verdicts] == ["new"]


def test_a_marked_table_takes_the_pages_it_cites_along(ledger: Ledger) -> None:
    ledger.add(Path(__file__).parents[1] / "examples/refusal/figures.csv")
    table = next(one.part_of for one in ledger.sources().values() if one.part_of)
    ledger.store.mark(str(table), Mark("Olha"))
    assert {one.id for one in ledger.sources().values() if one.part_of == table} <= ledger.store.confidential()


def test_a_mark_is_taken_back_and_both_are_kept(ledger: Ledger, secret: str) -> None:
    ledger.store.mark(secret, Mark("Olha", confidential=False))
    assert ledger.store.confidential() == set()
    assert ledger.store._rows("SELECT confidential, why FROM confidences") == [(1, "promised"), (0, "")]


def test_a_mark_says_who_decided_and_of_what(ledger: Ledger) -> None:
    with pytest.raises(BadInput, match="there is no source"):
        ledger.store.mark("s-none", Mark("Olha"))
    with pytest.raises(BadInput, match="who decided"):
        Mark(" ")


def test_the_command_marks_lists_and_previews(ledger: Ledger, place, tmp_path: Path) -> None:
    name = next(one.id for one in ledger.sources().values() if one.name.endswith("secret.txt"))
    to = ["--ledger", str(place("recusant.ledger"))]
    assert CliRunner().invoke(main, ["confidential", name, *to]).exit_code == 2
    assert "1 sources are confidential" in CliRunner().invoke(main, ["confidential", name, "--by", "Olha", *to]).output
    preview = CliRunner().invoke(main, ["publish", str(tmp_path / "site"), "--preview", "--json", *to]).output
    assert [json.loads(line)["why"] for line in preview.splitlines()] == ["confidential"]
    assert not (tmp_path / "site").exists()
