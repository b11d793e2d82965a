"""Which register entry a name means: by date, by the words around it, by what else is named."""

import pytest
from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.linking import choose_keys
from beleidsgraaf.extract.loose_names import loose, loose_keys
from beleidsgraaf.extract.ministry_names import find as find_misspelt
from beleidsgraaf.extract.register_matches import find
from beleidsgraaf.extract.resolve import resolve
from beleidsgraaf.ontology.register import register
from hypothesis import given
from hypothesis import strategies as st


def linked(text: str, date: str | None = None) -> dict[str, str | None]:
    """Return the key of each register name in a text."""
    chosen = resolve([*find(text), *find_misspelt(text)])
    return {text[c.start : c.end]: key for c, key in zip(chosen, choose_keys(text, chosen, date), strict=True)}


@pytest.mark.parametrize(
    ("text", "date", "key"),
    [
        ("het ministerie van LNV", "2009-03-01", "min-landbouw-natuur-en-voedselkwaliteit"),
        ("het ministerie van LNV", "2019-03-01", "min-landbouw-natuur-en-voedselkwaliteit-2024"),
        ("het ministerie van LNV", "2025-03-01", "min-landbouw-natuur-en-voedselkwaliteit-2024"),
        ("het ministerie van LVVN", "2025-03-01", "min-lvvn"),
        ("het ministerie van EZ", "2009-03-01", "min-economische-zaken"),
        ("het ministerie van EZ", "2025-03-01", "min-economische-zaken-2026"),
        ("het ministerie van Economische Zaken", "2009-03-01", "min-economische-zaken"),
        ("het ministerie van EZK", "2019-03-01", "min-economische-zaken-en-klimaat-2024"),
        ("het ministerie van EZK", "2026-03-01", "min-ezk"),
        ("het ministerie van EZK", None, "min-ezk"),
        ("het ministerie van VenJ", "2014-03-01", "min-veiligheid-en-justitie-2017"),
        ("het ministerie van JenV", None, "min-jenv"),
    ],
)
def test_ministries_at_the_date_of_the_document(text: str, date: str | None, key: str) -> None:
    assert list(linked(text, date).values()) == [key]


def test_the_lives_of_economische_zaken_share_identifiers_where_the_register_says_so() -> None:
    bodies = register().bodies
    assert bodies["min-economische-zaken-2026"].tooi == bodies["min-ezk"].tooi
    assert bodies["min-economische-zaken"].tooi != bodies["min-ezk"].tooi


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("de gemeente Groningen", ["gemeente-groningen"]),
        ("de provincie Groningen", ["prov-gr"]),
        ("de provincies Groningen en Drenthe", ["prov-gr", "prov-dr"]),
        ("de gemeenten Groningen en Assen", ["gemeente-groningen", "gemeente-assen"]),
        ("Fryslân, Groningen en Drenthe", ["prov-fr", "prov-gr", "prov-dr"]),
        ("de steden Utrecht en Zwolle", ["gemeente-utrecht", "gemeente-zwolle"]),
        ("gedeputeerde staten van Utrecht", ["prov-ut"]),
        ("de burgemeester van Utrecht", ["gemeente-utrecht"]),
    ],
)
def test_municipality_or_province(text: str, keys: list[str]) -> None:
    assert list(linked(text).values()) == keys


def test_how_the_document_speaks_elsewhere_decides() -> None:
    text = "De provincie Utrecht betaalt. Utrecht wil meer."
    assert list(linked(text).values()) == ["prov-ut", "prov-ut"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("de gemeente Bergen", [None]),
        ("de gemeente Bergen (NH)", ["gemeente-bergen-nh"]),
        ("de gemeente Bergen (Noord-Holland)", ["gemeente-bergen-nh", "prov-nh"]),
        ("de gemeente Bergen (L.)", ["gemeente-bergen-l"]),
        ("de provincie Limburg en de gemeente Bergen", ["prov-li", "gemeente-bergen-l"]),
        ("de gemeente Hengelo (Ov)", ["gemeente-hengelo"]),
        ("in Hengelo (Gld)", [None]),
        ("de gemeente Hengelo (zie bijlage)", ["gemeente-hengelo"]),
    ],
)
def test_towns_of_one_name(text: str, keys: list[str | None]) -> None:
    assert list(linked(text).values()) == keys


def test_an_ordinary_word_is_no_town() -> None:
    assert linked("Best veel mensen wonen hier.") == {}
    assert linked("Veel mensen wonen in Best.") == {"Best": "gemeente-best"}


@pytest.mark.parametrize(
    ("written", "type", "key"),
    [
        ("Raad voor de Rechts-\nbijstand", "Organisation", "zbo-rvr"),
        ("Nederlandse Voedsel- en Waren Autoriteit", "Organisation", "inspectie-nvwa"),
        ("gemeente Horst a/d Maas", "Region", "gemeente-horst-aan-de-maas"),
        ("Noardeast-Fryslan", "Region", "gemeente-noardeast-fryslan"),
        ("provincie Zuid Holland", "Region", "prov-zh"),
    ],
)
def test_names_spelt_otherwise(written: str, type: str, key: str) -> None:
    mention = Candidate(0, len(written), type, "pattern", 0.8)
    assert choose_keys(written, [mention], None) == [key]


@pytest.mark.parametrize("written", ["Rechtbank Noord-Brabant", "Stichting De Onbekende", "Raad voor de Bijstand"])
def test_names_that_only_look_alike_are_not_linked(written: str) -> None:
    assert choose_keys(written, [Candidate(0, len(written), "Organisation", "pattern", 0.8)], None) == [None]


def test_the_word_before_a_name_tells_what_it_is() -> None:
    mention = Candidate(0, len("provincie Assen"), "Region", "pattern", 0.8)
    assert choose_keys("provincie Assen", [mention], None) == [None]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("het Ministerie van Jusitie en Veiligheid", "min-jenv"),
        ("het ministerie van  Economische Zeken en Klimaat", "min-ezk"),
        ("het ministerie van\nBinnenlandse zaken & Koninkrijksrelaties", "min-bzk"),
    ],
)
def test_misspelt_ministries(text: str, key: str) -> None:
    (found,) = linked(text).items()
    assert found == (text.removeprefix("het "), key)


@pytest.mark.parametrize("text", ["het ministerie van Onderwijs", "het ministerie van Handel en Nijverheid van België"])
def test_other_ministries_are_left_alone(text: str) -> None:
    assert not list(find_misspelt(text))


def test_persons_are_not_linked_one_mention_at_a_time() -> None:
    text = "S.A.M. Kaag"
    assert choose_keys(text, [Candidate(0, len(text), "Person", "pattern", 0.9, ("kaag-sam-1961",))], None) == [None]


@given(st.text())
def test_loose_names_do_not_vary_with_case_and_hyphens(name: str) -> None:
    assert loose(name.upper().lower()) == loose(name.lower())
    assert loose(name.replace("-", " ")) == loose(name)
    loose_keys(name, "Organisation")


@given(st.lists(st.sampled_from(["Groningen", "gemeente Bergen", "ministerie van EZ", "Utrecht", ", ", " en ", "\n"])))
def test_every_mention_gets_one_of_its_keys_or_none(parts: list[str]) -> None:
    text = " ".join(parts)
    chosen = resolve(find(text))
    for candidate, key in zip(chosen, choose_keys(text, chosen, "2020-01-01"), strict=True):
        assert key is None or key in candidate.keys
