"""From statements to what is drawn."""

import random
from dataclasses import replace
from datetime import date

from beleidsgraaf.extract.extraction import DocumentInfo, Entity, Extraction, Mention, Relation
from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.rdf import quads
from beleidsgraaf.graph.view.build import of_quads
from pyoxigraph import Literal, NamedNode, Quad

TEXT = "Emmen neemt deel aan de Regio Deal. Assen neemt niet deel aan de Regio Deal."
ASSEN = "https://identifier.overheid.nl/tooi/id/gemeente/gm0106"
EXTRACTION = Extraction(
    DocumentInfo("brief.txt", "Brief", "letter", date(2025, 3, 1), ("2025Z1",), "minister", "Kamer"),
    TEXT,
    (
        Entity("e0", "Region", "gemeente Emmen", (Mention(0, 5, "Emmen"),), kind="Municipality"),
        Entity("e1", "Programme", "Regio Deal", (Mention(24, 34, "Regio Deal"), Mention(65, 75, "Regio Deal"))),
        Entity("e2", "Region", "gemeente Assen", (Mention(36, 41, "Assen"),), (ASSEN,), kind="Municipality"),
    ),
    (
        Relation("e0", "participatesIn", "e1", Mention(0, 35, TEXT[:35]), method="pattern"),
        Relation("e2", "participatesIn", "e1", Mention(36, 76, TEXT[36:]), "negated", 0.8, "pattern"),
    ),
    ((0, 35), (36, 76)),
    asked_by=("e0",),
)


def test_entities_relations_and_documents_come_over() -> None:
    model = of_quads(quads(EXTRACTION))
    label = {n.id: n.label for n in model.nodes}
    assert {n.label: (n.type, n.kind, n.links) for n in model.nodes} == {
        "gemeente Emmen": ("Region", "Municipality", ()),
        "Regio Deal": ("Programme", None, ()),
        "gemeente Assen": ("Region", "Municipality", (ASSEN,)),
    }
    said = {(label[e.source], e.predicate, label[e.target]): e for e in model.edges}
    assert said["gemeente Emmen", "participatesIn", "Regio Deal"].statuses == ("stated",)
    denied = said["gemeente Assen", "participatesIn", "Regio Deal"].evidence[0]
    assert (denied.status, denied.sentence, denied.confidence) == ("negated", TEXT[36:], 0.8)
    (document,) = model.documents
    assert (document.title, document.file, document.date) == ("Brief", "brief.txt", date(2025, 3, 1))
    assert [label[i] for i in document.asked_by] == ["gemeente Emmen"]


def test_mentions_are_found_back_in_their_sentence() -> None:
    model = of_quads(quads(EXTRACTION))
    assert {s.text: [s.text[m.start : m.end] for m in s.mentions] for s in model.sentences} == {
        TEXT[:35]: ["Emmen", "Regio Deal"],
        TEXT[36:]: ["Assen", "Regio Deal"],
    }


def test_the_order_of_statements_makes_no_difference() -> None:
    statements = list(quads(EXTRACTION))
    assert of_quads(random.Random(1).sample(statements, len(statements))) == of_quads(statements)


def test_what_only_a_register_names_is_left_out_unless_asked_for() -> None:
    drenthe = NamedNode("https://identifier.overheid.nl/tooi/id/provincie/pv22")
    registers = [
        Quad(drenthe, t.RDF_TYPE, t.bg("Region"), t.REGISTERS_GRAPH),
        Quad(drenthe, t.PREF_LABEL, Literal("provincie Drenthe", language="nl"), t.REGISTERS_GRAPH),
        Quad(NamedNode(ASSEN), t.bg("locatedIn"), drenthe, t.REGISTERS_GRAPH),
    ]
    everything = [*quads(EXTRACTION), *registers]
    assert "provincie Drenthe" not in {n.label for n in of_quads(everything).nodes}
    asked = of_quads(everything, also=[drenthe.value])
    assert [e.statuses for e in asked.edges if e.predicate == "locatedIn"] == [("register",)]
    assert [n.label for n in of_quads(registers).nodes] == ["provincie Drenthe"]


def test_two_documents_share_an_entity() -> None:
    other = replace(EXTRACTION, document=DocumentInfo("ander.txt"))
    model = of_quads([*quads(EXTRACTION), *quads(other)])
    assert len(model.nodes) == 3
    assert {len(e.evidence) for e in model.edges} == {2}
    assert [d.title for d in model.documents] == ["Brief", "ander.txt"]


def test_an_empty_graph_is_an_empty_picture() -> None:
    assert of_quads([]).nodes == ()
