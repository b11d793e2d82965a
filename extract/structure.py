"""Questions, answers and footnotes, read from text and blocks; the same for every format.

Headings that are known: "Vraag 3", "Vragen 7 t/m 9:", "Antwoord op de vragen 3, 4 en 6", "Antwoord vraag 5", "Antwoord"
(answers what was asked since the last answer), and questions that carry only a number ("3.", "3. Kunt u …").

Examples
--------
>>> parse_heading("Antwoord op vragen 3 en 4")
Heading(kind='answer', numbers=('3', '4'), end=25)
>>> parse_heading("Vraag 7 t/m 9: Bent u bekend met dit plan?").numbers
('7', '8', '9')
>>> parse_heading("Vraag 7 gaat over de begroting.") is None
True
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from beleidsgraaf.extract.document import Block, Footnote, Section
from beleidsgraaf.extract.unmarked_sections import unnumbered, with_implied_answers

_NUMBER = r"\d{1,3}[a-z]?(?![\w])"
_BETWEEN = r"(?:\s*,\s*(?:en\s+)?|\s+en\s+|\s*&\s*|\s*/\s*|\s*[-–]\s*|\s*t/m\s*|\s+tot\s+en\s+met\s+|\s+tot\s+)"
NUMBERS = rf"{_NUMBER}(?:{_BETWEEN}(?:vra(?:ag|gen)\s+)?{_NUMBER})*"
_QUESTION = rf"(?:vraag|vragen)[^\S\n]*(?:nr\.?|nummers?)?[^\S\n]*(?P<q>{NUMBERS})"
_ANSWER = (
    r"(?:antwoord(?:en)?(?:[^\S\n]+(?:op|bij|van))?(?:[^\S\n]+(?:de|het))?(?:[^\S\n]+(?:vraag|vragen))?"
    r"|(?:beantwoording|reactie)(?:[^\S\n]+(?:op|bij|van))?(?:[^\S\n]+(?:de|het))?[^\S\n]+(?:vraag|vragen))"
    rf"[^\S\n]*\(?(?P<a>{NUMBERS})\)?"
)
# A heading stands alone on its line, or a mark or a capital follows; "Vraag 3 gaat over" is prose.
_AFTER = (
    r"(?P<mark>[^\S\n]*[.:)])?(?:[^\S\n]*(?:\n|$)|(?P<inline>[^\S\n]+(?=[^\W\d_a-z]|['\"‘“«(\[\d])|(?<=[.:)])[^\S\n]*))"
)
_HEADING = re.compile(rf"\s*(?:(?i:{_QUESTION}|{_ANSWER})){_AFTER}")
_BARE = re.compile(r"\s*(?P<word>Antwoord|ANTWOORD|Vraag|VRAAG|antwoord|vraag)(?:[^\S\n]*:[^\S\n]*|[^\S\n]*(?=\n|$))")
_COUNTED = re.compile(r"\s*(?P<n>\d{1,3})(?:[^\S\n]*[.)])?(?:[^\S\n]*(?:\n|$)|(?<=[.)])[^\S\n]+)")
_RANGE = re.compile(r"^(?:[-–]|t/m|tot(?:\s+en\s+met)?)$")
_MAX_RANGE = 200
_ENDS = ("footnote", "signature", "title")

INLINE_NOTE = re.compile(
    r"\[footnoteRef:(?P<ref>\d+)\]|\[(?P<label>\d+):[^\S\n]*(?P<note>[^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*)\]"
)
"""The form in which Apache POI and Tika write notes: "[footnoteRef:1]" at the place, "[1:  text]" after it."""

_NOTE_LINE = re.compile(r"(?m)^[^\S\n]*(?P<label>\d{1,2}\)|\[\d{1,2}\]|\*{1,3}\)?)[^\S\n]+(?P<note>\S.*?)[^\S\n]*$")

# The mark stands after a word, the end of a sentence or a quotation, never at the head of a line.
_NOTE_MARK = re.compile(r"(?<=[\w.?!,;:'\"’”»)])[^\S\n]?(?P<label>\d{1,2}\)|\[\d{1,2}\]|\*{1,3}\)?)(?![\w)])")

_OFFICE = (
    r"(?:vice-)?minister(?:-president)?|staatssecretaris|burgemeester|commissaris|wethouder|gedeputeerde|voorzitter|"
    r"secretaris|gemeentesecretaris|griffier|president|directeur(?:-generaal)?|korpschef|dijkgraaf"
)
_SIGNER = re.compile(
    r"\s*(?:(?:mede )?namens\s+)?(?:(?:de|het)\s+)?(?:\w+\s+){0,2}"
    rf"(?:{_OFFICE}|college|bestuur)\b[^.?!:;\n]{{0,140}},?\s*$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\s*(?:[A-Z][\w'’.()-]*|['’]t|van|de|den|der|ten|ter|te|het|in|op)(?:\s+(?:[^\W\d]|['’.()-])+){0,6},?\s*$"
)
_INITIALS_NAME = re.compile(r"\s*(?:(?:drs|mr|dr|ir|prof|ing)\.\s*)*[A-Z]\.")
_INITIALS = re.compile(r"\s*(?:[A-Z][a-z]?\.\s?)+\s*")
_MAX_SIGNATURE = 160
_PAGE_FOOT = re.compile(
    r"(?:ah|kv|kst|h)-(?:tk|ek)-[\w-]+|\d{1,2}|\d{1,3}/\d{1,3}|(?:Pagina|pagina) \d+(?: van \d+)?"
    r"|(?:ISSN [\d –-]+)?(?:[’']s-Gravenhage \d{4})?\s*(?:Tweede|Eerste) Kamer, vergaderjaar [\d–-]+, .{0,60}\d"
)
_LOOSE_NOTE = re.compile(r"\[\d{1,2}\]|\d{1,2}\)|\)|\d{1,2}\s?[A-ZÀ-Þ«‘“]")
_SOURCE = re.compile(r"\b(?:19|20)\d\d\b|\.(?:nl|com|eu|org|net)\b|https?:")
_ADDRESS = re.compile(r"\b[\w-]+\.(?:nl|com|eu|org|net)/")
_MAX_NOTE = 700


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a question or an answer.

    Attributes
    ----------
    kind : {"question", "answer"}
    numbers : tuple of str
        Expanded: "7 t/m 9" gives 7, 8 and 9. Empty for "Antwoord" alone.
    end : int
        Offset in the given text where the body begins.
    """

    kind: Literal["question", "answer"]
    numbers: tuple[str, ...]
    end: int


def expand_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers that a list or a range names.

    Examples
    --------
    >>> expand_numbers("3, 4 en 6")
    ('3', '4', '6')
    >>> expand_numbers("7 t/m 9")
    ('7', '8', '9')
    """
    tokens = re.findall(rf"(?i){_NUMBER}|t/m|tot\s+en\s+met|tot|[-–]", text)
    numbers: list[str] = []
    span = False
    for token in tokens:
        if _RANGE.match(token.lower()):
            span = bool(numbers)
            continue
        if span and token.isdigit() and numbers[-1].isdigit() and 0 < int(token) - int(numbers[-1]) <= _MAX_RANGE:
            numbers.extend(str(n) for n in range(int(numbers[-1]) + 1, int(token) + 1))
        else:
            numbers.append(token.lower())
        span = False
    return tuple(dict.fromkeys(numbers))


def parse_heading(text: str) -> Heading | None:
    """Return the question or answer heading that a text begins with.

    Parameters
    ----------
    text : str
        A block of text.

    Returns
    -------
    Heading or None
        None where the text begins otherwise.
    """
    if m := _HEADING.match(text):
        if m["q"]:
            return Heading("question", expand_numbers(m["q"]), m.end())
        return Heading("answer", expand_numbers(m["a"]), m.end())
    if m := _BARE.match(text):
        return Heading("answer" if m["word"].lower() == "antwoord" else "question", (), m.end())
    return None


def sections(text: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    r"""Return the questions and answers of a document, in reading order.

    Parameters
    ----------
    text : str
    blocks : sequence of Block
        Those of the whole text, in order.

    Returns
    -------
    tuple of Section
        Empty for a document without questions and answers.

    Examples
    --------
    >>> text = "Vraag 1\n\nKlopt dit?\n\nAntwoord\n\nJa."
    >>> blocks = [Block("heading", 0, 7), Block("paragraph", 9, 19), Block("heading", 21, 29),
    ...           Block("paragraph", 31, 34)]
    >>> [(s.kind, s.numbers, text[s.start : s.end]) for s in sections(text, blocks)]
    [('question', ('1',), 'Klopt dit?'), ('answer', ('1',), 'Ja.')]
    """
    marks = _marks(text, blocks)
    if not marks:
        asked = [blocks[i] for i in unnumbered(text, blocks)]
        return tuple(Section("question", (str(n),), b.start, b.end) for n, b in enumerate(asked, 1))
    found: list[Section] = []
    pending: list[str] = []  # asked since the last answer
    ordinal = 0
    for place, (index, heading) in enumerate(marks):
        stop = marks[place + 1][0] if place + 1 < len(marks) else len(blocks)
        span = _body(text, blocks, index, heading, stop)
        numbers = heading.numbers
        if heading.kind == "question":
            if not numbers:
                ordinal += 1
                numbers = (str(ordinal),)
            if found and found[-1].kind == "answer":
                pending = []
            pending.extend(numbers)
        else:
            numbers = numbers or tuple(dict.fromkeys(pending))
        if span is not None and numbers:
            found.append(Section(heading.kind, numbers, *span))
    return with_implied_answers(text, found)


def _marks(text: str, blocks: Sequence[Block]) -> list[tuple[int, Heading]]:
    marks: list[tuple[int, Heading]] = []
    for i, block in enumerate(blocks):
        if block.kind not in _ENDS and (heading := parse_heading(text[block.start : block.end])) is not None:
            marks.append((i, heading))
    if any(h.kind == "question" and h.numbers for _, h in marks) or not any(h.kind == "answer" for _, h in marks):
        return marks if any(h.numbers for _, h in marks) or len(marks) > 1 else []
    return sorted(marks + list(_counted(text, blocks)), key=lambda m: m[0])


def _counted(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, Heading]]:
    """Yield the questions that carry a number only; they must count up from 1, as lists inside answers do not.

    A list item that ends in a question mark is one too: a word processor's automatic numbers are not in its text.
    """
    expected = 1
    for i, block in enumerate(blocks):
        if block.kind in _ENDS or block.kind == "table":
            continue
        body = text[block.start : block.end]
        if block.kind == "list_item" and body.endswith("?") and not body[0].isdigit() and _answered(text, blocks, i):
            yield i, Heading("question", (str(expected),), 0)
            expected += 1
            continue
        m = _COUNTED.match(body)
        if not m or int(m["n"]) != expected:
            continue
        following = body[m.end() :] or (text[blocks[i + 1].start : blocks[i + 1].end] if i + 1 < len(blocks) else "")
        if "?" in following or expected > 1:
            yield i, Heading("question", (m["n"],), m.end())
            expected += 1


def _answered(text: str, blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a block is followed by the heading "Antwoord"."""
    following = text[blocks[index + 1].start : blocks[index + 1].end] if index + 1 < len(blocks) else ""
    heading = parse_heading(following)
    return heading is not None and heading.kind == "answer"


def _beside(text: str, block: Block) -> bool:
    """Tell whether a block at the end of a question or answer is no part of it: the foot of a page, a note."""
    body = text[block.start : block.end]
    if _PAGE_FOOT.fullmatch(body.strip()):
        return True
    if block.kind == "list_item" and _ADDRESS.search(body) and "?" not in body:
        return True
    return len(body) <= _MAX_NOTE and bool(_LOOSE_NOTE.match(body)) and bool(_SOURCE.search(body))


def _body(text: str, blocks: Sequence[Block], index: int, heading: Heading, stop: int) -> tuple[int, int] | None:
    first = blocks[index]
    start, end = first.start + heading.end, first.end
    left: list[Block] = []
    for block in blocks[index + 1 : stop]:
        if block.kind == "footnote":  # of something said before; the body may go on after it
            continue
        if block.kind in _ENDS:
            break
        left.append(block)
    while left and _beside(text, left[-1]):
        left.pop()
    if left:
        end = left[-1].end
    body = text[start:end]
    start += len(body) - len(body.lstrip())
    end = start + len(body.strip())
    return (start, end) if start < end else None


def inline_notes(text: str) -> tuple[Footnote, ...]:
    r"""Return the notes that Apache POI or Tika wrote into running text.

    Examples
    --------
    >>> text = "Zie de monitor[footnoteRef:1]. [1:  Jaarrapport 2025.]"
    >>> [(n.label, text[n.start : n.end], n.anchor) for n in inline_notes(text)]
    [('1', 'Jaarrapport 2025.', 14)]
    """
    anchors: dict[str, int] = {}
    notes: list[Footnote] = []
    for m in INLINE_NOTE.finditer(text):
        if m["ref"]:
            anchors.setdefault(m["ref"], m.start())
        elif m["label"] in anchors and m["note"].strip():
            end = m.start("note") + len(m["note"].rstrip())
            notes.append(Footnote(m["label"], m.start("note"), end, anchors[m["label"]]))
    return tuple(notes)


def note_lines(text: str) -> tuple[Footnote, ...]:
    r"""Return the notes that stand on lines of their own, "1) Trouw, …", after a mark "1)" in the text before.

    Examples
    --------
    >>> text = "Kent u het bericht? 1)\n\nJa.\n\n1) Trouw, 18 februari 2026\n"
    >>> [(n.label, text[n.start : n.end], n.anchor) for n in note_lines(text)]
    [('1)', 'Trouw, 18 februari 2026', 20)]
    """
    marks: dict[str, deque[int]] = {}
    for m in _NOTE_MARK.finditer(text):
        marks.setdefault(m["label"], deque()).append(m.start("label"))
    found: list[Footnote] = []
    for m in _NOTE_LINE.finditer(text):
        places = marks.get(m["label"])
        if places and places[0] < m.start():
            found.append(Footnote(m["label"], m.start("note"), m.end("note"), places.popleft()))
    return tuple(found)


def mark_note_lines(
    text: str, blocks: Sequence[Block], footnotes: Sequence[Footnote]
) -> tuple[tuple[Block, ...], tuple[Footnote, ...]]:
    r"""Return blocks and notes in which blocks such as "1) Trouw, …" are notes.

    Parameters
    ----------
    text : str
    blocks : sequence of Block
    footnotes : sequence of Footnote
        Those known already.

    Examples
    --------
    >>> text = "Kent u dit bericht? 1)\n\n1) Trouw, 18 februari 2026"
    >>> blocks, notes = mark_note_lines(text, [Block("paragraph", 0, 22), Block("paragraph", 24, 50)], ())
    >>> blocks[1].kind, notes[0].label, text[notes[0].start : notes[0].end]
    ('footnote', '1)', 'Trouw, 18 februari 2026')
    """
    found = {note.end: note for note in note_lines(text)}
    marked: list[Block] = []
    notes: list[Footnote] = []
    for block in blocks:
        note = found.get(block.end)
        if note is None or block.kind in _ENDS or not block.start < note.start <= block.start + len(note.label) + 3:
            marked.append(block)
        else:
            marked.append(Block("footnote", note.start, note.end))
            notes.append(note)
    return tuple(marked), tuple(sorted((*footnotes, *notes), key=lambda n: n.start))


def refine(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    r"""Return blocks in which the heading of a question or answer, and a signature, stand by themselves.

    Parameters
    ----------
    text : str
    blocks : iterable of Block

    Examples
    --------
    >>> text = "Vraag 1: Klopt dit?\n\nDe minister van Financiën,\n\nA.B. Jansen"
    >>> [b.kind for b in refine(text, [Block("paragraph", 0, 19), Block("paragraph", 21, 47),
    ...                                Block("paragraph", 49, 60)])]
    ['heading', 'paragraph', 'signature', 'signature']
    """
    parts = [part for block in blocks for part in _split(text, block)]
    return tuple(_merged_initials(text, _signed(text, parts)))


def _split(text: str, block: Block) -> Iterator[Block]:
    if block.kind in _ENDS or block.kind == "table":
        yield block
        return
    body = text[block.start : block.end]
    heading = parse_heading(body)
    if heading is None or heading.end == 0:
        yield block
    elif not body[heading.end :].strip():
        yield Block("heading", block.start, block.end, block.level if block.kind == "heading" else 0)
    else:
        head = body[: heading.end].rstrip()
        rest = body[heading.end :]
        start = block.start + heading.end + len(rest) - len(rest.lstrip())
        yield Block("heading", block.start, block.start + len(head))
        yield Block("paragraph", start, block.end)


def _signed(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Mark as signature an office that stands by itself with the name under it."""
    signing = False
    for i, block in enumerate(blocks):
        body = text[block.start : block.end]
        if block.kind not in ("paragraph", "heading", "signature") or len(body) > _MAX_SIGNATURE:
            signing = False
        elif _SIGNER.match(body) and (body.rstrip().endswith(",") or _name_follows(text, blocks[i + 1 : i + 2])):
            signing = True
        elif not (signing and _NAME.match(body)):
            signing = False
        yield Block("signature", block.start, block.end) if signing else block


def _name_follows(text: str, following: Sequence[Block]) -> bool:
    return bool(following) and _INITIALS_NAME.match(text[following[0].start : following[0].end]) is not None


def _merged_initials(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Join initials on one line with the surname on the next."""
    held: Block | None = None
    for block in blocks:
        if held is not None and block.kind == "signature":
            yield Block("signature", held.start, block.end)
            held = None
            continue
        if held is not None:
            yield held
        held = block if block.kind == "signature" and _INITIALS.fullmatch(text[block.start : block.end]) else None
        if held is None:
            yield block
    if held is not None:
        yield held
