"""Training on a few invented texts, word classes, and the model as a component."""

import gzip
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from beleidsgraaf.extract.features import Features
from beleidsgraaf.extract.names_model import CLUSTERS, CRF, RESOLUTION, NameModel, read_clusters
from beleidsgraaf.extract.pipeline import model_pipeline
from beleidsgraaf.extract.training import clusters
from beleidsgraaf.extract.training.train import Sample, cross_validate, fit_resolution, fold_of, prepare, scores, train
from beleidsgraaf.ontology import FormatError

_TEXTS = {
    "1-1": "De *gemeente Assen:Region* neemt deel aan de *aanpak Veilig Thuiskomen:Programme*. "
    "Het *RIVM:Organisation* meldt dat *Assen:Region* meedoet.",
    "2-1": "Het *ministerie van VWS:Ministry* betaalt de *aanpak Gezond Buiten:Programme*. "
    "De *provincie Drenthe:Region* en het *RIVM:Organisation* helpen.",
    "3-1": "De *gemeente Emmen:Region* vroeg *VWS:Ministry* naar de *aanpak Samen Sterk:Programme* in *Emmen:Region*.",
}


def _record(id: str, marked: str) -> dict[str, Any]:
    """Return an annotated record from a text in which names stand between stars, with their type."""
    text, mentions = "", []
    for i, piece in enumerate(marked.split("*")):
        name, _, type_ = piece.partition(":") if i % 2 else (piece, "", "")
        if type_:
            mentions.append((type_, len(text), name))
        text += name
    entities = [
        {"id": f"e{i}", "type": type_, "label": name, "same_as": [],
         "mentions": [{"start": start, "end": start + len(name), "text": name}]}
        for i, (type_, start, name) in enumerate(mentions)
    ]  # fmt: skip
    return {"document": {"id": f"{id}.txt"}, "text": text, "entities": entities, "relations": []}


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    """The three texts, with what the finders say of them."""
    return prepare(_record(id, text) for id, text in _TEXTS.items())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with word classes, for a model."""
    clusters.write_classes(tmp_path / CLUSTERS, ["gemeente", "aanpak"], np.array([[0, 1], [2, 3]]))
    return tmp_path


def test_samples(samples: list[Sample]) -> None:
    assert [s.document for s in samples] == ["1", "2", "3"]
    first = samples[0]
    assert {first.text[a:b] for a, b, _ in first.gold} == {
        "gemeente Assen", "aanpak Veilig Thuiskomen", "RIVM", "Assen",
    }  # fmt: skip
    assert any(first.text[c.start : c.end] == "gemeente Assen" for c in first.given)


def test_train_writes_a_model_that_the_pipeline_loads(samples: list[Sample], folder: Path, tmp_path: Path) -> None:
    features = Features(read_clusters(folder / CLUSTERS))
    chosen = train(samples, features, folder)
    assert chosen.keys() == {s.id for s in samples}
    weights = json.loads((folder / RESOLUTION).read_text(encoding="utf-8"))
    assert "bias" in weights
    nlp = model_pipeline(folder)
    doc = nlp("Het RIVM helpt de gemeente Assen.")
    assert "gemeente Assen" in {e.text for e in doc.ents}
    assert all(0 < c.score < 1 for c in doc._.policy_mentions)
    nlp.to_disk(tmp_path / "whole")
    again = spacy.load(tmp_path / "whole")("Het RIVM helpt de gemeente Assen.")
    assert [(e.text, e.label_) for e in again.ents] == [(e.text, e.label_) for e in doc.ents]


def test_what_is_chosen_comes_from_models_that_did_not_see_the_text(
    samples: list[Sample], folder: Path, tmp_path: Path
) -> None:
    features = Features(read_clusters(folder / CLUSTERS))
    chosen = cross_validate(samples, features, tmp_path, folds=4)
    for fold in {fold_of(s.document) for s in samples}:
        seen = [s for s in samples if fold_of(s.document) != fold]
        assert (tmp_path / f"fold{fold}.crf").exists()
        assert seen != samples
    for s in samples:
        found = chosen[s.id]
        assert all(a.end <= b.start for a, b in pairwise(found))
    assert chosen == cross_validate(samples, features, tmp_path, folds=4)


def test_all_texts_of_a_document_are_in_one_fold() -> None:
    assert fold_of("012") == fold_of("012")
    assert {fold_of(str(i)) for i in range(100)} == {0, 1, 2, 3}
    assert {fold_of(str(i), 2) for i in range(100)} == {0, 1}


def test_the_resolution_learns_what_speaks_for_a_name() -> None:
    right, wrong = (0, 5, "Region"), (6, 9, "Region")
    rows = [(right, {"rule": 1.0}), (wrong, {"model": 1.0})]
    weights = fit_resolution([Sample(str(i), "Assen Xyz", {right}, [], rows) for i in range(10)])
    assert weights["rule"] > 0 > weights["model"]


def test_scores(samples: list[Sample]) -> None:
    table = scores(samples, lambda s: [])
    assert table["core"] == (0.0, 0.0, 0.0)
    assert {"Region", "Programme", "core", "all"} <= table.keys()


def test_a_model_without_weights_says_so(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no weights"):
        NameModel()(spacy.blank("nl")("Assen"))
    with pytest.raises(FormatError, match=f"{CRF}: missing"):
        NameModel().from_disk(tmp_path / "nergens")


def test_word_classes_are_read_as_they_were_written(tmp_path: Path) -> None:
    one, other = tmp_path / "a.txt.gz", tmp_path / "b.txt.gz"
    for path in (one, other):
        clusters.write_classes(path, ["zorg", "assen"], np.array([[1, 20], [0, 3]]))
    assert read_clusters(one) == {"assen": (0, 3), "zorg": (1, 20)}
    assert one.read_bytes() == other.read_bytes()
    assert gzip.decompress(one.read_bytes()).startswith(b"assen\t0\t3\n")


def test_words_in_like_company_get_one_class() -> None:
    pytest.importorskip("floret")
    towns, verbs = ("Assen", "Emmen", "Meppel"), ("meldt", "schrijft", "vindt")
    lines = [f"de gemeente {t} {v} dat het in {t} goed gaat met 12 scholen" for t in towns for v in verbs] * 40
    words, vectors = clusters.word_vectors(lines, {"epoch": 20, "dim": 8, "thread": 1})
    assert "assen" in words
    assert "12" not in words
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    found = dict(zip(words, clusters.classes(vectors, (4, 8)), strict=True))
    assert len({int(found[t.lower()][0]) for t in towns}) == 1


def test_too_short_a_text_is_one_line() -> None:
    pytest.importorskip("floret")
    with pytest.raises(FormatError, match="too short"):
        clusters.word_vectors(["een twee drie"])
