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


def grid(extent: Array) -> Array:
    """Place boxes in rows, in the order given, for nodes that nothing ties to a place.

    Parameters
    ----------
    extent : array of shape (n, 4)

    Returns
    -------
    array of shape (n, 2)
    """
    wide, high = (extent[:, 0] + extent[:, 2]).max(), (extent[:, 1] + extent[:, 3]).max()
    columns = max(1, round(math.sqrt(len(extent) * ASPECT * 1.6 * high / wide)))
    index = np.arange(len(extent))
    return np.column_stack((index % columns * wide, index // columns * high)).astype(np.float64)


def pack(parts: Sequence[tuple[list[int], Array]], extent: Array) -> Array:
    """Place parts beside each other, the largest first, so that the whole fills a screen well.

    Parameters
    ----------
    parts : sequence of (list of int, array of shape (k, 2))
        The rows of each part and their positions within it.
    extent : array of shape (n, 4)

    Returns
    -------
    array of shape (n, 2)
        Around the origin.
    """
    at = np.zeros((len(extent), 2))
    free = GAP * 4
    taken = np.zeros((0, 4))  # left, top, right, bottom
    for ids, own in parts:
        low = (own - extent[ids, :2]).min(axis=0)
        wide, high = (own + extent[ids, 2:]).max(axis=0) - low
        corner = _corner(taken, float(wide) + free, float(high) + free)
        at[ids] = own - low + corner
        taken = np.vstack((taken, [[*corner, corner[0] + wide + free, corner[1] + high + free]]))
    if not len(taken):
        return at
    return at - np.array([taken[:, 2].max() - free, taken[:, 3].max() - free]) / 2


def _corner(taken: Array, wide: float, high: float) -> Array:
    """Return where the upper left corner of a new rectangle keeps the whole smallest."""
    if not len(taken):
        return np.zeros(2)
    spots = np.unique(np.vstack((taken[:, (2, 1)], taken[:, (0, 3)])), axis=0)
    clash = (
        (spots[:, None, 0] < taken[None, :, 2] - 1e-9)
        & (spots[:, None, 0] + wide > taken[None, :, 0] + 1e-9)
        & (spots[:, None, 1] < taken[None, :, 3] - 1e-9)
        & (spots[:, None, 1] + high > taken[None, :, 1] + 1e-9)
    ).any(axis=1)
    open_spots = spots[~clash]
    right = np.maximum(taken[:, 2].max(), open_spots[:, 0] + wide)
    bottom = np.maximum(taken[:, 3].max(), open_spots[:, 1] + high)
    cost = np.maximum(right / ASPECT, bottom) + 1e-3 * (right / ASPECT + bottom)
    best: Array = open_spots[cost.argmin()]
    return best
