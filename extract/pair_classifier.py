"""A small classifier over pairs of names, for what no frame says: logistic, its weights data, no model to load.

Of every two names that stand near each other, and for every predicate that their types allow, it weighs the words
between and beside them (names masked by their types), the prepositions that govern them, the cues of the trigger
files, the word classes of the names model, what the names themselves say ("afdeling", a province), and marks, line
ends and list items between them. Weights of all predicates lie in ``relation_weights.json.gz``, made by
``bench/train_relations.py``, with a threshold for each predicate that was chosen by document-wise cross-validation.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from beleidsgraaf.extract.clauses import Clauses
from beleidsgraaf.extract.frames import cues
from beleidsgraaf.extract.name_features import NameFeatures, holds
from beleidsgraaf.extract.skeleton import LETTERS, members
from beleidsgraaf.extract.word_classes import word_classes
from beleidsgraaf.ontology import PREDICATES
from beleidsgraaf.ontology.vocabulary import accepts
from numpy.typing import NDArray

MAX_WORDS: Final = 40
MAX_UNITS: Final = 6
"""How far apart two names of one sentence may stand, in words and in names between them."""
MAX_WORDS_ACROSS: Final = 25
MAX_UNITS_ACROSS: Final = 2
"""The same for names of different sentences."""
MAX_RUN: Final = 14
MAX_RUN_WORDS: Final = 110
"""The same where all names between are of the type of one of the two: a list with members like the first."""
_SIDE: Final = 7
_MARKS: Final = frozenset("(),;:.?!|⏎‖-/‘’“”'\"«»[]")
_ENDS: Final = ((0, 1, 2, 3, 4, 6, 9, 14, 20, 30), ("0", "1", "2", "3", "4", "5-6", "7-9", "-14", "-20", "-30", "+"))
_PREDICATES: Final = tuple(PREDICATES)


class Pair(NamedTuple):
    """Two units, as subject and object.

    Attributes
    ----------
    subject, object : str
        Units of the skeleton.
    at : int
        Position of the first of them in the skeleton's text.
    apposed : bool
        Whether nothing but marks, articles and prepositions stands between them, no verb.
    order : str
        ">" where the subject comes first, "<" where the object does, "" for the members of one unit.
    shared : sequence of str
        Features that hold whichever is the subject; with the order before them they are features of this pair.
    own : sequence of str
        Its other features.
    allowed : tuple of int
        Predicates that their types allow, as indices into `beleidsgraaf.ontology.PREDICATES`.
    """

    subject: str
    object: str
    at: int
    apposed: bool
    order: str
    shared: Sequence[str]
    own: Sequence[str]
    allowed: tuple[int, ...]

    @property
    def features(self) -> tuple[str, ...]:
        """All features of the pair."""
        return (*(self.order + f for f in self.shared), *self.own)


class Weights:
    """The weights of all predicates.

    Parameters
    ----------
    names : sequence of str
        The features.
    matrix : ndarray of shape (features, predicates), of integers
        Weights times `scale`: whole numbers, so that a sum does not depend on its order.
    scale : float
    thresholds : tuple of float
        Probability from which a relation is put forward, by predicate; above 1 where none ever is.

    Examples
    --------
    >>> w = Weights(["b", ">m=lid"], np.array([[-100], [300]], dtype=np.int16), 100.0, (0.5,))
    >>> pair = Pair("⟨N#0⟩", "⟨O#1⟩", 0, False, ">", ["m=lid", "m=unknown"], ["b"], (0,))
    >>> float(w.probabilities(pair)[0]) > 0.85
    True
    """

    def __init__(
        self, names: Sequence[str], matrix: NDArray[np.int16], scale: float, thresholds: tuple[float, ...]
    ) -> None:
        self.thresholds = thresholds
        self.matrix = matrix
        self._scale = scale
        self._rows = {name: i for i, name in enumerate(names)}
        self._ordered = {
            order: {name[1:]: i for i, name in enumerate(names) if name[0] == order} for order in (">", "<")
        }

    def probabilities(self, pair: Pair) -> NDArray[np.float64]:
        """Return the probability of each predicate.

        Parameters
        ----------
        pair : Pair

        Returns
        -------
        ndarray of shape (predicates,)
        """
        ordered, rows = self._ordered.get(pair.order, self._rows), self._rows
        found = [ordered[f] for f in pair.shared if f in ordered]
        found += [rows[f] for f in pair.own if f in rows]
        score = self.matrix.take(found, axis=0).sum(axis=0, dtype=np.int64) / self._scale
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(score, -30.0, 30.0))))


@cache
def weights() -> Weights:
    """Return the trained weights, read once."""
    packed = (files("beleidsgraaf.extract") / "relation_weights.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))
    matrix = np.zeros((len(data["features"]), len(_PREDICATES)), dtype=np.int16)
    for i, sparse in enumerate(data["features"].values()):
        matrix[i, sparse[::2]] = sparse[1::2]
    thresholds = tuple(data["thresholds"].get(p, 2.0) for p in _PREDICATES)
    return Weights(list(data["features"]), matrix, data["scale"], thresholds)


def pairs(clauses: Clauses, names: NameFeatures, sentence_of: Sequence[int] | None = None) -> Iterator[Pair]:
    """Yield the pairs of units that stand near each other, each way around that a predicate allows.

    Parameters
    ----------
    clauses : Clauses
        Of a sentence, a sentence with its list, or a whole document.
    names : NameFeatures
        What the names of the document say by themselves.
    sentence_of : sequence of int, optional
        The sentence of each word; given, only pairs of different sentences are wanted.
    """
    words = clauses.words
    units = [i for i, word in enumerate(words) if word[0] == "⟨"]
    context: _Context | None = None
    if sentence_of is None:
        for i in units:
            together = allowed_together(types(words[i])) if "," in words[i] else ()
            if together:
                context = context or _Context(clauses, whole=False)
                yield Pair(words[i], words[i], clauses.position(i), False, "", context.group(i), (), together)
    most, reach = (MAX_UNITS, MAX_WORDS) if sentence_of is None else (MAX_UNITS_ACROSS, MAX_WORDS_ACROSS)
    for n, i in enumerate(units):
        for k, j in enumerate(units[n + 1 : n + 1 + (MAX_RUN if sentence_of is None else most)]):
            far = k >= most or j - i > reach
            if far and (sentence_of is not None or j - i > MAX_RUN_WORDS):
                break
            run = _run(words, units[n : n + k + 2])
            if far and run is None:
                continue
            if sentence_of is not None and not 0 < sentence_of[j] - sentence_of[i] < 4:
                continue
            first, second = types(words[i]), types(words[j])
            forward, backward = allowed(first, second), allowed(second, first)
            if not (forward or backward):
                continue
            if context is None:
                context = _Context(clauses, whole=sentence_of is not None)
            shared = context.features(i, j, run, across=sentence_of is not None)
            at = clauses.position(i)
            apposed = "light" in shared
            if forward:
                own = _ends(clauses, names, i, j, ">")
                yield Pair(words[i], words[j], at, apposed, ">", shared, own, forward)
            if backward:
                own = _ends(clauses, names, j, i, "<")
                yield Pair(words[j], words[i], at, apposed, "<", shared, own, backward)


@cache
def allowed(subject: str, object: str) -> tuple[int, ...]:
    """Return the predicates, as indices, that some types of two units allow; a symmetric one in either order."""
    a, b = ([name for name, letter in LETTERS.items() if letter in types] for types in (subject, object))
    return tuple(n for n, p in enumerate(_PREDICATES) if any(accepts(p, x, y) for x in a for y in b))


@cache
def allowed_together(types: str) -> tuple[int, ...]:
    """Return the predicates, as indices, that the members of one unit may have among themselves: the symmetric ones."""
    return tuple(n for n in allowed(types, types) if PREDICATES[_PREDICATES[n]].symmetric)


def _run(words: Sequence[str], units: Sequence[int]) -> tuple[int, int, str] | None:
    """Tell between which words two units of a list are told apart from the rest, and which of the two is in the list.

    For the first and the third of "⟨M#0⟩: ⟨O#1⟩, ⟨O#2⟩" it is what stands before the list.
    """
    if len(units) < 3:
        return None
    first, last = types(words[units[0]]), types(words[units[-1]])
    between = {types(words[u]) for u in units[1:-1]}
    if between == {last}:
        return units[0], units[1], "R"
    if between == {first}:
        return units[-2], units[-1], "L"
    return None


def types(unit: str) -> str:
    """Return the letters of a unit's types."""
    return unit[1 : unit.index("#")]


@lru_cache(maxsize=20_000)
def _word(word: str) -> tuple[str, ...]:
    """Return the cues and classes of a word."""
    classes = word_classes().get(word, ())
    return (*(f"t:{p}" for p in cues(word)), *(f"c{k}" for k in classes[:1]), *(f"C{k}" for k in classes[1:2]))


class _Context:
    """The words of one stretch, with what they call up."""

    def __init__(self, clauses: Clauses, *, whole: bool) -> None:
        self._clauses = clauses
        self._words = [f"⟨{types(w)}⟩" if w[0] == "⟨" else w for w in clauses.words]
        self._calls = [_word(w) if w[0] != "⟨" else () for w in self._words]
        self._anywhere: list[str] = []
        if not whole:
            called = {c for calls in self._calls for c in calls if c[0] == "t"}
            self._anywhere = [f"any-{c}" for c in sorted(called)]
            self._anywhere += [f"s={m}" for m in ("?", "‖", "|", "niet", "geen", "zal", "wil") if m in self._words]

    def group(self, i: int) -> list[str]:
        """Return what stands beside a unit of more than one name."""
        words, calls = self._words, self._calls
        kind, governor = types(self._clauses.words[i]), self._clauses.governor(i)
        size = min(len(members(self._clauses.words[i])), 4)
        found = ["=b", f"=n{size}", f"=g={governor}", f"={kind}", f"={kind}&g={governor}"]
        for place, start, end in (("L", max(0, i - 2 * _SIDE), i), ("R", i + 1, min(len(words), i + 1 + 2 * _SIDE))):
            called = {c for k in range(start, end) for c in calls[k]}
            found += sorted(f"={place}-{c}" for c in called)
            found += sorted(f"={place}-{c}&{governor}" for c in called if c[0] == "t")
            found += sorted({f"={place}={w}" for w in words[start:end] if w[0] != "⟨"})
        found += [f"=l={words[i - 1] if i else '^'}", f"=r={words[i + 1] if i + 1 < len(words) else '$'}"]
        return [*found, *(f"={a}" for a in self._anywhere)]

    def features(self, i: int, j: int, run: tuple[int, int, str] | None, *, across: bool) -> list[str]:
        """Return what stands between, before and after two units, whichever is the subject."""
        words, calls = self._words, self._calls
        start, end, side = run or (i, j, "")
        between = words[start + 1 : end]
        count = sum(w[0] == "⟨" for w in between)
        near, far = self._clauses.governor(i), self._clauses.governor(j)
        pair = types(self._clauses.words[i]) + types(self._clauses.words[j])
        distance = _bucket(len(between))
        found_run = [f"run{side}", f"run{side}&{pair}", f"far{_bucket(j - i)}"] if side else []
        found = ["b", f"n{distance}", f"u{min(count, 4)}", f"g={near}|{far}", f"x{across:d}", f"x{across:d}&{pair}"]
        found += [f"{pair}&n{distance}", f"{pair}&u{min(count, 4)}", f"{pair}&g={near}|{far}"]
        found += found_run
        if len(between) <= 5:
            middle = "_".join(between)
            found += [f"mid={middle}", f"{pair}&mid={middle}"]
        found += {f"m={w}" for w in between}
        found += [f"mm={a}_{b}" for a, b in pairwise(between)]
        found += {f"st={w[:5]}" for w in between if len(w) > 5}
        middle_calls = {c for k in range(start + 1, end) for c in calls[k]}
        left_calls = {c for k in range(max(0, i - _SIDE), i) for c in calls[k]}
        right_calls = {c for k in range(j + 1, min(len(words), j + 1 + _SIDE)) for c in calls[k]}
        for place, called in (("M", middle_calls), ("L", left_calls), ("R", right_calls)):
            found += [f"{place}-{c}" for c in called]
            found += [f"{place}-{c}&{near}|{far}" for c in called if c[0] == "t"]
        found += [f"W-{c}&{pair}" for c in middle_calls | left_calls | right_calls if c[0] == "t"]
        found += self._anywhere
        marks = sorted({w for w in between if w in _MARKS})
        found.append("k=" + "".join(marks))
        if all(w in _MARKS or w in _LIGHT for w in between):
            found += ["light", f"light&{pair}"]
        for k in (1, 2):
            left = words[i - k] if i >= k else "^"
            right = words[j + k] if j + k < len(words) else "$"
            found += [f"l{k}={left}", f"r{k}={right}"]
            if k == 1:
                found += [f"l1r1={left}|{right}", f"{pair}&l1={left}", f"{pair}&r1={right}"]
        found += {f"L={w}" for w in words[max(0, i - _SIDE) : i] if w[0] != "⟨"}
        found += {f"R={w}" for w in words[j + 1 : j + _SIDE] if w[0] != "⟨"}
        return found


_LIGHT: Final = frozenset({"de", "het", "een", "van", "en", "of", "te", "in", "bij"})


def _ends(clauses: Clauses, names: NameFeatures, s: int, o: int, order: str) -> list[str]:
    """Return what the two ends say, as subject and object."""
    subject, object = clauses.words[s], clauses.words[o]
    pair = f"{types(subject)}-{types(object)}"
    gs, go = clauses.governor(s), clauses.governor(o)
    some, others = members(subject), members(object)
    a, b = some[0], others[0]
    kinds = f"kk={names.kind(a)}-{names.kind(b)}"
    found = [
        f"ty={pair}", f"{order}ty={pair}", f"gs={gs}", f"go={go}", f"gs={gs}&{pair}", f"go={go}&{pair}",
        f"ns={min(len(some), 3)},{min(len(others), 3)}", kinds, f"{order}{kinds}&{gs}|{go}",
    ]  # fmt: skip
    for end, mention in (("S", a), ("O", b)):
        for f in names.of(mention):
            found += (f"{end}.{f}", f"{end}.{f}&{order}{pair}")
    inside = holds(names.text(b), names.text(a)), holds(names.text(a), names.text(b))
    if any(inside):
        found += (f"in={inside[0]:d}{inside[1]:d}", f"in={inside[0]:d}{inside[1]:d}&{pair}")
    return found


def _bucket(n: int) -> str:
    for edge, name in zip(*_ENDS, strict=False):
        if n <= edge:
            return name
    return "+"
