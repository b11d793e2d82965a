"""Extractions as RDF: whatever comes in, what goes out conforms, and leads back to the text."""

import datetime
from collections import Counter
from dataclasses import replace

import pytest
from beleidsgraaf.extract.document import Section
from beleidsgraaf.extract.extraction import DocumentInfo, Entity, Extraction, Mention, Relation
from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.example import example_extractions
from beleidsgraaf.graph.rdf import NAMELESS, document_iri, entity_iri, quads
from beleidsgraaf.graph.validate import validate
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES, STATUSES, FormatError
from beleidsgraaf.ontology.naming import clean
from beleidsgraaf.ontology.vocabulary import REGION_KINDS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize
from rdflib import Graph

TOOI = "https://identifier.overheid.nl/tooi/id/"
ODD = "aé'\"\\<>{}\n\r\t\u2028\x00\x0b\x1f\x85\ud800\udfff\ufffe\U0001f600 "
odd_text = st.text(st.one_of(st.characters(), st.sampled_from(ODD)), max_size=40)
names = st.one_of(odd_text, st.sampled_from(["JenV", "jenv", "Groningen", "gemeente Groningen", "", " "]))
identifiers = st.sampled_from(
    [
        *(
            TOOI + x
            for x in ("ministerie/mnre1058", "gemeente/gm0014", "provincie/pv20", "oorg/oorg10002", "gemeente/x")
        ),
        "http://www.wikidata.org/entity/Q752",
        "https://example.org/é?x=1#y",
    ]
)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Draw extractions that keep to the vocabulary and to their text, however odd otherwise."""
    text = draw(st.text(st.one_of(st.characters(), st.sampled_from(ODD)), min_size=1, max_size=80))
    ends = sorted(draw(st.sets(st.integers(1, len(text)), max_size=6)) | {len(text)})
    spans = list(zip([0, *ends], ends, strict=False))

    def span() -> Mention:
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        return Mention(start, end, text[start:end])

    confidence = st.floats(0, 1)
    entities = tuple(
        Entity(
            f"e{i}",
            draw(st.sampled_from(ENTITY_TYPES)),
            draw(names),
            tuple(span() for _ in range(draw(st.integers(0, 2)))),
            same_as=tuple(draw(st.lists(identifiers, max_size=2))),
            key=draw(st.one_of(st.none(), names.map(lambda s: s or None), st.just("BWBR0005416"))),
            kind=draw(st.sampled_from([None, *REGION_KINDS])),
            aliases=tuple(draw(st.lists(names, max_size=2))),
            confidence=draw(confidence),
        )
        for i in range(draw(st.integers(0, 5)))
    )
    types = {e.id: e.type for e in entities}
    possible = [
        (s, name, o)
        for name, p in PREDICATES.items()
        for s in types
        for o in types
        if types[s] in p.domain and types[o] in p.range
    ]
    relations = tuple(
        Relation(
            *draw(st.sampled_from(possible)), span(), draw(st.sampled_from(STATUSES)), draw(confidence), draw(odd_text)
        )
        for _ in range(draw(st.integers(0, 5)) if possible else 0)
    )
    sections = tuple(
        Section(
            draw(st.sampled_from(("question", "answer"))),
            tuple(draw(st.lists(st.sampled_from("1234"), max_size=2))),
            *s,
        )
        for s in spans
    )
    someone = st.lists(st.sampled_from(sorted(types)), max_size=2).map(tuple) if types else st.just(())
    info = DocumentInfo(
        draw(names.filter(bool)),
        title=draw(st.one_of(st.none(), odd_text)),
        kind=draw(st.one_of(st.none(), odd_text)),
        date=draw(st.one_of(st.none(), st.dates())),
        numbers=tuple(draw(st.lists(odd_text, max_size=2))),
        sender=draw(st.one_of(st.none(), odd_text)),
        media_type=draw(st.sampled_from(["text/plain", ""])),
    )
    return Extraction(
        info, text, entities, relations, tuple(spans) if draw(st.booleans()) else (), sections,
        draw(someone), draw(someone), draw(someone),
    )  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(extractions(), min_size=1, max_size=8, unique_by=lambda e: e.document.id))
def test_whatever_comes_in_conforms(several: list[Extraction]) -> None:
    report = validate(quad for extraction in several for quad in quads(extraction))
    assert report.conforms, report.text("en")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(extractions())
def test_round_trips_and_offsets(extraction: Extraction) -> None:
    found = list(quads(extraction))
    assert found == list(quads(extraction))
    assert len(found) == len(set(found))
    assert {q.graph_name for q in found} == {document_iri(extraction)}
    # Byte for byte, through a store and through a file.
    lines = sorted(f"{q} ." for q in found)
    store = Store()
    store.bulk_extend(found)
    assert sorted(f"{q} ." for q in store) == lines
    data = serialize(found, format=RdfFormat.N_QUADS)
    assert data is not None
    assert sorted(f"{q} ." for q in parse(data, format=RdfFormat.N_QUADS)) == lines
    # Every piece of evidence is where it says.
    for quad in found:
        if quad.predicate == t.bg("start"):
            said = {q.predicate: _value(q.object) for q in found if q.subject == quad.subject}
            start, end = int(said[t.bg("start")]), int(said[t.bg("end")])
            shown = said.get(t.bg("text"), said.get(t.bg("sentence")))
            if t.RDF_SUBJECT in said or t.bg("text") in said:
                assert shown == clean(extraction.text[start:end])
            if t.bg("text") in said and t.bg("sentence") in said:
                assert said[t.bg("text")] in said[t.bg("sentence")]
    labels = Counter(q.subject for q in found if q.predicate == t.PREF_LABEL)
    assert set(labels) == {entity_iri(extraction, e) for e in extraction.entities}
    assert set(labels.values()) <= {1}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(extractions())
def test_rdflib_reads_the_same(extraction: Extraction) -> None:
    triples = [q.triple for q in quads(extraction)]
    for format, name in ((RdfFormat.N_TRIPLES, "nt"), (RdfFormat.TURTLE, "turtle"), (RdfFormat.RDF_XML, "xml")):
        data = serialize(triples, format=format, prefixes=t.PREFIXES)
        assert data is not None
        # XML has no other way than a line feed to end a line.
        if name != "xml" or b"\r" not in data:
            assert len(Graph().parse(data=data, format=name)) == len(triples)


def _value(term: object) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value


def _graph(extraction: Extraction) -> set[tuple[str, str, str]]:
    return {(_value(q.subject), _value(q.predicate).rpartition("#")[2], _value(q.object)) for q in quads(extraction)}


TEXT = "De gemeente Assen neemt deel aan het Klimaatakkoord. BZK niet."
ASSEN = Entity("e0", "Region", "gemeente Assen", (Mention(3, 17, "gemeente Assen"),), kind="Municipality")
ACCORD = Entity("e1", "Programme", "Klimaatakkoord", (Mention(37, 51, "Klimaatakkoord"),), aliases=("KA",))
BZK = Entity("e2", "Ministry", "BZK", (Mention(53, 56, "BZK"),))
YES = Relation("e0", "participatesIn", "e1", Mention(0, 52, TEXT[:52]), confidence=0.8, method="pattern:a")
NO = Relation("e2", "participatesIn", "e1", Mention(53, 62, TEXT[53:]), status="negated")
BASE = Extraction(DocumentInfo("brief.txt"), TEXT, (ASSEN, ACCORD, BZK), (YES, NO), ((0, 52), (53, 62)))


def test_only_stated_relations_are_triples() -> None:
    found = [q for q in quads(BASE) if q.predicate == t.bg("participatesIn")]
    assert [(q.subject, q.object) for q in found] == [(entity_iri(BASE, ASSEN), entity_iri(BASE, ACCORD))]
    assert len([q for q in quads(BASE) if q.object == t.bg("Assertion")]) == 2


def test_the_surer_method_counts_and_order_does_not() -> None:
    other = replace(YES, confidence=0.9, method="model")
    one = replace(BASE, relations=(YES, other, NO))
    two = replace(BASE, relations=(NO, other, YES))
    assert {*quads(one)} == {*quads(two)}
    assert [_value(q.object) for q in quads(one) if q.predicate == t.bg("method")] == ["model", "unspecified"]


def test_entities_of_one_iri_become_one() -> None:
    text = "NPLV en Nplv; JenV"
    extraction = Extraction(
        DocumentInfo("a.txt"),
        text,
        (
            Entity("e0", "Programme", "NPLV", (Mention(0, 4, "NPLV"),), aliases=("N.P.L.V.",), confidence=0.5),
            Entity("e1", "Programme", "Nplv", (Mention(8, 12, "Nplv"), Mention(0, 4, "NPLV")), aliases=("NPLV",)),
            Entity("e2", "Ministry", "JenV", (Mention(14, 18, "JenV"),)),
        ),
        (
            Relation("e0", "partOf", "e1", Mention(0, 12, "NPLV en Nplv")),
            Relation("e2", "responsibleFor", "e0", Mention(0, 18, text)),
            Relation("e2", "responsibleFor", "e1", Mention(0, 18, text)),
        ),
    )
    found = list(quads(extraction))
    iri = entity_iri(extraction, extraction.entities[0])
    assert [q.object for q in found if q.predicate == t.PREF_LABEL and q.subject == iri] == [
        Literal("NPLV", language="nl")
    ]
    others = {_value(q.object) for q in found if q.predicate == t.ALT_LABEL}
    assert others == {"Nplv", "N.P.L.V."}
    assert not [q for q in found if q.predicate == t.bg("partOf")]
    assert len([q for q in found if q.object == t.bg("Assertion")]) == 1
    assert sorted(_value(q.object) for q in found if q.predicate == t.bg("confidence")) == ["1"] * 4
    assert validate(found).conforms


def test_the_kind_of_a_region_is_that_of_its_identifier() -> None:
    region = replace(ASSEN, same_as=(TOOI + "provincie/pv22",))
    found = _graph(replace(BASE, entities=(region, ACCORD, BZK)))
    types = {o.rpartition("#")[2] for s, p, o in found if s == TOOI + "provincie/pv22" and p == "type"}
    assert types == {"Region", "Province"}


def test_identifiers_of_other_things_are_only_related() -> None:
    office = Entity(
        "e3", "Office", "burgemeester", (), same_as=(TOOI + "gemeente/gm0106", "http://www.wikidata.org/entity/Q1")
    )
    found = _graph(replace(BASE, entities=(*BASE.entities, office)))
    iri = entity_iri(BASE, office).value
    assert (iri, "relatedMatch", TOOI + "gemeente/gm0106") in found
    assert (iri, "exactMatch", "http://www.wikidata.org/entity/Q1") in found


def test_without_sentences_the_line_is_the_sentence() -> None:
    extraction = Extraction(
        DocumentInfo("a.txt"),
        "Eerste regel\nHet RIVM meet.\nDerde",
        (Entity("e0", "Organisation", "RIVM", (Mention(17, 21, ""),)),),
    )
    assert [_value(q.object) for q in quads(extraction) if q.predicate == t.bg("sentence")] == ["Het RIVM meet."]


def test_an_entity_without_a_name_is_called_by_its_text() -> None:
    def label(entity: Entity) -> list[str]:
        found = quads(Extraction(DocumentInfo("a"), "Het RIVM", (entity,)))
        return [_value(q.object) for q in found if q.predicate == t.PREF_LABEL]

    assert label(Entity("e0", "Organisation", " \n", (Mention(4, 8, "RIVM"),))) == ["RIVM"]
    assert label(Entity("e0", "Organisation", "", (), aliases=("R.I.V.M.",))) == ["R.I.V.M."]
    assert label(Entity("e0", "Organisation", "", ())) == [NAMELESS]


def test_the_document_and_its_questions() -> None:
    info = DocumentInfo(
        "2026Z00001.docx", title=" Antwoord\nop vragen ", kind="answer", date=datetime.date(2026, 2, 3),
        numbers=("2026Z00001",), sender="De minister", media_type="application/pdf",
    )  # fmt: skip
    sections = (
        Section("question", ("1",), 0, 5), Section("question", ("2",), 5, 10), Section("answer", ("1", "2"), 10, 20),
        Section("question", ("1",), 20, 25), Section("answer", ("1",), 25, 25), Section("answer", ("9",), 30, 35),
    )  # fmt: skip
    extraction = replace(BASE, document=info, sections=sections, asked_by=("e2", "e1"), answered_by=("e2",))
    found = _graph(extraction)
    doc = document_iri(extraction).value
    dc = "http://purl.org/dc/terms/"
    for p, o in (
        ("title", "Antwoord op vragen"),
        ("type", "answer"),
        ("date", "2026-02-03"),
        ("identifier", "2026Z00001"),
    ):
        assert (doc, dc + p, o) in found
    bzk = entity_iri(extraction, BZK).value
    # The accord was named among those who asked, but cannot ask.
    assert {(p, o) for s, p, o in found if s == doc and p in ("askedBy", "answeredBy")} == {
        ("askedBy", bzk),
        ("answeredBy", bzk),
    }
    answers = {(s.removeprefix(doc), o.removeprefix(doc)) for s, p, o in found if p == "answers"}
    assert answers == {
        ("/antwoord/1-2", "/vraag/1"),
        ("/antwoord/1-2", "/vraag/2"),
        ("/antwoord/1", "/vraag/1~2"),
    }
    report = validate(quads(extraction))
    assert report.conforms


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"relations": (replace(YES, subject="e9"),)}, "no entity 'e9'"),
        ({"relations": (replace(YES, predicate="loves"),)}, "not in the vocabulary"),
        ({"relations": (replace(YES, status="perhaps"),)}, "not in the vocabulary"),
        ({"relations": (replace(YES, subject="e1", object="e0"),)}, "cannot hold between Programme and Region"),
        ({"relations": (replace(YES, confidence=1.1),)}, "not between 0 and 1"),
        ({"relations": (replace(YES, evidence=Mention(5, 99, "")),)}, "outside the text"),
        ({"entities": (replace(ASSEN, confidence=float("nan")), ACCORD, BZK)}, "not between 0 and 1"),
        ({"entities": (replace(ASSEN, mentions=(Mention(4, 4, ""),)), ACCORD, BZK)}, "outside the text"),
        ({"entities": (replace(ASSEN, type="Planet"), ACCORD, BZK)}, "unknown type 'Planet'"),
        ({"entities": (ASSEN, ACCORD, replace(BZK, id="e0"))}, "two entities have the id 'e0'"),
        ({"entities": (replace(ASSEN, same_as=("geen iri",)), ACCORD, BZK)}, "is no IRI"),
        ({"entities": (ASSEN, ACCORD, BZK, Entity("e3", "Law", "x", (), key="BWBR12"))}, "no BWB number"),
        ({"sections": (Section("answer", ("1",), 5, 4),)}, "outside the text"),
        ({"asked_by": ("e9",)}, "no entity 'e9'"),
        ({"document": DocumentInfo("")}, "no id"),
    ],
)
def test_what_cannot_be_written_well_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        list(quads(replace(BASE, **change)))  # type: ignore[arg-type]
    assert str(caught.value).startswith(("brief.txt: ", "document: it has no id"))
    assert "\n" not in str(caught.value)


def test_the_examples_conform() -> None:
    found: list[Quad] = [q for extraction in example_extractions() for q in quads(extraction)]
    assert validate(found).results == ()


def test_numbers_survive_a_store() -> None:
    extraction = replace(BASE, entities=tuple(replace(e, confidence=1e-9) for e in BASE.entities))
    store = Store()
    store.extend(quads(extraction))
    assert set(store) == set(quads(extraction))
    assert isinstance(document_iri(extraction), NamedNode)
