"""The same behaviour in memory, in a folder, in a file of each format and on a server of others."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from beleidsgraaf.graph.store import OxigraphStore, Store, open_store
from beleidsgraaf.graph.terms import PREF_LABEL
from beleidsgraaf.ontology import QueryError, StoreError
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

D = "https://example.org/d/"
KINDS = ("memory", "folder", "trig", "nq", "ttl", "jsonld", "remote")
KEPT = KINDS[1:]
ON_DISK = KINDS[1:-1]


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Path | str | None]:
    def found(kind: str) -> Path | str | None:
        if kind == "remote":
            return str(request.getfixturevalue("server"))
        return {"memory": None, "folder": tmp_path / "store"}.get(kind, tmp_path / f"graph.{kind}")

    return found


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, place: Callable[[str], Path | str | None]) -> Iterator[Store]:
    with open_store(place(request.param)) as opened:
        yield opened


def quad(s: str, p: str, o: str | Literal, graph: str) -> Quad:
    value = NamedNode(D + o) if isinstance(o, str) else o
    return Quad(NamedNode(D + s), NamedNode(D + p), value, NamedNode(D + graph))


def named(n: int, graph: str = "een") -> list[Quad]:
    return [quad(f"s{i}", "p", Literal(f'naam "{i}"\n\\ é', language="nl"), graph) for i in range(n)]


def test_replacing_a_graph_is_idempotent_and_leaves_others(store: Store) -> None:
    store.replace_graph(D + "een", named(3))
    store.replace_graph(D + "twee", named(2, "twee"))
    store.replace_graph(D + "een", named(3))
    assert (len(store), store.graphs()) == (5, [D + "een", D + "twee"])
    store.replace_graph(D + "een", named(1))
    assert set(store.quads()) == set(named(1) + named(2, "twee"))


def test_replacing_adds_to_other_graphs(store: Store) -> None:
    store.replace_graph(D + "registers", named(1, "registers"))
    store.replace_graph(D + "een", [*named(2), quad("x", "p", "y", "registers")])
    assert len(list(store.quads(graph=NamedNode(D + "registers")))) == 2


def test_replacing_by_nothing_removes(store: Store) -> None:
    store.replace_graph(D + "een", named(3))
    store.replace_graph(D + "een", [])
    assert (len(store), store.graphs()) == (0, [])


def test_removing_tells_whether_there_was_one(store: Store) -> None:
    store.replace_graph(D + "een", named(3))
    assert store.remove_graph(D + "een")
    assert not store.remove_graph(D + "een")
    assert len(store) == 0


def test_what_other_graphs_lose_goes_with_it(store: Store) -> None:
    store.replace_graph(D + "een", [*named(2), quad("x", "p", "y", "registers"), quad("x", "p", "z", "registers")])
    store.replace_graph(D + "een", named(1), [quad("x", "p", "y", "registers"), quad("x", "p", "niet", "registers")])
    assert set(store.quads()) == {*named(1), quad("x", "p", "z", "registers")}
    assert not store.remove_graph(D + "twee", [quad("x", "p", "z", "registers")])
    assert store.remove_graph(D + "een", [quad("x", "p", "z", "registers")])
    assert len(store) == 0


def test_values_held_elsewhere(store: Store) -> None:
    p, a, b = NamedNode(D + "p"), Literal("a"), Literal("b")
    store.replace_graph(D + "een", [quad("x", "p", a, "een"), quad("x", "p", b, "een")])
    store.replace_graph(D + "twee", [quad("y", "p", b, "twee"), quad("y", "q", a, "twee")])
    een, twee = NamedNode(D + "een"), NamedNode(D + "twee")
    assert store.held_elsewhere(p, [a, b, Literal("c")], ()) == {a, b}
    assert store.held_elsewhere(p, [a, b, Literal("c")], (een,)) == {b}
    assert store.held_elsewhere(p, [a, b], (een, twee)) == set()


def test_a_failing_replacement_changes_nothing(store: Store) -> None:
    store.replace_graph(D + "een", named(3))
    version = store.version

    def broken() -> Iterator[Quad]:
        yield from named(1)
        raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        store.replace_graph(D + "een", broken())
    assert (len(store), store.version) == (3, version)


def test_quads_belong_in_named_graphs(store: Store) -> None:
    for graph in (DefaultGraph(), BlankNode()):
        with pytest.raises(ValueError, match="named graph"):
            store.replace_graph(D + "een", [Quad(NamedNode(D), NamedNode(D), NamedNode(D), graph)])


def test_the_default_graph_is_the_union(store: Store) -> None:
    store.replace_graph(D + "een", [quad("a", "p", "b", "een")])
    store.replace_graph(D + "twee", [quad("b", "p", "c", "twee")])
    path = f"SELECT ?x {{ <{D}a> <{D}p>/<{D}p> ?x }}"
    assert [row.x for row in store.query(path)] == [D + "c"]
    assert [row[0] for row in store.select(path)] == [NamedNode(D + "c")]
    assert [str(row[0]) for row in store.dataset.query(path)] == [D + "c"]  # type: ignore[index]
    assert len(store.dataset) == 2


def test_from_chooses_graphs(store: Store) -> None:
    store.replace_graph(D + "een", [quad("a", "p", "b", "een")])
    store.replace_graph(D + "twee", [quad("b", "p", "c", "twee")])
    rows = store.query(f"SELECT ?o FROM <{D}twee> {{ ?s ?p ?o }}")
    assert [row.o for row in rows] == [D + "c"]


def test_bindings(store: Store) -> None:
    store.replace_graph(D + "een", named(3))
    rows = list(store.query("SELECT ?s ?o { ?s ?p ?o }", {"s": NamedNode(D + "s1")}))
    assert [row.o for row in rows] == ['naam "1"\n\\ é']


def test_usual_prefixes_need_no_declaration(store: Store) -> None:
    store.replace_graph(D + "een", [Quad(NamedNode(D + "a"), PREF_LABEL, Literal("A"), NamedNode(D + "een"))])
    assert [row.n for row in store.query("SELECT ?n { ?x skos:prefLabel ?n }")] == ["A"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x {\n ?x ?y }", "SPARQL, line 2, column"),
        ("SELECT * { ?s nergens:p ?o }", "prefix"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT is an update"),
        ("PREFIX a: <urn:a>\nDELETE WHERE { ?s ?p ?o }", "DELETE is an update"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_refused_queries(store: Store, query: str, message: str) -> None:
    store.replace_graph(D + "een", named(1))
    with pytest.raises(QueryError, match=message) as caught:
        store.query(query)
    assert "\n" not in str(caught.value)
    assert len(store) == 1


@pytest.mark.parametrize("suffix", [".nq", ".ttl", ".trig", ".jsonld"])
def test_loading_a_file_adds_it(store: Store, tmp_path: Path, suffix: str) -> None:
    with open_store(tmp_path / f"bron{suffix}") as source:
        source.replace_graph(D + "een", named(3))
        source.replace_graph(D + "twee", named(2, "twee"))
    store.replace_graph(D + "drie", named(1, "drie"))
    version = store.version
    store.load(tmp_path / f"bron{suffix}")
    assert set(store.quads()) == set(named(3) + named(2, "twee") + named(1, "drie"))
    assert store.version > version
    (tmp_path / "stuk.nq").write_text("<urn:a> <")
    for name, message in (("stuk.nq", "line 1"), ("er-niet.nq", "cannot be read"), ("bron.docx", "ends in")):
        with pytest.raises(StoreError, match=message):
            store.load(tmp_path / name)
    assert len(store) == 6


def test_closed_stores_say_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("ASK {}")


@pytest.mark.parametrize("kind", KEPT)
def test_what_is_kept_comes_back(place: Callable[[str], Path | str | None], kind: str) -> None:
    where = place(kind)
    content = [*named(3), *named(2, "twee"), quad("a", "p", Literal("3", datatype=NamedNode("urn:eigen")), "twee")]
    with open_store(where) as store:
        store.replace_graph(D + "een", content[:3])
        store.replace_graph(D + "twee", content[3:])
    for read_only in (True, False):
        with open_store(where, read_only=read_only) as store:
            assert set(store.quads()) == set(content)
            assert store.graphs() == [D + "een", D + "twee"]
    with open_store(where) as store:
        store.remove_graph(D + "een")
    with open_store(where, read_only=True) as store:
        assert set(store.quads()) == set(content[3:])


@pytest.mark.parametrize("kind", KINDS)
def test_read_only_refuses_changes(place: Callable[[str], Path | str | None], kind: str) -> None:
    where = place(kind)
    with open_store(where) as store:
        store.replace_graph(D + "een", named(1))
    with open_store(where, read_only=True) as store:
        for change in (
            lambda: store.replace_graph(D + "een", []),
            lambda: store.extend(named(2)),
            lambda: store.remove_graph(D + "een") or pytest.skip("nothing in a new memory"),
        ):
            if where is not None:
                with pytest.raises(StoreError, match="read only"):
                    change()


@pytest.mark.parametrize("kind", ON_DISK)
def test_read_only_makes_nothing(place: Callable[[str], Path | str | None], tmp_path: Path, kind: str) -> None:
    where = place(kind)
    with pytest.raises(StoreError, match="no store here"):
        open_store(where, read_only=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ON_DISK[1:])
def test_files_are_the_same_whatever_the_order(tmp_path: Path, kind: str) -> None:
    written = []
    for name, content in (("a", named(20)), ("b", named(20)[::-1])):
        path = tmp_path / name / f"graph.{kind}"
        path.parent.mkdir()
        with open_store(path) as store:
            store.replace_graph(D + "een", content)
        written.append(path.read_bytes())
        assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert written[0] == written[1]


def test_an_unchanged_file_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "graph.trig"
    path.write_text("# van mij\n<urn:g> { <urn:a> <urn:b> <urn:c> }")
    with open_store(path) as store:
        assert len(store) == 1
    assert path.read_text().startswith("# van mij")
    assert not (tmp_path / "nieuw.trig").exists()
    open_store(tmp_path / "nieuw.trig").close()
    assert not (tmp_path / "nieuw.trig").exists()


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    with open_store(path) as first:
        first.replace_graph(D + "een", named(1))
    mine, theirs = open_store(path), open_store(path)
    mine.replace_graph(D + "een", named(2))
    theirs.replace_graph(D + "twee", named(3, "twee"))
    theirs.close()
    with pytest.raises(StoreError, match="changed by another program"):
        mine.close()
    assert len(mine) == 2  # still open: nothing is lost
    with open_store(path, read_only=True) as kept:
        assert len(kept) == 4


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.nq"
    with open_store(path) as store:
        store.replace_graph(D + "een", named(1))
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    store = open_store(path)
    store.replace_graph(D + "een", named(5))
    with pytest.raises(StoreError, match="No space left"):
        store.save()
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["graph.nq"]


def test_links_and_permissions_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "echt.nq", tmp_path / "link.nq"
    with open_store(real) as store:
        store.replace_graph(D + "een", named(1))
    real.chmod(0o640)
    link.symlink_to(real)
    with open_store(link) as store:
        store.replace_graph(D + "een", named(2))
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640


def test_changes_through_rdflib_are_saved(tmp_path: Path) -> None:
    from rdflib import URIRef

    path = tmp_path / "graph.trig"
    with open_store(path) as store:
        a, b, c, g = (URIRef(f"urn:{x}") for x in "abcg")
        store.dataset.graph(g).add((a, b, c))
    with open_store(path, read_only=True) as store:
        assert store.graphs() == ["urn:g"]


def test_turtle_is_turtle_to_others(tmp_path: Path) -> None:
    from rdflib import Graph

    path = tmp_path / "graph.ttl"
    with open_store(path) as store:
        store.replace_graph(D + "een", named(2))
        store.replace_graph(D + "twee", [*named(1, "twee"), quad("a", "p", "b", "twee")])
    assert len(Graph().parse(path)) == 3


def test_turtle_of_others_is_one_graph_without_a_name(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    # Comments that look like ours in the middle of a text, and prefixes after them, must do no harm.
    path.write_text(
        '# graph <urn:g>\n@prefix a: <urn:a> .\na:x a:y """\n# graph <urn:h>\n""" .\n'
        "@prefix b: <urn:b> .\na:x b:y a:z ."
    )
    with open_store(path, read_only=True) as store:
        assert (len(store), store.graphs()) == (2, [])
        assert len(list(store.query("SELECT * { ?s ?p ?o }"))) == 2


@pytest.mark.parametrize("kind", ON_DISK[1:])
def test_damaged_files(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"graph.{kind}"
    path.write_bytes(b'\n{ "niet af <\xff')
    with pytest.raises(StoreError, match=r"graph\.") as caught:
        open_store(path)
    assert "\n" not in str(caught.value)


def test_folders_with_other_things(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("x")
    for read_only in (True, False):
        with pytest.raises(StoreError, match=r"other files \(brief\.txt\)"):
            open_store(tmp_path, read_only=read_only)
    assert [p.name for p in tmp_path.iterdir()] == ["brief.txt"]


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        open_store(tmp_path, read_only=True)
    with open_store(tmp_path) as store:
        store.replace_graph(D + "een", named(1))
    with open_store(tmp_path, read_only=True) as store:
        assert len(store) == 1


def test_a_damaged_folder(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("rommel\n")
    with pytest.raises(StoreError, match=r"damaged.*build it again"):
        open_store(tmp_path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("brief.txt", "not a store"),
        ("graph.rdf", r"cannot keep a store as \.rdf"),
        ("ftp://example.org/sparql", "no address of a store"),
    ],
)
def test_what_is_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("brief.txt").write_text("x")
    with pytest.raises(StoreError, match=message):
        open_store(name)


def test_a_folder_in_use(tmp_path: Path) -> None:
    where = tmp_path / "store"
    with open_store(where) as store:
        store.replace_graph(D + "een", named(1))
        with pytest.raises(StoreError, match="already open in this program"):
            open_store(where)
        script = f"from beleidsgraaf.graph.store import open_store\nopen_store({str(where)!r})"
        other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert "StoreBusyError" in other.stderr
        assert "being written by another program" in other.stderr
    with open_store(where, read_only=True) as one, open_store(where, read_only=True) as two:
        assert len(one) == len(two) == 1


def test_killed_halfway_only_whole_graphs_remain(tmp_path: Path) -> None:
    where = tmp_path / "store"
    script = f"""
import os, signal
from pyoxigraph import Literal, NamedNode, Quad
from beleidsgraaf.graph.store import open_store
store = open_store({str(where)!r})
p = NamedNode("urn:p")
for i in range(1000):
    g = NamedNode(f"urn:g{{i}}")
    store.replace_graph(g, [Quad(NamedNode(f"urn:s{{j}}"), p, Literal(i), g) for j in range(50)])
    if i == 20:
        print("twintig", flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "twintig\n"
        process.kill()
    with open_store(where) as store:
        graphs = store.graphs()
        assert len(graphs) >= 21
        assert all(len(list(store.quads(graph=NamedNode(g)))) == 50 for g in graphs)


def test_threads_share_a_store(store: Store) -> None:
    store.replace_graph(D + "een", named(50))
    found: list[int] = []

    def work(n: int) -> None:
        store.replace_graph(f"{D}draad{n}", named(5, f"draad{n}"))
        found.append(len(list(store.query(f"SELECT * {{ GRAPH <{D}een> {{ ?s ?p ?o }} }}"))))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [50] * 8
    assert len(store) == 90


_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@given(st.lists(st.tuples(st.integers(0, 3), _texts), max_size=12))
def test_any_text_survives_a_transaction(values: list[tuple[int, str]]) -> None:
    graph = NamedNode(D + "een")
    content = {Quad(NamedNode(f"{D}{i}"), NamedNode(D + "p"), Literal(text), graph) for i, text in values}
    store = open_store(None)
    store.replace_graph(graph, content)
    assert set(store.quads()) == content
    assert isinstance(store, OxigraphStore)
