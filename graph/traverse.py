"""Walking the graph where it lies: neighbours, shortest paths, the part around an entity.

Every step looks up the relations of one entity by index, so that the cost depends on what is walked and not on the
size of the graph. Only relations between entities are followed, never mentions, assertions or labels.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Final, TypeAlias

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.values import RELATIONS, relation_name
from pyoxigraph import NamedNode, Quad

Edge: TypeAlias = tuple[NamedNode, NamedNode, NamedNode]
Walk: TypeAlias = tuple[NamedNode, ...]

_ALL: Final = tuple(RELATIONS.values())
_REFERS_TO: Final = t.bg("refersTo")
_DESCRIBING: Final = (t.RDF_TYPE, t.PREF_LABEL, t.ALT_LABEL, t.IDENTIFIER, t.EXACT_MATCH, t.RELATED_MATCH)
_DOCUMENT_RELATIONS: Final = {t.bg(name) for name in ("askedBy", "addressedTo", "answeredBy")}


def relations(predicate: str | Iterable[str] | None) -> tuple[NamedNode, ...]:
    """Return the properties to follow: all, one, or some.

    Raises
    ------
    ValueError
        If one is no relation between entities.

    Examples
    --------
    >>> [p.value.rpartition("#")[2] for p in relations(["funds", "partOf"])]
    ['funds', 'partOf']
    """
    if predicate is None:
        return _ALL
    names = [predicate] if isinstance(predicate, str) else list(predicate)
    return tuple(RELATIONS[relation_name(name)] for name in names)


def edges(store: Store, node: NamedNode, predicates: Collection[NamedNode] = _ALL) -> Iterator[Edge]:
    """Yield the statements that an entity is the subject or object of, each once.

    Parameters
    ----------
    store : Store
    node : NamedNode
    predicates : collection of NamedNode
        Those to follow.
    """
    for p in predicates:
        seen: set[NamedNode] = set()  # a statement stands in the graph of every document that makes it
        for quad in store.quads(node, p):
            o = quad.object
            if isinstance(o, NamedNode) and o not in seen:
                seen.add(o)
                yield node, p, o
        seen.clear()
        for quad in store.quads(None, p, node):
            s = quad.subject
            if isinstance(s, NamedNode) and s not in seen and s != node:
                seen.add(s)
                yield s, p, node


def neighbours(
    store: Store, start: NamedNode, depth: int = 1, predicate: str | Iterable[str] | None = None
) -> dict[NamedNode, int]:
    """Return what lies within a number of steps, nearest first and then by IRI, with the number of steps.

    Parameters
    ----------
    store : Store
    start : NamedNode
        Not among the results.
    depth : int
        Steps at most.
    predicate : str or iterable of str, optional
        Follow only these relations.
    """
    follow = relations(predicate)
    reached, frontier = {start: 0}, [start]
    for distance in range(1, depth + 1):
        found = {_other(edge, n) for n in frontier for edge in edges(store, n, follow)} - reached.keys()
        frontier = sorted(found, key=_value)
        reached.update(dict.fromkeys(frontier, distance))
        if not frontier:
            break
    del reached[start]
    return reached


def shortest_paths(
    store: Store,
    a: NamedNode,
    b: NamedNode,
    max_length: int = 6,
    predicate: str | Iterable[str] | None = None,
    limit: int = 10,
) -> list[Walk]:
    """Return the shortest ways between two entities, whatever the direction of the relations.

    The search grows from both ends, the smaller side first, and stops where they meet.

    Parameters
    ----------
    store : Store
    a, b : NamedNode
    max_length : int
        Steps at most.
    predicate : str or iterable of str, optional
        Follow only these relations.
    limit : int
        Ways at most.

    Returns
    -------
    list of tuple of NamedNode
        Each from `a` to `b`; all of one length. Empty where there is none.
    """
    if a == b:
        return [(a,)]
    follow = relations(predicate)
    sides = (_Side(a), _Side(b))
    for _ in range(max_length):
        near, far = sorted(sides, key=lambda side: len(side.frontier))
        near.grow(store, follow)
        if not near.frontier:
            return []
        if meeting := near.steps.keys() & far.steps.keys():
            walks = (
                (*reversed(left), *right[1:])
                for node in sorted(meeting, key=_value)
                for left in sides[0].back(node)
                for right in sides[1].back(node)
            )
            # There may be a great many; which come first depends on the graph alone, not on the store.
            return sorted(islice(walks, limit), key=lambda walk: [n.value for n in walk])
    return []


class _Side:
    """One half of a search from both ends."""

    def __init__(self, start: NamedNode) -> None:
        self.steps = {start: 0}
        self.parents: dict[NamedNode, list[NamedNode]] = {start: []}
        self.frontier = [start]

    def grow(self, store: Store, follow: Collection[NamedNode]) -> None:
        """Take one step; nodes of the last layer may have several parents, those of earlier ones get no more."""
        layer: dict[NamedNode, list[NamedNode]] = {}
        for node in self.frontier:
            for other in dict.fromkeys(_other(edge, node) for edge in edges(store, node, follow)):
                if other not in self.steps:
                    layer.setdefault(other, []).append(node)
        distance = self.steps[self.frontier[0]] + 1 if self.frontier else 0
        self.parents.update(layer)
        self.steps.update(dict.fromkeys(layer, distance))
        self.frontier = sorted(layer, key=_value)

    def back(self, node: NamedNode) -> Iterator[Walk]:
        """Yield the ways from a node back to the start."""
        if not self.parents[node]:
            yield (node,)
        for parent in self.parents[node]:
            for rest in self.back(parent):
                yield (node, *rest)


def between(store: Store, a: NamedNode, b: NamedNode, predicates: Collection[NamedNode] = _ALL) -> list[Edge]:
    """Return the statements that link two entities directly, in either direction."""
    pairs = ((a, b),) if a == b else ((a, b), (b, a))
    return [(s, p, o) for p in predicates for s, o in pairs if next(store.quads(s, p, o), None) is not None]


def part_around(
    store: Store, focuses: Collection[NamedNode], depth: int = 1, predicate: str | Iterable[str] | None = None
) -> Iterator[Quad]:
    """Yield the quads of the part of a graph around some entities, each in its own graph.

    The relations among all entities within reach, the assertions that prove them, and what the documents of these
    assertions and the registers say about the entities: names, types, identifiers, mentions. An entity in the middle
    that no document relates to anything brings the documents that mention it.

    Parameters
    ----------
    store : Store
    focuses : collection of NamedNode
        The entities in the middle.
    depth : int
        Steps from them.
    predicate : str or iterable of str, optional
        Follow only these relations.
    """
    follow = relations(predicate)
    nodes = set(focuses)
    for focus in focuses:
        nodes.update(neighbours(store, focus, depth, predicate))
    documents: set[NamedNode] = set()
    for node in sorted(nodes, key=_value):
        for p in follow:
            for quad in store.quads(node, p):
                if quad.object in nodes:
                    yield quad
                    if isinstance(quad.graph_name, NamedNode):
                        documents.add(quad.graph_name)
    documents.discard(t.REGISTERS_GRAPH)
    if not documents:
        for focus in focuses:
            found = (q.graph_name for q in store.quads(None, _REFERS_TO, focus))
            documents.update(g for g in found if isinstance(g, NamedNode))
    for node in sorted(nodes, key=_value):
        for p in _DESCRIBING:
            yield from store.quads(node, p, None, t.REGISTERS_GRAPH)
    for document in sorted(documents, key=_value):
        yield from _about(store, document, nodes)


def _about(store: Store, document: NamedNode, nodes: Collection[NamedNode]) -> Iterator[Quad]:
    """Yield what a document says of itself and of some entities."""
    for quad in store.quads(document, None, None, document):
        if quad.predicate not in _DOCUMENT_RELATIONS or quad.object in nodes:
            yield quad
    named: dict[NamedNode, None] = {}
    for quad in store.quads(None, _REFERS_TO, None, document):
        if isinstance(quad.object, NamedNode) and quad.object in nodes:
            named[quad.object] = None
            yield from store.quads(quad.subject, None, None, document)
    for quad in store.quads(None, t.RDF_SUBJECT, None, document):
        if quad.object in nodes:
            assertion = list(store.quads(quad.subject, None, None, document))
            if any(q.predicate == t.RDF_OBJECT and q.object in nodes for q in assertion):
                yield from assertion
    for node in named:
        for p in _DESCRIBING:
            yield from store.quads(node, p, None, document)


def _other(edge: Edge, node: NamedNode) -> NamedNode:
    return edge[2] if edge[0] == node else edge[0]


def _value(node: NamedNode) -> str:
    return node.value
