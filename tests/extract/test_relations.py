"""The examples of the trigger files, and what holds whatever the frames are."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import spacy
from beleidsgraaf.extract.frames import compile_form, frames, trigger_files
from beleidsgraaf.extract.relations import Mention, RelationCandidate, find_relations
from beleidsgraaf.extract.skeleton import skeleton
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES, STATUSES
from beleidsgraaf.ontology.vocabulary import accepts
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

NLP = spacy.blank("nl")
_MARKED = re.compile(r"\[(?P<end>[SOX]):(?P<type>[A-Z][a-z]+) (?P<name>[^\]]+)\]")


def read(marked: str) -> tuple[str, list[Mention], dict[str, list[str]]]:
    """Return the text of an example, its mentions, and the entity ids at each end."""
    text, mentions, ends = "", [], {"S": list[str](), "O": list[str](), "X": list[str]()}
    at = 0
    names: dict[str, str] = {}
    for m in _MARKED.finditer(marked):
        text += marked[at : m.start()]
        entity = names.setdefault(m["name"], f"e{len(names)}")
        mentions.append(Mention(len(text), len(text) + len(m["name"]), m["type"], entity))
        ends[m["end"]].append(entity)
        text += m["name"]
        at = m.end()
    return text + marked[at:], mentions, ends


def relations(marked: str, **options: Any) -> list[RelationCandidate]:
    text, mentions, _ = read(marked)
    return find_relations(NLP.make_doc(text), mentions, **options)


def triples(marked: str, predicate: str, status: str = "stated") -> set[tuple[str, str]]:
    found = relations(marked)
    return {(r.subject, r.object) for r in found if r.predicate == predicate and r.status == status}


def examples() -> Iterator[tuple[str, str, str]]:
    for predicate, data in trigger_files().items():
        for kind in ("form", "verb", "noun"):
            for frame in data.get(kind, ()):
                for example in frame.get("examples", ()):
                    yield predicate, f"{kind}/{frame['name']}", example


@pytest.mark.parametrize(("predicate", "frame", "example"), list(examples()))
def test_example_of_a_frame(predicate: str, frame: str, example: str) -> None:
    _, _, ends = read(example)
    found = triples(example, predicate)
    for subject in ends["S"]:
        for object in ends["O"] or ends["S"]:
            if subject != object:
                assert (subject, object) in found or (PREDICATES[predicate].symmetric and (object, subject) in found)


def test_every_frame_has_an_example() -> None:
    bare = [
        f"{predicate}/{frame['name']}"
        for predicate, data in trigger_files().items()
        for kind in ("form", "verb", "noun")
        for frame in data.get(kind, ())
        if not frame.get("examples")
    ]
    assert bare == []


def test_names_of_frames_are_unique() -> None:
    for predicate, data in trigger_files().items():
        names = [frame["name"] for kind in ("form", "verb", "noun") for frame in data.get(kind, ())]
        assert len(names) == len(set(names)), predicate


def test_every_predicate_has_frames() -> None:
    found = frames()
    assert {f.predicate for f in found.forms} | {f.predicate for f in found.verbs} | {
        f.predicate for f in found.nouns
    } == set(PREDICATES)


def test_coordination_multiplies_out() -> None:
    text = (
        "De gemeenten [S:Region Assen], [S:Region Emmen] en [S:Region Meppel] nemen deel aan "
        "de [O:Programme Woondeal] en het [O:Programme Sportakkoord]."
    )
    assert len(triples(text, "participatesIn")) == 6


def test_an_abbreviation_is_one_with_its_name() -> None:
    text = (
        "De [S:Region gemeente Assen] en het [S:Organisation Centraal Orgaan opvang] ([S:Organisation COA]) "
        "nemen deel aan de [O:Programme Woondeal]."
    )
    plain, mentions, _ = read(text)
    mentions = [m._replace(entity="e1") if m.entity == "e2" else m for m in mentions]
    found = find_relations(NLP.make_doc(plain), mentions)
    assert {(r.subject, r.object) for r in found} == {("e0", "e3"), ("e1", "e3")}


@pytest.mark.parametrize(
    "text",
    [
        "Het [O:Programme Actieplan Wonen] wordt uitgevoerd door de [S:Region provincie Drenthe].",
        "Het [O:Programme Actieplan Wonen], dat door de [S:Region provincie Drenthe] wordt uitgevoerd, loopt.",
        "Het door de [S:Region provincie Drenthe] uitgevoerde [O:Programme Actieplan Wonen] loopt.",
        "De uitvoering van het [O:Programme Actieplan Wonen] door de [S:Region provincie Drenthe] loopt.",
        "De [S:Region provincie Drenthe] voert sinds 2024 het [O:Programme Actieplan Wonen] uit.",
        "Sinds 2024 voert de [S:Region provincie Drenthe] het [O:Programme Actieplan Wonen] uit.",
        "De [S:Region provincie Drenthe] heeft het [O:Programme Actieplan Wonen] uitgevoerd.",
    ],
)
def test_voices_and_orders_say_the_same(text: str) -> None:
    _, _, ends = read(text)
    assert triples(text, "implements") == {(ends["S"][0], ends["O"][0])}


def test_a_list_belongs_to_its_lead_in() -> None:
    text = (
        "De [O:Organisation directie Bodem] bestaat uit:\na. de [S:Organisation afdeling Klei];\n"
        "b. de [S:Organisation afdeling Veen].\n\nDe Kamer stemt."
    )
    (first, second) = sorted(relations(text))[:2]
    assert {first.subject, second.subject} == {"e1", "e2"}
    plain = read(text)[0]
    assert plain[first.evidence_start : first.evidence_end].startswith("De directie Bodem bestaat uit:")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("De [S:Region gemeente Assen] neemt niet deel aan de [O:Programme Woondeal].", "negated"),
        ("De [S:Region gemeente Assen] zal deelnemen aan de [O:Programme Woondeal].", "planned"),
        ("Neemt de [S:Region gemeente Assen] deel aan de [O:Programme Woondeal]?", "asked"),
        ("Indien de [S:Region gemeente Assen] deelneemt aan de [O:Programme Woondeal], volgt geld.", "conditional"),
        ("De [S:Region gemeente Assen] neemt niet langer deel aan de [O:Programme Woondeal].", "ended"),
    ],
)
def test_what_is_not_stated_is_not_given_as_stated(text: str, status: str) -> None:
    assert triples(text, "participatesIn") == set()
    assert triples(text, "participatesIn", status) == {("e0", "e1")}


def test_a_verb_in_a_question_section_is_asked() -> None:
    text = "De [S:Region gemeente Assen] neemt deel aan de [O:Programme Woondeal]."
    plain = read(text)[0]
    assert {r.status for r in relations(text, questions=[(0, len(plain))])} == {"asked"}


def test_being_named_together_says_nothing() -> None:
    text = "De [S:Region gemeente Assen] vergaderde. Ook de [O:Programme Woondeal] kwam voorbij."
    assert relations(text) == []


def test_a_preamble_counts_as_one_sentence() -> None:
    text = (
        "Besluit instelling [X:Organisation Adviesraad Bodem]\n\n[O:Law Instellingsbesluit Adviesraad]\n\n"
        "De [S:Office minister van Landbouw],\nGelet op artikel 2 van de [X:Law Kaderwet adviescolleges];\nBesluit:\n\n"
        "Artikel 1\nEr is een [X:Organisation Adviesraad Bodem].\n"
    )
    found = {(r.subject, r.predicate, r.object) for r in relations(text)}
    assert {
        ("e2", "establishes", "e1"),
        ("e1", "basedOn", "e3"),
        ("e2", "establishes", "e0"),
        ("e1", "establishes", "e0"),
    } <= found


def test_a_noun_points_back_to_the_one_body_it_can_mean() -> None:
    text = (
        "De [X:Organisation Commissie Bodem] is ingesteld.\n"
        "De commissie bestaat uit de volgende leden:\n- mw. [S:Person A. Bakker];\n- dhr. [S:Person C. Smit]."
    )
    assert triples(text, "memberOf") == {("e1", "e0"), ("e2", "e0")}


def test_a_body_acts_for_what_it_belongs_to() -> None:
    text = "De raad van de gemeente [S:Region Assen] stelt het [O:Programme Woonplan] in."
    assert triples(text, "establishes") == {("e0", "e1")}


def test_a_symmetric_relation_keeps_the_order_in_which_it_is_first_said() -> None:
    text = (
        "De [S:Organisation NS] werkt samen met [O:Organisation ProRail]. "
        "[O:Organisation ProRail] overlegt met de [S:Organisation NS]."
    )
    found = [r for r in relations(text) if r.predicate == "cooperatesWith"]
    assert [(r.subject, r.object) for r in found] == [("e0", "e1"), ("e0", "e1")]


def test_a_programme_with_a_place_in_its_name_covers_it() -> None:
    assert triples("Het [S:Programme Woonplan Emmen] is er voor heel [O:Region Emmen].", "covers") == {("e0", "e1")}


def test_slots_are_typed() -> None:
    compiled = compile_form("{S} {O}", PREDICATES["holdsOffice"])
    assert compiled.search("⟨N#0⟩ ⟨F#1⟩")
    assert not compiled.search("⟨O#0⟩ ⟨F#1⟩")


def test_a_skeleton_knows_its_offsets() -> None:
    text, mentions, _ = read("Zie de [S:Region gemeente  Assen] en de [O:Organisation politie] , enz.")
    s = skeleton(text, [(0, len(text))], mentions)
    assert s.text == "Zie de ⟨OR#0,1⟩ , enz."
    assert text[s.offsets[s.text.index("enz")] :].startswith("enz")
    assert len(s.offsets) == len(s.text) + 1


def test_component_sets_the_extension() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("beleidsgraaf_sentences")
    relate = nlp.add_pipe("beleidsgraaf_relations")
    doc = nlp("Assen werkt samen met Emmen.")
    doc.ents = (Span(doc, 0, 1, "Region", kb_id="a"), Span(doc, 4, 5, "Region", kb_id="b"))
    assert isinstance(relate(doc), Doc)
    assert [(r.subject, r.predicate, r.object) for r in doc._.relations] == [("a", "cooperatesWith", "b")]


WORDS = st.sampled_from(
    ["de", "neemt", "deel", "aan", "en", ",", "(", ")", "van", "werkt", "samen", "met", "door", "uitgevoerd", "is",
     "niet", ":", "\n", "\n- ", ".", "?", "‘", "⟨", "⟩", "#", "onderdeel", "CDA", "2024"]
)  # fmt: skip
NAMES = st.tuples(st.sampled_from(ENTITY_TYPES), st.sampled_from(["Aa", "Bb", "Cc", "Dd"]))


@settings(deadline=None)
@given(st.lists(st.one_of(WORDS, NAMES), max_size=24))
def test_whatever_the_text_the_relations_are_within_the_vocabulary(parts: list[str | tuple[str, str]]) -> None:
    text, mentions = "", []
    for part in parts:
        if isinstance(part, tuple):
            mentions.append(Mention(len(text), len(text) + 2, part[0], part[0] + part[1]))
            text += part[1] + " "
        else:
            text += part + " "
    types = {m.entity: m.type for m in mentions}
    for r in find_relations(NLP.make_doc(text), mentions):
        assert accepts(r.predicate, types[r.subject], types[r.object])
        assert r.subject != r.object
        assert r.status in STATUSES
        assert 0 <= r.evidence_start < r.evidence_end <= len(text)
        assert 0 <= r.confidence <= 1
