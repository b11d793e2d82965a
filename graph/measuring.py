"""A graph as numbers: counts, central entities, communities."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from beleidsgraaf.graph.entity import Entity
from beleidsgraaf.graph.holder import Holder, checked_type

if TYPE_CHECKING:
    import networkx as nx
    from beleidsgraaf.graph.analysis import Measure


class Measuring(Holder):
    """Counts, central entities and communities."""

    def to_networkx(self, predicate: str | Iterable[str] | None = None) -> "nx.MultiDiGraph[str]":
        """Return entities and relations as a networkx graph; see `beleidsgraaf.graph.analysis.to_networkx`.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> graph = example_graph().to_networkx("funds")
        >>> [(graph.nodes[s]["label"], graph.nodes[o]["label"], data) for s, o, data in graph.edges(data=True)]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('ministerie van Justitie en Veiligheid', 'Programma Veilige Buurten',
          {'predicate': 'funds', 'evidence': 1})]
        """
        from beleidsgraaf.graph.analysis import to_networkx

        return to_networkx(self.store, predicate)

    def central(
        self, n: int = 10, type: str | None = None, measure: "Measure" = "pagerank"
    ) -> list[tuple[Entity, float]]:
        """Return the most central entities with their measure, highest first.

        Parameters
        ----------
        n : int
            How many.
        type : str, optional
            Only entities of this type or kind; the measure is taken over all.
        measure : {"pagerank", "degree", "betweenness"}
            See `beleidsgraaf.graph.analysis.central`.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> example_graph().central(1)[0][0].label
        'Programma Veilige Buurten'
        """
        from beleidsgraaf.graph.analysis import central

        wanted, graph = checked_type(type), self.to_networkx()
        scores = central(graph, measure)
        fits = (p for p in scores if wanted in (None, graph.nodes[p[0]]["type"], graph.nodes[p[0]]["kind"]))
        return [(Entity(iri, self.store), score) for (iri, score), _ in zip(fits, range(n), strict=False)]

    def communities(self, resolution: float = 1.0, seed: int = 0) -> list[tuple[Entity, ...]]:
        """Return groups of entities that are related to each other more than to others, largest first.

        Parameters
        ----------
        resolution : float
            Above 1 for more and smaller groups.
        seed : int
            The same seed gives the same groups.
        """
        from beleidsgraaf.graph.analysis import communities

        groups = communities(self.to_networkx(), resolution, seed)
        return [tuple(Entity(iri, self.store) for iri in group) for group in groups]

    def stats(self) -> dict[str, Any]:
        """Count what the graph holds.

        Returns
        -------
        dict
            Numbers: "documents", "entities" (that documents mention), "mentions", "relations" (distinct statements
            between entities, those of the registers included), "assertions" and "statements" (triples, once for each
            document that makes them). Dictionaries, in the order of the vocabulary: "entities_by_type",
            "relations_by_predicate" and "assertions_by_status".

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> stats = example_graph().stats()
        >>> stats["entities"], stats["relations"], stats["assertions_by_status"]
        (9, 11, {'stated': 7, 'negated': 1})
        """
        from beleidsgraaf.graph.analysis import stats

        return stats(self.store)
