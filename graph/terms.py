"""The terms of our RDF as nodes: the only place in `graph` where IRIs of vocabularies are written out.

Examples
--------
>>> bg("refersTo").value
'https://w3id.org/beleidsgraaf/def#refersTo'
"""

from functools import cache
from typing import Final

from beleidsgraaf.ontology import BG, ID_BASE
from pyoxigraph import NamedNode

DCTERMS: Final = "http://purl.org/dc/terms/"
OWL: Final = "http://www.w3.org/2002/07/owl#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final = {
    "bg": BG,
    "id": ID_BASE,
    "dcterms": DCTERMS,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "tooi": "https://identifier.overheid.nl/tooi/id/",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": XSD,
}
"""Prefixes of everything that a graph of ours contains, for serialisations and queries."""

REGISTERS_GRAPH: Final = NamedNode(ID_BASE + "registers")
"""Named graph of the register facts."""


@cache
def bg(name: str) -> NamedNode:
    """Return a class or property of our ontology.

    Parameters
    ----------
    name : str
        Local name, such as "Programme" or "participatesIn".
    """
    return NamedNode(BG + name)


RDF_TYPE: Final = NamedNode(RDF + "type")
RDF_SUBJECT: Final = NamedNode(RDF + "subject")
RDF_PREDICATE: Final = NamedNode(RDF + "predicate")
RDF_OBJECT: Final = NamedNode(RDF + "object")
PREF_LABEL: Final = NamedNode(SKOS + "prefLabel")
ALT_LABEL: Final = NamedNode(SKOS + "altLabel")
EXACT_MATCH: Final = NamedNode(SKOS + "exactMatch")
RELATED_MATCH: Final = NamedNode(SKOS + "relatedMatch")
TITLE: Final = NamedNode(DCTERMS + "title")
KIND: Final = NamedNode(DCTERMS + "type")
DATE: Final = NamedNode(DCTERMS + "date")
IDENTIFIER: Final = NamedNode(DCTERMS + "identifier")
SOURCE: Final = NamedNode(DCTERMS + "source")
IS_PART_OF: Final = NamedNode(DCTERMS + "isPartOf")
REFERENCES: Final = NamedNode(DCTERMS + "references")
XSD_INTEGER: Final = NamedNode(XSD + "integer")
XSD_DECIMAL: Final = NamedNode(XSD + "decimal")
XSD_DATE: Final = NamedNode(XSD + "date")
