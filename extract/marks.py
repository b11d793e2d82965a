"""Annotations as other tools see them: marked spans, and arrows between them; to and from our records.

Tools for annotation know spans with a label, and relations between spans. A record of ours says more: which spans
name one entity, its label and identifiers. So a record goes along with the marks (`Marked.record`) where the format
has room for it, and on the way back the marks decide what is there, and the record what else is known of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from beleidsgraaf.extract.extraction import Extraction
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES, FormatError
from beleidsgraaf.ontology.naming import normalise_name


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span.

    Attributes
    ----------
    start, end : int
        Code points in the text.
    type : str
        Entity type.
    entity : str or None
        Id of the entity that it names, where the format tells.
    """

    start: int
    end: int
    type: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """A relation between two marks, by their place in `Marked.marks`."""

    subject: int
    predicate: str
    object: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its marks.

    Attributes
    ----------
    name : str
        Document id.
    text : str
    marks : sequence of Mark
    arrows : sequence of Arrow or None
        None where the format has no relations: those of the record hold then.
    record : dict or None
        The record that went along.
    """

    name: str
    text: str
    marks: Sequence[Mark]
    arrows: Sequence[Arrow] | None = None
    record: Mapping[str, Any] | None = None


def to_marked(extraction: Extraction) -> Marked:
    """Return the marks of a record, in text order, with an arrow for each stated relation.

    Parameters
    ----------
    extraction : Extraction

    Examples
    --------
    >>> from beleidsgraaf.extract import DocumentInfo, Entity, Mention
    >>> entity = Entity("e0", "Region", "Assen", (Mention(3, 8, "Assen"),))
    >>> to_marked(Extraction(DocumentInfo("a.txt"), "In Assen.", (entity,))).marks
    [Mark(start=3, end=8, type='Region', entity='e0')]
    """
    marks = sorted(
        (Mark(m.start, m.end, e.type, e.id) for e in extraction.entities for m in e.mentions),
        key=lambda m: (m.start, m.end),
    )
    arrows = []
    for r in extraction.said_of_names:
        ends = [_place(marks, id, r.evidence.start, r.evidence.end) for id in (r.subject, r.object)]
        if None not in ends:
            arrows.append(Arrow(ends[0] or 0, r.predicate, ends[1] or 0))
    return Marked(extraction.document.id, extraction.text, marks, arrows, extraction.to_dict())


def _place(marks: Sequence[Mark], entity: str, start: int, end: int) -> int | None:
    """Return the first mark of an entity within a span, else its first mark."""
    own = [i for i, m in enumerate(marks) if m.entity == entity]
    return next((i for i in own if start <= marks[i].start < end), own[0] if own else None)


def to_extraction(marked: Marked, labels: Mapping[str, str] | None = None) -> Extraction:
    """Return the record that marks make.

    Marks of one entity id and type are one entity; without an id, marks of one type and name are.

    Parameters
    ----------
    marked : Marked
    labels : mapping of str to str, optional
        Our type or predicate for labels of another tool; "" leaves out what has the label.

    Raises
    ------
    FormatError
        If marks overlap or lie outside the text, or a label is none of ours; with the name of the document.

    Examples
    --------
    >>> marks = [Mark(3, 8, "LOC"), Mark(12, 17, "LOC")]
    >>> record = to_extraction(Marked("a", "In Assen en Assen", marks), {"LOC": "Region"})
    >>> [(e.label, len(e.mentions)) for e in record.entities]
    [('Assen', 2)]
    """
    return _Assembly(marked, labels or {}).extraction()


@dataclass(slots=True)
class _Assembly:
    marked: Marked
    labels: Mapping[str, str]
    known: dict[str, dict[str, Any]] = field(default_factory=dict)  # entities of the record, by id
    of_mark: dict[int, str] = field(default_factory=dict)  # entity id by mark
    entities: dict[str, dict[str, Any]] = field(default_factory=dict)

    def extraction(self) -> Extraction:
        record = dict(self.marked.record or {"document": {"id": self.marked.name}})
        self.known = {e["id"]: e for e in record.get("entities", ())}
        self._entities()
        stated, other = self._relations(record)
        record |= {"text": self.marked.text, "entities": list(self.entities.values())}
        record |= {"relations": stated, "not_stated": other, "by_reference": self._kept(record, "by_reference")}
        record["back_references"] = [r for r in record.get("back_references", ()) if self._has(r["entities"])]
        for name in ("asked_by", "addressed_to", "answered_by"):
            record[name] = [id for id in record.get(name, ()) if id in self.entities]
        try:
            return Extraction.from_dict(record)
        except FormatError as error:
            raise FormatError(f"{self.marked.name}: {error}") from error

    def _entities(self) -> None:
        text, end = self.marked.text, 0
        by_name: dict[tuple[str, str], str] = {}
        by_id: dict[tuple[str, str], str] = {}
        for i, mark in sorted(enumerate(self.marked.marks), key=lambda im: (im[1].start, im[1].end)):
            type_ = self._own(mark.type, ENTITY_TYPES, "type")
            if not type_:
                continue
            if not 0 <= mark.start < mark.end <= len(text):
                raise FormatError(f"{self.marked.name}: mark {mark.start}:{mark.end} lies outside the text")
            if mark.start < end:
                raise FormatError(f"{self.marked.name}: marks overlap at {mark.start}; a name has one mark")
            end = mark.end
            words = text[mark.start : mark.end]
            name = (type_, normalise_name(words) or words)
            own = (type_, mark.entity) if mark.entity else None
            id = by_id.get(own) if own else by_name.get(name)
            if id is None:
                id = self._new(type_, mark.entity)
                if own:
                    by_id[own] = id
            by_name.setdefault(name, id)
            self.of_mark[i] = id
            self.entities[id]["mentions"].append({"start": mark.start, "end": mark.end, "text": words})
        for entity in self.entities.values():
            if not entity["label"]:
                forms = (" ".join(m["text"].split()) for m in entity["mentions"])
                entity["label"] = max(forms, key=len)

    def _new(self, type_: str, wanted: str | None) -> str:
        known = self.known.get(wanted or "", {})
        if wanted and wanted not in self.entities and known.get("type", type_) == type_:
            id = wanted
        else:
            known = {}
            number = len(self.entities)
            while (id := f"e{number}") in self.entities or id in self.known:
                number += 1
        self.entities[id] = {"label": "", "same_as": [], **known, "id": id, "type": type_, "mentions": []}
        return id

    def _relations(self, record: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
        stated, other = self._kept(record, "relations"), self._kept(record, "not_stated")
        if self.marked.arrows is None:
            return stated, other
        known: dict[tuple[str, str, str], list[Any]] = {}
        for r in stated:
            known.setdefault((r["subject"], r["predicate"], r["object"]), []).append(r)
        found: dict[tuple[str, str, str], list[Any]] = {}
        for arrow in self.marked.arrows:
            predicate = self._own(arrow.predicate, tuple(PREDICATES), "relation")
            if predicate and arrow.subject in self.of_mark and arrow.object in self.of_mark:
                said = (self.of_mark[arrow.subject], predicate, self.of_mark[arrow.object])
                found.setdefault(said, known.get(said) or [self._said(arrow, said, record)])
        return [r for rs in found.values() for r in rs], other

    def _kept(self, record: Mapping[str, Any], name: str) -> list[Any]:
        """Return the relations of a record whose ends are still there."""
        return [r for r in record.get(name, ()) if self._has((r["subject"], r["object"]))]

    def _has(self, ids: Sequence[str]) -> bool:
        implied = {e["id"] for e in (self.marked.record or {}).get("implied", ())}
        return set(ids) <= self.entities.keys() | implied

    def _said(self, arrow: Arrow, said: tuple[str, str, str], record: Mapping[str, Any]) -> dict[str, Any]:
        """Return a relation with the sentences around its two marks as evidence; the lines where none are known."""
        text = self.marked.text
        ends = [self.marked.marks[i] for i in (arrow.subject, arrow.object)]
        start, end = min(m.start for m in ends), max(m.end for m in ends)
        sentences = [(s, e) for s, e in record.get("sentences", ()) if s < end and start < e]
        if sentences:
            start, end = min(start, sentences[0][0]), max(end, sentences[-1][1])
        else:
            line_end = text.find("\n", end)
            start, end = text.rfind("\n", 0, start) + 1, line_end if line_end >= 0 else len(text)
        evidence = {"start": start, "end": end, "text": text[start:end]}
        return {"subject": said[0], "predicate": said[1], "object": said[2], "evidence": evidence}

    def _own(self, label: str, allowed: Sequence[str], what: str) -> str:
        label = self.labels.get(label, label)
        if label and label not in allowed:
            raise FormatError(
                f"{self.marked.name}: label {label!r} is no {what}; rename it to one of {', '.join(allowed)}"
            )
        return label
