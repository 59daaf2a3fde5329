"""Run work on an existing Dask cluster, in order. The only importer of `distributed`, which is an extra (`cluster`)."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from importlib import import_module
from typing import Any, TypeVar

from ..core.errors import DigestError, SettingsError

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")

SCHEME = "dask://"
TIMEOUT = 30  # seconds to find the scheduler and a worker
PENDING = 3  # chunks for each thread: no worker is idle, and no archive fills the memory


def run_on_cluster(
    address: str, work: Callable[[bytes, Chunk], Result], shared: bytes, chunks: Iterable[Chunk]
) -> Iterator[Result]:
    """Do `work(shared, chunk)` for each chunk on the cluster at `dask://host:port`, and yield the results in order.

    `shared` is sent to each worker once. A chunk whose worker dies is done again by another. Raises SettingsError if
    the cluster cannot be used, DigestError if it is lost.
    """
    dask = _load_dask(address)
    client = _connect(dask, address)
    pending: deque[Future[Result]] = deque()
    try:
        scattered = client.scatter(shared, broadcast=True, hash=False)
        executor = client.get_executor()
        most = PENDING * max(1, sum(client.nthreads().values()))
        for chunk in chunks:
            pending.append(executor.submit(work, scattered, chunk))
            if len(pending) > most:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except (dask.KilledWorker, CancelledError, TimeoutError, OSError) as error:
        raise DigestError(
            f"{address}: the cluster was lost: {_say(error)}; finished articles are kept: run it again"
        ) from error
    finally:
        for future in pending:
            future.cancel()
        client.close()


def _say(error: BaseException) -> str:
    return str(error) or type(error).__name__  # a cancelled task gives no reason


def _load_dask(address: str) -> Any:
    try:
        return import_module("distributed")  # an extra, and slow to load
    except ImportError as error:
        remedy = "pip install distributed, here and on the workers"
        raise SettingsError(f"DIGEST_EXECUTOR: {address} needs Dask: {remedy}") from error


def _connect(dask: Any, address: str) -> Any:
    client = None
    try:
        client = dask.Client(address.replace(SCHEME, "tcp://"), timeout=TIMEOUT, set_as_default=False)
        client.wait_for_workers(1, timeout=TIMEOUT)
    except (OSError, TimeoutError, ValueError) as error:
        if client is not None:
            client.close()
        raise SettingsError(
            f"DIGEST_EXECUTOR: {address}: no cluster with workers answers there: {_say(error)}"
        ) from error
    return client
