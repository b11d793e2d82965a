"""Entity types, relations and their domains and ranges, as Python sees them.

The same vocabulary as ``beleidsgraaf.ttl``; a test compares the two. The types and predicates are those of the
annotation guide, the finer classes those of the ontology.

Examples
--------
>>> PREDICATES["participatesIn"].range
('Programme',)
>>> accepts("participatesIn", "Region", "Programme")
True
>>> accepts("participatesIn", "Law", "Programme")
False
"""

from dataclasses import dataclass
from typing import Final

BG: Final = "https://w3id.org/beleidsgraaf/def#"
"""Namespace of the ontology's classes and properties (prefix ``bg:``)."""

ID_BASE: Final = "https://w3id.org/beleidsgraaf/id/"
"""Base of the IRIs minted for entities that no register identifies."""

ENTITY_TYPES: Final = (
    "Ministry",
    "Programme",
    "Region",
    "Organisation",
    "Person",
    "Office",
    "Law",
    "Publication",
)
CORE_TYPES: Final = ENTITY_TYPES[:4]
TYPE_LABELS: Final = {  # Dutch, English
    "Ministry": ("Ministerie", "Ministry"),
    "Programme": ("Programma", "Programme"),
    "Region": ("Gebied", "Region"),
    "Organisation": ("Organisatie", "Organisation"),
    "Person": ("Persoon", "Person"),
    "Office": ("Ambt", "Office"),
    "Law": ("Wet of regeling", "Law"),
    "Publication": ("Publicatie", "Publication"),
    "Document": ("Document", "Document"),
}

REGION_KINDS: Final = ("Municipality", "Province", "Country")
"""Finer classes of Region; an entity's ``kind`` holds one of them, or None."""

STATUSES: Final = ("stated", "negated", "planned", "asked", "conditional", "ended")
"""How a sentence puts a relation; only ``stated`` ones become plain triples."""

ACTOR: Final = ("Ministry", "Region", "Organisation", "Office", "Person")
_ANY: Final = ENTITY_TYPES


@dataclass(frozen=True, slots=True)
class Predicate:
    """A relation of the annotation guide.

    Attributes
    ----------
    name : str
        Local name in the ``bg:`` namespace.
    domain, range : tuple of str
        Entity types that may stand as its subject and as its object.
    label_nl, label_en : str
        How a reader sees it, to be read between the two labels: "A *neemt deel aan* B".
    symmetric : bool
        Whether the order of the two makes no difference.
    """

    name: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    label_nl: str
    label_en: str
    symmetric: bool = False


PREDICATES: Final = {
    p.name: p
    for p in (
        Predicate("participatesIn", ACTOR, ("Programme",), "neemt deel aan", "participates in"),
        Predicate(
            "responsibleFor", ACTOR, ("Programme", "Law", "Organisation", "Publication"),
            "is verantwoordelijk voor", "is responsible for",
        ),
        Predicate("implements", ACTOR, ("Programme", "Law"), "voert uit", "implements"),
        Predicate("establishes", (*ACTOR, "Law"), ("Programme", "Organisation", "Law"), "stelt in", "establishes"),
        Predicate("funds", (*ACTOR, "Programme"), _ANY, "financiert", "funds"),
        Predicate("supports", (*ACTOR, "Programme"), (*ACTOR, "Programme"), "ondersteunt", "supports"),
        Predicate("cooperatesWith", ACTOR, ACTOR, "werkt samen met", "cooperates with", symmetric=True),
        Predicate("partOf", _ANY, _ANY, "is onderdeel van", "is part of"),
        Predicate(
            "covers", ("Programme", "Organisation", "Law", "Publication"), ("Region",),
            "heeft betrekking op", "covers",
        ),
        Predicate("publishes", ACTOR, ("Publication",), "publiceert", "publishes"),
        Predicate(
            "reportsOn", ("Publication",), tuple(t for t in _ANY if t != "Publication"),
            "rapporteert over", "reports on",
        ),
        Predicate(
            "basedOn", ("Programme", "Organisation", "Publication", "Law"), ("Law", "Publication", "Programme"),
            "is gebaseerd op", "is based on",
        ),
        Predicate("holdsOffice", ("Person",), ("Office",), "bekleedt", "holds office"),
        Predicate("memberOf", ("Person",), ("Organisation",), "is lid van", "is a member of"),
    )
}  # fmt: skip


def accepts(predicate: str, subject_type: str, object_type: str) -> bool:
    """Tell whether entities of these types may stand in a relation.

    Parameters
    ----------
    predicate : str
        A key of `PREDICATES`.
    subject_type, object_type : str
        Members of `ENTITY_TYPES`.

    Returns
    -------
    bool
        False for types outside the domain or range.

    Raises
    ------
    KeyError
        If the predicate is unknown.

    Examples
    --------
    >>> accepts("holdsOffice", "Person", "Office")
    True
    """
    p = PREDICATES[predicate]
    return subject_type in p.domain and object_type in p.range
