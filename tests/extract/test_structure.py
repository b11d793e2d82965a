"""Questions, answers and notes in text."""

import pytest
from beleidsgraaf.extract import structure
from beleidsgraaf.extract.document import Block
from beleidsgraaf.extract.readers import from_text


@pytest.mark.parametrize(
    ("text", "kind", "numbers"),
    [
        ("Vraag 1", "question", ("1",)),
        ("Vraag 1:", "question", ("1",)),
        ("VRAAG 12.", "question", ("12",)),
        ("Vraag 7 t/m 9", "question", ("7", "8", "9")),
        ("Vragen 3 en 4", "question", ("3", "4")),
        ("Vraag 2a", "question", ("2a",)),
        ("Antwoord op vraag 1", "answer", ("1",)),
        ("Antwoord vraag 3 en 4", "answer", ("3", "4")),
        ("Antwoord 5", "answer", ("5",)),
        ("Antwoord op de vragen 3, 4 en 6", "answer", ("3", "4", "6")),
        ("Antwoord op vraag 3 en vraag 5", "answer", ("3", "5")),
        ("Antwoorden op de vragen 1 tot en met 3:", "answer", ("1", "2", "3")),
        ("Beantwoording vragen 2 & 3", "answer", ("2", "3")),
        ("Antwoord", "answer", ()),
        ("Antwoord: Ja.", "answer", ()),
    ],
)
def test_headings(text: str, kind: str, numbers: tuple[str, ...]) -> None:
    heading = structure.parse_heading(text)
    assert heading is not None
    assert (heading.kind, heading.numbers) == (kind, numbers)


@pytest.mark.parametrize(
    "text",
    [
        "Vraag 3 gaat over de begroting.",
        "Vragen van de leden Jansen en De Boer",
        "Antwoord van minister Jansen (Defensie)",
        "Antwoord op vraag 3 vindt u hieronder.",
        "Vraagtekens",
        "Antwoordapparaat",
    ],
)
def test_prose_is_no_heading(text: str) -> None:
    assert structure.parse_heading(text) is None


def test_a_wide_range_is_not_expanded_without_end() -> None:
    assert structure.expand_numbers("1 t/m 900") == ("1", "900")


def _sections(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    document = from_text(text)
    return [(s.kind, s.numbers, document.text[s.start : s.end]) for s in document.sections]


def test_an_answer_without_number_answers_what_was_asked_since_the_last() -> None:
    text = "1. Klopt dit?\n\n2. Waarom?\n\nAntwoord:\nJa.\n\n3. Wat nu?\n\nAntwoord:\n1. eerst dit;\n2. dan dat.\n"
    assert _sections(text) == [
        ("question", ("1",), "Klopt dit?"),
        ("question", ("2",), "Waarom?"),
        ("answer", ("1", "2"), "Ja."),
        ("question", ("3",), "Wat nu?"),
        ("answer", ("3",), "1. eerst dit;\n2. dan dat."),
    ]


def test_numbers_on_a_line_of_their_own() -> None:
    assert _sections("1\nKlopt dit bericht?\n\nAntwoord\nJa.\n")[0] == ("question", ("1",), "Klopt dit bericht?")


def test_questions_without_any_number_are_counted() -> None:
    found = _sections("Vraag\nKlopt dit?\n\nAntwoord\nJa.\n\nVraag\nEn dat?\n\nAntwoord\nNee.\n")
    assert [f[1] for f in found] == [("1",), ("1",), ("2",), ("2",)]


def test_a_numbered_list_alone_makes_no_questions() -> None:
    assert _sections("Het plan heeft drie doelen:\n1. wonen?\n2. werken\n3. zorg\n") == []


def test_the_signature_ends_the_last_answer() -> None:
    found = _sections("Vraag 1\nKlopt dit?\n\nAntwoord 1\nJa.\n\nDe minister van Defensie,\n\nA.B. Jansen\n")
    assert found[-1][2] == "Ja."


def test_a_note_in_the_midst_of_an_answer_does_not_end_it() -> None:
    text = "Vraag 1\nKlopt dit?\n\nAntwoord 1\nJa[footnoteRef:1]. [1:  Krant]\n\nEn meer.\n"
    assert _sections(text)[-1][2].endswith("En meer.")


def test_a_list_that_begins_with_1_is_no_note_without_a_mark_before_it() -> None:
    assert structure.note_lines("De doelen:\n1) wonen\n2) werken\n") == ()


def test_each_mark_points_to_one_note() -> None:
    text = "Kent u dit? 1) En dit? 2)\n\n1) Krant A\n2) Krant B\n"
    notes = structure.note_lines(text)
    assert [(n.label, text[n.start : n.end], n.anchor) for n in notes] == [("1)", "Krant A", 12), ("2)", "Krant B", 23)]


def test_refine_keeps_order_and_does_not_overlap() -> None:
    text = "Vraag 1: Klopt dit?"
    assert structure.refine(text, [Block("paragraph", 0, len(text))]) == (
        Block("heading", 0, 8),
        Block("paragraph", 9, 19),
    )


def test_what_follows_a_question_is_its_answer_where_the_document_answers() -> None:
    text = (
        "Antwoorden op de vragen over dijken\n\nVraag 1\n\nIs de dijk hoog? Hoe hoog?\n\nDe dijk is tien meter."
        "\n\nZij groeit.\n\nVraag 2\n\nEn veilig?\n\nAntwoord op vraag 2\n\nJa.\n"
    )
    assert _sections(text) == [
        ("question", ("1",), "Is de dijk hoog? Hoe hoog?"),
        ("answer", ("1",), "De dijk is tien meter.\n\nZij groeit."),
        ("question", ("2",), "En veilig?"),
        ("answer", ("2",), "Ja."),
    ]


def test_questions_that_nobody_answers_yet_stay_questions() -> None:
    text = "Vragen van het lid Jansen\n\nVraag 1\n\nIs de dijk hoog? Men wil dat weten.\n\nVraag 2\n\nEn veilig?\n"
    assert [kind for kind, _, _ in _sections(text)] == ["question", "question"]


def test_paragraphs_that_ask_behind_who_asks_are_questions() -> None:
    text = "Vragen van het lid Jansen (VVD) over dijken\n\nIs de dijk hoog? Hoe hoog?\n\nIs zij veilig?\n\nEinde.\n"
    assert _sections(text) == [
        ("question", ("1",), "Is de dijk hoog? Hoe hoog?"),
        ("question", ("2",), "Is zij veilig?"),
    ]
    assert _sections("Een brief van het lid Jansen\n\nIs de dijk hoog?\n\nIs zij veilig?\n") == []


def test_the_foot_of_a_page_and_its_notes_end_no_answer() -> None:
    text = (
        "Vraag 1\n\nIs de dijk hoog?\n\n1 NRC, 3 mei 2024, «Dijken».\n\nah-tk-20242025-99\n\n"
        "Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel 1\n\nAntwoord 1\n\nJa, in 2024.\n"
    )
    assert _sections(text) == [("question", ("1",), "Is de dijk hoog?"), ("answer", ("1",), "Ja, in 2024.")]


def test_an_agenda_item_is_no_answer() -> None:
    assert (
        _sections("Hamerstukken\n\nBeantwoording 151\n\nSchriftelijke vragen van het raadslid\n\nBesluit: akkoord.\n")
        == []
    )
