"""What a document refers to, as triples: papers and laws, notes with their targets, motions and their proposers."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from beleidsgraaf.extract.document import Footnote
from beleidsgraaf.extract.extraction import Extraction
from beleidsgraaf.extract.references import motions, references
from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.iris import file_slug, slug
from beleidsgraaf.ontology.naming import clean
from pyoxigraph import Literal, NamedNode

Triple: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]


def referring(
    extraction: Extraction,
    document: NamedNode,
    section_at: Callable[[int], NamedNode | None],
    person_iri: Callable[[str], NamedNode],
) -> Iterator[Triple]:
    """Yield the notes of a document, and what it, its questions, answers and notes refer to.

    Parameters
    ----------
    extraction : Extraction
    document : NamedNode
        IRI of the document.
    section_at : callable
        Gives the question or answer around an offset, None where there is none.
    person_iri : callable
        Gives the IRI of an entity by its id.
    """
    notes = _notes(extraction, document)
    for note, iri in notes:
        yield from _note(extraction, document, note, iri)
        section = None if note.anchor is None else section_at(note.anchor)
        if section is not None:
            yield iri, t.bg("inSection"), section

    def around(offset: int) -> Iterator[NamedNode]:
        """Yield the document, the note at an offset, and the question or answer there or where the note's mark is."""
        yield document
        for note, iri in notes:
            if note.start <= offset < note.end:
                yield iri
                offset = note.start if note.anchor is None else note.anchor
                break
        section = section_at(offset)
        if section is not None:
            yield section

    for r in references(extraction.text, extraction.entities):
        for subject in around(r.start):
            yield subject, t.REFERENCES, NamedNode(r.iri)
    for start, iri, described in _motions(extraction, document, person_iri):
        yield from described
        for subject in around(start):
            yield subject, t.REFERENCES, iri


def _notes(extraction: Extraction, document: NamedNode) -> list[tuple[Footnote, NamedNode]]:
    used: dict[str, int] = {}
    found = []
    for note in extraction.footnotes:
        name = file_slug(note.label)
        used[name] = used.get(name, 0) + 1
        # Notes may be numbered anew on each page.
        iri = f"{document.value}/noot/{name}" + (f"~{used[name]}" if used[name] > 1 else "")
        found.append((note, NamedNode(iri)))
    return found


def _note(extraction: Extraction, document: NamedNode, note: Footnote, iri: NamedNode) -> Iterator[Triple]:
    yield iri, t.RDF_TYPE, t.bg("Footnote")
    yield iri, t.IS_PART_OF, document
    yield iri, t.bg("number"), Literal(clean(note.label))
    yield iri, t.bg("text"), Literal(clean(extraction.text[note.start : note.end]))
    for name, offset in (("start", note.start), ("end", note.end), ("anchor", note.anchor)):
        if offset is not None:
            yield iri, t.bg(name), Literal(str(offset), datatype=t.XSD_INTEGER)


def _motions(
    extraction: Extraction, document: NamedNode, person_iri: Callable[[str], NamedNode]
) -> Iterator[tuple[int, NamedNode, list[Triple]]]:
    """Yield where each motion is referred to, its IRI (of its paper, else of its names here), and its description."""
    persons = [(m.start, m.end, e.id) for e in extraction.entities if e.type == "Person" for m in e.mentions]
    labels: dict[NamedNode, str] = {}
    for motion in motions(extraction.text, extraction.footnotes):
        names = "-".join(slug(extraction.text[a:b]) for a, b in motion.names)
        iri = NamedNode(motion.iri or f"{document.value}/motie/{names}")
        label = labels.setdefault(iri, " ".join(clean(motion.label).split()))
        described: list[Triple] = [
            (iri, t.RDF_TYPE, t.bg("Motion")),
            (iri, t.PREF_LABEL, Literal(label, language="nl")),
        ]
        for a, b in motion.names:
            described += [
                (iri, t.bg("proposedBy"), person_iri(id)) for start, end, id in persons if start < b and a < end
            ]
        yield motion.start, iri, described
