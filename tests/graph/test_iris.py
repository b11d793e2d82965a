"""Names and their IRIs."""

import pytest
from beleidsgraaf.extract.extraction import Entity
from beleidsgraaf.graph.iris import document_iri, entity_iri, file_slug, region_kind, slug, tooi_type
from beleidsgraaf.ontology.naming import normalise_name
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

ID = "https://w3id.org/beleidsgraaf/id/"
TOOI = "https://identifier.overheid.nl/tooi/id/"
texts = st.text(st.one_of(st.characters(), st.sampled_from("aé.-'& \u00ad\u200b\x00\ud800")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nationaal Programma", "nationaal  programma"),
        ("'s-Hertogenbosch", "’s‑Hertogenbosch"),
        ("School & Veiligheid", "School en Veiligheid"),
        ("Fryslân", "Fryslan"),
        ("ĳsland", "IJsland"),
        ("A.S.R.", "ASR"),
        ("Straße", "strasse"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert slug(one) == slug(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("50PLUS", "50"),
        ("D66", "D66+"),
        ("Αθήνα", "Σπάρτη"),
        ("€", "$"),
        ("", "😀"),
        ("x" * 90, "x" * 91),
        ("a ~b", "a b"),
    ],
)
def test_other_names(one: str, other: str) -> None:
    assert slug(one) != slug(other)


@given(texts, texts)
def test_a_slug_is_a_name_and_a_name_a_slug(one: str, other: str) -> None:
    assert (slug(one) == slug(other)) == (normalise_name(one) == normalise_name(other))


@given(texts)
def test_slugs_are_segments_of_iris(name: str) -> None:
    for segment in (slug(name), file_slug(name)):
        assert segment
        assert segment.isascii()
        assert "/" not in segment
        assert len(segment) <= 90
        assert segment.strip(".")
        NamedNode(ID + segment)


@given(texts, texts)
def test_files_differ_by_everything(one: str, other: str) -> None:
    assert (document_iri(one) == document_iri(other)) == (one == other)


def test_files_that_look_alike() -> None:
    names = ["brief.txt", "Brief.txt", "brief..txt", "map/brief.txt", "map-brief.txt", "..", ".", "é.txt", "e.txt"]
    assert len({document_iri(name) for name in names}) == len(names)
    assert document_iri("2026Z03532.docx").value == ID + "document/2026Z03532.docx"


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        (Entity("e", "Ministry", "JenV", (), same_as=(TOOI + "ministerie/mnre1058",)), TOOI + "ministerie/mnre1058"),
        (
            Entity(
                "e", "Region", "Groningen", (), same_as=("http://www.wikidata.org/entity/Q752", TOOI + "provincie/pv20")
            ),
            TOOI + "provincie/pv20",
        ),
        # A mayor's town is not the mayor.
        (
            Entity("e", "Office", "burgemeester van Assen", (), same_as=(TOOI + "gemeente/gm0106",)),
            ID + "office/burgemeester-van-assen",
        ),
        (Entity("e", "Organisation", "Politie", (), key="politie-nederland"), ID + "organisation/politie-nederland"),
        (Entity("e", "Person", "A. de Wit", (), key="wit-1"), ID + "person/wit-1"),
        (Entity("e", "Person", "A. de Wit", ()), ID + "person/brief.txt/a-de-wit"),
        (Entity("e", "Region", "Groningen", (), kind="Municipality"), ID + "region/gemeente-groningen"),
        (Entity("e", "Region", "gemeente Groningen", (), kind="Municipality"), ID + "region/gemeente-groningen"),
        (Entity("e", "Region", "Groningen", (), kind="Province"), ID + "region/provincie-groningen"),
        (Entity("e", "Region", "Groningen", ()), ID + "region/groningen"),
    ],
)
def test_entity(entity: Entity, expected: str) -> None:
    assert entity_iri("brief.txt", entity).value == expected


@pytest.mark.parametrize(
    ("iri", "type", "kind"),
    [
        ("ministerie/mnre1058", "Ministry", None),
        ("ministerie/hv_10002", "Ministry", None),
        ("gemeente/gm0106", "Region", "Municipality"),
        ("provincie/pv22", "Region", "Province"),
        ("col/col9001", "Region", None),
        ("waterschap/ws0155", "Organisation", None),
        ("gemeente/mnre1058", None, None),
        ("gemeente/gm01060", None, None),
        ("gemeente/gm0106/x", None, None),
        ("", None, None),
    ],
)
def test_tooi(iri: str, type: str | None, kind: str | None) -> None:
    assert tooi_type(TOOI + iri) == type
    assert region_kind(TOOI + iri, None) == kind
