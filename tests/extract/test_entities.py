"""One entity per thing in a document, with its label, identifiers and other names."""

import pytest
from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.entities import gather
from beleidsgraaf.extract.extraction import Entity
from beleidsgraaf.extract.office_labels import office_key, office_label
from beleidsgraaf.extract.wordlists import table
from hypothesis import given
from hypothesis import strategies as st

Named = tuple[str, str] | tuple[str, str, str | None] | tuple[str, str, str | None, str]


def gathered(*named: Named, date: str | None = None) -> list[Entity]:
    """Gather mentions given as (text, type, key, label), each on a line of its own."""
    text, mentions = "", []
    for name, type, *more in named:
        key, label = [*more, None, None][:2]
        mentions.append(Candidate(len(text), len(text) + len(name), type, "pattern", 0.8, (key,) if key else (), label))
        text += f"{name}\n"
    return list(gather(text, mentions, date))


def test_full_name_abbreviation_and_spelling_are_one() -> None:
    (entity,) = gathered(
        ("Regio Deal Zuid-Limburg", "Programme"),
        ("Regiodeal Zuid Limburg", "Programme"),
        ("RDZL", "Programme", None, "Regio Deal Zuid-Limburg"),
    )
    assert (entity.label, len(entity.mentions)) == ("Regio Deal Zuid-Limburg", 3)
    assert entity.aliases == ("RDZL",)


@pytest.mark.parametrize(
    ("one", "other", "type"),
    [
        ("Rechtbank Noord-Holland", "Rechtbank Noord-Nederland", "Organisation"),
        ("Regio Deal Twente", "Regio Deal Drenthe", "Programme"),
        ("Subsidieregeling Sport 2025", "Subsidieregeling Sport 2026", "Programme"),
        ("minister van Defensie", "staatssecretaris van Defensie", "Office"),
        ("A. de Wit", "B. de Wit", "Person"),
    ],
)
def test_two_things_are_two(one: str, other: str, type: str) -> None:
    assert len(gathered((one, type), (other, type))) == 2


def test_two_bodies_of_one_name_are_two() -> None:
    town, province = gathered(
        ("gemeente Groningen", "Region", "gemeente-groningen"), ("provincie Groningen", "Region", "prov-gr")
    )
    assert (town.label, town.kind) == ("gemeente Groningen", "Municipality")
    assert (province.label, province.kind) == ("provincie Groningen", "Province")
    assert town.same_as[0].endswith("gm0014")
    assert province.same_as[0].endswith("pv20")


def test_one_name_of_two_types_is_two() -> None:
    assert len(gathered(("Waddenfonds", "Programme"), ("Waddenfonds", "Organisation"))) == 2


def test_a_ministry_under_two_names_is_one_with_the_name_of_the_day() -> None:
    (entity,) = gathered(
        ("ministerie van LNV", "Ministry", "min-landbouw-natuur-en-voedselkwaliteit-2024"),
        ("ministerie van LVVN", "Ministry", "min-lvvn"),
        date="2025-01-15",
    )
    assert entity.label == "ministerie van Landbouw, Visserij, Voedselzekerheid en Natuur"
    assert entity.key == "min-lvvn"
    assert entity.same_as[0].endswith("mnre1153")
    assert {"LNV", "LVVN"} <= set(entity.aliases)


def test_a_party_is_one_under_abbreviation_and_name() -> None:
    (entity,) = gathered(
        ("CDA", "Organisation", "party-cda"), ("Christen-Democratisch Appèl", "Organisation", "party-cda")
    )
    assert (entity.label, entity.key, entity.aliases) == ("Christen-Democratisch Appèl", "party-cda", ("CDA",))
    assert entity.same_as == ("http://www.wikidata.org/entity/Q273749",)


def test_countries_are_countries() -> None:
    country, water = gathered(("België", "Region", "belgie"), ("Waddenzee", "Region", "waddenzee"))
    assert (country.kind, water.kind) == ("Country", None)


def test_bodies_without_a_register_row_keep_their_key() -> None:
    (entity,) = gathered(
        ("kabinet", "Organisation", "kabinet", "kabinet"), ("Kabinet", "Organisation", "kabinet", "kabinet")
    )
    assert (entity.label, entity.key, entity.same_as) == ("kabinet", "kabinet", ())


@pytest.mark.parametrize("key", ["gemeente-groningen", "prov-gr", "prov-dr", "bes-olb"])
def test_register_codes_are_no_names_of_regions(key: str) -> None:
    (entity,) = gathered(("Groningen", "Region", key))
    assert not [a for a in entity.aliases if a.isupper()]


def test_broken_lines_and_capitals_give_no_other_names() -> None:
    (entity,) = gathered(
        ("Raad voor Rechts-\nbijstand", "Organisation"),
        ("RAAD VOOR RECHTSBIJSTAND", "Organisation"),
        ("Raad voor Rechtsbijstand", "Organisation", "zbo-rvr"),
    )
    assert entity.label == "Raad voor Rechtsbijstand"
    assert entity.aliases == ("RvR",)


def test_the_spelling_used_most_is_the_label_of_what_no_register_has() -> None:
    (entity,) = gathered(
        ("Bureau van de Hoge Commis-\nsaris", "Organisation"),
        ("Bureau van de Hoge Commissaris", "Organisation"),
        ("BUREAU VAN DE HOGE COMMISSARIS", "Organisation"),
    )
    assert entity.label == "Bureau van de Hoge Commissaris"


def test_a_surname_belongs_to_the_full_name_before_it() -> None:
    (entity,) = gathered(("D.M. van Weel", "Person"), ("Van Weel", "Person"), date="2025-02-01")
    assert entity.label == "D.M. van Weel"
    assert entity.key is None  # initials that the register lacks, and no office beside the name


def test_a_person_in_office_is_known() -> None:
    text = "Antwoord van minister Van Weel (Justitie en Veiligheid). Van Weel zegt toe."
    first, second = text.index("Van Weel"), text.rindex("Van Weel")
    mentions = [Candidate(s, s + 8, "Person", "pattern", 0.9) for s in (first, second)]
    (entity,) = gather(text, mentions, "2025-02-01")
    assert entity.key == "weel-1976"
    assert entity.same_as == ("http://www.wikidata.org/entity/Q111051482",)
    assert entity.aliases == ("David van Weel",)


def test_offices_are_called_alike_in_all_documents() -> None:
    (entity,) = gathered(
        ("minister van LNV", "Office", None, "minister van LNV"),
        ("Landbouw, Natuur en Voedselkwaliteit", "Office", None, "minister van Landbouw, Natuur en Voedselkwaliteit"),
    )
    assert entity.label == "minister van Landbouw, Natuur en Voedselkwaliteit"
    assert entity.key == "minister-van-landbouw-natuur-en-voedselkwaliteit"
    assert entity.aliases == ("minister van LNV",)  # the portfolio alone is the name of something else


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("Minister van VWS", "minister van Volksgezondheid, Welzijn en Sport"),
        ("minister voor Onderwijs, Cultuur en Wetenschappen", "minister van Onderwijs, Cultuur en Wetenschap"),
        ("staatssecretaris van Rechtsbescherming", "staatssecretaris voor Rechtsbescherming"),
        ("Burgemeester van de gemeente Assen", "burgemeester van Assen"),
        ("burgemeester van Assen", "burgemeester van Assen"),
        ("Minister-president", "minister-president"),
        ("CEO van het Loket", "CEO van het Loket"),
    ],
)
def test_labels_of_offices(written: str, label: str) -> None:
    assert office_label(written) == label
    assert office_label(label) == label


def test_every_portfolio_has_a_key_of_its_own() -> None:
    names = [row["name"] for row in table("portfolios")["portfolio"]]
    keys = {office_key(office_label(f"minister van {name}")) for name in names}
    assert None not in keys
    assert len(keys) == len(names)


NAMES = st.sampled_from(
    ["Raad voor Cultuur", "RvC", "gemeente Assen", "Assen", "minister van VWS", "A. Jansen", "Jansen", "Regio Deal X"]
)
TYPES = st.sampled_from(["Organisation", "Region", "Office", "Person", "Programme", "Ministry"])


@given(
    st.lists(
        st.tuples(
            NAMES, TYPES, st.sampled_from([None, "gemeente-assen", "min-vws", "party-d66", "adviescollege-acoi"])
        ),
        max_size=12,
    )
)
def test_every_mention_is_in_one_entity(named: list[tuple[str, str, str | None]]) -> None:
    entities = gathered(*named)
    spans = [(m.start, m.end) for e in entities for m in e.mentions]
    assert len(spans) == len(set(spans)) == len(named)
    assert [e.id for e in entities] == [f"e{i}" for i in range(len(entities))]
    firsts = [e.mentions[0].start for e in entities]
    assert firsts == sorted(firsts)
    for e in entities:
        assert e.label
        assert e.label not in e.aliases
        assert len(set(e.aliases)) == len(e.aliases)
        assert list(e.mentions) == sorted(e.mentions, key=lambda m: m.start)
