"""What a picture shows, as plain data: no RDF, no pyvis, no positions.

Everything a reader sees comes from here, so a model can be written by hand, in a test or from another store than ours.

Examples
--------
>>> model = ViewModel(
...     nodes=(ViewNode("urn:a", "gemeente Assen", "Region"), ViewNode("urn:b", "Klimaatakkoord", "Programme")),
...     edges=(ViewEdge("urn:a", "participatesIn", "urn:b",
...                     (ViewEvidence("urn:d", "De gemeente Assen doet mee aan het Klimaatakkoord."),)),),
...     documents=(ViewDocument("urn:d", "Brief over klimaat"),))
>>> model.edges[0].statuses
('stated',)
>>> model.degrees()["urn:a"]
1
"""

import datetime
from collections import Counter
from dataclasses import dataclass

REGISTER = "register"
"""Status of a relation that no sentence states: it comes from a public register."""
ASIDE = 0.2
"""What a relation from a register weighs, next to 1 for one that documents state: a picture is of the documents."""


@dataclass(frozen=True, slots=True)
class ViewDocument:
    """A document that says something.

    Attributes
    ----------
    id : str
        IRI.
    title : str
        Title, or the file's name where it has none.
    file : str or None
        Name of the file it was read from.
    date : datetime.date or None
    kind : str or None
        As in `beleidsgraaf.extract.document.Metadata`.
    numbers : tuple of str
        Identifying numbers.
    sender, addressee : str or None
        As written.
    asked_by, addressed_to, answered_by : tuple of str
        Ids of nodes.
    """

    id: str
    title: str
    file: str | None = None
    date: datetime.date | None = None
    kind: str | None = None
    numbers: tuple[str, ...] = ()
    sender: str | None = None
    addressee: str | None = None
    asked_by: tuple[str, ...] = ()
    addressed_to: tuple[str, ...] = ()
    answered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewMention:
    """A place in a sentence that names an entity.

    Attributes
    ----------
    node : str
        Id of the node.
    start, end : int
        Span in the sentence's text, code points; the end is exclusive.
    """

    node: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ViewSentence:
    """A sentence and who is named in it.

    Attributes
    ----------
    document : str
        Id of the document.
    text : str
    mentions : tuple of ViewMention
        In text order; where two overlap the first counts.
    """

    document: str
    text: str
    mentions: tuple[ViewMention, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewEvidence:
    """A sentence that says a relation.

    Attributes
    ----------
    document : str
        Id of the document.
    sentence : str
        Text of the sentence.
    status : str
        One of `beleidsgraaf.ontology.STATUSES`.
    confidence : float
        From 0 to 1.
    method : str
        What found it.
    """

    document: str
    sentence: str
    status: str = "stated"
    confidence: float = 1.0
    method: str = ""


@dataclass(frozen=True, slots=True)
class ViewEdge:
    """A relation between two entities, with every sentence that says it.

    Attributes
    ----------
    source, target : str
        Ids of nodes.
    predicate : str
        Local name in the ``bg:`` namespace.
    evidence : tuple of ViewEvidence
        Empty for a fact from a register.
    """

    source: str
    predicate: str
    target: str
    evidence: tuple[ViewEvidence, ...] = ()

    @property
    def statuses(self) -> tuple[str, ...]:
        """The distinct statuses of its evidence, in order of appearance; "register" where there is none."""
        return tuple(dict.fromkeys(e.status for e in self.evidence)) or (REGISTER,)


@dataclass(frozen=True, slots=True)
class ViewNode:
    """An entity.

    Attributes
    ----------
    id : str
        IRI.
    label : str
        Preferred name.
    type : str
        One of `beleidsgraaf.ontology.ENTITY_TYPES`, or "Document".
    kind : str or None
        Finer class, such as "Municipality".
    aliases : tuple of str
        Other names and abbreviations.
    links : tuple of str
        Official identifiers that are addresses; only http and https ones become links.
    identifiers : tuple of str
        Official identifiers that are not, such as a BWB id.
    """

    id: str
    label: str
    type: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewModel:
    """Everything one picture shows.

    Attributes
    ----------
    nodes : tuple of ViewNode
        Ids are unique.
    edges : tuple of ViewEdge
        Both ends are nodes of the model; at most one for a source, predicate and target.
    documents : tuple of ViewDocument
    sentences : tuple of ViewSentence
        Sentences with who is named in them; evidence may quote others too.
    total_nodes, total_edges : int or None
        Size of the graph this was cut from; None where it is the whole graph.
    focus : str or None
        Id of the node it was cut around.
    depth : int
        How many steps around the focus.
    """

    nodes: tuple[ViewNode, ...] = ()
    edges: tuple[ViewEdge, ...] = ()
    documents: tuple[ViewDocument, ...] = ()
    sentences: tuple[ViewSentence, ...] = ()
    total_nodes: int | None = None
    total_edges: int | None = None
    focus: str | None = None
    depth: int = 1

    def degrees(self) -> Counter[str]:
        """Count for each node the relations it stands in."""
        count: Counter[str] = Counter({n.id: 0 for n in self.nodes})
        for e in self.edges:
            count[e.source] += 1
            if e.target != e.source:
                count[e.target] += 1
        return count

    def weights(self) -> dict[str, float]:
        """Weigh each node by its relations: those that documents state, and a little those that only registers know.

        Returns
        -------
        dict of str to float

        Examples
        --------
        >>> a, b, c = (ViewNode(f"urn:{x}", x, "Region") for x in "abc")
        >>> said = ViewEdge("urn:a", "cooperatesWith", "urn:b", (ViewEvidence("urn:d", "A werkt samen met B."),))
        >>> ViewModel((a, b, c), (said, ViewEdge("urn:b", "partOf", "urn:c"))).weights()
        {'urn:a': 1.0, 'urn:b': 1.2, 'urn:c': 0.2}
        """
        weight = {n.id: 0.0 for n in self.nodes}
        for e in self.edges:
            for end in {e.source, e.target}:
                weight[end] += 1.0 if e.evidence else ASIDE
        return {id: round(value, 1) for id, value in weight.items()}

    def mention_counts(self) -> Counter[str]:
        """Count for each node the places that name it."""
        count: Counter[str] = Counter({n.id: 0 for n in self.nodes})
        count.update(m.node for s in self.sentences for m in s.mentions)
        return count
