"""The graph as networkx sees it: plain strings, measures, communities. Loads all relations into memory."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.entity import Entity
from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.traverse import relations
from beleidsgraaf.graph.values import CLASSES, local_name, to_python
from beleidsgraaf.ontology.vocabulary import REGION_KINDS
from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode

if TYPE_CHECKING:
    import networkx as nx

Measure: TypeAlias = Literal["pagerank", "degree", "betweenness"]


def to_networkx(store: Store, predicate: str | Iterable[str] | None = None) -> "nx.MultiDiGraph[str]":
    """Return entities and the relations between them as a networkx graph.

    Parameters
    ----------
    store : Store
    predicate : str or iterable of str, optional
        Only these relations.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are IRIs, with `label`, `type`, `kind` ("" where there is none) and `mentions`; edges have the relation's
        local name as key and as `predicate`, and `evidence`: the number of sentences that state it, 0 for register
        facts. All strings and integers, in a fixed order.
    """
    import networkx as nx

    described = _entities(store)
    edges = set()
    for relation in relations(predicate):
        for quad in store.quads(None, relation):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                edges.add((quad.subject.value, local_name(relation.value), quad.object.value))
    for s, _, o in edges:
        for iri in (s, o):
            described.setdefault(iri, {"label": Entity(iri, store).label, "type": "", "kind": "", "mentions": 0})
    proofs = asserted(store, "stated")
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(sorted(described.items()))
    for s, p, o in sorted(edges):
        graph.add_edge(s, o, key=p, predicate=p, evidence=proofs[s, p, o])
    return graph


def central(graph: "nx.MultiDiGraph[str]", measure: Measure = "pagerank") -> list[tuple[str, float]]:
    """Return the nodes by how central they are, whatever the direction of the relations.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As `to_networkx` gives it.
    measure : {"pagerank", "degree", "betweenness"}
        PageRank and degree count a relation as often as sentences state it, at least once.

    Returns
    -------
    list of (str, float)
        IRI and measure, highest first, equals by IRI.
    """
    import networkx as nx

    if not graph:
        return []
    simple = _weighted(graph)
    scores: dict[str, float]
    if measure == "degree":
        scores = dict(simple.degree(weight="weight"))
    elif measure == "betweenness":
        scores = nx.betweenness_centrality(simple)
    elif measure == "pagerank":
        scores = nx.pagerank(simple, weight="weight")
    else:
        raise ValueError(f"{measure!r} is no measure; choose pagerank, degree or betweenness")
    # Equal nodes may differ in the last digits, by the order of summing.
    return sorted(((n, float(x)) for n, x in scores.items()), key=lambda pair: (-round(pair[1], 12), pair[0]))


def communities(graph: "nx.MultiDiGraph[str]", resolution: float = 1.0, seed: int = 0) -> list[list[str]]:
    """Return groups of nodes that are related to each other more than to others, by the Louvain method.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As `to_networkx` gives it.
    resolution : float
        Above 1 for more and smaller groups.
    seed : int
        The same seed gives the same groups.

    Returns
    -------
    list of list of str
        Largest first; IRIs sorted. Nodes without relations are in none.
    """
    import networkx as nx

    simple = _weighted(graph)
    simple.remove_nodes_from(list(nx.isolates(simple)))
    groups = nx.community.louvain_communities(simple, weight="weight", resolution=resolution, seed=seed)
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def _weighted(graph: "nx.MultiDiGraph[str]") -> "nx.Graph[str]":
    import networkx as nx

    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(graph.nodes))
    for s, o, data in graph.edges(data=True):
        if s != o:
            weight = max(1, data["evidence"])
            if simple.has_edge(s, o):
                simple[s][o]["weight"] += weight
            else:
                simple.add_edge(s, o, weight=weight)
    return simple


def _entities(store: Store) -> dict[str, dict[str, str | int]]:
    """Return what is said of every entity, from a few passes over the store instead of many look-ups."""
    types: dict[NamedNode, dict[str, str]] = {}
    for name, node in CLASSES.items():
        for quad in store.quads(None, t.RDF_TYPE, node):
            if isinstance(quad.subject, NamedNode):
                types.setdefault(quad.subject, {}).setdefault("kind" if name in REGION_KINDS else "type", name)
    mentions: Counter[NamedNode] = Counter()
    for quad in store.quads(None, t.bg("refersTo")):
        if isinstance(quad.object, NamedNode):
            mentions[quad.object] += 1
    names = labels(store)
    return {
        n.value: {
            "label": names.get(n) or local_name(n.value),
            "type": found.get("type", ""),
            "kind": found.get("kind", ""),
            "mentions": mentions[n],
        }
        for n, found in types.items()
    }


def labels(store: Store) -> dict[NamedNode, str]:
    """Return the label of everything that has one, as `Entity.label` chooses it."""
    official: dict[NamedNode, str] = {}
    count: dict[NamedNode, Counter[str]] = {}
    for quad in store.quads(None, t.PREF_LABEL):
        if isinstance(quad.subject, NamedNode):
            name = str(to_python(quad.object))
            if quad.graph_name == t.REGISTERS_GRAPH:
                official.setdefault(quad.subject, name)
            count.setdefault(quad.subject, Counter())[name] += 1
    return {n: official.get(n) or min(c, key=lambda name: (-c[name], name)) for n, c in count.items()}


def asserted(store: Store, status: str | None = None) -> Counter[tuple[str, str, str]]:
    """Count the assertions behind each statement, of any status or of one.

    Returns
    -------
    collections.Counter
        By the IRI of the subject, the local name of the relation, and the IRI of the object.
    """
    wanted = None if status is None else Text(status)
    parts: dict[object, list[str]] = {q.subject: ["", "", ""] for q in store.quads(None, t.bg("status"), wanted)}
    for place, predicate in enumerate((t.RDF_SUBJECT, t.RDF_PREDICATE, t.RDF_OBJECT)):
        for quad in store.quads(None, predicate):
            if quad.subject in parts and isinstance(quad.object, NamedNode):
                value = quad.object.value
                parts[quad.subject][place] = local_name(value) if place == 1 else value
    return Counter((s, p, o) for s, p, o in parts.values())
