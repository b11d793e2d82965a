"""Scores and confidence on the command line."""

import json
from pathlib import Path

import pytest
from beleidsgraaf.extract.extraction import Extraction

from .conftest import Run

_TEXT = "De gemeente Assen neemt deel aan het Klimaatakkoord."


def _record(*entities: tuple[str, str, str], relations: bool = False) -> str:
    found = [
        {
            "id": f"e{i}", "type": type_, "label": name, "same_as": [iri] if iri else [],
            "mentions": [{"start": _TEXT.index(name), "end": _TEXT.index(name) + len(name), "text": name}],
        }
        for i, (type_, name, iri) in enumerate(entities)
    ]  # fmt: skip
    said = {
        "subject": "e0", "predicate": "participatesIn", "object": "e1",
        "evidence": {"start": 0, "end": len(_TEXT), "text": _TEXT},
    }  # fmt: skip
    return json.dumps(
        {"document": {"id": "a.txt"}, "text": _TEXT, "entities": found, "relations": [said] if relations else []}
    )


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """One annotated sentence."""
    path = tmp_path / "gold.jsonl"
    assen = ("Region", "gemeente Assen", "https://identifier.overheid.nl/tooi/id/gemeente/gm0106")
    path.write_text(_record(assen, ("Programme", "Klimaatakkoord", ""), relations=True) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def poor(tmp_path: Path) -> Path:
    """A prediction of it that is mostly wrong."""
    path = tmp_path / "poor.jsonl"
    path.write_text(_record(("Region", "Assen", ""), ("Law", "Klimaatakkoord", "")) + "\n", encoding="utf-8")
    return path


def test_the_texts_are_read_when_no_prediction_is_given(run: Run, gold: Path) -> None:
    done = run("evaluate", gold, "--format", "json")
    assert done.code == 0, done.err
    figures = json.loads(done.out)
    assert figures["mention"]["core"]["f"] == 1.0
    assert figures["link"] == {"recall": 1.0, "precision": 1.0, "n": 1}
    assert figures["relation"]["all"]["tp"] == 1
    assert figures["calibration"]["mention"][-1]["right"] == 1.0
    assert "errors" not in figures


def test_the_table_and_the_errors(run: Run, gold: Path, poor: Path) -> None:
    done = run("evaluate", gold, poor, "--errors", "3")
    assert done.code == 0
    assert "Official ids: precision 0.000, recall 0.000 (n 1)" in done.out
    listed = [line for line in done.out.splitlines() if line.startswith("a.txt\t")]
    assert listed[0] == "a.txt\tspurious\tRegion 'Assen' at 12"
    assert len(listed) == 3
    dutch = run("evaluate", gold, poor, "--lang", "nl", "--errors", "1").out
    assert "Vermeldingen, overlap genoeg" in dutch
    assert "a.txt\tte veel\t" in dutch
    errors = json.loads(run("evaluate", gold, poor, "--errors", "100", "--format", "json").out)["errors"]
    assert {e["kind"] for e in errors} == {
        "spurious", "missed", "entity missed", "entity spurious", "link", "relation missed",
    }  # fmt: skip


def test_a_document_without_prediction_is_told(run: Run, gold: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    done = run("evaluate", gold, empty)
    assert done.code == 1
    assert "no prediction for a.txt" in done.err


def test_files_that_are_no_records(run: Run, gold: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(gold.read_text(encoding="utf-8") + "{}\n", encoding="utf-8")
    done = run("evaluate", gold, bad)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert f"{bad}: line 2: " in done.err
    bad.write_bytes(b"\xff\xfe")
    assert str(bad) in run("evaluate", bad).err
    bad.write_text("\n", encoding="utf-8")
    assert run("evaluate", bad).code == 2
    assert "nergens.jsonl" in run("evaluate", tmp_path / "nergens.jsonl").err


def test_minimum_confidence(run: Run, letters: Path, tmp_path: Path) -> None:
    letter = letters / "a.txt"
    everything = Extraction.from_json(run("extract", letter).out)
    confidences = sorted(e.confidence for e in everything.entities)
    assert len(confidences) == 2
    bound = confidences[-1]
    sure = Extraction.from_json(run("extract", letter, "--min-confidence", str(bound)).out)
    assert [e.confidence for e in sure.entities] == [c for c in confidences if c >= bound]
    assert run("extract", letter, "--min-confidence", "1.2").code == 2
    assert "Confidence" in run("extract", letter, "--format", "table").out
    assert f"{confidences[0]:.2f}" in run("extract", letter, "--format", "table").out


def test_build_with_minimum_confidence(run: Run, letters: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert run("build", letters / "a.txt", "--into", store, "--min-confidence", "1").code == 0
    assert json.loads(run("stats", store, "--format", "json").out)["mentions"] == 0
