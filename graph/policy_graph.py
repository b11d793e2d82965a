"""A knowledge graph of policy documents: what people use.

Examples
--------
>>> from beleidsgraaf.graph.example import example_extractions
>>> graph = PolicyGraph()
>>> for extraction in example_extractions():
...     graph.add(extraction)
True
True
>>> graph.entity("PVB")
<Entity Programma Veilige Buurten (Programme)>
>>> for row in graph.query("SELECT DISTINCT ?wie { ?wie bg:participatesIn ?programma } ORDER BY ?wie"):
...     print(graph.entity(row.wie))
gemeente Assen
gemeente Emmen
"""

import html
import re
import warnings
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Final, Self, TypeAlias

from beleidsgraaf.extract.extraction import Extraction
from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.entity import DocumentRecord, Entity, Evidence, Relation, evidence
from beleidsgraaf.graph.judgements import Judgements
from beleidsgraaf.graph.names import AmbiguousNameWarning, Names, iri_of, nearest
from beleidsgraaf.graph.part import part_around
from beleidsgraaf.graph.paths import Common, GraphPath, common_of_documents, common_of_entities
from beleidsgraaf.graph.rdf import document_iri, quads
from beleidsgraaf.graph.registers import register_quads, unneeded
from beleidsgraaf.graph.result import Result
from beleidsgraaf.graph.store import Store, open_store
from beleidsgraaf.graph.traverse import between, relations, shortest_paths
from beleidsgraaf.graph.values import CLASSES, RELATIONS, local_name, relation_name
from beleidsgraaf.ontology import ENTITY_TYPES, UnknownNameError
from beleidsgraaf.ontology.naming import normalise_name
from pyoxigraph import Literal, NamedNode, Quad

if TYPE_CHECKING:
    import networkx as nx
    from beleidsgraaf.graph.analysis import Measure
    from beleidsgraaf.graph.picture import Picture
    from beleidsgraaf.graph.validate import ValidationReport
    from rdflib import Dataset

Name: TypeAlias = str | Entity
"""An entity, or what someone calls it: see `beleidsgraaf.graph.names`."""

_SHIPPED: Final = re.compile(r"[a-z0-9][a-z0-9_-]*", re.IGNORECASE)


class PolicyGraph:
    """What documents say, as a graph: to ask, to walk, to measure and to see.

    Threads may share a graph; the rows of a query are read in the thread that asked.

    Parameters
    ----------
    store : Store, optional
        Where the statements are; a new store in memory by default.

    Examples
    --------
    >>> from beleidsgraaf.graph.example import example_graph
    >>> graph = example_graph()
    >>> [n.label for n in graph.entity("provincie Groningen").neighbours()]
    ['gemeente Groningen', 'gemeente Emmen']
    """

    def __init__(self, store: Store | None = None) -> None:
        self.store = store if store is not None else open_store(None)
        self._names = Names(self.store)

    @classmethod
    def open(cls, path: str | Path | None, *, read_only: bool = False) -> Self:
        """Open a graph that is kept somewhere; see `beleidsgraaf.graph.store.open_store`.

        Parameters
        ----------
        path : str, Path or None
            A folder, made where there is none, a file ending in .trig, .nq, .ttl or .jsonld, or the address of a
            SPARQL 1.1 store; None for memory.
        read_only : bool
            Refuse changes, and leave a missing one missing.

        Raises
        ------
        StoreError
            If it cannot be opened.
        """
        return cls(open_store(path, read_only=read_only))

    def save(self) -> None:
        """Write a graph that lives in a file; a folder has every change already."""
        self.store.save()

    def close(self) -> None:
        """Save and let go of the folder or file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # Documents in and out

    def add(self, extraction: Extraction, *, registers: bool = True, judgements: Judgements | None = None) -> bool:
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
        >>> from beleidsgraaf.graph.example import example_extractions
        >>> graph, extraction = PolicyGraph(), example_extractions()[0]
        >>> graph.add(extraction), graph.add(extraction)
        (True, False)
        """
        name = document_iri(extraction)
        said = set(quads(extraction, judgements))
        keys = [e.key for e in extraction.entities if e.key] if registers else []
        known = self.store.unknown(register_quads(keys)) if keys else []
        held = set(self.store.quads(None, None, None, name))
        if not known and said == held:
            return False
        gone = _identifiers(held) - _identifiers(said)
        self.store.replace_graph(name, [*said, *known], unneeded(self.store, gone, name, keys) if gone else ())
        return True

    def add_registers(self) -> int:
        """Add what the registers know of every public body, mentioned or not; return the number of new statements.

        Raises
        ------
        StoreError
            If the graph is read only or cannot be written.
        """
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
        >>> PolicyGraph().fingerprint("brief.txt") is None
        True
        """
        return DocumentRecord(document_iri(document).value, self.store).fingerprint

    # Asking

    def query(self, query: str, **parameters: "str | Entity | DocumentRecord | None") -> Result:
        """Answer a SPARQL query, or a shipped one by its name.

        The default graph is the union of all documents; the usual prefixes (bg, skos, dcterms, rdf, …) need no
        declaration. What three documents say is matched three times by the engine's present version, so write
        ``SELECT DISTINCT`` and ``COUNT(DISTINCT …)``.

        Parameters
        ----------
        query : str
            SPARQL 1.1: SELECT, ASK, CONSTRUCT or DESCRIBE; or a name that ``beleidsgraaf queries`` lists.
        **parameters : str, Entity or DocumentRecord
            Values for a shipped query.

        Raises
        ------
        QueryError
            If it cannot be parsed, is an update, calls a SERVICE, or no shipped query has that name.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> graph = example_graph()
        >>> bool(graph.query("ASK { ?who bg:funds ?what }"))
        True
        >>> for row in graph.query("gemeenten-in-programma", programma="PVB"):
        ...     print(row.gemeente, row.datum)
        gemeente Assen 2026-02-03
        gemeente Emmen 2026-02-03
        """
        if _SHIPPED.fullmatch(query):
            from beleidsgraaf.ontology.resources import shipped_query

            values = {k: v.iri if isinstance(v, Entity | DocumentRecord) else v for k, v in parameters.items()}
            query = shipped_query(query).bind(**values)
        elif parameters:
            raise TypeError("only shipped queries take parameters; write the values into the SPARQL text")
        return self.store.query(query)

    def entity(self, name: Name, type: str | None = None) -> Entity:
        """Return the entity that a name means.

        Parameters
        ----------
        name : str or Entity
            Label, alias, abbreviation, official identifier or IRI, in any case and with or without accents.
        type : str, optional
            Type or kind it must have: "Programme", "Municipality".

        Raises
        ------
        UnknownNameError
            If there is none; with the nearest names.

        Warns
        -----
        AmbiguousNameWarning
            If several have it: the one that is mentioned most is returned, see `beleidsgraaf.graph.names`.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> graph = example_graph()
        >>> graph.entity("jenv").label
        'ministerie van Justitie en Veiligheid'
        >>> graph.entity("Groningen", type="Province").iri
        'https://identifier.overheid.nl/tooi/id/provincie/pv20'
        >>> graph.entity("Emen")
        Traceback (most recent call last):
        ...
        beleidsgraaf.ontology.errors.UnknownNameError: nothing in the graph is called 'Emen'; did you mean Emmen, ...?
        """
        if isinstance(name, Entity):
            return name
        found = self.find(name, type)
        if not found:
            raise UnknownNameError(name, self._names.suggest(name, type=type))
        if len(found) > 1:
            others = ", ".join(f"{e.label} <{e.iri}>" for e in found[:5])
            warnings.warn(
                f"{name!r} may be {others}; took the first, give a type or an IRI to be exact",
                AmbiguousNameWarning,
                stacklevel=2,
            )
        return found[0]

    def find(self, name: str, type: str | None = None) -> list[Entity]:
        """Return all entities that have a name, likeliest first; none is no error.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> example_graph().find("Groningen")
        [<Entity gemeente Groningen (Municipality)>, <Entity provincie Groningen (Province)>]
        """
        return [Entity(node.value, self.store) for node in self._names.find(name, _type(type))]

    def search(self, text: str, limit: int = 10, type: str | None = None) -> list[Entity]:
        """Return entities whose names contain a text, or look like it where too few do; best first.

        Parameters
        ----------
        text : str
        limit : int
            Entities at most.
        type : str, optional
            Type or kind they must have.
        """
        return [Entity(node.value, self.store) for node in self._names.search(text, limit, _type(type))]

    def entities(self, type: str | None = None, *, registers: bool = False) -> list[Entity]:
        """Return the entities that documents mention, by label.

        Parameters
        ----------
        type : str, optional
            Type or kind: "Programme", "Municipality".
        registers : bool
            Also those that only the registers name.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> [e.label for e in example_graph().entities("Municipality")]
        ['gemeente Assen', 'gemeente Emmen', 'gemeente Groningen']
        """
        from beleidsgraaf.graph.analysis import labels

        wanted = _type(type)
        classes = [CLASSES[name] for name in ENTITY_TYPES] if wanted is None else [CLASSES[wanted]]
        given = " ".join(map(str, classes))
        rows = self.store.select(f"SELECT DISTINCT ?e {{ VALUES ?c {{ {given} }} ?e a ?c }}")
        nodes = {row[0] for row in rows}
        if not registers:
            nodes &= {row[0] for row in self.store.select("SELECT DISTINCT ?e { ?m bg:refersTo ?e }")}
        known = labels(self.store)
        named = [(known.get(n) or local_name(n.value), n.value) for n in nodes if isinstance(n, NamedNode)]
        return [Entity(iri, self.store) for _, iri in sorted(named)]

    def evidence(
        self, subject: Name | None = None, predicate: str | None = None, object: Name | None = None
    ) -> list[Evidence]:
        """Return the sentences that say something, with their document, place, status and confidence; by date.

        Parameters
        ----------
        subject, object : str or Entity, optional
            Anything by default. A symmetric relation is found either way round.
        predicate : str, optional
            Local name or IRI; any by default.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> for proof in example_graph().evidence("gemeente Groningen", "participatesIn", "PVB"):
        ...     print(proof.status, proof.sentence)
        negated De gemeente Groningen neemt niet deel aan het PVB.
        """
        s = self.entity(subject).node if subject is not None else None
        o = self.entity(object).node if object is not None else None
        name = relation_name(predicate) if predicate is not None else None
        p = RELATIONS[name] if name is not None else None
        found = evidence(self.store, s, p, o)
        if name == "cooperatesWith" and (s is not None or o is not None):
            found += [e for e in evidence(self.store, o, p, s) if e not in found]
        return found

    # Walking

    def paths(
        self, a: Name, b: Name, max_length: int = 6, predicate: str | Iterable[str] | None = None, limit: int = 10
    ) -> list[GraphPath]:
        """Return the shortest ways from one entity to another; none if they are too far apart.

        Parameters
        ----------
        a, b : str or Entity
        max_length : int
            Steps at most.
        predicate : str or iterable of str, optional
            Follow only these relations.
        limit : int
            Ways at most.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> for path in example_graph().paths("provincie Groningen", "JenV"):
        ...     print(path.to_text("en"))  # doctest: +NORMALIZE_WHITESPACE
        provincie Groningen — supports → gemeente Emmen — participates in → Programma Veilige Buurten ← funds —
        ministerie van Justitie en Veiligheid
        """
        walks = shortest_paths(self.store, self.entity(a).node, self.entity(b).node, max_length, predicate, limit)
        follow = relations(predicate)
        nodes: dict[NamedNode, Entity] = {}
        found = []
        for walk in walks:
            ends = [nodes.setdefault(n, Entity(n.value, self.store)) for n in walk]
            steps = []
            for here, there in pairwise(walk):
                edges = between(self.store, here, there, follow)
                steps.append(tuple(Relation(nodes[s], local_name(p.value), nodes[o]) for s, p, o in edges))
            found.append(GraphPath(tuple(ends), tuple(steps)))
        return found

    def subgraph(
        self,
        focus: Name | Iterable[Name],
        depth: int = 1,
        predicate: str | Iterable[str] | None = None,
        *,
        mentions: bool = True,
        limit: int | None = 15,
        evidence: int | None = 1,
        most: int | None = 40,
    ) -> "PolicyGraph":
        """Return the part of the graph around one or more entities as a graph of its own, in memory.

        It has the relations among all entities within reach with their evidence, and of the documents that prove
        them what they say about these entities.

        Parameters
        ----------
        focus : str, Entity or several
        depth : int
            Steps around them.
        predicate : str or iterable of str, optional
            Follow only these relations.
        mentions : bool
            Whether to bring the places that name the entities, about half of all.
        limit : int, optional
            Entities around each at most: the nearest, of these those that most documents relate. None for all.
        evidence : int, optional
            Documents at most for each statement, and for the mentions of each entity. None for all; around an
            entity that everything is related to that may be most of the graph.
        most : int, optional
            Relations at most: those of the focus first, then those that most documents state. None for all.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> part = example_graph().subgraph("provincie Groningen")
        >>> [e.label for e in part.entities()]
        ['gemeente Emmen', 'gemeente Groningen', 'provincie Groningen']
        >>> part.evidence("provincie Groningen", "supports")[0].sentence
        'De provincie Groningen ondersteunt de gemeente Emmen.'
        """
        names = [focus] if isinstance(focus, str | Entity) else list(focus)
        nodes = [self.entity(name).node for name in names]
        part = PolicyGraph()
        found = part_around(
            self.store, nodes, depth, predicate, mentions=mentions, limit=limit, evidence=evidence, most=most
        )
        part.store.extend(found)
        return part

    def common(self, a: "Name | DocumentRecord", b: "Name | DocumentRecord") -> Common:
        """Return what two entities, or two documents, have in common.

        Parameters
        ----------
        a, b : str, Entity or DocumentRecord
            Both entities, or both documents. A text is the name of an entity if there is one, else of a document.

        Raises
        ------
        ValueError
            If one is an entity and the other a document.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> graph = example_graph()
        >>> [e.label for e in graph.common("Assen", "JenV")]
        ['Programma Veilige Buurten']
        >>> sorted(e.label for e in graph.common("brief-veilige-buurten.txt", "antwoord-groningen.txt"))
        ['Programma Veilige Buurten', 'gemeente Emmen']
        """
        first, second = self._entity_or_document(a), self._entity_or_document(b)
        if isinstance(first, Entity) and isinstance(second, Entity):
            return common_of_entities(first, second)
        if isinstance(first, DocumentRecord) and isinstance(second, DocumentRecord):
            return common_of_documents(first, second)
        raise ValueError(f"{a} and {b}: give two entities or two documents")

    # Measuring

    def to_networkx(self, predicate: str | Iterable[str] | None = None) -> "nx.MultiDiGraph[str]":
        """Return entities and relations as a networkx graph; see `beleidsgraaf.graph.analysis.to_networkx`.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> graph = example_graph().to_networkx("funds")
        >>> [(graph.nodes[s]["label"], graph.nodes[o]["label"], data) for s, o, data in graph.edges(data=True)]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('ministerie van Justitie en Veiligheid', 'Programma Veilige Buurten',
          {'predicate': 'funds', 'evidence': 1})]
        """
        from beleidsgraaf.graph.analysis import to_networkx

        return to_networkx(self.store, predicate)

    def central(
        self, n: int = 10, type: str | None = None, measure: "Measure" = "pagerank"
    ) -> list[tuple[Entity, float]]:
        """Return the most central entities with their measure, highest first.

        Parameters
        ----------
        n : int
            How many.
        type : str, optional
            Only entities of this type or kind; the measure is taken over all.
        measure : {"pagerank", "degree", "betweenness"}
            See `beleidsgraaf.graph.analysis.central`.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> example_graph().central(1)[0][0].label
        'Programma Veilige Buurten'
        """
        from beleidsgraaf.graph.analysis import central

        wanted, graph = _type(type), self.to_networkx()
        scores = central(graph, measure)
        fits = (p for p in scores if wanted in (None, graph.nodes[p[0]]["type"], graph.nodes[p[0]]["kind"]))
        return [(Entity(iri, self.store), score) for (iri, score), _ in zip(fits, range(n), strict=False)]

    def communities(self, resolution: float = 1.0, seed: int = 0) -> list[tuple[Entity, ...]]:
        """Return groups of entities that are related to each other more than to others, largest first.

        Parameters
        ----------
        resolution : float
            Above 1 for more and smaller groups.
        seed : int
            The same seed gives the same groups.
        """
        from beleidsgraaf.graph.analysis import communities

        groups = communities(self.to_networkx(), resolution, seed)
        return [tuple(Entity(iri, self.store) for iri in group) for group in groups]

    def stats(self) -> dict[str, Any]:
        """Count what the graph holds.

        Returns
        -------
        dict
            Numbers: "documents", "entities" (that documents mention), "mentions", "relations" (distinct statements
            between entities, those of the registers included), "assertions" and "statements" (triples, once for each
            document that makes them). Dictionaries, in the order of the vocabulary: "entities_by_type",
            "relations_by_predicate" and "assertions_by_status".

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> stats = example_graph().stats()
        >>> stats["entities"], stats["relations"], stats["assertions_by_status"]
        (9, 11, {'stated': 7, 'negated': 1})
        """
        from beleidsgraaf.graph.analysis import stats

        return stats(self.store)

    # Checking, handing on, seeing

    def validate(self) -> "ValidationReport":
        """Hold the graph against the ontology's shapes; see `beleidsgraaf.graph.validate`.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> example_graph().validate().conforms
        True
        """
        from beleidsgraaf.graph.validate import validate

        return validate(self.store)

    def export(self, target: "str | Path | IO[bytes]", format: str) -> None:
        """Write the whole graph in another form; see `beleidsgraaf.graph.export`.

        Parameters
        ----------
        target : str, Path or binary file
        format : {"nq", "trig", "ttl", "jsonld", "graphml", "gexf", "csv", "parquet"}

        Raises
        ------
        StoreError
            If the form is unknown or the target cannot be written.
        """
        from beleidsgraaf.graph.export import export

        export(self.store, target, format)

    def view(
        self,
        path: str | Path | None = None,
        focus: Name | None = None,
        depth: int = 1,
        *,
        title: str | None = None,
        lang: str = "nl",
        limit: int | None = None,
    ) -> "Picture":
        """Return the graph, or the part around an entity, as a page to look at; in a notebook it shows itself.

        Parameters
        ----------
        path : str or Path, optional
            Where to write the page too.
        focus : str or Entity, optional
            Show only what lies around this entity.
        depth : int
            Steps around it.
        title : str, optional
            Heading; the focus or "Beleidsgraaf" by default.
        lang : {"nl", "en"}
            Language in which it opens.
        limit : int, optional
            Entities at most.

        Raises
        ------
        UnknownNameError
            If nothing is called `focus`.
        StoreError
            If the page cannot be written.
        """
        from beleidsgraaf.graph.picture import draw

        entity = None if focus is None else self.entity(focus)
        picture = draw(self.store, entity, depth, title=title, lang=lang, limit=limit)
        if path is not None:
            picture.save(path)
        return picture

    @property
    def dataset(self) -> "Dataset":
        """The graph as an rdflib Dataset, whose default graph is the union of all documents."""
        return self.store.dataset

    def _entity_or_document(self, name: "Name | DocumentRecord") -> Entity | DocumentRecord:
        if isinstance(name, Entity | DocumentRecord):
            return name
        try:
            return self.document(name) if not self.find(name) else self.entity(name)
        except UnknownNameError as error:
            raise UnknownNameError(name, self._names.suggest(name) or error.suggestions) from None

    def __repr__(self) -> str:
        return f"<PolicyGraph: {self.store.location or 'in memory'}>"

    def _repr_html_(self) -> str:
        s = self.stats()
        rows = "".join(
            f"<tr><th>{html.escape(name)}</th><td>{number}</td></tr>"
            for name, number in (
                *((k, s[k]) for k in ("documents", "entities", "mentions", "relations", "statements")),
                *s["entities_by_type"].items(),
            )
        )
        where = html.escape(str(self.store.location or "in memory"))
        return f"<table><caption>PolicyGraph, {where}</caption><tbody>{rows}</tbody></table>"


def _identifiers(quads: Iterable[Quad]) -> set[str]:
    """Return the official identifiers, among them keys of the registers, in what a document says."""
    return {q.object.value for q in quads if q.predicate == t.IDENTIFIER and isinstance(q.object, Literal)}


def _type(name: str | None) -> str | None:
    if name is not None and name not in CLASSES:
        raise ValueError(f"{name!r} is no type; choose from {', '.join(CLASSES)}")
    return name
