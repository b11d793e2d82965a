"""Finding what someone means by a name: an IRI, a label, an alias, an abbreviation, an official identifier.

Names are tried in this order; the first that anything answers to decides:

1. an IRI, in full or with a usual prefix (``tooi:gemeente/gm0014``), also one that an entity is a skos:exactMatch of;
2. a preferred label, letter for letter;
3. another name or official identifier, letter for letter;
4. a preferred label, and then another name, without regard to case, accents, hyphens and quotes;
5. a word for the type followed by a name: "gemeente Groningen", "provincie Groningen", "ministerie van VWS".

Where several entities answer alike, the one that is mentioned most comes first, and of equals the first by IRI. To
be exact, give the type, write the type's word before the name, or give the IRI.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.sparql import QUERY_PREFIXES
from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.values import CLASSES, to_python
from beleidsgraaf.ontology.naming import normalise_name
from pyoxigraph import Literal, NamedNode

_REFERS_TO: Final = t.bg("refersTo")
_COUNTED: Final = 10_000  # mentions; who has more is as well known as can be
_TYPE_WORDS: Final = {
    "gemeente": "Municipality",
    "provincie": "Province",
    "land": "Country",
    "ministerie van": "Ministry",
    "ministerie": "Ministry",
    "programma": "Programme",
    "organisatie": "Organisation",
    "wet": "Law",
}
_IRI: Final = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|^`\\]+", re.IGNORECASE)


class AmbiguousNameWarning(UserWarning):
    """Several entities have the name; the message says which was taken and how to be exact."""


class Names:
    """The names in a store.

    Exact names are looked up in the store. The others need a table of all names, which is made when it is first
    needed, kept, and made anew after a change.

    Parameters
    ----------
    store : Store
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._version = -1
        self._entities: dict[str, dict[NamedNode, bool]] = {}  # by normalised name; whether it is the label
        self._shown: dict[str, str] = {}  # a normalised name as it is written

    def find(self, name: str, type: str | None = None) -> list[NamedNode]:
        """Return the entities that a name may mean, likeliest first; empty where there is none.

        Parameters
        ----------
        name : str
        type : str, optional
            Only entities of this type or kind: "Programme", "Municipality".

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> names = Names(example_graph().store)
        >>> [node.value.rpartition("/")[2] for node in names.find("groningen")]
        ['gm0014', 'pv20']
        >>> [node.value.rpartition("/")[2] for node in names.find("Provincie Groningen")]
        ['pv20']
        """
        for find in (self._by_iri, self._by_label, self._by_alias, self._by_any_spelling):
            if found := self._ranked(find(name), type):
                return found
        word, _, rest = normalise_name(name).partition(" ")
        for words, wanted in ((f"{word} {rest.partition(' ')[0]}", rest.partition(" ")[2]), (word, rest)):
            of_type = _TYPE_WORDS.get(words)
            if of_type and wanted and type in (None, of_type):
                return self._ranked(self._by_any_spelling(wanted), of_type)
        return []

    def suggest(self, name: str, limit: int = 5, type: str | None = None) -> tuple[str, ...]:
        """Return names in the graph that look like a name that is not.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> Names(example_graph().store).suggest("Asen")
        ('Assen', 'gemeente Assen')
        """
        return tuple(shown for shown, _ in self._like(name, limit, type, cutoff=70))

    def search(self, text: str, limit: int = 10, type: str | None = None) -> list[NamedNode]:
        """Return the entities whose names contain a text or look like it, best first.

        Parameters
        ----------
        text : str
        limit : int
            Entities at most.
        type : str, optional
            Only entities of this type or kind.

        Examples
        --------
        >>> from beleidsgraaf.graph.example import example_graph
        >>> names = Names(example_graph().store)
        >>> [node.value.rpartition("/")[2] for node in names.search("buurt")]
        ['buurten-in-beeld', 'programma-veilige-buurten']
        """
        self._read()
        wanted = normalise_name(text)
        if not wanted:
            return []
        best: dict[NamedNode, tuple[int, int, str]] = {}
        for name, entities in self._entities.items():
            place = name.find(wanted)
            if place >= 0:
                start = 0 if name == wanted else 1 if place == 0 else 2 if name[place - 1] == " " else 3
                for node in entities:
                    best[node] = min(best.get(node, (9, 0, "")), (start, len(name), node.value))
        found = [n for n in sorted(best, key=best.__getitem__) if self._has_type(n, type)]
        if len(found) < limit:
            for _, nodes in self._like(text, limit, type, cutoff=75):
                found += [n for n in nodes if n not in found]
        return found[:limit]

    def labels(self) -> dict[NamedNode, None]:
        """Return every entity that has a name."""
        self._read()
        return dict.fromkeys(node for entities in self._entities.values() for node in entities)

    def _by_iri(self, name: str) -> Iterable[NamedNode]:
        node = iri_of(name)
        if node is None:
            return []
        if self.is_entity(node):
            return [node]
        return _subjects(self.store, t.EXACT_MATCH, node)

    def _by_label(self, name: str) -> Iterable[NamedNode]:
        return _subjects(self.store, t.PREF_LABEL, Literal(name, language="nl"))

    def _by_alias(self, name: str) -> Iterable[NamedNode]:
        return [
            *_subjects(self.store, t.ALT_LABEL, Literal(name, language="nl")),
            *(n for n in _subjects(self.store, t.IDENTIFIER, Literal(name)) if self.is_entity(n)),
        ]

    def _by_any_spelling(self, name: str) -> Iterable[NamedNode]:
        self._read()
        entities = self._entities.get(normalise_name(name), {})
        return [n for n, is_label in entities.items() if is_label] or list(entities)

    def is_entity(self, node: NamedNode) -> bool:
        """Tell whether the graph says that it is one of our types of entity."""
        return any(next(self.store.quads(node, t.RDF_TYPE, c), None) is not None for c in CLASSES.values())

    def _has_type(self, node: NamedNode, type: str | None) -> bool:
        return type is None or next(self.store.quads(node, t.RDF_TYPE, CLASSES[type]), None) is not None

    def _ranked(self, nodes: Iterable[NamedNode], type: str | None) -> list[NamedNode]:
        found = [n for n in dict.fromkeys(nodes) if self._has_type(n, type)]
        if len(found) > 1:
            count = {n: sum(1 for _ in islice(self.store.quads(None, _REFERS_TO, n), _COUNTED)) for n in found}
            found.sort(key=lambda n: (-count[n], n.value))
        return found

    def _like(self, name: str, limit: int, type: str | None, cutoff: int) -> list[tuple[str, list[NamedNode]]]:
        from rapidfuzz import fuzz, process

        self._read()
        wanted = normalise_name(name)
        if not wanted:
            return []
        hits = process.extract(wanted, self._entities.keys(), scorer=fuzz.WRatio, limit=10 * limit, score_cutoff=cutoff)
        # The scorer gives equal marks to names that contain the whole text; the closest in length is meant.
        hits.sort(key=lambda hit: (-round(fuzz.ratio(wanted, hit[0]) + hit[1]), hit[0]))
        found = []
        for spelling, _, _ in hits:
            if nodes := [n for n in self._entities[spelling] if self._has_type(n, type)]:
                found.append((self._shown[spelling], nodes))
        return found[:limit]

    def _read(self) -> None:
        if self._version == self.store.version:
            return
        version = self.store.version
        entities: dict[str, dict[NamedNode, bool]] = {}
        shown: dict[str, str] = {}
        for predicate, is_label in ((t.PREF_LABEL, True), (t.ALT_LABEL, False)):
            for node, name in self.store.select(f"SELECT DISTINCT ?s ?name {{ ?s {predicate} ?name }}"):
                if isinstance(node, NamedNode):
                    written = str(to_python(name))
                    spelling = normalise_name(written)
                    entities.setdefault(spelling, {}).setdefault(node, is_label)
                    shown[spelling] = min(written, shown.get(spelling, written))
        self._entities, self._shown, self._version = entities, shown, version


def iri_of(name: str) -> NamedNode | None:
    """Return a name as an IRI, in full or with a usual prefix; None where it is none.

    Examples
    --------
    >>> iri_of("tooi:gemeente/gm0014").value
    'https://identifier.overheid.nl/tooi/id/gemeente/gm0014'
    >>> iri_of("Regio Deal: fase 2") is None
    True
    """
    if not _IRI.fullmatch(name):
        return None
    prefix, _, rest = name.partition(":")
    try:
        return NamedNode(QUERY_PREFIXES[prefix] + rest if prefix in QUERY_PREFIXES else name)
    except ValueError:
        return None


def nearest(name: str, known: Iterable[str], limit: int = 5) -> tuple[str, ...]:
    """Return the texts that look most like one that is not among them.

    Examples
    --------
    >>> nearest("brief.txt", ["brief-1.txt", "nota.pdf"])
    ('brief-1.txt',)
    """
    from rapidfuzz import fuzz, process

    hits = process.extract(name, list(dict.fromkeys(known)), scorer=fuzz.WRatio, limit=limit, score_cutoff=60)
    return tuple(hit[0] for hit in hits)


def _subjects(store: Store, predicate: NamedNode, value: NamedNode | Literal) -> list[NamedNode]:
    return [q.subject for q in store.quads(None, predicate, value) if isinstance(q.subject, NamedNode)]
