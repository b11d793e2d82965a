"""Every rule of the pattern files finds what its examples mark, and nothing else."""

import re

import pytest
from beleidsgraaf.extract import head_names
from beleidsgraaf.extract.head_names import Rule, find, rules
from beleidsgraaf.ontology import ENTITY_TYPES
from hypothesis import given
from hypothesis import strategies as st

MARKED = re.compile(r"\*([^*]+)\*")
EXAMPLES = [(rule, example) for rule in rules() for example in rule.examples]


def spans(text: str) -> list[str]:
    return sorted({text[c.start : c.end] for c in find(text)})


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.id}-{e[:40]}" for r, e in EXAMPLES])
def test_examples(rule: Rule, example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head_names, "rules", lambda: (rule,))
    assert spans(example.replace("*", "")) == sorted(set(MARKED.findall(example)))


def test_every_rule_has_an_example_and_a_type_and_a_score() -> None:
    assert len(rules()) > 30
    for rule in rules():
        assert rule.examples, rule.id
        assert any(MARKED.search(e) for e in rule.examples), f"{rule.id}: no example of what it finds"
        assert rule.type in ENTITY_TYPES
        assert 0.3 <= rule.score <= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stichting\nDe Brug helpt.", "Stichting\nDe Brug"),
        ("De Regio Deal  Twente loopt.", "Regio Deal  Twente"),
        ("de Stichting Oud Zeer.", "Stichting Oud Zeer"),
    ],
)
def test_blanks_and_line_ends_within_a_name(text: str, expected: str) -> None:
    assert expected in spans(text)


def test_a_name_ends_at_the_end_of_a_paragraph() -> None:
    assert "Stichting De Brug" in spans("Dit doet Stichting De Brug\n\nVeilig Wonen is een thema.")
    assert not [s for s in spans("Dit doet Stichting De Brug\n\nVeilig Wonen is een thema.") if "Veilig" in s]


@given(st.text(alphabet=" \n.,-('’abEN", max_size=40), st.sampled_from(["Stichting De Brug", "Regio Deal Twente"]))
def test_spans_lie_in_the_text_and_begin_and_end_with_more_than_blanks(around: str, name: str) -> None:
    text = f"{around} {name} {around}"
    for c in find(text):
        assert 0 <= c.start < c.end <= len(text)
        assert text[c.start : c.end] == text[c.start : c.end].strip()
