"""What points back to a thing named elsewhere: "het programma", "de minister", "mijn ministerie", "ik" in a letter.

Such words are no mentions, but a relation may have one at its end. Only the sure ones are resolved. A noun points to
the one thing of its type that carries the noun in a name, within its question or answer; where nothing there does,
within all that stands before. A role points to the one who signs or answers, "mijn ministerie" to the ministry of
that office at the document's date, "de minister" to the only minister that the document names.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final

from beleidsgraaf.extract.extraction import BackReference, Entity
from beleidsgraaf.extract.skeleton import Mention
from beleidsgraaf.ontology import ENTITY_TYPES

Span = tuple[int, int]

_DETERMINER: Final = r"(?P<determiner>[Dd]e|[Hh]et|[Dd]eze|[Dd]it|[Gg]enoemde|[Hh]etzelfde|[Dd]ezelfde)"
# What follows says that another is meant, or that the noun is not yet the whole of its name.
_GOES_ON: Final = (
    r"(?![\w-]|\s+(?:van|voor|der|des|inzake|om|over|dat|die|waar\w*|tot|tegen|en|of|te|bij|op\s+(?:de|het)\s+gebied"
    r"|[‘“\"'«(]?[A-ZÀ-Þ\d])|[‘“\"«])"
)
_OPENING: Final = "‘“«„"
_CLOSING: Final = "’”»"
_REACH: Final = 400
_NEAR: Final = 350
_TO_NAME: Final = 2


@dataclass(frozen=True, slots=True)
class Form:
    """What the form of a document says of who speaks in it.

    Attributes
    ----------
    questions, answers : sequence of (int, int)
        Spans of the questions and answers; in a question another speaks than who signs.
    signers : tuple of str
        Ids of the offices and persons that sign or answer; "ik" is the one office among them, or the one person.
    ministry : str or None
        Id of the ministry of the one office that signs.
    """

    questions: Sequence[Span] = ()
    answers: Sequence[Span] = ()
    signers: tuple[str, ...] = ()
    ministry: str | None = None
    sections: Sequence[Span] = field(init=False)

    def __post_init__(self) -> None:
        """Put questions and answers in order."""
        object.__setattr__(self, "sections", sorted([*self.questions, *self.answers]))


def back_references(
    text: str, mentions: Sequence[Mention], entities: Sequence[Entity], form: Form | None = None
) -> list[BackReference]:
    """Return what points back, in text order, without overlap with a mention.

    Parameters
    ----------
    text : str
        The document's text.
    mentions : sequence of Mention
        In text order, not overlapping; those that point back themselves are left alone.
    entities : sequence of Entity
        Those that the mentions name, with their other names.
    form : Form, optional
        Without it nothing points to who signs.

    Examples
    --------
    >>> from beleidsgraaf.extract.extraction import Mention as Place
    >>> text = "De gemeente Assen kent het Woonplan Assen. Het plan loopt tot 2030."
    >>> places = [Place(3, 17, "gemeente Assen"), Place(27, 41, "Woonplan Assen")]
    >>> things = [Entity("e0", "Region", "gemeente Assen", places[:1]),
    ...           Entity("e1", "Programme", "Woonplan Assen", places[1:])]
    >>> found = back_references(text, [Mention(3, 17, "Region", "e0"), Mention(27, 41, "Programme", "e1")], things)
    >>> [(r.text, r.entities) for r in found]
    [('Het plan', ('e1',))]
    """
    finder = _Finder(text, mentions, entities, form or Form())
    found = sorted(finder.find(), key=lambda r: (r.start, -r.end))
    kept: list[BackReference] = []
    for r in found:
        if not kept or kept[-1].end <= r.start:
            kept.append(r)
    return kept


class _Finder:
    def __init__(self, text: str, mentions: Sequence[Mention], entities: Sequence[Entity], form: Form) -> None:
        self._text = text
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._named = [m for m in mentions if not m.pointer]
        self._form = form
        self._entities = {e.id: e for e in entities}
        self._heads: dict[str, frozenset[str]] = {}

    def find(self) -> Iterator[BackReference]:
        for m in _nouns().finditer(self._text):
            head, near = m["head"].lower(), m["determiner"].lower() not in ("de", "het")
            if (near or head not in _data()["only_this"]) and self._free(*m.span()):
                entity = self._one(head, m.start(), near=near)
                if entity:
                    yield self._reference(m, "noun", entity)
        yield from self._roles()

    def _reference(self, m: re.Match[str], kind: str, *entities: str) -> BackReference:
        return BackReference(m.start(), m.end(), m[0], entities, kind)

    def _free(self, start: int, end: int) -> bool:
        """Tell whether no mention overlaps, nor begins right behind: "het programma *Nij Begun*"."""
        after = bisect_left(self._starts, start)
        if after < len(self._mentions) and self._starts[after] <= end + _TO_NAME:
            return False
        return after == 0 or self._mentions[after - 1].end <= start

    # Nouns

    def _one(self, head: str, at: int, *, near: bool) -> str | None:
        """Return the one thing that a noun can point to."""
        section = self._section(at)
        scopes = [(max(0, at - _NEAR), at)] if near else []
        scopes += [(section[0], at)] if section else []
        scopes.append((0, at))
        starts, entities = self._carriers.get(head, ((), ()))
        for start, end in scopes:
            found = set(entities[bisect_left(starts, start) : bisect_left(starts, end)])
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    @cached_property
    def _carriers(self) -> dict[str, tuple[list[int], list[str]]]:
        """Where each noun has a name that it can point to, and the entities named there."""
        found: dict[str, tuple[list[int], list[str]]] = {}
        for m in self._named:
            for head in self._carries(m):
                starts, entities = found.setdefault(head, ([], []))
                starts.append(m.start)
                entities.append(m.entity)
        return found

    def _carries(self, m: Mention) -> frozenset[str]:
        """Return the nouns that may point to what a mention names."""
        found = self._heads.get(m.entity)
        if found is None:
            found = self._heads[m.entity] = self._heads_of(m)
        before = re.search(r"([a-zà-ÿ-]+)\s+[‘“\"«]?$", self._text[max(0, m.start - 30) : m.start])
        if before and before[1] in _heads_by_type().get(m.type, ()) and before[1] not in _data()["kinds"]:
            return found | {before[1]}
        return found

    def _heads_of(self, m: Mention) -> frozenset[str]:
        heads = _heads_by_type().get(m.type, ())
        entity = self._entities.get(m.entity)
        if m.type == "Region":
            kind = entity.kind if entity else None
            return frozenset(h for h, wanted in _data()["kinds"].items() if kind == wanted)
        if m.type == "Ministry":
            return frozenset(heads)
        names = [self._text[m.start : m.end], *((entity.label, *entity.aliases) if entity else ())]
        words = {w for name in names for w in re.findall(r"[^\W\d_]+", name.lower())}
        # A compound counts by its end; "landsbank" is a bank, "wetgeving" no wet.
        return frozenset(h for h in heads if any(w == h or (w.endswith(h) and len(w) > len(h) + 2) for w in words))

    def _section(self, at: int) -> Span | None:
        sections = self._form.sections
        i = bisect_right(sections, at, key=lambda s: s[0]) - 1
        return sections[i] if i >= 0 and at < sections[i][1] else None

    # Roles

    def _roles(self) -> Iterator[BackReference]:
        signers = [self._entities[id] for id in self._form.signers if id in self._entities]
        offices = [e.id for e in signers if e.type == "Office"]
        persons = [e.id for e in signers if e.type == "Person"]
        one = len(offices) == 1 or (not offices and len(persons) == 1)
        speaker = (*offices, *(persons if len(persons) == 1 else ())) if one else ()
        for m in _speaking().finditer(self._text):
            if not self._free(*m.span()) or not self._speaks(m.start()):
                continue
            if m["own"] and self._form.ministry and len(offices) == 1:
                yield self._reference(m, "ministry", self._form.ministry)
            elif m["self"] and speaker:
                yield self._reference(m, "speaker", *speaker)
        for m in _offices().finditer(self._text):
            holders = self._holders(m["office"].lower())
            if len(holders) == 1 and self._free(*m.span()):
                yield self._reference(m, "office", holders[0])

    def _speaks(self, at: int) -> bool:
        """Tell whether who signs speaks here: not in a question, not in a quotation."""
        if any(start <= at < end for start, end in self._form.questions):
            return False
        if self._form.answers and not any(start <= at < end for start, end in self._form.answers):
            return False
        line = self._text[max(self._text.rfind("\n", 0, at) + 1, at - _REACH) : at]
        opened = max(line.rfind(c) for c in _OPENING)
        return opened < 0 or opened < max(line.rfind(c) for c in _CLOSING)

    def _holders(self, office: str) -> list[str]:
        found = {m.entity: None for m in self._named if m.type == "Office"}
        labels = {id: self._entities[id].label.lower() for id in found if id in self._entities}
        return [id for id, label in labels.items() if label == office or label.startswith(f"{office} ")]


@cache
def _data() -> dict[str, Any]:
    data = tomllib.loads((files("beleidsgraaf.extract") / "patterns" / "back_references.toml").read_text("utf-8"))
    unknown = set(data["nouns"]) - set(ENTITY_TYPES)
    if unknown:
        raise ValueError(f"patterns/back_references.toml: no entity type {', '.join(sorted(unknown))}")
    return data


def _heads_by_type() -> dict[str, list[str]]:
    heads: dict[str, list[str]] = _data()["nouns"]
    return heads


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _nouns() -> re.Pattern[str]:
    heads = sorted({h for found in _heads_by_type().values() for h in found})
    return re.compile(rf"(?<![\w-]){_DETERMINER}\s+(?P<head>{_any(heads)}){_GOES_ON}")


@cache
def _speaking() -> re.Pattern[str]:
    own = _any(_data()["roles"]["own"])
    return re.compile(rf"(?<![\w-])(?:(?P<self>[Ii]k|mij)|(?P<own>(?:[Mm]ijn|[Oo]ns)\s+(?:{own})))(?![\w’'-])")


@cache
def _offices() -> re.Pattern[str]:
    roles = _data()["roles"]
    return re.compile(
        rf"(?<![\w-])(?i:{_any(roles['determiners'])})\s+(?P<office>(?i:{_any(roles['offices'])})){_GOES_ON}"
    )
