"""Positions whose distances in a picture follow those in a graph (stress majorisation), and which way round they stand.

Positions are arrays of shape (n, 2), in pixels, y downwards.
"""

import math
from typing import Final

import numpy as np
import numpy.typing as npt
from beleidsgraaf.graph.view import boxes
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

Array = npt.NDArray[np.float64]

STEP: Final = 84.0
"""Ideal length of a relation within a community, in pixels."""


def shortest(n: int, lengths: dict[tuple[int, int], float]) -> Array:
    """Return the distances between all pairs along the shortest ways.

    Parameters
    ----------
    n : int
        Number of nodes.
    lengths : dict of (int, int) to float
        Length of each edge, in pixels.

    Returns
    -------
    array of shape (n, n)
        What cannot be reached counts as a little more than the farthest.

    Examples
    --------
    >>> shortest(3, {(0, 1): 2.0, (1, 2): 3.0})[0].tolist()
    [0.0, 2.0, 5.0]
    """
    if not lengths:
        return np.full((n, n), STEP) - STEP * np.eye(n)
    rows, columns = np.array(list(lengths)).T
    matrix = csr_array((list(lengths.values()), (rows, columns)), shape=(n, n))
    distances: Array = shortest_path(matrix, directed=False)
    finite = np.isfinite(distances)
    distances[~finite] = distances[finite].max() + STEP
    return distances


def place(distances: Array, noise: Array, rounds: int = 150) -> Array:
    """Return positions whose distances are near the ideal ones: classical scaling, then stress majorisation.

    Parameters
    ----------
    distances : array of shape (n, n)
        Ideal distances, in pixels.
    noise : array of shape (n, 2)
        Between -1 and 1; tells nodes apart that are alike to the graph.
    rounds : int
        Improvements at most.

    Returns
    -------
    array of shape (n, 2)

    Examples
    --------
    >>> chain = shortest(3, {(0, 1): 80.0, (1, 2): 80.0})
    >>> a, b, c = place(chain, np.array([[0.1, 0.2], [-0.3, 0.4], [0.2, -0.1]]))
    >>> bool(np.hypot(*(a - c)) > np.hypot(*(a - b)))
    True
    """
    n = len(distances)
    if n == 1:
        return np.zeros((1, 2))
    weights = np.where(distances > 0, 1 / np.maximum(distances, 1.0) ** 2, 0.0)
    pull, total = weights * distances, weights.sum(axis=1)[:, None]
    at = _scaled(distances, noise) + noise * STEP * 0.4
    before = math.inf
    for turn in range(rounds):
        apart = _apart(at)
        if turn % 10 == 9:
            now = float((weights * (apart - distances) ** 2).sum())
            if before - now < 2e-3 * now:
                break
            before = now
        ratio = np.divide(pull, apart, out=np.zeros_like(apart), where=apart > 1e-9)
        # Each node goes where the others want it; a sum over all of them at once, without solving equations.
        wanted = _times(weights, at) + ratio.sum(axis=1)[:, None] * at - _times(ratio, at)
        at = wanted / total
    return at


def _scaled(distances: Array, noise: Array, rounds: int = 40) -> Array:
    """Return positions by classical scaling: along the two axes in which the squared distances differ most."""
    squares = distances**2
    centred = -0.5 * (squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean())
    axes = noise.copy()
    for _ in range(rounds):
        axes = _times(centred, axes)
        axes[:, 1] -= axes[:, 0] * float(axes[:, 0] @ axes[:, 1]) / max(float(axes[:, 0] @ axes[:, 0]), 1e-12)
        axes /= np.maximum(np.linalg.norm(axes, axis=0), 1e-12)
    axes *= np.sqrt(np.abs((axes * _times(centred, axes)).sum(axis=0)))
    return axes


def _apart(at: Array) -> Array:
    """Return the distance of every pair."""
    x, y = at.T
    distances: Array = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    return distances


def _times(matrix: Array, columns: Array) -> Array:
    """Multiply without the threads of a BLAS: for two columns they cost far more than they bring on a busy machine."""
    product: Array = np.einsum("ij,jk->ik", matrix, columns)
    return product


def level(at: Array) -> Array:
    """Turn a picture so that its longest side lies flat, as screens do, and draw it a little into their shape.

    Parameters
    ----------
    at : array of shape (n, 2)

    Returns
    -------
    array of shape (n, 2)
        Around the origin; which way is left and which is up is left to `mirrored`.

    Examples
    --------
    >>> np.abs(level(np.array([[0.0, 0.0], [0.0, 300.0]]))[0]).round().tolist()
    [122.0, 0.0]
    """
    centred: Array = at - at.mean(axis=0)
    if len(at) < 2:
        return centred
    _, vectors = np.linalg.eigh(centred.T @ centred)
    turned: Array = centred @ vectors[:, ::-1]
    wide, high = np.maximum(turned.max(axis=0) - turned.min(axis=0), STEP)
    stretch = math.sqrt(min(1.5, max(1.0, wide / high / boxes.ASPECT)))
    return turned * (1 / stretch, stretch)


def mirrored(at: Array, noise: Array, mass: Array) -> Array:
    """Choose left and right, up and down: the same after every build, also when some nodes came or went.

    Each node has a side of its own to be on, as good as any other; the heaviest have their way.

    Parameters
    ----------
    at : array of shape (n, 2)
    noise : array of shape (n, 2)
        Between -1 and 1, by node.
    mass : array of shape (n,)

    Returns
    -------
    array of shape (n, 2)
    """
    centred = at - at.mean(axis=0)
    wishes = (centred * noise * mass[:, None]).sum(axis=0)
    mirrored: Array = centred * np.where(wishes < 0, -1.0, 1.0)
    return mirrored
