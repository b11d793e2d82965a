"""OpenDocument text (.odt), read with odfdo."""

import io
import re
from collections.abc import Iterator
from typing import Any

import odfdo
from beleidsgraaf.extract.document import BlockKind, Metadata
from beleidsgraaf.extract.readers import publication
from beleidsgraaf.extract.readers.draft import Draft, Piece, Ref, TextBuilder, clean
from beleidsgraaf.extract.readers.package import check_package
from beleidsgraaf.ontology import ReadError

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_SKIPPED = frozenset(
    [
        "text:tracked-changes",
        "text:sequence-decls",
        "text:variable-decls",
        "text:user-field-decls",
        "office:forms",
        "office:annotation",
        "office:annotation-end",
        "text:table-of-content",
        "text:bookmark",
        "text:bookmark-start",
        "text:bookmark-end",
        "draw:image",
        "svg:title",
        "svg:desc",
        "text:soft-page-break",
        "text:page-number",
        "text:note-citation",
        "text:alphabetical-index",
    ]
)
_MASTHEAD = re.compile(r"parlementair\.kop|frillblok", re.IGNORECASE)
_MAX_DEPTH = 250


def draft_odt(data: bytes, name: str) -> Draft:
    """Read an OpenDocument text.

    Raises
    ------
    ReadError
        If it is damaged or encrypted.
    """
    check_package(data, name)
    try:
        document = odfdo.Document(io.BytesIO(data))
        body = document.body
        title, meta = document.meta.title, _user_meta(document)
    except Exception as error:
        raise ReadError(
            f"{name}: is damaged, encrypted or unsafe to unpack ({type(error).__name__}); "
            "open it in a word processor and save it anew as .odt"
        ) from error
    reading = _Reading()
    reading.children(body, 0, 0)
    metadata = publication.from_meta(meta)
    if metadata.title is None and title and " " in title.strip():
        metadata = Metadata(
            title.strip(), metadata.kind, metadata.date, metadata.numbers, metadata.sender, metadata.addressee
        )
    return reading.builder.draft(MEDIA_TYPE, metadata=metadata)


def _user_meta(document: Any) -> dict[str, list[str]]:
    fields = document.meta.user_defined_metadata or {}
    return {str(k): [str(v)] for k, v in fields.items() if v}


class _Reading:
    """One pass over the body."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self._notes = 0

    def children(self, element: Any, lists: int, depth: int) -> None:
        if depth > _MAX_DEPTH:
            return
        for child in element.children:
            self._block(child, lists, depth + 1)

    def _block(self, element: Any, lists: int, depth: int) -> None:
        name = element.tag
        if name in _SKIPPED or _is_masthead(element):
            return
        if name == "text:h":
            level = element.get_attribute("text:outline-level") or "1"
            self._text(element, "heading", int(level) if str(level).isdigit() else 1, depth)
        elif name == "text:p":
            self._text(element, "list_item" if lists else "paragraph", lists, depth)
        elif name == "text:list":
            self.children(element, lists + 1, depth)
        elif name == "table:table":
            self._table(element, lists, depth)
        else:
            self.children(element, lists, depth)

    def _text(self, element: Any, kind: BlockKind, level: int, depth: int) -> None:
        frames: list[Any] = []
        self.builder.add(kind, list(self._inline(element, frames)), level=level)
        for frame in frames:
            self.children(frame, 0, depth)

    def _table(self, table: Any, lists: int, depth: int) -> None:
        rows = list(_rows(table))
        filled = [[c for c in row if clean(" ".join(_strings(c)))] for row in rows]
        grid = any(len(row) > 1 for row in filled)
        for row in filled:
            if grid and row and all(_paragraphs(cell) <= 1 for cell in row):
                pieces: list[Piece] = []
                for i, cell in enumerate(row):
                    pieces.extend([" | "] if i else [])
                    pieces.extend(p.replace("\n", " ") if isinstance(p, str) else p for p in self._inline(cell, []))
                self.builder.add("table", pieces)
            else:
                for cell in row:
                    self.children(cell, lists, depth)

    def _inline(self, element: Any, frames: list[Any]) -> Iterator[Piece]:
        yield _flat(element.text)
        for child in element.children:
            name = child.tag
            if name == "text:note":
                yield self._note(child)
            elif name == "draw:frame":
                if not _is_masthead(child):
                    frames.append(child)
            elif name == "text:line-break":
                yield "\n"
            elif name in ("text:tab", "text:s"):
                yield " "
            elif name not in _SKIPPED:
                yield from self._inline(child, frames)
            yield _flat(child.tail)

    def _note(self, note: Any) -> Ref:
        self._notes += 1
        citation = [clean("".join(_strings(c))) for c in note.children if c.tag == "text:note-citation"]
        key = note.get_attribute("text:id") or f"note-{self._notes}"
        pieces: list[Piece] = []
        for child in note.children:
            if child.tag == "text:note-body":
                for paragraph in child.children:
                    pieces.extend([" ", *self._inline(paragraph, [])])
        self.builder.note(str(key), citation[0] if citation and citation[0] else str(self._notes), pieces)
        return Ref(str(key))


def _flat(text: str | None) -> str:
    """Return text with line ends as spaces: in this format only ``text:line-break`` breaks a line."""
    return re.sub(r"[\r\n\t]+", " ", text or "")


def _strings(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element.children:
        yield from _strings(child)
        yield child.tail or ""


def _rows(table: Any) -> Iterator[list[Any]]:
    for child in table.children:
        if child.tag == "table:table-row":
            yield [c for c in child.children if c.tag == "table:table-cell"]
        elif child.tag in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            yield from _rows(child)


def _paragraphs(cell: Any) -> int:
    count = 0
    for child in cell.children:
        if child.tag in ("table:table", "text:list"):
            return 2
        count += bool(clean("".join(_strings(child))))
    return count


def _is_masthead(element: Any) -> bool:
    """Tell whether this is the head that the printer of official publications sets: house, year, series."""
    if element.tag not in ("table:table", "draw:frame"):
        return False
    name = element.get_attribute("table:name") or element.get_attribute("draw:name") or ""
    return _MASTHEAD.match(str(name)) is not None
