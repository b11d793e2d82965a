"""Every shipped query on two invented documents, in two engines, and what binding a value may not do."""

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest
from beleidsgraaf.extract.document import Section
from beleidsgraaf.extract.extraction import DocumentInfo, Entity, Extraction, Mention, Quantity, Relation
from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.rdf import quads
from beleidsgraaf.ontology import FormatError, QueryError
from beleidsgraaf.ontology import resources as r
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, serialize
from rdflib import Graph

TOOI = "https://identifier.overheid.nl/tooi/id/"
PVS = "Programma Veilige Straten"

# id: type, label, official identifier, kind, aliases, key; what the texts call them
THINGS: dict[str, tuple[Entity, tuple[str, ...]]] = {
    id: (Entity(id, type, label, (), same_as=same, kind=kind, aliases=aliases, key=key), names)
    for id, type, label, same, kind, aliases, key, names in (
        ("jenv", "Ministry", "ministerie van Justitie en Veiligheid", (TOOI + "ministerie/mnre1058",), None, ("JenV",),
         "min-jenv", ("ministerie van Justitie en Veiligheid", "JenV")),
        ("bzk", "Ministry", "ministerie van Binnenlandse Zaken en Koninkrijksrelaties",
         (TOOI + "ministerie/mnre1034",), None, ("BZK",), "min-bzk", ("BZK",)),
        ("pvs", "Programme", PVS, (), None, ("PVS",), None, (PVS, "PVS")),
        ("oost", "Programme", "Regiofonds Oost", (), None, (), None, ("Regiofonds Oost",)),
        ("assen", "Region", "gemeente Assen", (TOOI + "gemeente/gm0106",), "Municipality", ("Assen",),
         "gemeente-assen", ("gemeente Assen",)),
        ("emmen", "Region", "gemeente Emmen", (TOOI + "gemeente/gm0114",), "Municipality", ("Emmen",),
         "gemeente-emmen", ("gemeente Emmen",)),
        ("haren", "Region", "gemeente Haren", (TOOI + "gemeente/gm0017",), "Municipality", (), "gemeente-haren",
         ("gemeente Haren",)),
        ("buurt", "Organisation", "Stichting Buurtkracht", (), None, (), None, ("Stichting Buurtkracht",)),
        ("d66", "Organisation", "D66", (), None, (), "party-D66", ("D66",)),
        ("monitor", "Publication", "Monitor Veilige Straten", (), None, (), None, ("Monitor Veilige Straten",)),
        ("wet", "Law", "Gemeentewet", (), None, (), "BWBR0005416", ("Gemeentewet",)),
        ("wit", "Person", "A. de Wit", (), None, (), None, ("A. de Wit",)),
        ("burg", "Office", "burgemeester van Assen", (), None, (), None, ("burgemeester van Assen",)),
    )
}  # fmt: skip

LETTER = (
    ("De gemeente Assen neemt deel aan het Programma Veilige Straten.", ("assen", "participatesIn", "pvs", "stated")),
    ("Het ministerie van Justitie en Veiligheid leidt het PVS.", ("jenv", "responsibleFor", "pvs", "stated")),
    ("JenV en BZK trekken samen op.", ("jenv", "cooperatesWith", "bzk", "stated")),
    ("De gemeente Emmen wil meedoen aan het PVS.", ("emmen", "participatesIn", "pvs", "planned")),
    ("Het PVS steunt op de Gemeentewet.", ("pvs", "basedOn", "wet", "stated")),
    ("Ook de gemeente Haren is bezocht.", None),
)
ANSWER = (
    ("Doet de gemeente Emmen mee aan het PVS?", None),
    ("Ja, de gemeente Emmen doet mee aan het PVS.", ("emmen", "participatesIn", "pvs", "stated")),
    ("De gemeente Assen doet niet meer mee aan het PVS.", ("assen", "participatesIn", "pvs", "negated")),
    ("BZK doet mee aan het PVS.", ("bzk", "participatesIn", "pvs", "stated")),
    ("BZK subsidieert de Stichting Buurtkracht.", ("bzk", "funds", "buurt", "stated")),
    ("De Monitor Veilige Straten gaat over het PVS.", ("monitor", "reportsOn", "pvs", "stated")),
    ("JenV gaf de Monitor Veilige Straten uit.", ("jenv", "publishes", "monitor", "stated")),
    ("A. de Wit tekende als burgemeester van Assen.", ("wit", "holdsOffice", "burg", "stated")),
    ("A. de Wit is lid van D66.", ("wit", "memberOf", "d66", "stated")),
)
LATER = (
    ("Bent u bereid het Regiofonds Oost te verhogen?", None),
    ("Nee, daar zie ik geen aanleiding toe.", None),
    ("JenV betaalt € 3 miljoen aan het Regiofonds Oost.", ("jenv", "funds", "oost", "stated")),
    ("De gemeente Assen wil meedoen aan het Regiofonds Oost.", ("assen", "participatesIn", "oost", "planned")),
)


def _extraction(name: str, lines: tuple[tuple[str, Any], ...], **more: Any) -> Extraction:
    text = "\n".join(line for line, _ in lines)
    spans, relations, at = [], [], 0
    for line, said in lines:
        spans.append((at, at + len(line)))
        if said:
            s, p, o, status = said
            evidence = Mention(at, at + len(line), line)
            money = line.find("€ 3 miljoen")
            paid = Quantity(Decimal(3000000), "EUR", at + money, at + money + 11, "€ 3 miljoen")
            relations.append(
                Relation(s, p, o, evidence, status, 0.9, f"pattern:{p}", quantities=(paid,) if money >= 0 else ())
            )
        at += len(line) + 1
    taken: set[int] = set()
    mentions: dict[str, list[Mention]] = {}
    for id, surface in sorted(((i, n) for i, (_, names) in THINGS.items() for n in names), key=lambda x: -len(x[1])):
        for match in re.finditer(rf"\b{re.escape(surface)}\b", text):
            if not taken & set(range(*match.span())):
                taken |= set(range(*match.span()))
                mentions.setdefault(id, []).append(Mention(*match.span(), match.group()))
    entities = tuple(
        Entity(e.id, e.type, e.label, tuple(mentions[e.id]), e.same_as, e.key, e.kind, e.aliases)
        for e, _ in THINGS.values()
        if e.id in mentions
    )
    info = DocumentInfo(name, **more.pop("info"))
    return Extraction(info, text, entities, tuple(relations), tuple(spans), **more)


def _all_quads() -> list[Quad]:
    letter = _extraction(
        "voortgang-2024.txt",
        LETTER,
        info={"kind": "letter", "date": datetime.date(2024, 5, 1), "numbers": ("30000-12",)},
    )
    first, second = len(ANSWER[0][0]), len(ANSWER[1][0])
    answer = _extraction(
        "antwoord-2025.docx",
        ANSWER,
        info={"kind": "answer", "date": datetime.date(2025, 3, 10), "title": "Antwoord", "numbers": ("2025Z01234",)},
        sections=(Section("question", ("1",), 0, first), Section("answer", ("1",), first + 1, first + 1 + second)),
        asked_by=("wit",),
        addressed_to=("jenv",),
        answered_by=("jenv",),
    )
    asked, told = len(LATER[0][0]), len(LATER[1][0])
    later = _extraction(
        LAST,
        LATER,
        info={"kind": "answer", "date": datetime.date(2026, 1, 15)},
        sections=(Section("question", ("1",), 0, asked), Section("answer", ("1",), asked + 1, asked + 1 + told)),
        answered_by=("jenv",),
    )
    wit = NamedNode("https://w3id.org/beleidsgraaf/id/person/antwoord-2025.docx/a-de-wit")
    burg = NamedNode("https://w3id.org/beleidsgraaf/id/office/burgemeester-van-assen")
    term = NamedNode("https://w3id.org/beleidsgraaf/id/term/1")
    haren, groningen = NamedNode(TOOI + "gemeente/gm0017"), NamedNode(TOOI + "gemeente/gm0014")
    facts = [
        Quad(term, t.RDF_TYPE, t.bg("TermOfOffice"), t.REGISTERS_GRAPH),
        Quad(term, t.bg("heldBy"), wit, t.REGISTERS_GRAPH),
        Quad(term, t.bg("ofOffice"), burg, t.REGISTERS_GRAPH),
        Quad(term, t.bg("validFrom"), Literal("2020-09-01", datatype=t.XSD_DATE), t.REGISTERS_GRAPH),
        Quad(haren, t.bg("validUntil"), Literal("2018-12-31", datatype=t.XSD_DATE), t.REGISTERS_GRAPH),
        Quad(groningen, t.bg("successorOf"), haren, t.REGISTERS_GRAPH),
        Quad(groningen, t.PREF_LABEL, Literal("gemeente Groningen", language="nl"), t.REGISTERS_GRAPH),
        Quad(groningen, t.RDF_TYPE, t.bg("Region"), t.REGISTERS_GRAPH),
    ]
    return [*quads(letter), *quads(answer), *quads(later), *facts]


@pytest.fixture(scope="module")
def oxigraph() -> Store:
    store = Store()
    store.bulk_extend(_all_quads())
    return store


@pytest.fixture(scope="module")
def rdflib_graph(oxigraph: Store) -> Graph:
    union = {quad.triple for quad in oxigraph}
    return Graph().parse(data=serialize(union, format=RdfFormat.N_TRIPLES), format="nt")


def _ask_oxigraph(store: Store, sparql: str) -> list[dict[str, str | None]]:
    found = store.query(sparql, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    names = [v.value for v in found.variables]
    rows = []
    for solution in found:
        terms = [solution[name] for name in names]
        rows.append({n: None if x is None else getattr(x, "value", "") for n, x in zip(names, terms, strict=True)})
    return rows


def _ask_rdflib(graph: Graph, sparql: str) -> list[dict[str, str | None]]:
    found = graph.query(sparql)
    assert found.vars is not None
    names = [str(v) for v in found.vars]
    return [
        {n: None if x is None else str(x) for n, x in zip(names, row, strict=True)}
        for row in found
        if isinstance(row, tuple)
    ]


def _sorted(rows: list[dict[str, str | None]]) -> list[str]:
    return sorted(repr(sorted(row.items(), key=lambda x: x[0])) for row in rows)


def _pick(rows: list[dict[str, str | None]], columns: str) -> list[tuple[str | None, ...]]:
    return sorted((tuple(row[c] for c in columns.split()) for row in rows), key=repr)


ASSEN, EMMEN, JENV = "gemeente Assen", "gemeente Emmen", "ministerie van Justitie en Veiligheid"
BZK = "ministerie van Binnenlandse Zaken en Koninkrijksrelaties"
OLD, NEW, LAST = "voortgang-2024.txt", "antwoord-2025.docx", "antwoord-2026.docx"

ANSWERS: list[tuple[str, dict[str, str], str, list[tuple[str | None, ...]]]] = [
    ("gemeenten-in-programma", {"programma": "pvs"}, "gemeente programma zin document datum", [
        (ASSEN, PVS, LETTER[0][0], OLD, "2024-05-01"),
        (EMMEN, PVS, ANSWER[1][0], NEW, "2025-03-10"),
    ]),
    ("gemeenten-in-programma", {"programma": "Deltaplan"}, "gemeente", []),
    ("wie-is-verantwoordelijk", {"actor": "jenv"}, "actor waarvoor document", [(JENV, PVS, OLD)]),
    ("wie-is-verantwoordelijk", {"waarvoor": "PVS", "actor": "BZK"}, "actor", []),
    ("geldstromen", {"ontvanger": "stichting buurtkracht"}, "gever ontvanger", [(BZK, "Stichting Buurtkracht")]),
    ("rol-in-programma", {"programma": PVS}, "actor rol document", [
        (ASSEN, "participatesIn", OLD),
        (EMMEN, "participatesIn", NEW),
        (BZK, "participatesIn", NEW),
        (JENV, "responsibleFor", OLD),
    ]),
    ("samenwerkende-ministeries", {}, "ministerie ander_ministerie via documenten", [
        (BZK, JENV, PVS, "1"),
        (BZK, JENV, "rechtstreeks", "1"),
    ]),
    ("samenwerkende-ministeries", {"ministerie": "JenV"}, "ministerie ander_ministerie via", [
        (JENV, BZK, PVS),
        (JENV, BZK, "rechtstreeks"),
    ]),
    ("rapporten-over-programma", {"programma": "PVS"}, "publicatie uitgever zin", [
        ("Monitor Veilige Straten", JENV, ANSWER[5][0]),
    ]),
    ("wie-vroeg-wie-antwoordde", {"document": "2025Z01234"}, "document rol wie titel", [
        (NEW, "antwoordde", JENV, "Antwoord"),
        (NEW, "kreeg de vragen", JENV, "Antwoord"),
        (NEW, "stelde de vragen", "A. de Wit", "Antwoord"),
    ]),
    ("wie-vroeg-wie-antwoordde", {"naam": "A. DE WIT"}, "rol", [("stelde de vragen",)]),
    ("vragen-over", {"naam": "Emmen"}, "soort nummer zin", [
        ("antwoord", "1", ANSWER[1][0]),
        ("vraag", "1", ANSWER[0][0]),
    ]),
    ("alles-over-gebied", {"gebied": "Emmen"}, "relatie voorwerp status zin", [
        ("genoemd", None, None, ANSWER[0][0]),
        ("participatesIn", PVS, "planned", LETTER[3][0]),
        ("participatesIn", PVS, "stated", ANSWER[1][0]),
    ]),
    ("wat-documenten-delen", {"document1": OLD, "document2": NEW}, "naam type vermeldingen_een vermeldingen_ander", [
        (ASSEN, "Region", "1", "1"),
        (EMMEN, "Region", "1", "2"),
        (BZK, "Ministry", "1", "2"),
        (JENV, "Ministry", "2", "1"),
        (PVS, "Programme", "4", "5"),
    ]),
    ("wat-veranderde", {"programma": "PVS", "document1": "30000-12"}, "verandering onderwerp relatie status", [
        ("nieuw", ASSEN, "participatesIn", "negated"),
        ("nieuw", EMMEN, "participatesIn", "stated"),
        ("nieuw", BZK, "participatesIn", "stated"),
        ("nieuw", "Monitor Veilige Straten", "reportsOn", "stated"),
        ("verdwenen", ASSEN, "participatesIn", "stated"),
        ("verdwenen", EMMEN, "participatesIn", "planned"),
        ("verdwenen", JENV, "responsibleFor", "stated"),
        ("verdwenen", PVS, "basedOn", "stated"),
    ]),
    ("zonder-officieel-kenmerk", {}, "naam type vermeldingen documenten", [
        ("Stichting Buurtkracht", "Organisation", "1", "1"),
    ]),
    ("zonder-officieel-kenmerk", {"type": "region"}, "naam", []),
    ("herkomst", {"onderwerp": "Assen", "voorwerp": "PVS", "relatie": "participatesin"},
     "status zekerheid methode zin document", [
        ("negated", "0.9", "pattern:participatesIn", ANSWER[2][0], NEW),
        ("stated", "0.9", "pattern:participatesIn", LETTER[0][0], OLD),
    ]),
    ("meest-genoemd", {"type": "Programme"}, "naam vermeldingen documenten", [
        (PVS, "9", "2"),
        ("Regiofonds Oost", "3", "1"),
    ]),
    ("niet-vastgesteld", {}, "status onderwerp", [("negated", ASSEN), ("planned", ASSEN), ("planned", EMMEN)]),
    ("niet-vastgesteld", {"status": "planned", "naam": "PVS"}, "status onderwerp", [("planned", EMMEN)]),
    ("niet-vastgesteld", {"naam": "D66"}, "status", []),
    ("grondslagen", {"grondslag": "gemeentewet"}, "wat grondslag kenmerk", [(PVS, "Gemeentewet", "BWBR0005416")]),
    ("personen", {"persoon": "A. de Wit"}, "relatie wat", [
        ("holdsOffice", "burgemeester van Assen"),
        ("memberOf", "D66"),
    ]),
    ("samen-genoemd", {"naam": "Emmen"}, "een ander zinnen", [(EMMEN, PVS, "3")]),
    ("documenten", {}, "document soort datum titel entiteiten vermeldingen", [
        (NEW, "answer", "2025-03-10", "Antwoord", "10", "18"),
        (OLD, "letter", "2024-05-01", None, "7", "11"),
        (LAST, "answer", "2026-01-15", None, "3", "5"),
    ]),
    ("documenten", {"soort": "ANSWER"}, "document", [(NEW,), (LAST,)]),
    ("afgewezen", {}, "wie gevraagd zin document", [(JENV, LATER[0][0], LATER[1][0], LAST)]),
    ("afgewezen", {"naam": "regiofonds oost"}, "nummer", [("1",)]),
    ("afgewezen", {"naam": "PVS"}, "zin", []),
    ("nog-niet-gesteld", {}, "onderwerp relatie voorwerp", [(ASSEN, "participatesIn", "Regiofonds Oost")]),
    ("nog-niet-gesteld", {"naam": "Emmen"}, "onderwerp", []),
    ("wie-vroeg-het-meest", {"naam": "PVS"}, "wie partij vragen documenten", [("A. de Wit", "D66", "1", "1")]),
    ("geld-per-programma", {}, "programma gever ontvanger bedrag zoals_genoemd zin", [
        ("Regiofonds Oost", JENV, "Regiofonds Oost", "3000000", "€ 3 miljoen", LATER[2][0]),
    ]),
    ("geld-per-programma", {"programma": "PVS"}, "gever", []),
    ("tijdlijn-programma", {"programma": "Regiofonds Oost"}, "datum relatie onderwerp status plaats", [
        ("2026-01-15", "funds", JENV, "stated", "85"),
        ("2026-01-15", "genoemd", None, None, "18"),
        ("2026-01-15", "participatesIn", ASSEN, "planned", "135"),
    ]),
    ("ambten-op-datum", {"persoon": "A. de Wit"}, "ambt van tot document datum", [
        ("burgemeester van Assen", "2020-09-01", None, NEW, "2025-03-10"),
    ]),
    ("opgevolgde-lichamen", {}, "naam geldig_tot opvolger documenten", [
        ("gemeente Haren", "2018-12-31", "gemeente Groningen", "1"),
    ]),
]  # fmt: skip


def _id(case: object) -> str:
    return case if isinstance(case, str) and " " not in case else ""


@pytest.mark.parametrize(("name", "values", "columns", "expected"), ANSWERS, ids=_id)
def test_answer(
    name: str,
    values: dict[str, str],
    columns: str,
    expected: list[tuple[str | None, ...]],
    oxigraph: Store,
    rdflib_graph: Graph,
) -> None:
    sparql = r.shipped_query(name).bind(**values)
    rows = _ask_oxigraph(oxigraph, sparql)
    assert _pick(rows, columns) == sorted(expected, key=repr)
    assert _sorted(_ask_rdflib(rdflib_graph, sparql)) == _sorted(rows)


@pytest.mark.parametrize("name", list(r.shipped_queries()))
def test_without_values_it_runs_over_everything(name: str, oxigraph: Store, rdflib_graph: Graph) -> None:
    query = r.shipped_query(name)
    rows = _ask_oxigraph(oxigraph, query.text)
    assert rows
    assert _sorted(_ask_rdflib(rdflib_graph, query.text)) == _sorted(rows)


@pytest.mark.parametrize("name", list(r.shipped_queries()))
def test_an_empty_graph_has_no_answers(name: str) -> None:
    text = r.shipped_query(name).text
    assert _ask_oxigraph(Store(), text) == []
    assert _ask_rdflib(Graph(), text) == []


def test_every_query_is_tried() -> None:
    assert {name for name, *_ in ANSWERS} == set(r.shipped_queries())
    assert len(r.shipped_queries()) >= 12
    for query in r.shipped_queries().values():
        assert query.question_nl.endswith("?")
        assert query.question_en.endswith("?")


def test_an_iri_is_a_name_too(oxigraph: Store) -> None:
    sparql = r.shipped_query("alles-over-gebied").bind(gebied=TOOI + "gemeente/gm0114")
    assert len(_ask_oxigraph(oxigraph, sparql)) == 3


def test_names_in_several_graphs_give_one_row() -> None:
    store = Store()
    text = "BZK betaalt de GGD."
    for number in range(3):
        label = f"BZK {number}"
        entities = (
            Entity("e0", "Ministry", label, (Mention(0, 3, "BZK"),), same_as=(TOOI + "ministerie/mnre1034",)),
            Entity("e1", "Organisation", "GGD", (Mention(15, 18, "GGD"),)),
        )
        relation = Relation("e0", "funds", "e1", Mention(0, 19, text))
        store.bulk_extend(quads(Extraction(DocumentInfo(f"{number}.txt"), text, entities, (relation,))))
    rows = _ask_oxigraph(store, r.shipped_query("geldstromen").text)
    assert [(row["gever"], row["document"]) for row in rows] == [("BZK 0", f"{n}.txt") for n in range(3)]
    assert {row["vermeldingen"] for row in _ask_oxigraph(store, r.shipped_query("meest-genoemd").text)} == {"3"}


HOSTILE = [
    "' } DROP ALL #",
    "'''",
    '"',
    "\\",
    "\\'",
    "\\u0027 } #",
    "\\\\u0027",
    "\\U00000027",
    "a\nb\rc\td",
    "VALUES ?zoek_waarvoor { UNDEF }",
    "\x00\x08\ud800",
    "é 😀 \u2028",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_stays_a_value(value: str, oxigraph: Store, rdflib_graph: Graph) -> None:
    sparql = f"SELECT ?x WHERE {{ VALUES ?x {{ {r.sparql_string(value)} }} }}"
    expected = re.sub("[\x00-\x08\ud800-\udfff]", "\ufffd", value)
    assert _ask_oxigraph(oxigraph, sparql) == [{"x": expected}]
    assert _ask_rdflib(rdflib_graph, sparql) == [{"x": expected}]
    query = r.shipped_query("wie-is-verantwoordelijk").bind(actor=value, waarvoor=value)
    assert _ask_oxigraph(oxigraph, query) == []
    assert _ask_rdflib(rdflib_graph, query) == []


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\\'\"uU0027{}#\n"))))
def test_any_text_stays_text(value: str) -> None:
    sparql = f"SELECT ?x WHERE {{ VALUES ?x {{ {r.sparql_string(value)} }} }}"
    found = _ask_oxigraph(Store(), sparql)
    assert found == [{"x": r._UNWRITABLE.sub("\ufffd", value)}]
    assert _ask_rdflib(Graph(), sparql) == found


def test_two_values_do_not_meet() -> None:
    query = r.shipped_query("wie-is-verantwoordelijk")
    text = query.bind(actor="VALUES ?zoek_waarvoor { UNDEF }", waarvoor="x' } #")
    assert "{ 'VALUES ?zoek_waarvoor { UNDEF }' }" in text
    assert "VALUES ?zoek_waarvoor { 'x\\' } #' }" in text


def test_unknown_names_are_refused() -> None:
    with pytest.raises(QueryError, match="there are: afgewezen, alles-over-gebied"):
        r.shipped_query("bestaat-niet")
    with pytest.raises(QueryError, match="it takes: programma"):
        r.shipped_query("gemeenten-in-programma").bind(gemeente="Assen")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {}",
        "# vraag: Wat?\nSELECT * {}",
        '# vraag: Wat?\n# question: What?\n# param: x = "y"\nSELECT * {}',
        "# vraag: Wat?\n# question: What?\n# param: x\nSELECT * { VALUES ?zoek_x { UNDEF } }",
    ],
)
def test_a_head_must_be_whole(text: str) -> None:
    with pytest.raises(FormatError, match=r"queries/proef\.rq"):
        r._parse("proef", text)
