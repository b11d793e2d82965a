"""The lines of a PDF's pages with their place and type size, and which of them are running headers and footers."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium
from beleidsgraaf.extract.readers.publication import IDENTIFIER
from beleidsgraaf.ontology import ReadError

HYPHEN = "\x02"
"""What stands at the end of a line for a hyphen of which it is not known whether it belongs to the word."""

_BOLD = 600  # font weight
_EDGE = 0.11  # of the height of a page, above and below, where running headers and footers stand
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:pagina|page|blz\.?|p\.)?\s*\d{1,4}\s*(?:(?:van|of|/)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
_IMPRINT = re.compile(
    r"(?:ISSN\s[\d\s-]+|[’']s-?\s?Gravenhage\s+\d{4}\b.*|(?:Tweede|Eerste) Kamer, vergaderjaar \d{4}[-–]\d{4}\b.*"
    r"|(?:Staatsblad|Staatscourant|Gemeenteblad|Provinciaal blad)\s+\d{4}\s*,?\s*(?:nr\.?\s*)?\d*\s*\d*)\s*",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(
    r"(?:Tweede|Eerste) Kamer der Staten-Generaal\s*[12]?|[12]|"
    r"Vergaderjaar \d{4}\s?[-–]\s?\d{4}(?:\s+Aanhangsel van de Handelingen)?"
    r"|Aanhangsel van de Handelingen|regering gegeven antwoorden"
    r"|Vragen gesteld door de leden der Kamer, met de daarop door de(?: regering gegeven antwoorden)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print.

    Attributes
    ----------
    text : str
        With `HYPHEN` at the end where a word was broken.
    x0, y0, x1, y1 : float
        Box in points, from the lower left corner of the page.
    size : float
        Type size in points, of most of its letters.
    bold : bool
    refs : tuple of (int, str)
        Offsets in the text of superscript numbers, which are not in the text, and the numbers.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False
    refs: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of lines, in reading order.

    Attributes
    ----------
    number : int
        From 0.
    width, height : float
        In points.
    lines : tuple of Line
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]

    def without(self, keys: Collection[tuple[str, int]]) -> "Page":
        """Return the page without running headers, footers and page numbers.

        They are taken away from the edges inwards, until a line that is none of them.
        """
        drop: set[int] = set()
        order = sorted(range(len(self.lines)), key=lambda i: -self.lines[i].y1)
        for side in (order, order[::-1]):
            for i in side:
                if not self._is_furniture(self.lines[i], keys):
                    break
                drop.add(i)
        kept = [line for i, line in enumerate(self.lines) if i not in drop]
        if self.number == 0:
            kept = self._without_masthead(kept)
        return replace(self, lines=tuple(kept))

    def _is_furniture(self, line: Line, keys: Collection[tuple[str, int]]) -> bool:
        if not self.on_edge(line):
            return False
        if key(line) in keys or _PAGE_NUMBER.fullmatch(line.text) or _IMPRINT.fullmatch(line.text):
            return True
        return IDENTIFIER.fullmatch(line.text.strip()) is not None

    def _without_masthead(self, lines: Sequence[Line]) -> list[Line]:
        """Drop what the printer of parliamentary papers sets above the first page: house, year, series."""
        if not any(re.match(r"(?:Tweede|Eerste) Kamer der Staten-Generaal", line.text) for line in lines[:3]):
            return list(lines)
        start = 0
        while start < len(lines) and _MASTHEAD.fullmatch(lines[start].text.strip()):
            start += 1
        return list(lines[start:])

    def on_edge(self, line: Line) -> bool:
        """Tell whether a line stands where running headers and footers do."""
        return line.y0 < self.height * _EDGE or line.y1 > self.height * (1 - _EDGE)


def key(line: Line) -> tuple[str, int]:
    """Return what is the same of a running header on all pages: its words, and about its height."""
    return re.sub(r"\d+", "#", line.text.strip().lower()), round(line.y0 / 6)


def running(pages: Sequence[Page]) -> frozenset[tuple[str, int]]:
    """Return the keys of the lines that come back at the same place on several pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({key(line) for line in page.lines if page.on_edge(line)})
    return frozenset(k for k, count in seen.items() if count >= max(2, 0.35 * len(pages)))


def lines_of(data: bytes, name: str) -> list[Page]:
    """Return the lines of all pages.

    Raises
    ------
    ReadError
        If it is damaged or encrypted.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(f"{name}: is encrypted; open it with its password and save it without one") from error
        raise ReadError(f"{name}: is a damaged PDF ({error}); fetch it again or print it to a new PDF") from error
    try:
        return [_page(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{name}: has a damaged page ({error}); print it to a new PDF") from error
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    page = document[number]
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        lines = _split(textpage.raw, textpage.count_chars())
    finally:
        textpage.close()
        page.close()
    return Page(number, width, height, tuple(lines))


@dataclass(slots=True)
class _Char:
    text: str
    index: int


def _split(raw: object, count: int) -> list[Line]:
    lines: list[Line] = []
    chars: list[_Char] = []
    for i in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, i)
        if code in (10, 13):
            lines.extend(_line(raw, chars))
            chars = []
        elif code:
            chars.append(_Char(chr(code), i))
            if code == ord(HYPHEN):  # stands for the hyphen and the end of the line
                lines.extend(_line(raw, chars))
                chars = []
    lines.extend(_line(raw, chars))
    return _joined(lines)


def _line(raw: object, chars: Sequence[_Char]) -> list[Line]:
    visible = [c for c in chars if not c.text.isspace() and c.text != HYPHEN]
    if not visible:
        return []
    boxes = {c.index: box for c in visible if (box := _box(raw, c.index)) is not None}
    if not boxes:
        return []
    drawn = [c for c in visible if c.index in boxes]
    sample = drawn[:: max(1, len(drawn) // 8)]
    size = Counter(_size(raw, c.index) for c in sample).most_common(1)[0][0]
    heights = sorted(b[3] - b[1] for b in boxes.values())
    base = sorted(b[1] for b in boxes.values())[len(boxes) // 2]
    raised = {c.index for c in drawn if c.text.isdigit() and _is_raised(boxes[c.index], base, heights[-1])}
    text, refs = _text(chars, raised)
    if not text.strip():
        return []
    bold = all(pdfium.FPDFText_GetFontWeight(raw, c.index) >= _BOLD for c in sample if c.text.isalnum())
    return [
        Line(
            text, min(b[0] for b in boxes.values()), min(b[1] for b in boxes.values()),
            max(b[2] for b in boxes.values()), max(b[3] for b in boxes.values()), size, bold, refs,
        )
    ]  # fmt: skip


def _is_raised(box: tuple[float, float, float, float], base: float, tallest: float) -> bool:
    """Tell whether a figure is superscript: smaller than the line's letters, and above their foot."""
    return box[1] > base + 0.2 * tallest and box[3] - box[1] < 0.85 * tallest


def _size(raw: object, index: int) -> float:
    """Return the type size as it appears: that of the font, times what the page scales it by."""
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(raw, index, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    return round(float(pdfium.FPDFText_GetFontSize(raw, index)) * scale, 1)


def _text(chars: Sequence[_Char], raised: Collection[int]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return the text of a line with the superscript numbers taken out that follow a word or a mark."""
    text = ""
    refs: list[tuple[int, str]] = []
    i = 0
    while i < len(chars):
        if chars[i].index in raised and text.strip() and not text[-1].isdigit() and not _unit(text):
            number = ""
            while i < len(chars) and chars[i].index in raised:
                number += chars[i].text
                i += 1
            refs.append((len(text), number))
            continue
        text += chars[i].text
        i += 1
    lead = len(text) - len(text.lstrip())
    return text.strip(), tuple((max(0, at - lead), number) for at, number in refs)


def _unit(text: str) -> bool:
    """Tell whether a raised number belongs to what stands before it: m², km³, 10⁶."""
    return re.search(r"(?:\d|\b(?:[kcdm]?m|ha|CO|NO|NH|SO|PM))$", text) is not None


def _box(raw: object, index: int) -> tuple[float, float, float, float] | None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top):
        return None
    if right.value <= left.value and top.value <= bottom.value:
        return None
    return left.value, bottom.value, right.value, top.value


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Join pieces that stand on one line of print, next to each other: a number or a bullet and its text."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        overlap = min(last.y1, line.y1) - max(last.y0, line.y0) if last else 0.0
        if last and overlap > 0.5 * min(last.y1 - last.y0, line.y1 - line.y0) and line.x0 - last.x1 + 1 >= 0:
            shift = len(last.text) + 1
            joined[-1] = Line(
                f"{last.text} {line.text}", last.x0, min(last.y0, line.y0), line.x1, max(last.y1, line.y1),
                last.size if len(last.text) >= len(line.text) else line.size, last.bold and line.bold,
                (*last.refs, *((at + shift, n) for at, n in line.refs)),
            )  # fmt: skip
        else:
            joined.append(line)
    return joined
