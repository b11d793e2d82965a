"""From the lines of a PDF to paragraphs, headings, lists, rows of tables and notes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from beleidsgraaf.extract import structure
from beleidsgraaf.extract.document import BlockKind, Metadata
from beleidsgraaf.extract.readers.draft import Draft, Piece, Ref, TextBuilder
from beleidsgraaf.extract.readers.pdf_lines import HYPHEN, Line, Page

_BULLET = re.compile(r"(?:[•●○◦▪■□➢➔‣·\uf0b7\uf0a7\uf02d–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)]|[ivx]{1,5}[.)])\s+\S")
_SYMBOL = re.compile(r"[•●○◦▪■□➢➔‣·\uf0b7\uf0a7\uf02d]$|[•●○◦▪■□➢➔‣\uf0b7\uf0a7\uf02d]\s")
_NUMBERED = re.compile(r"\d{1,2}(?:\.[\da-z]{1,2})*\.?\s+[A-Z]")
_NOTE = re.compile(r"(?P<label>\d{1,3})(?P<mark>[.)]?)\s*(?=[^\d\s.,%]|$)")
_NUMERIC = re.compile(r"[€(+–-]*(?:\d[\d.,]*)?\d%?\)?|[–-]")
_LABELLED = re.compile(r"[A-Z][a-z]+(?:\(s\))?:\s")
_FULL_STOP = re.compile(r"[.?!:;][\"'’”»)\]]*$")
_GOES_ON = re.compile(
    r"(?:[,(/–-]|\b(?:de|het|een|van|voor|in|op|aan|met|bij|door|tot|te|ten|ter|der|en|of|om|dat|die|nr\.))$"
)
_TITLED = re.compile(r"(?:Artikel|ARTIKEL|Hoofdstuk|Paragraaf|Bijlage|BIJLAGE)\s+(?:\d[\w.:]*|[IVXLC]+)\b(?!\s+[a-z])")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PAGED = re.compile(r"[^\d\s]\s\d{1,3}$")  # a line of a table of contents
_CONTENTS = re.compile(r"\.{4,}\s*\d+$|(?:\s\.){4,}\s*\d+$")


@dataclass(slots=True)
class _Paragraph:
    kind: BlockKind
    level: int = 0
    lines: list[Line] = field(default_factory=list)
    page: int = 0


@dataclass(frozen=True, slots=True)
class _Measure:
    """Of the document's body: type size, distance between lines, right margin by page."""

    size: float
    leading: float
    right: dict[int, float]


def build(pages: Sequence[Page], media_type: str, metadata: Metadata | None = None) -> Draft:
    """Put the text of pages together.

    Parameters
    ----------
    pages : sequence of Page
        Without running headers and footers.
    media_type : str
    metadata : Metadata, optional

    Returns
    -------
    Draft
        Notes at the end of the text.
    """
    size = _body_size(pages)
    split = [_notes_apart(page, size) for page in pages]
    bodies = [(page.number, lines) for page, (lines, _) in zip(pages, split, strict=True)]
    measure = _Measure(size, _leading(bodies, size), _margins(bodies, size))
    words = Counter(w.lower() for page in pages for line in page.lines for w in _WORD.findall(line.text))
    builder = TextBuilder()
    notes = [
        (page.number, label, lines) for page, (_, found) in zip(pages, split, strict=True) for label, lines in found
    ]
    known = {(number, label) for number, label, _ in notes}
    for paragraph in _paragraphs(bodies, measure):
        builder.add(paragraph.kind, _pieces(paragraph.lines, paragraph.page, known, words), paragraph.level)
    for number, label, lines in notes:
        builder.note(f"{number}:{label}", label, list(_pieces(lines, number, frozenset(), words)))
    return builder.draft(media_type, metadata=metadata)


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _notes_apart(page: Page, size: float) -> tuple[list[Line], list[tuple[str, list[Line]]]]:
    """Split a page into its text and the notes under it: small type, a number in front, down to the last line."""
    lines = list(page.lines)
    refs = {number for line in lines for _, number in line.refs}
    start = len(lines)
    while start and lines[start - 1].size < 0.93 * size and lines[start - 1].y1 < 0.75 * page.height:
        start -= 1
    found: list[tuple[str, list[Line]]] = []
    for line in lines[start:]:
        m = _NOTE.match(line.text)
        referred = m is not None and (m["label"] in refs or (bool(found) and not m["mark"]))
        if m and referred and not _is_row(line.text) and (not found or int(m["label"]) == int(found[-1][0]) + 1):
            found.append((m["label"], [_cut(line, m.end())]))
        elif found:
            found[-1][1].append(line)
        else:
            start += 1
    return lines[:start], found


def _cut(line: Line, at: int) -> Line:
    return Line(line.text[at:], line.x0, line.y0, line.x1, line.y1, line.size, line.bold)


def _leading(bodies: Sequence[tuple[int, Sequence[Line]]], size: float) -> float:
    gaps = Counter(
        round(above.y0 - below.y0, 0)
        for _, lines in bodies
        for above, below in pairwise(lines)
        if above.size == below.size == size and 0 < above.y0 - below.y0 < 3 * max(size, 4)
    )
    return max(gaps.most_common(1)[0][0], 0.9 * size) if gaps else 1.3 * size


def _margins(bodies: Sequence[tuple[int, Sequence[Line]]], size: float) -> dict[int, float]:
    """Return the right margin of each page: where its longer lines end."""
    margins = {}
    for number, lines in bodies:
        ends = sorted(line.x1 for line in lines if abs(line.size - size) < 0.5)
        if ends:
            margins[number] = ends[int(0.9 * (len(ends) - 1))]
    widest = sorted(margins.values())
    usual = widest[len(widest) // 2] if widest else 0.0
    return {number: max(m, usual) for number, m in margins.items()}


def _paragraphs(bodies: Sequence[tuple[int, Sequence[Line]]], measure: _Measure) -> Iterator[_Paragraph]:
    current: _Paragraph | None = None
    for number, lines in bodies:
        for line in lines:
            kind, level = _kind(line, measure)
            if current is None or _begins(current, line, kind, number, measure):
                if current is not None:
                    yield current
                current = _Paragraph(kind, level, page=number)
            current.lines.append(line)
            current.page = number if current.page == number else current.page
    if current is not None:
        yield current


def _kind(line: Line, measure: _Measure) -> tuple[BlockKind, int]:
    text = line.text
    heading = structure.parse_heading(text)
    if heading is not None and heading.end >= len(text):
        return "heading", 0
    if line.size > 1.12 * measure.size and len(text) < 160:
        return "heading", 1 if line.size > 1.5 * measure.size else 2
    if _is_row(text):
        return "table", 0
    if (_TITLED.match(text) or line.bold) and len(text) < 100 and not text.endswith((".", ",", ";", ":")):
        return "heading", 3
    if _BULLET.match(text):
        return "list_item", 1
    return "paragraph", 0


def _is_row(text: str) -> bool:
    """Tell whether a line is a row of a table: three figures or more, the last two at its end."""
    figures = [bool(_NUMERIC.fullmatch(token)) for token in text.split()]
    return len(figures) >= 3 and figures[-1] and figures[-2] and sum(figures) >= 3


def _begins(current: _Paragraph, line: Line, kind: BlockKind, page: int, measure: _Measure) -> bool:
    """Tell whether a line begins a new block after those before it."""
    last = current.lines[-1]
    if kind == "table" or current.kind == "table" or _CONTENTS.search(last.text):
        return True
    if _PAGED.search(last.text) and _PAGED.search(line.text) and kind == current.kind:
        return True
    if structure.parse_heading(line.text) is not None or kind == "list_item":
        return not (kind == "list_item" and line.text.startswith("-") and last.text.endswith(HYPHEN))
    if kind == "heading" or current.kind == "heading":
        # Headings of two lines stay together: same type, close together.
        same = kind == current.kind and abs(last.size - line.size) < 0.3 and last.bold == line.bold
        if (
            current.kind == "heading"
            and kind == "paragraph"
            and line.text[0].islower()
            and abs(last.size - line.size) < 0.3
        ):
            current.kind, current.level = "paragraph", 0  # the bold beginning of a paragraph
            return False
        if current.kind == "heading" and last.text.endswith((HYPHEN, ",")) and _near(last, line, measure):
            return False
        return not (same and _near(last, line, measure) and not _is_label(last.text) and not _NUMBERED.match(line.text))
    if _SYMBOL.match(last.text) and len(last.text.strip()) == 1:
        return False
    if last.text.endswith(HYPHEN):
        return False
    if abs(last.size - line.size) > 0.12 * measure.size and not _goes_on(last, line):
        return True
    new_page = page != current.page and current.lines and last.y0 <= line.y0
    if new_page or line.y0 > last.y0:  # another page or column: only the words tell
        return not _goes_on(last, line)
    if not _near(last, line, measure):
        return True
    if line.text[0].islower() or _GOES_ON.search(last.text):
        return False
    if _LABELLED.match(line.text):
        return True
    room = measure.right.get(page, last.x1) - last.x1
    word = _width(line, line.text.split(maxsplit=1)[0])
    if room > word + 0.6 * measure.size:  # the next word would have fitted: the line was ended on purpose
        return bool(_FULL_STOP.search(last.text)) or room > 2 * word + 3 * measure.size
    return bool(_NUMBERED.match(line.text)) and bool(_FULL_STOP.search(last.text)) and line.x0 < current.lines[0].x0 + 1


def _is_label(text: str) -> bool:
    heading = structure.parse_heading(text)
    return heading is not None and heading.end >= len(text)


def _near(last: Line, line: Line, measure: _Measure) -> bool:
    step = max(measure.leading * line.size / measure.size, 1.05 * line.size)
    return last.y0 - line.y0 <= 1.32 * step + 0.5


def _goes_on(last: Line, line: Line) -> bool:
    if last.text.endswith(HYPHEN) or _GOES_ON.search(last.text):
        return True
    return not _FULL_STOP.search(last.text) and (line.text[0].islower() or line.text[0].isdigit())


def _width(line: Line, word: str) -> float:
    return (line.x1 - line.x0) * len(word) / max(1, len(line.text))


def _pieces(
    lines: Sequence[Line], page: int, known: frozenset[tuple[int, str]] | set[tuple[int, str]], words: Counter[str]
) -> Iterator[Piece]:
    """Yield the text of lines as one, words mended, with references to notes."""
    for i, line in enumerate(lines):
        text = line.text
        following = lines[i + 1].text if i + 1 < len(lines) else ""
        at = 0
        for offset, number in line.refs:
            yield text[at:offset]
            at = offset
            key = next((p for p in (page, page + 1, page - 1) if (p, number) in known), None)
            yield number if key is None else Ref(f"{key}:{number}")
        rest = text[at:]
        if (rest.endswith(HYPHEN) and following) or (re.search(r"[^\W\d_]-$", rest) and following):
            yield rest[:-1] + _hyphen(rest[:-1], following, words)
        else:
            yield rest.replace(HYPHEN, "-")
            yield " "


def _hyphen(before: str, after: str, words: Counter[str]) -> str:
    """Return what stands between the halves of a word broken over two lines: nothing, a hyphen, or one with a space."""
    left = re.search(r"[\w/-]*$", before)
    head = left.group() if left else ""
    m = re.match(r"[\w-]+", after)
    tail = m.group() if m else ""
    if tail in ("en", "of", "dan", "tot", "als"):
        return "- "
    if not tail or not tail[0].islower() or not head or not head[-1].islower():
        return "-"
    whole, hyphened = words[(head + tail).lower()], words[f"{head}-{tail}".lower()]
    return "-" if hyphened > whole else ""
