"""Abbreviations that a document defines: "Nationaal Programma Leefbaarheid en Veiligheid (NPLV)"."""

import re
from collections.abc import Iterable

from beleidsgraaf.extract.candidates import Candidate

_DEFINITION = re.compile(
    r"\s*\(\s*(?:hierna\s*:?\s*|hierna\s+(?:te\s+noemen|genoemd)\s*:?\s*|verder\s*:?\s*|afgekort\s*:?\s*)?"
    r"(?:de\s+|het\s+)?[‘'“\"]?(?P<short>[A-ZÀ-Þ][\w&.+/-]{1,11}|[A-ZÀ-Þ][\w-]+(?:\s[A-ZÀ-Þ][\w-]+)?)[’'”\"]?\s*\)"
)


def with_abbreviations(text: str, found: Iterable[Candidate]) -> list[Candidate]:
    """Add the abbreviations defined behind candidates, at their definition and wherever they return.

    Parameters
    ----------
    text : str
        The document's text.
    found : iterable of Candidate
        What the finders put forward.

    Returns
    -------
    list of Candidate
        The given ones and those of the abbreviations, which carry the full name as label.

    Examples
    --------
    >>> text = "De Regionale Ombudsdienst Zuid (ROZ) schrijft. De ROZ wacht."
    >>> full = Candidate(3, 30, "Organisation", "pattern", 0.8)
    >>> [(c.start, text[c.start : c.end], c.label) for c in with_abbreviations(text, [full])[1:]]
    [(32, 'ROZ', 'Regionale Ombudsdienst Zuid'), (50, 'ROZ', 'Regionale Ombudsdienst Zuid')]
    """
    result = list(found)
    for short, (candidate, label) in _definitions(text, result).items():
        result.extend(
            Candidate(m.start(), m.end(), candidate.type, "abbreviation", 0.93, candidate.keys, label)
            for m in re.finditer(rf"(?<![\w]){re.escape(short)}(?![\w])", text)
        )
    return result


def _definitions(text: str, found: list[Candidate]) -> dict[str, tuple[Candidate, str]]:
    defined: dict[str, tuple[Candidate, str]] = {}
    for c in sorted(found, key=lambda c: (c.start, -(c.end - c.start))):
        m = _DEFINITION.match(text, c.end)
        if m and c.type != "Person" and _abbreviates(m["short"], text[c.start : c.end]):
            defined.setdefault(m["short"], (c, c.label or " ".join(text[c.start : c.end].split())))
    return defined


def _abbreviates(short: str, full: str) -> bool:
    """Whether the letters of the short form occur in the full form in this order, the first one first in a word."""
    letters = [ch for ch in short.lower() if ch.isalnum()]
    rest = full.lower()
    if not letters or short.lower() in rest.split():
        return False
    initial = re.search(rf"\b{re.escape(letters[0])}", rest)
    if not initial:
        return False
    position = initial.start()
    for ch in letters:
        position = rest.find(ch, position)
        if position < 0:
            return False
        position += 1
    return True
