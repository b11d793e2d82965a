"""Who asks and who is asked, as spans: names after "Vragen van de leden", offices after "aan de minister van"."""

import re
from collections.abc import Iterable

Span = tuple[int, int]

_PARTICLE = r"van|de|der|den|het|'t|’t|ten|ter|te|el|al|la|le|von|di"
_WORD = r"(?:[A-ZÀ-Þ][\w'’.-]*|['’]t|['’]s)"
_NAME = rf"(?:(?:{_PARTICLE})\s+){{0,3}}{_WORD}(?:\s+(?:(?:{_PARTICLE})\s+){{0,3}}{_WORD}){{0,4}}"
_PARTY = r"\((?:[^()]{1,60})\)"
_LEAD = re.compile(
    r"(?:[Vv]ragen|[Kk]amervragen|[Mm]otie|MOTIE)\s+(?:(?:die\s+)?(?:zijn\s+)?gesteld\s+)?(?:van|door|VAN)\s+"
    r"(?:van\s+)?(?:het\s+van\s+)?(?:de|het|DE|HET)?\s*(?:[Kk]amer)?(?:leden|lid|LEDEN|LID)\s+|"
    r"[Kk]amervragen\s+(?:van\s+)?(?:leden|lid)\s+|[Vv]ragen\s+gesteld\s+door\s+"
)
_ONE = re.compile(rf"(?P<name>{_NAME})(?:\s*{_PARTY})?")
_SEPARATOR = re.compile(r"\s*,\s*(?:en\s+)?|\s+(?:en|EN)\s+")
_TITLE = r"(?:[Vv]ice-)?[Mm]inister-[Pp]resident|[Mm]inisters?|[Ss]taatssecretaris(?:sen)?|[Bb]ewindspers(?:oon|onen)"
_COLLEGE = (
    r"[Cc]ollege\s+van\s+(?:burgemeester\s+en\s+wethouders|[Bb]\s?(?:en|&)\s?[Ww]|[Gg]edeputeerde\s+[Ss]taten)"
    r"|[Bb]urgemeester|[Ww]ethouders?"
)
_OFFICE = re.compile(
    rf"(?<![\w-])(?:{_TITLE}|{_COLLEGE}|[Vv]oorzitter|[Ss]ecretaris|[Gg]riffier|[Cc]ommissaris\s+van\s+de\s+Koning)(?![\w])"
)
_TO = re.compile(rf"\baan\s+(?:de|het)\s+(?=(?:{_TITLE}|{_COLLEGE}))")
_END = re.compile(
    r"\s+(?:over|inzake|betreffende|naar\s+aanleiding|met\s+betrekking|omtrent|worden|zijn|die|mede|op\s+(?:de\s+)?(?:vragen|[Kk]amervragen))\b"
    r"|\s*\((?:ingezonden|ontvangen)|[.?!;:\n]|$"
)
_NEXT = re.compile(
    rf"\s*,?\s+en\s+(?:(?:aan\s+)?(?:de|het)\s+)?(?=(?:{_TITLE})\b)|\s+en\s+(?=(?:van|voor)\s+[A-Z])|,\s+(?:de|het)\s+(?=(?:{_TITLE})\b)"
)


def asked(text: str, spans: Iterable[Span]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of who asks and of whom they ask.

    Parameters
    ----------
    text : str
    spans : iterable of (int, int)
        Blocks to look in, in order. The place that names both is taken before one that names only who asks.

    Returns
    -------
    tuple of spans, tuple of spans

    Examples
    --------
    >>> text = "Vragen van de leden Jansen en De Boer (CDA) aan de minister van Financiën over de begroting"
    >>> names, offices = asked(text, [(0, len(text))])
    >>> [text[s:e] for s, e in names], [text[s:e] for s, e in offices]
    (['Jansen', 'De Boer'], ['minister van Financiën'])
    """
    best: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())
    for start, end in spans:
        for lead in _LEAD.finditer(text, start, end):
            if lead.group().lower().startswith("motie"):
                continue
            names = names_of(text, lead.end(), end)
            if not names:
                continue
            to = _TO.search(text, names[-1][1], min(end, names[-1][1] + 120))
            offices = offices_of(text, to.end(), end) if to and _close(text[names[-1][1] : to.start()]) else ()
            if offices:
                return names, offices
            if not best[0]:
                best = (names, ())
    return best


def names_of(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the spans of the names in a list of names that begins at an offset.

    Examples
    --------
    >>> text = "Mutluer (PvdA), Van der Berg en Ellemeet (GroenLinks) over"
    >>> [text[s:e] for s, e in names_of(text, 0, len(text))]
    ['Mutluer', 'Van der Berg', 'Ellemeet']
    """
    found: list[Span] = []
    while m := _ONE.match(text, start, end):
        found.append(m.span("name"))
        separator = _SEPARATOR.match(text, m.end(), end)
        if separator is None:
            break
        start = separator.end()
    return tuple(found)


def offices_of(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the spans of the offices in a piece of text, without article; of several, each by itself.

    Examples
    --------
    >>> text = "de ministers van Financiën en van Defensie en de staatssecretaris van OCW over geld"
    >>> [text[s:e] for s, e in offices_of(text, 0, len(text))]
    ['ministers van Financiën', 'Defensie', 'staatssecretaris van OCW']
    """
    first = _OFFICE.search(text, start, end)
    if first is None:
        return ()
    stop = _END.search(text, first.end(), end)
    limit = stop.start() if stop else end
    found: list[Span] = []
    at = first.start()
    while at < limit:
        following = _NEXT.search(text, at + 1, limit)
        piece_end = following.start() if following else limit
        piece = text[at:piece_end].rstrip(" ,")
        lead = re.match(r"(?:van|voor)\s+(?=[A-Z])", piece)
        begin = at + (lead.end() if lead else 0)
        if begin < at + len(piece):
            found.append((begin, at + len(piece)))
        if following is None:
            break
        at = following.end()
    return tuple(found)


def _close(between: str) -> bool:
    """Tell whether only a party and such stand between the names and "aan de minister"."""
    return len(between) <= 80 and not re.search(r"[.?!]\s", between)
