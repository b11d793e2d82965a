"""Write docs/ontology.md from the ontology, the shapes' counterpart in words, and the shipped queries.

Run ``python docs/make_ontology.py`` after a change; a test fails while the page lags behind.
"""

import io
from collections.abc import Iterable
from pathlib import Path

from beleidsgraaf.extract import DocumentInfo, Entity, Extraction, Mention, Relation
from beleidsgraaf.graph.export import export
from beleidsgraaf.graph.rdf import quads
from beleidsgraaf.graph.store import open_store
from beleidsgraaf.ontology import BG, ENTITY_TYPES, PREDICATES, STATUSES
from beleidsgraaf.ontology.resources import ontology_text, shipped_queries
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SKOS
from rdflib.term import Literal, Node

PAGE = Path(__file__).with_name("ontology.md")

_INTRO = """\
# The ontology

<!-- Written by docs/make_ontology.py; change ontology/beleidsgraaf.ttl, the queries or the script, not this page. -->

{description}

Prefix `bg:` is `{bg}`; the files are `ontology/beleidsgraaf.ttl` (OWL), `ontology/shapes.ttl` (SHACL) and
`ontology/context.jsonld` (JSON-LD).

## How a document becomes a graph

Each document has a named graph; its name is the document's IRI. In it stand the document, its questions and answers,
the entities with their names and identifiers, a `bg:Mention` for each place that names one, and a `bg:Assertion` for
each sentence that relates two. A relation is also a plain triple if at least one assertion of it is `stated`: ask for
the plain triple to follow a relation, for the assertions to see the sentences. What is negated, planned, asked,
conditional or ended is only an assertion.

An entity's IRI is the one of the Dutch government's TOOI register where it has one. Else it is made of its key in a
register, or of its name: case, accents, quotes, hyphens and spaces do not tell names apart. Persons in no register are
known within one document only. Other identifiers (Wikidata) are `skos:exactMatch`, never `owl:sameAs`; that of a
thing of another type (a mayor's town) is `skos:relatedMatch`. The IRIs of mentions and assertions are hashes of what
they say, so that loading a document twice changes nothing.

Offsets count Unicode code points from 0; an end is exclusive. What RDF and XML cannot carry (control characters, lone
surrogates) is written as U+FFFD, one for one, so that offsets hold. Facts of the registers are in a graph of their own,
`https://w3id.org/beleidsgraaf/id/registers`.

Queries see the union of all graphs. A triple that stands in three graphs may match three times: write `DISTINCT`.

This sentence, for example: *{sentence}*

```trig
{example}```
"""


def page() -> str:
    """Return the page in Markdown."""
    graph = Graph().parse(data=ontology_text(), format="turtle")
    ontology = URIRef(BG.rstrip("#"))
    description = next(
        str(o)
        for o in graph.objects(ontology, URIRef("http://purl.org/dc/terms/description"))
        if isinstance(o, Literal) and o.language == "en"
    )
    sentence, example = _example()
    parts = [_INTRO.format(description=description, bg=BG, sentence=sentence, example=example)]
    parts.append("## Classes\n\n| class | label | what | under | close to |\n|---|---|---|---|---|")
    classes = [s for s in graph.subjects(RDF.type, OWL.Class) if isinstance(s, URIRef)]
    for node in sorted(classes, key=lambda s: (_name(s) not in ENTITY_TYPES, str(s))):
        under = _links(graph, graph.objects(node, RDFS.subClassOf))
        close = _links(graph, graph.objects(node, SKOS.closeMatch))
        parts.append(f"| `bg:{_name(node)}` | {_label(graph, node)} | {_text(graph, node)} | {under} | {close} |")
    parts.append(
        "\n`bg:Region` and `bg:Organisation` are disjoint, as are all entity types but `bg:Ministry`, which is an"
    )
    parts.append("organisation. A municipality or province is a region that also acts as a government.\n")
    for title, wanted in (
        ("Relations that sentences state", lambda n, t: n in PREDICATES),
        (
            "Relations that registers and the form of a document give",
            lambda n, t: n not in PREDICATES and t == OWL.ObjectProperty,
        ),
        ("Other properties", lambda n, t: t == OWL.DatatypeProperty),
    ):
        parts.append(f"## {title}\n\n| property | label | what | from | to | see also |\n|---|---|---|---|---|---|")
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
            properties = sorted(graph.subjects(RDF.type, kind), key=str)
            parts.extend(_property_row(graph, node) for node in properties if wanted(_name(node), kind))
        parts.append("")
    parts.append(f"The status of an assertion is one of {', '.join(f'`{s}`' for s in STATUSES)}.\n")
    parts.append("From other vocabularies: `skos:prefLabel` (one a language), `skos:altLabel`, `skos:exactMatch`,")
    parts.append("`dcterms:identifier` (BWB number, key in the registers, number of a document), `dcterms:title`,")
    parts.append("`dcterms:type`, `dcterms:date`, `dcterms:source` (file name), `dcterms:isPartOf`,")
    parts.append("`dcterms:references` (papers, gazettes, judgments, articles of law and pages that a document,")
    parts.append("question or answer refers to), `rdf:subject`, `rdf:predicate`, `rdf:object`.\n")
    parts.append("## Shipped queries\n\nBy name, for `beleidsgraaf query STORE NAME` and `PolicyGraph.query(NAME)`.\n")
    parts.append("| name | question | parameters |\n|---|---|---|")
    for query in shipped_queries().values():
        parameters = ", ".join(f"`{name}`" for name in query.parameters)
        parts.append(f"| `{query.name}` | {query.question_nl}<br>{query.question_en} | {parameters} |")
    return "\n".join(parts) + "\n"


def _example() -> tuple[str, str]:
    text = "De gemeente Assen neemt deel aan het Klimaatakkoord."
    extraction = Extraction(
        DocumentInfo("brief.txt"),
        text,
        (
            Entity(
                "e0",
                "Region",
                "gemeente Assen",
                (Mention(3, 17, "gemeente Assen"),),
                ("https://identifier.overheid.nl/tooi/id/gemeente/gm0106",),
            ),
            Entity("e1", "Programme", "Klimaatakkoord", ()),
        ),
        (Relation("e0", "participatesIn", "e1", Mention(0, len(text), text), "stated", 0.9, "pattern:participatesIn"),),
        ((0, len(text)),),
    )
    with open_store(None) as store:
        store.extend(quads(extraction))
        file = io.BytesIO()
        export(store, file, "trig")
    used = [
        x for x in file.getvalue().decode().splitlines(keepends=True) if not x.startswith(("@prefix owl", "@prefix wd"))
    ]
    return text, "".join(used).expandtabs(2)


def _property_row(graph: Graph, node: Node) -> str:
    domain = _members(graph, graph.value(node, RDFS.domain))
    range_ = _members(graph, graph.value(node, RDFS.range))
    see = _links(
        graph,
        [o for p in (RDFS.subPropertyOf, SKOS.closeMatch, RDFS.seeAlso) for o in graph.objects(node, p)],
    )
    symmetric = " Symmetric." if (node, RDF.type, OWL.SymmetricProperty) in graph else ""
    label = _label(graph, node)
    return f"| `bg:{_name(node)}` | {label} | {_text(graph, node)}{symmetric} | {domain} | {range_} | {see} |"


def _name(node: Node) -> str:
    return str(node).removeprefix(BG)


def _label(graph: Graph, node: Node) -> str:
    labels = {o.language: str(o) for o in graph.objects(node, RDFS.label) if isinstance(o, Literal)}
    return f"{labels['nl']} / {labels['en']}"


def _text(graph: Graph, node: Node) -> str:
    return next(str(o) for o in graph.objects(node, RDFS.comment) if isinstance(o, Literal) and o.language == "en")


def _links(graph: Graph, nodes: Iterable[Node]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(graph.namespace_manager.curie(str(n)) for n in nodes))


def _members(graph: Graph, node: Node | None) -> str:
    if node is None:
        return ""
    for list_of in (OWL.unionOf, OWL.oneOf):
        members = graph.value(node, list_of)
        if members is not None:
            names = [_name(n) for n in Collection(graph, members)]
            if set(names) == set(ENTITY_TYPES):
                return "any entity"
            return ", ".join(names)
    return _name(node) if str(node).startswith(BG) else graph.namespace_manager.curie(str(node))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
