"""Annotations of other tools on the command line."""

import json
from pathlib import Path

from .conftest import Run


def test_there_and_back(run: Run, tmp_path: Path) -> None:
    mention = {"start": 3, "end": 8, "text": "Assen"}
    entity = {"id": "e0", "type": "Region", "label": "Assen", "same_as": [], "mentions": [mention], "confidence": 1.0}
    record = json.dumps({"document": {"id": "a.txt"}, "text": "In Assen.", "entities": [entity], "relations": []})
    source, spacy, back = (tmp_path / name for name in ("a.jsonl", "a.spacy", "b.jsonl"))
    source.write_text(record, encoding="utf-8")
    done = run("convert", source, "--to", "spacy", "--output", spacy)
    assert (done.code, done.out) == (0, "")
    assert run("convert", spacy, "--output", back).code == 0
    assert json.loads(back.read_text(encoding="utf-8")) == json.loads(record) | {
        "document": {"id": "a.txt", "media_type": "text/plain"}
    }
    assert run("convert", back, back).out.count("\n") == 2


def test_other_labels(run: Run, tmp_path: Path) -> None:
    task = tmp_path / "task.jsonl"
    spans = [{"start": 0, "end": 5, "label": "GPE"}, {"start": 9, "end": 14, "label": "X"}]
    task.write_text(json.dumps({"text": "Assen en Emmen.", "spans": spans}), encoding="utf-8")
    refused = run("convert", task)
    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert "task.jsonl" in refused.err
    done = run("convert", task, "--label", "GPE=Region", "--label", "X=")
    assert [(e["type"], e["label"]) for e in json.loads(done.out)["entities"]] == [("Region", "Assen")]
    assert "write old=new" in run("convert", task, "--label", "GPE").err


def test_the_labelling_interface(run: Run) -> None:
    assert '<Label value="Programme"/>' in run("convert", "--to", "label-studio-config").out
    assert run("convert").code == 2
