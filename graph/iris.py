"""How things get their IRI: official ones where a register gives them, else readable and deterministic ones.

An entity without an identifier is known by its name. Two names share an IRI only if `normalise_name` makes them
equal: case, accents, quotes, hyphens and spacing do not tell names apart. What ASCII cannot show, or what is too
long to read, gets a hash of the normalised name after a tilde, which no plain slug contains; so no two different
names ever meet.
"""

import re
import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from beleidsgraaf.ontology import ID_BASE
from beleidsgraaf.ontology.naming import normalise_name
from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from beleidsgraaf.extract.extraction import Entity, Extraction

TOOI_ID: Final = re.compile(
    r"https://identifier\.overheid\.nl/tooi/id/"
    r"(?:(ministerie)/(?:mnre\d{4}|hv_\d+)|(gemeente)/(?:gm\d{4}|hv_\d+)|(provincie)/(?:pv\d{2}|hv_\d+)"
    r"|(?!ministerie/|gemeente/|provincie/)([a-z]+)/(?:[a-z]+|hv_)\d+)"
)
"""A TOOI identifier; its only group that matches is the sort of body."""

_TOOI_TYPES: Final = {"ministerie": "Ministry", "gemeente": "Region", "provincie": "Region", "col": "Region"}
_TOOI_KINDS: Final = {"gemeente": "Municipality", "provincie": "Province"}
_KIND_PREFIX: Final = {"Municipality": "gemeente", "Province": "provincie"}

_LONGEST: Final = 80


def slug(name: str) -> str:
    """Return a name as a segment of an IRI: readable, ASCII, and different for names that differ.

    Examples
    --------
    >>> slug("Nationaal Programma Leefbaarheid en Veiligheid")
    'nationaal-programma-leefbaarheid-en-veiligheid'
    >>> slug("Coördinatie: 2020/2021")
    'coordinatie-2020-2021'
    >>> slug("Αθήνα"), slug("")
    ('naam~421beb8b', 'naam~e3b0c442')
    """
    normal = normalise_name(name)
    readable = re.sub(r"[^a-z0-9]+", "-", normal).strip("-")
    if readable == normal.replace(" ", "-") and 0 < len(readable) <= _LONGEST:
        return readable
    return f"{_cut(readable) or 'naam'}~{_digest(normal, 8)}"


def file_slug(name: str) -> str:
    """Return a file name or path as one segment of an IRI; unlike names, these differ by case and punctuation.

    Examples
    --------
    >>> file_slug("2026Z03532.docx")
    '2026Z03532.docx'
    >>> file_slug("brieven/Antwoord op vragen (3).docx")
    'brieven-Antwoord-op-vragen-3.docx~a3eb47bb'
    """
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    readable = _cut(re.sub(r"[^A-Za-z0-9._]+", "-", ascii_only).replace("-.", ".").strip("-."))
    return readable if readable == name and readable else f"{readable or 'document'}~{_digest(name, 8)}"


def document_iri(document: "Extraction | str") -> NamedNode:
    """Return the IRI of a document, which is also the name of its graph.

    Parameters
    ----------
    document : Extraction or str
        An extraction, or the id of its document.

    Examples
    --------
    >>> document_iri("brief.txt").value
    'https://w3id.org/beleidsgraaf/id/document/brief.txt'
    """
    name = document if isinstance(document, str) else document.document.id
    return NamedNode(f"{ID_BASE}document/{file_slug(name)}")


def tooi_type(iri: str) -> str | None:
    """Return the entity type that a TOOI identifier belongs to, or None where it is no such identifier.

    Examples
    --------
    >>> tooi_type("https://identifier.overheid.nl/tooi/id/gemeente/gm0014")
    'Region'
    >>> tooi_type("http://www.wikidata.org/entity/Q55") is None
    True
    """
    match = TOOI_ID.fullmatch(iri)
    return _TOOI_TYPES.get(match[match.lastindex or 0], "Organisation") if match else None


def entity_iri(extraction: "Extraction | str", entity: "Entity") -> NamedNode:
    """Return the IRI of an entity.

    The first TOOI identifier of its own type; else its key in a register; else its name. Persons in no register
    are known within their document only, for surnames collide.

    Parameters
    ----------
    extraction : Extraction or str
        Where it was found, or the id of that document.
    entity : Entity
        One of its entities.

    Examples
    --------
    >>> from beleidsgraaf.extract.extraction import Entity
    >>> entity_iri("brief.txt", Entity("e0", "Programme", "Preventie met Gezag", ())).value
    'https://w3id.org/beleidsgraaf/id/programme/preventie-met-gezag'
    >>> entity_iri("brief.txt", Entity("e1", "Person", "A. de Wit", ())).value
    'https://w3id.org/beleidsgraaf/id/person/brief.txt/a-de-wit'
    >>> entity_iri("brief.txt", Entity("e2", "Law", "Wet open overheid", (), key="BWBR0045754")).value
    'https://w3id.org/beleidsgraaf/id/law/BWBR0045754'
    """
    for iri in entity.same_as:
        if tooi_type(iri) == entity.type:
            return NamedNode(iri)
    base = f"{ID_BASE}{entity.type.lower()}/"
    if entity.key:
        return NamedNode(base + file_slug(entity.key))
    if entity.type == "Person":
        name = extraction if isinstance(extraction, str) else extraction.document.id
        return NamedNode(f"{base}{file_slug(name)}/{slug(entity.label)}")
    # "Groningen" the province is not "Groningen" the municipality: the word that tells them apart is in the IRI.
    prefix = _KIND_PREFIX.get(entity.kind or "") if entity.type == "Region" else None
    if prefix and normalise_name(entity.label).split(" ")[0] != prefix:
        return NamedNode(base + slug(f"{prefix} {entity.label}"))
    return NamedNode(base + slug(entity.label))


def region_kind(iri: str, kind: str | None) -> str | None:
    """Return the finer class of a region: what its TOOI identifier says, else what is given.

    Examples
    --------
    >>> region_kind("https://identifier.overheid.nl/tooi/id/provincie/pv22", None)
    'Province'
    """
    match = TOOI_ID.fullmatch(iri)
    return _TOOI_KINDS.get(match[match.lastindex or 0]) if match else kind


def hashed_iri(what: str, *parts: object) -> NamedNode:
    """Return the IRI of a mention or an assertion: a hash of all that it says, so that loading twice adds nothing.

    Parameters
    ----------
    what : {"mention", "assertion", "quantity", "back-reference", "term"}
        First segment of the path.
    *parts : object
        What it says: IRIs, offsets, words; their order counts.

    Examples
    --------
    >>> hashed_iri("mention", "http://example.org/d", 0, 5).value
    'https://w3id.org/beleidsgraaf/id/mention/9f643a169691ce5657e2'
    """
    return NamedNode(f"{ID_BASE}{what}/{_digest(chr(31).join(map(str, parts)), 20)}")


def _digest(text: str, length: int) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[: _LONGEST + 1].rpartition("-")[0].strip("-.") or text[:_LONGEST]
