"""Records to and from spaCy: ``Doc`` objects, DocBin files (.spacy) and Doc JSON.

A mark becomes an entity of ``doc.ents`` with the entity's id (``ent_id_``) and first official identifier
(``kb_id_``); the whole record goes along in ``doc.user_data``. Tokens are split where a mark begins or ends.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, Final

import spacy
from beleidsgraaf.extract.extraction import Extraction
from beleidsgraaf.extract.marks import Mark, Marked, to_extraction, to_marked
from beleidsgraaf.ontology import FormatError
from spacy.language import Language
from spacy.tokens import Doc, DocBin

RECORD: Final = "beleidsgraaf_record"
"""Key in ``Doc.user_data``, and in Doc JSON, of the record that goes along."""


@cache
def _blank() -> Language:
    return spacy.blank("nl")


def to_doc(extraction: Extraction) -> Doc:
    """Return a record as a spaCy document.

    Parameters
    ----------
    extraction : Extraction

    Examples
    --------
    >>> from beleidsgraaf.extract import DocumentInfo, Entity, Mention
    >>> entity = Entity("e0", "Programme", "NPLV", (Mention(3, 7, "NPLV"),))
    >>> doc = to_doc(Extraction(DocumentInfo("a.txt"), "De NPLV-gebieden.", (entity,)))
    >>> [token.text for token in doc], [(e.text, e.label_, e.ent_id_) for e in doc.ents]
    (['De', 'NPLV', '-gebieden', '.'], [('NPLV', 'Programme', 'e0')])
    """
    marked = to_marked(extraction)
    same_as = {e.id: e.same_as[0] for e in extraction.entities if e.same_as}
    doc = _tokenised(extraction.text, marked.marks)
    spans = []
    for m in marked.marks:
        id = m.entity or ""
        span = doc.char_span(m.start, m.end, label=m.type, kb_id=same_as.get(id, ""), span_id=id)
        if span is None:
            raise FormatError(f"{marked.name}: the mark {m.start}:{m.end} overlaps another")
        spans.append(span)
    doc.set_ents(spans)
    doc.user_data[RECORD] = json.dumps(marked.record, ensure_ascii=False)
    return doc


def from_doc(doc: Doc, name: str = "text", labels: Mapping[str, str] | None = None) -> Extraction:
    """Return a spaCy document as a record.

    Parameters
    ----------
    doc : Doc
    name : str
        Document id where no record goes along.
    labels : mapping of str to str, optional
        As in `beleidsgraaf.extract.marks.to_extraction`.

    Raises
    ------
    FormatError
        As in `beleidsgraaf.extract.marks.to_extraction`.
    """
    marks = [Mark(e.start_char, e.end_char, e.label_, e.ent_id_ or None) for e in doc.ents]
    kept = doc.user_data.get(RECORD)
    record = json.loads(kept) if kept else None
    return to_extraction(Marked(_name(record, name), doc.text, marks, None, record), labels)


def to_docbin(extractions: Iterable[Extraction]) -> bytes:
    """Return records as the content of a .spacy file."""
    return bytes(DocBin(docs=map(to_doc, extractions), store_user_data=True).to_bytes())


def from_docbin(data: bytes, name: str = "text", labels: Mapping[str, str] | None = None) -> Iterator[Extraction]:
    """Yield the records of a .spacy file.

    Raises
    ------
    FormatError
        If it is none, or as in `from_doc`.
    """
    try:
        docs = list(DocBin().from_bytes(data).get_docs(_blank().vocab))
    except Exception as error:
        raise FormatError(f"{name}: no DocBin of spaCy: {type(error).__name__}") from error
    for i, doc in enumerate(docs):
        yield from_doc(doc, f"{name}-{i + 1}", labels)


def to_doc_json(extraction: Extraction) -> dict[str, Any]:
    """Return a record as what ``Doc.to_json`` makes, with ids of entities and the record besides."""
    doc = to_doc(extraction)
    data: dict[str, Any] = doc.to_json()
    for entity, span in zip(data["ents"], doc.ents, strict=True):
        entity |= {"id": span.ent_id_} | ({"kb_id": span.kb_id_} if span.kb_id_ else {})
    data[RECORD] = json.loads(doc.user_data[RECORD])
    return data


def from_doc_json(data: Mapping[str, Any], name: str = "text", labels: Mapping[str, str] | None = None) -> Extraction:
    """Return what ``Doc.to_json`` made as a record.

    Raises
    ------
    FormatError
        If a field is missing, or as in `from_doc`.
    """
    record = data.get(RECORD)
    try:
        marks = [Mark(int(e["start"]), int(e["end"]), e["label"], e.get("id") or None) for e in data["ents"]]
        text = data["text"]
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"{name}: no Doc JSON of spaCy: {type(error).__name__}: {error}") from error
    return to_extraction(Marked(_name(record, name), text, marks, None, record), labels)


def token_bounds(text: str, marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """Return spaCy's tokens of a text as spans, split where a mark begins or ends.

    Parameters
    ----------
    text : str
    marks : iterable of Mark
    """
    starts, ends = {m.start for m in marks}, {m.end for m in marks}
    bounds: list[tuple[int, int]] = []
    for token in _blank().make_doc(text):
        first, last = token.idx, token.idx + len(token)
        if token.whitespace_ and (last in starts or last + 1 in ends):  # a mark that takes in the space after a word
            last += 1
        cuts = [first, *(i for i in range(first + 1, last) if i in starts or i in ends), last]
        bounds += pairwise(cuts)
    return bounds


def _tokenised(text: str, marks: Iterable[Mark]) -> Doc:
    bounds = token_bounds(text, marks)
    words = [text[a:b] for a, b in bounds]
    after = [*(a for a, _ in bounds[1:]), len(text)]
    return Doc(_blank().vocab, words=words, spaces=[b < a for (_, b), a in zip(bounds, after, strict=True)])


def _name(record: Mapping[str, Any] | None, name: str) -> str:
    return str(record["document"]["id"]) if record else name
