"""Plain text: untouched, with blocks."""

import pytest
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.readers import from_text, read
from beleidsgraaf.ontology import ReadError
from hypothesis import given
from hypothesis import strategies as st


def _blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


@given(st.text())
def test_blocks_are_in_order_and_the_text_is_untouched(text: str) -> None:
    document = from_text(text)
    assert document.text == text
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text)
        end = block.end
    for section in document.sections:
        assert 0 <= section.start < section.end <= len(text)
    for note in document.footnotes:
        assert 0 <= note.start < note.end <= len(text)
    spans = (*document.metadata.asked_by, *document.metadata.addressed_to, *document.metadata.answered_by)
    assert all(0 <= s < e <= len(text) for s, e in spans)


_LINES = st.sampled_from(
    ["Vraag 1", "Antwoord op vragen 1 en 2", "Antwoord:", "1) Krant, 2 mei 2024", "Klopt dit? 1)", "[1:  noot]", "",
     "• punt", "zie[footnoteRef:1]", "De minister van Financiën,", "A.B. Jansen", "3", "Pagina 2 van 3", "| a | b |",
     "de gemeente werkt aan",
     "Vragen van de leden A en B (X) aan de minister van Defensie over geld"]
)  # fmt: skip


@given(st.lists(_LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_the_same_holds_for_what_looks_like_a_document(lines: list[str], end: str) -> None:
    text = end.join(lines)
    document = from_text(text)
    assert document.text == text
    for before, after in zip(document.blocks, document.blocks[1:], strict=False):
        assert before.end <= after.start
    # Whatever has letters in it belongs to a block; only brackets of notes and rules are outside.
    covered = sum(b.end - b.start for b in document.blocks)
    outside = len(text) - covered
    assert outside <= sum(map(len, lines)) * 0.8 + len(end) * len(lines) + 40


def test_windows_line_ends_stay() -> None:
    document = read(b"Vraag 1\r\nKlopt dit?\r\n\r\nAntwoord\r\nJa.\r\n", name="v.txt")
    assert document.text == "Vraag 1\r\nKlopt dit?\r\n\r\nAntwoord\r\nJa.\r\n"
    assert _blocks(document) == [
        ("heading", "Vraag 1"), ("paragraph", "Klopt dit?"), ("heading", "Antwoord"), ("paragraph", "Ja."),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-32"])
def test_encodings(encoding: str) -> None:
    text = "De coördinatie ligt bij de gemeente Súdwest-Fryslân – ’s zomers kost dat € 3 mln."
    document = read(text.encode(encoding), name="brief.txt")
    assert document.text == text


def test_utf8_that_breaks_off_is_not_taken_for_something_else_in_silence() -> None:
    with pytest.raises(ReadError, match="UTF-8"):
        read(b"\xef\xbb\xbfgemeente \xff\xfe\xff", name="brief.txt")


def test_binary_is_no_text() -> None:
    with pytest.raises(ReadError, match="binary"):
        read(bytes(range(32)) * 20, name="brief.txt")


def test_hard_wrapped_lines_stay_together() -> None:
    text = (
        "In het voorjaar heeft het college van burgemeester en wethouders van\n"
        "Assen besloten om met de provincie Drenthe een plan te maken voor de\n"
        "binnenstad.\n"
        "De raad bespreekt het plan in juni. Daarna kunnen inwoners reageren.\n"
        "Er is geld voor.\n"
    )
    assert [t.count("\n") for k, t in _blocks(from_text(text)) if k == "paragraph"] == [2, 1]


def test_an_office_at_the_end_of_a_line_is_not_cut() -> None:
    text = (
        "Deze brief stuur ik u mede namens de minister van\nBinnenlandse Zaken en Koninkrijksrelaties "
        "over het programma.\n"
    )
    assert len(from_text(text).blocks) == 1


def test_list_items() -> None:
    text = "Het plan regelt:\n• wonen in de stad en\n  in de dorpen;\n• werk;\na. zorg\n"
    assert [k for k, _ in _blocks(from_text(text))] == ["paragraph", "list_item", "list_item", "list_item"]


def test_heading_and_body_on_one_line() -> None:
    assert _blocks(from_text("Vraag 3: Wat kost dit?")) == [("heading", "Vraag 3:"), ("paragraph", "Wat kost dit?")]


def test_questions_inside_one_long_line() -> None:
    document = from_text("Inleiding van de brief. Vraag 1 Wat kost dit? Niets. Vraag 2 Waarom niet? Het is gratis.")
    assert [(s.numbers, document.text[s.start : s.end]) for s in document.sections] == [
        (("1",), "Wat kost dit? Niets."), (("2",), "Waarom niet? Het is gratis."),
    ]  # fmt: skip


def test_inline_notes_are_blocks_of_their_own() -> None:
    document = from_text("Zie de monitor[footnoteRef:1] van het RIVM. [1:  Monitor 2025. RIVM] Daarna volgt beleid.")
    assert _blocks(document) == [
        ("paragraph", "Zie de monitor[footnoteRef:1] van het RIVM."),
        ("footnote", "Monitor 2025. RIVM"),
        ("paragraph", "Daarna volgt beleid."),
    ]


def test_the_number_of_a_page_breaks_no_sentence() -> None:
    text = "De veiligheidsregio stelt het plan vast samen met de gemeenten in\n\n8\n\nhet noorden van het land.\n"
    assert len(from_text(text).blocks) == 1


def test_signature_with_the_name_on_two_lines() -> None:
    document = from_text("Tekst van de brief.\n\nDe Minister van Financiën,\n\nA.B.\n\nJansen\n")
    assert _blocks(document)[1:] == [("signature", "De Minister van Financiën,"), ("signature", "A.B.\n\nJansen")]


def test_capitals_are_a_heading_and_articles_too() -> None:
    document = from_text("MOTIE VAN HET LID JANSEN\nVoorgesteld 3 mei 2024\n\nArtikel 2\nDit besluit geldt.\n")
    assert [k for k, _ in _blocks(document)] == ["heading", "paragraph", "heading", "paragraph"]
