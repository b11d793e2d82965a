"""The registers: what is known of bodies, holders of office, laws and parties, and what was corrected."""

import csv
import re
from dataclasses import fields
from pathlib import Path

import pytest
from beleidsgraaf.ontology import FormatError
from beleidsgraaf.ontology import register as module
from beleidsgraaf.ontology.register import Body, Law, Party, Register, Term, register

CORRECTIONS = Path(__file__).resolve().parents[2] / "ontology" / "registers" / "corrections.csv"


def corrections() -> list[dict[str, str]]:
    with CORRECTIONS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_counts_are_those_of_the_manifest() -> None:
    facts = register()
    rows = {name: entry["rows"] for name, entry in facts.manifest.items()}
    assert rows == {"organisations": 7208, "office_holders": 2040, "laws": 7112, "parties": 83}
    assert len(facts.laws) == rows["laws"]
    assert len(facts.terms) == rows["office_holders"]
    assert len(facts.parties) == rows["parties"]
    dropped = sum(row["field"] == "drop" for row in corrections())
    assert sum(not body.everyday for body in facts.bodies.values()) >= rows["organisations"] - dropped - 200
    assert all({"source", "licence", "date"} <= entry.keys() for entry in facts.manifest.values())


def test_every_correction_has_a_reason_and_names_a_field() -> None:
    known = {f.name for f in fields(Body)} | {f.name for f in fields(Party)} | {"drop"}
    for row in corrections():
        assert row["field"] in known, row
        assert len(row["reason"]) > 5, row
        assert None not in row, row
    pairs = [(row["key"], row["field"]) for row in corrections()]
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize(
    "row", [r for r in corrections() if r["field"] != "drop"], ids=lambda r: f"{r['key']}-{r['field']}"
)
def test_corrections_are_laid_over_the_data(row: dict[str, str]) -> None:
    facts = register()
    thing: object = facts.bodies.get(row["key"]) or next(p for p in facts.parties if p.key == row["key"])
    value = getattr(thing, row["field"])
    assert ("|".join(value) if isinstance(value, tuple) else value) == row["value"]


def test_dropped_rows_are_gone() -> None:
    dropped = {row["key"] for row in corrections() if row["field"] == "drop"}
    assert dropped
    assert dropped.isdisjoint(register().bodies)


def test_a_correction_of_something_unknown_names_file_and_key(monkeypatch: pytest.MonkeyPatch) -> None:
    real = module._rows

    def rows(file: str) -> object:
        if file == "corrections.csv":
            return iter([{"key": "gemeente-nergens", "field": "name", "value": "Nergens", "reason": "a test"}])
        return real(file)

    monkeypatch.setattr(module, "_rows", rows)
    with pytest.raises(FormatError, match=r"corrections\.csv.*gemeente-nergens"):
        _ = Register().bodies


@pytest.mark.parametrize(
    ("key", "name", "abbreviation", "tooi"),
    [
        ("agentschap-rivm-min-vws", "Rijksinstituut voor Volksgezondheid en Milieu", "RIVM", "oorg10123"),
        ("agentschap-ind-min-jenv", "Immigratie- en Naturalisatiedienst", "IND", "oorg10222"),
        ("onderdeel-dtenv", "Dienst Terugkeer en Vertrek", "DT&V", "oorg12373"),
        ("onderdeel-wodc-min-jenv", "Wetenschappelijk Onderzoek- en Documentatiecentrum", "WODC", "oorg12375"),
        ("koepel-unie-van-waterschappen", "Unie van Waterschappen", "UvW", ""),
        ("gemeente-den-bosch", "'s-Hertogenbosch", "", "gm0796"),
    ],
)
def test_bodies_with_their_names(key: str, name: str, abbreviation: str, tooi: str) -> None:
    body = register().bodies[key]
    assert (body.name, body.abbreviation) == (name, abbreviation)
    assert body.tooi.endswith(tooi)


@pytest.mark.parametrize(
    ("short", "key"),
    [
        ("AIVD", "onderdeel-aivd"),
        ("MIVD", "onderdeel-mivd"),
        ("NCTV", "onderdeel-nctv"),
        ("SCP", "onderdeel-scp"),
        ("CPB", "onderdeel-cpb"),
        ("PBL", "onderdeel-planbureau-voor-de-leefomgeving"),
        ("KMar", "onderdeel-koninklijke-marechaussee"),
        ("RUG", "oovb-rug"),
        ("SNN", "gr-snn"),
        ("EBN", "energie-beheer-nederland"),
        ("SBB", "zbo-sbb"),
    ],
)
def test_a_body_that_texts_name_is_there_once(short: str, key: str) -> None:
    named = [b.key for b in register().bodies.values() if b.abbreviation == short and (b.everyday or b.tooi)]
    assert named == [key]


def test_a_body_in_both_lists_has_the_facts_of_the_register() -> None:
    body = register().bodies["onderdeel-mivd"]
    assert body.name == "Militaire Inlichtingen- en Veiligheidsdienst"
    assert (body.kind, body.roo, body.everyday) == ("organisational_unit", "5455", True)


@pytest.mark.parametrize(
    ("date", "key"),
    [
        ("2009-05-01", "min-landbouw-natuur-en-voedselkwaliteit"),
        ("2019-05-01", "min-landbouw-natuur-en-voedselkwaliteit-2024"),
        ("2025-05-01", "min-lvvn"),
    ],
)
def test_ministries_bear_their_names_in_their_time(date: str, key: str) -> None:
    bodies = register().bodies
    line = ["min-landbouw-natuur-en-voedselkwaliteit", "min-landbouw-natuur-en-voedselkwaliteit-2024", "min-lvvn"]
    assert [k for k in line if bodies[k].valid_on(date)] == [key]


def test_all_provinces_and_their_municipalities_live() -> None:
    bodies = register().bodies.values()
    provinces = [b for b in bodies if b.kind == "province"]
    assert len(provinces) == 12
    assert all(b.valid_on("2025-01-01") and b.same_as[0] == b.tooi and len(b.same_as) == 2 for b in provinces)
    living = [b for b in bodies if b.kind == "municipality" and b.valid_on("2026-01-01")]
    assert 340 <= len(living) <= 345
    assert {b.tooi.rpartition("/")[2] for b in provinces} >= {b.province for b in living} - {""}


def test_labels_say_what_kind_of_body_it_is() -> None:
    bodies = register().bodies
    assert bodies["gemeente-assen"].label == "gemeente Assen"
    assert bodies["prov-dr"].label == "provincie Drenthe"
    assert bodies["min-vws"].label == "ministerie van Volksgezondheid, Welzijn en Sport"
    assert bodies["onderdeel-aivd"].label == "Algemene Inlichtingen- en Veiligheidsdienst"
    waters = [b.label for b in bodies.values() if b.kind == "water_authority"]
    assert all(re.match(r"(?i)waterschap|wetterskip|hoogheemraadschap", label) for label in waters)


def test_no_unit_carries_the_day_of_a_crawl_as_its_beginning() -> None:
    units = [b for b in register().bodies.values() if b.kind == "organisational_unit"]
    assert len(units) > 2500
    assert not [b.key for b in units if b.valid_from.startswith("2026-05")]


def test_open_and_unknown_dates_are_valid() -> None:
    body = Body("x", "agency", "X", valid_from="2010-01-01", valid_until="2012-12-31")
    assert [body.valid_on(d) for d in ("2009-12-31", "2010-01-01", "2012-12-31", "2013-01-01")] == [
        False,
        True,
        True,
        False,
    ]
    assert Body("x", "agency", "X").valid_on("1800-01-01")
    assert Body("x", "agency", "X").same_as == ()


def test_terms_and_laws_and_parties() -> None:
    term = Term("p", "P", "P", "P.", "Q1", "Minister van X", "minister-x", "min-x", "2010-01-01", "")
    assert term.holds_on("2024-01-01")
    assert not term.holds_on("2009-12-31")
    assert term.same_as == ("http://www.wikidata.org/entity/Q1",)
    assert Law("B", "act", "", "Wet van 1 mei").title == "Wet van 1 mei"
    parties = register().parties
    assert len({p.key for p in parties}) == len(parties)
    assert all(re.fullmatch(r"party-[a-z0-9]+(-[a-z0-9]+)*", p.key) for p in parties)
    assert next(p for p in parties if p.abbreviation == "CU").same_as == ("http://www.wikidata.org/entity/Q239539",)


def test_every_living_municipality_lies_in_a_province() -> None:
    living = [b for b in register().bodies.values() if b.kind == "municipality" and b.valid_on("2026-01-01")]
    assert not [b.key for b in living if not b.province]
    assert sum(b.province == "pv29" for b in living) == 13
    assert sum(b.province == "pv31" for b in living) >= 30
