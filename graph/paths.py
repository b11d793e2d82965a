"""What lies between two entities: the ways from one to the other, and what they have in common."""

import html
from collections.abc import Iterator
from dataclasses import dataclass

from beleidsgraaf.graph.entity import DocumentRecord, Entity, Relation


@dataclass(frozen=True, repr=False)
class GraphPath:
    """A way from one entity to another along relations, in whatever direction they point.

    Attributes
    ----------
    entities : tuple of Entity
        From the first to the last.
    steps : tuple of tuple of Relation
        All relations between each entity and the next: one fewer than entities.

    Examples
    --------
    >>> from beleidsgraaf.graph.example import example_graph
    >>> path = example_graph().paths("JenV", "Assen")[0]
    >>> print(path)
    ministerie van Justitie en Veiligheid — financiert → Programma Veilige Buurten ← neemt deel aan — gemeente Assen
    >>> len(path)
    2
    >>> path.steps[0][0].evidence[0].sentence
    'Het ministerie van Justitie en Veiligheid (JenV) financiert het PVB tot en met 2028.'
    """

    entities: tuple[Entity, ...]
    steps: tuple[tuple[Relation, ...], ...]

    def __len__(self) -> int:
        """Return the number of steps."""
        return len(self.steps)

    def to_text(self, lang: str = "nl") -> str:
        """Return the way in one line, in Dutch or English."""
        parts = [self.entities[0].label]
        for here, relations, there in zip(self.entities, self.steps, self.entities[1:], strict=False):
            onward = [r.label(lang) for r in relations if r.subject == here]
            back = [r.label(lang) for r in relations if r.subject != here]
            parts += [f"— {', '.join(onward)} →"] if onward else []
            parts += [f"← {', '.join(back)} —"] if back else []
            parts.append(there.label)
        return " ".join(parts)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return f"<GraphPath {self}>"

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(str(self))}</p>"


@dataclass(frozen=True, repr=False)
class Common:
    """What two entities, or two documents, have in common; iterates over the entities.

    Attributes
    ----------
    entities : tuple of Entity
        Related to both entities; or mentioned in both documents.
    documents : tuple of DocumentRecord
        Those that mention both entities; none for documents.
    relations : tuple of Relation
        From the two entities to those they share, and between the two; or stated in both documents.
    """

    entities: tuple[Entity, ...]
    documents: tuple[DocumentRecord, ...]
    relations: tuple[Relation, ...]

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities)

    def __len__(self) -> int:
        return len(self.entities)

    def __repr__(self) -> str:
        counts = f"{len(self.entities)} entities, {len(self.documents)} documents, {len(self.relations)} relations"
        return f"<Common: {counts}>"


def common_of_entities(a: Entity, b: Entity) -> Common:
    """Return what two entities have in common: see `Common`."""
    shared = set(a.neighbours()) & set(b.neighbours()) - {a, b}
    ends = shared | {a, b}
    relations = [r for r in a.relations if r.subject in ends and r.object in ends]
    relations += [r for r in b.relations if r.subject in ends and r.object in ends and r not in relations]
    documents = [d for d in a.documents if d in set(b.documents)]
    return Common(tuple(sorted(shared, key=_iri)), tuple(documents), tuple(relations))


def common_of_documents(a: DocumentRecord, b: DocumentRecord) -> Common:
    """Return what two documents have in common: see `Common`."""
    in_b = set(b.entities)
    shared = {e.iri: e for e in a.entities if e in in_b}
    relations = []
    for entity in shared.values():
        for relation in entity.relations:
            said_in = {e.document for e in relation.evidence if e.status == "stated"}
            if relation.subject == entity and {a, b} <= said_in:
                relations.append(relation)
    return Common(tuple(shared.values()), (), tuple(relations))


def _iri(entity: Entity) -> str:
    return entity.iri
