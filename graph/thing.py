"""Something with an IRI in a store: what entities and documents have in common."""

from dataclasses import dataclass, field

from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.values import Term, to_python
from pyoxigraph import NamedNode


@dataclass(frozen=True, eq=True)
class Thing:
    """Something with an IRI in a store; equal to whatever has the same IRI."""

    iri: str
    store: Store = field(repr=False, compare=False)

    @property
    def node(self) -> NamedNode:
        """The IRI as a pyoxigraph term."""
        return NamedNode(self.iri)

    def values(self, predicate: NamedNode) -> list[Term]:
        """Return the distinct objects of a property over all graphs, in a fixed order."""
        rows = self.store.select(f"SELECT DISTINCT ?value {{ {self.node} {predicate} ?value }}")
        return sorted((row[0] for row in rows), key=str)

    def texts(self, predicate: NamedNode) -> tuple[str, ...]:
        """Return the distinct objects of a property as text, in a fixed order."""
        return tuple(dict.fromkeys(str(to_python(v)) for v in self.values(predicate)))

    def first(self, predicate: NamedNode) -> str | None:
        """Return an object of a property as text; None where there is none."""
        quad = next(self.store.quads(self.node, predicate), None)
        return None if quad is None else str(to_python(quad.object))
