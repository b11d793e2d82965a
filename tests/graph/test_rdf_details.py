"""What a sentence adds to a relation, as RDF: cue, source, quantities, period; and what a document refers to."""

from datetime import date
from decimal import Decimal

from beleidsgraaf.extract.document import Section
from beleidsgraaf.extract.extraction import DocumentInfo, Entity, Extraction, Period, Quantity, Relation
from beleidsgraaf.extract.extraction import Mention as Span
from beleidsgraaf.graph.rdf import document_iri, quads
from beleidsgraaf.graph.validate import validate
from pyoxigraph import Literal, NamedNode


def value(term: object) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value


def test_what_a_sentence_adds_to_a_relation() -> None:
    text = "Vraag 1\nVolgens het CBS zal OCW in 2024–2026 € 7,5 miljoen aan DUO geven (Kamerstuk 29 911, nr. 446)."
    spans = {name: Span(text.index(name), text.index(name) + len(name), name) for name in ("CBS", "OCW", "DUO", "zal")}
    types = {"CBS": "Organisation", "OCW": "Ministry", "DUO": "Organisation"}
    entities = tuple(Entity(name, type, name, (spans[name],)) for name, type in types.items())
    money, years = text.index("€"), text.index("2024")
    relation = Relation(
        "OCW", "funds", "DUO", Span(8, len(text), text[8:]), "planned", 0.9, "test",
        cue=spans["zal"], attributed_to="CBS",
        quantities=(Quantity(Decimal(7500000), "EUR", money, money + 13, "€ 7,5 miljoen"),),
        period=Period(date(2024, 1, 1), date(2026, 12, 31), years, years + 9, "2024–2026"),
    )  # fmt: skip
    extraction = Extraction(
        DocumentInfo("a.txt"), text, entities, (relation,), sections=(Section("question", ("1",), 8, len(text)),)
    )
    found = {(q.predicate.value.rsplit("#")[-1].rsplit("/")[-1], value(q.object)) for q in quads(extraction)}
    question = document_iri(extraction).value + "/vraag/1"
    assert {
        ("cue", "zal"), ("cueStart", "24"), ("cueEnd", "27"), ("value", "7500000"), ("unit", "EUR"),
        ("periodStart", "2024-01-01"), ("periodEnd", "2026-12-31"), ("periodText", "2024–2026"),
        ("inSection", question),
        ("references", "https://zoek.officielebekendmakingen.nl/kst-29911-446"),
    } <= found  # fmt: skip
    referring = {value(q.subject) for q in quads(extraction) if q.predicate.value.endswith("/references")}
    assert referring == {document_iri(extraction).value, question}
    assert validate(quads(extraction)).conforms
