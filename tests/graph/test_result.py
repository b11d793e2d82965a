"""Answers to queries: rows, yes or no, graphs; streamed, written, shown."""

import csv
import datetime
import io
import json
import threading
from decimal import Decimal
from pathlib import Path

import pytest
from beleidsgraaf.graph.result import Result, Row, shorten
from beleidsgraaf.graph.store import open_store
from beleidsgraaf.ontology import QueryError
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

VALUES = """SELECT ?i ?d ?x ?b ?t ?w ?u ?r ?n {
  BIND (3 AS ?i) BIND (0.5 AS ?d) BIND (1e0 AS ?x) BIND (true AS ?b) BIND ("2026-02-03"^^xsd:date AS ?t)
  BIND ("woord"@nl AS ?w) BIND (bg:Law AS ?u) BIND ("drie"^^xsd:integer AS ?r) }"""


def ask(query: str) -> Result:
    return open_store(None).query(query)


def test_values_are_plain_python() -> None:
    result = ask(VALUES)
    row = next(iter(result))
    assert row == (
        3, Decimal("0.5"), 1.0, True, datetime.date(2026, 2, 3), "woord", "https://w3id.org/beleidsgraaf/def#Law",
        "drie", None,
    )  # fmt: skip
    assert (row.i, row["w"], row[0], row[:2]) == (3, "woord", 3, (3, Decimal("0.5")))
    assert len(row) == len(result.vars) == 9
    assert row._terms[5] == Literal("woord", language="nl")
    assert row._asdict()["t"] == datetime.date(2026, 2, 3)
    assert hash(row) == hash(tuple(row))
    assert repr(next(iter(ask("SELECT ?x { BIND (1 AS ?x) }")))) == "Row(x=1)"


def test_unknown_variables() -> None:
    row = next(iter(ask("SELECT ?count { BIND (1 AS ?count) }")))
    assert row.count == 1
    with pytest.raises(AttributeError, match="index"):
        _ = row.index
    with pytest.raises(KeyError):
        row["index"]


def test_a_result_may_be_read_again() -> None:
    store = open_store(None)
    result = store.query("SELECT ?s { ?s ?p ?o }")
    assert list(result) == []
    a = NamedNode("urn:a")
    store.replace_graph("urn:g", [Quad(a, a, a, NamedNode("urn:g"))])
    assert [row.s for row in result] == ["urn:a"]
    assert [row.s for row in result] == ["urn:a"]
    assert bool(result)


def test_ask() -> None:
    yes, no = ask("ASK { VALUES ?x { 1 } }"), ask("ASK { ?s ?p ?o }")
    assert (bool(yes), bool(no), yes.kind, yes.vars) == (True, False, "ask", ())
    assert (yes.to_table(), no._repr_html_()) == ("yes", "<b>no</b>")
    assert json.loads(yes.serialize("json")) == {"head": {}, "boolean": True}
    with pytest.raises(QueryError, match="bool"):
        iter(yes)


def test_standard_formats() -> None:
    result = ask(VALUES)
    rows = list(csv.reader(io.StringIO(result.serialize("csv"))))
    assert rows[0] == list(result.vars)
    assert rows[1][4] == "2026-02-03"
    bindings = json.loads(result.serialize("json"))["results"]["bindings"]
    assert bindings[0]["w"] == {"type": "literal", "value": "woord", "xml:lang": "nl"}
    assert "http://www.w3.org/2005/sparql-results#" in result.serialize("xml")
    assert result.serialize("tsv").startswith("?i\t?d")


def test_graphs() -> None:
    store = open_store(None)
    a, p = NamedNode("urn:a"), NamedNode("urn:p")
    for g in ("urn:g", "urn:h"):
        store.replace_graph(g, [Quad(a, p, Literal("x"), NamedNode(g))])
    result = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert (result.kind, next(iter(result)).object) == ("graph", "x")
    for format, parser in (("ttl", RdfFormat.TURTLE), ("nt", RdfFormat.N_TRIPLES), ("jsonld", RdfFormat.JSON_LD)):
        assert [q.triple for q in parse(result.serialize(format), parser)] == [
            q.triple for q in store.quads(graph=NamedNode("urn:g"))
        ]


@pytest.mark.parametrize(
    ("query", "format", "message"),
    [
        ("SELECT * {}", "ttl", "gives rows"),
        ("ASK {}", "graphml", "yes or no"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", "gives a graph"),
    ],
)
def test_formats_that_do_not_fit(tmp_path: Path, query: str, format: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        ask(query).serialize(format)
    with pytest.raises(QueryError, match="choose from"):
        ask(query).write(tmp_path / "uit", format)
    assert list(tmp_path.iterdir()) == []


def test_writing_to_files(tmp_path: Path) -> None:
    result = ask("SELECT ?x { BIND ('é' AS ?x) }")
    result.write(tmp_path / "uit.csv", "csv")
    buffer = io.BytesIO()
    result.write(buffer, "csv")
    assert (tmp_path / "uit.csv").read_bytes() == buffer.getvalue() == b"x\r\n\xc3\xa9\r\n"


def test_tables_are_cut() -> None:
    result = ask("SELECT ?x { VALUES ?x { 'aaaaaaaaaa' 'b\\nb' 3 UNDEF } }")
    assert result.to_table(limit=2, width=5).splitlines() == ["x", "-----", "aaaa…", "b b", "… and 2 more"]


def test_pages_are_escaped_and_short() -> None:
    shown = ask("SELECT ?x { VALUES ?x { '<script>' <https://x.org/?a&b> <urn:x> } }")._repr_html_()
    assert "<script>" not in shown
    assert '<a href="https://x.org/?a&amp;b"' in shown
    assert 'href="urn' not in shown
    many = ask("SELECT ?x { VALUES ?x { " + " ".join(map(str, range(200))) + " } }")._repr_html_()
    assert many.count("<tr>") == 51
    assert "first 50 rows" in many


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the engine grumbles
def test_rows_may_cross_threads_but_reading_may_not() -> None:
    rows = iter(ask("SELECT ?x { VALUES ?x { 1 2 3 } }"))
    first = next(rows)
    outcome: list[object] = []

    def elsewhere() -> None:
        outcome.append(first.x)
        try:
            next(rows)
        except QueryError as error:
            outcome.append(str(error))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert outcome[0] == 1
    assert "cannot cross threads" in str(outcome[1])


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_result_made_elsewhere_is_asked_anew() -> None:
    made: list[Result] = []
    store = open_store(None)
    thread = threading.Thread(target=lambda: made.append(store.query("SELECT ?x { VALUES ?x { 1 2 } }")))
    thread.start()
    thread.join()
    assert [row.x for row in made[0]] == [1, 2]


def test_rows_compare_as_tuples() -> None:
    one, other = ask("SELECT ?x { BIND (1 AS ?x) }"), ask("SELECT ?y { BIND (1 AS ?y) }")
    assert next(iter(one)) == next(iter(other)) == (1,)
    assert next(iter(one)) != [1]
    assert isinstance(next(iter(one)), Row)


def test_short_forms() -> None:
    assert shorten("http://www.wikidata.org/entity/Q55") == "wd:Q55"
    assert shorten("http://www.wikidata.org/entity/") == "http://www.wikidata.org/entity/"
