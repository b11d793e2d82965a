"""Overlaps of candidates settled, in one place: which spans become mentions, and how sure each is.

Without a model the rules decide: candidates compete where they overlap, and the surer and longer one wins. With a
model, a logistic regression weighs all evidence for each span (what the finders say, what the model reads there,
what overlaps it) into a probability, and the set of spans that does not overlap and has the greatest sum is chosen.
"""

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from beleidsgraaf.extract.candidates import Candidate

Span = tuple[int, int, str]
_QUOTES = frozenset("‘’'“”\"«»")
_CAPITAL_AFTER = re.compile(r"[ ](?:[&-] ?|en )?[A-ZÀ-Þ]\w")
_APART = re.compile(r"\n[^\S\n]*\n|[^\S\n]{3}")
_WORD_BEFORE = re.compile(r"(\w[\w’'&-]*) $")


class Reading(Protocol):
    """What a statistical model reads in a text."""

    def probability(self, span: Span) -> tuple[float, float, float] | None:
        """Return how far the model sees a name of this type there, or None where no token bounds fit.

        The three numbers are the least and the mean probability over the span's tokens, and the probability that
        the name ends there.
        """


def strength(candidate: Candidate) -> float:
    """Return what a candidate weighs against those it overlaps: its score and the length of its span.

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
    for c in sorted(usable, key=lambda c: (-strength(c), c.start, c.type, c.source, c.keys, c.label or "")):
        if taken.isdisjoint(range(c.start, c.end)):
            chosen.append(c)
            taken.update(range(c.start, c.end))
    return sorted(chosen, key=lambda c: c.start)


@dataclass(frozen=True, slots=True)
class Resolver:
    """Weighs all evidence for each span and chooses the best set of spans.

    Attributes
    ----------
    weights : mapping of str to float
        Logistic regression weights by feature name; "bias" among them.
    threshold : float
        Spans less probable than this are left out.
    """

    weights: Mapping[str, float]
    threshold: float = 0.4

    def resolve(self, text: str, found: Sequence[Candidate], reading: Reading) -> list[Candidate]:
        """Return the chosen candidates in text order, their score now the probability that they are right.

        Parameters
        ----------
        text : str
        found : sequence of Candidate
            Of the finders and of the model.
        reading : Reading
            Of the model.
        """
        best: dict[Span, Candidate] = {}
        for c in found:
            span = (c.start, c.end, c.type)
            if span not in best or _rank(c) > _rank(best[span]):
                best[span] = c
        scored = []
        for span, features in evidence(text, found, reading):
            z = self.weights["bias"] + sum(self.weights.get(k, 0.0) * v for k, v in features.items())
            probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
            scored.append(replace(best[span], score=round(probability, 4)))
        return best_set(scored, self.threshold)


def best_set(found: Iterable[Candidate], threshold: float) -> list[Candidate]:
    """Choose candidates that do not overlap so that the sum of score minus threshold is greatest.

    Weighted interval scheduling by dynamic programming.

    Examples
    --------
    >>> pieces = [Candidate(0, 5, "Region", "a", 0.6), Candidate(6, 9, "Region", "a", 0.6)]
    >>> [c.end for c in best_set([*pieces, Candidate(0, 9, "Organisation", "b", 0.9)], 0.4)]
    [9]
    """
    items = sorted((c for c in found if c.score > threshold), key=lambda c: (c.end, c.start, c.type, c.source, c.score))
    ends = [c.end for c in items]
    best, taken = [0.0], []
    for i, c in enumerate(items):
        before = bisect_right(ends, c.start, 0, i)
        value = best[before] + c.score - threshold
        taken.append((value > best[-1], before))
        best.append(max(value, best[-1]))
    chosen = []
    i = len(items)
    while i:
        take, before = taken[i - 1]
        if take:
            chosen.append(items[i - 1])
        i = before if take else i - 1
    return chosen[::-1]


def evidence(text: str, found: Sequence[Candidate], reading: Reading) -> list[tuple[Span, dict[str, float]]]:
    """Return for each span that is put forward what speaks for and against it, as features of the regression.

    Parameters
    ----------
    text : str
    found : sequence of Candidate
        Of the finders and of the model.
    reading : Reading
        Of the model.
    """
    by_span: dict[Span, list[Candidate]] = defaultdict(list)
    for c in found:
        by_span[c.start, c.end, c.type].append(c)
    rules = [c for c in found if c.source != "model"]
    winners = {(c.start, c.end, c.type) for c in resolve(rules)}
    ordered = sorted(rules, key=lambda c: c.start)
    starts = [c.start for c in ordered]
    longest = max((c.end - c.start for c in ordered), default=0)
    read = {span: p for span in by_span if (p := reading.probability(span)) is not None}
    named = _Elsewhere(text, read)
    rows = []
    for span in sorted(read):
        start, end, type_ = span
        least, mean, ends = read[span]
        word = text[start:end]
        one = not any(ch.isspace() for ch in word)
        features = {
            f"type:{type_}": 1.0, "least": least, "mean": mean, "ends": ends, "least*ends": least * ends,
            "log_least": math.log(least + 0.003), f"least:{type_}": least,
            "length": min(len(word), 60) / 60, "capital": float(word[0].isupper()),
            "capitals": float(word.isupper()), "one": float(one), "one_capitals": float(one and word.isupper()),
            f"capital:{type_}": float(word[0].isupper()), f"one:{type_}": float(one),
            f"mean:{type_}": mean, f"ends:{type_}": ends, f"length:{type_}": min(len(word), 60) / 60,
            "cut": float(_CAPITAL_AFTER.match(text, end) is not None),
            "cut_before": float(_capital_before(text, start)),
            "apart": float(_APART.search(word) is not None),
            "quoted": float(text[start - 1 : start] in _QUOTES and text[end : end + 1] in _QUOTES),
            "elsewhere": named.same(span), f"elsewhere:{type_}": named.same(span), "otherwise": named.other(span),
        }  # fmt: skip
        if any(c.source == "model" and c.score >= 0.5 for c in by_span[span]):
            features["read"] = features[f"read:{type_}"] = 1.0
        given = [c for c in by_span[span] if c.source != "model"]
        if given:
            top = max(given, key=_rank)
            source = top.source.split(":")[0]
            sure, won = float(top.score >= 0.88), float(span in winners)
            features |= {
                "rule": 1.0, f"rule:{type_}": 1.0, "score": top.score, f"score:{type_}": top.score,
                "score*least": top.score * least, "sure": sure, f"sure:{type_}": sure,
                f"source:{source}": 1.0, f"source:{source}:{type_}": 1.0, "wins": won, f"wins:{type_}": won,
                "sources": float(len({c.source for c in given})),
            }  # fmt: skip
        near = ordered[bisect_right(starts, start - longest - 1) : bisect_right(starts, end - 1)]
        rivals = [c for c in near if c.end > start and (c.start, c.end, c.type) != span]
        features["longer_rival"] = max((c.score for c in rivals if c.end - c.start > end - start), default=0.0)
        features["shorter_rival"] = max((c.score for c in rivals if c.end - c.start <= end - start), default=0.0)
        rows.append((span, features))
    return rows


class _Elsewhere:
    """How probable the model holds the same name at its other places in a text."""

    def __init__(self, text: str, read: Mapping[Span, tuple[float, float, float]]) -> None:
        self._text = text
        self._places: dict[str, list[tuple[float, Span]]] = defaultdict(list)
        for span, (least, _, ends) in read.items():
            self._places[self._name(span)].append((least * ends, span))
        for places in self._places.values():
            places.sort(reverse=True)

    def _name(self, span: Span) -> str:
        return " ".join(self._text[span[0] : span[1]].split())

    def same(self, span: Span) -> float:
        """Return the greatest probability of this name and type elsewhere, 0 if it stands here alone."""
        return next((p for p, s in self._places[self._name(span)] if s[2] == span[2] and s[0] != span[0]), 0.0)

    def other(self, span: Span) -> float:
        """Return the greatest probability of this name with another type, here or elsewhere."""
        return next((p for p, s in self._places[self._name(span)] if s[2] != span[2]), 0.0)


def _capital_before(text: str, start: int) -> bool:
    """Whether the word before a span has a capital, on the same line."""
    m = _WORD_BEFORE.search(text, max(0, start - 40), start)
    return m is not None and m[1][0].isupper()


def _rank(c: Candidate) -> tuple[bool, float, bool, str, tuple[str, ...]]:
    """Prefer the finders' candidate to the model's, since it knows keys and labels."""
    return c.source != "model", c.score, bool(c.keys), c.source, c.keys
