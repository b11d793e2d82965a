"""What the form of a document says about it: title, kind, date, numbers, who wrote, asked, was asked and answers.

A date or number counts only where the form shows that it is the document's own: behind "Datum", after the place in
the signature, in "(ingezonden …)"; never one from running prose.
"""

import datetime
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from beleidsgraaf.extract.document import Block, Metadata, Section
from beleidsgraaf.extract.parties import asked, names_of, offices_of

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_MONTH = "|".join((*MONTHS, "jan", "feb", "mrt", "apr", "jun", "jul", "aug", "sept", "sep", "okt", "nov", "dec"))
_SHORT = {"mrt": 3, "sept": 9} | {name[:3]: i for i, name in enumerate(MONTHS, 1)}
_DATE = (
    rf"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s+)?(?:\d{{1,2}}\s+(?:{_MONTH})\.?\s+\d{{4}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}"
    r"|\d{4}-\d{2}-\d{2})(?!\d)"
)
_PLACE = r"['’]?[A-Zs][\w'’-]+(?:\s+(?:aan|den|de|op|[A-Z][\w'’-]+)){0,4}"
_DATE_LABEL = r"datum|dagtekening|verzenddatum|publicatiedatum|datum (?:brief|verzending|ondertekening)"
_FORMS = tuple(
    re.compile(form.replace("DATE", f"(?P<date>{_DATE})"), re.IGNORECASE if icase else 0)
    for form, icase in (
        (r"\((?:ontvangen|ingekomen)\s+DATE", True),
        (rf"(?m)^\s*(?:{_DATE_LABEL})\s*[:|]?\s*DATE", True),
        (rf"(?m)^\s*{_PLACE},?\s+(?:d\.d\.\s*|de\s+)?DATE\s*[.,]?\s*$", False),
        (r"(?m)^\s*voorgesteld\s+DATE", True),
        (r"\bvergadering\s+(?:van|d\.d\.|gehouden op|bijeen op|op)\s+DATE", True),
        (r"(?m)^\s*(?:d\.d\.\s*)?DATE\s*$", True),
        (r"\b(?:ingezonden|verzonden)\s+(?:op\s+)?DATE", True),
    )
)  # fmt: skip
_Z_NUMBER = r"(?P<year>(?:19|20)\d{2})\s?Z\s?(?P<serial>[\dOo]{4,5})(?![\dOo])"
_OWN_Z = (
    re.compile(rf"(?m)^\s*{_Z_NUMBER}\s*$"),
    re.compile(rf"\bingezonden\b[^)\n]{{0,60}}?{_Z_NUMBER}"),
    re.compile(rf"\b(?:nr\.?|nrs\.?|nummer|kenmerk|vraagnummer)\s*[:|]?\s*{_Z_NUMBER}"),
)
_DOSSIER = re.compile(r"(?P<dossier>\d{2} ?\d{3})(?:[ -](?P<chapter>[IVXLC]+|[A-Z]))?(?=\s|$)")
_SUBNUMBER = re.compile(r"nr\.\s*(?P<n>\d{1,4})\b", re.IGNORECASE)
_REFERENCE = re.compile(r"(?m)^\s*ons kenmerk\s*[:|]?\s*(?P<n>[\w./-]*\d{5}[\w./-]*)\s*$", re.IGNORECASE)
_SUBJECT = re.compile(r"\s*(?:onderwerp|betreft|betreffende)\s*[:|]\s*(?P<title>\S[^\n]{3,400})", re.IGNORECASE)
_ANSWERS_OF = re.compile(
    r"\s*(?:antwoord(?:en)?|beantwoording|vragen|schriftelijke vragen)\s+(?:van|op|gesteld)\s", re.IGNORECASE
)
_ANSWER_OF = re.compile(
    r"\s*Antwoord(?:en)? van (?:de )?(?P<who>[^()\n]{3,120}?(?:\s\([^)]{2,80}\))?)(?=\s*(?:\(|op\b|mede\b|$|\.))"
)
_ADDRESSEE = re.compile(
    r"\s*Aan:?\s+(?P<who>(?:(?:de|het)\s+)?(?:[A-Z]|voorzitter|minister|staatssecretaris|leden|raad|gemeenteraad|college|"
    r"burgemeester|commissie|fractie|heer|provinciale staten)[^\n]{2,120}(?<![.:?!]))\s*$"
)
_ADDRESS_LINE = re.compile(
    r"postbus|\d{4}\s?[A-Z]{2}\b|\bplein\b|straat\b|\d{3,}|^datum|^onderwerp|^den haag$", re.IGNORECASE
)
_ADDRESS_PART = re.compile(r"\s*\b(?:postbus\b|\d{4}\s?[A-Z]{2}\b).*$", re.IGNORECASE)
_FROM = re.compile(r"(?m)^\s*(?:van|afzender)\s*[:|]\s*(?P<who>[^\n]{3,120})$", re.IGNORECASE)
_SKIPPED_TITLE = re.compile(
    r"^(?:AH )?\d[\d\s.-]*$|^inhoud(?:sopgave)?$|^(?:vraag|antwoord)\b\s*\d*$|^pagina \d+|^bijlagen?$"
    r"|^(?:tweede|eerste) kamer der staten-generaal|^vergaderjaar\b|^vragen gesteld door de leden"
    r"|^aanhangsel van"
    r"|^(?:de heer|mevrouw|minister|staatssecretaris|de voorzitter)\b[^ ]*$",
    re.IGNORECASE,
)
_SENT = re.compile(r"\s*\((?:ingezonden|ontvangen)\b.*$", re.IGNORECASE | re.DOTALL)
_ASKING = ("answer", "question", "letter")
_HEAD_BLOCKS = 40
_TITLE_BLOCKS = 6
_MAX_TITLE = 300


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a document that tell about it."""

    text: str
    blocks: tuple[Block, ...]
    head: tuple[Block, ...]  # before the first question, at most so many
    sections: tuple[Section, ...]

    def of(self, block: Block) -> str:
        return self.text[block.start : block.end]

    @property
    def opening(self) -> str:
        return "\n".join(self.of(b) for b in self.head)


def metadata(
    text: str, blocks: Sequence[Block], sections: Sequence[Section], name: str, given: Metadata | None = None
) -> Metadata:
    r"""Return what the form of a document says about it.

    Parameters
    ----------
    text : str
    blocks : sequence of Block
    sections : sequence of Section
        Questions and answers, as found before.
    name : str
        File name; a publication's identifier is taken from it.
    given : Metadata, optional
        What the file format says; it goes before what the text says.

    Examples
    --------
    >>> text = "Datum: 4 december 2023\n\nAan de Voorzitter van de Tweede Kamer\n\nGeachte voorzitter,"
    >>> blocks = [Block("paragraph", 0, 22), Block("paragraph", 24, 61), Block("paragraph", 63, 82)]
    >>> found = metadata(text, blocks, (), "brief.txt")
    >>> found.date, found.kind, found.addressee
    (datetime.date(2023, 12, 4), 'letter', 'Voorzitter van de Tweede Kamer')
    """
    given = given or Metadata()
    parts = _Parts(text, tuple(blocks), _head(blocks, sections), tuple(sections))
    title = given.title or _title(parts)
    answered_by = _answered_by(parts)
    kind = given.kind if given.kind not in (None, "webpage") else _kind(parts, title) or given.kind
    asked_by, addressed_to = asked(text, [(b.start, b.end) for b in parts.head]) if kind in _ASKING else ((), ())
    return Metadata(
        title=title,
        kind=kind,
        date=given.date or _date(parts),
        numbers=tuple(dict.fromkeys((*given.numbers, *_numbers(parts, name)))),
        sender=given.sender or _sender(parts),
        addressee=given.addressee or _addressee(parts),
        asked_by=given.asked_by or asked_by,
        addressed_to=given.addressed_to or addressed_to,
        answered_by=given.answered_by or answered_by,
    )


def parse_date(text: str) -> datetime.date | None:
    """Return the first date in a text, Dutch or ISO; None where there is none or no such day exists.

    Examples
    --------
    >>> parse_date("woensdag 3 april 2009"), parse_date("24-01-2023"), parse_date("2021-07-06")
    (datetime.date(2009, 4, 3), datetime.date(2023, 1, 24), datetime.date(2021, 7, 6))
    """
    m = re.search(_DATE, text, re.IGNORECASE)
    if m is None:
        return None
    figures = re.findall(r"\d+", m.group())
    try:
        if len(figures) == 3:
            year, month, day = figures if len(figures[0]) == 4 else figures[::-1]
            return datetime.date(int(year), int(month), int(day))
        word = re.search(_MONTH, m.group()[m.group().index(figures[0]) :], re.IGNORECASE)
        key = word.group().lower() if word else ""
        return datetime.date(int(figures[1]), _SHORT.get(key) or _SHORT[key[:3]], int(figures[0]))
    except (ValueError, KeyError):
        return None


def normal_number(text: str) -> str | None:
    """Return the normal form of a number of parliamentary questions, None where the text is none.

    Examples
    --------
    >>> normal_number("2026ZO3532"), normal_number("2024Z 17972")
    ('2026Z03532', '2024Z17972')
    """
    m = re.search(_Z_NUMBER, text)
    if m is None:
        return None
    serial = m["serial"].upper().replace("O", "0")
    return f"{m['year']}Z{serial:0>5}"


def _head(blocks: Sequence[Block], sections: Sequence[Section]) -> tuple[Block, ...]:
    first = sections[0].start if sections else None
    return tuple(b for b in blocks[:_HEAD_BLOCKS] if first is None or b.start < first)


def _title(parts: _Parts) -> str | None:
    head = parts.head
    for block in head:
        if m := _SUBJECT.match(parts.of(block)):
            return " ".join(m["title"].split())
    for i, block in enumerate(head[:-1]):
        if re.fullmatch(r"\s*(?:onderwerp|betreft):?\s*", parts.of(block), re.IGNORECASE):
            return " ".join(parts.of(head[i + 1]).split())
    papers = list(_papers(parts))
    titles = [b for b in head if b.kind == "title"]
    answers = [b for b in head if parts.sections and _ANSWERS_OF.match(parts.of(b))]
    headings = [b for b in head[:_TITLE_BLOCKS] if b.kind == "heading"]
    for block in (*papers, *titles, *answers, *headings):
        found = " ".join(parts.of(block).split())
        if len(found) <= 2 * _MAX_TITLE and not _SKIPPED_TITLE.match(found):
            return re.sub(r"^nr\. \d+\s*", "", found, flags=re.IGNORECASE) if block in papers else _SENT.sub("", found)
    return None


def _papers(parts: _Parts) -> Iterator[Block]:
    """Yield the heading of a parliamentary paper: behind "Nr. 143", or the block after it."""
    for block, following in pairwise(parts.head):
        m = _SUBNUMBER.match(parts.of(block))
        if m and parts.of(block)[m.end() :].strip() and block.kind in ("title", "heading"):
            yield block
        elif m and not parts.of(block)[m.end() :].strip() and len(parts.of(following)) < _MAX_TITLE:
            yield following


def _kind(parts: _Parts, title: str | None) -> str | None:
    kinds = {s.kind for s in parts.sections}
    if "answer" in kinds:
        return "answer"
    if "question" in kinds:
        return "question"
    first = [parts.of(b) for b in parts.head[:_TITLE_BLOCKS]]
    titles = [
        t for t in (title, *(parts.of(b) for b in parts.head[:_TITLE_BLOCKS] if b.kind in ("title", "heading"))) if t
    ]
    if parts.head and _ANSWERS_OF.match(first[0]) and "ntwoord" in first[0]:
        return "answer"
    for kind, where, pattern in _rules():
        if any(pattern.search(t.strip()) for t in (titles if where == "title" else [parts.of(b) for b in parts.head])):
            return kind
    return None


@cache
def _rules() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    data = tomllib.loads(files("beleidsgraaf.extract").joinpath("patterns/document_kinds.toml").read_text("utf-8"))
    return tuple((r["kind"], r["where"], re.compile(r["pattern"], re.IGNORECASE)) for r in data["rule"])


def _date(parts: _Parts) -> datetime.date | None:
    tail = [b for b in parts.blocks[-12:] if b.kind != "footnote"]
    body = "\n".join(parts.of(b) for b in tail)
    for i, form in enumerate(_FORMS):
        # A place with a date may be the signature at the end; the other forms stand in front.
        for text in (parts.opening, body) if i in (2, 4) else (parts.opening,):
            for m in form.finditer(text):
                if found := parse_date(m["date"]):
                    return found
    return None


def _numbers(parts: _Parts, name: str) -> Iterator[str]:
    # Here, not at the top: it brings lxml along, which plain text does without.
    from beleidsgraaf.extract.readers.publication import IDENTIFIER, numbers_of

    if m := IDENTIFIER.search(name):
        yield from numbers_of(m.group().removesuffix(".xml"))
    opening = parts.opening
    for form in _OWN_Z:
        for found in form.finditer(opening):
            if number := normal_number(found.group()):
                yield number
    for i, block in enumerate(parts.head[:10]):
        text = parts.of(block)
        if block.kind == "table" or not (m := _DOSSIER.match(text)):
            continue
        for near in parts.head[i : i + 4]:
            if sub := _SUBNUMBER.search(parts.of(near)) if near is block else _SUBNUMBER.match(parts.of(near)):
                chapter = f"-{m['chapter']}" if m["chapter"] else ""
                yield f"{m['dossier'].replace(' ', '')}{chapter}-{sub['n']}"
                break
    if m := _REFERENCE.search(opening):
        yield m["n"]


def _addressee(parts: _Parts) -> str | None:
    head = parts.head
    for i, block in enumerate(head):
        m = _ADDRESSEE.match(parts.of(block).split("\n")[0])
        if m is None or "ntwoord" in m["who"]:
            continue
        lines = [
            _ADDRESS_PART.sub("", m["who"]),
            *parts.of(block).split("\n")[1:],
            *(parts.of(b) for b in head[i + 1 : i + 4]),
        ]
        kept = [lines[0]]
        for line in lines[1:]:
            if _ADDRESS_LINE.search(line) or len(line) > 80 or line.endswith((".", ",", ":")):
                break
            kept.append(line)
        return re.sub(r"^(?:de|het)\s+", "", " ".join(" ".join(kept).split()))
    return None


def _sender(parts: _Parts) -> str | None:
    for block in parts.blocks:
        if block.kind != "signature":
            continue
        if spans := offices_of(parts.text, block.start, block.end):
            line = parts.of(block)
            if not re.match(r"\s*(?:mede\s+)?namens", line, re.IGNORECASE):
                return parts.text[spans[0][0] : spans[0][1]]
    if m := _FROM.search(parts.opening):
        return m["who"].strip()
    for block in parts.head:
        text = parts.of(block)
        if m := _ANSWER_OF.match(text):
            return m["who"].strip()
    return None


def _answered_by(parts: _Parts) -> tuple[tuple[int, int], ...]:
    """Return the names in "Antwoord van minister X (Portfolio)"; else those that sign; else the offices that answer."""
    offices: list[tuple[int, int]] = []
    for block in parts.head:
        text = parts.of(block)
        m = re.match(
            r"\s*Antwoord(?:en)?\s+van\s+(?:de\s+)?(?:[Mm]inister-[Pp]resident|[Mm]inister|[Ss]taatssecretaris)\s+(?=[A-Z'’])",
            text,
        )
        if m:
            spans = names_of(parts.text, block.start + m.end(), block.end)
            if spans:
                return spans
        if re.match(r"\s*Antwoord(?:en)?\s+van\s", text) and not offices:
            end = re.search(r"\s+op\s+(?:de\s+)?(?:\w+\s+)?(?:Kamer)?vragen\b", text, re.IGNORECASE)
            offices.extend(offices_of(parts.text, block.start, block.start + end.start() if end else block.end))
    if any(s.kind == "answer" for s in parts.sections) or offices:
        signed = tuple(_signers(parts))
        return signed or tuple(offices)
    return ()


def _signers(parts: _Parts) -> Iterable[tuple[int, int]]:
    for block in parts.blocks:
        if block.kind == "signature":
            for m in re.finditer(r"[^\n]+", parts.of(block)):
                line = m.group().strip(" ,")
                start = block.start + m.start() + len(m.group()) - len(m.group().lstrip())
                if not offices_of(parts.text, start, start + len(line)) and re.match(
                    r"(?:[A-Z]\.|[A-Z][\w'’-]+\s[\w'’])", line
                ):
                    yield start, start + len(line)
