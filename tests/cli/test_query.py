"""Asking a graph from the command line."""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from beleidsgraaf.messages import Messages
from beleidsgraaf.ontology.resources import shipped_queries

from .conftest import Run

_SELECT = "SELECT DISTINCT ?name WHERE { ?p a bg:Programme ; skos:prefLabel ?name }"


def test_a_table_for_people(run: Run, store: Path) -> None:
    done = run("query", store, _SELECT)
    assert done.code == 0
    assert "Programma Veilige Buurten" in done.out
    assert done.err == "1 row\n"
    assert run("query", store, _SELECT, "--quiet").err == ""


def test_the_standard_formats(run: Run, store: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("query", store, _SELECT, "--format", "csv").out)))
    assert rows == [{"name": "Programma Veilige Buurten"}]
    answer = json.loads(run("query", store, _SELECT, "-f", "json").out)
    assert answer["results"]["bindings"][0]["name"]["xml:lang"] == "nl"
    tree = ElementTree.fromstring(run("query", store, _SELECT, "-f", "xml").out)
    assert tree.tag == "{http://www.w3.org/2005/sparql-results#}sparql"


def test_a_graph_as_turtle(run: Run, store: Path) -> None:
    done = run("query", store, "CONSTRUCT { ?a bg:funds ?b } WHERE { ?a bg:funds ?b }", "--format", "ttl")
    assert done.code == 0
    assert "bg:funds" in done.out
    wrong = run("query", store, _SELECT, "--format", "ttl")
    assert (wrong.code, wrong.out, wrong.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("question", "answer"), [("ASK { ?a bg:funds ?b }", "yes"), ("ASK { ?a bg:memberOf ?b }", "no")]
)
def test_yes_or_no(run: Run, store: Path, question: str, answer: str) -> None:
    assert run("query", store, question).out == f"{answer}\n"


def test_a_query_from_a_file(run: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("\ufeff" + _SELECT, encoding="utf-8")
    assert "Veilige Buurten" in run("query", store, f"@{file}").out
    missing = run("query", store, f"@{tmp_path / 'none.rq'}")
    assert (missing.code, missing.err.count("\n")) == (2, 1)
    assert "none.rq" in missing.err


def test_a_shipped_query_with_its_parameter(run: Run, store: Path) -> None:
    done = run("query", store, "gemeenten-in-programma", "--param", "programma=pvb")
    assert done.code == 0
    assert "gemeente Assen" in done.out
    assert "nemen deel aan" in done.out
    nothing = run("query", store, "gemeenten-in-programma", "--param", "programma=Deltaplan")
    assert "gemeente Assen" not in nothing.out
    assert nothing.err == "0 rows\n"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["gemeenten-in-programma", "--param", "programma"], "name=value"),
        (["gemeenten-in-programma", "--param", "colour=red"], "colour"),
        (["no-such-query"], "gemeenten-in-programma"),
        ([_SELECT, "--param", "programma=x"], "--param"),
        (["SELECT ?x WHERE {"], "SPARQL"),
        (["DELETE WHERE { ?s ?p ?o }"], "DELETE"),
    ],
)
def test_faults_are_one_line(run: Run, store: Path, arguments: list[str], what: str) -> None:
    done = run("query", store, *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert what in done.err


def test_the_list_of_shipped_queries(run: Run) -> None:
    dutch, english = run("queries", "--lang", "nl").out, run("queries").out
    for query in shipped_queries().values():
        assert query.name in english
        assert f"{query.question_nl[:40]}" in dutch
        assert f"{query.question_en[:40]}" in english
    assert run("queries", "gemeenten-in-programma").out == shipped_queries()["gemeenten-in-programma"].text
    assert run("queries", "no-such").code == 2


def test_the_query_in_the_help_is_shipped() -> None:
    named = {m for key in ("app.help", "query.help") for m in re.findall(r"query \w+ ([a-z-]+) ", Messages("nl")(key))}
    assert named
    assert named <= set(shipped_queries())
