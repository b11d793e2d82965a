"""Persons linked to holders of public office, only where one holder can be meant."""

import pytest
from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.holders import Holder, find_holder


def holder(text: str, date: str | None) -> Holder | None:
    """Return who is meant by the names between asterisks."""
    bare, mentions, at = "", [], 0
    for i, piece in enumerate(text.split("*")):
        if i % 2:
            mentions.append(Candidate(at, at + len(piece), "Person", "pattern", 0.9))
        bare += piece
        at += len(piece)
    return find_holder(bare, mentions, date)


@pytest.mark.parametrize(
    ("text", "date", "key"),
    [
        ("Vraag van het lid *Keijzer* (CDA)", "2015-03-01", "keijzer-mcg-1968"),
        (
            "Antwoord van minister *Keijzer* (Volkshuisvesting en Ruimtelijke Ordening)",
            "2024-11-18",
            "keijzer-mcg-1968",
        ),
        ("De minister van Justitie en Veiligheid,\n\n*D.M. van Weel*", "2025-03-01", "weel-1976"),
        ("*R.H.A. Plasterk*", "2014-07-14", "plasterk-rha-1957"),
        ("*R.H.A. Plasterk*", None, "plasterk-rha-1957"),
        ("*Geert Wilders*", "2020-01-01", "wilders-g-1963"),
        ("de leden *Piri* (GroenLinks-PvdA) en Boswijk (CDA)", "2024-11-18", "piri-kp-1979"),
        ("minister *Kaag* zei; *S.A.M. Kaag*", "2022-05-01", "kaag-sam-1961"),
    ],
)
def test_one_holder(text: str, date: str | None, key: str) -> None:
    found = holder(text, date)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("mevrouw *Kaag*", "2022-05-01"),  # a surname alone
        ("Vraag van het lid *Keijzer* (SP)", "2015-03-01"),  # another party
        ("Vraag van het lid *Keijzer* (CDA)", "2025-03-01"),  # another party by then
        ("minister *Keijzer*", "2012-01-01"),  # in no such office then
        ("*R.H.A. Plasterk*", "2024-07-14"),  # long out of office
        ("*R.H. Plasterk*", "2014-07-14"),  # other initials
        ("minister *P. Kaag*", "2022-05-01"),
        ("*Piet Wilders* (PVV)", "2020-01-01"),
        ("*J. de Vries*", None),  # one initial is not enough without a date
        ("de heer *Dijk* (CDA)", "2022-05-01"),  # "van Dijk" is another name
        ("*M. Bestaatniet*", "2022-05-01"),
        ("minister *Kaag* en *S. Weel*", "2022-05-01"),  # two surnames
    ],
)
def test_nobody_rather_than_somebody_wrong(text: str, date: str | None) -> None:
    assert holder(text, date) is None


def test_a_holder_has_a_public_name_and_identifier_only() -> None:
    found = holder("*S.A.M. Kaag*", "2022-05-01")
    assert found is not None
    assert found.name == "Sigrid Kaag"
    assert found.same_as == ("http://www.wikidata.org/entity/Q15077856",)


def test_a_person_whom_the_register_has_twice_is_one() -> None:
    found = holder("minister *Berendsen* (Buitenlandse Zaken)", "2026-03-01")
    assert found is not None
    assert (found.key, found.initials) == ("berendsen-1983", "TBW")
