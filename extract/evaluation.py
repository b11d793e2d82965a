"""How well predicted records agree with annotated ones: precision, recall, F1, and whether confidence keeps its word.

The definitions are those of the annotation guide's scorer:

mention
    A predicted mention is right when start, end and type are those of an annotated one.
overlap
    The same, with any overlap of the spans.
entity
    Within a document predicted and annotated entities of one type are paired one to one, those that share most
    mentions first; a predicted entity is right when it has a partner. So splitting and merging cost.
link
    Of the annotated entities that carry official identifiers and have a partner: the share whose partner names one
    of them (recall), and of the partners that name any, the share that is right (precision).
relation
    A stated relation is right when its predicate is, and both ends are partners of the annotated ends.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from beleidsgraaf.extract.extraction import Entity, Extraction
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES

CORE: Final = ("Ministry", "Programme", "Region", "Organisation")
"""The four types that the product is about; the others support them."""

LEVELS: Final = ("mention", "overlap", "entity")
BINS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Lower bounds of the classes of confidence in `Evaluation.calibration`."""


@dataclass(frozen=True, slots=True)
class Score:
    """What was right, what too much and what missing.

    Examples
    --------
    >>> score = Score(right=6, spurious=2, missed=4)
    >>> score.precision, score.recall, round(score.f1, 3)
    (0.75, 0.6, 0.667)
    >>> Score().f1
    0.0
    """

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted that is right."""
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 0.0

    @property
    def recall(self) -> float:
        """Share of the annotated that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.spurious + other.spurious, self.missed + other.missed)

    def to_dict(self) -> dict[str, float]:
        """Return the figures under the names that the guide's scorer gives them."""
        return {
            "p": self.precision, "r": self.recall, "f": self.f1,
            "tp": self.right, "fp": self.spurious, "fn": self.missed,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Links:
    """How many official identifiers are right.

    Attributes
    ----------
    annotated : int
        Annotated entities with identifiers that have a partner.
    given : int
        Of those, how many partners name any identifier.
    right : int
        Of those, how many name one that was annotated.
    """

    annotated: int = 0
    given: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Share of the given identifiers that is right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of the annotated identifiers that was found."""
        return self.right / self.annotated if self.annotated else 0.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that differs.

    Attributes
    ----------
    document : str
        Name of the document, without its folder.
    kind : str
        "text", "missed", "spurious", "entity missed", "entity spurious", "link", "relation missed" or
        "relation spurious".
    what : str
        For people: the type and the words.
    """

    document: str
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of about equal confidence.

    Attributes
    ----------
    low, high : float
        The class holds confidences from `low` up to `high`; the last one holds 1 as well.
    count : int
    confidence : float
        Their mean confidence.
    right : float
        The share of them that is right; near `confidence` when the confidence keeps its word.
    """

    low: float
    high: float
    count: int
    confidence: float
    right: float


@dataclass(slots=True)
class Evaluation:
    """The figures of a comparison; see the module for what each counts.

    Attributes
    ----------
    documents : int
        Annotated documents.
    missing : list of str
        Those without a prediction; all in them counts as missed.
    scores : dict of str to dict of str to Score
        "mention", "overlap" and "entity" by type; "relation" by predicate.
    links : Links
    problems : list of Problem
        In order of the documents.
    judged : dict of str to list of (float, bool)
        Confidence, and whether it is right, of each predicted mention, entity and relation.
    """

    documents: int = 0
    missing: list[str] = field(default_factory=list)
    scores: dict[str, dict[str, Score]] = field(default_factory=lambda: {k: {} for k in (*LEVELS, "relation")})
    links: Links = Links()
    problems: list[Problem] = field(default_factory=list)
    judged: dict[str, list[tuple[float, bool]]] = field(
        default_factory=lambda: {"mention": [], "entity": [], "relation": []}
    )

    def total(self, level: str, names: Iterable[str] | None = None) -> Score:
        """Return the score over some types or predicates; over all when none are named.

        Parameters
        ----------
        level : {"mention", "overlap", "entity", "relation"}
        names : iterable of str, optional
        """
        table = self.scores[level]
        return sum((table[n] for n in (table if names is None else names) if n in table), Score())

    def calibration(self, level: str, bins: Sequence[float] = BINS) -> list[Bin]:
        """Return the share of right predictions by class of confidence; empty classes are left out.

        Parameters
        ----------
        level : {"mention", "entity", "relation"}
        bins : sequence of float
            Lower bounds, ascending; the first is 0.
        """
        found = []
        for low, high in zip(bins, [*bins[1:], 1.0], strict=True):
            inside = [(c, r) for c, r in self.judged[level] if low <= c < high or (c == high == 1.0)]
            if inside:
                mean = sum(c for c, _ in inside) / len(inside)
                found.append(Bin(low, high, len(inside), mean, sum(r for _, r in inside) / len(inside)))
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain data, in the form that the guide's scorer writes."""
        result: dict[str, Any] = {"documents": self.documents, "missing": len(self.missing)}
        for level in LEVELS:
            result[level] = {
                "core": self.total(level, CORE).to_dict(),
                "all": self.total(level).to_dict(),
                "by_type": {k: v.to_dict() for k, v in sorted(self.scores[level].items())},
            }
        result["link"] = {"recall": self.links.recall, "precision": self.links.precision, "n": self.links.annotated}
        result["relation"] = {
            "all": self.total("relation").to_dict(),
            "by_predicate": {k: v.to_dict() for k, v in sorted(self.scores["relation"].items())},
        }
        return result

    def _count(self, level: str, name: str, score: Score) -> None:
        table = self.scores[level]
        table[name] = table.get(name, Score()) + score


def evaluate(gold: Iterable[Extraction], predicted: Iterable[Extraction]) -> Evaluation:
    """Compare predicted records with annotated ones.

    Parameters
    ----------
    gold : iterable of Extraction
        The annotated documents.
    predicted : iterable of Extraction
        Of the same documents, in any order; paired by the last part of their id. Others are passed over.

    Examples
    --------
    >>> from beleidsgraaf.extract.extraction import DocumentInfo, Mention
    >>> def record(*names: str) -> Extraction:
    ...     text = "Assen en Emmen werken samen met het RIVM."
    ...     found = [(n, text.index(n)) for n in names]
    ...     entities = [
    ...         Entity(f"e{i}", "Region", n, (Mention(at, at + len(n), n),)) for i, (n, at) in enumerate(found)
    ...     ]
    ...     return Extraction(DocumentInfo("brief.txt"), text, tuple(entities))
    >>> result = evaluate([record("Assen", "Emmen")], [record("Emmen", "RIVM")])
    >>> result.total("mention")
    Score(right=1, spurious=1, missed=1)
    >>> [(p.kind, p.what) for p in result.problems][:2]
    [('spurious', "Region 'RIVM' at 36"), ('missed', "Region 'Assen' at 0")]
    """
    by_name = {_name(x): x for x in predicted}
    result = Evaluation()
    annotated = {_name(x): x for x in gold}
    for name, one in annotated.items():
        result.documents += 1
        other = by_name.get(name)
        if other is None:
            result.missing.append(name)
            other = Extraction(one.document, one.text)
        _Comparison(name, one, other, result).run()
    result.scores = {level: _in_order(level, table) for level, table in result.scores.items()}
    return result


def _name(extraction: Extraction) -> str:
    return extraction.document.id.rstrip("/").rpartition("/")[2]


def _in_order(level: str, table: Mapping[str, Score]) -> dict[str, Score]:
    order = tuple(PREDICATES) if level == "relation" else ENTITY_TYPES
    return {name: table[name] for name in order if name in table}


class _Comparison:
    """One document compared."""

    def __init__(self, name: str, gold: Extraction, predicted: Extraction, result: Evaluation) -> None:
        self.name, self.gold, self.predicted, self.result = name, gold, predicted, result

    def run(self) -> None:
        if self.predicted.text != self.gold.text:
            self._problem("text", "the predicted text is not the annotated text")
        self._mentions()
        partners = pair(self.gold.entities, self.predicted.entities)
        self._entities(partners)
        self._relations(partners)

    def _problem(self, kind: str, what: str) -> None:
        self.result.problems.append(Problem(self.name, kind, what))

    def _mentions(self) -> None:
        wanted = {(m.start, m.end, e.type): m.text for e in self.gold.entities for m in e.mentions}
        given: dict[tuple[int, int, str], float] = {}
        for e in self.predicted.entities:
            for m in e.mentions:
                span = (m.start, m.end, e.type)
                given[span] = max(e.confidence, given.get(span, 0.0))
        of_gold, of_predicted = _by_type(wanted), _by_type(given)
        for (start, end, type_), confidence in given.items():
            right = (start, end, type_) in wanted
            self.result._count("mention", type_, Score(right=right, spurious=not right))
            self.result.judged["mention"].append((confidence, right))
            if not right:
                self._problem("spurious", f"{type_} {self.gold.text[start:end]!r} at {start}")
            near = bool(of_gold[type_].over(start, end)) if type_ in of_gold else False
            self.result._count("overlap", type_, Score(right=near, spurious=not near))
        for (start, end, type_), text in wanted.items():
            if (start, end, type_) not in given:
                self.result._count("mention", type_, Score(missed=1))
                self._problem("missed", f"{type_} {text!r} at {start}")
            if type_ not in of_predicted or not of_predicted[type_].over(start, end):
                self.result._count("overlap", type_, Score(missed=1))

    def _entities(self, partners: Mapping[int, int]) -> None:
        links = self.result.links
        for i, e in enumerate(self.gold.entities):
            found = i in partners
            self.result._count("entity", e.type, Score(right=found, missed=not found))
            if not found:
                self._problem("entity missed", f"{e.type} {e.label!r}")
            elif e.same_as:
                given = self.predicted.entities[partners[i]].same_as
                right = not set(given).isdisjoint(e.same_as)
                links = Links(links.annotated + 1, links.given + bool(given), links.right + right)
                if not right:
                    self._problem("link", f"{e.label!r}: {' '.join(e.same_as)}, given: {' '.join(given) or '-'}")
        self.result.links = links
        used = set(partners.values())
        implied = self.predicted.implied  # what only "mijn ministerie" tells of is annotated nowhere
        for i, e in enumerate(self.predicted.entities):
            if e.id in implied:
                continue
            self.result.judged["entity"].append((e.confidence, i in used))
            if i not in used:
                self.result._count("entity", e.type, Score(spurious=1))
                self._problem("entity spurious", f"{e.type} {e.label!r}")

    def _relations(self, partners: Mapping[int, int]) -> None:
        back = {j: i for i, j in partners.items()}
        at = {e.id: i for i, e in enumerate(self.gold.entities)}
        # An end without a partner is nothing annotated; its own id tells it from others.
        ends: dict[str, Hashable] = {e.id: back.get(i, e.id) for i, e in enumerate(self.predicted.entities)}
        labels: dict[Hashable, str] = {e.id: e.label for e in self.predicted.entities}
        labels |= {i: e.label for i, e in enumerate(self.gold.entities)}
        wanted: set[tuple[Hashable, str, Hashable]] = {
            (at[r.subject], r.predicate, at[r.object]) for r in self.gold.relations if r.status == "stated"
        }
        given: dict[tuple[Hashable, str, Hashable], float] = {}
        for r in self.predicted.said_of_names:
            said = (ends[r.subject], r.predicate, ends[r.object])
            given[said] = max(r.confidence, given.get(said, 0.0))
        for (s, predicate, o), confidence in given.items():
            right = (s, predicate, o) in wanted
            self.result._count("relation", predicate, Score(right=right, spurious=not right))
            self.result.judged["relation"].append((confidence, right))
            if not right:
                self._problem("relation spurious", f"{labels[s]} —{predicate}→ {labels[o]}")
        for s, predicate, o in sorted(wanted - given.keys(), key=str):
            self.result._count("relation", predicate, Score(missed=1))
            self._problem("relation missed", f"{labels[s]} —{predicate}→ {labels[o]}")


class _Spans:
    """Spans to look up by what they overlap."""

    def __init__(self, spans: Iterable[tuple[int, int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [s[0] for s in self._spans]
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def over(self, start: int, end: int) -> set[int]:
        """Return the owners of the spans that overlap this one."""
        first, last = bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)
        return {owner for _, stop, owner in self._spans[first:last] if stop > start}


def _by_type(spans: Iterable[tuple[int, int, str]]) -> dict[str, _Spans]:
    found: dict[str, list[tuple[int, int, int]]] = {}
    for start, end, type_ in spans:
        found.setdefault(type_, []).append((start, end, 0))
    return {type_: _Spans(s) for type_, s in found.items()}


def pair(gold: Sequence[Entity], predicted: Sequence[Entity]) -> dict[int, int]:
    """Pair entities of one type one to one, those that share most mentions first.

    Parameters
    ----------
    gold, predicted : sequence of Entity

    Returns
    -------
    dict
        Index in `gold` to index in `predicted`.
    """
    owned: dict[str, list[tuple[int, int, int]]] = {}
    for j, e in enumerate(predicted):
        owned.setdefault(e.type, []).extend((m.start, m.end, j) for m in e.mentions)
    spans = {type_: _Spans(s) for type_, s in owned.items()}
    shared = Counter[tuple[int, int]]()
    for i, e in enumerate(gold):
        if e.type in spans:
            for m in e.mentions:
                shared.update((i, j) for j in spans[e.type].over(m.start, m.end))
    partners: dict[int, int] = {}
    used: set[int] = set()
    for i, j in sorted(shared, key=lambda ij: (-shared[ij], ij)):
        if i not in partners and j not in used:
            partners[i] = j
            used.add(j)
    return partners
