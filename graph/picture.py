"""From a store to what the view shows, and the view as something a notebook shows."""

import html
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.entity import DocumentRecord, Entity, Evidence, evidence
from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.traverse import relations
from beleidsgraaf.graph.values import CLASSES, local_name, to_python
from beleidsgraaf.graph.view.model import (
    ViewDocument,
    ViewEdge,
    ViewEvidence,
    ViewMention,
    ViewModel,
    ViewNode,
    ViewSentence,
)
from beleidsgraaf.ontology import StoreError
from pyoxigraph import NamedNode

_PLACE_FACTS = {"inDocument": "document", "sentence": "sentence", "text": "text", "start": "start"}


@dataclass(frozen=True)
class Picture:
    """A page that shows a graph.

    Attributes
    ----------
    page : str
        HTML, complete in itself.
    """

    page: str

    def save(self, path: str | Path) -> None:
        """Write the page to a file.

        Raises
        ------
        StoreError
            If it cannot be written.
        """
        try:
            Path(path).write_text(self.page, encoding="utf-8")
        except OSError as error:
            raise StoreError(f"{path}: cannot be written: {error.strerror}; choose another place") from error

    def __repr__(self) -> str:
        return f"<Picture of {len(self.page)} characters; save(path) writes it>"

    def _repr_html_(self) -> str:
        page = html.escape(self.page)
        return f'<iframe srcdoc="{page}" sandbox="allow-scripts allow-downloads" width="100%" height="640"></iframe>'


def draw(
    part: Store, whole: Store, focus: Entity | None, depth: int, *, title: str | None, lang: str, limit: int | None
) -> Picture:
    """Return the page that shows a part of a graph, or all of it.

    Parameters
    ----------
    part, whole : Store
        What to show, and where it was cut from; the same where all is shown.
    focus : Entity or None
        What it was cut around.
    depth : int
        Steps around it.
    title : str or None
        Heading.
    lang : {"nl", "en"}
        Language in which it opens.
    limit : int or None
        Entities at most.
    """
    from beleidsgraaf.graph.view.render import render
    from beleidsgraaf.graph.view.select import MAXIMUM

    model = view_model(part)
    if focus is not None:
        nodes, edges = _size(whole)
        model = replace(model, focus=focus.iri, depth=depth, total_nodes=nodes, total_edges=edges)
    heading = title or (focus.label if focus is not None else "Beleidsgraaf")
    page = render(model, title=heading, lang="en" if lang == "en" else "nl", limit=limit or MAXIMUM)
    return Picture(page)


def _size(store: Store) -> tuple[int, int]:
    nodes = {q.subject for c in CLASSES.values() for q in store.quads(None, t.RDF_TYPE, c)}
    edges = {q.triple for p in relations(None) for q in store.quads(None, p)}
    return len(nodes), len(edges)


def view_model(store: Store) -> ViewModel:
    """Return everything in a store as the view wants it: each thing once, in a fixed order.

    Parameters
    ----------
    store : Store
    """
    nodes = {
        q.subject.value: Entity(q.subject.value, store)
        for node in CLASSES.values()
        for q in store.quads(None, t.RDF_TYPE, node)
        if isinstance(q.subject, NamedNode)
    }
    edges: dict[tuple[str, str, str], list[ViewEvidence]] = defaultdict(list)
    for p in relations(None):
        for quad in store.quads(None, p):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                edges[quad.subject.value, local_name(p.value), quad.object.value] = []
    for proof in evidence(store, None, None, None):
        edges[proof.subject.iri, proof.predicate, proof.object.iri].append(_evidence(proof))
    for s, _, o in edges:
        for iri in (s, o):
            nodes.setdefault(iri, Entity(iri, store))
    documents = sorted(
        q.subject.value for q in store.quads(None, t.RDF_TYPE, t.bg("Document")) if isinstance(q.subject, NamedNode)
    )
    return ViewModel(
        nodes=tuple(_node(e) for _, e in sorted(nodes.items())),
        edges=tuple(ViewEdge(s, p, o, tuple(proofs)) for (s, p, o), proofs in sorted(edges.items())),
        documents=tuple(_document(DocumentRecord(iri, store)) for iri in dict.fromkeys(documents)),
        sentences=_sentences(store),
    )


def _node(e: Entity) -> ViewNode:
    return ViewNode(e.iri, e.label, e.type, e.kind, e.aliases, e.same_as, e.identifiers)


def _evidence(e: Evidence) -> ViewEvidence:
    return ViewEvidence(e.document.iri, e.sentence, e.status, e.confidence, e.method)


def _document(d: DocumentRecord) -> ViewDocument:
    return ViewDocument(
        d.iri, d.label, d.source, d.date, d.kind, d.numbers, d.sender, d.addressee,
        *(tuple(e.iri for e in who) for who in (d.asked_by, d.addressed_to, d.answered_by)),
    )  # fmt: skip


@dataclass(slots=True)
class _Place:
    """A mention in the making."""

    entity: str
    document: str = ""
    sentence: str = ""
    text: str = ""
    start: int = 0


def _sentences(store: Store) -> tuple[ViewSentence, ...]:
    places: dict[object, _Place] = {}
    for quad in store.quads(None, t.bg("refersTo")):
        if isinstance(quad.object, NamedNode):
            places[quad.subject] = _Place(quad.object.value)
    for name, attribute in _PLACE_FACTS.items():  # a few passes over the store instead of many look-ups
        for quad in store.quads(None, t.bg(name)):
            if place := places.get(quad.subject):
                setattr(place, attribute, to_python(quad.object))
    together: dict[tuple[str, str], list[_Place]] = defaultdict(list)
    for place in places.values():
        together[place.document, place.sentence].append(place)
    return tuple(
        ViewSentence(document, sentence, tuple(_spans(sentence, found)))
        for (document, sentence), found in sorted(together.items())
        if sentence and document
    )


def _spans(sentence: str, places: list[_Place]) -> list[ViewMention]:
    """Return where in a sentence the mentions stand, whose offsets count from the start of the document.

    The graph has the sentence's text, not its place. The place is the one at which most mentions read what they
    should; a sentence that stands twice in a document gets the mentions of both.
    """
    spans: set[tuple[int, int, str]] = set()
    left = sorted(places, key=lambda m: (m.start, m.entity))
    while left:
        votes: Counter[int] = Counter()
        for m in left:
            at = sentence.find(m.text)
            while m.text and at >= 0:
                votes[m.start - at] += 1
                at = sentence.find(m.text, at + 1)
        if not votes:
            break
        offset = min(votes, key=lambda place: (-votes[place], place))
        fits = [m for m in left if sentence.startswith(m.text, m.start - offset) and m.start >= offset]
        spans.update((m.start - offset, m.start - offset + len(m.text), m.entity) for m in fits)
        left = [m for m in left if m not in fits]
    return [ViewMention(entity, start, end) for start, end, entity in sorted(spans)]
