"""Which part of a model a picture shows: the surroundings of an entity, or the most central entities.

Examples
--------
>>> nodes = tuple(ViewNode(f"urn:{i}", f"Dienst {i}", "Organisation") for i in range(4))
>>> edges = tuple(ViewEdge(f"urn:{i}", "supports", f"urn:{i + 1}") for i in range(3))
>>> chain = ViewModel(nodes, edges)
>>> [n.label for n in around(chain, "urn:0", 2).nodes]
['Dienst 0', 'Dienst 1', 'Dienst 2']
>>> [n.label for n in central(chain, 2).nodes]
['Dienst 1', 'Dienst 2']
"""

from collections import deque
from collections.abc import Set
from dataclasses import replace

from beleidsgraaf.graph.view.model import ViewEdge, ViewModel, ViewNode

MAXIMUM = 5000
"""Nodes that a picture shows one by one at most."""
WITHIN_REACH = 15_000
"""Nodes that a page holds at most: beyond `MAXIMUM` in groups that open on demand."""


def ranked(model: ViewModel) -> list[ViewNode]:
    """Return the nodes, the most central first: those of most weight, then those named most often.

    Parameters
    ----------
    model : ViewModel

    Returns
    -------
    list of ViewNode
    """
    weights, named = model.weights(), model.mention_counts()
    return sorted(model.nodes, key=lambda n: (-weights[n.id], -named[n.id], n.id))


def around(model: ViewModel, focus: str, depth: int = 1) -> ViewModel:
    """Keep what lies within a number of steps from a node, whatever the direction of the relations.

    Parameters
    ----------
    model : ViewModel
    focus : str
        Id of the node in the middle.
    depth : int
        Steps, at least 0.

    Returns
    -------
    ViewModel
        With the focus and the size of the whole noted in it.

    Raises
    ------
    KeyError
        If the model has no such node.
    """
    neighbours: dict[str, set[str]] = {n.id: set() for n in model.nodes}
    for e in model.edges:
        neighbours[e.source].add(e.target)
        neighbours[e.target].add(e.source)
    if focus not in neighbours:
        raise KeyError(focus)
    reached, queue = {focus: 0}, deque([focus])
    while queue:
        here = queue.popleft()
        if reached[here] < depth:
            for n in sorted(neighbours[here] - reached.keys()):
                reached[n] = reached[here] + 1
                queue.append(n)
    return replace(_keep(model, reached.keys()), focus=focus, depth=depth)


def central(model: ViewModel, limit: int = MAXIMUM) -> ViewModel:
    """Keep the most central nodes: those with most relations, then those named most often.

    Parameters
    ----------
    model : ViewModel
    limit : int
        How many nodes to keep at most.

    Returns
    -------
    ViewModel
        The model itself where it is small enough; else a part, with the size of the whole noted in it.
    """
    if len(model.nodes) <= limit:
        return model
    return _keep(model, {n.id for n in ranked(model)[:limit]})


def without(model: ViewModel, ids: Set[str]) -> ViewModel:
    """Leave out some nodes.

    Parameters
    ----------
    model : ViewModel
    ids : set of str

    Returns
    -------
    ViewModel
        The model itself where nothing is left out; else a part, with the size of the whole noted in it.
    """
    return _keep(model, {n.id for n in model.nodes} - ids) if ids else model


def _keep(model: ViewModel, ids: Set[str]) -> ViewModel:
    """Cut the model to these nodes; documents stay where something left still quotes them."""
    edges: tuple[ViewEdge, ...] = tuple(e for e in model.edges if e.source in ids and e.target in ids)
    sentences = tuple(
        replace(s, mentions=mentions)
        for s in model.sentences
        if (mentions := tuple(m for m in s.mentions if m.node in ids))
    )
    quoted = {s.document for s in sentences} | {v.document for e in edges for v in e.evidence}
    return replace(
        model,
        nodes=tuple(n for n in model.nodes if n.id in ids),
        edges=edges,
        sentences=sentences,
        documents=tuple(
            replace(
                d,
                asked_by=tuple(i for i in d.asked_by if i in ids),
                addressed_to=tuple(i for i in d.addressed_to if i in ids),
                answered_by=tuple(i for i in d.answered_by if i in ids),
            )
            for d in model.documents
            if d.id in quoted
        ),
        total_nodes=model.total_nodes or len(model.nodes),
        total_edges=model.total_edges or len(model.edges),
    )
