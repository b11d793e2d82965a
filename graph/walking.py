"""From one entity of a graph to others: paths, the part around, what two have in common."""

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from beleidsgraaf.graph.asking import Asking
from beleidsgraaf.graph.entity import DocumentRecord, Entity, Relation
from beleidsgraaf.graph.holder import Name
from beleidsgraaf.graph.keeping import Keeping
from beleidsgraaf.graph.part import part_around
from beleidsgraaf.graph.paths import Common, GraphPath, common_of_documents, common_of_entities
from beleidsgraaf.graph.traverse import between, relations, shortest_paths
from beleidsgraaf.graph.values import local_name
from beleidsgraaf.ontology import UnknownNameError
from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from beleidsgraaf.graph.policy_graph import PolicyGraph


class Walking(Asking, Keeping):
    """Paths, the part around entities, and what two have in common."""

    def paths(
        self, a: Name, b: Name, max_length: int = 6, predicate: str | Iterable[str] | None = None, limit: int = 10
    ) -> list[GraphPath]:
        """Return the shortest ways from one entity to another; none if they are too far apart.

        Parameters
        ----------
        a, b : str or Entity
        max_length : int
            Steps at most.
        predicate : str or iterable of str, optional
            Follow only these relations.
        limit : int
            Ways at most.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> for path in example_graph().paths("provincie Groningen", "JenV"):
        ...     print(path.to_text("en"))  # doctest: +NORMALIZE_WHITESPACE
        provincie Groningen — supports → gemeente Emmen — participates in → Programma Veilige Buurten ← funds —
        ministerie van Justitie en Veiligheid
        """
        walks = shortest_paths(self.store, self.entity(a).node, self.entity(b).node, max_length, predicate, limit)
        follow = relations(predicate)
        nodes: dict[NamedNode, Entity] = {}
        found = []
        for walk in walks:
            ends = [nodes.setdefault(n, Entity(n.value, self.store)) for n in walk]
            steps = []
            for here, there in pairwise(walk):
                edges = between(self.store, here, there, follow)
                steps.append(tuple(Relation(nodes[s], local_name(p.value), nodes[o]) for s, p, o in edges))
            found.append(GraphPath(tuple(ends), tuple(steps)))
        return found

    def subgraph(
        self,
        focus: Name | Iterable[Name],
        depth: int = 1,
        predicate: str | Iterable[str] | None = None,
        *,
        mentions: bool = True,
        limit: int | None = 15,
        evidence: int | None = 1,
        most: int | None = 40,
    ) -> "PolicyGraph":
        """Return the part of the graph around one or more entities as a graph of its own, in memory.

        It has the relations among all entities within reach with their evidence, and of the documents that prove
        them what they say about these entities.

        Parameters
        ----------
        focus : str, Entity or several
        depth : int
            Steps around them.
        predicate : str or iterable of str, optional
            Follow only these relations.
        mentions : bool
            Whether to bring the places that name the entities, about half of all.
        limit : int, optional
            Entities around each at most: the nearest, of these those that most documents relate. None for all.
        evidence : int, optional
            Documents at most for each statement, and for the mentions of each entity. None for all; around an
            entity that everything is related to that may be most of the graph.
        most : int, optional
            Relations at most: those of the focus first, then those that most documents state. None for all.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> part = example_graph().subgraph("provincie Groningen")
        >>> [e.label for e in part.entities()]
        ['gemeente Emmen', 'gemeente Groningen', 'provincie Groningen']
        >>> part.evidence("provincie Groningen", "supports")[0].sentence
        'De provincie Groningen ondersteunt de gemeente Emmen.'
        """
        names = [focus] if isinstance(focus, str | Entity) else list(focus)
        nodes = [self.entity(name).node for name in names]
        from beleidsgraaf.graph.policy_graph import PolicyGraph

        part = PolicyGraph()
        found = part_around(
            self.store, nodes, depth, predicate, mentions=mentions, limit=limit, evidence=evidence, most=most
        )
        part.store.extend(found)
        return part

    def common(self, a: "Name | DocumentRecord", b: "Name | DocumentRecord") -> Common:
        """Return what two entities, or two documents, have in common.

        Parameters
        ----------
        a, b : str, Entity or DocumentRecord
            Both entities, or both documents. A text is the name of an entity if there is one, else of a document.

        Raises
        ------
        ValueError
            If one is an entity and the other a document.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> graph = example_graph()
        >>> [e.label for e in graph.common("Assen", "JenV")]
        ['Programma Veilige Buurten']
        >>> sorted(e.label for e in graph.common("brief-veilige-buurten.txt", "antwoord-groningen.txt"))
        ['Programma Veilige Buurten', 'gemeente Emmen']
        """
        first, second = self._entity_or_document(a), self._entity_or_document(b)
        if isinstance(first, Entity) and isinstance(second, Entity):
            return common_of_entities(first, second)
        if isinstance(first, DocumentRecord) and isinstance(second, DocumentRecord):
            return common_of_documents(first, second)
        raise ValueError(f"{a} and {b}: give two entities or two documents")

    def _entity_or_document(self, name: "Name | DocumentRecord") -> Entity | DocumentRecord:
        if isinstance(name, Entity | DocumentRecord):
            return name
        try:
            return self.document(name) if not self.find(name) else self.entity(name)
        except UnknownNameError as error:
            raise UnknownNameError(name, self._names.suggest(name) or error.suggestions) from None
