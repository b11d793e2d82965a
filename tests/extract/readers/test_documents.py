"""The real documents beside the checkout: all are read, or refused with a reason."""

import difflib
import re
import time
from pathlib import Path

import pytest
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.readers import read
from beleidsgraaf.ontology import ReadError

_FILES = {  # name: least number of blocks, numbers of questions, footnotes at least, kind
    "ah-tk-20202021-3235.html": (38, 9, 0, "answer"),
    "ah-tk-20202021-3235.odt": (38, 9, 0, "answer"),
    "ah-tk-20202021-3235.pdf": (38, 9, 0, "answer"),
    "ah-tk-20202021-3235.xml": (38, 9, 0, "answer"),
    "antwoord-argos-uitzending.docx": (40, 6, 1, "answer"),
    "antwoord-ienw-jenv-2023.docx": (70, 12, 5, "answer"),
    "antwoord-jeugd-georganiseerde-criminaliteit.txt": (50, 12, 5, "answer"),
    "antwoord-lnv-jenv-2023.docx": (70, 14, 5, "answer"),
    "antwoord-lvvn-jenv.docx": (100, 22, 4, "answer"),
    "antwoord-me-arnhem.docx": (35, 3, 3, "answer"),
    "antwoord-politiebureau-wolvega.docx": (35, 8, 0, "answer"),
    "antwoord-religieuze-uitingen-boa.docx": (50, 9, 4, "answer"),
    "begroting_1_De_Koning.pdf": (20, 0, 0, "budget"),
    "besluitenlijst_bw_vergadering_24_januari_2023.pdf": (120, 0, 0, "decision"),
    "besluitenlijst_example1.pdf": (200, 0, 0, "decision"),
    "bgr.xml": (60, 0, 0, "gazette"),
    "coalitieakkoord-2021-2025.pdf": (580, 0, 1, "agreement"),
    "cvdr_example1.xml": (30, 0, 0, "law"),
    "cvdr_example3.xml": (50, 0, 0, "law"),
    "gmb.html": (15, 0, 0, "gazette"),
    "h-tk-20172018-70-10.xml": (250, 0, 0, "plenary"),
    "h-tk-20172018-70-12.xml": (600, 0, 0, "plenary"),
    "h-tk-20172018-70-3.xml": (150, 0, 0, "plenary"),
    "kst-32545-143.html": (12, 0, 0, "motion"),
    "kst-32545-143.odt": (12, 0, 0, "motion"),
    "kst-32545-143.pdf": (12, 0, 0, "motion"),
    "kst-32545-143.xml": (12, 0, 0, "motion"),
    "prb.xml": (20, 0, 0, "gazette"),
    "stb.html": (15, 0, 0, "law"),
    "stb.xml": (20, 0, 0, "law"),
    "stcrt.html": (8, 0, 0, "gazette"),
    "vlos_03686ab6.xml": (1500, 0, 0, "plenary"),
}
_HEADINGS = {  # in this order
    "besluitenlijst_bw_vergadering_24_januari_2023.pdf": [
        "1 Opening", "2 Mededelingen", "5.a.2 Lokale Energiestrategie 2023-2026", "5.b Fysieke leefomgeving",
        "10.1 Woo-verzoek Renbaan Duindigt",
    ],
    "coalitieakkoord-2021-2025.pdf": ["1. Democratische rechtsorde", "Klimaat en energie", "Onderwijs en ontwikkeling",
        "Financieel overzicht"],
    "cvdr_example3.xml": ["1. Inleiding", "2. Wet Bibob",
        "A. Bibob-toets bij een aanvraag voor een vergunning", "6. Inwerkingtreding"],
    "h-tk-20172018-70-3.xml": ["De voorzitter:", "Mevrouw Ellemeet (GroenLinks):", "De heer Hijink (SP):"],
    "stb.html": ["ARTIKEL I", "ARTIKEL II", "NOTA VAN TOELICHTING"],
    "stb.xml": ["Artikel 1", "Artikel 2", "Artikel 3"],
    "stcrt.html": ["Voornemen", "Ter visie legging", "Zienswijzen"],
    "bgr.xml": ["A. Algemeen", "Artikel 1. Begripsbepalingen", "B. Mandatering"],
}  # fmt: skip


def _texts(document: Document, *kinds: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if not kinds or b.kind in kinds]


@pytest.mark.parametrize("name", _FILES)
def test_document(name: str, shared: Path) -> None:
    document = read(shared / "documents" / name)
    blocks, questions, notes, kind = _FILES[name]
    assert document.id == name
    assert len(document.blocks) >= blocks
    assert document.metadata.kind == kind
    assert len(document.footnotes) >= notes
    asked = {n for s in document.sections if s.kind == "question" for n in s.numbers}
    answered = {n for s in document.sections if s.kind == "answer" for n in s.numbers}
    assert asked == {str(i) for i in range(1, questions + 1)}
    assert answered <= asked
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        end = block.end
    if document.media_type != "text/plain":
        assert "\u00ad" not in document.text
        assert "\x02" not in document.text
        assert not [t for t in _texts(document, "paragraph") if re.fullmatch(r"Pagina \d+.*|\d{1,3}/\d{1,3}", t)]
    headings = _texts(document, "heading", "title")
    places = [headings.index(h) for h in _HEADINGS.get(name, [])]
    assert places == sorted(places)


def test_no_file_is_forgotten(shared: Path) -> None:
    assert {p.name for p in (shared / "documents").iterdir()} == {*_FILES, "blg-1007826.pdf"}


def test_the_scan_is_refused(shared: Path) -> None:
    with pytest.raises(ReadError, match=r"^blg-1007826\.pdf: is a scan without a text layer; run OCR on it first"):
        read(shared / "documents" / "blg-1007826.pdf")


@pytest.mark.parametrize("publication", ["ah-tk-20202021-3235", "kst-32545-143"])
@pytest.mark.parametrize("extension", ["html", "odt", "pdf"])
def test_one_publication_reads_the_same_in_all_formats(publication: str, extension: str, shared: Path) -> None:
    def words(form: str) -> list[str]:
        return re.findall(r"\w+", read(shared / "documents" / f"{publication}.{form}").text.lower())

    assert difflib.SequenceMatcher(None, words("xml"), words(extension), autojunk=False).ratio() >= 0.99


@pytest.mark.parametrize("extension", ["xml", "html", "odt", "pdf"])
def test_who_asked_and_answered_is_the_same_in_all_formats(extension: str, shared: Path) -> None:
    document = read(shared / "documents" / f"ah-tk-20202021-3235.{extension}")
    m = document.metadata
    assert [[document.text[s:e] for s, e in spans] for spans in (m.asked_by, m.addressed_to, m.answered_by)] == [
        ["Van Weyenberg", "Romke de Jong", "Kat"], ["Minister van Sociale Zaken en Werkgelegenheid"], ["Koolmees"],
    ]  # fmt: skip
    assert str(m.date) == "2021-06-21"
    assert "ah-tk-20202021-3235" in m.numbers


def test_sentences_run_on_over_pages(shared: Path) -> None:
    paragraphs = _texts(read(shared / "documents" / "coalitieakkoord-2021-2025.pdf"), "paragraph", "list_item")
    begins_low = [t for t in paragraphs if t[0].islower()]
    assert len(begins_low) <= 3
    assert not [t for t in paragraphs if re.fullmatch(r"\d{1,2}", t) and t != "28"]  # of a table


def test_the_plain_text_is_untouched(shared: Path) -> None:
    path = shared / "documents" / "antwoord-jeugd-georganiseerde-criminaliteit.txt"
    document = read(path)
    assert document.text == path.read_bytes().decode("utf-8")
    assert document.metadata.numbers == ("2026Z03532",)
    assert all(note.anchor is not None for note in document.footnotes)


def test_a_long_pdf_is_read_in_seconds(shared: Path) -> None:
    start = time.perf_counter()
    read(shared / "documents" / "coalitieakkoord-2021-2025.pdf")
    assert time.perf_counter() - start < 10  # 50 pages take one second
