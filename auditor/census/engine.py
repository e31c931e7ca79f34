"""Who does the steps: this process, a pool of processes, or a Dask cluster. Each does the same to the same files."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Final, Protocol

import pyarrow as pa  # type: ignore[import-untyped]

from auditor.store import BadData
from auditor.transport import HostFailure

_LOST: Final = 3
"""How often in a row a pool may lose a worker without a task done in between."""
_RETRIES: Final = 3
_GARBAGE: Final = 200_000
"""Records refer to no one who refers back: what is left to the search for circles is little, and the search is slow."""

Task = tuple[Any, ...]
Step = Callable[..., None]


class Engine(Protocol):
    """Does a step for each task; `done` hears of every finished one. A task that was lost is done again."""

    def each(self, step: Step, tasks: Sequence[Task], done: Callable[[], None]) -> None:
        """Returns when all are done. Raises what a task raises."""


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def settle() -> None:
    """What every worker does first: one thread each, and little looking for garbage."""
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    gc.set_threshold(_GARBAGE, 20, 20)


class Loop:
    """One after another, in this process."""

    def each(self, step: Step, tasks: Sequence[Task], done: Callable[[], None]) -> None:
        """See `Engine`."""
        settle()
        for task in tasks:
            step(*task)
            done()


class Pool:
    """Processes of this machine. One that dies takes the pool with it: what is not done is given to a new one."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def each(self, step: Step, tasks: Sequence[Task], done: Callable[[], None]) -> None:
        """See `Engine`. Raises `BadData` where workers die again and again."""
        left = dict(enumerate(tasks))
        lost = 0
        while left:
            before = len(left)
            try:
                self._some(step, left, done)
            except BrokenProcessPool as error:
                self.close()
                lost = lost + 1 if len(left) == before else 1
                if lost >= _LOST:
                    raise BadData(
                        "a worker died again and again, out of memory perhaps; what is done is kept: run it again "
                        "with fewer processes"
                    ) from error

    def _some(self, step: Step, left: dict[int, Task], done: Callable[[], None]) -> None:
        pool = self._pool or ProcessPoolExecutor(
            self._processes, mp_context=multiprocessing.get_context("spawn"), initializer=settle
        )
        self._pool = pool
        waiting = {pool.submit(step, *task): number for number, task in left.items()}
        try:
            for future in as_completed(waiting):
                future.result()
                del left[waiting[future]]
                done()
        except BaseException:
            for future in waiting:
                future.cancel()
            raise

    def close(self) -> None:
        """Let the processes go; what has begun is finished first."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        self._pool = None


class Cluster:
    """A Dask cluster, whose scheduler gives the tasks of a lost worker to another. It shares the folder with us."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def each(self, step: Step, tasks: Sequence[Task], done: Callable[[], None]) -> None:
        """See `Engine`. Raises `HostFailure` where the cluster loses a task for good."""
        from dask import distributed as dask  # noqa: PLC0415 - only with the extra

        futures = [self._client.submit(_settled, step, *task, pure=False, retries=_RETRIES) for task in tasks]
        try:
            for future in dask.as_completed(futures, loop=self._client.loop):  # type: ignore[no-untyped-call]
                future.result()
                done()
                future.release()
        except dask.KilledWorker as error:
            raise HostFailure("the cluster lost its workers again and again; what is done is kept") from error
        finally:
            self._client.cancel([one for one in futures if not one.done()], force=True)


def _settled(step: Step, *task: Any) -> None:
    settle()
    step(*task)


@contextmanager
def engine(processes: int | None, scheduler: str | None) -> Iterator[Engine]:
    """The engine that is asked for: a cluster, else so many processes (all processors' where None); 1 is a loop.

    Raises `BadData` where Dask is not installed and `HostFailure` where the scheduler does not answer.
    """
    if scheduler is not None:
        with _client(scheduler) as client:
            yield Cluster(client)
        return
    many = processes or cores()
    if many == 1:
        yield Loop()
        return
    pool = Pool(many)
    try:
        yield pool
    finally:
        pool.close()


@contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    try:
        from dask.distributed import Client  # noqa: PLC0415 - only with the extra
    except ImportError as error:
        raise BadData("--scheduler needs Dask: pip install 'openness-auditor[census]'") from error
    try:
        client = Client(scheduler, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise HostFailure(f"the scheduler at {scheduler[:200]} does not answer") from error
    with client:
        yield client
