"""Extractions go to JSON and come back the same; what is no extraction is refused."""

import datetime
import io
import json

import pytest
from beleidsgraaf.extract.document import Section
from beleidsgraaf.extract.extraction import (
    DocumentInfo,
    Entity,
    Extraction,
    Mention,
    Relation,
    read_jsonl,
    write_jsonl,
)
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES, STATUSES, FormatError
from hypothesis import given
from hypothesis import strategies as st

WORD = st.text(st.characters(categories=["L", "N", "P", "S", "Z"]), min_size=1, max_size=12)
SURE = st.floats(0, 1).map(lambda f: round(f, 3))


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    text = draw(st.text(min_size=1, max_size=80))

    def span() -> Mention:
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        return Mention(start, end, text[start:end])

    entities = tuple(
        Entity(
            f"e{i}",
            draw(st.sampled_from(sorted(ENTITY_TYPES))),
            draw(WORD),
            tuple(span() for _ in range(draw(st.integers(1, 3)))),
            draw(st.lists(WORD, max_size=2).map(tuple)),
            draw(st.none() | WORD),
            draw(st.none() | st.sampled_from(["Municipality", "Province", "Country"])),
            draw(st.lists(WORD, max_size=2).map(tuple)),
            draw(SURE),
        )
        for i in range(draw(st.integers(0, 4)))
    )
    ids = [e.id for e in entities]
    count = draw(st.integers(0, 4)) if ids else 0
    relations = [
        Relation(
            draw(st.sampled_from(ids)),
            draw(st.sampled_from(sorted(PREDICATES))),
            draw(st.sampled_from(ids)),
            span(),
            draw(st.sampled_from(sorted(STATUSES))),
            draw(SURE),
            draw(st.just("") | WORD),
        )
        for _ in range(count)
    ]
    # In JSON those that are not stated stand apart: of equal evidence they come last.
    relations.sort(key=lambda r: (r.evidence.start, r.evidence.end, r.status != "stated"))
    some = st.lists(st.sampled_from(ids), max_size=2).map(tuple) if ids else st.just(())
    sections = st.builds(
        Section, st.sampled_from(["question", "answer"]), st.lists(st.integers(1, 9).map(str), max_size=2).map(tuple),
        st.integers(0, 5), st.integers(5, 9),
    )  # fmt: skip
    optional = st.none() | WORD
    return Extraction(
        DocumentInfo(
            draw(WORD), draw(optional), draw(optional), draw(st.none() | st.dates()),
            draw(st.lists(WORD, max_size=2).map(tuple)), draw(optional), draw(optional), "text/plain", draw(optional),
        ),
        text, entities, tuple(relations),
        sentences=tuple((m.start, m.end) for m in [span()]),
        sections=draw(st.lists(sections, max_size=2).map(tuple)),
        asked_by=draw(some), addressed_to=draw(some), answered_by=draw(some),
    )  # fmt: skip


@given(extractions())
def test_json_and_back(extraction: Extraction) -> None:
    line = extraction.to_json()
    assert "\n" not in line
    assert Extraction.from_json(line) == extraction
    assert Extraction.from_dict(extraction.to_dict()) == extraction


@given(st.lists(extractions(), max_size=3))
def test_lines_and_back(found: list[Extraction]) -> None:
    file = io.StringIO()
    write_jsonl(found, file)
    # A line ends at a line feed only; texts hold other separators of lines.
    assert list(read_jsonl(file.getvalue().split("\n"))) == found


@given(extractions())
def test_stated_relations_alone_are_the_relations_of_the_record(extraction: Extraction) -> None:
    record = extraction.to_dict()
    assert len(record["relations"]) == sum(r.status == "stated" for r in extraction.relations)
    assert all(m["text"] == extraction.text[m["start"] : m["end"]] for e in record["entities"] for m in e["mentions"])


RECORD = {
    "document": {"id": "brief.txt"},
    "text": "De gemeente Assen.",
    "entities": [
        {"id": "e0", "type": "Region", "label": "gemeente Assen", "mentions": [{"start": 3, "end": 17, "text": ""}]}
    ],
    "relations": [],
}


def changed(path: str, value: object) -> dict[str, object]:
    record = json.loads(json.dumps(RECORD))
    place, steps = record, path.split("/")
    for step in steps[:-1]:
        place = place[int(step)] if step.isdigit() else place[step]
    place[steps[-1]] = value
    return dict(record)


def test_a_minimal_record_takes_defaults_and_the_text_of_its_spans() -> None:
    extraction = Extraction.from_dict(RECORD)
    assert extraction.entity("e0").mentions == (Mention(3, 17, "gemeente Assen"),)
    assert (extraction.entity("e0").confidence, extraction.document.date) == (1.0, None)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("entities/0/type", "Gemeente"),
        ("entities/0/mentions/0/end", 99),
        ("entities/0/mentions/0/start", 17),
        ("entities/0/mentions/0/start", -1),
        ("document/date", "gisteren"),
        ("relations", [{"subject": "e0", "predicate": "likes", "object": "e0", "evidence": {"start": 0, "end": 1}}]),
        ("relations", [{"subject": "e0", "predicate": "partOf", "object": "e9", "evidence": {"start": 0, "end": 1}}]),
        ("text", None),
        ("entities", None),
    ],
)
def test_what_is_outside_the_vocabulary_or_the_text_is_refused(path: str, value: object) -> None:
    with pytest.raises(FormatError, match="not an extraction record"):
        Extraction.from_dict(changed(path, value))


def test_a_line_that_is_no_record_is_named() -> None:
    with pytest.raises(FormatError, match="line 3: not JSON"):
        list(read_jsonl([json.dumps(RECORD), "", "{"]))


def test_unknown_entities_and_sentences() -> None:
    extraction = Extraction(DocumentInfo("a", date=datetime.date(2024, 1, 1)), "Een zin. Nog een.", sentences=((0, 8),))
    with pytest.raises(KeyError):
        extraction.entity("e0")
    assert extraction.sentence_at(3).text == "Een zin."
    assert extraction.sentence_at(13).text == "e"
