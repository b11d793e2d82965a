"""Groups of a large graph that open on demand: what is less central, by community.

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
    """

    members: tuple[int, ...]
    lines: tuple[str, ...]

    @property
    def size(self) -> float:
        """The radius of its shape, in pixels."""
        return round(min(30.0, 12.0 + math.sqrt(len(self.members))), 1)


def gather(model: ViewModel, communities: Sequence[int], limit: int = select.MAXIMUM) -> tuple[Group, ...]:
    """Group all but the most central nodes by community.

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
    found: defaultdict[tuple[int, str], list[ViewNode]] = defaultdict(list)
    for n in select.ranked(model)[limit:]:
        found[communities[row[n.id]], ""].append(n)
    few = [key for key, members in found.items() if len(members) < FEW or key[0] < 0]
    for n in [n for key in few for n in found.pop(key)]:
        found[-1, n.type].append(n)
    order = sorted(found, key=lambda key: (key[0] < 0, -len(found[key]), key))
    return tuple(Group(tuple(row[n.id] for n in found[key]), _label(found[key])) for key in order)


def _label(members: Sequence[ViewNode]) -> tuple[str, ...]:
    named = members[:NAMED] if len(members) > NAMED + 1 else members
    lines = [labels.shortened(labels.clean(n.label)) for n in named]
    return (*lines, f"+ {len(members) - len(named)}") if len(members) > len(named) else tuple(lines)
