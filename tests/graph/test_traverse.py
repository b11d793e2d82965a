"""Walking random graphs gives what networkx finds in them."""

import networkx as nx
import pytest
from beleidsgraaf.graph import traverse
from beleidsgraaf.graph.store import Store, open_store
from beleidsgraaf.graph.traverse import between, edges, neighbours, shortest_paths
from beleidsgraaf.graph.values import RELATIONS
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

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


def undirected(found: list[Edge]) -> "nx.Graph[int]":
    net: nx.Graph[int] = nx.Graph()
    net.add_nodes_from(range(10))
    net.add_edges_from((s, o) for s, _, o, _ in found if s != o)
    return net


@given(graphs, st.integers(0, 3))
def test_neighbours(found: list[Edge], depth: int) -> None:
    expected = nx.single_source_shortest_path_length(undirected(found), 0, cutoff=depth)
    reached = neighbours(stored(found), node(0), depth)
    assert {number(n): d for n, d in reached.items()} == {n: d for n, d in expected.items() if n != 0}
    assert list(reached.values()) == sorted(reached.values())


@given(graphs, st.integers(0, 3), st.integers(1, 12))
def test_a_limit_keeps_the_nearest_with_most_evidence(found: list[Edge], depth: int, limit: int) -> None:
    store = stored(found)
    whole, some = list(neighbours(store, node(0), depth).items()), list(neighbours(store, node(0), depth, None, limit))
    assert some == [n for n, _ in whole[:limit]]
    first = [n for n, d in whole if d == 1]
    documents = [len({(s, p, o, g) for s, p, o, g in found if {s, o} == {0, number(n)}}) for n in first]
    assert documents == sorted(documents, reverse=True)


def test_a_search_with_a_limit_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traverse, "_BUDGET", 500)
    monkeypatch.setattr(traverse, "_LEAST", 5)
    ring: list[Edge] = [(0, "funds", n, 0) for n in range(1, 40)] + [(n, "funds", 1000 + n, 0) for n in range(1, 40)]
    store = stored([*ring, *((0, "funds", 7, g) for g in range(1, 3))])
    reached = neighbours(store, node(0), 2, None, 100)
    assert sum(d == 1 for d in reached.values()) == 39
    assert next(iter(reached)) == node(7)
    assert 0 < sum(d == 2 for d in reached.values()) < 39
    assert node(1007) in reached
    assert len(neighbours(store, node(0), 2)) == 78


@pytest.mark.parametrize("pairs", [0, 1000])
@given(found=graphs)
def test_shortest_paths(pairs: int, found: list[Edge]) -> None:
    net, store = undirected(found), stored(found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(traverse, "_PAIRS", pairs)  # by looking pairs up, and by growing until the sides meet
        patch.setattr(traverse, "_CHUNK", 2)
        walks = [tuple(map(number, w)) for w in shortest_paths(store, node(0), node(9), 9, limit=10_000)]
    expected = {tuple(w) for w in nx.all_shortest_paths(net, 0, 9)} if nx.has_path(net, 0, 9) else set()
    assert set(walks) == expected
    assert len(walks) == len(set(walks))


@given(graphs, st.integers(1, 4))
def test_paths_are_not_too_long(found: list[Edge], length: int) -> None:
    walks = shortest_paths(stored(found), node(0), node(9), length, limit=1)
    net = undirected(found)
    near = nx.has_path(net, 0, 9) and nx.shortest_path_length(net, 0, 9) <= length
    assert [len(w) - 1 for w in walks] == ([nx.shortest_path_length(net, 0, 9)] if near else [])


@given(graphs)
def test_edges_come_once(found: list[Edge]) -> None:
    walked = [(number(s), p, number(o)) for s, p, o in edges(stored(found), node(0))]
    expected = {(s, RELATIONS[p], o) for s, p, o, _ in found if 0 in (s, o)}
    assert len(walked) == len(expected)
    assert set(walked) == expected


@given(graphs)
def test_only_these_relations(found: list[Edge]) -> None:
    only = [e for e in found if e[1] == "funds"]
    assert neighbours(stored(found), node(0), 9, "funds") == neighbours(stored(only), node(0), 9)
    assert shortest_paths(stored(found), node(0), node(9), 9, "funds") == shortest_paths(
        stored(only), node(0), node(9), 9
    )


def test_between_is_in_a_fixed_order() -> None:
    store = stored([(0, "supports", 1, 0), (1, "funds", 0, 0), (0, "funds", 1, 1), (0, "funds", 1, 2)])
    names = [(number(s), p.value.rpartition("#")[2]) for s, p, _ in between(store, node(0), node(1))]
    assert names == [(0, "funds"), (1, "funds"), (0, "supports")]
