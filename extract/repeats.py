"""What a document names again: abbreviations it defines, and names found once with a cue and later without.

"De aanpak Preventie met Gezag" shows that "Preventie met Gezag" is a programme; further on the bare name is enough.
"""

import re
from collections.abc import Iterable

from beleidsgraaf.extract.candidates import Candidate

_DEFINITION = re.compile(
    r"\s*\(\s*(?P<said>hierna\s*:?\s*|hierna\s+(?:te\s+noemen|genoemd)\s*:?\s*|verder\s*:?\s*|afgekort\s*:?\s*)?"
    r"(?:de\s+|het\s+)?[‘'“\"]?(?P<short>[A-ZÀ-Þ][\w&.+/-]{1,11}|[A-ZÀ-Þ][\w-]+(?:\s[A-ZÀ-Þ][\w-]+)?)[’'”\"]?\s*\)"
)
_REPEATED_TYPES = frozenset({"Programme", "Organisation", "Publication", "Law", "Region"})
_LOST = 0.02
"""A repeated name is a little less sure than where its cue stands."""


def with_repeats(text: str, found: Iterable[Candidate], minimum: float = 0.5) -> list[Candidate]:
    """Add the places where what was found is named again, by an abbreviation or by the same name.

    Parameters
    ----------
    text : str
        The document's text.
    found : iterable of Candidate
        What the finders put forward.
    minimum : float
        Candidates less sure than this are not looked for again.

    Returns
    -------
    list of Candidate
        The given ones and the added ones; those of an abbreviation carry the full name as label.

    Examples
    --------
    >>> text = "De Regionale Ombudsdienst Zuid (ROZ) schrijft. De ROZ wacht."
    >>> full = Candidate(3, 30, "Organisation", "pattern", 0.8)
    >>> [(c.start, text[c.start : c.end], c.label) for c in with_repeats(text, [full])[1:]]
    [(32, 'ROZ', 'Regionale Ombudsdienst Zuid'), (50, 'ROZ', 'Regionale Ombudsdienst Zuid')]
    """
    given = list(found)
    sure = [c for c in given if c.score >= minimum]
    result = [*given, *_names_again(text, sure)]
    for short, (candidate, label) in _definitions(text, sure).items():
        result.extend(
            Candidate(m.start(), m.end(), candidate.type, "abbreviation", 0.93, candidate.keys, label)
            for m in re.finditer(rf"(?<![\w]){re.escape(short)}(?![\w])", text)
        )
    return result


def _names_again(text: str, found: list[Candidate]) -> Iterable[Candidate]:
    names: dict[str, Candidate] = {}
    for c in found:
        name = text[c.start : c.end]
        if c.type in _REPEATED_TYPES and _distinctive(name):
            best = names.get(name)
            if best is None or best.score < c.score:
                names[name] = c
    taken = {(c.start, c.end) for c in found}
    for name, c in names.items():
        spaced = r"\s+".join(map(re.escape, name.split()))
        for m in re.finditer(rf"(?<![\w]){spaced}(?![\w])", text):
            if m.span() not in taken:
                yield Candidate(m.start(), m.end(), c.type, "repeat", c.score - _LOST, c.keys, c.label)


def _distinctive(name: str) -> bool:
    """Whether a name cannot be an ordinary phrase: two words with capitals, or a capital within a word."""
    words = name.split()
    capitals = sum(w[0].isupper() for w in words)
    return capitals >= 2 or any(ch.isupper() for w in words for ch in w[1:])


def _definitions(text: str, found: list[Candidate]) -> dict[str, tuple[Candidate, str]]:
    defined: dict[str, tuple[Candidate, str]] = {}
    for c in sorted(found, key=lambda c: (c.start, -(c.end - c.start))):
        m = _DEFINITION.match(text, c.end)
        if (
            m
            and c.type != "Person"
            and ((m["said"] and _acronym(m["short"])) or _abbreviates(m["short"], text[c.start : c.end]))
        ):
            defined.setdefault(m["short"], (c, c.label or " ".join(text[c.start : c.end].split())))
    return defined


def _acronym(short: str) -> bool:
    """Whether a short form that the text declares by "hierna:" is fit to be looked for: two capitals at least."""
    return sum(ch.isupper() for ch in short) >= 2


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
