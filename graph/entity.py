"""What a graph knows, as Python objects: entities, relations, documents, mentions, evidence.

The objects are light: each knows its IRI and its store, and reads the rest when it is first asked for. What was read
is kept, so an object shows the graph as it was then; ask the graph anew after a change.

Examples
--------
>>> from beleidsgraaf.graph.example import example_graph
>>> graph = example_graph()
>>> assen = graph.entity("Assen")
>>> assen
<Entity gemeente Assen (Municipality)>
>>> for relation in assen.relations:
...     print(relation)
gemeente Assen — neemt deel aan → Programma Veilige Buurten
gemeente Assen — ligt in → provincie Drenthe
>>> assen.relations[0].evidence[0].sentence
'De gemeenten Assen en Emmen nemen deel aan het Programma Veilige Buurten (PVB).'
"""

import datetime
import html
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.evidence import Evidence, Mention, by_date, evidence, mentions_of
from beleidsgraaf.graph.thing import Thing
from beleidsgraaf.graph.traverse import edges, neighbours
from beleidsgraaf.graph.values import CLASSES, RELATIONS, local_name, relation_label, to_python
from beleidsgraaf.ontology import ENTITY_TYPES
from beleidsgraaf.ontology.vocabulary import REGION_KINDS
from pyoxigraph import NamedNode

__all__ = ["DocumentRecord", "Entity", "Evidence", "Mention", "Relation", "evidence"]

_REFERS_TO: Final = t.bg("refersTo")
_IN_DOCUMENT: Final = t.bg("inDocument")


@dataclass(frozen=True, repr=False)
class Relation:
    """A statement that holds between two entities: said in so many words somewhere, or known from a register.

    Attributes
    ----------
    subject : Entity
    predicate : str
        Local name, such as "participatesIn".
    object : Entity
    """

    subject: "Entity"
    predicate: str
    object: "Entity"

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The sentences about it, whatever their status, in order of document date; empty for register facts."""
        return tuple(evidence(self.subject.store, self.subject.node, RELATIONS[self.predicate], self.object.node))

    @cached_property
    def from_register(self) -> bool:
        """Whether a register states it."""
        s, p, o = self.subject.node, RELATIONS[self.predicate], self.object.node
        return next(self.subject.store.quads(s, p, o, t.REGISTERS_GRAPH), None) is not None

    def label(self, lang: str = "nl") -> str:
        """Return the relation as people read it between the two names; Dutch or English."""
        return relation_label(self.predicate, lang)

    def __str__(self) -> str:
        return f"{self.subject.label} — {self.label()} → {self.object.label}"

    def __repr__(self) -> str:
        return f"<Relation {self.subject.label} {self.predicate} {self.object.label}>"


@dataclass(frozen=True, repr=False)
class Entity(Thing):
    """A ministry, programme, region, organisation, person, office, law or publication.

    Attributes
    ----------
    iri : str
    """

    @cached_property
    def label(self) -> str:
        """The preferred name: the register's, else the one most documents prefer; Dutch."""
        official = next(self.store.quads(self.node, t.PREF_LABEL, None, t.REGISTERS_GRAPH), None)
        if official is not None:
            return str(to_python(official.object))
        names = self.texts(t.PREF_LABEL)
        if len(names) < 2:
            return names[0] if names else local_name(self.iri)
        count = Counter(str(to_python(q.object)) for q in self.store.quads(self.node, t.PREF_LABEL))
        return min(count, key=lambda name: (-count[name], name))

    @cached_property
    def type(self) -> str:
        """One of `beleidsgraaf.ontology.ENTITY_TYPES`; empty where the graph does not say."""
        return next((name for name in ENTITY_TYPES if self._is(name)), "")

    @cached_property
    def kind(self) -> str | None:
        """Finer class of a Region: "Municipality", "Province" or "Country"; None otherwise."""
        return next((name for name in REGION_KINDS if self._is(name)), None)

    @cached_property
    def aliases(self) -> tuple[str, ...]:
        """Its other names and abbreviations, sorted."""
        preferred = {str(to_python(v)) for v in self.values(t.PREF_LABEL)}
        return tuple(sorted((preferred | set(self.texts(t.ALT_LABEL))) - {self.label}))

    @cached_property
    def same_as(self) -> tuple[str, ...]:
        """IRIs of the same thing elsewhere, its own official one first, Wikidata's last."""
        own = (self.iri,) if not self.iri.startswith(t.PREFIXES["id"]) else ()
        others = (i for i in self.texts(t.EXACT_MATCH) if i != self.iri)
        return (*own, *sorted(others, key=lambda i: (i.startswith(t.PREFIXES["wd"]), i)))

    @cached_property
    def identifiers(self) -> tuple[str, ...]:
        """Official identifiers that are no IRI, such as a BWB id or a key in our registers."""
        return self.texts(t.IDENTIFIER)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every place that names it, by document and then in text order."""
        return mentions_of(self.store, self.node)

    @cached_property
    def mention_count(self) -> int:
        """Number of places that name it."""
        rows = self.store.select(f"SELECT (COUNT(DISTINCT ?m) AS ?n) {{ ?m {_REFERS_TO} {self.node} }}")
        return int(to_python(next(rows)[0]))

    @cached_property
    def documents(self) -> tuple["DocumentRecord", ...]:
        """The documents that mention it, by date."""
        pattern = f"?m {_REFERS_TO} {self.node} ; {_IN_DOCUMENT} ?d"
        iris = (row[0] for row in self.store.select(f"SELECT DISTINCT ?d {{ {pattern} }}"))
        found = [DocumentRecord(iri.value, self.store) for iri in iris if isinstance(iri, NamedNode)]
        return tuple(sorted(found, key=by_date))

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """What it is related to, as subject and as object, each statement once."""
        nodes = {self.node: self}
        found = []
        for s, p, o in edges(self.store, self.node):
            ends = [nodes.setdefault(n, Entity(n.value, self.store)) for n in (s, o)]
            found.append(Relation(ends[0], local_name(p.value), ends[1]))
        order = list(RELATIONS)
        found.sort(key=lambda r: (r.subject != self, order.index(r.predicate), r.subject.iri, r.object.iri))
        return tuple(found)

    def neighbours(
        self, depth: int = 1, predicate: str | Iterable[str] | None = None, limit: int | None = 1000
    ) -> tuple["Entity", ...]:
        """Return the entities within a number of steps, whatever the direction of the relations.

        Nearest first, and of these what most documents relate to what was reached before.

        Parameters
        ----------
        depth : int
            Steps at most.
        predicate : str or iterable of str, optional
            Follow only this relation, or these.
        limit : int, optional
            Entities at most. With a limit the search is short: it reads some thousands of statements, or follows
            some sixty entities, those first that most documents relate. None for all, which may take seconds around an
            entity that everything is related to.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> assen = example_graph().entity("gemeente Assen")
        >>> [n.label for n in assen.neighbours()]
        ['provincie Drenthe', 'Programma Veilige Buurten']
        >>> [n.label for n in assen.neighbours(depth=2, predicate="participatesIn")]
        ['Programma Veilige Buurten', 'gemeente Emmen']
        """
        found = neighbours(self.store, self.node, depth, predicate, limit)
        return tuple(Entity(node.value, self.store) for node in found)

    def _is(self, name: str) -> bool:
        return next(self.store.quads(self.node, t.RDF_TYPE, CLASSES[name]), None) is not None

    def __str__(self) -> str:
        return self.label

    def __repr__(self) -> str:
        return f"<Entity {self.label} ({self.kind or self.type or 'no type'})>"

    def _repr_html_(self) -> str:
        shown = self.relations[:20]
        rows = "".join(f"<li>{html.escape(str(r))}</li>" for r in shown)
        more = f"<li>… {len(self.relations) - len(shown)} more</li>" if len(self.relations) > len(shown) else ""
        names = f"<p>{html.escape(', '.join(self.aliases))}</p>" if self.aliases else ""
        return (
            f"<h4>{html.escape(self.label)} <small>{html.escape(self.kind or self.type)}</small></h4>{names}"
            f"<p><code>{html.escape(self.iri)}</code>, {self.mention_count} mentions</p><ul>{rows}{more}</ul>"
        )


@dataclass(frozen=True, repr=False)
class DocumentRecord(Thing):
    """A document of the graph: what its form says, and what it mentions.

    Attributes
    ----------
    iri : str
        Also the name of its graph.
    """

    @cached_property
    def label(self) -> str:
        """Its title, else the name of its file, else the end of its IRI."""
        return self.title or self.source or local_name(self.iri)

    @cached_property
    def title(self) -> str | None:
        """Title or subject line."""
        return self.first(t.TITLE)

    @cached_property
    def source(self) -> str | None:
        """Name of the file it was read from: the id of its extraction."""
        return self.first(t.SOURCE)

    @cached_property
    def kind(self) -> str | None:
        """Sort of document, such as "letter" or "answer"."""
        return self.first(t.KIND)

    @cached_property
    def date(self) -> datetime.date | None:
        """Date of signing, sending or publication."""
        quad = next(self.store.quads(self.node, t.DATE), None)
        value = None if quad is None else to_python(quad.object)
        return value if isinstance(value, datetime.date) else None

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Its own identifying numbers."""
        return self.texts(t.IDENTIFIER)

    @cached_property
    def sender(self) -> str | None:
        """As written."""
        return self.first(t.bg("sender"))

    @cached_property
    def addressee(self) -> str | None:
        """As written."""
        return self.first(t.bg("addressee"))

    @cached_property
    def media_type(self) -> str | None:
        """Of the file it was read from."""
        return self.first(t.bg("mediaType"))

    @cached_property
    def checksum(self) -> str | None:
        """SHA-256 of its text, hexadecimal."""
        return self.first(t.bg("checksum"))

    @cached_property
    def fingerprint(self) -> str | None:
        """What it was read from and by which release; see `beleidsgraaf.extract.fingerprint`."""
        return self.first(t.bg("fingerprint"))

    @cached_property
    def asked_by(self) -> tuple[Entity, ...]:
        """Who asked its questions."""
        return self._entities(t.bg("askedBy"))

    @cached_property
    def addressed_to(self) -> tuple[Entity, ...]:
        """To whom its questions are."""
        return self._entities(t.bg("addressedTo"))

    @cached_property
    def answered_by(self) -> tuple[Entity, ...]:
        """Who answers them."""
        return self._entities(t.bg("answeredBy"))

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """The entities it mentions, by IRI."""
        pattern = f"?m {_IN_DOCUMENT} {self.node} ; {_REFERS_TO} ?e"
        nodes = (row[0] for row in self.store.select(f"SELECT DISTINCT ?e {{ {pattern} }}"))
        return tuple(Entity(iri, self.store) for iri in sorted(n.value for n in nodes if isinstance(n, NamedNode)))

    def _entities(self, predicate: NamedNode) -> tuple[Entity, ...]:
        return tuple(Entity(v.value, self.store) for v in self.values(predicate) if isinstance(v, NamedNode))

    def __str__(self) -> str:
        return self.label

    def __repr__(self) -> str:
        return f"<DocumentRecord {self.label}>"
