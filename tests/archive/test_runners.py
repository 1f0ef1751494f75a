"""The same rows come out whoever reads, however many read, and whatever happens to them."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from recusant.archive import RUNNERS, Output, Shard, Task, Work, planned, read_shard
from recusant.archive.documents import documents
from recusant.archive.seat import BEAT
from recusant.errors import BadInput
from recusant.records import Json
from tests.archive.conftest import slowly


def run(task: Task, articles: Path, runner: str = "process", workers: int | None = None) -> list[BadInput]:
    done = task.output.done()
    known = {name for one in done.values() for name in one["files"]}
    shards = [shard for shard in planned([str(articles)], known) if shard.id not in done]
    return [one for one in RUNNERS[runner](shards, task, workers) if isinstance(one, BadInput)]


def rows(output: Output, table: str = "sources") -> list[Json]:
    files = sorted(Path(output.address, table).glob("*.parquet"))
    return [row for file in files for row in parquet.read_table(file).to_pylist()]


def why(output: Output) -> dict[str, str]:
    return {Path(row["name"]).name: row["why"] for row in rows(output) if row["outcome"] == "fault"}


@pytest.fixture
def expected(articles: Path, task: Callable[..., Task]) -> Json:
    alone = task(name="alone")
    assert run(alone, articles) == []
    return alone.output.manifest()


def test_each_document_has_a_row_with_what_became_of_it(articles: Path, task: Callable[..., Task], expected: Json) -> None:
    outcomes = [row["outcome"] for row in rows(Output(str(articles.parent / "alone")))]
    assert (len(outcomes), outcomes.count("sieved"), expected["claims"]) == (17, 3, 14)


def test_all_cores_write_the_same_rows(articles: Path, task: Callable[..., Task], expected: Json) -> None:
    many = task()
    assert run(many, articles, "cores", 2) == []
    assert many.output.manifest() == expected


def test_a_cluster_writes_the_same_rows(articles: Path, task: Callable[..., Task], expected: Json) -> None:
    ray = pytest.importorskip("ray")
    many = task()
    try:
        assert run(many, articles, "ray", 2) == []
    finally:
        ray.shutdown()
    assert many.output.manifest() == expected


def test_a_run_that_was_stopped_goes_on(articles: Path, task: Callable[..., Task], expected: Json) -> None:
    stopped = task()
    first = next(iter(RUNNERS["process"](planned([str(articles)]), stopped, None)))
    before = Path(stopped.output.table("sources", first["id"])).stat().st_mtime_ns
    assert run(stopped, articles) == []
    assert stopped.output.manifest() == expected
    assert Path(stopped.output.table("sources", first["id"])).stat().st_mtime_ns == before


def test_a_run_on_all_cores_that_is_stopped_ends_at_once_and_goes_on(articles: Path, task: Callable[..., Task], expected: Json) -> None:
    stopped = task(slowly)
    ended = RUNNERS["cores"](planned([str(articles)]), stopped, 2)
    next(ended)
    ended.close()
    assert multiprocessing.active_children() == []
    assert len(stopped.output.done()) < expected["shards"]
    assert run(stopped, articles, "cores", 2) == []
    assert stopped.output.manifest() == expected


def test_nothing_is_read_twice(articles: Path, task: Callable[..., Task]) -> None:
    again = task()
    run(again, articles)
    made = again.output.manifest()
    (articles / "new.txt").write_text("9 cases", encoding="utf-8")
    run(again, articles)
    assert again.output.manifest()["documents"] == made["documents"] + 1


def test_what_was_half_written_is_written_again(articles: Path, task: Callable[..., Task], expected: Json) -> None:
    half = task()
    run(half, articles)
    (line,) = Path(half.output.address, "shards").glob(f"{planned([str(articles / 'news.warc.gz')])[0].id}.json")
    line.unlink()
    Path(half.output.table("claims", line.stem)).write_bytes(b"half")
    run(half, articles)
    assert half.output.manifest() == expected
    assert len(rows(half.output, "claims")) == expected["claims"]


def test_killed_workers_change_nothing(articles: Path, task: Callable[..., Task], expected: Json, monkeypatch) -> None:
    disturbed, killed = task(slowly), list[int]()
    monkeypatch.setattr("tempfile.tempdir", str(articles.parent))
    over = threading.Event()

    def kill() -> None:
        import os

        while not over.wait(0.05) and len(killed) < 3:
            for beat in articles.parent.glob("*.beat"):
                process, number = BEAT.unpack(beat.read_bytes().ljust(BEAT.size, b"\0"))
                if number >= 1 and process not in killed:
                    killed.append(process)
                    os.kill(process, 9)

    killer = threading.Thread(target=kill)
    killer.start()
    faults = run(disturbed, articles, "cores", 2)
    over.set()
    killer.join()
    assert (faults, disturbed.output.manifest()) == ([], expected)
    assert killed


@pytest.mark.parametrize(("word", "reason"), [("broken", "broken"), ("bug", "of Recusant: KeyError"), ("endless", "over 0.2 seconds of")])
def test_a_document_that_cannot_be_read_is_told_and_ends_nothing(articles: Path, task: Callable[..., Task], word: str, reason: str) -> None:
    (articles / "0.txt").write_text(f"5 {word}", encoding="utf-8")
    hard = task(seconds=0.2)
    run(hard, articles)
    assert reason in why(hard.output)["0.txt"]
    assert hard.output.manifest()["claims"] == 14


@pytest.mark.parametrize(("word", "reason"), [("greedy", "over 3 GB of memory"), ("deadly", "ended the process that read it, 2 times")])
def test_a_document_that_ends_its_process_is_told_and_ends_nothing(
    articles: Path, task: Callable[..., Task], word: str, reason: str
) -> None:
    (articles / "0.txt").write_text(f"5 {word}", encoding="utf-8")
    hard = task(gigabytes=3, deaths=2)
    run(hard, articles, "cores", 1)
    assert reason in why(hard.output)["0.txt"]
    assert hard.output.manifest()["claims"] == 14


def test_a_document_that_is_only_slow_to_begin_with_is_not_taken_for_deadly(articles: Path, task: Callable[..., Task]) -> None:
    (shard,) = [one for one in planned([str(articles)]) if one.kind == "files"]
    heard = list[list[int]]()
    for died in ((), (0,), (0, 1), (0, 1, 2), (5,)):
        heard.append([])
        read_shard(shard, task(deaths=3), died, heard[-1].append)
    assert [numbers[0] for numbers in heard] == [0, 1, 2, 3, 0]
    assert all(numbers[-6:] == [*range(6)] for numbers in heard)


@pytest.mark.parametrize("fault", [ConnectionResetError("reset"), TimeoutError("slow"), OSError(5, "disk"), RuntimeError("store")])
def test_a_shard_whose_store_fails_is_left_for_the_next_run(
    articles: Path, task: Callable[..., Task], expected: Json, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def failing(shard: Shard):
        yield from documents(shard)
        if shard.kind == "warc":
            raise fault

    again = task()
    with monkeypatch.context() as failure:
        failure.setattr("recusant.archive.work.documents", failing)
        (left,) = run(again, articles)
    assert "run it again" in str(left)
    assert again.output.manifest()["documents"] == 13
    assert run(again, articles) == []
    assert again.output.manifest() == expected


def test_a_folder_made_with_another_codebook_is_not_mixed(task: Callable[..., Task]) -> None:
    with pytest.raises(BadInput, match="another codebook"):
        task().output.begin(Work("another", "version", sieved=False))


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(BadInput, match="not empty"):
        Output(str(tmp_path)).begin(Work("codebook", "version", sieved=False))


def test_a_claim_that_the_archive_holds_twice_is_handed_on_once(tmp_path: Path, task: Callable[..., Task]) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("5 cases", encoding="utf-8")
    twice = task()
    run(twice, tmp_path / "a.txt")
    run(twice, tmp_path / "b.txt")
    assert (len(list(twice.output.claims())), twice.output.manifest()["claims"]) == (1, 2)


def test_rows_can_be_written_to_a_store(articles: Path, task: Callable[..., Task], expected: Json) -> None:
    store = Task(task().reading, Output(f"memory://out-{time.monotonic_ns()}"), task().limits)
    store.output.begin(Work("codebook", "version", sieved=False))
    run(store, articles)
    assert store.output.manifest() == expected
