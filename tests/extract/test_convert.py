"""Records go to the forms of other tools and come back the same."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import spacy
from beleidsgraaf.extract import DocumentInfo, Entity, Extraction, Mention, Relation
from beleidsgraaf.extract.convert import FORMATS, dump, load
from beleidsgraaf.extract.convert_spacy import from_doc, to_doc, to_doc_json
from beleidsgraaf.extract.convert_tools import (
    from_label_studio,
    from_prodigy,
    label_studio_config,
    to_label_studio,
    to_prodigy,
)
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES, FormatError
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from spacy.tokens import Doc, DocBin, Span

TEXT = "De gemeente Assen 🙂 doet mee aan de\nNPLV-aanpak (NPLV). Emmen doet niet mee aan het NPLV."


def _mention(word: str, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(word, start + 1)
    return Mention(start, start + len(word), word)


@pytest.fixture
def record() -> Extraction:
    """Three entities, a relation that is stated and one that is denied, an emoji and a compound."""
    end = TEXT.index(" Emmen")
    first, second = Mention(0, end, TEXT[:end]), Mention(end + 1, len(TEXT), TEXT[end + 1 :])
    return Extraction(
        DocumentInfo("brief.txt", title="Brief"),
        TEXT,
        (
            Entity("e0", "Region", "gemeente Assen", (_mention("gemeente Assen"),), ("urn:a", "urn:b"), "assen"),
            Entity(
                "e1", "Programme", "Nationaal Programma", tuple(_mention("NPLV", i) for i in range(3)), aliases=("N",)
            ),
            Entity("e2", "Region", "Emmen", (_mention("Emmen"),), confidence=0.5),
        ),
        (
            Relation("e0", "participatesIn", "e1", first, confidence=0.8, method="pattern"),
            Relation("e2", "participatesIn", "e1", second, "negated"),
        ),
        sentences=((0, end), (end + 1, len(TEXT))),
        asked_by=("e2",),
    )


@pytest.mark.parametrize("form", FORMATS)
def test_there_and_back(record: Extraction, form: str) -> None:
    plain = Extraction(DocumentInfo("leeg.txt"), "Niets.\n\n")
    assert list(load(dump([record, plain], form))) == [record, plain]


def test_an_unknown_form() -> None:
    with pytest.raises(ValueError, match="label-studio"):
        dump([], "conll")


@pytest.mark.parametrize("form", FORMATS)
def test_real_annotations_there_and_back(shared: Path, form: str) -> None:
    lines = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[:40]
    records = [Extraction.from_json(line) for line in lines]
    for found, wanted in zip(load(dump(records, form)), records, strict=True):
        assert {e.id: e for e in found.entities} == {e.id: replace(e, mentions=_sorted(e)) for e in wanted.entities}
        assert set(found.relations) == set(wanted.relations)
        assert (found.text, found.document) == (wanted.text, wanted.document)


def _sorted(entity: Entity) -> tuple[Mention, ...]:
    return tuple(sorted(entity.mentions, key=lambda m: m.start))


@settings(deadline=None, max_examples=60)
@given(st.text(st.sampled_from("aB é🙂\n.-(1"), min_size=1, max_size=40), st.sets(st.integers(0, 40), max_size=6))
@example("111 1", {3, 5})
def test_any_span_survives(text: str, places: set[int]) -> None:
    cuts = sorted(place for place in places if place <= len(text))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    entities = tuple(Entity(f"e{i}", "Law", text[a:b], (Mention(a, b, text[a:b]),)) for i, (a, b) in enumerate(spans))
    record = Extraction(DocumentInfo("x"), text, entities)
    for form in FORMATS:
        assert list(load(dump([record], form))) == [record], form


def test_marks_made_elsewhere_rule_over_the_record(record: Extraction) -> None:
    doc = to_doc(record)
    ents = [e for e in doc.ents if e.text != "gemeente Assen"]
    doc.set_ents([*ents, Span(doc, 1, 2, label="Organisation")])
    found = from_doc(doc)
    assert [(e.type, e.label) for e in found.entities] == [
        ("Organisation", "gemeente"), ("Programme", "Nationaal Programma"), ("Region", "Emmen"),
    ]  # fmt: skip
    assert found.entities[0].id not in {"e0", "e1", "e2"}
    assert [r.status for r in found.relations] == ["negated"]


def test_a_doc_of_anyone() -> None:
    nlp = spacy.blank("nl")
    doc = nlp("Assen en Emmen en assen.")
    doc.set_ents([Span(doc, i, i + 1, label="LOC") for i in (0, 2, 4)])
    found = list(load(DocBin(docs=[doc]).to_bytes(), "train.spacy", {"LOC": "Region"}))
    assert [(e.label, len(e.mentions)) for e in found[0].entities] == [("Assen", 2), ("Emmen", 1)]
    assert found[0].document.id == "train.spacy-1"
    with pytest.raises(FormatError, match=r"train\.spacy-1: label 'LOC' is no type; rename it to one of Ministry"):
        list(load(DocBin(docs=[doc]).to_bytes(), "train.spacy"))
    (emptied,) = load(DocBin(docs=[doc]).to_bytes(), "x", {"LOC": ""})
    assert emptied.entities == ()


def test_spacy_reads_our_doc_json(record: Extraction) -> None:
    doc = Doc(spacy.blank("nl").vocab).from_json(to_doc_json(record))
    assert doc.text == TEXT
    assert [e.text for e in doc.ents] == ["gemeente Assen", "NPLV", "NPLV", "Emmen", "NPLV"]


def test_prodigy_tasks(record: Extraction) -> None:
    task = to_prodigy(record)
    assert "".join(t["text"] + " " * t["ws"] for t in task["tokens"]) == TEXT
    assert task["tokens"][task["spans"][0]["token_end"]]["text"] == "Assen"
    (said,) = task["relations"]
    assert (said["head_span"]["start"], said["label"]) == (3, "participatesIn")
    assert from_prodigy(task | {"answer": "reject"}) is None
    del task["meta"], said["head_span"], said["child_span"]
    found = from_prodigy(task, "eigen.txt")
    assert found is not None
    assert found.document.id == "eigen.txt"
    assert found.relations[0].evidence.text == TEXT[: found.relations[0].evidence.end]
    only_ner = from_prodigy(
        {"text": "Assen.", "spans": [{"start": 0, "end": 5, "label": "Region"}], "answer": "accept"}
    )
    assert only_ner is not None
    assert only_ner.entities[0].label == "Assen"


def test_label_studio_annotations_come_before_predictions(record: Extraction) -> None:
    task = to_label_studio(record)
    result = task["predictions"][0]["result"]
    mended = [r for r in result if r["type"] == "labels" and r["value"]["text"] != "Emmen"]
    back = [{"type": "relation", "from_id": "m1", "to_id": "m0", "direction": "left", "labels": ["participatesIn"]}]
    task["annotations"] = [
        {"result": [], "updated_at": "2026-01-01"},
        {"result": mended + back, "updated_at": "2026-02-01"},
        {"result": [], "updated_at": "2026-03-01", "was_cancelled": True},
    ]
    found = from_label_studio(task)
    assert found is not None
    assert [e.id for e in found.entities] == ["e0", "e1"]
    assert [(r.subject, r.object, r.confidence) for r in found.relations] == [("e0", "e1", 0.8)]
    task["annotations"] = [{"result": [], "was_cancelled": True}]
    assert from_label_studio(task) is None


def test_label_studio_offsets_in_utf_16(record: Extraction) -> None:
    task: dict[str, Any] = to_label_studio(record)
    for region in task["predictions"][0]["result"]:
        if region["type"] == "labels":
            value = region["value"]
            value["start"], value["end"] = (len(TEXT[: value[k]].encode("utf-16-le")) // 2 for k in ("start", "end"))
    assert from_label_studio(task) == record
    task["data"]["text"] = TEXT.replace("Assen", "Aassen")
    with pytest.raises(FormatError, match="was the text changed"):
        from_label_studio(task)


def test_the_labelling_interface_has_all_labels() -> None:
    config = etree.fromstring(label_studio_config())
    assert [e.get("value") for e in config.iter("Label")] == list(ENTITY_TYPES)
    assert [e.get("value") for e in config.iter("Relation")] == list(PREDICATES)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", r"x\.json: line 1: not JSON"),
        (b"[{}, ", r"x\.json: not JSON"),
        (b"[{}]", r"x\.json: item 1: neither"),
        (b"7", r"x\.json: line 1: neither"),
        (b"\n[1]", r"x\.json: item 1: neither"),
        (b'\n{"text": "a", "spans": [{"start": 0}]}', r"x\.json: line 2: .*no task of Prodigy: KeyError"),
        (b'{"data": {}}', r"no task of Label Studio: KeyError"),
        (b'{"text": "a", "ents": [{"start": 0}]}', r"no Doc JSON of spaCy: KeyError"),
        (b'{"text": "a", "spans": [{"start": 0, "end": 9, "label": "Law"}]}', r"mark 0:9 lies outside the text"),
        (b"\xff\xfe\x00", r"x\.json: no DocBin of spaCy"),
        (
            b'{"text": "abc", "spans": [{"start": 0, "end": 2, "label": "Law"}, '
            b'{"start": 1, "end": 3, "label": "Law"}]}',
            r"marks overlap at 1",
        ),
    ],
)
def test_what_is_no_such_file(data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        list(load(data, "x.json"))
    assert "\n" not in str(caught.value)


def test_json_of_one_object(record: Extraction) -> None:
    assert json.loads(dump([record], "jsonl"))["text"] == TEXT
