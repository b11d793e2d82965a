"""Walking the graph where it lies: neighbours, shortest paths.

Every step looks up the relations of one entity by index, so that the cost depends on what is walked and not on the
size of the graph. Only relations between entities are followed, never mentions, assertions or labels.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Final, TypeAlias

from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.values import RELATIONS, relation_name
from pyoxigraph import Literal, NamedNode, Quad

Edge: TypeAlias = tuple[NamedNode, NamedNode, NamedNode]
Walk: TypeAlias = tuple[NamedNode, ...]

_ALL: Final = tuple(RELATIONS.values())
_CHUNK: Final = 64
_PAIRS: Final = 1000  # at some 10 microseconds each
_BUDGET: Final = 3_000  # statements that a search with a limit reads
_LOOK_UP: Final = 80  # statements that could be read in the time of looking up where those of an entity stand
_LEAST: Final = 50  # of which for each entity


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


def outgoing(store: Store, node: NamedNode, predicates: Collection[NamedNode], most: int) -> list[Quad]:
    """Return the quads that relate an entity to others as their subject, so many at most.

    Parameters
    ----------
    store : Store
    node : NamedNode
    predicates : collection of NamedNode
        Those that relate.
    most : int
    """
    if store.has_nameless:
        found = (q for p in predicates for q in store.quads(node, p))
        return list(islice(found, most))
    pattern = f"{_values('p', predicates)} GRAPH ?g {{ {node} ?p ?o }}"
    rows = store.select(f"SELECT ?g ?p ?o {{ {pattern} }} LIMIT {most}")
    return [
        Quad(node, p, o, g)
        for g, p, o in rows
        if isinstance(g, NamedNode) and isinstance(p, NamedNode) and o is not None
    ]


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
    found = []
    for s, o in ((a, b),) if a == b else ((a, b), (b, a)):
        if next(store.quads(s, None, o), None) is not None:
            # The properties only, for a thousand documents may say the same.
            for (p,) in store.select(f"SELECT DISTINCT ?p {{ {s} ?p {o} }}"):
                if isinstance(p, NamedNode) and p in predicates:
                    found.append((s, p, o))
    return sorted(found, key=lambda edge: (_ALL.index(edge[1]), edge[0].value))


def _weighed(
    store: Store, node: NamedNode, follow: Collection[NamedNode], most: int | None
) -> Iterator[tuple[NamedNode, int]]:
    """Yield what an entity is related to, with the number of documents that say so; registers count as one."""
    kinds = _values("p", follow)
    some = "" if most is None else f" LIMIT {most}"
    for pattern in (f"{node} ?p ?other", f"?other ?p {node}"):
        inner = pattern if store.has_nameless else f"GRAPH ?g {{ {pattern} }}"
        found = f"SELECT ?other {{ {kinds} {inner} }}{some}"
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
