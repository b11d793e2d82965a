"""The colours of the types, as people with a colour vision deficiency see them; shapes differ besides."""

from itertools import combinations

import numpy as np
import pytest
from beleidsgraaf.graph.view import payload
from beleidsgraaf.ontology import ENTITY_TYPES

# Machado, Oliveira and Fernandes (2009), severity 1, in linear light.
SEEN: dict[str, list[list[float]]] = {
    "all": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)


def lab(colour: str, seen: list[list[float]]) -> np.ndarray:
    coded = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    share = TO_XYZ @ np.clip(np.array(seen) @ linear, 0, 1) / WHITE
    x, y, z = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", SEEN)
def test_any_two_types_differ_in_colour(kind: str, scheme: str) -> None:
    colours = payload.shapes()["colours"][scheme]
    seen = {t: lab(colours[t][0], SEEN[kind]) for t in ENTITY_TYPES}
    close = {(a, b): float(np.hypot.reduce(seen[a] - seen[b])) for a, b in combinations(seen, 2)}
    assert min(close.values()) > 13, min(close, key=lambda pair: close[pair])  # some five just noticeable differences


def test_any_two_types_differ_in_shape() -> None:
    shapes, details = payload.shapes()["shapes"], payload.shapes()["details"]
    assert len({(shapes[t], details.get(t)) for t in ENTITY_TYPES}) == len(ENTITY_TYPES)
