"""What a document refers to: parliamentary papers, gazettes, judgments, articles of law and web pages, as IRIs.

Examples
--------
>>> [r.iri for r in references("Zie Kamerstukken II 2024/25, 29 911, nr. 446 en ECLI:NL:HR:2019:2006.")]
['https://zoek.officielebekendmakingen.nl/kst-29911-446', 'https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:HR:2019:2006']
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from beleidsgraaf.extract.extraction import Entity

OFFICIAL: Final = "https://zoek.officielebekendmakingen.nl/"
JUDGMENTS: Final = "https://deeplink.rechtspraak.nl/uitspraak?id="
LAWS: Final = "https://wetten.overheid.nl/jci1.3:c:"

_NUMBER: Final = r"nrs?\.?\s?(?P<number>\d{1,4}|[A-Z]{1,3})(?![\w])"
_DOSSIER: Final = r"(?P<dossier>\d{2}[ .\u00a0]?\d{3})(?:[ -]?\(?(?P<part>[IVXLC]{1,6}|R\d{4}|[A-C](?=,))\)?)?"
_PAPER: Final = re.compile(
    # Without the word a comma and "nr." must tell that it is a paper.
    rf"(?<![\w.]){_DOSSIER},?\s?(?:{_NUMBER}|(?<=,)\s?(?P<letter>[A-Z]{{1,2}})(?![\w.]))"
    rf"|\b[Kk]amerstuk(?:ken)?\s(?:I{{1,2}}\s)?(?P<dashed>\d{{5}})-(?P<after>\d{{1,4}})\b"
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
