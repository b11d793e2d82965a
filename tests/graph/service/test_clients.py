"""Clients that others made: SPARQLWrapper, rdflib, curl, and Comunica where it is installed.

Comunica: ``npm install @comunica/query-sparql@3``, and its ``node_modules/.bin`` on the path, or in
BELEIDSGRAAF_COMUNICA the path of its ``comunica-sparql``.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import TOKEN, Service

PROGRAMME = "https://w3id.org/beleidsgraaf/id/programme/programma-veilige-buurten"
DEF = "https://w3id.org/beleidsgraaf/def#"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


def test_sparqlwrapper(reading: Service) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{reading.address}sparql")
    client.setQuery("SELECT DISTINCT ?s { ?s a bg:Programme }")
    for form in (wrapper.JSON, wrapper.XML, wrapper.CSV, wrapper.TSV):
        client.setReturnFormat(form)
        assert PROGRAMME in str(client.query().response.read())
    client.setMethod(wrapper.POST)
    client.setReturnFormat(wrapper.TURTLE)
    client.setQuery("CONSTRUCT { ?s a bg:Programme } WHERE { ?s a bg:Programme }")
    assert len(client.query().convert()) > 0


def test_rdflib(reading: Service) -> None:
    from rdflib import Graph
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = Graph(SPARQLStore(f"{reading.address}sparql"))
    rows = graph.query("SELECT DISTINCT ?s { ?s a <https://w3id.org/beleidsgraaf/def#Programme> }")
    assert [str(row[0]) for row in rows] == [PROGRAMME]  # type: ignore[index]


def test_curl(reading: Service) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl here")
    command = ["curl", "-sS", "--fail", "--noproxy", "*", "--data-urlencode", "query=ASK { ?s a bg:Programme }"]
    done = subprocess.run([*command, f"{reading.address}sparql"], capture_output=True, check=True)
    assert json.loads(done.stdout)["boolean"] is True


def test_rdflib_writes(writing: Service) -> None:
    from rdflib import Dataset, Literal, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

    store = SPARQLUpdateStore(
        f"{writing.address}sparql", f"{writing.address}update", headers={"Authorization": f"Bearer {TOKEN}"}
    )
    graph = Dataset(store=store).graph(URIRef("urn:rdflib"))
    triple = (URIRef("urn:a"), URIRef("urn:b"), Literal("é", lang="nl"))
    graph.add(triple)
    assert set(graph) == {triple}
    graph.remove(triple)
    assert set(graph) == set()


def test_curl_uploads(writing: Service, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl here")
    (tmp_path / "x.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    command = ["curl", "-sS", "--fail", "--noproxy", "*", "-H", f"Authorization: Bearer {TOKEN}"]
    at = f"{writing.address}store?graph=urn:curl"
    sent = [*command, "-T", str(tmp_path / "x.ttl"), "-H", "Content-Type: text/turtle", at]
    subprocess.run(sent, check=True, capture_output=True)
    done = subprocess.run([*command, "-H", "Accept: application/n-triples", at], check=True, capture_output=True)
    assert done.stdout == b"<urn:a> <urn:b> <urn:c> .\n"
    subprocess.run([*command, "-X", "DELETE", at], check=True, capture_output=True)


@pytest.fixture(scope="module")
def comunica() -> str:
    command = os.environ.get("BELEIDSGRAAF_COMUNICA") or shutil.which("comunica-sparql")
    if command is None:
        pytest.skip("no comunica-sparql here; npm install @comunica/query-sparql@3")
    return command


@pytest.mark.parametrize("source", ["sparql@{}sparql", "{}sparql", "{}id/programme/programma-veilige-buurten"])
def test_comunica(reading: Service, comunica: str, source: str) -> None:
    """As an endpoint, as one that it finds out to be an endpoint, and by following linked data."""
    query = f"SELECT DISTINCT ?name {{ <{PROGRAMME}> a <{DEF}Programme> ; <{LABEL}> ?name }}"
    command = [comunica, source.format(reading.address), "-t", "application/sparql-results+json", "-q", query]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    rows = json.loads(done.stdout)["results"]["bindings"]
    assert [(row["name"]["value"], row["name"]["xml:lang"]) for row in rows] == [("Programma Veilige Buurten", "nl")]


def test_comunica_joins_sources(reading: Service, comunica: str) -> None:
    query = f"CONSTRUCT {{ ?who <{DEF}funds> ?name }} WHERE {{ ?who <{DEF}funds> ?what . ?what <{LABEL}> ?name }}"
    sources = [f"sparql@{reading.address}sparql", f"{reading.address}id/programme/programma-veilige-buurten"]
    command = [comunica, *sources, "-t", "application/n-triples", "-q", query]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120, text=True)
    assert '"Programma Veilige Buurten"@nl' in done.stdout
