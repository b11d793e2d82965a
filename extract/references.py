"""What a document refers to: papers, motions, gazettes, judgments, articles of law and web pages, as IRIs.

Examples
--------
>>> [r.iri for r in references("Zie Kamerstukken II 2024/25, 29 911, nr. 446 en ECLI:NL:HR:2019:2006.")]
['https://zoek.officielebekendmakingen.nl/kst-29911-446', 'https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:HR:2019:2006']
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from beleidsgraaf.extract.document import Footnote
from beleidsgraaf.extract.extraction import Entity
from beleidsgraaf.ontology.naming import normalise_name
from beleidsgraaf.ontology.register import register

OFFICIAL: Final = "https://zoek.officielebekendmakingen.nl/"
JUDGMENTS: Final = "https://deeplink.rechtspraak.nl/uitspraak?id="
LAWS: Final = "https://wetten.overheid.nl/jci1.3:c:"

_NUMBER: Final = r"nrs?\.?\s?(?P<number>\d{1,4}|[A-Z]{1,3})(?![\w])"
_DOSSIER: Final = (
    r"(?P<dossier>\d{2}[ .\u00a0]?\d{3})(?:[ -]?\(?(?P<part>[IVXLC]{1,6}|R\d{4}|[A-C](?=,)|(?<=-)\d{2}(?=\s?,))\)?)?"
)
_PAPER: Final = re.compile(
    # Without the word a comma and "nr." must tell that it is a paper.
    rf"(?:(?<![\w.])|(?<=stuk)|(?<=stukken)){_DOSSIER}(?:\s?,)?\s?(?:{_NUMBER}|(?<=,)\s?(?P<letter>[A-Z]{{1,2}})(?![\w.]))"
    rf"|\b[Kk]amerstuk(?:ken)?\s(?:I{{1,2}}\s)?(?P<dashed>\d{{5}}(?:-[IVXLC]{{1,6}})?)-(?P<after>\d{{1,4}})\b"
)
_APPENDIX: Final = re.compile(
    r"[Aa]anhangsel\s(?:van\sde\s)?(?:Handelingen|HAN)[^.;\n]{0,30}?(?P<first>20\d\d)\s?[-/–]\s?(?P<last>\d\d(?:\d\d)?),?\s"
    r"nr\.?\s?(?P<number>\d{1,4})\b"
)
_GAZETTE: Final = re.compile(
    r"\b(?P<which>Stb|Stcrt|Trb)\.?\s(?P<year>(?:19|20)\d\d),?\s(?:nr\.?\s)?(?P<number>\d{1,5})\b"
)
_ECLI: Final = re.compile(r"\bECLI:[A-Z]{2}:[A-Z][A-Z0-9]{0,6}:\d{4}:[A-Z0-9](?:[A-Z0-9.]{0,23}[A-Z0-9])?")
_WEB: Final = re.compile(
    r"\bhttps?://[a-z0-9][\w.-]*\.[a-z]{2,}(?:[/?#][^\s<>\"{}|\\^`\[\]()]*[\w/=&#-])?", re.IGNORECASE | re.ASCII
)
_ARTICLE: Final = re.compile(
    r"\b[Aa]rt(?:ikel|\.)\s(?P<article>\d{1,3}[a-z]{0,2}(?:[:.]\d{1,3}[a-z]{0,2})?)"
    r"(?:,\s(?:\w+\slid|(?:onderdeel|onder|aanhef\sen\sonder)\s\w{1,2}))*,?\s?(?:van\s)?(?:de\s|het\s)?$"
)
_REACH: Final = 90
_PARTICLE: Final = r"(?:[Vv]an|[Dd]en?|[Dd]er|[Tt]en|[Tt]er|[Tt]e|[Ee]l|['’]t|in)"
_SURNAME: Final = r"[A-ZÀ-Þ][\w'’]+(?:[-–][A-ZÀ-Þ][\w'’]+)*"
_NAME: Final = (
    rf"(?:{_PARTICLE}\s+){{0,3}}{_SURNAME}(?:\s(?:van\s(?:der?\s|den\s)?|de\s)?(?!Kamer|Nr\b|Over\b){_SURNAME})?"
)
_MOTION: Final = re.compile(
    rf"\b[Mm]otie(?:[-–]|\s)(?:(?:van|door)\s)?(?:(?:de|het)\s)?(?:[Kk]amer)?(?:(?:leden|lid)\s)?"
    rf"(?P<names>{_NAME}(?:(?:/|,\s|\s(?:en|&)\s){_NAME})*)(?P<others>\s+c\.?\s?s\.?)?"
)
_NO_NAME: Final = frozenset(
    {"tweede", "eerste", "kamer", "nr", "nader", "gewijzigde", "kamerstuk", "de", "het", "in", "over", "met", "raad"}
)
_PARTY: Final = re.compile(r"\s*\([A-Z][\w&+-]{1,24}(?:\s\w+)?\)(?:\sc\.\s?s\.)?")
_MOTION_REACH: Final = 220
_OTHER_MOTION: Final = re.compile(r"\b[Mm]oties?\b|[.?!](?:\s+[A-ZÀ-Þ]|\s*$)|;|\n\s*\n")


class Reference(NamedTuple):
    """What is referred to, and where.

    Attributes
    ----------
    iri : str
    start, end : int
        Span in the document's text.
    """

    iri: str
    start: int
    end: int


def references(text: str, entities: Sequence[Entity] = ()) -> list[Reference]:
    """Return the references of a document, in text order.

    Parameters
    ----------
    text : str
        The document's text.
    entities : sequence of Entity
        Its entities: an article is referred to by the law that is named behind it.
    """
    return sorted([*_papers(text), *_others(text), *_articles(text, entities)], key=lambda r: (r.start, r.end))


class Motion(NamedTuple):
    """A motion that a document refers to.

    Attributes
    ----------
    label : str
        As the text has it, "motie-Jansen c.s.".
    names : tuple of (int, int)
        Spans of the surnames of who proposed it.
    iri : str or None
        Of its paper, where the text or its note gives the number.
    start, end : int
        Span in the document's text.
    """

    label: str
    names: tuple[tuple[int, int], ...]
    iri: str | None
    start: int
    end: int


def motions(text: str, footnotes: Sequence[Footnote] = ()) -> list[Motion]:
    """Return the motions that a text refers to by the names of who proposed them, in text order.

    Parameters
    ----------
    text : str
    footnotes : sequence of Footnote
        Its notes: the number may stand in the note behind the motion.

    Examples
    --------
    >>> text = "De motie-Jansen c.s. en de motie van het lid De Wit (Kamerstuk 29 911, nr. 446) zijn uitgevoerd."
    >>> [(m.label, m.iri) for m in motions(text)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('motie-Jansen c.s.', None),
     ('motie van het lid De Wit', 'https://zoek.officielebekendmakingen.nl/kst-29911-446')]
    """
    found = []
    for m in _MOTION.finditer(text):
        names = tuple(
            (m.start("names") + n.start(), m.start("names") + n.end())
            for n in re.finditer(_NAME, m["names"])
            if n[0].split()[-1].lower() not in _NO_NAME
        )
        if not names or names[0][0] != m.start("names") or any(_is_party(text[a:b]) for a, b in names):
            continue
        party = _PARTY.match(text, m.end())
        iri = _number_behind(text, party.end() if party else m.end(), footnotes)
        found.append(Motion(" ".join(m[0].split()), names, iri, *m.span()))
    return found


def _is_party(name: str) -> bool:
    return normalise_name(re.sub(r"^(?:de|het)\s+", "", name)) in _parties()


@cache
def _parties() -> frozenset[str]:
    return frozenset(
        normalise_name(n) for p in register().parties for n in (p.abbreviation, p.name, *p.other_names) if n
    )


def _number_behind(text: str, at: int, footnotes: Sequence[Footnote]) -> str | None:
    """Return the paper of a motion: in the note right behind it, else in brackets before another motion or sentence."""
    stop = _OTHER_MOTION.search(text, at, at + _MOTION_REACH)
    end = stop.start() if stop else min(len(text), at + _MOTION_REACH)
    bracket = text.find("(", at, end)
    if bracket >= 0:
        inside = text[bracket : max(text.find(")", bracket, bracket + 120), bracket)]
        paper = next(_papers(inside), None)
        if paper:
            return paper.iri
    for note in footnotes:
        if note.anchor is not None and at <= note.anchor <= end + 1:
            papers = list(_papers(text[note.start : note.end]))
            return papers[0].iri if len(papers) == 1 else None
    return None


def _papers(text: str) -> Iterator[Reference]:
    for m in _PAPER.finditer(text):
        if m["dashed"]:
            yield Reference(f"{OFFICIAL}kst-{m['dashed']}-{m['after']}", *m.span())
            continue
        dossier = re.sub(r"\D", "", m["dossier"])
        part = f"-{m['part']}" if m["part"] else ""
        yield Reference(f"{OFFICIAL}kst-{dossier}{part}-{m['number'] or m['letter']}", *m.span())


def _others(text: str) -> Iterator[Reference]:
    for m in _APPENDIX.finditer(text):
        first = int(m["first"])
        if int(m["last"]) % 100 == (first + 1) % 100:
            yield Reference(f"{OFFICIAL}ah-tk-{first}{first + 1}-{m['number']}", *m.span())
    for m in _GAZETTE.finditer(text):
        yield Reference(f"{OFFICIAL}{m['which'].lower()}-{m['year']}-{m['number']}", *m.span())
    for m in _ECLI.finditer(text):
        yield Reference(JUDGMENTS + m[0], *m.span())
    for m in _WEB.finditer(text):
        yield Reference(m[0], *m.span())


def _articles(text: str, entities: Sequence[Entity]) -> Iterator[Reference]:
    for entity in entities:
        if entity.type != "Law" or not entity.key or not entity.key.startswith("BWB"):
            continue
        for mention in entity.mentions:
            start = max(0, mention.start - _REACH)
            m = _ARTICLE.search(text[start : mention.start])
            if m:
                yield Reference(f"{LAWS}{entity.key}&artikel={m['article']}", start + m.start(), mention.end)
