"""What every store can do, wherever it keeps its statements; see `beleidsgraaf.graph.store`."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from beleidsgraaf.graph.result import Result
from beleidsgraaf.graph.statements import named_graph
from beleidsgraaf.graph.values import Node, Term
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolution

if TYPE_CHECKING:
    from rdflib import Dataset


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
        return [q for q in quads if next(held(q.subject, q.predicate, q.object, named_graph(q)), None) is None]

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
