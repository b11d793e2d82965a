"""Overlaps of candidates settled, in one place: which spans become mentions.

Candidates compete where they overlap. A longer one wins from a shorter one unless it is much less sure; of equal
spans the surer wins.
"""

from collections.abc import Iterable

from beleidsgraaf.extract.candidates import Candidate


def strength(candidate: Candidate) -> float:
    """Return what a candidate weighs against those it overlaps: its score and, less, the length of its span.

    Examples
    --------
    >>> long = Candidate(0, 40, "Organisation", "pattern", 0.7)
    >>> short = Candidate(20, 30, "Region", "register", 0.9)
    >>> strength(long) > strength(short)
    True
    """
    return candidate.score + 0.025 * min(candidate.end - candidate.start, 60)


def resolve(found: Iterable[Candidate], minimum: float = 0.5) -> list[Candidate]:
    """Choose candidates that do not overlap, the strongest first.

    Parameters
    ----------
    found : iterable of Candidate
        In any order.
    minimum : float
        Candidates with a lower score are left out.

    Returns
    -------
    list of Candidate
        In text order, without overlaps.

    Examples
    --------
    >>> office = Candidate(0, 35, "Office", "pattern", 0.9)
    >>> ministry = Candidate(13, 35, "Ministry", "register", 0.75)
    >>> resolve([ministry, office]) == [office]
    True
    """
    chosen: list[Candidate] = []
    taken: set[int] = set()
    usable = (c for c in found if c.score >= minimum and c.start < c.end)
    for c in sorted(usable, key=lambda c: (-strength(c), c.start, c.type, c.source)):
        if taken.isdisjoint(range(c.start, c.end)):
            chosen.append(c)
            taken.update(range(c.start, c.end))
    return sorted(chosen, key=lambda c: c.start)
