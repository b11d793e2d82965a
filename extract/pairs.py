"""A small classifier over pairs of names in a sentence, for what no frame says: weights as data, logistic, no model.

Features are the words between and beside the two names (names themselves masked by their types), the prepositions
that govern them, and how far apart they stand. Only predicates for which it held up in cross-validation by document
have weights (``relation_weights.json``, made by ``bench/train_relations.py``), each with its own threshold.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, NamedTuple

from beleidsgraaf.extract.clauses import Clauses
from beleidsgraaf.extract.skeleton import LETTERS, members
from beleidsgraaf.ontology.vocabulary import accepts

_MAX_WORDS: Final = 40
_MAX_UNITS: Final = 5
_SIDE: Final = 6


class Pair(NamedTuple):
    """Two units of a sentence, the first before the second, by their place among its words, with features."""

    first: str
    second: str
    at: int
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one predicate in one direction.

    Attributes
    ----------
    predicate : str
    forward : bool
        Whether the first unit is the subject.
    threshold : float
        Probability from which a relation is put forward.
    weights : mapping of str to float
        By feature.
    """

    predicate: str
    forward: bool
    threshold: float
    weights: Mapping[str, float]

    def probability(self, features: Sequence[str]) -> float:
        """Return the probability that the pair stands in this relation.

        Examples
        --------
        >>> Weights("memberOf", True, 0.5, {"b": -1.0, "m=lid": 3.0}).probability(["b", "m=lid"]) > 0.85
        True
        """
        score = sum(self.weights.get(f, 0.0) for f in features)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def weights() -> tuple[Weights, ...]:
    """Return the trained weights, read once."""
    data = json.loads((files("beleidsgraaf.extract") / "relation_weights.json").read_text("utf-8"))
    return tuple(Weights(w["predicate"], w["forward"], w["threshold"], w["weights"]) for w in data)


def pairs(clauses: Clauses, predicates: frozenset[str]) -> Iterator[Pair]:
    """Yield the pairs of units that stand near each other in a sentence, with their features.

    Parameters
    ----------
    clauses : Clauses
        Of the sentence.
    predicates : frozenset of str
        Pairs whose types can stand in none of them, either way around, are left out.
    """
    words = clauses.words
    units = [i for i, word in enumerate(words) if word[0] == "⟨"]
    for n, i in enumerate(units):
        for j in units[n + 1 : n + 1 + _MAX_UNITS]:
            if j - i > _MAX_WORDS:
                break
            if not _may(_types(words[i]), _types(words[j]), predicates):
                continue
            yield Pair(words[i], words[j], clauses.position(i), tuple(_features(clauses, i, j)))


@cache
def _may(first: str, second: str, predicates: frozenset[str]) -> bool:
    a, b = ([name for name, letter in LETTERS.items() if letter in types] for types in (first, second))
    return any(accepts(p, x, y) or accepts(p, y, x) for p in predicates for x in a for y in b)


def _types(unit: str) -> str:
    return unit[1 : unit.index("#")]


def _features(clauses: Clauses, i: int, j: int) -> list[str]:
    words = [f"⟨{_types(w)}⟩" if w[0] == "⟨" else w for w in clauses.words]
    between = words[i + 1 : j]
    near, far = clauses.governor(i), clauses.governor(j)
    found = ["b", f"n{min(len(between), 12)}", f"u{min(sum(w[0] == '⟨' for w in between), 4)}"]
    found += [f"ga={near}", f"gb={far}", f"g={near}|{far}"]
    found += sorted({f"m={w}" for w in between})
    found += [f"mm={a}_{b}" for a, b in pairwise(between)]
    if len(between) <= 4:
        found.append("mid=" + "_".join(between))
    for k in (1, 2):
        found.append(f"l{k}={words[i - k][0] if words[i - k][0] == '⟨' else words[i - k]}" if i >= k else f"l{k}=^")
        right = words[j + k] if j + k < len(words) else "$"
        found.append(f"r{k}={'⟨' if right[0] == '⟨' else right}")
    found += [f"L={w}" for w in words[max(0, i - _SIDE) : i] if w[0] != "⟨"]
    found += [f"R={w}" for w in words[j + 1 : j + _SIDE] if w[0] != "⟨"]
    found += [f"ma={len(members(clauses.words[i])) > 1:d}", f"mb={len(members(clauses.words[j])) > 1:d}"]
    types = _types(clauses.words[i]) + "-" + _types(clauses.words[j])
    found += [f"{f}&{types}" for f in found if f[:2] in ("b", "n0", "n1", "n2", "n3", "ga", "gb", "g=", "mi")]
    return found
