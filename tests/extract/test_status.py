import pytest
from beleidsgraaf.extract.status import status_of
from beleidsgraaf.ontology import STATUSES
from hypothesis import given
from hypothesis import strategies as st

SENTENCES = [
    ("De gemeente *neemt deel aan het programma.", "stated"),
    ("De gemeente *neemt sinds 2020 deel aan het programma, maar de provincie niet.", "stated"),
    ("Niet alleen de gemeente *neemt deel aan het programma.", "stated"),
    ("De gemeente *neemt deel en doet dat als partner van het Rijk.", "stated"),
    ("De gemeente *werkt samen met de politie en zorgt ervoor dat mensen niet wachten.", "stated"),
    ("De gemeente *neemt niet deel aan het programma.", "negated"),
    ("De gemeente *neemt geen deel aan het programma.", "negated"),
    ("De gemeente heeft nooit *deelgenomen aan het programma.", "negated"),
    ("Het voorstel om *deel te nemen aan het programma is afgewezen.", "negated"),
    ("De provincie weigert *deel te nemen aan het programma.", "negated"),
    ("De gemeente zal *deelnemen aan het programma.", "planned"),
    ("De gemeente is voornemens *deel te nemen aan het programma.", "planned"),
    ("De gemeente is van plan *deel te nemen aan het programma.", "planned"),
    ("Het kabinet wil dat de gemeente *deelneemt aan het programma.", "planned"),
    ("De Kamer verzoekt de gemeente *deel te nemen aan het programma.", "planned"),
    ("Indien de gemeente *deelneemt aan het programma, volgt een bijdrage.", "conditional"),
    ("Als de gemeente *deelneemt aan het programma, volgt een bijdrage.", "conditional"),
    ("De gemeente zou *deelnemen aan het programma.", "conditional"),
    ("De gemeente *neemt deel aan het programma, mits er geld is.", "conditional"),
    ("De gemeente *neemt niet langer deel aan het programma.", "ended"),
    ("Het programma, dat door de gemeente werd *uitgevoerd, is beëindigd.", "stated"),
    ("De voormalige gemeente *nam deel aan het programma.", "ended"),
    ("De *samenwerking liep tot 2021.", "ended"),
    ("*Neemt de gemeente deel aan het programma?", "asked"),
    ("Klopt het dat de gemeente *deelneemt aan het programma? 1)", "asked"),
    ("Bent u ermee bekend dat de gemeente *deelneemt aan het programma?", "stated"),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_status_of_a_verb(sentence: str, expected: str) -> None:
    at = sentence.index("*")
    assert status_of(sentence.replace("*", ""), at).name == expected


def test_a_noun_phrase_in_a_question_is_taken_for_granted() -> None:
    sentence = "Hoe verloopt de samenwerking tussen de gemeente en de politie?"
    assert status_of(sentence, sentence.index("samenwerking"), presupposed=True).name == "stated"


def test_a_denied_noun_phrase_is_denied() -> None:
    sentence = "Er is geen samenwerking tussen de gemeente en de politie."
    assert status_of(sentence, sentence.index("samenwerking"), presupposed=True).name == "negated"


def test_the_cue_can_be_shown() -> None:
    sentence = "De gemeente neemt niet deel."
    status = status_of(sentence, sentence.index("neemt"))
    assert sentence[status.start : status.end] == "niet"


@given(st.text(max_size=80), st.data())
def test_any_text_has_a_status(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    status = status_of(text, at, asked=data.draw(st.booleans()))
    assert status.name in STATUSES
    assert 0 <= status.start <= status.end <= len(text.lower())
