"""What a document names again."""

import pytest
from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.repeats import with_repeats
from hypothesis import given
from hypothesis import strategies as st


def candidate(text: str, name: str, type: str = "Organisation", score: float = 0.8) -> Candidate:
    start = text.index(name)
    return Candidate(start, start + len(name), type, "pattern", score, ("een-sleutel",))


def added(text: str, *given_: Candidate) -> list[tuple[str, int, str | None]]:
    return [(text[c.start : c.end], c.start, c.label) for c in with_repeats(text, given_)[len(given_) :]]


@pytest.mark.parametrize(
    "bracket",
    ["(ROZ)", "(hierna: ROZ)", "(hierna te noemen: ROZ)", "(verder: de ROZ)", "(‘ROZ’)", "( ROZ )", "(afgekort ROZ)"],
)
def test_an_abbreviation_is_defined_in_brackets(bracket: str) -> None:
    text = f"De Regionale Ombudsdienst Zuid {bracket} schrijft. Later schrijft de ROZ weer. ROZen bloeien."
    found = added(text, candidate(text, "Regionale Ombudsdienst Zuid"))
    assert [(name, label) for name, _, label in found] == [("ROZ", "Regionale Ombudsdienst Zuid")] * 2


@pytest.mark.parametrize("bracket", ["(zie bijlage)", "(XQW)", "(2024)", "(Zuid)", "(CDA)"])
def test_other_brackets_define_nothing(bracket: str) -> None:
    text = f"De Regionale Ombudsdienst Zuid {bracket} schrijft."
    assert added(text, candidate(text, "Regionale Ombudsdienst Zuid")) == []


def test_a_person_has_no_abbreviation() -> None:
    text = "Brief van Dirk Van Aalst (DVA) over DVA."
    assert added(text, candidate(text, "Dirk Van Aalst", "Person")) == []


def test_a_name_found_once_with_a_cue_is_found_again_without_it() -> None:
    text = "De aanpak Veilig in de Wijk begint. In Veilig in\nde Wijk werken wij samen. Onveilig in de Wijk niet."
    (again,) = added(text, candidate(text, "Veilig in de Wijk", "Programme"))
    assert again[0] == "Veilig in\nde Wijk"


def test_repeats_carry_keys_and_are_a_little_less_sure() -> None:
    text = "Het programma Samen Sterk; later Samen Sterk."
    first = candidate(text, "Samen Sterk", "Programme")
    (_, again) = with_repeats(text, [first])
    assert again.keys == first.keys
    assert again.score < first.score


@pytest.mark.parametrize("name", ["Weerbaar", "raad"])
def test_an_ordinary_word_is_not_looked_for_again(name: str) -> None:
    text = f"Het programma {name} loopt. Wij zijn {name}."
    assert added(text, candidate(text, name, "Programme")) == []


def test_what_is_not_sure_is_not_looked_for_again() -> None:
    text = "Samen Sterk, en nog eens Samen Sterk."
    assert added(text, candidate(text, "Samen Sterk", "Programme", 0.3)) == []


@given(
    st.lists(st.sampled_from(["Samen Sterk", "(SaSt)", " (", ")", "SaSt", ".", "\n", "x"]), max_size=12).map("".join)
)
def test_spans_lie_in_the_text_and_what_was_given_stays_first(text: str) -> None:
    text += " Samen Sterk"
    given_ = [candidate(text, "Samen Sterk", "Programme")]
    found = with_repeats(text, given_)
    assert found[:1] == given_
    for c in found:
        assert 0 <= c.start < c.end <= len(text)
        assert " ".join(text[c.start : c.end].split()) in ("Samen Sterk", "SaSt")
