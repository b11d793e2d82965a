"""Walking the graph where it lies: neighbours, shortest paths, the part around an entity.

Every step looks up the relations of one entity by index, so that the cost depends on what is walked and not on the
size of the graph. Only relations between entities are followed, never mentions, assertions or labels.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Final, TypeAlias

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.values import RELATIONS, relation_name
from pyoxigraph import Literal, NamedNode, Quad

Edge: TypeAlias = tuple[NamedNode, NamedNode, NamedNode]
Walk: TypeAlias = tuple[NamedNode, ...]

_ALL: Final = tuple(RELATIONS.values())
_CHUNK: Final = 64
_PAIRS: Final = 1000  # at some 10 microseconds each
_BUDGET: Final = 5_000  # statements that a search with a limit reads
_LOOK_UP: Final = 80  # statements that could be read in the time of looking up where those of an entity stand
_LEAST: Final = 50  # of which for each entity
_SPARE: Final = 8  # documents looked at beyond those that are wanted, to find some that prove more than one statement
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
    kinds = _values("p", predicates)
    for p, o in store.select(f"SELECT DISTINCT ?p ?o {{ {kinds} {node} ?p ?o }}"):
        if isinstance(p, NamedNode) and isinstance(o, NamedNode):
            yield node, p, o
    for p, s in store.select(f"SELECT DISTINCT ?p ?s {{ {kinds} ?s ?p {node} }}"):
        if isinstance(p, NamedNode) and isinstance(s, NamedNode) and s != node:
            yield s, p, node


def neighbours(
    store: Store,
    start: NamedNode,
    depth: int = 1,
    predicate: str | Iterable[str] | None = None,
    limit: int | None = None,
) -> dict[NamedNode, int]:
    """Return what lies within a number of steps, with the number of steps.

    Parameters
    ----------
    store : Store
    start : NamedNode
        Not among the results.
    depth : int
        Steps at most.
    predicate : str or iterable of str, optional
        Follow only these relations.
    limit : int, optional
        Entities at most; all by default. With a limit the search is short: it reads some thousands of statements,
        or follows some sixty entities, those first that most documents relate to what was reached before.

    Returns
    -------
    dict of NamedNode to int
        Nearest first; of these what most documents relate to what was reached before; then by IRI.
    """
    follow = relations(predicate)
    reached, frontier, unread = {start: 0}, [start], _BUDGET
    for distance in range(1, depth + 1):
        count: Counter[NamedNode] = Counter()
        for place, node in enumerate(frontier):
            most = None if limit is None else max(_LEAST, unread // (len(frontier) - place))
            for other, documents in _weighed(store, node, follow, most):
                count[other] += documents
                unread -= documents
            unread -= _LOOK_UP
            if limit is not None and unread <= 0:  # best first, so that what is left out is what matters least
                break
        frontier = sorted(count.keys() - reached.keys(), key=lambda n: (-count[n], n.value))
        if limit is not None:
            frontier = frontier[: limit + 1 - len(reached)]
        reached.update(dict.fromkeys(frontier, distance))
        if not frontier or (limit is not None and len(reached) > limit):
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

    The search grows from both ends, whichever takes less, and stops where they touch.

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
    left, right = _Side(store, a, follow), _Side(store, b, follow)
    for _ in range(max_length):
        # Looking up the few pairs at the front spares reading all that a ministry has to do with.
        if len(left.frontier) * len(right.frontier) <= _PAIRS:
            joints = [(m, n) for m in left.frontier for n in right.frontier if between(store, m, n, follow)]
            if joints:
                return _walks(left, right, joints, limit)
        if not _grow(left, right):
            return []
        if meeting := left.steps.keys() & right.steps.keys():
            return _walks(left, right, [(n, n) for n in sorted(meeting, key=_value)], limit)
    return []


class _Side:
    """One half of a search from both ends."""

    def __init__(self, store: Store, start: NamedNode, follow: Collection[NamedNode]) -> None:
        self.store, self.follow = store, follow
        self.steps = {start: 0}
        self.parents: dict[NamedNode, list[NamedNode]] = {start: []}
        self.frontier = [start]
        self._begin()

    def _begin(self) -> None:
        self._pending = _steps(self.store, self.frontier, self.follow)
        self._layer: dict[NamedNode, set[NamedNode]] = {}

    def advance(self) -> bool:
        """Take a little of the next step; tell whether it is complete."""
        taken = list(islice(self._pending, _CHUNK))
        for node, other in taken:
            if other not in self.steps:
                self._layer.setdefault(other, set()).add(node)
        if len(taken) == _CHUNK:
            return False
        distance = self.steps[self.frontier[0]] + 1
        self.steps.update(dict.fromkeys(self._layer, distance))
        self.parents.update({n: sorted(parents, key=_value) for n, parents in self._layer.items()})
        self.frontier = sorted(self._layer, key=_value)
        self._begin()
        return True

    def back(self, node: NamedNode) -> Iterator[Walk]:
        """Yield the ways from a node back to the start."""
        if not self.parents[node]:
            yield (node,)
        for parent in self.parents[node]:
            for rest in self.back(parent):
                yield (node, *rest)


def _grow(left: _Side, right: _Side) -> bool:
    """Take one step on the side where it takes less; tell whether it leads anywhere."""
    while True:
        for side in (left, right):
            if side.advance():
                return bool(side.frontier)


def _walks(left: _Side, right: _Side, joints: Iterable[tuple[NamedNode, NamedNode]], limit: int) -> list[Walk]:
    """Return ways through where the sides touch; which come first depends on the graph alone, not on the store."""
    found = (
        (*reversed(start), *(end if m != n else end[1:]))
        for m, n in joints
        for start in left.back(m)
        for end in right.back(n)
    )
    return sorted(islice(found, limit), key=lambda walk: [n.value for n in walk])


def between(store: Store, a: NamedNode, b: NamedNode, predicates: Collection[NamedNode] = _ALL) -> list[Edge]:
    """Return the statements that link two entities directly, in either direction, in a fixed order."""
    pairs = ((a, b),) if a == b else ((a, b), (b, a))
    found = {(s, q.predicate, o) for s, o in pairs for q in store.quads(s, None, o) if q.predicate in predicates}
    return sorted(found, key=lambda edge: (_ALL.index(edge[1]), edge[0].value))


def part_around(
    store: Store,
    focuses: Collection[NamedNode],
    depth: int = 1,
    predicate: str | Iterable[str] | None = None,
    *,
    mentions: bool = True,
    limit: int | None = None,
    evidence: int | None = None,
    most: int | None = None,
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
    mentions : bool
        Whether to bring the mentions, about half of all.
    limit : int, optional
        Entities around each focus at most, as in `neighbours`; all by default.
    evidence : int, optional
        Documents at most for each statement, where possible those that prove others as well, and for each entity
        whose names and mentions they bring; all by default.
    most : int, optional
        Relations at most: those of the entities in the middle first, then those that most documents state; all by
        default.
    """
    follow = relations(predicate)
    nodes = set(focuses)
    for focus in focuses:
        nodes.update(neighbours(store, focus, depth, predicate, limit))
    documents: set[NamedNode] = set()
    among = list(_among(store, nodes, follow, None if evidence is None else evidence + _SPARE))
    if most is not None and len(among) > most:
        among = sorted(among, key=lambda found: _weight(found, focuses))[:most]
        # What is left without a relation is left out, or there would be nothing to say of it.
        ends = {end for found in among for end in (found[0].subject, found[0].object)}
        nodes = {*focuses, *(node for node in nodes if node in ends)}
    for statement in among:
        said = [q for q in statement if q.graph_name != t.REGISTERS_GRAPH]
        yield from (q for q in statement if q.graph_name == t.REGISTERS_GRAPH)
        if evidence is not None and len(said) > evidence:
            said = sorted(said, key=lambda q: (q.graph_name not in documents, str(q.graph_name)))[:evidence]
        yield from said
        documents.update(q.graph_name for q in said if isinstance(q.graph_name, NamedNode))
    if not documents:
        for focus in focuses:
            found = islice(store.quads(None, _REFERS_TO, focus), evidence)
            documents.update(q.graph_name for q in found if isinstance(q.graph_name, NamedNode))
    for node in sorted(nodes, key=_value):
        yield from _description(store, node, t.REGISTERS_GRAPH)
    described: Counter[NamedNode] = Counter()
    for document in sorted(documents, key=_value):
        if evidence is None:
            yield from _about(store, document, nodes, mentions)
        else:
            yield from _proof(store, document, nodes, mentions, described, evidence, focuses)


def _weight(found: list[Quad], focuses: Collection[NamedNode]) -> tuple[bool, int, str]:
    """Return what puts the most telling statement first."""
    quad = found[0]
    return quad.subject not in focuses and quad.object not in focuses, -len(found), str(quad.triple)


def _among(
    store: Store, nodes: Collection[NamedNode], follow: Collection[NamedNode], most: int | None
) -> Iterator[list[Quad]]:
    """Yield the statements among some entities, each as quads of the graphs that make it, of so many at most."""
    enough = max(16, len(nodes))
    for s in sorted(nodes, key=_value):
        found: list[Quad] = []
        for p in follow:
            found += islice(store.quads(s, p), enough + 1 - len(found))
            if len(found) > enough:  # related to much else; looking up each of the others takes less
                found = [q for o in sorted(nodes, key=_value) for q in _pair(store, s, o, follow, most)]
                break
        groups: dict[tuple[NamedNode, object], list[Quad]] = {}
        for quad in found:
            if quad.object in nodes and quad.predicate in follow:
                groups.setdefault((quad.predicate, quad.object), []).append(quad)
        yield from groups.values()


def _pair(store: Store, s: NamedNode, o: NamedNode, follow: Collection[NamedNode], most: int | None) -> Iterable[Quad]:
    """Return the statements from one entity to another."""
    if most is None:
        return store.quads(s, None, o)
    found = list(islice(store.quads(s, None, o), most + 1))
    if len(found) <= most:
        return found
    return [q for p in follow for q in islice(store.quads(s, p, o), most)]


def _about(store: Store, document: NamedNode, nodes: Collection[NamedNode], mentions: bool) -> Iterator[Quad]:
    """Yield what a document says of itself and of some entities."""
    yield from _form(store, document, nodes)
    named: dict[NamedNode, None] = {}
    for quad in store.quads(None, _REFERS_TO, None, document):
        if isinstance(quad.object, NamedNode) and quad.object in nodes:
            named[quad.object] = None
            if mentions:
                yield from store.quads(quad.subject, None, None, document)
    for assertion in _assertions(store, document, nodes):
        yield from assertion
    for node in named:
        yield from _description(store, node, document)


def _proof(
    store: Store,
    document: NamedNode,
    nodes: Collection[NamedNode],
    mentions: bool,
    described: Counter[NamedNode],
    enough: int,
    focuses: Collection[NamedNode],
) -> Iterator[Quad]:
    """Yield what a document says between some entities; of those not described often enough also their mentions."""
    yield from _form(store, document, nodes)
    ends: dict[NamedNode, None] = {}
    for assertion in _assertions(store, document, nodes):
        yield from assertion
        for quad in assertion:
            if quad.predicate in (t.RDF_SUBJECT, t.RDF_OBJECT) and isinstance(quad.object, NamedNode):
                ends[quad.object] = None
    for node in ends or focuses:
        if described[node] < enough:
            described[node] += 1
            yield from _description(store, node, document)
            for quad in store.quads(None, _REFERS_TO, node, document) if mentions else ():
                yield from store.quads(quad.subject, None, None, document)


def _form(store: Store, document: NamedNode, nodes: Collection[NamedNode]) -> Iterator[Quad]:
    for quad in store.quads(document, None, None, document):
        if quad.predicate not in _DOCUMENT_RELATIONS or quad.object in nodes:
            yield quad


def _assertions(store: Store, document: NamedNode, nodes: Collection[NamedNode]) -> Iterator[list[Quad]]:
    for quad in store.quads(None, t.RDF_SUBJECT, None, document):
        if quad.object in nodes:
            assertion = list(store.quads(quad.subject, None, None, document))
            if any(q.predicate == t.RDF_OBJECT and q.object in nodes for q in assertion):
                yield assertion


def _description(store: Store, node: NamedNode, graph: NamedNode) -> Iterator[Quad]:
    return (q for q in store.quads(node, None, None, graph) if q.predicate in _DESCRIBING)


def _weighed(
    store: Store, node: NamedNode, follow: Collection[NamedNode], most: int | None
) -> Iterator[tuple[NamedNode, int]]:
    """Yield what an entity is related to, with the number of documents that say so; registers count as one."""
    kinds = _values("p", follow)
    some = "" if most is None else f" LIMIT {most}"
    for pattern in (f"{node} ?p ?other", f"?other ?p {node}"):
        found = f"SELECT ?other {{ {kinds} GRAPH ?g {{ {pattern} }} }}{some}"
        for other, n in store.select(f"SELECT ?other (COUNT(*) AS ?n) {{ {{ {found} }} }} GROUP BY ?other"):
            if isinstance(other, NamedNode) and isinstance(n, Literal):
                yield other, int(n.value)


def _steps(
    store: Store, nodes: Iterable[NamedNode], follow: Collection[NamedNode]
) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Yield each of some entities with each that it is related to.

    A query for each, for the engine looks up what is written out in a query, but reads every relation there is to
    join it with a list.
    """
    kinds = _values("p", follow)
    for node in nodes:
        for pattern in (f"{node} ?p ?other", f"?other ?p {node}"):
            for (other,) in store.select(f"SELECT DISTINCT ?other {{ {kinds} {pattern} }}"):
                if isinstance(other, NamedNode):
                    yield node, other


def _values(variable: str, nodes: Iterable[NamedNode]) -> str:
    return f"VALUES ?{variable} {{ {' '.join(map(str, nodes))} }}"


def _value(node: NamedNode) -> str:
    return node.value
