"""Between RDF terms and plain Python: values of terms, names of the properties that link entities.

Examples
--------
>>> to_python(Literal("3", datatype=NamedNode(XSD + "integer")))
3
>>> relation_label("participatesIn")
'neemt deel aan'
"""

import datetime
import decimal
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from beleidsgraaf.graph.terms import XSD, bg
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES
from beleidsgraaf.ontology.vocabulary import REGION_KINDS
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

__all__ = ["CLASSES", "RELATIONS", "Node", "Term", "local_name", "relation_label", "relation_name", "to_python"]

Node: TypeAlias = NamedNode | BlankNode | Triple
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

_REGISTER_LABELS: Final = {
    "locatedIn": ("ligt in", "is located in"),
    "successorOf": ("is opvolger van", "is the successor of"),
}
"""Relations that only the registers state; Dutch, English."""

CLASSES: Final = {name: bg(name) for name in (*ENTITY_TYPES, *REGION_KINDS)}
"""Entity types and the finer kinds of Region, by name."""

RELATIONS: Final = {name: bg(name) for name in (*PREDICATES, *_REGISTER_LABELS)}
"""The properties that link two entities, by local name; traversal follows no others."""

_NAMES: Final = {node.value: name for name, node in RELATIONS.items()}

_INTEGERS = (
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
    "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
)  # fmt: skip

_READERS: Final[dict[str, Callable[[str], Any]]] = {
    **{XSD + name: int for name in _INTEGERS},
    XSD + "decimal": decimal.Decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    XSD + "date": datetime.date.fromisoformat,
    XSD + "dateTime": datetime.datetime.fromisoformat,
}


def to_python(term: Term | None) -> Any:
    """Return a term as a plain Python value.

    Parameters
    ----------
    term : pyoxigraph term or None

    Returns
    -------
    str, int, float, decimal.Decimal, bool, datetime.date, datetime.datetime, tuple or None
        The address of an IRI, ``_:id`` of a blank node, the value of a literal by its datatype (text where the
        datatype is unknown or the value does not fit it), three values of a triple, None for None.

    Examples
    --------
    >>> to_python(NamedNode("https://w3id.org/beleidsgraaf/id/registers"))
    'https://w3id.org/beleidsgraaf/id/registers'
    >>> to_python(Literal("2026-02-03", datatype=NamedNode(XSD + "date")))
    datetime.date(2026, 2, 3)
    >>> to_python(Literal("gisteren", datatype=NamedNode(XSD + "date")))
    'gisteren'
    """
    if isinstance(term, NamedNode):
        return term.value
    if isinstance(term, Literal):
        reader = _READERS.get(term.datatype.value)
        if reader is None:
            return term.value
        try:
            return reader(term.value)
        except (ValueError, ArithmeticError, KeyError):  # "abc"^^xsd:integer is legal RDF; its text is what it has
            return term.value
    if isinstance(term, Triple):
        return (to_python(term.subject), to_python(term.predicate), to_python(term.object))
    return None if term is None else str(term)


def relation_name(predicate: str | NamedNode) -> str:
    """Return the local name of a relation given by its name or IRI.

    Raises
    ------
    ValueError
        If it is no relation between entities.

    Examples
    --------
    >>> relation_name("https://w3id.org/beleidsgraaf/def#funds")
    'funds'
    >>> relation_name("bg:funds")
    'funds'
    """
    given = predicate if isinstance(predicate, str) else predicate.value
    name = _NAMES.get(given, given.removeprefix("bg:"))
    if name not in RELATIONS:
        raise ValueError(f"{given!r} is no relation; choose from {', '.join(RELATIONS)}")
    return name


def local_name(iri: str) -> str:
    """Return what stands after the last "#" or "/" of an IRI.

    Examples
    --------
    >>> local_name("https://w3id.org/beleidsgraaf/def#funds")
    'funds'
    """
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]


def relation_label(name: str, lang: str = "nl") -> str:
    """Return how people read a relation, between the labels of its two ends.

    Parameters
    ----------
    name : str
        Local name.
    lang : {"nl", "en"}
        Language; English for any other.

    Examples
    --------
    >>> relation_label("locatedIn", "en")
    'is located in'
    """
    if name in PREDICATES:
        p = PREDICATES[name]
        return p.label_nl if lang == "nl" else p.label_en
    dutch, english = _REGISTER_LABELS[name]
    return dutch if lang == "nl" else english
