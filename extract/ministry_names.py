"""Ministries whose name is misspelt: "ministerie van Jusitie en Veiligheid"."""

import re
from collections.abc import Iterator
from functools import cache

from beleidsgraaf.extract.candidates import Candidate, candidates, text_of
from beleidsgraaf.ontology.naming import normalise_name
from beleidsgraaf.ontology.register import register
from rapidfuzz import fuzz, process
from spacy.language import Language
from spacy.tokens import Doc

_WORD = r"[A-ZÀ-Þa-zà-ÿ][\w’'-]*"
_NAMED = re.compile(
    rf"\b[Mm]inisterie\s+van\s+(?:het\s+|de\s+)?(?P<name>[A-ZÀ-Þ][\w’'-]*(?:(?:,\s*|\s*&\s*|\s+){_WORD}){{1,7}})"
)
_ALIKE = 92
"""In hundred: one letter more, less or other in a name of ten; the names of two ministries differ by far more."""


@cache
def _ministries() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for body in register().bodies.values():
        if body.kind == "ministry" and " " in body.name:
            found.setdefault(normalise_name(body.name), []).append(body.key)
    return {name: tuple(keys) for name, keys in found.items()}


def find(text: str) -> Iterator[Candidate]:
    """Yield the ministries named after "ministerie van" in nearly the spelling of the register, or exactly that.

    Parameters
    ----------
    text : str
        Any length.

    Examples
    --------
    >>> text = "Het ministerie van Jusitie en Veiligheid schrijft."
    >>> [(text[c.start : c.end], c.keys) for c in find(text)]
    [('ministerie van Jusitie en Veiligheid', ('min-jenv',))]
    """
    for m in _NAMED.finditer(text):
        best: tuple[float, int, str] | None = None
        for word in re.finditer(_WORD, m["name"]):
            written = normalise_name(m["name"][: word.end()])
            if " " not in written:
                continue
            hit = process.extractOne(written, _ministries().keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
            if hit and (best is None or hit[1] > best[0]):
                best = (hit[1], m.start("name") + word.end(), hit[0])
        if best:
            yield Candidate(m.start(), best[1], "Ministry", "fuzzy", 0.9, _ministries()[best[2]])


@Language.component("beleidsgraaf_ministries")
def find_ministries(doc: Doc) -> Doc:
    """Append the ministries with a misspelt name to the document's candidates.

    Parameters
    ----------
    doc : Doc
        Any tokenisation; the text is searched.
    """
    candidates(doc).extend(find(text_of(doc)))
    return doc
