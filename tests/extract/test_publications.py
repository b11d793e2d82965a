import time

import pytest
import spacy
from beleidsgraaf.extract.candidates import candidates
from beleidsgraaf.extract.publications import PublicationFinder
from beleidsgraaf.extract.resolve import resolve
from hypothesis import given, settings
from hypothesis import strategies as st

FINDER = PublicationFinder()


def found(text: str) -> list[str]:
    return [text[c.start : c.end] for c in resolve(FINDER.find(text))]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Kent u het bericht ‘Bruggen in de stad blijven dicht’?", ["Bruggen in de stad blijven dicht"]),
        ("Kent u het artikel «Bruggen blijven\ndicht» in de krant?", ["Bruggen blijven\ndicht"]),
        ("de uitzending van Zembla 'Het geheim van de brug'?", ["Het geheim van de brug"]),
        ("het artikel 'Wie betaalt foto's van bruggen?'", ["Wie betaalt foto's van bruggen?"]),
        ("de berichten «Brug open» en «Brug weer dicht»", ["Brug open", "Brug weer dicht"]),
        ("het bericht “Brug open (nos.nl)”", ["Brug open"]),
        ("1) Trouw, 3 maart 2025, De brug blijft nog lang dicht(https://www.trouw.nl/x)",
         ["De brug blijft nog lang dicht"]),
        ("2 NOS, 3 maart 2025, «De brug gaat open» (https://nos.nl)", ["De brug gaat open"]),
        ("Uit het rapport Bruggen in beeld (Kamerstuk 1, nr. 2) blijkt", ["Bruggen in beeld"]),
        ("In de Voorjaarsnota 2024 en het jaarverslag ProRail 2022.",
         ["Voorjaarsnota 2024", "jaarverslag ProRail 2022"]),
        ("de Kadernota 2026-2029 is af", ["Kadernota 2026-2029"]),
        ("Het staat in de Landelijke Jeugdmonitor.", ["Landelijke Jeugdmonitor"]),
        ("Het besluit staat in de Staatscourant en het Staatsblad.", ["Staatscourant", "Staatsblad"]),
        ("\nRaadsinformatiebrief toegangswegen haven \nBesluit: akkoord", ["Raadsinformatiebrief toegangswegen haven"]),
        ("J. Bos, ‘De brug als metafoor’, Delft 2011.", ["De brug als metafoor"]),
        ("over het Verantwoordingsonderzoek Ministerie van Defensie (X), Rapport bij het Jaarverslag 2021.",
         ["Verantwoordingsonderzoek Ministerie van Defensie (X), Rapport bij het Jaarverslag 2021"]),
    ],
)  # fmt: skip
def test_titles_are_found_without_quotation_marks(text: str, titles: list[str]) -> None:
    assert found(text) == titles


@pytest.mark.parametrize(
    "text",
    [
        "Het rapport is af en de monitor ook; het jaarverslag volgt.",
        "Het programma ‘Veilig op de brug’ en de aanpak ‘Dicht is dicht’.",
        "Hij sprak van een ‘moeilijke brug’ in de brief.",
        "de begrippen ‘toelating’ en ‘verblijf’ in het artikel",
        "de brief van 3 maart 2024 en het rapport van 26 september 2011",
        "een Kamerbrief",
        "Zie artikel 6 «Bruggen en wegen».",
    ],
)
def test_what_is_no_title_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_component_appends_to_the_candidates() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("beleidsgraaf_publications")
    (publication,) = candidates(nlp("het bericht ‘De brug  gaat open’"))
    assert (publication.type, publication.label) == ("Publication", "De brug gaat open")


@settings(max_examples=30, deadline=None)
@given(
    st.text(alphabet="Aa n,-(\n‘'\"«1", max_size=10),
    st.sampled_from(
        ["rapport ‘", "‘", "Jaarverslag ", "Nota\n", "Agendapunt: a\n", "- 1 mei 2020\na", "NOS, 1 mei 2020, Aaa "]
    ),
)
def test_long_repetitions_take_linear_time(unit: str, start: str) -> None:
    text = (start + unit) * (20_000 // len(start + unit))
    before = time.process_time()
    for c in FINDER.find(text):
        assert 0 <= c.start < c.end <= len(text)
    assert time.process_time() - before < 3
