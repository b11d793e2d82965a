r"""Exact matching of many names in running text: a trie over word pieces.

spaCy's PhraseMatcher compares tokens and so misses a name with a line break, a double space or a glued neighbour
in it, all of which PDF text is full of. This trie works on word pieces found with one regular expression: white
space inside a name may be anything, quotes and dashes are folded, and a name may be glued to a lower-case word
before it ("deEuropese Commissie").

Examples
--------
>>> gazetteer = Gazetteer()
>>> gazetteer.add("Europese Commissie", "eu")
>>> gazetteer.add("Assen", "town")
>>> text = "In Assen sprak deEuropese\n Commissie; assen van auto's."
>>> [(text[m.start : m.end], m.values) for m in gazetteer.find(text)]
[('Assen', ['town']), ('Europese\n Commissie', ['eu'])]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

PIECE = re.compile(r"[A-ZÀ-ÖØ-Þ]+(?![a-zß-öø-ÿ])|[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+|\d+|[^\W\d_]+|[^\w\s]|_")
"""A word piece: capitals and small letters part where a word begins inside another, as in "JenV" or "deRaad"."""

FOLD = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "‑": "-", "‐": "-", "−": "-"})
"""Characters that vary between spellings of one name; one to one, so that offsets hold."""

_END = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in a text.

    Attributes
    ----------
    start, end : int
        Code points.
    values : list
        What was added under this name.
    """

    start: int
    end: int
    values: list[Any]


@dataclass(slots=True)
class Gazetteer:
    """Names to look for, each with values.

    Attributes
    ----------
    ignore_case : bool
        Compare without regard to case; the text is then folded as well.
    """

    ignore_case: bool = False
    _root: dict[str, Any] = field(default_factory=dict)

    def add(self, name: str, value: Any) -> None:
        """Add a value under a name; a name may have several.

        Parameters
        ----------
        name : str
            As it stands in text; white space and the variants in `FOLD` make no difference.
        value : object
            Whatever the caller wants back.
        """
        node = self._root
        pieces = PIECE.findall(name.translate(FOLD))
        if not pieces:
            return
        for piece in pieces:
            node = node.setdefault(piece.casefold() if self.ignore_case else piece, {})
        node.setdefault(_END, []).append(value)

    def find(self, text: str) -> Iterator[Match]:
        """Yield the longest match at each place, left to right; matches do not overlap.

        Parameters
        ----------
        text : str
            Any length.
        """
        pieces = [(m.group(), m.start(), m.end()) for m in PIECE.finditer(text.translate(FOLD))]
        yield from self.find_in(text, pieces)

    def find_in(self, text: str, pieces: list[tuple[str, int, int]]) -> Iterator[Match]:
        """Like `find`, with the pieces of the text already made, for several gazetteers over one text."""
        root, count, folding = self._root, len(pieces), self.ignore_case
        i = 0
        while i < count:
            word, start, _ = pieces[i]
            node = root.get(word.casefold() if folding else word)
            if node is None or not _begins(text, start):
                i += 1
                continue
            best, j = None, i
            while True:
                if _END in node and _ends(text, pieces[j][2]):
                    best = (j, node[_END])
                j += 1
                if j == count:
                    break
                word = pieces[j][0]
                node = node.get(word.casefold() if folding else word)
                if node is None:
                    break
            if best is None:
                i += 1
            else:
                yield Match(start, pieces[best[0]][2], best[1])
                i = best[0] + 1


def pieces(text: str) -> list[tuple[str, int, int]]:
    """Return the word pieces of a text with their offsets, folded for comparison."""
    return [(m.group(), m.start(), m.end()) for m in PIECE.finditer(text.translate(FOLD))]


def _begins(text: str, start: int) -> bool:
    """Whether a name may begin here: not inside a word, or glued to a small word by a lost space."""
    if start == 0 or not text[start - 1].isalnum():
        return True
    before = text[start - 1]
    return text[start].isupper() and (before.islower() or before.isdigit())


def _ends(text: str, end: int) -> bool:
    return end == len(text) or not text[end].isalnum() or (text[end].isupper() and text[end - 1].islower())
