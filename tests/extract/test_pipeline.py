"""The components work in anyone's spaCy pipeline, and what they find is where spaCy has it."""

import importlib
import json
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from beleidsgraaf.extract import pipeline
from beleidsgraaf.extract.candidates import candidates
from beleidsgraaf.extract.pipeline import AFTER, FINDERS, load, rules
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

TEXT = "De gemeente Emmen en het RIVM werken samen aan de Regio Deal Zuid- en Oost-Drenthe (RDZD). De RDZD loopt."
TOP = Path(__file__).resolve().parents[2]


def declared() -> dict[str, str]:
    """The entry points of the project file, where there is one beside the tests, else of the installation."""
    project = TOP / "pyproject.toml"
    if project.exists():
        found: dict[str, str] = tomllib.loads(project.read_text())["project"]["entry-points"]["spacy_factories"]
        return found
    return {e.name: e.value for e in entry_points(group="spacy_factories") if e.name.startswith("beleidsgraaf_")}


def registered() -> set[str]:
    return {name for name in registry.factories.get_all() if name.startswith("beleidsgraaf_")}


def test_every_component_has_an_entry_point() -> None:
    assert {"beleidsgraaf_sentences", *FINDERS, "beleidsgraaf_resolve", "beleidsgraaf_names", *AFTER} <= set(declared())
    assert registered() <= set(declared())


@pytest.mark.parametrize(("name", "value"), sorted(declared().items()))
def test_entry_points_lead_to_their_components(name: str, value: str) -> None:
    module, _, attribute = value.partition(":")
    assert callable(getattr(importlib.import_module(module), attribute))
    assert Language.has_factory(name)


def test_the_installation_declares_them() -> None:
    installed = {e.name: e.value for e in entry_points(group="spacy_factories") if e.name.startswith("beleidsgraaf_")}
    if not installed:
        pytest.skip("not installed as a distribution")
    assert installed == declared()


def test_components_work_in_another_pipeline() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("sentencizer")
    for name in (*FINDERS, "beleidsgraaf_resolve", "beleidsgraaf_link"):
        nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert ("gemeente Emmen", "Region") in {(e.text, e.label_) for e in doc.ents}
    assert len(list(doc.sents)) == 2


def test_one_finder_alone_finds_its_names() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("beleidsgraaf_registers")
    nlp.add_pipe("beleidsgraaf_resolve", config={"minimum": 0.7})
    assert [e.text for e in nlp("Het RIVM en de provincie Drenthe.").ents] == ["RIVM", "provincie Drenthe"]


def test_a_finder_works_on_any_tokens() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("beleidsgraaf_registers")
    nlp.add_pipe("beleidsgraaf_resolve")
    assert [e.text for e in nlp("De NPLV-gebieden inAssen en 1NOS").ents][-1] == "NOS"


@pytest.mark.parametrize("nlp", [rules, load], ids=["rules", "model"])
def test_entities_are_spacy_entities_with_identifiers(nlp: object) -> None:
    assert callable(nlp)
    doc = nlp()(TEXT)
    found = {e.text: (e.label_, e.kb_id_) for e in doc.ents}
    assert found["gemeente Emmen"] == ("Region", "https://identifier.overheid.nl/tooi/id/gemeente/gm0114")
    assert found["RIVM"] == ("Organisation", "https://identifier.overheid.nl/tooi/id/oorg/oorg10123")
    assert found["RDZD"][0] == "Programme"
    entities = {e.id: e for e in doc._.policy_entities}
    for span in doc.ents:
        assert (span.start_char, span.end_char) in {(m.start, m.end) for m in entities[span.ent_id_].mentions}
    assert {e.ent_id_ for e in doc.ents} == set(entities)
    assert isinstance(doc._.relations, list | tuple)


def test_a_doc_goes_to_json_and_comes_back() -> None:
    doc = rules()(TEXT)
    data = json.loads(json.dumps(doc.to_json()))
    again = Doc(doc.vocab).from_json(data)
    assert again.text == TEXT
    assert [(e.start_char, e.end_char, e.label_) for e in again.ents] == [
        (e.start_char, e.end_char, e.label_) for e in doc.ents
    ]


def test_a_doc_goes_to_bytes_and_comes_back() -> None:
    doc = rules()(TEXT)
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert [(e.text, e.label_, e.kb_id_) for e in again.ents] == [(e.text, e.label_, e.kb_id_) for e in doc.ents]
    assert tuple(again._.policy_entities) == doc._.policy_entities
    assert candidates(again) == candidates(doc)


def test_documents_go_through_several_processes() -> None:
    texts = [TEXT, "Het RIVM en de gemeente Assen."] * 2
    docs = list(rules().pipe(texts, n_process=2, batch_size=1))
    assert [[e.text for e in doc.ents] for doc in docs] == [[e.text for e in rules()(text).ents] for text in texts]


def test_parts_of_a_split_token_begin_no_sentence() -> None:
    doc = rules()("1NOS")
    assert [e.text for e in doc.ents] == ["NOS"]
    assert [s.text for s in doc.sents] == ["1NOS"]


def test_the_date_of_the_document_decides_which_ministry() -> None:
    nlp = rules()
    found = []
    for date in ("2009-06-01", "2019-06-01"):
        doc = nlp.make_doc("Het ministerie van LNV schrijft.")
        doc.user_data["beleidsgraaf_date"] = date
        found.append(nlp(doc).ents[0].kb_id_)
    assert [iri.rpartition("/")[2] for iri in found] == ["mnre1150", "mnre1153"]


def test_the_same_text_gives_the_same_twice_and_empty_texts_nothing() -> None:
    nlp = rules()
    assert nlp(TEXT)._.policy_entities == nlp(TEXT)._.policy_entities
    assert nlp("")._.policy_entities == ()
    assert nlp("\n \n").ents == ()


def test_pipelines_are_built_once() -> None:
    assert rules() is rules()
    assert rules() is not load()
    assert pipeline.MODEL.is_dir()
