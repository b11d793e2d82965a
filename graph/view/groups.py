"""Groups that open on demand: what is less central in a large graph, by community, and many loose ends, by type.

A closed group stands where its most central member will: that ground is free until it opens, and so is the ground of
all its other members, since the layout is made for all of them together.

Examples
--------
>>> from beleidsgraaf.graph.view.model import ViewEdge
>>> nodes = tuple(ViewNode(f"urn:{i}", f"Dienst {i}", "Organisation") for i in range(9))
>>> edges = tuple(ViewEdge("urn:0", "supports", f"urn:{i}") for i in range(1, 9))
>>> groups = gather(ViewModel(nodes, edges), [0] * 9, limit=4)
>>> [(g.members, g.lines) for g in groups]
[((4, 5, 6, 7, 8), ('Dienst 4', 'Dienst 5', '+ 3'))]
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from beleidsgraaf.graph.view import labels, select
from beleidsgraaf.graph.view.model import ViewModel, ViewNode
from beleidsgraaf.ontology import ENTITY_TYPES

ASIDE = 40
"""Nodes without relations that a picture shows one by one at most: rows of them would hide what it is about."""
NAMED = 2
"""Members that a label names."""
FEW = 4
"""A smaller group joins those of other communities, by type."""


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes that a closed group stands for.

    Attributes
    ----------
    members : tuple of int
        Row numbers in the model's nodes, the most central first; it stands where the first one does.
    lines : tuple of str
        Its label: the most central members, and how many more.
    loose : str or None
        The type of its members, where none of them has relations.
    """

    members: tuple[int, ...]
    lines: tuple[str, ...]
    loose: str | None = None

    @property
    def size(self) -> float:
        """The radius of its shape, in pixels."""
        return 20.0 if self.loose else round(min(30.0, 12.0 + math.sqrt(len(self.members))), 1)


def gather(model: ViewModel, communities: Sequence[int], limit: int = select.MAXIMUM) -> tuple[Group, ...]:
    """Group all but the most central nodes by community, and those without relations, where they are many, by type.

    Parameters
    ----------
    model : ViewModel
    communities : sequence of int
        Of each node, in the order of the model; -1 for none.
    limit : int
        How many nodes stand for themselves.

    Returns
    -------
    tuple of Group
        Communities, the largest first, then by type what belongs to none; no groups where the model is small enough.
    """
    row = {n.id: i for i, n in enumerate(model.nodes)}
    loose = aside(model)
    found: defaultdict[tuple[int, str], list[ViewNode]] = defaultdict(list)
    ranked = select.ranked(model)
    for n in [n for n in ranked if n.id not in loose][limit:]:
        found[communities[row[n.id]], ""].append(n)
    few = [key for key, members in found.items() if len(members) < FEW or key[0] < 0]
    for n in [n for key in few for n in found.pop(key)]:
        found[-1, n.type].append(n)
    order = sorted(found, key=lambda key: (key[0] < 0, -len(found[key]), key))
    groups = [Group(tuple(row[n.id] for n in found[key]), _label(found[key])) for key in order]
    for type in dict.fromkeys((*ENTITY_TYPES, *sorted({n.type for n in model.nodes}))):
        members = [n for n in ranked if n.type == type and n.id in loose]
        if members:
            groups.append(Group(tuple(row[n.id] for n in members), _label(members), type))
    return tuple(groups)


def aside(model: ViewModel) -> frozenset[str]:
    """Return the ids of the nodes without relations, where they are too many to show beside those with relations.

    Parameters
    ----------
    model : ViewModel

    Returns
    -------
    frozenset of str
        Empty where nothing has relations: then they are what the picture is about.
    """
    degrees = model.degrees()
    loose = frozenset(n.id for n in model.nodes if not degrees[n.id])
    return loose if ASIDE < len(loose) < len(model.nodes) else frozenset()


def _label(members: Sequence[ViewNode]) -> tuple[str, ...]:
    named = members[:NAMED] if len(members) > NAMED + 1 else members
    lines = [labels.shortened(labels.clean(n.label)) for n in named]
    return (*lines, f"+ {len(members) - len(named)}") if len(members) > len(named) else tuple(lines)
