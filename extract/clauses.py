"""Verb and noun frames over the words of a sentence: who does it, and to what.

There is no parse. What stands for it: the preposition that governs a unit (the last one before it with only
determiners and lower-case words between), the places where a clause begins (subordinators, semicolons), and the
closed list of finite verbs that no subject is looked for across.
"""

import tomllib
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files
from typing import Final, NamedTuple

from beleidsgraaf.extract.frames import Frames, Noun, Verb, frames
from beleidsgraaf.extract.skeleton import Skeleton

_HARD_STOPS: Final = frozenset(";:.?!|⏎‖")
_SUBJECT_REACH: Final = 22
_OBJECT_REACH: Final = 18
_NOUN_REACH: Final = 14
_PHRASE: Final = 5
_CONTROLLED: Final = frozenset({"om", "teneinde"})
_KINDS: Final = frozenset({"gemeente", "gemeenten", "provincie", "provincies"})


class Hit(NamedTuple):
    """A frame found in a sentence.

    Attributes
    ----------
    subject, object : str
        Units; equal where a group relates to itself.
    frame : Verb or Noun
    at : int
        Position of the trigger in the skeleton's text.
    """

    subject: str
    object: str
    frame: Verb | Noun
    at: int


@cache
def _grammar() -> dict[str, frozenset[str]]:
    data = tomllib.loads((files("beleidsgraaf.extract") / "patterns" / "grammar.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


class Clauses:
    """The words of one skeleton, and the frames they fill.

    Parameters
    ----------
    skeleton : Skeleton
        Of a sentence, folded.
    """

    def __init__(self, skeleton: Skeleton) -> None:
        self._items = skeleton.items
        self._words = [item.lower() if item[0] != "⟨" else item for item, _ in self._items]
        self._grammar = _grammar()
        self._finite = self._grammar["finite"] | _frame_finite()

    @property
    def words(self) -> list[str]:
        """Words, marks and units in order, words in lower case."""
        return self._words

    def position(self, i: int) -> int:
        """Return where the i-th word begins in the skeleton's text."""
        return self._items[i][1]

    def governor(self, i: int) -> str:
        """Return the preposition that governs the unit at `i`, "" where none does."""
        return self._governors[i]

    def hits(self) -> Iterator[Hit]:
        """Yield every filled frame."""
        present = set(self._words)
        for word in present & _verb_index().keys():
            for verb in _verb_index()[word]:
                yield from self._verb(verb)
        for word in present & _noun_index().keys():
            for noun in _noun_index()[word]:
                yield from self._noun(noun)

    @cached_property
    def _governors(self) -> dict[int, str]:
        """The preposition before each unit, "" where none governs it."""
        return {i: self._governor(i) for i, word in enumerate(self._words) if word[0] == "⟨"}

    def _governor(self, i: int) -> str:
        g = self._grammar
        head = self._body_before(i)
        if head is not None:
            return self._governor(head)
        for j in range(i - 1, max(-1, i - 1 - _PHRASE), -1):
            word = self._words[j]
            if word in g["prepositions"]:
                return word
            if word in g["articles"] and j and self._words[j - 1] not in g["determiners"]:
                # The noun phrase begins here: what is not a preposition before it belongs to another.
                before = self._words[j - 1]
                if before in g["prepositions"]:
                    return before
                if before not in (",", "en"):
                    return ""
            if word in ("dat", "die") and self._words[j + 1] in g["articles"]:
                return ""  # a conjunction: "in het geval dat de gemeente"
            if word in "‘“\"«'[" or word in g["determiners"]:
                continue
            if word in (",", "en") and j > 1 and self._words[j - 1][0].islower():
                # A class of bodies heads the list: "tussen gemeenten, politie en OM", "met de hulpdiensten en het OM"
                k = j - 3 if self._words[j - 2] in g["determiners"] else j - 2
                return self._words[k] if k >= 0 and self._words[k] in g["prepositions"] else ""
            if not word[0].isalpha() or word in self._finite or word in g["subordinators"] or word in ("en", "te"):
                return ""
        return ""

    def _body_before(self, i: int) -> int | None:
        """Find the noun that a name acts through: "de raad van de gemeente Assen stelt vast"."""
        j = i - 1
        while j > 0 and (self._words[j] in self._grammar["articles"] or self._words[j] in _KINDS):
            j -= 1
        if j > 0 and self._words[j] == "van" and self._words[j - 1] in self._grammar["bodies"]:
            return j - 1
        return None

    def _verb(self, verb: Verb) -> Iterator[Hit]:
        for i, word in enumerate(self._words):
            if word in verb.finite and (not verb.particle or self._particle(verb.particle, i)):
                yield from self._filled(verb, i, self._main_clause(verb, i))
            if word in verb.participle:
                yield from self._filled(verb, i, self._participle(verb, i))
            for phrase in verb.final:
                if word == phrase[0] and tuple(self._words[i : i + len(phrase)]) == phrase:
                    if phrase[-1] in verb.finite and len(phrase) == 1 and not self._is_final(i):
                        continue
                    yield from self._filled(verb, i, self._verb_final(verb, i, i + len(phrase) - 1))

    def _filled(self, verb: Verb, at: int, ends: tuple[int | None, int | None]) -> Iterator[Hit]:
        subject, object = ends
        if subject is None:
            return
        if object is None:
            if verb.mutual and "," in self._words[subject]:
                yield Hit(self._words[subject], self._words[subject], verb, self._items[at][1])
            return
        s, o = self._words[subject], self._words[object]
        yield Hit(*((s, o) if verb.subject == "S" else (o, s)), verb, self._items[at][1])

    def _particle(self, particle: str, i: int) -> bool:
        for word in self._words[i + 1 : i + 1 + _SUBJECT_REACH]:
            if word == particle:
                return True
            if word in _HARD_STOPS:
                return False
        return False

    def _is_final(self, i: int) -> bool:
        """Tell whether a form that may be finite closes its clause: "die aan X deelnemen"."""
        following = self._words[i + 1] if i + 1 < len(self._words) else "."
        return not following[0].isalpha() or following in ("en", "of")

    def _main_clause(self, verb: Verb, i: int) -> tuple[int | None, int | None]:
        left = self._subject_before(i)
        right = self._unit_after(i, frozenset([""]), stop_at_finite=False)
        object = self._unit_after(i, verb.prep or frozenset([""]), stop_at_finite=True)
        if left is not None:
            if object is None and verb.prep:
                object = self._unit_before(left, verb.prep)
            return left, object
        if right is None:
            return None, None
        if verb.prep:
            object = object if object is not None and object > right else self._unit_before(i, verb.prep)
        else:
            object = self._unit_after(right, frozenset([""]), stop_at_finite=True)
        return right, object

    def _verb_final(self, verb: Verb, first: int, last: int) -> tuple[int | None, int | None]:
        object = self._unit_before(first, verb.prep or frozenset([""]))
        if object is None or (self._words[first - 1] in self._grammar["modal"] and self._words[first - 1] != "te"):
            object = self._unit_after(last, verb.prep, stop_at_finite=True) if verb.prep else object
        if object is None:
            return (self._subject_before(first), None) if verb.mutual else (None, None)
        subject = self._subject_before(min(object, first))
        if subject is None:  # inversion: "In 2025 zal het Rijk aan het akkoord deelnemen"
            between = self._unit_before(min(object, first), frozenset([""]))
            if between is not None and between != object:
                # "De minister wil om te …" is one clause, "de minister zegt dat …" is two.
                apart = any(w in self._grammar["subordinators"] - _CONTROLLED for w in self._words[between:object])
                subject = None if apart else between
        return subject, object

    def _participle(self, verb: Verb, i: int) -> tuple[int | None, int | None]:
        clause = self._clause_before(i)
        words = self._words[clause:i]
        following = self._words[i + 1 : i + 2]
        if verb.prep:
            object = self._unit_before(i, verb.prep)
            if object is None:
                object = self._unit_after(i, verb.prep, stop_at_finite=True)
            if object is None and not verb.mutual:
                return None, None
            subject = self._subject_before(min(i, object) if object is not None else i)
            return subject, object
        agent = self._unit_after(i, verb.agent, stop_at_finite=True)
        if agent is None or any(w in self._finite for w in self._words[i + 1 : agent]):
            agent = self._unit_before(i, verb.agent)
        if agent is not None:
            theme = self._theme(i, agent, following)
            return (agent, theme) if theme is not None else (None, None)
        if any(w in self._grammar["perfect"] for w in (*words, *following)):
            object = self._unit_before(i, frozenset([""]))
            if object is None:
                return None, None
            return self._subject_before(object), object
        return None, None

    def _theme(self, i: int, agent: int, following: list[str]) -> int | None:
        """Find what a passive participle is about; after it ("de door A opgezette B") or before it."""
        if self._words[i].endswith("e") and following:
            after = self._unit_after(i, frozenset([""]), stop_at_finite=True)
            if after is not None and after - i <= _PHRASE:
                return after
        edge = min(agent, i)
        theme = self._subject_before(edge)
        if theme is None and agent > i:
            theme = self._unit_before(i, frozenset([""]))
        return theme

    def _noun(self, noun: Noun) -> Iterator[Hit]:
        for phrase in noun.words:
            for i in range(len(self._words)):
                if self._words[i] != phrase[0] or tuple(self._words[i : i + len(phrase)]) != phrase:
                    continue
                last = i + len(phrase) - 1
                if noun.pairs:
                    unit = self._unit_after(last, noun.subject, reach=_NOUN_REACH)
                    if unit is not None and "," in self._words[unit]:
                        yield Hit(self._words[unit], self._words[unit], noun, self._items[i][1])
                    continue
                subject = self._unit_after(last, noun.subject, reach=_NOUN_REACH)
                object = self._unit_after(last, noun.object, reach=_NOUN_REACH, skip=subject)
                if subject is not None and subject == self._unit_after(last, noun.object, reach=_NOUN_REACH):
                    # One preposition may serve both: the first of the two is the object ("uitvoering van X van Y").
                    subject = self._unit_after(last, noun.subject, reach=_NOUN_REACH, skip=object)
                if subject is not None and object is not None and subject != object:
                    yield Hit(self._words[subject], self._words[object], noun, self._items[i][1])

    def _unit_after(
        self,
        i: int,
        governors: frozenset[str],
        *,
        stop_at_finite: bool = True,
        reach: int = _OBJECT_REACH,
        skip: int | None = None,
    ) -> int | None:
        for j in range(i + 1, min(len(self._words), i + 1 + reach)):
            word = self._words[j]
            if word[0] == "⟨":
                if j != skip and self._governors[j] in governors:
                    return j
                if governors == frozenset([""]) and self._governors[j] == "":
                    return None
            elif (
                word in _HARD_STOPS
                or word in self._grammar["subordinators"]
                or (stop_at_finite and word in self._finite and word not in ("zijn", "te") and j - i > 1)
            ):
                return None
        return None

    def _unit_before(self, i: int, governors: frozenset[str]) -> int | None:
        for j in range(i - 1, max(-1, i - 1 - _OBJECT_REACH), -1):
            word = self._words[j]
            if word[0] == "⟨":
                if self._governors[j] in governors:
                    return j
            elif word in _HARD_STOPS:
                return None
        return None

    def _subject_before(self, i: int) -> int | None:
        """Find the subject of a verb at `i` to its left; through a relative pronoun it is the antecedent."""
        g = self._grammar
        for j in range(i - 1, max(-1, i - 1 - _SUBJECT_REACH), -1):
            word = self._words[j]
            if word[0] == "⟨":
                if self._governors[j] == "":
                    return j
            elif word in _HARD_STOPS:
                return None
            elif word in g["relative"] and j and self._words[j - 1] in (",", "(") and j > 1:
                before = self._words[j - 2]
                return j - 2 if before[0] == "⟨" else None
            elif word in g["relative"] and j and self._words[j - 1][0] == "⟨":
                return j - 1
            elif word in g["subordinators"]:
                return None
        return None

    def _clause_before(self, i: int) -> int:
        for j in range(i - 1, -1, -1):
            if self._words[j] in _HARD_STOPS:
                return j + 1
        return 0


@cache
def _frame_finite() -> frozenset[str]:
    return frames().finite


@cache
def _verb_index() -> dict[str, tuple[Verb, ...]]:
    index: dict[str, list[Verb]] = {}
    found: Frames = frames()
    for verb in found.verbs:
        # Of one verb one word calls it, or it would be tried twice.
        words = {*verb.finite, *verb.participle, *(phrase[0] for phrase in verb.final)}
        for word in words:
            index.setdefault(word, []).append(verb)
    return {word: tuple(verbs) for word, verbs in index.items()}


@cache
def _noun_index() -> dict[str, tuple[Noun, ...]]:
    index: dict[str, list[Noun]] = {}
    for noun in frames().nouns:
        for word in {phrase[0] for phrase in noun.words}:
            index.setdefault(word, []).append(noun)
    return {word: tuple(nouns) for word, nouns in index.items()}
