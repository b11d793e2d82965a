import time

import pytest
import spacy
from beleidsgraaf.extract.candidates import candidates
from beleidsgraaf.extract.laws import LawFinder
from beleidsgraaf.extract.resolve import resolve
from beleidsgraaf.extract.titles import TitleIndex
from hypothesis import given, settings
from hypothesis import strategies as st

FINDER = LawFinder()


def found(text: str) -> list[str]:
    return [text[c.start : c.end] for c in resolve(FINDER.find(text))]


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("op grond van artikel 3 van de Gemeentewet is", ["Gemeentewet"]),
        ("de Wet op de Raad\nvan State geldt", ["Wet op de Raad\nvan State"]),
        ("De Politiewet 2012 en de Politiewet 1993", ["Politiewet 2012", "Politiewet 1993"]),
        ("de Wet milieubeheer bestemd voor landbouw", ["Wet milieubeheer"]),
        ("de AVG, de Awb en de Wmo 2015 gelden", ["AVG", "Awb", "Wmo 2015"]),
        ("een AOW-uitkering", ["AOW"]),
        ("artikel 37 RvO en art. 2.10 Aw 2012", ["RvO", "Aw 2012"]),
        ("Het Wetsvoorstel ‘veilig wonen in de wijk’ is er.", ["Wetsvoorstel ‘veilig wonen in de wijk’"]),
        ("De Wet grondige verbouwing huurhuizen (Wgvh) geldt. De Wgvh helpt.",
         ["Wet grondige verbouwing huurhuizen", "Wgvh", "Wgvh"]),
        ("De Huurhuizenwet wordt ingevoerd.", ["Huurhuizenwet"]),
        ("het Verdrag inzake de rechten van het kind.", ["Verdrag inzake de rechten van het kind"]),
        ("Verordening (EU) 2016/679 en richtlijn 2014/65/EU", ["Verordening (EU) 2016/679", "richtlijn 2014/65/EU"]),
        ("De Digital Services Act geldt.", ["Digital Services Act"]),
        ("de Habitatrichtlijn en de Kaderrichtlijn Water", ["Habitatrichtlijn", "Kaderrichtlijn Water"]),
        ("het Burgerlijk Wetboek en het Wetboek van Strafrecht", ["Burgerlijk Wetboek", "Wetboek van Strafrecht"]),
        ("De Legesverordening Emmen 2024 ligt ter inzage.", ["Legesverordening Emmen 2024"]),
        ("Vaststelling van de begrotingsstaten van het Ministerie van Defensie (X) voor het jaar 2024",
         ["Vaststelling van de begrotingsstaten van het Ministerie van Defensie (X) voor het jaar 2024"]),
    ],
)  # fmt: skip
def test_laws_are_found(text: str, laws: list[str]) -> None:
    assert found(text) == laws


@pytest.mark.parametrize(
    "text",
    [
        "De wet bepaalt dat; deze regeling en dit besluit ook.",
        "Besluit van de Minister van Defensie",
        "Een besluit als bedoeld in artikel 3, of een ministeriële regeling.",
        "Het kabinetsbesluit en de Subsidieregeling komen eraan.",
        "De Wijkse Energie Coöperatie (WNT) is opgericht. De WNT groeit.",
    ],
)
def test_common_nouns_are_no_laws(text: str) -> None:
    assert found(text) == []


def test_keys_are_bwb_ids() -> None:
    (awb,) = FINDER.find("volgens de Awb.")
    (title,) = FINDER.find("volgens de Algemene wet  bestuursrecht.")
    assert awb.keys == title.keys == ("BWBR0005537",)
    assert awb.label == "Algemene wet bestuursrecht"


def test_an_alias_in_brackets_is_followed() -> None:
    text = "De Regeling vaste oeverbescherming meren (de oeverregeling) geldt."
    assert found(text) == ["Regeling vaste oeverbescherming meren"]
    text = "De Oeverregeling vaste bescherming meren (de oeverregeling) geldt. De Oeverregeling helpt."
    assert found(text)[1:] == ["oeverregeling", "Oeverregeling"]


def test_the_component_appends_to_the_candidates() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("beleidsgraaf_laws")
    assert [c.type for c in candidates(nlp("de Grondwet"))] == ["Law"] * len(candidates(nlp("de Grondwet")))


def test_title_index_prefers_the_longest_title() -> None:
    index = TitleIndex()
    index.add("Wet inburgering", "a")
    index.add("Wet inburgering 2021", "b")
    assert [m.keys for m in index.find("Wet inburgering 2021; wet inburgering in 2021")] == [("b",), ("a",)]
    assert index.keys("WET INBURGERING") == ("a",)
    assert index.keys("Wet") == ()


@settings(max_examples=30, deadline=None)
@given(
    st.text(alphabet="Aaw n,-(\nÆ1‘", max_size=10),
    st.sampled_from(
        ["Wet ", "Wet-", "Verdrag inzake ", "artikel 1, lid 2 van ", "Wijziging van de ", "wetsvoorstel ‘", "Aa-wet "]
    ),
)
def test_long_repetitions_take_linear_time(unit: str, start: str) -> None:
    text = (start + unit) * (20_000 // len(start + unit))
    before = time.process_time()
    for c in FINDER.find(text):
        assert 0 <= c.start < c.end <= len(text)
    assert time.process_time() - before < 3
