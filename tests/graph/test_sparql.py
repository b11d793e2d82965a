"""What may not be in a query, however it is written."""

import pytest
from beleidsgraaf.graph.sparql import check, syntax_error, with_using, words
from beleidsgraaf.ontology import QueryError
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service WHERE { ?service a bg:Programme }",
        "SELECT * { ?s ?p 'SERVICE <urn:x>' } # SERVICE",
        'SELECT * { ?s ?p """een "SERVICE" twee""" }',
        "SELECT * { ?s <http://example.org/SERVICE#x> ?o }",
        "SELECT * { ?s ex:service ?o }",
        "SELECT * { ?s ?p 'insert data'@nl-SERVICE }",
        "CONSTRUCT { ?s bg:x 'DELETE' } WHERE { ?s ?p ?o }",
        "SELECT * { ?a ?b ?c FILTER (?a < 3 && ?b > 2) }",
    ],
)
def test_harmless_queries(query: str) -> None:
    assert not check(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT*{SERVICEex:a{?s ?p ?o}}",
        "SELECT*{SERVICESILENT<urn:x>{?s ?p ?o}}",
        "SELECT*{?s ?p trueSERVICE<urn:x>{?s ?p ?o}}",
        "SELECT*{?s ?p 1SERVICE:a{?s ?p ?o}}",
        "SELECT * { ?s ?p '\\u005C' SERVICE <http://x/> { ?s ?p ?o } #' }",
        "SELECT * { ?s <http://x/\\u0041#> ?o SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(?s<3)SERVICE?s{?s ?p ?o}FILTER(?p>2) }",
    ],
)
def test_calls_to_other_machines(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        check(query)


@pytest.mark.parametrize("query", ["LOAD <urn:x>", "clear all", "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"])
def test_updates(query: str) -> None:
    with pytest.raises(QueryError, match="is an update"):
        check(query)


@given(st.text(max_size=60))
def test_any_text_has_words(text: str) -> None:
    assert all(word == word.upper() for word in words(text))


@given(st.text(max_size=60))
def test_whatever_stands_in_a_string_is_no_keyword(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    assert words(f"SELECT '{quoted}' WHERE") == ["SELECT", "WHERE"]


def test_long_complaints_are_cut() -> None:
    assert len(str(syntax_error(SyntaxError("error at 1:2: expected " + "x, " * 500)))) < 200
    assert str(syntax_error(SyntaxError("anders"))) == "SPARQL: anders"


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("CLEAR ALL", "CLEAR ALL"),
        ("DELETE {?s ?p ?o} WHERE {?s ?p ?o}", "DELETE {?s ?p ?o} USING <urn:d> USING NAMED <urn:n> WHERE {?s ?p ?o}"),
        (
            "INSERT {} WHERE { { SELECT * WHERE { ?s ?p '} WHERE {' } } } ;\nINSERT {} where{ <urn:WHERE> ?p ?o }",
            "INSERT {} USING <urn:d> USING NAMED <urn:n> WHERE { { SELECT * WHERE { ?s ?p '} WHERE {' } } } ;\n"
            "INSERT {} USING <urn:d> USING NAMED <urn:n> where{ <urn:WHERE> ?p ?o }",
        ),
    ],
)
def test_graphs_that_the_request_names(update: str, expected: str) -> None:
    assert with_using(update, [NamedNode("urn:d")], [NamedNode("urn:n")]) == expected
    assert with_using(update, [], []) == update


@pytest.mark.parametrize(
    "update",
    [
        "WITH <urn:g> DELETE {} WHERE {}",
        "DELETE {} USING <urn:g> WHERE {}",
        "DELETE # {\nWHERE {}",
    ],
)
def test_graphs_named_twice_or_without_room(update: str) -> None:
    with pytest.raises(QueryError, match="graphs"):
        with_using(update, [NamedNode("urn:d")], [])
