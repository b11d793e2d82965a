"""Many documents into a new store at once: whole documents wait in files beside it, and are loaded in one go.

The engine's bulk loader is quick but no transaction: were it stopped halfway, the store would hold halves of documents.
So it fills another folder, which takes its place under the store's name when it is complete. What was gathered before
a build was broken off is in the files still, and is not made again.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Final

from beleidsgraaf.graph.registers import register_quads
from beleidsgraaf.graph.result import ENGINE_ERRORS
from beleidsgraaf.ontology import StoreBusyError, StoreError
from pyoxigraph import Quad, RdfFormat, serialize
from pyoxigraph import Store as Engine

PART_BYTES: Final = 64 * 1024**2
"""Size at which a file is closed: what a broken build may have to make again."""


class Spool:
    r"""Documents on their way into a new store.

    Parameters
    ----------
    store : Path
        Folder of the store to be; it must not exist, or be empty.
    part_bytes : int
        Size at which a file is closed.
    fresh : bool
        Whether to forget what an earlier build gathered.

    Raises
    ------
    StoreError
        If the place cannot be written; a `StoreBusyError` if another program is gathering documents there.

    Examples
    --------
    >>> import tempfile
    >>> from beleidsgraaf.graph.store import open_store
    >>> store = Path(tempfile.mkdtemp(), "graph")
    >>> spool = Spool(store)
    >>> spool.add("https://example.org/a", "ab12", b'<https://example.org/a> <https://example.org/p> "x" '
    ...     b"<https://example.org/a> .\n", ["gemeente-assen"])
    >>> spool.load()
    >>> with open_store(store, read_only=True) as opened:
    ...     opened.graphs()
    ['https://example.org/a', 'https://w3id.org/beleidsgraaf/id/registers']
    """

    def __init__(self, store: Path, part_bytes: int = PART_BYTES, *, fresh: bool = False) -> None:
        self.store = store
        self.folder = store.with_name(f"{store.name}.parts")
        self._loading = store.with_name(f"{store.name}.loading")
        self._part_bytes = part_bytes
        self._statements: IO[bytes] | None = None
        self._known: dict[str, tuple[int, str]] = {}  # part and fingerprint, by IRI of the document
        self._open_part: list[dict[str, Any]] = []
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.folder / "lock")
            if fresh:
                for left in self.folder.glob("0*"):
                    left.unlink()
            for left in self.folder.glob("*.open"):  # a part that was not whole when the build was broken off
                left.unlink()
            self._number = 0
            for index in sorted(self.folder.glob("*.jsonl")):
                self._number = int(index.stem)
                self._read(index)
        except OSError as error:
            raise self._failed(error) from error

    def fingerprint(self, iri: str) -> str | None:
        """Return the fingerprint of a document that is here; None where it is not."""
        found = self._known.get(iri)
        return found[1] if found else None

    def __len__(self) -> int:
        return len(self._known)

    def add(self, iri: str, fingerprint: str, statements: bytes, keys: Iterable[str]) -> None:
        """Add a document, in place of what was here of it.

        Parameters
        ----------
        iri : str
            Of the document, which is the name of its graph.
        fingerprint : str
        statements : bytes
            N-Quads, a statement a line.
        keys : iterable of str
            Keys of the bodies it mentions, whose register facts the store is to have.

        Raises
        ------
        StoreError
            If it cannot be written.
        """
        try:
            if iri in self._known:
                self._forget(iri)
            if self._statements is None:
                self._number += 1
                self._statements = open(self._path("nq.open"), "wb")  # noqa: SIM115 - open for many documents
            self._statements.write(statements)
            self._open_part.append({"iri": iri, "fingerprint": fingerprint, "keys": sorted(keys)})
            self._known[iri] = self._number, fingerprint
            if self._statements.tell() >= self._part_bytes:
                self.close()
        except OSError as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Close the present file, so that what is in it is kept whatever happens.

        Raises
        ------
        StoreError
            If it cannot be written.
        """
        if self._statements is None:
            return
        try:
            with self._statements as file:
                file.flush()
                os.fsync(file.fileno())
            self._statements = None
            os.replace(self._path("nq.open"), self._path("nq"))
            _write(self._path("jsonl"), "".join(f"{json.dumps(line)}\n" for line in self._open_part).encode())
            self._open_part = []
        except OSError as error:
            raise self._failed(error) from error

    def load(self) -> None:
        """Load all into the store, with the register facts of the bodies mentioned, and clear the files away.

        Raises
        ------
        StoreError
            If the store cannot be written; the files are then still there.
        """
        self.close()
        try:
            shutil.rmtree(self._loading, ignore_errors=True)
            engine = Engine(str(self._loading))
            keys: set[str] = set()
            for path in self._indices():
                engine.bulk_load(path=str(path.with_suffix(".nq")), format=RdfFormat.N_QUADS)
                keys.update(key for line in _lines(path) for key in line["keys"])
            engine.bulk_extend(register_quads(sorted(keys)))
            engine.flush()
            del engine
            if self.store.is_dir():
                self.store.rmdir()  # it is empty
            os.replace(self._loading, self.store)
            self._lock.close()
            shutil.rmtree(self.folder)
        except ENGINE_ERRORS as error:
            raise self._failed(error) from error

    def _forget(self, iri: str) -> None:
        """Take a document that has changed out of the part that has it."""
        number, _ = self._known.pop(iri)
        if number == self._number and self._statements is not None:
            self.close()
        index = self.folder / f"{number:06}.jsonl"
        ending = f" <{iri}> .\n".encode()
        with open(index.with_suffix(".nq"), "rb") as file:
            _write(index.with_suffix(".nq"), (line for line in file if not line.endswith(ending)))
        lines = [line for line in _lines(index) if line["iri"] != iri]
        _write(index, "".join(f"{json.dumps(line)}\n" for line in lines).encode())

    def _read(self, index: Path) -> None:
        for line in _lines(index):
            self._known[line["iri"]] = int(index.stem), line["fingerprint"]

    def _indices(self) -> list[Path]:
        return sorted(self.folder.glob("*.jsonl"))

    def _path(self, suffix: str) -> Path:
        return self.folder / f"{self._number:06}.{suffix}"

    def _failed(self, error: BaseException) -> StoreError:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        return StoreError(f"{self.store}: cannot be written: {reason}; free some space or choose another place")


def _locked(path: Path) -> IO[bytes]:
    """Open a file that no other program has open so; on Windows nothing is checked."""
    file = open(path, "wb")  # noqa: SIM115 - open as long as the spool is
    try:
        import fcntl
    except ImportError:
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise StoreBusyError(f"{path.parent}: another program is gathering documents here; wait for it") from None
    return file


def n_quads(quads: Iterable[Quad]) -> bytes:
    """Return quads as N-Quads."""
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def _lines(index: Path) -> Iterator[dict[str, Any]]:
    with open(index, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _write(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f"{path.name}.open")
    with open(temporary, "wb") as file:
        file.writelines([content] if isinstance(content, bytes) else content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
