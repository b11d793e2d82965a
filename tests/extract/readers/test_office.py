"""Word and OpenDocument texts."""

from collections.abc import Callable, Mapping

import pytest
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.readers import read
from beleidsgraaf.ontology import ReadError


def _p(text: str, inside: str = "") -> str:
    return f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r>{inside}</w:p>"


def _blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


_REF = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>, meldt de provincie Drenthe.</w:t></w:r>'


def test_docx_note_leaves_the_sentence_whole(make_docx: Callable[..., bytes]) -> None:
    body = _p("Dat staat in de monitor van het RIVM", _REF) + _p("Antwoord op vraag 1")
    document = read(make_docx(body, {2: "RIVM, Monitor 2024."}), name="brief.docx")
    assert _blocks(document) == [
        ("paragraph", "Dat staat in de monitor van het RIVM, meldt de provincie Drenthe."),
        ("heading", "Antwoord op vraag 1"),
        ("footnote", "RIVM, Monitor 2024."),
    ]
    (note,) = document.footnotes
    assert (note.label, document.text[note.start : note.end]) == ("1", "RIVM, Monitor 2024.")
    assert note.anchor is not None
    assert document.text[: note.anchor].endswith("van het RIVM")


def test_docx_rows_of_a_table_are_blocks_and_layout_tables_are_text(make_docx: Callable[..., bytes]) -> None:
    def cell(*texts: str) -> str:
        return "<w:tc>" + "".join(_p(t) for t in texts) + "</w:tc>"

    grid = (
        f"<w:tbl><w:tr>{cell('Gemeente')}{cell('Bedrag')}</w:tr><w:tr>{cell('Assen')}{cell('€ 3 mln.')}</w:tr></w:tbl>"
    )
    layout = f"<w:tbl><w:tr>{cell('Aan de gemeenteraad van Assen', 'Postbus 1')}</w:tr></w:tbl>"
    assert _blocks(read(make_docx(layout + grid), name="brief.docx")) == [
        ("paragraph", "Aan de gemeenteraad van Assen"),
        ("paragraph", "Postbus 1"),
        ("table", "Gemeente | Bedrag"),
        ("table", "Assen | € 3 mln."),
    ]


def test_docx_numbered_questions_without_their_numbers(make_docx: Callable[..., bytes]) -> None:
    item = (
        '<w:p><w:pPr><w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>'
        "</w:numPr></w:pPr>"
    )
    body = "".join(
        f"{item}<w:r><w:t>{q}</w:t></w:r></w:p>{_p('Antwoord:')}{_p(a)}"
        for q, a in (("Klopt dit bericht?", "Ja."), ("Wat doet u eraan?", "Ik overleg met de VNG."))
    )
    document = read(make_docx(body), name="vragen.docx")
    found = [(s.kind, s.numbers, document.text[s.start : s.end]) for s in document.sections]
    assert found[1] == ("answer", found[0][1], "Ja.")
    assert [f[0] for f in found] == ["question", "answer"] * 2


def test_odt_reads_headings_lists_notes_and_tables(make_odt: Callable[[str], bytes]) -> None:
    document = read(
        make_odt(
            '<text:h text:outline-level="2">Aanleiding</text:h>'
            "<text:p>Het Rijk<text:note text:id='n1' text:note-class='footnote'><text:note-citation>1"
            "</text:note-citation>"
            "<text:note-body><text:p>Zie de begroting.</text:p></text:note-body></text:note> en de\n  provincie"
            "<text:s/>betalen mee.<text:line-break/>Tot 2027.</text:p>"
            "<text:list><text:list-item><text:p>gemeente Emmen;</text:p></text:list-item></text:list>"
            "<table:table><table:table-row><table:table-cell><text:p>Jaar</text:p></table:table-cell>"
            "<table:table-cell><text:p>2025</text:p></table:table-cell></table:table-row></table:table>"
        ),
        name="stuk.odt",
    )
    assert _blocks(document) == [
        ("heading", "Aanleiding"),
        ("paragraph", "Het Rijk en de provincie betalen mee.\nTot 2027."),
        ("list_item", "gemeente Emmen;"),
        ("table", "Jaar | 2025"),
        ("footnote", "Zie de begroting."),
    ]
    assert document.blocks[0].level == 2
    assert document.footnotes[0].anchor == document.text.index(" en de provincie")
    assert document.metadata.title == "Voortgang van de aanpak"


@pytest.mark.parametrize("name", ["brief.docx", "brief.odt"])
def test_damaged_package(name: str, make_docx: Callable[..., bytes]) -> None:
    whole = make_docx(_p("Tekst"))
    with pytest.raises(ReadError, match=rf"^{name}: [^\n]*(damaged|again)"):
        read(whole[: len(whole) // 2], name=name)


def test_entities_in_a_package_are_refused(make_zip: Callable[[Mapping[str, str]], bytes]) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    with pytest.raises(ReadError, match="DTD"):
        read(make_zip({"[Content_Types].xml": "<x/>", "word/document.xml": bomb}), name="bom.docx")


def test_a_package_without_text(make_docx: Callable[..., bytes]) -> None:
    with pytest.raises(ReadError, match="no text"):
        read(make_docx("<w:p/>"), name="leeg.docx")
