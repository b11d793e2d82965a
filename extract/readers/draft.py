"""What one format's reader hands over, and the builder by which readers put text and blocks together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from beleidsgraaf.extract.document import Block, BlockKind, Footnote, Metadata, Section

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "-"}  # of the fonts Symbol and Wingdings
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before questions, answers and metadata are read from its text.

    Attributes
    ----------
    text : str
    blocks : tuple of Block
    footnotes : tuple of Footnote
    sections : tuple of Section or None
        None where the format does not mark them: then they are read from the text.
    metadata : Metadata
        What the format itself says; it wins over what the text says.
    media_type : str
    """

    text: str
    blocks: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    sections: tuple[Section, ...] | None = None
    metadata: Metadata = field(default_factory=Metadata)
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a note, inside running text; it leaves no trace in the text but an offset."""

    key: str


Piece = str | Ref


def clean(text: str) -> str:
    r"""Return text with single spaces, without invisible characters; line ends stay.

    Examples
    --------
    >>> clean(" De\u00a0 ge\u00admeente \n Assen ")
    'De gemeente\nAssen'
    """
    lines = _SPACES.sub(" ", _INVISIBLE.sub("", text).translate(_SYMBOLS)).split("\n")
    return "\n".join(stripped for line in lines if (stripped := line.strip()))


class TextBuilder:
    r"""Puts blocks of text after each other and keeps their spans.

    Blocks are separated by an empty line, list items and table rows by a line end. The text of notes comes at the
    end, where it breaks no sentence.

    Examples
    --------
    >>> b = TextBuilder()
    >>> b.add("heading", ["Aanleiding"], level=1)
    (0, 10)
    >>> b.add("paragraph", ["Zie het rapport", Ref("n1"), " van het RIVM."])
    (12, 41)
    >>> b.note("n1", "1", ["RIVM, 2021."])
    >>> draft = b.draft("text/html")
    >>> draft.text.splitlines()
    ['Aanleiding', '', 'Zie het rapport van het RIVM.', '', 'RIVM, 2021.']
    >>> draft.footnotes[0].anchor, draft.blocks[-1].kind
    (27, 'footnote')
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._anchors: dict[str, int] = {}
        self._notes: dict[str, tuple[str, list[Piece]]] = {}

    @property
    def length(self) -> int:
        """Number of code points so far."""
        return self._length

    def add(self, kind: BlockKind, pieces: Iterable[Piece], level: int = 0) -> tuple[int, int] | None:
        """Append a block.

        Parameters
        ----------
        kind : BlockKind
        pieces : iterable of str or Ref
            Running text; white space is normalised here.
        level : int
            Depth of a heading or list item.

        Returns
        -------
        tuple of (int, int) or None
            Its span; None when there is no visible text, and then nothing is added.
        """
        text, anchors = _flatten(pieces)
        if not text:
            for key in anchors:
                self._anchors.setdefault(key, self._length)
            return None
        if self._blocks:
            tight = kind == self._blocks[-1].kind and kind in ("list_item", "table", "signature")
            self._append("\n" if tight else "\n\n")
        start = self._length
        self._append(text)
        for key, offset in anchors.items():
            self._anchors.setdefault(key, start + offset)
        self._blocks.append(Block(kind, start, self._length, level))
        return start, self._length

    def note(self, key: str, label: str, pieces: Sequence[Piece]) -> None:
        """Keep a note for the end of the text; the first with a key counts."""
        self._notes.setdefault(key, (label, list(pieces)))

    def draft(
        self, media_type: str, *, sections: tuple[Section, ...] | None = None, metadata: Metadata | None = None
    ) -> Draft:
        """Append the notes and return the whole."""
        footnotes = []
        for key, (label, pieces) in self._notes.items():
            span = self.add("footnote", pieces)
            if span is not None:
                footnotes.append(Footnote(label, *span, self._anchors.get(key)))
        return Draft(
            "".join(self._parts), tuple(self._blocks), tuple(footnotes), sections, metadata or Metadata(), media_type
        )

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _flatten(pieces: Iterable[Piece]) -> tuple[str, dict[str, int]]:
    raw: list[str] = []
    refs: list[tuple[str, int]] = []
    for piece in pieces:
        if isinstance(piece, Ref):
            refs.append((piece.key, len(raw)))
        else:
            raw.append(piece)
    text = clean("".join(raw))
    anchors: dict[str, int] = {}
    for key, count in refs:
        anchors.setdefault(key, _common_length(clean("".join(raw[:count])), text))
    return text, anchors


def _common_length(prefix: str, text: str) -> int:
    return min(len(prefix), len(text))
