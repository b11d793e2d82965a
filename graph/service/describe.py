"""What a graph says about one thing, for a page and as RDF; and about itself, for catalogues."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.analysis import stats
from beleidsgraaf.graph.entity import DocumentRecord, Entity
from beleidsgraaf.graph.result import shorten
from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.values import CLASSES, RELATIONS, local_name, relation_label, to_python
from pyoxigraph import NamedNode, Triple

_VALUES: Final = 1000  # statements about a thing that are shown
_SHOWN: Final = 200  # of what refers to it, of each kind
_SENTENCES: Final = 40
_LABELS: Final = (t.PREF_LABEL, t.TITLE, t.bg("text"), t.SOURCE)
_NAMES: Final = {node: name for name, node in RELATIONS.items()}
_ENDS: Final = (t.RDF_SUBJECT, t.RDF_OBJECT)
_REFERENCES: Final = NamedNode(f"{t.DCTERMS}references")
_DOCUMENT_ROLES: Final = tuple(t.bg(name) for name in ("askedBy", "addressedTo", "answeredBy"))
_ENTITIES: Final = tuple(CLASSES.values())


def thing(store: Store, node: NamedNode, lang: str) -> dict[str, Any] | None:
    """Return what to show of a thing, as plain data; None where the graph knows nothing of it.

    Parameters
    ----------
    store : Store
    node : NamedNode
    lang : {"nl", "en"}

    Returns
    -------
    dict or None
        "label", "iri", "type", "properties" and "backlinks" (lists of {"name", "iri", "values"}, a value being
        {"text", "iri"}), "sentences" (list of {"text", "status", "document", "document_iri"}).

    Examples
    --------
    >>> from beleidsgraaf.graph.example import example_graph
    >>> graph = example_graph()
    >>> found = thing(graph.store, graph.entity("PVB").node, "en")
    >>> found["label"], found["type"], found["backlinks"][0]["name"]
    ('Programma Veilige Buurten', 'Programme', 'participates in')
    """
    own = _own(store, node)
    back = _back(store, node)
    if not own and not back:
        return None
    types = [o for _, p, o in own if p == t.RDF_TYPE]
    return {
        "label": _label(store, node),
        "iri": node.value,
        "type": local_name(str(to_python(types[0]))) if types else "",
        "properties": _table(store, ((p, o) for _, p, o in own), lang),
        "backlinks": _table(store, ((p, s) for s, p, _ in back), lang),
        "sentences": _sentences(store, node),
        "entity": any(o in _ENTITIES for o in types),
    }


def triples(store: Store, node: NamedNode) -> list[Triple]:
    """Return what a graph says about a thing: its properties, what refers to it, the sentences that say so, names.

    Parameters
    ----------
    store : Store
    node : NamedNode

    Returns
    -------
    list of pyoxigraph.Triple
        Each once, sorted; empty where the graph knows nothing of it.
    """
    found = {*_own(store, node), *_back(store, node)}
    if not found:
        return []
    for predicate in _ENDS:
        for quad in islice(store.quads(None, predicate, node), _SENTENCES):
            if isinstance(quad.subject, NamedNode):
                found.update(q.triple for q in store.quads(quad.subject))
    others = {x for s, _, o in found for x in (s, o) if isinstance(x, NamedNode) and x != node}
    for other in sorted(others, key=str)[:_VALUES]:
        for predicate in _LABELS[:2]:
            found.update(q.triple for q in islice(store.quads(other, predicate), 1))
    return sorted(found, key=str)


def statistics(store: Store) -> dict[str, Any]:
    """Return what a graph holds.

    Parameters
    ----------
    store : Store

    Returns
    -------
    dict
        That of `beleidsgraaf.graph.analysis.stats`, and "classes" and "properties" (numbers by IRI), "first" and
        "last" (dates of documents, or None).

    Examples
    --------
    >>> from beleidsgraaf.graph.example import example_graph
    >>> found = statistics(example_graph().store)
    >>> found["documents"], found["first"]
    (2, '2026-02-03')
    """

    def count(query: str) -> dict[str, int]:
        return {str(to_python(key)): int(to_python(n)) for key, n in store.select(query)}

    (dates,) = store.select("SELECT (MIN(?d) AS ?first) (MAX(?d) AS ?last) { ?x a bg:Document ; dcterms:date ?d }")
    first, last = (None if d is None else str(to_python(d)) for d in dates)
    return {
        **stats(store),
        "classes": count("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c"),
        "properties": count("SELECT ?p (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?p ORDER BY ?p"),
        "first": first,
        "last": last,
    }


def _own(store: Store, node: NamedNode) -> list[Triple]:
    """Return the properties of a thing, and of a document what it mentions."""
    found = dict.fromkeys(q.triple for q in islice(store.quads(node), _VALUES))
    rows = store.select(f"SELECT DISTINCT ?e {{ ?m bg:inDocument {node} ; bg:refersTo ?e }} LIMIT {_VALUES}")
    named = [row[0] for row in rows]
    found.update(dict.fromkeys(Triple(node, _REFERENCES, e) for e in named if isinstance(e, NamedNode)))
    return list(found)


def _back(store: Store, node: NamedNode) -> list[Triple]:
    """Return relations that end at a thing, what is part of it or answers it, and the documents that mention it."""
    found: dict[Triple, None] = {}
    for predicate in (*RELATIONS.values(), t.IS_PART_OF, t.bg("answers"), t.EXACT_MATCH, *_DOCUMENT_ROLES):
        found.update(dict.fromkeys(q.triple for q in islice(store.quads(None, predicate, node), _SHOWN)))
    rows = store.select(f"SELECT DISTINCT ?d {{ ?m bg:refersTo {node} ; bg:inDocument ?d }} LIMIT {_SHOWN}")
    documents = [row[0] for row in rows]
    found.update(dict.fromkeys(Triple(d, _REFERENCES, node) for d in documents if isinstance(d, NamedNode)))
    return list(found)


def _table(store: Store, pairs: Iterable[tuple[NamedNode, Any]], lang: str) -> list[dict[str, Any]]:
    groups: dict[NamedNode, list[dict[str, str | None]]] = {}
    for predicate, value in pairs:
        if isinstance(value, NamedNode):
            text = shorten(value.value) if predicate == t.RDF_TYPE else _label(store, value)
            groups.setdefault(predicate, []).append({"text": text, "iri": value.value})
        else:
            groups.setdefault(predicate, []).append({"text": str(to_python(value)), "iri": None})
    known = [n.value for n in (t.RDF_TYPE, *_LABELS, t.ALT_LABEL, t.IDENTIFIER, *RELATIONS.values())]
    order = {iri: place for place, iri in enumerate(known)}
    return [
        {
            "name": _name(p, lang),
            "iri": p.value,
            "values": sorted(values, key=lambda v: (str(v["text"]), str(v["iri"]))),
        }
        for p, values in sorted(groups.items(), key=lambda item: (order.get(item[0].value, len(order)), item[0].value))
    ]


def _name(predicate: NamedNode, lang: str) -> str:
    if predicate in _NAMES:
        return relation_label(_NAMES[predicate], lang)
    if predicate == _REFERENCES:
        return "mentions" if lang == "en" else "noemt"
    return shorten(predicate.value)


def _label(store: Store, node: NamedNode) -> str:
    if next(store.quads(node, t.PREF_LABEL), None) is not None:
        return Entity(node.value, store).label
    if next(store.quads(node, t.RDF_TYPE, t.bg("Document")), None) is not None:
        return DocumentRecord(node.value, store).label
    for predicate in _LABELS:
        if (quad := next(store.quads(node, predicate), None)) is not None:
            return str(to_python(quad.object))
    return shorten(node.value)


def _sentences(store: Store, node: NamedNode) -> list[dict[str, str]]:
    nodes: dict[NamedNode, None] = {}
    for predicate in _ENDS:
        for quad in islice(store.quads(None, predicate, node), _SENTENCES):
            if isinstance(quad.subject, NamedNode):
                nodes[quad.subject] = None
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for assertion in nodes:
        facts = {local_name(q.predicate.value): to_python(q.object) for q in store.quads(assertion)}
        document = DocumentRecord(str(facts.get("inDocument", "")), store)
        row = {
            "text": str(facts.get("sentence", "")),
            "status": str(facts.get("status", "stated")),
            "document": document.label,
            "document_iri": document.iri,
        }
        found.setdefault((row["document_iri"], row["text"], row["status"]), row)
    return [found[key] for key in sorted(found)][:_SENTENCES]
