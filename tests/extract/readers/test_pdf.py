"""PDF by its layout."""

from collections.abc import Callable, Sequence

import pytest
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.readers import read
from beleidsgraaf.ontology import ReadError

Lines = Sequence[tuple[float, float, float, str]]
MakePdf = Callable[[Sequence[Lines]], bytes]


def _column(
    texts: Sequence[str], top: float = 700, size: float = 11, step: float = 14
) -> list[tuple[float, float, float, str]]:
    return [(70, top - i * step, size, text) for i, text in enumerate(texts)]


def _blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


_FULL = "De gemeente Hoogeveen werkt sinds het voorjaar samen met de provincie aan"


def test_lines_become_paragraphs_and_headings_stay_apart(make_pdf: MakePdf) -> None:
    page = [
        (70, 740, 16, "Aanpak van de binnenstad"),
        *_column([_FULL, "een plan voor de binnenstad.", _FULL, "nieuwe woningen."]),
        *_column([_FULL, "een derde plan."], top=620),
    ]
    assert _blocks(read(make_pdf([page]), name="nota.pdf")) == [
        ("heading", "Aanpak van de binnenstad"),
        ("paragraph", f"{_FULL} een plan voor de binnenstad."),
        ("paragraph", f"{_FULL} nieuwe woningen."),
        ("paragraph", f"{_FULL} een derde plan."),
    ]


def test_a_sentence_over_a_page_break_is_one_paragraph(make_pdf: MakePdf) -> None:
    pages = [
        [(70, 800, 9, "Voortgang regionale aanpak"), *_column([_FULL, _FULL]), (290, 30, 9, "Pagina 1 van 2")],
        [
            (70, 800, 9, "Voortgang regionale aanpak"),
            *_column(["het herstel van de dorpskern."]),
            (290, 30, 9, "Pagina 2 van 2"),
        ],
    ]
    document = read(make_pdf(pages), name="nota.pdf")
    assert document.text == f"{_FULL} {_FULL} het herstel van de dorpskern."


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("het gemeente-", "fonds betaalt.", "het gemeentefonds betaalt."),
        ("een besluit van Midden-", "Drenthe volgt.", "een besluit van Midden-Drenthe volgt."),
        ("de woning-", "en energiebedrijven.", "de woning- en energiebedrijven."),
    ],
)
def test_broken_words_are_mended(first: str, second: str, whole: str, make_pdf: MakePdf) -> None:
    document = read(make_pdf([_column([_FULL, first, second])]), name="nota.pdf")
    assert document.text == f"{_FULL} {whole}"


def test_notes_at_the_foot_are_kept_from_the_text(make_pdf: MakePdf) -> None:
    page = [
        *_column([_FULL]),
        (70, 686, 11, "een plan voor wonen"),
        (172, 691, 6, "1"),
        (180, 686, 11, "dat de raad vaststelt."),
        (70, 110, 8, "1 Woonplan van de gemeente, 2024, te"),
        (70, 100, 8, "vinden bij het raadsbesluit."),
    ]
    document = read(make_pdf([page]), name="nota.pdf")
    assert _blocks(document)[-1] == ("footnote", "Woonplan van de gemeente, 2024, te vinden bij het raadsbesluit.")
    assert f"{_FULL} een plan voor wonen dat de raad vaststelt." in document.text.replace("  ", " ")
    (note,) = document.footnotes
    assert note.anchor is not None
    assert document.text[: note.anchor].rstrip().endswith("wonen")


def test_rows_of_figures_are_a_table(make_pdf: MakePdf) -> None:
    document = read(
        make_pdf([_column([_FULL + ".", "Regiodeals 50 250 300 300", "Defensie 500 1.900 4.100 4.200"])]), name="b.pdf"
    )
    assert [kind for kind, _ in _blocks(document)] == ["paragraph", "table", "table"]


def test_numbers_in_prose_are_no_table(make_pdf: MakePdf) -> None:
    lines = [
        "Het aandeel woningen is in de afgelopen jaren in de hele regio flink",
        "gestegen van 54% in 2021 naar 70% in 2026.",
    ]
    assert [kind for kind, _ in _blocks(read(make_pdf([_column(lines)]), name="b.pdf"))] == ["paragraph"]


def test_questions_and_answers(make_pdf: MakePdf) -> None:
    lines = ["Vraag 1", "Bent u bekend met dit plan?", "Antwoord 1", "Ja."]
    document = read(make_pdf([_column(lines)]), name="vragen.pdf")
    assert [(s.kind, document.text[s.start : s.end]) for s in document.sections] == [
        ("question", "Bent u bekend met dit plan?"),
        ("answer", "Ja."),
    ]


def test_a_page_without_text_is_called_a_scan(make_pdf: MakePdf) -> None:
    with pytest.raises(ReadError, match=r"^scan\.pdf: is a scan without a text layer; run OCR"):
        read(make_pdf([[]]), name="scan.pdf")


def test_a_damaged_pdf() -> None:
    with pytest.raises(ReadError, match=r"^nota\.pdf: is a damaged PDF"):
        read(b"%PDF-1.7\nniets meer", name="nota.pdf")
