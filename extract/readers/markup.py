"""From a tree of HTML elements to blocks: used for .docx and .md (turned into HTML first) and for web pages."""

import re
from collections.abc import Iterable, Iterator

from beleidsgraaf.extract.readers.draft import Piece, Ref, TextBuilder, clean
from lxml import etree

Element = etree._Element

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "head",
        "noscript",
        "template",
        "svg",
        "math",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "img",
        "map",
        "nav",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "menu",
    ]
)
_NOTE_ID = re.compile(
    r"(?:^|[-_:])(?:footnote|endnote|fn|ftn|edn|voetnoot|noot|note|cite_note)[-_:]?\w*$", re.IGNORECASE
)
_BACK = re.compile(r"[\s↑↩^⏎\ufe0e\[\]]*$")
_LABEL = re.compile(r"^\s*\[?(\w{1,4}|\*{1,3})[\].)]?\s*")
_SIGNATURE = frozenset(("ondertekening", "koning"))  # classes in the HTML of official publications
_MAX_BOLD_HEADING = 100
_MAX_DEPTH = 250


def tag(element: Element | None) -> str:
    """Return the local name of an element in lower case; empty for comments and processing instructions."""
    if element is None or not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2].lower()  # etree.QName refuses what broken HTML calls its elements


def text_of(element: Element, between: str = "") -> str:
    """Return all text inside an element."""
    return between.join(str(part) for part in element.itertext())


class Walker:
    """Puts the text of HTML elements into a builder.

    Parameters
    ----------
    builder : TextBuilder
    root : lxml element
        The whole tree, to know which targets of links are notes.
    skip : iterable of lxml element
        Elements to leave out with all they contain.
    """

    def __init__(self, builder: TextBuilder, root: Element, skip: Iterable[Element] = ()) -> None:
        self._builder = builder
        self._skip = set(skip)
        self._notes = _notes(root)
        self._containers = {element: key for key, element in self._notes.items()}
        self._labels = _labels(root, self._notes)

    def walk(self, element: Element) -> None:
        """Add the blocks of an element, in reading order; notes are kept for the end of the text."""
        self._block(element, 0, 0)

    def _block(self, element: Element, lists: int, depth: int) -> None:
        name = tag(element)
        if element in self._skip or name in _SKIPPED or not name or depth > _MAX_DEPTH:
            return
        if element in self._containers:
            self._note(element)
        elif re.fullmatch(r"h[1-6]", name):
            self._builder.add("heading", self._inline(element), level=int(name[1]))
        elif name == "table":
            self._table(element, lists, depth)
        elif name in ("ul", "ol", "menu"):
            self._list(element, lists + 1, depth)
        else:
            self._mixed(element, lists, depth)

    def _mixed(self, element: Element, lists: int, depth: int, prefix: str = "") -> None:
        """Add an element with running text, blocks or both inside."""
        kind = "list_item" if tag(element) in ("li", "dd", "dt") or (lists and tag(element) == "p") else "paragraph"
        pieces: list[Piece] = [prefix, _flat(element.text)]
        for child in element:
            if _has_blocks(child) and child not in self._skip:
                self._flush(kind, pieces, lists, element)
                pieces = []
                self._block(child, lists, depth + 1)
            elif child not in self._containers:
                pieces.extend(self._inline_child(child))
            pieces.append(_flat(child.tail))
        self._flush(kind, pieces, lists, element)

    def _flush(self, kind: str, pieces: list[Piece], lists: int, element: Element) -> None:
        if _SIGNATURE & set((element.get("class") or "").split()):
            self._builder.add("signature", pieces)
        elif kind == "list_item":
            self._builder.add("list_item", pieces, level=max(1, lists))
        elif tag(element) == "p" and _is_bold_heading(element):
            self._builder.add("heading", pieces)
        else:
            self._builder.add("paragraph", pieces)

    def _list(self, element: Element, lists: int, depth: int) -> None:
        start = element.get("start", "1")
        number = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
        numbered = tag(element) == "ol" and element.get("data-numbered") == "true"
        for child in element:
            if tag(child) != "li":
                self._block(child, lists, depth + 1)
            elif child in self._containers:
                self._note(child)
            elif child not in self._skip:
                self._mixed(child, lists, depth + 1, prefix=f"{number}. " if numbered else "")
                number += 1

    def _table(self, table: Element, lists: int, depth: int) -> None:
        """Add a row as a block with its cells after each other; a cell with paragraphs in it is read as text."""
        rows = [row for row in table.iter("{*}tr") if _owner(row) is table]
        cells = [[cell for cell in row if tag(cell) in ("td", "th")] for row in rows]
        filled = [[cell for cell in row if _visible(cell)] for row in cells]
        grid = any(len(row) > 1 for row in filled)
        for caption in table:
            if tag(caption) == "caption":
                self._builder.add("heading", self._inline(caption))
        for row in filled:
            if grid and row and all(_is_short(cell) for cell in row):
                pieces: list[Piece] = []
                for i, cell in enumerate(row):
                    pieces.extend([" | "] if i else [])
                    pieces.extend(self._inline(cell))
                self._builder.add("table", _one_line(pieces))
            else:
                for cell in row:
                    self._mixed(cell, lists, depth + 1)

    def _note(self, element: Element) -> None:
        key = self._containers[element]
        pieces = list(self._inline(element))
        text = "".join(p for p in pieces if isinstance(p, str))
        label = self._labels.get(key) or "*"
        head = _LABEL.match(text)
        if head and head.group(1) == label and tag(element) != "li":
            pieces = [text[head.end() :]]
        self._builder.note(key, label, pieces)

    def _target(self, link: Element) -> Element | None:
        href = link.get("href", "")
        return self._notes.get(href[1:]) if href.startswith("#") else None

    def _inline(self, element: Element) -> Iterator[Piece]:
        yield _flat(element.text)
        for child in element:
            yield from self._inline_child(child)
            yield _flat(child.tail)

    def _inline_child(self, child: Element) -> Iterator[Piece]:
        name = tag(child)
        if not name or name in _SKIPPED or child in self._skip or child in self._containers:
            return
        if name == "br":
            yield "\n"
        elif name == "a" and child.get("href", "").startswith("#"):
            if self._target(child) is not None:
                yield Ref(child.get("href", "")[1:])
            elif not _BACK.match(text_of(child)):
                yield from self._inline(child)
        elif name in _BLOCKS:
            yield " "
            yield from self._inline(child)
            yield " "
        elif name == "sup" and _only_reference(child, self._notes):
            yield from (p for p in self._inline(child) if isinstance(p, Ref))
        else:
            yield from self._inline(child)


def _flat(text: str | None) -> str:
    """Return text with line ends as spaces: in HTML only ``br`` breaks a line."""
    return re.sub(r"[\r\n\t\f]+", " ", text or "")


def _one_line(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        yield re.sub(r"\s+", " ", piece) if isinstance(piece, str) else piece


def _notes(root: Element) -> dict[str, Element]:
    """Return the elements that hold notes, by id: something links to them and they are called so."""
    wanted = {link.get("href", "")[1:] for link in root.iter("{*}a") if link.get("href", "").startswith("#")}
    found: dict[str, Element] = {}
    for element in root.iter():
        key = element.get("id") if isinstance(element.tag, str) else None
        if key and key in wanted and _NOTE_ID.search(key) and tag(element) in ("li", "p", "div", "dd", "aside"):
            found.setdefault(key, element)
    return found


def _labels(root: Element, notes: dict[str, Element]) -> dict[str, str]:
    """Return the text of the first link to each note: its number as printed."""
    found: dict[str, str] = {}
    for link in root.iter("{*}a"):
        key = link.get("href", "")[1:]
        if key in notes and key not in found:
            found[key] = clean(text_of(link)).strip("[]().")
    return found


def _only_reference(sup: Element, notes: dict[str, Element]) -> bool:
    links = [a for a in sup.iter("{*}a") if a.get("href", "")[1:] in notes]
    return bool(links)


def _has_blocks(element: Element) -> bool:
    return any(tag(e) in _BLOCKS for e in element.iter())


def _owner(row: Element) -> Element | None:
    return next((a for a in row.iterancestors() if tag(a) == "table"), None)


def _visible(element: Element) -> bool:
    return bool(clean(text_of(element, " ")))


def _is_short(cell: Element) -> bool:
    """Tell whether a cell holds one piece of text and no more."""
    if any(tag(e) in ("table", "ul", "ol") for e in cell.iter() if e is not cell):
        return False
    return sum(1 for e in cell.iter() if tag(e) in ("p", "div", "li") and _visible(e)) <= 1


def _is_bold_heading(paragraph: Element) -> bool:
    text = clean(text_of(paragraph))
    if not text or len(text) > _MAX_BOLD_HEADING or text.endswith((".", ",", ";", "!", ":")) or "?" in text:
        return False
    bold = clean("".join(text_of(e) for e in paragraph if tag(e) in ("strong", "b")))
    return bold == text
