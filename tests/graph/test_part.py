"""The part around entities holds what links them and what proves it, and little is read for it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from beleidsgraaf.graph import PolicyGraph
from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.example import example_graph
from beleidsgraaf.graph.part import part_around
from beleidsgraaf.graph.store import Store, open_store
from beleidsgraaf.graph.traverse import neighbours
from beleidsgraaf.graph.values import RELATIONS
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

NAMES = ("funds", "supports", "partOf")
Edge = tuple[int, str, int, int]

graphs = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(NAMES), st.integers(0, 9), st.integers(0, 2)), max_size=25
)


def node(n: int) -> NamedNode:
    return NamedNode(f"urn:n{n}")


def number(n: NamedNode) -> int:
    return int(n.value.removeprefix("urn:n"))


def stored(found: list[Edge]) -> Store:
    store = open_store(None)
    noise = [(node(n), NamedNode("urn:other"), node(9 - n), NamedNode("urn:g0")) for n in range(10)]
    store.extend([Quad(*q) for q in noise])
    store.extend([Quad(node(s), RELATIONS[p], node(o), NamedNode(f"urn:g{g}")) for s, p, o, g in found])
    return store


@given(graphs, st.integers(1, 2))
def test_evidence_is_limited_but_never_missing(found: list[Edge], most: int) -> None:
    store = stored(found)
    whole, part = (list(part_around(store, [node(0)], 2, evidence=n)) for n in (None, most))
    said = {(q.subject, q.predicate, q.object) for q in whole}
    assert said == {(q.subject, q.predicate, q.object) for q in part}
    assert set(part) <= set(whole)
    for s, p, o in said:
        times = [sum((q.subject, q.predicate, q.object) == (s, p, o) for q in quads) for quads in (whole, set(part))]
        assert times[1] == min(times[0], most)


@given(graphs, st.integers(1, 5))
def test_the_most_telling_relations_remain(found: list[Edge], most: int) -> None:
    store = stored(found)
    whole = list(part_around(store, [node(0)], 2))
    part = list(part_around(store, [node(0)], 2, most=most))
    said, kept = ({(q.subject, q.predicate, q.object) for q in quads} for quads in (whole, part))
    assert len(kept) == min(most, len(said))
    own = {x for x in said if node(0) in x}
    assert len(kept & own) == min(most, len(own))


@given(graphs)
def test_part_around_has_all_that_links_its_nodes(found: list[Edge]) -> None:
    store = stored(found)
    within = {0, *map(number, neighbours(store, node(0)))}
    expected = {
        Quad(node(s), RELATIONS[p], node(o), NamedNode(f"urn:g{g}")) for s, p, o, g in found if {s, o} <= within
    }
    assert set(part_around(store, [node(0)])) == expected


@given(graphs)
def test_hubs_are_read_in_part(found: list[Edge]) -> None:
    crowd: list[Edge] = [(0, "funds", n, 0) for n in range(10, 60)]
    store = stored([*found, *crowd])
    part = list(part_around(store, [node(n) for n in range(10)], 0))
    assert {number(q.object) for q in part if isinstance(q.object, NamedNode)} <= set(range(10))
    assert len(part) == len({(s, p, o, g) for s, p, o, g in found})


@given(graphs, st.integers(1, 5))
def test_relations_of_the_middle_come_first(found: list[Edge], most: int) -> None:
    part = list(part_around(stored(found), [node(0)], 2, evidence=1, most=most))
    said = list(dict.fromkeys((q.subject, q.predicate, q.object) for q in part))
    own = [node(0) in x for x in said]
    assert own == sorted(own, reverse=True)


def test_a_long_document_is_not_read_whole() -> None:
    document = NamedNode("urn:g0")
    store = stored([(0, "funds", 1, 0)])
    for n in range(500):
        assertion = NamedNode(f"urn:a{n}")
        for p, o in ((t.RDF_SUBJECT, node(n % 50)), (t.RDF_OBJECT, node(n % 50 + 1)), (t.bg("sentence"), Literal("x"))):
            store.extend([Quad(assertion, p, o, document)])
    reads: list[Quad] = []
    quads = store.quads

    def counted(*pattern: Any, **named: Any) -> Iterator[Quad]:
        for quad in quads(*pattern, **named):
            reads.append(quad)
            yield quad

    store.quads = counted  # type: ignore[method-assign]
    part = set(part_around(store, [node(0)], evidence=1))
    assert {q.subject for q in part if q.predicate == t.RDF_SUBJECT} == {
        NamedNode(f"urn:a{n}") for n in range(0, 500, 50)
    }
    assert len(reads) < 150


@pytest.mark.parametrize("mentions", [True, False])
def test_a_file_of_one_graph_without_a_name(tmp_path: Path, mentions: bool) -> None:
    example_graph().export(tmp_path / "graph.ttl", "ttl")
    with PolicyGraph.open(tmp_path / "graph.ttl", read_only=True) as graph:
        assert graph.store.graphs() == []
        assert [e.label for e in graph.entity("Assen").neighbours()] == [
            "provincie Drenthe",
            "Programma Veilige Buurten",
        ]
        part = graph.subgraph("gemeente Groningen", mentions=mentions)
        assert [e.status for e in part.evidence("gemeente Groningen", "participatesIn")] == []
        assert "provincie Groningen" in [e.label for e in part.entities(registers=True)]
        around = graph.subgraph("PVB", mentions=mentions)
        assert {e.label for e in around.entities(registers=True)} >= {"gemeente Assen", "gemeente Emmen"}
        assert [e.sentence for e in around.evidence("Assen", "participatesIn", "PVB")]
        assert bool(list(around.query("SELECT ?m { ?m a bg:Mention }"))) == mentions
