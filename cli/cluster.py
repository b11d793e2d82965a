"""Building a graph with a Dask cluster: the workers read documents and extract, this process keeps the store.

Every task is a few files; its result comes back as N-Quads, a graph a document. A task whose worker dies is run again
by the scheduler, and a result counts once, so nothing is lost or doubled. The workers need the files under the same
path, and the same release of Beleidsgraaf.
"""

import os
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from beleidsgraaf.extract.readers.collecting import Source, read_source, sources, unique
from beleidsgraaf.ontology.errors import BeleidsgraafError, ClusterError, ReadError
from beleidsgraaf.pool import KILLED, Failure

if TYPE_CHECKING:
    from beleidsgraaf.extract.document import Document
    from beleidsgraaf.extract.extraction import Extraction
    from beleidsgraaf.extract.extractor import Extractor
    from beleidsgraaf.graph.judgements import Judgements
    from distributed import Client, Future

BATCH_FILES: Final = 16
BATCH_BYTES: Final = 500_000
"""A task is closed at so many files or so many bytes: some seconds of work."""

AHEAD: Final = 3
"""Tasks on their way for every thread of the cluster; more would only fill memory."""

PATIENCE: Final = 30.0
"""Seconds in which a scheduler must answer."""

_ONE_AT_A_TIME: Final = threading.Lock()  # the pipeline is one a process, and a worker may have threads


@dataclass(frozen=True, slots=True)
class Found:
    """What one document says.

    Attributes
    ----------
    extraction : Extraction
    statements : bytes
        Its graph as N-Quads, a statement a line.
    """

    extraction: "Extraction"
    statements: bytes

    @property
    def id(self) -> str:
        """Of the document."""
        return self.extraction.document.id


@dataclass(frozen=True, slots=True)
class Task:
    """How the workers are to work.

    Attributes
    ----------
    minimum_confidence : float
        Entities and relations less sure than this are left out.
    judgements : Judgements or None
        Which entities are the same.
    """

    minimum_confidence: float = 0.0
    judgements: "Judgements | None" = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A document that the graph has as it is.

    Attributes
    ----------
    id : str
    """

    id: str


Outcome: TypeAlias = Found | Unchanged | Failure
Known: TypeAlias = Callable[[str], str | None]


def read_and_extract(batch: list[Source], known: Mapping[str, str], task: Task = Task()) -> tuple[str, list[Outcome]]:
    """Read a few files and extract from their documents; what the workers run.

    Parameters
    ----------
    batch : list of Source
    known : mapping of str to str
        Fingerprints that the graph has, by id of the document.
    task : Task

    Returns
    -------
    str
        The release of the worker.
    list of Found, Unchanged or Failure
        One outcome a document, and one for every file that gave none.
    """
    from beleidsgraaf.extract.fingerprint import fingerprint, release

    outcomes: list[Outcome] = []

    def failed(name: str, error: ReadError) -> None:
        outcomes.append(Failure(name, str(error)))

    taken: set[str] = set()
    for source in batch:
        for document in read_source(source, taken, on_error=failed):
            if known.get(document.id) == fingerprint(document, task.minimum_confidence):
                outcomes.append(Unchanged(document.id))
                continue
            try:
                with _ONE_AT_A_TIME:
                    outcomes.append(_found(document, task))
            except BeleidsgraafError as error:
                outcomes.append(Failure(document.id, str(error)))
            except Exception as error:  # noqa: BLE001 - reported with its document; the others go on
                outcomes.append(Failure(document.id, f"{type(error).__name__}: {error}", traceback.format_exc()))
    return release(), outcomes


def _found(document: "Document", task: Task) -> Found:
    from beleidsgraaf.graph.rdf import quads
    from beleidsgraaf.graph.spool import n_quads

    (extraction,) = _extractor(task.minimum_confidence).pipe((document,))
    return Found(extraction, n_quads(quads(extraction, task.judgements)))


@cache
def _extractor(minimum_confidence: float) -> "Extractor":
    from beleidsgraaf.extract.extractor import Extractor

    return Extractor(minimum_confidence=minimum_confidence)


def outcomes(
    address: str,
    files: Iterable[str],
    known: Known,
    task: Task = Task(),
    work: Callable[..., tuple[str, list[Outcome]]] = read_and_extract,
) -> Iterator[Outcome]:
    """Yield the outcome for every document as a cluster comes up with it.

    Parameters
    ----------
    address : str
        Of the scheduler: "tcp://10.0.0.5:8786".
    files : iterable of str
        Files, folders and zips, under a path that the workers know as well.
    known : callable
        Gives the fingerprint that the graph has of a document by its id, None where it has none.
    task : Task
    work : callable
        What a worker does with a batch; importable by name.

    Yields
    ------
    Found, Unchanged or Failure
        One a document, and one for every file that gave none.

    Raises
    ------
    ClusterError
        If Dask is not installed, the scheduler does not answer, or a worker has another release.
    """
    from beleidsgraaf.extract.fingerprint import release

    early: list[Outcome] = []
    listed = sources(files, on_error=lambda name, error: early.append(Failure(name, str(error))))
    client = _connect(address)
    try:
        for answer in _answers(client, address, _batches(listed), known, task, work):
            if isinstance(answer, Failure):
                yield answer
                continue
            theirs, found = answer
            if theirs != release():
                raise ClusterError(f"{address}: a worker has another release of beleidsgraaf; install the same on all")
            yield from found
        yield from early
    finally:
        client.close(timeout=5)


def _connect(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError("dask is not installed; pip install 'beleidsgraaf[dask]'") from error
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(f"{address}: no Dask scheduler answers there ({' '.join(str(error).split())})") from error


def _answers(
    client: "Client",
    address: str,
    batches: Iterator[list[Source]],
    known: Known,
    task: Task,
    work: Callable[..., tuple[str, list[Outcome]]],
) -> Iterator[tuple[str, list[Outcome]] | Failure]:
    """Keep the cluster busy, a few tasks a thread, and yield what each gave."""
    from distributed import as_completed
    from distributed.scheduler import KilledWorker

    running: dict[Any, list[Source]] = {}
    done = as_completed(loop=client.loop)

    def submit(batch: list[Source]) -> None:
        held = {s.name: found for s in batch if (found := known(s.name))}
        future: Future = client.submit(work, batch, held, task, pure=False)
        running[future.key] = batch
        done.add(future)

    def fill() -> None:
        threads = sum(client.nthreads().values())
        while len(running) < AHEAD * max(threads, 1) and (batch := next(batches, None)) is not None:
            submit(batch)

    fill()
    while running:
        try:
            future = next(done)
        except StopIteration:
            raise ClusterError(f"{address}: the cluster went away; the same command goes on from there") from None
        batch = running.pop(future.key)
        error = future.exception()
        if future.status == "cancelled":
            raise ClusterError(f"{address}: the cluster went away; the same command goes on from there")
        if error is None:
            yield future.result()
        elif not isinstance(error, KilledWorker):
            raise error
        elif len(batch) == 1:  # it killed every worker that tried it
            yield Failure(batch[0].name, KILLED)
        else:
            for source in batch:
                submit([source])
        future.release()
        fill()


def _batches(listed: Iterable[Source]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    size = 0
    taken: set[str] = set()
    for source in listed:
        name = unique(source.name, taken)
        taken.add(name)
        batch.append(replace(source, name=name))
        size += _size(source.path)
        if size >= BATCH_BYTES or len(batch) >= BATCH_FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:  # the worker that reads it tells why
        return 0
