"""An extraction as RDF: one named graph a document, every statement with its sentence.

The layout is described in ``docs/ontology.md``. The same extraction gives the same quads in the same order, and what
is written conforms to the ontology's shapes: whatever cannot be written so is refused with a `FormatError`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from beleidsgraaf.extract.document import Section
from beleidsgraaf.extract.extraction import BackReference, Extraction, Relation
from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.iris import document_iri, entity_iri, file_slug, hashed_iri, region_kind, tooi_type
from beleidsgraaf.graph.judgements import Judgements
from beleidsgraaf.graph.rdf_references import referring
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES, STATUSES, FormatError, accepts
from beleidsgraaf.ontology.naming import clean
from beleidsgraaf.ontology.vocabulary import ACTOR, REGION_KINDS
from pyoxigraph import Literal, NamedNode, Quad

__all__ = ["document_iri", "entity_iri", "quads"]

NAMELESS: Final = "(zonder naam)"
"""Label of an entity that has none, in any form."""

_BWB: Final = re.compile(r"BWB(?:[RV]\d{7}|W\d{4,7})", re.ASCII)
_SECTION_NAMES: Final = {"question": ("vraag", "Question"), "answer": ("antwoord", "Answer")}


def quads(extraction: Extraction, judgements: Judgements | None = None) -> Iterator[Quad]:
    """Yield the graph of a document.

    Parameters
    ----------
    extraction : Extraction
        What was found in it.
    judgements : Judgements, optional
        Which entities are written under the IRI of another, their names kept as alternative ones.

    Yields
    ------
    pyoxigraph.Quad
        Each once, all in the named graph `document_iri` gives; the document first, then its questions and answers,
        entities, mentions, relations, and what it refers to.

    Raises
    ------
    FormatError
        If the extraction is at odds with the vocabulary or with its own text: a span outside the text, a confidence
        outside 0 to 1, an unknown entity, a relation between types that it cannot hold between.

    Examples
    --------
    >>> from beleidsgraaf.extract import DocumentInfo, Entity, Extraction, Mention, Relation
    >>> text = "De gemeente Assen doet mee aan het Klimaatakkoord."
    >>> extraction = Extraction(
    ...     DocumentInfo("brief.txt"), text,
    ...     entities=(
    ...         Entity("e0", "Region", "gemeente Assen", (Mention(3, 17, "gemeente Assen"),), kind="Municipality"),
    ...         Entity("e1", "Programme", "Klimaatakkoord", (Mention(35, 49, "Klimaatakkoord"),)),
    ...     ),
    ...     relations=(Relation("e0", "participatesIn", "e1", Mention(0, 50, text)),),
    ... )
    >>> for quad in quads(extraction):
    ...     if quad.predicate.value.endswith("participatesIn"):
    ...         print(quad.subject.value)
    ...         print(quad.object.value)
    https://w3id.org/beleidsgraaf/id/region/gemeente-assen
    https://w3id.org/beleidsgraaf/id/programme/klimaatakkoord
    """
    return iter(_Graph(extraction, judgements).build())


@dataclass(slots=True)
class _Node:
    """All that the entities of one IRI say together."""

    iri: NamedNode
    type: str
    kinds: dict[str, None] = field(default_factory=dict)
    labels: dict[str, None] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    keys: dict[str, None] = field(default_factory=dict)
    same_as: dict[str, None] = field(default_factory=dict)


class _Graph:
    """One document's graph in the making."""

    def __init__(self, extraction: Extraction, judgements: Judgements | None = None) -> None:
        self.x = extraction
        self.judgements = judgements or Judgements()
        self.document = document_iri(extraction)
        self.pointers = frozenset(extraction.back_references)
        self.starts = [start for start, _ in extraction.sentences]
        self.iris: dict[str, NamedNode] = {}
        self.types: dict[str, str] = {}
        self.sections: list[tuple[int, int, NamedNode]] = []
        self.found: dict[Quad, None] = {}  # in order, each once

    def build(self) -> list[Quad]:
        nodes = self._merge()
        self._document()
        self._sections()
        for node in nodes:
            self._entity(node)
        self._mentions()
        self._back_references()
        self._relations()
        self._references()
        return list(self.found)

    def add(self, s: NamedNode, p: NamedNode, o: NamedNode | Literal) -> None:
        self.found[Quad(s, p, o, self.document)] = None

    def fail(self, what: str) -> FormatError:
        return FormatError(
            f"{clean(self.x.document.id) or 'document'}: {what}; extract the document anew or mend its record"
        )

    # The document and its form

    def _document(self) -> None:
        d, doc = self.x.document, self.document
        if not d.id:
            raise self.fail("it has no id")
        checksum = sha256(self.x.text.encode("utf-8", "surrogatepass")).hexdigest()
        self.add(doc, t.RDF_TYPE, t.bg("Document"))
        self.add(doc, t.SOURCE, _text(d.id))
        for predicate, value in (
            (t.TITLE, d.title),
            (t.KIND, d.kind),
            (t.bg("sender"), d.sender),
            (t.bg("addressee"), d.addressee),
            (t.bg("mediaType"), d.media_type.strip() or "application/octet-stream"),
            (t.bg("checksum"), checksum),
            (t.bg("fingerprint"), d.fingerprint),
        ):
            if value and value.strip():
                self.add(doc, predicate, _text(" ".join(value.split())))
        if d.date:
            self.add(doc, t.DATE, Literal(d.date.isoformat(), datatype=t.XSD_DATE))
        for number in d.numbers:
            self.add(doc, t.IDENTIFIER, _text(number))
        for name, ids in (
            ("askedBy", self.x.asked_by),
            ("addressedTo", self.x.addressed_to),
            ("answeredBy", self.x.answered_by),
        ):
            for id in ids:
                iri = self._iri(id)
                if self.types[id] in ACTOR:  # the place for a name may hold a law or report as well
                    self.add(doc, t.bg(name), iri)

    def _sections(self) -> None:
        used: dict[str, int] = {}
        questions: list[tuple[Section, NamedNode]] = []
        answers: list[tuple[Section, NamedNode]] = []
        for section in self.x.sections:
            self._check_span(section.start, section.end, section.kind, may_be_empty=True)
            path, of_class = _SECTION_NAMES[section.kind]
            name = f"{path}/{'-'.join(map(file_slug, section.numbers)) or 'zonder-nummer'}"
            used[name] = used.get(name, 0) + 1
            # A document may hold two rounds of questions, each numbered from 1.
            iri = NamedNode(f"{self.document.value}/{name}" + (f"~{used[name]}" if used[name] > 1 else ""))
            (questions if section.kind == "question" else answers).append((section, iri))
            self.add(iri, t.RDF_TYPE, t.bg(of_class))
            self.add(iri, t.IS_PART_OF, self.document)
            for number in section.numbers:
                self.add(iri, t.bg("number"), _text(number))
            self._offsets(iri, section.start, section.end)
            if section.start < section.end:
                self.add(iri, t.bg("text"), _text(self.x.text[section.start : section.end]))
        self.sections = sorted(
            ((s.start, s.end, iri) for s, iri in (*questions, *answers)), key=lambda place: place[:2]
        )
        for answer, iri in answers:
            for number in answer.numbers:
                asked = [(q, q_iri) for q, q_iri in questions if number in q.numbers]
                before = [pair for pair in asked if pair[0].start <= answer.start]
                if asked:
                    self.add(iri, t.bg("answers"), (before or asked[:1])[-1][1])

    # Entities and where they are named

    def _merge(self) -> list[_Node]:
        nodes: dict[NamedNode, _Node] = {}
        for e in self.x.entities:
            if e.type not in ENTITY_TYPES:
                raise self.fail(f"entity {e.id!r} has the unknown type {e.type!r}")
            if e.type == "Law" and (e.key or "").startswith("BWB") and not _BWB.fullmatch(e.key or ""):
                raise self.fail(f"{e.key!r} is no BWB number")
            if e.id in self.iris:
                raise self.fail(f"two entities have the id {e.id!r}")
            iri = entity_iri(self.x, e)
            target = self.judgements.target(iri.value)
            if target:
                iri = NamedNode(target.iri)
            self.iris[e.id] = iri
            self.types[e.id] = e.type
            node = nodes.setdefault(iri, _Node(iri, e.type))
            if target and (name := _name(target.label)):
                node.labels[name] = None
            kind = region_kind(iri.value, e.kind) if e.type == "Region" else None
            if kind in REGION_KINDS:
                node.kinds[kind] = None
            for label in (e.label, *(m.text for m in e.mentions[:1])):
                if name := _name(label):
                    node.labels[name] = None
                    break
            node.aliases.update(dict.fromkeys(filter(None, map(_name, e.aliases))))
            if e.key:
                node.keys[e.key] = None
            node.same_as.update(dict.fromkeys(e.same_as))
        return list(nodes.values())

    def _entity(self, node: _Node) -> None:
        self.add(node.iri, t.RDF_TYPE, t.bg(node.type))
        for kind in node.kinds:
            self.add(node.iri, t.RDF_TYPE, t.bg(kind))
        # One preferred label an IRI: the first in the text; what else it is called are other names.
        preferred, *others = [*node.labels, *(a for a in node.aliases if a not in node.labels)] or [NAMELESS]
        self.add(node.iri, t.PREF_LABEL, Literal(preferred, language="nl"))
        for name in others:
            self.add(node.iri, t.ALT_LABEL, Literal(name, language="nl"))
        for key in node.keys:
            self.add(node.iri, t.IDENTIFIER, _text(key))
        for same in node.same_as:
            if same != node.iri.value:
                try:
                    other = NamedNode(same)
                except ValueError as error:
                    raise self.fail(f"{same!r} of {preferred!r} is no IRI") from error
                # The identifier of a body of another sort (a mayor's town) is near, but not the same thing.
                alike = tooi_type(same) in (None, node.type)
                self.add(node.iri, t.EXACT_MATCH if alike else t.RELATED_MATCH, other)

    def _mentions(self) -> None:
        confidences: dict[tuple[int, int, NamedNode], float] = {}
        for e in self.x.entities:
            self._check_confidence(e.confidence, f"entity {e.id!r}")
            for m in e.mentions:
                self._check_span(m.start, m.end, "mention")
                place = (m.start, m.end, self.iris[e.id])
                confidences[place] = max(e.confidence, confidences.get(place, 0.0))
        for (start, end, iri), confidence in confidences.items():
            mention = hashed_iri("mention", self.document.value, start, end, iri.value)
            self.add(mention, t.RDF_TYPE, t.bg("Mention"))
            self.add(mention, t.bg("refersTo"), iri)
            self.add(mention, t.bg("inDocument"), self.document)
            self.add(mention, t.bg("text"), _text(self.x.text[start:end]))
            self._offsets(mention, start, end)
            self.add(mention, t.bg("sentence"), _text(self._sentence(start, end)))
            self.add(mention, t.bg("confidence"), _decimal(confidence))
            self._in_section(mention, start)

    def _sentence(self, start: int, end: int) -> str:
        """Return the sentence, or sentences, around a span; its line where sentences are not known."""
        first = bisect_right(self.starts, start) - 1
        if first >= 0 and start < self.x.sentences[first][1]:
            last = max(bisect_right(self.starts, end - 1) - 1, first)
            return self.x.text[self.starts[first] : max(self.x.sentences[last][1], end)]
        line_end = self.x.text.find("\n", end)
        return self.x.text[self.x.text.rfind("\n", 0, start) + 1 : line_end if line_end >= 0 else None]

    def _back_references(self) -> None:
        for r in self.x.back_references:
            self._check_span(r.start, r.end, "back-reference")
            node = self._pointer(r)
            self.add(node, t.RDF_TYPE, t.bg("BackReference"))
            for id in r.entities:
                self.add(node, t.bg("pointsBackTo"), self._iri(id))
            self.add(node, t.bg("inDocument"), self.document)
            self.add(node, t.bg("text"), _text(self.x.text[r.start : r.end]))
            self._offsets(node, r.start, r.end)
            self.add(node, t.bg("sentence"), _text(self._sentence(r.start, r.end)))
            self._in_section(node, r.start)

    def _pointer(self, r: BackReference) -> NamedNode:
        return hashed_iri("back-reference", self.document.value, r.start, r.end)

    # What is said of them

    def _relations(self) -> None:
        best: dict[NamedNode, Relation] = {}
        for r in self.x.relations:
            self._check_relation(r)
            s, o = self._iri(r.subject), self._iri(r.object)
            if s == o:  # two entities that turned out to be one: nothing is related to itself
                continue
            said = (s.value, r.predicate, o.value, self.document.value, r.evidence.start, r.evidence.end, r.status)
            iri = hashed_iri("assertion", *said)
            # Two methods may read the same in one sentence; the surer one counts.
            if iri not in best or (r.confidence, r.method) > (best[iri].confidence, best[iri].method):
                best[iri] = r
        for iri, r in best.items():
            s, p, o = self._iri(r.subject), t.bg(r.predicate), self._iri(r.object)
            if r.status == "stated":
                self.add(s, p, o)
            self.add(iri, t.RDF_TYPE, t.bg("Assertion"))
            self.add(iri, t.RDF_SUBJECT, s)
            self.add(iri, t.RDF_PREDICATE, p)
            self.add(iri, t.RDF_OBJECT, o)
            self.add(iri, t.bg("inDocument"), self.document)
            self.add(iri, t.bg("sentence"), _text(self.x.text[r.evidence.start : r.evidence.end]))
            self._offsets(iri, r.evidence.start, r.evidence.end)
            self.add(iri, t.bg("confidence"), _decimal(r.confidence))
            self.add(iri, t.bg("method"), _text(r.method or "unspecified"))
            self.add(iri, t.bg("status"), _text(r.status))
            self._in_section(iri, r.evidence.start)
            self._details(iri, r)

    def _details(self, iri: NamedNode, r: Relation) -> None:
        """Write what a sentence adds to a relation: cue, source, quantities, period."""
        if r.cue:
            self._check_span(r.cue.start, r.cue.end, "cue")
            self.add(iri, t.bg("cue"), _text(self.x.text[r.cue.start : r.cue.end]))
            self.add(iri, t.bg("cueStart"), _integer(r.cue.start))
            self.add(iri, t.bg("cueEnd"), _integer(r.cue.end))
        for b in r.back_references:
            if b not in self.pointers:
                raise self.fail(
                    f"{b.text!r} at {b.start} is an end of a relation, but no back-reference of the document"
                )
            self.add(iri, t.bg("backReference"), self._pointer(b))
        if r.attributed_to:
            self.add(iri, t.bg("attributedTo"), self._iri(r.attributed_to))
        for q in r.quantities:
            self._check_span(q.start, q.end, "quantity")
            node = hashed_iri("quantity", self.document.value, q.start, q.end)
            self.add(iri, t.bg("quantity"), node)
            self.add(node, t.RDF_TYPE, t.bg("Quantity"))
            self.add(node, t.bg("value"), Literal(f"{q.value:f}", datatype=t.XSD_DECIMAL))
            self.add(node, t.bg("unit"), _text(q.unit))
            self.add(node, t.bg("inDocument"), self.document)
            self.add(node, t.bg("text"), _text(self.x.text[q.start : q.end]))
            self._offsets(node, q.start, q.end)
        if r.period:
            self._check_span(r.period.start, r.period.end, "period")
            self.add(iri, t.bg("periodText"), _text(self.x.text[r.period.start : r.period.end]))
            for name, day in (("periodStart", r.period.first), ("periodEnd", r.period.last)):
                if day:
                    self.add(iri, t.bg(name), Literal(day.isoformat(), datatype=t.XSD_DATE))

    def _references(self) -> None:
        for note in self.x.footnotes:
            self._check_span(note.start, note.end, "footnote")
        for triple in referring(self.x, self.document, self._section_at, self._iri):
            self.add(*triple)

    def _in_section(self, iri: NamedNode, start: int) -> None:
        section = self._section_at(start)
        if section is not None:
            self.add(iri, t.bg("inSection"), section)

    def _section_at(self, offset: int) -> NamedNode | None:
        """Return the question or answer around an offset."""
        at = bisect_right(self.sections, offset, key=lambda s: s[0]) - 1
        if at >= 0 and offset < self.sections[at][1]:
            return self.sections[at][2]
        return None

    # Checks and helpers

    def _check_relation(self, r: Relation) -> None:
        what = f"relation {r.subject} {r.predicate} {r.object}"
        if r.predicate not in PREDICATES or r.status not in STATUSES:
            raise self.fail(f"{what} ({r.status}) is not in the vocabulary")
        self._iri(r.subject), self._iri(r.object)
        if not accepts(r.predicate, self.types[r.subject], self.types[r.object]):
            raise self.fail(f"{what} cannot hold between {self.types[r.subject]} and {self.types[r.object]}")
        self._check_confidence(r.confidence, what)
        self._check_span(r.evidence.start, r.evidence.end, f"evidence of {what}")

    def _check_confidence(self, confidence: float, what: str) -> None:
        if not 0 <= confidence <= 1:
            raise self.fail(f"confidence {confidence} of {what} is not between 0 and 1")

    def _check_span(self, start: int, end: int, what: str, *, may_be_empty: bool = False) -> None:
        if not (0 <= start <= end <= len(self.x.text)) or (start == end and not may_be_empty):
            raise self.fail(f"{what} at {start}:{end} lies outside the text of {len(self.x.text)} characters")

    def _iri(self, id: str) -> NamedNode:
        try:
            return self.iris[id]
        except KeyError:
            raise self.fail(f"there is no entity {id!r}") from None

    def _offsets(self, iri: NamedNode, start: int, end: int) -> None:
        # Plain integers: Oxigraph keeps no subtypes, so that xsd:nonNegativeInteger would not survive a store.
        self.add(iri, t.bg("start"), _integer(start))
        self.add(iri, t.bg("end"), _integer(end))


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=t.XSD_INTEGER)


def _text(text: str) -> Literal:
    return Literal(clean(text))


def _name(label: str) -> str:
    return " ".join(clean(label).split())


def _decimal(number: float) -> Literal:
    """Return a number from 0 to 1 as xsd:decimal, in the form that Oxigraph keeps: six digits, no idle zeros."""
    digits = f"{number:.6f}".rstrip("0").rstrip(".")
    return Literal("0" if digits == "-0" else digits, datatype=t.XSD_DECIMAL)
