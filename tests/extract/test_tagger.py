"""Tokens, features and labels of the statistical model, and what it reads."""

from pathlib import Path

import numpy as np
import pytest
from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.features import APART, Features, shape, tokens
from beleidsgraaf.extract.tagger import CrfReading, Tagger, decode, encode, propose
from beleidsgraaf.extract.training.train import Sample, fit_crf
from beleidsgraaf.ontology import ENTITY_TYPES
from hypothesis import given
from hypothesis import strategies as st

_TEXT = "De gemeente Assen helpt."


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_tokens_hold_all_that_is_no_blank_and_begin_at_the_edges(text: str, edges: list[int]) -> None:
    found = tokens(text, edges)
    assert all(text[t.start : t.end] == t.text for t in found)
    assert "".join(t.text for t in found) == "".join(text[t.start : t.end] for t in found)
    at = 0
    for t in found:
        assert t.start >= at
        assert not any(ch.isalnum() for ch in text[at : t.start])
        at = t.end
    assert not any(t.start < e < t.end for t in found for e in edges)


def test_gaps_before_tokens_are_seen() -> None:
    assert [(t.text, t.gap) for t in tokens("Assen\nEmmen zegt\n \nRoden   betaald\tRolde  nee")] == [
        ("Assen", "blank"), ("Emmen", "line"), ("zegt", ""), ("Roden", "blank"), ("betaald", "wide"), ("Rolde", "wide"),
        ("nee", ""),
    ]  # fmt: skip


def test_no_name_spans_an_empty_line_or_a_column() -> None:
    labels = ["B-Organisation", "I-Organisation"]
    for between, count in (("\n", 1), (" ", 1), ("\n\n", 2), ("     ", 2)):
        assert len(decode(tokens(f"Stichting{between}Wijkwerk"), labels)) == count


def reading(text: str, probabilities: dict[str, float]) -> CrfReading:
    """Return what a model would read that holds some words for organisations."""
    found = tokens(text)
    table = np.array([[1 - p, p, 0.0] for p in (probabilities.get(t.text, 0.0) for t in found)])
    labels = {"O": 0, "B-Organisation": 1, "I-Organisation": 2}
    places = [{getattr(t, side): i for i, t in enumerate(found)} for side in ("start", "end")]
    return CrfReading(found, labels, table, *places)


def test_a_name_is_put_forward_wherever_it_stands_again() -> None:
    text = "Provalu betaalt. Wie is provalu? Provalus niet, Provalu wel."
    proposed = propose(text, reading(text, {}), [(0, 7, "Organisation")])
    assert [(c.start, c.score) for c in proposed] == [(0, 1.0), (text.rindex("Provalu"), 0.25)]


def test_a_type_with_a_share_is_put_forward_as_well() -> None:
    text = "Kumulus"
    table = np.array([[0.2, 0.5, 0.3]])
    found = tokens(text)
    read = CrfReading(found, {"O": 0, "B-Organisation": 1, "B-Programme": 2}, table, {0: 0}, {7: 0})
    assert {c.type for c in propose(text, read, [])} == {"Organisation", "Programme"}


@pytest.mark.parametrize(("word", "form"), [("", ""), ("NPLV", "XX"), ("'s-Hertogenbosch", "'x-Xxx"), ("a1b2", "xdxd")])
def test_shape(word: str, form: str) -> None:
    assert shape(word) == form


def test_candidates_and_classes_are_features() -> None:
    found = tokens(_TEXT)
    features = Features({"assen": (7, 42)})
    rows = features.of(found, [Candidate(3, 17, "Region", "register:places", 0.9)])
    assert len(rows) == len(found)
    assert any("42" in f for f in set(rows[2]) - set(Features().of(found, [])[2]))
    assert any("Reg" in f for f in set(rows[2]) - set(features.of(found, [])[2]))
    assert rows == features.of(found, [Candidate(3, 17, "Region", "register:places", 0.9)])


@given(st.text(st.sampled_from("ab -.\nÉ"), max_size=40), st.data())
def test_labels_of_spans_are_those_spans(text: str, data: st.DataObject) -> None:
    found = tokens(text)
    spans = []
    i = 0
    while i < len(found):
        length = data.draw(st.integers(0, 3))
        if length and i + length <= len(found) and all(t.gap not in APART for t in found[i + 1 : i + length]):
            type_ = data.draw(st.sampled_from(ENTITY_TYPES))
            spans.append((found[i].start, found[i + length - 1].end, type_))
        i += max(length, 1)
    assert decode(found, encode(found, spans)) == spans


def test_a_tail_without_a_head_is_a_name() -> None:
    found = tokens("In Den Haag.")
    assert decode(found, ["O", "I-Region", "I-Law", "O"]) == [(3, 6, "Region"), (7, 11, "Law")]


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    """A model that knows one sort of sentence."""
    path = tmp_path_factory.mktemp("crf") / "names.crf"
    samples = []
    for name in ("Assen", "Emmen", "Meppel", "Hoogeveen"):
        text = _TEXT.replace("Assen", name)
        samples.append(Sample(name, text, {(3, 12 + len(name), "Region")}, []))
    fit_crf(samples, Features(), path)
    return Tagger(path, Features())


def test_a_name_that_was_never_seen_is_put_forward(tagger: Tagger) -> None:
    text = _TEXT.replace("Assen", "Westerveld")
    reading, proposed = tagger.read(text, [])
    assert (3, 22, "Region") in {(c.start, c.end, c.type) for c in proposed}
    assert {c.source for c in proposed} == {"model"}
    seen = reading.probability((3, 22, "Region"))
    assert seen is not None
    assert seen[0] > 0.5
    assert all(0 <= p <= 1 for p in seen)


def test_probabilities_of_other_spans(tagger: Tagger) -> None:
    reading, _ = tagger.read(_TEXT, [])
    assert reading.probability((4, 17, "Region")) is None
    assert reading.probability((3, 17, "Law")) == (0.0, 0.0, 1.0)
    shorter, whole = reading.probability((3, 11, "Region")), reading.probability((3, 17, "Region"))
    assert shorter is not None
    assert whole is not None
    assert shorter[2] < 0.5 < whole[2]


@pytest.mark.parametrize("text", ["", "\n \n", "…", "🙂"])
def test_hardly_a_text(tagger: Tagger, text: str) -> None:
    _, proposed = tagger.read(text, [])
    assert proposed == []


def test_the_shipped_weights_are_small_enough() -> None:
    from beleidsgraaf.extract.pipeline import MODEL

    assert sum(p.stat().st_size for p in Path(MODEL).rglob("*") if p.is_file()) < 25_000_000
