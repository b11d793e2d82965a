"""Names that are one name, and names that are not."""

import unicodedata

import pytest
from beleidsgraaf.ontology.naming import clean, normalise_name
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("'s-Hertogenbosch", "’s‑HERTOGENBOSCH"),
        ("Fryslân", "Fryslan"),
        ("Stichting School & Veiligheid", "stichting  school en\nveiligheid"),
        ("Regio Deal Zuid- en Oost-Drenthe", "Regio Deal Zuid en Oost Drenthe"),
        ("B.V. De Boer", "BV De Boer"),
        ("Curaçao", "CURACAO"),
        ("ﬁnanciën", "Financien"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert normalise_name(one) == normalise_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Regio Deal 1.5", "Regio Deal 15"), ("Noord-Holland", "Noord-Nederland"), ("SDE+", "SDE"), ("SDE+", "SDE++")],
)
def test_names_of_two_things(one: str, other: str) -> None:
    assert normalise_name(one) != normalise_name(other)


@given(st.text())
def test_normalising_twice_changes_nothing(name: str) -> None:
    normal = normalise_name(name)
    assert normalise_name(normal) == normal
    assert normal == " ".join(normal.split())


@given(st.text())
def test_case_and_composition_make_no_difference(name: str) -> None:
    assert normalise_name(unicodedata.normalize("NFD", name)) == normalise_name(unicodedata.normalize("NFC", name))


@given(st.text(st.characters(codec=None, categories=None)))
def test_cleaning_keeps_offsets_and_leaves_only_what_can_be_written(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\t\n\r" for c in cleaned)
