"""What the form of a document says about it."""

import datetime

import pytest
from beleidsgraaf.extract import metadata, parties
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.readers import from_text

_ANSWER = """AH 12
2031Z 01234
Antwoord van minister De Boer (Economische Zaken) (ontvangen 20 mei 2031)

Vraag 1
Bent u bekend met het bericht van 3 april 2031?

Antwoord 1
Ja.
"""
_LETTER = """> Retouradres Postbus 20301 2500 EH Den Haag

Aan de Voorzitter van de Tweede Kamer
der Staten-Generaal
Postbus 20018
2500 EA DEN HAAG

Datum | 4 december 2031
Onderwerp | Beantwoording Kamervragen van het lid Jansen (X) over havens

Ons kenmerk
5086975

In antwoord op uw brief van 9 november 2031, nr. 2031Z19006, deel ik u mede dat de vragen van het lid Jansen (X) aan de
staatssecretaris van Defensie worden beantwoord zoals aangegeven in de bijlage. Op 1 januari 2031 begon het programma.

Mede namens de staatssecretaris van Defensie,

de minister van Justitie en Veiligheid,

A.B. van der Veen

Vraag 1
Klopt dit?

Antwoord op vraag 1
Ja.
"""


def _texts(document: Document, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [document.text[s:e] for s, e in spans]


def test_answer_of_a_minister() -> None:
    document = from_text(_ANSWER, name="013.txt")
    m = document.metadata
    assert (m.kind, m.date, m.numbers) == ("answer", datetime.date(2031, 5, 20), ("2031Z01234",))
    assert m.sender == "minister De Boer (Economische Zaken)"
    assert _texts(document, m.answered_by) == ["De Boer"]


def test_letter_with_answers() -> None:
    document = from_text(_LETTER, name="brief.txt")
    m = document.metadata
    assert m.title == "Beantwoording Kamervragen van het lid Jansen (X) over havens"
    assert m.date == datetime.date(2031, 12, 4)
    assert m.numbers == ("2031Z19006", "5086975")
    assert m.addressee == "Voorzitter van de Tweede Kamer der Staten-Generaal"
    assert m.sender == "minister van Justitie en Veiligheid"
    assert _texts(document, m.asked_by) == ["Jansen"]
    assert _texts(document, m.addressed_to) == ["staatssecretaris van Defensie"]
    assert _texts(document, m.answered_by) == ["A.B. van der Veen"]


def test_motion_with_its_number() -> None:
    text = (
        "Tweede Kamer der Staten-Generaal\n\n2\n\n31 999\n\nHavens\n\nNr. 387\n\nMOTIE VAN HET LID "
        "JANSEN\nVoorgesteld 24 januari 2031\n\nDe Kamer,\n"
    )
    m = from_text(text).metadata
    assert (m.kind, m.date, m.numbers, m.title) == (
        "motion", datetime.date(2031, 1, 24), ("31999-387",), "MOTIE VAN HET LID JANSEN",
    )  # fmt: skip


def test_a_date_in_running_prose_is_not_the_documents() -> None:
    assert (
        from_text("De raad besloot op 3 mei 2031 tot het programma, na het rapport van 2 mei 2031.").metadata.date
        is None
    )


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Den Haag, 3 april 2031", datetime.date(2031, 4, 3)),
        ("’s-Gravenhage, 1 juli 2031", datetime.date(2031, 7, 1)),
        ("Datum: 24-01-2031", datetime.date(2031, 1, 24)),
        ("(ingezonden 20 februari 2031)", datetime.date(2031, 2, 20)),
        ("2031-02-20", datetime.date(2031, 2, 20)),
        ("Vergadering van donderdag 2 april 2031", datetime.date(2031, 4, 2)),
        ("d.d. 5 jan. 2031", datetime.date(2031, 1, 5)),
    ],
)
def test_forms_of_dates(line: str, date: datetime.date) -> None:
    assert (
        from_text(f"{line}\n\nHet college heeft het plan vastgesteld en stuurt het naar de raad.\n").metadata.date
        == date
    )


@pytest.mark.parametrize("text", ["31 februari 2031", "99-99-2031", "geen datum"])
def test_days_that_do_not_exist(text: str) -> None:
    assert metadata.parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("2031Z03532", "2031Z03532"), ("2031ZO3532", "2031Z03532"), ("2031Z 17972", "2031Z17972"), ("2031", None)],
)
def test_numbers_of_questions(text: str, number: str | None) -> None:
    assert metadata.normal_number(text) == number


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("ah-tk-20302031-3235.pdf", ("ah-tk-20302031-3235",)),
        ("kst-32545-143.txt", ("kst-32545-143", "32545-143")),
        ("map/kst-35925-VI-56.xml", ("kst-35925-VI-56", "35925-VI-56")),
        ("brief.docx", ()),
    ],
)
def test_numbers_in_file_names(name: str, numbers: tuple[str, ...]) -> None:
    assert from_text("Een tekst over havens.", name=name).metadata.numbers == numbers


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Besluitenlijst vergadering college\n\nBesluit:\nAkkoord.\n", "decision"),
        ("Klimaatakkoord Noord\n\nPartijen spreken af:\n", "agreement"),
        ("Geachte voorzitter,\n\nHierbij stuur ik u het plan.\n", "letter"),
        ("Jaarverslag 2030\n\nHet jaar was goed.\n", "report"),
        ("Zomaar een tekst zonder vorm die over niets bijzonders gaat.", None),
    ],
)
def test_kinds(text: str, kind: str | None) -> None:
    assert from_text(text).metadata.kind == kind


@pytest.mark.parametrize(
    ("text", "names", "offices"),
    [
        (
            "Vragen van de leden Van der Berg (X), El Amrani en Jansen (beiden Y) aan de ministers van "
            "Financiën en van Defensie over geld",
            ["Van der Berg", "El Amrani", "Jansen"],
            ["ministers van Financiën", "Defensie"],
        ),
        (
            "Vragen gesteld door het lid Jansen aan de staatssecretaris van Onderwijs, Cultuur en "
            "Wetenschap en de minister van "
            "Defensie (ingezonden 3 mei 2031)",
            ["Jansen"],
            ["staatssecretaris van Onderwijs, Cultuur en Wetenschap", "minister van Defensie"],
        ),
        ("Het lid Jansen stelde vragen aan de minister van Defensie.", [], []),
    ],
)
def test_who_asks_and_who_is_asked(text: str, names: list[str], offices: list[str]) -> None:
    asked_by, addressed_to = parties.asked(text, [(0, len(text))])
    assert [text[s:e] for s, e in asked_by] == names
    assert [text[s:e] for s, e in addressed_to] == offices
