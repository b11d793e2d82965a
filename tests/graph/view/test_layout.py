"""Where nodes stand: the same for the same graph, apart, near what they belong to."""

import math
import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from beleidsgraaf.graph.view import boxes
from beleidsgraaf.graph.view.layout import Placed, arrange
from beleidsgraaf.graph.view.model import ViewEdge, ViewEvidence, ViewModel, ViewNode
from beleidsgraaf.ontology import ENTITY_TYPES
from hypothesis import given, settings
from hypothesis import strategies as st


def places(model: ViewModel) -> dict[str, Placed]:
    return dict(zip((n.id for n in model.nodes), arrange(model), strict=True))


def test_order_of_nodes_and_edges_makes_no_difference(dossier: ViewModel) -> None:
    r = random.Random(3)
    shuffled = replace(
        dossier,
        nodes=tuple(r.sample(dossier.nodes, len(dossier.nodes))),
        edges=tuple(r.sample(dossier.edges, len(dossier.edges))),
        sentences=tuple(r.sample(dossier.sentences, len(dossier.sentences))),
    )
    assert places(shuffled) == places(dossier)


def test_another_seed_gives_another_picture(dossier: ViewModel) -> None:
    assert arrange(dossier, 1) != arrange(dossier, 0)


@pytest.mark.parametrize("size", [2, 40, 300, 1200])
def test_no_label_lies_on_another(generated: Callable[[int], ViewModel], size: int) -> None:
    placed = arrange(generated(size))
    at = np.array([(p.x, p.y) for p in placed])
    # Positions are rounded to tenths of a pixel; the gap between boxes is far larger.
    extent = boxes.extents([p.size for p in placed], [p.lines for p in placed]) - 0.2
    assert len(boxes.overlaps(at, extent)) == 0


def test_communities_are_kept_apart(generated: Callable[[int], ViewModel]) -> None:
    model = generated(900)
    placed = places(model)
    inside: list[float] = []
    across: list[float] = []
    for e in model.edges:
        a, b = placed[e.source], placed[e.target]
        (inside if a.community == b.community else across).append(math.hypot(a.x - b.x, a.y - b.y))
    assert np.median(inside) * 2 < np.median(across)


def test_more_relations_make_a_larger_shape(dossier: ViewModel) -> None:
    placed, degrees = places(dossier), dossier.weights()
    for a in placed:
        assert all(placed[a].size >= placed[b].size for b in placed if degrees[a] > degrees[b])


def test_a_node_without_relations_belongs_to_no_community_unless_a_sentence_ties_it(dossier: ViewModel) -> None:
    alone = replace(dossier, sentences=())
    assert {p.community for i, p in places(alone).items() if dossier.degrees()[i] == 0} == {-1}


def test_nodes_without_relations_stand_in_rows_below_by_type(dossier: ViewModel) -> None:
    types = ["Region", "Law", "Person", "Region", "Law", "Person", "Region"]
    loose = [ViewNode(f"urn:los{i}", f"Los {i}", type) for i, type in enumerate(types)]
    model = replace(dossier, nodes=(*dossier.nodes, *loose))
    placed, degrees = places(model), model.degrees()
    below = [n for n in model.nodes if not degrees[n.id]]
    assert min(placed[n.id].y for n in below) > max(placed[i].y for i in placed if degrees[i])
    reading = sorted(below, key=lambda n: (placed[n.id].y, placed[n.id].x))
    order = [ENTITY_TYPES.index(n.type) for n in reading]
    assert order == sorted(order)
    assert len({placed[n.id].y for n in below}) < len(below) / 2


@pytest.mark.parametrize("k", range(0, 45, 9))
def test_a_known_graph_is_not_mirrored_when_it_has_grown(dossier: ViewModel, k: int) -> None:
    new = ViewNode("urn:nieuw", "Nieuwe dienst", "Organisation")
    tie = ViewEdge(new.id, "supports", dossier.nodes[k].id, (ViewEvidence(dossier.documents[0].id, "Zij steunt dit."),))
    before = places(dossier)
    after = places(replace(dossier, nodes=(*dossier.nodes, new), edges=(*dossier.edges, tie)))
    degrees = dossier.degrees()
    ids = [i for i in before if degrees[i]]
    for axis, least in (("x", 0.9), ("y", 0.3)):
        pairs = np.array([[getattr(before[i], axis), getattr(after[i], axis)] for i in ids])
        assert np.corrcoef(pairs.T)[0, 1] > least, axis


def test_an_empty_graph_has_no_places() -> None:
    assert arrange(ViewModel()) == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-300, 300), st.floats(-300, 300), st.floats(5, 40), st.integers(1, 3)),
        min_size=1,
        max_size=40,
    )
)
def test_boxes_are_moved_apart_wherever_they_start(rows: list[tuple[float, float, float, int]]) -> None:
    at = np.array([(x, y) for x, y, _, _ in rows])
    extent = boxes.extents([size for _, _, size, _ in rows], [("Gemeente",) * lines for _, _, _, lines in rows])
    assert len(boxes.overlaps(boxes.separate(at, extent), extent)) == 0


def test_parts_are_packed_without_overlap() -> None:
    extent = boxes.extents([10.0] * 9, [("a",)] * 9)
    parts = []
    for ids in ([0, 1, 2, 3], [4, 5], [6, 7, 8]):
        at = boxes.band(extent[ids], 60.0)
        parts.append(boxes.Part(ids, at, boxes.covered(at, extent[ids], np.array([[0, 1]]))))
    assert len(boxes.overlaps(boxes.pack(parts, extent), extent)) == 0


def test_a_small_part_stands_in_the_bay_of_a_large_one_near_to_what_it_belongs_to() -> None:
    extent = boxes.extents([10.0] * 7, [("a",)] * 7)
    corner = np.array([[0.0, 0.0], [0.0, 200.0], [0.0, 400.0], [200.0, 400.0], [400.0, 400.0]])
    lines = np.array([[0, 1], [1, 2], [2, 3], [3, 4]])
    large = boxes.Part([0, 1, 2, 3, 4], corner, boxes.covered(corner, extent[:5], lines))
    one = np.zeros((1, 2))
    parts = [
        large,
        *(
            boxes.Part([i], one, boxes.covered(one, extent[[i]], lines[:0]), frozenset({k}))
            for i, k in ((5, 0), (6, 4))
        ),
    ]
    at = boxes.pack(parts, extent)
    assert (at[5:] < at[:5].max(axis=0) + 1).all()
    assert np.hypot(*(at[5] - at[0])) < 100 > np.hypot(*(at[6] - at[4]))
