"""The registers that are compiled by hand: places, other bodies, programmes."""

import csv
import gzip
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from beleidsgraaf.ontology.naming import normalise_name
from beleidsgraaf.ontology.register import Body, register

FOLDER = Path(__file__).resolve().parents[2] / "ontology" / "registers"

COLUMNS = {
    "places.csv": ("key", "kind", "name", "other_names", "source"),
    "bodies.csv": ("key", "kind", "name", "abbreviation", "other_names", "ambiguous", "register", "source"),
    "programmes.csv": ("key", "kind", "name", "abbreviation", "other_names", "ministry", "since", "source"),
}
KINDS = {
    "places.csv": "country territory continent world_region water island region city village neighbourhood "
    "area airport port",
    "bodies.csv": "international eu media university hogeschool hospital school company consultancy research "
    "association union ngo foundation government police military party_abroad sports other",
    "programmes.csv": "programme fund agreement agenda plan approach deal scheme covenant campaign network",
}
FEWEST = {"places.csv": 4000, "bodies.csv": 5500, "programmes.csv": 1800}

SOURCE = re.compile(r"general knowledge|register of public bodies|Unicode CLDR|government prose \([1-9][0-9]*\)")

# A town or municipality bears the same name, but policy texts mean the other one far more often: a hamlet called
# Nederland, villages called Sint Maarten, Bern and Waal; Willemstad on Curaçao; Mechelen in Belgium.
NAMESAKES = frozenset({"Nederland", "Sint Maarten", "Waal", "Bern", "Willemstad", "Mechelen"})

GOVERNMENTS = ("municipality", "province", "caribbean_public_body")

FILES = sorted(COLUMNS)


def rows(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def names(row: dict[str, str]) -> list[str]:
    """All names of a row, abbreviation included."""
    return [n for n in (row["name"], row.get("abbreviation", ""), *row["other_names"].split("|")) if n]


@pytest.mark.parametrize("file", FILES)
def test_is_plain_utf8_with_the_agreed_columns(file: str) -> None:
    data = (FOLDER / file).read_bytes()
    text = data.decode("utf-8")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert "\r" not in text
    assert text.endswith("\n")
    assert unicodedata.is_normalized("NFC", text)
    assert tuple(next(csv.reader(text.splitlines()))) == COLUMNS[file]


@pytest.mark.parametrize("file", FILES)
def test_keys_are_sorted_unique_and_fit_for_an_iri(file: str) -> None:
    keys = [row["key"] for row in rows(file)]
    assert keys == sorted(keys)
    assert not [key for key, n in Counter(keys).items() if n > 1]
    assert not [key for key in keys if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)]
    assert len(keys) >= FEWEST[file]


@pytest.mark.parametrize("file", FILES)
def test_kinds_and_sources_are_of_the_agreed_set(file: str) -> None:
    allowed = KINDS[file].split()
    assert {row["kind"] for row in rows(file)} <= set(allowed)
    assert not [(row["key"], row["source"]) for row in rows(file) if not SOURCE.fullmatch(row["source"])]


@pytest.mark.parametrize("file", FILES)
def test_names_are_clean(file: str) -> None:
    for row in rows(file):
        assert row["name"], row["key"]
        cells = [row["name"], *row["other_names"].split("|")] if row["other_names"] else [row["name"]]
        assert all(cells), f"{row['key']}: an empty name between bars"
        assert not [c for c in cells if c != " ".join(c.split())], f"{row['key']}: spaces"
        assert len(set(names(row))) == len(names(row)), f"{row['key']}: a name twice"
        assert None not in row, f"{row['key']}: more cells than columns"
        assert all(value is not None for value in row.values()), f"{row['key']}: fewer cells than columns"


@pytest.mark.parametrize("file", FILES)
def test_a_name_means_one_thing(file: str) -> None:
    owners: dict[str, set[str]] = {}
    for row in rows(file):
        for name in names(row):
            owners.setdefault(name, set()).add(row["key"])
    assert not {name: keys for name, keys in owners.items() if len(keys) > 1}


@pytest.mark.parametrize("file", FILES)
def test_a_name_of_one_word_is_no_ordinary_word(file: str) -> None:
    """A name of lower-case letters only would be found in any sentence, unless it is no word at all."""
    loose = {n for row in rows(file) for n in names(row) if n.isalpha() and n.islower()}
    deals = {f"{head}deal{ending}" for head in ("city", "regio", "woon") for ending in ("", "s")}
    assert loose <= {"bunq", "evofenedex", "foodwatch", *deals}


def public_bodies() -> list[Body]:
    """Bodies of the public registers, as corrected."""
    own = {row["key"] for row in rows("bodies.csv")}
    return [body for key, body in register().bodies.items() if key not in own]


def test_places_do_not_repeat_municipalities_provinces_and_towns() -> None:
    """One region, one entity: what the public registers have stays there."""
    known: set[str] = set()
    for body in public_bodies():
        if body.kind in GOVERNMENTS:
            known.update((body.name, *body.other_names))
        known.update(body.places)
    assert {n for row in rows("places.csv") for n in names(row)} & known <= NAMESAKES


def test_bodies_do_not_repeat_public_bodies_and_parties() -> None:
    known: set[str] = set()
    for body in public_bodies():
        if body.kind in GOVERNMENTS or body.everyday or (body.kind == "organisational_unit" and not body.tooi):
            continue
        several = [n for n in (body.name, *body.other_names) if " " in n]
        if body.kind in ("joint_arrangement", "statutory_body"):
            known.update(several)
        else:
            known.update((body.name, *body.other_names, body.abbreviation))
    known.update(party.abbreviation for party in register().parties)
    known.update(party.name for party in register().parties)
    own = [row for row in rows("bodies.csv") if not row["register"]]
    assert not {n for row in own for n in names(row)} & known


LEGAL_FORM = re.compile(r"^(stichting|vereniging|cooperatie|nv|bv) | (nv|bv|ua)$")

# A holding and its network company; a multi-utility and a provision of education.
TWO_BODIES = frozenset({("stedin", "oovb-stedin-netbeheer-bv"), ("delta-n-v", "gr-delta")})


def test_a_body_that_differs_from_a_public_one_by_its_legal_form_only_is_one_with_it() -> None:
    def bare(name: str) -> str:
        return LEGAL_FORM.sub("", normalise_name(name))

    public: dict[str, str] = {}
    for body in public_bodies():
        if not (body.kind == "organisational_unit" and not body.tooi):
            public.update((bare(n), body.key) for n in (body.name, *body.other_names))
    own = [row for row in rows("bodies.csv") if not row["register"]]
    pairs = {(row["key"], public[bare(n)]) for row in own for n in names(row) if bare(n) in public}
    assert pairs <= TWO_BODIES


def test_a_body_that_a_public_register_has_is_one_with_it() -> None:
    joined = [row for row in rows("bodies.csv") if row["register"]]
    assert len({row["register"] for row in joined}) == len(joined) > 100
    bodies = register().bodies
    for row in joined:
        assert row["key"] not in bodies
        assert bodies[row["register"]].name == row["name"]
        assert bodies[row["register"]].everyday


def test_keys_of_bodies_are_not_those_of_public_bodies() -> None:
    """A row with the key of a public body would take its place, identifiers and all."""
    packed = (FOLDER / "organisations.csv.gz").read_bytes()
    public = {row["key"] for row in csv.DictReader(gzip.decompress(packed).decode("utf-8").splitlines())}
    assert public.isdisjoint(row["key"] for row in rows("bodies.csv"))


def test_only_an_abbreviation_is_called_ambiguous() -> None:
    odd = [row for row in rows("bodies.csv") if row["ambiguous"] not in ("", "yes")]
    odd += [row for row in rows("bodies.csv") if row["ambiguous"] and not row["abbreviation"]]
    assert not odd


@pytest.mark.parametrize(
    ("name", "key"),
    [("NAVO", "noord-atlantische-verdragsorganisatie"), ("Vilans", "vilans"), ("EU", "europese-unie")],
)
def test_a_body_is_found_by_its_everyday_name(name: str, key: str) -> None:
    assert name in names(next(row for row in rows("bodies.csv") if row["key"] == key))


def test_programmes_name_their_ministry_by_its_key_and_their_year() -> None:
    ministries = {body.key for body in public_bodies() if body.kind == "ministry"}
    assert {row["ministry"] for row in rows("programmes.csv")} <= ministries | {""}
    assert not [row["key"] for row in rows("programmes.csv") if not re.fullmatch(r"((19|20)[0-9]{2})?", row["since"])]


def test_programmes_are_called_by_more_than_an_abbreviation_of_two_letters() -> None:
    assert not [n for row in rows("programmes.csv") for n in names(row) if len(n) < 3]


def test_no_name_is_a_place_a_body_and_a_programme_at_once() -> None:
    owners: dict[str, set[str]] = {}
    for file in FILES:
        for row in rows(file):
            for name in names(row):
                owners.setdefault(name, set()).add(file)
    assert not {name: files for name, files in owners.items() if len(files) > 1}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("NPRZ", "nationaal-programma-rotterdam-zuid"),
        ("IZA", "integraal-zorgakkoord"),
        ("SDE++", "stimulering-duurzame-energieproductie-en-klimaattransitie"),
    ],
)
def test_a_programme_is_found_by_its_abbreviation(name: str, key: str) -> None:
    assert [row["key"] for row in rows("programmes.csv") if row["abbreviation"] == name] == [key]
