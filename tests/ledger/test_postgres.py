"""A ledger on a server: passwords are never told, its faults are told clearly, and it moves there and back as it is."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import psycopg
import pytest
from click.testing import CliRunner

from recusant.cli import main
from recusant.errors import LedgerError
from recusant.ledger import Capture, Decision, Ledger, Mark, Place, Reader, copy, on_server, shown
from recusant.records import Source, Text
from recusant.verify import verify_ledger
from tests import server
from tests.ledger.conftest import text_of

pytestmark = pytest.mark.postgres
SECRET = "pa55wOrd"  # noqa: S105
ADDRESSES = {
    "postgresql://olena:pa55wOrd@db.example.org:5433/refusal?sslmode=require": "postgresql://olena@db.example.org:5433/refusal",
    "postgres://olena:pa55wOrd@db.example.org/refusal": "postgresql://olena@db.example.org/refusal",
    "postgresql://olena:pa55wOrd@[::1]:5433/refusal": "postgresql://olena@[::1]:5433/refusal",
    "postgresql:///refusal?user=olena&password=pa55wOrd": "postgresql:///refusal",
    "postgresql://db.example.org/refusal?password=pa55wOrd&user=a@b": "postgresql://db.example.org@b",
    "postgresql://olena:pa55wOrd/x@db.example.org/refusal": "postgresql://olena@db.example.org/refusal",
    "postgresql://olena:?pa55wOrd#@db.example.org/refusal": "postgresql://olena@db.example.org/refusal",
    "postgresql://olena:pa55wOrd": "postgresql://olena",
}


@pytest.fixture
def here(socket) -> server.Places:
    return server.places(socket)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_shown_without_its_password(address: str) -> None:
    assert on_server(address) and shown(address) == ADDRESSES[address]


@pytest.mark.parametrize(
    "address", [*ADDRESSES, f"postgresql://olena:{SECRET} x@127.0.0.1:1/a", f"postgresql://o:{SECRET}@127.0.0.1:1/a?no=1"]
)
@pytest.mark.parametrize("words", [("claims",), ("init",), ("verify", "--ledger"), ("copy", "a.ledger")])
def test_no_command_tells_a_password(address: str, words: tuple[str, ...], monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("psycopg.connect", _refused)
    Ledger.create("a.ledger").close()
    monkeypatch.setenv("RECUSANT_LEDGER", address)
    ran = CliRunner().invoke(main, [*words, address] if len(words) == 2 else [*words])
    assert ran.exit_code == 2 and "Mend: " in ran.stderr and SECRET not in ran.output


def _refused(*_: object, **__: object) -> None:
    raise psycopg.OperationalError('connection failed: FATAL:  password authentication failed for user "olena"')


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(LedgerError, match=r"postgresql://olena@127.0.0.1:1/a: the server cannot be reached.*Mend: check that it runs"):
        Ledger.open("postgresql://olena@127.0.0.1:1/a")


def test_without_the_extra_it_says_how_to_get_it() -> None:
    script = "import sys; sys.modules['psycopg'] = None; import recusant; recusant.open('postgresql://olena:pa55wOrd@a/b')"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert 'pip install "recusant[postgres]"' in ran.stderr and SECRET not in ran.stderr


def test_the_driver_is_loaded_for_no_other_ledger(tmp_path) -> None:
    script = f"import sys, recusant; recusant.Ledger.create({str(tmp_path / 'a.ledger')!r}); sys.exit('psycopg' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_ledger_is_never_made_over_one(here) -> None:
    Ledger.create(here("a")).close()
    with pytest.raises(LedgerError, match="there is a ledger already"):
        Ledger.create(here("a"))


def test_tables_of_another_program_are_left_alone(here) -> None:
    with psycopg.connect(here("a")) as connection:
        connection.execute("CREATE TABLE migrations (version INT)")
        connection.execute("INSERT INTO migrations VALUES (99)")
    with pytest.raises(LedgerError, match="no ledger in this database"):
        Ledger.open(here("a"))
    with pytest.raises(LedgerError, match="another program keeps tables"):
        Ledger.create(here("a"))
    with psycopg.connect(here("a")) as connection:
        assert connection.execute("SELECT * FROM migrations").fetchall() == [(99,)]


def test_a_ledger_of_a_newer_program_is_told(here) -> None:
    Ledger.create(here("a")).close()
    with psycopg.connect(here("a")) as connection:
        connection.execute("INSERT INTO migrations VALUES (99, 'later')")
    with pytest.raises(LedgerError, match=r"written by a newer Recusant \(form 99"):
        Ledger.open(here("a"))


def test_what_may_never_be_changed_cannot_be_emptied_either(here) -> None:
    with Ledger.create(here("a")) as ledger:
        ledger.add(text_of(1))
        for table in ("log", "decisions", "exchanges", "stamps", "confidences", "codebooks"):
            with pytest.raises(psycopg.errors.RaiseException, match="only added"):
                ledger._connection.execute(f"TRUNCATE {table} CASCADE")


def test_a_server_that_goes_away_is_told_and_the_ledger_says_that_it_is_lost(here) -> None:
    with Ledger.create(here("a")) as ledger, psycopg.connect(here("a"), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'recusant'")
        with pytest.raises(LedgerError, match=r"(connection to the server was lost|server is being stopped).*Mend: run it again"):
            ledger.add(text_of(1))
        assert ledger.lost
    with Ledger.open(here("a")) as ledger:
        assert ledger.add(text_of(1)) and not ledger.lost


def test_letters_and_addresses_that_postgresql_does_not_take_come_back_as_they_were(here, tmp_path) -> None:
    body, url = "12\x00 cases, \ufdd00 and \ufdd0", "https://example.org/" + text_of(1, 900).body.replace(" ", "")
    text = Text(replace(Source.of(body.encode(), "a\x00.txt", url=url), title="a\x00b"), body)
    with Ledger.create(here("a")) as ledger:
        ledger.add(text, capture=Capture(url, "2024-05-31T12:00:00Z"))
        ledger.look(url, url, {"etag": "1"}, "2024-05-31")
        ledger.look(url, url, {"etag": "2"}, "2024-06-01")
        ledger.mark(text.source.id, Mark("Olena"))
        assert (ledger.body(text.source.id), ledger.sources()[0].title) == (body, "a\x00b")
        assert (ledger.standing(url), ledger.conditions(url)) == (text.source.id, {"etag": "2"})
        assert ledger.confidential() == {text.source.id}
    assert verify_ledger(here("a")).broken == ()
    copy(here("a"), tmp_path / "b.ledger")
    assert verify_ledger(tmp_path / "b.ledger") == verify_ledger(here("a"))


def filled(ledger: Ledger) -> None:
    for number in (3, 1, 2):
        ledger.add(text_of(number), capture=Capture(f"https://example.org/{number}", None, b"warc"))
    for claim in ledger.claims()[:2]:
        ledger.decide(Decision(claim.id, "accepted", by="Olena", waits=claim.id == ledger.claims()[0].id))
    ledger.mark(text_of(2).source.id, Mark("Olena", why="promised"))
    ledger.look("https://example.org/1", "https://example.org/1", {"etag": "1"}, "2024-05-31")
    ledger.keep_stamp(1, b"reply")
    ledger.set("two_people", "yes")
    ledger.memory["k"] = "v"


def told(place: Place) -> list[object]:
    with Reader.open(place) as held:
        kept = [held.kept(source.id) for source in held.sources()]
        asked = (held.claims, held.decisions, held.gaps, held.log, held.stamps, held.marked, held.looked, held.codebooks, held.sources)
        return [kept, *(ask() for ask in asked), held.setting("two_people"), held.counts(), verify_ledger(place)]


def test_a_ledger_moves_to_a_server_and_back_as_it_is(here, tmp_path) -> None:
    first, last = tmp_path / "first.ledger", tmp_path / "last.ledger"
    with Ledger.create(first) as ledger:
        filled(ledger)
    copy(first, here("a"))
    copy(here("a"), last)
    assert told(first) == told(here("a")) == told(last)


def test_after_a_move_the_numbers_go_on(here, tmp_path) -> None:
    with Ledger.create(tmp_path / "a.ledger") as ledger:
        filled(ledger)
    copy(tmp_path / "a.ledger", here("a"))
    for place in (tmp_path / "a.ledger", here("a")):
        with Ledger.open(place) as ledger:
            ledger.decide(Decision(ledger.claims()[3].id, "rejected", by="Petro"))
            ledger.add(text_of(7))
            assert (ledger.marks()[:3], [one.number for one in ledger.decisions()]) == ((3, 4, 8), [1, 2, 3])
    assert verify_ledger(here("a")).head == verify_ledger(tmp_path / "a.ledger").head


def test_a_move_to_where_something_is_changes_nothing(here, tmp_path) -> None:
    Ledger.create(tmp_path / "a.ledger").close()
    with Ledger.create(here("a")) as ledger:
        ledger.add(text_of(1))
    with pytest.raises(LedgerError, match="there is a ledger already"):
        copy(tmp_path / "a.ledger", here("a"))
    assert verify_ledger(here("a")).entries == 1


def test_the_command_moves_a_ledger_and_tells_its_digest(here, tmp_path) -> None:
    with Ledger.create(tmp_path / "a.ledger") as ledger:
        filled(ledger)
    ran = CliRunner().invoke(main, ["copy", str(tmp_path / "a.ledger"), here("a")])
    assert ran.exit_code == 0 and ran.stdout.strip().endswith(f"digest of the log: {verify_ledger(here('a')).head}")


def _searched(place: Place) -> str:
    """How a new ledger there, in which the word is found, looks for it."""
    text = text_of(1)
    with Ledger.create(place) as ledger:
        ledger.add(replace(text, source=replace(text.source, title="Desertion in May")))
        assert [one.title for one in ledger.listed("SERTION")] == ["Desertion in May"]
        ledger._connection.execute("SET enable_seqscan = off")
        return str(ledger._connection.execute("EXPLAIN SELECT rowid FROM shelf WHERE words LIKE '%sertion%'").fetchall())


def test_parts_of_words_are_found_in_an_index(here) -> None:
    assert "shelf_by_letters" in _searched(here("a"))


def test_who_may_not_have_that_index_finds_them_without(socket) -> None:
    owner = f"postgresql:///postgres?host={socket}&user=recusant"
    with psycopg.connect(owner, autocommit=True) as asked:
        for statement in ("CREATE ROLE guest LOGIN", "CREATE DATABASE guests"):
            asked.execute(statement)
    with psycopg.connect(owner.replace("/postgres?", "/guests?"), autocommit=True) as asked:
        asked.execute("GRANT CREATE ON SCHEMA public TO guest")
    assert "shelf_by_letters" not in _searched(f"postgresql:///guests?host={socket}&user=guest")
