"""The graph as networkx sees it: plain strings, measures, communities. Loads all relations into memory."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.traverse import relations
from beleidsgraaf.graph.values import CLASSES, RELATIONS, local_name, to_python
from beleidsgraaf.ontology import ENTITY_TYPES, STATUSES
from beleidsgraaf.ontology.vocabulary import REGION_KINDS
from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode

if TYPE_CHECKING:
    import networkx as nx

# A statement counts once for each document that makes it; outside the union, or the engine might count it once.
_PREFERRED: Final = (
    "SELECT ?s ?name (COUNT(*) AS ?n) { { ?s skos:prefLabel ?name } UNION { GRAPH ?g { ?s skos:prefLabel ?name } } }"
    " GROUP BY ?s ?name"
)
_OFFICIAL: Final = f"SELECT DISTINCT ?s ?name {{ GRAPH {t.REGISTERS_GRAPH} {{ ?s skos:prefLabel ?name }} }}"
_MENTIONS: Final = "SELECT ?e (COUNT(DISTINCT ?m) AS ?n) { ?m bg:refersTo ?e } GROUP BY ?e"

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

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    described = _entities(store)
    facts = statements(store, relations(predicate))
    for s, _, o in facts:
        for iri in (s, o):
            described.setdefault(iri, {"label": local_name(iri), "type": "", "kind": "", "mentions": 0})
    proofs = asserted(store, "stated")
    graph.add_nodes_from(sorted(described.items()))
    for s, p, o in sorted(facts):
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


def statements(store: Store, predicates: Iterable[NamedNode]) -> set[tuple[str, str, str]]:
    """Return what holds between entities: IRI, local name of the relation, IRI.

    Parameters
    ----------
    store : Store
    predicates : iterable of NamedNode
    """
    kinds = " ".join(map(str, predicates))
    rows = store.select(
        f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?p {{ {kinds} }} ?s ?p ?o FILTER (ISIRI(?s) && ISIRI(?o)) }}"
    )
    return {(str(to_python(s)), local_name(str(to_python(p))), str(to_python(o))) for s, p, o in rows}


def asserted(store: Store, status: str | None = None) -> Counter[tuple[str, str, str]]:
    """Count the assertions behind each statement, of any status or of one.

    Parameters
    ----------
    store : Store
    status : str, optional
        One of `beleidsgraaf.ontology.STATUSES`.

    Returns
    -------
    collections.Counter
        By the IRI of the subject, the local name of the relation, and the IRI of the object.
    """
    wanted = "?any" if status is None else str(Text(status))
    rows = store.select(
        f"SELECT ?s ?p ?o (COUNT(DISTINCT ?a) AS ?n) {{ ?a bg:status {wanted} ; rdf:subject ?s ; rdf:predicate ?p ;"
        " rdf:object ?o } GROUP BY ?s ?p ?o"
    )
    count: Counter[tuple[str, str, str]] = Counter()
    for s, p, o, n in rows:
        count[str(to_python(s)), local_name(str(to_python(p))), str(to_python(o))] += to_python(n)
    return count


def labels(store: Store) -> dict[NamedNode, str]:
    """Return the label of everything that has one, as `Entity.label` chooses it.

    Parameters
    ----------
    store : Store
    """
    official = {s: str(to_python(name)) for s, name in store.select(_OFFICIAL) if isinstance(s, NamedNode)}
    count: dict[NamedNode, list[tuple[int, str]]] = {}
    for s, name, n in store.select(_PREFERRED):
        if isinstance(s, NamedNode):
            count.setdefault(s, []).append((-to_python(n), str(to_python(name))))
    return {s: official.get(s) or min(found)[1] for s, found in count.items()}


def stats(store: Store) -> dict[str, Any]:
    """Count what a store holds; see `beleidsgraaf.graph.policy_graph.PolicyGraph.stats`.

    Parameters
    ----------
    store : Store
    """

    def count(sparql: str) -> dict[str, int]:
        return {local_name(str(to_python(key))): to_python(n) for key, n in store.select(sparql)}

    classes, kinds = (" ".join(map(str, nodes)) for nodes in (CLASSES.values(), RELATIONS.values()))
    named = count(
        f"SELECT ?c (COUNT(DISTINCT ?e) AS ?n) {{ VALUES ?c {{ {classes} }} ?e a ?c "
        "{ SELECT DISTINCT ?e { ?m bg:refersTo ?e } } } GROUP BY ?c"
    )
    made = count("SELECT ?c (COUNT(DISTINCT ?x) AS ?n) { VALUES ?c { bg:Document bg:Mention } ?x a ?c } GROUP BY ?c")
    related = count(
        f"SELECT ?p (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{ VALUES ?p {{ {kinds} }} ?s ?p ?o }} }} GROUP BY ?p"
    )
    said = count("SELECT ?status (COUNT(DISTINCT ?a) AS ?n) { ?a bg:status ?status } GROUP BY ?status")
    by_type = {name: named[name] for name in ENTITY_TYPES if name in named}
    return {
        "documents": made.get("Document", 0),
        "entities": sum(by_type.values()),
        "mentions": made.get("Mention", 0),
        "relations": sum(related.values()),
        "assertions": sum(said.values()),
        "statements": len(store),
        "entities_by_type": by_type,
        "relations_by_predicate": {name: related[name] for name in RELATIONS if name in related},
        "assertions_by_status": {name: said[name] for name in STATUSES if name in said},
    }


def _entities(store: Store) -> dict[str, dict[str, str | int]]:
    """Return what is said of every entity, from a few queries instead of many look-ups."""
    named = labels(store)
    mentions = {e: to_python(n) for e, n in store.select(_MENTIONS)}
    found: dict[str, dict[str, str | int]] = {}
    for name, node in CLASSES.items():
        for (e,) in store.select(f"SELECT DISTINCT ?e {{ ?e a {node} }}"):
            if isinstance(e, NamedNode):
                facts: dict[str, str | int] = {
                    "label": named.get(e) or local_name(e.value),
                    "type": "",
                    "kind": "",
                    "mentions": mentions.get(e, 0),
                }
                found.setdefault(e.value, facts)["kind" if name in REGION_KINDS else "type"] = name
    return found
