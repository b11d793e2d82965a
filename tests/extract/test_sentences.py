from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from beleidsgraaf.extract.sentences import sentence_starts, split_sentences
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

NLP = spacy.blank("nl")


def split(text: str, blocks: list[tuple[int, int]] | None = None) -> list[str]:
    starts = [*sentence_starts(text, blocks or []), len(text)]
    return [text[a:b].strip() for a, b in pairwise(starts)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Op grond van art. 3 van de wet is dat verboden. Dat blijft zo.", 2),
        ("De brief d.d. 4 mei jl. is ontvangen (Kamerstuk 29 911, nr. 446). Ik kom hierop terug.", 2),
        ("Dit geldt o.a. voor gemeenten, m.b.t. zorg en i.v.m. corona. Zie blz. 4 en p. 12.", 2),
        ("Mr. dr. J.P. de Groot en prof. ir. A. van Dam waren er. Drs. B. Jansen niet.", 2),
        ("De heer D.M. van Weel tekende. Namens hem sprak ing. Bos.", 2),
        ("Dat kan met vitamine C. Het helpt.", 2),
        ("Het gaat om scholen, sportclubs, enz. De gemeente betaalt.", 2),
        ("Het gaat om scholen, sportclubs, enz. die meedoen.", 1),
        ("In 2024 was dat € 7,5 mln. De bijdrage daalt in 2025. Daarna stijgt zij.", 3),
        ("Hij zei: “Dat doen we niet.” Toch gebeurde het.", 2),
        ("De vraag ‘Wat nu?’ blijft staan.", 1),
        ("Dat is… niet goed. Echt niet... Toch wel.", 3),
        ("Klopt dit? Zo ja, waarom? Zo nee, waarom niet?", 3),
        ("Bent u bekend met dit bericht? 1)", 1),
        ("Het Rijk betaalt mee.[footnoteRef:1] Dat blijft zo. [1:  Zie de begroting van 2024.] ", 3),
        ("Zie www.overheid.nl. Daar staat het.", 2),
        ("'s-Gravenhage is de zetel. ’t Kan niet anders.", 2),
        ("De aanpak is gevolgd.Het kabinet zet die voort.", 2),
        ("Dat is afgesproken met de\nprovincie Drenthe en het\nRijk. De gemeenten\ndoen mee.", 2),
    ],
)
def test_counts_sentences(text: str, count: int) -> None:
    assert len(split(text)) == count, split(text)


def test_list_items_stand_apart_from_their_lead_in() -> None:
    text = "De volgende gemeenten doen mee:\n- Assen\n- Emmen;\n- Hoogeveen.\nDe rest volgt."
    assert split(text) == ["De volgende gemeenten doen mee:", "- Assen", "- Emmen;", "- Hoogeveen.", "De rest volgt."]


def test_numbered_items_keep_their_number() -> None:
    text = "Artikel 2\n1. De commissie adviseert.\n2. Zij vergadert vaak.\na. op maandag;\nb. op vrijdag."
    assert split(text) == [
        "Artikel 2", "1. De commissie adviseert.", "2. Zij vergadert vaak.", "a. op maandag;", "b. op vrijdag.",
    ]  # fmt: skip


def test_headings_of_questions_stand_alone() -> None:
    text = "Vraag 1\nKlopt dit?\n\nAntwoord op vragen 1 en 2\nJa, dat klopt"
    assert split(text) == ["Vraag 1", "Klopt dit?", "Antwoord op vragen 1 en 2", "Ja, dat klopt"]


def test_a_signature_is_not_part_of_the_office() -> None:
    assert split("De minister van Financiën,\n\n\n\nA.B. Smit") == ["De minister van Financiën,", "A.B. Smit"]


def test_a_paragraph_that_goes_on_after_a_page_break_is_one_sentence() -> None:
    assert len(split("Dit is afgesproken met de\n\n\ngemeenten in het noorden.")) == 1


def test_no_sentence_crosses_a_block() -> None:
    text = "Samenvatting van de\nAanpak in Assen loopt. Dat is goed"
    assert split(text, [(0, 19), (20, len(text))]) == ["Samenvatting van de", "Aanpak in Assen loopt.", "Dat is goed"]


def test_text_outside_blocks_falls_back_to_rules() -> None:
    text = "Eerste zin. Tweede zin. Derde in een blok. Vierde."
    assert len(split(text, [(24, 42)])) == 4


def test_component_sets_every_token() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("beleidsgraaf_sentences")
    doc = nlp("De Kamer stemt. Zij keurt goed.\n\nDrs. Bos zwijgt.")
    assert [s.text.strip() for s in doc.sents] == ["De Kamer stemt.", "Zij keurt goed.", "Drs. Bos zwijgt."]
    assert all(token.is_sent_start is not None for token in doc)


def test_component_reads_the_blocks_of_the_document() -> None:
    doc = NLP.make_doc("De aanpak van de gemeente")
    doc.user_data["beleidsgraaf_blocks"] = [(0, 9), (10, 25)]
    assert len(list(split_sentences(doc).sents)) == 2


def test_an_empty_document_has_no_sentences() -> None:
    assert len(split_sentences(Doc(NLP.vocab))) == 0
    assert sentence_starts(" \n ") == []


@given(st.text(alphabet=st.sampled_from(list("aB1 .?!\n\t-•:;,()[]'\"dDr")), max_size=80))
def test_starts_ascend_at_non_blank_characters(text: str) -> None:
    starts = sentence_starts(text)
    assert starts == sorted(set(starts))
    assert all(not text[s].isspace() for s in starts)
    if text.strip():
        assert starts[0] == len(text) - len(text.lstrip())


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=4))
def test_any_text_and_any_blocks_are_accepted(text: str, blocks: list[tuple[int, int]]) -> None:
    doc = NLP.make_doc(text)
    doc.user_data["beleidsgraaf_blocks"] = blocks
    assert "".join(s.text_with_ws for s in split_sentences(doc).sents) == text


def test_real_documents_are_not_cut_inside_a_line_number(shared: Path) -> None:
    text = (shared / "documents" / "antwoord-jeugd-georganiseerde-criminaliteit.txt").read_text("utf-8")
    sentences = split(text)
    assert 60 < len(sentences) < 160
    assert not any(s.endswith(("nr.", "D.M.", "art.")) for s in sentences)
