"""XML of the official publications: parliamentary papers, gazettes, law, local regulations and plenary records.

Covers the schema of officielebekendmakingen.nl (kst, ah-tk, h-tk, stb, stcrt, gmb, prb, wsb, bgr), that of local
regulations (cvdr) and the parliament's own records (vlos). Unknown elements are read for their text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from beleidsgraaf.extract import structure
from beleidsgraaf.extract.document import Section
from beleidsgraaf.extract.readers import publication
from beleidsgraaf.extract.readers.draft import Draft, Piece, Ref, TextBuilder, clean
from beleidsgraaf.extract.readers.markup import Element, tag, text_of
from beleidsgraaf.extract.readers.package import safe_parser
from beleidsgraaf.ontology import ReadError
from lxml import etree

MEDIA_TYPE = "application/xml"

_SKIPPED = frozenset(
    [
        "metadata",
        "meta",
        "kamerstukkop",
        "kamervraagkop",
        "kamervraagnummer",
        "plaatje",
        "illustratie",
        "markeertijdbegin",
        "markeertijdeind",
        "zaken",
        "sprekers",
        "colspec",
        "redactionele-toevoeging",
        "jci-link",
    ]
)
_PARAGRAPHS = frozenset(
    [
        "al",
        "considerans.al",
        "wij",
        "afkondiging",
        "slotformulering",
        "dagtekening",
        "kamervraagomschrijving",
        "datumtekst",
        "alineaitem",
        "wat",
        "wijzig-lid-aanhef",
        "onderwerp",
        "bijschrift",
        "citaat",
        "gegeven",
        "context.al",
        "noot.al",
        "p",
    ]
)
_TITLES = frozenset(["intitule", "item-titel", "citeertitel"])
_HEADINGS = frozenset(["kop", "tussenkop", "stuk-kop", "dossier", "spreker", "stuknr"])
_SIGNATURES = frozenset(["functie", "koning", "ondertekenaar"])
_INLINE = frozenset(
    [
        "nadruk",
        "extref",
        "intref",
        "sup",
        "inf",
        "vet",
        "cur",
        "naam",
        "voornaam",
        "achternaam",
        "voorvoegsels",
        "datum",
        "organisatie",
        "plaats",
        "ondernummer",
        "politiek",
        "kamervraagonderwerp",
        "extref-groep",
        "unl",
        "sub",
        "br",
        "lb",
        "nr",
        "li.nr",
        "lidnr",
        "noot.nr",
        "label",
    ]
)
_BLOCKS = frozenset(
    [
        "al-groep", "lijst", "li", "lid", "artikel", "table", "tgroup", "row", "vraag", "antwoord", "spreekbeurt",
        "motie", "tekst", "ondertekening", "stuk", "titel", "naam-groep", "subtitel", "alinea", "alineagroep",
        "noot", "definitielijst", "definitie-item", "term", "definitie"
    ]
) | _PARAGRAPHS | _TITLES | _HEADINGS | _SIGNATURES  # fmt: skip
_MARK = "\ue000"  # stands for a reference while spaces are mended
_MAX_SPEAKER = 120
_MAX_BOLD = 100
_MAX_DEPTH = 250


def draft_xml(data: bytes, name: str) -> Draft:
    """Read the XML of an official publication.

    Parameters
    ----------
    data : bytes
    name : str
        For messages.

    Raises
    ------
    ReadError
        If it is not well-formed or holds no publication.
    """
    root = _parse(data, name)
    reading = _Reading()
    vlos = tag(root) == "vloscoredocument"
    if vlos:
        for element in root.iter("{*}tekst"):
            reading.block(element, 0)
    else:
        reading.block(root, 0)
    return reading.builder.draft(
        MEDIA_TYPE, sections=tuple(reading.sections) or None, metadata=publication.from_xml(root)
    )


def root_name(data: bytes) -> str | None:
    """Return the local name of the root element, lower case; None where it cannot be found in the first 64 kB."""
    head = re.sub(rb"<!--.*?-->|<\?.*?\?>|<![^>\[]*(?:\[.*?\]\s*)?>", b"", data[: 64 * 1024], flags=re.DOTALL)
    m = re.search(rb"<\s*(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)", head)
    return m[1].decode("ascii", "replace").lower() if m else None


def _parse(data: bytes, name: str) -> Element:
    try:
        root = etree.fromstring(_repaired(data), safe_parser())
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise ReadError(f"{name}: is no well-formed XML ({_first_line(error)}); fetch the publication again") from error
    return root


def _repaired(data: bytes) -> bytes:
    """Undo what crawlers do to these files: UTF-8 taken for Windows-1252, spaces before the declaration."""
    text = data.lstrip()
    if text.startswith(b"\xc3\xaf\xc2\xbb\xc2\xbf"):
        # latin-1 serves for the five bytes that Windows-1252 leaves open
        text = b"".join(_single(c) for c in text.decode("utf-8", "replace")).lstrip()
    return text.removeprefix(b"\xef\xbb\xbf").lstrip() if not text.startswith((b"\xff\xfe", b"\xfe\xff")) else text


def _single(character: str) -> bytes:
    for encoding in ("cp1252", "latin-1"):
        try:
            return character.encode(encoding)
        except UnicodeEncodeError:
            continue
    return character.encode("utf-8")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


class _Reading:
    """One pass over a tree."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self.sections: list[Section] = []
        self._asked: list[str] = []
        self._notes = 0

    def block(self, element: Element, depth: int, level: int = 0, prefix: str = "") -> None:
        name = tag(element)
        if not name or name in _SKIPPED or depth > _MAX_DEPTH or _is_masthead(element):
            return
        if name in ("vraag", "antwoord"):
            self._section(element, depth, "question" if name == "vraag" else "answer")
        elif name in _HEADINGS:
            self._heading(element)
        elif name == "titel" or name in _TITLES or name == "subtitel":
            self.builder.add("heading" if name in ("titel", "subtitel") else "title", self._inline(element), level=1)
        elif name in _SIGNATURES or (name == "naam" and tag(element.getparent()) == "ondertekening"):
            self.builder.add("signature", _one_line(self._inline(element)))
        elif name == "ondertekening" and not any(tag(e) in ("functie", "al") for e in element):
            self._signature(element)
        elif name == "stuk":
            self._paper(element, depth)
        elif name == "table" or name == "tgroup":
            self._table(element, depth)
        elif name in ("li", "lid"):
            self._item(element, depth, level + 1)
        else:
            self._mixed(element, depth, level, prefix)

    def _mixed(self, element: Element, depth: int, level: int, prefix: str = "") -> None:
        """Add an element with running text, blocks or both inside."""
        paragraph = tag(element) in _PARAGRAPHS
        direct = bool(clean((element.text or "") + "".join(child.tail or "" for child in element)))
        pieces: list[Piece] = [prefix, element.text or ""]
        for child in element:
            inline = tag(child) in _INLINE or (not _has_blocks(child) and (direct or paragraph))
            if inline or (tag(child) == "noot" and _is_note(child)):
                pieces.extend(self._inline_child(child))
            else:
                self._flush(element, pieces, level)
                pieces = []
                self.block(child, depth + 1, level)
            pieces.append(child.tail or "")
        self._flush(element, pieces, level)

    def _flush(self, element: Element, pieces: list[Piece], level: int) -> None:
        lines = list(_mended(pieces))
        text = clean("".join(p for p in lines if isinstance(p, str)))
        speaker = tag(element) == "alineaitem" and text.endswith(":") and len(text) <= _MAX_SPEAKER
        if speaker and any(tag(c) == "nadruk" for c in element):
            self.builder.add("heading", lines, level=3)
        elif tag(element) == "al" and not level and _is_bold(element, text):
            self.builder.add("heading", lines, level=4)
        elif level:
            self.builder.add("list_item", lines, level=level)
        else:
            self.builder.add("paragraph", lines)

    def _heading(self, element: Element) -> None:
        depth = sum(1 for a in element.iterancestors() if any(tag(c) == "kop" for c in a))
        level = 3 if tag(element) == "spreker" else min(6, max(1, depth))
        self.builder.add("heading", _mended(self._inline(element)), level=level)

    def _signature(self, element: Element) -> None:
        for child in element if len(element) else [element]:
            self.builder.add("signature", _one_line(self._inline(child)))

    def _paper(self, element: Element, depth: int) -> None:
        """Add a parliamentary paper: its number and title are one line."""
        head = [child for child in element if tag(child) in ("stuknr", "titel")]
        pieces: list[Piece] = []
        for child in head:
            pieces.extend([" ", *self._inline(child)])
        self.builder.add("title", _one_line(pieces), level=1)
        for child in element:
            if child not in head:
                self.block(child, depth + 1)

    def _item(self, element: Element, depth: int, level: int) -> None:
        number = next((child for child in element if tag(child) in ("li.nr", "lidnr", "nr")), None)
        prefix = clean(text_of(number)) + " " if number is not None else ""
        if tag(element) == "lid":
            level = max(0, level - 1)
        for child in element:
            if child is number:
                continue
            before = self.builder.length
            self.block(child, depth + 1, level, prefix)
            if self.builder.length > before:
                prefix = ""
        if prefix.strip() and not len(element):
            self.builder.add("list_item", [prefix, element.text or ""], level=level)

    def _table(self, table: Element, depth: int) -> None:
        """Add a row as a block with its cells after each other; a cell with several paragraphs is read as text."""
        for child in table:
            if tag(child) in ("title", "titel"):
                self.builder.add("heading", self._inline(child))
        for row in table.iter("{*}row"):
            cells = [cell for cell in row if clean(text_of(cell, " "))]
            if all(len([a for a in cell.iter("{*}al") if clean(text_of(a))]) <= 1 for cell in cells):
                pieces: list[Piece] = []
                for i, cell in enumerate(cells):
                    pieces.extend([" | "] if i else [])
                    pieces.extend(self._inline(cell))
                self.builder.add("table", _one_line(pieces))
            else:
                for cell in cells:
                    self._mixed(cell, depth + 1, 0)

    def _section(self, element: Element, depth: int, kind: Literal["question", "answer"]) -> None:
        number = next((child for child in element if tag(child) == "nr"), None)
        text = clean(text_of(number)) if number is not None else ""
        self.builder.add("heading", [text], level=2)
        numbers = structure.expand_numbers(text)
        if kind == "question":
            if self.sections and self.sections[-1].kind == "answer":
                self._asked = []
            numbers = numbers or (str(sum(s.kind == "question" for s in self.sections) + 1),)
            self._asked.extend(numbers)
        numbers = numbers or tuple(dict.fromkeys(self._asked))
        start = None
        for child in element:
            if child is number:
                continue
            before = self.builder.length
            self.block(child, depth + 1)
            if start is None and self.builder.length > before:
                start = before + 2 if before else 0  # after the empty line
        if start is not None and numbers:
            self.sections.append(Section(kind, numbers, start, self.builder.length))

    def _inline(self, element: Element) -> Iterator[Piece]:
        yield element.text or ""
        for child in element:
            yield from self._inline_child(child)
            yield child.tail or ""

    def _inline_child(self, child: Element) -> Iterator[Piece]:
        name = tag(child)
        if not name or name in _SKIPPED or (name == "nr" and tag(child.getparent()) == "agendapunt"):
            return
        if name == "noot" and _is_note(child):
            yield self._note(child)
        elif name in ("br", "lb"):
            yield " "
        elif name in _INLINE:
            yield from self._inline(child)
        else:
            yield " "
            yield from self._inline(child)
            yield " "

    def _note(self, note: Element) -> Ref:
        self._notes += 1
        key = note.get("id") or f"noot-{self._notes}"
        number = next((child for child in note if tag(child) == "noot.nr"), None)
        label = clean(text_of(number)) if number is not None else note.get("nr", str(self._notes))
        pieces: list[Piece] = [note.text or ""]
        for child in note:
            if child is not number:
                pieces.extend(self._inline_child(child))
            pieces.append(child.tail or "")
        self.builder.note(key, label or str(self._notes), list(_one_line(pieces)))
        return Ref(key)


def _is_note(element: Element) -> bool:
    return not any(tag(e) == "table" for e in element.iter())


def _is_bold(element: Element, text: str) -> bool:
    bold = clean("".join(text_of(e) for e in element if tag(e) == "vet" or e.get("type") == "vet"))
    return 0 < len(text) <= _MAX_BOLD and bold == text and not text.endswith((".", ",", ";", ":", "?", "!"))


def _is_masthead(element: Element) -> bool:
    """Tell whether this is the name of the gazette above the publication."""
    parent = element.getparent()
    return tag(element) == "kop" and parent is not None and tag(parent) == "officiele-publicatie"


def _has_blocks(element: Element) -> bool:
    return any(tag(e) in _BLOCKS for e in element.iter())


def _mended(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Take away the spaces that indented XML puts before marks and inside brackets."""
    refs: list[Ref] = []
    text = ""
    for piece in pieces:
        if isinstance(piece, Ref):
            refs.append(piece)
        text += _MARK if isinstance(piece, Ref) else piece
    text = re.sub(r"\(\s*\n\s*", "(", re.sub(r"\s*\n\s*([).,:;?!»’”])", r"\1", text))
    for i, part in enumerate(text.split(_MARK)):
        if i:
            yield refs[i - 1]
        yield re.sub(r"\s+", " ", part)


def _one_line(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        yield re.sub(r"\s+", " ", piece) if isinstance(piece, str) else piece
