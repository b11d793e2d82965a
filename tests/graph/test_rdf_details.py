"""What a sentence adds to a relation, as RDF: cue, source, quantities, period; and what a document refers to."""

from datetime import date
from decimal import Decimal

import pytest
from beleidsgraaf.extract.document import Footnote, Section
from beleidsgraaf.extract.extraction import BackReference, DocumentInfo, Entity, Extraction, Period, Quantity, Relation
from beleidsgraaf.extract.extraction import Mention as Span
from beleidsgraaf.graph.rdf import document_iri, quads
from beleidsgraaf.graph.validate import validate
from beleidsgraaf.ontology import FormatError
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


def triples(extraction: Extraction) -> set[tuple[str, str, str]]:
    return {
        (value(q.subject), q.predicate.value.rsplit("#")[-1].rsplit("/")[-1], value(q.object))
        for q in quads(extraction)
    }


def test_what_points_back_and_what_stands_on_it() -> None:
    text = "Antwoord\nIk werk samen met de VNG."
    ik = BackReference(9, 11, "Ik", ("o", "p"), "speaker")
    entities = (
        Entity("o", "Office", "minister van Defensie", (), key="minister-van-defensie"),
        Entity("p", "Person", "J. Jansen", ()),
        Entity("v", "Organisation", "VNG", (Span(29, 32, "VNG"),)),
    )
    relation = Relation("o", "cooperatesWith", "v", Span(9, 34, text[9:]), method="test", back_references=(ik,))
    extraction = Extraction(DocumentInfo("a.txt"), text, entities, (relation,), ((9, 34),), back_references=(ik,))
    found = triples(extraction)
    node = next(s for s, p, o in found if p == "type" and o.endswith("#BackReference"))
    assert {(p, o) for s, p, o in found if s == node} >= {
        ("text", "Ik"), ("start", "9"), ("end", "11"), ("sentence", text[9:]),
        ("pointsBackTo", "https://w3id.org/beleidsgraaf/id/office/minister-van-defensie"),
        ("pointsBackTo", "https://w3id.org/beleidsgraaf/id/person/a.txt/j-jansen"),
    }  # fmt: skip
    assert [o for _, p, o in found if p == "backReference"] == [node]
    assert not any(o.endswith("#Mention") and s == node for s, _, o in found)
    assert validate(quads(extraction)).conforms


def test_a_relation_on_an_unknown_back_reference_is_refused() -> None:
    text = "Ik werk samen met de VNG."
    entities = (Entity("o", "Office", "minister", ()), Entity("v", "Organisation", "VNG", (Span(21, 24, "VNG"),)))
    ik = BackReference(0, 2, "Ik", ("o",), "speaker")
    relation = Relation("o", "cooperatesWith", "v", Span(0, 25, text), back_references=(ik,))
    with pytest.raises(FormatError, match="no back-reference of the document"):
        list(quads(Extraction(DocumentInfo("a.txt"), text, entities, (relation,))))


def test_notes_and_motions_with_their_targets() -> None:
    text = "Antwoord\nDe motie-Jansen c.s.[1] is uitgevoerd; de motie De Wit niet.\n1 Kamerstuk 29 911, nr. 446."
    note = text.index("Kamerstuk")
    jansen, anchor = text.index("Jansen"), text.index("[1]")
    extraction = Extraction(
        DocumentInfo("a.txt"), text,
        (Entity("p", "Person", "Jansen", (Span(jansen, jansen + 6, "Jansen"),)),),
        sections=(Section("answer", ("1",), 9, note - 2),),
        footnotes=(Footnote("1", note, len(text), anchor),),
    )  # fmt: skip
    found = triples(extraction)
    document = document_iri(extraction).value
    paper = "https://zoek.officielebekendmakingen.nl/kst-29911-446"
    assert {
        (document + "/noot/1", "references", paper), (document + "/noot/1", "anchor", str(anchor)),
        (document + "/noot/1", "inSection", document + "/antwoord/1"), (document + "/noot/1", "text", text[note:]),
        (document + "/antwoord/1", "references", paper), (document, "references", paper),
        (paper, "prefLabel", "motie-Jansen c.s."),
        (paper, "proposedBy", "https://w3id.org/beleidsgraaf/id/person/a.txt/jansen"),
        (document + "/motie/de-wit", "prefLabel", "motie De Wit"),
        (document + "/antwoord/1", "references", document + "/motie/de-wit"),
    } <= found  # fmt: skip
    assert validate(quads(extraction)).conforms
