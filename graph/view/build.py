"""From a graph to what a picture shows of it.

Drawn are the entities that documents name, the relations that their sentences state, plan, deny or ask, and what the
registers know between two of them. Nothing that only a register names is drawn, unless nothing else is there.

Examples
--------
>>> from beleidsgraaf.extract import DocumentInfo, Entity, Extraction, Mention, Relation
>>> from beleidsgraaf.graph.rdf import quads
>>> text = "De gemeente Assen doet mee aan het Klimaatakkoord."
>>> extraction = Extraction(
...     DocumentInfo("brief.txt"), text, sentences=((0, 50),),
...     entities=(Entity("e0", "Region", "gemeente Assen", (Mention(3, 17, "gemeente Assen"),), kind="Municipality"),
...               Entity("e1", "Programme", "Klimaatakkoord", (Mention(35, 49, "Klimaatakkoord"),))),
...     relations=(Relation("e0", "participatesIn", "e1", Mention(0, 50, text)),))
>>> model = of_quads(quads(extraction))
>>> [(n.label, n.type, n.kind) for n in model.nodes]
[('Klimaatakkoord', 'Programme', None), ('gemeente Assen', 'Region', 'Municipality')]
>>> [(s.text[m.start : m.end]) for s in model.sentences for m in s.mentions]
['gemeente Assen', 'Klimaatakkoord']
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.values import RELATIONS, local_name
from beleidsgraaf.graph.view import select
from beleidsgraaf.graph.view.model import (
    ViewDocument,
    ViewEdge,
    ViewEvidence,
    ViewMention,
    ViewModel,
    ViewNode,
    ViewSentence,
)
from beleidsgraaf.ontology import ENTITY_TYPES
from beleidsgraaf.ontology.vocabulary import REGION_KINDS
from pyoxigraph import NamedNode, Quad

if TYPE_CHECKING:
    from beleidsgraaf.graph.policy_graph import PolicyGraph

_TYPES: Final = {t.bg(name): name for name in ENTITY_TYPES}
_KINDS: Final = {t.bg(name): name for name in REGION_KINDS}
_PREDICATES: Final = {node: name for name, node in RELATIONS.items()}
_NAMELESS: Final = "(zonder naam)"

Properties = dict[NamedNode, list[str]]


def model(graph: "PolicyGraph", focus: str | None = None, depth: int = 1) -> ViewModel:
    """Return what to draw of a graph.

    Parameters
    ----------
    graph : PolicyGraph
    focus : str or None
        Label, alias, abbreviation or IRI of the entity in the middle; None for the whole.
    depth : int
        Steps around the focus.

    Returns
    -------
    ViewModel

    Raises
    ------
    UnknownNameError
        If nothing in the graph is called so.

    Examples
    --------
    >>> from beleidsgraaf.graph.example import example_graph
    >>> around_assen = model(example_graph(), "Assen")
    >>> len(around_assen.nodes), around_assen.total_nodes
    (2, 9)
    """
    if focus is None:
        return of_quads(graph.store.quads())
    middle = graph.entity(focus).iri
    return select.around(of_quads(graph.store.quads(), also=(middle,)), middle, depth)


def of_quads(quads: Iterable[Quad], also: Iterable[str] = ()) -> ViewModel:
    """Return what to draw of statements in the layout of `beleidsgraaf.graph.rdf`.

    Parameters
    ----------
    quads : iterable of pyoxigraph.Quad
    also : iterable of str
        IRIs of entities to draw even where no document names them.

    Returns
    -------
    ViewModel
        In an order that does not depend on that of the quads.
    """
    reader = _Reader()
    for quad in quads:
        reader.read(quad)
    return reader.model(set(also))


class _Reader:
    """Statements, sorted by what they are about."""

    def __init__(self) -> None:
        self.about: defaultdict[NamedNode, Properties] = defaultdict(lambda: defaultdict(list))
        self.labels: defaultdict[NamedNode, Counter[str]] = defaultdict(Counter)
        self.official: dict[NamedNode, str] = {}
        self.facts: set[tuple[NamedNode, str, NamedNode]] = set()

    def read(self, quad: Quad) -> None:
        """Sort a statement in; blank nodes are never ours."""
        s, p, o = quad.subject, quad.predicate, quad.object
        if not isinstance(s, NamedNode):
            return
        if p in _PREDICATES and isinstance(o, NamedNode):
            self.facts.add((s, _PREDICATES[p], o))
        if p == t.PREF_LABEL:
            self.labels[s][_text(o)] += 1
            if quad.graph_name == t.REGISTERS_GRAPH:
                self.official[s] = _text(o)
        values = self.about[s][p]
        if (value := _text(o)) not in values:
            values.append(value)

    def model(self, also: set[str]) -> ViewModel:
        """Return all of it as a model, with these entities in any case."""
        mentions = self._of_class("Mention")
        assertions = self._of_class("Assertion")
        typed = [s for s, properties in self.about.items() if self._type(properties)]
        named = (
            also
            | {_only(m, "refersTo") for m in mentions}
            | {_only(a, local_name(end.value)) for a in assertions for end in (t.RDF_SUBJECT, t.RDF_OBJECT)}
        )
        nodes = [self._node(s) for s in typed if not named - also or s.value in named]
        ids = {n.id for n in nodes}
        documents = [self._document(d, ids) for d in self.about if self._is(d, "Document")]
        known = {d.id for d in documents}
        return ViewModel(
            nodes=tuple(sorted(nodes, key=lambda n: (n.label, n.id))),
            edges=tuple(self._edges(assertions, ids, known)),
            documents=tuple(sorted(documents, key=lambda d: (d.date or date.max, d.title, d.id))),
            sentences=tuple(_sentences(mentions, assertions, ids, known)),
        )

    def _is(self, subject: NamedNode, name: str) -> bool:
        return t.bg(name).value in self.about[subject].get(t.RDF_TYPE, ())

    def _of_class(self, name: str) -> list[Properties]:
        return [properties for s, properties in self.about.items() if self._is(s, name)]

    @staticmethod
    def _type(properties: Properties) -> str | None:
        classes = properties.get(t.RDF_TYPE, ())
        return next((name for node, name in _TYPES.items() if node.value in classes), None)

    def _node(self, subject: NamedNode) -> ViewNode:
        properties = self.about[subject]
        counted = self.labels[subject]
        label = self.official.get(subject) or min(counted, key=lambda x: (-counted[x], x), default=_NAMELESS)
        classes = properties.get(t.RDF_TYPE, ())
        others = {*counted, *properties.get(t.ALT_LABEL, ())} - {label}
        same = sorted(properties.get(t.EXACT_MATCH, ()))
        own = [] if subject.value.startswith(t.PREFIXES["id"]) else [subject.value]
        return ViewNode(
            id=subject.value,
            label=label,
            type=self._type(properties) or "",
            kind=next((name for node, name in _KINDS.items() if node.value in classes), None),
            aliases=tuple(sorted(others, key=lambda x: (len(x), x))),
            links=tuple(dict.fromkeys((*own, *same))),
            identifiers=tuple(sorted(i for i in properties.get(t.IDENTIFIER, ()) if i.startswith("BWB"))),
        )

    def _document(self, subject: NamedNode, ids: set[str]) -> ViewDocument:
        properties = self.about[subject]

        def first(predicate: NamedNode) -> str | None:
            return min(properties.get(predicate, ()), default=None)

        def people(name: str) -> tuple[str, ...]:
            return tuple(sorted(ids.intersection(properties.get(t.bg(name), ()))))

        file = first(t.SOURCE)
        return ViewDocument(
            id=subject.value,
            title=first(t.TITLE) or file or local_name(subject.value),
            file=file,
            date=_date(first(t.DATE)),
            kind=first(t.KIND),
            numbers=tuple(sorted(properties.get(t.IDENTIFIER, ()))),
            sender=first(t.bg("sender")),
            addressee=first(t.bg("addressee")),
            asked_by=people("askedBy"),
            addressed_to=people("addressedTo"),
            answered_by=people("answeredBy"),
        )

    def _edges(self, assertions: list[Properties], ids: set[str], documents: set[str]) -> Iterator[ViewEdge]:
        said: dict[tuple[str, str, str], set[ViewEvidence]] = {
            (s.value, name, o.value): set() for s, name, o in self.facts
        }
        for a in assertions:
            predicate = local_name(min(a.get(t.RDF_PREDICATE, ("",))))
            key = (_only(a, "subject"), predicate, _only(a, "object"))
            evidence = ViewEvidence(
                document=_only(a, "inDocument"),
                sentence=_only(a, "sentence"),
                status=_only(a, "status") or "stated",
                confidence=float(_only(a, "confidence") or 1),
                method=_only(a, "method"),
            )
            if evidence.document in documents:
                said.setdefault(key, set()).add(evidence)
        for (s, predicate, o), proofs in sorted(said.items()):
            if s in ids and o in ids and s != o:
                order = sorted(proofs, key=lambda v: (v.document, v.sentence, v.status, v.method))
                yield ViewEdge(s, predicate, o, tuple(order))


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _date(text: str | None) -> date | None:
    """Return a date; None where there is none or it is no date, as data of others may have it."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _only(properties: Properties, name: str) -> str:
    """Return the value of a property of ours or of rdf:subject and rdf:object; empty where it has none."""
    node = NamedNode(t.RDF + name) if name in ("subject", "object") else t.bg(name)
    return min(properties.get(node, ("",)))


def _sentences(
    mentions: list[Properties], assertions: list[Properties], ids: set[str], documents: set[str]
) -> Iterator[ViewSentence]:
    """Return the sentences that name an entity, each with all that it names."""
    starts = {(_only(a, "inDocument"), _only(a, "sentence")): int(_only(a, "start") or -1) for a in assertions}
    found: defaultdict[tuple[str, str], list[tuple[int, str, str]]] = defaultdict(list)
    for m in mentions:
        node, document = _only(m, "refersTo"), _only(m, "inDocument")
        if node in ids and document in documents:
            at = (document, _only(m, "sentence"))
            found[at].append((int(_only(m, "start") or 0), _only(m, "text"), node))
    for (document, text), named in sorted(found.items()):
        spans: list[ViewMention] = []
        after = 0
        for start, name, node in sorted(named):
            # The graph counts from the start of the document; the sentence's own start is known from what it states.
            place = start - starts.get((document, text), -1)
            if text[place : place + len(name)] != name or place < after:
                place = text.find(name, after)
            # A name that cannot be found back (its sentence was cut short) still belongs to the sentence, as no place.
            place, end = (place, place + len(name)) if place >= 0 else (len(text), len(text))
            spans.append(ViewMention(node, place, end))
            after = max(after, end if end > place else 0)
        yield ViewSentence(document, text, tuple(spans))
