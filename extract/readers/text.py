r"""Plain text: the text is the file's own, character for character; blocks are spans of it.

Lines that a mail program or a PDF converter broke belong to one block; a line end is taken as the end of a block at
an empty line, a heading, a list bullet, or where the line stopped well before the margin after a full stop.

Examples
--------
>>> draft = draft_text("Vraag 1\nKlopt het dat de gemeente\nAssen meedoet?\n\nAntwoord\nJa.\n")
>>> [(b.kind, draft.text[b.start : b.end]) for b in draft.blocks]  # doctest: +NORMALIZE_WHITESPACE
[('heading', 'Vraag 1'), ('paragraph', 'Klopt het dat de gemeente\nAssen meedoet?'), ('heading', 'Antwoord'),
 ('paragraph', 'Ja.')]
"""

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from beleidsgraaf.extract import structure
from beleidsgraaf.extract.document import Block, BlockKind, Footnote
from beleidsgraaf.extract.readers.draft import Draft

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(
    r"(?P<indent>\s*)(?:[•●○◦▪■□‣⁃·\uf0b7\uf0a7*–—-]|\(?\d{1,3}[.)]\)?|\(?[a-z][.)]\)?|[ivx]{1,5}[.)])[^\S\n]+(?=\S)"
)
_BULLET_ALONE = re.compile(r"\s*[•●○◦▪■□‣⁃·\uf0b7\uf0a7]\s*$")
_TITLED = re.compile(
    r"\s*(?:Artikel|ARTIKEL|Hoofdstuk|HOOFDSTUK|Paragraaf|PARAGRAAF|Afdeling|AFDELING|Titel|TITEL|Bijlage|BIJLAGE|Deel|DEEL)"
    r"\s+(?:\d[\w.:]*|[IVXLC]+|[A-Z])\b(?P<rest>[^\n]{0,100})$"
)
_MARKDOWN = re.compile(r"\s*#{1,6}\s*\S")
_DECIMAL = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[A-Z][^\n]{0,100}$")
_CAPITALS = re.compile(r"[^\Wa-zß-ÿ\d_](?:[^a-zß-ÿ\d\n]){5,118}")
_TABLE_ROW = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"[\s|:=_*~.+-]+$")
# A line that ends so goes on, whatever the next begins with.
_OPEN_END = re.compile(
    r"(?:[,(/\u2013\u2014-]|\b(?:de|het|een|van|voor|in|op|aan|met|bij|door|over|onder|tot|te|ten|ter|der|den|des|en|of|om|dat|die|"
    r"als|dan|naar|uit|per|is|zijn|wordt|worden|deze|dit|artikel|lid|nr\.|drs\.|mr\.|dr\.|d\.d\.))\s*$"
)
_FULL_STOP = re.compile(r"[.?!:;][\"'’”»)\]]*\s*(?:\d{1,2}\)|\[\d+\])?\s*$")
_QA_INSIDE = re.compile(
    r"(?<=[.?!)”’\"'\]])[^\S\n]+(?=(?:Vraag|Vragen|Antwoord)\b[^\n.?!]{0,40}?\d{1,3}[^\S\n]+[A-Z]"
    r"|(?:Antwoord|Vraag)[^\S\n]*:)"
)
_PAGE_NUMBER = re.compile(r"(?:pagina|page|blz\.?)?\s*\d{1,3}(?:\s*(?:van|/)\s*\d{1,3})?", re.IGNORECASE)
_MIN_BROKEN = 40
_NEAR = 12  # lines of which the longest tells the margin
_MAX_HEADING = 120
_LONG_LINE = 200


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    gap: bool  # an empty line stands before it


def draft_text(text: str, media_type: str = "text/plain") -> Draft:
    """Find the blocks and notes of a plain text.

    Parameters
    ----------
    text : str
        It comes back untouched.
    media_type : str
    """
    notes = sorted((*structure.inline_notes(text), *structure.note_lines(text)), key=lambda n: n.start)
    notes = [n for i, n in enumerate(notes) if i == 0 or notes[i - 1].end <= n.start]
    blocks: list[Block] = []
    for kind, start, end, level in _blocks(text):
        blocks.extend(_without_notes(text, Block(kind, start, end, level), notes))
    return Draft(text, structure.refine(text, blocks), tuple(notes), media_type=media_type)


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    last_end = 0
    for m in _LINE.finditer(text):
        raw = m.group()
        stripped = raw.strip()
        if not stripped:
            continue
        start = m.start() + len(raw) - len(raw.lstrip())
        between = text[last_end:start]
        gap = bool(lines) and len(re.findall(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]", between)) > 1
        lines.append(_Line(start, start + len(stripped), stripped, gap or not lines))
        last_end = start + len(stripped)
    return lines


def _blocks(text: str) -> Iterator[tuple[BlockKind, int, int, int]]:
    group: list[_Line] = []
    lines = _lines(text)
    margin = _margin([line.end - line.start for line in lines])
    skipped = False
    for i, line in enumerate(lines):
        if group and i + 1 < len(lines) and _is_page_break(group[-1], line, lines[i + 1]):
            skipped = True  # the sentence goes on after the number of the page
            continue
        if group and not skipped and _begins_block(group, line, margin):
            yield from _emit(text, group, alone=line.gap)
            group = []
        skipped = False
        group.append(line)
        if i + 1 == len(lines):
            yield from _emit(text, group, alone=True)


def _is_page_break(last: _Line, line: _Line, following: _Line) -> bool:
    """Tell whether a line is the number of a page in the midst of a sentence."""
    if not _PAGE_NUMBER.fullmatch(line.text) or _FULL_STOP.search(last.text) or _is_heading(last.text):
        return False
    broken = last.text.endswith("-") and last.text[-2:-1].isalpha()
    return broken or (len(last.text) > _MIN_BROKEN and following.text[0].islower())


def _margin(lengths: Sequence[int]) -> int:
    """Return the width at which lines were broken; 0 where each line is a paragraph of its own."""
    if not lengths:
        return 0
    ordered = sorted(lengths)
    longest = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return 0 if longest > _LONG_LINE else longest


def _begins_block(group: Sequence[_Line], line: _Line, margin: int) -> bool:
    last = group[-1]
    if line.gap or _is_heading(line.text) or _is_heading(last.text) or _TABLE_ROW.match(line.text):
        return True
    if _BULLET_ALONE.match(last.text):
        return False
    if _BULLET.match(line.text) or _BULLET_ALONE.match(line.text) or _TABLE_ROW.match(last.text):
        return True
    if line.text[0].islower() or _OPEN_END.search(last.text):
        return False
    if margin == 0:  # no line was broken on purpose of width
        return len(last.text) > _LONG_LINE or bool(_FULL_STOP.search(last.text)) or len(last.text) < _LONG_LINE / 2
    local = max(len(near.text) for near in group[-_NEAR:])
    room = max(margin, local) - len(last.text)
    word = len(line.text.split(maxsplit=1)[0]) + 1
    if _FULL_STOP.search(last.text):
        return room > word + 3
    return room > max(word + 3, margin * 0.4)


def _is_heading(line: str) -> bool:
    if _MARKDOWN.match(line) and len(line) <= _MAX_HEADING:
        return True
    if (m := _TITLED.match(line)) and not m["rest"].rstrip().endswith((".", ",", ";")) and not _prose(m["rest"]):
        return True
    if _CAPITALS.fullmatch(line) and len(re.findall(r"[A-Z]", line)) >= 10 and " " in line.strip():
        return True
    if _DECIMAL.match(line) and not line.endswith((".", ";", ",")):
        return True
    heading = structure.parse_heading(line)
    return heading is not None and (heading.end >= len(line) or bool(heading.numbers))


def _prose(rest: str) -> bool:
    stripped = rest.strip(" .:–-")
    return bool(stripped) and stripped[0].islower()


def _emit(text: str, group: Sequence[_Line], *, alone: bool) -> Iterator[tuple[BlockKind, int, int, int]]:
    start, end = group[0].start, group[-1].end
    begin = start
    for m in _QA_INSIDE.finditer(text, start, end):
        if structure.parse_heading(text[m.end() : end]) is not None:
            yield from _classified(text, begin, m.start(), group, alone=False)
            begin = m.end()
    yield from _classified(text, begin, end, group if begin == start else [], alone=alone)


def _classified(
    text: str, start: int, end: int, group: Sequence[_Line], *, alone: bool
) -> Iterator[tuple[BlockKind, int, int, int]]:
    """Yield a block with its kind."""
    body = text[start:end]
    heading = structure.parse_heading(body)
    first = group[0].text if group else body
    single = len(group) <= 1
    if heading is not None and body[heading.end :].strip():
        yield "paragraph", start, end, 0  # its heading is split off later
    elif heading is not None or (single and _is_heading(first)):
        level = len(first) - len(first.lstrip("#")) if _MARKDOWN.match(first) else 0
        yield "heading", start, end, level
    elif _TABLE_ROW.match(first):
        if not _RULE.match(first):
            yield "table", start, end, 0
    elif m := _BULLET.match(text, start, end):
        yield "list_item", start, end, 1 + len(m["indent"]) // 4
    elif _BULLET_ALONE.match(first) and not single:
        yield "list_item", start, end, 1
    elif single and _RULE.match(first):
        return
    elif single and alone and group and group[0].gap and _looks_like_heading(first):
        yield "heading", start, end, 0
    else:
        yield "paragraph", start, end, 0


def _looks_like_heading(line: str) -> bool:
    """Tell whether a line that stands alone is a heading: short, begins with a capital or a number, ends bare."""
    return (
        len(line) <= 80
        and (line[0].isupper() or line[0].isdigit())
        and not re.search(r"[.,;:!?)\]\"'’”]$", line)
        and bool(re.search(r"[^\W\d_]{3}", line))
    )


def _without_notes(text: str, block: Block, notes: Sequence[Footnote]) -> Iterator[Block]:
    """Cut the notes out of a block; what stands between them stays, brackets left out."""
    first = bisect.bisect_left(notes, block.start, key=lambda n: n.start)
    inside = list(itertools.takewhile(lambda n: n.end <= block.end, itertools.islice(notes, first, None)))
    if not inside:
        yield block
        return
    begin = block.start
    for note in inside:
        opening = max(text.rfind("[", begin, note.start), begin) if text[note.end : note.end + 1] == "]" else -1
        if opening < 0:
            opening = max(text.rfind(note.label, begin, note.start), begin)
        yield from _trimmed(text, block, begin, opening)
        yield Block("footnote", note.start, note.end)
        begin = note.end + (text[note.end : note.end + 1] == "]")
    yield from _trimmed(text, block, begin, block.end)


def _trimmed(text: str, block: Block, start: int, end: int) -> Iterator[Block]:
    part = text[start:end]
    if re.search(r"\w", part):
        start += len(part) - len(part.lstrip())
        yield Block(block.kind, start, start + len(part.strip()), block.level)
