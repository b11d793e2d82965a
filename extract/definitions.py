"""Abbreviations explained in the text by words that no other finder knows: "internationaal comité voor zorg (ICZ)".

After Schwartz and Hearst (2003): the letters of the short form are sought in the words before the brackets, from the
right, and the first letter must begin a word. Here each capital must begin a word or a part of a compound, which is
stricter, since the long form becomes a mention.
"""

import re
from collections.abc import Iterator

from beleidsgraaf.extract.candidates import Candidate, candidates, text_of
from beleidsgraaf.extract.wordlists import table
from spacy.language import Language
from spacy.tokens import Doc

_SHORT = re.compile(
    r"\(\s*(?:hierna\s*:?\s*|verder\s*:?\s*|afgekort\s*:?\s*)?(?:de\s+|het\s+)?[‘'“\"]?"
    r"(?P<short>[A-ZÀ-Þ][A-Za-zÀ-ÿ&0-9-]{1,9})[’'”\"]?\s*\)"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LINKS = frozenset("van voor de het der den des en in op te ten ter tot aan met om over bij & of and the for".split())  # noqa: SIM905
_FARTHEST = 110


def find(text: str) -> Iterator[Candidate]:
    """Yield the long forms of abbreviations explained in a text, with the type that their head word tells.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> text = "Het landelijk comité voor zorg (LCZ) adviseert."
    >>> [(text[c.start : c.end], c.type) for c in find(text)]
    [('landelijk comité voor zorg', 'Organisation'), ('LCZ', 'Organisation')]
    """
    for m in _SHORT.finditer(text):
        short = m["short"]
        if sum(ch.isupper() for ch in short) < 2:
            continue
        start, end = _long_form(text, m.start(), short) or (0, 0)
        if not end:
            continue
        type_ = _type_of(text[start:end])
        if type_ is None:
            continue
        label = " ".join(text[start:end].split())
        yield Candidate(start, end, type_, "definition", 0.6)
        yield Candidate(m.start("short"), m.end("short"), type_, "definition", 0.6, label=label)


def _long_form(text: str, bracket: int, short: str) -> tuple[int, int] | None:
    """Return the span before the brackets whose words begin with the letters of the short form."""
    window = max(0, bracket - _FARTHEST)
    stop = max(text.rfind(mark, window, bracket) for mark in (". ", "; ", ": ", "\n\n", "("))
    words = list(_WORD.finditer(text, max(window, stop + 1), bracket))
    if not words or not text[words[-1].end() : bracket].isspace():
        return None
    letters = [ch.lower() for ch in short if ch.isalpha()]
    at = len(words) - 1
    first = None
    for letter in reversed(letters):
        while at >= 0 and words[at].group()[0].lower() != letter:
            if words[at].group().lower() not in _LINKS:
                return None
            at -= 1
        if at < 0:
            return None
        first = words[at]
        at -= 1
    if first is None:
        return None
    return first.start(), words[-1].end()


def _type_of(name: str) -> str | None:
    """Return the type that a head word in the name tells, else Organisation where the name has capitals."""
    words = name.lower().split()
    for type_, heads in table("definition_heads").items():
        if any(w.endswith(head) for w in words for head in heads):
            return type_
    return "Organisation" if sum(w[:1].isupper() for w in name.split()) >= 2 else None


@Language.component("beleidsgraaf_definitions")
def find_definitions(doc: Doc) -> Doc:
    """Append the names that abbreviations in brackets explain to the document's candidates."""
    candidates(doc).extend(find(text_of(doc)))
    return doc
