"""XML of official publications."""

import pytest
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.readers import read
from beleidsgraaf.ontology import ReadError


def _blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


def _publication(inside: str, identifier: str = "kst-99999-3") -> bytes:
    return (
        f'<officiele-publicatie><metadata><meta name="OVERHEIDop.externMetadataRecord" '
        f'content="https://zoek.officielebekendmakingen.nl/{identifier}/metadata.xml"/></metadata>{inside}'
        f"</officiele-publicatie>"
    ).encode()


_QUESTIONS = _publication(
    "<kamervragen><kamervraagkop><tekstregel>Vergaderjaar 2030-2031</tekstregel></kamervraagkop>"
    '<kamervraagomschrijving type="vraag">Vragen van het lid <naam><achternaam>Jansen</achternaam></naam> (X) aan de '
    'Minister van Defensie over geluid (ingezonden <datum isodatum="2031-05-01">1 mei 2031</datum>).'
    "</kamervraagomschrijving>"
    '<kamervraagomschrijving type="antwoord">Antwoord van Minister <naam><achternaam>De Boer</achternaam>'
    "</naam> (Defensie) "
    '(ontvangen <datum isodatum="2031-05-20">20 mei 2031</datum>).</kamervraagomschrijving>'
    "<vraag><nr>1</nr><al>Klopt het bericht over Volkel<noot><noot.nr>1</noot.nr>"
    "<noot.al>Krant, 30 april 2031</noot.al></noot>?</al></vraag>"
    "<vraag><nr>2</nr><al>Wat doet u?</al></vraag><antwoord><nr>1, 2</nr><al>Ja.</al>"
    "<al>Ik meet het geluid.</al></antwoord>"
    "</kamervragen>",
    "ah-tk-20302031-12",
)


def test_questions_with_numbers_only() -> None:
    document = read(_QUESTIONS, name="x.xml")
    assert [(s.kind, s.numbers, document.text[s.start : s.end]) for s in document.sections] == [
        ("question", ("1",), "Klopt het bericht over Volkel?"),
        ("question", ("2",), "Wat doet u?"),
        ("answer", ("1", "2"), "Ja.\n\nIk meet het geluid."),
    ]
    assert document.footnotes[0].anchor == document.text.index("?")
    m = document.metadata
    assert (m.kind, str(m.date), m.numbers) == ("answer", "2031-05-20", ("ah-tk-20302031-12",))
    names = [[document.text[s:e] for s, e in spans] for spans in (m.asked_by, m.addressed_to, m.answered_by)]
    assert names == [["Jansen"], ["Minister van Defensie"], ["De Boer"]]


def test_articles_lists_tables_and_signatures() -> None:
    document = read(
        _publication(
            "<kop><titel>STAATSBLAD</titel></kop><staatsblad><intitule>Besluit van 3 mei 2031 over havens"
            "</intitule><wettekst><artikel>"
            "<kop><label>Artikel</label> <nr>1</nr> <titel>Taken</titel></kop><lid><lidnr>1.</lidnr>"
            "<al>De havenmeester:</al>"
            "<lijst><li><li.nr>a.</li.nr><al>meet;</al></li><li><li.nr>b.</li.nr><al>meldt.</al></li>"
            "</lijst></lid></artikel>"
            "<table><tgroup><tbody><row><entry><al>Haven</al></entry><entry><al>Nes</al></entry></row>"
            "</tbody></tgroup></table>"
            "</wettekst><wetsluiting><gegeven><dagtekening><plaats>Wassenaar,</plaats> "
            '<datum isodatum="2031-05-03">3 mei 2031'
            "</datum></dagtekening></gegeven><ondertekening><functie>De Minister van Defensie,</functie>"
            "<naam><voornaam>A.</voornaam> "
            "<achternaam>Jansen</achternaam></naam></ondertekening></wetsluiting></staatsblad>",
            "stb-2031-9",
        ),
        name="x.xml",
    )
    assert _blocks(document) == [
        ("title", "Besluit van 3 mei 2031 over havens"),
        ("heading", "Artikel 1 Taken"),
        ("paragraph", "1. De havenmeester:"),
        ("list_item", "a. meet;"),
        ("list_item", "b. meldt."),
        ("table", "Haven | Nes"),
        ("paragraph", "Wassenaar, 3 mei 2031"),
        ("signature", "De Minister van Defensie,"),
        ("signature", "A. Jansen"),
    ]
    m = document.metadata
    assert (m.kind, str(m.date), m.sender) == ("law", "2031-05-03", "Minister van Defensie")


def test_speakers_of_a_debate_and_indented_xml() -> None:
    document = read(
        _publication(
            "<handelingen><agendapunt><nr>\n 3\n</nr><spreekbeurt><spreker><voorvoegsels>\n De heer\n"
            "</voorvoegsels>\n<naam>\n<achternaam>"
            "\n Jansen\n</achternaam></naam>\n (\n <politiek>\n X\n </politiek>\n ):\n</spreker><tekst>"
            "<al>\n Dat is nr.\n <extref>\n"
            "  12\n </extref>\n (\n <extref>34</extref>\n ).\n</al></tekst></spreekbeurt></agendapunt></handelingen>",
            "h-tk-20302031-1-3",
        ),
        name="x.xml",
    )
    assert _blocks(document) == [("heading", "De heer Jansen (X):"), ("paragraph", "Dat is nr. 12 (34).")]
    assert document.metadata.kind == "plenary"


def test_text_that_was_written_in_the_wrong_encoding_is_repaired() -> None:
    xml = "\ufeff" + _publication("<kamerstuk><al>De coördinatie kost € 3.</al></kamerstuk>").decode()
    twice = xml.encode("utf-8").decode("cp1252", "replace").encode("utf-8")
    assert read(twice, name="x.xml").text == "De coördinatie kost € 3."


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY b "lach"><!ENTITY a "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    ],
)
def test_entities_are_not_expanded(doctype: str) -> None:
    xml = f'<?xml version="1.0"?>{doctype}<officiele-publicatie><al>Voor &a; na de tekst.</al></officiele-publicatie>'
    text = read(xml.encode(), name="x.xml").text
    assert "root" not in text
    assert "lach" not in text


def test_xml_that_is_not_well_formed() -> None:
    with pytest.raises(ReadError, match=r"^x\.xml: is no well-formed XML"):
        read(b"<?xml version='1.0'?><officiele-publicatie><al>tekst", name="x.xml")
