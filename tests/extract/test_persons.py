import time

import pytest
import spacy
from beleidsgraaf.extract.candidates import candidates
from beleidsgraaf.extract.personal_names import bare_surname, canonical
from beleidsgraaf.extract.persons import PersonFinder
from hypothesis import given, settings
from hypothesis import strategies as st

FINDER = PersonFinder()


def found(text: str) -> list[str]:
    return [text[c.start : c.end] for c in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("De minister van Financiën,\n\nP.Q. van der Veldhoek", ["P.Q. van der Veldhoek"]),
        ("Vragen van het lid Zandhuis (VVD) aan de minister.", ["Zandhuis"]),
        ("Vragen van de leden Van der Zandhuis (CDA), Ter Wal en El Bouri (D66)",
         ["Van der Zandhuis", "Ter Wal", "El Bouri"]),
        ("Geachte mevrouw Zandhuis,", ["Zandhuis"]),
        ("drs. K.L. (Karel) de Wit, president", ["K.L. (Karel) de Wit"]),
        ("Antwoord van minister Zandhuis (Defensie)", ["Zandhuis"]),
        ("Antwoord van staatssecretaris Van Wal-de Groot (Financiën)", ["Van Wal-de Groot"]),
        ("Inspreker Marieke van der Laan is er.", ["Marieke van der Laan"]),
        ("Uitvoering van de motie-Zandhuis is gestart.", ["Zandhuis"]),
        ("De motie Zandhuis/Van Wal (Kamerstuk 1) is uitgevoerd.", ["Zandhuis", "Van Wal"]),
        ("MOTIE VAN DE LEDEN ZANDHUIS EN VAN WAL\nVoorgesteld", ["ZANDHUIS", "VAN WAL"]),
        ("en gaat over tot de orde van de dag.\nZandhuis\nTer Wal\n\nkst", ["Zandhuis", "Ter Wal"]),
        ("Brief - Tweede Kamerlid, Zandhuis J.K. (SP) - 3 april", ["Zandhuis J.K."]),
        ("R.H.\n\nZandhuis", ["R.H.\n\nZandhuis"]),
    ],
)  # fmt: skip
def test_names_are_found_without_their_titles(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "De minister van Financiën en de leden van de commissie.",
        "Ik deel dat met de leden van de Tweede Kamer.",
        "Bouwbedrijf B.V. Noord werkt eraan.",
        "De burgemeester van Groningen en wethouders Assen",
        "N.B. De gemeente betaalt.",
        "Aan de Dr. Zandhuiskade",
        "Het lid Programmacommissie",
        "de Anne Frank Stichting",
    ],
)
def test_what_is_no_person_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_bare_surname_is_found_again_with_the_full_name_as_label() -> None:
    text = "Wethouder L. Zandhuis was er. Daarna sprak Zandhuis met ons. Stichting Zandhuis niet."
    persons = FINDER.find(text)
    assert [(text[c.start : c.end], c.label) for c in persons] == [
        ("L. Zandhuis", "L. Zandhuis"),
        ("Zandhuis", "L. Zandhuis"),
    ]


def test_a_surname_that_is_a_word_in_the_text_is_not_repeated() -> None:
    assert found("Wethouder L. Bakker was er. Bakker en slager: de bakker wacht.") == ["L. Bakker"]


def test_the_component_appends_to_the_candidates() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("beleidsgraaf_persons")
    doc = nlp("Het lid Zandhuis (VVD) vraagt dit.")
    assert [(c.type, doc.text[c.start : c.end]) for c in candidates(doc)] == [("Person", "Zandhuis")]


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("A.B. van Dam", "van Dam"),
        ("Jan Willem de Wit", "de Wit"),
        ("E.M.A. (Ellen) Bos", "Bos"),
        ("Van Dam", "Van Dam"),
    ],
)
def test_bare_surname(name: str, surname: str) -> None:
    assert bare_surname(name) == surname


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Boer de J.K.", "J.K. de Boer"),
        ("Boer, de", "De Boer"),
        ("TJEERD DE WIT", "Tjeerd de Wit"),
        ("VanDam", "Van Dam"),
        ("A.B.\nDAM", "A.B. Dam"),
    ],
)
def test_canonical(written: str, shown: str) -> None:
    assert canonical(written) == shown


@given(st.text(alphabet="AaBbv.de n\n(,)-'’Æ", max_size=400))
def test_offsets_lie_within_the_text(text: str) -> None:
    for c in FINDER.find(text):
        assert 0 <= c.start < c.end <= len(text)
        assert 0 <= c.score <= 1


@settings(max_examples=30, deadline=None)
@given(
    st.text(alphabet="AaBv.de n\n(,)-/", min_size=1, max_size=12),
    st.sampled_from(["", "de leden ", "lid Bos (VVD), ", "van der "]),
)
def test_long_repetitions_take_linear_time(unit: str, start: str) -> None:
    text = (start + unit) * (20_000 // len(start + unit))
    before = time.process_time()
    FINDER.find(text)
    assert time.process_time() - before < 3
