"""Documents of a graph: in, out, and by name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.entity import DocumentRecord
from beleidsgraaf.graph.holder import Holder
from beleidsgraaf.graph.iris import document_iri
from beleidsgraaf.graph.names import iri_of, nearest
from beleidsgraaf.ontology import UnknownNameError
from beleidsgraaf.ontology.naming import normalise_name
from pyoxigraph import Literal, NamedNode, Quad

if TYPE_CHECKING:
    from beleidsgraaf.extract.extraction import Extraction
    from beleidsgraaf.graph.judgements import Judgements


class Keeping(Holder):
    """Documents in and out."""

    def add(self, extraction: "Extraction", *, registers: bool = True, judgements: "Judgements | None" = None) -> bool:
        """Add what a document says, in place of what the graph had of that document, in one transaction.

        Parameters
        ----------
        extraction : Extraction
        registers : bool
            Whether to add what the registers know of the bodies it mentions: names, parents, provinces, successors.
        judgements : Judgements, optional
            Which entities are the same; see `beleidsgraaf.graph.judgements`.

        Returns
        -------
        bool
            False if the graph had exactly this already; nothing is written then.

        Raises
        ------
        FormatError
            If the extraction is at odds with the vocabulary or its own text.
        StoreError
            If the graph is read only or cannot be written.

        Examples
        --------
        >>> from beleidsgraaf.graph import PolicyGraph, example_extractions
        >>> graph, extraction = PolicyGraph(), example_extractions()[0]
        >>> graph.add(extraction), graph.add(extraction)
        (True, False)
        """
        from beleidsgraaf.graph.rdf import quads
        from beleidsgraaf.graph.registers import register_quads, unneeded

        name = document_iri(extraction)
        said = set(quads(extraction, judgements))
        keys = {e.key for e in extraction.entities if e.key} if registers else set()
        new = keys - self._registered()
        known = self.store.unknown(register_quads(sorted(new))) if new else []
        held = set(self.store.quads(None, None, None, name))
        if not known and said == held:
            return False
        gone = _identifiers(held) - _identifiers(said)
        lost = unneeded(self.store, gone, name, keys) if gone else []
        remembered = set() if lost else self._registered() | keys
        self.store.replace_graph(name, [*said, *known], lost)
        self._looked_up = self.store.version, remembered
        return True

    _looked_up: tuple[int, set[str]] = -1, set()

    def _registered(self) -> set[str]:
        """Return keys whose register facts are known to be in the store, so that they need not be looked up again.

        They are forgotten when anything else changes the store; at an address others may change it unseen.
        """
        version, keys = self._looked_up
        return keys if version == self.store.version and not isinstance(self.store.location, str) else set()

    def add_registers(self) -> int:
        """Add what the registers know of every public body, mentioned or not; return the number of new statements.

        Raises
        ------
        StoreError
            If the graph is read only or cannot be written.
        """
        from beleidsgraaf.graph.registers import register_quads

        facts = self.store.unknown(register_quads(all=True))
        self.store.extend(facts)
        return len(facts)

    def remove(self, document: str | DocumentRecord) -> bool:
        """Remove what a document says, and what the registers say of bodies that no other document calls for.

        The graph is then as if the document had never been added; entities that others mention stay.

        Parameters
        ----------
        document : str or DocumentRecord
            As in `document`.

        Returns
        -------
        bool
            Whether anything was removed.

        Raises
        ------
        UnknownNameError
            If there is no such document.
        """
        from beleidsgraaf.graph.registers import unneeded

        name = self.document(document).node
        gone = _identifiers(self.store.quads(None, t.IDENTIFIER, None, name))
        return self.store.remove_graph(name, unneeded(self.store, gone, name))

    @property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents, by date and then by IRI."""
        nodes = (row[0] for row in self.store.select("SELECT DISTINCT ?d { ?d a bg:Document }"))
        found = [DocumentRecord(n.value, self.store) for n in nodes if isinstance(n, NamedNode)]
        return tuple(sorted(found, key=lambda d: (str(d.date or ""), d.iri)))

    def document(self, name: str | DocumentRecord) -> DocumentRecord:
        """Return a document by its IRI, file name, title or number.

        Raises
        ------
        UnknownNameError
            If there is none; with the nearest.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> example_graph().document("2026Z04321").kind
        'answer'
        """
        if isinstance(name, DocumentRecord):
            return name
        for node in (iri_of(name), document_iri(name)):
            if node is not None and next(self.store.quads(node, t.RDF_TYPE, t.bg("Document")), None) is not None:
                return DocumentRecord(node.value, self.store)
        by_name: dict[str, DocumentRecord] = {}
        for document in self.documents:
            for known in (document.source, document.title, *document.numbers):
                by_name.setdefault(normalise_name(known or ""), document)
        if found := by_name.get(normalise_name(name)):
            return found
        raise UnknownNameError(name, nearest(name, [d.label for d in self.documents]))

    def checksum(self, document: str) -> str | None:
        """Return the SHA-256 of the text of a document, by the id of its extraction; None where it is not here.

        Examples
        --------
        >>> from beleidsgraaf.graph import PolicyGraph
        >>> PolicyGraph().checksum("brief.txt") is None
        True
        """
        return DocumentRecord(document_iri(document).value, self.store).checksum

    def fingerprint(self, document: str) -> str | None:
        """Return of what content, and by which release, a document was read; None where that is not known.

        Parameters
        ----------
        document : str
            Id of its extraction.

        Examples
        --------
        >>> from beleidsgraaf.graph import PolicyGraph
        >>> PolicyGraph().fingerprint("brief.txt") is None
        True
        """
        return DocumentRecord(document_iri(document).value, self.store).fingerprint


def _identifiers(quads: Iterable[Quad]) -> set[str]:
    """Return the official identifiers, among them keys of the registers, in what a document says."""
    return {q.object.value for q in quads if q.predicate == t.IDENTIFIER and isinstance(q.object, Literal)}
