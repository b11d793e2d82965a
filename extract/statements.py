"""From what sentences put forward to relations: with cue, source, quantities and period."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from beleidsgraaf.extract.extraction import BackReference, Entity, Mention, Period, Quantity, Relation
from beleidsgraaf.extract.quantities import bound, periods, quantities
from beleidsgraaf.extract.relations import RelationCandidate

Span = tuple[int, int]


def relations_of(
    text: str,
    found: Iterable[RelationCandidate],
    entities: Sequence[Entity],
    minimum: float = 0.0,
    back_references: Iterable[BackReference] = (),
) -> tuple[Relation, ...]:
    """Return the relations between entities of a document.

    Parameters
    ----------
    text : str
        The document's text.
    found : iterable of RelationCandidate
    entities : sequence of Entity
        Relations between others are left out.
    minimum : float
        Less sure relations are left out.
    back_references : iterable of BackReference
        Those of the document.

    Returns
    -------
    tuple of Relation
    """
    ids = {e.id: e for e in entities}
    pointing = {(b.start, b.end): b for b in back_references}
    kept = [r for r in found if r.subject in ids and r.object in ids and r.confidence >= minimum]
    together: dict[tuple[str, Span], list[RelationCandidate]] = {}
    for r in kept:
        together.setdefault((r.predicate, (r.evidence_start, r.evidence_end)), []).append(r)

    @lru_cache(maxsize=256)
    def figures(span: Span) -> tuple[list[Quantity], list[Period]]:
        return quantities(text[slice(*span)], span[0]), periods(text[slice(*span)], span[0])

    def relation(r: RelationCandidate) -> Relation:
        span = r.evidence_start, r.evidence_end
        amounts, times = figures(span)
        if amounts:
            others = {x.object for x in together[r.predicate, span]} - {r.object}
            places = [s for id in sorted(others) for s in _within(ids[id], span)]
            own = _within(ids[r.object], span)
            free = _free(amounts, entities, span)
            amounts = [*bound(text, r.predicate, own[0], free, places)] if own else []
        return Relation(
            r.subject, r.predicate, r.object, Mention(*span, text[slice(*span)]), r.status, r.confidence, r.method,
            cue=Mention(*r.cue, text[slice(*r.cue)]) if r.cue else None,
            attributed_to=r.attributed_to if r.attributed_to in ids else None,
            quantities=tuple(amounts),
            # Of two periods in one sentence it is unsure which is meant.
            period=times[0] if len(times) == 1 else None,
            back_references=tuple(pointing[place] for place in r.pointers if place in pointing),
        )  # fmt: skip

    return tuple(relation(r) for r in kept)


def _within(entity: Entity, span: Span) -> list[Span]:
    return [(m.start, m.end) for m in entity.mentions if span[0] <= m.start and m.end <= span[1]]


def _free(found: Sequence[Quantity], entities: Sequence[Entity], span: Span) -> list[Quantity]:
    """Leave out numbers that belong to a name: "Programma 100 wijken"."""
    names = [place for e in entities for place in _within(e, span)]
    return [q for q in found if not any(a < q.end and q.start < b for a, b in names)]
