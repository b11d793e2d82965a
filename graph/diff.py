"""What two graphs, or two documents of one, say differently: what came, what went, what changed, with its sentences.

Examples
--------
>>> from beleidsgraaf.graph.example import example_extractions, example_graph
>>> from beleidsgraaf.graph.policy_graph import PolicyGraph
>>> before, after = PolicyGraph(), example_graph()
>>> before.add(example_extractions()[0])
True
>>> found = diff(before.store, after.store)
>>> [c.label for c in found.entities if c.change == "came"][:2]
['Buurten in beeld', 'gemeente Groningen']
>>> for change in found.statements[-1:]:
...     print(change.change, change, change.after)
...     print(change.sentences_after[0].text)
came provincie Groningen — ondersteunt → gemeente Emmen ('stated',)
De provincie Groningen ondersteunt de gemeente Emmen.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.entity import DocumentRecord, Entity
from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.values import CLASSES, RELATIONS, local_name, relation_label, to_python
from beleidsgraaf.ontology import STATUSES
from pyoxigraph import NamedNode

Change: TypeAlias = Literal["came", "went", "changed"]
_KNOWN: Final = "register"
"""Status of what only a register says; it has no sentence."""


class Sentence(NamedTuple):
    """A sentence that says something.

    Attributes
    ----------
    text : str
    status : str
        One of `beleidsgraaf.ontology.STATUSES`.
    document : str
        Name of its file, or what else the document is called.
    """

    text: str
    status: str
    document: str


@dataclass(frozen=True, slots=True)
class EntityChange:
    """An entity that only one of the two has, or that is described differently.

    Attributes
    ----------
    change : {"came", "went", "changed"}
    iri : str
    label : str
        Afterwards, or before where it went.
    before, after : dict of str to tuple of str
        What differs: "label", "type", "same_as"; empty for what came or went.
    sentences : tuple of Sentence
        Sentences that name it, a few at most; their status is "mentioned".
    """

    change: Change
    iri: str
    label: str
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class StatementChange:
    """A statement that only one of the two makes, or with another status.

    Attributes
    ----------
    change : {"came", "went", "changed"}
    subject, predicate, object : str
        IRI, local name of the relation, IRI.
    subject_label, object_label : str
    before, after : tuple of str
        Statuses with which it is made; "register" for what a register says.
    sentences_before, sentences_after : tuple of Sentence
    """

    change: Change
    subject: str
    predicate: str
    object: str
    subject_label: str
    object_label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    sentences_before: tuple[Sentence, ...]
    sentences_after: tuple[Sentence, ...]

    def text(self, lang: str = "nl") -> str:
        """Return the statement as people read it."""
        return f"{self.subject_label} — {relation_label(self.predicate, lang)} → {self.object_label}"

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs, in order of label.

    Attributes
    ----------
    entities : tuple of EntityChange
    statements : tuple of StatementChange
    """

    entities: tuple[EntityChange, ...]
    statements: tuple[StatementChange, ...]

    def __bool__(self) -> bool:
        return bool(self.entities or self.statements)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data for JSON."""
        return {
            "entities": [{**asdict(e), "sentences": _plain(e.sentences)} for e in self.entities],
            "statements": [
                {
                    **asdict(s),
                    "sentences_before": _plain(s.sentences_before),
                    "sentences_after": _plain(s.sentences_after),
                }
                for s in self.statements
            ],
        }


def diff(before: Store, after: Store, documents: tuple[str, str] | None = None) -> Difference:
    """Return what two graphs say differently.

    Parameters
    ----------
    before, after : Store
        May be one and the same, to compare two documents.
    documents : (str, str), optional
        IRIs of a document of each; only what these say is compared, and no register facts.

    Returns
    -------
    Difference
    """
    first, second = (_Side(s, None if documents is None else documents[i]) for i, s in enumerate((before, after)))
    return Difference(tuple(_entities(first, second)), tuple(_statements(first, second)))


class _Side:
    """What one of the two says."""

    def __init__(self, store: Store, document: str | None) -> None:
        self.store = store
        self.document = document
        self.graph = None if document is None else NamedNode(document)
        self._names: dict[str, str] = {}
        within = "" if self.graph is None else f"VALUES ?d {{ {self.graph} }} "
        named = store.select(f"SELECT DISTINCT ?e {{ {within}?m bg:inDocument ?d ; bg:refersTo ?e }}")
        self.entities = {row[0].value for row in named if isinstance(row[0], NamedNode)}
        self.statements: dict[tuple[str, str, str], set[Sentence]] = {}
        rows = store.select(
            f"SELECT DISTINCT ?s ?p ?o ?status ?text ?d {{ {within}?a bg:inDocument ?d ; rdf:subject ?s ;"
            " rdf:predicate ?p ; rdf:object ?o ; bg:status ?status ; bg:sentence ?text }"
        )
        for row in rows:
            s, p, o, status, text, d = (str(to_python(x)) for x in row)
            said = self.statements.setdefault((s, local_name(p), o), set())
            said.add(Sentence(" ".join(text.split()), status, self._document(d)))
        for predicate in RELATIONS.values() if self.graph is None else ():
            for quad in store.quads(None, predicate, None, t.REGISTERS_GRAPH):
                key = (str(to_python(quad.subject)), local_name(predicate.value), str(to_python(quad.object)))
                self.statements.setdefault(key, set()).add(Sentence("", _KNOWN, ""))

    def described(self, iri: str) -> dict[str, tuple[str, ...]]:
        """Return how an entity is described."""
        node = NamedNode(iri)

        def values(predicate: NamedNode) -> set[str]:
            return {str(to_python(q.object)) for q in self.store.quads(node, predicate, None, self.graph)}

        types = {name for name, c in CLASSES.items() if c.value in values(t.RDF_TYPE)}
        # In two graphs the names that most documents use are compared, in two documents those they use themselves.
        label = {Entity(iri, self.store).label} if self.graph is None else values(t.PREF_LABEL)
        found = {"label": label, "type": types, "same_as": values(t.EXACT_MATCH)}
        return {name: tuple(sorted(v)) for name, v in found.items()}

    def label(self, iri: str) -> str:
        return Entity(iri, self.store).label

    def sentences(self, iri: str, most: int = 3) -> tuple[Sentence, ...]:
        """Return sentences that name an entity."""
        within = "" if self.graph is None else f"VALUES ?d {{ {self.graph} }} "
        rows = self.store.select(
            f"SELECT DISTINCT ?text ?d {{ {within}?m bg:refersTo {NamedNode(iri)} ; bg:inDocument ?d ;"
            " bg:sentence ?text }"
        )
        found = {(str(to_python(d)), " ".join(str(to_python(text)).split())) for text, d in rows}
        return tuple(Sentence(text, "mentioned", self._document(d)) for d, text in sorted(found)[:most])

    def _document(self, iri: str) -> str:
        if iri not in self._names:
            document = DocumentRecord(iri, self.store)
            self._names[iri] = document.source or document.label
        return self._names[iri]


def _entities(first: _Side, second: _Side) -> Iterable[EntityChange]:
    found = []
    for iri in first.entities | second.entities:
        side = second if iri in second.entities else first
        if iri in first.entities and iri in second.entities:
            before, after = first.described(iri), second.described(iri)
            if before == after:
                continue
            change: Change = "changed"
            before, after = ({k: d[k] for k in d if before[k] != after[k]} for d in (dict(before), dict(after)))
        else:
            change, before, after = ("came" if side is second else "went"), {}, {}
        found.append(EntityChange(change, iri, side.label(iri), before, after, side.sentences(iri)))
    return sorted(found, key=lambda c: (c.label, c.iri))


def _statements(first: _Side, second: _Side) -> Iterable[StatementChange]:
    found = []
    for key in first.statements.keys() | second.statements.keys():
        said = [side.statements.get(key, set()) for side in (first, second)]
        before, after = (_statuses(sentences) for sentences in said)
        if before == after:
            continue
        change: Change = "changed" if before and after else "came" if after else "went"
        side = second if after else first
        s, p, o = key
        lists = [
            tuple(sorted((x for x in sentences if x.text), key=lambda x: (x.document, x.text))) for sentences in said
        ]
        labels = side.label(s), side.label(o)
        found.append(StatementChange(change, s, p, o, *labels, before, after, *lists))
    order = list(RELATIONS)
    return sorted(found, key=lambda c: (c.subject_label, order.index(c.predicate), c.object_label, c.subject, c.object))


def _statuses(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    order = [*STATUSES, _KNOWN]
    return tuple(sorted({s.status for s in sentences}, key=lambda x: order.index(x) if x in order else len(order)))


def _plain(sentences: Iterable[Sentence]) -> list[dict[str, str]]:
    return [s._asdict() for s in sentences]
