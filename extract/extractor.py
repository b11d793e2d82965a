"""From a document to an extraction."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from beleidsgraaf.extract.candidates import text_of
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.extraction import DocumentInfo, Entity, Extraction
from beleidsgraaf.extract.fingerprint import fingerprint
from beleidsgraaf.extract.pipeline import load
from beleidsgraaf.extract.relations import QUESTIONS_KEY
from beleidsgraaf.extract.speakers import FORM_KEY
from beleidsgraaf.extract.statements import relations_of
from spacy.language import Language
from spacy.tokens import Doc


class Extractor:
    """Finds entities and relations in documents.

    The pipeline is loaded once a process, when the first document comes.

    Examples
    --------
    >>> extraction = Extractor().extract("De gemeente Emmen werkt samen met het RIVM.")
    >>> [(e.type, e.label) for e in extraction.entities]
    [('Region', 'gemeente Emmen'), ('Organisation', 'Rijksinstituut voor Volksgezondheid en Milieu')]
    """

    def __init__(self, *, minimum_confidence: float = 0.0, nlp: Language | None = None) -> None:
        """Make an extractor.

        Parameters
        ----------
        minimum_confidence : float
            Entities less sure than this, from 0 to 1, are left out, and relations with them.
        nlp : Language, optional
            Another pipeline than the one we ship, such as that without the statistical model:
            `beleidsgraaf.extract.pipeline.rules`.

        Raises
        ------
        ValueError
            If the confidence is not between 0 and 1.
        """
        if not 0 <= minimum_confidence <= 1:
            raise ValueError(f"minimum_confidence must lie between 0 and 1, not {minimum_confidence}")
        self.minimum_confidence = minimum_confidence
        self.nlp = nlp

    def extract(self, document: Document | str, *, name: str = "text") -> Extraction:
        """Return what is found in a document.

        Parameters
        ----------
        document : Document or str
            What a reader returned, or plain text.
        name : str
            Document id where plain text is given.
        """
        if isinstance(document, str):
            from beleidsgraaf.extract.readers import from_text

            document = from_text(document, name=name)
        nlp = self.nlp or load()
        return self.extraction(document, nlp(self.doc(document, nlp)))

    def doc(self, document: Document, nlp: Language) -> Doc:
        """Return a document as the pipeline takes it: tokens, and what the reader knows of it.

        Parameters
        ----------
        document : Document
        nlp : Language
            Whose tokens they are.
        """
        doc = nlp.make_doc(document.text)
        date = document.metadata.date
        doc.user_data["beleidsgraaf_blocks"] = [(b.start, b.end) for b in document.blocks]
        doc.user_data[QUESTIONS_KEY] = [(s.start, s.end) for s in document.sections if s.kind == "question"]
        doc.user_data["beleidsgraaf_date"] = date.isoformat() if date else None
        doc.user_data[FORM_KEY] = self._form(document)
        return doc

    def _form(self, document: Document) -> dict[str, object]:
        """Return what the form of an answer or a letter says of who speaks in it; nothing of other documents."""
        if document.metadata.kind not in ("answer", "letter"):
            return {}
        return {
            "answers": [(s.start, s.end) for s in document.sections if s.kind == "answer"],
            "signed": [
                *document.metadata.answered_by, *((b.start, b.end) for b in document.blocks if b.kind == "signature")
            ],
            "sender": document.metadata.sender,
        }  # fmt: skip

    def extraction(self, document: Document, doc: Doc) -> Extraction:
        """Return what the components of the pipeline found in a document.

        Parameters
        ----------
        document : Document
        doc : Doc
            From `doc`, after the components of the pipeline.
        """
        metadata = document.metadata
        info = DocumentInfo(
            document.id, metadata.title, metadata.kind, metadata.date, metadata.numbers, metadata.sender,
            metadata.addressee, document.media_type, document.checksum, self._fingerprint(document),
        )  # fmt: skip
        entities = tuple(e for e in doc._.policy_entities if e.confidence >= self.minimum_confidence)
        known = {e.id for e in entities}
        back = tuple(r for r in doc._.back_references if known.issuperset(r.entities))
        return Extraction(
            info,
            document.text,
            entities,
            relations_of(text_of(doc), doc._.relations, entities, self.minimum_confidence, back),
            tuple((s.start_char, s.end_char) for s in doc.sents),
            document.sections,
            asked_by=_within(entities, metadata.asked_by, ("Person",)),
            addressed_to=_within(entities, metadata.addressed_to, ("Office", "Person", "Ministry")),
            answered_by=_within(entities, metadata.answered_by, ("Person", "Office")),
            back_references=back,
            footnotes=tuple(n for n in document.footnotes if n.start < n.end),
        )

    def extract_file(self, path: str | Path) -> Extraction:
        """Read a file and return what is found in it.

        Raises
        ------
        ReadError
            If the file cannot be read.
        """
        from beleidsgraaf.extract.readers import read

        return self.extract(read(path))

    def pipe(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """Yield the extraction of each document, in order; memory stays flat, however many there are.

        What spaCy remembers of the words of a document is forgotten after it, so another thread must not use the
        same pipeline meanwhile.

        Parameters
        ----------
        documents : iterable of Document
        """
        nlp = self.nlp or load()
        for document in documents:
            with nlp.memory_zone():
                extraction = self.extract(document)
            yield extraction

    def _fingerprint(self, document: Document) -> str | None:
        """Return what `fingerprint` says, but nothing where the pipeline is not that of our release."""
        return fingerprint(document, self.minimum_confidence) if self.nlp is None else None


def _within(
    entities: tuple[Entity, ...], spans: tuple[tuple[int, int], ...], types: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the ids of the entities mentioned within spans of the text."""
    found = [
        e.id
        for e in entities
        if e.type in types and any(s < m.end and m.start < t for m in e.mentions for s, t in spans)
    ]
    return tuple(dict.fromkeys(found))
