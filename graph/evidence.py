"""Where documents say something: the places that name an entity, the sentences that state a relation."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.values import local_name, to_python
from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from beleidsgraaf.graph.entity import DocumentRecord, Entity


@dataclass(frozen=True)
class Mention:
    """A place in a document that names an entity.

    Attributes
    ----------
    iri : str
    text : str
        As it stands there.
    start, end : int
        Span in the document's text, code points; the end is exclusive.
    sentence : str
        The text of the sentence around it.
    confidence : float
        From 0 to 1.
    document : DocumentRecord
    """

    iri: str
    text: str
    start: int
    end: int
    sentence: str
    confidence: float
    document: "DocumentRecord"


@dataclass(frozen=True)
class Evidence:
    """A sentence that says, or denies, plans or asks, a relation.

    Attributes
    ----------
    iri : str
    subject : Entity
    predicate : str
        Local name.
    object : Entity
    sentence : str
        The text of the sentence.
    start, end : int
        Its span in the document's text, code points; the end is exclusive.
    document : DocumentRecord
    status : str
        One of `beleidsgraaf.ontology.STATUSES`.
    confidence : float
        From 0 to 1.
    method : str
        What found it.
    """

    iri: str
    subject: "Entity"
    predicate: str
    object: "Entity"
    sentence: str
    start: int
    end: int
    document: "DocumentRecord"
    status: str
    confidence: float
    method: str


def mentions_of(store: Store, entity: NamedNode) -> tuple[Mention, ...]:
    """Return every place that names an entity, by document and then in text order.

    Parameters
    ----------
    store : Store
    entity : NamedNode
    """
    from beleidsgraaf.graph.entity import DocumentRecord

    found: dict[str, Mention] = {}
    documents: dict[str, DocumentRecord] = {}
    for quad in store.quads(None, t.bg("refersTo"), entity):
        if isinstance(quad.subject, NamedNode) and quad.subject.value not in found:
            facts = _facts(store, quad.subject)
            iri = str(facts.get("inDocument", ""))
            document = documents.setdefault(iri, DocumentRecord(iri, store))
            found[quad.subject.value] = Mention(
                iri=quad.subject.value,
                text=str(facts.get("text", "")),
                start=int(facts.get("start", 0)),
                end=int(facts.get("end", 0)),
                sentence=str(facts.get("sentence", "")),
                confidence=float(facts.get("confidence", 1)),
                document=document,
            )
    return tuple(sorted(found.values(), key=lambda m: (m.document.iri, m.start, m.end)))


def evidence(
    store: Store, subject: NamedNode | None, predicate: NamedNode | None, object: NamedNode | None
) -> list[Evidence]:
    """Return the assertions that fit, whatever their status, by document date and place in the text.

    Parameters
    ----------
    store : Store
    subject, predicate, object : NamedNode or None
        None fits all.
    """
    from beleidsgraaf.graph.entity import DocumentRecord, Entity

    documents: dict[str, DocumentRecord] = {}
    found = []
    for node in _assertions(store, subject, predicate, object):
        facts = _facts(store, node)
        s, o = facts.get("subject"), facts.get("object")
        if not isinstance(s, str) or not isinstance(o, str):
            continue
        iri = str(facts.get("inDocument", ""))
        found.append(
            Evidence(
                node.value, Entity(s, store), local_name(str(facts.get("predicate", ""))), Entity(o, store),
                str(facts.get("sentence", "")), int(facts.get("start", 0)), int(facts.get("end", 0)),
                documents.setdefault(iri, DocumentRecord(iri, store)), str(facts.get("status", "stated")),
                float(facts.get("confidence", 1)), str(facts.get("method", "")),
            )
        )  # fmt: skip
    return sorted(found, key=lambda e: (by_date(e.document), e.start, e.iri))


def _assertions(store: Store, s: NamedNode | None, p: NamedNode | None, o: NamedNode | None) -> list[NamedNode]:
    """Find assertions through whichever end has fewest, taking turns, so that a hub at one end costs nothing."""
    patterns = [(t.RDF_SUBJECT, s), (t.RDF_OBJECT, o)]
    given: list[tuple[NamedNode, NamedNode | None]] = [(k, v) for k, v in patterns if v is not None]
    given = given or ([(t.RDF_PREDICATE, p)] if p is not None else [(t.RDF_TYPE, t.bg("Assertion"))])
    walks: list[Iterator[NamedNode]] = [
        (q.subject for q in store.quads(None, k, v) if isinstance(q.subject, NamedNode)) for k, v in given
    ]
    seen: list[dict[NamedNode, None]] = [{} for _ in walks]
    turn = 0
    while (node := next(walks[turn], None)) is not None:
        seen[turn][node] = None
        turn = (turn + 1) % len(walks)
    wanted = [(k, v) for k, v in (*patterns, (t.RDF_PREDICATE, p)) if v is not None]
    return [n for n in seen[turn] if all(next(store.quads(n, k, v), None) is not None for k, v in wanted)]


def _facts(store: Store, node: NamedNode) -> dict[str, Any]:
    """Return the properties of a mention or an assertion by local name; each has one value."""
    return {local_name(q.predicate.value): to_python(q.object) for q in store.quads(node)}


def by_date(document: "DocumentRecord") -> tuple[datetime.date, str]:
    """Return what puts documents in order of date, those without first."""
    return document.date or datetime.date.min, document.iri
