"""Processes that answer, each with its own view of the store, ended when they take too long.

A request waits for a free process, is answered whole, and is over: a client that reads slowly holds up nobody.
"""

import multiprocessing
import queue
import signal
import tempfile
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any, Final

from beleidsgraaf.graph.service.desk import Desk, Refused, Reply

_STARTING: Final = 60.0  # seconds for a process to open its store
_WRITING: Final = 10  # times longer than a query may take


class Worker:
    """A process with a desk.

    Parameters
    ----------
    folder : str
        The store.
    spool : str
        Folder for long answers.
    limit : int
        Bytes of an answer at most.
    writable : bool
    """

    def __init__(self, folder: str, spool: str, limit: int, *, writable: bool = False) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, other = context.Pipe()
        self._process = context.Process(target=work, args=(other, folder, spool, limit, writable), daemon=True)
        self._process.start()
        other.close()
        self._ready = False

    def answer(self, name: str, arguments: dict[str, Any], seconds: float) -> Reply:
        """Answer a request; see `Desk.answer`.

        Raises
        ------
        TimeoutError
            If it takes longer; the worker is of no use then.
        EOFError
            If its process died.
        Refused
            If it cannot be met.
        """
        if not self._ready:
            self._receive(_STARTING)
            self._ready = True
        self._line.send((name, arguments))
        return self._receive(seconds)

    def stop(self) -> None:
        """End the process, whatever it does: a transaction that is not complete leaves no trace."""
        self._process.kill()
        self._process.join()
        self._line.close()

    def _receive(self, seconds: float) -> Reply:
        if not self._line.poll(seconds):
            raise TimeoutError
        answer: Reply | Refused = self._line.recv()
        if isinstance(answer, Refused):
            raise answer
        return answer


class Workers:
    """Some workers that read and, where wanted, one that writes. Threads share them.

    Parameters
    ----------
    folder : str
        The store.
    readers : int
        How many read.
    seconds : float
        A query may take at most; an update ten times as long.
    limit : int
        Bytes of an answer at most.
    writable : bool
    """

    def __init__(self, folder: str, *, readers: int, seconds: float, limit: int, writable: bool) -> None:
        self.seconds, self.writable = seconds, writable
        self._spool = tempfile.TemporaryDirectory(prefix="beleidsgraaf-")
        self._settings = (folder, self._spool.name, limit)
        self._writing = Lock()
        # The writer first: it makes a store that was not closed readable for the others.
        self._writer = Worker(*self._settings, writable=True) if writable else None
        self._free: queue.Queue[Worker] = queue.Queue()
        self._all = [Worker(*self._settings) for _ in range(readers)]
        for worker in self._all:
            self._free.put(worker)

    def read(self, name: str, **arguments: Any) -> Reply:
        """Answer a request that changes nothing.

        Raises
        ------
        Refused
            If it cannot be met, takes too long, or all are busy.
        """
        try:
            worker = self._free.get(timeout=self.seconds)
        except queue.Empty:
            raise Refused(503, "too many questions at once; try again later") from None
        try:
            return worker.answer(name, arguments, self.seconds)
        except (TimeoutError, EOFError, OSError) as error:
            self._all.remove(worker)
            worker.stop()
            worker = Worker(*self._settings)
            self._all.append(worker)
            raise _given_up(error, self.seconds) from error
        finally:
            self._free.put(worker)

    def write(self, name: str, **arguments: Any) -> Reply:
        """Answer a request that changes the store, one after another.

        Raises
        ------
        Refused
            If it cannot be met or takes too long; the store is then as it was.
        """
        with self._writing:
            if self._writer is None:
                raise Refused(403, "this service only reads")
            try:
                return self._writer.answer(name, arguments, _WRITING * self.seconds)
            except (TimeoutError, EOFError, OSError) as error:
                self._writer.stop()
                self._writer = Worker(*self._settings, writable=True)
                raise _given_up(error, _WRITING * self.seconds) from error

    def stop(self) -> None:
        """End all; what a writer is at is completed first."""
        with self._writing:
            for worker in [*self._all, *([self._writer] if self._writer else [])]:
                worker.stop()
            self._all, self._writer = [], None
        self._spool.cleanup()


def work(line: Connection, folder: str, spool: str, limit: int, writable: bool) -> None:
    """Answer requests until nobody asks any more: the whole life of a worker's process.

    Parameters
    ----------
    line : multiprocessing.connection.Connection
        Requests come in, answers go out.
    folder, spool : str
    limit : int
    writable : bool
        See `Desk`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which ends us in good order
    try:
        desk = Desk(folder, spool, limit, writable=writable)
        line.send(Reply())
        while True:
            name, arguments = line.recv()
            try:
                reply: Reply | Refused = desk.answer(name, arguments)
            except Refused as error:
                reply = Refused(error.status, error.reason)
            line.send(reply)
    except (EOFError, BrokenPipeError):
        return


def _given_up(error: Exception, seconds: float) -> Refused:
    if isinstance(error, TimeoutError):
        return Refused(503, f"not answered within {seconds:g} seconds, and stopped; ask for less, or with more detail")
    return Refused(500, "the process that answered died; out of memory perhaps; ask for less")
