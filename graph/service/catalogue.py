"""How the service tells others what it is: a SPARQL service description, and VoID and DCAT for catalogues.

The description follows DCAT-AP-NL 3.0 as far as a program can know. Who made and publishes it, whom to write to, who
may read it and under which licence is added from a Turtle file about ``<void#dataset>`` (see `read_about`), and holds
for the catalogue, the service and the download as well unless the file says otherwise of them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.result import GRAPH_FORMATS, ROW_FORMATS
from beleidsgraaf.ontology import ID_BASE, StoreError
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

DCAT: Final = "http://www.w3.org/ns/dcat#"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
_NL: Final = NamedNode("http://publications.europa.eu/resource/authority/language/NLD")
_GOVERNMENT: Final = NamedNode("http://publications.europa.eu/resource/authority/data-theme/GOVE")
_TITLES: Final = (
    (
        "nl",
        "Beleidsgraaf",
        "Kennisgraaf van beleid uit Nederlandse overheidsteksten; elke bewering leidt naar haar zin.",
    ),
    (
        "en",
        "Policy graph",
        "Knowledge graph of policy in Dutch government text; every statement leads to its sentence.",
    ),
)

Object = NamedNode | Literal | BlankNode


def read_about(path: str | Path, base: str) -> list[Triple]:
    """Read what the operator of a service says about it.

    Parameters
    ----------
    path : str or Path
        A Turtle file.
    base : str
        Address of the service, which relative IRIs such as ``<#dataset>`` begin with.

    Raises
    ------
    StoreError
        If it cannot be read or is no Turtle.
    """
    try:
        data = Path(path).read_bytes()
        return [q.triple for q in parse(data, format=RdfFormat.TURTLE, base_iri=base)]
    except SyntaxError as error:
        raise StoreError(f"{path}: no Turtle: {' '.join(str(error.args[0]).split())}; mend it") from error
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def service(base: str, *, writable: bool) -> list[Triple]:
    """Return the description of the SPARQL service.

    Parameters
    ----------
    base : str
        Address of the service, ending in "/".
    writable : bool

    Examples
    --------
    >>> len(service("http://127.0.0.1:8890/", writable=False)) > 10
    True
    """
    at, data = NamedNode(f"{base}sparql#service"), NamedNode(f"{base}void#dataset")
    return [
        *_facts(
            at,
            (t.RDF + "type", NamedNode(f"{SD}Service")),
            (SD + "endpoint", NamedNode(f"{base}sparql")),
            (SD + "supportedLanguage", NamedNode(f"{SD}SPARQL11Query")),
            *(((SD + "supportedLanguage", NamedNode(f"{SD}SPARQL11Update")),) if writable else ()),
            (SD + "feature", NamedNode(f"{SD}UnionDefaultGraph")),
            *((SD + "resultFormat", NamedNode(f.iri)) for f in ROW_FORMATS.values()),
            *((SD + "resultFormat", NamedNode(f.iri)) for f in GRAPH_FORMATS.values()),
            (SD + "defaultDataset", data),
        ),
        *_facts(data, (t.RDF + "type", NamedNode(f"{SD}Dataset"))),
    ]


def dataset(base: str, statistics: dict[str, Any], about: Iterable[Triple] = ()) -> list[Triple]:
    """Return the description of what the graph holds.

    Parameters
    ----------
    base : str
        Address of the service, ending in "/".
    statistics : dict
        See `beleidsgraaf.graph.service.describe.statistics`.
    about : iterable of pyoxigraph.Triple
        What the operator says.
    """
    data, access, download, catalog = (
        NamedNode(f"{base}void#{name}") for name in ("dataset", "sparql", "all", "catalog")
    )
    statements: list[Triple] = [
        *_facts(
            data,
            *((t.RDF + "type", NamedNode(c)) for c in (f"{DCAT}Dataset", f"{VOID}Dataset")),
            *((t.DCTERMS + "title", Literal(title, language=lang)) for lang, title, _ in _TITLES),
            *((t.DCTERMS + "description", Literal(text, language=lang)) for lang, _, text in _TITLES),
            (t.DCTERMS + "identifier", Literal(data.value)),
            (t.DCTERMS + "language", _NL),
            (DCAT + "theme", _GOVERNMENT),
            (DCAT + "landingPage", NamedNode(base)),
            (DCAT + "distribution", download),
            (VOID + "sparqlEndpoint", NamedNode(f"{base}sparql")),
            (VOID + "dataDump", NamedNode(f"{base}store?default")),
            (VOID + "uriSpace", Literal(ID_BASE)),
            (VOID + "triples", _number(statistics["statements"])),
            (VOID + "documents", _number(statistics["documents"])),
            (VOID + "entities", _number(statistics["entities"])),
            (VOID + "classes", _number(len(statistics["classes"]))),
            (VOID + "properties", _number(len(statistics["properties"]))),
            (VOID + "vocabulary", NamedNode(t.PREFIXES["bg"])),
        ),
        *_facts(
            access,
            (t.RDF + "type", NamedNode(f"{DCAT}DataService")),
            *((t.DCTERMS + "title", Literal(f"SPARQL: {title}", language=lang)) for lang, title, _ in _TITLES),
            *((t.DCTERMS + "description", Literal(text, language=lang)) for lang, _, text in _TITLES),
            (DCAT + "theme", _GOVERNMENT),
            (t.DCTERMS + "identifier", Literal(access.value)),
            (DCAT + "endpointURL", NamedNode(f"{base}sparql")),
            (DCAT + "endpointDescription", NamedNode(f"{base}sparql")),
            (DCAT + "servesDataset", data),
            (t.DCTERMS + "conformsTo", NamedNode("https://www.w3.org/TR/sparql11-protocol/")),
        ),
        *_facts(
            download,
            (t.RDF + "type", NamedNode(f"{DCAT}Distribution")),
            *((t.DCTERMS + "title", Literal(f"RDF: {title}", language=lang)) for lang, title, _ in _TITLES),
            (DCAT + "accessURL", NamedNode(f"{base}store?default")),
            (DCAT + "accessService", access),
            (DCAT + "mediaType", NamedNode("https://www.iana.org/assignments/media-types/text/turtle")),
        ),
    ]
    statements += _facts(
        catalog,
        (t.RDF + "type", NamedNode(f"{DCAT}Catalog")),
        *((t.DCTERMS + "title", Literal(title, language=lang)) for lang, title, _ in _TITLES),
        *((t.DCTERMS + "description", Literal(text, language=lang)) for lang, _, text in _TITLES),
        (t.DCTERMS + "language", _NL),
        (DCAT + "dataset", data),
        (DCAT + "service", access),
    )
    for kind, key, counted in (("class", "classes", "entities"), ("property", "properties", "triples")):
        for number, (iri, count) in enumerate(statistics[key].items()):
            part = NamedNode(f"{base}void#{kind}-{number}")
            statements += _facts(data, (f"{VOID}{kind}Partition", part))
            statements += _facts(part, (f"{VOID}{kind}", NamedNode(iri)), (VOID + counted, _number(count)))
    if statistics["first"]:
        period = NamedNode(f"{base}void#period")
        statements += _facts(data, (t.DCTERMS + "temporal", period))
        statements += _facts(
            period,
            (t.RDF + "type", NamedNode(f"{t.DCTERMS}PeriodOfTime")),
            *((f"{DCAT}{end}Date", Literal(statistics[key], datatype=t.XSD_DATE)) for end, key in _ENDS),
        )
    return list(dict.fromkeys([*statements, *_shared(data, (catalog, access, download), list(about))]))


def missing(described: Iterable[Triple]) -> list[str]:
    """Return what DCAT-AP-NL requires that a description lacks.

    Parameters
    ----------
    described : iterable of pyoxigraph.Triple
        See `dataset`.

    Returns
    -------
    list of str
        Class and property, by the usual prefixes: "dcat:Dataset dct:publisher"; sorted.

    Examples
    --------
    >>> from beleidsgraaf.graph.example import example_graph
    >>> from beleidsgraaf.graph.service.describe import statistics
    >>> missing(dataset("http://127.0.0.1/", statistics(example_graph().store)))[:2]
    ['dcat:Catalog dcat:contactPoint', 'dcat:Catalog dct:publisher']
    """
    known: dict[object, dict[str, set[object]]] = {}
    for s, p, o in described:
        known.setdefault(s, {}).setdefault(p.value, set()).add(o)
    found: set[str] = set()
    for values in known.values():
        for name, properties in _REQUIRED.items():
            if NamedNode(DCAT + name) in values.get(f"{t.RDF}type", ()):
                found.update(f"dcat:{name} {p}" for p in properties if not values.get(_full(p)))
    return sorted(found)


def _shared(data: NamedNode, others: Iterable[NamedNode], about: list[Triple]) -> Iterator[Triple]:
    """Yield what the operator says, also of what belongs to the data set."""
    told = {(s, p) for s, p, _ in about}
    for s, p, o in about:
        if s != data or p.value != f"{t.DCTERMS}license":  # of a data set as such there is none, says DCAT-AP
            yield Triple(s, p, o)
        if s == data:
            for other, wanted in zip(others, _OF_OTHERS, strict=True):
                if p.value in map(_full, wanted) and (other, p) not in told:
                    yield Triple(other, p, o)


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return {"dct": t.DCTERMS, "dcat": DCAT}[prefix] + local


_EVERY: Final = ("dct:title", "dct:description")
_REQUIRED: Final = {
    "Catalog": (*_EVERY, "dct:publisher", "dcat:contactPoint", "dcat:dataset"),
    "Dataset": (
        *_EVERY, "dct:identifier", "dct:publisher", "dct:creator", "dcat:contactPoint", "dct:accessRights",
        "dcat:theme",
    ),
    "DataService": (
        *_EVERY, "dct:identifier", "dct:publisher", "dcat:contactPoint", "dct:accessRights", "dct:license",
        "dcat:theme", "dcat:endpointURL", "dcat:endpointDescription",
    ),
    "Distribution": ("dcat:accessURL", "dct:license"),
}  # fmt: skip
_OF_OTHERS: Final = (
    ("dct:publisher", "dcat:contactPoint"),  # of the catalogue
    ("dct:publisher", "dcat:contactPoint", "dct:accessRights", "dct:license"),  # of the service
    ("dct:license",),  # of the download
)

_ENDS: Final = (("start", "first"), ("end", "last"))


def _facts(subject: NamedNode, *pairs: tuple[str, Object]) -> list[Triple]:
    return [Triple(subject, NamedNode(predicate), value) for predicate, value in pairs]


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=t.XSD_INTEGER)
