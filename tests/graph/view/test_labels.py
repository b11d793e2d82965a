"""Labels: broken where they fit, free of characters that would disturb the page."""

import pytest
from beleidsgraaf.graph.view import labels
from hypothesis import given
from hypothesis import strategies as st


@given(st.text(max_size=200))
def test_lines_fit_and_are_few(text: str) -> None:
    lines = labels.wrap(text)
    assert 1 <= len(lines) <= labels.LINES
    assert all(labels.width(line) <= labels.WORD for line in lines)


@given(st.text(max_size=100))
def test_clean_text_has_no_controls_and_no_lone_surrogates(text: str) -> None:
    cleaned = labels.clean(text)
    cleaned.encode("utf-8")
    assert not set(cleaned) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u0000\n\t")
    assert labels.clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("VWS", ("VWS",)),
        ("Uitvoeringsinstituut Werknemersverzekeringen", ("Uitvoeringsinstituut", "Werknemersverzekeringen")),
        ("", ("",)),
    ],
)
def test_labels_break_between_words(label: str, lines: tuple[str, ...]) -> None:
    assert labels.wrap(label) == lines


def test_an_endless_word_is_broken_with_a_hyphen() -> None:
    first = labels.wrap("Meervoudigepersoonlijkheidsstoorniscommissie")[0]
    assert first.endswith("-")
    assert labels.width(first) <= labels.ROOM
