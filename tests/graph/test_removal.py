"""A graph from which a document was removed is the graph that never had it."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from beleidsgraaf.extract.extraction import DocumentInfo, Entity, Extraction, Mention
from beleidsgraaf.graph import PolicyGraph
from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.example import example_extractions
from beleidsgraaf.ontology.register import register
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

TYPES = {"ministry": "Ministry", "municipality": "Region", "province": "Region"}
KINDS = {"municipality": "Municipality", "province": "Province"}
# Bodies with something in common: towns of two provinces, these provinces, two ministries in a line, what is in one.
KEYS = sorted(
    b.key
    for b in register().bodies.values()
    if (b.kind == "municipality" and b.province in ("pv22", "pv20"))
    or b.tooi.endswith(("/pv22", "/pv20"))
    or b.kind == "ministry"
    or b.kind in ("inspectorate", "agency")
)
mentions = st.lists(st.sampled_from(KEYS), max_size=3)


def extraction(name: str, keys: list[str]) -> Extraction:
    entities, text = [], ""
    for number, key in enumerate(dict.fromkeys(keys)):
        body = register().bodies[key]
        start, text = len(text), f"{text}{body.label}. "
        entities.append(
            Entity(
                f"e{number}", TYPES.get(body.kind, "Organisation"), body.label,
                (Mention(start, start + len(body.label), body.label),), same_as=body.same_as, key=key,
                kind=KINDS.get(body.kind),
            )
        )  # fmt: skip
    return Extraction(DocumentInfo(name), text or "Niets.", tuple(entities))


def built(*extractions: Extraction) -> PolicyGraph:
    graph = PolicyGraph()
    for one in extractions:
        graph.add(one)
    return graph


def content(graph: PolicyGraph) -> set[Quad]:
    return set(graph.store.quads())


@settings(max_examples=25, deadline=None)
@given(mentions, mentions, mentions)
def test_removing_or_replacing_leaves_nothing_behind(a: list[str], b: list[str], c: list[str]) -> None:
    first, second, third = extraction("a.txt", a), extraction("b.txt", b), extraction("c.txt", c)
    graph = built(first, second, third)
    assert graph.remove("b.txt")
    assert content(graph) == content(built(first, third))
    graph.add(extraction("c.txt", b))
    assert content(graph) == content(built(first, extraction("c.txt", b)))
    graph.remove("a.txt")
    graph.remove("c.txt")
    assert content(graph) == set()


@pytest.fixture(params=["folder", "file", "remote"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str | Path]:
    if request.param == "remote":
        server: str = request.getfixturevalue("server")
        return lambda: server
    return lambda: tmp_path / ("store" if request.param == "folder" else "store.trig")


def test_wherever_it_is_kept(where: Callable[[], str | Path]) -> None:
    first, second = example_extractions()
    with PolicyGraph.open(where()) as graph:
        graph.add(first)
        graph.add(second)
        assert graph.remove(second.document.id)
    with PolicyGraph.open(where()) as graph:
        assert content(graph) == content(built(first))
        assert graph.remove(first.document.id)
        assert content(graph) == set()


def test_what_was_added_on_purpose_stays() -> None:
    graph = built(extraction("a.txt", ["gemeente-assen"]))
    graph.add_registers()
    count = len(list(graph.store.quads(graph=t.REGISTERS_GRAPH)))
    graph.remove("a.txt")
    assert len(list(graph.store.quads(graph=t.REGISTERS_GRAPH))) == count


def test_register_facts_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = PolicyGraph()
    asked: list[int] = []
    unknown = graph.store.unknown

    def counted(quads: Iterable[Quad]) -> list[Quad]:
        asked.append(1)
        return unknown(quads)

    monkeypatch.setattr(graph.store, "unknown", counted)
    for number in range(5):
        graph.add(extraction(f"{number}.txt", ["gemeente-assen"]))
    assert len(asked) == 1
    graph.store.remove_graph(t.REGISTERS_GRAPH)  # whatever else changes the store is noticed
    graph.add(extraction("a.txt", ["gemeente-assen"]))
    assert len(asked) == 2
    assert content(graph) == content(built(*(extraction(f"{n}.txt", ["gemeente-assen"]) for n in (0, 1, 2, 3, 4, "a"))))
