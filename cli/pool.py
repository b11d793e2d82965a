"""Extraction over many documents, in this process or in several, where one bad document never stops the rest."""

import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.extraction import Extraction
from beleidsgraaf.ontology.errors import BeleidsgraafError

if TYPE_CHECKING:
    from beleidsgraaf.extract.extractor import Extractor

BATCH_CHARACTERS: Final = 20_000
"""A batch is closed at this size: long enough to be worth sending, short enough to keep all processes busy."""

BATCH_DOCUMENTS: Final = 16


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that gave no extraction.

    Attributes
    ----------
    name : str
        The document's id, or the file's name.
    cause : str
        One line for people; "killed" when the process that worked on it died.
    details : str
        The traceback when the cause is a fault of ours, else empty.
    """

    name: str
    cause: str
    details: str = ""


KILLED: Final = "killed"
Outcome = Extraction | Failure
Work = Callable[[list[Document]], list[Outcome]]


@cache
def _extractor(minimum_confidence: float = 0.0) -> "Extractor":
    from beleidsgraaf.extract.extractor import Extractor

    return Extractor(minimum_confidence=minimum_confidence)


def extract_batch(documents: list[Document], minimum_confidence: float = 0.0) -> list[Outcome]:
    """Extract from each of a few documents; the function that the worker processes run.

    Parameters
    ----------
    documents : list of Document
        What to read.
    minimum_confidence : float
        Entities and relations less sure than this are left out.

    Returns
    -------
    list of Extraction or Failure
        One outcome a document, in order.

    Examples
    --------
    >>> [outcome] = extract_batch([Document("brief.txt", "De gemeente Assen neemt deel aan het Klimaatakkoord.")])
    >>> [entity.label for entity in outcome.entities]
    ['gemeente Assen', 'Klimaatakkoord']
    """
    outcomes: list[Outcome] = []
    for document in documents:
        try:
            outcomes.extend(_extractor(minimum_confidence).pipe((document,)))
        except BeleidsgraafError as error:
            outcomes.append(Failure(document.id, str(error)))
        except Exception as error:  # noqa: BLE001 - reported with its document; the others go on
            outcomes.append(Failure(document.id, f"{type(error).__name__}: {error}", traceback.format_exc()))
    return outcomes


def extract_each(
    documents: Iterable[Document], *, jobs: int = 1, work: Work = extract_batch, start: str = "spawn"
) -> Iterator[Outcome]:
    """Yield the outcome for every document as soon as it is there.

    Parameters
    ----------
    documents : iterable of Document
        Taken as they are needed, a few batches ahead.
    jobs : int
        Number of processes; with 1 the work is done in this one, in order. Else the order is that of completion.
    work : callable
        What a worker does with a batch; it must be importable by name.
    start : {"spawn", "forkserver", "fork"}
        How worker processes start. An open store has threads, which do not survive a fork.

    Yields
    ------
    Extraction or Failure
        Exactly one a document. Where a worker process dies, the documents it may have held are tried again one by
        one, so that only the one that kills it is a failure.

    Raises
    ------
    ValueError
        If `jobs` is below 1.

    Examples
    --------
    >>> outcomes = extract_each([Document("brief.txt", "Het RIVM is een agentschap van VWS.")])
    >>> [entity.type for entity in next(outcomes).entities]
    ['Organisation', 'Ministry']
    """
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    if jobs == 1:
        for document in documents:
            yield from work([document])
        return
    batches = _batches(documents)
    while True:
        suspects, finished = yield from _until_broken(batches, jobs, work, start)
        yield from _one_by_one(suspects, work, start)
        if finished:
            return


def _until_broken(
    batches: Iterator[list[Document]], jobs: int, work: Work, start: str
) -> Generator[Outcome, None, tuple[list[Document], bool]]:
    """Yield outcomes until the batches are finished or a worker dies; return the documents without an outcome."""
    pool = _pool(jobs, start)
    running: dict[Future[list[Outcome]], list[Document]] = {}
    batch = next(batches, None)
    try:
        while batch is not None or running:
            while batch is not None and len(running) < 2 * jobs:
                running[pool.submit(work, batch)] = batch
                batch = next(batches, None)
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                outcomes = future.result()
                del running[future]
                yield from outcomes
        return [], True
    except BrokenProcessPool:
        lost = [document for documents in running.values() for document in documents]
        return lost + (batch or []), False
    finally:
        pool.shutdown(cancel_futures=True)


def _one_by_one(documents: Iterable[Document], work: Work, start: str) -> Iterator[Outcome]:
    waiting = deque(documents)
    while waiting:
        pool = _pool(1, start)
        try:
            while waiting:
                document = waiting.popleft()
                try:
                    outcomes = pool.submit(work, [document]).result()
                except BrokenProcessPool:
                    yield Failure(document.id, KILLED)
                    break
                yield from outcomes
        finally:
            pool.shutdown(cancel_futures=True)


def _pool(jobs: int, start: str) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context(start), initializer=_begin_work)


def _begin_work() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that holds the store
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it cannot tell us."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= BATCH_CHARACTERS or len(batch) >= BATCH_DOCUMENTS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
