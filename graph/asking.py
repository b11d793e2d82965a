"""Questions to a graph: SPARQL, entities by name, the sentences that say something."""

import re
import warnings
from typing import Final

from beleidsgraaf.graph.entity import DocumentRecord, Entity, Evidence, evidence
from beleidsgraaf.graph.holder import Holder, Name, checked_type
from beleidsgraaf.graph.names import AmbiguousNameWarning
from beleidsgraaf.graph.result import Result
from beleidsgraaf.graph.values import CLASSES, RELATIONS, local_name, relation_name
from beleidsgraaf.ontology import ENTITY_TYPES, UnknownNameError
from pyoxigraph import NamedNode

_SHIPPED: Final = re.compile(r"[a-z0-9][a-z0-9_-]*", re.IGNORECASE)


class Asking(Holder):
    """Queries, names and evidence."""

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
        return [Entity(node.value, self.store) for node in self._names.find(name, checked_type(type))]

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
        return [Entity(node.value, self.store) for node in self._names.search(text, limit, checked_type(type))]

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

        wanted = checked_type(type)
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
