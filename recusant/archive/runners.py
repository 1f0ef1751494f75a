"""Three ways to read the shards of an archive: in this process, on all cores, and on a cluster (Ray). What comes out is the same.

Each hands back what is known of a shard when it is done, or the fault for which it is not, in whatever order they come.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import lru_cache
from queue import SimpleQueue

from recusant.archive.seat import Seat
from recusant.archive.shards import Shard
from recusant.archive.work import Done, Job
from recusant.errors import BadInput, BadSource

TRIES = 20  # of a task on the cluster whose machine is lost
Ended = Generator[Done | BadInput]
Runner = Callable[[Sequence[Shard], Job, "int | None"], Ended]


def in_process(shards: Sequence[Shard], task: Job, workers: int | None = None) -> Ended:
    """One after the other, here. A document that ends this process ends the run; ``workers`` means nothing."""
    for shard in shards:
        yield _told(task, shard)


def on_cores(shards: Sequence[Shard], task: Job, workers: int | None = None) -> Ended:
    """In so many processes (one for each core) on this machine."""
    seats, taken = SimpleQueue[Seat](), list[Seat]()
    count = min(workers or os.cpu_count() or 1, len(shards)) or 1
    for _ in range(count):
        taken.append(Seat(task))
        seats.put(taken[-1])

    def finish(shard: Shard) -> Done | BadInput:
        seat = seats.get()
        try:
            return _told(seat.finish, shard)
        finally:
            seats.put(seat)

    with ThreadPoolExecutor(count) as threads:
        try:
            for future in as_completed([threads.submit(finish, shard) for shard in shards]):
                yield future.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for seat in taken:
                seat.close()


def on_ray(shards: Sequence[Shard], task: Job, workers: int | None = None) -> Ended:
    """On a Ray cluster, that of RAY_ADDRESS or else one begun here with so many workers: one task a shard.

    Raises BadInput where Ray is not installed. Its workers must have the same version of Recusant.
    """
    try:
        import ray
    except ImportError:
        raise BadInput("Ray is not installed", mend='pip install "recusant[ray]"') from None
    if not ray.is_initialized():
        begun_here = not os.environ.get("RAY_ADDRESS")
        ray.init(num_cpus=(workers or os.cpu_count()) if begun_here else None, include_dashboard=False, log_to_driver=False)
    remote = ray.remote(num_cpus=1, max_retries=TRIES)(_on_node)
    known = ray.put(task)
    waiting = {remote.remote(shard, known): shard for shard in shards}
    while waiting:
        ready, _ = ray.wait(list(waiting))
        for reference in ready:
            shard = waiting.pop(reference)
            try:
                yield ray.get(reference)
            except ray.exceptions.RayError as fault:
                yield BadSource(f"its task failed ({type(fault).__name__})", file=shard.files[0], mend="run it again")


def _on_node(shard: Shard, task: Job) -> Done | BadInput:
    """A task of the cluster: it reads its shard in a seat, so that a deadly document is found out on the node where it is."""
    return _told(_seat_for(task).finish, shard)


@lru_cache(maxsize=1)
def _seat_for(task: Job) -> Seat:
    """The seat of this worker of the cluster. It is kept from shard to shard, for it takes seconds until a process has its dictionaries,
    and ends with the worker.
    """
    return Seat(task)


def _told(finish: Callable[[Shard], Done], shard: Shard) -> Done | BadInput:
    """What comes of a shard. A fault of a disk or a store, which may be of any kind, leaves it for the next run."""
    try:
        return finish(shard)
    except BadInput as fault:
        return fault
    except Exception as fault:  # noqa: BLE001 the libraries of stores have their own kinds of it, and the other shards go on
        what = f"cannot be read, or its result not written ({type(fault).__name__}: {fault})"
        return BadSource(what, file=shard.files[0], mend="run it again")


RUNNERS: dict[str, Runner] = {"process": in_process, "cores": on_cores, "ray": on_ray}
