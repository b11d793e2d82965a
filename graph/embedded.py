"""Stores of the embedded engine: in memory, in a folder, in a file."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from beleidsgraaf.graph import files
from beleidsgraaf.graph.result import ENGINE_ERRORS, Answer, Result
from beleidsgraaf.graph.sparql import QUERY_PREFIXES, check, syntax_error
from beleidsgraaf.graph.statements import by_graph, data
from beleidsgraaf.graph.store_interface import Store
from beleidsgraaf.graph.values import Node, Term
from beleidsgraaf.ontology import QueryError, StoreBusyError, StoreError
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolution, QuerySolutions, Variable
from pyoxigraph import Store as Engine

if TYPE_CHECKING:
    from rdflib import Dataset

_ROCKSDB: Final = ("CURRENT", "IDENTITY", "LOCK", "LOG", "MANIFEST-", "OPTIONS-")  # how the files of a store begin
_ROCKSDB_SUFFIXES: Final = (".log", ".sst", ".dbtmp", ".blob")
_FLUSH_AFTER: Final = 20_000  # statements; the engine would keep up to a gigabyte of changes in memory


class OxigraphStore(Store):
    """A store of the embedded engine, in memory or in a folder.

    Parameters
    ----------
    engine : pyoxigraph.Store
    location : Path or None
    read_only : bool
    """

    location: Path | None

    def __init__(self, engine: Engine, location: Path | None, *, read_only: bool = False) -> None:
        self._open_engine: Engine | None = engine
        self._dataset: Dataset | None = None
        self.location = location
        self.read_only = read_only
        self.version = 0
        self._unflushed = 0

    @property
    def engine(self) -> Engine:
        """The engine's own store, for what this interface does not offer; changes there go unnoticed here."""
        if self._open_engine is None:
            raise StoreError(f"{self._where}: closed; open it again")
        return self._open_engine

    def replace_graph(self, name: str | NamedNode, quads: Iterable[Quad], gone: Iterable[Quad] = ()) -> None:
        """See `Store.replace_graph`."""
        graph = NamedNode(name) if isinstance(name, str) else name
        groups = by_graph(quads)
        # The engine runs one update in one transaction, and has no other way to remove and add in one.
        update = [f"DROP SILENT GRAPH {graph}"]
        if lost := by_graph(gone):
            update.append(f"DELETE DATA {{ {data(lost)} }}")
        if groups:
            update.append(f"INSERT DATA {{ {data(groups)} }}")
        with self._writing():
            self.engine.update(";\n".join(update))
            self._unflushed += sum(map(len, groups.values()))
            if self.location is not None and self._unflushed >= _FLUSH_AFTER:
                self.engine.flush()
                self._unflushed = 0

    def extend(self, quads: Iterable[Quad]) -> None:
        """See `Store.extend`."""
        with self._writing():
            self.engine.extend(quads)

    def load(self, path: str | Path) -> None:
        """See `Store.load`."""
        source = Path(path)
        with self._writing():
            if source.suffix.lower() == ".ttl":  # its graphs are kept apart by comments: read on its own first
                apart = Engine()
                files.load(apart, source)
                self.engine.bulk_extend(apart)
            else:
                files.load(self.engine, source)

    def remove_graph(self, name: str | NamedNode, gone: Iterable[Quad] = ()) -> bool:
        """See `Store.remove_graph`."""
        graph = NamedNode(name) if isinstance(name, str) else name
        if not self.engine.contains_named_graph(graph):
            return False
        self.replace_graph(graph, (), gone)
        return True

    def graphs(self) -> list[str]:
        """See `Store.graphs`."""
        return sorted(g.value for g in self.engine.named_graphs())

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Result:
        """See `Store.query`."""
        names_graphs = check(sparql)
        values = {Variable(name): term for name, term in (bindings or {}).items()}

        def run() -> Answer:
            try:
                return self.engine.query(
                    sparql,
                    prefixes=QUERY_PREFIXES,
                    use_default_graph_as_union=not names_graphs,
                    substitutions=values or None,
                )
            except SyntaxError as error:
                raise syntax_error(error) from error
            except ENGINE_ERRORS as error:
                raise QueryError(f"the query cannot be run: {' '.join(str(error).split())}") from error

        return Result(run)

    def select(self, sparql: str) -> Iterator[QuerySolution]:
        """See `Store.select`."""
        try:
            answer = self.engine.query(sparql, prefixes=QUERY_PREFIXES, use_default_graph_as_union=True)
        except ENGINE_ERRORS as error:
            raise StoreError(f"{self._where}: cannot be read: {_one_line(error)}") from error
        if not isinstance(answer, QuerySolutions):
            raise ValueError("not a SELECT query")
        return answer

    def quads(
        self,
        subject: Node | None = None,
        predicate: NamedNode | None = None,
        object: Node | Literal | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """See `Store.quads`."""
        return self.engine.quads_for_pattern(subject, predicate, object, graph)

    def __len__(self) -> int:
        """See `Store.__len__`."""
        return len(self.engine)

    @property
    def dataset(self) -> "Dataset":
        """See `Store.dataset`."""
        if self._dataset is None:
            from oxrdflib import OxigraphStore as RdflibStore
            from rdflib import Dataset

            self._dataset = Dataset(store=RdflibStore(store=self.engine), default_union=True)
            for prefix, base in QUERY_PREFIXES.items():
                self._dataset.bind(prefix, base)
        return self._dataset

    def save(self) -> None:
        """Do nothing: a folder holds every change already, memory has nowhere to put them."""

    def close(self) -> None:
        """See `Store.close`."""
        if self._open_engine is not None:
            try:
                if self.location is not None and self.version:
                    self._open_engine.flush()
            except ENGINE_ERRORS as error:
                raise StoreError(f"{self._where}: cannot be written: {_one_line(error)}") from error
            finally:
                self._open_engine = self._dataset = None

    @property
    def _where(self) -> str:
        return str(self.location or "store in memory")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.read_only:
            raise StoreError(f"{self._where}: opened read only; open it for writing to change it")
        try:
            yield
        except SyntaxError as error:
            raise StoreError(f"{self._where}: the engine refused the statements: {_one_line(error)}") from error
        except ENGINE_ERRORS as error:
            raise StoreError(f"{self._where}: cannot be written: {_one_line(error)}; nothing was changed") from error
        self.version += 1

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._where}>"


class FileStore(OxigraphStore):
    """A store in memory that lives in a file; nothing is on disk before `save` or `close`.

    Parameters
    ----------
    path : Path
        Ends in .trig, .nq, .ttl or .jsonld.
    read_only : bool
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        engine = Engine()
        self._stamp = files.stamp(path)
        self._saved_version = 0
        if self._stamp is not None:
            files.load(engine, path)
        elif read_only:
            raise _nothing_at(path)
        super().__init__(engine, path, read_only=read_only)

    def save(self) -> None:
        """Write the file, whole or not at all.

        Raises
        ------
        StoreError
            If it cannot be written, or another program changed it since it was read.
        """
        path, version = self.location, self.version
        # Through its dataset rdflib may have changed things unseen.
        if path is None or self.read_only or (version == self._saved_version and self._dataset is None):
            return
        if files.stamp(path) != self._stamp:
            raise StoreError(f"{path}: changed by another program since it was read; open it again and redo the change")
        files.save(self.engine, path)
        self._stamp, self._saved_version = files.stamp(path), version

    def close(self) -> None:
        """Save and let go; stays open where it cannot be saved, so that nothing is lost."""
        if self._open_engine is not None:
            self.save()
            self._open_engine = self._dataset = None


def open_folder(path: Path, *, read_only: bool) -> OxigraphStore:
    """Open the store of a folder, making it where there is none.

    Parameters
    ----------
    path : Path
    read_only : bool
        Refuse changes, and leave a missing store missing.

    Raises
    ------
    StoreError
        If there is none to read, another program is writing it (a `StoreBusyError`), it is damaged, or the folder
        holds something else.
    """
    try:
        if path.is_dir():
            names = [entry.name for entry in path.iterdir()]
            if strangers := sorted(n for n in names if not _is_rocksdb(n)):
                raise StoreError(f"{path}: a folder with other files ({strangers[0]}); give an empty or a new one")
            if read_only and "CURRENT" not in names:
                raise _nothing_at(path)
        elif read_only:
            raise _nothing_at(path)
        engine = Engine.read_only(str(path)) if read_only else Engine(str(path))
        return OxigraphStore(engine, path, read_only=read_only)
    except ENGINE_ERRORS as error:
        reason = _one_line(error)
        if "LOCK" in reason and "unavailable" in reason:
            raise StoreBusyError(
                f"{path}: being written by another program; wait for it, or open it read only"
            ) from error
        if "lock hold by current process" in reason:
            cure = "already open in this program; close it there first"
        elif "orrupt" in reason:
            cure = f"damaged ({reason}); restore a copy or build it again"
        else:
            cure = f"cannot be opened ({reason})"
        raise StoreError(f"{path}: {cure}") from error


def _nothing_at(path: Path) -> StoreError:
    return StoreError(f'{path}: no store here; make one with "beleidsgraaf build"')


def _is_rocksdb(name: str) -> bool:
    return name.startswith(_ROCKSDB) or name.endswith(_ROCKSDB_SUFFIXES) or name == "lost+found"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
