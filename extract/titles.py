"""An index of long titles that finds them in text, whatever blanks, case and punctuation stand between their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"\w(?:[\w’'‘`&/-]|\.(?=\w))*")
_BETWEEN = re.compile(r",?(?:[^\S\n]+\n?[^\S\n]*|\n[^\S\n]*)")
_APOSTROPHES = str.maketrans("’‘`´", "''''")
_KEYS = 0


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A title in a text.

    Attributes
    ----------
    start, end : int
        Code points into the text.
    keys : tuple of str
        Keys of the entries that bear the title.
    """

    start: int
    end: int
    keys: tuple[str, ...]


class TitleIndex:
    r"""Titles by their words; finding costs one look-up a word of the text.

    Examples
    --------
    >>> index = TitleIndex()
    >>> index.add("Wet op de Raad van State", "BWBR0002368")
    >>> [(m.start, m.end) for m in index.find("Zie de Wet op de\nRaad van  State en meer.")]
    [(7, 32)]
    """

    def __init__(self) -> None:
        self._root: dict[Any, Any] = {}

    def add(self, title: str, key: str) -> None:
        """Add a title.

        Parameters
        ----------
        title : str
        key : str
            Of the entry it belongs to; a title may have several.
        """
        node = self._root
        for word in _words(title):
            node = node.setdefault(word, {})
        keys = node.get(_KEYS, ())
        if key not in keys:
            node[_KEYS] = (*keys, key)

    def keys(self, title: str) -> tuple[str, ...]:
        """Return the keys of a title, none when it is unknown."""
        node: Any = self._root
        for word in _words(title):
            node = node.get(word)
            if node is None:
                return ()
        found: tuple[str, ...] = node.get(_KEYS, ())
        return found

    def find(self, text: str) -> Iterator[TitleMatch]:
        """Yield the longest title at each place, left to right, without overlaps.

        Parameters
        ----------
        text : str
        """
        root, at = self._root, 0
        for m in _WORD.finditer(text):
            if m.start() < at:
                continue
            node = root.get(_fold(m[0]))
            if node is None:
                continue
            end, keys, position = m.end(), node.get(_KEYS), m.end()
            while between := _BETWEEN.match(text, position):
                word = _WORD.match(text, between.end())
                if word is None or (node := node.get(_fold(word[0]))) is None:
                    break
                position = word.end()
                if _KEYS in node:
                    end, keys = position, node[_KEYS]
            if keys:
                at = end
                yield TitleMatch(m.start(), end, keys)


def _fold(word: str) -> str:
    return word.lower().translate(_APOSTROPHES)


def _words(title: str) -> list[str]:
    return [_fold(word) for word in _WORD.findall(title)]
