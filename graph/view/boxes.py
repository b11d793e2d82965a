"""Boxes that must not overlap: a node's shape with its label, and whole parts of a picture.

Positions are arrays of shape (n, 2) in pixels, y downwards; extents are arrays of shape (n, 4): how far a box reaches
to the left, up, right and down of its position.

Examples
--------
>>> both = extents([7.0, 7.0], [("Assen",), ("Drenthe",)])
>>> at = separate(np.zeros((2, 2)) + [[0.0, 0.0], [1.0, 0.5]], both)
>>> bool(overlaps(at, both).any())
False
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from beleidsgraaf.graph.view import labels
from scipy.spatial import cKDTree

Array = npt.NDArray[np.float64]

GAP: Final = 6.0
"""Free room between two boxes, in pixels."""
FILL: Final = 0.55
"""How much of a picture may be covered by boxes before they are moved apart one by one."""
ASPECT: Final = 1.1
"""Width of a picture by its height."""
ROOMY: Final = 1.35
"""How much more than needed a box in a row gets, so that its label still fits when the whole is seen from afar."""
LONG: Final = 2.5
"""How many times as long as a square's the rows of a great many boxes are at most."""
STRIDE: Final = 40.0
"""Length of the pieces in which a line takes ground, in pixels."""
DETAILED: Final = 800
"""Pieces of ground up to which the bays of a part are looked into."""


def extents(sizes: Sequence[float], lines: Sequence[Sequence[str]]) -> Array:
    """Return how far nodes reach around their middle, with the label below the shape.

    Parameters
    ----------
    sizes : sequence of float
        Radii of the shapes, in pixels.
    lines : sequence of sequences of str
        Labels, broken into lines.

    Returns
    -------
    array of shape (n, 4)
        Left, up, right, down; with half the free room around.
    """
    rows = []
    for size, text in zip(sizes, lines, strict=True):
        half = max(size, max(labels.width(line) for line in text) / 2) + GAP / 2
        rows.append((half, size + GAP / 2, half, size + 4 + labels.LINE * len(text) + GAP / 2))
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def overlaps(at: Array, extent: Array) -> npt.NDArray[np.int64]:
    """Return the pairs of boxes that overlap.

    Returns
    -------
    array of shape (k, 2)
        Row numbers, the lower first.
    """
    if len(at) < 2:
        return np.zeros((0, 2), dtype=np.int64)
    # Scaled so that two boxes of the largest size touch at distance 1 in either direction.
    reach = np.array([(extent[:, 0] + extent[:, 2]).max(), (extent[:, 1] + extent[:, 3]).max()])
    pairs = cKDTree(at / reach).query_pairs(1.0, p=np.inf, output_type="ndarray").astype(np.int64)
    across, down = _depths(at, extent, pairs)
    both: npt.NDArray[np.int64] = pairs[(across > 0.01) & (down > 0.01)]
    return both


def separate(at: Array, extent: Array, rounds: int = 20) -> Array:
    """Move boxes apart, each as little as may be, until none overlap.

    Parameters
    ----------
    at : array of shape (n, 2)
    extent : array of shape (n, 4)
    rounds : int
        Pushes before the whole is spread a little; spreading goes on until nothing overlaps.

    Returns
    -------
    array of shape (n, 2)
    """
    at = at.copy()
    if len(at) < 2:
        return at
    # Two boxes at the very same place have no direction to part in: give each row its own hair's breadth.
    at += np.column_stack((np.arange(len(at)), -np.arange(len(at)))) * 1e-6
    area = np.prod(np.maximum((at + extent[:, 2:]).max(axis=0) - (at - extent[:, :2]).min(axis=0), 1.0))
    fill = float(((extent[:, 0] + extent[:, 2]) * (extent[:, 1] + extent[:, 3])).sum() / area)
    at *= max(1.0, math.sqrt(fill / FILL))
    turn = 0
    while len(pairs := overlaps(at, extent)):
        turn += 1
        if turn % rounds == 0:
            at *= 1.04
        across, down = _depths(at, extent, pairs)
        a, b = pairs.T
        middle = at + np.column_stack((extent[:, 2] - extent[:, 0], extent[:, 3] - extent[:, 1])) / 2
        direction = np.where(middle[b] >= middle[a], 1.0, -1.0)
        sideways = across < down
        push = np.zeros((len(pairs), 2))
        push[sideways, 0] = across[sideways] * direction[sideways, 0]
        push[~sideways, 1] = down[~sideways] * direction[~sideways, 1]
        push *= 0.52
        move = np.zeros_like(at)
        np.add.at(move, b, push)
        np.add.at(move, a, -push)
        times = np.maximum(1.0, np.sqrt(np.bincount(pairs.ravel(), minlength=len(at))))
        at += move / times[:, None]
    return at


def _depths(at: Array, extent: Array, pairs: npt.NDArray[np.int64]) -> tuple[Array, Array]:
    """Return how deep the boxes of each pair overlap, sideways and downwards; negative where they do not."""
    low, high = at - extent[:, :2], at + extent[:, 2:]
    a, b = pairs.T
    depth = np.minimum(high[a], high[b]) - np.maximum(low[a], low[b])
    return depth[:, 0], depth[:, 1]


def apart(at: Array, radius: Array) -> Array:
    """Move discs apart until none overlap, then pull them together as far as they go.

    Parameters
    ----------
    at : array of shape (n, 2)
    radius : array of shape (n,)

    Returns
    -------
    array of shape (n, 2)
    """
    square = np.repeat(radius[:, None], 4, axis=1) * 0.92
    return separate(at, square)


def radius(at: Array, extent: Array) -> float:
    """Return the radius of the disc around the origin that holds all boxes."""
    corner = np.maximum(np.abs(at - extent[:, :2]), np.abs(at + extent[:, 2:]))
    return float(np.hypot(corner[:, 0], corner[:, 1]).max())


def band(extent: Array, width: float) -> Array:
    """Place boxes in rows of even columns, in the order given, for nodes that nothing ties to a place.

    Parameters
    ----------
    extent : array of shape (n, 4)
    width : float
        How wide the rows may be at least; many boxes take more, so that the whole does not become a tower.

    Returns
    -------
    array of shape (n, 2)
        With the upper left corner of the whole at the origin and the shapes of a row on one line.

    Examples
    --------
    >>> at = band(extents([7.0] * 4, [("Assen",)] * 4), 100.0)
    >>> bool(at[0, 1] == at[1, 1] < at[2, 1]), bool(at[0, 0] == at[2, 0])
    (True, True)
    """
    wide = ROOMY * float((extent[:, 0] + extent[:, 2]).max())
    high = float((extent[:, 1] + extent[:, 3]).max())
    square = math.sqrt(len(extent) * high / wide * ASPECT)
    columns = min(len(extent), max(1, round(square), min(int(width // wide), round(LONG * square))))
    columns = math.ceil(len(extent) / math.ceil(len(extent) / columns))  # rows of nearly the same length
    step = max(wide, min(width / columns, ROOMY * wide))
    at = np.empty((len(extent), 2))
    top = 0.0
    for start in range(0, len(extent), columns):
        row = slice(start, start + columns)
        up, down = extent[row, 1].max(), extent[row, 3].max()
        at[row, 0] = np.arange(len(extent[row])) * step + step / 2
        at[row, 1] = top + up
        top += ROOMY * (up + down)
    return at


def covered(at: Array, extent: Array, pairs: npt.NDArray[np.int64]) -> Array:
    """Return the ground that a part of a picture takes: the boxes of its nodes, and small ones along its lines.

    Parameters
    ----------
    at : array of shape (n, 2)
    extent : array of shape (n, 4)
    pairs : array of shape (k, 2)
        Rows of the nodes that a line connects.

    Returns
    -------
    array of shape (m, 4)
        Left, top, right, bottom.
    """
    found = [np.hstack((at - extent[:, :2], at + extent[:, 2:]))]
    for a, b in pairs:
        steps = max(1, int(np.hypot(*(at[b] - at[a])) // STRIDE))
        corners = at[a] + np.linspace(0, 1, steps + 1)[:, None] * (at[b] - at[a])
        found.append(np.hstack((np.minimum(corners[:-1], corners[1:]), np.maximum(corners[:-1], corners[1:]))))
    return np.vstack(found)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a picture that is laid out in itself.

    Attributes
    ----------
    ids : list of int
        Its rows.
    at : array of shape (k, 2)
        Positions within the part.
    ground : array of shape (m, 4)
        What it takes, as from `covered`. A small part may stand in a bay of a larger one.
    near : frozenset of int
        Rows of other parts that it would rather stand near to.
    """

    ids: list[int]
    at: Array
    ground: Array
    near: frozenset[int] = frozenset()


def pack(parts: Sequence[Part], extent: Array) -> Array:
    """Place parts beside each other, the largest first, so that the whole fills a screen well.

    Parameters
    ----------
    parts : sequence of Part
    extent : array of shape (n, 4)

    Returns
    -------
    array of shape (n, 2)
        With the upper left corner of the whole at the origin; rows of no part are there too.
    """
    at = np.zeros((len(extent), 2))
    free = GAP * 5
    taken = np.zeros((0, 4))
    placed: set[int] = set()
    for part in parts:
        ids, own, ground = part.ids, part.at, part.ground
        low = (own - extent[ids, :2]).min(axis=0)
        wide, high = (own + extent[ids, 2:]).max(axis=0) - low
        near = sorted(part.near & placed)
        towards = at[near].mean(axis=0) - np.array([wide, high]) / 2 if near else None
        corner = _corner(taken, float(wide) + free, float(high) + free, towards)
        at[ids] = own - low + corner
        placed.update(ids)
        if len(ground) > DETAILED:
            ground = np.array([[*low, low[0] + wide, low[1] + high]])
        taken = np.vstack((taken, ground + np.tile(corner - low, 2) + [0, 0, free, free]))
    return at


def _corner(taken: Array, wide: float, high: float, towards: Array | None) -> Array:
    """Return where the upper left corner of a new rectangle keeps the whole smallest, tried on a grid."""
    if not len(taken):
        return np.zeros(2)
    right, bottom = taken[:, 2].max(), taken[:, 3].max()
    step = max(STRIDE / 2, max(right, bottom) / 60)
    x, y = np.meshgrid(np.append(np.arange(0, right, step), right), np.append(np.arange(0, bottom, step), bottom))
    spots = np.column_stack((x.ravel(), y.ravel()))
    free = np.ones(len(spots), dtype=bool)
    for left, top, end, low in taken:
        free &= (
            (spots[:, 0] >= end - 1e-9)
            | (spots[:, 0] + wide <= left + 1e-9)
            | (spots[:, 1] >= low - 1e-9)
            | (spots[:, 1] + high <= top + 1e-9)
        )
    spots = spots[free]
    across = np.maximum(right, spots[:, 0] + wide) / ASPECT
    down = np.maximum(bottom, spots[:, 1] + high)
    # Of the places that do not make the whole larger, the one nearest to what the part belongs to.
    away = np.hypot(*(spots - ([right, bottom] if towards is None else towards)).T)
    cost = np.maximum(across, down) + 0.02 * (across + down) + 0.01 * away
    best: Array = spots[cost.argmin()]
    return best
