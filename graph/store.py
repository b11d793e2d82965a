"""Where statements are kept: in memory, in a folder, in a file, at an address; one small interface for all.

A store holds one named graph a document. Queries see the union of all graphs as their default graph, so that nobody
has to know in which document something stands; that is arranged here and nowhere else. A statement that three
documents make is one statement of the union; the engine's present version (0.5) matches it three times, so write
``SELECT DISTINCT`` and ``COUNT(DISTINCT …)``.

Threads may share a store; what a query or `Store.quads` returns must be iterated in the thread that asked.

Examples
--------
>>> from pyoxigraph import Literal, NamedNode, Quad
>>> brief = NamedNode("https://w3id.org/beleidsgraaf/id/document/brief.txt")
>>> with open_store(None) as store:
...     store.replace_graph(brief, [Quad(brief, NamedNode("http://purl.org/dc/terms/title"), Literal("Brief"), brief)])
...     [row.title for row in store.query("SELECT ?title { ?document dcterms:title ?title }")]
['Brief']
"""

import io
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from beleidsgraaf.graph import files
from beleidsgraaf.graph.result import ENGINE_ERRORS, Answer, Result
from beleidsgraaf.graph.sparql import QUERY_PREFIXES, check, syntax_error
from beleidsgraaf.graph.values import Node, Term
from beleidsgraaf.ontology import QueryError, StoreBusyError, StoreError
from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    Triple,
    Variable,
    serialize,
)
from pyoxigraph import Store as Engine

if TYPE_CHECKING:
    from rdflib import Dataset

_ROCKSDB: Final = ("CURRENT", "IDENTITY", "LOCK", "LOG", "MANIFEST-", "OPTIONS-")  # how the files of a store begin
_FLUSH_AFTER: Final = 50_000  # statements; the engine would keep up to a gigabyte of changes in memory
_ROCKSDB_SUFFIXES: Final = (".log", ".sst", ".dbtmp", ".blob")


def open_store(where: str | Path | None, *, read_only: bool = False) -> "Store":
    """Open a store, making it where there is none.

    Parameters
    ----------
    where : str, Path or None
        None for a store in memory; a path ending in .trig, .nq, .ttl or .jsonld for a file, read into memory and
        written back by `Store.save` and `Store.close`; any other path for a folder, an Oxigraph store on disk; an
        address (http:// or https://) for any SPARQL 1.1 store, see `beleidsgraaf.graph.remote`.
    read_only : bool
        Refuse changes, and leave a missing store missing. A folder that is read only may be opened by any number of
        programs; they see it as it was when they opened it.

    Raises
    ------
    StoreError
        If there is none to read, another program is writing it (a `StoreBusyError`), it is damaged, or the path holds
        something else.

    Examples
    --------
    >>> store = open_store(None)
    >>> len(store)
    0
    >>> open_store("no/such/store", read_only=True)
    Traceback (most recent call last):
    ...
    beleidsgraaf.ontology.errors.StoreError: no/such/store: no store here; make one with "beleidsgraaf build"
    """
    if where is None:
        return OxigraphStore(Engine(), None, read_only=read_only)
    if is_address(where):
        from beleidsgraaf.graph.remote import RemoteStore

        return RemoteStore(str(where), read_only=read_only)
    path = Path(where)
    suffix = path.suffix.lower()
    if path.is_file() and suffix not in files.FORMATS:
        raise StoreError(f"{path}: not a store; a file ends in {', '.join(files.FORMATS)}, else give a folder")
    if suffix in files.NEAR_FORMATS:
        raise StoreError(f"{path}: cannot keep a store as {suffix}; use {', '.join(files.FORMATS)} or a folder")
    if suffix in files.FORMATS and not path.is_dir():
        return FileStore(path, read_only=read_only)
    return OxigraphStore(_open_folder(path, read_only), path, read_only=read_only)


def is_address(where: str | Path) -> bool:
    """Tell whether a store is given by its address.

    Examples
    --------
    >>> is_address("http://127.0.0.1:7878"), is_address("graaf")
    (True, False)
    """
    return isinstance(where, str) and "://" in where


class Store(ABC):
    """What every store can do.

    Attributes
    ----------
    location : Path, str or None
        Where it is kept: a path or an address; None in memory.
    read_only : bool
        Whether changes are refused.
    version : int
        Grows with every change made through this object: tells whether something remembered is out of date.
    """

    location: Path | str | None
    read_only: bool
    version: int

    @abstractmethod
    def replace_graph(self, name: str | NamedNode, quads: Iterable[Quad], gone: Iterable[Quad] = ()) -> None:
        """Put quads in place of a named graph, in one transaction: all or nothing, and twice is the same as once.

        Parameters
        ----------
        name : str or NamedNode
            IRI of the graph.
        quads : iterable of pyoxigraph.Quad
            Those in this graph replace what it held; those in other named graphs are added to theirs.
        gone : iterable of pyoxigraph.Quad
            What other named graphs lose.

        Raises
        ------
        StoreError
            If the store is read only or cannot be written.
        """

    @abstractmethod
    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads in one transaction.

        Raises
        ------
        StoreError
            If the store is read only or cannot be written.
        """

    @abstractmethod
    def load(self, path: str | Path) -> None:
        """Add the statements of a file, quickly and not in one transaction: to fill a new store.

        Parameters
        ----------
        path : str or Path
            Ends in .nq, .trig, .ttl or .jsonld.

        Raises
        ------
        StoreError
            If it cannot be read or does not follow its format, or the store is read only or cannot be written.
        """

    @abstractmethod
    def remove_graph(self, name: str | NamedNode, gone: Iterable[Quad] = ()) -> bool:
        """Remove a named graph, and what others lose with it, in one transaction; tell whether there was one.

        Raises
        ------
        StoreError
            If the store is read only or cannot be written.
        """

    @abstractmethod
    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted."""

    @abstractmethod
    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Result:
        """Answer a SPARQL 1.1 query; the default graph is the union of all graphs.

        Parameters
        ----------
        sparql : str
            SELECT, ASK, CONSTRUCT or DESCRIBE; the usual prefixes need no declaration.
        bindings : mapping of str to term, optional
            Values of variables, by name; they must be among the query's results.

        Raises
        ------
        QueryError
            If it cannot be parsed, is an update, or calls a SERVICE.
        """

    @abstractmethod
    def select(self, sparql: str) -> Iterator[QuerySolution]:
        """Answer a SELECT query of our own, unchecked and unwrapped, lazily.

        Where a statement stands in many documents this is much quicker than `quads`, which names the document of each.
        """

    @abstractmethod
    def quads(
        self,
        subject: Node | None = None,
        predicate: NamedNode | None = None,
        object: Node | Literal | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """Return the quads that fit, found by index; None fits all."""

    @property
    def has_nameless(self) -> bool:
        """Whether there are statements in no named graph, as in a Turtle file of others; queries see them too."""
        return next(self.quads(graph=DefaultGraph()), None) is not None

    def held_elsewhere(
        self, predicate: NamedNode, values: Iterable[Literal], apart_from: Collection[NamedNode]
    ) -> set[Literal]:
        """Return those of some values that a property has in any other than some named graphs."""
        return {
            value for value in values if any(q.graph_name not in apart_from for q in self.quads(None, predicate, value))
        }

    def unknown(self, quads: Iterable[Quad]) -> list[Quad]:
        """Return those of some quads that the store does not hold."""
        held = self.quads
        return [q for q in quads if next(held(q.subject, q.predicate, q.object, _named(q)), None) is None]

    @abstractmethod
    def __len__(self) -> int:
        """Count the quads, one by one."""

    @property
    @abstractmethod
    def dataset(self) -> "Dataset":
        """The store as an rdflib Dataset whose default graph is the union of all."""

    @abstractmethod
    def save(self) -> None:
        """Write what is only in memory to its file, where it has one."""

    @abstractmethod
    def close(self) -> None:
        """Save and let go; a second time does nothing. Iterators in use keep a folder locked until they are gone."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


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


def _open_folder(path: Path, read_only: bool) -> Engine:
    try:
        if path.is_dir():
            names = [entry.name for entry in path.iterdir()]
            if strangers := sorted(n for n in names if not _is_rocksdb(n)):
                raise StoreError(f"{path}: a folder with other files ({strangers[0]}); give an empty or a new one")
            if read_only and "CURRENT" not in names:
                raise _nothing_at(path)
        elif read_only:
            raise _nothing_at(path)
        return Engine.read_only(str(path)) if read_only else Engine(str(path))
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


def _named(quad: Quad) -> NamedNode:
    if not isinstance(quad.graph_name, NamedNode):
        raise ValueError(f"not in a named graph: {quad}")
    return quad.graph_name


def by_graph(quads: Iterable[Quad]) -> dict[NamedNode, list[Triple]]:
    """Return the triples of each graph; all must be in named graphs."""
    groups: dict[NamedNode, list[Triple]] = {}
    for quad in quads:
        groups.setdefault(_named(quad), []).append(quad.triple)
    return groups


def data(groups: Mapping[NamedNode, Iterable[Triple]]) -> str:
    """Return the triples of graphs as they stand in INSERT DATA and DELETE DATA."""
    return "".join(f"GRAPH {graph} {{\n{n_triples(triples)}}}\n" for graph, triples in groups.items())


def n_triples(triples: Iterable[Triple]) -> str:
    """Return triples as N-Triples, which SPARQL updates read as well."""
    buffer = io.BytesIO()
    serialize(triples, buffer, format=RdfFormat.N_TRIPLES)
    return buffer.getvalue().decode("utf-8")


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
