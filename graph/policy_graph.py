"""A knowledge graph of policy documents: what people use.

Examples
--------
>>> from beleidsgraaf.graph.example import example_extractions
>>> graph = PolicyGraph()
>>> for extraction in example_extractions():
...     graph.add(extraction)
True
True
>>> graph.entity("PVB")
<Entity Programma Veilige Buurten (Programme)>
>>> for row in graph.query("SELECT DISTINCT ?wie { ?wie bg:participatesIn ?programma } ORDER BY ?wie"):
...     print(graph.entity(row.wie))
gemeente Assen
gemeente Emmen
"""

import html
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from beleidsgraaf.graph.holder import Name
from beleidsgraaf.graph.measuring import Measuring
from beleidsgraaf.graph.store import open_store
from beleidsgraaf.graph.walking import Walking

if TYPE_CHECKING:
    from beleidsgraaf.graph.picture import Picture
    from beleidsgraaf.graph.validate import ValidationReport
    from rdflib import Dataset

__all__ = ["Name", "PolicyGraph"]


class PolicyGraph(Walking, Measuring):
    """What documents say, as a graph: to ask, to walk, to measure and to see.

    Threads may share a graph; the rows of a query are read in the thread that asked.

    Parameters
    ----------
    store : Store, optional
        Where the statements are; a new store in memory by default.

    Examples
    --------
    >>> from beleidsgraaf.graph.example import example_graph
    >>> graph = example_graph()
    >>> [n.label for n in graph.entity("provincie Groningen").neighbours()]
    ['gemeente Groningen', 'gemeente Emmen']
    """

    @classmethod
    def open(cls, path: str | Path | None, *, read_only: bool = False) -> Self:
        """Open a graph that is kept somewhere; see `beleidsgraaf.graph.store.open_store`.

        Parameters
        ----------
        path : str, Path or None
            A folder, made where there is none, a file ending in .trig, .nq, .ttl or .jsonld, or the address of a
            SPARQL 1.1 store; None for memory.
        read_only : bool
            Refuse changes, and leave a missing one missing.

        Raises
        ------
        StoreError
            If it cannot be opened.
        """
        return cls(open_store(path, read_only=read_only))

    def save(self) -> None:
        """Write a graph that lives in a file; a folder has every change already."""
        self.store.save()

    def close(self) -> None:
        """Save and let go of the folder or file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def validate(self) -> "ValidationReport":
        """Hold the graph against the ontology's shapes; see `beleidsgraaf.graph.validate`.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> example_graph().validate().conforms
        True
        """
        from beleidsgraaf.graph.validate import validate

        return validate(self.store)

    def export(self, target: "str | Path | IO[bytes]", format: str) -> None:
        """Write the whole graph in another form; see `beleidsgraaf.graph.export`.

        Parameters
        ----------
        target : str, Path or binary file
        format : {"nq", "trig", "ttl", "jsonld", "graphml", "gexf", "csv", "parquet"}

        Raises
        ------
        StoreError
            If the form is unknown or the target cannot be written.
        """
        from beleidsgraaf.graph.export import export

        export(self.store, target, format)

    def view(
        self,
        path: str | Path | None = None,
        focus: Name | None = None,
        depth: int = 1,
        *,
        title: str | None = None,
        lang: str = "nl",
        limit: int | None = None,
    ) -> "Picture":
        """Return the graph, or the part around an entity, as a page to look at; in a notebook it shows itself.

        Parameters
        ----------
        path : str or Path, optional
            Where to write the page too.
        focus : str or Entity, optional
            Show only what lies around this entity.
        depth : int
            Steps around it.
        title : str, optional
            Heading; the focus or "Beleidsgraaf" by default.
        lang : {"nl", "en"}
            Language in which it opens.
        limit : int, optional
            Entities at most.

        Raises
        ------
        UnknownNameError
            If nothing is called `focus`.
        StoreError
            If the page cannot be written.
        """
        from beleidsgraaf.graph.picture import draw

        entity = None if focus is None else self.entity(focus)
        picture = draw(self.store, entity, depth, title=title, lang=lang, limit=limit)
        if path is not None:
            picture.save(path)
        return picture

    @property
    def dataset(self) -> "Dataset":
        """The graph as an rdflib Dataset, whose default graph is the union of all documents."""
        return self.store.dataset

    def __repr__(self) -> str:
        return f"<PolicyGraph: {self.store.location or 'in memory'}>"

    def _repr_html_(self) -> str:
        s = self.stats()
        rows = "".join(
            f"<tr><th>{html.escape(name)}</th><td>{number}</td></tr>"
            for name, number in (
                *((k, s[k]) for k in ("documents", "entities", "mentions", "relations", "statements")),
                *s["entities_by_type"].items(),
            )
        )
        where = html.escape(str(self.store.location or "in memory"))
        return f"<table><caption>PolicyGraph, {where}</caption><tbody>{rows}</tbody></table>"
