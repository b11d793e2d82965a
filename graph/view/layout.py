"""Where every node stands: computed here once, so that the browser need not shake it out.

The same graph always gives the same picture, in whatever order its nodes come. Distances in the picture follow
distances in the graph (stress majorisation); what belongs together (communities found by Louvain's method) stands
together; no label lies on another at zoom 1.

Large graphs are laid out in two steps: the communities among themselves, then each on its own ground.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

import networkx as nx
import numpy as np
import numpy.typing as npt
from beleidsgraaf.graph.view import boxes, labels, stress
from beleidsgraaf.graph.view.model import ViewModel
from beleidsgraaf.ontology import ENTITY_TYPES

Array = npt.NDArray[np.float64]

WHOLE: Final = 700
"""Nodes that are laid out together at most; more are divided by community."""
FAINT: Final = 0.6
"""How much a relation draws together that only a register knows, next to 1.7 for one that a sentence states."""
_CROWD: Final = 12
"""A sentence that names more entities than this does not bring them together."""


_SCREEN: Final = 750.0
"""Width on the screen of a whole picture, in pixels: a wider one is seen from afar."""
_ROOMIEST: Final = 12.0
"""How far away a picture is seen at most when room is kept for names, as a divisor of its zoom."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a node stands and how it is drawn.

    Attributes
    ----------
    x, y : float
        Middle of its shape in pixels at zoom 1; y grows downwards.
    size : float
        Radius of its shape in pixels.
    lines : tuple of str
        Its label, broken into lines.
    community : int
        From 0, the largest first; -1 for a node without relations.
    """

    x: float
    y: float
    size: float
    lines: tuple[str, ...]
    community: int


def communities(model: ViewModel, seed: int = 0) -> tuple[int, ...]:
    """Return the community of each node, in the order of the model's nodes, as in `Placed`.

    Parameters
    ----------
    model : ViewModel
    seed : int

    Returns
    -------
    tuple of int
    """
    ids = sorted(n.id for n in model.nodes)
    member = _members(_graph(model, ids), seed)
    row = {id: k for k, id in enumerate(ids)}
    return tuple(member.get(row[n.id], -1) for n in model.nodes)


def arrange(
    model: ViewModel,
    seed: int = 0,
    room: Mapping[str, tuple[float, Sequence[str]]] | None = None,
    aside: Set[str] = frozenset(),
) -> tuple[Placed, ...]:
    """Place the nodes of a model.

    Parameters
    ----------
    model : ViewModel
    seed : int
        Another seed gives another, equally good picture.
    room : mapping of str to (float, sequence of str), optional
        By id, the size and label of something else that may stand in the place of a node.
    aside : set of str
        Ids of nodes without relations that stand below all others, whatever they are named with: first those that
        something else may stand for.

    Returns
    -------
    tuple of Placed
        One for each node, in the order of the model's nodes.

    Examples
    --------
    >>> from beleidsgraaf.graph.view.model import ViewEdge, ViewNode
    >>> model = ViewModel((ViewNode("urn:a", "Assen", "Region"), ViewNode("urn:b", "Drenthe", "Region")),
    ...                   (ViewEdge("urn:a", "partOf", "urn:b"),))
    >>> a, b = arrange(model)
    >>> a.community == b.community
    True
    >>> arrange(model) == (a, b)
    True
    """
    order = sorted(range(len(model.nodes)), key=lambda i: model.nodes[i].id)
    nodes = [model.nodes[i] for i in order]
    graph = _graph(model, [n.id for n in nodes], aside)
    weights = model.weights()
    sizes = [size_of(weights[n.id]) for n in nodes]
    lines = [labels.wrap(n.label) for n in nodes]
    extents = boxes.extents(sizes, lines)
    for k, n in enumerate(nodes):
        if room and n.id in room:
            size, text = room[n.id]
            extents[k] = np.maximum(extents[k], boxes.extents([size], [text])[0])
    noise = np.array([_noise(n.id, seed) for n in nodes]).reshape(-1, 2)
    member = _members(graph, seed)
    types = {name: k for k, name in enumerate((*ENTITY_TYPES, "Document"))}
    rank = {i: (types.get(nodes[i].type, len(types)), nodes[i].label, i) for i in graph}
    firm: nx.Graph[int] = nx.Graph()
    firm.add_nodes_from(graph)
    where = {n.id: i for i, n in enumerate(nodes)}
    firm.add_edges_from((where[e.source], where[e.target]) for e in model.edges if e.source != e.target)
    tied = {i for i in graph if firm.degree(i)} or {i for i in graph if graph.degree(i)}
    front = {where[id] for id in aside if room and id in room}
    positions = _Whole(graph, firm, member, tied, front, extents, noise, rank).arrange()
    placed: list[Placed | None] = [None] * len(nodes)
    for k, i in enumerate(order):
        x, y = positions[k]
        placed[i] = Placed(round(float(x), 1), round(float(y), 1), sizes[k], lines[k], member.get(k, -1))
    return tuple(p for p in placed if p is not None)


def size_of(weight: float) -> float:
    """Return the radius, in pixels, of a node of this weight, as in `ViewModel.weights`.

    Examples
    --------
    >>> size_of(0), size_of(4), size_of(10_000)
    (8.0, 15.0, 34.0)
    """
    return round(min(34.0, 8.0 + 3.5 * math.sqrt(weight)), 1)


def _noise(id: str, seed: int) -> tuple[float, float]:
    """Return two numbers from -1 to 1 that depend on the node alone, so that other nodes do not move it."""
    digest = sha256(f"{seed} {id}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4]) / 2**31 - 1, int.from_bytes(digest[4:8]) / 2**31 - 1


def _graph(model: ViewModel, ids: Sequence[str], aside: Set[str] = frozenset()) -> Any:
    """Return the weighted graph to lay out: relations, and, more loosely, being named in one sentence."""
    number = {id: k for k, id in enumerate(ids)}
    weights: defaultdict[tuple[int, int], float] = defaultdict(float)
    for e in model.edges:
        a, b = sorted((number[e.source], number[e.target]))
        if a != b:
            weights[a, b] += 1 + math.log1p(len(e.evidence)) if e.evidence else FAINT
    for s in model.sentences:
        named = sorted({number[m.node] for m in s.mentions if m.node not in aside})
        if 2 <= len(named) <= _CROWD:
            for k, a in enumerate(named):
                for b in named[k + 1 :]:
                    weights[a, b] += 0.5 / (len(named) - 1)
    graph: Any = nx.Graph()
    graph.add_nodes_from(range(len(ids)))
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in sorted(weights.items()))
    return graph


def _members(graph: Any, seed: int) -> dict[int, int]:
    """Return the number of the community of each node that has ties: none larger than `WHOLE`, the largest first."""
    graph = graph.subgraph([i for i in graph if graph.degree(i) > 0])
    found: list[list[int]] = []
    waiting = [(sorted(graph), 1.0)]
    while waiting:
        ids, resolution = waiting.pop()
        parts = nx.community.louvain_communities(graph.subgraph(ids), resolution=resolution, seed=seed) if ids else []
        for part in parts:
            members = sorted(part)
            if len(members) <= WHOLE:
                found.append(members)
            elif resolution < 100:
                waiting.append((members, resolution * 2))
            else:
                found.extend(members[k : k + WHOLE] for k in range(0, len(members), WHOLE))
    return {i: c for c, ids in enumerate(sorted(found, key=lambda c: (-len(c), c[0]))) for i in ids}


@dataclass(frozen=True, slots=True)
class _Whole:
    """A graph to lay out.

    Attributes
    ----------
    graph : networkx.Graph
        Relations, and looser ties. Nodes are rows of the arrays.
    firm : networkx.Graph
        The relations alone.
    member : dict
        Community of each node that has one.
    tied : set of int
        Nodes that a relation ties to a place. The others, only named somewhere, stand in rows below what they are
        named with: loose among the others they would seem to say something.
    front : set of int
        Nodes that stand before the others in those rows.
    extents : array of shape (n, 4)
    noise : array of shape (n, 2)
    rank : dict
        Order of the nodes that stand in rows: by type, then by name.
    """

    graph: Any
    firm: Any
    member: dict[int, int]
    tied: set[int]
    front: set[int]
    extents: Array
    noise: Array
    rank: dict[int, tuple[int, str, int]]

    def arrange(self) -> Array:
        """Return positions around the origin."""
        # What only a sentence ties together is packed, in a small picture: side by side it takes less room.
        small = len(self.graph) <= WHOLE
        ties = self.firm if small and self.firm.number_of_edges() else self.graph
        components = [c for c in nx.connected_components(ties) if c & self.tied]
        parts = []
        for component in sorted(components, key=lambda c: (-len(c), min(c))):
            ids = sorted(component)
            at = self.component(ids)
            where = {i: k for k, i in enumerate(ids)}
            lines = [(where[u], where[v]) for u, v in self.firm.subgraph(ids).edges] if small else []
            ground = boxes.covered(at, self.extents[ids], np.array(lines, dtype=np.int64).reshape(-1, 2))
            near = frozenset(k for i in ids for k in self.graph[i]) - component
            parts.append(boxes.Part(ids, at, ground, near))
        at = boxes.pack(parts, self.extents)
        placed = [i for part in parts for i in part.ids]
        loose = set(self.graph) - set(placed)
        at = self.below(at, placed, sorted(loose & self.front), roomy=True)
        at = self.below(at, [*placed, *sorted(loose & self.front)], sorted(loose - self.front))
        if not len(at):
            return at
        # In the middle of what is seen at first: what something else stands for comes into sight later.
        seen = [i for i in self.graph if i not in loose or i in self.front or not self.front]
        low, high = (at[seen] - self.extents[seen, :2]), (at[seen] + self.extents[seen, 2:])
        middle: Array = (low.min(axis=0) + high.max(axis=0)) / 2
        return at - middle

    def mass(self, ids: list[int]) -> Array:
        """Return how much nodes count for which way round a picture stands."""
        return np.array([self.firm.degree(i) for i in ids], dtype=np.float64)

    def below(self, at: Array, placed: list[int], loose: list[int], roomy: bool = False) -> Array:
        """Place the loose nodes in rows under the placed ones, of a type from left to right as what they belong to.

        Where they are to be roomy their names fit even when a screen shows the whole.
        """
        if not loose:
            return at
        low, high, left = np.zeros(2), np.zeros(2), {}
        if placed:
            low = (at[placed] - self.extents[placed, :2]).min(axis=0)
            high = (at[placed] + self.extents[placed, 2:]).max(axis=0)
            here = set(placed)
            for i in loose:
                beside = [at[k, 0] for k in self.graph[i] if k in here]
                left[i] = float(np.mean(beside)) if beside else math.inf
        order = sorted(loose, key=lambda i: (self.rank[i][0], left.get(i, 0.0), self.rank[i]))
        wide = float(high[0] - low[0])
        room = min(_ROOMIEST, max(1.0, wide / _SCREEN)) if roomy else 1.0
        rows = boxes.band(self.extents[order] * room, wide)
        taken = float((rows + self.extents[order][:, 2:]).max(axis=0)[0])
        corner = np.array([low[0] + max(0.0, (wide - taken) / 2), high[1] + (boxes.GAP * 5 if placed else 0.0)])
        at = at.copy()
        at[order] = rows + corner
        return at

    def component(self, ids: list[int]) -> Array:
        """Lay out one connected part; rows as in `ids`."""
        if len(ids) <= WHOLE:
            return self.ground(ids, level=True)
        grounds: dict[int, list[int]] = defaultdict(list)
        for i in ids:
            grounds[self.member[i]].append(i)
        keys = sorted(grounds)
        inner: dict[int, Array] = {}
        radius: list[float] = []
        for c in keys:
            part = grounds[c]
            at = self.ground(part, level=False)
            reached = np.vstack((at - self.extents[part, :2], at + self.extents[part, 2:]))
            inner[c] = at - (reached.min(axis=0) + reached.max(axis=0)) / 2
            radius.append(boxes.radius(inner[c], self.extents[part]))
        row = {c: k for k, c in enumerate(keys)}
        sides = np.array(radius)
        lengths: dict[tuple[int, int], float] = {}
        for u, v in self.graph.subgraph(ids).edges:
            a, b = sorted((row[self.member[u]], row[self.member[v]]))
            if a != b:
                lengths[a, b] = sides[a] + sides[b] + stress.STEP
        # A community is known by its hub: that one stays while others come and go.
        hubs = [max(grounds[c], key=lambda i: (self.firm.degree(i), -i)) for c in keys]
        noise = self.noise[hubs]
        middles = stress.mirrored(
            stress.level(stress.place(stress.shortest(len(keys), lengths), noise)), noise, self.mass(hubs)
        )
        middles = boxes.apart(middles, sides + stress.STEP / 2)
        at = np.empty((len(ids), 2))
        where = {i: k for k, i in enumerate(ids)}
        for c, middle in zip(keys, middles, strict=True):
            at[[where[i] for i in grounds[c]]] = inner[c] + middle
        return boxes.separate(at, self.extents[ids])  # the outermost labels of two communities may still touch

    def ground(self, ids: list[int], level: bool) -> Array:
        """Lay out nodes that stand together: those with relations by distance, the others in rows below."""
        firm = [i for i in ids if i in self.tied]
        at = np.zeros((len(self.extents), 2))
        if firm:
            row = {i: k for k, i in enumerate(ids)}
            rows = [row[i] for i in firm]
            distances = _distances(self.graph.subgraph(ids), ids, self.member)[np.ix_(rows, rows)]
            own = stress.place(distances, self.noise[firm])
            own = stress.mirrored(stress.level(own) if level else own, self.noise[firm], self.mass(firm))
            at[firm] = boxes.separate(own, self.extents[firm])
        return self.below(at, firm, [i for i in ids if i not in self.tied])[ids]


def _distances(graph: Any, ids: list[int], member: dict[int, int]) -> Array:
    """Return the ideal distance of every pair, in pixels: relations of hubs and between communities are longer."""
    where = {i: k for k, i in enumerate(ids)}
    across = 1.5 + min(0.7, len(ids) / 400)  # in a small picture communities need less room between them
    lengths: dict[tuple[int, int], float] = {}
    for u, v, weight in graph.edges(data="weight"):
        crowd = max(graph.degree(u), graph.degree(v))
        length = stress.STEP * (1 + 0.25 * math.sqrt(max(0, crowd - 4)))
        if weight < 1:
            length *= 1.5
        if member[u] != member[v]:
            length *= across
        lengths[where[u], where[v]] = length
    return stress.shortest(len(ids), lengths)
