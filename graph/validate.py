"""Whether a graph conforms to the shapes of the ontology, one named graph at a time.

pySHACL runs on rdflib's memory store, the quickest way for small graphs. Each run costs a tenth of a second whatever
the graph, so named graphs that cannot hide each other's faults are looked at together, up to `BATCH` statements.

Examples
--------
>>> from beleidsgraaf.graph.example import example_graph
>>> report = validate(example_graph().store)
>>> report.conforms
True
>>> print(report.text("en"))
The graph conforms to all shapes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.store import OxigraphStore, Store
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES
from beleidsgraaf.ontology.resources import shapes_text
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat
from pyoxigraph import Literal as Text
from pyoxigraph import Store as Engine

if TYPE_CHECKING:
    from rdflib import Dataset, Graph
    from rdflib.term import Node

BATCH: Final = 20_000
"""Statements that are looked at together; bounds the memory that a large store takes."""

Severity: TypeAlias = Literal["violation", "warning", "info"]

_OPEN: Final = 8  # batches that are filled at a time
_SH: Final = "http://www.w3.org/ns/shacl#"
_RELATIONS: Final = frozenset(t.bg(name) for name in PREDICATES)
_POINTERS: Final = _RELATIONS | {
    t.RDF_SUBJECT,
    t.RDF_OBJECT,
    *map(t.bg, ("refersTo", "inDocument", "askedBy", "addressedTo", "answeredBy", "locatedIn", "successorOf")),
    *map(t.bg, ("pointsBackTo", "backReference", "proposedBy", "heldBy", "ofOffice")),
}
_ENTITY_CLASSES: Final = frozenset(map(t.bg, ENTITY_TYPES))
# Shapes that put one question to a whole graph have a class as their focus; the culprit is the value.
_WHOLE_GRAPH: Final = frozenset({t.bg("Mention").value, t.bg("Assertion").value, t.RDF + "Statement"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a graph that a shape does not allow.

    Attributes
    ----------
    focus : str
        IRI of what is wrong.
    path : str
        The property, with prefixes: "skos:prefLabel"; empty where it concerns the thing itself.
    value : str
        The value at fault; empty where there is none.
    message_nl, message_en : str
        What the shape asks.
    severity : {"violation", "warning", "info"}
        Only violations keep a graph from conforming.
    graph : str
        IRI of a named graph that has it; empty for the graph without a name.
    """

    focus: str
    path: str
    value: str
    message_nl: str
    message_en: str
    severity: Severity
    graph: str

    @property
    def message(self) -> str:
        """The message in Dutch."""
        return self.message_nl


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What validation found.

    Attributes
    ----------
    results : tuple of Finding
        Violations first; by graph and focus.
    """

    results: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether there are no violations; warnings are allowed."""
        return not self.violations

    @property
    def violations(self) -> tuple[Finding, ...]:
        """What keeps the graph from conforming."""
        return tuple(f for f in self.results if f.severity == "violation")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What deserves a look."""
        return tuple(f for f in self.results if f.severity != "violation")

    def text(self, language: Literal["nl", "en"] = "nl") -> str:
        """Return the report for people: a line that sums it up, then two lines for each finding.

        Parameters
        ----------
        language : {"nl", "en"}
            Of the text.
        """
        dutch = language == "nl"
        if self.conforms:
            head = "De graaf voldoet aan alle vormen." if dutch else "The graph conforms to all shapes."
        else:
            n = len(self.violations)
            head = f"De graaf voldoet niet: {n} fouten." if dutch else f"The graph does not conform: {n} violations."
        lines = [head]
        for f in self.results:
            severity = (
                {"violation": "fout", "warning": "let op", "info": "ter info"}[f.severity] if dutch else f.severity
            )
            lines.append(f"{severity}: {f.message_nl if dutch else f.message_en}")
            lines.append("    " + "  ".join(filter(None, (f"<{f.focus}>", f.path, f.value))))
        return "\n".join(lines)


def validate(source: "Store | Engine | Dataset | Iterable[Quad]", *, batch: int = BATCH) -> ValidationReport:
    """Hold a graph against the shapes.

    Parameters
    ----------
    source : Store, pyoxigraph.Store, rdflib.Dataset or iterable of pyoxigraph.Quad
        Each of its named graphs must conform by itself, and so must the graph without a name.
    batch : int
        How many statements to look at together.

    Returns
    -------
    ValidationReport

    Examples
    --------
    >>> mention = NamedNode("http://example.org/m")
    >>> report = validate([Quad(mention, t.RDF_TYPE, t.bg("Mention"), NamedNode("http://example.org/g"))])
    >>> report.conforms
    False
    >>> sorted({f.path for f in report.violations})[:3]
    ['bg:confidence', 'bg:end', 'bg:inDocument']
    """
    findings = [finding for batch_ in _batches(_graphs(source), batch) for finding in _run(batch_)]
    order = {"violation": 0, "warning": 1, "info": 2}
    findings.sort(key=lambda f: (order[f.severity], f.graph, f.focus, f.path, f.message_en, f.value))
    return ValidationReport(tuple(findings))


def _graphs(source: "Store | Engine | Dataset | Iterable[Quad]") -> Iterator[tuple[str, list[Quad]]]:
    if isinstance(source, OxigraphStore):
        source = source.engine
    elif isinstance(source, Store):
        source = source.quads()
    if not isinstance(source, Engine):
        engine = Engine()
        if isinstance(source, Iterable) and not hasattr(source, "serialize"):
            engine.bulk_extend(source)
        else:  # rdflib's
            engine.bulk_load(source.serialize(format="nquads", encoding="utf-8"), RdfFormat.N_QUADS)
        source = engine
    for graph in (*sorted(source.named_graphs(), key=str), DefaultGraph()):
        found = list(source.quads_for_pattern(None, None, None, graph))
        if found:
            yield "" if isinstance(graph, DefaultGraph) else graph.value, found


@dataclass(slots=True)
class _Batch:
    """Named graphs that are validated in one run."""

    graphs: dict[str, list[Quad]]
    described: dict[str, frozenset[str]]
    relations: set[tuple[Any, ...]]
    size: int = 0


def _batches(graphs: Iterable[tuple[str, list[Quad]]], size: int) -> Iterator[_Batch]:
    """Put graphs together where that changes nothing: each describes all it speaks of, and none contradicts another.

    Where two graphs give a thing other types or labels, together they would break a shape that neither breaks; where
    two state one relation, the proof in one would stand for the proof that the other lacks.
    """
    open_: list[_Batch] = []
    for name, quads in graphs:
        described, relations, complete = _profile(quads)
        if name == t.REGISTERS_GRAPH.value or not complete:
            yield _Batch({name: quads}, described, relations)
            continue
        for batch in open_:
            agrees = all(batch.described.get(s, what) == what for s, what in described.items())
            if agrees and batch.size + len(quads) <= size and not batch.relations & relations:
                break
        else:
            if len(open_) == _OPEN:
                open_.sort(key=lambda b: b.size)
                yield open_.pop()
            batch = _Batch({}, {}, set())
            open_.append(batch)
        batch.graphs[name] = quads
        batch.size += len(quads)
        batch.described.update(described)
        batch.relations |= relations
    yield from open_


def _profile(quads: list[Quad]) -> tuple[dict[str, frozenset[str]], set[tuple[Any, ...]], bool]:
    """Return what a graph says things are, which relations it states, and whether it describes all it speaks of."""
    said: dict[str, set[str]] = {}
    labelled: set[object] = set()
    typed: set[object] = set()
    used: set[object] = set()
    relations: set[tuple[Any, ...]] = set()
    blank = False
    for s, p, o, _ in quads:
        blank = blank or isinstance(s, BlankNode) or isinstance(o, BlankNode)
        if p in (t.RDF_TYPE, t.PREF_LABEL):
            said.setdefault(str(s), set()).add(str(o))
            (typed if p == t.RDF_TYPE else labelled).add(s)
        elif p in _POINTERS:
            used.update((s, o))
            if p in _RELATIONS:
                relations.add((s, p, o))
        else:
            used.add(s)
    entities = {s for s, p, o, _ in quads if p == t.RDF_TYPE and o in _ENTITY_CLASSES}
    complete = not blank and used <= typed and entities <= labelled
    return {s: frozenset(what) for s, what in said.items()}, relations, complete


def _run(batch: _Batch) -> Iterator[Finding]:
    import pyshacl
    from rdflib import Graph, URIRef
    from rdflib.namespace import SH

    data = Graph()
    for quads in batch.graphs.values():
        for s, p, o, _ in quads:
            data.add((_term(s), _term(p), _term(o)))
    shapes = _shapes()
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, advanced=False, meta_shacl=False)
    for result in report.objects(None, SH.result):  # not what shapes within shapes said, which is a detail of these
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        if str(focus) in _WHOLE_GRAPH and value is not None:
            focus, value = value, None
        # Of a SPARQL constraint the report gives the message in one language only.
        constraint = report.value(result, SH.sourceConstraint)
        said = [*shapes.objects(constraint, SH.message)] if constraint is not None else []
        messages = {getattr(m, "language", None): str(m) for m in said or report.objects(result, SH.resultMessage)}
        severity = str(report.value(result, SH.resultSeverity)).removeprefix(_SH).lower()
        yield Finding(
            focus=str(focus),
            path=_path(report, report.value(result, SH.resultPath)),
            value="" if value is None else _short(value) if isinstance(value, URIRef) else str(value),
            message_nl=messages.get("nl") or next(iter(messages.values()), ""),
            message_en=messages.get("en") or next(iter(messages.values()), ""),
            severity="violation" if severity == "violation" else "warning" if severity == "warning" else "info",
            graph=next((name for name, quads in batch.graphs.items() if _has(quads, str(focus))), ""),
        )


def _has(quads: list[Quad], focus: str) -> bool:
    return any(q.subject.value == focus for q in quads if isinstance(q.subject, NamedNode | BlankNode))


def _path(report: "Graph", path: "Node | None") -> str:
    """Return a property path as SPARQL writes it."""
    from rdflib import BNode
    from rdflib.collection import Collection
    from rdflib.namespace import RDF, SH

    if path is None:
        return ""
    if not isinstance(path, BNode):
        return _short(path)
    if (inverse := report.value(path, SH.inversePath)) is not None:
        return f"^{_path(report, inverse)}"
    if (path, RDF.first, None) in report:
        return "/".join(_path(report, step) for step in Collection(report, path))
    return ""


def _short(iri: "Node") -> str:
    text = str(iri)
    for prefix, base in t.PREFIXES.items():
        if text.startswith(base) and prefix not in ("id", "tooi", "wd"):
            return f"{prefix}:{text.removeprefix(base)}"
    return text


def _term(term: object) -> "Node":
    from rdflib import BNode, URIRef
    from rdflib import Literal as RdflibLiteral

    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Text):
        if term.language:
            return RdflibLiteral(term.value, lang=term.language)
        if term.datatype.value == t.XSD + "string":  # which rdflib tells from a plain literal
            return RdflibLiteral(term.value)
        # As written: rdflib would tidy "01" up and hide a fault.
        return RdflibLiteral(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    raise TypeError(f"not RDF 1.1: {term}")


@cache
def _shapes() -> "Graph":
    from rdflib import Graph

    return Graph().parse(data=shapes_text(), format="turtle")
