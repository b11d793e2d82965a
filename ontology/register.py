"""The registers: Dutch public bodies, office holders, laws, parties, and compiled lists of places and programmes.

Loaded when first used and kept for the process. `corrections.csv` is laid over the source data, each line with its
reason, instead of editing it. Sources, licences and dates: `registers/manifest.json` and `docs/registers.md`.

Examples
--------
>>> body = register().bodies["min-ienw"]
>>> body.name, body.abbreviation, body.valid_on("2016-05-01")
('Infrastructuur en Waterstaat', 'IenW', False)
>>> register().laws["BWBR0005537"].citation_title
'Algemene wet bestuursrecht'
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, TypeVar

from beleidsgraaf.ontology.errors import FormatError
from beleidsgraaf.ontology.naming import normalise_name

_T = TypeVar("_T")
_FOLDER = files("beleidsgraaf.ontology") / "registers"
_WIKIDATA = "http://www.wikidata.org/entity/"
_CRAWLED = "2026-05-01"
"""Units of ministries found on their websites carry the day on which they were found, in May 2026."""
_ABBREVIATION_BEHIND = re.compile(r"(?P<name>.+) \((?P<short>[A-Z][A-Za-z&]{1,9})\)$")


@dataclass(frozen=True, slots=True)
class Body:
    """A public body, or another body that policy texts name.

    Attributes
    ----------
    key : str
        Our key: "min-jenv", "gemeente-assen", "zbo-cbs".
    kind : str
        Kind as in the source: "ministry", "municipality", "province", "water_authority", "autonomous_body", …
    name : str
        Official name, without "ministerie van" or "gemeente".
    abbreviation : str
        Empty when it has none.
    other_names : tuple of str
        Former and everyday names.
    tooi : str
        TOOI IRI, or empty.
    wikidata : str
        Wikidata id such as "Q752", or empty.
    valid_from, valid_until : str
        ISO dates, or empty when open or unknown.
    parent, ministry, successor : str
        Keys of other bodies, or empty.
    province : str
        TOOI code of its province, such as "pv20", or empty.
    places : tuple of str
        Towns of a municipality.
    ambiguous : bool
        Whether its abbreviation is an ordinary word or another body's as well, so that it needs context.
    everyday : bool
        Whether the hand-made list has it: a body that policy texts name, by all the names given there.
    """

    key: str
    kind: str
    name: str
    abbreviation: str = ""
    other_names: tuple[str, ...] = ()
    tooi: str = ""
    wikidata: str = ""
    roo: str = ""
    owms: str = ""
    valid_from: str = ""
    valid_until: str = ""
    parent: str = ""
    ministry: str = ""
    successor: str = ""
    province: str = ""
    places: tuple[str, ...] = ()
    ambiguous: bool = False
    everyday: bool = False

    def valid_on(self, date: str) -> bool:
        """Tell whether the body bore this name on an ISO date; unknown bounds are open."""
        return (not self.valid_from or self.valid_from <= date) and (not self.valid_until or date <= self.valid_until)

    @property
    def same_as(self) -> tuple[str, ...]:
        """Official identifiers as IRIs: TOOI first, then Wikidata."""
        wikidata = f"{_WIKIDATA}{self.wikidata}" if self.wikidata else ""
        return tuple(iri for iri in (self.tooi, wikidata) if iri)

    @property
    def label(self) -> str:
        """Name as people write it: with "ministerie van", "gemeente" or "provincie"."""
        prefix = {
            "ministry": "ministerie van",
            "municipality": "gemeente",
            "province": "provincie",
            "water_authority": "waterschap",
        }.get(self.kind)
        if not prefix or self.name.lower().startswith(
            ("minister", "gemeente ", "provincie ", "waterschap", "wetterskip", "hoogheemraadschap")
        ):
            return self.name
        return f"{prefix} {self.name}"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a holder of public office: only the office, no private facts."""

    person: str
    name: str
    family_name: str
    initials: str
    wikidata: str
    role: str
    post: str
    organisation: str
    start: str
    end: str

    @property
    def same_as(self) -> tuple[str, ...]:
        """The person's Wikidata IRI, where one is known."""
        return (f"{_WIKIDATA}{self.wikidata}",) if self.wikidata else ()

    def holds_on(self, date: str) -> bool:
        """Tell whether the term includes an ISO date."""
        return (not self.start or self.start <= date) and (not self.end or date <= self.end)


@dataclass(frozen=True, slots=True)
class Law:
    """An act, decree, regulation or treaty with its BWB id."""

    bwb: str
    kind: str
    citation_title: str
    full_title: str

    @property
    def title(self) -> str:
        """Citation title, else the full title."""
        return self.citation_title or self.full_title


@dataclass(frozen=True, slots=True)
class Party:
    """A party or group in the House of Representatives."""

    abbreviation: str
    name: str
    wikidata: str
    founded: str
    dissolved: str
    other_names: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Our key, such as "party-cda"; readable in an IRI.

        Examples
        --------
        >>> Party("GroenLinks-PvdA", "GroenLinks-PvdA", "", "2023", "").key
        'party-groenlinks-pvda'
        """
        return "party-" + re.sub(r"[^a-z0-9]+", "-", normalise_name(self.abbreviation)).strip("-")

    @property
    def same_as(self) -> tuple[str, ...]:
        """Its Wikidata IRI, where it has one."""
        return (f"{_WIKIDATA}{self.wikidata}",) if self.wikidata else ()


@dataclass(frozen=True, slots=True)
class Place:
    """A country, water, region, city or other area that is not a Dutch public body."""

    key: str
    kind: str
    name: str
    other_names: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """A well-known programme, fund, agreement, agenda or scheme."""

    key: str
    kind: str
    name: str
    abbreviation: str = ""
    other_names: tuple[str, ...] = ()
    ministry: str = ""
    since: str = ""
    source: str = ""


class Register:
    """All registers; each is read from its file when first asked for."""

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """Public bodies and other bodies by key, corrected.

        A body of the hand-made list that a public register has as well (column ``register``) is one with it: names
        are those of the list, key, kind, identifiers, dates and parents those of the register.
        """
        found = {row["key"]: _tidy(_make(Body, row)) for row in _rows("organisations.csv.gz")}
        for row in _rows("bodies.csv"):
            body = replace(_make(Body, row), everyday=True)
            public = row["register"]
            if public:
                _known(found, public, "bodies.csv")
                found[public] = replace(
                    found[public], name=body.name, abbreviation=body.abbreviation, other_names=body.other_names,
                    ambiguous=body.ambiguous, everyday=True,
                )  # fmt: skip
            else:
                found[body.key] = body
        _correct(Body, found, lambda key: not key.startswith("party-"))
        return found

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        """Laws by BWB id."""
        return {row["bwb"]: _make(Law, row) for row in _rows("laws.csv.gz")}

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Terms of office."""
        return tuple(_make(Term, row) for row in _rows("office_holders.csv.gz"))

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Parties and parliamentary groups, corrected."""
        found = {party.key: party for party in (_make(Party, row) for row in _rows("parties.csv.gz"))}
        _correct(Party, found, lambda key: key.startswith("party-"))
        return tuple(found.values())

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Countries, regions, waters and cities by key."""
        return {row["key"]: _make(Place, row) for row in _rows("places.csv")}

    @cached_property
    def programmes(self) -> Mapping[str, Programme]:
        """Programmes, funds and agreements by key."""
        return {row["key"]: _make(Programme, row) for row in _rows("programmes.csv")}

    @property
    def manifest(self) -> dict[str, dict[str, Any]]:
        """Source, licence, date and number of rows of each register."""
        loaded: dict[str, dict[str, Any]] = json.loads((_FOLDER / "manifest.json").read_text(encoding="utf-8"))
        return loaded


@cache
def register() -> Register:
    """Return the registers of this installation."""
    return Register()


def _rows(file: str) -> Iterator[dict[str, str]]:
    data = (_FOLDER / file).read_bytes()
    text = (gzip.decompress(data) if file.endswith(".gz") else data).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text, newline=""))


def _correct(cls: type[_T], found: dict[str, _T], concerns: Callable[[str], bool]) -> None:
    """Lay `corrections.csv` over what was read: a field's value, or "drop"."""
    for row in _rows("corrections.csv"):
        key, field, value = row["key"], row["field"], row["value"]
        if not concerns(key):
            continue
        _known(found, key, "corrections.csv")
        if field == "drop":
            del found[key]
        else:
            found[key] = replace(found[key], **{field: _value(cls, field, value)})  # type: ignore[type-var]


def _known(found: Mapping[str, object], key: str, file: str) -> None:
    if key not in found:
        raise FormatError(f"{file}: nothing has the key {key!r}; correct the key or drop the line")


def _tidy(body: Body) -> Body:
    """Mend what the source does to many rows: an abbreviation behind the name, the day of a crawl as a date."""
    if body.kind == "organisational_unit" and body.valid_from >= _CRAWLED:
        body = replace(body, valid_from="")
    m = _ABBREVIATION_BEHIND.match(body.name)
    # A joint arrangement has the abbreviation of what it is about behind its name, a municipality that of a province.
    if not m or body.abbreviation or body.kind in ("municipality", "joint_arrangement"):
        return body
    letters = iter(m["name"].casefold())
    if not all(letter in letters for letter in m["short"].casefold() if letter.isalpha()):
        return body
    return replace(body, name=m["name"], abbreviation=m["short"])


def _value(cls: type, field: str, value: str) -> Any:
    return _converters(cls)[field](value)


def _make(cls: type[_T], row: Mapping[str, str]) -> _T:
    return cls(**{name: convert(row.get(name) or "") for name, convert in _converters(cls).items()})  # type: ignore[arg-type]


@cache
def _converters(cls: type) -> dict[str, Callable[[str], Any]]:
    """Return how the text of a cell becomes the value of each field: by the type of the field's default."""
    by_type: dict[type, Callable[[str], Any]] = {tuple: _parts, bool: bool}
    return {f.name: by_type.get(type(f.default), str) for f in fields(cls)}


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split("|") if part.strip()) if value else ()
