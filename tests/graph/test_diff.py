"""What two graphs or two documents say differently, each time with its sentence."""

import dataclasses
import json

from beleidsgraaf.extract.extraction import Extraction
from beleidsgraaf.graph import PolicyGraph, example_extractions, example_graph
from beleidsgraaf.graph.diff import diff

LETTER, ANSWER = example_extractions()


def of(*extractions: Extraction) -> PolicyGraph:
    graph = PolicyGraph()
    for extraction in extractions:
        graph.add(extraction)
    return graph


def test_the_same_is_no_difference() -> None:
    assert not diff(example_graph().store, of(ANSWER, LETTER).store)


def test_what_comes_one_way_goes_the_other() -> None:
    there, back = diff(of(LETTER).store, of(LETTER, ANSWER).store), diff(of(LETTER, ANSWER).store, of(LETTER).store)
    turned = {"came": "went", "went": "came", "changed": "changed"}
    assert [(turned[e.change], e.iri) for e in there.entities] == [(e.change, e.iri) for e in back.entities]
    assert [(turned[s.change], str(s)) for s in there.statements] == [(s.change, str(s)) for s in back.statements]
    assert {e.change for e in there.entities} >= {"came"}
    for entity in there.entities:
        if entity.change == "came":
            assert entity.sentences
    for statement in there.statements:
        assert statement.sentences_after or statement.after == ("register",)


def test_a_status_that_changes() -> None:
    turned = dataclasses.replace(LETTER.relations[0], status="ended")
    after = dataclasses.replace(LETTER, relations=(turned, *LETTER.relations[1:]))
    (change,) = diff(of(LETTER).store, of(after).store).statements
    assert (change.change, change.before, change.after) == ("changed", ("stated",), ("ended",))
    assert change.sentences_before[0].text == change.sentences_after[0].text
    assert change.sentences_after[0].document == LETTER.document.id


def test_a_name_that_changes() -> None:
    first = next(e for e in LETTER.entities if e.type == "Programme")
    renamed = dataclasses.replace(first, label=first.label.upper())
    after = dataclasses.replace(LETTER, entities=tuple(renamed if e is first else e for e in LETTER.entities))
    (change,) = diff(of(LETTER).store, of(after).store).entities
    assert (change.change, change.before, change.after) == (
        "changed", {"label": (first.label,)}, {"label": (first.label.upper(),)},
    )  # fmt: skip


def test_two_documents_of_one_graph() -> None:
    graph = example_graph()
    found = diff(graph.store, graph.store, tuple(graph.document(x.document.id).iri for x in (LETTER, ANSWER)))  # type: ignore[arg-type]
    changes = {c.label: c.change for c in found.entities}
    assert changes["gemeente Groningen"] == "came"
    assert changes["gemeente Assen"] == "went"
    assert "Programma Veilige Buurten" not in changes or changes["Programma Veilige Buurten"] == "changed"
    assert not any("register" in s.before + s.after for s in found.statements)
    assert json.loads(json.dumps(found.to_dict()))["entities"][0]["sentences"]
