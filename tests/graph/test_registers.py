"""Register facts: who belongs to whom, in RDF."""

from types import MappingProxyType

import pytest
from beleidsgraaf.extract.extraction import Entity
from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.iris import entity_iri
from beleidsgraaf.graph.registers import register_quads
from beleidsgraaf.graph.validate import validate
from beleidsgraaf.ontology.register import Body, Register, register
from pyoxigraph import Quad

TOOI = "https://identifier.overheid.nl/tooi/id/"
BODIES = (
    Body("min-oud", "ministry", "Vrede en Water", "VW", tooi=TOOI + "ministerie/mnre1058", wikidata="Q1",
         valid_from="2010-01-01", valid_until="2019-12-31", successor="min-nieuw"),
    Body("min-nieuw", "ministry", "Vrede, Water en Licht", "VWL", ("Lichtministerie",),
         tooi=TOOI + "ministerie/mnre1058", wikidata="Q1", valid_from="2020-01-01"),
    Body("dienst", "agency", "Dienst Licht", "DL", parent="", ministry="min-nieuw", province="pv22"),
    Body("team", "organisational_unit", "Team Lampen", parent="dienst"),
    Body("raad", "autonomous_body", "Raad voor Licht", ministry="min-nieuw"),
    Body("prov", "province", "Drenthe", tooi=TOOI + "provincie/pv22", province="pv22"),
    Body("dorp", "municipality", "Oudorp", tooi=TOOI + "gemeente/gm0001", valid_until="2018-12-31", successor="stad",
         province="pv22"),
    Body("stad", "municipality", "Nieuwstad", tooi=TOOI + "gemeente/gm0002", valid_from="2019-01-01",
         province="pv22"),
    Body("los", "foundation", "Stichting Los", parent="bestaat-niet", province="pv99"),
)  # fmt: skip


class Few(Register):
    bodies = MappingProxyType({b.key: b for b in BODIES})


def _facts(*keys: str, all: bool = False) -> set[tuple[str, str, str]]:
    found: list[Quad] = list(register_quads(keys, all=all, registers=Few()))
    assert {q.graph_name for q in found} <= {t.REGISTERS_GRAPH}
    assert len(found) == len(set(found))
    assert validate(found).results == ()
    return {(_short(q.subject), _short(q.predicate), _short(q.object)) for q in found}


def _short(term: object) -> str:
    value = str(getattr(term, "value", ""))
    return value.rpartition("#")[2].rpartition("/")[2]


def test_relatives_come_along() -> None:
    facts = _facts("team")
    assert ("team", "partOf", "dienst") in facts
    assert ("dienst", "partOf", "mnre1058") in facts
    assert ("dienst", "locatedIn", "pv22") in facts
    assert {s for s, *_ in facts} == {"team", "dienst", "mnre1058", "pv22"}


def test_a_ministry_is_responsible_for_who_decides_alone() -> None:
    facts = _facts("raad")
    assert ("mnre1058", "responsibleFor", "raad") in facts
    assert not any(p == "partOf" for _, p, _ in facts)


def test_successors() -> None:
    facts = _facts("dorp")
    assert ("gm0002", "successorOf", "gm0001") in facts
    assert ("gm0001", "validUntil", "2018-12-31") in facts
    assert ("gm0001", "prefLabel", "gemeente Oudorp") in facts
    assert ("gm0001", "altLabel", "Oudorp") in facts
    assert {o.rpartition("#")[2] for s, p, o in facts if s == "gm0001" and p == "type"} == {"Region", "Municipality"}


def test_bodies_of_one_identifier_are_one() -> None:
    facts = _facts("min-oud")
    assert [o for s, p, o in facts if p == "prefLabel"] == ["ministerie van Vrede, Water en Licht"]
    assert {"VW", "VWL", "ministerie van Vrede en Water", "Lichtministerie"} <= {
        o for _, p, o in facts if p == "altLabel"
    }
    assert ("mnre1058", "validFrom", "2010-01-01") in facts
    assert not any(p in ("validUntil", "successorOf") for _, p, _ in facts)
    assert {o for _, p, o in facts if p == "identifier"} == {"min-oud", "min-nieuw"}
    assert [o for _, p, o in facts if p == "exactMatch"] == ["Q1"]


def test_any_key_gives_the_same_description() -> None:
    assert _facts("min-nieuw") == _facts("min-oud")
    assert _facts("raad") <= _facts("min-nieuw", "raad")
    for key in Few.bodies:
        assert _facts(key) <= _facts(all=True)


def test_a_province_does_not_lie_in_itself() -> None:
    assert not any(p == "locatedIn" for _, p, _ in _facts("prov"))


def test_unknown_keys_and_dangling_ones_are_passed_over() -> None:
    assert _facts("BWBR0005416", "niemand") == set()
    assert {p for _, p, _ in _facts("los")} == {"type", "source", "prefLabel", "identifier"}


def test_all() -> None:
    assert _facts(all=True) == _facts(*Few.bodies)


def test_order_does_not_matter() -> None:
    one = list(register_quads(["team", "dorp"], registers=Few()))
    assert one == list(register_quads(["dorp", "team", "team"], registers=Few()))


@pytest.mark.parametrize(
    ("key", "type", "kind"), [("min-jenv", "Ministry", None), ("gemeente-assen", "Region", "Municipality")]
)
def test_a_body_has_the_iri_that_documents_give_it(key: str, type: str, kind: str | None) -> None:
    body = register().bodies[key]
    entity = Entity("e0", type, "anders", (), same_as=body.same_as, key=body.key, kind=kind)
    assert entity_iri("brief.txt", entity) in {q.subject for q in register_quads([key])}


def test_real_facts_conform() -> None:
    keys = [b.key for b in register().bodies.values() if b.kind in ("ministry", "province", "inspectorate", "agency")]
    assert validate(register_quads(keys)).results == ()
