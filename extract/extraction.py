"""What was found in a document: entities, relations, evidence; frozen, without spaCy, JSON in and out.

The JSON is the record format of the annotation guide (``docs/format.md``): one object a document with ``document``,
``text``, ``entities`` and ``relations``, plus fields of our own that a scorer may ignore. Offsets count Unicode
code points from 0; an end is exclusive.

Examples
--------
>>> record = {
...     "document": {"id": "brief.txt"},
...     "text": "De gemeente Assen doet mee aan het Klimaatakkoord.",
...     "entities": [
...         {"id": "e0", "type": "Region", "label": "gemeente Assen", "same_as": [],
...          "mentions": [{"start": 3, "end": 17, "text": "gemeente Assen"}]},
...         {"id": "e1", "type": "Programme", "label": "Klimaatakkoord", "same_as": [],
...          "mentions": [{"start": 35, "end": 49, "text": "Klimaatakkoord"}]}],
...     "relations": [{"subject": "e0", "predicate": "participatesIn", "object": "e1",
...                    "evidence": {"start": 0, "end": 50, "text": ""}}]}
>>> extraction = Extraction.from_dict(record)
>>> extraction.entity("e1").label
'Klimaatakkoord'
>>> extraction.relations[0].status
'stated'
>>> Extraction.from_dict(extraction.to_dict()) == extraction
True
"""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import IO, Any, Final, Self

from beleidsgraaf.extract.document import Footnote, Section
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES, STATUSES, FormatError


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names an entity.

    Attributes
    ----------
    start, end : int
        Span in the document's text, code points.
    text : str
        The text of the span.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the world in one document.

    Attributes
    ----------
    id : str
        Identifier within the extraction, such as "e0".
    type : str
        One of `beleidsgraaf.ontology.ENTITY_TYPES`.
    label : str
        Preferred name, Dutch: the official one where a register knows it, else the fullest form in the text.
    mentions : tuple of Mention
        In text order, never overlapping those of another entity.
    same_as : tuple of str
        Official identifiers, the TOOI IRI first, else Wikidata's. Empty when no register knows it.
    key : str or None
        Its key in our registers: "min-jenv", "gemeente-assen", "BWBR0005537", a person's key; None when unregistered.
    kind : str or None
        Finer class: "Municipality", "Province", "Country" for a Region; None otherwise.
    aliases : tuple of str
        Other names: abbreviations and variants, from the register and from the text.
    confidence : float
        From 0 to 1.
    """

    id: str
    type: str
    label: str
    mentions: tuple[Mention, ...]
    same_as: tuple[str, ...] = ()
    key: str | None = None
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount, a share or a number of things that the text gives.

    Attributes
    ----------
    value : decimal.Decimal
    unit : str
        "EUR", "%", or what is counted, as the text has it: "gemeenten".
    start, end : int
        Span in the document's text.
    text : str
        The text of the span.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Period:
    """A period that the text gives.

    Attributes
    ----------
    first, last : datetime.date or None
        Its first and its last day; None where it is open.
    start, end : int
        Span in the document's text.
    text : str
        The text of the span.
    """

    first: datetime.date | None
    last: datetime.date | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class BackReference:
    """A place in the text that points back to what is named elsewhere; no mention.

    Attributes
    ----------
    start, end : int
        Span in the document's text.
    text : str
        The text of the span: "het programma", "mijn ministerie", "ik".
    entities : tuple of str
        Ids of what it points to: one entity, or an office and the person who holds it. The first is the one that
        relations use.
    kind : str
        One of `BACK_REFERENCE_KINDS`.
    """

    start: int
    end: int
    text: str
    entities: tuple[str, ...]
    kind: str


BACK_REFERENCE_KINDS: Final = ("alias", "noun", "ministry", "office", "speaker")
"""A noun of a name given before ("de commissie"), other nouns ("het programma"), "mijn ministerie", "de minister", and
who speaks ("ik")."""

_AS_NAMED: Final = ("alias", "ministry")
"""Of these kinds a relation counts as one between names, as the annotation guide has it."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a sentence says of two entities.

    Attributes
    ----------
    subject, object : str
        Entity ids within the extraction.
    predicate : str
        A key of `beleidsgraaf.ontology.PREDICATES`.
    evidence : Mention
        The sentence (or sentence with its list) that says it.
    status : str
        One of `beleidsgraaf.ontology.STATUSES`.
    confidence : float
        From 0 to 1.
    method : str
        What found it, such as "pattern:participatesIn/nemen deel aan".
    cue : Mention or None
        The words that give it its status: "niet", "is voornemens".
    attributed_to : str or None
        Id of the entity on whose word the text says it: "volgens het CBS".
    quantities : tuple of Quantity
        Amounts and numbers that belong to it.
    period : Period or None
        When it holds, where its sentence says so.
    back_references : tuple of BackReference
        Those that stand for an end of it in its sentence.
    """

    subject: str
    predicate: str
    object: str
    evidence: Mention
    status: str = "stated"
    confidence: float = 1.0
    method: str = ""
    cue: Mention | None = None
    attributed_to: str | None = None
    quantities: tuple[Quantity, ...] = ()
    period: Period | None = None
    back_references: tuple[BackReference, ...] = ()

    @property
    def between_names(self) -> bool:
        """Whether the sentence names both ends, or has an alias of a name; False where "ik" or "het plan" is an end."""
        return all(r.kind in _AS_NAMED for r in self.back_references)


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """The document an extraction is about; fields as in `beleidsgraaf.extract.document.Metadata`.

    Attributes
    ----------
    id : str
        Unique within a run.
    title, kind, sender, addressee : str or None
    date : datetime.date or None
    numbers : tuple of str
    media_type : str
    checksum : str or None
        SHA-256 of the text.
    fingerprint : str or None
        Of the document and of the release that read it, see `beleidsgraaf.extract.fingerprint`.
    """

    id: str
    title: str | None = None
    kind: str | None = None
    date: datetime.date | None = None
    numbers: tuple[str, ...] = ()
    sender: str | None = None
    addressee: str | None = None
    media_type: str = "text/plain"
    checksum: str | None = None
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one document.

    Attributes
    ----------
    document : DocumentInfo
    text : str
    entities : tuple of Entity
        In order of first mention; then those without one, that only a back-reference tells of ("mijn ministerie"). In
        JSON these stand apart under ``implied``.
    relations : tuple of Relation
        Whatever their status; in JSON those that are not stated (negated, planned, asked, …) stand apart under
        ``not_stated``, those with "ik" or "het plan" at an end under ``by_reference``, so that ``relations`` holds
        what the text says is so of names, as the annotation guide has it.
    sentences : tuple of (int, int)
        Spans of the sentences, in text order.
    sections : tuple of Section
        Questions and answers.
    asked_by, addressed_to, answered_by : tuple of str
        Entity ids: who asked the questions, to whom, and who answers.
    back_references : tuple of BackReference
        In text order.
    footnotes : tuple of Footnote
    """

    document: DocumentInfo
    text: str
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    sections: tuple[Section, ...] = ()
    asked_by: tuple[str, ...] = ()
    addressed_to: tuple[str, ...] = ()
    answered_by: tuple[str, ...] = ()
    back_references: tuple[BackReference, ...] = ()
    footnotes: tuple[Footnote, ...] = ()

    def entity(self, id: str) -> Entity:
        """Return the entity with this id.

        Raises
        ------
        KeyError
            If there is none.
        """
        for e in self.entities:
            if e.id == id:
                return e
        raise KeyError(id)

    @property
    def implied(self) -> frozenset[str]:
        """Ids of the entities that only a back-reference tells of."""
        pointed = {id for r in self.back_references for id in r.entities}
        return frozenset(e.id for e in self.entities if not e.mentions and e.id in pointed)

    @property
    def said_of_names(self) -> tuple[Relation, ...]:
        """The relations that the text states of what it names, as the annotation guide has them."""
        implied = self.implied
        return tuple(
            r
            for r in self.relations
            if r.status == "stated" and r.between_names and implied.isdisjoint((r.subject, r.object))
        )

    def sentence_at(self, offset: int) -> Mention:
        """Return the sentence around an offset; a single-character span where no sentence is known.

        Parameters
        ----------
        offset : int
            Code points into the text.
        """
        for start, end in self.sentences:
            if start <= offset < end:
                return Mention(start, end, self.text[start:end])
        return Mention(offset, min(offset + 1, len(self.text)), self.text[offset : offset + 1])

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain data; defaults and unknown values are left out."""
        d = self.document
        info = {
            "id": d.id, "title": d.title, "kind": d.kind, "date": d.date.isoformat() if d.date else None,
            "numbers": list(d.numbers), "sender": d.sender, "addressee": d.addressee,
            "media_type": d.media_type, "checksum": d.checksum, "fingerprint": d.fingerprint,
        }  # fmt: skip
        implied, named = self.implied, self.said_of_names
        others = frozenset(r for r in self.relations if r.status == "stated").difference(named)
        record: dict[str, Any] = {
            "document": {k: v for k, v in info.items() if v},
            "text": self.text,
            "entities": [_entity_dict(e) for e in self.entities if e.id not in implied],
            "relations": [_relation_dict(r) for r in named],
        }
        extra = {
            "implied": [_entity_dict(e) for e in self.entities if e.id in implied],
            "by_reference": [_relation_dict(r) for r in self.relations if r in others],
            "not_stated": [_relation_dict(r) for r in self.relations if r.status != "stated"],
            "back_references": [_reference_dict(r) for r in self.back_references],
            "sentences": [list(s) for s in self.sentences],
            "sections": [
                {"kind": s.kind, "numbers": list(s.numbers), "start": s.start, "end": s.end} for s in self.sections
            ],
            "footnotes": [_footnote_dict(n) for n in self.footnotes],
            "asked_by": list(self.asked_by),
            "addressed_to": list(self.addressed_to),
            "answered_by": list(self.answered_by),
        }
        return record | {k: v for k, v in extra.items() if v}

    def to_json(self) -> str:
        """Return the record as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Self:
        """Read a record; what it leaves out takes the default.

        Raises
        ------
        FormatError
            If a required field is missing or a value is outside the vocabulary or the text.
        """
        try:
            return cls._parse(record)
        except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
            raise FormatError(f"not an extraction record: {type(error).__name__}: {error}") from error

    @classmethod
    def _parse(cls, record: Mapping[str, Any]) -> Self:
        text, d = record["text"], record["document"]
        info = DocumentInfo(
            id=str(d["id"]), title=d.get("title"), kind=d.get("kind"),
            date=datetime.date.fromisoformat(d["date"]) if d.get("date") else None,
            numbers=tuple(d.get("numbers", ())), sender=d.get("sender"), addressee=d.get("addressee"),
            media_type=d.get("media_type", "text/plain"), checksum=d.get("checksum"), fingerprint=d.get("fingerprint"),
        )  # fmt: skip
        entities = tuple(
            Entity(
                id=e["id"], type=_one_of(e["type"], ENTITY_TYPES), label=e["label"],
                mentions=tuple(_span(m, text) for m in e["mentions"]), same_as=tuple(e.get("same_as", ())),
                key=e.get("key"), kind=e.get("kind"), aliases=tuple(e.get("aliases", ())),
                confidence=float(e.get("confidence", 1.0)),
            )
            for e in (*record["entities"], *record.get("implied", ()))
        )  # fmt: skip
        ids = {e.id for e in entities}
        relations = tuple(
            Relation(
                subject=_one_of(r["subject"], ids), predicate=_one_of(r["predicate"], PREDICATES),
                object=_one_of(r["object"], ids), evidence=_span(r["evidence"], text),
                status=_one_of(r.get("status", "stated"), STATUSES),
                confidence=float(r.get("confidence", 1.0)), method=r.get("method", ""),
                cue=_span(r["cue"], text) if r.get("cue") else None,
                attributed_to=_one_of(r["attributed_to"], ids) if r.get("attributed_to") else None,
                quantities=tuple(_quantity(q, text) for q in r.get("quantities", ())),
                period=_period(r["period"], text) if r.get("period") else None,
                back_references=tuple(_reference(b, text, ids) for b in r.get("back_references", ())),
            )
            for r in (*record.get("relations", ()), *record.get("by_reference", ()), *record.get("not_stated", ()))
        )  # fmt: skip
        return cls(
            info, text, entities, tuple(sorted(relations, key=lambda r: (r.evidence.start, r.evidence.end))),
            sentences=tuple((int(s), int(e)) for s, e in record.get("sentences", ())),
            sections=tuple(
                Section(s["kind"], tuple(s["numbers"]), s["start"], s["end"]) for s in record.get("sections", ())
            ),
            asked_by=tuple(record.get("asked_by", ())),
            addressed_to=tuple(record.get("addressed_to", ())),
            answered_by=tuple(record.get("answered_by", ())),
            back_references=tuple(_reference(b, text, ids) for b in record.get("back_references", ())),
            footnotes=tuple(_footnote(n, text) for n in record.get("footnotes", ())),
        )  # fmt: skip

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Read a record from JSON.

        Raises
        ------
        FormatError
            If it is not JSON or not a record.
        """
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise FormatError(f"not JSON: {error}") from error
        return cls.from_dict(record)


def read_jsonl(lines: Iterable[str]) -> Iterator[Extraction]:
    """Read extractions, one JSON record a line; empty lines are skipped.

    Raises
    ------
    FormatError
        With the number of the line that is not a record.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield Extraction.from_json(line)
            except FormatError as error:
                raise FormatError(f"line {number}: {error}") from error


def write_jsonl(extractions: Iterable[Extraction], file: IO[str]) -> None:
    """Write extractions, one JSON record a line."""
    for extraction in extractions:
        file.write(extraction.to_json() + "\n")


def _one_of(value: Any, allowed: Iterable[str]) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is not one of {', '.join(sorted(allowed)[:20])}")
    return str(value)


def _span(m: Mapping[str, Any], text: str) -> Mention:
    start, end = int(m["start"]), int(m["end"])
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span {start}:{end} lies outside the text of {len(text)} characters")
    return Mention(start, end, text[start:end])


def _quantity(q: Mapping[str, Any], text: str) -> Quantity:
    span = _span(q, text)
    return Quantity(Decimal(str(q["value"])), str(q["unit"]), span.start, span.end, span.text)


def _period(p: Mapping[str, Any], text: str) -> Period:
    span = _span(p, text)
    first, last = (datetime.date.fromisoformat(p[k]) if p.get(k) else None for k in ("first", "last"))
    return Period(first, last, span.start, span.end, span.text)


def _reference(r: Mapping[str, Any], text: str, ids: Iterable[str]) -> BackReference:
    span = _span(r, text)
    entities = tuple(_one_of(id, ids) for id in r["entities"])
    if not entities:
        raise ValueError(f"{span.text!r} points back to nothing")
    return BackReference(span.start, span.end, span.text, entities, _one_of(r["kind"], BACK_REFERENCE_KINDS))


def _reference_dict(r: BackReference) -> dict[str, Any]:
    return {"start": r.start, "end": r.end, "text": r.text, "entities": list(r.entities), "kind": r.kind}


def _footnote(n: Mapping[str, Any], text: str) -> Footnote:
    span, anchor = _span(n, text), n.get("anchor")
    if anchor is not None and not 0 <= int(anchor) <= len(text):
        raise ValueError(f"anchor {anchor} lies outside the text of {len(text)} characters")
    return Footnote(str(n["label"]), span.start, span.end, None if anchor is None else int(anchor))


def _footnote_dict(n: Footnote) -> dict[str, Any]:
    return {"label": n.label, "start": n.start, "end": n.end} | ({} if n.anchor is None else {"anchor": n.anchor})


def _entity_dict(e: Entity) -> dict[str, Any]:
    extra = {"key": e.key, "kind": e.kind, "aliases": list(e.aliases)}
    return {
        "id": e.id, "type": e.type, "label": e.label, "same_as": list(e.same_as),
        "mentions": [_mention_dict(m) for m in e.mentions],
        **{k: v for k, v in extra.items() if v},
        "confidence": e.confidence,
    }  # fmt: skip


def _relation_dict(r: Relation) -> dict[str, Any]:
    extra = {
        "cue": _mention_dict(r.cue) if r.cue else None,
        "attributed_to": r.attributed_to,
        "quantities": [
            {"value": f"{q.value:f}", "unit": q.unit, "start": q.start, "end": q.end, "text": q.text}
            for q in r.quantities
        ],
        "period": _period_dict(r.period) if r.period else None,
        "back_references": [_reference_dict(b) for b in r.back_references],
    }
    return {
        "subject": r.subject, "predicate": r.predicate, "object": r.object, "evidence": _mention_dict(r.evidence),
        "status": r.status, "confidence": r.confidence, "method": r.method,
        **{k: v for k, v in extra.items() if v},
    }  # fmt: skip


def _period_dict(p: Period) -> dict[str, Any]:
    days = {"first": p.first.isoformat() if p.first else None, "last": p.last.isoformat() if p.last else None}
    return {k: v for k, v in days.items() if v} | {"start": p.start, "end": p.end, "text": p.text}


def _mention_dict(m: Mention) -> dict[str, Any]:
    return {"start": m.start, "end": m.end, "text": m.text}
