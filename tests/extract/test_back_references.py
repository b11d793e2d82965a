"""What points back: nouns, roles, who speaks; and what relations make of it."""

import datetime

import pytest
import spacy
from beleidsgraaf.extract.back_references import Form, back_references
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.extraction import Entity, Extraction
from beleidsgraaf.extract.extraction import Mention as Place
from beleidsgraaf.extract.extractor import Extractor
from beleidsgraaf.extract.pipeline import rules
from beleidsgraaf.extract.readers import from_text
from beleidsgraaf.extract.skeleton import Mention
from beleidsgraaf.extract.speakers import ministry_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

EXTRACTOR = Extractor(nlp=rules())

ANSWERS = """\
Antwoord van minister Van Weel (Justitie en Veiligheid) (ontvangen 4 maart 2025)

Vraag 1
Wat doet u, en wat doet uw ministerie, samen met de gemeente Assen?

Antwoord op vraag 1
{answer}
"""


def found(text: str, named: dict[str, tuple[str, str]], form: Form | None = None) -> list[tuple[str, str]]:
    """Return what points back in a text to things that are named in it: label by type and id."""
    mentions, entities = [], []
    for label, (type, id) in named.items():
        start = text.index(label)
        kind = "Municipality" if label.startswith("gemeente") else None
        entities.append(Entity(id, type, label, (Place(start, start + len(label), label),), kind=kind))
        mentions.append(Mention(start, start + len(label), type, id))
    return [(r.text, r.entities[0]) for r in back_references(text, sorted(mentions), entities, form)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Het Woonplan Assen loopt. Het plan eindigt in 2030.", [("Het plan", "p")]),
        ("Het Woonplan Assen loopt. De raad wil het plan om te bouwen zien.", []),
        ("Het Woonplan Assen loopt. Het plan van de provincie niet.", []),
        ("Het Woonplan Assen loopt. Het plan Zuid niet.", []),
        ("Het plan is er: Woonplan Assen.", []),
    ],
)
def test_a_noun_points_to_the_one_name_before_it(text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(text, {"Woonplan Assen": ("Programme", "p")}) == wanted


def test_of_two_candidates_none_is_taken_unless_this_one_is_nearest() -> None:
    text = (
        "Het Woonplan Assen loopt." + " Er wordt veel gebouwd in deze streek." * 12 + " Nu is er het Waterplan Emmen. "
    )
    named = {"Woonplan Assen": ("Programme", "a"), "Waterplan Emmen": ("Programme", "b")}
    assert found(text + "Het plan is af.", named) == []
    assert found(text + "Dit plan is af.", named) == [("Dit plan", "b")]


def test_a_question_or_answer_goes_before_the_rest() -> None:
    text = "Het Woonplan Assen loopt. | Het Waterplan Emmen ook. Het plan is af."
    named = {"Woonplan Assen": ("Programme", "a"), "Waterplan Emmen": ("Programme", "b")}
    form = Form(answers=[(0, text.index("|")), (text.index("|") + 2, len(text))])
    assert found(text, named, form) == [("Het plan", "b")]


def test_a_generic_noun_before_the_name_counts() -> None:
    text = "In het programma Nij Begun staat dit. Het programma loopt tot 2034."
    assert found(text, {"Nij Begun": ("Programme", "p")}) == [("Het programma", "p")]


def test_a_region_must_be_of_the_kind() -> None:
    assert found("De gemeente Assen bouwt. De gemeente is trots.", {"gemeente Assen": ("Region", "r")}) == [
        ("De gemeente", "r")
    ]
    assert found("De Achterhoek bouwt. De gemeente is trots.", {"Achterhoek": ("Region", "r")}) == []


def test_the_minister_is_the_only_one() -> None:
    text = "De minister van Financiën en de staatssecretaris van Defensie schreven. De minister was snel. {}"
    named = {"minister van Financiën": ("Office", "f"), "staatssecretaris van Defensie": ("Office", "d")}
    assert found(text.format(""), named) == [("De minister", "f")]
    two = {**named, "minister van Defensie": ("Office", "m")}
    assert found(text.format("De minister van Defensie ook."), two) == []
    assert found(text.format("De minister-president niet."), named) == [("De minister", "f")]


def extracted(answer: str) -> Extraction:
    return EXTRACTOR.extract(from_text(ANSWERS.format(answer=answer), name="antwoord.txt"))


def said(extraction: Extraction, *, names: bool | None = None) -> set[tuple[str, str, str]]:
    label = {e.id: e.label for e in extraction.entities}
    return {
        (label[r.subject], r.predicate, label[r.object])
        for r in extraction.relations
        if r.status == "stated" and names in (None, r.between_names)
    }


def test_who_answers_is_who_speaks() -> None:
    x = extracted("Hierbij werk ik samen met de gemeente Emmen.")
    wanted = ("minister van Justitie en Veiligheid", "cooperatesWith", "gemeente Emmen")
    assert wanted in said(x, names=False)
    assert wanted not in said(x, names=True)
    label = {e.id: e.label for e in x.entities}
    speaker = next(r for r in x.back_references if r.kind == "speaker")
    assert [label[id] for id in speaker.entities] == ["minister van Justitie en Veiligheid", "Van Weel"]
    assert all("ik" not in {m.text for m in e.mentions} for e in x.entities)


def test_a_ministry_that_is_not_named_is_implied() -> None:
    x = extracted("De gemeente Emmen heeft met ondersteuning vanuit mijn ministerie een plan gemaakt.")
    ministry = next(e for e in x.entities if not e.mentions)
    assert ministry.key == "min-jenv"
    assert (ministry.label, "supports", "gemeente Emmen") in said(x)
    record = x.to_dict()
    assert [r["subject"] for r in record["by_reference"]] == [ministry.id]
    assert ministry.id not in {r["subject"] for r in record["relations"]}
    assert [e["label"] for e in record["implied"]] == [ministry.label]
    assert Extraction.from_dict(record) == x


@pytest.mark.parametrize(
    "answer",
    [
        "De korpschef zei: “Hierbij werk ik samen met de gemeente Emmen.”",
        "Hierbij werkt uw Kamer samen met de gemeente Emmen.",
    ],
)
def test_another_may_speak(answer: str) -> None:
    assert not [r for r in extracted(answer).back_references if r.kind == "speaker"]


def test_status_holds_for_who_speaks() -> None:
    x = extracted("Ik ben voornemens om met de gemeente Emmen samen te werken. Ik werk niet samen met de politie.")
    assert {r.status for r in x.relations if r.back_references} == {"planned", "negated"}


def test_a_letter_of_two_has_no_one_speaker() -> None:
    text = (
        "Antwoord van de ministers van Defensie en van Financiën\n\nVraag 1\nHoe?\n\nAntwoord 1\nIk werk samen met NS."
    )
    assert not [r for r in EXTRACTOR.extract(text).back_references if r.kind == "speaker"]


def test_the_component_works_behind_the_names_of_others() -> None:
    nlp = spacy.blank("nl")
    relate = nlp.add_pipe("beleidsgraaf_relations")
    doc = nlp.make_doc("Het Woonplan Assen loopt. De stad Emmen neemt deel aan het plan.")
    doc.ents = [Span(doc, 1, 3, label="Programme"), Span(doc, 7, 8, label="Region")]
    found = relate(doc)._
    assert [(r.text, r.entities) for r in found.back_references] == [("het plan", ("Woonplan Assen",))]
    assert [(r.subject, r.predicate, r.object) for r in found.relations if r.pointers] == [
        ("Emmen", "participatesIn", "Woonplan Assen")
    ]


@pytest.mark.parametrize(
    ("office", "date", "key"),
    [
        ("minister van Infrastructuur en Waterstaat", "2023-01-01", "min-ienw"),
        ("staatssecretaris van Financiën", None, "min-fin"),
        ("minister voor Langdurige Zorg en Sport", "2023-01-01", "min-vws"),
        ("minister voor Langdurige Zorg en Sport", None, None),
        ("burgemeester van Assen", "2023-01-01", None),
    ],
)
def test_ministry_of_an_office(office: str, date: str | None, key: str | None) -> None:
    body = ministry_of(office, date)
    assert (body.key if body else None) == key


def test_the_ministry_at_the_date() -> None:
    body = ministry_of("minister van Landbouw, Natuur en Voedselkwaliteit", datetime.date(2020, 1, 1).isoformat())
    assert body is not None
    assert body.valid_on("2020-01-01")


WORDS = st.sampled_from(
    [
        "Het plan", "Ik", "mijn ministerie", "de minister", "Dit programma", "Woonplan Assen", "NPLV", ".", "\n", "“",
        "”", "loopt", "werkt samen met", "de gemeente Emmen", "het RIVM", "minister van Defensie", "Antwoord 1",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
@example("minister van Defensie Dit programma “ de minister “")  # a name began with the blank behind the quotation mark
def test_spans_slice_back_and_never_overlap_a_mention(text: str) -> None:
    x = EXTRACTOR.extract(Document("a.txt", text) if len(text) % 2 else from_text(text, name="a.txt"))
    taken = [(m.start, m.end) for e in x.entities for m in e.mentions]
    ids = {e.id for e in x.entities}
    for r in x.back_references:
        assert x.text[r.start : r.end] == r.text
        assert ids.issuperset(r.entities)
        assert not any(a < r.end and r.start < b for a, b in taken)
    for relation in x.relations:
        e = relation.evidence
        assert x.text[e.start : e.end] == e.text
        assert set(relation.back_references) <= set(x.back_references)
        assert all(e.start <= b.start and b.end <= e.end for b in relation.back_references)
    assert Extraction.from_dict(x.to_dict()) == x
