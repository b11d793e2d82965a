"""Amounts, numbers and periods, and which relation they belong to."""

import datetime
from decimal import Decimal

import pytest
from beleidsgraaf.extract import DocumentInfo, Entity, Extraction, Mention
from beleidsgraaf.extract.quantities import number, periods, quantities
from beleidsgraaf.extract.relations import RelationCandidate
from beleidsgraaf.extract.statements import relations_of
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("een subsidie van € 7,5 miljoen", "7500000", "EUR"),
        ("een subsidie van €7,5 miljoen", "7500000", "EUR"),
        ("ruim 2,4 mln. euro", "2400000", "EUR"),
        ("2,4 mln euro", "2400000", "EUR"),
        ("twee keer € 1.250.000,-", "1250000", "EUR"),
        ("EUR 57 miljoen", "57000000", "EUR"),
        ("40 miljoen euro per jaar", "40000000", "EUR"),
        ("3 miljard euro", "3000000000", "EUR"),
        ("een bedrag van 25.000 euro", "25000", "EUR"),
        ("€ 99,95", "99.95", "EUR"),
        ("tien gemeenten", "10", "gemeenten"),
        ("113 scholen", "113", "scholen"),
        ("1.200 woningen", "1200", "woningen"),
        ("Twintig jongeren", "20", "jongeren"),
        ("25%", "25", "%"),
        ("25 %", "25", "%"),
        ("12,5 procent", "12.5", "%"),
    ],
)
def test_quantity(text: str, value: str, unit: str) -> None:
    (found,) = quantities(text)
    assert (found.value, found.unit) == (Decimal(value), unit)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text", ["in 2024", "artikel 25", "Kamerstuk 29 911, nr. 446", "op 3 mei 2024", "de gemeenten"]
)
def test_no_quantity(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in 2024–2026", "2024-01-01", "2026-12-31"),
        ("de jaren 2024-2026", "2024-01-01", "2026-12-31"),
        ("van 2021 tot en met 2023", "2021-01-01", "2023-12-31"),
        ("van 1 januari 2025 tot 1 juli 2026", "2025-01-01", "2026-07-01"),
        ("vanaf 1 januari 2025", "2025-01-01", None),
        ("sinds maart 2019", "2019-03-01", None),
        ("met ingang van 2020", "2020-01-01", None),
        ("per 1 april 2022", "2022-04-01", None),
        ("tot en met februari 2024", None, "2024-02-29"),
        ("tot 2030", None, "2030-12-31"),
    ],
)
def test_period(text: str, first: str | None, last: str | None) -> None:
    (found,) = periods(text)
    assert found.first == (datetime.date.fromisoformat(first) if first else None)
    assert found.last == (datetime.date.fromisoformat(last) if last else None)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("text", ["in 2024", "tot 31 februari 2024", "2026–2024", "nr. 2024-123"])
def test_no_period(text: str) -> None:
    assert periods(text) == []


@given(st.integers(min_value=0, max_value=10**11))
def test_number_as_dutch_writes_it(value: int) -> None:
    assert number(f"{value:,}".replace(",", ".")) == value
    (found,) = quantities(f"Er is € {value:,} euro".replace(",", ".").removesuffix(" euro"))
    assert found.value == value


@given(st.text(alphabet="€ 0123456789.,%–-euromiljngtsch" + "\n", max_size=60))
def test_spans_slice_back_to_the_text(text: str) -> None:
    for quantity in quantities(text, 7):
        assert text[quantity.start - 7 : quantity.end - 7] == quantity.text
    for period in periods(text, 7):
        assert text[period.start - 7 : period.end - 7] == period.text


def entity(id: str, type: str, text: str, name: str) -> Entity:
    start = text.index(name)
    return Entity(id, type, name, (Mention(start, start + len(name), name),))


def test_each_relation_gets_its_own_amount() -> None:
    text = "In 2024–2026 geeft OCW € 5 miljoen aan DUO en 300.000 euro aan het RIVM, voor 113 scholen."
    entities = [
        entity("a", "Ministry", text, "OCW"), entity("b", "Organisation", text, "DUO"),
        entity("c", "Organisation", text, "RIVM"),
    ]  # fmt: skip
    found = [RelationCandidate("a", "funds", o, 0, len(text), "stated", 0.9, "test") for o in "bc"]
    to_duo, to_rivm = relations_of(text, found, entities)
    assert [q.text for q in to_duo.quantities] == ["€ 5 miljoen"]
    assert [q.text for q in to_rivm.quantities] == ["300.000 euro", "113 scholen"]
    assert to_duo.period
    assert to_duo.period.text == "2024–2026"
    whole = Extraction(DocumentInfo("a.txt"), text, tuple(entities), (to_duo, to_rivm))
    assert Extraction.from_json(whole.to_json()) == whole


def test_money_is_no_part_of_a_membership() -> None:
    text = "Jansen (VVD) noemde € 5 miljoen."
    entities = [entity("a", "Person", text, "Jansen"), entity("b", "Organisation", text, "VVD")]
    (found,) = relations_of(
        text, [RelationCandidate("a", "memberOf", "b", 0, len(text), "stated", 0.9, "test")], entities
    )
    assert found.quantities == ()
