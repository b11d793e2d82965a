"""Names from the registers in running text."""

import pytest
from beleidsgraaf.extract.register_matches import find
from beleidsgraaf.extract.register_names import names
from beleidsgraaf.ontology import ENTITY_TYPES
from beleidsgraaf.ontology.register import register
from hypothesis import given
from hypothesis import strategies as st


def found(text: str, least: float = 0.5) -> dict[str, str]:
    return {text[c.start : c.end]: c.type for c in find(text) if c.score >= least}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("het ministerie van LNV", {"ministerie van LNV": "Ministry"}),
        ("de ministeries van BZK en VWS", {"BZK": "Ministry", "VWS": "Ministry"}),
        (
            "het ministerie van Onderwijs, Cultuur en\nWetenschap",
            {"ministerie van Onderwijs, Cultuur en\nWetenschap": "Ministry"},
        ),
        ("de gemeente Assen", {"gemeente Assen": "Region"}),
        ("de provincie Drenthe", {"provincie Drenthe": "Region"}),
        ("de gemeenten Assen en Emmen", {"Assen": "Region", "Emmen": "Region"}),
        ("het RIVM en de AIVD", {"RIVM": "Organisation", "AIVD": "Organisation"}),
        ("Waterschap Hunze en Aa's", {"Waterschap Hunze en Aa's": "Organisation"}),
        ("de NAVO in Brussel", {"NAVO": "Organisation", "Brussel": "Region"}),
        ("de fractie van GroenLinks-PvdA", {"GroenLinks-PvdA": "Organisation"}),
        ("Best veel, echt waar.", {}),
        ("in Best wonen", {"Best": "Region"}),
        ("de gemeente Best", {"gemeente Best": "Region"}),
        ("Buren klagen.", {}),
        ("De heer Klein en mevrouw Verdonk", {}),
        ("op de Groningse markt", {}),
        ("de Auditdienst Rijk en de Inspectie der Rijksfinanciën",
         {"Auditdienst Rijk": "Organisation", "Inspectie der Rijksfinanciën": "Organisation"}),
        ("naar de Rijksuniversiteit Groningen", {"Rijksuniversiteit Groningen": "Organisation"}),
    ],
)  # fmt: skip
def test_finds_names_with_their_type_words(text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected


def test_what_a_type_word_says_is_kept() -> None:
    (town,) = find("de gemeente Groningen")
    (province,) = find("de provincie Groningen")
    (either,) = find("in Groningen")
    assert town.keys == ("gemeente-groningen",)
    assert province.keys == ("prov-gr",)
    assert set(either.keys) == {"gemeente-groningen", "prov-gr"}


def test_a_town_named_in_two_provinces_may_be_either() -> None:
    (town,) = find("de gemeente Bergen")
    assert set(town.keys) == {"gemeente-bergen-l", "gemeente-bergen-nh"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("RIVM", "Rijksinstituut voor Volksgezondheid en Milieu"),
        ("Nidos", "Stichting Nidos"),
        ("DT&V", "Dienst Terugkeer en Vertrek"),
        ("Deltares", "Stichting Deltares"),
        ("Den Bosch", "'s-Hertogenbosch"),
        ("WODC", "Wetenschappelijk Onderzoek- en Datacentrum"),
    ],
)
def test_one_body_answers_to_its_abbreviation_and_its_names(one: str, other: str) -> None:
    (a,), (b,) = list(find(f"door {one}.")), list(find(f"door {other}."))
    assert a.keys == b.keys
    assert len(a.keys) == 1


def test_names_to_look_for_are_sound() -> None:
    for name in names(register()):
        assert name.type in ENTITY_TYPES
        assert name.text == name.text.strip() != ""
        assert 0 < name.score <= 1
        assert name.key


@given(
    st.text(max_size=30), st.sampled_from(["gemeente Assen", "het RIVM", "ministerie van VWS", "Assen, Emmen en Best"])
)
def test_spans_lie_in_the_text(around: str, name: str) -> None:
    text = f"{around} {name}{around}"
    for c in find(text):
        assert 0 <= c.start < c.end <= len(text)
        assert text[c.start : c.end].strip() == text[c.start : c.end]
