import time

import pytest
import spacy
from beleidsgraaf.extract.candidates import candidates
from beleidsgraaf.extract.offices import OfficeFinder
from hypothesis import given, settings
from hypothesis import strategies as st

FINDER = OfficeFinder()


def found(text: str) -> list[tuple[str, str | None]]:
    return [(text[c.start : c.end], c.label) for c in FINDER.find(text) if c.score >= 0.5]


def names(text: str) -> list[str]:
    return [name for name, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("de minister van VWS", [("minister van VWS", "minister van Volksgezondheid, Welzijn en Sport")]),
        ("De Minister van Onderwijs,\nCultuur en Wetenschap",
         [("Minister van Onderwijs,\nCultuur en Wetenschap", "minister van Onderwijs, Cultuur en Wetenschap")]),
        ("de ministers van BZK en van VWS",
         [("ministers van BZK", "minister van Binnenlandse Zaken en Koninkrijksrelaties"),
          ("VWS", "minister van Volksgezondheid, Welzijn en Sport")]),
        ("de minister van Justitie en Veiligheid en de minister van Defensie",
         [("minister van Justitie en Veiligheid", "minister van Justitie en Veiligheid"),
          ("minister van Defensie", "minister van Defensie")]),
        ("Ministers van Economische Zaken en van Klimaat en Groene Groei",
         [("Ministers van Economische Zaken", "minister van Economische Zaken"),
          ("Klimaat en Groene Groei", "minister van Klimaat en Groene Groei")]),
        ("de minister voor Langdurige Zorg en Sport",
         [("minister voor Langdurige Zorg en Sport", "minister voor Langdurige Zorg en Sport")]),
        ("minister Zandhuis (Infrastructuur en Waterstaat)",
         [("Infrastructuur en Waterstaat", "minister van Infrastructuur en Waterstaat")]),
        ("de ministers Zandhuis (VWS) en Van Wal (Rechtsbescherming)",
         [("VWS", "minister van Volksgezondheid, Welzijn en Sport"),
          ("Rechtsbescherming", "minister voor Rechtsbescherming")]),
        ("de Minister en Staatssecretaris van Defensie",
         [("Minister", "minister van Defensie"), ("Staatssecretaris van Defensie", "staatssecretaris van Defensie")]),
        ("de staatssecretaris van Financiën (FIN)",
         [("staatssecretaris van Financiën", "staatssecretaris van Financiën"),
          ("FIN", "staatssecretaris van Financiën")]),
        ("minister EZ", [("minister EZ", "minister van Economische Zaken")]),
        ("Aan de Voorzitter van de Tweede Kamer  der Staten-Generaal  Binnenhof 4",
         [("Voorzitter van de Tweede Kamer  der Staten-Generaal",
           "Voorzitter van de Tweede Kamer der Staten-Generaal")]),
        ("de minister-president van Curaçao", [("minister-president van Curaçao", "minister-president van Curaçao")]),
    ],
)  # fmt: skip
def test_members_of_government(text: str, offices: list[tuple[str, str]]) -> None:
    assert found(text) == offices


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Ik sprak de burgemeester van Groningen daarover.", "burgemeester van Groningen"),
        ("aan de commissaris van de Koning in Drenthe", "commissaris van de Koning in Drenthe"),
        ("zegt de directeur van het KNMI.", "directeur van het KNMI"),
        ("De directeur-generaal Bereikbaarheid beslist.", "directeur-generaal Bereikbaarheid"),
        ("de hoofddirecteur Financiën, Management en Control is", "hoofddirecteur Financiën, Management en Control"),
        ("De Commandant Zeestrijdkrachten geeft leiding", "Commandant Zeestrijdkrachten"),
        ("de Commandant der Strijdkrachten en anderen", "Commandant der Strijdkrachten"),
        ("de voorzitter van de Veiligheidsregio Fryslân heeft", "voorzitter van de Veiligheidsregio Fryslân"),
    ],
)
def test_heads_of_bodies(text: str, office: str) -> None:
    assert names(text) == [office]


@pytest.mark.parametrize(
    "text",
    [
        "De minister heeft dat gezegd; de burgemeester en de staatssecretaris ook.",
        "Het ministerie van Defensie betaalt.",
        "directeur Jan de Wit en hoofd A. Bos",
        "Gedeputeerde Staten van Utrecht besluiten.",
        "de directeur van de stichting en de voorzitter van de raad",
        "Minister van Weel is er.",
    ],
)
def test_what_is_no_office_is_left_alone(text: str) -> None:
    assert names(text) == []


def test_the_component_appends_to_the_candidates() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("beleidsgraaf_offices")
    assert [c.type for c in candidates(nlp("de minister van Defensie"))] == ["Office"]


@settings(max_examples=30, deadline=None)
@given(
    st.text(alphabet="Aa n,&-(\n", max_size=10),
    st.sampled_from(
        ["minister van ", "minister van Defensie en ", "directeur van de ", "hoofd A-, b- en ", "de leden "]
    ),
)
def test_long_repetitions_take_linear_time(unit: str, start: str) -> None:
    text = (start + unit) * (20_000 // len(start + unit))
    before = time.process_time()
    for c in FINDER.find(text):
        assert 0 <= c.start < c.end <= len(text)
    assert time.process_time() - before < 3


@pytest.mark.parametrize(
    "portfolio", ["Infrastructuur & Milieu", "Infrastructuur, Milieu", "Infrastructuur en\nMilieu"]
)
def test_a_portfolio_in_any_spelling_is_one(portfolio: str) -> None:
    ((_, label),) = found(f"De minister van {portfolio} antwoordt.")
    assert label == "minister van Infrastructuur en Milieu"
