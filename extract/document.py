"""What a reader makes of a file: text, blocks, footnotes, metadata; no spaCy here.

Offsets count Unicode code points from 0 into `Document.text`; an end is exclusive.
"""

import datetime
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

BlockKind = Literal["title", "heading", "paragraph", "list_item", "table", "footnote", "signature"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that no sentence crosses.

    Attributes
    ----------
    kind : BlockKind
        What it is in the document.
    start, end : int
        Span in the document's text, code points; blocks are in reading order and do not overlap.
    level : int
        Depth of a heading or a list item, from 1; 0 where it has none.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note and the place that points to it.

    Attributes
    ----------
    label : str
        As printed: "1", "2)", "*".
    start, end : int
        Span of the note's own text in the document's text.
    anchor : int or None
        Offset in the text of the reference to it; None when the document has none.
    """

    label: str
    start: int
    end: int
    anchor: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A question or an answer of a document that has them.

    Attributes
    ----------
    kind : {"question", "answer"}
        Which of the two.
    numbers : tuple of str
        The numbers it carries or answers: ("3", "4") for "Antwoord op vragen 3 en 4".
    start, end : int
        Span of its body, without the heading.
    """

    kind: Literal["question", "answer"]
    numbers: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the form of a document says about it; every field may be unknown.

    Attributes
    ----------
    title : str or None
        Title or subject line.
    kind : str or None
        One of "answer", "letter", "question", "motion", "report", "decision", "minutes", "plenary", "law",
        "gazette", "agreement", "budget", "webpage", "other".
    date : datetime.date or None
        Date of signing, sending or publication.
    numbers : tuple of str
        Identifying numbers of the document itself, normalised: "2026Z03532", "32545-143" (Kamerstuk),
        "ah-tk-20202021-3235" (publication).
    sender, addressee : str or None
        As written, in the form of a name or an office.
    asked_by, addressed_to, answered_by : tuple of (int, int)
        Spans in the text of the names of who asked, to whom, and who answers, where the form tells.
    """

    title: str | None = None
    kind: str | None = None
    date: datetime.date | None = None
    numbers: tuple[str, ...] = ()
    sender: str | None = None
    addressee: str | None = None
    asked_by: tuple[tuple[int, int], ...] = ()
    addressed_to: tuple[tuple[int, int], ...] = ()
    answered_by: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as text with its form.

    Attributes
    ----------
    id : str
        Name of the document, unique within a run: the file's name, or its path inside a folder or zip.
    text : str
        The text in reading order. For plain text it is the file's own, so that offsets hold.
    blocks : tuple of Block
    footnotes : tuple of Footnote
    sections : tuple of Section
        Questions and answers, in reading order.
    metadata : Metadata
    media_type : str
        Of the file it came from, such as "text/plain".

    Examples
    --------
    >>> document = Document("brief.txt", "Geachte voorzitter,")
    >>> document.checksum[:12]
    '812aa26e50ef'
    """

    id: str
    text: str
    blocks: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    sections: tuple[Section, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    media_type: str = "text/plain"

    @property
    def checksum(self) -> str:
        """SHA-256 of the text, hexadecimal: tells an unchanged document from a changed one."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
