"""A stretch of text with its mentions folded into units, so that frames can be matched over it.

"De gemeenten Assen, Emmen en Hoogeveen (Drenthe) nemen deel aan het NPLV" becomes ``De gemeenten ⟨R#0,1,2⟩
(⟨R#3⟩) nemen deel aan het ⟨P#4⟩``: letters for the types, then the indices of the mentions. White space is made
single, marks of footnotes, links and emphasis are left out, abbreviations in brackets join the name before them, and
coordinated names become one unit. Every character knows its offset in the text.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

LETTERS: Final = {
    "Ministry": "M", "Programme": "P", "Region": "R", "Organisation": "O",
    "Person": "N", "Office": "F", "Law": "L", "Publication": "U",
}  # fmt: skip
"""The letter that stands for a type in a unit."""
UNIT: Final = r"⟨[A-Z]+#\d+(?:,\d+)*⟩"
BREAK: Final = "⏎"
"""Stands for a line end in a skeleton of more than one sentence."""
ITEM: Final = "‖"
"""Stands for the mark of a list item."""

_WORDS: Final = frozenset({"inde", "ende", "aande", "bijde"})
_ACTORS: Final = frozenset("MRONF")
_PIECE: Final = re.compile(
    r"(?P<drop>\[footnoteRef:\d+\]|\]\([^()\s]*\)|[*_\[\]]|</?(?:sup|sub|b|i|em)>|(?<=[a-zé])-\n(?=[a-z]))"
    r"|(?P<space>\s+)|(?P<text>[^\s\[\]*_<-]+|.)"
)
_LINK: Final = (
    r"(?:(?i:de|het|een|van|voor|in|met|door|aan|gemeenten?|provincies?|landen|stad|steden|leden|lid|heer|mevrouw|"
    r"minister|ministers|staatssecretaris|ministeries?|organisaties?|"
    r"drs\.?|dr\.?|mr\.?|ir\.?|prof\.?|dhr\.?|mw\.?|mevr\.?) ?)"
)
_JOINT: Final = r" ?(?P<joint>, ?en|, ?of|,|;? ?" + ITEM + r"|en/of|en|of|&|/|alsmede|evenals|en ook|respectievelijk) ?"
_CHAIN: Final = re.compile(rf"{UNIT}(?:{_JOINT.replace('?P<joint>', '?:')}{_LINK}{{0,3}}{UNIT})+")
_LINKED: Final = re.compile(rf"{_JOINT}{_LINK}{{0,3}}(?P<unit>{UNIT})")
_ABBREVIATION: Final = re.compile(
    rf"(?P<a>{UNIT})[’”\"»']? ?\( ?(?:hierna|verder|afgekort|kortweg|ook wel|voorheen)?:?"
    rf" ?(?:te noemen|genoemd|de|het)?:?"
    rf" ?[‘“\"«']?(?P<b>{UNIT})[’”\"»']?(?: genoemd)? ?\)"
)
_GLUED: Final = re.compile(
    r"\b(?P<first>van|in|op|aan|uit|voor|met|door|bij|over|onder|naar|tot|dat|en)(?P<second>het|de)\b"
)
_COMPOUND: Final = re.compile(rf"(?P<a>{UNIT})-(?:gemeenten?|gebied(?:en)?|fractie|regio|landen|partijen)\b")
_CLASS: Final = re.compile(
    rf"(?P<a>{UNIT}) ?, (?:de |het |andere )?[a-z]+(?:en|s) (?P<joint>en|of) (?={_LINK}{{0,3}}{UNIT})"
)
_LIST: Final = re.compile(
    rf"(?P<first>{UNIT})[^{ITEM}⟨⟩:]{{0,60}}(?:{ITEM} ?{_LINK}{{0,5}}{UNIT}[^{ITEM}⟨⟩:]{{0,60}})+"
)
_PERSONS: Final = re.compile(r"⟨N#\d+⟩(?: ?, ?⟨N#\d+⟩)+(?= ?\((?:beiden|allen) )")
_ASIDE: Final = re.compile(rf"(?P<a>{UNIT}) ?\((?:[^()⟨⟩]{{1,40}})\)(?= ?(?:,|;|en |of |{ITEM}|-))")


class Mention(NamedTuple):
    """A mention whose entity is known.

    Attributes
    ----------
    start, end : int
        Span in the document's text, code points.
    type : str
        One of `beleidsgraaf.ontology.ENTITY_TYPES`.
    entity : str
        Id of its entity in the document.
    pointer : bool
        Whether it only points back to the entity: "de commissie", "ik".
    """

    start: int
    end: int
    type: str
    entity: str
    pointer: bool = False


@dataclass(frozen=True)
class Skeleton:
    """A stretch of text with units for its mentions.

    Attributes
    ----------
    text : str
        What frames are matched against.
    offsets : tuple of int
        For each character of `text` its offset in the document, and one more for the end.
    mentions : sequence of Mention
        All mentions of the document; units hold indices into it.
    """

    text: str
    offsets: tuple[int, ...]
    mentions: Sequence[Mention]

    @property
    def start(self) -> int:
        """Offset in the document of the first character."""
        return self.offsets[0]

    @property
    def end(self) -> int:
        """Offset in the document after the last character."""
        return self.offsets[-1]

    @cached_property
    def items(self) -> list[tuple[str, int]]:
        """Words, marks and units with their position in `text`."""
        return [(m[0], m.start()) for m in re.finditer(rf"{UNIT}|\w[\w’'-]*|[^\w\s]", self.text)]

    def replace(self, pattern: re.Pattern[str], to: Callable[[re.Match[str]], str]) -> "Skeleton":
        """Return the skeleton with every match replaced; the new text takes the offset where the match begins."""
        parts, offsets, at = [], [], 0
        for m in pattern.finditer(self.text):
            new = to(m)
            if new == m[0]:
                continue
            parts += [self.text[at : m.start()], new]
            offsets += [*self.offsets[at : m.start()], *([self.offsets[m.start()]] * len(new))]
            at = m.end()
        if not at:
            return self
        parts.append(self.text[at:])
        return Skeleton("".join(parts), (*offsets, *self.offsets[at:]), self.mentions)


def members(unit: str) -> tuple[int, ...]:
    """Return the indices of the mentions in a unit.

    Examples
    --------
    >>> members("⟨R#0,1,2⟩")
    (0, 1, 2)
    """
    return tuple(int(i) for i in unit[unit.index("#") + 1 : -1].split(","))


def skeleton(
    text: str,
    spans: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    *,
    breaks: bool = False,
    fold: bool = True,
) -> Skeleton:
    """Build the skeleton of one or more spans of a text, in order.

    Parameters
    ----------
    text : str
        The document's text.
    spans : sequence of (int, int)
        What to take of it: a sentence, or a lead-in and the items of its list; an item mark is put between them.
    mentions : sequence of Mention
        The document's mentions in text order, not overlapping.
    breaks : bool
        Keep line ends, as "⏎".
    fold : bool
        Fold abbreviations and coordination.

    Returns
    -------
    Skeleton

    Examples
    --------
    >>> text = "Assen, Emmen en het Rijk"
    >>> found = [Mention(0, 5, "Region", "e0"), Mention(7, 12, "Region", "e1"), Mention(20, 24, "Organisation", "e2")]
    >>> skeleton(text, [(0, 24)], found).text
    '⟨OR#0,1,2⟩'
    """
    parts: list[str] = []
    offsets: list[int] = []

    def put(piece: str, at: int, spread: bool = False) -> None:
        parts.append(piece)
        offsets.extend(range(at, at + len(piece)) if spread else [at] * len(piece))

    for number, (start, end) in enumerate(spans):
        if number:
            put(f" {ITEM} ", start)
        at = start
        for i in range(bisect_left(mentions, start, key=_start), bisect_left(mentions, end, key=_start)):
            m = mentions[i]
            if m.end > end:
                continue
            _clean(text, at, m.start, breaks, put)
            put(f"⟨{LETTERS[m.type]}#{i}⟩", m.start)
            at = m.end
        _clean(text, at, end, breaks, put)
    built = Skeleton("".join(parts), (*offsets, spans[-1][1] if spans else 0), mentions)
    return _fold(built) if fold else built


def _start(mention: Mention) -> int:
    return mention.start


def _clean(text: str, start: int, end: int, breaks: bool, put: Callable[[str, int, bool], None]) -> None:
    for m in _PIECE.finditer(text, start, end):
        if m["space"]:
            put(BREAK if breaks and "\n" in m[0] else " ", m.start(), False)
        elif m["text"]:
            # The brackets of units are ours alone.
            put(m[0].replace("⟨", "<").replace("⟩", ">"), m.start(), True)


def _fold(s: Skeleton) -> Skeleton:
    def same(m: re.Match[str]) -> str:
        a, b = (s.mentions[members(m[k])[0]] for k in "ab")
        return m["a"] if a.entity == b.entity else m[0]

    s = s.replace(_GLUED, lambda m: m[0] if m[0] in _WORDS else f"{m['first']} {m['second']}")
    # The areas of a programme are not the programme.
    s = s.replace(_COMPOUND, lambda m: m[0] if "P" in m["a"] and "gebied" in m[0] else m["a"])
    s = s.replace(_ABBREVIATION, same)
    s = s.replace(_ASIDE, lambda m: m["a"])
    s = s.replace(_PERSONS, lambda m: _joined(re.findall(UNIT, m[0])))
    s = s.replace(_LIST, _list)
    s = s.replace(_CLASS, lambda m: f"{m['a']} {m['joint']} ")
    return s.replace(_CHAIN, _coordinate)


def _list(found: re.Match[str]) -> str:
    """Join the units that head the items of a list, where they are of one kind."""
    units = re.findall(UNIT, found[0])
    if not all(_compatible(units[0], unit) for unit in units[1:]):
        return found[0]
    tail = found[0][found[0].rindex(units[-1]) + len(units[-1]) :]
    return _joined(units) + tail


def _coordinate(chain: re.Match[str]) -> str:
    """Join the units of a chain that a conjunction closes: "A, B en C", but not the two of "Paterswolde, Drenthe"."""
    text = chain[0]
    first = re.match(UNIT, text)
    if first is None:
        return text
    runs: list[tuple[list[str], bool, str]] = []  # units, closed by a conjunction, text before the run
    group, closed, before, at = [first[0]], False, "", first.end()
    for m in _LINKED.finditer(text, at):
        joint = m["joint"]
        if _compatible(group[-1], m["unit"]) and not (closed and joint == ","):
            group.append(m["unit"])
            closed = closed or joint != ","
        else:
            runs.append((group, closed, before))
            group, closed, before = [m["unit"]], False, m[0][: m.start("unit") - m.start()]
    runs.append((group, closed, before))
    if not any(closed and len(group) > 1 for group, closed, _ in runs):
        return text
    if not all(closed or len(group) == 1 for group, closed, _ in runs):
        return text
    return "".join(before + (_joined(group) if len(group) > 1 else group[0]) for group, _, before in runs)


def _compatible(a: str, b: str) -> bool:
    types = {*a[1 : a.index("#")], *b[1 : b.index("#")]}
    return len(types) == 1 or types <= _ACTORS


def _joined(group: list[str]) -> str:
    types = "".join(sorted({c for unit in group for c in unit[1 : unit.index("#")]}))
    ids = [str(i) for unit in group for i in members(unit)]
    return f"⟨{types}#{','.join(ids)}⟩"
